"""Law 7 for levers: at its test dose each moves what it promises, and with effect and cost off nothing."""

import re
from pathlib import Path

import numpy as np
import pytest
from lever_table import line
from trying import differing, named, read, tried, worlds

from scenarios.base import Label
from scenarios.levers import FAMILIES, LEVERS, Indicator, Lever
from scenarios.levers.keys import default_of, known_path
from scenarios.load import read as read_scenario
from sim.engine import simulate

ROOT = Path(__file__).resolve().parents[2]
NAMED = Label(en="Probe", zh="探针")
REGISTERED = pytest.mark.parametrize("lever", LEVERS, ids=[lever.id for lever in LEVERS])


def probe(**changes: object) -> Lever:
    """Half an hour of presence more a day, which books hours of work; its neutral twin takes it back."""
    usual: dict[str, object] = {
        "id": "probe", "name": NAMED, "about": NAMED, "unit": NAMED, "requirement": ("M07",),
        "paths": ("people.reps[*].hours_per_day",),
        "dose": ("people.reps[R1].hours_per_day=6", "people.reps[R2].hours_per_day=6"),
        "neutral": ("people.reps[R1].hours_per_day=5", "people.reps[R2].hours_per_day=5"),
        "indicator": {"top": ("touches",), "reps": ("R1", "R2")}, "direction": 1, "replications": 24,
    }  # fmt: skip
    return Lever.model_validate(usual | changes)


# ── the registry ────────────────────────────────────────────────────────────────────────────────


@REGISTERED
def test_lever_moves_its_indicator(lever: Lever) -> None:
    """At its test dose the whole interval of the paired difference lies on the side that the lever promises."""
    trial = tried(lever)
    assert trial.moves, f"{lever.indicator.formula}: {trial.difference:g} ({trial.low:g} to {trial.high:g})"


@REGISTERED
def test_lever_without_effect_and_cost_changes_nothing(lever: Lever) -> None:
    """The null twin: with effect and cost of the dose off, every measure is equal to the bit."""
    assert tried(lever).leaks == ()


@REGISTERED
def test_lever_sets_a_key_that_there_is(lever: Lever) -> None:
    """Every path of a lever leads to a key of a scenario, and so does what its worlds are given."""
    texts = (*lever.base, *lever.dose, *lever.neutral)
    assert [path for path in (*lever.paths, *(text.partition("=")[0] for text in texts)) if not known_path(path)] == []
    base, dose, neutral = worlds(lever)
    assert base != dose != neutral


def test_levers_are_told_apart_and_told_of() -> None:
    """Ids are unique, every lever speaks both languages, and the reference has a row for each."""
    page = (ROOT / "docs" / "reference" / "levers.md").read_text(encoding="utf-8")
    ids = [lever.id for lever in LEVERS]
    assert len(set(ids)) == len(ids)
    assert [lever.id for lever in LEVERS if f"\n| `{lever.id}` |" not in page] == []
    texts = [(lever.id, label) for lever in LEVERS for label in (lever.name, lever.about, lever.unit)]
    assert [who for who, label in texts if not re.search("[\u4e00-\u9fff]", label.zh) or not label.en] == []
    assert list(FAMILIES) == ["people", "process", "training", "customers", "market", "minds"]


# ── the trial itself can fail ───────────────────────────────────────────────────────────────────


def test_a_lever_that_works_passes() -> None:
    """More hours bring more pieces of work, and taking them back brings the same years again."""
    trial = tried(probe())
    assert trial.moves
    assert trial.low > 0
    assert trial.leaks == ()


def test_a_lever_of_the_wrong_direction_fails() -> None:
    """The same probe promised to lower its indicator does not hold its promise."""
    assert not tried(probe(direction=-1)).moves


def test_a_lever_that_does_nothing_fails() -> None:
    """A dose that changes nothing has a difference of exactly zero, which is on no side."""
    trial = tried(probe(dose=("targets.over_assignment=0.1",), neutral=("targets.over_assignment=0",)))
    assert (trial.difference, trial.low, trial.high) == (0, 0, 0)
    assert not trial.moves


def test_a_neutral_twin_that_leaks_is_named() -> None:
    """Hours left where they are not taken back change other measures, and each is named; what books them is not."""
    half = ("people.reps[R1].hours_per_day=5",)
    leaks = tried(probe(neutral=half)).leaks
    assert {"touches", "hours"} <= set(leaks)
    assert "hours" not in tried(probe(neutral=half, books=("hours", "pay:"))).leaks
    assert not [name for name in tried(probe(neutral=half, books=("hours", "pay:"))).leaks if name.startswith("pay:")]


def test_indicators_are_sums_quotients_and_levels() -> None:
    """Top over per, months after the lag, the last month alone, and all measures of one beginning."""
    base, *_ = worlds(probe())
    panel = simulate(base, 8, 1)
    won, leads = panel.of("won_deals"), panel.of("leads")
    found = read(Indicator(top=("won_deals",), per=("leads",)), 2, panel, base)
    assert np.array_equal(found, won[:, 2:].sum(axis=(1, 2)) / leads[:, 2:].sum(axis=(1, 2)))
    last = read(Indicator(top=("leads",), reading="last", reps=("R3",)), 0, panel, base)
    assert np.array_equal(last, leads[:, -1, 2])
    assert read(Indicator(top=("pay:",)), 0, panel, base) == pytest.approx(panel.pay().sum(axis=(1, 2)))
    assert len(named(panel, "entered:")) == 5
    with pytest.raises(AssertionError, match="no measure 'nothing'"):
        read(Indicator(top=("nothing",)), 0, panel, base)
    with pytest.raises(AssertionError, match="nothing to divide by"):
        read(Indicator(top=("leads",), per=("leads",)), 6, panel, base)
    assert Indicator(top=("a", "b"), per=("c",)).formula == "(a + b) / c"
    assert differing(panel, simulate(base, 4, 1), ()) == ()


def test_the_table_says_what_is_wrong() -> None:
    """`make verify` prints a lever's indicator, difference and interval, and what it fails in."""
    assert line(tried(probe())).startswith("probe")
    assert line(tried(probe())).endswith(" ok")
    wrong = line(tried(probe(direction=-1, neutral=("people.reps[R1].hours_per_day=5",))))
    assert "does not move down; changes" in wrong
    assert "without effect and cost" in wrong


def test_keys_are_found_in_lists_and_kinds() -> None:
    """A path is followed through lists and kinds; one that leads nowhere is known to."""
    assert default_of("people.reps[*].hours_per_day") == 5.0
    assert default_of("market.effect") == 1.0
    assert known_path("funnel.stages[needs].hours.mean")
    assert not known_path("funnel.stages[needs].hours.meen")
    assert not known_path("nothing.at")


def test_small_world_has_no_faults() -> None:
    """The world that levers are tried in is a scenario without faults."""
    assert read_scenario(Path(__file__).with_name("small.yaml"))[1] == []
