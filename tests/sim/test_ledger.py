"""A company's files as sums: whose a deal is, in which month it counts, what a cancellation takes back."""

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from payroll_files import HEAD, RATE, ROSTER, books, deal, paid, plan, settled, sums

from scenarios.load import ScenarioFaults
from sim.pay.counted import shared_out
from sim.pay.ledger import payees_from, sheet_from

ROUND = settings(max_examples=25, deadline=None, derandomize=True)


def messages(error: pytest.ExceptionInfo[ScenarioFaults]) -> str:
    return "\n".join(str(fault) for fault in error.value.faults)


# ── people and quotas ───────────────────────────────────────────────────────────────────────────


def test_a_yearly_quota_is_spread_evenly_to_the_coin(tmp_path: Path) -> None:
    """A roster's yearly quota of 100.00 is twelve months that add up to it, none a coin apart from another by more."""
    found = payees_from(
        plan(tmp_path, RATE), books(tmp_path, deal(1, "A", "2026-01-05", 1), ROSTER.replace("120000", "100"))
    )
    assert found.quota[0].tolist() == [834] * 4 + [833] * 8


def test_quotas_of_the_file_count_instead(tmp_path: Path) -> None:
    """Quarters of the quotas file replace the roster's year; whoever the file does not name keeps the roster's."""
    text = "rep,period,quota\nA,2026-Q1,300\nA,2026-Q3,50\nA,2025-Q1,999\n"
    found = payees_from(plan(tmp_path, RATE), books(tmp_path, deal(1, "A", "2026-01-05", 1), quotas=text))
    assert found.quota[0].tolist() == [10000] * 3 + [0] * 3 + [1667, 1667, 1666] + [0] * 3
    assert found.quota[1].tolist() == [500000] * 12


def test_fiscal_quarters_follow_the_plans_year(tmp_path: Path) -> None:
    """With a year from April on, 2026-Q1 is April to June and 2027-01 its tenth month."""
    company = "company: {calendar: {kind: working_days, start: 2026-04-01}}\n"
    text = "rep,period,quota\nA,2026-Q1,300\nB,2027-01,7\n"
    found = payees_from(
        plan(tmp_path, RATE, company=company), books(tmp_path, deal(1, "A", "2026-05-05", 1), quotas=text)
    )
    assert found.quota[0].tolist() == [10000] * 3 + [0] * 9
    assert found.quota[1].tolist() == [0] * 9 + [700] + [0] * 2


def test_part_months_are_counted_in_days(tmp_path: Path) -> None:
    """Working days where the plan's calendar tells them; calendar days where the plan has no dates."""
    roster = ROSTER.replace("A,Ann,N,2020-01-01", "A,Ann,N,2026-03-09")
    filled = books(tmp_path, deal(1, "A", "2026-04-05", 1), roster)
    worked = payees_from(plan(tmp_path, RATE), filled)
    assert (worked.there[0, :4].tolist(), worked.days[2]) == ([0, 0, 17, 22], 22)
    plain = payees_from(plan(tmp_path, RATE, company=""), filled)
    assert (plain.there[0, :4].tolist(), plain.days[2]) == ([0, 0, 23, 30], 31)


def test_a_year_without_dates_needs_deals_of_one(tmp_path: Path) -> None:
    """A plan without dates takes the deals' calendar year; deals of two years are a fault that says what to write."""
    two = deal(1, "A", "2025-12-31", 1) + deal(2, "A", "2026-01-01", 1)
    with pytest.raises(ScenarioFaults) as error:
        payees_from(plan(tmp_path, RATE, company=""), books(tmp_path, two))
    assert "start: 2026-01-01" in messages(error)


def test_a_salary_that_nobody_states_is_a_fault(tmp_path: Path) -> None:
    """A plan that pays salaries, with neither a base in the roster nor a level of the plan, names row and column."""
    roster = "id,name,level\nA,Ann,senoir\nB,Bo,senior\n"
    company = COMPANY_WITH_LEVEL
    with pytest.raises(ScenarioFaults) as error:
        payees_from(
            plan(tmp_path, "kind: base, id: base, name: Base", company=company),
            books(tmp_path, deal(1, "A", "2026-01-05", 1), roster),
        )
    assert "roster.csv:2: level" in messages(error)
    assert "did you mean `senior`?" in messages(error)
    assert "roster.csv:3" not in messages(error)


COMPANY_WITH_LEVEL = (
    "company: {calendar: {kind: working_days, start: 2026-01-01}}\n"
    "people: {levels: [{id: senior, name: S, base: 1, variable: 2, quota_weight: 1}]}\n"
)


# ── what is counted ─────────────────────────────────────────────────────────────────────────────


def test_splits_add_up_to_the_coin(tmp_path: Path) -> None:
    """Thirds of 100.00 among three are 33.34, 33.33 and 33.33; an overlay of 50 % adds half; a deal counts once."""
    roster = ROSTER + "C,Cy,N,2020-01-01,1000,12000,60000\n"
    thirds = deal(1, "A", "2026-01-05", 100, credit="A:33.3334; B:33.3333; C:33.3333")
    found = settled(tmp_path, RATE, thirds + deal(2, "A", "2026-02-05", 100, credit="A:100; B:50"), roster=roster)
    assert [sums(found, "bookings", rep)[:2] for rep in range(3)] == [[3334, 10000], [3333, 5000], [3333, 0]]
    assert [sums(found, "won_deals", rep)[:2] for rep in range(3)] == [[1, 1], [0, 0], [0, 0]]


@ROUND
@given(st.integers(-(10**12), 10**12), st.lists(st.integers(1, 999_999), min_size=1, max_size=8))
def test_any_split_adds_up(amount: int, cuts: list[int]) -> None:
    """Law 5: whatever the shares, parts that make a whole add up to the amount, none a coin from its exact share."""
    edges = [0, *sorted(set(cuts)), 1_000_000]
    shares = np.diff(edges)
    parts = shared_out(np.array([amount]), np.array([0, len(shares)]), shares)
    assert parts.sum() == amount
    assert all(abs(int(p) * 10**6 - amount * int(s)) < 10**6 for p, s in zip(parts, shares, strict=True))


def test_house_accounts_credit_nobody(tmp_path: Path) -> None:
    """A deal of a house account is nobody's; that of another account is its rep's."""
    rows = deal(1, "A", "2026-01-05", 100, account="Big") + deal(2, "A", "2026-01-06", 10, account="Small")
    found = settled(tmp_path, RATE, rows, "  credit: {house_accounts: [Big]}\n")
    assert sums(found, "bookings")[0] == 1000
    assert any("house accounts" in notice.text("en") for notice in found.ledger.notices)


def test_new_customers_by_file_or_by_months_without_an_order(tmp_path: Path) -> None:
    """The file's word counts; else the first order is new, and one twelve months after the last; deals of the year
    before tell it, and count for nothing else."""
    rows = (
        deal(1, "A", "2025-02-10", 1, account="x") + deal(2, "A", "2026-02-09", 2, account="x")
        + deal(3, "A", "2026-03-01", 4, account="y") + deal(4, "A", "2026-04-01", 8, account="y")
        + deal(5, "A", "2026-05-01", 16, account="y", new_customer="yes")
    )  # fmt: skip
    found = settled(tmp_path, RATE, rows)
    assert sums(found, "new_customers")[:6] == [0, 0, 1, 0, 1, 0]
    assert sums(found, "new_customer_bookings")[:6] == [0, 0, 400, 0, 1600, 0]
    assert sums(found, "bookings")[:2] == [0, 200]
    earlier = settled(tmp_path, RATE, rows.replace("2025-02-10", "2025-02-09"))
    assert sums(earlier, "new_customers")[1] == 1  # twelve months to the day


@pytest.mark.parametrize(("months", "new"), [(0, [1, 1]), (2, [1, 1]), (3, [1, 0])])
def test_a_plan_says_after_how_many_months_a_customer_is_new_again(tmp_path: Path, months: int, new: list[int]) -> None:
    """`credit.new_after_months`: an order two months after the last is with a new customer at 0 and 2, not at 3."""
    rows = deal(1, "A", "2026-01-10", 1, account="x") + deal(2, "A", "2026-03-10", 2, account="x")
    found = settled(tmp_path, RATE, rows, f"  credit: {{new_after_months: {months}}}\n")
    assert [sums(found, "new_customers")[month] for month in (0, 2)] == new


def test_receipts_count_when_the_money_comes(tmp_path: Path) -> None:
    """A deal with receipts counts by them, one without by its own date; a margin is received as its deal is paid."""
    rows = deal(1, "A", "2026-01-05", 100, cost=70) + deal(2, "A", "2026-01-06", 50, cost=20, collected="2026-04-02")
    receipts = "deal,date,amount\n1,2026-02-01,33.33\n1,2026-03-01,66.67\n"
    found = settled(tmp_path, RATE, rows, receipts=receipts)
    assert sums(found, "collected")[:4] == [0, 3333, 6667, 5000]
    assert sums(found, "collected_margin")[:4] == [0, 1000, 2000, 3000]


CASH = "kind: commission, id: cash, name: Cash, measure: collected, period: month, "
CASH += "days_to_pay: [{from: 0, counts: 1}, {from: 31, counts: 0.5}], "
CASH += "schedule: {mode: marginal, tiers: [{from: 0, rate: 1}]}"


def test_days_to_payment_run_from_the_invoice_paid(tmp_path: Path) -> None:
    """Thirty days count in full, thirty-one at half; a prepayment has none; a second receipt pays the second bill."""
    invoices = "deal,date,amount\n1,2026-01-10,60\n1,2026-03-01,40\n"
    receipts = "deal,date,amount\n1,{},60\n1,2026-03-31,40\n2,2026-03-15,7\n"
    rows = deal(1, "A", "2026-01-05", 100) + deal(2, "A", "2026-01-05", 10)
    on_time = settled(tmp_path, CASH, rows, receipts=receipts.format("2026-02-09"), invoices=invoices)
    assert paid(on_time, "cash")[:3] == [0, 6000, 4700]
    late = settled(tmp_path, CASH, rows, receipts=receipts.format("2026-02-10"), invoices=invoices)
    assert paid(late, "cash")[:3] == [0, 3000, 4700]


def test_margin_without_costs_is_a_located_fault(tmp_path: Path) -> None:
    """A plan that pays margin names the deals whose cost nobody states; one that does not pays on."""
    rows = deal(1, "A", "2026-01-05", 100, cost=70) + deal(2, "A", "2026-01-06", 50)
    margin = RATE.replace("bookings", "gross_margin")
    with pytest.raises(ScenarioFaults) as error:
        settled(tmp_path, margin, rows)
    assert "deals.csv:3: cost: is empty, and the plan looks at gross_margin" in messages(error)
    assert len(error.value.faults) == 1
    assert sums(settled(tmp_path, RATE, rows), "bookings")[0] == 15000


def test_scores_hold_in_every_month_of_their_period(tmp_path: Path) -> None:
    """A quarter's score multiplies each month's pay; a month's own score counts instead; without one it is empty."""
    rows = "".join(deal(m, "A", f"2026-0{m}-05", 100) for m in range(1, 5))
    scored = (
        RATE
        + ", modifiers: [{kind: bands, by: [{kpi: satisfaction}], empty: 1, "
        + "bands: [{from: 0, times: 0.5}, {from: 90, times: 2}]}]"
    )
    scores = "rep,period,kpi,score,responses\nA,2026-Q1,satisfaction,92.5,40\nA,2026-02,satisfaction,89.999999,3\n"
    found = settled(tmp_path, scored, rows, scores=scores)
    assert paid(found, "com")[:4] == [200, 50, 200, 100]


def test_a_score_of_what_deals_tell_is_refused(tmp_path: Path) -> None:
    """A score for bookings, for an unknown KPI and for a KPI of several numbers is a fault each, with its line."""
    scores = "rep,period,kpi,score\nA,2026-01,bookings,5\nA,2026-01,satisfacton,5\nA,2026-01,win_rate,0.5\n"
    with pytest.raises(ScenarioFaults) as error:
        settled(tmp_path, RATE, deal(1, "A", "2026-01-05", 100), scores=scores)
    text = messages(error)
    assert "scores.csv:2: kpi: is counted from the deals (bookings)" in text
    assert "scores.csv:3: kpi: there is no such KPI (got satisfacton), did you mean `satisfaction`?" in text
    assert "scores.csv:4: kpi:" in text


def test_what_nobody_tells_is_said(tmp_path: Path) -> None:
    """A plan that looks at a survey without scores is told that it counts as nothing; with scores it is not."""
    scored = RATE + ", modifiers: [{kind: bands, by: [{kpi: satisfaction}], bands: [{from: 0, times: 1}]}]"
    rows = deal(1, "A", "2026-01-05", 100)
    said = [notice.text("en") for notice in settled(tmp_path, scored, rows).ledger.notices]
    assert any("nothing tells of satisfaction" in text for text in said)
    scores = "rep,period,kpi,score\nA,2026,satisfaction,5\n"
    said = [notice.text("en") for notice in settled(tmp_path, scored, rows, scores=scores).ledger.notices]
    assert not any("nothing tells" in text for text in said)


# ── cancellations ───────────────────────────────────────────────────────────────────────────────

STEPS = "kind: commission, id: com, name: C, measure: bookings, period: month, "
STEPS += "schedule: {mode: whole, edges: amount, tiers: [{from: 0, rate: 0.01}, {from: 200, rate: 0.02}]}"


def test_current_takes_off_when_the_cancellation_comes(tmp_path: Path) -> None:
    """`reversals: current`: the month of cancellation has the amount taken off; `none` leaves everything."""
    rows = deal(1, "A", "2026-01-05", 150, cancelled="2026-03-02") + deal(2, "A", "2026-01-06", 100)
    rows += deal(3, "A", "2026-03-06", 250)
    found = settled(tmp_path, STEPS, rows)
    assert sums(found, "bookings")[:3] == [25000, 0, 10000]
    assert (paid(found, "com")[:3], found.again.any()) == ([500, 0, 100], False)
    left = settled(tmp_path, STEPS, rows, "  credit: {reversals: none}\n")
    assert paid(left, "com")[:3] == [500, 0, 500]


def test_original_settles_the_month_of_booking_again(tmp_path: Path) -> None:
    """`reversals: original`: January is settled again at its own rate, and the difference is charged in March."""
    rows = deal(1, "A", "2026-01-05", 150, cancelled="2026-03-02") + deal(2, "A", "2026-01-06", 100)
    rows += deal(3, "A", "2026-03-06", 250)
    found = settled(tmp_path, STEPS, rows, "  credit: {reversals: original}\n")
    assert paid(found, "com")[:3] == [500, 0, 500]
    assert found.again[:, 0, 0].tolist() == [0, 0, -400] + [0] * 9  # 1 % of 100 instead of 2 % of 250
    assert found.total[:, 0].sum() == 100 + 500


def test_original_within_a_month_needs_no_settling_again(tmp_path: Path) -> None:
    """A deal cancelled in the month of its booking never counted; the sum of the year is that of `original` alone."""
    rows = deal(1, "A", "2026-01-05", 150, cancelled="2026-01-30") + deal(2, "A", "2026-01-06", 100)
    found = settled(tmp_path, STEPS, rows, "  credit: {reversals: original}\n")
    assert (paid(found, "com")[0], found.again.any()) == (100, False)


def test_a_late_cancellation_stays_credited(tmp_path: Path) -> None:
    """`within_days: 30`: cancelled on day 30 it is taken back, on day 31 it is not."""
    for day, amount in (("2026-02-04", 0), ("2026-02-05", 10000)):
        found = settled(tmp_path, RATE, deal(1, "A", "2026-01-05", 100, cancelled=day), "  credit: {within_days: 30}\n")
        assert sum(sums(found, "bookings")) == amount


@ROUND
@given(
    st.lists(st.tuples(st.integers(1, 28), st.integers(-(10**7), 10**9), st.integers(0, 2)), min_size=1, max_size=12)
)
def test_reversal_after_booking_returns_to_the_start(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, int, int]]
) -> None:
    """Every measure of every month is zero again where every deal is cancelled in its month, whatever its split."""
    folder = tmp_path_factory.mktemp("books")
    credit = ["", "A:50; B:50", "A:100; B:33.3333"]
    text = "".join(
        deal(i, "A", f"2026-01-{day:02d}", f"{amount / 100:.2f}", cost=1, credit=credit[split],
             invoiced=f"2026-01-{day:02d}",
             collected=f"2026-01-{day:02d}", cancelled="2026-01-31", account=f"c{i % 3}", product="pump")
        for i, (day, amount, split) in enumerate(rows)
    )  # fmt: skip
    counted = RATE.replace(
        "schedule", "counts: [{segments: [pump], counts: 0.4}], large_deals: {above: 5000, counts: 0.1}, schedule"
    )
    found = settled(folder, counted, text)
    assert not found.papers[0].sums.any()
    assert not found.total.any()


# ── what must not matter ────────────────────────────────────────────────────────────────────────

AMOUNTS = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 10**9)), min_size=1, max_size=15)


@ROUND
@given(AMOUNTS, st.integers(0, 10**6))
def test_order_of_deals_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, int]], seed: int
) -> None:
    """The same deals in another order come to the same sums and the same pay."""
    folder = tmp_path_factory.mktemp("books")
    texts = [
        deal(i, "AB"[i % 2], f"2026-{m:02d}-11", f"{a / 100:.2f}", account=f"c{i % 4}-{m}")
        for i, (m, a) in enumerate(rows)
    ]
    one = settled(folder, STEPS, "".join(texts))
    random.Random(seed).shuffle(texts)
    two = settled(folder, STEPS, "".join(texts))
    np.testing.assert_array_equal(one.papers[0].sums, two.papers[0].sums)
    np.testing.assert_array_equal(one.paid, two.paid)


@ROUND
@given(AMOUNTS, st.integers(0, 14), st.integers(1, 99))
def test_splitting_a_deal_in_two_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, int]], which: int, part: int
) -> None:
    """A deal written as two of the same day pays the same, where pay goes by amount and no deal is capped; where large
    deals are capped, it does not."""
    folder, which = tmp_path_factory.mktemp("books"), which % len(rows)
    texts = [deal(i, "A", f"2026-{m:02d}-11", f"{a / 100:.2f}") for i, (m, a) in enumerate(rows)]
    month, amount = rows[which]
    first = amount * part // 100
    halves = "".join(
        deal(f"{which}{n}", "A", f"2026-{month:02d}-11", f"{a / 100:.2f}")
        for n, a in (("x", first), ("y", amount - first))
    )
    one, two = (settled(folder, STEPS, "".join(t)) for t in (texts, [*texts[:which], halves, *texts[which + 1 :]]))
    np.testing.assert_array_equal(one.paid, two.paid)


def test_splitting_a_capped_deal_changes_pay(tmp_path: Path) -> None:
    """The null twin: with a cap on deals, two halves pay more than the whole."""
    capped = RATE.replace("schedule", "large_deals: {above: 100}, schedule")
    whole = settled(tmp_path, capped, deal(1, "A", "2026-01-05", 150))
    halves = settled(tmp_path, capped, deal(1, "A", "2026-01-05", 75) + deal(2, "A", "2026-01-05", 75))
    assert (paid(whole, "com")[0], paid(halves, "com")[0]) == (100, 150)


def test_a_sheet_is_filled_as_the_settlement_is(tmp_path: Path) -> None:
    """`sheet_from` has the sums that `settle` pays on."""
    made, filled = plan(tmp_path, RATE), books(tmp_path, deal(1, "A", "2026-01-05", 150))
    sheet = sheet_from(made, filled)
    assert sheet.sums[1, 0, sheet.setting.columns["bookings"]] == 15000
    assert HEAD.startswith("deal")
