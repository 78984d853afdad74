"""The `kpi` commands as a user meets them: the registry listed, one KPI explained, its numbers traced in a year."""

import json
from pathlib import Path
from typing import Any

import pytest
from commands import BASELINE, SMALL, data, fine, quotalab

from scenarios.kpis import KPIS
from scenarios.load import load

SHOW = ("kpi", "show", "bookings", SMALL)


def year(found: Any) -> float:
    """The sum of a traced KPI's months."""
    return sum(month["value"] for month in found["months"] if len(month["months"]) == 1)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_list_has_every_kpi_in_the_language_asked_for(tmp_path: Path, lang: str) -> None:
    """`kpi list` shows every KPI's id and formula, with --lang zh by its Chinese name and not its English one."""
    shown = fine(quotalab(tmp_path, "kpi", "list", "--lang", lang)).stdout
    for kpi in KPIS:
        assert kpi.id in shown
        assert kpi.name.text(lang) in shown
    assert ("Customer satisfaction" in shown) is (lang == "en")
    assert [row["id"] for row in data(tmp_path, "kpi", "list")["kpis"]] == [kpi.id for kpi in KPIS]


def test_show_explains_a_kpi_without_any_year(tmp_path: Path) -> None:
    """`kpi show` alone has formula, source and reliability, and traces nothing; in Chinese by the Chinese name."""
    found = data(tmp_path, "kpi", "show", "gross_margin_rate")
    assert found.keys() == {"kpi"}
    assert found["kpi"]["formula"] == "gross_margin / bookings"
    assert "毛利率" in fine(quotalab(tmp_path, "kpi", "show", "gross_margin_rate", "--lang", "zh")).stdout
    assert "毛利率" not in fine(quotalab(tmp_path, "kpi", "show", "gross_margin_rate")).stdout


def test_show_traces_the_year_that_a_run_lives(tmp_path: Path) -> None:
    """With a scenario the months add up to the bookings that `run` finds for the same seed and replication."""
    run = data(tmp_path, "run", SMALL, "--seed", "3", "--replications", "1", "--no-assumptions")
    traced = data(tmp_path, *SHOW, "--seed", "3", "--replication", "0")
    assert len(traced["months"]) >= 12
    assert year(traced) == pytest.approx(100 * run["company"]["bookings"]["mean"], rel=1e-9)  # coins
    stored = data(tmp_path, "kpi", "show", "bookings", "small_company")
    assert stored["months"] == traced["months"]


def test_seed_and_replication_choose_the_year(tmp_path: Path) -> None:
    """--seed and --replication each lead to another year; the same two to the same one."""
    years = [
        data(tmp_path, *SHOW, "--seed", seed, "--replication", place)["months"]
        for seed, place in (("1", "0"), ("1", "1"), ("2", "0"), ("1", "0"))
    ]
    assert years[0] == years[3] == data(tmp_path, *SHOW)["months"]
    assert years[0] != years[1] != years[2] != years[0]


def test_reps_are_traced_and_add_up(tmp_path: Path) -> None:
    """--rep, by id or name, traces one person; everybody's bookings add up to the company's."""
    reps = load(SMALL).people.reps
    found = [data(tmp_path, *SHOW, "--rep", rep.id) for rep in reps]
    assert sum(year(each) for each in found) == pytest.approx(year(data(tmp_path, *SHOW)), rel=1e-9)
    assert data(tmp_path, *SHOW, "--rep", reps[0].name.en) == found[0]
    assert found[0]["months"] != found[1]["months"]


def test_set_changes_the_scenario_that_is_traced(tmp_path: Path) -> None:
    """--set reaches the year that is traced: at another target other deals are won; the KPI itself is the same."""
    words = ("kpi", "show", "won_deals", *BASELINE)
    assert year(data(tmp_path, *words)) > 0
    other = data(tmp_path, *words, "--set", "targets.company=1")
    assert other["kpi"] == data(tmp_path, *words)["kpi"]
    assert other["months"] != data(tmp_path, *words)["months"]


FAULTS = {
    "an unknown KPI": (("kpi", "show", "win_rat"), "did you mean `win_rate`?"),
    "no KPI": (("kpi", "show"), "KPI"),
    "a rep without a year": (("kpi", "show", "bookings", "--rep", "a"), "name a scenario or a run"),
    "nobody of that name": ((*SHOW, "--rep", "nobody"), "--rep"),
    "an unknown scenario": (("kpi", "show", "bookings", "baselin"), "baseline"),
    "a bad value": ((*SHOW, "--set", "targets.company=-1"), "targets.company"),
    "a negative seed": ((*SHOW, "--seed", "-1"), "--seed"),
    "a negative replication": ((*SHOW, "--replication", "-1"), "--replication"),
    "an unknown language": (("kpi", "list", "--lang", "de"), "--lang"),
    "an unknown command": (("kpi", "make"), "No such command"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_a_user_got_wrong_ends_with_2(tmp_path: Path, fault: str) -> None:
    """Every mistake ends with 2 and a line on stderr that names the remedy; nothing on stdout, nothing written."""
    words, said = FAULTS[fault]
    result = quotalab(tmp_path, *words)
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert said in result.stderr
    assert result.stdout == ""
    assert not list(tmp_path.iterdir())


def test_a_kpi_that_no_year_has_is_explained_and_says_so(tmp_path: Path) -> None:
    """With a scenario, a KPI that is not simulated is explained, not traced, and not invented."""
    found = json.loads(fine(quotalab(tmp_path, "kpi", "show", "training_score", SMALL, "--json")).stdout)
    assert found["kpi"]["simulated"] is False
    assert "months" not in found
