"""A search as a user meets it: from a scenario to a better one, judged on years that no search has seen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from optimizer.answer import Answer
from optimizer.decision import Values, patched
from optimizer.explain import plan_sections
from optimizer.lead import lead_of
from optimizer.levers import Levers
from optimizer.plan_file import may_write, titled, write_plan
from optimizer.rails import Rails, make_rails
from optimizer.sample import Memory, Sample
from optimizer.search import Clash, Found, search
from optimizer.solve import solve
from optimizer.targets import fair_split
from optimizer.verdict import FRESH, Verdict, over_assumptions, verdict
from optimizer.why import clash_words, why_sections
from results import store
from results.anonymise import Codes
from results.block import Block, save_block
from results.render.sections import section_data, section_tables
from results.render.tables import Table
from results.section import In, Section
from results.work import Bar, Done, Options
from scenarios.base import Label
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults, fingerprint, load
from scenarios.scenario import Scenario
from sim.jit import source_hash

TRIES = 3
"""How often a plan is judged, each time on other years, before a rail that it misses is only told of."""


class Impossible(Exception):  # noqa: N818 - it is an answer
    """Demands that no plan can keep all of; `lines` says which."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        super().__init__("; ".join(lines))


@dataclass(frozen=True)
class _Desk:
    """What a search works with."""

    source: str
    levers: Levers
    memory: Memory
    options: Options

    @property
    def scenario(self) -> Scenario:
        return self.levers.scenario

    def live(self, scenario: Scenario, seed: int, replications: int) -> Sample:
        return self.memory.sample(scenario, seed, replications)

    def simulate(self, values: Values) -> Sample:
        """A plan on the search's draws."""
        return self.live(self.levers.plan(values), self.options["seed"], self.options["replications"])


def optimize_scenario(source: str, output: Path | None, command: str, bar: Bar, options: Options) -> Done:
    """Searches, judges, writes. Raises ScenarioFaults, and Impossible where the guard rails clash."""
    scenario = load(source, options["overrides"])
    levers, idle = _levers(scenario, source, options)
    path = output or store.home() / f"{Path(source).stem}_optimum.yaml"
    may_write(path, source)
    folder = store.home() / _folder(source, scenario, options)
    desk = _Desk(source, levers, Memory(folder, _counted(bar)), options)
    try:
        answer = _answer(desk)
    except Clash as clash:
        raise Impossible(clash_words(clash.rows, clash.relaxations, options["per_rep"])) from clash
    plan = _plan(levers, answer.values)
    done, block = _told(desk, answer)
    done.notes += [f"the plan has nothing for {name} to move" for name in idle]
    if answer.changed:
        write_plan(plan, levers.patch(answer.values), source, options["overrides"], path, command)
        done.data["output"] = str(path)
        seed = answer.verdict.seed
        done.notes.append(
            f"the new plan is in {path}; `quotalab compare {source} {path} --seed {seed}` shows the same years"
        )
    save_block(folder, block)
    done.notes.append(f"search kept in {folder}")
    return done


def _levers(scenario: Scenario, source: str, options: Options) -> tuple[Levers, list[str]]:
    """Those of the levers asked for that have something to move, and the names of the others. Raises ScenarioFaults."""
    asked = Levers(scenario, options["levers"], options["within"])
    moving = tuple(name for name, block in zip(asked.names, asked.blocks, strict=True) if block.decisions)
    faults = []
    if not moving:
        faults.append(Fault(source, 0, "plan", f"has nothing for --levers {','.join(asked.names)} to move"))
    if options["aim"] == "fair" and asked.names != ("targets",):
        faults.append(Fault(source, 0, "", "--aim fair splits targets; use it with --levers targets"))
    if "participation" in options["rails"] and scenario.mind.outside is None:
        message = "is needed for --rails participation: what a year elsewhere is worth to a rep"
        faults.append(Fault(source, 0, "mind.outside", message))
    if faults:
        raise ScenarioFaults(faults)
    return replace(asked, names=moving), [name for name in asked.names if name not in moving]


def _folder(source: str, scenario: Scenario, options: Options) -> str:
    """A name for the search: all that decides where it goes."""
    asked = [options[key] for key in ("seed", "replications", "levers", "budget", "within", "rails", "aim", "turns")]
    text = f"{fingerprint(scenario)} {asked} {source_hash()}"
    return f"{Path(source).stem}-optimum-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def _counted(bar: Bar) -> Callable[[int, bool], None]:
    """Years are announced when they are asked for, since nobody knows beforehand how many a search takes."""
    return lambda years, done: bar(years) if done else bar.expect(years)


# ── the answer ──────────────────────────────────────────────────────────────────────────────────


def _answer(desk: _Desk) -> Answer:
    """Searches and judges; a plan that misses a rail on fresh years goes back toward today's, and is judged again."""
    options, levers = desk.options, desk.levers
    base = desk.simulate(levers.today)
    rails = make_rails(desk.scenario, options["rails"], base, options["budget"])
    found = _fair(desk, base) if options["aim"] == "fair" else search(levers, rails, desk.simulate, options["turns"])
    values, judged = levers.today, None
    for attempt in range(1, TRIES + 1):
        values = levers.rounded(_back(levers, found.values, judged)) if found.values != levers.today else levers.today
        judged = _judged(desk, rails, values, options["seed"] + attempt * FRESH)
        if judged.kept or options["aim"] == "fair" or options["budget"] is not None:
            break
        found = replace(found, values=values)
    assert judged is not None
    draws = []
    if options["assumptions"] and values != levers.today:
        draws = over_assumptions(desk.scenario, _plan(levers, values), desk.live, judged.seed, options["replications"])
    return Answer(levers, rails, found, base, values, desk.simulate(values), judged, tuple(draws))


def _back(levers: Levers, values: Values, judged: Verdict | None) -> dict[str, float]:
    """So far back toward today's plan that the rail it missed would just be kept."""
    share = judged.step_back if judged else 1.0
    return {name: today + share * (values[name] - today) for name, today in levers.today.items()}


def _judged(desk: _Desk, rails: Rails, values: Values, seed: int) -> Verdict:
    plans = desk.scenario, desk.levers.plan(values)
    base, best = (desk.live(plan, seed, desk.options["replications"]) for plan in plans)
    spent = rails.cost if desk.options["budget"] is not None or rails.cost is None else base.cost
    return verdict(replace(rails, cost=spent), base, best, seed)


def _fair(desk: _Desk, base: Sample) -> Found:
    """Quotas in proportion to what each rep can be expected to sell, as far as bounds allow."""
    decisions = desk.levers.decisions
    places = {f"targets[{rep.id}]": place for place, rep in enumerate(desk.scenario.people.reps)}
    can = base.bookings.mean(axis=0)
    potentials = [float(can[places[d.name]]) for d in decisions]
    program = fair_split(
        sum(d.now for d in decisions), potentials, [d.low for d in decisions], [d.high for d in decisions]
    )
    answer = solve(program)
    values = {d.name: answer.values[f"quota[{i}]"] for i, d in enumerate(decisions)}
    return Found(values, desk.simulate(values))


def _plan(levers: Levers, values: Values) -> Scenario:
    """The scenario to write, with a name of its own."""
    title = titled(levers.scenario)
    return patched(levers.plan(values), [{"title": {"en": title.en, "zh": title.zh}}])


# ── told ────────────────────────────────────────────────────────────────────────────────────────


def _told(desk: _Desk, answer: Answer) -> tuple[Done, Block]:
    options, currency = desk.options, desk.scenario.company.currency
    found = [*plan_sections(answer, options["per_rep"]), *why_sections(answer, options["per_rep"])]
    lead = lead_of(answer)
    if options["anonymise"]:
        codes = Codes(store.home(), desk.scenario)
        found, lead = [_coded(section, codes) for section in found], [_coded_label(label, codes) for label in lead]
    title = Label(en=f"Search for a better plan: {desk.scenario.title.en}", zh=f"方案优化：{desk.scenario.title.zh}")
    language = options["lang"]
    done = Done(
        [Table(title.text(language), (), (), ()), Table("", (), (), tuple(text.text(language) for text in lead))]
    )
    done.tables += section_tables(found, currency, language)
    done.data = {"scenario": desk.source, "lead": [{"en": text.en, "zh": text.zh} for text in lead],
                 "currency": currency.code, **section_data(found)}  # fmt: skip
    return done, Block("optimum", title, tuple(lead), tuple(found), currency.code)


def _coded(section: Section, codes: Codes) -> Section:
    """Codes in place of names, in cells as in notes."""
    rows = tuple(tuple(_coded_cell(cell, codes) for cell in row) for row in section.rows)
    return replace(section, rows=rows, notes=tuple(_coded_label(note, codes) for note in section.notes))


def _coded_cell(cell: object, codes: Codes) -> object:
    if isinstance(cell, Label):
        return _coded_label(cell, codes)
    if isinstance(cell, In):
        return In(_coded_cell(cell.value, codes), cell.unit)
    return codes.text(cell) if isinstance(cell, str) else cell


def _coded_label(label: Label, codes: Codes) -> Label:
    return Label(en=codes.text(label.en), zh=codes.text(label.zh))
