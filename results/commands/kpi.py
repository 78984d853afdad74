"""Commands about KPIs: all of them, and one explained and traced."""

from typing import Any

import click

from results.commands.shared import json_and_language, tell


@click.group()
def kpi() -> None:
    """What can be measured: every KPI with its formula, unit, source and reliability."""


@kpi.command("list")
@json_and_language
def list_(as_json: bool, **options: Any) -> None:
    """List the KPIs of the registry."""
    from results.kpi_list import list_kpis

    tell(list_kpis(options), as_json)


@kpi.command()
@click.argument("kpi_id", metavar="KPI")
@click.argument("source", required=False, metavar="[SCENARIO|RUN]")
@click.option("--rep", metavar="NAME", help="Trace it for this rep, by id or name.")
@click.option("--set", "overrides", multiple=True, metavar="PATH=VALUE", help="Change one value of the scenario.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**63 - 1), help="Which luck.")
@click.option("--replication", default=0, show_default=True, type=click.IntRange(0, 10_000_000), metavar="K",
              help="Which of the seed's years, counted from 0 as in a run.")  # fmt: skip
@json_and_language
def show(kpi_id: str, source: str | None, rep: str | None, as_json: bool, **options: Any) -> None:
    """Explain one KPI, and with a scenario or a stored run trace its numbers through a year."""
    from results.kpi_list import show_kpi

    tell(show_kpi(kpi_id, source, rep, options), as_json)
