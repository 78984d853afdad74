"""Law 7 for what was asked: every requirement of the sales world has code, and tests that would turn red without it."""

import ast
import csv
import re
from functools import cache
from pathlib import Path

import click
import pytest

from cli import cli
from docs.requirements import book
from docs.requirements.record import Row
from scenarios.levers import LEVERS
from scenarios.levers.keys import known_path

ROOT = Path(__file__).resolve().parent.parent
MISSING = ("F17", "F18", "G04", "H10", "H13", "I13", "I14", "J09", "J10", "N04")
ASKED = [each.requirement for each in book.asked()]


def faults(row: Row) -> list[str]:
    """What a row names that there is not: files, keys, commands, tests."""
    files = [name for name in row.modules if not (ROOT / name).is_file()]
    keys = [key for key in row.keys if not known_path(key)]
    commands = [words for words in row.shown if not known_command(words.partition(":")[0])]
    return [*files, *keys, *commands, *(test for test in row.tests if not known_test(test))]


def known_command(words: str) -> bool:
    """Whether that can be typed: `pay check`."""
    command: click.Command | None = cli
    for word in words.split():
        command = command.commands.get(word) if isinstance(command, click.Group) else None
    return command is not None and command is not cli


@cache
def functions_of(name: str) -> frozenset[str]:
    path = ROOT / name
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
    return frozenset(part.name for part in ast.walk(tree) if isinstance(part, ast.FunctionDef))


def known_test(test: str) -> bool:
    """A test of a file under tests/, or the whole file."""
    name, _, function = test.partition("::")
    found = {each for each in functions_of(name) if each.startswith("test_")}
    return name.startswith("tests/") and bool(found) and (not function or function in found)


@pytest.mark.parametrize("row", book.ROWS, ids=[row.requirement for row in book.ROWS])
def test_what_a_requirement_names_exists(row: Row) -> None:
    """Every file, key, command and test of a row exists, and no row is without code and tests."""
    assert faults(row) == []
    assert row.requirement in ASKED
    assert row.modules
    assert row.tests


def test_no_requirement_is_told_twice() -> None:
    """Each has one row at most."""
    told = [row.requirement for row in book.ROWS]
    assert [each for each in told if told.count(each) > 1] == []


def test_what_is_missing_is_said() -> None:
    """Every requirement has a row but those that nobody has built yet: none is lost, and none is told too soon."""
    assert sorted(book.missing()) == sorted(MISSING)


def test_every_requirement_is_asked() -> None:
    """The list is that of the sales world and of what moves people: each with the words it stands for and its check."""
    groups = {"C": 9, "D": 14, "E": 11, "F": 18, "K": 17, "L": 5, "M": 6, "N": 6, "I": 20}
    groups |= {"A": 6, "B": 1, "G": 7, "H": 6, "J": 6}
    assert {group: sum(each.startswith(group) for each in ASKED) for group in groups} == groups
    assert list(book.GROUPS) == list(groups)
    assert len(set(ASKED)) == len(ASKED) == sum(groups.values())
    assert all(re.search("[\u4e00-\u9fff]", each.phrase) and each.check.endswith(".") for each in book.asked())


def test_page_counts_what_is_met(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page has a row for each requirement, says how many are met, and names what is missing."""
    text = (ROOT / "docs" / "reference" / "requirements.md").read_text(encoding="utf-8")
    assert [each for each in ASKED if f"\n| {each} |" not in text] == []
    assert f"{len(ASKED) - len(book.missing())} of {len(ASKED)} are met" in text
    monkeypatch.setattr(book, "ROWS", ())
    assert len(book.missing()) >= 1
    assert "**missing**" in "\n".join(book.page())


def test_levers_belong_to_requirements() -> None:
    """What a lever says it is for is among what was asked, or among the requirements of other parts."""
    with (ROOT / "docs" / "requirements" / "asked.csv").open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    assert [
        (lever.id, each) for lever in LEVERS for each in lever.requirement if each not in known | {"A03", "A04"}
    ] == []


def test_the_check_of_rows_can_fail() -> None:
    """A row with a file, key, command and test that do not exist is told each of them."""
    row = Row(
        "C01", ("sim/nothing.py",), ("people.nothing",), ("nothing: x", "run: y"), ("tests/test_requirements.py::no",)
    )
    assert faults(row) == ["sim/nothing.py", "people.nothing", "nothing: x", "tests/test_requirements.py::no"]
    assert not known_test("docs/generate.py::main")
