"""What a plan may not ask of a simulated year, each with the message that says so, and what it may."""

from pathlib import Path

import pytest

from scenarios.load import ScenarioFaults, load, read
from scenarios.plan_file import read_plan
from sim.pay.make import simulated

C = "plan.components[commission]"
DATES = "company.calendar={kind: working_days, start: 2027-01-01}"
EVEN = "company.calendar={kind: even, months: 12}"
BANDS = "{kind: bands, by: [{kpi: gross_margin_rate%s}], bands: [{from: 0, times: 0.5}, {from: 0.2, times: 1}]}"
SPIF = "{kind: spif, id: spring, name: Spring, measure: bookings, starts: %s, ends: %s, each: 0.01}"
RACE = "{kind: contest, id: race, name: R, measure: bookings, period: year, %s}"
BASE = "{kind: base, id: base, name: Base}"
BY_COUNT = "{mode: step, edges: amount, pays: money, points: [{at: 0, pays: 0}]}"
TOP_UP = "{kind: top_up, id: least, name: Least%s}"


def told(*overrides: str) -> str:
    with pytest.raises(ScenarioFaults) as caught:
        load("baseline", overrides)
    return str(caught.value)


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ([f"{C}.modifiers=[{{kind: bands, by: [{{kpi: discount_rate}}], bands: [{{from: 0, times: 1}}]}}]"],
         "the simulator does not make discount, list_value here; add `funnel.negotiation`, or pay for it with "
         "`quotalab pay` (got discount_rate)"),
        ([f"{C}.modifiers=[{{kind: bands, by: [{{kpi: average_price}}], bands: [{{from: 0, times: 1}}]}}]"],
         "the simulator does not make units here; `quotalab pay` can pay for it"),
        ([f"{C}.where={{segments: [retail]}}"], "where.segments[0]: there is no such segment; known:"),
        ([f"{C}.counts=[{{channels: [radio], counts: 2}}]"], "counts[0].channels[0]: there is no such channel; known:"),
        ([f"{C}.measure=touches", f"{C}.schedule={BY_COUNT}", f"{C}.where={{new_customers: true}}"],
         "the simulator counts touches by the month, not by single deals; remove `where`"),
        ([f"{C}.modifiers=[{BANDS % ', where: {segments: [retail]}'}]"],
         "by[0].where.segments[0]: there is no such segment"),
        (["plan.rounding.to=0.001"], "plan.rounding.to: should be a whole number of the smallest coin, 0.01"),
        ([f"{C}.days_to_pay=[{{from: 0, counts: 1}}]"], "days_to_pay: has a meaning only for money received"),
        ([f"{C}.rounding={{to: 0.015}}"], "rounding.to: should be a whole number of the smallest coin"),
        ([f"plan.components[+]={TOP_UP % ''}"], "is required where neither `company.minimum_wage` nor the city"),
    ],
)  # fmt: skip
def test_what_a_funnel_year_does_not_have_is_a_fault(overrides: list[str], message: str) -> None:
    """Measures, segments, channels, coins and wages that there are not: each is told with its place."""
    assert message in told(*_with_component(overrides))


def _with_component(overrides: list[str]) -> list[str]:
    """`plan.components[+]=…` adds a component to the baseline's salary and commission."""
    found = []
    for override in overrides:
        if override.startswith("plan.components[+]="):
            override = f"plan.components=[{BASE}, {override.partition('=')[2]}]"
        found.append(override)
    return found


@pytest.mark.parametrize(
    "overrides",
    [
        [f"{C}.where={{segments: [key], new_customers: true}}"],
        [f"{C}.modifiers=[{BANDS % ', where: {segments: [key]}'}]"],
        [f"{C}.starts=2027-03-15", f"{C}.ends=2027-09-30"],
        ["plan.rounding.to=10"],
        [f"{C}.measure=collected", f"{C}.days_to_pay=[{{from: 0, counts: 1}}, {{from: 60, counts: 0.5}}]"],
        [f"plan.components[+]={TOP_UP % ', minimum: 2000'}"],
        [f"plan.components[+]={TOP_UP % ''}", "company.minimum_wage=2000"],
        [f"plan.components[+]={SPIF % ('2027-03-01', '2027-04-15')}"],
        [
            f"{C}.modifiers=[{{kind: bands, by: [{{kpi: discount_rate}}], bands: [{{from: 0, times: 1}}]}}]",
            "funnel.negotiation={discount: 0.05}",
        ],
    ],
)
def test_what_it_has_can_be_paid_for(overrides: list[str]) -> None:
    """Null twins: the same with things that there are is read, and made into the engine's table."""
    assert len(simulated(load("baseline", _with_component(overrides))).lines)


def test_a_plan_file_is_rounded_to_coins_that_there_are(tmp_path: Path) -> None:
    """A plan file's rounding is held against its own currency: a tenth of a cent is a fault, a cent is none."""
    text = f"plan: {{name: P, rounding: {{to: %s}}, components: [{BASE}]}}\n"
    for step, faults in (("0.001", ["plan.rounding.to"]), ("0.01", [])):
        (tmp_path / "plan.yaml").write_text(text % step, encoding="utf-8")
        assert [fault.path for fault in read_plan(tmp_path / "plan.yaml")[1]] == faults


def direct(*overrides: str) -> list[str]:
    """The baseline's people in a market without leads."""
    market = "market={kind: direct, base: 0.5, effect: 0.5, noise: {kind: none}}"
    plan = ("plan.components=[{kind: commission, id: commission, name: C, measure: bookings, period: month,"
            " schedule: {mode: marginal, tiers: [{from: 0, rate: 0.02}]}}]")  # fmt: skip
    return [market, "funnel=null", "customers=null", "opening=null", plan, *overrides]


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ([f"{C}.where={{new_customers: true}}"], "where: a direct market has sales by the month and no single deals"),
        ([f"{C}.large_deals={{above: 100}}"], "large_deals: a direct market has sales by the month"),
        ([f"{C}.basis=deal", f"{C}.schedule.edges=amount"], "write `basis: period`"),
        ([f"{C}.measure=won_deals", f"{C}.schedule.edges=amount"], "a direct market has nothing to count"),
        ([f"{C}.modifiers=[{{kind: bands, by: [{{kpi: win_rate}}], bands: [{{from: 0, times: 1}}]}}]"],
         "a direct market has nothing to count"),
        ([f"{C}.modifiers=[{BANDS % ', where: {new_customers: true}'}]"], "by[0].where: a direct market has sales by"),
        ([DATES, f"{C}.starts=2027-03-15"], "name the first day of one"),
        ([DATES, f"{C}.ends=2027-03-15"], "name the last day of one"),
        ([EVEN, f"{C}.starts=2027-03-01"], "an even calendar has no dates; write `kind: working_days`"),
    ],
)  # fmt: skip
def test_what_a_direct_year_does_not_have_is_a_fault(overrides: list[str], message: str) -> None:
    """No deals, nothing to count, no parts of months: each is told with its place."""
    assert message in told(*direct(*overrides))


@pytest.mark.parametrize(
    "overrides",
    [
        [],
        [f"{C}.modifiers=[{BANDS % ''}]"],
        [DATES, f"{C}.starts=2027-03-01", f"{C}.ends=2027-03-31"],
        [DATES, f"{C}.starts=2026-03-15"],
    ],
)
def test_a_direct_year_can_be_paid_by_the_month(overrides: list[str]) -> None:
    """Null twins: money by the month, coefficients by ratios of money, and whole months are paid."""
    scenario, faults = read("baseline", direct(*overrides))
    assert not faults
    assert scenario is not None
    assert len(simulated(scenario).lines)


@pytest.mark.parametrize(
    ("overrides", "path"),
    [
        ([f"{C}.floor=1e12"], "commission].floor"),
        ([f"{C}.large_deals={{above: 1e13}}"], "commission].large_deals.above"),
        ([f"{C}.quota={{each: 1e13}}"], "commission].quota.each"),
        ([f"{C}.gates={{conditions: [{{kpi: collected, at_least: 5e11}}]}}"], "gates.conditions[0].at_least"),
        (["company.minimum_wage=1e12"], "company.minimum_wage"),
        (["plan.unit=10000", f"{C}.cap={{payout: 2e6}}"], "commission].cap.payout: is above 1,000,000 "),
        ([f"plan.components=[{RACE % 'prizes: [1e12]'}]"], "race].prizes[0]"),
        ([f"plan.components=[{RACE % 'prizes: [1], stake: 1e12'}]"], "race].stake"),
        ([f"plan.components=[{BASE}, {{kind: draw, id: d, name: D, amount: 1e12, period: month}}]"], "d].amount"),
    ],
)  # fmt: skip
def test_amounts_of_every_kind_of_component_can_be_counted(overrides: list[str], path: str) -> None:
    """Money that has too many coins is refused wherever a component states it, in the plan's own unit."""
    message = told(*overrides)
    assert path in message
    assert "too large to count to the coin" in message


def test_the_same_amounts_in_reach_are_read() -> None:
    """Null twin: a smaller amount in every one of these places is no fault."""
    more = [f"{C}.floor=10", f"{C}.large_deals={{above: 1e6}}", "company.minimum_wage=2000", "plan.unit=10000",
            f"{C}.cap={{payout: 100}}"]  # fmt: skip
    assert load("baseline", more).plan.unit == 10_000
