"""Orders signed before their time, or after it: when it pays, what it costs, and that nothing is lost by it."""

from pathlib import Path

import numpy as np
import pytest

from scenarios.load import ScenarioFaults, load
from scenarios.scenario import Scenario
from sim.engine import simulate
from sim.panel import Panel

ROOT = Path(__file__).parents[1]
OFFICE, SMALL = ROOT / "golden" / "len_1.yaml", ROOT / "levers" / "small.yaml"
BASE = "{kind: base, id: base, name: {en: Base, zh: 底薪}}"
LOW = 0.05
"""Rate below quota."""


def paying(rate: float, *more: str) -> str:
    """Commission by the quarter: .05 up to quota, another rate above it."""
    tiers = f"[{{from: 0, rate: {LOW}}}, {{from: 1, rate: {rate}}}]"
    written = ", ".join(
        ("kind: commission", "id: pay", "name: {en: Pay, zh: 提成}", "measure: bookings", "period: quarter", *more)
    )
    return f"plan.components=[{BASE}, {{{written}, schedule: {{mode: marginal, edges: attainment, tiers: {tiers}}}}}]"


def office(rate: float, timing: str, *changes: str) -> Scenario:
    """One rep who brings her quota every month, on the coin; nobody's effort reacts."""
    steady = ("market.base=1", "market.effect=0", "market.noise={kind: none}", "mind.kind=none")
    return load(OFFICE, (paying(rate), *steady, f"mind.timing={timing}", *changes))


def small(timing: str, *changes: str) -> Scenario:
    """Six reps with a funnel, whose quota is what they bring, so that the accelerator is at hand."""
    near = "targets.company=8_000_000"
    return load(SMALL, (paying(0.2), near, "mind.kind=none", "mind.pilot=8", f"mind.timing={timing}", *changes))


def moved(panel: Panel) -> np.ndarray:
    """Coins pulled and held back by month, all reps and years together."""
    return panel.of("pulled_orders").sum(axis=(0, 2)) + panel.of("held_orders").sum(axis=(0, 2))


@pytest.mark.parametrize(("discount", "pulls"), [(0.37, True), (0.38, False)])
def test_a_discount_is_given_up_to_the_threshold(discount: float, pulls: bool) -> None:
    """From a rate of .05 to one of .08 a discount of up to 1 - .05/.08 = .375 pays (Larkin, 2014), and no more."""
    panel = simulate(office(0.08, f"{{pull: 5, discount: {discount}}}"), 1)
    assert panel.of("pulled_orders").any() == pulls
    ends = np.flatnonzero(moved(panel))
    assert (ends % 3 == 2).all()


def test_nobody_moves_anything_under_a_linear_plan() -> None:
    """Null twin: one rate all year leaves nothing to gain, for patient reps."""
    panel = simulate(office(LOW, "{pull: 5, hold: 5, discount: 0.01}", "market.noise={kind: normal, sd: 0.4}"), 50)
    assert not moved(panel).any()


def test_who_is_impatient_pulls_under_any_plan() -> None:
    """What comes a quarter sooner is worth a discount of 2 % if a month's wait takes 3 % of it."""
    plan = office(LOW, "{pull: 5, discount: 0.02}", "mind.discount=0.97")
    assert moved(simulate(plan, 1))[2::3].all()
    assert not moved(simulate(office(LOW, "{pull: 5, discount: 0.02}"), 1)).any()


def test_sales_past_a_cap_wait() -> None:
    """Above the cap nothing is paid: what is held back is what lies above it, and only where it does."""
    capped = paying(LOW, "cap: {at: 1}")
    scenario = load(OFFICE, (
        capped, "market.base=1", "market.effect=0", "market.noise={kind: normal, sd: 0.2}", "mind.kind=none",
        "mind.timing={hold: 15}",
    ))  # fmt: skip
    panel, free = simulate(scenario, 200), simulate(load(OFFICE, (
        capped, "market.base=1", "market.effect=0", "market.noise={kind: normal, sd: 0.2}", "mind.kind=none",
    )), 200)  # fmt: skip
    held = panel.of("held_orders")[:, 2, 0]
    above = free.of("bookings")[:, :3, 0].sum(axis=1) - 3e6
    assert held.max() > 0
    assert (held[above <= 0] == 0).all()
    assert (held[above > 0] <= above[above > 0] + 0.1 * 2e6).all()


def test_nothing_is_lost_but_the_discount() -> None:
    """Over the year what was signed, given away and left to the next year is what would have been signed."""
    changes = ("market.noise={kind: normal, sd: 0.3}",)
    panel = simulate(office(0.2, "{pull: 8, hold: 8, discount: 0.05}", *changes), 40)
    plain = simulate(office(0.2, "{}", *changes), 40)
    signed, given = (panel.of(name).sum(axis=1)[:, 0] for name in ("bookings", "early_discounts"))
    left = panel.of("held_orders")[:, -1, 0] - panel.of("pulled_orders")[:, -1, 0]
    np.testing.assert_array_equal(signed + given + left, plain.of("bookings").sum(axis=1)[:, 0])
    assert given.sum() > 0


def test_with_nothing_to_move_the_year_is_the_same() -> None:
    """Off is off: without days to pull or hold, a discount changes nothing, and nothing of it is counted."""
    panel, plain = (simulate(load("baseline", changes), 2) for changes in (("mind.timing.discount=0.2",), ()))
    np.testing.assert_array_equal(panel.values, plain.values)
    assert panel.measures == plain.measures


def test_orders_are_pulled_in_a_funnel() -> None:
    """Single orders signed early, at a quarter's end and 5 % off; both engines agree to the bit."""
    scenario = small("{pull: 10, discount: 0.05}")
    machine, story = (simulate(scenario, 2, engine=engine) for engine in ("kernel", "simpy"))
    np.testing.assert_array_equal(machine.values, story.values)
    pulled, given = machine.of("pulled_orders").sum(), machine.of("early_discounts").sum()
    assert given == pytest.approx(0.05 * pulled, abs=1000)
    assert (np.flatnonzero(moved(machine)) % 3 == 2).all()
    assert pulled > 0


def test_orders_are_held_back_in_a_funnel() -> None:
    """Past a cap that a low first quarter reaches, what could be signed in its last days waits for the second one."""
    low_first = (paying(LOW, "cap: {at: 1}"), "targets.phasing=[0.1, 0.1, 0.1, 3, 3, 3]")
    scenario, plain = small("{hold: 5}", *low_first), small("{}", *low_first)
    machine, story = (simulate(scenario, 2, engine=engine) for engine in ("kernel", "simpy"))
    np.testing.assert_array_equal(machine.values, story.values)
    held, signed = (machine.of(name).sum(axis=2) for name in ("held_orders", "bookings"))
    assert held[:, 2].any()
    assert not held[:, [0, 1, 3, 4, 5]].any()
    np.testing.assert_array_equal(signed[:, 2] + held[:, 2], simulate(plain, 2).of("bookings").sum(axis=2)[:, 2])


def test_who_may_not_grant_the_discount_pulls_nothing() -> None:
    """Authority: above her limit a rep would have to ask, and the month would be over."""
    limits = "[{level: senior, discount: 0.04}, {level: junior, discount: 0.04}]"
    authority = f"authority={{limits: {limits}, approvers: [{{id: boss, name: {{en: B, zh: B}}}}]}}"
    free, bound = (simulate(small("{pull: 10, discount: 0.05}", *more), 4) for more in ((), (authority,)))
    assert free.of("pulled_orders").any()
    assert not bound.of("pulled_orders").any()


def test_timing_out_of_range_is_told() -> None:
    """A discount of the whole value, or days without end, are refused with what is possible."""
    with pytest.raises(ScenarioFaults, match="discount: should be below 1"):
        load("baseline", ("mind.timing.discount=1",))
    with pytest.raises(ScenarioFaults, match="hold: should be"):
        load("baseline", ("mind.timing.hold=61",))
