"""The sales process as fitted: stage by stage, with open deals, from the first day that can be trusted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scenarios.crm.fit import pace
from scenarios.crm.fit.odds import Cells, winners_only
from scenarios.crm.fit.outcome import Curve, StageFit, Step, coded, curve_of, fit_stage, without_open
from scenarios.crm.fit.tempo import Tempo, fit_tempo
from scenarios.crm.tables import ENTERED, LOST, OPEN, WON, Opportunities

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
DAY = 86_400.0
EXPECTED_CLOSINGS = 10.0
"""So many closings would have been seen had they been recorded: then a time without any is a gap in the records."""
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
    rates by rep can be told. won, lost: the quarter-end step of either, None where too little was seen. rest_of_day:
    days_a_week: 7 where deals are closed at weekends as on other days, else 5. rest_of_day:
    days between the instant up to which open deals are known to be open, on average, and the end of the export's day.
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


def days(times: pd.Series) -> Floats:
    """Days since 1970 with their fraction; nan where unknown."""
    seconds = times.to_numpy("datetime64[s]").astype(np.int64).astype(np.float64)
    seconds[times.isna().to_numpy()] = np.nan
    return np.asarray(seconds / DAY)


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
    outcome = coded(rows["outcome"].to_numpy(object))
    owned = (rows["owner"] != "").to_numpy()
    named = not winners_only(owned, (rows["outcome"] == WON).to_numpy(), (rows["outcome"] == LOST).to_numpy())
    cells = cells_of(rows, reps, named)
    created, closed = days(rows["created"]), days(rows["closed"])
    now = seen_until(rows, as_of)
    first, gap = _trusted_since(created, closed, now)
    entries = _entries(opportunities, created)
    won = lost = None
    stages: list[Stage] = []
    zombies = np.zeros(len(rows), bool)
    for k in range(entries.shape[1]):
        start, end, answer = _passage(entries, k, closed, outcome, now)
        kept = ~np.isnan(start) & ~np.isnan(end) & (start >= first) & (end >= start)
        if k == entries.shape[1] - 1:
            since = first if gap else _grown(start, end, answer, first)
            won, lost = _steps(start, end, answer, cells.segment, since, now)
        step = _on_clocks(start, end, answer, kept, cells, won, lost, last=k == entries.shape[1] - 1)
        step = without_open(step) if closed_only else step
        fit = fit_stage(step)
        alive = (answer == 0) & ~np.isnan(start) & (now - start <= max(fit.limit, 1.0))
        zombies |= (answer == 0) & ~np.isnan(start) & ~alive
        id_, name = _label(opportunities, k, entries.shape[1])
        times = _times_by_segment(step, fit)
        tempo = fit_tempo(step, fit, times)
        stages.append(Stage(id_, name, fit, times, tempo, int(kept.sum()), alive, now - start))
    since = pd.Timestamp(first * DAY, unit="s").normalize()
    rest = 0.5 if now == as_of.timestamp() / DAY else 0.0
    return Process(tuple(stages), cells, since, gap, named, won, lost, zombies, _days_a_week(closed), rest)


def _days_a_week(closed: Floats) -> int:
    """Whether deals are closed at weekends, too, at more than half the rate of other days."""
    weekday = (np.floor(closed[~np.isnan(closed)]).astype(np.int64) + 3) % 7  # 1970 began with a Thursday
    return 7 if (weekday >= 5).sum() / 2 > 0.5 * (weekday < 5).sum() / 5 else 5


def seen_until(rows: pd.DataFrame, as_of: pd.Timestamp) -> float:
    """The instant up to which an open deal is known to have been open, days since 1970: the end of the export's day;
    where dates are whole days, that day itself, since a deal closed on it has that date too."""
    day = as_of.timestamp() / DAY
    closed = days(rows["closed"])
    return day if np.all(np.isnan(closed) | (closed == np.floor(closed))) else day + 1.0


def _label(opportunities: Opportunities, k: int, count: int) -> tuple[str, str]:
    if count == 1:
        return ("opportunity", "Opportunity") if len(opportunities.stages) != 1 else (
            opportunities.stages[0], opportunities.names[0])  # fmt: skip
    return opportunities.stages[k], opportunities.names[k]


def _trusted_since(created: Floats, closed: Floats, now: float) -> tuple[float, bool]:
    """From when on closings were recorded: where deals were open for long and none closed, the record begins later."""
    begins = float(np.nanmin(created))
    if not np.isfinite(closed).any():
        raise ValueError("nothing was ever won or lost")
    first_closing = float(np.floor(np.nanmin(closed)))
    later = created >= first_closing
    took = np.sort((closed - created)[later & ~np.isnan(closed)])
    if not len(took) or begins >= first_closing:
        return begins, False
    early = created[created < first_closing]
    share = len(took) / max(int((later & (created < now)).sum()), 1)
    expected = share * np.searchsorted(took, first_closing - early, side="left").sum() / len(took)
    return (first_closing, True) if expected > EXPECTED_CLOSINGS else (begins, False)


def _entries(opportunities: Opportunities, created: Floats) -> Floats:
    """When each deal came to each stage, days, [deal, stage]; one stage only where the export tells of no others."""
    columns = [column for stage in opportunities.stages if (column := ENTERED + stage) in opportunities.rows]
    if len(columns) < 2 or len(columns) < len(opportunities.stages):
        return created[:, None]
    entries = np.column_stack([days(opportunities.rows[column]) for column in columns])
    entries[:, 0] = np.where(np.isnan(entries[:, 0]), created, entries[:, 0])
    return entries


def _passage(
    entries: Floats, k: int, closed: Floats, outcome: npt.NDArray[np.int64], now: float
) -> tuple[Floats, Floats, npt.NDArray[np.int64]]:
    """From when to when a deal was in stage k and how it left: 1 on, -1 lost there, 0 still there."""
    start = entries[:, k]
    later = entries[:, k + 1 :]
    has_later = ~np.isnan(later).all(axis=1) if later.shape[1] else np.zeros(len(start), bool)
    onward = np.full(len(start), np.nan)
    if has_later.any():
        onward[has_later] = np.nanmin(later[has_later], axis=1)
    answer = np.where(has_later, 1, outcome)
    end = np.where(has_later, onward, np.where(outcome == 0, now, closed))
    return start, end, answer.astype(np.int64)


def _grown(start: Floats, end: Floats, answer: npt.NDArray[np.int64], first: float) -> float:
    """From when on closings are as many as they will be: a pipeline that began empty has filled up."""
    took = (end - start)[(answer != 0) & ~np.isnan(end - start)]
    return first + (float(np.quantile(took, 0.99)) if len(took) else 0.0)


def _steps(
    start: Floats, end: Floats, answer: npt.NDArray[np.int64], segment: npt.NDArray[np.int64], first: float, now: float
) -> tuple[pace.Step | None, pace.Step | None]:
    seen = ~np.isnan(start) & ~np.isnan(end) & (end >= start)
    closed = seen & (answer != 0)
    if not closed.any():
        return None, None
    limit = float(np.max((end - start)[closed]))
    alive = seen & ((answer != 0) | (end - start <= limit))
    begin, stop, answer = np.floor(start[alive]), np.floor(end[alive]), answer[alive]
    span = (int(first), int(np.ceil(now)) - 1 + int(now == np.floor(now)), limit)
    kind = segment[alive]
    return pace.fit_step(begin, stop, answer == 1, kind, *span), pace.fit_step(begin, stop, answer == -1, kind, *span)


def _on_clocks(
    start: Floats, end: Floats, answer: npt.NDArray[np.int64], kept: Bools, cells: Cells,
    won: pace.Step | None, lost: pace.Step | None, last: bool,
) -> Step:  # fmt: skip
    """Durations in days; in the last stage on the clocks of the quarter-end step."""
    since, until = start[kept], end[kept]
    yes, no = (np.maximum(pace.lasted(since, until, step if last else None), 0.0) for step in (won, lost))
    return Step(yes, no, answer[kept], cells.only(kept))


def _times_by_segment(step: Step, fit: StageFit) -> dict[int, tuple[Curve, Curve]]:
    """Times of the segments whose deals are answered clearly sooner or later than the average."""
    found: dict[int, tuple[Curve, Curve]] = {}
    if len(step.cells.segments) < 2:
        return found
    is_open = step.outcome == 0
    for segment in range(len(step.cells.segments)):
        here = step.cells.segment == segment
        yes = curve_of(step.yes[here], step.outcome[here] == 1, (fit.will * is_open)[here])
        no = curve_of(step.no[here], step.outcome[here] == -1, ((1 - fit.will - fit.idle) * is_open)[here])
        if _apart(yes, fit.yes) or _apart(no, fit.no):
            found[segment] = (yes if _apart(yes, fit.yes) else fit.yes, no if _apart(no, fit.no) else fit.no)
    return found


def _apart(own: Curve, all_: Curve) -> bool:
    if own.events < ENOUGH_TIMES:
        return False
    return abs(own.mean - all_.mean) > APART * own.sd / np.sqrt(own.events)


def as_of(opportunities: Opportunities, day: pd.Timestamp) -> Opportunities:
    """The same export as it would have been taken at the end of a day: nothing later is known."""
    rows = opportunities.rows
    end = day.normalize() + pd.Timedelta(days=1)
    rows = rows[(rows["created"] < end) | (rows["created"].isna() & (rows["outcome"] == OPEN))].copy()
    later = (rows["closed"] >= end).to_numpy()
    rows.loc[later, "outcome"] = OPEN
    rows.loc[later, "closed"] = pd.NaT
    rows.loc[later, "amount"] = np.nan
    rows.loc[later, "stage"] = ""
    for column in [c for c in rows.columns if c.startswith(ENTERED)]:
        rows[column] = rows[column].where(rows[column] < end)
    return Opportunities(rows.reset_index(drop=True), opportunities.stages, opportunities.names)
