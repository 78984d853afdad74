"""Scores over several KPIs: as a table, or in a sentence where a table has no place."""

from __future__ import annotations

from results.pay.exact import exact_share, plain_number
from results.pay.speaker import Speaker
from results.pay.telling.record import Grid, capital
from scenarios.plan import Score, ScorecardKpi


def score_grid(score: Score, to: Speaker) -> Grid:
    heads = tuple(to.say(key) for key in ("kpi", "weight", "target", "nothing_below", "no_more_above"))
    return Grid(heads, tuple(_cells(line, to) for line in score.kpis))


def score_rules(score: Score, to: Speaker) -> list[str]:
    """Red lines, extra points, floor, ceiling and grades."""
    said = []
    for red in score.red_lines:
        said.append(to.say("red", what=to.indicator(red), least=to.level_of(red.at_least, red)))
    for extra in score.extra_points:
        words = {"what": to.indicator(extra), "least": to.level_of(extra.at_least, extra)}
        said.append(to.say("extra" if extra.adds >= 0 else "extra_off", **words, adds=exact_share(abs(extra.adds))))
    if score.floor is not None:
        said.append(to.say("score_floor", share=exact_share(score.floor)))
    if score.ceiling is not None:
        said.append(to.say("score_ceiling", share=exact_share(score.ceiling)))
    if score.grades:
        rows = [to.say("band", edge=exact_share(g.start), times=plain_number(g.times)) for g in score.grades]
        said.append(to.say("grades", rows=to.joined(rows)))
    return said


def score_in_words(score: Score, to: Speaker) -> list[str]:
    """A score without a table of its own: each KPI in a phrase."""
    lines = []
    for line in score.kpis:
        kpi, weight, target, threshold, cap = _cells(line, to)
        lines.append(to.say("kpi_line", kpi=kpi, weight=weight, target=target, threshold=threshold, cap=cap))
    return [to.say(score.combine), to.joined(lines) + to.say("stop"), *score_rules(score, to)]


def _cells(line: ScorecardKpi, to: Speaker) -> tuple[str, ...]:
    name = capital(to.kpi(line.kpi))
    if line.where is not None:
        name = to.say("within", what=name, where=to.features(line.where))
    target = to.target(line.target, line.kpi)
    if line.better == "less":
        target = to.say("less_is_better", target=target)
    return name, exact_share(line.weight), target, exact_share(line.threshold), exact_share(line.cap)
