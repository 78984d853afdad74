"""Two scenarios side by side on the same draws: what differs in them, and what differs in what happens."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from results.estimate import Difference, Estimate, difference_of, mean_of, share_of
from results.figures import EVERYBODY, Figure, Members, figures_of
from results.outcome import Outcome
from scenarios.load import Change, difference

Floats = npt.NDArray[np.float64]
Range = tuple[float, float]
UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Line:
    """One figure in both scenarios. assumed: the range of the mean difference over assumptions, if asked for."""

    figure: Figure
    base: Estimate
    other: Estimate
    difference: Difference
    assumed: Range | None = None


@dataclass(frozen=True)
class RepLine:
    """A rep's expected bookings and pay, both scenarios; pay differences are coins a year."""

    rep: int
    base_bookings: float
    base_pay: float
    other_pay: float
    bookings: Difference
    pay: Difference

    @property
    def verdict(self) -> str:
        """Whether the rep's expected pay rises or falls beyond doubt."""
        if self.pay.low > 0:
            return "winner"
        return "loser" if self.pay.high < 0 else "same" if self.pay.mean == 0 else UNCERTAIN


@dataclass(frozen=True)
class Group:
    """Some reps taken together: a team, or a tenth of the force by expected bookings."""

    name: str
    reps: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Comparison:
    """What a meeting needs to choose between two scenarios."""

    inputs: tuple[Change, ...]
    company: tuple[Line, ...]
    teams: tuple[Group, ...]
    deciles: tuple[Group, ...]
    reps: tuple[RepLine, ...]

    def line(self, key: str) -> Line:
        return next(line for line in self.company if line.figure.key == key)

    def count(self, verdict: str) -> int:
        return sum(rep.verdict == verdict for rep in self.reps)


DESCRIPTIVE = ("title", "about", "sources")
"""Sections that say something about a scenario and change nothing in it."""

GROUP_FIGURES = ("bookings", "at_quota", "pay", "margin_after_pay")


def compare(base: Outcome, other: Outcome, assumed: dict[str, Range] | None = None) -> Comparison:
    """Both lived through with one seed and as many replications. Reps and teams are matched by id.

    Who is in one scenario only counts for the company and the team, and is left out of deciles and winners.
    """
    figures = figures_of(base)
    some = [figure for figure in figures if figure.key in GROUP_FIGURES]
    pairs = _same_reps(base, other)
    teams = [
        Group(team, len(places), _lines(base, other, some, (places, other.members[team])))
        for team, places in base.members.items()
        if team in other.members
    ]
    deciles = [
        Group(name, len(tenth), _lines(base, other, some, ([i for i, _ in tenth], [j for _, j in tenth])))
        for name, tenth in _deciles(base, pairs)
    ]
    return Comparison(
        inputs=tuple(c for c in difference(base.scenario, other.scenario) if not c.path.startswith(DESCRIPTIVE)),
        company=_lines(base, other, list(figures), (EVERYBODY, EVERYBODY), assumed or {}),
        teams=tuple(teams),
        deciles=tuple(deciles),
        reps=tuple(_rep_line(base, other, i, j) for i, j in pairs),
    )


def _lines(
    base: Outcome,
    other: Outcome,
    figures: list[Figure],
    members: tuple[Members, Members],
    assumed: dict[str, Range] | None = None,
) -> tuple[Line, ...]:
    lines = []
    for figure in figures:
        a, b = figure.of(base, members[0]), figure.of(other, members[1])
        change = difference_of(a, b, figure.better >= 0)
        spread = (assumed or {}).get(figure.key)
        lines.append(Line(figure, estimate(figure, a), estimate(figure, b), change, spread))
    return tuple(lines)


def estimate(figure: Figure, values: Floats) -> Estimate:
    """A figure's mean, or for a yes-or-no figure its share, with interval."""
    return share_of(values > 0.5) if figure.key == "hit" else mean_of(values)


def _rep_line(base: Outcome, other: Outcome, i: int, j: int) -> RepLine:
    """The rep at place i of the base and j of the other."""
    bookings = base.year("bookings")[:, i], other.year("bookings")[:, j]
    pay = base.pay[:, i], other.pay[:, j]
    return RepLine(
        rep=i,
        base_bookings=float(bookings[0].mean()),
        base_pay=float(pay[0].mean()),
        other_pay=float(pay[1].mean()),
        bookings=difference_of(*bookings),
        pay=difference_of(*pay),
    )


def _deciles(base: Outcome, pairs: list[tuple[int, int]]) -> list[tuple[str, list[tuple[int, int]]]]:
    """Tenths of the force from lowest to highest expected bookings in the base; fewer, of two reps or more, if few."""
    means = base.year("bookings").mean(axis=0)
    ordered = sorted(pairs, key=lambda pair: means[pair[0]])
    tenths = min(10, max(1, len(ordered) // 2))
    cuts = np.linspace(0, len(ordered), tenths + 1).round().astype(int)
    return [(str(n + 1), ordered[cuts[n] : cuts[n + 1]]) for n in range(len(cuts) - 1)]


def _same_reps(base: Outcome, other: Outcome) -> list[tuple[int, int]]:
    """Places in both rosters of the reps who are in both."""
    there = {rep.id: place for place, rep in enumerate(other.scenario.people.reps)}
    reps = enumerate(base.scenario.people.reps)
    return [(place, there[rep.id]) for place, rep in reps if rep.id in there]
