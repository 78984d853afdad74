"""A run and a comparison as plain data for JSON: the same figures, unrounded, money in major units."""

from typing import Any

from results.ages import Ages
from results.compare import Comparison, Group, Line
from results.estimate import Difference, Estimate
from results.figures import PERSONAL, Figure, target_of
from results.outcome import Outcome
from results.render.sections import section_data
from results.seen.sections import seen_sections
from results.study import Row, Spread, summary
from scenarios.provenance import provenance


def run_data(outcome: Outcome, spread: Spread | None, per_rep: bool, ages: Ages | None = None) -> dict[str, Any]:
    """What `run --json` prints."""
    coin = 10**outcome.scenario.company.currency.minor_digits
    data: dict[str, Any] = {
        "scenario": outcome.scenario.title.en,
        "replications": outcome.replications,
        "currency": outcome.scenario.company.currency.code,
        "target": outcome.target / coin,
        "company": _figures(summary(outcome, spread=spread), coin),
        "teams": {
            team: {"quota": target_of(outcome, places) / coin, **_figures(_public(outcome, places, per_rep), coin)}
            for team, places in outcome.members.items()
        },
        "funnel": _funnel(outcome),
        "seen": section_data(seen_sections(outcome, ages)),
        "assumed": _assumed(outcome),
    }
    if spread:
        data["assumption_swings"] = {swing.variant: swing.change / coin for swing in spread.swings}
    if per_rep:
        data["reps"] = {
            rep.id: {"quota": outcome.quotas[place] / coin, **_figures(summary(outcome, [place]), coin)}
            for place, rep in enumerate(outcome.scenario.people.reps)
        }
    return data


def comparison_data(
    comparison: Comparison, base: Outcome, other: Outcome, spread: Spread | None, per_rep: bool
) -> dict[str, Any]:
    """What `compare --json` prints of one pair."""
    coin = 10**base.scenario.company.currency.minor_digits
    data: dict[str, Any] = {
        "base": base.scenario.title.en,
        "other": other.scenario.title.en,
        "replications": base.replications,
        "inputs": [{"path": c.path, "base": c.texts[0], "other": c.texts[1]} for c in comparison.inputs],
        "company": {line.figure.key: _line(line, coin) for line in comparison.company},
        "teams": {group.name: _group(group, coin, per_rep) for group in comparison.teams},
        "deciles": {group.name: _group(group, coin, per_rep) for group in comparison.deciles},
        "winners": comparison.count("winner"),
        "losers": comparison.count("loser"),
        "unclear": comparison.count("uncertain"),
        "same": comparison.count("same"),
        "assumed": _assumed(base),
    }
    if spread:
        data["assumption_swings"] = {swing.variant: swing.change / coin for swing in spread.swings}
    if per_rep:
        reps = base.scenario.people.reps
        data["reps"] = {
            reps[line.rep].id: {
                "base_pay": line.base_pay / coin,
                "other_pay": line.other_pay / coin,
                "pay_difference": _difference(line.pay, coin),
                "bookings_difference": _difference(line.bookings, coin),
                "verdict": line.verdict,
            }
            for line in comparison.reps
        }
    return data


def _figures(rows: list[Row], coin: int) -> dict[str, Any]:
    found = {}
    for row in rows:
        unit = _unit(row.figure, coin)
        found[row.figure.key] = _estimate(row.estimate, unit)
        if row.assumed:
            found[row.figure.key]["over_assumptions"] = [bound / unit for bound in row.assumed]
    return found


def _line(line: Line, coin: int) -> dict[str, Any]:
    unit = _unit(line.figure, coin)
    found = {
        "base": _estimate(line.base, unit),
        "other": _estimate(line.other, unit),
        "difference": _difference(line.difference, unit),
    }
    if line.assumed:
        found["difference"]["over_assumptions"] = [bound / unit for bound in line.assumed]
    return found


def _group(group: Group, coin: int, per_rep: bool) -> dict[str, Any]:
    lines = [line for line in group.lines if group.reps > 1 or per_rep or line.figure.key not in PERSONAL]
    return {"reps": group.reps, **{line.figure.key: _line(line, coin) for line in lines}}


def _public(outcome: Outcome, places: list[int], per_rep: bool) -> list[Row]:
    """A group's figures; a group of one shows that person's pay on request only."""
    rows = summary(outcome, places)
    return [row for row in rows if len(places) > 1 or per_rep or row.figure.key not in PERSONAL]


def _unit(figure: Figure, coin: int) -> int:
    return coin if figure.unit == "money" else 1


def _estimate(estimate: Estimate, unit: int) -> dict[str, Any]:
    return {
        "mean": estimate.mean / unit,
        "interval": _finite(estimate.low / unit, estimate.high / unit),
        "p5": estimate.p5 / unit,
        "p95": estimate.p95 / unit,
    }


def _difference(change: Difference, unit: int) -> dict[str, Any]:
    return {
        "mean": change.mean / unit,
        "interval": _finite(change.low / unit, change.high / unit),
        "p_other_better": change.better,
        "p_other_better_interval": [change.better_low, change.better_high],
        "p_equal": change.equal,
        "replications_saved_factor": None if change.saved != change.saved else change.saved,
    }


def _finite(low: float, high: float) -> list[float] | None:
    """An interval, or nothing where a single replication gives none."""
    return [low, high] if low > float("-inf") else None


def _funnel(outcome: Outcome) -> dict[str, Any]:
    stages = outcome.scenario.funnel.stages if outcome.scenario.funnel else ()
    what = ("entered", "lost", "cold", "open")
    return {
        stage.id: {key: float(outcome.year(f"{key}:{stage.id}").sum(axis=1).mean()) for key in what} for stage in stages
    }


def _assumed(outcome: Outcome) -> list[dict[str, Any]]:
    sources = dict.fromkeys(source for _, source in provenance(outcome.scenario) if source.kind == "assumed")
    return [{"path": s.path, "source": s.source, "factor": s.factor} for s in sources]
