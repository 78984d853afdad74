"""What a person may write: values that make no sense are faults that say what is meant."""

# ruff: noqa: E501 - a case to a line reads as a table

from pathlib import Path
from typing import Any

import pytest

from scenarios.load import load, read
from scenarios.plan import Commission
from scenarios.scenario import Scenario

COMMISSION = "plan.components[commission]"
SCHEDULE = f"{COMMISSION}.schedule"
KPI = "plan.components[scorecard].kpis"
DEALS, DEAL = "opening.pipeline", "segment: mid, channel: marketing, stage: needs, count: 2, amount: 9"
DIRECT = ["market={kind: direct}", "funnel=null", "customers=null", "opening=null"]

REFUSED = [
    # The calendar
    (["company.calendar.start=1899-12-31"], "company.calendar.start: should be at least 1900-01-01 (got 1899-12-31)"),
    (["company.calendar.start=2196-01-01"], "company.calendar.start: should be at most 2195-12-31 (got 2196-01-01)"),
    (["company.calendar.start=9999-12-31"], "should be at most 2195-12-31"),
    (["company.calendar.makeup_days=[2027-01-04]"], "company.calendar.makeup_days[0]: is a working day anyway (got 2027-01-04)"),
    (["company.calendar.makeup_days=[2027-02-05]"], "company.calendar.makeup_days[0]: is among the holidays, too (got 2027-02-05)"),
    (["market.season=[0, 1]", "targets.phasing=[]", "company.calendar={kind: even, months: 3}"], "market.season: should have one number for each of the 3 months (got 2)"),
    # Amounts that cannot be counted
    (["targets.company=100_000_000_001"], "targets.company: is above 100,000,000,000 and too large to count to the coin; count in bigger units, such as currency.minor_digits: 0 (got 100000000001)"),
    (["people.levels[senior].base=1e11"], "people.levels[senior].base: is above 10,000,000,000 and too large"),
    (["people.levels[senior].variable=1e11"], "people.levels[senior].variable: is above 10,000,000,000"),
    (["market.segments[key].value.mean=1e11"], "market.segments[key].value.mean: is above 10,000,000,000"),
    (["opening.pipeline[0].amount=1e12"], "opening.pipeline[0].amount: is above 100,000,000,000"),
    (["opening.orders[0].count=1", "opening.orders[0].amount=1e11"], "opening.orders[0].amount: is above 10,000,000,000"),
    ([f"{COMMISSION}.cap={{payout: 1e12}}"], f"{COMMISSION}.cap.payout: is above 10,000,000,000"),
    ([f"{SCHEDULE}.edges=amount", f"{SCHEDULE}.tiers[2].from=2e11"], f"{SCHEDULE}.tiers[2].from: is above 100,000,000,000"),
    ([f"{KPI}[0].target={{each: 1e12}}"], f"{KPI}[0].target.each: is above 100,000,000,000"),
    (["company.currency.minor_digits=0", "targets.company=1e14"], "targets.company: is above 10,000,000,000,000 and too large to count to the coin; count in bigger units, such as thousands"),
    # Plans
    ([f"{SCHEDULE}.tiers[2].from=60"], f"{SCHEDULE}.tiers[2].from: is a share of quota (1 = 100 %); for amounts of money write `edges: amount` (got 60)"),
    ([f"{COMMISSION}.cap={{at: 150}}"], f"{COMMISSION}.cap.at: is a share of quota"),
    ([f"{COMMISSION}.threshold=60"], f"{COMMISSION}.threshold: is a share of quota"),
    ([f"{SCHEDULE}.tiers[2].rate=3"], f"{SCHEDULE}.tiers[2].rate: pays out more than is sold; 2 % is written 0.02 (got 3)"),
    ([f"{COMMISSION}.measure=touches"], f"{SCHEDULE}.edges: a quota is money, and this measure is counted: write `edges: amount`"),
    ([f"{KPI}[2].target={{of_quota: 0.3}}"], f"{KPI}[2].target.of_quota: a quota is money, and this measure is counted: give `each` (got 0.3)"),
    ([f"{KPI}[2].target={{each: 0.4}}"], f"{KPI}[2].target.each: should be a whole number: things are counted (got 0.4)"),
    ([f"{KPI}[2].target={{each: 0}}"], f"{KPI}[2].target.each: should be above 0 (got 0)"),
    (["plan.components[year_bonus]={kind: commission, id: y, name: Y, measure: bookings, period: year, schedule: {mode: step, pays: target, points: [{at: 0, pays: 1}]}}"], "plan.components[y].target_share: is required with `pays: target`"),
    ([f"{SCHEDULE}={{mode: step, pays: money, beyond: flat, points: [{{at: 0, pays: 1}}]}}"], f"{SCHEDULE}.beyond: has no meaning with `mode: step`; remove it"),
    # Markets
    ([*DIRECT], f"{KPI}[2].kpi: a direct market has nothing to count; pay by an amount of money (got new_customers)"),
    (["market={kind: direct, noise: {kind: gamma, sd: 1}}", *DIRECT[1:]], "market.noise.sd: has no meaning with `kind: gamma`; remove it"),
    (["customers.terms.delivery.unit=5"], "customers.terms.delivery.unit: has no meaning with `kind: lognormal`; remove it"),
    (["market.weekdays=[1, 2]"], "market.weekdays: should have one number for each of the 5 days from Monday to Friday (got 2)"),
    (["market.weekdays=[0, 0, 0, 0, 0]"], "market.weekdays: not all may be 0"),
    (["market.growth=-1"], "market.growth: should be at least -0.9 (got -1)"),
    (["market.segments[mid].value.parts=[{share: 1, mean: 1}]"], "market.segments[mid].value.cv: has no meaning with `parts`; remove it (got 0.8)"),
    (["market.segments[mid].value={mean: 9, cv: 0, parts: [{share: 0.5, mean: 1}]}"], "market.segments[mid].value.parts: have shares that should sum to 1 (got 0.5)"),
    (["market.segments[mid].value={mean: 9, cv: 0, parts: [{share: 0.5, mean: 1}, {share: 0.5, mean: 2}]}"], "market.segments[mid].value.parts: have means, multiples of `mean`, that should average 1 by share (got 1.5)"),
    (["market.segments[mid].value={mean: 9, cv: 0, parts: [{share: 0, mean: 1}]}"], "market.segments[mid].value.parts[0].share: should be above 0 (got 0)"),
    (["market.segments[mid].value={mean: 1e10, cv: 0, parts: [{share: 0.5, mean: 1.5}, {share: 0.5, mean: 0.5}]}"], "market.segments[mid].value.parts[0].mean: is above 10,000,000,000"),
    # Stages and waits
    (["funnel.effort_effect=-1"], "funnel.effort_effect: should be at least 0 (got -1)"),
    (["funnel.stages[needs].segments=[{segment: nobody}]"], "funnel.stages[needs].segments[0].segment: there is no such segment; known: mid, key (got nobody)"),
    (["funnel.stages[needs].segments=[{segment: mid}, {segment: mid, advance: 0.5}]"], "funnel.stages[needs].segments[1].segment: this segment is named twice (got mid)"),
    (["funnel.stages[needs].segments=[{segment: mid, advance: 1}]"], "funnel.stages[needs].segments[0].advance: should be below 1 (got 1)"),
    (["funnel.stages[needs].refusal={kind: geometric, mean: 2, unit: 5}"], "funnel.stages[needs].refusal.mean: a geometric wait lasts at least one `unit` (got 2.0)"),
    (["funnel.stages[needs].answer={kind: quantiles, mean: 5, cv: 0}"], "funnel.stages[needs].answer.at: needs at least the quickest and the slowest wait (got 0)"),
    (["funnel.stages[needs].answer={kind: quantiles, mean: 5, cv: 0, at: [1, 0.5, 1.5]}"], "funnel.stages[needs].answer.at[1]: is below the one before (1); waits are in order (got 0.5)"),
    (["funnel.stages[needs].answer={kind: quantiles, mean: 5, cv: 0, at: [0, 3]}"], "funnel.stages[needs].answer.at: are multiples of `mean` and should average 1 (trapezoid rule) (got 1.5)"),
    (["funnel.stages[needs].answer={kind: quantiles, mean: 5, cv: 0, at: [-1, 3]}"], "funnel.stages[needs].answer.at[0]: should be at least 0 (got -1)"),
    ([f"funnel.stages[needs].answer={{kind: quantiles, mean: 5, cv: 0, at: [{', '.join(['1'] * 202)}]}}"], "funnel.stages[needs].answer.at: should have at most 201 item(s) (got 202)"),
    (["funnel.stages[needs].answer={kind: quantiles, mean: 5, cv: 0.8, at: [0, 2]}"], "funnel.stages[needs].answer.cv: has no meaning with `kind: quantiles`; remove it (got 0.8)"),
    (["funnel.stages[needs].answer={kind: gamma, mean: 5, at: [0, 2]}"], "funnel.stages[needs].answer.at: has no meaning with `kind: gamma`; remove it"),
    (["funnel.pace.yes=[1, 2]"], "funnel.pace.yes: should have one number for each of the 12 months (got 2)"),
    (["funnel.pace={no: [1]}"], "funnel.pace.no: should have one number for each of the 12 months (got 1)"),
    (["funnel.pace.no=[0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"], "funnel.pace.no[0]: should be above 0 (got 0)"),
    # Opening deals
    ([f"{DEALS}=[{{{DEAL}}}]"], "opening.pipeline[0].team: is required, or `rep`: somebody holds these deals"),
    ([f"{DEALS}=[{{{DEAL}, team: south, rep: E101}}]"], "opening.pipeline[0].rep: has no meaning beside `team`; remove one of them (got E101)"),
    ([f"{DEALS}=[{{{DEAL}, rep: E999}}]"], "opening.pipeline[0].rep: there is no such rep; known: E101, E102"),
    ([f"{DEALS}=[{{{DEAL}, rep: E101, in_stage: -1}}]"], "opening.pipeline[0].in_stage: should be at least 0 (got -1)"),
    (["market={kind: direct, unit: money, base: 1e11}", *DIRECT[1:], f"{KPI}=[{{kpi: collected, weight: 1, target: {{of_quota: 1}}}}]"], "market.base: is above 10,000,000,000"),
    (["market={kind: direct, base: 80_000}", *DIRECT[1:]], "market.base: is a multiple of quota (1 = all of it); for money write `unit: money` (got 80000.0)"),
    # Sources
    (["sources=[{path: Mind.cost, kind: given, source: x}]"], "sources[0].path: should be a path such as mind.effort.cost, people.reps[E101].skills or market.demand[*].leads_per_year (got Mind.cost)"),
    (["sources=[{path: mind, kind: given, source: ''}]"], "sources[0].source: should have at least 1 character(s)"),
    (["sources=[{path: mind, kind: given, source: x}, {path: mind, kind: assumed, source: x}]"], "sources[1].path: this path is used twice (got mind)"),
    (["sources=[{path: mind.effort.cost, kind: assumed, source: x, factor: [2, 0.5]}]"], "sources[0].factor: should go from low to high"),
]  # fmt: skip


@pytest.mark.parametrize(("overrides", "said"), REFUSED, ids=[case[0][0][:60] for case in REFUSED])
def test_what_makes_no_sense_is_refused(overrides: list[str], said: str) -> None:
    """Each value that no company can mean is one fault, with its path and what to write instead."""
    faults = [str(fault) for fault in read("baseline", overrides)[1]]
    assert len(faults) == 1, faults
    assert said in faults[0]


ALLOWED = [
    ["company.calendar.start=1900-01-01", "company.calendar.months=12"],
    ["company.calendar={kind: working_days, start: 2195-12-31, months: 60}", "targets.phasing=[]", "market.season=[]"],
    ["targets.company=1e11", "people.levels[senior].base=1e10", "market.segments[key].value.mean=1e10"],
    [f"{COMMISSION}.measure=touches", f"{SCHEDULE}={{mode: marginal, edges: amount, tiers: [{{from: 0, rate: 90}}]}}"],
    [f"{SCHEDULE}.edges=amount", f"{SCHEDULE}.tiers[1].from=600_000", f"{SCHEDULE}.tiers[2].from=1e6"],
    ["plan.components[year_bonus].target_share=0"],
    ["opening=null"],
    [f"{DEALS}=[{{{DEAL}, rep: E101, in_stage: 0}}, {{{DEAL}, team: south, in_stage: 5000}}]"],
    ["market.weekdays=[1, 0, 0, 0, 0]", "market.growth=9"],
    [
        "market.segments[mid].value={mean: 9, cv: 0, parts: [{share: 0.66667, mean: 0.5}, {share: 0.33333, mean: 2, cv: 5}]}"
    ],
    [
        "funnel.stages[needs].answer={kind: weibull, mean: 5, cv: 10}",
        "funnel.stages[needs].refusal={kind: quantiles, mean: 1000, at: [0, 0, 4]}",
    ],
    [
        "funnel.stages[needs].segments=[{segment: mid}, {segment: key, advance: 0.5, answer: {kind: gamma, mean: 3, cv: 1}, refusal: {mean: 0}}]"
    ],
    ["funnel.pace={yes: [1, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1, 20]}", "funnel.effort_effect=10"],
    ["sources=[]"],
    ["people.reps[E101].quota_weight=0", "people.reps[E101].lead_share=0"],
]


@pytest.mark.parametrize("overrides", ALLOWED, ids=[case[0][:60] for case in ALLOWED])
def test_what_makes_sense_is_allowed(overrides: list[str]) -> None:
    """Values at the very edge of what is refused, and what only looks odd, are accepted."""
    assert read("baseline", overrides)[1] == []


def test_null_means_nothing(tmp_path: Path) -> None:
    """In a direct market `opening`, `funnel` and `customers` may be null, and null is what leaving them out is."""
    one_kpi = f"{KPI}=[{{kpi: collected, weight: 1, target: {{of_quota: 1}}}}]"
    scenario = load("baseline", [*DIRECT, one_kpi])
    written = scenario.model_dump(by_alias=True)
    for key in ("opening", "funnel", "customers"):
        assert Scenario.model_validate({k: v for k, v in written.items() if k != key} | {key: None}) == scenario
        assert Scenario.model_validate({k: v for k, v in written.items() if k != key}) == scenario


def test_nobody_works_the_leads_of_old_customers_either() -> None:
    """Accounts in a territory where nobody takes leads are refused as demand there is."""
    shares = [f"people.reps[{rep.id}].lead_share=0" for rep in load("baseline").people.reps if rep.team == "south"]
    faults = [str(fault) for fault in read("baseline", shares)[1]]
    assert [fault.split(": ")[1] for fault in faults] == [
        *(f"market.demand[{i}].territory" for i in (2, 3)),
        *(f"customers.accounts[{i}].territory" for i in (2, 3)),
    ]
    assert all("no rep there takes leads (got south)" in fault for fault in faults)


def test_a_month_without_work_is_refused() -> None:
    """A month of nothing but holidays cannot be simulated."""
    days = ", ".join(f"2027-02-{day:02}" for day in range(1, 29))
    calendar = f"company.calendar={{kind: working_days, start: 2027-02-01, months: 1, holidays: [{days}]}}"
    (fault,) = read("baseline", [calendar, "targets.phasing=[]", "market.season=[]"])[1]
    assert "company.calendar.holidays: leave month 1 without a working day" in str(fault)


@pytest.mark.parametrize(
    "tiers",
    ["[]", "[{from: 1/0, rate: 1}]", '[{from: "1e400", rate: "1e400"}]', "5", "null", "{a: 1}", "[1, 2]", "[null]",
     "[{rate: 1}]", "[{from: 0}]", "[{from: true, rate: 1}]", "[{from: [1], rate: {}}]", "[{from: 1e60, rate: 1e60}]",
     "[{from: 1e-300, rate: 1}]", "[{from: 2027-01-01, rate: x}]"],
)  # fmt: skip
def test_tiers_of_any_shape_without_a_mode_are_a_fault(tiers: str) -> None:
    """A schedule without a mode is a fault even where its tiers are too broken to be read both ways."""
    faults = read("baseline", [f"{SCHEDULE}={{tiers: {tiers}}}"])[1]
    assert any("`mode` is required: one of marginal" in str(fault) for fault in faults)


@pytest.mark.parametrize("number", [float("inf"), float("nan"), 10**400, "NaN", object(), -0.0])
def test_no_number_breaks_the_two_readings(number: Any) -> None:
    """Numbers that no file can hold are refused without another exception, too."""
    written = {"kind": "commission", "id": "c", "name": "C", "measure": "bookings", "period": "month"}
    with pytest.raises(ValueError, match="`mode` is required"):
        Commission.model_validate(written | {"schedule": {"tiers": [{"from": number, "rate": number}]}})


def test_an_open_first_tier_is_read_both_ways() -> None:
    """Tiers whose first begins at null are read as beginning at 0."""
    faults = read("baseline", [f"{SCHEDULE}={{tiers: [{{from: null, rate: 0.02}}, {{from: 1, rate: 0.04}}]}}"])[1]
    assert "at 1.25, `marginal` (each rate on its own part) pays 0.03 and `whole`" in str(faults[0])
    assert "pays 0.05; write one of" in str(faults[0])


def test_a_faulty_item_does_not_make_its_list_too_short() -> None:
    """One mistyped rate is one fault: the list of tiers is not also said to lack an item."""
    (fault,) = read("baseline", ["plan.components[commission].schedule.tiers=[{from: 0, rate: 5%}]"])[1]
    assert fault.path == "plan.components[commission].schedule.tiers[0].rate"
