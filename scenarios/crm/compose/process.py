"""How a deal goes: stages, effort, pace and the open deals of a calibrated scenario."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from scenarios.crm.compose.numbers import Scale, StageNumbers, skill_of
from scenarios.crm.compose.sources import Ids, Sources, Tree, money, number
from scenarios.crm.compose.times import waiting
from scenarios.crm.fit.company import Fit
from scenarios.crm.fit.process import Stage

ALIKE = 7.0
"""Open deals of one rep, segment and stage whose ages differ by less than so many days are stated together."""
ELASTICITY = 0.34
ELASTICITY_RANGE = (0.25 / 0.34, 0.45 / 0.34)
ELASTICITY_SOURCE = (
    "effort response is never fitted; sales answer to effort with elasticity 0.34, the mean of published estimates "
    "(Albers, Mantrala & Sridhar 2010, J. Marketing Research 47)"
)


def funnel_section(fit: Fit, ids: Ids, scale: Scale, share: float, start: pd.Timestamp, sources: Sources) -> Tree:
    """The stages; effort acts on the odds of going on, since an export does not tell the hours of any work."""
    stages = []
    for place, (stage, numbers) in enumerate(zip(fit.process.stages, scale.stages, strict=True)):
        stages.append(_stage(fit, ids, stage, numbers, place, share))
        where = f"funnel.stages[{ids.stages[stage.id]}]"
        sources.fitted(where, f"{stage.opened:,} deals that came to the stage, open ones included")
        sources.fitted(f"{where}.advance", f"{stage.fit.advance.n:,} deals", stage.fit.advance)
        sources.say(f"{where}.hours", "assumed", "no hours in an export: the time of a deal is the customer's")
    closes = sum(1.0 - numbers.advance for numbers in scale.stages)
    sources.fitted("funnel", "the export")
    sources.say("funnel.effort_effect", "assumed", ELASTICITY_SOURCE, ELASTICITY_RANGE)
    return {
        "stages": stages,
        "skill_effect": scale.skill,
        "fit_effect": scale.fit,
        "effort_effect": number(min(ELASTICITY / max(closes, 0.05), 10.0), 4),
        "pace": _pace(fit, start),
    }


def _stage(fit: Fit, ids: Ids, stage: Stage, numbers: StageNumbers, place: int, share: float) -> Tree:
    idle = stage.fit.abandoned.value if stage.fit.never else 0.0
    given_up = (min(idle / max(1.0 - stage.fit.advance.value, 1e-9), 1.0), stage.fit.limit)
    rows = []
    for segment, name in enumerate(fit.segments) if len(fit.segments) > 1 else ():
        row: Tree = {"segment": ids.segments[name], "advance": number(float(numbers.by_segment[segment]))}
        if segment in stage.times:
            yes, no = stage.times[segment]
            row |= {"answer": waiting(yes, share), "refusal": waiting(no, share, given_up)}
        rows.append(row)
    return {
        "id": ids.stages[stage.id],
        "name": stage.name,
        "skill": skill_of(place),
        "hours": {"mean": 0},
        "advance": number(numbers.advance),
        "answer": waiting(stage.fit.yes, share),
        "refusal": waiting(stage.fit.no, share, given_up),
        "segments": rows,
    }


def _pace(fit: Fit, start: pd.Timestamp) -> Tree:
    """The quarter-end step as weights of the twelve months to come."""
    found: Tree = {}
    for key, step in (("yes", fit.process.won), ("no", fit.process.lost)):
        if step and not np.allclose(step.weights, 1.0, atol=0.005):
            found[key] = [number(float(step.weights[(start.month - 1 + month) % 3]), 4) for month in range(12)]
    return found


def opening_section(fit: Fit, ids: Ids, share: float, start: pd.Timestamp, sources: Sources) -> Tree:
    """Open deals by rep, segment, channel and stage, those of similar age together; ages on the year's first day."""
    cells, rows = fit.process.cells, fit.rows
    owner = rows["owner"].map({rep: place for place, rep in enumerate(fit.reps)}).fillna(-1).to_numpy(np.int64)
    mean = np.array([value.mean.value for value in fit.values])[cells.segment]
    amount = rows["amount"].to_numpy(np.float64)
    deals = pd.DataFrame({
        "rep": owner, "segment": cells.segment, "channel": cells.channel,
        "age": (start - rows["created"]).dt.total_seconds() / 86_400, "worth": np.where(amount > 0, amount, mean),
    })  # fmt: skip
    later = (start - fit.as_of).days - 1 + fit.process.rest_of_day
    found = []
    for stage in fit.process.stages:
        here = deals.assign(in_stage=stage.age + later)[stage.waiting & (owner >= 0)]
        for rep, segment, channel, count, worth, age, in_stage in _alike(here):
            found.append({
                "rep": ids.reps[fit.reps[rep]],
                "segment": ids.segments[fit.segments[segment]],
                "channel": ids.channels[fit.channels[channel]],
                "stage": ids.stages[stage.id],
                "count": count,
                "amount": money(max(worth, 0.01)),
                "age": number(age * share, 4),
                "in_stage": number(in_stage * share, 4),
            })  # fmt: skip
    sources.say("opening", "given", f"the open deals of {fit.as_of.date()}")
    return {"pipeline": found}


def _alike(deals: pd.DataFrame) -> Iterator[tuple[int, int, int, int, float, float, float]]:
    """Deals of one rep, segment and channel, those of one week together: how many, worth in all, mean ages."""
    groups = deals.groupby(["rep", "segment", "channel", deals["in_stage"] // ALIKE])
    told = groups.agg(count=("age", "size"), worth=("worth", "sum"), age=("age", "mean"), in_stage=("in_stage", "mean"))
    for (rep, segment, channel, _), row in zip(told.index.tolist(), told.to_numpy().tolist(), strict=True):
        yield int(rep), int(segment), int(channel), int(row[0]), row[1], row[2], row[3]
