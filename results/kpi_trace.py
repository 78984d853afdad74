"""One KPI's year as tables and data: months, cycles, and a team's pooled value beside the mean of ratios."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from results.kpi_lived import MONTHS_IN, Line, LivedKpi, decimals
from results.kpi_words import HEADS, NOTES, TITLES, WORDS, columns, told
from results.section import Column, Section
from results.workdays import month_name
from scenarios.base import Label
from scenarios.kpis import Kpi, OwnKpi, known_measures
from scenarios.scenario import Scenario
from sim.world.roster import team_members

DIGITS = 6
"""Digits after the point of what is no amount."""


class _Shown:
    """How a KPI's numbers are written: amounts in units of currency, everything else to a millionth."""

    def __init__(self, scenario: Scenario) -> None:
        self._digits = scenario.company.currency.minor_digits

    def number(self, number: Fraction | None, unit: str) -> str | None:
        if number is None:
            return None
        if unit == "money":
            return decimals(number / 10**self._digits, self._digits, keep=True)
        return decimals(number, DIGITS)

    def measure(self, name: str, number: Fraction) -> str:
        return self.number(number, known_measures()[name].unit) or ""

    def with_numbers(self, kpi: Kpi | OwnKpi, line: Line) -> str:
        """`14 / (14 + 39) = 0.264151`; of a single measure its sum."""
        made = self.number(line.value, kpi.unit) or "–"
        if kpi.formula in line.sums:
            return made
        put_in = kpi.parsed.with_numbers({name: self.measure(name, number) for name, number in line.sums.items()})
        return f"{put_in} = {made}"


def trace_sections(
    kpi: Kpi | OwnKpi, found: LivedKpi, scenario: Scenario, place: int | None, about: Label
) -> list[Section]:
    """Months, cycles and levels; of one rep where asked for, else of the whole company."""
    shown, who = _Shown(scenario), _who(scenario, place)
    reps = _everybody(scenario) if place is None else [place]
    has_money = any(known_measures()[name].unit == "money" for name in kpi.parsed.measures)
    notes = [about, *([told(NOTES["coins"], code=scenario.company.currency.code)] if has_money else ())]
    if kpi.cycle == "week":
        notes.append(NOTES["weekly"])
    months = _months(kpi, found, scenario, reps, shown)
    cycles = _cycles(kpi, found, scenario, reps, shown)
    levels, said = _levels(kpi, found, scenario, place, shown)
    period, whom = columns("period", "with_numbers"), columns("who", "with_numbers")
    found_out = [Section("months", told(TITLES["months"], who=who), _month_heads(kpi), months, tuple(notes), most=99)]
    if MONTHS_IN[kpi.cycle] > 1 or kpi.parsed.is_ratio:
        found_out.append(Section("cycles", told(TITLES["cycles"], who=who), period, cycles, most=99))
    return [
        *found_out,
        Section("levels", TITLES["levels"], whom, levels, said, most=len(levels)),
    ]


def _everybody(scenario: Scenario) -> list[int]:
    return list(range(len(scenario.people.reps)))


def _who(scenario: Scenario, place: int | None) -> Label:
    if place is None:
        return scenario.company.name
    rep = scenario.people.reps[place]
    return Label(en=f"{rep.id} {rep.name.en}", zh=f"{rep.id} {rep.name.zh}")


def _month_heads(kpi: Kpi | OwnKpi) -> tuple[Column, ...]:
    inputs = [Column(name, known_measures()[name].name) for name in kpi.parsed.measures]
    return (*columns("period"), *inputs, Column("value", HEADS["value"]))


def _months(
    kpi: Kpi | OwnKpi, found: LivedKpi, scenario: Scenario, reps: Sequence[int], shown: _Shown
) -> tuple[tuple[Any, ...], ...]:
    lines = [*found.by_month(reps), found.year(reps)]
    names = [*(month_name(scenario, month) for month in range(len(found.months))), WORDS["all"]]
    return tuple(
        (name, *(shown.measure(m, line.sums[m]) for m in kpi.parsed.measures), shown.number(line.value, kpi.unit))
        for name, line in zip(names, lines, strict=True)
    )


def _cycles(
    kpi: Kpi | OwnKpi, found: LivedKpi, scenario: Scenario, reps: Sequence[int], shown: _Shown
) -> tuple[tuple[Any, ...], ...]:
    rows = []
    for number, line in enumerate(found.by_cycle(reps, kpi.cycle)):
        first, last = (month_name(scenario, month) for month in (line.months[0], line.months[-1]))
        name = first if len(line.months) == 1 else Label(en=f"{first.en} – {last.en}", zh=f"{first.zh} – {last.zh}")
        if kpi.cycle == "quarter":
            name = Label(en=f"Q{number + 1} ({name.en})", zh=f"第 {number + 1} 季（{name.zh}）")
        rows.append((name, shown.with_numbers(kpi, line)))
    if len(found.months) > MONTHS_IN[kpi.cycle]:
        rows.append((WORDS["all"], shown.with_numbers(kpi, found.year(reps))))
    return tuple(rows)


def _levels(
    kpi: Kpi | OwnKpi, found: LivedKpi, scenario: Scenario, place: int | None, shown: _Shown
) -> tuple[tuple[tuple[Any, ...], ...], tuple[Label, ...]]:
    """The rep, the team and the company over the whole year; of ratios the plain mean beside, which nobody uses."""
    rows: list[tuple[Any, ...]] = []
    notes: list[Label] = [NOTES["pooled"], NOTES["nothing_below"]] if kpi.parsed.is_ratio else [NOTES["add_up"]]
    if place is not None:
        rows.append((_who(scenario, place), shown.with_numbers(kpi, found.year([place]))))
    for team, members in _teams(scenario, place):
        pooled = found.year(members)
        rows.append((team, shown.with_numbers(kpi, pooled)))
        if kpi.parsed.is_ratio:
            mean, without = found.mean_of_values(members)
            rows.append((told(WORDS["mean"], team=team), _beside(kpi, mean, pooled, shown)))
            notes += [told(NOTES["left_out"], count=str(without), team=team)] if without else []
    rows.append((scenario.company.name, shown.with_numbers(kpi, found.year(_everybody(scenario)))))
    return tuple(rows), tuple(notes)


def _teams(scenario: Scenario, place: int | None) -> list[tuple[Label, list[int]]]:
    """Names and members: of the rep's own team, or of all teams that have people."""
    members = team_members(scenario)
    wanted = [scenario.people.reps[place].team] if place is not None else [team for team in members if members[team]]
    names = {team.id: team.name for team in scenario.company.teams}
    return [(names[team], members[team]) for team in wanted]


def _beside(kpi: Kpi | OwnKpi, mean: Fraction | None, pooled: Line, shown: _Shown) -> str | None:
    """The mean of ratios, and in brackets how far it is from the pooled value."""
    if mean is None or pooled.value is None:
        return shown.number(mean, kpi.unit)
    gap = shown.number(mean - pooled.value, kpi.unit) or ""
    return f"{shown.number(mean, kpi.unit)} ({gap if gap.startswith('-') else f'+{gap}'})"


# ── the same as data ────────────────────────────────────────────────────────────────────────────


def trace_data(kpi: Kpi | OwnKpi, found: LivedKpi, scenario: Scenario, place: int | None) -> dict[str, Any]:
    """Every line with its sums, its value, and the value as an exact fraction; amounts in coins."""
    reps = _everybody(scenario) if place is None else [place]
    levels = [_line_data(found.year(reps)) | {"who": "company" if place is None else scenario.people.reps[place].id}]
    for team in dict.fromkeys(rep.team for i, rep in enumerate(scenario.people.reps) if place in (None, i)):
        members = team_members(scenario)[team]
        mean, without = found.mean_of_values(members) if kpi.parsed.is_ratio else (None, 0)
        more = {"mean_of_ratios": _float(mean), "reps_without_value": without} if kpi.parsed.is_ratio else {}
        levels.append({"who": team} | _line_data(found.year(members)) | more)
    if place is not None:
        levels.append({"who": "company"} | _line_data(found.year(_everybody(scenario))))
    return {
        "rep": None if place is None else scenario.people.reps[place].id,
        "months": [_line_data(line) for line in found.by_month(reps)],
        "cycles": [_line_data(line) for line in found.by_cycle(reps, kpi.cycle)],
        "year": _line_data(found.year(reps)),
        "levels": levels,
    }


def _line_data(line: Line) -> dict[str, Any]:
    """months: from 1."""
    return {
        "months": [month + 1 for month in line.months],
        "sums": {name: _float(number) for name, number in line.sums.items()},
        "value": _float(line.value),
        "exact": None if line.value is None else str(line.value),
    }


def _float(number: Fraction | None) -> float | int | None:
    if number is None:
        return None
    return number.numerator if number.denominator == 1 else float(number)
