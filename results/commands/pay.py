"""Commands about pay: people paid for their deals, plans checked, replayed, drawn and put into letters."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from results.commands.shared import INPUT, drawable_file, json_and_language, tell

F = TypeVar("F", bound=Callable[..., Any])
KINDS = ("deals", "receipts", "invoices", "roster", "quotas", "scores", "adjustments")
ROSTER = "Who is paid: people, teams, grades, roles, pay and quotas."


@click.group()
def pay() -> None:
    """Pay people to the cent, and look at what a plan pays.

    PLAN is a plan file, a scenario, or a bundled name.
    """


def payroll_files(needed: bool) -> Callable[[F], F]:
    """The files that a payroll run is given."""
    helps = {
        "deals": "Deals signed, one a row.",
        "receipts": "Money received, one a row.",
        "invoices": "Invoices sent, one a row.",
        "roster": ROSTER,
        "quotas": "Quotas by person and period.",
        "scores": "KPIs that no deal tells, by person and period.",
        "adjustments": "What somebody decided by hand, each with its reason.",
    }

    def with_files(function: F) -> F:
        for kind in reversed(KINDS):
            must = needed and kind in ("deals", "roster")
            function = click.option(f"--{kind}", type=INPUT, metavar="FILE", required=must, help=helps[kind])(function)
        return function

    return with_files


def changed(function: F) -> F:
    """Values of the plan changed on the way."""
    told = "Change one value of the plan; may be repeated."
    return click.option("--set", "overrides", multiple=True, metavar="PATH=VALUE", help=told)(function)


def who(function: F) -> F:
    """Whose pay it is: options shared by curve and letter."""
    for option in (
        click.option("--quotas", type=INPUT, metavar="FILE", help="Quotas by person and period."),
        click.option("--roster", type=INPUT, metavar="FILE", help=ROSTER),
        click.option("--quota", metavar="AMOUNT", help="A year's quota, where no file states one."),
        click.option("--role", metavar="ID", help="Somebody in this role."),
        click.option("--level", metavar="ID", help="Somebody of this grade."),
        click.option("--rep", metavar="NAME", help="Of the roster or the scenario, by id or name."),
    ):
        function = option(function)
    return function


@pay.command()
@click.argument("plan")
@payroll_files(needed=True)
@click.option("--period", metavar="PERIOD", help="2026, 2026-Q3 or 2026-07; all of the plan's year if not given.")
@click.option("--rep", metavar="NAME", help="Explain every line of one person, by id or name.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.csv|FILE.json",
              help="Where every line is written.")  # fmt: skip
@changed
@json_and_language
def statement(
    plan: str, period: str | None, rep: str | None, output: Path | None, as_json: bool, **options: Any
) -> None:
    """Pay everybody for their deals: exact statements, every line explained tier by tier."""
    from results.pay.statement import make_statements

    files = taken(options)
    tell(make_statements(plan, options.pop("overrides"), files, period, rep, output, options), as_json)


@pay.command()
@click.argument("plan")
@payroll_files(needed=False)
@click.option("--quota", metavar="AMOUNT", help="A year's quota, for people of whom no file states one.")
@click.option("--years", default=40, show_default=True, type=click.IntRange(1, 10_000),
              help="Of a scenario: simulated years that tell where reps stand.")  # fmt: skip
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**63 - 1), help="Which luck.")
@changed
@json_and_language
@click.pass_context
def check(ctx: click.Context, /, plan: str, quota: str | None, as_json: bool, **options: Any) -> None:
    """Check a plan: its own examples, cliffs in money, published ranges, what the law refuses.

    Exit code 2: an example fails, or the law refuses the plan. What is only worth a thought is 0.
    """
    from results.pay.check import check_plan

    checked = check_plan(plan, taken(options), quota, options)
    tell(checked, as_json)
    ctx.exit(checked.code)


@pay.command()
@click.argument("old")
@click.argument("new")
@payroll_files(needed=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.csv|FILE.json",
              help="Where every person's pay under both is written.")  # fmt: skip
@json_and_language
def replay(old: str, new: str, output: Path | None, as_json: bool, **options: Any) -> None:
    """Set the same deals under an old and a new plan: who wins, who loses, what it costs, and why."""
    from results.pay.replay import replay_plans

    tell(replay_plans(old, new, taken(options), output, options), as_json)


@pay.command()
@click.argument("plan")
@who
@click.option("--chart", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.svg|FILE.png",
              help="Where to draw it; not drawn if not given.")  # fmt: skip
@changed
@json_and_language
def curve(plan: str, chart: Path | None, as_json: bool, **options: Any) -> None:
    """Show what a plan pays at each attainment, and for a little more of it."""
    from results.pay.curve import show_curve

    drawable_file(chart)
    tell(show_curve(plan, asked(options), chart, options), as_json)


@pay.command()
@click.argument("plan")
@who
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.html|FILE.md",
              help="Where the letter goes; beside the runs if not given.")  # fmt: skip
@changed
@json_and_language
def letter(plan: str, output: Path | None, as_json: bool, **options: Any) -> None:
    """Write the plan letter that a rep signs: components, worked examples, curve and rules in plain words."""
    from results.pay.letter.letter import write_letter

    tell(write_letter(plan, asked(options), output, options), as_json)


def taken(options: dict[str, Any]) -> dict[str, Path]:
    """The files that were named, by kind."""
    named = {kind: options.pop(kind) for kind in KINDS}
    return {kind: path for kind, path in named.items() if path is not None}


def asked(options: dict[str, Any]) -> Any:
    """Whose pay is asked for."""
    from results.pay.standing import Asked

    return Asked(**{key: options.pop(key) for key in ("rep", "level", "role", "quota", "roster", "quotas")})
