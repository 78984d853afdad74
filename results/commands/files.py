"""Commands about a company's own files: written, looked at, read, fitted, tried on the past."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from results.commands.shared import INPUT, as_text, command_line, drawable_file, progress_bar, tell

F = TypeVar("F", bound=Callable[..., Any])


@click.command()
@click.argument("scenario")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="DIR",
              help="Where the files go: a new or an empty folder.")  # fmt: skip
@click.option("--set", "overrides", multiple=True, metavar="PATH=VALUE", help="Change one value of the scenario.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**63 - 1), help="Which luck.")
@click.option("--replication", default=0, show_default=True, type=click.IntRange(0, 10_000_000), metavar="K",
              help="Which of the seed's years, counted from 0 as in a run.")  # fmt: skip
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="The evening on which the books are handed over; the year's last day if not given.")  # fmt: skip
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True,
              help="Language of headers and names.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
def export(scenario: str, output: Path, lang: Any, as_of: datetime | None, as_json: bool, **options: Any) -> None:
    """Write a simulated year as its CRM, HR and sales managers would hand it over: CSV files."""
    from results.export_files import export_scenario

    rows = export_scenario(scenario, output, lang, as_of=as_of.date() if as_of else None, **options)
    if as_json:
        click.echo(as_text(rows))
    for path, count in rows.items() if not as_json else ():
        click.echo(f"{path}: {count:,} rows")


def from_files(function: F) -> F:
    """A company's own files: options shared by the commands that read them."""
    for option in (
        click.option(
            "--quotas", type=INPUT, metavar="FILE", help="Quotas: a row for each period, or months side by side."
        ),
        click.option("--roster", type=INPUT, metavar="FILE", help="Who sells: people, teams, grades and pay."),
        click.option("--orders", type=INPUT, metavar="FILE", help="Orders, where no opportunities are kept."),
        click.option("--opportunities", type=INPUT, metavar="FILE", help="Opportunities as the CRM exports them."),
    ):
        function = option(function)
    return function


@click.command()
@from_files
@click.option("--map", "map_file", type=INPUT, required=True, metavar="FILE",
              help="What the files' columns and words mean; `quotalab import --inspect` drafts one.")  # fmt: skip
@click.option("--like", metavar="SCENARIO", help="A scenario whose plan, terms of payment, margin and holidays stand "
              "for what no export tells.")  # fmt: skip
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="What was known on the evening of this day; the last day in the files if not given.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="SCENARIO.yaml",
              help="Where the scenario is written; one that calibrate wrote before is written anew.")  # fmt: skip
@click.option("--chart", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.svg|FILE.png",
              help="Where to draw the fit; not drawn if not given.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True,
              help="Language of tables and charts.")  # fmt: skip
@click.option("--anonymise", is_flag=True, help="Codes instead of names in report and chart; the scenario keeps ids.")
def calibrate(output: Path, like: str | None, as_of: datetime | None, chart: Path | None, **options: Any) -> None:
    """Fit a scenario to a company's own files, and show what the fit found.

    Opportunities become a funnel of leads; orders, which tell of neither leads nor lost deals, a direct market.
    """
    from results.calibrate import calibrate

    files = given_files(options)
    if ("opportunities" in files) == ("orders" in files):
        raise click.UsageError("name either --opportunities or --orders")
    drawable_file(chart)
    tell(calibrate(files, output, like, as_of, chart, command_line(), options), options["as_json"])


@click.command("import")
@click.argument("exports", nargs=-1, type=INPUT, metavar="[FILE]...")
@click.option("--inspect", is_flag=True, help="Look at exports that nobody has mapped yet, and draft a mapping file.")
@from_files
@click.option("--map", "map_file", type=INPUT, metavar="FILE", help="Read files through this mapping.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE|DIR",
              help="With --inspect, where the mapping is drafted; with --map, a folder for plain tables.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language of tables.")
def import_(exports: tuple[Path, ...], inspect: bool, output: Path | None, **options: Any) -> None:
    """Look at a company's exports (--inspect), or read them through a mapping (--map) and say what they come to."""
    from results.importing import import_files, inspect_files

    files = given_files(options)
    if inspect:
        if "map" in files:
            raise click.UsageError("--inspect drafts a mapping, --map reads through one: name one of the two")
        exports += tuple(files.values())
        if not exports:
            raise click.UsageError("name the files to look at")
        done = inspect_files(exports, output, options)
    else:
        if exports:
            raise click.UsageError("say what each file is (--opportunities FILE …), or --inspect to look at it")
        if "map" not in files:
            raise click.UsageError("name a mapping with --map, or --inspect to draft one")
        done = import_files(files, output, options)
    tell(done, options["as_json"])


@click.command()
@click.argument("scenario")
@click.option(
    "--opportunities", type=INPUT, required=True, metavar="FILE", help="Opportunities as the CRM exports them."
)
@click.option(
    "--map", "map_file", type=INPUT, required=True, metavar="FILE", help="What the files' columns and words mean."
)
@click.option("--roster", type=INPUT, metavar="FILE", help="Who sells; owners of deals if not given.")
@click.option("--origins", default=6, show_default=True, type=click.IntRange(1, 60),
              help="Month ends from which to look ahead, the latest that the files allow.")  # fmt: skip
@click.option("--horizon", default=3, show_default=True, type=click.IntRange(1, 24), help="Months to look ahead.")
@click.option("--replications", default=400, show_default=True, type=click.IntRange(1, 1_000_000),
              help="Simulated futures from each origin.")  # fmt: skip
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**63 - 1), help="Which luck.")
@click.option("--chart", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.svg|FILE.png",
              help="Where to draw the backtest; not drawn if not given.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True,
              help="Language of tables and charts.")  # fmt: skip
def backtest(scenario: str, chart: Path | None, **options: Any) -> None:
    """Calibrate on the past, simulate what came next, and compare with what did, from several month ends.

    SCENARIO stands for what no export tells, as with `calibrate --like`; everything else is fitted anew each time.
    """
    from results.backtesting import run_backtest

    options["orders"] = options["quotas"] = None
    files = given_files(options)
    drawable_file(chart)
    with progress_bar("looking ahead from month ends") as advance:
        done = run_backtest(scenario, files, chart, advance, options)
    tell(done, options["as_json"])


def given_files(options: dict[str, Any]) -> dict[str, Path]:
    """The files that were named, by kind."""
    named = {kind: options.pop(kind) for kind in ("opportunities", "orders", "roster", "quotas")}
    named["map"] = options.pop("map_file", None)
    return {kind: path for kind, path in named.items() if path is not None}


COMMANDS = (export, calibrate, import_, backtest)
