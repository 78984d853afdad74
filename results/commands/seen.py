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


@click.command()
@click.argument("source", metavar="SCENARIO|RUN")
@click.option("--rep", metavar="NAME", help="Tell this rep's year, by id or name.")
@click.option("--lead", metavar="ID", help="Tell this lead's life; the first digits of its name are enough.")
@click.option("--set", "overrides", multiple=True, metavar="PATH=VALUE", help="Change one value of the scenario.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**63 - 1), help="Which luck.")
@click.option("--replication", default=0, show_default=True, type=click.IntRange(0, 10_000_000), metavar="N",
              help="Which of the seed's years, counted from 0 as in a run.")  # fmt: skip
@click.option("--engine", type=click.Choice(["kernel", "simpy"]), default="kernel", show_default=True,
              help="The compiled year or the story: the same year.")  # fmt: skip
@click.option("--anonymise", is_flag=True, help="Codes instead of names; who is who stays on this machine.")
@json_and_language
def story(source: str, rep: str | None, lead: str | None, as_json: bool, **options: Any) -> None:
    """Tell one rep's year or one lead's life in order: what happened when, in words.

    The year is lived again with every event kept: of a scenario, or of a stored run with the run's own seed.
    """
    from results.story.story import tell_story

    tell(tell_story(source, rep, lead, options), as_json)


COMMANDS = (levers, story)
