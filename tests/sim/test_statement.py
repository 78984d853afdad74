"""Statements: every line explained step by step, and steps that add up to the pay exactly."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from payroll_files import books, deal, explained, paid, plan, settled

from scenarios.load import load
from scenarios.plan import KINDS_OF_COMPONENT
from scenarios.plan.terms import Instalment
from scenarios.plan_file import load_plan
from sim.engine import chunk_of, prepare
from sim.pay.cash import in_parts
from sim.pay.make import setting_of
from sim.pay.paper import Sheet
from sim.pay.payees import payees_of
from sim.pay.settle import Settlement, settle
from sim.pay.statement import statements
from sim.pay.why.step import percent

TIERS = "schedule: {mode: %s, tiers: [{from: 0, rate: 0.01}, {from: 0.5, rate: 0.02}, "
TIERS += "{from: 1, rate: 0.03}, {from: 1.2, rate: 0.05}]}"
EVERY_KIND = Path(__file__).parent / "every_kind.yaml"
DEALS = "".join(
    deal(i, "AB"[i % 3 // 2], f"2026-{1 + i % 8:02d}-{5 + i:02d}", f"{1234.57 * (i + 1):.2f}", cost=700 * (i + 1),
         account=f"c{i}")
    for i in range(20)
)  # fmt: skip


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Settlement:
    return settle(load_plan(EVERY_KIND), books(tmp_path_factory.mktemp("books"), DEALS))


def test_every_kind_is_in_the_plan_of_these_tests(everything: Settlement) -> None:
    """The plan of this file has each kind of component, so that none goes unexplained."""
    kinds = {type(component) for component in everything.plan_file.plan.components}
    assert kinds == set(KINDS_OF_COMPONENT)


def test_steps_add_up_to_the_line_and_lines_to_the_pay(everything: Settlement) -> None:
    """Law 5: steps sum exactly to their line, lines to what the engine paid each person, month and component."""
    settlement = everything
    sums = np.zeros_like(settlement.paid)
    places = {c.id: place for place, c in enumerate(settlement.plan_file.plan.components)}
    moved = set()
    for line, steps in explained(settlement):
        told = [step.text.en for step in steps]
        assert sum((step.pay for step in steps if step.pay is not None), Fraction(0)) == line.pay, (line, told)
        assert all(step.text.zh for step in steps)
        assert steps
        sums[line.month, line.rep, places[line.component]] += line.pay
        moved |= {(line.component, step.kind) for step in steps if step.pay}
    np.testing.assert_array_equal(sums, settlement.paid)
    assert {component for component, _ in moved} == set(places)
    assert {"cap", "coefficient", "floor", "gate", "rounding", "tier", "balance", "share", "rank"} <= {
        k for _, k in moved
    }


def test_a_tier_names_its_part_and_rate(tmp_path: Path) -> None:
    """15,000 against a quota of 10,000 at 1 %, 2 % from half, 3 % from all and 5 % from 120 %: 50 + 100 + 60 + 150."""
    written = f"kind: commission, id: c, name: C, measure: bookings, period: month, {TIERS % 'marginal'}"
    ((line, steps),) = [
        (line, steps) for line, steps in explained(settled(tmp_path, written, deal(1, "A", "2026-02-03", 15000)))
        if line.rep == 0 and line.month == 1
    ]  # fmt: skip
    assert [int(step.pay) for step in steps if step.kind == "tier" and step.pay is not None] == [
        5000,
        10000,
        6000,
        15000,
    ]
    assert steps[0].text.en == "Bookings ¥15,000.00 = 150 % of ¥10,000.00 (1 rows)"
    assert steps[2].text.zh == "50 % (¥5,000.00) – 100 % (¥10,000.00) 档：该段，2 % × ¥5,000.00 = ¥100.00"
    assert (line.pay, line.rows) == (36000, 1)


def test_an_attainment_is_never_shown_above_its_edge() -> None:
    """99.99999 % is shown below 100 %, not rounded up to it."""
    assert percent(Fraction(9_999_999, 10_000_000)) == "99.9999 %"
    assert percent(Fraction(1)) == "100 %"


# ── instalments ─────────────────────────────────────────────────────────────────────────────────


def parts(*rows: object) -> list[Instalment]:
    return [Instalment.model_validate(row) for row in rows]


def test_instalments_are_rounded_down_and_the_last_takes_the_rest() -> None:
    """Thirds of 1.00 are 0.33, 0.33 and 0.34, below zero alike, each in its month."""
    shares = parts(
        {"share": "0.333333"}, {"share": "0.333333", "months_later": 1}, {"share": "0.333334", "months_later": 3}
    )
    assert [(p.amount, p.month) for p in in_parts(100, shares, 5)] == [(33, 5), (33, 6), (34, 8)]
    assert [p.amount for p in in_parts(-100, shares, 5)] == [-33, -33, -34]


def test_a_milestone_waits_for_delivery() -> None:
    """Of 30 coins that wait for handover, a third comes when a third of the deals is delivered; the rest waits."""
    shares = parts({"share": "0.7"}, {"share": "0.3", "milestone": "handover"})
    found = in_parts(100, shares, 2, np.array([0, 0, 0, 0, 1000, 0, 2000]))
    assert [(p.amount, p.month) for p in found] == [(70, 2), (10, 4), (20, None)]
    assert sum(p.amount for p in found) == 100


def test_what_is_earned_is_handed_over_waits_or_comes_later(tmp_path: Path) -> None:
    """Law 5: earned = handed over in the year + afterwards + waiting, and all of it at once without instalments."""
    written = "kind: commission, id: c, name: C, measure: bookings, period: month, "
    written += "schedule: {mode: marginal, tiers: [{from: 0, rate: 0.01}]}"
    later = written + ", instalments: [{share: 0.5}, {share: 0.3, months_later: 2}, {share: 0.2, milestone: delivery}]"
    rows = deal(1, "A", "2026-11-03", 100, delivered="2026-12-30") + deal(2, "A", "2026-11-04", 300)
    cash = settled(tmp_path, later, rows).cash
    assert cash.handed[:, 0].tolist() == [0] * 10 + [200, 20]
    assert (cash.after[1][0], cash.waiting[0]) == (120, 60)
    assert cash.earned.sum() == cash.handed.sum() + sum(c.sum() for c in cash.after.values()) + cash.waiting.sum()
    at_once = settled(tmp_path, written, rows).cash
    np.testing.assert_array_equal(at_once.earned, at_once.handed)


# ── by hand ─────────────────────────────────────────────────────────────────────────────────────

SALARY = (
    "kind: base, id: base, name: Base\n"
    + "kind: commission, id: com, name: C, measure: bookings, period: month, "
    + "schedule: {mode: marginal, tiers: [{from: 0, rate: 0.01}, {from: 1, rate: 0.02}]}"
)
ADJUST = "rep,period,for,amount,reason,by,basis\n"


def test_adjustments_change_pay_quota_or_kpi(tmp_path: Path) -> None:
    """J13: a component's adjustment is a line of its own; a quota's and a KPI's change what is measured."""
    rows = deal(1, "A", "2026-01-05", 10000)
    found = settled(tmp_path, SALARY, rows, adjustments=ADJUST + "A,2026-01,com,-5,error,HR,\n")
    assert (paid(found, "com")[0], int(found.total[0, 0])) == (10000, 100000 + 10000 - 500)
    found = settled(tmp_path, SALARY, rows, adjustments=ADJUST + "A,2026-01,quota,-5000,ill,HR,\n")
    assert paid(found, "com")[0] == 5000 + 10000
    found = settled(tmp_path, SALARY, rows, adjustments=ADJUST + "A,2026-01,bookings,100,forgotten,HR,\n")
    assert paid(found, "com")[0] == 10000 + 200
    assert [one.reason for one in found.manual] == ["forgotten"]
    assert not found.by_hand.any()


def test_deductions_stop_at_a_fifth_and_at_the_minimum_wage(tmp_path: Path) -> None:
    """L1: of a wage of 1,000 a deduction of 500 takes 200, and 200 and 100 in the next months; with a minimum of 900
    it takes 100 a month."""
    asked = ADJUST + "A,2026-03,deduction,500,broken pump,HR,contract 9\n"
    found = settled(tmp_path, SALARY, deal(1, "B", "2026-01-05", 1), adjustments=asked)
    assert [(m.month, m.pay, m.carried) for m in found.manual] == [
        (2, -20000, 30000),
        (3, -20000, 10000),
        (4, -10000, 0),
    ]
    company = "company: {calendar: {kind: working_days, start: 2026-01-01}, minimum_wage: 900}\n"
    least = settle(
        plan(tmp_path, SALARY, company=company), books(tmp_path, deal(1, "B", "2026-01-05", 1), adjustments=asked)
    )
    assert [(m.month, m.pay) for m in least.manual] == [(m, -10000) for m in range(2, 7)]


# ── simulated years ─────────────────────────────────────────────────────────────────────────────


def test_statement_and_simulation_pay_the_same_coins() -> None:
    """A simulated year's sums through the same table on paper pay what the simulation paid, and its lines add up."""
    scenario = load("baseline")
    year = prepare(scenario, 3)
    values = chunk_of(year, 0, 1).values[0]
    sheet = Sheet(scenario.plan, payees_of(scenario), setting_of(scenario), year.world.pay)
    sheet.sums = values.copy()
    first, count = sheet.setting.first_counted - len(scenario.plan.components), len(scenario.plan.components)
    simulated = values[1:, :, first : first + count].copy()
    sheet.sums[1:, :, first : first + count] = 0
    paper = sheet.settled()
    np.testing.assert_array_equal(paper.paid, simulated)
    lines = statements(scenario, year.world.pay, values)
    assert sum(line.pay for line in lines) == simulated.sum() > 0
