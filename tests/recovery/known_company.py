"""Exports of a company whose every number is known, and how far fits of them find these numbers again."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from results.export import exported
from scenarios.crm.fit.company import Fit, fit_company
from scenarios.crm.fit.interval import Fitted, logit
from scenarios.crm.fit.pattern import fit_pattern
from scenarios.crm.tables import Company, Opportunities
from scenarios.load import load
from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.world.world import make_world

TRUTH = Path(__file__).with_name("truth.yaml")
FITTED_AS_OF = pd.Timestamp("2025-12-31")
"""Two years of the thirty months: by their end the deals of these two years are closed."""
CALENDAR_DAYS = 7 / 5
"""Calendar days in a working day, of which the truth is written."""
NEVER_CENSORED = ("level", "pattern", "dispersion")
"""Families that a fit with all outcomes sees no better: who came in is known at once."""


class Found(NamedTuple):
    """A number found again: its family and name, its true value, and the fit with open deals, of everything, and of
    closed deals alone."""

    family: str
    name: str
    truth: float
    fit: Fitted
    complete: Fitted
    closed: Fitted


@cache
def truth() -> Scenario:
    return load(TRUTH)


def found_again(seed: int) -> list[Found]:
    """Every number of one export of two years, fitted thrice."""
    company = exported(truth(), seed=seed)
    assert company.opportunities is not None
    everything = _deals_of_two_years(company)
    last = pd.Timestamp(everything.opportunities.rows["closed"].max()).normalize()  # type: ignore[union-attr]
    fits = (fit_company(company, FITTED_AS_OF), fit_company(everything, last), fit_company(company, FITTED_AS_OF, True))
    told = [dict(_numbers(fit)) for fit in fits]
    true = _true(fits[0])
    told[1] |= {key: number for key, number in told[0].items() if key[0] in NEVER_CENSORED}
    return [Found(*key, true[key], *(each[key] for each in told)) for key in true]


def _deals_of_two_years(company: Company) -> Company:
    """Deals that came in by the day of the fit, with what became of them later."""
    assert company.opportunities is not None
    rows, *names = (getattr(company.opportunities, key) for key in ("rows", "stages", "names"))
    kept = rows[rows["created"] < FITTED_AS_OF + pd.Timedelta(days=1)]
    return Company(Opportunities(kept.reset_index(drop=True), *names), roster=company.roster)


Key = tuple[str, str]


def _numbers(fit: Fit) -> Iterator[tuple[Key, Fitted]]:
    arrivals, pattern = fit.arrivals, fit.arrivals.pattern
    assert pattern.growth is not None
    for row, level in zip(fit.streams.rows.tolist(), arrivals.levels, strict=True):
        group, segment, channel = row
        yield ("level", f"{fit.streams.groups[group]} {fit.segments[segment]} {fit.channels[channel]}"), level
    yield ("pattern", "growth"), pattern.growth
    yield from ((("pattern", f"month {m + 1}"), month) for m, month in enumerate(pattern.months))
    yield from ((("pattern", f"weekday {d + 1}"), day) for d, day in enumerate(pattern.weekdays[:5]))
    yield from ((("dispersion", fit.segments[s]), found) for s, found in enumerate(arrivals.dispersion))
    for name, value in zip(fit.segments, fit.values, strict=True):
        yield ("value", f"{name} mean"), value.mean
        yield ("value", f"{name} cv"), value.cv
    for stage in fit.process.stages:
        for s, name in enumerate(fit.segments):
            yield ("chance", f"{stage.id} {name}"), stage.fit.odds.segment(s)
        for r, rep in enumerate(fit.reps):
            yield ("rep", f"{stage.id} {rep}"), stage.fit.odds.rep(r)
        for what, curve in (("yes", stage.fit.yes), ("no", stage.fit.no)):
            yield ("time", f"{stage.id} {what} mean"), curve.average
            yield ("time", f"{stage.id} {what} cv"), curve.variation


def _true(fit: Fit) -> dict[Key, float]:
    """The same numbers as the scenario states them, in the units of the fit."""
    scenario, market = truth(), truth().market
    assert isinstance(market, FunnelMarket)
    found: dict[Key, float] = {}
    level = _level_of_a_stream(scenario)
    for row in market.demand:
        found["level", f"{row.territory} {row.segment} {row.channel}"] = row.leads_per_year * level
    found |= pattern_without_chance()
    found |= {("dispersion", row.segment): row.dispersion for row in market.demand}
    for segment in market.segments:
        found["value", f"{segment.id} mean"] = float(segment.value.mean)
        found["value", f"{segment.id} cv"] = segment.value.cv
    return found | _true_process(scenario, fit)


@cache
def pattern_without_chance() -> dict[Key, float]:
    """Growth, season and weekdays as they come out of the expected numbers of each day.

    They are not quite as written: a week that begins in one month and ends in the next brings its leads at one rate,
    so that months run a little into each other.
    """
    expected = _expected_by_day()
    pattern, _ = fit_pattern(expected.to_numpy(np.float64), pd.DatetimeIndex(expected.index))
    assert pattern.growth is not None
    found = {("pattern", "growth"): pattern.growth.value}
    found |= {("pattern", f"month {m + 1}"): month.value for m, month in enumerate(pattern.months)}
    return found | {("pattern", f"weekday {d + 1}"): day.value for d, day in enumerate(pattern.weekdays[:5])}


def pattern_as_written() -> dict[Key, float]:
    market = truth().market
    assert isinstance(market, FunnelMarket)
    season, weekdays = np.array(market.season[:12]), np.array(market.weekdays)
    found = {("pattern", "growth"): market.growth}
    found |= {("pattern", f"month {m + 1}"): weight / season.mean() for m, weight in enumerate(season)}
    return found | {("pattern", f"weekday {d + 1}"): weight / weekdays.mean() for d, weight in enumerate(weekdays)}


def _expected_by_day() -> pd.Series:
    """Leads that each day of the two years should bring, all streams together; none at weekends."""
    world = make_world(truth())
    day = np.bincount(world.streams.segment, world.streams.per_day) @ world.worth  # by week
    parts, by_day = world.days.until - world.days.begin, []
    for week, leads in zip(world.weeks, day, strict=True):
        part = parts[week.first : week.first + int(week.days)]
        by_day += (leads * part / part.sum()).tolist()
    worked = pd.bdate_range(truth().company.calendar.start, periods=len(by_day))  # type: ignore[union-attr]
    every = pd.date_range(worked[0] + pd.Timedelta(days=1), FITTED_AS_OF)  # as the fit has it, without the first day
    return pd.Series(by_day, worked).reindex(every, fill_value=0.0)


def _level_of_a_stream(scenario: Scenario) -> float:
    """Deals a calendar year in the middle of the two years, in a month of plain average season, for a lead a year."""
    market, calendar = scenario.market, scenario.company.calendar
    assert isinstance(market, FunnelMarket)
    season = [market.season[day.month] * market.weekdays[day.weekday] for day in calendar.worked_days()]
    plain = float(np.mean(market.season[:12])) * float(np.mean(market.weekdays))
    before_the_middle = (calendar.months - 24) / 24
    return 365.25 * 5 / 7 / 250 * plain / float(np.mean(season)) * (1 + market.growth) ** -before_the_middle


def _true_process(scenario: Scenario, fit: Fit) -> dict[Key, float]:
    assert scenario.funnel is not None
    found: dict[Key, float] = {}
    for stage in scenario.funnel.stages:
        own = {step.segment: step.advance or stage.advance for step in stage.segments}
        effect = {rep.id: scenario.funnel.skill_effect * (getattr(rep.skills, stage.skill) - 0.5)
                  for rep in scenario.people.reps}  # fmt: skip
        mean = float(np.mean(list(effect.values())))
        for segment in fit.segments:
            odds = logit(own.get(segment, stage.advance)) + mean
            found["chance", f"{stage.id} {segment}"] = 1 / (1 + np.exp(-odds))
        found |= {("rep", f"{stage.id} {rep}"): effect[rep] - mean for rep in fit.reps}
        for what, wait in (("yes", stage.answer), ("no", stage.refusal or stage.answer)):
            found["time", f"{stage.id} {what} mean"] = wait.mean * CALENDAR_DAYS
            found["time", f"{stage.id} {what} cv"] = wait.cv
    return found
