"""The command on tools: what each brings alone, and all together."""

from typing import Any

import click

from results.commands.shared import json_and_language, progress_bar, tell


@click.command()
@click.argument("source", metavar="SCENARIO")
@click.option("--set", "overrides", multiple=True, metavar="PATH=VALUE", help="Change one value of the scenario.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**63 - 1), help="Which luck.")
@click.option("--replications", default=100, show_default=True, type=click.IntRange(2, 10_000_000),
              help="Simulated years of each choice of tools.")  # fmt: skip
@json_and_language
def tools(source: str, as_json: bool, **options: Any) -> None:
    """Show what each tool of a scenario brings alone, and all together, net of pay and licences.

    Every choice is lived on the same draws as the scenario without tools.
    """
    from results.tool_table import show_tools

    with progress_bar() as advance:
        done = show_tools(source, advance, options)
    tell(done, as_json)


COMMANDS = (tools,)
