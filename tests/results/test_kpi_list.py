"""The registry of KPIs as commands show it: listed, explained, and traced through a simulated year."""

import json
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lived import PILOT, SMALL

import results.store
from results.figures import EVERYBODY, FIGURES
from results.kpi_list import list_kpis, show_kpi
from results.kpi_lived import LivedKpi, decimals, from_panel
from results.kpi_words import HEADS, NOTES, TITLES, WORDS
from results.live import live
from results.outcome import condensed
from results.store import RunKey, Store
from results.work import Done
from scenarios.formula import added, read_formula, value
from scenarios.kpis import BY_ID, KPI_IDS, KPIS, OwnKpi, known_measures, kpi
from scenarios.load import ScenarioFaults, load
from scenarios.scenario import Scenario
from sim.engine import simulate
from sim.measures import M, measures
from sim.panel import Panel

EN: dict[str, Any] = {"lang": "en"}
ZH: dict[str, Any] = {"lang": "zh"}
QUICK = {"overrides": (PILOT,)}


@cache
def scenario() -> Scenario:
    return load("baseline", [PILOT])


@cache
def year() -> Panel:
    """The first replication of the baseline, seed 1."""
    return simulate(scenario(), 1)


def lived(kpi_id: str, panel: Panel | None = None) -> LivedKpi:
    return from_panel(kpi(kpi_id).parsed, panel or year())


def everybody() -> list[int]:
    return list(range(len(scenario().people.reps)))


def said(done: Done) -> str:
    """Everything that the tables say."""
    return "\n".join(
        line
        for table in done.tables
        for line in (table.title, *table.columns, *(" | ".join(row) for row in table.rows), *table.notes)
    )


def rows_of(done: Done, title: str) -> list[tuple[str, ...]]:
    return [row for table in done.tables if table.title.startswith(title) for row in table.rows]


def faults_of(*asked: Any, options: Any = EN) -> list[str]:
    with pytest.raises(ScenarioFaults) as refused:
        show_kpi(*asked, options)
    return [str(fault) for fault in refused.value.faults]


# ── measures ────────────────────────────────────────────────────────────────────────────────────


def test_simulated_measures_are_those_of_the_panel() -> None:
    """What a formula may name as simulated is what the simulator counts for every scenario, in the same units."""
    told = {name: measure.unit for name, measure in known_measures().items() if measure.simulated}
    counted = {measure.name: measure.unit for measure in measures(scenario())[: len(M)]}
    assert told == counted
    assert list(told) == [measure.name.lower() for measure in M]


def test_a_kpi_is_simulated_if_all_its_measures_are() -> None:
    """A KPI is called simulated exactly where every measure of its formula is one of the panel's."""
    panel = {measure.name.lower() for measure in M}
    for each in KPIS:
        assert each.simulated == (set(each.parsed.measures) <= panel), each.id
    assert not kpi("satisfaction").simulated
    assert not kpi("existing_business").simulated
    assert kpi("sales_cycle").simulated


# ── what a year comes to ────────────────────────────────────────────────────────────────────────


def test_signed_invoiced_and_collected_are_kept_apart() -> None:
    """I01: up to every month's end signed is at least invoiced, and invoiced with prepayments at least collected.

    The time before the year belongs to it. That the columns differ shows that three things are counted.
    """
    so_far = {
        name: year().values[0, :, :, year().place(name)].cumsum(axis=0)
        for name in ("bookings", "invoiced", "collected", "prepaid", "prepaid_used")
    }
    assert (so_far["bookings"] >= so_far["invoiced"]).all()
    assert (so_far["invoiced"] + so_far["prepaid"] - so_far["prepaid_used"] >= so_far["collected"]).all()
    company = [lived(each).year(everybody()).value for each in ("bookings", "invoiced", "collected")]
    assert len(set(company)) == 3


@pytest.mark.parametrize("kpi_id", [each.id for each in KPIS if each.simulated and each.additive])
def test_months_add_up_to_quarters_and_year(kpi_id: str) -> None:
    """I02: of a KPI that adds up, months make quarters and quarters the year, and reps the company, exactly."""
    found, reps = lived(kpi_id), everybody()
    months = [line.value or 0 for line in found.by_month(reps)]
    quarters = [line.value for line in found.by_cycle(reps, "quarter")]
    assert quarters == [sum(months[at : at + 3]) for at in range(0, 12, 3)]
    assert found.year(reps).value == sum(months)
    assert found.year(reps).value == sum(found.year([rep]).value or 0 for rep in reps)


def test_a_quarterly_kpi_is_made_from_its_quarters_sums() -> None:
    """H06: a KPI has one value for each of its cycles, made from the cycle's sums and not from its months' values."""
    found = lived("win_rate")
    quarters = found.by_cycle([2], "quarter")
    assert [list(line.months) for line in quarters] == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]
    assert [len(found.by_cycle([2], cycle)) for cycle in ("week", "month", "quarter", "year")] == [12, 12, 4, 1]
    panel = year().values[0, 1:, 2]
    won, lost, cold = (panel[:, year().place(name)] for name in ("won_deals", "lost_deals", "cold_leads"))
    for number, line in enumerate(quarters):
        months = slice(3 * number, 3 * number + 3)
        closed = won[months].sum() + lost[months].sum() + cold[months].sum()
        assert line.value == Fraction(int(won[months].sum()), int(closed))
    by_month = [line.value for line in found.by_month([2])]
    assert quarters[0].value != sum((each or 0 for each in by_month[:3]), Fraction(0)) / 3


def test_a_teams_ratio_is_pooled() -> None:
    """H18: a team's ratio is the sum of numerators over the sum of denominators, not the mean of its reps' ratios.

    The null twin: where all have the same denominator, both are the same.
    """
    rate = read_formula("won_deals / leads")
    people = [{"won_deals": Fraction(1), "leads": Fraction(2)}, {"won_deals": Fraction(4), "leads": Fraction(40)}]
    found = LivedKpi(rate, (tuple(people),))
    assert found.year([0, 1]).value == value(rate, added(people)) == Fraction(5, 42)
    assert found.mean_of_values([0, 1]) == (Fraction(3, 10), 0)
    alike = LivedKpi(rate, (tuple({"won_deals": each["won_deals"], "leads": Fraction(40)} for each in people),))
    assert alike.year([0, 1]).value == alike.mean_of_values([0, 1])[0] == Fraction(1, 16)


def test_who_has_nothing_below_is_left_out_of_the_mean() -> None:
    """A rep with nothing to divide by has no ratio, and a team of such reps has no mean."""
    rate = read_formula("won_deals / leads")
    nobody = {"won_deals": Fraction(0), "leads": Fraction(0)}
    found = LivedKpi(rate, ((nobody, {"won_deals": Fraction(1), "leads": Fraction(4)}),))
    assert found.mean_of_values([0, 1]) == (Fraction(1, 4), 1)
    assert found.mean_of_values([0]) == (None, 1)
    assert found.year([0]).value is None


@pytest.mark.parametrize("key", ["win_rate", "bookings", "collected", "new_customers", "gross_margin"])
def test_a_kpi_and_the_figure_of_that_name_agree(key: str) -> None:
    """The company's KPI of the year is the figure of the same name that other commands show."""
    figure = next(figure for figure in FIGURES if figure.key == key)
    shown = figure.of(condensed(scenario(), year()), EVERYBODY)[0]
    mine = lived(key).year(everybody()).value
    assert mine is not None
    np.testing.assert_allclose(float(mine), shown, rtol=1e-15)


# ── list ────────────────────────────────────────────────────────────────────────────────────────


def test_list_names_every_kpi_in_both_languages() -> None:
    """`kpi list` has a row for each KPI with its formula and unit, and marks what is assumed."""
    for options, name in ((EN, "Win rate"), (ZH, "赢单率")):
        (table,) = list_kpis(options).tables
        assert [row[0] for row in table.rows] == list(KPI_IDS)
        row = next(row for row in table.rows if row[0] == "win_rate")
        assert row[1:3] == (name, "won_deals / (won_deals + lost_deals + cold_leads)")
        assert "0.7 *" in row
        assert "0.45" in next(row for row in table.rows if row[0] == "relation_strength")


def test_list_as_data_has_formulas_in_parts() -> None:
    """The same as JSON: each KPI with its coefficients as exact fractions."""
    found = json.loads(json.dumps(list_kpis(EN).data, allow_nan=False))["kpis"]
    assert [each["id"] for each in found] == list(KPI_IDS)
    score = next(each for each in found if each["id"] == "training_score")
    assert score["top"] == {"measures": {"trainings_done": "1/2", "trainings_with_gain": "1/2"}, "constant": "0"}
    assert (score["aggregation"], score["simulated"], score["reliability_source"]) == ("pooled", False, "assumed")


def test_every_word_shown_has_both_languages() -> None:
    """Titles, heads, words and sentences exist in English and Chinese; what differs in neither is a name."""
    same = {key for part in (TITLES, HEADS, WORDS, NOTES) for key, label in part.items() if label.en == label.zh}
    assert same == {"CRM", "ERP"}


# ── show ────────────────────────────────────────────────────────────────────────────────────────


def test_show_without_a_year_explains() -> None:
    """A KPI alone is explained: formula, unit, source, cycle, how reliable and who says so; nothing is simulated."""
    done = show_kpi("relation_strength", None, None, EN)
    assert [table.title for table in done.tables] == [
        "Strength of relations (relation_strength)",
        "What the formula is made of",
    ]
    for told in (
        "relation_points / relation_ratings",
        "manager form",
        "year",
        "0.45",
        "Salgado & Moscoso 2019",
        "scores file",
    ):
        assert told in said(done)
    assert "threshold / target / stretch – / 0.048 / –" in said(show_kpi("lead_conversion", None, None, EN))
    assert "assumed" in said(show_kpi("win_rate", None, None, EN))
    assert "假设" in said(show_kpi("win_rate", None, None, ZH))
    assert "同期群" in said(show_kpi("lead_conversion_cohort", None, None, ZH))


def test_show_traces_a_rep_with_the_numbers_put_in() -> None:
    """H04: with a scenario and a rep, every month's measures stand there, and the formula with the numbers put in."""
    done = show_kpi("win_rate", "baseline", "E103", EN | QUICK)
    place = [rep.id for rep in scenario().people.reps].index("E103")
    panel = year().values[0, 1:, place]
    won, lost, cold = (panel[:, year().place(name)].astype(int) for name in ("won_deals", "lost_deals", "cold_leads"))
    months = rows_of(done, "Month by month: E103")
    assert [row[1:4] for row in months[:12]] == [
        (f"{w}", f"{no}", f"{c}") for w, no, c in zip(won, lost, cold, strict=True)
    ]
    w, no, c = int(won.sum()), int(lost.sum()), int(cold.sum())
    traced = f"{w} / ({w} + {no} + {c}) = {decimals(Fraction(w, w + no + c), 6)}"
    assert rows_of(done, "By cycle: E103")[-1] == ("all months", traced)
    assert rows_of(done, "One person")[0] == ("E103 Li Na", traced)
    assert done.data["rep"] == "E103"
    assert done.data["year"]["sums"] == {"won_deals": w, "lost_deals": no, "cold_leads": c}
    assert done.data["year"]["exact"] == str(Fraction(w, w + no + c))
    json.dumps(done.data, allow_nan=False)


def test_show_puts_the_teams_pooled_value_beside_the_mean_of_ratios() -> None:
    """H18: the team's row is pooled, the mean of ratios stands beside it as not used, and both are told apart."""
    done = show_kpi("win_rate", "baseline", "E103", EN | QUICK)
    rep, team, mean, company = rows_of(done, "One person")
    members = [i for i, each in enumerate(scenario().people.reps) if each.team == "east-1"]
    pooled = lived("win_rate").year(members).value
    apart, _ = lived("win_rate").mean_of_values(members)
    assert pooled is not None
    assert apart is not None
    assert pooled != apart
    assert team[1].endswith(f"= {decimals(pooled, 6)}")
    gap = decimals(apart - pooled, 6)
    assert mean[1] == f"{decimals(apart, 6)} ({gap if gap.startswith('-') else '+' + gap})"
    assert "not used" in mean[0]
    assert "Used is the pooled value" in said(done)
    assert {rep[0], company[0]} == {"E103 Li Na", "Beichen Flow Equipment"}


def test_show_names_no_person_unasked() -> None:
    """Without --rep the company, its teams and nobody else are shown."""
    done = show_kpi("bookings", str(SMALL), None, EN)
    names = [word for rep in load(SMALL).people.reps for word in (rep.id, rep.name.en, rep.name.zh)]
    assert [name for name in names if name in said(done) + json.dumps(done.data)] == []
    assert [row[0] for row in rows_of(done, "One person")] == ["North", "Coast", "Small"]


def test_amounts_are_shown_to_the_coin_and_kept_in_coins() -> None:
    """Tables show amounts in the currency with all its digits, data keep whole coins; a sum is shown once."""
    done = show_kpi("collected", str(SMALL), "K-32", EN)
    coins = done.data["year"]["sums"]["collected"]
    assert isinstance(coins, int)
    assert rows_of(done, "One person")[0] == ("K-32 Ben Sorrel", f"{coins // 100:,}.{coins % 100:02d}")
    assert rows_of(done, "By cycle") == []
    assert "Amounts in CNY." in said(done)


def test_a_rep_may_be_named_in_either_language() -> None:
    """A name that one person has stands for the id."""
    by_id, by_name = (show_kpi("bookings", str(SMALL), rep, EN).data for rep in ("K-32", "司马乙"))
    assert by_id == by_name


def test_what_no_simulated_year_has_is_said_and_not_made_up() -> None:
    """A KPI that files give is explained with a scenario, too, and names the data that are missing."""
    done = show_kpi("existing_business", str(SMALL), None, EN)
    assert len(done.tables) == 2
    assert "No simulated year has these data (new_customer_bookings)" in said(done)
    assert "months" not in done.data


def test_a_plans_own_kpi_is_shown_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A KPI of the plan's own is traced where its measures are simulated, and explained where files give them."""
    name = {"en": "Half of bookings", "zh": "半额"}
    half = OwnKpi.model_validate({"id": "half", "name": name, "unit": "money", "formula": "0.5 * bookings"})
    demo = {
        "id": "demo",
        "name": name,
        "unit": "score",
        "formula": "demo_points / demos",
        "given": ("demo_points", "demos"),
    }
    monkeypatch.setattr("results.kpi_list._own", lambda _: (half, OwnKpi.model_validate(demo)))
    found = show_kpi("half", str(SMALL), "K-32", EN).data
    assert found["year"]["value"] * 2 == found["year"]["sums"]["bookings"]
    told = said(show_kpi("demo", str(SMALL), None, EN))
    assert "No simulated year has these data (demo_points, demos)" in told
    assert "the plan's own KPI" in told


def test_nothing_to_divide_by_is_no_value() -> None:
    """Where nobody closed a lead there is a dash and null, not a zero."""
    done = show_kpi("win_rate", str(SMALL), "K-31", EN)
    assert rows_of(done, "One person")[0][1] == "0 / (0 + 0 + 0) = –"
    assert done.data["year"]["value"] is None
    assert "4 of North" in said(done)


def test_a_stored_run_is_traced_in_its_own_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run is named by folder or short name; the year traced is its first, with its seed, to the coin."""
    monkeypatch.setattr(results.store, "home", lambda: tmp_path)
    small = load(SMALL)
    store = Store(RunKey(small, 5, 2, "kernel"), "small", "quotalab run", None)
    outcome = live(small, 2, 5, "kernel", lambda _: None, store)
    for name in ("small", store.folder.name, str(store.folder)):
        data = show_kpi("bookings", name, "K-32", EN).data
        assert data["seed"] == 5
        assert data["year"]["value"] == outcome.year("bookings")[0, 1]
    other = show_kpi("bookings", str(SMALL), "K-32", EN | {"seed": 5, "replication": 1}).data
    assert other["year"]["value"] == outcome.year("bookings")[1, 1]


def test_months_of_a_real_calendar_have_their_names() -> None:
    """Where the year is on a calendar, months are named by it; even months are numbered."""
    assert rows_of(show_kpi("bookings", "baseline", None, EN | QUICK), "Month by month")[0][0] == "2027-01"
    assert rows_of(show_kpi("bookings", str(SMALL), None, ZH), "逐月")[0][0] == "第 1 月"


def test_what_cannot_be_found_is_told_all_at_once() -> None:
    """An unknown KPI, rep or scenario is a fault with what was probably meant; all of them come together."""
    assert faults_of("win_rat", None, None) == [
        "KPI: there is no KPI of that id (got win_rat), did you mean `win_rate`?"
    ]
    assert faults_of("zzz", None, None) == [
        "KPI: there is no KPI of that id (got zzz), quotalab kpi list shows them all"
    ]
    assert faults_of("bookings", None, "K-32") == [
        "--rep: a rep is traced through a year: name a scenario or a run, too (got K-32)"
    ]
    assert faults_of("booking", str(SMALL), "K-3") == [
        "--rep: nobody on the roster of 8 has that id or name (got K-3), did you mean `K-38`?",
        "KPI: there is no KPI of that id (got booking), did you mean `bookings`?",
    ]
    assert faults_of("bookings", "baselin", None) == [
        "baselin: there is no such file and no bundled scenario of that name, did you mean `baseline`?"
    ]
    twice = {"overrides": ("people.reps[K-33].name=Ben Sorrel",)}
    assert faults_of("bookings", str(SMALL), "Ben Sorrel", options=EN | twice) == [
        "--rep: several people have that name; name one of K-32, K-33 (got Ben Sorrel)"
    ]


def test_numbers_are_rounded_half_away_from_zero() -> None:
    """A number is shown to so many digits, zeros at the end only where they are kept."""
    assert decimals(Fraction(14, 53), 6) == "0.264151"
    assert decimals(Fraction(-1, 2), 0) == "-1"
    assert decimals(Fraction(-1, 10**9), 6) == "0"
    assert decimals(Fraction(5, 2), 6) == "2.5"
    assert decimals(Fraction(1234567, 100), 2, keep=True) == "12,345.67"
    assert decimals(Fraction(1000), 2, keep=True) == "1,000.00"
    assert decimals(Fraction(1000), 0) == "1,000"


def test_every_simulated_kpi_can_be_traced() -> None:
    """Each KPI that is called simulated has a value for the baseline's company, finite and in JSON."""
    for each in BY_ID.values():
        if each.simulated:
            assert lived(each.id).year(everybody()).value is not None, each.id
