"""The program as a user meets it: called in this process through click, or as a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import results.store
import results.work
from cli import cli

ROOT = Path(__file__).resolve().parents[2]
SMALL = str(Path(__file__).with_name("small_company.yaml"))
QUICK = ("--replications", "8")
ONCE = (*QUICK, "--no-assumptions")
BASELINE = ("baseline", "--set", "mind.pilot=4")

# Runs `cli.py` as the main program, with runs landing in the folder named first; what it imports is untouched.
LAUNCH = """
import runpy, sys
from pathlib import Path
import results.store, results.work
folder = Path(sys.argv.pop(1))
results.store.home = results.work.home = lambda: folder
runpy.run_path("cli.py", run_name="__main__")
"""


def quotalab(runs: Path, *words: str) -> Result:
    """A command in this process; its runs land in a folder of the test's own."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (results.store, results.work):
            patch.setattr(module, "home", lambda: runs)
        patch.setattr(sys, "argv", ["quotalab", *words])
        return CliRunner().invoke(cli, words, prog_name="quotalab")


def fine(result: Result) -> Result:
    """The same result, when the command ended as it should."""
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.stderr
    return result


def data(runs: Path, *words: str) -> Any:
    """What a command prints with --json; `NaN` and `Infinity`, which are not JSON, are refused."""

    def refuse(word: str) -> None:
        raise ValueError(f"{word} is not JSON")

    return json.loads(fine(quotalab(runs, *words, "--json")).stdout, parse_constant=refuse)


def process(runs: Path | None, *words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The same as a process of its own, as `python cli.py …`; without `runs` for commands that store nothing."""
    return python(*(("cli.py",) if runs is None else ("-c", LAUNCH, str(runs))), *words, **environment)


def python(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A fresh interpreter in the checkout, told its language and encoding by nobody else."""
    known = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=known | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        timeout=300,
        check=False,
    )
