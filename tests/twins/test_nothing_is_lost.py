"""Law 5: leads, money and entries are conserved, on random worlds."""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from random_worlds import random_funnel, random_world, written

from scenarios.scenario import Scenario
from sim.engine import Year, chunk_of, prepare, trace
from sim.panel import Panel
from sim.pay.engine import pay_month

WORLDS = [*range(100), *(pytest.param(number, marks=pytest.mark.verify) for number in range(100, 200))]
REPLICATIONS = 3
CLOSING = ("closing_unbilled", "closing_receivable", "closing_prepaid")
Floats = npt.NDArray[np.float64]


@cache
def lived(number: int) -> tuple[Year, Panel]:
    """A year, rep by rep; where work passes between reps, as if the company were one rep."""
    year = prepare(random_funnel(number), seed=number)
    panel = chunk_of(year, 0, REPLICATIONS)
    if work_passes(year):
        panel = Panel(panel.values.sum(axis=2, keepdims=True), panel.measures)
    return year, panel


def work_passes(year: Year) -> bool:
    """Whether a lead may end with another rep than it began with."""
    return year.world.desks.groups < len(year.world.reps) or year.world.selling.on == 1


def in_all(panel: Panel, name: str) -> Floats:
    """A measure over all periods, the time before the year included, by [replication, rep]."""
    return panel.values[:, :, :, panel.place(name)].sum(axis=1)


def so_far(panel: Panel, name: str) -> Floats:
    """A measure up to the end of each period, by [replication, period, rep]."""
    return panel.values[:, :, :, panel.place(name)].cumsum(axis=1)


def stages_of(panel: Panel) -> list[str]:
    names = [measure.name for measure in panel.measures]
    return [name.partition(":")[2] for name in names if name.startswith("entered:")]


@pytest.mark.parametrize("number", WORLDS)
def test_every_lead_has_one_end(number: int) -> None:
    """Law 5: leads in = won + lost + cold + open at the end, for each rep."""
    _, panel = lived(number)
    still_open = sum(in_all(panel, f"open:{stage}") for stage in stages_of(panel))
    ends = sum(in_all(panel, name) for name in ("won_deals", "lost_deals", "cold_leads"))
    np.testing.assert_array_equal(in_all(panel, "leads"), ends + still_open)


@pytest.mark.parametrize("number", WORLDS)
def test_every_stage_passes_on_what_it_does_not_keep(number: int) -> None:
    """Law 5: of each rep's leads that entered a stage, all were lost, went cold, are open, were given back, or went on.

    A stage receives those that went on from the one before, the stated deals that stand at it, and what is given back
    to it; the last stage's go on to be won, the first receives whatever comes in besides.
    """
    year, panel = lived(number)
    stages, reps, selling = stages_of(panel), panel.values.shape[2], year.world.selling
    deals = np.zeros((len(stages), reps))
    np.add.at(deals, (year.world.deals.stage, year.world.deals.rep if reps > 1 else 0), 1.0)
    gone = [in_all(panel, f"returned:{stage}") if selling.on else np.zeros(1) for stage in stages]
    back = [sum((gone[i] for i in np.flatnonzero(selling.back == place)), np.zeros(1)) for place in range(len(stages))]
    coming = in_all(panel, "leads") - deals.sum(axis=0)
    for stage, stated, returned, given in zip(stages, deals, back, gone, strict=True):
        entered, lost, cold, still_open = (
            in_all(panel, f"{what}:{stage}") for what in ("entered", "lost", "cold", "open")
        )
        np.testing.assert_array_equal(entered, coming + stated + returned)
        coming = entered - lost - cold - still_open - given
    np.testing.assert_array_equal(coming, in_all(panel, "won_deals"))
    for measure, what in (("lost_deals", "lost"), ("cold_leads", "cold")):
        by_stage = sum(in_all(panel, f"{what}:{stage}") for stage in stages)
        np.testing.assert_array_equal(in_all(panel, measure), by_stage)


@pytest.mark.parametrize("number", WORLDS)
def test_money_signed_is_invoiced_or_under_way(number: int) -> None:
    """Law 5: bookings = invoiced + signed and not yet delivered, to the coin, for each rep."""
    _, panel = lived(number)
    expected = in_all(panel, "invoiced") + in_all(panel, "closing_unbilled")
    np.testing.assert_array_equal(in_all(panel, "bookings"), expected)


@pytest.mark.parametrize("number", WORLDS)
def test_money_invoiced_is_paid_written_off_or_owed(number: int) -> None:
    """Law 5: invoiced less prepayments used = cash after delivery + bad debt + receivable, for each rep."""
    _, panel = lived(number)
    billed = in_all(panel, "invoiced") - in_all(panel, "prepaid_used")
    after_delivery = in_all(panel, "collected") - in_all(panel, "prepaid")
    ends = after_delivery + in_all(panel, "bad_debt") + in_all(panel, "closing_receivable")
    np.testing.assert_array_equal(billed, ends)


@pytest.mark.parametrize("number", WORLDS)
def test_prepayments_are_a_balance_of_their_own(number: int) -> None:
    """Law 5: prepaid = prepayments used by invoices + prepaid and not yet delivered, for each rep."""
    _, panel = lived(number)
    balance = in_all(panel, "prepaid") - in_all(panel, "prepaid_used")
    np.testing.assert_array_equal(balance, in_all(panel, "closing_prepaid"))


@pytest.mark.parametrize("number", WORLDS)
def test_nobody_is_billed_or_pays_before_signing(number: int) -> None:
    """Law 5: up to the end of every month, signed >= invoiced and signed >= collected, for each rep."""
    _, panel = lived(number)
    signed = so_far(panel, "bookings")
    assert (signed >= so_far(panel, "invoiced")).all()
    assert (signed >= so_far(panel, "collected")).all()
    assert (so_far(panel, "prepaid") >= so_far(panel, "prepaid_used")).all()


@pytest.mark.parametrize("number", WORLDS)
def test_panel_is_the_sum_of_its_log(number: int) -> None:
    """Law 5: the panel equals the sums of the log's entries, measure by measure, to the bit."""
    year = prepare(random_world(number), seed=number)
    panel, log = trace(year, REPLICATIONS - 1)
    np.testing.assert_array_equal(log.summed(year.world.period_end, *year.shape[1:]), panel.values[0])
    np.testing.assert_array_equal(chunk_of(year, REPLICATIONS - 1, 1).values, panel.values)


@pytest.mark.parametrize("number", WORLDS)
def test_pay_is_what_the_plan_pays_for_the_sums(number: int) -> None:
    """Law 5: pay of a simulated year is what the plan pays, month by month, for the sums of that year, to the coin; but
    for seats that somebody left empty, which are paid nothing.
    """
    scenario = random_world(number)
    year = prepare(scenario, seed=number)
    panel = chunk_of(year, 0, REPLICATIONS)
    first = [m.name for m in panel.measures].index(f"pay:{scenario.plan.components[0].id}")
    last = first + len(scenario.plan.components)
    for values in panel.values:
        sums, empty = values.copy(), seats_left(panel, values)
        paid = np.zeros((len(empty), empty.shape[1], last - first), np.int64)
        for month in range(len(empty)):
            sums[month + 1, :, first:last] = 0.0
            pay_month(year.world.pay, sums, month, first, paid[month])
            paid[month, empty[month]] = 0
            sums[month + 1, :, first:last] = paid[month]
        np.testing.assert_array_equal(paid, values[1:, :, first:last])


def seats_left(panel: Panel, values: Floats) -> npt.NDArray[np.bool_]:
    """Seats that somebody left and nobody has taken, [month, rep]; values: a replication's, [period, rep, measure]."""
    if all(measure.name != "leavers" for measure in panel.measures):
        return np.zeros((len(values) - 1, values.shape[1]), np.bool_)
    left, came = (values[1:, :, panel.place(name)].cumsum(axis=0) for name in ("leavers", "newcomers"))
    return np.vstack([np.zeros_like(left[:1]), left[:-1]]) > came


@pytest.mark.parametrize("number", range(2, 100, 3))
def test_direct_sales_are_signed_billed_and_paid_at_once(number: int) -> None:
    """Law 5: in a direct world bookings = invoiced = collected in each month, and nothing is under way."""
    panel = chunk_of(prepare(random_world(number), seed=number), 0, REPLICATIONS)
    np.testing.assert_array_equal(panel.of("bookings"), panel.of("invoiced"))
    np.testing.assert_array_equal(panel.of("bookings"), panel.of("collected"))
    for name in (*CLOSING, "leads"):
        assert not in_all(panel, name).any()


def test_these_worlds_have_something_to_lose() -> None:
    """The 100 worlds between them win, lose, let go cold, leave open, prepay, write off and owe."""
    some = dict.fromkeys(
        ("won_deals", "lost_deals", "cold_leads", "prepaid", "prepaid_used", "bad_debt", *CLOSING), 0.0
    )
    still_open = 0.0
    for number in range(100):
        _, panel = lived(number)
        for name in some:
            some[name] += in_all(panel, name).sum()
        still_open += sum(in_all(panel, f"open:{stage}").sum() for stage in stages_of(panel))
    assert min(some.values()) > 0
    assert still_open > 0


# ── amounts and places at the edge ──────────────────────────────────────────────────────────────


def test_a_share_of_a_very_large_amount_is_exact() -> None:
    """Law 5: margin and prepayment are exact for the largest deals a scenario may state, kept to six digits."""
    world = written(0, direct=False)
    world["company"]["currency"]["minor_digits"] = 6
    segments = [s | {"value": {"mean": 900_000, "cv": 0}, "margin": 0.25} for s in world["market"]["segments"]]
    world["market"]["segments"] = segments
    world["customers"]["terms"]["prepaid"] = 0.5
    world["opening"] = {}
    panel = chunk_of(prepare(Scenario.model_validate(world)), 0, REPLICATIONS)
    assert panel.of("bookings").sum() > 0
    np.testing.assert_array_equal(panel.of("gross_margin"), panel.of("bookings") * 0.25)
    np.testing.assert_array_equal(panel.of("prepaid"), panel.of("bookings") * 0.5)


def two_places() -> dict[str, Any]:
    """A funnel with a staffed territory and one in which nobody takes leads."""
    world = written(0, direct=False)
    places = [{"id": "here", "name": "Here"}, {"id": "there", "name": "There"}]
    team = {"id": "t", "name": "T", "territory": "here"}
    world["company"] |= {"territories": places, "teams": [team]}
    world["people"]["reps"] = [rep | {"team": "t", "lead_share": 1.0} for rep in world["people"]["reps"]]
    world["market"]["demand"] = []
    world["opening"] = {}
    return world


def test_customers_where_nobody_takes_leads_are_refused() -> None:
    """Law 5: leads of customers where no rep takes any are refused at load, not sent to another place."""
    world = two_places()
    account = {"segment": "segment0", "channel": "channel0", "count": 50, "leads_per_customer": 2}
    world["customers"]["accounts"] = [account | {"territory": "here"}]
    Scenario.model_validate(world)
    world["customers"]["accounts"] = [account | {"territory": "there"}]
    with pytest.raises(ValueError, match="no rep there takes leads"):
        Scenario.model_validate(world)
