"""Formulas of customers' lives against closed forms and a plain story in arithmetic."""

import math
from typing import Any

import numpy as np
import pytest
from customer_worlds import company
from one_customer import Settings, loyalty_in, relation_in, satisfaction_in, survivors
from scipy import stats

from scenarios.scenario import Scenario
from sim.draws import REORDER, uniform
from sim.rules import customer_life as rules
from sim.world.customer_life import life_of
from sim.world.demand import streams_table

Written = dict[str, Any]


def row(life: Written, quiet: bool = False) -> Any:
    """The LIFE row of a company with these customers."""
    return life_of(company(life, quiet=quiet), 0).rules[0]


# ── relation ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("half_life", [1, 3, 12, 40])
def test_a_relation_is_half_gone_after_its_half_life(half_life: int) -> None:
    """K17: without contact a relation decays to half in its half-life, to a quarter in two."""
    life = row({"relation": {"half_life": half_life}})
    relation = 0.8
    for month in range(2 * half_life):
        relation = rules.relation_after(life, relation, 0.0, 0.5)
        if month + 1 == half_life:
            assert relation == pytest.approx(0.4, rel=1e-12)
    assert relation == pytest.approx(0.2, rel=1e-12)


def test_a_relation_that_keeps_does_not_decay() -> None:
    """K17's null twin: with no half-life a relation stays as it is, to the bit."""
    assert rules.relation_after(row({"relation": {"half_life": None}}), 0.37, 0.0, 0.5) == 0.37


def test_care_saturates_and_follows_the_plain_story() -> None:
    """C03: care in one long visit or a thousand short ones comes to the same, and each hour adds less."""
    life = row({})
    here, told = 0.5, relation_in(6, Settings(), hours=2.0, skill=0.8)
    for month in range(6):
        here = rules.relation_after(life, here, 2.0, 0.8)
        assert here == pytest.approx(told[month], rel=1e-9)
    gains = np.diff([rules.relation_after(life, 0.5, hours, 0.5) for hours in range(8)])
    assert (gains > 0).all()
    assert (np.diff(gains) < 0).all()
    assert rules.relation_after(life, 0.5, 1000.0, 0.5) <= 1.0


def test_relationship_skill_multiplies_hours_of_care() -> None:
    """F04: an hour of a rep of skill 1 does what two of a rep of skill 0.5 do; without care skill is nothing."""
    life = row({})
    assert rules.relation_after(life, 0.5, 1.0, 1.0) == rules.relation_after(life, 0.5, 2.0, 0.5)
    assert rules.relation_after(life, 0.5, 0.0, 1.0) == rules.relation_after(life, 0.5, 0.0, 0.0)


# ── satisfaction and loyalty ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("own", [0.0, 41.25, 75.0, 100.0])
def test_with_all_inputs_neutral_satisfaction_stays(own: float) -> None:
    """K02: index 0 and the usual relation leave satisfaction where it is, to the bit."""
    assert rules.satisfaction_after(row({}), own, own, 0.0, 0.5) == own


def test_satisfaction_goes_where_it_belongs() -> None:
    """K02: its stationary value is what is usual, plus the index's and the relation's points; cut at 0 and 100."""
    life, settings = row({}), Settings()
    here, belongs = 75.0, 75.0 + settings.effect * 0.5 + settings.relation * (0.9 - settings.start)
    told = satisfaction_in([belongs] * 60, settings, 75.0)
    for month in range(60):
        here = rules.satisfaction_after(life, here, 75.0, 0.5, 0.9)
        assert here == pytest.approx(told[month], rel=1e-12)
    assert here == pytest.approx(belongs, rel=1e-8)
    full = row({"satisfaction": {"speed": 1.0}, "experience": {"effect": 100.0}})
    assert rules.satisfaction_after(full, 75.0, 75.0, 1.0, 0.5) == 100.0
    assert rules.satisfaction_after(full, 75.0, 75.0, -1.0, 0.5) == 0.0


def test_loyalty_follows_the_plain_story_with_its_lag() -> None:
    """K03: a shock to satisfaction moves loyalty from `lag` months later on, and not before."""
    life, settings = row({"loyalty": {"lag": 3}}), Settings(lag=3)
    satisfaction = [75.0, 55.0, 55.0, 55.0, 55.0, 55.0, 55.0, 55.0]
    told, here = loyalty_in(satisfaction, settings, 75.0), 0.5
    for month in range(len(satisfaction)):
        then = satisfaction[month - 3] if month >= 3 else 75.0
        here = rules.loyalty_after(life, here, then, 75.0)
        assert here == pytest.approx(told[month], rel=1e-12)
    assert told[:4] == [0.5] * 4
    assert told[4] < 0.5


def test_a_cut_link_leaves_loyalty_alone() -> None:
    """K14: with a slope of 0 no satisfaction moves loyalty."""
    life = row({"loyalty": {"satisfaction": 0.0}})
    assert rules.loyalty_after(life, 0.5, 0.0, 75.0) == 0.5


# ── complaints ──────────────────────────────────────────────────────────────────────────────────


def test_complaints_come_with_bad_service_and_low_satisfaction() -> None:
    """I08, K08: the chance is the stated one at average satisfaction, more below it and after a broken promise."""
    life = row({"complaints": {"chance": 0.04}})
    usual = rules.complaint_chance(life, 75.0, False)
    assert usual == pytest.approx(0.04, rel=1e-12)
    assert rules.complaint_chance(life, 60.0, False) > usual > rules.complaint_chance(life, 90.0, False)
    odds = rules.complaint_chance(life, 75.0, True)
    assert math.log(odds / (1 - odds)) - math.log(0.04 / 0.96) == pytest.approx(1.0)
    assert rules.complaint_chance(row({}), 0.0, True) == 0.0


def test_the_quicker_a_recovery_the_more_it_restores() -> None:
    """K08: at once all of `restores`, after `fades` days 1/e of it, after long nothing."""
    life = row({"recovery": {"restores": 0.8, "fades": 20}})
    assert rules.restored(life, 10.0, 0.0) == 8.0
    assert rules.restored(life, 10.0, 20.0) == pytest.approx(8.0 / math.e)
    assert rules.restored(life, 10.0, 1000.0) < 1e-9


def test_a_complaint_that_had_to_wait_took_longer() -> None:
    """Settled in the month in which it is due it took the days it needed; later, as long as it is old."""
    assert rules.days_taken(7.0, 12.0, 20.0) == 7.0
    assert rules.days_taken(25.0, 32.0, 20.0) == 25.0
    assert rules.days_taken(7.0, 32.0, 20.0) == 32.0


def test_low_product_skill_misleads_customers() -> None:
    """F10: the chance of a refund is the stated one at skill 0.5, more below, less above; 0 stays 0."""
    life = row({"refunds": {"chance": 0.1}})
    assert rules.misfit_chance(life, 0.5) == pytest.approx(0.1)
    assert rules.misfit_chance(life, 0.0) > 0.1 > rules.misfit_chance(life, 1.0)
    assert rules.misfit_chance(row({}), 0.0) == 0.0


# ── staying and coming back ─────────────────────────────────────────────────────────────────────


def test_a_usual_customer_leaves_at_the_stated_rate() -> None:
    """I15: twelve months at the usual hazard leave 1 - yearly of the customers."""
    life = row({"churn": {"yearly": 0.2}})
    stays = 1 - rules.churn_chance(life, 75.0, 0.5, 0.5, False, 0.0)
    assert stays**12 == pytest.approx(survivors(12, 0.2), rel=1e-12)
    assert rules.churn_chance(row({"churn": {"yearly": 0}}), 0.0, 0.0, 0.0, True, 5.0) == 0.0


def test_what_is_worse_makes_customers_leave() -> None:
    """K08, K14: low satisfaction, a weak relation, no loyalty, an open complaint and a strong rival raise churn."""
    life = row({})
    usual = rules.churn_chance(life, 75.0, 0.5, 0.5, False, 0.0)
    worse = [(60.0, 0.5, 0.5, False, 0.0), (75.0, 0.1, 0.5, False, 0.0), (75.0, 0.5, 0.1, False, 0.0),
             (75.0, 0.5, 0.5, True, 0.0), (75.0, 0.5, 0.5, False, 1.0)]  # fmt: skip
    assert all(rules.churn_chance(life, *case) > usual for case in worse)
    cut = row({"churn": {"satisfaction": 0, "relation": 0, "loyalty": 0, "complaint": 0}})
    same = rules.churn_chance(cut, 75.0, 0.5, 0.5, False, 0.0)
    assert all(rules.churn_chance(cut, *case) == same for case in worse[:4])


def test_loyalty_orders_and_refers() -> None:
    """I17, K04: leads are the stated ones at usual loyalty, the base part at none; referrals are in proportion."""
    life = row({"orders": {"loyalty": 0.3}})
    assert rules.order_factor(life, 0.5) == pytest.approx(1.0, rel=1e-15)
    assert rules.order_factor(life, 0.0) == 0.7
    assert rules.loyalty_ratio(life, 0.0) == 0.0
    assert rules.loyalty_ratio(life, 1.0) == 2.0
    assert rules.loyalty_ratio(row({"loyalty": {"baseline": 0}}), 0.0) == 0.0


@pytest.mark.parametrize("mean", [0.05, 0.7, 4.0, 29.0, 60.0])
def test_counts_of_one_customers_leads_are_poisson(mean: float) -> None:
    """A month's leads of a customer have the quantiles of a Poisson number, and never fall as the mean rises."""
    grid = (np.arange(400) + 0.5) / 400
    assert [rules.few(float(u), mean) for u in grid] == stats.poisson.ppf(grid, mean).astype(int).tolist()
    assert all(rules.few(float(u), mean) <= rules.few(float(u), 1.3 * mean) for u in grid)
    assert rules.few(0.999999, 0.0) == 0


def test_leads_of_one_customer_have_names_of_their_own() -> None:
    """Orders, referrals, further needs and returns of all months are told apart."""
    kinds = (rules.ORDER, rules.REFERRAL_LEAD, rules.CROSS_LEAD, rules.RETURN_LEAD)
    names = {
        int(rules.born_lead(np.uint64(77), period, kind, number))
        for period in range(30)
        for kind in kinds
        for number in range(5)
    }
    assert len(names) == 30 * 4 * 5


def test_moments_lie_within_their_month() -> None:
    """After the first instant, up to the last: what happens at the very beginning belongs to the month before."""
    soon, late = (240.0 + rules.days_until_moment(240.0, 260.0, u) for u in (2.0**-53, 1 - 2.0**-53))
    assert 240.0 < soon < 240.001
    assert 259.999 < late <= 260.0


# ── surveys ─────────────────────────────────────────────────────────────────────────────────────


def test_fatigue_lowers_the_response() -> None:
    """K07: who has surveys in mind answers less often; without fatigue it makes no difference."""
    life = row({"survey": {"response": 0.4, "fatigue": 0.5}})
    assert rules.response_chance(life, 0.0) == 0.4
    assert rules.response_chance(life, 2.0) == pytest.approx(0.4 * math.exp(-1))
    assert rules.response_chance(row({"survey": {"response": 0.4, "fatigue": 0}}), 5.0) == 0.4


def test_answers_are_the_truth_a_bias_and_a_miss() -> None:
    """I07: the mean answer lies above the truth by the bias; answers stay within 0 and 100."""
    life = row({"survey": {"bias": 4.0, "sd": 6.0}})
    answers = [rules.survey_answer(life, 60.0, uniform(1, 0, REORDER, who, 0)) for who in range(4000)]
    assert np.mean(answers) == pytest.approx(64.0, abs=4 * 6.0 / math.sqrt(4000))
    assert np.std(answers) == pytest.approx(6.0, rel=0.05)
    assert rules.survey_answer(life, 99.0, 0.999999) == 100.0


# ── care ────────────────────────────────────────────────────────────────────────────────────────


def test_visits_are_worth_most_where_most_is_at_risk() -> None:
    """K05: a visit is worth more the larger the customer, the weaker the relation, the lower the satisfaction."""
    life = row({"churn": {"yearly": 0.2}})
    usual = rules.worth_of_a_visit(life, 100.0, 75.0, 0.5, 0.5, False, 0.5)
    assert usual > 0
    assert rules.worth_of_a_visit(life, 200.0, 75.0, 0.5, 0.5, False, 0.5) == pytest.approx(2 * usual)
    assert rules.worth_of_a_visit(life, 100.0, 75.0, 0.1, 0.5, False, 0.5) > usual
    assert rules.worth_of_a_visit(life, 100.0, 50.0, 0.5, 0.5, False, 0.5) > usual
    assert rules.worth_of_a_visit(row({"care": {"gain": 0}}), 100.0, 75.0, 0.5, 0.5, False, 0.5) == 0.0


def test_care_never_takes_more_than_there_is() -> None:
    """M07: care is at most a rep's hours, her part of the month, and visits for those she looks after."""
    even, visits = row({"care": {"hours": 20}}), row({"care": {"hours": 20, "by": "score", "visit": 2}})
    assert rules.care_hours(even, 30, 1.0, 100.0) == 20.0
    assert rules.care_hours(even, 30, 0.5, 100.0) == 10.0
    assert rules.care_hours(even, 30, 1.0, 15.0) == 15.0
    assert rules.care_hours(even, 0, 1.0, 100.0) == 0.0
    assert rules.care_hours(visits, 4, 1.0, 100.0) == 8.0


def test_records_keep_relations_through_a_hand_over() -> None:
    """K01: the stated part is lost without records, less with some, nothing with all."""
    life = row({"hand_over": {"loss": 0.5}})
    assert rules.kept_relation(life, 0.8, 0.0) == 0.4
    assert rules.kept_relation(life, 0.8, 0.5) == pytest.approx(0.6)
    assert rules.kept_relation(life, 0.8, 1.0) == 0.8


def test_money_for_experience_has_diminishing_returns() -> None:
    """K13: a side's score rises with money by 1 - 1/e of its gain at its scale, within -1 and 1."""
    world = company({"experience": {"response": {"spend": 50_000}, "accuracy": {"score": -0.4}}})
    response, accuracy, friction, _ = life_of(world, 0).sides
    assert rules.side_score(response, 0.0) == pytest.approx(0.5 * (1 - 1 / math.e))
    assert rules.side_score(accuracy, 0.0) == -0.4
    assert rules.side_score(accuracy, -0.9) == -1.0
    assert rules.side_score(friction, 0.0) == 0.0


# ── tables ──────────────────────────────────────────────────────────────────────────────────────


def test_every_column_of_the_rules_stands_where_it_is_read() -> None:
    """Numbers that are all different arrive in the columns of their names."""
    life = row({"care": {"hours": 11, "by": "random"}, "survey": {"every": 5, "bias": -2.5, "cost": 1.25},
                "churn": {"complaint": 0.77, "term": 9}, "refunds": {"lag": 7, "share": 0.25},
                "recovery": {"capacity": 3}, "win_back": {"after": 13, "chance": 0.03},
                "hand_over": {"months": 4, "odds": 0.6}, "loyalty": {"lag": 8},
                "referrals": {"channel": "warm", "per_customer": 0.5}, "cross_sell": {"channel": "old"}})  # fmt: skip
    columns = ("care_hours", "care_by", "survey_every", "survey_bias", "survey_cost", "leave_complaint", "term",
               "refund_lag", "refund_share", "capacity", "back_after", "back_chance", "hand_months", "hand_odds", "lag",
               "referral_channel", "referrals", "cross_channel", "cross_chance")  # fmt: skip
    found = [float(life[name]) for name in columns]
    assert found == [11, 2, 5, -2.5, 125, 0.77, 9, 7, 250_000, 3, 13, 0.03, 4, 0.6, 8, 2, 0.5 / 250, 1, 0.05]


def test_reasons_are_shares_of_all_complaints() -> None:
    """K06: the stated mix as growing shares; the rest are about price."""
    life = row({"complaints": {"reasons": {"product": 5, "delivery": 3, "service": 0, "price": 2}}})
    assert [life.about_product, life.about_delivery, life.about_service] == [0.5, 0.8, 0.8]


def test_accounts_become_that_many_customers_with_names_of_their_own() -> None:
    """Two rows of one kind go on counting, so that nobody is there twice; others keep their names."""
    world = company({})
    table = life_of(world, 0).customers
    assert len(table) == 120
    assert len(set(table.name.tolist())) == 120
    twice = _with_accounts(world, [*_accounts(world), _accounts(world)[0] | {"count": 3}])
    assert set(table.name.tolist()) < set(life_of(twice, 0).customers.name.tolist())
    assert len(set(life_of(twice, 0).customers.name.tolist())) == 123


def test_customers_order_as_often_as_the_accounts_say() -> None:
    """The customers' rates sum to those of the anonymous streams they stand for, in every month of any season."""
    months = {"season": [2, 1, 1, 1, 0.5, 0.5, 1, 1, 1, 1, 1, 1], "growth": 0.3}
    here = company({}, market=months)
    life = life_of(here, 0)
    assert life.worth.shape == (2, 13)
    assert life.worth[:, 0].tolist() == [0.0, 0.0]
    streams = streams_table(company(market=months))
    anonymous = sum(float(s.per_day) for s in streams if s.channel == 1)
    assert life.customers.per_day.sum() == pytest.approx(anonymous)
    flat = life_of(company({}), 0).worth
    assert flat[:, 1:].tolist() == pytest.approx(np.full((2, 12), 20.0))
    assert life.worth[0, 1] > 1.6 * life.worth[0, 3]


def test_newcomers_are_like_the_first_accounts_of_their_segment() -> None:
    """Customers won in the year order as their segment's accounts do, unless the scenario says how."""
    assert life_of(company({}), 0).newcomers.per_day.tolist() == [2 / 250, 1 / 250]
    stated = life_of(company({"orders": {"leads_per_customer": 5, "channel": "old"}}), 0).newcomers
    assert stated.per_day.tolist() == [5 / 250, 5 / 250]
    assert stated.channel.tolist() == [1, 1]
    assert life_of(company({}, customers={"accounts": []}), 0).newcomers.channel.tolist() == [-1, -1]


def test_without_a_life_every_table_is_empty() -> None:
    """Off means off: no rows of any kind, and no measure."""
    off = life_of(company(), -1)
    assert (off.on, off.first) == (0, -1)
    assert [len(part) for part in off[2:]] == [0] * 7


def _accounts(world: Scenario) -> list[Written]:
    assert world.customers is not None
    return [row.model_dump() for row in world.customers.accounts]


def _with_accounts(world: Scenario, accounts: list[Written]) -> Scenario:
    tree = world.model_dump(by_alias=True)
    tree["customers"]["accounts"] = accounts
    return Scenario.model_validate(tree)
