"""From a command's words to its answer: load, live through, compare, and say it in tables, data and notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from results.ages import TRACED, read_ages
from results.anonymise import Codes
from results.assumed import Kept
from results.compare import Comparison, compare
from results.live import live
from results.outcome import Outcome
from results.render.data import comparison_data, run_data
from results.render.sections import section_tables
from results.render.tables import Table, comparison_tables, overview, run_tables
from results.seen.sections import seen_sections
from results.store import RunKey, Store, home
from results.study import (
    Spread,
    assumed_replications,
    assumption_years,
    differences_over_assumptions,
    over_assumptions,
)
from results.trace import write_trace
from scenarios.load import load
from scenarios.provenance import assumed_paths
from scenarios.scenario import Scenario

Options = Mapping[str, Any]


class Bar(Protocol):
    """A progress bar: expects some years, then is told of each that is done."""

    def expect(self, years: int) -> None: ...

    def __call__(self, years: int) -> None: ...


@dataclass
class Done:
    """A command's answer: tables to print or data for JSON, and notes for stderr."""

    tables: list[Table] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def run_scenario(source: str, command: str, bar: Bar, options: Options) -> Done:
    """One scenario's year: lived through, stored, and shown. Raises ScenarioFaults where it cannot be used."""
    scenario = load(source, options["overrides"])
    codes = _codes([scenario], options)
    bar.expect(_years([scenario], options))
    outcome, store = _lived(source, scenario, command, bar, options, codes)
    spread = None
    if options["assumptions"]:
        spread = over_assumptions(scenario, options["replications"], options["seed"], bar, _kept(store, options))
    spread = _coded(spread, codes)
    shown = _shown(outcome, codes)
    notes = [f"run saved in {store.folder}", *_assumed(shown.scenario)]
    if options["trace"]:
        notes += write_trace(scenario, options["seed"], options["engine"], store, options["per_rep"])
    ages = read_ages(store.folder)
    more = section_tables(seen_sections(shown, ages), shown.scenario.company.currency, options["lang"])
    tables = run_tables(shown, spread, options["lang"], options["per_rep"], more)
    return Done(tables, run_data(shown, spread, options["per_rep"], ages), notes)


def compare_scenarios(
    base: str, others: Sequence[str], chart: Path | None, command: str, bar: Bar, options: Options
) -> Done:
    """A base against others on the same draws. Raises ScenarioFaults where one of them cannot be used."""
    sources = [base, *others]
    loaded = [load(source, options["overrides"]) for source in sources]
    codes = _codes(loaded, options)
    bar.expect(_years(loaded, options))
    lived = [_lived(s, scenario, command, bar, options, codes) for s, scenario in zip(sources, loaded, strict=True)]
    outcomes = [_shown(outcome, codes) for outcome, _ in lived]
    done = Done(data={"comparisons": []}, notes=[f"run saved in {store.folder}" for _, store in lived])
    pairs = []
    spreads = _spreads(loaded, [store for _, store in lived], bar, options)
    for other, spread in zip(outcomes[1:], spreads, strict=True):
        comparison = _add_pair(done, outcomes[0], other, _coded(spread, codes), options)
        pairs.append((other.scenario.title.text(options["lang"]), comparison))
    if len(pairs) > 1:
        done.tables.insert(0, overview(pairs, outcomes[0], options["lang"]))
    done.notes += _assumed(outcomes[0].scenario)
    _draw(done, dict(zip(_distinct(sources), outcomes, strict=True)), chart, options)
    return done


def _years(scenarios: Sequence[Scenario], options: Options) -> int:
    """Years that a command simulates."""
    ranges = assumption_years(scenarios, options["replications"]) if options["assumptions"] else 0
    return int(options["replications"]) * len(scenarios) + ranges


def _spreads(scenarios: Sequence[Scenario], stores: Sequence[Store], bar: Bar, options: Options) -> list[Spread | None]:
    if not options["assumptions"]:
        return [None] * (len(scenarios) - 1)
    kept = [_kept(store, options) for store in stores]
    return differences_over_assumptions(scenarios, options["replications"], options["seed"], bar, kept)


def _kept(store: Store, options: Options) -> Kept:
    """Where a run's years under other assumptions are kept."""
    return Kept(store, assumed_replications(options["replications"]))


def _add_pair(
    done: Done, base_year: Outcome, other_year: Outcome, spread: Spread | None, options: Options
) -> Comparison:
    """Adds one pair's tables, data and notes to the answer."""
    comparison = compare(base_year, other_year, spread.ranges if spread else None)
    language, per_rep = options["lang"], options["per_rep"]
    titles = f"{base_year.scenario.title.text(language)}  →  {other_year.scenario.title.text(language)}"
    tables = comparison_tables(comparison, base_year, spread, language, per_rep)
    done.tables += [Table(titles, (), ()), *tables]
    done.data["comparisons"].append(comparison_data(comparison, base_year, other_year, spread, per_rep))
    saved = comparison.line("bookings").difference.saved
    if saved == saved:
        done.notes.append(
            f"{titles}: common draws make {base_year.replications} replications as good as about "
            f"{saved * base_year.replications:,.0f} on independent draws (bookings)"
        )
    return comparison


def _lived(
    source: str, scenario: Scenario, command: str, bar: Bar, options: Options, codes: Codes | None
) -> tuple[Outcome, Store]:
    engine = options.get("engine", "kernel")
    key = RunKey(scenario, options["seed"], options["replications"], engine)
    store = Store(key, Path(source).stem, command, codes)
    return live(scenario, options["replications"], options["seed"], engine, bar, store, TRACED), store


def _codes(scenarios: Sequence[Scenario], options: Options) -> Codes | None:
    return Codes(home(), *scenarios) if options["anonymise"] else None


def _coded(spread: Spread | None, codes: Codes | None) -> Spread | None:
    """The spread as it may be shown: an assumption may be about a rep."""
    if not spread or not codes:
        return spread
    swings = tuple(replace(swing, variant=codes.text(swing.variant)) for swing in spread.swings)
    return replace(spread, swings=swings)


def _shown(outcome: Outcome, codes: Codes | None) -> Outcome:
    """The outcome as it may be shown: under codes where names are not to be."""
    return Outcome(codes.scenario(outcome.scenario), outcome.reps, outcome.teams) if codes else outcome


def _assumed(scenario: Scenario) -> list[str]:
    """Which inputs nobody gave or measured."""
    paths = assumed_paths(scenario)
    return [f"assumed, not measured: {', '.join(paths)}"] if paths else []


def _draw(done: Done, outcomes: dict[str, Outcome], chart: Path | None, options: Options) -> None:
    from results.render.chart import chart_notes, comparison_chart  # a run that draws nothing loads no drawing library

    path = chart or home() / f"compare-{'-'.join(outcomes)}.svg"
    used = comparison_chart(outcomes, path, options["lang"])
    done.notes += chart_notes(path, options["lang"], used)


def _distinct(sources: Sequence[str]) -> list[str]:
    """Short names of the scenarios, told apart where one stands twice."""
    names: list[str] = []
    for source in sources:
        name = Path(source).stem
        while name in names:
            name += "+"
        names.append(name)
    return names
