"""Whose pay it is: shown on request only, and under codes never to be guessed from any file or output."""

import json
import stat
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import Result
from commands import BASELINE, ONCE, SMALL, data, fine, quotalab

from scenarios.load import load
from scenarios.scenario import Scenario
from sim.engine import simulate

TRACED = ("run", SMALL, *ONCE, "--trace", "--per-rep")
ASKED = ("--set", "people.reps[K-31].hours_per_day=4", "--set", "people.reps[K-38].lead_share=0.5")


def told(scenario: Scenario) -> list[str]:
    """Everything by which a rep is known."""
    return [word for rep in scenario.people.reps for word in (rep.id, rep.name.en, rep.name.zh)]


def contents(runs: Path) -> str:
    """All that lies in the folders of runs and beside them, file names included, tables as text; not who is who."""
    files = [path for path in sorted(runs.rglob("*")) if path.is_file() and path.name != "names.json"]
    texts = [str(path) for path in files]
    for path in files:
        if path.suffix == ".parquet":
            texts.append(pd.read_parquet(path).reset_index().to_csv())
        texts.append(path.read_bytes().decode("utf-8", errors="replace"))
    return "\n".join(texts)


def seen(runs: Path, result: Result) -> str:
    return "\n".join([fine(result).stdout, result.stderr, contents(runs)])


@pytest.fixture(scope="module")
def asked_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of runs that were asked for everything; the secrets in them are looked for elsewhere."""
    return tmp_path_factory.mktemp("asked")


@pytest.fixture
def larger(tmp_path: Path) -> str:
    """The small company with one rep more, whom its base does not know, and an assumption about one rep."""
    path = tmp_path / "larger.yaml"
    path.write_text(
        f"""extends: {SMALL}
title: {{en: What if Ada Quill gets help, zh: 欧阳甲有帮手}}
people:
  reps:
    - {{id: K-39, name: {{en: Ivy Sedge, zh: 宇文壬}}, team: north, level: grade}}
sources:
  - {{path: "people.reps[K-31].hours_per_day", kind: assumed, source: Ivy Sedge said so, factor: [0.5, 1.5]}}
""",
        encoding="utf-8",
    )
    return str(path)


@pytest.mark.parametrize("form", ["tables", "json"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_anonymised_run_names_nobody_anywhere(tmp_path: Path, larger: str, form: str, language: str) -> None:
    """No id and no name is in stdout, stderr, the manifest, the scenario, the parts, the trace or the statements."""
    runs = tmp_path / "runs"
    extra = ["--json"] if form == "json" else []
    words = ("run", larger, *ASKED, "--replications", "2", "--trace", "--per-rep", "--lang", language, "--anonymise")
    text = seen(runs, quotalab(runs, *words, *extra))
    assert [word for word in told(load(larger)) if word in text] == []
    assert "rep-" in text
    assert "people.reps[rep-" in text  # the assumption about a rep is shown, under the rep's code


def test_anonymised_comparison_names_nobody_anywhere(tmp_path: Path, larger: str) -> None:
    """The same for `compare` and its chart, also for somebody who is in the other scenario only."""
    runs = tmp_path / "runs"
    for extra in ([], ["--json"]):
        words = ("compare", SMALL, larger, *ASKED, "--replications", "2", "--per-rep", "--anonymise", *extra)
        text = seen(runs, quotalab(runs, *words))
        assert [word for word in told(load(larger)) if word in text] == []
    back = quotalab(runs, "compare", larger, SMALL, "--replications", "2", "--anonymise")
    assert [word for word in told(load(larger)) if word in seen(runs, back)] == []


def test_names_are_there_without_anonymise(tmp_path: Path) -> None:
    """The search would find them: a plain run shows ids and names, also in its files."""
    text = seen(tmp_path, quotalab(tmp_path, *TRACED))
    assert [word for word in told(load(SMALL)) if word not in text] == []


def test_who_is_who_stays_beside_the_runs_for_the_owner(tmp_path: Path) -> None:
    """The mapping lies in the home of the runs, not in a run's folder, with mode 600."""
    fine(quotalab(tmp_path, *TRACED, "--anonymise"))
    (mapping,) = tmp_path.rglob("names.json")
    assert mapping == tmp_path / "names.json"
    assert stat.S_IMODE(mapping.stat().st_mode) == 0o600
    assert "K-31 Ada Quill 欧阳甲" in json.loads(mapping.read_text(encoding="utf-8"))["names"].values()


def test_codes_are_the_same_in_every_run_and_scenario(tmp_path: Path, larger: str) -> None:
    """A rep keeps the code from run to run and from scenario to scenario."""
    first, second = (
        set(data(tmp_path, "run", source, *ONCE, "--per-rep", "--anonymise")["reps"]) for source in (SMALL, larger)
    )
    assert len(first) == 8
    assert first < second


def without_names(node: Any) -> Any:
    """Data with a rep's place instead of id or code."""
    return {**node, "reps": list(node["reps"].values())}


def test_anonymised_numbers_are_the_plain_ones(tmp_path: Path) -> None:
    """Codes change no number: neither what is printed nor what is stored."""
    words = ("run", SMALL, *ONCE, "--trace", "--per-rep")
    plain, coded = data(tmp_path, *words), data(tmp_path, *words, "--anonymise")
    assert without_names(plain) == without_names(coded)
    (hidden,) = tmp_path.glob("*-anonymous")
    (shown,) = (path for path in tmp_path.iterdir() if path.is_dir() and path != hidden)
    for path in shown.glob("*.parquet"):
        ours, theirs = pd.read_parquet(path), pd.read_parquet(hidden / path.name)
        np.testing.assert_array_equal(ours.to_numpy(), theirs.to_numpy())
    for name in ("trace.csv", "statements.csv"):
        ours, theirs = pd.read_csv(shown / name), pd.read_csv(hidden / name)
        private = ["rep", "who"] if name == "trace.csv" else ["rep"]
        pd.testing.assert_frame_equal(ours.drop(columns=private), theirs.drop(columns=private))


def test_nobody_can_be_looked_up_by_the_word_of_luck(tmp_path: Path) -> None:
    """A trace under codes does not hold the words that follow from ids, which anybody could compute."""
    fine(quotalab(tmp_path, *TRACED, "--anonymise"))
    (path,) = tmp_path.rglob("trace.csv")
    trace = pd.read_csv(path)
    assert set(trace["who"]) <= set(trace["rep"])  # in a world without leads every event is about the rep


def pay_of_reps(runs: Path, words: tuple[str, ...]) -> list[str]:
    """Each rep's expected pay as JSON prints it, and as the tables do."""
    reps = data(runs, *words, "--per-rep", "--json")["reps"].values()
    means = [rep["pay"]["mean"] for rep in reps]
    return [repr(mean) for mean in means] + [f"¥{mean:,.0f}" for mean in means]


@cache
def secrets_of_a_run(folder: Path) -> tuple[str, ...]:
    """Who is in the baseline, and what each earns."""
    return (*told(load("baseline")), *pay_of_reps(folder, ("run", *BASELINE, *ONCE)))


@pytest.mark.parametrize("form", ["tables", "json"])
def test_pay_of_a_rep_is_shown_only_when_asked_for(tmp_path: Path, asked_runs: Path, form: str) -> None:
    """Without --per-rep neither ids, names nor anybody's expected pay are printed; with it all are."""
    words = ("run", *BASELINE, *ONCE)
    extra = ["--json"] if form == "json" else []
    secret = secrets_of_a_run(asked_runs)
    plain = fine(quotalab(tmp_path, *words, *extra)).stdout
    assert [word for word in secret if word in plain] == []
    asked = fine(quotalab(tmp_path, *words, *extra, "--per-rep")).stdout
    assert sum(word in asked for word in secret) >= 48


COMPARED = ("compare", "baseline", "capped", *BASELINE[1:], *ONCE)


@cache
def secrets_of_a_comparison(folder: Path) -> tuple[str, ...]:
    (asked,) = data(folder, *COMPARED, "--per-rep")["comparisons"]
    return (*told(load("baseline")), *(repr(rep["base_pay"]) for rep in asked["reps"].values()))


@pytest.mark.parametrize("form", ["tables", "json"])
def test_comparison_shows_a_reps_pay_only_when_asked_for(asked_runs: Path, form: str) -> None:
    """The same for `compare`, whose years were lived with --per-rep before."""
    secret = secrets_of_a_comparison(asked_runs)
    extra = ["--json"] if form == "json" else []
    plain = fine(quotalab(asked_runs, *COMPARED, *extra)).stdout
    assert [word for word in secret if word in plain] == []


def test_trace_without_per_rep_has_no_pay(tmp_path: Path) -> None:
    """Without --per-rep the trace has every event but pay, and there are no statements."""
    fine(quotalab(tmp_path, "run", SMALL, *ONCE, "--trace"))
    (path,) = tmp_path.rglob("trace.csv")
    measures = set(pd.read_csv(path)["measure"])
    assert "bookings" in measures
    assert not [name for name in measures if name.startswith("pay:")]
    assert not list(tmp_path.rglob("statements.csv"))


@pytest.mark.parametrize(("source", "words"), [(SMALL, ()), ("baseline", BASELINE[1:])])
def test_trace_and_statements_add_up_to_the_panel(tmp_path: Path, source: str, words: tuple[str, ...]) -> None:
    """Law 5: events of the trace sum to the first year's panel, and pay lines to each rep's pay, to the coin."""
    fine(quotalab(tmp_path, "run", source, *words, *ONCE, "--trace", "--per-rep", "--seed", "5"))
    scenario = load(source, words[1:])
    panel = simulate(scenario, 1, seed=5)
    reps = [rep.id for rep in scenario.people.reps]
    names = [measure.name for measure in panel.measures]
    (path,) = tmp_path.rglob("trace.csv")
    summed = pd.read_csv(path).pivot_table(values="amount", index="rep", columns="measure", aggfunc="sum")
    found = summed.reindex(index=reps, columns=names).fillna(0.0)
    expected = pd.DataFrame(panel.values[0].sum(axis=0), index=reps, columns=names)
    exact = [measure.name for measure in panel.measures if measure.unit in ("money", "count")]
    np.testing.assert_array_equal(found[exact].to_numpy(), expected[exact].to_numpy())
    np.testing.assert_allclose(found.to_numpy(), expected.to_numpy(), rtol=1e-12)
    (path,) = tmp_path.rglob("statements.csv")
    lines = pd.read_csv(path)
    assert lines["pay"].dtype.kind == "i"
    paid = panel.pay()[0]
    by_rep = lines.groupby("rep")["pay"].sum().reindex(reps)
    np.testing.assert_array_equal(by_rep.to_numpy(), paid.sum(axis=0))
    by_month = lines.pivot_table(values="pay", index="last_month", columns="rep", aggfunc="sum")
    months = range(1, len(paid) + 1)
    np.testing.assert_array_equal(by_month.reindex(index=months, columns=reps).fillna(0).to_numpy(), paid)
    assert (paid > 0).any()
