"""What a KPI is: a formula over measures with its unit, its source and how far it can be trusted."""

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.base import Id, Label, Problem, Problems, Record, Share
from scenarios.faults import did_you_mean
from scenarios.formula import NAME, Formula, Linear, read_formula
from scenarios.kpis.benchmark import Benchmark
from scenarios.kpis.inputs import known_measures

Unit = Literal["money", "count", "ratio", "score", "days", "hours"]
Origin = Literal["CRM", "finance", "survey", "LMS", "manager form", "ERP"]
Cycle = Literal["week", "month", "quarter", "year"]
Aggregation = Literal["sum", "pooled", "mean weighted by n"]
MIXED = "a mixture of units"
MeasureName = Annotated[str, Field(pattern=f"^{NAME}$", max_length=40)]


class _Formulated(Record):
    """What KPIs of the registry and a plan's own have in common."""

    def lacks(self, sections: Collection[str]) -> tuple[str, ...]:
        """Measures of its formula that a simulated year with these sections of the scenario has not."""
        known = known_measures()
        return tuple(name for name in self.parsed.measures if name not in known or not known[name].made_with(sections))

    @property
    def sections(self) -> tuple[str, ...] | None:
        """Sections of a scenario without which no simulated year can have it; None where none ever has it."""
        known = known_measures()
        wanted = {known[name].section for name in self.parsed.measures if name in known and not known[name].simulated}
        return None if self.lacks(wanted - {""}) else tuple(sorted(wanted))

    id: Id
    """Short stable name, by which plans refer to it."""
    name: Label
    """What tables and charts show."""
    unit: Unit
    """money in whole coins; ratio: 0.2 is 20 %; score: points."""
    formula: Annotated[str, Field(min_length=1)]
    """Linear in measures, or one linear part over another: `won_deals / (won_deals + lost_deals)`."""
    better: Literal[1, -1, 0] = 1
    """1: more is better for the company; -1: less is; 0: neither."""
    cycle: Cycle = "month"
    """How often it is looked at; its value is made anew from the sums of each cycle."""

    @property
    def parsed(self) -> Formula:
        """The formula as data."""
        return read_formula(self.formula)

    @property
    def additive(self) -> bool:
        """Whether values of reps and months add up. What does not can be scored, and is nothing to pay a rate on."""
        return not self.parsed.is_ratio


class Kpi(_Formulated):
    """A KPI of the registry: made from the measures of a rep and a period, of a team from the team's sums."""

    definition: Label
    source: Origin
    """The system or form that its data come from."""
    reliability: Share | None = None
    """How much of the differences between reps is real rather than chance or error of measurement; None: not stated."""
    reliability_source: str = "assumed"
    """A publication, or "assumed"."""
    aggregation: Aggregation = "sum"
    """How reps make a team and months a year: by sum, or pooled (sums above over sums below). The mean weighted by n
    is pooled where n, the number of answers, stands below."""
    level: Literal["rep", "team", "company"] = "rep"
    """The smallest unit for which it makes sense."""
    requirement: tuple[str, ...] = ()
    caution: Label | None = None
    """What a reader has to mind."""
    benchmark: Benchmark | None = None

    @property
    def simulated(self) -> bool:
        """Whether a simulated year has all its measures."""
        return all(known_measures()[name].simulated for name in self.parsed.measures)

    @model_validator(mode="after")
    def _makes_sense(self) -> "Kpi":
        units: dict[str, str | None] = {name: measure.unit for name, measure in known_measures().items()}
        found = list(_wrong(self, units))
        if not found and (self.aggregation == "sum") != self.additive:
            found.append(Problem(("aggregation",), "ratios are pooled, and only they", self.aggregation))
        if self.benchmark and self.benchmark.direction * self.better < 0:
            found.append(Problem(("benchmark",), "goes against what is better"))
        if found:
            raise Problems(found)
        return self


class OwnKpi(_Formulated):
    """A KPI that a plan defines for itself."""

    given: tuple[MeasureName, ...] = ()
    """Names of further numbers that the scores file gives and the formula uses."""
    source: Origin | None = None
    """The system or form that its data come from; null: not stated."""
    reliability: Share | None = None
    """How much of the differences between reps is real rather than error of measurement; null: not stated."""

    @property
    def aggregation(self) -> Aggregation:
        return "sum" if self.additive else "pooled"

    @property
    def simulated(self) -> bool:
        """Whether a simulated year has all its measures."""
        known = known_measures()
        return all(name in known and known[name].simulated for name in self.parsed.measures)

    @model_validator(mode="after")
    def _makes_sense(self) -> "OwnKpi":
        known = known_measures()
        units: dict[str, str | None] = {name: measure.unit for name, measure in known.items()}
        found = [Problem(("given", place), "is a measure already; leave it out", name)
                 for place, name in enumerate(self.given) if name in known]  # fmt: skip
        found += _wrong(self, dict.fromkeys(self.given) | units)
        if found:
            raise Problems(found)
        return self


def _wrong(kpi: _Formulated, units: Mapping[str, str | None]) -> Iterator[Problem]:
    """Everything that is wrong with a formula where these measures exist; None is a unit that nobody stated."""
    try:
        formula = kpi.parsed
    except Problems as error:
        yield from (Problem(("formula",), p.message, p.got, p.hint) for p in error.problems)
        return
    strange = [name for name in formula.measures if name not in units]
    for name in strange:
        yield Problem(("formula",), "names a measure that does not exist", name, did_you_mean(name, units))
    if not formula.measures:
        yield Problem(("formula",), "names no measure", kpi.formula)
    elif formula.top.constant or (formula.is_ratio and formula.bottom.constant) or not formula.top.terms:
        message = "a number may multiply measures, not be added to them: it would count once for each rep and month"
        yield Problem(("formula",), message, kpi.formula)
    elif not strange and (made := _unit_of(formula, units)) not in (None, kpi.unit) and not _scores(kpi.unit, made):
        yield Problem(("unit",), f"the formula makes {made}", kpi.unit)


def _unit_of(formula: Formula, units: Mapping[str, str | None]) -> str | None:
    """The unit a formula's value has; None where a measure's is not stated."""
    above, below = _one_unit(formula.top, units), _one_unit(formula.bottom, units)
    if above is None or below is None:
        return None
    if MIXED in (above, below):
        return MIXED
    return "ratio" if above == below else above


def _one_unit(part: Linear, units: Mapping[str, str | None]) -> str | None:
    found = {units[name] for name, _ in part.terms}
    return None if None in found else found.pop() if len(found) == 1 else MIXED if found else ""


def _scores(unit: Unit, made: str | None) -> bool:
    """Points may be given for shares, and for counts of several kinds."""
    return unit == "score" and made in ("ratio", MIXED)
