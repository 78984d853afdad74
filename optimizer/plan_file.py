"""The plan found, as a scenario file: what it extends, and what it changes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from optimizer.decision import Patch
from results.writing import one_line, written_whole
from scenarios.base import Label
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults, bundled, load, resolved_text
from scenarios.scenario import Scenario

HEAD = "# Found by quotalab optimize: "


def may_write(output: Path, source: str) -> None:
    """A file that optimize wrote may be written anew; anybody else's is left alone. Raises ScenarioFaults."""
    trouble = ""
    if output.exists() and Path(source).exists() and output.samefile(source):
        trouble = "is the scenario to start from; name another with -o"
    elif output.is_dir():
        trouble = "is a folder; name a file with -o"
    elif output.is_file():
        with output.open(encoding="utf-8", errors="replace") as written:
            if not written.readline().startswith(HEAD):
                trouble = "is there already, and optimize did not write it; name another with -o"
    if trouble:
        raise ScenarioFaults([Fault(str(output), 0, "", trouble)])


def titled(scenario: Scenario) -> Label:
    """What the plan is called."""
    return Label(en=f"{scenario.title.en}, optimised", zh=f"{scenario.title.zh}（优化后）")


def write_plan(plan: Scenario, patch: Patch, source: str, overrides: Sequence[str], output: Path, command: str) -> None:
    """A file that extends the one it came from; with overrides, which no file says, the whole scenario.

    What was written loads again to the same scenario.
    """
    head = [f"{HEAD}a better plan for {source}.", f"# Command: {command}"]
    lines = [one_line(line) for line in head]
    if overrides:
        body = resolved_text(plan)
    else:
        body = _dumped({"extends": _extended(source, output), "title": _both(plan.title), **patch})
    with written_whole(output) as draft:
        draft.write_bytes(("\n".join(lines) + "\n" + body).encode("utf-8", "replace"))
        if load(draft) != plan:
            raise ScenarioFaults([Fault(str(output), 0, "", "does not load to the plan that was found")])


def _both(label: Label) -> Any:
    return {"en": label.en, "zh": label.zh}


def _extended(source: str, output: Path) -> str:
    """A bundled name, or the way from the new file to the old one."""
    if source in bundled():
        return source
    try:
        return Path(os.path.relpath(Path(source).resolve(), output.parent.resolve())).as_posix()
    except ValueError:  # on another drive
        return str(Path(source).resolve())


class _Plain(yaml.SafeDumper):
    """Exact numbers as plain ones."""


def _number(dumper: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
    kind = "int" if number == number.to_integral_value() else "float"
    text = f"{number.to_integral_value() if kind == 'int' else number:f}"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


_Plain.add_representer(Decimal, _number)


def _dumped(tree: Mapping[str, Any]) -> str:
    return yaml.dump(dict(tree), Dumper=_Plain, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110)
