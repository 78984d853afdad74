"""The answer first: what the runs come to, in sentences that claim no more than the numbers hold."""

from __future__ import annotations

from collections.abc import Iterator

from results.compare import Comparison, Line
from results.report.amounts import Amounts, within
from results.report.budget import budget_of
from results.report.facts import PairFacts, RunFacts
from results.report.view import Pair, Tile
from results.report.words import said
from results.study import sets_of

TOLD = ("margin_after_pay", "bookings", "pay", "hit")
"""What is said of every scenario that is compared, most important first."""

VERDICTS = ("winner", "loser", "same", "uncertain")
"""What can become of a rep's expected pay."""


def headline(facts: RunFacts, amounts: Amounts) -> str:
    """Chance and bookings in one sentence."""
    hit, bookings = facts.row("hit").estimate, facts.row("bookings").estimate
    return said(
        "answer",
        amounts.language,
        chance=amounts.chance(hit.mean),
        chance_span=amounts.chance_bracket(hit),
        target=amounts.money(facts.run.outcome.target),
        bookings=amounts.money(bookings.mean),
        bookings_span=amounts.bracket(bookings.low, bookings.high, "money"),
    )


def sentences(facts: RunFacts, amounts: Amounts) -> tuple[str, ...]:
    """Pay and margin, how much a single year differs, and how far the assumptions reach."""
    language = amounts.language
    pay, margin, bookings = (facts.row(key).estimate for key in ("pay", "margin_after_pay", "bookings"))
    told = [
        said(
            "answer_pay",
            language,
            pay=amounts.money(pay.mean),
            pay_span=amounts.bracket(pay.low, pay.high, "money"),
            budget=amounts.money(budget_of(facts.run.outcome).at_target),
            margin=amounts.money(margin.mean),
            margin_span=amounts.bracket(margin.low, margin.high, "money"),
        )
    ]
    if facts.run.outcome.replications > 1:
        told.append(said("answer_one_year", language, span=amounts.span(bookings.p5, bookings.p95, "money")))
    return (*told, _assumed(facts, amounts))


def _assumed(facts: RunFacts, amounts: Amounts) -> str:
    if facts.spread is None:
        key = "answer_not_asked" if sets_of(facts.run.scenario) else "answer_no_ranges"
        return said(key, amounts.language)
    low, high = facts.spread.ranges["hit"]
    chance = f"{amounts.chance(low).removesuffix(' %')} … {amounts.chance(high)}"
    margin = amounts.span(*facts.spread.ranges["margin_after_pay"], "money")
    return said("answer_assumed", amounts.language, chance=chance, margin=margin)


def pair_sentence(pair: PairFacts, title: str, amounts: Amounts) -> Pair:
    """What a scenario changes; nothing is claimed where the interval holds zero, or the assumptions decide."""
    language = amounts.language
    changes = [_changed(pair.comparison.line(key), amounts) for key in TOLD]
    told = [said("pair", language, changes=said("semicolon", language).join(changes))]
    told += [*_whose_pay(pair.comparison, language), _pair_assumed(pair, amounts)]
    return Pair(title, said("space", language).join(told))


def _whose_pay(comparison: Comparison, language: str) -> Iterator[str]:
    """For how many reps expected pay rises, falls, and so on; nothing where nobody is in both scenarios."""
    if comparison.reps:
        counts = [
            said(f"pay_{verdict}", language, count=comparison.count(verdict), all=len(comparison.reps))
            for verdict in VERDICTS
            if verdict != "same" or comparison.count("same")
        ]
        yield said("pay_counts", language, counts=said("comma", language).join(counts))


def _changed(line: Line, amounts: Amounts) -> str:
    change, unit, language = line.difference, line.figure.unit, amounts.language
    name = said("chance_within", language) if line.figure.key == "hit" else within(line.figure.name, language)
    if change.equal == 1:
        return said("pair_same", language, figure=name)
    span = amounts.bracket(change.low, change.high, unit, signed=True)
    if change.low <= 0 <= change.high:
        return said("pair_unclear", language, figure=name, span=span)
    return said("pair_changed", language, figure=name, change=amounts.changed(change, unit), span=span)


def _pair_assumed(pair: PairFacts, amounts: Amounts) -> str:
    if pair.spread is None:
        return said("pair_unknown", amounts.language)
    low, high = pair.spread.ranges["margin_after_pay"]
    change = pair.comparison.line("margin_after_pay").difference
    if change.low <= 0 <= change.high:
        key = "pair_range"
    else:
        key = "pair_holds" if low > 0 or high < 0 else "pair_hangs" if low < 0 < high else "pair_zero"
    return said(key, amounts.language, span=amounts.span(low, high, "money", signed=True))


def tiles(facts: RunFacts, amounts: Amounts) -> tuple[Tile, ...]:
    """Four figures at a glance, each with its interval, its spread over years and its range over assumptions."""
    return tuple(_tile(facts, key, amounts) for key in ("hit", "bookings", "pay", "margin_after_pay"))


def _tile(facts: RunFacts, key: str, amounts: Amounts) -> Tile:
    row, language = facts.row(key), amounts.language
    unit, e = row.figure.unit, row.estimate
    below = []
    if key == "hit":
        name, value = said("chance", language), amounts.chance(e.mean)
        below.append(said("of_target", language, target=amounts.money(facts.run.outcome.target)))
        below.append(said("interval", language, span=amounts.span(e.low, e.high, unit)))
    else:
        name, value = row.figure.name.text(language), amounts.money(e.mean)
        below.append(said("interval", language, span=amounts.span(e.low, e.high, unit)))
        below.append(said("years", language, span=amounts.span(e.p5, e.p95, unit)))
    if row.assumed:
        below.append(said("assumed", language, span=amounts.span(*row.assumed, unit)))
    return Tile(name, value, tuple(below))
