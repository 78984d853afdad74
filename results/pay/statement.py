"""Pay statements on a company's own files: a table by person, every line explained for one, and files of all lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from results.pay.payroll import Asked, asked_for, coins, plain_coins, read_payroll, settled
from results.pay.statement_files import write_lines
from results.pay.statement_words import WORDS, figures_of, short_reason
from results.pay.told import Told
from results.render.tables import Table
from results.work import Done, Options
from scenarios.base import Label
from scenarios.books.tables import DEDUCTION, QUOTA
from sim.pay.settle import Manual, Settlement
from sim.pay.why import explain, lines_of
from sim.pay.why.lines import AGAIN, BY_HAND, PAY, Lines, PayLine
from sim.pay.why.step import Step, plain, said

MOST_PEOPLE = 60


def make_statements(
    source: str, overrides: Sequence[str], files: Mapping[str, Path], period: str | None, rep: str | None,
    output: Path | None, options: Options,
) -> Done:  # fmt: skip
    """Statements of a period, of everybody or one person. Raises ScenarioFaults with everything that is wrong.

    files: as `read_books` takes them; deals and roster are needed. output: a .csv or .json file of every line.
    """
    plan, books = read_payroll(source, overrides, files)
    settlement = settled(source, plan, books)
    asked = asked_for(settlement, period, rep)
    told = list(told_lines(settlement, asked))
    done = Done(_tables(settlement, asked, told, options["lang"]), _data(settlement, asked, told))
    language = options["lang"]
    done.notes += [notice.text(language) for notice in settlement.ledger.notices]
    done.notes += [note.text(language) for note in _notes(settlement, asked)]
    if output is not None:
        count = write_lines(output, settlement, told, done.data, language)
        done.notes.append(WORDS["written"].text(language).format(count=count, path=output))
    return done


def told_lines(settlement: Settlement, asked: Asked) -> Iterator[Told]:
    """Every line of the months and people asked for, in order of people and months; explained for one person."""
    reps = None if asked.rep is None else [asked.rep]
    figures, days = figures_of(settlement.plan_file.company.currency), day_kind(settlement)
    found: list[Told] = []
    for number, paper in enumerate(settlement.papers):
        months = [month for month in asked.months if settlement.of_month[month] == number]
        if months:
            lines = lines_of(paper, settlement.rows.rows)
            for one in lines.of(months, reps):
                steps = tuple(explain(lines, one, figures, days)) if asked.rep is not None else ()
                steps += _parts(settlement, lines, one)
                name = lines.component(one.line).name
                found.append(Told(one, name, short_reason(lines, one, figures, days), steps, paper.plan.version))
    found += [*_settled_again(settlement, asked), *_by_hand(settlement, asked)]
    order = {PAY: 0, AGAIN: 1, BY_HAND: 2}
    yield from sorted(found, key=lambda t: (t.line.rep, t.line.month, order[t.line.what], t.line.line))


def day_kind(settlement: Settlement) -> str:
    return "working days" if settlement.ledger.year.calendar is not None else "calendar days"


def _parts(settlement: Settlement, lines: Lines, one: PayLine) -> tuple[Step, ...]:
    """Instalments of a line's component: when each is handed over. They are told with the component's last line."""
    place = int(lines.paper.table.lines[one.line].component)
    parts = settlement.cash.parts.get((place, one.rep, one.month))
    of = lines.paper.table.lines.component
    if parts is None or (one.line + 1 < len(of) and of[one.line + 1] == place):
        return ()
    currency, year = settlement.plan_file.company.currency, settlement.ledger.year
    steps = []
    for part in parts:
        money, milestone = coins(part.amount, currency), part.share.milestone if part.share else None
        if part.month is None:
            steps.append(said("part", f"{money} waits for {milestone}", f"{money} 待 {milestone} 后发放"))
        else:
            when = year.month_name(part.month)
            steps.append(said("part", f"{money} handed over in {when}", f"{money} 于 {when} 发放"))
    return tuple(steps)


def _settled_again(settlement: Settlement, asked: Asked) -> Iterator[Told]:
    """Deals of earlier months that were cancelled: what those months come to less."""
    components = settlement.plan_file.plan.components
    for month in asked.months:
        for rep in range(len(settlement.payees)) if asked.rep is None else (asked.rep,):
            for place, component in enumerate(components):
                if pay := int(settlement.again[month, rep, place]):
                    line = PayLine(rep, component.id, -1, "", "money", 0, month - 1, month, 0, 0, -1, pay, 0, AGAIN)
                    en = (
                        f"months up to {settlement.ledger.year.month_name(month - 1)} settled again after cancellations"
                    )
                    zh = f"因退单重新结算至 {settlement.ledger.year.month_name(month - 1)} 各月"
                    yield Told(line, component.name, Label(en=en, zh=zh), (said("share", en, zh, pay),),
                               settlement.plan_file.plan.version)  # fmt: skip


def _by_hand(settlement: Settlement, asked: Asked) -> Iterator[Told]:
    names = {component.id: component.name for component in settlement.plan_file.plan.components}
    for place, one in enumerate(settlement.manual):
        if one.month in asked.months and asked.rep in (None, one.rep):
            reason = _reason(settlement, one)
            line = PayLine(one.rep, one.what, place, "", "money", one.month, one.month, one.month, one.asked, 0, -1,
                           one.pay, 0, BY_HAND)  # fmt: skip
            name = names.get(one.what) or WORDS.get(one.what) or Label(en=one.what, zh=one.what)
            yield Told(line, name, reason, (Step("said", reason, None),), settlement.plan_file.plan.version)


def _reason(settlement: Settlement, one: Manual) -> Label:
    """Whose decision, why, by which rule; of a deduction what the law left for later."""
    currency = settlement.plan_file.company.currency
    components = {component.id for component in settlement.plan_file.plan.components}
    who_en, who_zh = (f" ({one.by})", f"（{one.by}）") if one.by else ("", "")
    en, zh = f"adjusted by hand: {one.reason}{who_en}", f"人工调整：{one.reason}{who_zh}"
    if one.what == DEDUCTION:
        en, zh = f"deducted: {one.reason}{who_en}; by {one.basis}", f"扣款：{one.reason}{who_zh}；依据 {one.basis}"
        if one.carried:
            left = coins(one.carried, currency)
            en, zh = f"{en}; the law leaves {left} for later months", f"{zh}；依法结转 {left} 至以后月份"
    elif one.what == QUOTA or one.what not in components:
        shown = coins(one.asked, currency) if one.what == QUOTA else plain_coins(one.asked, currency)
        en, zh = f"{en}; {one.what} {shown}", f"{zh}；{one.what} {shown}"
    return Label(en=en, zh=zh)


# ── shown ───────────────────────────────────────────────────────────────────────────────────────


def _tables(settlement: Settlement, asked: Asked, told: Sequence[Told], language: str) -> list[Table]:
    tables = [_by_person(settlement, asked, told, language)]
    if asked.rep is not None:
        tables.append(_explained(settlement, told, language))
    if (
        settlement.cash.after
        or settlement.cash.waiting.any()
        or (settlement.cash.earned != settlement.cash.handed).any()
    ):
        tables.append(_cash_table(settlement, asked, language))
    return tables


def _title(settlement: Settlement, asked: Asked, language: str) -> str:
    payees, plan = settlement.papers[0].payees, settlement.plan_file.plan
    who = WORDS["everybody"].text(language).format(count=len(payees.ids))
    if asked.rep is not None:
        who = f"{payees.names[asked.rep]} ({payees.ids[asked.rep]})"
    when = settlement.ledger.year.span_name(asked.first, asked.last)
    name = plan.name.text(language) + (f", {WORDS['version'].text(language)} {plan.version}" if plan.version else "")
    return WORDS["statement"].text(language).format(who=who, when=when, plan=name)


def _by_person(settlement: Settlement, asked: Asked, told: Sequence[Told], language: str) -> Table:
    """A row for each person, or for each month of one; a column for each component."""
    plan, payees, currency = (
        settlement.plan_file.plan,
        settlement.papers[0].payees,
        settlement.plan_file.company.currency,
    )
    ids = [component.id for component in plan.components]
    columns = [*ids, *([AGAIN] if any(t.line.what == AGAIN for t in told) else []),
               *([BY_HAND] if any(t.line.what == BY_HAND and t.line.pay for t in told) else [])]  # fmt: skip
    sums: dict[int, dict[str, int]] = {}
    for one in told:
        key = one.line.rep if asked.rep is None else one.line.month
        row = sums.setdefault(key, dict.fromkeys(columns, 0))
        column = one.line.component if one.line.what == PAY else one.line.what
        if column in row:
            row[column] += one.line.pay
    year = settlement.ledger.year
    names = {key: payees.names[key] if asked.rep is None else year.month_name(key) for key in sums}
    rows = [(names[key], *(coins(row[column], currency) for column in columns), coins(sum(row.values()), currency))
            for key, row in sorted(sums.items())]  # fmt: skip
    cut = len(rows) - MOST_PEOPLE
    if cut > 0:
        rows = [*rows[:MOST_PEOPLE], (f"… (+{cut})", *[""] * (len(columns) + 1))]
    total = [sum(row[column] for row in sums.values()) for column in columns]
    rows.append((WORDS["total"].text(language), *(coins(t, currency) for t in total), coins(sum(total), currency)))
    heads = [component.name.text(language) for component in plan.components]
    heads += [WORDS[column].text(language) for column in columns[len(ids) :]]
    first = WORDS["rep" if asked.rep is None else "month"].text(language)
    days = WORDS["calendar"].text(language).format(days=WORDS[day_kind(settlement)].text(language))
    return Table(
        _title(settlement, asked, language), (first, *heads, WORDS["total"].text(language)), tuple(rows), (days,)
    )


def _explained(settlement: Settlement, told: Sequence[Told], language: str) -> Table:
    """Each line, and below it step by step why."""
    currency, year = settlement.plan_file.company.currency, settlement.ledger.year
    rows = []
    for one in told:
        line = one.line
        name = one.name.text(language)
        name += "" if line.what == PAY else f" ({WORDS[line.what].text(language)})"
        when = year.span_name(min(line.first, line.last), line.last) if line.last >= 0 else ""
        rows.append((year.month_name(line.month), name, when, coins(line.pay, currency)))
        for step in one.steps:
            rows.append(("", "", f"  {step.text.text(language)}", ""))
    heads = (WORDS["month"], WORDS["component"], WORDS["why"], WORDS["pay"])
    return Table(WORDS["explained"].text(language), tuple(h.text(language) for h in heads), tuple(rows), (), (1, 2))


def cash_rows(settlement: Settlement, rep: int | None) -> list[tuple[Label, int, int, int]]:
    """Month by month: earned, handed over, and what is earned and not handed over yet; then the months afterwards."""
    cash, hand, year = settlement.cash, settlement.by_hand, settlement.ledger.year
    people: Any = slice(None) if rep is None else rep
    rows, balance = [], 0
    for month in range(year.months):
        extra = int(hand[month][people].sum())
        earned = int(cash.earned[month][people].sum()) + extra
        handed = int(cash.handed[month][people].sum()) + extra
        balance += earned - handed
        name = year.month_name(month)
        rows.append((Label(en=name, zh=name), earned, handed, balance))
    for later, amounts in sorted(cash.after.items()):
        handed = int(amounts[people].sum())
        balance -= handed
        words = WORDS["after"]
        rows.append((Label(en=words.en.format(count=later), zh=words.zh.format(count=later)), 0, handed, balance))
    return rows


def _cash_table(settlement: Settlement, asked: Asked, language: str) -> Table:
    currency = settlement.plan_file.company.currency
    rows = [(name.text(language), *(coins(value, currency) for value in values))
            for name, *values in cash_rows(settlement, asked.rep)]  # fmt: skip
    heads = ("month", "earned", "handed", "open")
    waiting = int(settlement.cash.waiting[slice(None) if asked.rep is None else asked.rep].sum())
    notes = (f"{coins(waiting, currency)} {WORDS['waiting'].text(language)}",) if waiting else ()
    return Table(WORDS["cash"].text(language), tuple(WORDS[h].text(language) for h in heads), tuple(rows), notes)


def _notes(settlement: Settlement, asked: Asked) -> Iterator[Label]:
    below = below_minimum(settlement, asked)
    payees, currency = settlement.papers[0].payees, settlement.plan_file.company.currency
    if payees.minimum_wage is None:
        yield WORDS["no wage"]
    elif below:
        names = ", ".join(dict.fromkeys(payees.names[rep] for rep, _ in below))
        shown = names if len(names) <= 120 else f"{names[:117]}…"
        wage, words = coins(payees.minimum_wage, currency), WORDS["below"]
        told = {"count": str(len(below)), "wage": wage, "who": shown}
        yield Label(en=words.en.format(**told), zh=words.zh.format(**told))


def below_minimum(settlement: Settlement, asked: Asked | None = None) -> list[tuple[int, int]]:
    """(person, month) of pay handed over below the minimum wage, for the days on which the person was there."""
    payees = settlement.papers[0].payees
    if payees.minimum_wage is None:
        return []
    handed = settlement.cash.handed + settlement.by_hand
    found = []
    for rep in range(len(payees.ids)) if asked is None or asked.rep is None else (asked.rep,):
        for month in range(payees.months) if asked is None else asked.months:
            if handed[month, rep] < payees.minimum_wage * payees.part_there(rep, month, month):
                found.append((rep, month))
    return found


# ── data ────────────────────────────────────────────────────────────────────────────────────────


def _data(settlement: Settlement, asked: Asked, told: Sequence[Told]) -> dict[str, Any]:
    """Everything as plain values; amounts are whole coins."""
    plan, currency, year = settlement.plan_file.plan, settlement.plan_file.company.currency, settlement.ledger.year
    payees = settlement.papers[0].payees
    totals: dict[int, int] = {}
    for one in told:
        totals[one.line.rep] = totals.get(one.line.rep, 0) + one.line.pay
    return {
        "plan": {"name": plan.name.model_dump(), "version": plan.version},
        "currency": currency.code,
        "minor_digits": currency.minor_digits,
        "period": {"first": year.month_name(asked.first), "last": year.month_name(asked.last)},
        "days": day_kind(settlement),
        "people": [
            {"rep": payees.ids[rep], "name": payees.names[rep], "total": total} for rep, total in totals.items()
        ],
        "lines": [line_data(settlement, one) for one in told],
        "cash": [
            {"month": name.model_dump(), "earned": earned, "handed_over": handed, "open": left}
            for name, earned, handed, left in cash_rows(settlement, asked.rep)
        ],
        "waiting": int(settlement.cash.waiting[slice(None) if asked.rep is None else asked.rep].sum()),
        "below_minimum": [
            {"rep": payees.ids[rep], "month": year.month_name(month)} for rep, month in below_minimum(settlement, asked)
        ],
        "notices": [{"en": notice.text("en"), "zh": notice.text("zh")} for notice in settlement.ledger.notices],
    }


def line_data(settlement: Settlement, one: Told) -> dict[str, Any]:
    """A line as plain values."""
    line, year, payees = one.line, settlement.ledger.year, settlement.papers[0].payees
    found: dict[str, Any] = {
        "rep": payees.ids[line.rep], "name": payees.names[line.rep], "month": year.month_name(line.month),
        "from": year.month_name(max(0, line.first)), "to": year.month_name(max(0, line.last)),
        "component": line.component, "component_name": one.name.model_dump(), "what": line.what, "measure": line.kpi,
        "unit": line.unit, "amount": line.amount, "full": line.full,
        "attainment": line.amount / line.full if line.full > 0 else None,
        "factor": line.factor / 1_000_000 if line.factor >= 0 else 0.0 if line.factor == -2 else None,
        "pay": line.pay, "rows": line.rows, "version": one.version, "why": one.reason.model_dump(),
    }  # fmt: skip
    if one.steps:
        found["steps"] = [
            {"kind": step.kind, "pay": None if step.pay is None else plain(step.pay), "text": step.text.model_dump()}
            for step in one.steps
        ]
    return found
