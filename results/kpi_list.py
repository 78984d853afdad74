"""The registry of KPIs as a user meets it: all of them in a table, and one of them explained and traced for a rep."""

from __future__ import annotations

from typing import Any

from results.asked import rep_asked, scenario_asked
from results.kpi_lived import LivedKpi, lived
from results.kpi_trace import trace_data, trace_sections
from results.kpi_words import NOTES, TITLES, WORDS, columns, told
from results.render.sections import section_tables
from results.section import Section
from results.work import Done, Options
from scenarios.base import Label
from scenarios.company import Currency
from scenarios.faults import Fault, did_you_mean
from scenarios.kpis import KPIS, Kpi, OwnKpi, known_measures, with_own
from scenarios.load import ScenarioFaults
from scenarios.scenario import Scenario, sections_of
from sim.engine import Engine

AnyKpi = Kpi | OwnKpi


# ── all of them ─────────────────────────────────────────────────────────────────────────────────


def list_kpis(options: Options) -> Done:
    """Every KPI of the registry with its formula, unit, source, cycle and reliability."""
    rows = tuple(
        (k.id, k.name, k.formula, WORDS[k.unit], WORDS[str(k.better)], WORDS[k.source], WORDS[k.cycle],
         _reliability(k), _data(k))
        for k in KPIS
    )  # fmt: skip
    heads = columns("id", "name", "formula", "unit", "better", "source", "cycle", "reliability", "data")
    section = Section("kpis", TITLES["kpis"], heads, rows, (NOTES["star"], NOTES["list"]), most=len(rows))
    return Done(section_tables([section], Currency(), options["lang"]), {"kpis": [kpi_data(k) for k in KPIS]})


def kpi_data(kpi: AnyKpi) -> dict[str, Any]:
    """A KPI as plain values, with what follows from its formula."""
    parsed = kpi.parsed
    parts = {
        side: {"measures": {name: str(times) for name, times in part.terms}, "constant": str(part.constant)}
        for side, part in (("top", parsed.top), ("bottom", parsed.bottom))
    }
    follows: dict[str, Any] = {"aggregation": kpi.aggregation, "simulated": kpi.simulated}
    follows |= {"measures": list(parsed.measures), "sections": kpi.sections and list(kpi.sections)}
    return kpi.model_dump(mode="json", exclude={"requirement"}) | follows | parts


# ── one of them ─────────────────────────────────────────────────────────────────────────────────


def show_kpi(kpi_id: str, source: str | None, rep: str | None, options: Options) -> Done:
    """One KPI explained; with a scenario or a stored run traced through one of its years, on request for one rep.

    Of options: `lang`, and if given `overrides`, `seed`, `replication` (from 0) and `engine`. Raises ScenarioFaults
    with everything that is wrong with what was asked for.
    """
    kpi, scenario, place, seed = _asked(kpi_id, source, rep, options)
    done = _explained(kpi, scenario, options)
    if scenario is None or kpi.lacks(sections_of(scenario)):
        return done
    replication, engine = options.get("replication", 0), options.get("engine", "kernel")
    found = lived(kpi.parsed, scenario, seed, replication, engine)
    return _traced(done, kpi, found, scenario, place, (seed, replication, engine), options)


def _asked(
    kpi_id: str, source: str | None, rep: str | None, options: Options
) -> tuple[AnyKpi, Scenario | None, int | None, int]:
    """The KPI, the scenario, the rep's place in its roster and the seed; everything that cannot be found, at once."""
    faults: list[Fault] = []
    scenario, seed = scenario_asked(source, options, faults)
    known = with_own(_own(scenario))
    kpi = known.get(kpi_id)
    if kpi is None:
        hint = did_you_mean(kpi_id, known) or "quotalab kpi list shows them all"
        faults.append(Fault("KPI", 0, "", "there is no KPI of that id", kpi_id or '""', hint))
    place = None
    if rep is not None and source is None:
        message = "a rep is traced through a year: name a scenario or a run, too"
        faults.append(Fault("--rep", 0, "", message, rep))
    elif rep is not None and scenario is not None:
        place = rep_asked(scenario, rep, faults)
    if faults or kpi is None:
        raise ScenarioFaults(faults)
    return kpi, scenario, place, seed


def _own(scenario: Scenario | None) -> tuple[OwnKpi, ...]:
    """KPIs that the scenario's plan defines for itself."""
    return tuple(getattr(scenario.plan, "kpis", ())) if scenario else ()


def _explained(kpi: AnyKpi, scenario: Scenario | None, options: Options) -> Done:
    """What it is, and what its formula is made of."""
    title = told(TITLES["kpi"], name=kpi.name, id=kpi.id)
    notes: tuple[Label, ...] = ()
    missing = kpi.lacks(sections_of(scenario)) if scenario is not None else ()
    if missing and kpi.sections:
        notes = (told(NOTES["not_here"], names=", ".join(missing), sections=", ".join(kpi.sections)),)
    elif missing:
        notes = (told(NOTES["not_simulated"], names=", ".join(missing)),)
    sections = [
        Section("kpi", title, columns("what", "told"), _facts(kpi), notes, most=99),
        Section("inputs", TITLES["inputs"], columns("measure", "meaning", "unit", "origin"), _inputs(kpi), most=99),
    ]
    return Done(section_tables(sections, Currency(), options["lang"]), {"kpi": kpi_data(kpi)})


def _facts(kpi: AnyKpi) -> tuple[tuple[Any, ...], ...]:
    facts: list[tuple[str, Any]] = [
        ("definition", getattr(kpi, "definition", None) or WORDS["own"]),
        ("formula", kpi.formula),
        ("unit", WORDS[kpi.unit]),
        ("better", WORDS[str(kpi.better)]),
        ("source", WORDS[kpi.source or "not stated"]),
        ("cycle", WORDS[kpi.cycle]),
        ("reliability", _reliability(kpi) or WORDS["not stated"]),
        ("said_by", _said_by(kpi)),
        ("aggregation", WORDS[kpi.aggregation]),
        ("level", WORDS[kpi.level] if isinstance(kpi, Kpi) else None),
        ("data", _data(kpi)),
        ("caution", getattr(kpi, "caution", None)),
        ("benchmark", _benchmark(kpi)),
    ]
    heads = columns(*(key for key, _ in facts))
    return tuple((head.head, fact) for head, (_, fact) in zip(heads, facts, strict=True) if fact is not None)


def _inputs(kpi: AnyKpi) -> tuple[tuple[Any, ...], ...]:
    known = known_measures()
    return tuple(
        (name, known[name].name, WORDS[known[name].unit], WORDS[known[name].origin])
        if name in known else (name, WORDS["own"], None, WORDS["scores"])
        for name in kpi.parsed.measures
    )  # fmt: skip


def _reliability(kpi: AnyKpi) -> str | None:
    """With a star where nobody measured it."""
    if kpi.reliability is None:
        return None
    return f"{kpi.reliability:g}{' *' if getattr(kpi, 'reliability_source', '') == 'assumed' else ''}"


def _said_by(kpi: AnyKpi) -> Label | str | None:
    if kpi.reliability is None:
        return None
    said = getattr(kpi, "reliability_source", None)
    return WORDS["own"] if said is None else WORDS.get(said, said)


def _data(kpi: AnyKpi) -> Label:
    if kpi.sections:
        return told(WORDS["made_with"], sections=", ".join(kpi.sections))
    return WORDS["simulated" if kpi.simulated else "given"]


def _benchmark(kpi: AnyKpi) -> Label | None:
    held = getattr(kpi, "benchmark", None)
    if held is None:
        return None
    points = " / ".join("–" if point is None else f"{point:f}" for point in (held.threshold, held.target, held.stretch))
    kind = WORDS[held.kind]
    return Label(
        en=f"threshold / target / stretch {points} ({kind.en}: {held.source})",
        zh=f"门槛／目标／挑战值 {points}（{kind.zh}：{held.source}）",
    )


def _traced(
    done: Done,
    kpi: AnyKpi,
    found: LivedKpi,
    scenario: Scenario,
    place: int | None,
    year: tuple[int, int, Engine],
    options: Options,
) -> Done:
    """Adds the year to what was explained."""
    seed, replication, engine = year
    about = told(NOTES["one_year"], title=scenario.title, seed=str(seed), replication=str(replication + 1))
    sections = trace_sections(kpi, found, scenario, place, about)
    done.tables += section_tables(sections, scenario.company.currency, options["lang"])
    done.data |= trace_data(kpi, found, scenario, place)
    done.data |= {"seed": seed, "replication": replication, "engine": engine}
    return done
