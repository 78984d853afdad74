"""Commands that show what there is and what happened: levers, and a year told as a story."""

from typing import Any

import click

from results.commands.shared import json_and_language, tell


@click.command()
@click.option("--family", metavar="NAME", help="Only one family: people, process, training, customers or market.")
@json_and_language
def levers(family: str | None, as_json: bool, **options: Any) -> None:
    """List what management can set, and what each lever must move."""
    from results.lever_list import list_levers

    tell(list_levers(family, options), as_json)


COMMANDS = (levers,)
