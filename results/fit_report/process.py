"""How deals go: chances and times by stage with open deals, closed win rates, cycles, and the quarter's end."""

from __future__ import annotations

import numpy as np
import pandas as pd

from results.estimate import share_interval
from results.fit_report.heads import ALL, TITLES, columns
from results.fit_report.sentences import number, p_is, said
from results.section import In, Section
from scenarios.base import Label
from scenarios.crm.fit.company import Fit
from scenarios.crm.fit.curve import Curve
from scenarios.crm.fit.interval import Fitted
from scenarios.crm.fit.pace import Step
from scenarios.crm.fit.process import Stage
from scenarios.crm.fit.values import Family
from scenarios.crm.tables import ENTERED, LOST, WON

OUTCOMES = {"won": Label(en="Won", zh="赢单"), "lost": Label(en="Lost", zh="丢单")}
CYCLES = {"won": Label(en="Cycle of won deals", zh="赢单周期"), "lost": Label(en="Cycle of lost deals", zh="丢单周期")}
CLOSE = 0.05
"""Largest gap at which a law of one hump stands for what was seen."""
SURE = 0.05


def wilson(events: int, of: int) -> Fitted:
    """A share counted, with Wilson's interval."""
    if not of:
        return Fitted(float("nan"), 0.0, 1.0, 0)
    return Fitted(events / of, *share_interval(events, of), of)


def stages_section(fit: Fit) -> Section:
    """Each stage: who goes on, who says no and when, whom nobody ever closes."""
    stages, dead = fit.process.stages, zombies_by_stage(fit)
    rows = tuple(_stage(stage, count) for stage, count in zip(stages, dead, strict=True))
    heads = columns("stage", ("deals", "count"), ("goes_on", "share"), ("decided", "share"), ("yes_mean", "days"),
                    ("yes_median", "days"), ("yes_sd", "days"), ("no_mean", "days"), ("no_median", "days"),
                    ("no_sd", "days"), ("idle", "share"), ("zombies", "count"))  # fmt: skip
    notes = []
    if any(step and not _flat(step) for step in (fit.process.won, fit.process.lost)):
        notes.append(said("clock"))
    for stage, count in zip(stages, dead, strict=True):
        if count:
            age, oldest = (In(round(days), "count") for days in (stage.fit.limit, longest_answer(fit, stage)))
            key = "zombies_stage" if len(stages) > 1 else "zombies"
            notes.append(said(key, stage=stage.name, count=In(count, "count"), age=age, oldest=oldest))
    return Section(
        "stages", TITLES["stages"], heads, rows, tuple(notes), more={"limits": [s.fit.limit for s in stages]}
    )


def _flat(step: Step) -> bool:
    return bool(np.allclose(step.weights, 1.0, atol=0.005))


def zombies_by_stage(fit: Fit) -> list[int]:
    """Open deals that are taken to be dead, by the last stage they came to."""
    ages = np.stack([stage.age for stage in fit.process.stages])
    known = ~np.isnan(ages)
    last = np.where(known.any(axis=0), len(ages) - 1 - np.argmax(known[::-1], axis=0), -1)
    return [int((fit.process.zombies & (last == place)).sum()) for place in range(len(ages))]


def longest_answer(fit: Fit, stage: Stage) -> float:
    """The longest that a deal which was answered was in a stage, days of the calendar."""
    entered = fit.rows.get(f"{ENTERED}{stage.id}")
    since = fit.rows["created"] if entered is None or len(fit.process.stages) == 1 else entered
    if stage is not fit.process.stages[-1]:
        return stage.fit.limit
    return float((fit.rows["closed"] - since).dt.days.max())


def _stage(stage: Stage, dead: int) -> tuple[object, ...]:
    fit = stage.fit
    idle = fit.abandoned if fit.never else None
    times = (*_times(fit.yes), *_times(fit.no))
    return (stage.name, stage.opened, fit.advance, fit.odds.mean, *times, idle, dead)


def _times(curve: Curve) -> tuple[float | None, float | None, float | None]:
    """Mean, median and standard deviation, open deals included."""
    if not len(curve.times):
        return None, None, None
    return curve.mean, float(curve.quantiles(np.array([0.5]))[0]), curve.sd


def wins_section(fit: Fit) -> Section:
    """Closed deals by segment as they were counted: what anybody's spreadsheet says."""
    rows = fit.rows[fit.rows["outcome"].isin([WON, LOST])]
    won = rows["outcome"] == WON
    by_segment = won.groupby(rows["segment"]).agg(["size", "sum"]).sort_values("size", ascending=False)
    found = [(str(name), int(size), int(wins), wilson(int(wins), int(size)))
             for name, size, wins in by_segment.itertuples()]  # fmt: skip
    if len(found) != 1:
        found.insert(0, (ALL, len(rows), int(won.sum()), wilson(int(won.sum()), len(rows))))  # type: ignore[arg-type]
    heads = columns("segment", ("closed", "count"), ("won", "count"), ("rate", "share"))
    return Section("wins", TITLES["wins"], heads, tuple(found))


def cycles_section(fit: Fit) -> Section:
    """Times from coming in to closing of closed deals: quicker than all deals, since the slow ones are still open."""
    rows = []
    for outcome in (WON, LOST):
        took = cycle(fit.rows, outcome)
        if len(took):
            sd = float(took.std(ddof=1)) if len(took) > 1 else 0.0
            rows.append(
                (OUTCOMES[outcome], len(took), float(took.mean()), float(np.median(took)), sd, float(took.max()))
            )
    heads = columns("outcome", ("closed", "count"), *((key, "days") for key in ("mean", "median", "sd", "longest")))
    return Section("cycles", TITLES["cycles"], heads, tuple(rows))


def cycle(rows: pd.DataFrame, outcome: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Days that closed deals of an outcome took."""
    some = rows[(rows["outcome"] == outcome) & rows["closed"].notna() & rows["created"].notna()]
    return np.asarray((some["closed"] - some["created"]).dt.total_seconds() / 86_400)


def laws_section(fit: Fit) -> Section:
    """Laws of one hump tried on cycles and deal values; what is said where none comes close."""
    tried = [(CYCLES["won"], fit.won_cycle), (CYCLES["lost"], fit.lost_cycle)]
    tried.append((Label(en="Value of won deals", zh="赢单金额"), fit.all_values.families))
    rows = tuple(row for what, found in tried for row in law_rows(what, found))
    notes = [said("no_law", what=what, gap=In(found[0].distance, "share"))
             for what, found in tried[:2] if found and min(f.distance for f in found) > CLOSE]  # fmt: skip
    if len(fit.all_values.parts) > 1:
        notes.append(said("mixture", what=tried[2][0], parts=len(fit.all_values.parts)))
    heads = columns("what", "law", ("gap", "share"), ("behind", "number"))
    return Section("laws", TITLES["laws"], heads, rows, tuple(notes), most=40)


def law_rows(what: Label, found: tuple[Family, ...]) -> list[tuple[object, ...]]:
    return [(what, law_text(family), family.distance, family.aic - found[0].aic) for family in found]


def law_text(family: Family) -> str:
    """Such as gamma(34.3, 2.37): shape and scale; of a lognormal the sd of logs and the median."""
    return f"{family.name}({', '.join(f'{p:.3g}' if abs(p) < 1000 else f'{p:.0f}' for p in family.parameters)})"


def steps_section(fit: Fit) -> Section:
    """Whether a quarter's last month closes more or fewer deals than deals' ages explain."""
    steps = {"won": fit.process.won, "lost": fit.process.lost}
    rows = tuple((OUTCOMES[key], step.ratio, *step.rates, step.p_value) for key, step in steps.items() if step)
    notes = []
    for key, step in steps.items():
        if step is None:
            continue
        if step.p_value < SURE:
            notes.append(said("step", outcome=OUTCOMES[key], ratio=number(step.ratio, "times"), p=p_is(step.p_value)))
        else:
            notes.append(said("step_none", outcome=OUTCOMES[key], p=In(step.p_value, "chance")))
    heads = columns("outcome", *((key, "times") for key in ("ratio", "first", "second", "third")), ("p", "chance"))
    return Section("steps", TITLES["steps"], heads, rows, tuple(notes) or (said("step_unseen"),))
