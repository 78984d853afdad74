"""What a report is made of: curves, budgets, sentences that claim no more than they may, colours, and nobody's name."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lived import SMALL, baseline, small

import results.store
from results.anonymise import Codes
from results.assumed import Kept
from results.block import Block, save_block
from results.compare import Line, compare
from results.estimate import Difference, Estimate
from results.figures import FIGURES
from results.live import live
from results.outcome import Outcome
from results.report.amounts import Amounts
from results.report.answers import headline, pair_sentence, sentences
from results.report.budget import budget_of
from results.report.change_parts import MOST_INPUTS, input_rows
from results.report.drawing import inlined
from results.report.even_year import EvenYear
from results.report.facts import PairFacts, pair_facts, run_facts
from results.report.grids import block_grids
from results.report.page import glued, laid
from results.report.payout import payout_of, variable_pay
from results.report.privacy import Names
from results.report.report import IN_SHORT, in_short
from results.report.small_print import folders_grid
from results.report.stored import StoredRun, read_stored
from results.report.words import WORDS
from results.report.year_pictures import band_shares, booked_path, target_path
from results.section import Column, Section
from results.store import RunKey, Store
from results.study import Spread, differences_over_assumptions, over_assumptions
from scenarios.base import Label
from scenarios.difference import Change
from scenarios.load import ScenarioFaults, load

COIN = 100


@pytest.fixture(autouse=True)
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Runs land in a folder of the test's own."""
    monkeypatch.setattr(results.store, "home", lambda: tmp_path / "runs")
    return tmp_path / "runs"


def stored(*overrides: str, replications: int = 8, seed: int = 1, assumptions: bool = False) -> Store:
    """A finished run of the small company."""
    scenario = load(SMALL, overrides)
    store = Store(RunKey(scenario, seed, replications, "kernel"), "small", "quotalab run small")
    live(scenario, replications, seed, "kernel", lambda _: None, store)
    if assumptions:
        over_assumptions(scenario, replications, seed, lambda _: None, Kept(store, replications))
    return store


def read(*stores: Store) -> tuple[StoredRun, ...]:
    return read_stored([str(store.folder) for store in stores]).runs


def faults(*words: str) -> list[str]:
    with pytest.raises(ScenarioFaults) as caught:
        read_stored(words)
    return [str(fault) for fault in caught.value.faults]


def amounts(language: Any = "en") -> Amounts:
    return Amounts(small().scenario.company.currency, language)


# ── the payout curve ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("attainment", [0.0, 0.4, 1.0, 1.25])
def test_the_curve_is_what_the_plan_pays(attainment: float) -> None:
    """2 % of the quarter's quota up to it and 6 % beyond, four times: the curve of the small company, to the coin."""
    outcome = small()
    for curve, rep in zip(payout_of(outcome).curves, (1, 0), strict=True):
        quota = outcome.quotas[rep]
        due = quota * (0.02 * min(attainment, 1) + 0.06 * max(attainment - 1, 0))
        assert np.interp(attainment, curve.attainment, curve.pay) == pytest.approx(due, abs=4)
        year = EvenYear(outcome)
        assert year.variable(attainment)[rep] == pytest.approx(due, abs=4)
        assert year.full("commission", "bookings")[rep] == quota


def test_scorecards_are_paid_by_their_own_targets() -> None:
    """In the baseline everything at 100 % pays the grade's variable pay, up to a fifth more for the lowest grade."""
    payout = payout_of(baseline())
    at_target = [np.interp(1.0, curve.attainment, curve.pay) / COIN for curve in payout.curves]
    for pay, level in zip(at_target, baseline().scenario.people.levels, strict=True):
        assert 1 < pay / float(level.variable) < 1.2
    assert [curve.level.en for curve in payout.curves] == ["Senior", "Middle", "Junior"]
    assert not payout.in_proportion


def test_what_has_no_target_stands_in_proportion_to_bookings() -> None:
    """A commission on collected cash: at the expected attainment its curve pays for the expected cash."""
    outcome = baseline("plan.components[commission].measure=collected")
    payout = payout_of(outcome)
    assert payout.in_proportion
    reps = outcome.scenario.people.reps
    peers = [place for place, rep in enumerate(reps) if rep.level == reps[0].level]
    cash = outcome.year("collected")[:, peers].sum() / outcome.year("bookings")[:, peers].sum()
    assert EvenYear(outcome).full("commission", "collected")[0] == pytest.approx(outcome.quotas[0] * cash)


def test_dots_are_what_reps_are_expected_to_reach_and_earn() -> None:
    """Each dot is the mean attainment and the mean variable pay of one rep; salaries are no part of it."""
    outcome = small()
    payout = payout_of(outcome)
    assert payout.place == tuple(range(8))
    np.testing.assert_allclose(payout.attainment, outcome.year("bookings").mean(axis=0) / outcome.quotas)
    np.testing.assert_allclose(payout.pay, outcome.year("pay:commission").mean(axis=0))
    assert (variable_pay(outcome) + outcome.year("pay:base") == outcome.pay).all()


# ── the year ────────────────────────────────────────────────────────────────────────────────────


def test_budget_is_pay_at_target() -> None:
    """Σ 12 · base + variable: two chiefs and six of the other grade, and each component's part of it."""
    budget = budget_of(small())
    assert budget.at_target == (2 * (12 * 12_000 + 150_000) + 6 * (12 * 8_000 + 96_000)) * COIN
    assert sum(part.at_target for part in budget.components) == budget.at_target
    assert sum(part.estimate.mean for part in budget.components) == pytest.approx(budget.estimate.mean)
    assert budget.components[0].estimate.mean == budget.components[0].at_target  # everybody was there all year


def test_paths_end_at_the_year() -> None:
    """The target's path ends at the target to the coin, and bookings' at the year's bookings."""
    outcome = baseline()
    assert target_path(outcome)[-1] == outcome.target
    np.testing.assert_allclose(booked_path(outcome)[:, -1], outcome.year("bookings").sum(axis=1))
    assert (np.diff(target_path(outcome)) > 0).all()


def test_bands_share_out_everybody() -> None:
    """Every rep-year is in one band."""
    names, shares = band_shares(baseline())
    assert len(names) == len(shares) == 6
    assert shares.sum() == pytest.approx(1)


# ── what may be claimed ─────────────────────────────────────────────────────────────────────────


def change(low: float, high: float, equal: float = 0.0) -> Difference:
    return Difference((low + high) / 2, low, high, 0.5, 0.4, 0.6, equal, 1.0)


def pair(low: float, high: float, assumed: tuple[float, float] | None = None) -> str:
    """What is said of a scenario whose every figure differs by this."""
    base = read(stored())[0]
    comparison = compare(base.outcome, base.outcome)
    e = Estimate(0, 0, 0, 0, 0)
    lines = tuple(Line(line.figure, e, e, change(low, high)) for line in comparison.company)
    made = type(comparison)(comparison.inputs, lines, comparison.teams, comparison.deciles, comparison.reps)
    spread = Spread({"margin_after_pay": assumed}, ()) if assumed else None
    return pair_sentence(PairFacts(base, made, spread, 1, 1), "It", amounts()).text


def test_nothing_is_claimed_where_the_interval_holds_zero() -> None:
    """An interval with zero in it is told as no clear difference, one without as a change; at the edge nothing."""
    assert pair(-100, 300).count("no clear difference") == 4
    assert pair(0, 300).count("no clear difference") == 4
    assert "no clear difference" not in pair(100, 300)
    assert "margin after pay +¥2.00 (+1.00 … +3.00)" in pair(100, 300)


def test_the_same_is_said_to_be_the_same() -> None:
    """A run against an equal one: every figure is the same in every year, and no sign is claimed."""
    base = read(stored())[0]
    facts = pair_facts(base, base)
    assert pair_sentence(facts, "It", amounts()).text.count("the same in every year") == 4


@pytest.mark.parametrize(
    ("assumed", "told"),
    [((100, 500), "keeps its sign"), ((-200, 500), "depends on the assumptions"), ((0, 500), "does not change at all")],
)
def test_a_gain_that_hangs_on_assumptions_is_said_to(assumed: tuple[float, float], told: str) -> None:
    """A range over assumptions on one side of zero, on both, or up to it; an unclear change gets the bare range."""
    assert told in pair(100, 300, assumed)
    assert told not in pair(-100, 300, assumed)
    assert "was not asked" in pair(100, 300)


def test_headline_has_the_chance_and_the_bookings() -> None:
    """In both languages, with the numbers of the run's own estimates."""
    facts = run_facts(read(stored(replications=16))[0])
    hit, bookings = facts.row("hit").estimate, facts.row("bookings").estimate
    told = headline(facts, amounts())
    assert told.startswith(
        f"{100 * hit.mean:.0f} % chance ({100 * hit.low:.0f} … {100 * hit.high:.0f}) to reach ¥12.00 m"
    )
    assert f"¥{bookings.mean / COIN / 1e6:.2f} m of bookings" in told
    assert f"¥{bookings.mean / COIN / 1e4:,.1f} 万" in headline(facts, amounts("zh"))


def test_one_year_has_no_interval_to_show() -> None:
    """A single replication gives none, and nothing stands where it would."""
    facts = run_facts(read(stored(replications=1))[0])
    told = " ".join((headline(facts, amounts()), *sentences(facts, amounts())))
    assert "inf" not in told
    assert "?" not in told
    assert "nan" not in told


# ── ranges over assumptions ─────────────────────────────────────────────────────────────────────


def test_ranges_are_those_that_run_and_compare_found() -> None:
    """The report's ranges, of a run and of a difference, are the spreads that the commands print, to the bit."""
    cap = "plan.components[commission].cap={at: 1.0}"
    base, other = read(stored(assumptions=True), stored(cap, assumptions=True))
    scenarios = [load(SMALL), load(SMALL, [cap])]
    assert run_facts(base).spread == over_assumptions(scenarios[0], 8, 1, lambda _: None)
    facts = pair_facts(base, other)
    assert [facts.spread] == differences_over_assumptions(scenarios, 8, 1, lambda _: None)
    assert facts.asked == facts.of


def test_a_run_that_did_not_ask_has_no_range() -> None:
    """Without stored years there is no range, and the sentence says so; half of the sets are as good as none."""
    plain = stored()
    (run,) = read(plain)
    assert run_facts(run).spread is None
    assert WORDS["answer_not_asked"].en in sentences(run_facts(run), amounts())
    asked = stored(seed=2, assumptions=True)
    path = asked.folder / "assumptions.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["years"] = data["years"][:-1]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert run_facts(read(asked)[0]).spread is None


def test_ranges_of_another_simulators_run_are_not_mixed_in() -> None:
    """Years kept by another version of the simulator than the run's own are not its range."""
    store = stored(assumptions=True)
    path = store.folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | {"code": "other"}), encoding="utf-8")
    assert run_facts(read(store)[0]).spread is None


# ── folders ─────────────────────────────────────────────────────────────────────────────────────


def test_a_run_is_read_as_it_was_lived_through() -> None:
    """By path, by name and by name without its hash: the same outcome to the bit."""
    store = stored()
    lived = small(replications=8)
    for word in (str(store.folder), store.folder.name, "small"):
        (run,) = read_stored([word]).runs
        assert np.array_equal(run.outcome.reps, lived.reps)
        assert np.array_equal(run.outcome.teams, lived.teams)


def test_what_is_wrong_with_folders_is_said_all_at_once(tmp_path: Path) -> None:
    """Nowhere, no run, unfinished, damaged, changed, twice: each is named with what to do."""
    good, broken, edited, running = (stored(seed=seed) for seed in (1, 2, 3, 4))
    (broken.folder / "reps-0000000.parquet").write_bytes(b"PAR1")
    scenario = edited.folder / "scenario.yaml"
    scenario.write_text(scenario.read_text(encoding="utf-8").replace("12000000", "13000000"), encoding="utf-8")
    manifest = running.folder / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("complete", "running"), encoding="utf-8")
    (tmp_path / "empty").mkdir()
    words = [str(s.folder) for s in (good, broken, edited, running)] + [
        str(tmp_path / "empty"),
        "smal",
        good.folder.name,
    ]
    told = "\n".join(faults(*words))
    for part in ("missing or damaged", "was changed after the run", "run the same command again to finish it",
                 "neither manifest.json nor block.json", "did you mean `small`?", "is named twice"):  # fmt: skip
        assert part in told
    assert len(told.splitlines()) == 6


@pytest.mark.parametrize("what", ["seed", "replications"])
def test_differences_need_common_draws(what: str) -> None:
    """Another seed or number of replications: both values are named, and the option that mends it."""
    values = {"seed": (1, 2), "replications": (8, 6)}[what]
    first, second = (stored(**{what: value}) for value in values)
    (told,) = faults(str(first.folder), str(second.folder))
    assert f"is {values[1]}, and {values[0]} in {first.folder.name}" in told
    assert f"--{what} {values[0]}" in told


def test_currencies_are_not_mixed(runs: Path) -> None:
    """A run and a finding in another currency, and two runs, do not go into one report."""
    save_block(runs / "far-stress-0123456789", Block("stress", Label(en="Far", zh="远"), (), (), "USD"))
    yuan, dollars = stored(), stored("company.currency.code=USD")
    assert ["currency: is USD, and CNY" in told for told in faults(str(yuan.folder), "far-stress")] == [True]
    assert ["currency: is USD, and CNY" in told for told in faults(str(yuan.folder), str(dollars.folder))] == [True]


def test_a_damaged_manifest_or_finding_is_a_fault(runs: Path) -> None:
    """Half a JSON file is damaged, and the file is named."""
    store = stored()
    (store.folder / "manifest.json").write_text("{", encoding="utf-8")
    save_block(runs / "a-stress-0123456789", Block("stress", Label(en="A", zh="甲"), (), (), "CNY"))
    (runs / "a-stress-0123456789" / "block.json").write_text("{}", encoding="utf-8")
    told = faults(str(store.folder), "a-stress")
    assert ["manifest.json: is damaged" in told[0], "block.json: is damaged" in told[1]] == [True, True]


# ── how it is shown ─────────────────────────────────────────────────────────────────────────────


def heat(*shares: float | None, at: int | None = 1) -> Block:
    columns = (Column("shock", Label(en="Shock", zh="冲击")), Column("one", Label(en="100 %", zh="100 %"), "share"))
    rows = tuple((Label(en=f"row {n}", zh=f"行{n}"), share) for n, share in enumerate(shares))
    more = {"shade": "share", "at": at}
    section = Section("heat", Label(en="Heat", zh="热图"), columns, rows, more=more)
    return Block("stress", Label(en="Stress", zh="压力"), (), (section,), "CNY")


def test_a_heat_map_goes_from_red_over_white_to_blue() -> None:
    """0 is red, one half white, 1 blue; in between red fades or blue deepens; what is unknown has no colour."""
    (grid,) = block_grids(heat(0.0, 0.25, 0.5, 0.75, 1.0, None), None, "en")
    shades = [row[1].shade for row in grid.rows]
    colours = np.array([[int(shade[n : n + 2], 16) for n in (1, 3, 5)] for shade in shades[:5]])
    assert (colours[2] == 255).all()
    assert (colours[:2, 0] > colours[:2, 2]).all()
    assert (colours[3:, 2] > colours[3:, 0]).all()
    assert (np.diff(colours[:, 0]) != 0).all()
    assert shades[5] == ""
    assert grid.rows[5][1].text == "–"
    assert grid.marked == 1
    assert block_grids(heat(0.5, at=None), None, "en")[0].marked is None


def test_a_chart_keeps_its_text_and_its_ids() -> None:
    """Text is text, Chinese too, escaped; every id is the chart's own, and all that is referred to is there."""

    def draw(axis: Any) -> None:
        axis.plot([0, 1], [0, 1], "o")
        axis.set_title('<甲> & id="x" url(#y) 0.12345')

    first, second, again = (str(inlined(name, "says <b>", draw, 200)) for name in ("a", "b", "a"))
    assert first == again
    assert '&lt;甲&gt; &amp; id="x" url(#y) 0.12345' in first
    assert "says &lt;b&gt;" in first
    ids = [set(re.findall(r'<[^>]* id="([^"]+)"', svg)) for svg in (first, second)]
    assert ids[0]
    assert not ids[0] & ids[1]
    used = set(re.findall(r'<[^>]*(?:url\(|href=")#([^)"]+)', first))
    assert used <= ids[0]
    assert "http" not in first


def test_numbers_stay_on_one_line() -> None:
    """Signs, units and intervals are tied to their numbers; words are not."""
    assert glued("+¥2.00 m (1.00 … 3.00) more") == "+\u2060¥2.00\u00a0m (1.00\u00a0…\u00a03.00) more"
    assert glued("a year of 12 months") == "a year of 12 months"


def test_paths_break_at_their_joints_alone() -> None:
    """A line may end behind a dot or before a bracket of a path; numbers and markup are left as they are."""
    assert laid("plan.x[a].rate") == "plan.<wbr>x<wbr>[a].<wbr>rate"
    assert laid("1.2 <b> e.") == "1.2 &lt;b&gt; e."


@pytest.mark.parametrize("language", ["en", "zh"])
def test_in_short_counts_whose_pay_changes(language: Any) -> None:
    """The counts are the comparison's: a cap lowers pay for some; the same plan leaves it the same for all eight."""
    base, capped = read(stored(), stored("plan.components[commission].cap={at: 1.0}"))
    facts = pair_facts(base, capped)
    text = pair_sentence(facts, "capped", amounts(language)).text
    assert facts.comparison.count("loser") > 0
    for verdict in ("winner", "loser", "uncertain"):
        label = WORDS[f"pay_{verdict}"].text(language)
        assert label.format(count=facts.comparison.count(verdict), all=8) in text
    same = pair_sentence(pair_facts(base, base), "same", amounts(language)).text
    for verdict, count in (("winner", 0), ("loser", 0), ("same", 8)):
        assert WORDS[f"pay_{verdict}"].text(language).format(count=count, all=8) in same


def test_in_short_has_a_findings_first_two_sentences() -> None:
    """Two of three sentences, and the one of a finding that has no more."""
    lead = tuple(Label(en=f"Number {n}.", zh=f"第{n}。") for n in (1, 2, 3))
    names = Names(True)
    for count, en, zh in ((3, "Number 1. Number 2.", "第1。第2。"), (1, "Number 1.", "第1。")):
        block = Block("stress", Label(en="A", zh="甲"), lead[:count], (), "CNY")
        assert [in_short(block, names, language).text for language in ("en", "zh")] == [en, zh]
    assert IN_SHORT == 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_small_print_lists_findings_folders(runs: Path, language: Any) -> None:
    """Folder and kind; the seed where the runs in it or its sections keep one, a dash where nothing does."""
    store = stored(seed=3)
    section = Section("s", Label(en="S", zh="节"), (), (), more={"seed": 7, "replications": 1000})
    for name, kind, sections in (("a-stress-0", "stress", ()), ("b-optimum-0", "optimum", (section,)),
                                 ("c-optimum-0", "optimum", ())):  # fmt: skip
        save_block(runs / name, Block(kind, Label(en="A", zh="甲"), (), sections, "CNY"))  # type: ignore[arg-type]
    year = runs / "a-stress-0" / "none-1"
    year.mkdir()
    (year / "manifest.json").write_bytes((store.folder / "manifest.json").read_bytes())
    found = read_stored([str(store.folder), "a-stress-0", "b-optimum-0", "c-optimum-0"])
    rows = [[cell.text for cell in row] for row in folders_grid(found.runs, found.blocks, language).rows]
    stress, search = (WORDS[f"what_{kind}"].text(language) for kind in ("stress", "optimum"))
    assert rows[0][:4] == [store.folder.name, WORDS["what_run"].text(language), "3", "8"]
    assert [row[:4] for row in rows[1:]] == [
        ["a-stress-0", stress, "3", "8"], ["b-optimum-0", search, "7", "1,000"], ["c-optimum-0", search, "–", "–"],
    ]  # fmt: skip
    assert len(folders_grid(found.runs, (), language).rows) == 1


def test_inputs_begin_with_the_plan_and_hide_none_of_it() -> None:
    """Plan rows come first and all; others up to a length; quotas of many hidden people are counted in one row."""
    plan = [Change(f"plan.components[c{n}].rate", 1, 2) for n in range(MOST_INPUTS + 5)]
    others = [Change(f"market.x[s{n}]", 1, 2) for n in range(MOST_INPUTS + 3)]
    rows = input_rows([*others, *plan], Names(False), "en")
    assert [row[0] for row in rows[: len(plan)]] == [change.path for change in plan]
    assert rows[-1] == ("… and 3 more", "", "")
    assert len(rows) == len(plan) + MOST_INPUTS + 1
    weights = [Change(f"people.reps[K-3{n}].quota_weight", 1, n) for n in range(5)]
    for language, told in (("en", "5 values differ"), ("zh", "5 个值不同")):
        assert input_rows(weights, Names(False), language) == [("people.reps[…].quota_weight", told, "")]
    assert len(input_rows(weights, Names(True), "en")) == 5
    assert len(input_rows(weights[:2], Names(False), "en")) == 2


def test_names_are_hidden_wherever_people_write_them() -> None:
    """In paths, sources and values; with `shown` words stay as they are."""
    scenario = small().scenario
    hidden, shown = Names(False, scenario), Names(True, scenario)
    assert hidden.hidden("people.reps[K-31].skills") == "people.reps[…].skills"
    assert hidden.hidden("people.reps[*].skills, market.demand[*]") == "people.reps[*].skills, market.demand[*]"
    assert hidden.hidden("Ada Quill said so, 欧阳甲也这么说, by K-31") == "… said so, …也这么说, by …"
    assert hidden.hidden("one of K-311") == "one of K-311"
    whole = Change("people.reps[K-39]", "(absent)", {"id": "K-39", "name": {"en": "Ivy", "zh": "艾"}})
    assert hidden.change(whole)[::2] == ("people.reps[…]", "…")
    for words in ("people.reps[K-31].skills", "Ada Quill"):
        assert shown.hidden(words) == words


def test_every_word_is_there_in_both_languages() -> None:
    """No word is empty or the same by accident, and both languages fill in the same values."""
    for key, label in WORDS.items():
        assert label.en, key
        assert label.zh or key == "space", key
        assert set(re.findall(r"{(\w+)}", label.en)) == set(re.findall(r"{(\w+)}", label.zh)), key


def test_anonymised_runs_are_read_under_their_codes(runs: Path) -> None:
    """A folder written under codes has no names to show, and its numbers are the plain ones."""
    scenario = load(SMALL)
    store = Store(RunKey(scenario, 1, 8, "kernel"), "small", "quotalab run", Codes(runs, scenario))
    live(scenario, 8, 1, "kernel", lambda _: None, store)
    (run,) = read_stored([str(store.folder)]).runs
    outcome: Outcome = run.outcome
    assert np.array_equal(outcome.reps, small(replications=8).reps)
    assert all(rep.name.en.startswith("rep-") for rep in run.scenario.people.reps)
    assert {figure.key for figure in FIGURES} > {row.figure.key for row in run_facts(run).rows}
