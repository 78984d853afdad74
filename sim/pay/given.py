"""What no deal tells: scores from a form or a survey, and amounts of a KPI that somebody corrected by hand."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

import numpy as np

from scenarios.books.tables import DEDUCTION, QUOTA, UNKNOWN
from scenarios.faults import did_you_mean
from scenarios.formula import sums_for
from scenarios.kpis import Kpi, OwnKpi, with_own
from sim.pay.counted import MILLION, count_rows
from sim.pay.credit import watch_of
from sim.pay.paper import Sheet
from sim.pay.payroll import Ledger, span_of

AnyKpi = Kpi | OwnKpi
Parts = Mapping[str, Fraction]


def add_given(ledger: Ledger, sheet: Sheet, from_deals: frozenset[str], needed: Mapping[str, str]) -> None:
    """Adds scores and corrected amounts to the sums."""
    by_kpi: dict[str, list[int]] = {}
    scores = ledger.books.scores
    for row in range(len(scores.rep)):
        by_kpi.setdefault(scores.kpi[row], []).append(row)
    filled: dict[str, str] = {}
    for word, rows in by_kpi.items():
        _add_scores(ledger, sheet, word, rows, from_deals, filled)
    for row in range(len(ledger.books.adjustments.rep)):
        _add_correction(ledger, sheet, row)
    absent = sorted({needed[name] for name in needed if name not in from_deals and name not in filled})
    if absent:
        told = ", ".join(absent)
        ledger.notice(scores.origin.file or "scores", "kpi", f"nothing tells of {told}: taken as nothing",
                      f"没有 {told} 的数据：按无数据处理")  # fmt: skip


def kpi_called(ledger: Ledger, word: str) -> AnyKpi | None:
    """A KPI of the registry or the plan by its id, or by its name in either language."""
    known = with_own(ledger.plan_file.plan.kpis)
    named = {name: each for each in known.values() for name in (each.name.zh, each.name.en)}
    return known.get(word) or named.get(word)


def _add_scores(
    ledger: Ledger, sheet: Sheet, word: str, rows: list[int], from_deals: frozenset[str], filled: dict[str, str]
) -> None:
    scores, kpi = ledger.books.scores, kpi_called(ledger, word)
    measures = kpi.parsed.measures if kpi else (word,) if word in sheet.setting.columns else ()
    wrong = ""
    if not measures:
        known = with_own(ledger.plan_file.plan.kpis)
        hint = (
            did_you_mean(word, [*known, *(each.name.zh for each in known.values())]) or "quotalab kpi list shows them"
        )
        ledger.faults.append(scores.origin.fault(rows[0], "kpi", "there is no such KPI", word, hint))
        return
    if told := [name for name in measures if name in from_deals]:
        wrong = f"is counted from the deals ({', '.join(told)}); a score cannot say otherwise"
    elif kpi is not None and sums_for(kpi.parsed, Fraction(1)) is None:
        wrong = f"has more than one number above or below the line; give {', '.join(measures)} by name"
    elif others := {filled[name] for name in measures if name in filled}:
        wrong = f"is told by {', '.join(others)} already"
    if wrong:
        ledger.faults.append(scores.origin.fault(rows[0], "kpi", wrong, word))
        return
    filled |= dict.fromkeys(measures, word)
    _fill(ledger, sheet, kpi, word, rows)


def _fill(ledger: Ledger, sheet: Sheet, kpi: AnyKpi | None, word: str, rows: list[int]) -> None:
    """A ratio holds in every month of its period, weighed by its answers; an amount lies in the last one."""
    scores = ledger.books.scores
    ratio = kpi is not None and not kpi.additive
    parts = {row: _parts(ledger, kpi, word, Fraction(int(scores.value[row]), MILLION), int(scores.count[row]))
             for row in rows}  # fmt: skip
    scale = lcm(*(part.denominator for each in parts.values() for part in each.values())) if ratio else 1
    places: dict[tuple[int, int], int] = {}
    spans = {row: ledger.year.months_of(scores.period[row]) for row in rows}
    outside = sum(span is None for span in spans.values())
    if outside:
        ledger.notice(scores.origin.file, "period", f"scores of another fiscal year ({word}), left aside",
                      f"其他财年的得分（{word}），未采用", outside)  # fmt: skip
    for row in sorted(rows, key=lambda r: -_length(spans[r])):  # a shorter period knows better
        span = spans[row]
        for month in range(span[0] if ratio else span[1], span[1] + 1) if span else ():
            places[int(scores.rep[row]), month] = row
    for (rep, month), row in places.items():
        for name, part in parts[row].items():
            if (part * scale).denominator != 1:
                message = "should be a whole number: things are counted"
                ledger.faults.append(scores.origin.fault(row, "value", message, str(float(part))))
            else:
                _count(ledger, sheet, name, rep, month, int(part * scale))


def _length(span: tuple[int, int] | None) -> int:
    return 0 if span is None else span[1] - span[0] + 1


def _parts(ledger: Ledger, kpi: AnyKpi | None, word: str, value: Fraction, count: int) -> Parts:
    """What the measures of a KPI come to."""
    if kpi is None:
        return {word: value}
    wanted = value * ledger.coin if kpi.unit == "money" else value
    found = sums_for(kpi.parsed, wanted)
    assert found is not None
    return {name: part * count for name, part in found.items()} if not kpi.additive else found


def _add_correction(ledger: Ledger, sheet: Sheet, row: int) -> None:
    """An adjustment of a KPI's amount; of anything else it is told, or looked at elsewhere."""
    table = ledger.books.adjustments
    word = table.target[row]
    components = [component.id for component in ledger.plan_file.plan.components]
    if word in (QUOTA, DEDUCTION, *components):
        return
    kpi, span = kpi_called(ledger, word), span_of(ledger, row)
    if kpi is None:
        hint = did_you_mean(word, [*components, *with_own(ledger.plan_file.plan.kpis)])
        message = f"is neither a component ({', '.join(components)}), nor a KPI, nor quota or deduction"
        ledger.faults.append(table.origin.fault(row, "target", message, word, hint))
        return
    parts = sums_for(kpi.parsed, Fraction(1)) if kpi.additive else None
    if parts is None or len(parts) != 1:
        message = "is made of several numbers; adjust one of them, or the component"
        ledger.faults.append(table.origin.fault(row, "target", message, word))
        return
    ((name, times),) = parts.items()
    amount = Fraction(int(table.amount[row])) if kpi.unit == "money" else Fraction(int(table.value[row]), MILLION)
    if (kpi.unit == "money" and int(table.amount[row]) == UNKNOWN) or (amount * times).denominator != 1:
        ledger.faults.append(table.origin.fault(row, "amount", "should be a whole number of what is counted"))
    elif span is not None:
        _count(ledger, sheet, name, int(table.rep[row]), span[1], int(amount * times))


def _count(ledger: Ledger, sheet: Sheet, measure: str, rep: int, month: int, amount: int) -> None:
    """Counted on the month's last day, of no product and no source."""
    one, unknown = np.array([1], np.int64), np.array([-1], np.int64)
    time = int((ledger.year.starts[month + 1] - ledger.year.starts[0]).astype(np.int64))
    count_rows(watch_of(sheet.table), sheet.sums, sheet.setting.columns[measure], rep * one, month * one, amount * one,
               unknown, unknown, 0 * one, 0 * one, time * one)  # fmt: skip
