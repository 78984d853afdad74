"""What becomes of customers in a year lived through: each fact of the customers' world with its null twin."""

import math
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from customer_worlds import QUIET, company, merged
from scipy import stats

from results.survey import survey_of
from scenarios.scenario import Scenario
from sim.engine import prepare, simulate, trace
from sim.measured.customer_life import BY_SEGMENT, CUSTOMER_LIFE, C
from sim.panel import Panel

Written = dict[str, Any]
Floats = npt.NDArray[np.float64]
SEED, MANY = 5, 200
ROOT = Path(__file__).resolve().parents[2]
BUSY: Written = {
    "care": {"hours": 6},
    "follow_ups": {"promised": 0.3, "on_time": 0.7},
    "complaints": {"chance": 0.05},
    "refunds": {"chance": 0.1},
    "churn": {"yearly": 0.3},
    "win_back": {"after": 2, "chance": 0.2},
    "referrals": {"channel": "warm", "per_customer": 0.5},
    "cross_sell": {"channel": "old", "chance": 0.3},
    "survey": {"every": 2, "cost": 3},
}
"""Something of everything."""
NOBODY_NEW: Written = {"demand": []}
"""No leads but those of customers."""
NO_ORDERS: Written = {
    "accounts": [{"territory": "p", "segment": s, "channel": "old", "count": 60, "leads_per_customer": 0} for s in "ab"]
}
"""120 customers who do not order."""


class Lived:
    """A year lived many times: sums by replication."""

    def __init__(self, world: Scenario, replications: int) -> None:
        self.world, self.panel = world, simulate(world, replications, SEED)

    def sum(self, name: str, since: int = 0, until: int = 99) -> Floats:
        """A measure summed over reps and months `since` to `until`, exclusive, counted from 0."""
        total: Floats = self.panel.of(name)[:, since:until].sum(axis=(1, 2))
        return total

    def months(self, name: str) -> Floats:
        """A measure by [replication, month]."""
        by_month: Floats = self.panel.of(name).sum(axis=2)
        return by_month


_KEPT: dict[str, Lived] = {}


def lived(life: Written, replications: int = MANY, base: Written = QUIET, **changes: Any) -> Lived:
    """Years of the small company with these customers; equal ones are lived once."""
    key = repr((life, replications, base, changes))
    if key not in _KEPT:
        _KEPT[key] = Lived(company(merged(base, life), quiet=False, **changes), replications)
    return _KEPT[key]


def moves(change: Floats) -> int:
    """1 where the mean of paired differences is above zero at α = .001, -1 below, 0 neither."""
    half = stats.t.ppf(1 - 0.0005, len(change) - 1) * stats.sem(change)
    return int(change.mean() > half) - int(change.mean() < -half)


def same(one: Panel, other: Panel, but: tuple[str, ...] = ()) -> bool:
    """Whether two panels are equal to the bit, some measures aside."""
    places = [place for place, measure in enumerate(one.measures) if measure.name not in but]
    return np.array_equal(one.values[..., places], other.values[..., places])


# ── the stock ───────────────────────────────────────────────────────────────────────────────────


def test_customers_balance_in_every_month_of_every_year() -> None:
    """A04, law 5: opening + won + back - lost = closing, exactly, by segment, in each replication and month."""
    year = lived(BUSY, base={}).panel
    for segment in ("", ":a", ":b"):
        stock, won, lost, back = (
            year.values[:, :, :, year.place(f"{what}{segment}")].sum(axis=2) for what in BY_SEGMENT
        )
        assert np.array_equal(stock[:, :-1] + won[:, 1:] + back[:, 1:] - lost[:, 1:], stock[:, 1:])
    assert all(year.of(what).sum() > 0 for what in BY_SEGMENT)
    assert (year.before("customers_open").sum(axis=1) == 120).all()
    assert (year.of("customers_won").sum(axis=(1, 2)) == year.of("new_customers").sum(axis=(1, 2))).all()


def test_all_customers_have_a_holder_in_proportion_to_lead_shares() -> None:
    """Law 5: opening customers are held by those who take leads; a rep with half the share has half of them."""
    reps = [{"name": "x", "id": f"r{i}", "team": "t", "level": "l", "lead_share": s} for i, s in enumerate((2, 1, 0))]
    year = lived({}, people={"levels": company().model_dump()["people"]["levels"], "reps": reps}).panel
    held = year.before("customers_open").mean(axis=0)
    assert held[2] == 0
    assert held[0] == pytest.approx(80, abs=3)


def test_quiet_customers_stay_and_order_as_the_accounts_say() -> None:
    """K02, I17: with nothing going on nobody leaves, satisfaction stays, and leads come at the stated rate."""
    year = lived({}, market=NOBODY_NEW)
    assert year.sum("customers_lost").sum() == 0
    assert (year.panel.of("satisfaction_sum") == 75 * year.panel.of("customers_served")).all()
    assert (year.panel.of("relation_points") == 50 * year.panel.of("customers_served")).all()
    leads = year.sum("repeat_leads")
    expected = (80 + 80) * 240 / 250
    assert leads.mean() == pytest.approx(expected, abs=4 * math.sqrt(expected / MANY))
    assert leads.var() == pytest.approx(expected, rel=0.4)


# ── care and relation ───────────────────────────────────────────────────────────────────────────

CARED: Written = {"relation": {"half_life": 6}, "churn": {"yearly": 0.3, "relation": 3}}


def test_without_care_customers_leave_more_and_more() -> None:
    """C03: zero care hours raise churn against ten, and not yet in the first month."""
    with_care, without = lived(merged(CARED, {"care": {"hours": 10}})), lived(CARED)
    change = without.months("customers_lost") - with_care.months("customers_lost")
    assert moves(change.sum(axis=1)) == 1
    assert change[:, 6:].mean() > 2 * max(change[:, :2].mean(), 0)
    assert with_care.sum("hours_care").mean() == 6 * 12 * 10


def test_care_without_effect_and_cost_changes_nothing() -> None:
    """C03's null twin: with no gain and nothing taken from leads, only the hours themselves are written down."""
    off = lived(merged(CARED, {"care": {"hours": 10, "gain": 0, "takes": 0}}), 8)
    none = Lived(off.world.model_validate(_without_care(off.world)), 8)
    assert same(off.panel, none.panel, but=("hours_care", "customers_cared"))
    assert off.sum("hours_care").sum() > none.sum("hours_care").sum() == 0


def _without_care(world: Scenario) -> Written:
    tree = world.model_dump(by_alias=True)
    tree["customers"]["life"]["care"]["hours"] = 0
    return tree


def test_hours_of_care_are_missing_for_leads() -> None:
    """C03, M07: with work that takes time, hours of care lower the pieces of work done; `takes: 0` does not."""
    stages = [{"name": "x", "id": "s", "skill": "discovery", "hours": {"mean": 60}, "advance": 0.5,
               "answer": {"kind": "fixed", "mean": 1}}]  # fmt: skip
    base = lived({}, 40, funnel={"stages": stages})
    care = lived({"care": {"hours": 50, "gain": 0}}, 40, funnel={"stages": stages})
    free = lived({"care": {"hours": 50, "gain": 0, "takes": 0}}, 40, funnel={"stages": stages})
    assert moves(care.sum("touches") - base.sum("touches")) == -1
    assert np.array_equal(free.sum("touches"), base.sum("touches"))


def test_a_relation_left_alone_halves_in_its_half_life() -> None:
    """K17: in the simulated year, too, six months without care leave half of every relation."""
    year = lived({"relation": {"half_life": 6, "start": 0.8}}, 4, market=NOBODY_NEW)
    level = year.months("relation_points") / year.months("relation_ratings")
    assert level[:, 5] == pytest.approx(np.full(4, 40.0), abs=1e-5)
    assert level[:, 11] == pytest.approx(np.full(4, 20.0), abs=1e-5)


def test_visits_by_score_keep_more_value_than_visits_by_chance() -> None:
    """K05: at equal hours, visits where most is at stake lose less yearly value than visits at random."""
    risky = merged(CARED, {"satisfaction": {"sd": 12}, "churn": {"yearly": 0.4}, "care": {"hours": 8}})
    score, chance = (lived(merged(risky, {"care": {"by": by}})) for by in ("score", "random"))
    assert np.array_equal(score.sum("hours_care"), chance.sum("hours_care"))
    worth = {"a": 900 * 2, "b": 100}
    lost = [sum(value * year.sum(f"customers_lost:{s}") for s, value in worth.items()) for year in (score, chance)]
    assert moves(np.asarray(lost[0] - lost[1], np.float64)) == -1
    off = {"care": {"gain": 0}}
    one, other = (lived(merged(merged(risky, {"care": {"by": by}}), off), 8) for by in ("score", "random"))
    assert np.array_equal(one.sum("customers_lost"), other.sum("customers_lost"))


def test_a_segment_of_weight_nothing_gets_no_visit() -> None:
    """K01: care goes to the segments it is meant for."""
    only_a = [{"segment": "b", "weight": 0}]
    year = lived({"care": {"hours": 4, "segments": only_a}, "relation": {"half_life": 6}}, 8)
    assert year.sum("customers_cared").max() <= 40 * 12
    assert year.sum("customers_cared").min() > 0


def test_relationship_skill_keeps_and_refers_but_wins_no_strangers() -> None:
    """F04: more relationship skill renews and refers more; leads of strangers are won exactly as before."""
    life = merged(CARED, {"care": {"hours": 10}, "satisfaction": {"relation": 30}, "loyalty": {"satisfaction": 3},
                          "referrals": {"channel": "warm", "per_customer": 0.5}})  # fmt: skip
    low, high = (lived(life, people=_skilled(relationship=skill)) for skill in (0.1, 0.9))
    assert moves(high.sum("renewals") / high.sum("renewals_due") - low.sum("renewals") / low.sum("renewals_due")) == 1
    assert moves(high.sum("referred_leads") - low.sum("referred_leads")) == 1
    assert np.array_equal(*(_won_by_strangers(year) for year in (low, high)))
    none = merged(life, {"care": {"hours": 0}})
    assert same(*(lived(none, 8, people=_skilled(relationship=skill)).panel for skill in (0.1, 0.9)))


def _skilled(**skills: float) -> Written:
    reps = [{"name": "x", "id": f"r{i}", "team": "t", "level": "l", "skills": skills} for i in range(6)]
    return {"levels": company().model_dump()["people"]["levels"], "reps": reps}


def _won_by_strangers(year: Lived) -> Floats:
    """New customers less those that a customer brought are strangers; in this world each lead stands alone."""
    ready, found = prepare(year.world, SEED), []
    place = {measure.name: i for i, measure in enumerate(ready.measures)}
    for replication in range(6):
        entries = trace(ready, replication)[1].entries
        brought = set(entries["who"][entries["measure"] == place["referred_leads"]].tolist())
        won = entries["who"][entries["measure"] == place["new_customers"]]
        amount = entries["amount"][entries["measure"] == place["new_customers"]]
        found.append(sum(a for who, a in zip(won.tolist(), amount, strict=True) if who not in brought))
    return np.array(found)


# ── satisfaction, loyalty, experience ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("side", "weight"), [("response", 0.4), ("accuracy", 0.1), ("friction", 0.3), ("after_sales", 0.2)]
)
def test_a_better_touchpoint_moves_the_index_by_its_weight(side: str, weight: float) -> None:
    """K13: a score of 0.5 on one side of experience is half its weight on the index, times 100."""
    weights = {"response": 0.4, "accuracy": 0.1, "friction": 0.3, "after_sales": 0.2}
    sides = {name: {"weight": each} for name, each in weights.items()}
    base = lived({"experience": sides}, 2)
    better = lived({"experience": merged(sides, {side: {"score": 0.5}})}, 2)
    index = (better.sum("experience_points") - base.sum("experience_points")) / base.sum("customers_served")
    assert index == pytest.approx(np.full(2, 50 * weight))
    assert (better.sum(f"experience_{side}") == 50 * better.sum("customers_served")).all()
    assert same(base.panel, better.panel, but=("experience_points", f"experience_{side}"))


def test_a_shock_to_satisfaction_moves_loyalty_after_its_lag() -> None:
    """K03: from a change of experience in month 1, loyalty stands still for `lag` months and moves then."""
    shock = {"experience": {"effect": 40, "response": {"score": -1}}, "satisfaction": {"speed": 1}}
    year = lived(merged(shock, {"loyalty": {"lag": 3, "satisfaction": 1}}), 2)
    loyalty = year.months("loyalty_sum") / year.months("customers_served")
    satisfaction = year.months("satisfaction_sum") / year.months("customers_served")
    assert satisfaction[0, 0] == pytest.approx(65)
    assert loyalty[0, :3].tolist() == [50.0] * 3
    assert loyalty[0, 3] < 50
    cut = lived(merged(shock, {"loyalty": {"lag": 3, "satisfaction": 0}}), 2)
    assert (cut.months("loyalty_sum") == 50 * cut.months("customers_served")).all()


CHAIN: Written = {
    "experience": {"effect": 60, "after_sales": {"spend": 100_000}},
    "satisfaction": {"speed": 0.6},
    "loyalty": {"satisfaction": 4, "lag": 1, "speed": 0.6},
    "orders": {"loyalty": 0.8},
}


def _spent(life: Written, replications: int) -> tuple[Lived, Lived]:
    saved = merged(life, {"experience": {"after_sales": {"spend": 0}}})
    return lived(saved, replications), lived(life, replications)


def test_experience_reaches_repeat_revenue_through_its_chain() -> None:
    """K14: money for after-sales raises satisfaction, loyalty, repeat leads and bookings, in that order of size."""
    without, spent = _spent(CHAIN, MANY)
    for measure in ("satisfaction_sum", "loyalty_sum", "repeat_leads", "bookings"):
        assert moves(spent.sum(measure) - without.sum(measure)) == 1
    assert (spent.sum("experience_cost") == 12 * 100_000 * 100).all()


@pytest.mark.parametrize(
    "cut",
    [{"experience": {"effect": 0}}, {"loyalty": {"satisfaction": 0}}, {"orders": {"loyalty": 0}}],
    ids=["experience", "loyalty", "orders"],
)
def test_a_cut_link_removes_the_revenue(cut: Written) -> None:
    """K14: with any link's elasticity at 0, money for after-sales moves no lead and no booking, exactly."""
    without, spent = _spent(merged(CHAIN, cut), 8)
    for measure in ("repeat_leads", "bookings", "won_deals"):
        assert np.array_equal(spent.sum(measure), without.sum(measure))


def test_without_loyalty_customers_order_at_the_base_rate_and_refer_nobody() -> None:
    """I17, K04: at no loyalty there are no referrals, and repeat leads come at the part that needs none."""
    life = {"orders": {"loyalty": 0.6}, "referrals": {"channel": "warm", "per_customer": 2}}
    usual, none = (lived(merged(life, {"loyalty": {"baseline": level}}), market=NOBODY_NEW) for level in (0.5, 0))
    assert none.sum("referred_leads").sum() == 0
    assert usual.sum("referred_leads").mean() > 100
    expected = 0.4 * 160 * 240 / 250
    assert none.sum("repeat_leads").mean() == pytest.approx(expected, abs=4 * math.sqrt(expected / MANY))
    assert moves(usual.sum("repeat_leads") - none.sum("repeat_leads")) == 1


def test_referred_leads_fit_better_and_are_won_more_often() -> None:
    """K04: leads that a customer brings are those of their channel, and a warmer one's are won more often."""
    fit = company().model_dump()["funnel"] | {"fit_effect": 1.0}
    warm, cold = (
        lived({"referrals": {"channel": channel, "per_customer": 1}}, 60, funnel=fit, market=NOBODY_NEW,
              customers=NO_ORDERS)
        for channel in ("warm", "new")
    )  # fmt: skip
    rates = [year.sum("won_deals") / year.sum("referred_leads") for year in (warm, cold)]
    assert moves(rates[0] - rates[1]) == 1
    assert np.array_equal(warm.sum("referred_leads"), warm.sum("leads"))


# ── complaints and refunds ──────────────────────────────────────────────────────────────────────

ANNOYED: Written = {"complaints": {"chance": 0.15, "drop": 40}, "churn": {"yearly": 0.2, "satisfaction": 1.0}}


def test_quick_recovery_keeps_customers() -> None:
    """K08: where complaints are settled in 2 days instead of 40, fewer customers leave; nothing to restore, no gain."""
    quick, slow = (lived(merged(ANNOYED, {"recovery": {"days": days}})) for days in (2, 40))
    assert moves(quick.sum("customers_lost") - slow.sum("customers_lost")) == -1
    assert quick.sum("recovery_days").mean() / quick.sum("recoveries").mean() == pytest.approx(2, rel=0.1)
    off = {"complaints": {"drop": 0}, "churn": {"complaint": 0}}
    both = [lived(merged(merged(ANNOYED, off), {"recovery": {"days": days}}), 8) for days in (2, 40)]
    assert np.array_equal(*(year.sum("customers_lost") for year in both))


def test_complaints_wait_where_nobody_has_time_to_settle_them() -> None:
    """K08: with no capacity nothing is settled; with one a month and rep, no rep settles more."""
    nobody = lived(merged(ANNOYED, {"recovery": {"capacity": 0}}), 20)
    assert nobody.sum("recoveries").sum() == 0
    assert nobody.sum("complaints").sum() > 0
    one = lived(merged(ANNOYED, {"recovery": {"capacity": 1, "days": 1}}), 20)
    assert one.panel.of("recoveries").max() == 1
    plenty = lived(merged(ANNOYED, {"recovery": {"days": 1}}), 20)
    taken = [year.sum("recovery_days").sum() / year.sum("recoveries").sum() for year in (one, plenty)]
    assert taken[0] > 2 * taken[1]


def test_complaints_fall_when_promises_are_kept() -> None:
    """I08: more follow-ups on time, fewer complaints; where broken promises anger nobody, exactly as many."""
    life = {"follow_ups": {"promised": 0.6, "late": 2}, "complaints": {"chance": 0.05, "drop": 0}}
    late, kept = (lived(merged(life, {"follow_ups": {"on_time": share}})) for share in (0.5, 0.95))
    assert moves(kept.sum("complaints") - late.sum("complaints")) == -1
    assert kept.sum("follow_ups_on_time").sum() / kept.sum("follow_ups_promised").sum() == pytest.approx(0.95, abs=0.01)
    off = merged(life, {"follow_ups": {"late": 0}})
    both = [lived(merged(off, {"follow_ups": {"on_time": share}}), 8) for share in (0.5, 0.95)]
    assert np.array_equal(*(year.sum("complaints") for year in both))


def test_reasons_of_complaints_come_in_the_stated_mix() -> None:
    """K06: of some thousand complaints each reason has its share, within the interval of a multinomial count."""
    mix = {"product": 5, "delivery": 3, "service": 2, "price": 0}
    year = lived(merged(ANNOYED, {"complaints": {"reasons": mix}, "churn": {"yearly": 0}}))
    counts = [year.sum(f"complaints_{reason}").sum() for reason in mix]
    assert sum(counts) == year.sum("complaints").sum() > 3000
    assert counts[3] == 0
    assert stats.chisquare(counts[:3], [sum(counts) * share / 10 for share in (5, 3, 2)]).pvalue > 0.001


def test_low_product_skill_is_refunded_some_months_later() -> None:
    """F10: reps of low product skill have more refunds, none before the lag is over, and bookings stay."""
    life = {"refunds": {"chance": 0.1, "lag": 3, "share": 0.5}}
    low, high = (lived(life, people=_skilled(product=skill)) for skill in (0.1, 0.9))
    assert moves(low.sum("refunds") - high.sum("refunds")) == 1
    assert low.sum("refunds", until=3).sum() == low.sum("refunded_deals", until=3).sum() == 0
    assert np.array_equal(low.sum("bookings"), high.sum("bookings"))
    never = [lived(merged(life, {"refunds": {"chance": 0}}), 8, people=_skilled(product=s)) for s in (0.1, 0.9)]
    assert same(*(year.panel for year in never))


def test_misled_customers_are_less_content_afterwards() -> None:
    """F10: what was promised too much costs satisfaction; where it costs none, satisfaction stays to the bit."""
    angry, calm = (lived({"refunds": {"chance": 0.4, "drop": drop}}) for drop in (30, 0))
    assert moves(angry.sum("satisfaction_sum") - calm.sum("satisfaction_sum")) == -1
    assert (calm.panel.of("satisfaction_sum") == 75 * calm.panel.of("customers_served")).all()


# ── staying, returning ──────────────────────────────────────────────────────────────────────────


def test_renewal_is_one_less_churn_of_the_cohort() -> None:
    """I15: of the opening customers each one's term ends once in the year; who has not renewed has left before."""
    year = lived({"churn": {"yearly": 0.3}}, market=NOBODY_NEW, customers=NO_ORDERS)
    assert (year.sum("renewals_due") == 120).all()
    ready = prepare(year.world, SEED)
    place = {measure.name: i for i, measure in enumerate(ready.measures)}
    for replication in range(10):
        entries = trace(ready, replication)[1].entries
        left = _times(entries, place["customers_lost"])
        ended, renewed = (_times(entries, place[name]) for name in ("renewals_due", "renewals"))
        assert {who for who, time in ended.items() if left.get(who, math.inf) > time} == set(renewed)
    rate = year.sum("renewals").mean() / 120
    assert rate == pytest.approx(np.mean([0.7 ** (month / 12) for month in range(1, 13)]), abs=0.01)


def _times(entries: npt.NDArray[np.void], measure: int) -> dict[int, float]:
    """When something was noted of whom, the last time."""
    rows = entries[entries["measure"] == measure]
    return dict(zip(rows["who"].tolist(), rows["time"].tolist(), strict=True))


def test_nobody_is_reactivated_before_the_agreed_months() -> None:
    """I06: who was lost for fewer than N months does not ask again; in a year shorter than N nobody is reactivated."""
    life = {"churn": {"yearly": 0.6}, "win_back": {"after": 4, "chance": 0.5}}
    year = lived(life, 60)
    assert year.sum("customers_back").sum() > 0
    assert year.sum("win_back_leads", until=4).sum() == 0
    assert year.sum("reactivations", until=4).sum() == 0
    assert year.sum("reactivations").sum() > 0
    ready = prepare(year.world, SEED)
    place = {measure.name: i for i, measure in enumerate(ready.measures)}
    entries = trace(ready, 0)[1].entries
    bought = entries[entries["measure"] == place["customers_buying"]]
    for who, time in _times(entries, place["reactivations"]).items():
        before = bought["time"][(bought["who"] == who) & (bought["time"] < time)]
        assert time - max(before, default=0.0) > 4 * 20
    late = lived(merged(life, {"win_back": {"after": 12}}), 60)
    assert late.sum("reactivations").sum() == late.sum("win_back_leads").sum() == 0


def test_who_signs_counts_once_a_month_as_buying() -> None:
    """I17: customers who bought are those won and those who bought again; none of them is counted twice a month."""
    year = lived({"churn": {"yearly": 0.2}})
    assert np.array_equal(year.sum("customers_buying"), year.sum("customers_again") + year.sum("customers_won"))
    assert (year.sum("customers_again") <= year.sum("won_deals") - year.sum("customers_won")).all()


# ── surveys ─────────────────────────────────────────────────────────────────────────────────────


def _asked(**survey: Any) -> Lived:
    large = [{"territory": "p", "segment": "b", "channel": "old", "count": 1500, "leads_per_customer": 0}]
    life = {"satisfaction": {"sd": 8}, "survey": {"every": 12, "fatigue": 0, **survey}}
    return lived(life, 300, market={"demand": []}, customers={"accounts": large})


def _surveys(year: Lived, customers: float = math.inf) -> list[tuple[float, float, float]]:
    """The survey's interval and the true mean, by replication."""
    names = ("satisfaction_points", "satisfaction_squares", "satisfaction_answers", "satisfaction_asked")
    sums = np.array([year.sum(name) for name in names]).T
    truth = year.sum("satisfaction_sum", since=11) / year.sum("customers_served", since=11)
    found = [survey_of(*row, customers=customers) for row in sums.tolist()]
    return [(survey.low, survey.high, float(true)) for survey, true in zip(found, truth, strict=True)]


def test_the_margin_of_error_keeps_its_promise_when_answers_are_fair() -> None:
    """I07, K07: without bias the interval holds the true mean in about 95 of 100 surveys, noisy answers included."""
    held = [low <= true <= high for low, high, true in _surveys(_asked(sample=0.2, response=0.35, sd=8))]
    assert stats.binomtest(sum(held), len(held), 0.95).pvalue > 0.001


def test_the_margin_of_error_knows_when_half_of_all_have_answered() -> None:
    """K07: with exact answers of half the customers the finite-population correction gives the nominal coverage."""
    year = _asked(sample=1.0, response=0.5, sd=0)
    held = [low <= true <= high for low, high, true in _surveys(year, customers=1500)]
    assert stats.binomtest(sum(held), len(held), 0.95).pvalue > 0.001
    wide = [low <= true <= high for low, high, true in _surveys(year)]
    assert stats.binomtest(sum(wide), len(wide), 0.95).pvalue < 0.05


def test_a_biased_survey_misses_the_truth_by_its_bias() -> None:
    """I07: answers 5 points above the truth make the mean 5 points too high, and the interval misses nearly always."""
    year = _asked(sample=0.2, response=0.35, sd=8, bias=5)
    found = np.array(_surveys(year))
    misses = found[:, :2].mean(axis=1) - found[:, 2]
    assert misses.mean() == pytest.approx(5, abs=0.3)
    assert ((found[:, 0] <= found[:, 2]) & (found[:, 2] <= found[:, 1])).mean() < 0.3


def test_surveys_too_often_lower_the_response() -> None:
    """K07: asked every month fewer answer than asked twice a year; without fatigue it makes no difference."""
    often, seldom = (
        lived({"survey": {"every": every, "sample": 1, "response": 0.5, "fatigue": 0.5}}) for every in (1, 6)
    )
    rates = [year.sum("satisfaction_answers") / year.sum("satisfaction_asked") for year in (often, seldom)]
    assert moves(rates[0] - rates[1]) == -1
    calm = [lived({"survey": {"every": every, "sample": 1, "response": 0.5, "fatigue": 0}}) for every in (1, 6)]
    rate = [year.sum("satisfaction_answers").sum() / year.sum("satisfaction_asked").sum() for year in calm]
    assert rate[0] == pytest.approx(rate[1], abs=0.015)
    assert np.array_equal(often.sum("satisfaction_asked"), often.sum("customers_served"))


def test_surveys_cost_what_they_cost_and_change_nothing_else() -> None:
    """K07: a survey that nobody acts on costs money and leaves every other measure as it is, to the bit."""
    asked, none = lived({"survey": {"cost": 2.5}}, 8), lived({}, 8)
    assert np.array_equal(asked.sum("survey_cost"), 250 * asked.sum("satisfaction_asked"))
    written = tuple(m.name for m in asked.panel.measures if m.name.startswith(("satisfaction_", "survey_")))
    assert same(asked.panel, none.panel, but=tuple(name for name in written if name != "satisfaction_sum"))


def test_needs_are_found_only_where_customers_are_asked() -> None:
    """K15: answers open cross-sell leads in their channel; with feedback off there are none."""
    life = {"cross_sell": {"channel": "old", "chance": 0.5}}
    asked, silent = lived(merged(life, {"survey": {"every": 2}}), 20), lived(life, 20)
    assert asked.sum("cross_sell_leads").sum() > 0
    assert silent.sum("cross_sell_leads").sum() == 0
    assert (asked.sum("cross_sell_leads") <= asked.sum("satisfaction_answers")).all()
    assert np.array_equal(asked.sum("repeat_leads"), silent.sum("repeat_leads"))


# ── when a rep leaves ───────────────────────────────────────────────────────────────────────────


def _leaving(hand_over: Written, replications: int = MANY) -> Lived:
    """Two of six reps leave in mid-April of a year of real dates; work takes some time."""
    reps: list[Written] = [{"name": "x", "id": f"r{i}", "team": "t", "level": "l"} for i in range(6)]
    for rep in reps[:2]:
        rep["leaves"] = date(2027, 4, 15)
    stages = [
        {"name": "x", "id": stage, "skill": skill, "hours": {"mean": 4}, "advance": 0.7,
         "answer": {"kind": "exponential", "mean": 15}, "patience": {"kind": "exponential", "mean": 40}}
        for stage, skill in (("talk", "discovery"), ("offer", "product"), ("sign", "negotiation"))
    ]  # fmt: skip
    calendar = {"kind": "working_days", "start": date(2027, 1, 1), "months": 12}
    people = {"levels": company().model_dump()["people"]["levels"], "reps": reps}
    return lived({"hand_over": hand_over}, replications, company={"calendar": calendar}, people=people,
                 funnel={"stages": stages})  # fmt: skip


@pytest.mark.parametrize(("records", "kept"), [(0.0, 0.6), (0.5, 0.8), (1.0, 1.0)])
def test_a_hand_over_costs_the_stated_part_of_relations_less_with_records(records: float, kept: float) -> None:
    """K01: of each relation handed over 40 % is lost without records, 20 % with half on record, nothing with all."""
    year = _leaving({"loss": 0.4, "records": records}, 20)
    handed, lost = year.sum("customers_handed_over"), year.sum("relation_points_lost")
    assert (handed > 0).all()
    assert lost == pytest.approx(50 * (1 - kept) * handed, abs=1e-3)
    stays = year.panel.of("customers_open")[:, 4:, :2]
    assert stays.sum() == 0


def test_with_records_fewer_open_deals_are_lost_when_a_rep_leaves() -> None:
    """E02: with a CRM deals of who left are handed over and won; without records they lie there, as nobody knows."""
    known, unknown = (_leaving({"records": records}) for records in (0.9, 0.0))
    assert unknown.sum("deals_handed_over").sum() == 0
    assert known.sum("deals_handed_over").min() > 0
    assert moves(known.sum("won_deals") - unknown.sum("won_deals")) == 1
    assert moves(known.sum("cold_leads") - unknown.sum("cold_leads")) == -1


def test_lost_records_hurt_only_what_was_handed_over() -> None:
    """E07: without the record of what was said, deals of other reps' customers are as before, to the bit; those handed
    over do worse.
    """
    base = {"deals": 0.0, "records": 0.0, "months": 12, "loss": 0}
    log, none = _leaving(base | {"odds": 0.0}), _leaving(base | {"odds": 3.0})
    assert moves(none.sum("won_deals") - log.sum("won_deals")) == -1
    ready = [prepare(year.world, SEED) for year in (log, none)]
    place = {measure.name: i for i, measure in enumerate(ready[0].measures)}
    checked = 0
    for replication in range(3):
        first, second = (trace(year, replication)[1].entries for year in ready)
        moved = {int(who) for name in ("deals_handed_over",) for who in first["who"][first["measure"] == place[name]]}
        for entries in (first, second):
            assert (entries["time"][entries["measure"] == place["deals_handed_over"]] > 60).all()
        before = [rows[rows["time"] < 60] for rows in (first, second)]
        assert np.array_equal(*before)
        checked += len(moved)
    assert checked > 0


def test_who_stays_hands_nothing_over() -> None:
    """K01's null twin: where nobody leaves, what a hand-over would cost changes nothing at all."""
    one, other = (lived({"hand_over": {"loss": loss, "odds": 5 * loss}}, 8) for loss in (0.0, 1.0))
    assert same(one.panel, other.panel)
    assert one.sum("customers_handed_over").sum() == 0


# ── off is off ──────────────────────────────────────────────────────────────────────────────────


def test_without_a_life_there_is_no_such_measure_and_the_old_stream_of_leads() -> None:
    """Off means off: a scenario without `life` has none of its measures."""
    year = simulate(company(), 2, SEED)
    names = {measure.name for measure in year.measures}
    assert "customers_open" not in names
    assert year.of("leads").sum() > 0


def test_every_measure_of_customers_is_explained_and_tested() -> None:
    """Law 7: each of their measures has a row in the reference, and a test here names it."""
    page = (ROOT / "docs" / "reference" / "measures.md").read_text(encoding="utf-8")
    measured = CUSTOMER_LIFE.of(company({}))
    assert len(measured) == len(C) + 2 * len(BY_SEGMENT)
    assert [
        m.name for m in measured if ":" not in m.name and f"| `{m.name}` | {m.unit} | {m.definition} |" not in page
    ] == []
    text = Path(__file__).read_text(encoding="utf-8")
    told = {f"complaints_{reason}" for reason in ("product", "delivery", "service", "price")}
    told |= {f"experience_{side}" for side in ("response", "accuracy", "friction", "after_sales")}
    assert [c.name.lower() for c in C if c.name.lower() not in told and f'"{c.name.lower()}"' not in text] == []
