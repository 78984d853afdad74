"""Every command: exit codes, what goes to which stream, and data that parses."""

import json
import re
from pathlib import Path
from typing import Any

import click
import pytest
from commands import BASELINE, ONCE, QUICK, SMALL, data, fine, process, python, quotalab

import results.live
import results.render.chart
from cli import cli
from results.figures import FIGURES, FUNNEL_ONLY
from scenarios.load import library

FILES = Path(__file__).parent
BOOKS = FILES.parent / "scenarios" / "books" / "en"
PLAN = str(FILES / "small_plan.yaml")
FUNNEL = str(FILES.parent / "results" / "tiny_story.yaml")
WORKING = str(FILES.parent / "levers" / "working.yaml")
PAID_FOR = ("--deals", str(BOOKS / "deals.csv"), "--roster", str(BOOKS / "roster.csv"))
USES = {
    "check": ("check", SMALL),
    "scenarios": ("scenarios",),
    "run": ("run", SMALL, *ONCE),
    "compare": ("compare", SMALL, SMALL, *ONCE),
    "optimize": ("optimize", SMALL, "--levers", "curve", "--turns", "1", *ONCE),
    "stress": ("stress", SMALL, "--targets", "0.9:1:0.1", *ONCE),
    "export": ("export", SMALL, "--set", "company.calendar={kind: working_days, start: 2026-04-01}", "-o", "FOLDER"),
    "import": ("import", "--map", f"{FILES}/small.map.yaml", "--opportunities", f"{FILES}/small_deals.csv"),
    "calibrate": (
        "calibrate",
        "--map",
        f"{FILES}/small.map.yaml",
        "--opportunities",
        f"{FILES}/small_deals.csv",
        "-o",
        "FOLDER",
    ),
    "backtest": (
        "backtest",
        "baseline",
        "--map",
        f"{FILES}/small.map.yaml",
        "--opportunities",
        f"{FILES}/small_deals.csv",
        "--origins",
        "1",
        "--horizon",
        "1",
        "--replications",
        "8",
    ),
    "schema": ("schema",),
    "report": ("report", "small_company"),
    "kpi list": ("kpi", "list"),
    "kpi show": ("kpi", "show", "win_rate", "baseline", "--set", "mind.pilot=4"),
    "pay statement": ("pay", "statement", PLAN, *PAID_FOR),
    "pay check": ("pay", "check", PLAN),
    "pay replay": ("pay", "replay", PLAN, PLAN, *PAID_FOR),
    "pay curve": ("pay", "curve", PLAN, "--quota", "1200000"),
    "levers": ("levers",),
    "explain bottleneck": ("explain", "bottleneck", FUNNEL, "--replications", "4"),
    "explain needs": ("explain", "needs", FUNNEL, "--replications", "4"),
    "explain reaction": ("explain", "reaction", SMALL, "--rep", "K-31", "--replications", "4"),
    "tools": ("tools", WORKING, "--replications", "4"),
    "story": ("story", SMALL, "--rep", "K-31"),
    "pay letter": ("pay", "letter", PLAN, "--rep", "E101", *PAID_FOR[2:]),
}
"""A plain use of every command; FOLDER is a place of the test's own."""
DIRECT_FIGURES = {f.key for f in FIGURES} - set(FUNNEL_ONLY)


def use(command: str, folder: Path) -> tuple[str, ...]:
    if command == "report":  # needs a run to report
        fine(quotalab(folder, *USES["run"]))
    return tuple(str(folder / "out") if word == "FOLDER" else word for word in USES[command])


def every_command(group: click.Group = cli, before: str = "") -> dict[str, click.Command]:
    """What is typed for each command, those of groups by both words, and the command; a group alone does nothing."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        found |= every_command(command, f"{name} ") if isinstance(command, click.Group) else {before + name: command}
    return found


GROUPS = {name: command for name, command in cli.commands.items() if isinstance(command, click.Group)}
DESCRIBED: dict[str, click.Command] = {"": cli} | GROUPS | every_command()


def test_every_command_is_used_here() -> None:
    """A new command needs a use in this file, one of a group, too."""
    assert USES.keys() == every_command().keys()
    assert GROUPS.keys() == {"explain", "kpi", "pay"}


@pytest.mark.parametrize("command", USES)
def test_plain_use_ends_well(tmp_path: Path, command: str) -> None:
    """Each command, used plainly, exits with 0 and prints something to stdout."""
    assert fine(quotalab(tmp_path, *use(command, tmp_path))).stdout.strip()


@pytest.mark.parametrize("command", [c for c in USES if c != "schema"])
def test_json_of_every_command_is_json_and_nothing_else(tmp_path: Path, command: str) -> None:
    """With --json stdout is one JSON value, without NaN or Infinity; one replication changes nothing about it."""
    words = use(command, tmp_path)
    assert data(tmp_path, *(word if word != "8" else "1" for word in words))
    assert data(tmp_path, *words)


def test_schema_is_json_with_every_section() -> None:
    """`schema` prints a JSON Schema of scenario files, `extends` among its keys."""
    schema = json.loads(fine(quotalab(Path(), "schema")).stdout)
    assert {"extends", "title", "company", "people", "targets", "plan", "market", "mind"} <= schema["properties"].keys()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_scenarios_lists_the_library(tmp_path: Path) -> None:
    """`scenarios` names every bundled scenario with its title in both languages."""
    listed = fine(quotalab(tmp_path, "scenarios")).stdout
    titles = data(tmp_path, "scenarios")
    assert tuple(titles) == library()
    assert {"baseline", "stretch_target", "accelerated", "capped"} <= set(titles)
    for name, title in titles.items():
        assert re.search(rf"(?m)^{name} +{re.escape(title['en'])} / {re.escape(title['zh'])}$", listed)


@pytest.mark.parametrize("command", ["run", "compare"])
def test_tables_on_stdout_notes_and_progress_on_stderr(tmp_path: Path, command: str) -> None:
    """Tables are all that stdout has; where the run is kept, what is assumed and the progress go to stderr."""
    for words in (USES[command], (*USES[command], "--json")):
        result = fine(quotalab(tmp_path, *words))
        for note in ("run saved in", "assumed, not measured: market, market.effect", "simulating years"):
            assert note in result.stderr
            assert note not in result.stdout
        assert "Bookings" not in result.stderr
    assert "Bookings" in fine(quotalab(tmp_path, *USES[command])).stdout


FAULTS = {
    "a bad value": (("run", SMALL, "--set", "targets.company=-1"), "targets.company"),
    "a path that is none": (("run", SMALL, "--set", "targets.compny=1"), "did you mean `company`?"),
    "no value": (("run", SMALL, "--set", "targets.company"), "targets.company"),
    "an unknown scenario": (("run", "baselin"), "did you mean `baseline`?"),
    "an unknown scenario to compare with": (("compare", "baseline", "caped"), "did you mean `capped`?"),
    "an unknown scenario to check": (("check", "strech_target"), "did you mean `stretch_target`?"),
    "a chart of another kind": (("compare", SMALL, SMALL, "--chart", "a.gif"), ".svg or .png"),
    "no other": (("compare", SMALL), "OTHER"),
    "an unknown command": (("rnu", SMALL), "No such command"),
    "an unknown option": (("run", SMALL, "--replication", "3"), "--replications"),
    "no replications": (("run", SMALL, "--replications", "0"), "--replications"),
    "a negative seed": (("run", SMALL, "--seed", "-1"), "--seed"),
    "an unknown language": (("run", SMALL, "--lang", "de"), "--lang"),
    "an unknown engine": (("run", SMALL, "--engine", "fast"), "--engine"),
    "a number too large": (("run", SMALL, *ONCE, "--set", "targets.company=900000000000000000"), "too large"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_a_user_got_wrong_is_said_on_stderr_with_exit_code_2(tmp_path: Path, fault: str) -> None:
    """Every mistake ends with 2, a plain line that names the remedy, no traceback, and nothing on stdout."""
    words, said = FAULTS[fault]
    result = quotalab(tmp_path, *words)
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert said in (result.stdout if words[0] == "check" else result.stderr)
    assert words[0] == "check" or result.stdout == ""


def test_check_finds_every_fault_of_every_file_at_once(tmp_path: Path) -> None:
    """`check` goes through all files, says every fault with its line, and ends with 2 if there is one."""
    broken = tmp_path / "broken.yaml"
    broken.write_text("extends: baseline\ntargets: {company: -1, compny: 2}\nmind: {kind: lazy}\n", encoding="utf-8")
    result = quotalab(tmp_path, "check", str(broken), "baseline")
    assert result.exit_code == 2
    assert len(re.findall(r"broken\.yaml:[23]", result.stdout)) >= 3
    assert "did you mean `company`?" in result.stdout
    assert "baseline: no faults" in result.stdout
    as_json = quotalab(tmp_path, "check", str(broken), "baseline", "--json")
    assert as_json.exit_code == 2
    found = json.loads(as_json.stdout)
    assert len(found[str(broken)]) >= 3
    assert found["baseline"] == []
    assert quotalab(tmp_path, "check", SMALL, "--set", "targets.company=-1").exit_code == 2


@pytest.mark.parametrize("command", DESCRIBED)
def test_help_mentions_every_option_and_says_what_it_does(command: str) -> None:
    """`--help` names every option and argument of the command, and every option has a sentence."""
    described = DESCRIBED[command]
    text = fine(quotalab(Path(), *command.split(), "--help")).stdout
    for parameter in described.params:
        if isinstance(parameter, click.Argument):
            assert parameter.make_metavar(click.Context(described)) in text
            continue
        for name in (*parameter.opts, *parameter.secondary_opts):
            assert re.search(rf"{name}\b", text)
        assert getattr(parameter, "help", "")
    assert described.help
    for name in described.commands if isinstance(described, click.Group) else ():
        assert re.search(rf"(?m)^  {name} ", text)


def test_short_help_and_version_work() -> None:
    """`-h` is `--help`, and a command without its words says how it is used."""
    assert "Usage: quotalab" in fine(quotalab(Path(), "-h")).stdout
    assert "SCENARIO" in quotalab(Path(), "run").stderr
    assert re.search(r"\d+\.\d+", fine(quotalab(Path(), "--version")).stdout)


def test_run_shows_every_figure(tmp_path: Path) -> None:
    """`run` has every figure of its world for the company, every team, and on request every rep."""
    found = data(tmp_path, *USES["run"], "--per-rep")
    assert found["company"].keys() == DIRECT_FIGURES
    assert found["teams"].keys() == {"north", "coast"}
    assert len(found["reps"]) == 8
    for part in (*found["teams"].values(), *found["reps"].values()):
        assert part.keys() == DIRECT_FIGURES | {"quota"}
    assert sum(team["quota"] for team in found["teams"].values()) == pytest.approx(found["target"] * 1.05)
    funnel = data(tmp_path, "run", *BASELINE, *ONCE)
    assert funnel["company"].keys() == {f.key for f in FIGURES}
    assert list(funnel["funnel"]) == ["planning", "prospecting", "needs", "proposal", "negotiation"]


def test_assumptions_are_asked_unless_they_are_not_to_be(tmp_path: Path) -> None:
    """Ranges over assumptions are there by default and absent with --no-assumptions; the other numbers agree."""
    with_ranges = data(tmp_path, "run", SMALL, *QUICK, "--assumptions")
    assert with_ranges == data(tmp_path, "run", SMALL, *QUICK)
    without = data(tmp_path, "run", SMALL, *QUICK, "--no-assumptions")
    assert "over_assumptions" in with_ranges["company"]["bookings"]
    assert with_ranges["assumption_swings"]
    assert "assumption_swings" not in without
    for key, figure in without["company"].items():
        assert figure == {k: v for k, v in with_ranges["company"][key].items() if k != "over_assumptions"}


@pytest.mark.parametrize("words", [("run", SMALL, "--replications", "3"), ("run", *BASELINE, "--replications", "1")])
def test_both_engines_give_one_answer(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Law 4: `run --engine simpy` prints exactly what `run --engine kernel` prints, with every rep."""
    kernel, story = (
        data(tmp_path, *words, "--no-assumptions", "--per-rep", "--engine", engine) for engine in ("kernel", "simpy")
    )
    assert kernel == story


def test_seed_decides_and_nothing_else_does(tmp_path: Path) -> None:
    """The same seed prints the same, another seed something else; replications of the smaller run come first."""
    first = fine(quotalab(tmp_path / "a", *USES["run"])).stdout
    assert fine(quotalab(tmp_path / "b", *USES["run"])).stdout == first
    assert fine(quotalab(tmp_path / "b", *USES["run"], "--seed", "2")).stdout != first


def test_overrides_reach_the_run(tmp_path: Path) -> None:
    """--set changes what is lived through, underscores in numbers and repetition allowed; the last one holds."""
    words = (*USES["run"], "--set", "targets.company=10_000_000", "--set", "targets.company=20_000_000")
    assert data(tmp_path, *words)["target"] == 20_000_000


def test_chinese_tables_speak_chinese(tmp_path: Path) -> None:
    """With --lang zh heads, figures and names are Chinese and amounts are in 万."""
    text = fine(quotalab(tmp_path, *USES["compare"], "--lang", "zh")).stdout
    for word in ("签约额", "达标概率", "小公司", "北队", "结果差异", "万"):
        assert word in text
    assert "Bookings" not in text
    assert data(tmp_path, *USES["compare"], "--lang", "zh") == data(tmp_path, *USES["compare"])


def test_chinese_chart_without_a_font_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no Chinese font is found the note says that the chart is in English."""
    monkeypatch.setattr(results.render.chart, "_chinese_font", lambda: None)
    assert "labelled in English" in fine(quotalab(tmp_path, *USES["compare"], "--lang", "zh")).stderr
    assert "labelled in English" not in fine(quotalab(tmp_path, *USES["compare"])).stderr


@pytest.mark.parametrize("name", ["mine.svg", "deep/er/mine.png"])
def test_chart_goes_where_it_is_wanted(tmp_path: Path, name: str) -> None:
    """--chart names the file, whose folder is made; without it the chart lies beside the runs."""
    result = fine(quotalab(tmp_path / "runs", *USES["compare"], "--chart", str(tmp_path / name)))
    assert (tmp_path / name).stat().st_size > 0
    assert f"chart drawn in {tmp_path / name}" in result.stderr
    assert not list((tmp_path / "runs").glob("*.svg"))
    fine(quotalab(tmp_path / "runs", *USES["compare"]))
    assert len(list((tmp_path / "runs").glob("compare-*.svg"))) == 1


def test_a_scenario_compared_with_itself_is_zero_everywhere(tmp_path: Path) -> None:
    """`compare baseline baseline`: no input differs, and every difference, with its range, is exactly zero."""
    words = ("compare", *BASELINE[:1], *BASELINE, "--replications", "4", "--per-rep")
    (found,) = data(tmp_path, *words)["comparisons"]
    assert found["inputs"] == []
    groups = [found["company"], *found["teams"].values(), *found["deciles"].values()]
    changes = [line["difference"] for group in groups for line in group.values() if isinstance(line, dict)]
    changes += [rep[key] for rep in found["reps"].values() for key in ("pay_difference", "bookings_difference")]
    assert len(changes) > 100
    for change in changes:
        assert change["mean"] == 0
        assert change["interval"] == [0, 0]
        assert (change["p_other_better"], change["p_equal"]) == (0, 1)
        assert change["replications_saved_factor"] is None
        assert change.get("over_assumptions", [0, 0]) == [0, 0]
    assert "over_assumptions" in found["company"]["bookings"]["difference"]
    assert set(found["assumption_swings"].values()) == {0}
    assert (found["winners"], found["losers"], found["unclear"], found["same"]) == (0, 0, 0, 24)


def test_compare_tells_inputs_winners_and_losers(tmp_path: Path) -> None:
    """`compare` states what differs in the inputs and for how many expected pay rises, falls or is unclear."""
    words = ("compare", "baseline", "capped", "stretch_target", "--set", "mind.pilot=4", *ONCE)
    capped, stretch = data(tmp_path, *words)["comparisons"]
    assert any("cap" in change["path"] for change in capped["inputs"])
    assert [change["path"] for change in stretch["inputs"] if change["path"] != "title"] == ["targets.company"]
    for found in (capped, stretch):
        assert found["winners"] + found["losers"] + found["unclear"] + found["same"] == 24
        teams = found["teams"].values()
        for key in ("bookings", "pay", "margin_after_pay"):
            total = sum(team[key]["difference"]["mean"] for team in teams)
            assert total == pytest.approx(found["company"][key]["difference"]["mean"], rel=1e-12)
        assert sum(team["reps"] for team in teams) == sum(t["reps"] for t in found["deciles"].values()) == 24


def test_interrupted_command_continues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with 130 and a note; the same command then simulates what is missing and prints the same."""
    monkeypatch.setattr(results.live, "PART", 4)
    expected = fine(quotalab(tmp_path / "other", *USES["run"])).stdout
    real, seen = results.live.chunk_of, []

    def stop_at_second(year: Any, first: int, *rest: Any) -> Any:
        seen.append(first)
        if first == 4 and seen.count(4) == 1:
            raise KeyboardInterrupt
        return real(year, first, *rest)

    monkeypatch.setattr(results.live, "chunk_of", stop_at_second)
    stopped = quotalab(tmp_path, *USES["run"])
    assert stopped.exit_code == 130
    assert "the same command continues" in stopped.stderr
    assert stopped.stdout == ""
    assert fine(quotalab(tmp_path, *USES["run"])).stdout == expected
    assert seen == [0, 4, 4]


def test_help_is_quick_because_it_imports_nothing_heavy() -> None:
    """`python cli.py --help` imports no numeric or plotting library, no simulator, and of the results only where
    options are spelled out; nor does a fault in what is typed, of a command in a group either."""
    heavy = ["numpy", "pandas", "numba", "scipy", "matplotlib", "pyarrow", "simpy", "sim"]
    wordings = (["--help"], ["run", "--help"], ["compare"], ["pay", "--help"], ["pay", "curve"], ["kpi", "show"])
    code = f"""
import sys, cli
for words in {wordings!r}:
    sys.argv = ["quotalab", *words]
    try:
        cli.main()
    except SystemExit:
        print(words)
ours = [name for name in sys.modules if name.startswith("results") and name not in ("results", "results.commands")]
print([name for name in {heavy!r} if name in sys.modules])
print([name for name in ours if not name.startswith("results.commands.")])
"""
    done = python("-c", code)  # one process: what any of them loads stays loaded
    said = done.stdout.decode().splitlines()
    assert [str(words) for words in wordings if str(words) not in said] == []
    assert said[-2:] == ["[]", "[]"], done.stderr


def test_program_itself_answers() -> None:
    """`python cli.py` as a process: help and lists end with 0, faults with 2 on stderr."""
    helped, listed = process(None, "--help"), process(None, "scenarios")
    assert (helped.returncode, listed.returncode) == (0, 0)
    assert b"compare" in helped.stdout
    assert b"baseline" in listed.stdout
    wrong = process(None, "check", "baselin")
    assert wrong.returncode == 2
    assert b"baseline" in wrong.stdout + wrong.stderr
    assert b"Traceback" not in wrong.stderr
