"""`story` as a user meets it: of a scenario or a stored run, in both languages, as data, and under codes."""

from pathlib import Path

import pytest
from commands import SMALL, data, fine, quotalab

from scenarios.load import load

YEAR = ("story", SMALL, "--rep", "K-31")
FUNNEL = str(Path(__file__).parents[1] / "results" / "tiny_story.yaml")


def test_a_reps_year_is_told_in_the_language_asked_for(tmp_path: Path) -> None:
    """With --rep the months stand one after another, each with its pay; --lang zh has Chinese words and names."""
    shown = fine(quotalab(tmp_path, *YEAR)).stdout
    assert shown.index("Ada Quill, month 1") < shown.index("Ada Quill, month 12")
    assert shown.count("Pay: Base salary") == 12
    chinese = fine(quotalab(tmp_path, *YEAR, "--lang", "zh")).stdout
    assert "欧阳甲，第 12 月" in chinese
    assert "Ada Quill" not in chinese


def test_seed_replication_and_set_choose_the_year(tmp_path: Path) -> None:
    """--seed, --replication and --set each tell another year; --engine tells the same one."""
    base = data(tmp_path, *YEAR)
    assert data(tmp_path, *YEAR, "--engine", "simpy") == base
    changes = (("--seed", "2"), ("--replication", "1"), ("--set", "targets.company=1"))
    others = [data(tmp_path, *YEAR, *change) for change in changes]
    assert all(other["chapters"] != base["chapters"] for other in others)
    assert (others[0]["seed"], others[1]["replication"]) == (2, 1)


def test_a_stored_run_is_told_with_its_own_seed(tmp_path: Path) -> None:
    """A run is named by its short name; its bookings are those of the run's first year."""
    run = data(tmp_path, "run", SMALL, "--seed", "5", "--replications", "1", "--no-assumptions")
    told = data(tmp_path, "story", "small_company", "--rep", "K-31")
    assert told == data(tmp_path, *YEAR, "--seed", "5")
    assert run["company"]["bookings"]["mean"] > 0


def test_a_leads_life_is_told_by_the_first_digits_of_its_name(tmp_path: Path) -> None:
    """--lead accepts any unique beginning; data have the same happenings with every amount."""
    told = data(tmp_path, "story", FUNNEL, "--lead", "cae1", "--seed", "2")
    assert told == data(tmp_path, "story", FUNNEL, "--lead", "CAE1B9A0", "--seed", "2")
    assert told["happenings"][2]["amounts"]["bookings"] == 1_008_377
    assert [line["lead"] for line in told["chapters"][0]["lines"]] == ["cae1b9a0"] * 4


@pytest.mark.parametrize("words", [("--rep", "K-31"), ("--rep", "K-31", "--json"), ("--rep", "K-31", "--lang", "zh")])
def test_anonymised_story_names_nobody(tmp_path: Path, words: tuple[str, ...]) -> None:
    """With --anonymise no id and no name is shown; the same rep has the same code as in a run."""
    result = fine(quotalab(tmp_path, "story", SMALL, *words, "--anonymise"))
    people = [word for rep in load(SMALL).people.reps for word in (rep.id, rep.name.en, rep.name.zh)]
    assert [word for word in people if word in result.stdout + result.stderr] == []
    assert "rep-" in result.stdout


def test_a_run_under_codes_cannot_be_told(tmp_path: Path) -> None:
    """Chance follows ids: a run stored under codes is refused, with what to do instead."""
    fine(quotalab(tmp_path, "run", SMALL, "--replications", "1", "--no-assumptions", "--anonymise"))
    folder = next(path for path in tmp_path.iterdir() if path.is_dir())
    result = quotalab(tmp_path, "story", str(folder), "--rep", "K-31")
    assert result.exit_code == 2
    assert "name the scenario it was made from" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("story", SMALL), "name one rep or one lead"),
        (("story", SMALL, "--rep", "K-3"), "K-3"),
        (("story", FUNNEL, "--lead", "zz"), "such as"),
        (("story", "baselin", "--rep", "x"), "baseline"),
        (("story", SMALL, "--rep", "K-31", "--replication", "-1"), "--replication"),
    ],
)
def test_what_cannot_be_told_ends_with_2(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    """A mistake ends with 2 and a line on stderr; nothing on stdout, nothing written."""
    result = quotalab(tmp_path, *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert not list(tmp_path.iterdir())
