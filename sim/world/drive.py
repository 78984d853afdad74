"""What moves people beside pay, in numbers: weights of each part, quotas and pay at target, how the year opens."""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.drive import (
    Commitment,
    Deadline,
    Difficulty,
    Drive,
    Fairness,
    Feedback,
    GoalClarity,
    Motivation,
    Ranking,
    Reviews,
)
from scenarios.scenario import Scenario
from sim.draws import DRIVE, name_id, uniform
from sim.measures import FIXED
from sim.quotas import rep_quotas
from sim.rules.distributions import normal_quantile
from sim.rules.drive import committed
from sim.seats import days_there, share_there
from sim.tables import Table, table

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
NEVER = 1_000_000
"""Months that the news is old where nobody is told anything."""
MONTHS = {"month": 1, "quarter": 3, "year": 0}
"""Of a quota cycle; 0: all that the year has."""
PEERS = {"none": 0, "own": 0, "team": 1, "all": 2}
A_YEAR = 12

TERMS = np.dtype(
    [
        *((name, "i8") for name in ("on", "first", "foresees", "direct", "first_pay", "end_pay", "peers")),
        ("transparency", "f8"),
        *((name, "f8") for name in ("push", "slack", "best", "width")),
        *((name, "f8") for name in ("strength", "ease", "lost")),
        *((name, "f8") for name in ("clear", "waste")),
        *((name, "f8") for name in ("rival_push", "near", "discourage", "far")),
        *((name, "f8") for name in ("weight", "usual", "recover", "success", "setback", "strain", "rest", "tired")),
        *((name, "i8") for name in ("recognitions", "recognised_months")),
        *((name, "f8") for name in ("recognised", "drop", "over", "talk_hours", "unfair", "tolerance", "full")),
        *((name, "i8") for name in ("every", "delay", "looks")),
        *((name, "f8") for name in ("fresh_after", "report_hours", "review_hours", "misjudged", "keeps", "drift")),
    ]
)
"""One row; what is off weighs nothing. on: 1 where anything moves effort, or is counted. foresees: 1 where reps need
expectations. direct: 1 without leads. first_pay, end_pay: columns of pay. peers: 0 nobody's results are seen, 1 the
team's, 2 everybody's. push to width: of difficulty. strength to lost: of the deadline. clear, waste: of clarity.
rival_push to far: of ranking. weight to recognised: of motivation. drop, over: of a month without a signature.
talk_hours: of all rounds. unfair to full: of fairness. looks: reviews a month; review_hours: of all of them."""

DRIVEN = np.dtype(
    [
        *((name, "f8") for name in ("motivation", "fatigue", "commitment", "slump", "misjudging", "error")),
        *((name, "f8") for name in ("standing", "paid", "unfair")),
        *((name, "i8") for name in ("until", "since")),
    ]
)
"""How things stand with a rep as a month opens. misjudging: part of `error`, the logarithm by which she misjudges her
results, that holds. standing: attainment of the year so far, paid: pay so far over pay at target; -1 where there is
none. unfair: how unfair her pay seems. until: the last month in which a recognition is felt, -1 before any. since:
the month in which a newcomer began, 0 of everybody else."""


class Drives(NamedTuple):
    """terms: one TERMS row. opening: DRIVEN rows [rep]. quota: coins, [rep, month]. since, until: first month of each
    month's cycle, and the first after it, [month]. team: place of each rep's, [rep]. at_target: pay at target of the
    months before, coins, [rep, month]. hours: of a month, on leads, [rep, month].
    """

    terms: Table
    opening: Table
    quota: Floats
    since: Ints
    until: Ints
    team: Ints
    at_target: Floats
    hours: Floats


def drives_of(scenario: Scenario, first: int) -> Drives:
    """Tables of a scenario; `first`: place of the first measure, -1 where nothing is counted."""
    drive, months = scenario.drive or Drive(), scenario.company.calendar.months
    length = MONTHS[drive.cycle] or months
    since = np.arange(months) // length * length
    teams = [team.id for team in scenario.company.teams]
    own = np.array([rep.hours_per_day for rep in scenario.people.reps])
    return Drives(
        terms=table(TERMS, [_terms(scenario, drive, first)]),
        opening=table(DRIVEN, [_opening(drive, rep.id) for rep in scenario.people.reps]),
        quota=rep_quotas(scenario).astype(np.float64),
        since=since.astype(np.int64),
        until=np.minimum(since + length, months).astype(np.int64),
        team=np.array([teams.index(rep.team) for rep in scenario.people.reps], np.int64),
        at_target=_pay_at_target(scenario),
        hours=days_there(scenario) * own[:, None],
    )


def _terms(s: Scenario, drive: Drive, first: int) -> tuple[object, ...]:
    """The TERMS row."""
    hard = drive.difficulty or Difficulty(push=0, slack=0)
    end = drive.deadline or Deadline(strength=0, ease=0)
    clarity = drive.clarity or GoalClarity()
    rank = drive.ranking or Ranking(push=0, discourage=0)
    mood = drive.motivation or Motivation(weight=0, tired=0)
    own = drive.commitment or Commitment(drop=0, hours=0)
    fair = drive.fairness or Fairness(weight=0)
    told, reviews = drive.feedback or Feedback(misjudged=0), drive.reviews or Reviews(a_month=0)
    first_pay = FIXED + 4 * (len(s.funnel.stages) if s.funnel else 0)
    late = 0 if reviews.a_month else told.delay
    delay = NEVER if drive.visible == "none" else late
    return (
        int(drive.acts), first, int(bool(drive.difficulty or drive.deadline)), int(s.funnel is None),
        first_pay, first_pay + len(s.plan.components), PEERS[drive.visible], drive.transparency,
        hard.push, hard.slack, hard.best, hard.width, end.strength, end.ease, end.lost,
        clarity.clear, clarity.waste, rank.push, rank.near, rank.discourage, rank.far,
        mood.weight, mood.usual, mood.recover, mood.success, mood.setback, mood.strain, mood.rest, mood.tired,
        mood.recognitions, mood.recognised_months, mood.recognised,
        own.drop, own.recover, own.rounds * own.hours, fair.weight, fair.tolerance, fair.full,
        told.every, delay, reviews.a_month, math.exp(-late / told.fade) if drive.feedback else 1.0,
        told.hours, reviews.a_month * reviews.hours, told.misjudged, told.keeps, told.drift,
    )  # fmt: skip


def _opening(drive: Drive, rep: str) -> tuple[object, ...]:
    """A rep's DRIVEN row; her misjudgement is hers in every year, so no year's luck is asked."""
    clear = drive.clarity.clear if drive.clarity else 1.0
    own, mood = drive.commitment, drive.motivation or Motivation()
    held = committed(own.start, own.gain, own.rounds, clear) if own else 0.0
    spread = drive.feedback.misjudged if drive.feedback else 0.0
    error = spread * normal_quantile(uniform(0, 0, DRIVE, name_id("rep", rep), 0)) if spread > 0 else 0.0
    return (mood.usual, 0.0, held, 0.0, 1.0, error, -1.0, -1.0, 0.0, -1, 0)


def _pay_at_target(scenario: Scenario) -> Floats:
    """Salary and variable pay at target of the months before each, [rep, month], for the days on which she is there."""
    coin = 10**scenario.company.currency.minor_digits
    level = {each.id: float(each.base + each.variable / A_YEAR) * coin for each in scenario.people.levels}
    monthly = np.array([level[rep.level] for rep in scenario.people.reps])[:, None] * share_there(scenario)
    earned: Floats = np.cumsum(monthly, axis=1) - monthly
    return earned
