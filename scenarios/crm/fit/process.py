"""The sales process as fitted: stage by stage, with open deals, from the first day that can be trusted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scenarios.crm.fit import pace
from scenarios.crm.fit.cells import Cells
from scenarios.crm.fit.curve import Curve, curve_of
from scenarios.crm.fit.differ import winners_only
from scenarios.crm.fit.outcome import StageFit, Step, coded, fit_stage, without_open
from scenarios.crm.fit.record import DAY, days, days_a_week, entries, passage, seen_until, trusted_since
from scenarios.crm.fit.tempo import Tempo, fit_tempo
from scenarios.crm.tables import LOST, WON, Opportunities

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
ENOUGH_TIMES = 50  # answers from which a segment may have times of its own
APART = 4.0  # standard errors by which its mean must differ


@dataclass(frozen=True)
class Stage:
    """One stage: what was fitted, and by segment the times that differ from everybody's.

    tempo: how long customers take with each rep to say yes, and no. opened: deals that came to it. waiting: bool by
    deal of the export, open in this stage and alive; age: days in it.
    """

    id: str
    name: str
    fit: StageFit
    times: dict[int, tuple[Curve, Curve]]
    tempo: tuple[Tempo, Tempo]
    opened: int
    waiting: Bools
    age: Floats


@dataclass(frozen=True)
class Process:
    """cells: of all deals of the export. gap: whether closings before `first` were not recorded. named: whether win
    rates by rep can be told. won, lost: the quarter-end step of either, None where too little was seen. zombies: bool
    by deal, open in some stage for longer than any closed one. days_a_week: 7 where deals are closed at weekends as on
    other days, else 5. rest_of_day: days between the instant up to which open deals are known to be open, on average,
    and the end of the export's day.
    """

    stages: tuple[Stage, ...]
    cells: Cells
    first: pd.Timestamp
    gap: bool
    named: bool
    won: pace.Step | None
    lost: pace.Step | None
    zombies: Bools
    days_a_week: int
    rest_of_day: float


@dataclass(frozen=True)
class _Passage:
    """How deals went through one stage: when they came and left, days since 1970, and how (1 on, -1 lost, 0 open).
    cells: of all deals. first: the first day that can be trusted; now: the export's."""

    start: Floats
    end: Floats
    answer: Ints
    cells: Cells
    first: float
    now: float

    @property
    def known(self) -> Bools:
        return ~np.isnan(self.start) & ~np.isnan(self.end) & (self.end >= self.start)

    @property
    def kept(self) -> Bools:
        return self.known & (self.start >= self.first)

    def step(self, won: pace.Step | None = None, lost: pace.Step | None = None) -> Step:
        """Durations in days, on the clocks of a quarter-end step where there is one."""
        kept = self.kept
        start, end = self.start[kept], self.end[kept]
        yes, no = (np.maximum(pace.lasted(start, end, clock), 0.0) for clock in (won, lost))
        return Step(yes, no, self.answer[kept], self.cells.only(kept))


def cells_of(rows: pd.DataFrame, reps: tuple[str, ...], named: bool) -> Cells:
    """Deals by segment, channel and rep; nobody's where reps cannot be told."""
    coded_columns = [pd.factorize(rows[column], sort=True) for column in ("segment", "channel")]
    place = {rep: index for index, rep in enumerate(reps)}
    rep = rows["owner"].map(place).fillna(-1).to_numpy(np.int64) if named else np.full(len(rows), -1)
    (segment, segments), (channel, channels) = coded_columns
    return Cells(segment.astype(np.int64), channel.astype(np.int64), rep.astype(np.int64),
                 tuple(map(str, segments)), tuple(map(str, channels)), reps)  # fmt: skip


def fit_process(
    opportunities: Opportunities, reps: tuple[str, ...], as_of: pd.Timestamp, closed_only: bool = False
) -> Process:
    """Raises ValueError where nothing was ever won or lost."""
    rows = opportunities.rows
    named = _named(rows)
    cells = cells_of(rows, reps, named)
    created, closed = days(rows["created"]), days(rows["closed"])
    now = seen_until(closed, as_of)
    first, gap = trusted_since(created, closed, now)
    entered, outcome = entries(opportunities, created), coded(rows["outcome"].to_numpy(object))
    passages = [
        _Passage(*passage(entered, k, closed, outcome, now), cells, first, now) for k in range(entered.shape[1])
    ]
    won, lost = _quarter_ends(passages[-1], gap)
    stages = tuple(
        _stage(label, each, each.step(won, lost) if each is passages[-1] else each.step(), closed_only)
        for label, each in zip(_labels(opportunities, len(passages)), passages, strict=True)
    )
    dead = [(p.answer == 0) & ~np.isnan(p.start) & ~s.waiting for p, s in zip(passages, stages, strict=True)]
    return Process(
        stages=stages,
        cells=cells,
        first=pd.Timestamp(first * DAY, unit="s").normalize(),
        gap=gap,
        named=named,
        won=won,
        lost=lost,
        zombies=np.logical_or.reduce(dead),
        days_a_week=days_a_week(closed),
        rest_of_day=0.5 if now == as_of.timestamp() / DAY else 0.0,
    )


def _named(rows: pd.DataFrame) -> bool:
    owned = (rows["owner"] != "").to_numpy()
    return not winners_only(owned, (rows["outcome"] == WON).to_numpy(), (rows["outcome"] == LOST).to_numpy())


def _stage(label: tuple[str, str], passed: _Passage, step: Step, closed_only: bool) -> Stage:
    step = without_open(step) if closed_only else step
    fit = fit_stage(step)
    age = passed.now - passed.start
    alive = (passed.answer == 0) & ~np.isnan(age) & (age <= max(fit.limit, 1.0))
    times = _times_by_segment(step, fit)
    return Stage(*label, fit, times, fit_tempo(step, fit, times), int(passed.kept.sum()), alive, age)


def _labels(opportunities: Opportunities, count: int) -> list[tuple[str, str]]:
    """Ids and names of the stages; a single one that stands for several has a name of its own."""
    if count == 1 and len(opportunities.stages) != 1:
        return [("opportunity", "Opportunity")]
    return list(zip(opportunities.stages, opportunities.names, strict=True))


def _quarter_ends(last: _Passage, gap: bool) -> tuple[pace.Step | None, pace.Step | None]:
    """The quarter-end step of yeses and of noes in the last stage."""
    seen = last.known
    took, closed = last.end - last.start, seen & (last.answer != 0)
    if not closed.any():
        return None, None
    limit = float(np.max(took[closed]))
    alive = seen & ((last.answer != 0) | (took <= limit))
    since = last.first if gap else _grown(took, last.answer, last.first)
    span = (int(since), int(np.ceil(last.now)) - 1 + int(last.now == np.floor(last.now)), limit)
    begin, stop = np.floor(last.start[alive]), np.floor(last.end[alive])
    answer, kind = last.answer[alive], last.cells.segment[alive]
    return pace.fit_step(begin, stop, answer == 1, kind, *span), pace.fit_step(begin, stop, answer == -1, kind, *span)


def _grown(took: Floats, answer: Ints, first: float) -> float:
    """From when on closings are as many as they will be: a pipeline that began empty has filled up."""
    took = took[(answer != 0) & ~np.isnan(took)]
    return first + (float(np.quantile(took, 0.99)) if len(took) else 0.0)


def _times_by_segment(step: Step, fit: StageFit) -> dict[int, tuple[Curve, Curve]]:
    """Times of the segments whose deals are answered clearly sooner or later than the average."""
    found: dict[int, tuple[Curve, Curve]] = {}
    if len(step.cells.segments) < 2:
        return found
    yes_due, no_due = fit.awaited(step)
    for segment in range(len(step.cells.segments)):
        here = step.cells.segment == segment
        yes = curve_of(step.yes[here], step.outcome[here] == 1, yes_due[here])
        no = curve_of(step.no[here], step.outcome[here] == -1, no_due[here])
        if _apart(yes, fit.yes) or _apart(no, fit.no):
            found[segment] = (yes if _apart(yes, fit.yes) else fit.yes, no if _apart(no, fit.no) else fit.no)
    return found


def _apart(own: Curve, all_: Curve) -> bool:
    if own.events < ENOUGH_TIMES:
        return False
    return bool(abs(own.mean - all_.mean) > APART * own.sd / np.sqrt(own.events))
