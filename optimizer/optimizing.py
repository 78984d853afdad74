"""A search as a user meets it: from a scenario to a better one, judged on years that no search has seen."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from optimizer.answer import Answer
from optimizer.decision import BlockName, Values, patched
from optimizer.explain import plan_sections
from optimizer.lead import lead_of
from optimizer.left import left_alone
from optimizer.levers import Levers
from optimizer.plan_file import may_write, titled, write_plan
from optimizer.rails import Rails, make_rails
from optimizer.sample import Memory, Sample
from optimizer.search import Clash, Found, search
from optimizer.targets import fair_quotas
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
from scenarios.market import DirectMarket
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
    codes = Codes(store.home(), scenario) if options["anonymise"] else None
    try:
        answer = _answer(desk)
    except Clash as clash:
        words = scenario.company.currency, options["lang"], options["per_rep"]
        lines = clash_words(clash.rows, clash.relaxations, *words)
        raise Impossible([codes.text(line) if codes else line for line in lines]) from clash
    plan = _plan(levers, answer.values)
    done = _told(desk, answer, codes)
    done.notes += [f"nothing for {name} to move{_why(name, scenario)}" for name in idle]
    done.notes += left_alone(scenario, options["levers"])
    if answer.changed:
        write_plan(plan, levers.patch(answer.values), source, options["overrides"], path, command)
        done.data["output"] = str(path)
        again = ["quotalab", "compare", source, str(path), "--seed", str(answer.verdict.seed),
                 "--replications", str(options["replications"])]  # fmt: skip
        done.notes.append(f"the new plan is in {path}; `{shlex.join(again)}` shows the same years")
    elif path.exists():
        done.notes.append(f"{path} is left from an earlier search")
    save_block(folder, _block(desk, answer, codes))
    done.notes.append(f"search kept in {folder}")
    return done


def _why(lever: BlockName, scenario: Scenario) -> str:
    """Why a lever has nothing to move, where that is not plain."""
    market = scenario.market
    stated = isinstance(market, DirectMarket) and market.unit == "quota"
    return ": the market states sales as multiples of quota" if lever == "targets" and stated else " in this plan"


def _levers(scenario: Scenario, source: str, options: Options) -> tuple[Levers, list[BlockName]]:
    """Those of the levers asked for that have something to move, and the names of the others. Raises ScenarioFaults."""
    asked = Levers(scenario, options["levers"], options["within"])
    moving = tuple(name for name, block in zip(asked.names, asked.blocks, strict=True) if block.decisions)
    faults = []
    if not moving:
        faults.append(Fault(source, 0, "plan", f"has nothing for --levers {','.join(asked.names)} to move"))
    faults += [Fault(source, 0, "", trouble) for trouble in _unfit(options)]
    if "participation" in options["rails"] and scenario.mind.outside is None:
        message = "is needed for --rails participation: what a year elsewhere is worth to a rep"
        faults.append(Fault(source, 0, "mind.outside", message))
    if faults:
        raise ScenarioFaults(faults)
    return replace(asked, names=moving), [name for name in asked.names if name not in moving]


def _unfit(options: Options) -> Iterator[str]:
    """Options that do not go together."""
    if options["aim"] == "fair" and options["levers"] != ("targets",):
        yield "--aim fair splits targets; use it with --levers targets"
    if options["budget"] is not None and (options["aim"] == "fair" or "cost" not in options["rails"]):
        yield "--budget is kept by the rail `cost`, which is not among --rails here; name it, or leave --budget out"


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
    found = _fair(desk, base) if options["aim"] == "fair" else _searched(desk, rails)
    way, values = 1.0, levers.today
    for attempt in range(1, TRIES + 1):
        values = _toward(levers, found.values, way)
        judged = _judged(desk, rails, values, options["seed"] + attempt * FRESH)
        stays = options["aim"] == "fair" or options["budget"] is not None or judged.step_back == 1
        if judged.kept or stays or attempt == TRIES:
            break
        way *= judged.step_back
    draws = []
    if options["assumptions"] and values != levers.today:
        draws = over_assumptions(desk.scenario, _plan(levers, values), desk.live, judged.seed, options["replications"])
    return Answer(levers, rails, found, base, values, desk.simulate(values), way, judged, tuple(draws))


def _searched(desk: _Desk, rails: Rails) -> Found:
    """The search; where its rails clash, once more with none of the room it likes to keep from the floor of pay."""
    turns = desk.options["turns"]
    try:
        return search(desk.levers, rails, desk.simulate, turns)
    except Clash:
        return search(desk.levers, replace(rails, margin=0.0), desk.simulate, turns)


def _toward(levers: Levers, values: Values, way: float) -> dict[str, float]:
    """A plan part of the way from today's, in numbers that people can read."""
    part = {name: today + way * (values[name] - today) for name, today in levers.today.items()}
    return levers.rounded(part) if values != levers.today else levers.today


def _judged(desk: _Desk, rails: Rails, values: Values, seed: int) -> Verdict:
    plans = desk.scenario, desk.levers.plan(values)
    base, best = (desk.live(plan, seed, desk.options["replications"]) for plan in plans)
    spent = rails.cost if desk.options["budget"] is not None or rails.cost is None else base.cost
    return verdict(replace(rails, cost=spent), base, best, seed)


def _fair(desk: _Desk, base: Sample) -> Found:
    """The target split whose hardest quota, over what the rep can be expected to sell, is as easy as can be."""
    decisions = desk.levers.decisions
    can = base.bookings.mean(axis=0)
    places = {f"targets[{rep.id}]": place for place, rep in enumerate(desk.scenario.people.reps)}
    potentials = [float(can[places[d.name]]) for d in decisions]
    total, lows, highs = sum(d.now for d in decisions), [d.low for d in decisions], [d.high for d in decisions]
    quotas = fair_quotas(total, potentials, lows, highs)
    values = {d.name: quota for d, quota in zip(decisions, quotas, strict=True)}
    return Found(values, desk.simulate(values))


def _plan(levers: Levers, values: Values) -> Scenario:
    """The scenario to write, with a name of its own."""
    title = titled(levers.scenario)
    return patched(levers.plan(values), [{"title": {"en": title.en, "zh": title.zh}}])


# ── told ────────────────────────────────────────────────────────────────────────────────────────


def _told(desk: _Desk, answer: Answer, codes: Codes | None) -> Done:
    """The answer in the language and the detail asked for."""
    block, language = _block(desk, answer, codes, desk.options["per_rep"]), desk.options["lang"]
    lead = tuple(text.text(language) for text in block.lead)
    done = Done([Table(block.title.text(language), (), (), lead)])
    done.tables += section_tables(block.sections, desk.scenario.company.currency, language)
    done.data = {"scenario": desk.source, "lead": [{"en": text.en, "zh": text.zh} for text in block.lead],
                 "currency": block.currency, **section_data(block.sections)}  # fmt: skip
    return done


def _block(desk: _Desk, answer: Answer, codes: Codes | None, per_rep: bool = False) -> Block:
    """The answer as it is kept; without single people unless asked for."""
    found = [*plan_sections(answer, per_rep), *why_sections(answer, per_rep)]
    lead = lead_of(answer, desk.options["aim"])
    if codes:
        found, lead = [_coded(section, codes) for section in found], [_coded_label(label, codes) for label in lead]
    title = Label(en=f"Search for a better plan: {desk.scenario.title.en}", zh=f"方案优化：{desk.scenario.title.zh}")
    return Block("optimum", title, tuple(lead), tuple(found), desk.scenario.company.currency.code)


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
