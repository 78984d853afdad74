"""Commands that answer a question about one scenario: where the pipeline is stuck."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from results.commands.shared import json_and_language, progress_bar, tell

F = TypeVar("F", bound=Callable[..., Any])


@click.group()
def explain() -> None:
    """Why a year is as it is: questions that take more than one simulated year to answer."""


def asked_of(function: F) -> F:
    """A scenario or a stored run, and how much to simulate."""
    for option in (
        click.option("--set", "overrides", multiple=True, metavar="PATH=VALUE", help="Change one value first."),
        click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**63 - 1), help="Which luck."),
        click.option("--replications", default=200, show_default=True, type=click.IntRange(2, 1_000_000),
                     help="Simulated years of each variant."),
    ):  # fmt: skip
        function = option(function)
    return function


@explain.command()
@click.argument("source", metavar="SCENARIO|RUN")
@asked_of
@json_and_language
def bottleneck(source: str, as_json: bool, **options: Any) -> None:
    """Find the stage at which more capacity would bring most."""
    from results.explain.bottleneck import explain_bottleneck

    with progress_bar() as advance:
        done = explain_bottleneck(source, advance, options)
    tell(done, as_json)


@explain.command()
@click.argument("source", metavar="SCENARIO|RUN")
@asked_of
@click.option("--anonymise", is_flag=True, help="Codes instead of names; who is who stays on this machine.")
@json_and_language
def needs(source: str, as_json: bool, **options: Any) -> None:
    """Tell who needs which training, with the evidence, and whether missing skill is why somebody is behind."""
    from results.explain.needs import explain_needs

    with progress_bar() as advance:
        done = explain_needs(source, advance, options)
    tell(done, as_json)


@explain.command()
@click.argument("source", metavar="SCENARIO|RUN")
@click.option("--rep", required=True, metavar="ID", help="Whose year, by the id in the roster.")
@asked_of
@json_and_language
def reaction(source: str, as_json: bool, **options: Any) -> None:
    """Tell a rep's year as the rep sees it: pay at each effort, and where the plan makes it pay to push or to rest."""
    from results.explain.reaction import explain_reaction

    with progress_bar() as advance:
        done = explain_reaction(source, advance, options)
    tell(done, as_json)
