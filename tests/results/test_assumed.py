"""Years under other assumptions are kept in a run's folder, and never read where they would be another run's."""

import json
from pathlib import Path
from typing import Any

import pytest
from lived import SMALL

import results.store
import results.study
from results.anonymise import Codes
from results.assumed import FILE, Kept, read_assumed
from results.assumptions import Variant, variants
from results.store import RunKey, Store
from results.study import differences_over_assumptions, over_assumptions
from scenarios.load import load
from sim.jit import source_hash

SCENARIO = load(SMALL)
DEARER = load(SMALL, ["plan.components[commission].schedule.tiers[1].rate=0.09"])


@pytest.fixture(autouse=True)
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Runs land in a folder of the test's own."""
    monkeypatch.setattr(results.store, "home", lambda: tmp_path / "runs")
    return tmp_path / "runs"


@pytest.fixture
def lived(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The title of each scenario that is simulated for its assumptions."""
    seen: list[str] = []
    real = results.study.live

    def counted(scenario: Any, *rest: Any) -> Any:
        seen.append(scenario.title.en)
        return real(scenario, *rest)

    monkeypatch.setattr(results.study, "live", counted)
    return seen


def kept(scenario: Any = SCENARIO, replications: int = 4, codes: Codes | None = None) -> Kept:
    return Kept(Store(RunKey(scenario, 1, replications, "kernel"), "small", "quotalab run", codes), replications)


def asked(keep: Kept | None) -> Any:
    return over_assumptions(SCENARIO, 4, 1, lambda _: None, keep)


def test_what_is_kept_is_not_simulated_again(lived: list[str]) -> None:
    """The second time nothing is simulated, and the ranges are the same to the bit, with or without a folder."""
    first = asked(kept())
    assert len(lived) == len(variants(SCENARIO)) + 1
    lived.clear()
    assert asked(kept()) == first
    assert lived == []
    assert asked(None) == first


def test_an_interrupted_question_goes_on_where_it_stopped(lived: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked before Ctrl-C is kept; the rest is asked the next time, and the answer is the same."""
    real, count = results.study.live, 3

    def stopping(*rest: Any) -> Any:
        if len(lived) == count:
            raise KeyboardInterrupt
        return real(*rest)

    with monkeypatch.context() as patch:
        patch.setattr(results.study, "live", stopping)
        with pytest.raises(KeyboardInterrupt):
            asked(kept())
    lived.clear()
    resumed = asked(kept())
    assert len(lived) == len(variants(SCENARIO)) + 1 - count
    assert resumed == asked(None)


def test_runs_made_apart_share_what_a_comparison_asks(lived: list[str]) -> None:
    """A comparison after two runs of scenarios with the same assumptions simulates none of them again."""
    asked(kept())
    over_assumptions(DEARER, 4, 1, lambda _: None, kept(DEARER))
    lived.clear()
    both = [SCENARIO, DEARER]
    (spread,) = differences_over_assumptions(both, 4, 1, lambda _: None, [kept(), kept(DEARER)])
    assert lived == []
    assert [spread] == differences_over_assumptions(both, 4, 1, lambda _: None)
    assert spread is not None
    assert spread.ranges["pay"] != (0, 0)


@pytest.mark.parametrize("change", ["code", "definitions", "replications"])
def test_years_made_in_another_way_are_not_read(runs: Path, change: str) -> None:
    """Another simulator, another way to compute figures or another number of replications: asked anew."""
    asked(kept())
    (path,) = runs.rglob(FILE)
    assert len(read_assumed(path.parent, 4, source_hash())) == len(variants(SCENARIO)) + 1
    data = json.loads(path.read_text(encoding="utf-8"))
    data["made"][change] = "another"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert read_assumed(path.parent, 4, source_hash()) == []
    assert kept().find(Variant("as written")) is None


def test_a_damaged_file_is_asked_anew(runs: Path) -> None:
    """Half a file is nothing: the answer is the same as from a whole one."""
    first = asked(kept())
    (path,) = runs.rglob(FILE)
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    assert read_assumed(path.parent, 4, source_hash()) == []
    assert asked(kept()) == first


def test_other_seeds_replications_and_scenarios_have_files_of_their_own(runs: Path) -> None:
    """The folder's name tells them apart."""
    asked(kept())
    over_assumptions(SCENARIO, 3, 1, lambda _: None, kept(replications=3))
    over_assumptions(DEARER, 4, 1, lambda _: None, kept(DEARER))
    assert len(list(runs.rglob(FILE))) == 3


def test_under_codes_the_file_names_nobody(runs: Path, tmp_path: Path) -> None:
    """An assumption about a rep is kept under the rep's code, and found again under it."""
    source = tmp_path / "one.yaml"
    about = "{path: 'people.reps[K-31].hours_per_day', kind: assumed, source: made up, factor: [0.5, 1.5]}"
    source.write_text(f"extends: {SMALL}\nsources:\n  - {about}\n", encoding="utf-8")
    scenario = load(source)
    codes = Codes(runs, scenario)
    keep = kept(scenario, codes=codes)
    first = over_assumptions(scenario, 4, 1, lambda _: None, keep)
    (path,) = runs.rglob(FILE)
    text = path.read_text(encoding="utf-8")
    assert "K-31" not in text
    assert f"people.reps[{codes.code('K-31')}].hours_per_day" in text
    assert over_assumptions(scenario, 4, 1, lambda _: None, keep) == first
