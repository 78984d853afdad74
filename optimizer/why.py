"""Why a plan is as it is: what binds, what earns it, what rests on assumptions, and how the search went."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.answer import Answer
from optimizer.decision import BlockName
from optimizer.program import Row
from optimizer.rails import FLOOR, Rails
from optimizer.solve import binding
from optimizer.verdict import Draw
from optimizer.words import NO, PERSONAL, ROOM, TITLES, YES, column, draw_name, filled, interval_of, said_of
from results.render.numbers import Format
from results.render.words import Language
from results.section import Section
from scenarios.base import Label
from scenarios.company import Currency

SHORTENED = Label(
    en="On the whole way; the plan as written goes only part of it, because fresh years missed a rail.",
    zh="按全程计算；因全新年份中有约束未满足，写出的方案只走了其中一部分。",
)
ALONE = Label(en=" (it alone would have to give way by {room})", zh="（仅此一项需放宽 {room}）")


def why_sections(answer: Answer, per_rep: bool) -> list[Section]:
    """Single people are named only with `per_rep`."""
    found = [_binding(answer, per_rep), _earned(answer), _draws(answer.draws), _turns(answer)]
    return [section for section in found if section.rows]


def _binding(answer: Answer, per_rep: bool) -> Section:
    """Rows that the last program's answer just keeps, with what one per cent of room would bring."""
    priced = _priced(answer)
    told: list[tuple[object, ...]] = [
        (ROOM.get(row.name, row.says), worth) for row, worth in priced if per_rep or row.family not in PERSONAL
    ]
    for family, words in PERSONAL.items() if not per_rep else ():
        if people := [worth for row, worth in priced if row.family == family]:
            told.append((filled(words, count=len(people)), sum(people)))
    note = Label(
        en="In margin after pay, by the slopes of the search's last step: they hold for small changes only.",
        zh="以扣薪酬后毛利计，按最后一步的线性近似计算，仅适用于小幅变化。",
    )
    columns = (column("what"), column("worth", "money"))
    return Section("binding", TITLES["binding"], columns, tuple(told), (note,))


def _priced(answer: Answer) -> list[tuple[Row, float]]:
    """Rows that bind in the last program, with the margin after pay that one per cent of room would bring there.

    More room is a lower bound for what has to be reached, quotas included, and a higher one for what may be spent.
    """
    if not answer.found.turns:
        return []
    turn = answer.found.turns[-1]
    sizes = {row.name: abs(row.bound) for row in answer.levers.rows}
    sizes |= _rail_sizes(answer.rails, [rep.id for rep in answer.levers.scenario.people.reps])
    kept = {row.name for row in binding(turn.program, turn.answer)} | {"cost", "sum[targets]"}
    found = []
    for row in turn.program.rows:
        looser = 1.0 if row.sense == "<=" or row.name == "cost" else -1.0
        worth = -0.01 * looser * turn.answer.prices[row.name] * sizes.get(row.name, 0.0)
        if row.name in kept and worth:
            found.append((row, worth))
    return sorted(found, key=lambda pair: -abs(pair[1]))


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
    notes = () if answer.way == 1 else (SHORTENED,)
    return Section("earned", TITLES["earned"], (column("block"), column("margin", "money")), rows, notes)


def _draws(draws: Sequence[Draw]) -> Section:
    rows = tuple((draw_name(draw.variant.name), interval_of(draw.margin)) for draw in draws)
    return Section("draws", TITLES["draws"], (column("draw"), column("difference", "money")), rows, most=40)


def _turns(answer: Answer) -> Section:
    rows = tuple(
        (str(i + 1), said_of(step.group), step.radius, step.predicted, step.realised, step.missed,
         YES if step.accepted else NO)
        for i, step in enumerate(answer.found.steps)
    )  # fmt: skip
    kept = answer.found.best_after
    note = Label(en=f"The plan found is the best on the way: the one after step {kept}.",
                 zh=f"所得方案是途中最好的一个：第 {kept} 步之后的方案。")  # fmt: skip
    amounts = [column(key, "money") for key in ("predicted", "realised", "missed")]
    columns = (column("turn"), column("block"), column("radius", "number"), *amounts, column("accepted"))
    return Section("turns", TITLES["turns"], columns, rows, (note,) if kept else (), most=100)


def clash_words(
    rows: Sequence[Row], relaxations: Sequence[float | None], currency: Currency, language: Language, per_rep: bool
) -> list[str]:
    """Demands that cannot all be kept, a line each; single people only with `per_rep`."""
    money = Format(currency, language)
    lines = []
    for family, words in PERSONAL.items() if not per_rep else ():
        if count := sum(row.family == family for row in rows):
            lines.append(filled(words, count=count).text(language))
    for row, relaxation in zip(rows, relaxations, strict=True):
        if not per_rep and row.family in PERSONAL:
            continue
        room = ""
        if relaxation is not None and row.family in (*PERSONAL, "cost"):
            room = ALONE.text(language).format(room=money.money(relaxation * 10**currency.minor_digits))
        lines.append(row.says.text(language) + room)
    return lines
