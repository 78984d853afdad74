"""What commands have in common: how they read paths, print results and show progress."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

INPUT = click.Path(path_type=Path)
F = TypeVar("F", bound=Callable[..., Any])


def json_and_language(function: F) -> F:
    """How to show it: options of commands that print tables."""
    for option in (
        click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True,
                     help="Language of what is shown."),
        click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables."),
    ):  # fmt: skip
        function = option(function)
    return function


def drawable_file(chart: Path | None) -> None:
    if chart and chart.suffix not in (".svg", ".png"):
        raise click.BadParameter("should end in .svg or .png", param_hint="--chart")


def as_text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)


def tell(done: Any, as_json: bool) -> None:
    """Results to stdout, notes to stderr."""
    from results.render.terminal import show

    if as_json:
        click.echo(as_text(done.data))
    else:
        show(done.tables)
    for line in done.notes:
        click.echo(line, err=True)


def progress_bar(what: str = "simulating years") -> Any:
    from results.render.progress import progress_bar as bar

    return bar(what)


def command_line() -> str:
    """What was typed, as text that can be stored whatever the locale."""
    return os.fsencode(" ".join(["quotalab", *sys.argv[1:]])).decode(errors="replace")
