"""What an export records: what was known on a day, gaps, stages from their history, weekends."""

import numpy as np
import pandas as pd
import pytest
from planted import export, lived, near, sample, with_samples

from scenarios.crm.fit.process import fit_process
from scenarios.crm.fit.record import as_of, days_a_week
from scenarios.crm.tables import LOST, OPEN, WON, Opportunities

NAT = "NaT"


def staged(n: int = 3_000, seed: int = 1, skipping: float = 0.0) -> Opportunities:
    """Two stages of gamma times; chances .7 and .5; some wins are never entered into the second stage."""
    rng = np.random.default_rng(seed)
    begin = np.sort(rng.uniform(0, 700, n))
    on, won = rng.random(n) < 0.7, rng.random(n) < 0.5
    second = begin + rng.gamma(2.0, 10.0, n)
    end = np.where(on, second + rng.gamma(2.0, 15.0, n), second)
    first = np.datetime64("2024-01-01", "s")
    instant = [first + (x * 86_400).astype("timedelta64[s]") for x in (begin, second, end)]
    seen = [x < 700 for x in (begin, second, end)]
    nat = np.datetime64(NAT, "s")
    skipped = on & won & seen[2] & (rng.random(n) < skipping)
    entered = {"first": instant[0], "second": np.where(on & seen[1] & ~skipped, instant[1], nat)}
    outcome = np.where(seen[2], np.where(on & won, WON, LOST), OPEN)
    stage = np.where(outcome == OPEN, np.where(on & seen[1], "second", "first"), "")
    amount = np.where(outcome == WON, 1_000.0, np.where(outcome == OPEN, 777.0, np.nan))
    closed = np.where(seen[2], instant[2], nat)
    return export(instant[0], closed, outcome, entered=entered, stage=stage, amount=amount)


def same(one: Opportunities, other: Opportunities) -> None:
    pd.testing.assert_frame_equal(one.rows, other.rows)


@pytest.mark.parametrize("later", ["2025-06-30", "2025-11-30", "2030-01-01"])
def test_the_past_of_a_past_is_the_earlier_past(later: str) -> None:
    """An export of March made from one of a later day is the one made directly."""
    whole, early = staged(), pd.Timestamp("2025-03-31")
    same(as_of(as_of(whole, pd.Timestamp(later)), early), as_of(whole, early))


def test_nothing_later_is_known() -> None:
    """No date after the day is left, and of an open deal neither the amount nor the stage of today."""
    day = pd.Timestamp("2025-03-31")
    rows = as_of(staged(), day).rows
    dates = rows[["created", "closed", "entered.first", "entered.second"]]
    assert (dates.isna() | (dates < day + pd.Timedelta(days=1))).all(axis=None)
    still = rows["outcome"] == OPEN
    assert (rows["closed"].isna() == still).all()
    assert rows.loc[still, "amount"].isna().all()
    assert (rows.loc[still, "stage"] == "").all()


@pytest.mark.parametrize("seed", range(3))
def test_a_different_future_gives_the_same_past(seed: int) -> None:
    """Whatever becomes of deals after the day, the export of that day is the same."""
    day, whole = pd.Timestamp("2025-03-31"), staged()
    rows = whole.rows.copy()
    rng = np.random.default_rng(seed)
    after = rows["closed"].isna() | (rows["closed"] >= day + pd.Timedelta(days=1))
    late = (after & (rows["created"] <= day)).to_numpy()
    wins = rng.random(len(rows)) < 0.5
    rows["outcome"] = np.where(late, np.where(wins, WON, LOST), rows["outcome"])
    rows["amount"] = np.where(late, rng.uniform(1, 9e6, len(rows)), rows["amount"])
    rows["closed"] = rows["closed"].mask(late, pd.Timestamp("2025-11-15").as_unit("s"))
    same(as_of(Opportunities(rows, whole.stages, whole.names), day), as_of(whole, day))


def test_on_the_exports_own_day_nothing_is_left_out() -> None:
    """As of its last day an export is itself, amounts and stages of open deals included."""
    whole = staged()
    same(as_of(whole, pd.Timestamp("2025-12-31")), whole)


def test_stages_come_from_their_history() -> None:
    """Chances of .7 and .5 and times of 20 and 30 days come out stage by stage, within four standard errors."""
    process = fit_process(staged(8_000), ("R1",), pd.Timestamp("2025-11-30"))
    first, second = process.stages
    assert (first.id, second.id, second.name) == ("first", "second", "Second")
    assert near(first.fit.odds.mean, 0.7)
    assert near(second.fit.odds.mean, 0.5)
    assert near(first.fit.yes.average, 20)
    assert near(second.fit.yes.average, 30)


def test_a_skipped_stage_is_neither_a_loss_nor_a_pass() -> None:
    """Deals won without ever being entered into the second stage are won in the first, and no one is counted twice."""
    process = fit_process(staged(4_000, skipping=0.5), ("R1",), pd.Timestamp("2025-11-30"))
    first, second = process.stages
    assert near(first.fit.odds.mean, 0.7)
    assert second.opened < 0.7 * first.opened
    assert second.fit.odds.mean.value < 0.45


def test_records_that_begin_late_are_recognised() -> None:
    """Closings of the first 150 days erased: the record is trusted from the first that is left. Untouched, from the
    first deal."""
    whole = lived(2_000, 1)
    day = pd.Timestamp("2025-06-24")
    assert not fit_process(whole, ("R1",), day).gap
    cut = pd.Timestamp("2024-05-30")
    rows = whole.rows[~(whole.rows["closed"] < cut)].reset_index(drop=True)
    process = fit_process(Opportunities(rows, whole.stages, whole.names), ("R1",), day)
    assert process.gap
    assert process.first == rows["closed"].min().normalize()


def test_a_first_deal_that_takes_its_time_is_no_gap() -> None:
    """Few deals and slow ones: a time without closings that chance explains is not taken for lost records."""
    assert not fit_process(lived(60, 2, yes=90, no=120), ("R1",), pd.Timestamp("2025-06-24")).gap


def test_deals_closed_at_weekends_make_a_week_of_seven_days() -> None:
    """Closings on all days make seven working days, closings from Monday to Friday five."""
    every = np.arange(19_723.0, 19_723.0 + 700)  # 2024-01-01 was a Monday
    assert days_a_week(every) == 7
    assert days_a_week(every[np.arange(700) % 7 < 5]) == 5


def test_nothing_closed_is_refused() -> None:
    """An export of open deals alone cannot tell how deals go, and says so."""
    dates = np.arange("2025-01-01", "2025-02-01", dtype="datetime64[D]")
    with pytest.raises(ValueError, match="nothing was ever won or lost"):
        fit_process(export(dates, [NAT] * len(dates), [OPEN] * len(dates)), ("R1",), pd.Timestamp("2025-03-01"))


@with_samples
def test_maven_is_what_is_known_of_it() -> None:
    """No closing was recorded before March 2017; deals open for longer than any closed one are zombies; reps do not
    differ."""
    opportunities = sample("maven").opportunities
    assert opportunities is not None
    reps = tuple(sorted(set(opportunities.rows["owner"])))
    process = fit_process(as_of(opportunities, pd.Timestamp("2017-12-31")), reps, pd.Timestamp("2017-12-31"))
    assert process.gap
    assert process.first == pd.Timestamp("2017-03-01")
    assert process.zombies.any()
    stage = process.stages[0]
    assert stage.fit.odds.p_value > 0.05
    assert stage.fit.odds.spread < 0.1
