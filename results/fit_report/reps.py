"""Whether reps differ at all, by how much after luck and deal mix are allowed for, and what suits whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy
from scipy import special

from results.fit_report.heads import TITLES, columns
from results.fit_report.process import SURE, wilson
from results.fit_report.sentences import p_is, said
from results.section import In, Section
from scenarios.base import Label
from scenarios.crm.fit.company import Fit
from scenarios.crm.fit.interval import Fitted, Z, chance, logit
from scenarios.crm.fit.odds import Odds
from scenarios.crm.tables import LOST, WON

PLAIN = 0.001
"""p-value below which what suits whom, and at which speed, is taken into the scenario."""
Shown = Callable[[str], str]
"""A rep's id as it may be shown: as written, or a code."""


@dataclass(frozen=True)
class RepRow:
    """closed, won: deals counted. shrunk: her chance with the company's mix of deals, of those decided; None where win
    rates cannot be told."""

    rep: str
    team: str
    closed: int
    won: int
    shrunk: Fitted | None

    @property
    def raw(self) -> Fitted:
        return wilson(self.won, self.closed)


def rep_rows(fit: Fit) -> list[RepRow]:
    """One row for everybody who is there, by shrunk chance, best first."""
    rows = fit.rows
    count = {outcome: rows.loc[rows["outcome"] == outcome, "owner"].value_counts() for outcome in (WON, LOST)}
    found = []
    for place, (rep, team) in enumerate(zip(fit.reps, fit.teams, strict=True)):
        won, lost = int(count[WON].get(rep, 0)), int(count[LOST].get(rep, 0))
        found.append(RepRow(rep, team, won + lost, won, _shrunk(fit, place, won + lost) if fit.process.named else None))
    return sorted(found, key=lambda row: -row.shrunk.value if row.shrunk else -row.won)


def _shrunk(fit: Fit, place: int, closed: int) -> Fitted:
    """The chance that she wins a deal of the company's mix, all stages together (delta method)."""
    log_chance, variance = 0.0, 0.0
    for stage in fit.process.stages:
        p, slope = _with_her(stage.fit.odds, place)
        effect = stage.fit.odds.rep(place)
        se = (effect.high - effect.low) / (2 * Z)
        log_chance += float(np.log(max(p, 1e-9)))
        variance += (slope / max(p, 1e-9) * se) ** 2
    won = float(np.clip(np.exp(log_chance), 1e-6, 1 - 1e-6))
    return chance(logit(won), float(np.sqrt(variance)) / (1 - won), closed)


def _with_her(odds: Odds, place: int) -> tuple[float, float]:
    """The average chance of all deals of a stage, were they hers, and how it moves with her log-odds."""
    mix, kind = np.unique(odds.cells.rows[:, :2], axis=0, return_inverse=True)
    share = np.bincount(kind, odds.sizes) / max(odds.sizes.sum(), 1e-9)
    p = np.array([special.expit(odds.eta(int(segment), place, int(channel))) for segment, channel in mix])
    return float(share @ p), float(share @ (p * (1 - p)))


def do_reps_differ(fit: Fit) -> float:
    """How often reps who are all alike would differ as much, all stages together (Fisher's method)."""
    return _together([stage.fit.odds.p_value for stage in fit.process.stages])


def do_idle_differ(fit: Fit) -> float | None:
    """The same for deals that nobody ever closes; None where there are none."""
    told = [stage.fit.never.p_value for stage in fit.process.stages if stage.fit.never]
    return _together(told) if told else None


def does_something_suit(fit: Fit) -> float:
    """The same for what reps do better in one segment than in another."""
    return _together([stage.fit.odds.suits.p_value for stage in fit.process.stages])


def do_speeds_differ(fit: Fit) -> float:
    """The same for how soon customers answer them."""
    return _together([tempo.p_value for stage in fit.process.stages for tempo in stage.tempo])


def _together(p_values: list[float]) -> float:
    """Fisher (1925): one p-value out of several."""
    if len(p_values) == 1:
        return p_values[0]
    return float(scipy.stats.combine_pvalues([max(p, 1e-300) for p in p_values]).pvalue)


def reps_section(fit: Fit, shown: Shown) -> Section:
    rows = rep_rows(fit)
    notes = _sentences(fit)
    effects = [
        {
            "rep": shown(rep),
            "stages": {stage.id: stage.fit.odds.rep(place) for stage in fit.process.stages}
            if fit.process.named
            else {},
        }
        for place, rep in enumerate(fit.reps)
    ]
    more = {
        "log_odds": effects,
        "between_reps_sd": {stage.id: stage.fit.odds.spread for stage in fit.process.stages},
        "p_value": do_reps_differ(fit) if fit.process.named else None,
        "p_value_never_closed": do_idle_differ(fit) if fit.process.named else None,
        "p_value_speeds": do_speeds_differ(fit) if fit.process.named else None,
        "p_value_segments_suit": does_something_suit(fit) if fit.process.named else None,
    }
    heads = columns("rep", "team", ("closed", "count"), ("won", "count"))
    if not fit.process.named:
        cells = tuple((shown(row.rep), row.team, row.closed, row.won) for row in rows)
        return Section("reps", TITLES["reps"], heads, cells, notes, most=40, more=more)
    heads += columns(("raw", "share"), ("shrunk", "share"))
    full = tuple((shown(row.rep), row.team, row.closed, row.won, row.raw, row.shrunk) for row in rows)
    return Section("reps", TITLES["reps"], heads, full, notes, most=40, more=more)


def _sentences(fit: Fit) -> tuple[Label, ...]:
    if not fit.process.named:
        return (said("reps_unnamed"),)
    if len(fit.reps) < 2:
        return (said("one_rep"),)
    differ, idle, suits = do_reps_differ(fit), do_idle_differ(fit), does_something_suit(fit)
    told = [said("reps_differ", p=p_is(differ)) if differ < SURE else said("reps_same", p=In(differ, "chance"))]
    if idle is not None:
        told.append(said("idle_differ", p=p_is(idle)) if idle < SURE else said("idle_same", p=In(idle, "chance")))
    if len(fit.segments) > 1:
        told.append(said("suits", p=p_is(suits)) if suits < PLAIN else said("suits_not"))
    speed = do_speeds_differ(fit)
    return (*told, said("tempo", p=p_is(speed)) if speed < PLAIN else said("tempo_not"))
