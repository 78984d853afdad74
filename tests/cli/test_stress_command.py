"""`quotalab stress` as a user meets it: tables, picture, data, faults, and going on after an interruption."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from commands import ONCE, QUICK, SMALL, data, fine, quotalab

import results.live
from results.block import load_block
from results.render.words import Language
from scenarios.load import load

STRESS = ("stress", SMALL, "--targets", "0.9:1.1:0.1")
TWO = ("--shock", "demand=-20%", "--shock", "demand=-10%,price=-5%")
LATE = (
    *("stress", "baseline", "--set", "mind.pilot=4", "--set", "people.reps[E107].joins=2027-04-01"),
    *("--targets", "1", "--replications", "2", "--no-assumptions"),
)
"""The bundled company with somebody who joins, at its written target."""


def test_every_shock_stands_in_a_row_of_the_map(tmp_path: Path) -> None:
    """Rows are no shock and each shock in the order written, columns the targets; all of it in both languages."""
    english = fine(quotalab(tmp_path, *STRESS, *TWO, *ONCE)).stdout
    assert "Stress test of Small company: 2 shocks × 3 targets, 8 simulated years each" in english
    heads, *rows = english.split("Chance of reaching the target, by shock and by target\n")[1].splitlines()[:4]
    assert heads.split("Shock")[1].split() == ["90", "%", "100", "%", "110", "%"]
    assert [row.split("  ")[0] for row in rows] == ["No shock", "Demand -20 %", "Demand -10 % + Prices -5 %"]
    chinese = fine(quotalab(tmp_path, *STRESS, *TWO, *ONCE, "--lang", "zh")).stdout
    assert "各冲击、各目标下的达标概率" in chinese
    assert "需求 -10% + 价格 -5%" in chinese
    assert "margin" not in chinese.lower()


def test_data_hold_every_cell_with_its_intervals(tmp_path: Path) -> None:
    """With --json each shock at each target has its chance, money, worst years and changes, unrounded."""
    found = data(tmp_path, *STRESS, *TWO, *ONCE)
    assert [shock["code"] for shock in found["shocks"]] == ["none", "demand=-20%", "demand=-10%,price=-5%"]
    assert found["targets"] == [0.9, 1.0, 1.1]
    cells = found["cells"]["rows"]
    assert [(cell["code"], cell["target"]) for cell in cells[:4]] == [
        ("none", 0.9), ("none", 1.0), ("none", 1.1), ("demand=-20%", 0.9)]  # fmt: skip
    assert all(cell["chance"]["low"] <= cell["chance"]["value"] <= cell["chance"]["high"] for cell in cells)
    for key in ("bookings", "pay", "margin_after_pay", "collected", "worst_bookings", "worst_margin"):
        assert all(cell[key]["value"] > 0 for cell in cells)
    assert cells[0]["change_bookings"] is None
    for calm, struck in zip(cells[:3], cells[3:6], strict=True):
        change = struck["bookings"]["value"] - calm["bookings"]["value"]
        assert struck["change_bookings"]["value"] == pytest.approx(change)
    run = data(tmp_path, "run", SMALL, *ONCE)
    written = cells[1]
    assert written["pay"]["value"] == pytest.approx(run["company"]["pay"]["mean"])
    assert [written["chance"][key] for key in ("value", "low")] == [
        run["company"]["hit"]["mean"], run["company"]["hit"]["interval"][0]]  # fmt: skip


def test_assumptions_are_asked_at_the_written_target_unless_not_wanted(tmp_path: Path) -> None:
    """Law 8: each shock has its range over the assumptions; with --no-assumptions there is none."""
    found = data(tmp_path, *STRESS, *TWO, *QUICK)
    assert len(found["assumed"]["rows"]) == 3
    assert all(row["least"] < row["most"] for row in found["assumed"]["rows"])
    assert any("over the ranges of what is assumed" in sentence["en"] for sentence in found["lead"])
    assert "assumed" not in data(tmp_path, *STRESS, *TWO, *ONCE)


def test_without_a_wish_mild_shocks_are_tried_and_the_rest_is_named(tmp_path: Path) -> None:
    """The usual shocks that have a meaning are tried; what is left out is said with its reason."""
    small = fine(quotalab(tmp_path, *STRESS, *ONCE)).stdout
    assert small.count("left out: ") == 3
    assert "Newcomers 3 months late (nobody joins during the year)" in small
    full = data(tmp_path, *LATE)
    assert [shock["code"] for shock in full["shocks"]][1:] == [
        "demand=-20%", "price=-10%", "leave=2@7", "hiring=3", "payment=+50%"]  # fmt: skip
    assert full["heat"]["notes"] == []


def test_the_written_target_is_always_among_those_tried(tmp_path: Path) -> None:
    """A grid that leaves the written target out has it all the same."""
    assert data(tmp_path, "stress", SMALL, "--targets", "1.1:1.2:0.1", *ONCE)["targets"] == [1.0, 1.1, 1.2]
    assert data(tmp_path, "stress", SMALL, "--targets", "1.05", *ONCE)["targets"] == [1.0, 1.05]


def test_a_zero_shock_is_exactly_base(tmp_path: Path) -> None:
    """Null twin: under a shock of no size every change of every cell is exactly zero."""
    cells = data(tmp_path, *STRESS, "--shock", "demand=0%", *ONCE)["cells"]["rows"]
    changes = [cell[key] for cell in cells[3:] for key in cell if key.startswith("change_")]
    assert len(changes) == 15
    assert all(change["value"] == change["low"] == change["high"] == 0 for change in changes)


@pytest.mark.parametrize("ending", ["svg", "png"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_map_is_drawn_as_a_picture(tmp_path: Path, ending: str, lang: Language) -> None:
    """--chart writes the picture and says where; asked twice it is the same picture."""
    drawn = []
    for name in ("a", "b"):
        path = tmp_path / f"{name}.{ending}"
        result = fine(quotalab(tmp_path, *STRESS, *TWO, *ONCE, "--chart", str(path), "--lang", lang))
        assert f"chart drawn in {path}" in result.stderr
        drawn.append(path.read_bytes())
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) > 5_000


def test_the_finding_is_kept_beside_its_years(tmp_path: Path) -> None:
    """The folder holds every cell and the finding in words and tables, ready for a report."""
    result = fine(quotalab(tmp_path, *STRESS, *TWO, *ONCE))
    folder = next(tmp_path.glob("small_company-stress-*"))
    assert f"stress test saved in {folder}" in result.stderr
    block = load_block(folder)
    assert (block.kind, block.currency) == ("stress", load(SMALL).company.currency.code)
    assert block.sections[0].key == "heat"
    assert block.lead[0].en.split(".")[0] in " ".join(result.stdout.split())
    manifests = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*/manifest.json")]
    assert len(manifests) == 9
    assert {manifest["status"] for manifest in manifests} == {"complete"}


@pytest.mark.parametrize("stop", [1, pytest.param(5, marks=pytest.mark.verify), 14])
def test_an_interrupted_test_goes_on_and_answers_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    """Ctrl-C ends with 130; the same command then lives through the rest alone and says what it would have said."""
    words = (*STRESS, *TWO, *QUICK, "--json")
    expected = fine(quotalab(tmp_path / "whole", *words)).stdout
    real, seen = results.live.chunk_of, []

    def counted(*about: Any) -> Any:
        seen.append(about)
        if len(seen) == stop:
            raise KeyboardInterrupt
        return real(*about)

    monkeypatch.setattr(results.live, "chunk_of", counted)
    stopped = quotalab(tmp_path / "parts", *words)
    assert stopped.exit_code == 130
    assert "the same command continues where it stopped" in stopped.stderr
    assert stopped.stdout == ""
    assert fine(quotalab(tmp_path / "parts", *words)).stdout == expected
    lived = len(seen)
    assert fine(quotalab(tmp_path / "parts", *words)).stdout == expected
    assert len(seen) == lived
    monkeypatch.setattr(results.live, "chunk_of", real)
    whole = [path.name for path in sorted((tmp_path / "whole").glob("*/*"))]
    assert [path.name for path in sorted((tmp_path / "parts").glob("*/*"))] == whole


FAULTS = {
    "an unknown shock": (("--shock", "demnd=-20%"), ["--shock", "did you mean `demand`?"]),
    "a size that is no number": (("--shock", "demand=little"), ["demand=little", "percentage"]),
    "a size out of range": (("--shock", "payment=+900%"), ["payment=+900%", "+500 %"]),
    "a shock that means nothing": (("--shock", "payment=+50%"), ["direct market has no payment times"]),
    "people without dates": (("--shock", "leave=1@7"), ["no dates", "kind: working_days"]),
    "a market that would lose money": (("--shock", "price=-50%"), ["becomes a loss"]),
    "a grid that goes down": (("--targets", "1.3:0.9:0.1"), ["--targets", "lowest target first"]),
    "a grid without a step": (("--targets", "0.9:1.3:0"), ["step above 0"]),
    "a grid of ten thousand": (("--targets", "0.9:1.9:0.0001"), ["10,001 targets", "at most 40"]),
    "a grid of words": (("--targets", "low:high:few"), ["FROM:TO:STEP", "0.9:1.3:0.05"]),
    "half a grid": (("--targets", "0.9:1.3"), ["FROM:TO:STEP"]),
    "a target of nothing": (("--targets", "0:1:0.5"), ["between 0.01 and 10"]),
    "a picture of another kind": (("--chart", "a.gif"), [".svg or .png"]),
    "an assumption that leads out of bounds": (
        ("--set", "market.margin=0.96", "--set", "sources[0]={path: market.margin, kind: assumed, source: x, "
         "factor: [1, 1.04]}", "--shock", "price=+100%"),
        ["market.margin × 1.04", "price=+100%"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_what_a_user_got_wrong_is_said_with_exit_code_2(tmp_path: Path, fault: str) -> None:
    """Every mistake ends with 2 before anything is simulated or written, and names the remedy on stderr."""
    words, said = FAULTS[fault]
    result = quotalab(tmp_path, "stress", SMALL, *words)
    assert result.exit_code == 2, result.stderr
    assert isinstance(result.exception, SystemExit)
    assert [part for part in said if part not in result.stderr] == []
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Faults of the scenario, of several shocks and of the grid come together."""
    words = ("--set", "targets.company=-1", "--shock", "a=1", "--shock", "price=x", "--targets", "2:1:1")
    said = quotalab(tmp_path, "stress", SMALL, *words).stderr
    for part in ("targets.company", "got a=1", "got price=x", "goes down from 2 to 1"):
        assert part in said


@pytest.mark.verify
def test_the_page_quotes_what_is_printed(tmp_path: Path) -> None:
    """Law 7: every line that the page on stress tests quotes is printed by the command above it."""
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "stress-test-targets.md").read_text(encoding="utf-8")
    command, quoted = re.findall(r"```(?:console|text)\n(.*?)```", page, re.DOTALL)[:2]
    words = command.split()[2:]
    assert words == ["stress", "baseline", "--chart", "stress.png"]
    printed = fine(quotalab(tmp_path, *words[:2], "--no-assumptions")).stdout
    lines = {" ".join(line.split()) for line in printed.splitlines()}
    assert len(quoted.splitlines()) > 10
    assert [line for line in quoted.splitlines() if line and " ".join(line.split()) not in lines] == []
