"""A run and a comparison as tables of text, the same for every output."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from results.compare import Comparison, Group, Line
from results.estimate import mean_of
from results.figures import PERSONAL
from results.outcome import Outcome
from results.render.numbers import Format
from results.render.words import Language, word
from results.study import Row, Spread, summary

HIDDEN = "–"
BANDS = (0.0, 0.5, 0.8, 1.0, 1.2, 1.5)


@dataclass(frozen=True)
class Table:
    """A title, column heads and rows of text, and sentences below; with neither it is a heading over what follows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    texts: tuple[int, ...] = ()
    """Columns, besides the first, that are read as words."""


def run_tables(
    outcome: Outcome, spread: Spread | None, language: Language, per_rep: bool, more: Sequence[Table] = ()
) -> list[Table]:
    """What `run` shows: the company, its teams, how reps end the year, the funnel, `more` of the sales world, and on
    request each rep.
    """
    tables = [_company(summary(outcome, spread=spread), _format(outcome, language), language)]
    tables += [_teams(outcome, language, per_rep), attainment_table(outcome, language)]
    if outcome.scenario.funnel:
        tables.append(funnel_table(outcome, language))
    tables += more
    if spread:
        tables.append(_swings(spread, _format(outcome, language), language))
    return tables + ([rep_table(outcome, language)] if per_rep else [])


SUMMARY = ("bookings", "pay", "margin_after_pay", "hit")


def overview(comparisons: Sequence[tuple[str, Comparison]], base: Outcome, language: Language) -> Table:
    """Several scenarios against one base, a row each: what a meeting asks first."""
    fmt = _format(base, language)
    rows = []
    for name, comparison in comparisons:
        lines = [comparison.line(key) for key in SUMMARY]
        changes = [
            fmt.with_margin(d.mean, (d.high - d.low) / 2, line.figure.unit, signed=True)
            for line in lines
            for d in [line.difference]
        ]
        people = (str(comparison.count("winner")), str(comparison.count("loser")))
        rows.append((name, *changes, *people))
    names = [f"Δ {line.figure.name.text(language)}" for line in lines]
    columns = (word("other", language), *names, word("pay_rises", language), word("pay_falls", language))
    return Table(f"{word('title_overview', language)}: {base.scenario.title.text(language)}", columns, tuple(rows))


def comparison_tables(
    comparison: Comparison, base: Outcome, spread: Spread | None, language: Language, per_rep: bool
) -> list[Table]:
    """What `compare` shows of one pair."""
    fmt = _format(base, language)
    changes = [(change.path, *change.texts) for change in comparison.inputs]
    heads = ("input", "base", "other")
    tables = [
        _table("title_inputs", heads, changes or [(word("no_difference", language), "", "")], language),
        differences_table("title_outcomes", comparison.company, fmt, language),
        _groups("title_teams", "team", comparison.teams, fmt, language, _team_names(base, language), per_rep),
        _groups("title_deciles", "decile", comparison.deciles, fmt, language, {}, per_rep),
        _people(comparison, language),
    ]
    if spread:
        tables.append(_swings(spread, fmt, language))
    return tables + ([_rep_changes(comparison, base, fmt, language)] if per_rep else [])


def _format(outcome: Outcome, language: Language) -> Format:
    return Format(outcome.scenario.company.currency, language)


def _table(title: str, heads: Sequence[str], rows: Iterable[tuple[str, ...]], language: Language) -> Table:
    return Table(word(title, language), tuple(word(head, language) for head in heads), tuple(rows))


def _company(rows: list[Row], fmt: Format, language: Language) -> Table:
    heads = ["figure", "mean", "interval", "years"]
    assumed = any(row.assumed for row in rows)
    lines = []
    for row in rows:
        unit, e = row.figure.unit, row.estimate
        years = "" if row.figure.key == "hit" else fmt.interval(e.p5, e.p95, unit)
        cells = [
            row.figure.name.text(language),
            fmt.value(e.mean, unit),
            fmt.interval(e.low, e.high, unit),
            years,
        ]
        if assumed:
            cells.append(fmt.interval(*row.assumed, unit) if row.assumed else "")
        lines.append(tuple(cells))
    return _table("title_company", [*heads, "assumed"] if assumed else heads, lines, language)


def _teams(outcome: Outcome, language: Language, per_rep: bool) -> Table:
    """A team of one shows that person's pay on request only."""
    fmt, names = _format(outcome, language), _team_names(outcome, language)
    wanted = ("bookings", "attainment", "hit", "at_quota", "pay", "margin_after_pay")
    by_team = {team: summary(outcome, places) for team, places in outcome.members.items()}
    first = next(iter(by_team.values()))
    heads = [row.figure.name.text(language) for row in first if row.figure.key in wanted]
    rows = []
    for team, lines in by_team.items():
        alone = len(outcome.members[team]) == 1 and not per_rep
        cells = [
            HIDDEN if alone and row.figure.key in PERSONAL else _with_margin(row, fmt)
            for row in lines
            if row.figure.key in wanted
        ]
        rows.append((names[team], str(len(outcome.members[team])), *cells))
    columns = (word("team", language), word("reps", language), *heads)
    return Table(word("title_teams", language), columns, tuple(rows))


def _with_margin(row: Row, fmt: Format) -> str:
    """A mean with half its 95 % interval's width."""
    return fmt.with_margin(row.estimate.mean, (row.estimate.high - row.estimate.low) / 2, row.figure.unit)


def attainment_table(outcome: Outcome, language: Language) -> Table:
    """Rep-years by band; the interval is over replications, since reps of one year share its luck."""
    carrying = outcome.quotas > 0
    attained = outcome.year("bookings")[:, carrying] / outcome.quotas[carrying]
    edges = [*BANDS, np.inf]
    rows = []
    for low, high in pairwise(edges):
        lower = -np.inf if low == 0 else low
        share = mean_of(((attained >= lower) & (attained < high)).mean(axis=1))
        name = f"{100 * low:.0f} – {100 * high:.0f} %" if np.isfinite(high) else f"≥ {100 * low:.0f} %"
        span = f"{100 * max(share.low, 0):.1f} … {100 * min(share.high, 1):.1f} %"
        rows.append((name, f"{100 * share.mean:.1f} %", span))
    return _table("title_attainment", ("band", "share_of_reps", "interval"), rows, language)


def funnel_table(outcome: Outcome, language: Language) -> Table:
    assert outcome.scenario.funnel is not None
    stages, fmt = outcome.scenario.funnel.stages, _format(outcome, language)
    rows = []
    for number, stage in enumerate(stages):
        entered, lost, cold, still = (
            outcome.year(f"{what}:{stage.id}").sum(axis=1) for what in ("entered", "lost", "cold", "open")
        )
        following = f"entered:{stages[number + 1].id}" if number + 1 < len(stages) else "won_deals"
        on = outcome.year(following).sum(axis=1)
        rate = mean_of(np.divide(on, on + lost + cold, out=np.zeros_like(on), where=on + lost + cold > 0))
        counts = [f"{values.mean():,.0f}" for values in (entered, on, lost, cold, still)]
        cells = (*counts, fmt.value(rate.mean, "share"), fmt.interval(rate.low, rate.high, "share"))
        rows.append((stage.name.text(language), *cells))
    heads = ("stage", "entered", "went_on", "lost", "cold", "open", "conversion", "interval")
    return _table("title_funnel", heads, rows, language)


def rep_table(outcome: Outcome, language: Language) -> Table:
    fmt = _format(outcome, language)
    rows = []
    for place, rep in enumerate(outcome.scenario.people.reps):
        lines = {row.figure.key: row for row in summary(outcome, [place])}
        keys = ("bookings", "attainment", "hit", "pay")
        cells = [_with_margin(lines[key], fmt) for key in keys]
        rows.append((f"{rep.id} {rep.name.text(language)}", *cells))
    names = [lines[key].figure.name.text(language) for key in keys]
    return Table(word("title_reps", language), (word("rep", language), *names), tuple(rows))


def differences_table(title: str, lines: Sequence[Line], fmt: Format, language: Language) -> Table:
    assumed = any(line.assumed for line in lines)
    rows = []
    for line in lines:
        unit, change = line.figure.unit, line.difference
        cells = [
            line.figure.name.text(language),
            fmt.value(line.base.mean, unit, beside=(line.other.mean,)),
            fmt.value(line.other.mean, unit, beside=(line.base.mean,)),
            fmt.value(change.mean, unit, True, (change.low, change.high)),
            fmt.interval(change.low, change.high, unit, signed=True),
            _better(line),
        ]
        if assumed:
            cells.append(fmt.interval(*line.assumed, unit, signed=True) if line.assumed else "")
        rows.append(tuple(cells))
    heads = ["figure", "base", "other", "difference", "interval", "better"]
    return _table(title, [*heads, "assumed"] if assumed else heads, rows, language)


def _better(line: Line) -> str:
    """Share of years with its interval; nothing for a figure that is neither good nor bad, or itself yes or no."""
    if line.figure.better == 0 or line.figure.key == "hit":
        return ""
    change = line.difference
    low, high = 100 * change.better_low, 100 * change.better_high
    equal = f", = {100 * change.equal:.0f} %" if change.equal else ""
    return f"{100 * change.better:.0f} % ({low:.0f} … {high:.0f}{equal})"


def _groups(
    title: str,
    head: str,
    groups: Sequence[Group],
    fmt: Format,
    language: Language,
    names: dict[str, str],
    per_rep: bool,
) -> Table:
    """A group of one shows that person's pay on request only."""
    rows = []
    for group in groups:
        cells = []
        for line in group.lines:
            unit, change = line.figure.unit, line.difference
            shown = fmt.with_margin(change.mean, (change.high - change.low) / 2, unit, signed=True)
            cells.append(HIDDEN if group.reps == 1 and line.figure.key in PERSONAL and not per_rep else shown)
        rows.append((names.get(group.name, group.name), str(group.reps), *cells))
    lines = groups[0].lines if groups else ()
    columns = (
        word(head, language), word("reps", language), *(f"Δ {line.figure.name.text(language)}" for line in lines)
    )  # fmt: skip
    return Table(word(title, language), columns, tuple(rows))


def _people(comparison: Comparison, language: Language) -> Table:
    verdicts = ("winner", "loser", "same", "uncertain")
    counts = [(word(verdict, language), str(comparison.count(verdict))) for verdict in verdicts]
    return _table("title_people", ("verdict", "reps"), counts, language)


def _rep_changes(comparison: Comparison, base: Outcome, fmt: Format, language: Language) -> Table:
    rows = []
    for line in sorted(comparison.reps, key=lambda line: line.pay.mean):
        rep = base.scenario.people.reps[line.rep]
        rows.append((
            f"{rep.id} {rep.name.text(language)}",
            fmt.money(line.base_pay),
            fmt.money(line.other_pay),
            fmt.money(line.pay.mean, signed=True),
            fmt.interval(line.pay.low, line.pay.high, "money", signed=True),
            word(line.verdict, language),
        ))  # fmt: skip
    return _table("title_reps", ("rep", "base", "other", "difference", "interval", "verdict"), rows, language)


def _swings(spread: Spread, fmt: Format, language: Language) -> Table:
    rows = [(swing.variant, fmt.money(swing.change, signed=True)) for swing in spread.swings]
    return _table("title_assumptions", ("assumption", "change"), rows, language)


def _team_names(outcome: Outcome, language: Language) -> dict[str, str]:
    return {team.id: team.name.text(language) for team in outcome.scenario.company.teams}
