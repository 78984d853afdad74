"""`quotalab optimize` as a user meets it."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from commands import SMALL, data, fine, quotalab

from optimizer.sample import Memory
from results.block import load_block
from scenarios.load import load
from sim.quotas import rep_quotas

NAMES = ("Quill", "Sorrel", "Marsh", "Tansy", "Bramble", "Yarrow", "Teasel", "Mallow", "K-3")
QUICK = ("--replications", "40", "--levers", "curve", "--turns", "1")
ONCE = (*QUICK, "--no-assumptions")


def optimize(runs: Path, *words: str) -> Any:
    return quotalab(runs, "optimize", SMALL, *words)


def test_a_plan_is_found_written_and_explained(tmp_path: Path) -> None:
    """The file loads, differs in the curve alone, and the tables say what changed, what it brings and what binds."""
    path = tmp_path / "better.yaml"
    shown = fine(optimize(tmp_path / "runs", *QUICK, "-o", str(path)))
    better, today = load(path), load(SMALL)
    assert better.plan != today.plan
    assert (better.people, better.targets, better.market) == (today.people, today.targets, today.market)
    for title in ("What changes", "on fresh years", "Guard rails", "What binds", "Over assumptions", "How the search"):
        assert title in shown.stdout
    assert "Margin after pay" in shown.stdout
    again = ["quotalab", "compare", SMALL, str(path), "--seed", "10000001", "--replications", "40"]
    assert f"`{shlex.join(again)}`" in shown.stderr


def test_compare_on_the_fresh_seed_gives_the_same_figures(tmp_path: Path) -> None:
    """What optimize says of the fresh years is what compare finds for the two files on that seed."""
    path = tmp_path / "better.yaml"
    found = data(tmp_path / "runs", "optimize", SMALL, *ONCE, "-o", str(path))
    outcome = {row["figure"]["en"]: row for row in found["outcome"]["rows"]}
    compared = data(tmp_path / "runs", "compare", SMALL, str(path), "--seed", str(found["outcome"]["seed"]),
                    "--replications", "40", "--no-assumptions")  # fmt: skip
    lines = compared["comparisons"][0]["company"]
    figures = {"Margin after pay": "margin_after_pay", "Pay cost": "pay", "Bookings": "bookings", "Effort": "effort"}
    for name, key in figures.items():
        assert outcome[name]["difference"]["value"] == pytest.approx(lines[key]["difference"]["mean"], rel=1e-6), name


def test_the_finding_is_kept_for_a_report(tmp_path: Path) -> None:
    """The search's folder holds a finding with its lead and tables, and a second run of the command finds the years."""
    first = data(tmp_path, "optimize", SMALL, *ONCE)
    folders = [path for path in tmp_path.iterdir() if path.name.startswith("small_company-optimum-")]
    block = load_block(folders[0])
    assert (len(folders), block.kind) == (1, "optimum")
    assert block.lead[0].en == first["lead"][0]["en"]
    assert data(tmp_path, "optimize", SMALL, *ONCE) == first


def test_an_interrupted_search_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped after five plans and begun again: exit code 130, nothing written, and then the uninterrupted answer."""
    whole = data(tmp_path / "whole", "optimize", SMALL, *ONCE, "-o", str(tmp_path / "whole.yaml"))
    lived = Memory.sample
    calls: list[int] = []

    def stops(self: Memory, *args: Any) -> Any:
        calls.append(1)
        if len(calls) > 5:
            raise KeyboardInterrupt
        return lived(self, *args)

    path = tmp_path / "again.yaml"
    with monkeypatch.context() as patch:
        patch.setattr(Memory, "sample", stops)
        stopped = optimize(tmp_path / "runs", *ONCE, "-o", str(path))
    assert (stopped.exit_code, path.exists()) == (130, False)
    assert "continues where it stopped" in stopped.stderr
    again = data(tmp_path / "runs", "optimize", SMALL, *ONCE, "-o", str(path))
    assert {k: v for k, v in again.items() if k != "output"} == {k: v for k, v in whole.items() if k != "output"}
    assert load(path) == load(tmp_path / "whole.yaml")


def test_without_reaction_nothing_is_earned_and_it_says_so(tmp_path: Path) -> None:
    """With mind none, today's plan stays, no file is written, and the reason is told in both languages."""
    path = tmp_path / "better.yaml"
    words = ("--set", "mind.kind=none", "--levers", "weights,curve", "--replications", "10", "-o", str(path))
    for language, reason in (("en", "reps do not react here (mind: none)"), ("zh", "销售代表不作反应")):
        shown = fine(optimize(tmp_path / "runs", *words, "--lang", language))
        assert reason in shown.stdout
        assert not path.exists()
    assert "nothing for weights to move" in shown.stderr


def test_demands_that_clash_end_with_code_3_and_words(tmp_path: Path) -> None:
    """A budget far below today's pay cannot keep 95 % of everybody's: both are named, nothing is written."""
    path = tmp_path / "better.yaml"
    shown = optimize(tmp_path / "runs", *ONCE, "--budget", "700000", "-o", str(path))
    assert (shown.exit_code, path.exists()) == (3, False)
    assert "cannot all be kept" in shown.stderr
    assert "expected pay cost comes to what is to be spent" in shown.stderr
    assert "95 % of today's" in shown.stderr
    assert not any(name in shown.stderr for name in NAMES)
    named = optimize(tmp_path / "runs", *ONCE, "--budget", "700000", "--per-rep")
    assert any(name in named.stderr for name in NAMES)
    coded = optimize(tmp_path / "runs", *ONCE, "--budget", "700000", "--per-rep", "--anonymise")
    assert "rep-" in coded.stderr
    assert not any(name in coded.stderr for name in NAMES)
    chinese = optimize(tmp_path / "runs", *ONCE, "--budget", "700000", "--lang", "zh")
    assert "预期薪酬成本等于预算" in chinese.stderr


def test_the_fair_split_makes_the_hardest_quota_easier(tmp_path: Path) -> None:
    """--aim fair: the written quotas have today's sum, and the hardest, over expected bookings, is easier."""
    path, world = tmp_path / "fair.yaml", ("--set", "market.unit=money", "--set", "market.base=60_000")
    words = ("--levers", "targets", "--aim", "fair", "--within", "30%", "--replications", "40", "--no-assumptions")
    found = data(tmp_path / "runs", "optimize", SMALL, *words, *world, "-o", str(path), "--per-rep")
    quotas = [rep_quotas(load(source, of)).sum(axis=1) for source, of in ((SMALL, world[1::2]), (path, ()))]
    assert quotas[0].sum() == quotas[1].sum()
    chiefs = [place for place, rep in enumerate(load(SMALL).people.reps) if rep.level == "chief"]
    assert all(quotas[1][place] < quotas[0][place] for place in chiefs)  # twice the quota in the same market
    said = found["lead"][0]["en"]
    after, before = (float(number) for number in re.findall(r"\d+\.\d+", said))
    assert "hardest quota" in said
    assert after < before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--levers", "curve,quota"), "quota: not known; there are targets, weights, curve, salary"),
        (("--within", "twenty"), "write 20% or 0.2"),
        (("--within", "0%"), "should lie above 0"),
        (("--rails", "law"), "law: not known"),
        (("--budget", "0"), "--budget"),
        (("--levers", "weights"), "has nothing for --levers weights to move"),
        (("--aim", "fair"), "use it with --levers targets"),
        (("--rails", "people", "--budget", "900000"), "--budget is kept by the rail `cost`"),
        (("--rails", "participation"), "mind.outside: is needed for --rails participation"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    """Each fault names the option or the key, what came and what to do, and ends with exit code 2."""
    shown = optimize(tmp_path, "--replications", "2", *words)
    assert shown.exit_code == 2
    assert told in " ".join(shown.stderr.split())


def test_somebody_elses_file_is_left_alone(tmp_path: Path) -> None:
    """A file that optimize did not write, and the scenario itself, are refused as output; both stay as they were."""
    other = tmp_path / "mine.yaml"
    other.write_text("extends: baseline\n", encoding="utf-8")
    for path, told in ((other, "optimize did not write it"), (Path(SMALL), "the scenario to start from")):
        before = path.read_bytes()
        shown = optimize(tmp_path / "runs", *ONCE, "-o", str(path))
        assert shown.exit_code == 2
        assert told in shown.stderr
        assert path.read_bytes() == before


def test_names_are_shown_on_request_only(tmp_path: Path) -> None:
    """--per-rep names people; without it nobody is named, with --anonymise codes stand for names; nothing is kept."""
    words = (*ONCE, "--levers", "targets,curve", "--set", "market.unit=money", "--set", "market.base=30_000",
             "--set", "market.effect=90_000")  # fmt: skip
    named = fine(optimize(tmp_path, *words, "--per-rep")).stdout
    assert all(name in named for name in NAMES[:8])
    plain = fine(optimize(tmp_path, *words)).stdout
    coded = fine(optimize(tmp_path, *words, "--per-rep", "--anonymise")).stdout
    assert "rep-" in coded
    assert not any(name in plain + coded for name in NAMES)
    kept = json.loads((next(tmp_path.glob("small_company-optimum-*")) / "block.json").read_text(encoding="utf-8"))
    assert not any(name in json.dumps(kept) for name in NAMES)
