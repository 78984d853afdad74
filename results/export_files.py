"""An export as files: CSV that Chinese Excel opens as it is, in a folder that is written whole or not at all."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd

from results.export import exported
from results.export_deals import REASON, TOUCHED
from results.render.export_words import CELLS, HEADS, MONTHS
from results.render.words import Language
from results.writing import write_folder
from scenarios.base import Label
from scenarios.company import WorkingDays
from scenarios.crm.tables import ENTERED, Company, Opportunities, Orders, Quotas, Roster
from scenarios.load import load
from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.quotas import company_target, split

BOM = "\ufeff"
"""By this Excel knows that a file is UTF-8."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be run by Excel as a formula, unless an apostrophe stands before it."""


def export_scenario(
    source: str, folder: Path, language: Language, overrides: Sequence[str] = (), **which: Any
) -> dict[str, int]:
    """A scenario's year as files in a folder: each path with its rows; `which`: seed, replication and as_of."""
    scenario = load(source, overrides)
    rows = write_export(exported(scenario, **which), scenario, folder, language)
    return {str(folder / name): count for name, count in rows.items()}


def write_export(company: Company, scenario: Scenario, folder: Path, language: Language = "zh") -> dict[str, int]:
    """Writes what `exported` gave; `folder` is new, empty, or holds these very files already.

    Returns each file's rows. Raises OSError, and then nothing was written.
    """
    frames = export_frames(company, scenario, language)
    write_folder(folder, {name: _bytes(frame) for name, frame in frames.items()})
    return {name: len(frame) for name, frame in frames.items()}


def export_frames(company: Company, scenario: Scenario, language: Language) -> dict[str, pd.DataFrame]:
    """The files by name, every cell a text, under headers in a language."""
    frames: dict[str, pd.DataFrame] = {}
    if company.opportunities:
        frames["leads.csv"] = _leads(company.opportunities, scenario, language)
        frames["opportunities.csv"] = _opportunities(company.opportunities, scenario, language)
    if company.orders:
        frames["orders.csv"] = _orders(company.orders, scenario, language)
    if company.roster:
        frames["roster.csv"] = _roster(company.roster, scenario, language)
    if company.quotas:
        frames["quotas.csv"] = _quotas(company.quotas, scenario, language)
    return frames


# ── one function for each file ──────────────────────────────────────────────────────────────────


def _leads(opportunities: Opportunities, scenario: Scenario, language: Language) -> pd.DataFrame:
    """Every lead (线索): whence, whose, when it came in, when first worked on; its opportunity keeps its number."""
    rows, market = opportunities.rows, scenario.market
    assert isinstance(market, FunnelMarket)
    columns = {
        "lead": rows["id"],
        "channel": rows["channel"].map(_names(market.channels, language)),
        "owner": rows["owner"],
        "created": _days(rows["created"]),
        "touched": _days(rows[TOUCHED]),
    }
    return _headed(columns, language)


def _opportunities(opportunities: Opportunities, scenario: Scenario, language: Language) -> pd.DataFrame:
    """Every opportunity (商机) with its stage, its outcome and its dates."""
    rows, market = opportunities.rows, scenario.market
    assert isinstance(market, FunnelMarket)
    stages = _names(scenario.funnel.stages if scenario.funnel else (), language)
    words = {key: cell.text(language) for key, cell in CELLS.items()}
    columns = {
        "id": rows["id"],
        "account": rows["account"],
        "owner": rows["owner"],
        "segment": rows["segment"].map(_names(market.segments, language)),
        "channel": rows["channel"].map(_names(market.channels, language)),
        "outcome": rows["outcome"].map(words),
        "stage": rows["stage"].map(stages),
        "amount": _money(rows["amount"], scenario),
        "created": _days(rows["created"]),
        "closed": _days(rows["closed"]),
        "reason": rows[REASON].map(words),
    }
    head = HEADS["entered"].text(language)
    entered = {head.format(stages[stage]): _days(rows[f"{ENTERED}{stage}"]) for stage in opportunities.stages}
    return pd.concat([_headed(columns, language), pd.DataFrame(entered)], axis=1)


def _orders(orders: Orders, scenario: Scenario, language: Language) -> pd.DataFrame:
    """Sales without leads: one row for each rep and month."""
    rows = orders.rows
    columns = {
        "order": rows["id"],
        "owner": rows["owner"],
        "date": _days(rows["date"]),
        "sold": _money(rows["amount"], scenario),
        "cost": _money(rows["cost"], scenario),
    }
    return _headed(columns, language)


def _roster(roster: Roster, scenario: Scenario, language: Language) -> pd.DataFrame:
    """Everybody (花名册) with team, grade and pay as agreed."""
    rows = roster.rows
    columns = {
        "employee": rows["id"],
        "name": rows["id"].map({rep.id: _harmless(rep.name.text(language)) for rep in scenario.people.reps}),
        "team": rows["team"].map(_names(scenario.company.teams, language)),
        "level": rows["level"].map(_names(scenario.people.levels, language)),
        "base": _money(rows["base"], scenario),
        "variable": _money(rows["variable"], scenario),
    }
    return _headed(columns, language)


def _quotas(quotas: Quotas, scenario: Scenario, language: Language) -> pd.DataFrame:
    """The company's target, the teams' and everybody's quotas (业绩目标): a row a year, or a row a month."""
    calendar, rows = scenario.company.calendar, quotas.rows
    assert isinstance(calendar, WorkingDays)
    team = {rep.id: rep.team for rep in scenario.people.reps}
    by_team = rows.assign(owner=rows["owner"].map(team)).groupby(["owner", "start"], sort=False)["amount"].sum()
    starts = rows["start"].drop_duplicates()
    whole = pd.DataFrame({"start": starts, "amount": _company_quotas(scenario)[: len(starts)], "owner": ""})
    names = {
        "company": {"": _harmless(scenario.company.name.text(language))},
        "team": _names(scenario.company.teams, language),
        "rep": {rep.id: _harmless(rep.name.text(language)) for rep in scenario.people.reps},
    }
    parts: dict[str, pd.DataFrame] = {"company": whole, "team": by_team.reset_index(), "rep": rows}
    told = [part.assign(kind=CELLS[k].text(language), whom=part["owner"].map(names[k])) for k, part in parts.items()]
    given = pd.concat(told, ignore_index=True).rename(columns={"owner": "whose"})
    whole_years = calendar.months % len(MONTHS) == 0 and (calendar.start.month, calendar.start.day) == (1, 1)
    return _by_year(given, scenario, language) if whole_years else _by_month(given, scenario, language)


_WHO = ["kind", "whose", "whom"]


def _by_year(given: pd.DataFrame, scenario: Scenario, language: Language) -> pd.DataFrame:
    """Months side by side, as sales managers keep them."""
    given = given.assign(year=given["start"].dt.year, month=given["start"].dt.month)
    wide = given.pivot_table(index=[*_WHO, "year"], columns="month", values="amount", aggfunc="sum", sort=False)
    who = {key: pd.Series(wide.index.get_level_values(key)).astype(str) for key in [*_WHO, "year"]}
    months = {head.text(language): wide[month].reset_index(drop=True) for month, head in enumerate(MONTHS, 1)}
    money = {name: _money(amounts, scenario) for name, amounts in months.items()}
    whole = _money(wide.sum(axis=1).reset_index(drop=True), scenario)
    return pd.concat([_headed(who | {"whole": whole}, language), pd.DataFrame(money)], axis=1)


def _by_month(given: pd.DataFrame, scenario: Scenario, language: Language) -> pd.DataFrame:
    """One row for each month, where months side by side would not make a calendar year."""
    who = {key: given[key] for key in _WHO}
    when = {"start": _days(given["start"]), "quota": _money(given["amount"], scenario)}
    return _headed(who | when, language)


def _company_quotas(scenario: Scenario) -> list[float]:
    """The company's target of each month, in currency."""
    months = scenario.company.calendar.months
    phasing = [Fraction(weight) for weight in scenario.targets.phasing] or [Fraction(1)] * months
    return [coins / 10**scenario.company.currency.minor_digits for coins in split(company_target(scenario), phasing)]


# ── cells ───────────────────────────────────────────────────────────────────────────────────────


def _headed(columns: Mapping[str, pd.Series], language: Language) -> pd.DataFrame:
    return pd.DataFrame({HEADS[key].text(language): cells for key, cells in columns.items()})


def _names(things: Iterable[Any], language: Language) -> dict[str, str]:
    """What people call each thing, by its id; two of one name are told apart by their ids."""
    names: dict[str, Label] = {thing.id: thing.name for thing in things}
    times = Counter(name.text(language) for name in names.values())
    return {
        key: _harmless(name.text(language) if times[name.text(language)] == 1 else f"{name.text(language)} {key}")
        for key, name in names.items()
    }


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _money(amounts: pd.Series, scenario: Scenario) -> pd.Series:
    """To the coin, without separators."""
    digits = scenario.company.currency.minor_digits
    return pd.Series([f"{amount:.{digits}f}" for amount in amounts], amounts.index, dtype=str)


def _days(moments: pd.Series) -> pd.Series:
    """To the day, as people write dates down; empty where there is none."""
    texts: pd.Series = moments.dt.strftime("%Y-%m-%d").fillna("")
    return texts


def _bytes(frame: pd.DataFrame) -> bytes:
    return (BOM + frame.to_csv(index=False, lineterminator="\n")).encode()
