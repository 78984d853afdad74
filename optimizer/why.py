"""Why a plan is as it is: what binds, what earns it, what rests on assumptions, and how the search went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.answer import Answer
from optimizer.decision import BlockName
from optimizer.program import Row
from optimizer.rails import FLOOR, Rails
from optimizer.solve import binding
from optimizer.verdict import Draw
from optimizer.words import NO, PEOPLE, TITLES, YES, column, filled, interval_of, said_of
from results.section import Section
from scenarios.base import Label


def why_sections(answer: Answer, per_rep: bool) -> list[Section]:
    """Single people are named only with `per_rep`."""
    found = [_binding(answer, per_rep), _earned(answer), _draws(answer.draws), _turns(answer)]
    return [section for section in found if section.rows]


def _binding(answer: Answer, per_rep: bool) -> Section:
    """Rows that the last program's answer just keeps, with what one per cent of room would be worth."""
    rows = sorted(_priced(answer), key=lambda pair: -pair[1])
    told: list[tuple[object, ...]] = []
    if not per_rep:
        people = [worth for row, worth in rows if row.family == "people"]
        rows = [(row, worth) for row, worth in rows if row.family != "people"]
        if people:
            told.append((filled(PEOPLE, count=len(people)), sum(people)))
    told = [*((row.says, worth) for row, worth in rows), *told]
    note = Label(
        en="Rates of change at the last step of the search: they hold for small changes only.",
        zh="按最后一步的线性近似计算，仅适用于小幅变化。",
    )
    columns = (column("what"), column("worth", "money"))
    return Section("binding", TITLES["binding"], columns, tuple(told), (note,))


def _priced(answer: Answer) -> Iterator[tuple[Row, float]]:
    """Rows that bind in a group's last program, with what one per cent of room would be worth there."""
    sizes = {row.name: abs(row.bound) for row in answer.levers.rows}
    sizes |= _rail_sizes(answer.rails, [rep.id for rep in answer.levers.scenario.people.reps])
    found: dict[str, tuple[Row, float]] = {}
    for turn in answer.found.turns:
        kept = {row.name for row in binding(turn.program, turn.answer)}
        kept |= {row.name for row in turn.program.rows if row.sense == "="}
        for row in turn.program.rows:
            worth = 0.01 * abs(turn.answer.prices[row.name]) * sizes.get(row.name, 0.0)
            if row.name in kept and worth > found.get(row.name, (row, 0.0))[1] and not _is_definition(row):
                found[row.name] = row, worth
    yield from found.values()


def _is_definition(row: Row) -> bool:
    """Weights that sum to one are no demand of anybody's."""
    return row.family == "sum" and row.name != "sum[targets]"


def _rail_sizes(rails: Rails, reps: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    if rails.cost is not None:
        found["cost"] = rails.cost
    if rails.today is not None:
        found |= {f"people[{rep}]": FLOOR * float(pay) for rep, pay in zip(reps, rails.today, strict=True)}
    if rails.outside is not None:
        found |= {f"participation[{rep}]": max(abs(rails.outside), 1.0) for rep in reps}
    return found


def _earned(answer: Answer) -> Section:
    """What the steps on the way to the plan brought, by the blocks that moved in them."""
    gains: dict[tuple[BlockName, ...], float] = {}
    for step in answer.found.steps[: answer.found.best_after]:
        if step.accepted:
            gains[step.group] = gains.get(step.group, 0.0) + step.realised
    rows = tuple((said_of(group), gain) for group, gain in gains.items())
    return Section("earned", TITLES["earned"], (column("block"), column("margin", "money")), rows)


def _draws(draws: Sequence[Draw]) -> Section:
    rows = tuple((draw.variant.name, interval_of(draw.margin)) for draw in draws)
    return Section("draws", TITLES["draws"], (column("draw"), column("difference", "money")), rows, most=40)


def _turns(answer: Answer) -> Section:
    rows = tuple(
        (str(i + 1), said_of(step.group), step.radius, step.predicted, step.realised, YES if step.accepted else NO)
        for i, step in enumerate(answer.found.steps)
    )
    amounts = column("predicted", "money"), column("realised", "money")
    columns = (column("turn"), column("block"), column("radius", "number"), *amounts, column("accepted"))
    return Section("turns", TITLES["turns"], columns, rows)


def clash_words(rows: Sequence[Row], relaxations: Sequence[float | None], per_rep: bool) -> list[str]:
    """Demands that cannot all be kept, a line each; single people only with `per_rep`."""
    lines = []
    people = [r for row, r in zip(rows, relaxations, strict=True) if row.family == "people"]
    if people and not per_rep:
        lines.append(filled(PEOPLE, count=len(people)).en)
    for row, relaxation in zip(rows, relaxations, strict=True):
        if per_rep or row.family != "people":
            room = "" if relaxation is None else f" (alone, it would have to give way by {relaxation:,.6g})"
            lines.append(f"{row.says.en}{room}")
    return lines
