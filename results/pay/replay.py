"""The same deals under two plans: who gains and who loses, by how much, and why; what it costs by component."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from results.pay.changes import why_changed
from results.pay.payroll import coins, plain_coins, read_for_plans, settled
from results.pay.statement import below_minimum
from results.render.tables import Table
from results.work import Done, Options
from results.writing import written_whole
from scenarios.base import Label
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults
from sim.pay.settle import Settlement
from sim.pay.why import lines_of
from sim.pay.why.lines import PayLine

MOST_PEOPLE = 60
BOM = "\ufeff"

WORDS: Mapping[str, Label] = {
    "people": Label(en="Person by person: {old} → {new}", zh="逐人对比：{old} → {new}"),
    "components": Label(en="Cost by component", zh="按项目的成本"),
    "answer": Label(en="Replay: the same books under both plans", zh="重放：同一账目，两个方案"),
    "person": Label(en="person", zh="人员"),
    "old": Label(en="old", zh="旧方案"),
    "new": Label(en="new", zh="新方案"),
    "difference": Label(en="difference", zh="差额"),
    "percent": Label(en="percent", zh="百分比"),
    "why": Label(en="why", zh="原因"),
    "component": Label(en="component", zh="项目"),
    "total": Label(en="total", zh="合计"),
    "by hand": Label(en="by hand", zh="人工调整"),
    "counts": Label(en="{winners} people gain, {losers} lose, {same} are paid the same",
                    zh="{winners} 人增加，{losers} 人减少，{same} 人不变"),
    "cost": Label(en="total pay {old} → {new}: {difference} ({percent})",
                  zh="总薪酬 {old} → {new}：{difference}（{percent}）"),
    "below": Label(en="below the minimum wage in some month: {old} people under the old plan, {new} under the new: "
                      "{who}",
                   zh="有月份低于最低工资：旧方案 {old} 人，新方案 {new} 人：{who}"),
    "no wage": Label(en="no minimum wage is stated: nobody compared pay with it", zh="未写最低工资，未作比较"),
    "behaviour": Label(en="people are taken to have sold the same under both plans; a simulated comparison lets them "
                          "react",
                       zh="假定两个方案下销售行为不变；如需考虑行为变化请用模拟对比"),
    "year": Label(en="the plans' fiscal years differ ({old}, {new}): each pays its own year",
                  zh="两个方案的财年不同（{old}、{new}）：各按本财年计算"),
    "written": Label(en="{count} people in {path}", zh="{path} 中 {count} 人"),
}  # fmt: skip


@dataclass(frozen=True)
class Replayed:
    """One person under both plans, coins; by component: (old, new)."""

    rep: int
    id: str
    name: str
    old: int
    new: int
    components: Mapping[str, tuple[int, int]]
    why: Label

    @property
    def difference(self) -> int:
        return self.new - self.old

    @property
    def share(self) -> float | None:
        return None if self.old == 0 else self.difference / self.old


def replay_plans(old: str, new: str, files: Mapping[str, Path], output: Path | None, options: Options) -> Done:
    """Both plans on the same books. Raises ScenarioFaults with everything that is wrong with any of them."""
    if output is not None and output.suffix not in (".csv", ".json"):
        raise ScenarioFaults([Fault("-o", 0, "", "should end in .csv or .json", str(output))])
    pairs = read_for_plans([old, new], files)
    sides = [settled(source, plan, books) for source, (plan, books) in zip((old, new), pairs, strict=True)]
    people = replayed(sides[0], sides[1])
    language = options["lang"]
    done = Done(_tables(sides, people, language), _data(sides, people))
    seen: dict[str, None] = {}
    for side in sides:
        seen |= dict.fromkeys(notice.text(language) for notice in side.ledger.notices)
    done.notes += list(seen)
    if output is not None:
        with written_whole(output) as draft:
            text = (
                json.dumps(done.data, ensure_ascii=False, indent=1)
                if output.suffix == ".json"
                else _csv(sides, people, language)
            )
            draft.write_text(text, encoding="utf-8", newline="")
        done.notes.append(WORDS["written"].text(language).format(count=len(people), path=output))
    return done


def replayed(old: Settlement, new: Settlement) -> list[Replayed]:
    """Everybody under both plans, who gains most first; with the component that changed most, and why it did."""
    ids = list(dict.fromkeys(c.id for side in (old, new) for c in side.plan_file.plan.components))
    by = [_by_component(side) for side in (old, new)]
    lines = [_lines(side) for side in (old, new)]
    payees = old.papers[0].payees
    found = []
    for rep in range(len(payees.ids)):
        parts = {name: (by[0].get(name, _NONE)[rep], by[1].get(name, _NONE)[rep]) for name in ids}
        was, now = (int(side.total[:, rep].sum()) for side in (old, new))
        most = max(ids, key=lambda name: abs(parts[name][1] - parts[name][0]))
        why = Label(en="", zh="")
        if parts[most][0] != parts[most][1]:
            why = why_changed(
                old, new, most, rep, lines[0].get((rep, most), []), lines[1].get((rep, most), []), parts[most]
            )
        found.append(Replayed(rep, payees.ids[rep], payees.names[rep], was, now, parts, why))
    return sorted(found, key=lambda one: (-one.difference, one.rep))


class _Zeros:
    """What a component that a plan does not have pays."""

    def __getitem__(self, rep: int) -> int:
        return 0


_NONE = _Zeros()


def _by_component(side: Settlement) -> dict[str, Any]:
    """What each component paid everybody in the year, coins: with what was settled again, and by hand."""
    sums = (side.paid + side.again).sum(axis=0)
    found = {component.id: sums[:, place].tolist() for place, component in enumerate(side.plan_file.plan.components)}
    for one in side.manual:
        if one.what in found:
            found[one.what][one.rep] += one.pay
    return found


def _lines(side: Settlement) -> dict[tuple[int, str], list[PayLine]]:
    found: dict[tuple[int, str], list[PayLine]] = {}
    for number, paper in enumerate(side.papers):
        months = [month for month, of in enumerate(side.of_month) if of == number]
        for one in lines_of(paper).of(months):
            found.setdefault((one.rep, one.component), []).append(one)
    return found


# ── shown ───────────────────────────────────────────────────────────────────────────────────────


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:+.1f} %"


def _tables(sides: Sequence[Settlement], people: Sequence[Replayed], language: str) -> list[Table]:
    notes = tuple(note.text(language) for note in _answer(sides, people))
    names = {"old": sides[0].plan_file.plan.name.text(language), "new": sides[1].plan_file.plan.name.text(language)}
    currency = sides[0].plan_file.company.currency
    rows = [(one.name, coins(one.old, currency), coins(one.new, currency), _signed(one.difference, currency),
             _percent(one.share), one.why.text(language)) for one in people]  # fmt: skip
    if len(rows) > MOST_PEOPLE:
        half, cut = MOST_PEOPLE // 2, len(rows) - MOST_PEOPLE
        rows = [*rows[:half], (f"… (+{cut})", "", "", "", "", ""), *rows[-half:]]
    heads = tuple(WORDS[key].text(language) for key in ("person", "old", "new", "difference", "percent", "why"))
    return [
        Table(WORDS["answer"].text(language), (), (), notes),
        Table(WORDS["people"].text(language).format(**names), heads, tuple(rows), (), (5,)),
        _components(sides, people, language),
    ]


def _signed(amount: int, currency: Any) -> str:
    return f"+{coins(amount, currency)}" if amount > 0 else coins(amount, currency)


def _components(sides: Sequence[Settlement], people: Sequence[Replayed], language: str) -> Table:
    currency = sides[0].plan_file.company.currency
    names = {c.id: c.name for side in sides for c in side.plan_file.plan.components}
    rows = []
    for name, label in names.items():
        old, new = (sum(one.components[name][place] for one in people) for place in (0, 1))
        rows.append((label.text(language), coins(old, currency), coins(new, currency), _signed(new - old, currency)))
    other = [sum(m.pay for m in side.manual if m.what not in names) for side in sides]
    if any(other):
        rows.append((WORDS["by hand"].text(language), coins(other[0], currency), coins(other[1], currency),
                     _signed(other[1] - other[0], currency)))  # fmt: skip
    totals = [sum(getattr(one, key) for one in people) for key in ("old", "new")]
    rows.append((WORDS["total"].text(language), coins(totals[0], currency), coins(totals[1], currency),
                 _signed(totals[1] - totals[0], currency)))  # fmt: skip
    heads = tuple(WORDS[key].text(language) for key in ("component", "old", "new", "difference"))
    return Table(WORDS["components"].text(language), heads, tuple(rows))


def _answer(sides: Sequence[Settlement], people: Sequence[Replayed]) -> list[Label]:
    currency = sides[0].plan_file.company.currency
    winners, losers = (sum(sign * one.difference > 0 for one in people) for sign in (1, -1))
    old, new = (sum(getattr(one, key) for one in people) for key in ("old", "new"))
    told = {"winners": winners, "losers": losers, "same": len(people) - winners - losers}
    cost = {"old": coins(old, currency), "new": coins(new, currency), "difference": _signed(new - old, currency),
            "percent": _percent(None if old == 0 else (new - old) / old)}  # fmt: skip
    found = [_filled("cost", **cost), _filled("counts", **told)]
    below = [{rep for rep, _ in below_minimum(side)} for side in sides]
    if all(side.papers[0].payees.minimum_wage is None for side in sides):
        found.append(WORDS["no wage"])
    else:
        names = ", ".join(sides[0].papers[0].payees.names[rep] for rep in sorted(below[1]))
        found.append(_filled("below", old=len(below[0]), new=len(below[1]), who=names[:200] or "–"))
    years = [side.ledger.year.span_name(0, side.ledger.year.months - 1) for side in sides]
    if years[0] != years[1]:
        found.append(_filled("year", old=years[0], new=years[1]))
    return [*found, WORDS["behaviour"]]


def _filled(key: str, **values: Any) -> Label:
    return Label(en=WORDS[key].en.format(**values), zh=WORDS[key].zh.format(**values))


# ── data ────────────────────────────────────────────────────────────────────────────────────────


def _data(sides: Sequence[Settlement], people: Sequence[Replayed]) -> dict[str, Any]:
    """Everything as plain values; amounts are whole coins."""
    currency = sides[0].plan_file.company.currency
    names = list(dict.fromkeys(c.id for side in sides for c in side.plan_file.plan.components))
    below = [sorted({side.papers[0].payees.ids[rep] for rep, _ in below_minimum(side)}) for side in sides]
    return {
        "currency": currency.code,
        "minor_digits": currency.minor_digits,
        "plans": [
            {"name": side.plan_file.plan.name.model_dump(), "version": side.plan_file.plan.version} for side in sides
        ],
        "lead": [note.model_dump() for note in _answer(sides, people)],
        "people": [
            {"rep": one.id, "name": one.name, "old": one.old, "new": one.new, "difference": one.difference,
             "share": one.share, "why": one.why.model_dump(),
             "components": {name: {"old": a, "new": b} for name, (a, b) in one.components.items()}}
            for one in people
        ],
        "components": [
            {"component": name, "old": sum(one.components[name][0] for one in people),
             "new": sum(one.components[name][1] for one in people)} for name in names
        ],
        "total": {"old": sum(one.old for one in people), "new": sum(one.new for one in people)},
        "winners": sum(one.difference > 0 for one in people),
        "losers": sum(one.difference < 0 for one in people),
        "below_minimum": {"old": below[0], "new": below[1]},
    }  # fmt: skip


def _csv(sides: Sequence[Settlement], people: Sequence[Replayed], language: str) -> str:
    currency = sides[0].plan_file.company.currency
    names = list(dict.fromkeys(c.id for side in sides for c in side.plan_file.plan.components))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    pairs = [f"{name}_{side}" for name in names for side in ("old", "new")]
    writer.writerow(("rep", "name", "old", "new", "difference", "share", *pairs, "why"))
    for one in people:
        amounts = [plain_coins(amount, currency) for name in names for amount in one.components[name]]
        share = "" if one.share is None else f"{one.share:.6f}"
        writer.writerow((one.id, one.name, plain_coins(one.old, currency), plain_coins(one.new, currency),
                         plain_coins(one.difference, currency), share, *amounts, one.why.text(language)))  # fmt: skip
    return BOM + out.getvalue()


__all__ = ["Replayed", "replay_plans", "replayed"]
