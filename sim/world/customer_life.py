"""Customers one by one, in numbers: their rules, who they are when the year opens, what is usual in their segment."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.customer_life import Life as Written
from scenarios.customer_life import Survey
from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.draws import name_id
from sim.rules.money import MICRO, coins
from sim.tables import Table, table
from sim.world.clock import months_worth
from sim.world.demand import WEEKS_A_YEAR
from sim.world.roster import territory_of

CARE = {"even": 0, "score": 1, "random": 2}

LIFE = np.dtype(
    [
        *((name, "f8") for name in ("baseline", "sd", "speed", "relation_points", "index_points")),
        *((name, "f8") for name in ("loyal", "loyal_slope", "loyal_speed", "start", "keeps")),
        ("lag", "i8"),
        *((name, "f8") for name in ("care_hours", "visit", "care_gain", "care_takes")),
        ("care_by", "i8"),
        *((name, "f8") for name in ("promised", "on_time", "late")),
        *((name, "f8") for name in ("complains", "complaint_effect", "complaint_drop")),
        *((name, "f8") for name in ("about_product", "about_delivery", "about_service")),
        *((name, "f8") for name in ("settle_days", "settle_cv", "restores", "recovery_fades")),
        ("capacity", "i8"),
        *((name, "f8") for name in ("misfits", "misfit_skill", "misfit_drop")),
        ("refund_lag", "i8"),
        ("refund_share", "i8"),
        *((name, "f8") for name in ("leaves", "leave_satisfaction", "leave_relation", "leave_loyalty")),
        ("leave_complaint", "f8"),
        ("term", "i8"),
        ("back_after", "i8"),
        ("back_chance", "f8"),
        ("order_loyalty", "f8"),
        ("referral_channel", "i8"),
        ("referrals", "f8"),
        ("cross_channel", "i8"),
        ("cross_chance", "f8"),
        ("survey_every", "i8"),
        *((name, "f8") for name in ("sample", "responds", "survey_fatigue", "survey_keeps")),
        *((name, "f8") for name in ("survey_bias", "survey_sd")),
        ("survey_cost", "i8"),
        *((name, "f8") for name in ("hand_loss", "hand_records", "hand_deals", "hand_odds")),
        ("hand_months", "i8"),
    ]
)
"""One row. complains, misfits, leaves: log-odds of a month or a deal, minus infinity for never. keeps, survey_keeps:
what a month leaves. about_*: the part of complaints up to and with this reason. capacity: -1 for any number.
refund_share: millionths. survey_cost: coins. survey_every: 0 for never. referrals: leads a day of average season."""

SIDE = np.dtype([("weight", "f8"), ("score", "f8"), ("spend", "f8"), ("gain", "f8"), ("scale", "f8"), ("coins", "i8")])
"""A side of the experience index. spend, scale: money a month; coins: the spend."""

CUSTOMER = np.dtype([("name", "u8"), ("territory", "i8"), ("segment", "i8"), ("channel", "i8"), ("per_day", "f8")])
"""A customer when the year opens. per_day: leads of her own on a working day of average season."""

NEWCOMER = np.dtype([("channel", "i8"), ("per_day", "f8"), ("weight", "f8"), ("value", "f8")])
"""Of a segment: channel (-1 for none) and leads a day of customers won in the year; weight in care; mean contract in
coins."""


class Life(NamedTuple):
    """on: 1 where customers are lived one by one, with one row of rules; else 0, and every table is empty.

    first: place of the first of its measures in the panel, -1 when off. worth: float [segment, period], days of average
    season. home: int [rep], the territory whose leads she takes, -1 for none. skills: float [rep, 2], relationship
    and product, as in the roster.
    """

    on: int
    first: int
    rules: Table
    sides: Table
    customers: Table
    newcomers: Table
    worth: npt.NDArray[np.float64]
    home: npt.NDArray[np.int64]
    skills: npt.NDArray[np.float64]


def life_of(scenario: Scenario, first: int) -> Life:
    """The scenario's customers; `first`: place of their first measure in the panel."""
    written, market = scenario.customers and scenario.customers.life, scenario.market
    if not written or not isinstance(market, FunnelMarket):
        tables = (table(LIFE, []), table(SIDE, []), table(CUSTOMER, []), table(NEWCOMER, []))
        return Life(0, -1, *tables, np.zeros((0, 0)), np.zeros(0, np.int64), np.zeros((0, 2)))
    skills = [(rep.skills.relationship, rep.skills.product) for rep in scenario.people.reps]
    return Life(
        on=1,
        first=first,
        rules=table(LIFE, [_rules(scenario, written, market)]),
        sides=_sides(scenario, written),
        customers=_customers(scenario, market),
        newcomers=_newcomers(scenario, written, market),
        worth=months_worth(scenario),
        home=territory_of(scenario),
        skills=np.array(skills, np.float64),
    )


def leads_of_customers(life: Life) -> int:
    """For how many of customers' leads there should be room: twice those of usual customers, and some more."""
    if not life.on:
        return 0
    usual = sum(float(life.worth[who.segment].sum() * who.per_day) for who in life.customers)
    referred = float(life.rules[0].referrals * life.worth.sum(axis=1).max()) * len(life.customers)
    return 64 + 2 * int(usual + referred)


def _rules(scenario: Scenario, life: Written, market: FunnelMarket) -> tuple[float, ...]:
    """The LIFE row, in the order of its columns."""
    known = _feelings(life) | _work(life) | _complaints(life) | _stay(life) | _leads(scenario, life, market)
    known |= _survey(scenario, life)
    return tuple(known[name] for name in LIFE.names or ())


def _feelings(life: Written) -> dict[str, float]:
    s, loyal, half = life.satisfaction, life.loyalty, life.relation.half_life
    return {
        "baseline": s.baseline, "sd": s.sd, "speed": s.speed, "relation_points": s.relation,
        "index_points": life.experience.effect,
        "loyal": loyal.baseline, "loyal_slope": loyal.satisfaction, "loyal_speed": loyal.speed, "lag": loyal.lag,
        "start": life.relation.start, "keeps": 1.0 if half is None else 0.5 ** (1 / half),
    }  # fmt: skip


def _work(life: Written) -> dict[str, float]:
    care, follow, hand = life.care, life.follow_ups, life.hand_over
    return {
        "care_hours": care.hours, "visit": care.visit, "care_gain": care.gain, "care_takes": care.takes,
        "care_by": CARE[care.by],
        "promised": follow.promised, "on_time": follow.on_time, "late": follow.late,
        "hand_loss": hand.loss, "hand_records": hand.records, "hand_deals": hand.deals, "hand_odds": hand.odds,
        "hand_months": hand.months,
    }  # fmt: skip


def _complaints(life: Written) -> dict[str, float]:
    complaints, recovery, refunds, reasons = life.complaints, life.recovery, life.refunds, life.complaints.reasons
    weights = (reasons.product, reasons.delivery, reasons.service, reasons.price)
    product, delivery, service = (sum(weights[: i + 1]) / sum(weights) for i in range(3))
    return {
        "complains": _logit(complaints.chance), "complaint_effect": complaints.satisfaction,
        "complaint_drop": complaints.drop,
        "about_product": product, "about_delivery": delivery, "about_service": service,
        "settle_days": recovery.days, "settle_cv": recovery.cv, "restores": recovery.restores,
        "recovery_fades": recovery.fades, "capacity": -1 if recovery.capacity is None else recovery.capacity,
        "misfits": _logit(refunds.chance), "misfit_skill": refunds.skill, "misfit_drop": refunds.drop,
        "refund_lag": refunds.lag, "refund_share": round(refunds.share * MICRO),
    }  # fmt: skip


def _stay(life: Written) -> dict[str, float]:
    churn, back = life.churn, life.win_back
    return {
        "leaves": _logit(1.0 - (1.0 - churn.yearly) ** (1.0 / 12.0)), "leave_satisfaction": churn.satisfaction,
        "leave_relation": churn.relation, "leave_loyalty": churn.loyalty, "leave_complaint": churn.complaint,
        "term": churn.term, "back_after": back.after, "back_chance": back.chance,
    }  # fmt: skip


def _leads(scenario: Scenario, life: Written, market: FunnelMarket) -> dict[str, float]:
    """Channels and rates of leads that customers bring."""
    ids = [channel.id for channel in market.channels]
    referrals, cross = life.referrals, life.cross_sell
    return {
        "order_loyalty": life.orders.loyalty,
        "referral_channel": ids.index(referrals.channel) if referrals else -1,
        "referrals": referrals.per_customer / days_a_year(scenario) if referrals else 0.0,
        "cross_channel": ids.index(cross.channel) if cross else -1,
        "cross_chance": cross.chance if cross else 0.0,
    }


def _survey(scenario: Scenario, life: Written) -> dict[str, float]:
    """A company that does not ask has a survey that never comes."""
    asked, coin = life.survey or Survey(), 10**scenario.company.currency.minor_digits
    return {
        "survey_every": asked.every if life.survey else 0, "sample": asked.sample, "responds": asked.response,
        "survey_fatigue": asked.fatigue, "survey_keeps": 0.5 ** (1.0 / asked.half_life),
        "survey_bias": asked.bias, "survey_sd": asked.sd, "survey_cost": coins(float(asked.cost * coin)),
    }  # fmt: skip


def _sides(scenario: Scenario, life: Written) -> Table:
    coin = 10**scenario.company.currency.minor_digits
    rows = [(t.weight, t.score, float(t.spend), t.gain, t.scale, coins(float(t.spend * coin)))
            for t in life.experience.sides]  # fmt: skip
    return table(SIDE, rows)


def _customers(scenario: Scenario, market: FunnelMarket) -> Table:
    """Everybody who is a customer when the year opens, named by territory, segment, channel and a running number."""
    assert scenario.customers is not None
    places = (
        [t.id for t in scenario.company.territories],
        [s.id for s in market.segments],
        [c.id for c in market.channels],
    )
    rows, seen = [], dict[tuple[str, str, str], int]()
    for row in scenario.customers.accounts:
        key = (row.territory, row.segment, row.channel)
        where = [ids.index(name) for ids, name in zip(places, key, strict=True)]
        first = seen.get(key, 0)
        seen[key] = first + row.count
        per_day = row.leads_per_customer / days_a_year(scenario)
        rows += [(name_id("customer", *key, first + i), *where, per_day) for i in range(row.count)]
    return table(CUSTOMER, rows)


def _newcomers(scenario: Scenario, life: Written, market: FunnelMarket) -> Table:
    """NEWCOMER rows by segment."""
    assert scenario.customers is not None
    ids = [channel.id for channel in market.channels]
    weights = {row.segment: row.weight for row in life.care.segments}
    coin, rows = 10**scenario.company.currency.minor_digits, []
    for segment in market.segments:
        like = next((row for row in scenario.customers.accounts if row.segment == segment.id), None)
        channel = life.orders.channel or (like.channel if like else None)
        leads = life.orders.leads_per_customer
        leads = leads if leads is not None else like.leads_per_customer if like else 0.0
        per_day = leads / days_a_year(scenario) if channel else 0.0
        value = float(segment.value.mean * coin)
        rows.append((ids.index(channel) if channel else -1, per_day, weights.get(segment.id, 1.0), value))
    return table(NEWCOMER, rows)


def days_a_year(scenario: Scenario) -> float:
    """Working days in which a customer brings her leads of a year."""
    return WEEKS_A_YEAR * float(getattr(scenario.company.calendar, "days_a_week", 5))


def _logit(chance: float) -> float:
    """Log-odds; minus infinity for never."""
    return float(np.log(chance) - np.log1p(-chance)) if chance > 0 else float(-np.inf)
