"""quotalab on the command line: parse, call, print."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from results.commands import explain, files, kpi, pay, seen, tools
from results.commands.shared import as_text, command_line, drawable_file, progress_bar, tell

F = TypeVar("F", bound=Callable[..., Any])
EXIT_IMPOSSIBLE = 3
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
            kept = ctx.invoked_subcommand in ("run", "compare", "stress", "optimize")
            told = "the same command continues where it stopped" if kept else "nothing was written"
            click.echo(f"interrupted; {told}", err=True)
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

    drawable_file(chart)
    with progress_bar() as advance:
        done = compare_scenarios(base, others, chart, command_line(), advance, options)
    tell(done, options["as_json"])


LEVERS = ("targets", "weights", "curve", "salary")
RAILS = ("cost", "people", "participation")


class Names(click.ParamType[Any]):
    """Some of a few words, with commas between them."""

    name = "names"

    def __init__(self, known: tuple[str, ...]) -> None:
        self.known = known

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        named = value if isinstance(value, tuple) else tuple(word.strip() for word in value.split(",") if word.strip())
        if unknown := [word for word in named if word not in self.known]:
            self.fail(f"{', '.join(unknown)}: not known; there are {', '.join(self.known)}", param, ctx)
        return tuple(word for word in self.known if word in named)


class Percent(click.ParamType[Any]):
    """A share written as 20% or 0.2."""

    name = "percent"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        text = str(value).strip()
        try:
            share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            self.fail(f"{value!r} is no share; write 20% or 0.2", param, ctx)
        if not 0 < share <= 10:
            self.fail(f"{value!r} should lie above 0 and at most at 1000%", param, ctx)
        return share


@cli.command()
@click.argument("scenario")
@click.option("--levers", type=Names(LEVERS), default="targets,weights,curve", show_default=True, metavar="NAME,...",
              help="What may change: targets, weights, curve, salary.")  # fmt: skip
@click.option("--budget", type=click.FloatRange(0, min_open=True), metavar="AMOUNT",
              help="What expected pay is to cost a year, instead of what it costs today.")  # fmt: skip
@click.option("--within", type=Percent(), default="20%", show_default=True, metavar="SHARE",
              help="How far each quota, weight and payout may move from today's.")  # fmt: skip
@click.option("--rails", type=Names(RAILS), default="cost,people", show_default=True, metavar="NAME,...",
              help="Guard rails: cost (expected pay cost within 1 % of today's or of --budget), people (no rep's "
              "expected pay below 95 % of today's), participation (a year is worth mind.outside to all).")  # fmt: skip
@click.option("--aim", type=click.Choice(["margin", "fair"]), default="margin", show_default=True,
              help="Most gross margin after pay; or the target split whose hardest quota is easiest.")  # fmt: skip
@click.option("--turns", default=3, show_default=True, type=click.IntRange(1, 100),
              help="Rounds of the search at most: the plan's numbers, the target split, both together.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="SCENARIO.yaml",
              help="Where the new scenario is written; beside the runs if not given.")  # fmt: skip
@sized
@shown
@click.pass_context
def optimize(ctx: click.Context, /, scenario: str, output: Path | None, **options: Any) -> None:
    """Search target splits, KPI weights and bonus curves for more margin after pay, and judge what is found.

    The search simulates, solves a linear program inside a trust region, and simulates again; what it finds is
    compared with today's plan on years that it has not seen. Exit code 3: the guard rails cannot all be kept.
    """
    from optimizer.optimizing import Impossible, optimize_scenario

    try:
        with progress_bar() as advance:
            done = optimize_scenario(scenario, output, command_line(), advance, options)
    except Impossible as impossible:
        click.echo("these cannot all be kept:", err=True)
        for line in impossible.lines:
            click.echo(f"  {line}", err=True)
        ctx.exit(EXIT_IMPOSSIBLE)
    tell(done, options["as_json"])


@cli.command()
@click.argument("scenario")
@click.option("--targets", default="0.9:1.3:0.05", show_default=True, metavar="FROM:TO:STEP",
              help="Targets to try, as multiples of the written one, which is always among them.")  # fmt: skip
@click.option("--shock", "shocks", multiple=True, metavar="KIND=SIZE[,...]",
              help="demand=-20%, price=-10%, leave=2@7 (two key reps leave in month 7), hiring=3 (newcomers come three "
              "months late) or payment=+50%; a comma joins shocks into one. May be repeated; a mild one of each kind "
              "if not given.")  # fmt: skip
@click.option("--chart", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.svg|FILE.png",
              help="Where to draw the heat map; not drawn if not given.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True,
              help="Language of tables and charts.")  # fmt: skip
@sized
def stress(scenario: str, targets: str, shocks: tuple[str, ...], chart: Path | None, **options: Any) -> None:
    """See how targets stand up to shocks: every shock at every target, on the same draws."""
    from results.stressing import run_stress

    drawable_file(chart)
    with progress_bar() as advance:
        done = run_stress(scenario, targets, shocks, chart, command_line(), advance, options)
    tell(done, options["as_json"])


@cli.command()
@click.argument("runs", nargs=-1, required=True, metavar="RUN...")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.html",
              help="Where the report goes; beside the runs if not given.")  # fmt: skip
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True,
              help="Language of the report.")  # fmt: skip
@click.option("--per-rep", is_flag=True, help="Name people and show each rep's own figures and pay.")
@click.option("--json", "as_json", is_flag=True, help="Print the report's figures as JSON instead of its path.")
def report(runs: tuple[str, ...], output: Path | None, as_json: bool, **options: Any) -> None:
    """Make one HTML file of stored runs and findings, to read on a screen or a phone, print and hand round.

    RUN is a folder that run, compare, stress or optimize left: a path, or its name among the runs, with or without
    the hash at its end. The first run is what the others are compared with.
    """
    from results.report.report import write_report

    if output and output.suffix.lower() not in (".html", ".htm"):
        raise click.BadParameter("should end in .html", param_hint="-o")
    path, done = write_report(runs, output, options)
    click.echo(as_text(done.data) if as_json else str(path))
    for line in done.notes:
        click.echo(line, err=True)


@cli.command()
def schema() -> None:
    """Print the JSON Schema of scenario files, for completion in an editor."""
    from scenarios.schema import file_schema

    click.echo(as_text(file_schema()))


for command in (*files.COMMANDS, *seen.COMMANDS, *tools.COMMANDS, explain.explain, kpi.kpi, pay.pay):
    cli.add_command(command)


def main() -> None:
    """The program. Output survives a terminal that cannot show every character."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    cli(prog_name="quotalab")


if __name__ == "__main__":
    main()
