"""What leaders look at: each figure by name, unit and formula over an outcome."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from results.outcome import Outcome
from scenarios.base import Label
from sim.seats import days_there

Floats = npt.NDArray[np.float64]
Unit = Literal["money", "count", "share", "days", "effort"]
Members = Sequence[int] | slice
EVERYBODY = slice(None)


@dataclass(frozen=True)
class Figure:
    """A number a replication for some of the reps.

    better: whether more of it is better for the company (+1), worse (-1), or neither (0).
    """

    key: str
    name: Label
    unit: Unit
    better: int
    of: Callable[[Outcome, Members], Floats]
    definition: str


def _total(measure: str) -> Callable[[Outcome, Members], Floats]:
    return lambda outcome, members: np.asarray(outcome.year(measure)[:, members].sum(axis=1))


def _pay(outcome: Outcome, members: Members) -> Floats:
    return np.asarray(outcome.pay[:, members].sum(axis=1))


def _ratio(above: Floats, below: Floats) -> Floats:
    """Where there is nothing to divide by, zero."""
    return np.divide(above, below, out=np.zeros_like(above), where=below != 0)


def target_of(outcome: Outcome, members: Members) -> float:
    """The company's target for everybody, for a team the sum of its quotas."""
    return outcome.target if members == EVERYBODY else float(outcome.quotas[members].sum())


def _attainment(outcome: Outcome, members: Members) -> Floats:
    bookings = _total("bookings")(outcome, members)
    return _ratio(bookings, np.full_like(bookings, target_of(outcome, members)))


def _hit(outcome: Outcome, members: Members) -> Floats:
    return (_total("bookings")(outcome, members) >= target_of(outcome, members)).astype(np.float64)


def _at_quota(outcome: Outcome, members: Members) -> Floats:
    with_quota = outcome.quotas[members] > 0
    hits = outcome.year("bookings")[:, members] >= outcome.quotas[members]
    return hits[:, with_quota].mean(axis=1) if with_quota.any() else np.zeros(len(hits))


def _pay_share(outcome: Outcome, members: Members) -> Floats:
    return _ratio(_pay(outcome, members), _total("bookings")(outcome, members))


def _margin_after_pay(outcome: Outcome, members: Members) -> Floats:
    return _total("gross_margin")(outcome, members) - _pay(outcome, members)


def _effort(outcome: Outcome, members: Members) -> Floats:
    there = (days_there(outcome.scenario)[members] > 0).sum() - _left_empty(outcome, members)
    return np.asarray(outcome.year("effort")[:, members].sum(axis=1) / np.maximum(there, 1.0))


def _left_empty(outcome: Outcome, members: Members) -> Floats:
    """Months of seats that were empty because somebody left."""
    if all(measure.name != "empty_seats" for measure in outcome.measures):
        return np.zeros(outcome.replications)
    return np.asarray(outcome.year("empty_seats")[:, members].sum(axis=1))


def _win_rate(outcome: Outcome, members: Members) -> Floats:
    won = _total("won_deals")(outcome, members)
    lost = _total("lost_deals")(outcome, members) + _total("cold_leads")(outcome, members)
    return _ratio(won, won + lost)


def _days_to_win(outcome: Outcome, members: Members) -> Floats:
    return _ratio(_total("days_to_win")(outcome, members), _total("won_deals")(outcome, members))


FIGURES: tuple[Figure, ...] = (
    Figure("bookings", Label(en="Bookings", zh="签约额"), "money", 1, _total("bookings"),
           "Value of the contracts signed."),
    Figure("attainment", Label(en="Attainment", zh="达成率"), "share", 1, _attainment,
           "Bookings over the company's target; for a team, over the sum of its quotas."),
    Figure("hit", Label(en="P(target)", zh="达标概率"), "share", 1, _hit,
           "Share of years in which bookings reach the target."),
    Figure("at_quota", Label(en="Reps at quota", zh="达标人数占比"), "share", 1, _at_quota,
           "Share of reps whose bookings reach their quota of the year."),
    Figure("collected", Label(en="Collected", zh="回款额"), "money", 1, _total("collected"),
           "Cash received from customers."),
    Figure("pay", Label(en="Pay cost", zh="薪酬成本"), "money", -1, _pay,
           "Everything the plan pays: salaries, commission and bonuses."),
    Figure("cost_of_sales", Label(en="Cost of sales", zh="销售薪酬费用率"), "share", -1, _pay_share,
           "Pay cost over bookings (compensation cost of sales)."),
    Figure("gross_margin", Label(en="Gross margin", zh="毛利"), "money", 1, _total("gross_margin"),
           "Value of the contracts signed less what the goods cost."),
    Figure("margin_after_pay", Label(en="Margin after pay", zh="扣薪酬后毛利"), "money", 1, _margin_after_pay,
           "Gross margin less pay cost."),
    Figure("new_customers", Label(en="New customers", zh="新客户数"), "count", 1, _total("new_customers"),
           "Contracts signed with customers who had none before."),
    Figure("win_rate", Label(en="Win rate", zh="赢单率"), "share", 1, _win_rate,
           "Deals won over leads closed: won, lost or gone cold."),
    Figure("days_to_win", Label(en="Days to win", zh="赢单周期"), "days", -1, _days_to_win,
           "Working days from lead to signature, of the deals won."),
    Figure("effort", Label(en="Effort", zh="努力程度"), "effort", 0, _effort,
           "Mean effort of those who are there; 1 is the contract's ordinary day."),
)  # fmt: skip

PERSONAL = ("pay", "cost_of_sales", "margin_after_pay")
"""Figures that would tell a single person's pay."""

FUNNEL_ONLY = ("win_rate", "days_to_win", "new_customers")


def figures_of(outcome: Outcome) -> tuple[Figure, ...]:
    """The figures that mean something in this world: no win rate where there are no leads."""
    direct = outcome.scenario.market.kind == "direct"
    return tuple(f for f in FIGURES if not (direct and f.key in FUNNEL_ONLY))
