"""What a pair is read by: two numbers for each simulated year, whose difference is the effect. No state, no chance."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from results.figures import EVERYBODY, FIGURES, Members
from results.outcome import Outcome

Floats = npt.NDArray[np.float64]
Pair = tuple[Floats, Floats]
PERCENT = 100.0
QUARTER = 3


@dataclass(frozen=True)
class Indicator:
    """name: what it is, for tables; unit: of the effect; of: base and other by replication, from before and after."""

    name: str
    unit: str
    of: Callable[[Outcome, Outcome], Pair]


def group(outcome: Outcome, ability: str) -> Members:
    """Places of the reps of one ability, by what their ids begin with; everybody for no ability."""
    if not ability:
        return EVERYBODY
    places = [place for place, rep in enumerate(outcome.scenario.people.reps) if rep.id.startswith(f"{ability}-")]
    assert places, f"nobody's id begins with {ability}-"
    return places


def gain(ability: str = "") -> Indicator:
    """Sales after against before, in per cent of the average before."""
    return Indicator(f"sales of {ability or 'all'} reps", "%", lambda before, after: _gain(before, after, ability))


def _gain(before: Outcome, after: Outcome, ability: str) -> Pair:
    base, other = (each.year("bookings")[:, group(each, ability)].sum(axis=1) for each in (before, after))
    scale = PERCENT / base.mean()
    return base * scale, other * scale


def more_for(one: str, than: str) -> Indicator:
    """By how many points the gain of some reps exceeds that of others."""

    def found(before: Outcome, after: Outcome) -> Pair:
        gains = [np.subtract(*_gain(before, after, ability)[::-1]) for ability in (than, one)]
        return gains[0], gains[1]

    return Indicator(f"gain of {one} reps over that of {than} ones", "points", found)


def quarters(outcome: Outcome) -> Floats:
    """Sales by [replication, quarter]."""
    months = outcome.months("bookings")
    return np.asarray(months.reshape(len(months), -1, QUARTER).sum(axis=2))


def _against(base: Floats, other: Floats) -> Pair:
    scale = PERCENT / base.mean()
    return base * scale, other * scale


def _more_of(late: slice, early: slice) -> Callable[[Outcome, Outcome], Pair]:
    """By how much more than before some quarters are above others, in per cent of an average quarter before."""

    def found(before: Outcome, after: Outcome) -> Pair:
        apart = [
            quarters(each)[:, late].mean(axis=1) - quarters(each)[:, early].mean(axis=1) for each in (before, after)
        ]
        scale = PERCENT / quarters(before).mean()
        return apart[0] * scale, apart[1] * scale

    return found


FIRST, MIDDLE, LAST = slice(0, 1), slice(1, -1), slice(-1, None)
LAST_AGAINST_FIRST = Indicator("last quarter less first", "%", _more_of(LAST, FIRST))
LAST_AGAINST_MIDDLE = Indicator("last quarter less the two in the middle", "%", _more_of(LAST, MIDDLE))
FIRST_AGAINST_MIDDLE = Indicator("first quarter less the two in the middle", "%", _more_of(FIRST, MIDDLE))


def _elasticity(before: Outcome, after: Outcome) -> Pair:
    """Logarithms of sales over the difference of those of effort."""
    sales = [np.log(each.year("bookings").sum(axis=1)) for each in (before, after)]
    apart = np.log(after.year("effort").mean() / before.year("effort").mean())
    return sales[0] / apart, sales[1] / apart


ELASTICITY = Indicator("d ln sales / d ln effort", "", _elasticity)


def _at_quota(_: Outcome, after: Outcome) -> Pair:
    figure = next(figure for figure in FIGURES if figure.key == "at_quota")
    share = figure.of(after, EVERYBODY)
    return np.zeros_like(share), share * PERCENT


AT_QUOTA = Indicator("reps who reach their quota of the year", "%", _at_quota)


def _given_away(outcome: Outcome) -> Floats:
    """What was given for signing early, in per cent of what would have been signed, [replication]."""
    given = outcome.year("early_discounts").sum(axis=1)
    return np.asarray(PERCENT * given / (outcome.year("bookings").sum(axis=1) + given))


def _moved(outcome: Outcome) -> Floats:
    return np.asarray(sum(outcome.year(name).sum(axis=1) for name in ("pulled_orders", "held_orders")))


def _gained_over_moved(before: Outcome, after: Outcome) -> Pair:
    """What effort gained against what was moved over a quarter's end, in per cent of sales before."""
    sold = [each.year("bookings").sum(axis=1) + each.year("early_discounts").sum(axis=1) for each in (before, after)]
    scale = PERCENT / sold[0].mean()
    return (_moved(after) - _moved(before)) * scale, (sold[1] - sold[0]) * scale


GIVEN_AWAY = Indicator(
    "given for signing early", "% of sales", lambda before, after: (_given_away(before), _given_away(after))
)
GIVEN_AWAY_THERE = Indicator(
    "given for signing early", "% of sales", lambda _, after: (np.zeros(after.replications), _given_away(after))
)
EFFORT_OVER_TIMING = Indicator("gained by effort over moved in time", "% of sales", _gained_over_moved)
PAY = Indicator("pay cost", "%", lambda before, after: _against(before.pay.sum(axis=1), after.pay.sum(axis=1)))
