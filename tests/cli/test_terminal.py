"""Terminals of all kinds: no locale and no encoding stops the program."""

from pathlib import Path

import pytest
from commands import ONCE, SMALL, process

from scenarios.load import load

RUN = ("run", SMALL, *ONCE, "--lang", "zh", "--trace", "--per-rep")
PLACES = {
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "gbk": {"PYTHONIOENCODING": "gbk"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "utf-8": {"PYTHONIOENCODING": "utf-8"},
}


@pytest.mark.parametrize("place", PLACES)
def test_chinese_and_yuan_signs_crash_on_no_terminal(tmp_path: Path, place: str) -> None:
    """Chinese tables with ¥ end well under LC_ALL=C, GBK and ASCII; signs a terminal lacks become question marks.

    What is stored is the same UTF-8 whatever the locale: the scenario loads with its Chinese names.
    """
    done = process(tmp_path, *RUN, **PLACES[place])
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"run saved in" in done.stderr
    if place in ("gbk", "utf-8"):
        text = done.stdout.decode(place)
        assert "签约额" in text
        assert ("¥" if place == "utf-8" else "?") in text
    else:
        assert done.stdout.isascii()
        assert b"?" in done.stdout
    (path,) = tmp_path.rglob("scenario.yaml")
    assert load(path) == load(SMALL)
    for name in ("trace.csv", "statements.csv"):
        (path,) = tmp_path.rglob(name)
        assert path.read_text(encoding="utf-8")


def test_faults_with_chinese_crash_on_no_terminal(tmp_path: Path) -> None:
    """A fault that quotes Chinese is said under LC_ALL=C too, with exit code 2."""
    broken = tmp_path / "broken.yaml"
    broken.write_text("extends: baseline\n目标: 3\n", encoding="utf-8")
    done = process(None, "run", str(broken), **PLACES["C"])
    assert done.returncode == 2
    assert b"broken.yaml" in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_help_in_any_encoding() -> None:
    """Help and the list of scenarios, with its Chinese titles, are printed in any encoding."""
    for place in PLACES.values():
        assert process(None, "--help", **place).returncode == 0
        assert process(None, "scenarios", **place).returncode == 0
