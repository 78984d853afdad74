"""A stress test as a user meets it: what was asked for, checked; cells kept as they come; the finding told and kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from results import store
from results.block import Block, save_block
from results.render.sections import plain, section_data, section_tables
from results.render.stress_chart import stress_chart
from results.render.tables import Table
from results.store import RunKey, Store
from results.stress import CALM, WRITTEN, StoreOf, Stress, stress
from results.stress_sections import cells_section, stress_sections
from results.stress_words import lead
from results.study import assumption_years, sets_of
from results.work import Bar, Done, Options
from scenarios.base import Label
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults, fingerprint, read
from scenarios.provenance import assumed_paths
from scenarios.scenario import Scenario
from scenarios.shock_effects import at_target, shocked
from scenarios.shock_text import misfits, read_shocks, usual_shocks
from scenarios.shocks import Shock
from sim.jit import source_hash

GRID = "--targets"
MOST_TARGETS = 40
LOWEST, HIGHEST = Decimal("0.01"), Decimal(10)
"""Multiples of the written target between which a test makes sense."""
TITLE = Label(
    en="Stress test of {name}: {shocks} shocks × {targets} targets, {replications} simulated years each",
    zh="{name} 压力测试：{shocks} 种冲击 × {targets} 个目标，各模拟 {replications} 年",
)


def run_stress(
    source: str, targets: str, shocks: Sequence[str], chart: Path | None, command: str, bar: Bar, options: Options
) -> Done:
    """Every shock at every target. Raises ScenarioFaults with everything that is wrong with what was asked for."""
    scenario, tried, grid, left_out = _asked(source, targets, shocks, options)
    _check_cells(scenario, tried, grid, options)
    rows = 1 + len(tried)
    ranges = assumption_years([scenario] * rows, options["replications"]) if options["assumptions"] else 0
    bar.expect(options["replications"] * rows * len(grid) + ranges)
    folder = folder_of(source, scenario, tried, grid, options)
    where = _stores(folder, command, options)
    found = stress(scenario, tried, grid, options["replications"], options["seed"], bar, where, options["assumptions"])
    block = _block(found, left_out, options["replications"])
    save_block(folder, block)
    return _done(source, found, block, folder, chart, options)


def _asked(
    source: str, targets: str, texts: Sequence[str], options: Options
) -> tuple[Scenario, list[Shock], list[Decimal], tuple[Label, ...]]:
    """Scenario, shocks, targets, and which usual shocks were left out and why."""
    scenario, faults = read(source, options["overrides"])
    shocks, wrong = read_shocks(texts)
    grid, off = read_targets(targets)
    faults = [*faults, *wrong, *off]
    if scenario is not None and not wrong:
        faults += misfits(scenario, shocks)
    if faults or scenario is None:
        raise ScenarioFaults(faults)
    usual, left_out = ([], []) if shocks else usual_shocks(scenario)
    return scenario, shocks or usual, grid, tuple(left_out)


def read_targets(text: str) -> tuple[list[Decimal], list[Fault]]:
    """`0.9:1.3:0.05` as multiples of the written target, 1 among them; or one multiple; or what is wrong with it."""
    parts = [part.strip() for part in text.replace("：", ":").split(":")]
    if len(parts) not in (1, 3) or not all(re.fullmatch(r"\+?\d{1,6}(\.\d{1,6})?", part) for part in parts):
        return [], [_off(text, "should be FROM:TO:STEP, multiples of the written target: write 0.9:1.3:0.05")]
    first, last, step = (Decimal(part) for part in (parts if len(parts) == 3 else (parts[0], parts[0], "1")))
    if wrong := _wrong_grid(first, last, step):
        return [], [_off(text, wrong)]
    grid = [first + place * step for place in range(int((last - first) / step) + 1)]
    return sorted({target.normalize() for target in grid} | {WRITTEN}), []


def _wrong_grid(first: Decimal, last: Decimal, step: Decimal) -> str:
    if first > last:
        return f"goes down from {first} to {last}: name the lowest target first"
    if step <= 0:
        return "should have a step above 0"
    if first < LOWEST or last > HIGHEST:
        return f"should lie between {LOWEST} and {HIGHEST} times the written target"
    count = int((last - first) / step) + 1
    return (
        f"is {count:,} targets, at most {MOST_TARGETS} in one test: take a larger step" if count > MOST_TARGETS else ""
    )


def _off(got: str, message: str) -> Fault:
    return Fault(GRID, 0, "", message, got)


def _check_cells(scenario: Scenario, shocks: Sequence[Shock], grid: Sequence[Decimal], options: Options) -> None:
    """Finds what cannot be simulated, at a target or within the range of an assumption, before anything is."""
    faults = []
    for shock in (CALM, *shocks):
        struck = shocked(scenario, shock)
        variants = sets_of(scenario) if options["assumptions"] else []
        worlds = [(f"target × {target}", partial(at_target, struck, target)) for target in grid]
        for name, world in (*worlds, *((each.name, partial(each.of, struck)) for each in variants)):
            try:
                world()
            except ValidationError as error:
                where = ".".join(str(step) for step in error.errors()[0]["loc"])
                message = f"with {name}, {where} is refused: {error.errors()[0]['msg']}"
                faults.append(Fault("--shock", 0, "", message, shock.code))
    if faults:
        raise ScenarioFaults(faults)


# ── where it is kept ────────────────────────────────────────────────────────────────────────────


def folder_of(
    source: str, scenario: Scenario, shocks: Sequence[Shock], grid: Sequence[Decimal], options: Options
) -> Path:
    """One for everything that decides what is found; a test that was interrupted goes on in it."""
    asked = " ".join([*(shock.code for shock in shocks), *(str(target) for target in grid)])
    text = f"{fingerprint(scenario)} {options['seed']} {options['replications']} {source_hash()} {asked}"
    digest = hashlib.sha256(f"{text} {options['assumptions']}".encode()).hexdigest()
    return store.home() / f"{Path(source).stem}-stress-{digest[:10]}"


def _stores(folder: Path, command: str, options: Options) -> StoreOf:
    def store_of(scenario: Scenario, shock: Shock, target: Decimal) -> Store:
        key = RunKey(scenario, options["seed"], options["replications"], "kernel")
        title = re.sub(r"[^\w.+-]+", "-", f"{shock.code}-{target}").strip("-")
        return Store(key, title[:80], command, under=folder)

    return store_of


def _block(found: Stress, left_out: tuple[Label, ...], replications: int) -> Block:
    words = {"shocks": len(found.shocks) - 1, "targets": len(found.targets), "replications": f"{replications:,}"}
    name = found.scenario.title
    title = Label(en=TITLE.en.format(name=name.en, **words), zh=TITLE.zh.format(name=name.zh, **words))
    currency = found.scenario.company.currency
    return Block("stress", title, lead(found), tuple(stress_sections(found, left_out)), currency.code)


# ── what it says ────────────────────────────────────────────────────────────────────────────────


def _done(source: str, found: Stress, block: Block, folder: Path, chart: Path | None, options: Options) -> Done:
    language, currency = options["lang"], found.scenario.company.currency
    answer = Table(block.title.text(language), (), (), tuple(text.text(language) for text in block.lead))
    done = Done([answer, *section_tables(block.sections, currency, language)])
    done.data = {
        "scenario": source,
        "seed": options["seed"],
        "replications": options["replications"],
        "currency": currency.code,
        "target": float(found.scenario.targets.company),
        "shocks": [{"code": shock.code, "name": plain(shock.name)} for shock in found.shocks],
        "targets": [float(target) for target in found.targets],
        "lead": [plain(text) for text in block.lead],
        **section_data([*block.sections, cells_section(found)]),
    }
    done.notes.append(f"stress test saved in {folder}")
    if paths := assumed_paths(found.scenario):
        done.notes.append(f"assumed, not measured: {', '.join(paths)}")
    if chart:
        done.notes += stress_chart(found, chart, language)
    return done
