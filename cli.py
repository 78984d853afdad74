"""quotalab on the command line: parse, call, print."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
EXIT_INTERRUPTED = 130


class Commands(click.Group):
    """Turns faults in what a user wrote into plain lines on stderr and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        from scenarios.load import ScenarioFaults

        try:
            return super().invoke(ctx)
        except ScenarioFaults as faults:
            click.echo(str(faults), err=True)
        except OverflowError as error:
            click.echo(f"a number is too large to count exactly: {error}", err=True)
        except OSError as error:
            click.echo(f"{error.filename or 'a file'}: {error.strerror or error}", err=True)
        except KeyboardInterrupt:
            click.echo("interrupted; the same command continues where it stopped", err=True)
            ctx.exit(EXIT_INTERRUPTED)
        ctx.exit(2)


def sized(function: F) -> F:
    """How much to simulate: options shared by run and compare."""
    for option in (
        click.option("--set", "overrides", multiple=True, metavar="PATH=VALUE",
                     help="Change one value of every scenario named: targets.company=90_000_000; may be repeated."),
        click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**63 - 1),
                     help="Which luck; the same seed gives the same years."),
        click.option("--replications", default=200, show_default=True, type=click.IntRange(1, 10_000_000),
                     help="Simulated years."),
        click.option("--assumptions/--no-assumptions", default=True, show_default=True,
                     help="Ask again over the ranges of what is assumed."),
    ):  # fmt: skip
        function = option(function)
    return function


def shown(function: F) -> F:
    """How to show it: options shared by every command that prints results."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables."),
        click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True,
                     help="Language of tables and charts."),
        click.option("--per-rep", is_flag=True, help="Show each rep's own figures and pay."),
        click.option("--anonymise", is_flag=True, help="Codes instead of names; who is who stays on this machine."),
    ):  # fmt: skip
        function = option(function)
    return function


def show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """In a checkout that was never installed, too."""
    if wanted and not ctx.resilient_parsing:
        from results.store import own_version

        click.echo(f"quotalab, version {own_version()}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=show_version,
              help="Show the version and exit.")  # fmt: skip
def cli() -> None:
    """Try out targets and a commission plan on a simulated year before trying them on people.

    SCENARIO is a bundled name (see `quotalab scenarios`) or a path to a YAML file.
    """


@cli.command()
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...")
@click.option("--set", "overrides", multiple=True, metavar="PATH=VALUE", help="Change one value before checking.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
@click.pass_context
def check(ctx: click.Context, scenarios: tuple[str, ...], overrides: tuple[str, ...], as_json: bool) -> None:
    """Find every fault in scenario files, at once."""
    from scenarios.load import read

    found = {source: read(source, overrides)[1] for source in scenarios}
    if as_json:
        click.echo(as_text({source: [fault.__dict__ for fault in faults] for source, faults in found.items()}))
    for source, faults in found.items() if not as_json else ():
        click.echo("\n".join(str(fault) for fault in faults) if faults else f"{source}: no faults")
    ctx.exit(2 if any(found.values()) else 0)


@cli.command("scenarios")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
def list_scenarios(as_json: bool) -> None:
    """List the bundled scenarios."""
    from scenarios.load import library, load

    titles = {name: load(name).title for name in library()}
    if as_json:
        click.echo(as_text({name: title.model_dump() for name, title in titles.items()}))
        return
    for name, title in titles.items():
        click.echo(f"{name:16} {title.en} / {title.zh}")


@cli.command()
@click.argument("scenario")
@click.option("--engine", type=click.Choice(["kernel", "simpy"]), default="kernel", show_default=True,
              help="The compiled year or the story: the same numbers, the story a hundred times slower.")  # fmt: skip
@click.option(
    "--trace", is_flag=True, help="Also write every event of the first year; with --per-rep its pay statements too."
)
@sized
@shown
def run(scenario: str, **options: Any) -> None:
    """Live through a scenario's fiscal year and show what it brings."""
    from results.work import run_scenario

    with progress_bar() as advance:
        done = run_scenario(scenario, command_line(), advance, options)
    tell(done, options["as_json"])


@cli.command()
@click.argument("base")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@click.option("--chart", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.svg|FILE.png",
              help="Where to draw the chart; beside the runs if not given.")  # fmt: skip
@sized
@shown
def compare(base: str, others: tuple[str, ...], chart: Path | None, **options: Any) -> None:
    """Compare scenarios with a base on the same draws: inputs first, then outcomes."""
    from results.work import compare_scenarios

    if chart and chart.suffix not in (".svg", ".png"):
        raise click.BadParameter("should end in .svg or .png", param_hint="--chart")
    with progress_bar() as advance:
        done = compare_scenarios(base, others, chart, command_line(), advance, options)
    tell(done, options["as_json"])


@cli.command()
def schema() -> None:
    """Print the JSON Schema of scenario files, for completion in an editor."""
    from scenarios.schema import file_schema

    click.echo(as_text(file_schema()))


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


def progress_bar() -> Any:
    from results.render.progress import progress_bar as bar

    return bar()


def command_line() -> str:
    """What was typed, as text that can be stored whatever the locale."""
    return os.fsencode(" ".join(["quotalab", *sys.argv[1:]])).decode(errors="replace")


def main() -> None:
    """The program. Output survives a terminal that cannot show every character."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    cli(prog_name="quotalab")


if __name__ == "__main__":
    main()
