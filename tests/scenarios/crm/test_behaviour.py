"""How customers behave, found again in purchases made up from known rates."""

import numpy as np
import pandas as pd
import pytest

from scenarios.crm.fit.behaviour import YEAR, Behaviour, fit_behaviour
from sim.draws import REORDER, TOUCHPOINT, uniform

BEGIN, END = pd.Timestamp("2025-01-01"), pd.Timestamp("2027-01-01")
ACCOUNTS, A_YEAR, WEB, TIMES, WINDOW = 150, 4.0, 0.3, 2.5, 30.0


def luck(world: int, who: int, count: int, purpose: int = REORDER) -> float:
    return uniform(world, 0, purpose, np.uint64(who), np.uint64(count))


def history(world: int, times: float = TIMES) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Two years of purchases at A_YEAR a year, `times` as many in the month after each of three visits a year."""
    rows, visits = [], []
    for account in range(ACCOUNTS):
        seen = [luck(world, account, i, TOUCHPOINT) * 730 for i in range(6)]
        visits += [(f"K{account}", BEGIN + pd.Timedelta(days=day)) for day in seen]
        rows.append((f"K{account}", BEGIN, "web"))
        day, count = 0.0, 0
        while True:  # thinning: draw at the highest rate, keep a part
            count += 3
            day -= YEAR / (A_YEAR * times) * np.log(luck(world, account, count))
            if day > 730:
                break
            soon = any(0 < day - visit <= WINDOW for visit in seen)
            if luck(world, account, count + 1) < (1.0 if soon else 1.0 / times):
                channel = "web" if luck(world, account, count + 2) < WEB else "visit"
                rows.append((f"K{account}", BEGIN + pd.Timedelta(days=day), channel))
    won = pd.DataFrame(rows, columns=["account", "closed", "channel"])
    won["closed"] = won["closed"].astype("datetime64[s]")
    won["outcome"] = "won"
    seen_rows = pd.DataFrame(visits, columns=["account", "date"])
    seen_rows["date"] = seen_rows["date"].astype("datetime64[s]")
    return won, seen_rows


def fitted(world: int, times: float = TIMES) -> Behaviour:
    rows, visits = history(world, times)
    return fit_behaviour(rows, END, visits, WINDOW)


def test_known_behaviour_is_found_again_within_its_intervals() -> None:
    """K16: of 60 made-up histories the 95 % intervals of rate, channel and response hold the truth as often."""
    held = {"rate": 0, "channel": 0, "visits": 0}
    for world in range(60):
        found = fitted(world, times=1.0)
        held["rate"] += found.a_year.low <= A_YEAR <= found.a_year.high
        # The first purchase of each is by web: what is looked for is the share that this makes.
        truth = (ACCOUNTS + WEB * found.a_year.n) / (ACCOUNTS + found.a_year.n)
        held["channel"] += found.channels["web"].low <= truth <= found.channels["web"].high
        assert found.visits is not None
        held["visits"] += found.visits.low <= 1.0 <= found.visits.high
    assert all(hits >= 51 for hits in held.values()), held


def test_a_response_to_visits_is_found() -> None:
    """K16: where visits bring 2.5 times as many purchases for a month, the intervals hold that and not 1."""
    found = [fitted(world).visits for world in range(20)]
    assert sum(each is not None and each.low <= TIMES <= each.high for each in found) >= 16
    assert all(each is not None and each.low > 1 for each in found)


def test_intervals_between_purchases_turn_the_rate_over() -> None:
    """K16: days between purchases are a year over the rate, ends included."""
    found = fitted(1)
    assert found.interval.value == pytest.approx(YEAR / found.a_year.value)
    assert found.interval.low == pytest.approx(YEAR / found.a_year.high)


def test_without_visits_or_purchases_nothing_is_made_up() -> None:
    """No visits: no response. No account that bought: a plain refusal."""
    rows, _ = history(2)
    assert fit_behaviour(rows, END).visits is None
    with pytest.raises(ValueError, match="no deal with an account was won"):
        fit_behaviour(rows[rows["outcome"] == "lost"], END)
