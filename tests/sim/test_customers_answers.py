"""What a CRM tells of its customers, lived through: how they say no, by segment, how long, at which pace, how much.

Each check of a distribution fails by chance once in 10,000 times or less; seeds are fixed.
"""

from typing import Any

import numpy as np
import pytest
from scipy import optimize, stats
from small_funnel import DEALS, SEED, Floats, Written, by_month, coming, funnel, lived, noted, stage, stated

from scenarios.scenario import Scenario
from sim.engine import chunk_of, prepare
from sim.measures import M

CHANCE_OF_ERROR = 1e-4
QUARTERS = [1.0, 1.0, 3.0] * 4
AT = [0.1, 0.2, 0.5, 1.2, 4.1]
"""Waits at even steps, whose average by the trapezium rule is 1."""


def opening(count: int = DEALS, **changes: Any) -> Scenario:
    """Stated deals and no other leads; `changes` of the only stage, and `pace` and `in_stage`."""
    held = {"in_stage": changes.pop("in_stage", 0.0)}
    pace = changes.pop("pace", {})
    deals = {"pipeline": [stated(count, **held)]}
    return funnel(funnel={"stages": [stage(**changes)], "pace": pace}, opening=deals)


def far(count: float, of: int, chance: float) -> float:
    """How many standard errors a count is off what its chance leads to expect."""
    return abs(count - of * chance) / np.sqrt(of * chance * (1 - chance))


FAR = 3.9  # standard errors: twice in 20,000


# ── yes and no ──────────────────────────────────────────────────────────────────────────────────


def test_a_no_takes_as_long_as_refusal_says() -> None:
    """`refusal` sets the time to a no and leaves days to win and who is won as they are."""
    slow, same = opening(refusal={"kind": "exponential", "mean": 40}), opening()
    for mine, other in zip(noted(slow, M.DAYS_TO_WIN), noted(same, M.DAYS_TO_WIN), strict=True):
        np.testing.assert_array_equal(mine, other)
    times = noted(slow, M.DAYS_TO_LOSS)[1]
    assert stats.kstest(times, truncated("expon", 240, scale=40)).pvalue > CHANCE_OF_ERROR
    assert stats.kstest(noted(same, M.DAYS_TO_LOSS)[1], "expon", args=(0, 10)).pvalue > CHANCE_OF_ERROR


def truncated(name: str, end: float, **shape: float) -> Any:
    """The distribution of those waits that end by the year's end."""
    whole = getattr(stats, name)(**shape)
    return lambda days: whole.cdf(days) / whole.cdf(end)


def test_a_refusal_like_the_answer_changes_nothing() -> None:
    """Null: a `refusal` that is written and equal to `answer` gives the same year to the bit."""
    plain = funnel(market={"demand": coming()})
    written = funnel(market={"demand": coming()}, funnel={"stages": [stage(refusal=stage()["answer"])]})
    assert lived(plain) == lived(written)


OWN: list[Written] = [
    {"advance": 0.8},
    {"answer": {"kind": "fixed", "mean": 3}},
    {"refusal": {"kind": "gamma", "mean": 7, "cv": 0.5}},
    {"advance": 0.2, "answer": {"mean": 20, "cv": 1}, "refusal": {"mean": 2, "cv": 1}},
]


@pytest.mark.parametrize("own", OWN)
def test_a_segments_own_way_is_that_of_a_stage_of_its_own(own: Written) -> None:
    """A segment with its own chance and times lives as if the stage were so; the other segment does not move."""
    stages = {"with": [stage(segments=[{"segment": "a", **own}])], "all": [stage(**own)], "none": [stage()]}
    for segment, like, unlike in (("a", "all", "none"), ("b", "none", "all")):
        demand = {"demand": coming(3_000, segment)}
        years = {name: lived(funnel(market=demand, funnel={"stages": those})) for name, those in stages.items()}
        assert years["with"] == years[like] != years[unlike]


def test_a_segment_named_without_a_difference_changes_nothing() -> None:
    """Null: a segment whose chance and times are all null is the stage's to the bit."""
    named = funnel(market={"demand": coming()}, funnel={"stages": [stage(segments=[{"segment": "a"}])]})
    assert lived(named) == lived(funnel(market={"demand": coming()}))


def test_a_segments_no_takes_its_yes_where_nobody_says_otherwise() -> None:
    """A segment's own `answer` holds for its refusals, too, unless the stage has a `refusal`."""
    own = {"segment": "a", "answer": {"kind": "fixed", "mean": 3}}
    alone, beside = opening(segments=[own]), opening(segments=[own], refusal={"kind": "fixed", "mean": 5})
    assert set(noted(alone, M.DAYS_TO_LOSS)[1]) == {3.0}
    assert set(noted(beside, M.DAYS_TO_LOSS)[1]) == {5.0}
    assert set(noted(beside, M.DAYS_TO_WIN)[1]) == {3.0}


# ── how long ────────────────────────────────────────────────────────────────────────────────────

SHAPES: list[tuple[Written, Any]] = [
    ({"kind": "gamma", "mean": 12, "cv": 0.5}, stats.gamma(4, scale=3).cdf),
    ({"kind": "gamma", "mean": 12, "cv": 1.25}, stats.gamma(0.64, scale=18.75).cdf),
    ({"kind": "weibull", "mean": 12, "cv": 1}, stats.expon(scale=12).cdf),
    ({"kind": "quantiles", "mean": 12, "at": AT}, lambda t: np.interp(t, 12 * np.array(AT), np.linspace(0, 1, 5))),
]


@pytest.mark.parametrize(("wait", "share_below"), SHAPES)
def test_waits_are_distributed_as_written(wait: Written, share_below: Any) -> None:
    """Days to win follow the gamma, weibull or quantiles of `answer`, and average its mean."""
    days = noted(opening(answer=wait, advance=0.999), M.DAYS_TO_WIN)[1]
    assert len(days) > 0.99 * DEALS
    ends = share_below(240.0)
    assert stats.kstest(days, lambda t: share_below(t) / ends).pvalue > CHANCE_OF_ERROR
    if ends > 1 - 1e-9:
        assert abs(days.mean() - 12) < FAR * days.std() / np.sqrt(len(days))


def test_delivery_and_payment_take_every_kind_of_wait() -> None:
    """Terms with fixed waits written as quantiles give the invoices of plain fixed ones, but for a millionth."""
    steady = {"kind": "quantiles", "mean": 15, "at": [1, 1]}
    plain = {"kind": "fixed", "mean": 15}
    years = []
    for wait in (steady, plain):
        terms = {"terms": {"delivery": wait, "payment": wait}}
        year = prepare(funnel(market={"demand": coming(2_000)}, customers=terms), 3)
        years.append(chunk_of(year, 0, 2))
    for name in ("invoiced", "collected"):
        np.testing.assert_array_equal(years[0].of(name), years[1].of(name))


# ── at which pace ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("outcome", "measure", "share"), [("yes", M.WON_DEALS, 0.4), ("no", M.LOST_DEALS, 0.6)])
def test_pace_moves_answers_between_months_by_its_weights(outcome: str, measure: M, share: float) -> None:
    """Memoryless deals are won (lost) in each month as its weight says, and the other outcome does not move."""
    wait = {"kind": "exponential", "mean": 100}
    paced, even = opening(answer=wait, pace={outcome: QUARTERS}), opening(answer=wait)
    clock = np.cumsum([0, *QUARTERS]) * 12 * 20 / sum(QUARTERS)
    for months, count in enumerate(by_month(paced, measure)):
        chance = share * (np.exp(-clock[months] / 100) - np.exp(-clock[months + 1] / 100))
        assert far(count, DEALS, chance) < FAR
    other = M.LOST_DEALS if measure == M.WON_DEALS else M.WON_DEALS
    np.testing.assert_array_equal(by_month(paced, other), by_month(even, other))
    assert by_month(paced, measure)[2] > 1.8 * by_month(even, measure)[2]


def test_pace_changes_no_answer() -> None:
    """Over a year long enough for all to answer, pace wins exactly the deals that are won without it."""
    paced = opening(answer={"mean": 8, "cv": 0.5}, pace={"yes": QUARTERS, "no": [0.5, 2] * 6})
    even = opening(answer={"mean": 8, "cv": 0.5})
    for measure in (M.WON_DEALS, M.LOST_DEALS):
        assert by_month(paced, measure).sum() == by_month(even, measure).sum()
    assert lived(paced) != lived(even)


def test_before_the_year_pace_repeats_backwards() -> None:
    """A deal that waited 25 days has seen the last month and five days of the one before, on each outcome's clock."""
    yes, no = [1.0] * 10 + [2.0, 4.0], [1.0] * 11 + [0.5]
    deal = prepare(opening(10, in_stage=25.0, pace={"yes": yes, "no": no})).world.deals[0]
    assert deal["aged_yes"] == pytest.approx((20 * 4 + 5 * 2) / (sum(yes) / 12))
    assert deal["aged_no"] == pytest.approx((20 * 0.5 + 5 * 1) / (sum(no) / 12))


def test_a_warm_up_has_the_pace_of_the_months_before() -> None:
    """With nearly no yes in the last months of the year, nearly none is said in a warm-up of two months."""
    pace = {"yes": [20.0] * 10 + [0.01, 0.01]}
    quiet = funnel(
        market={"demand": coming()}, funnel={"stages": [stage()], "pace": pace}, opening={"warm_up_days": 40}
    )
    usual = funnel(market={"demand": coming()}, opening={"warm_up_days": 40})
    won = [(noted(world, M.WON_DEALS)[0] < 40).sum() for world in (quiet, usual)]
    assert won[1] > 500
    assert won[0] < 0.01 * won[1]


# ── deals that have waited ──────────────────────────────────────────────────────────────────────

WAITS: list[tuple[Written, Written]] = [
    ({"kind": "lognormal", "mean": 10, "cv": 0.8}, {"kind": "gamma", "mean": 25, "cv": 0.7}),
    ({"kind": "weibull", "mean": 15, "cv": 0.5}, {"kind": "exponential", "mean": 9}),
    ({"kind": "quantiles", "mean": 12, "at": AT}, {"kind": "lognormal", "mean": 12, "cv": 1}),
    ({"kind": "geometric", "mean": 12, "unit": 2}, {"kind": "gamma", "mean": 5, "cv": 1.5}),
]


def drawn(wait: Written, luck: np.random.Generator, count: int) -> Floats:
    """Waits by NumPy's and SciPy's own means."""
    mean, cv = wait["mean"], wait.get("cv", 0)
    if wait["kind"] == "gamma":
        return luck.gamma(1 / cv**2, mean * cv**2, count)
    if wait["kind"] == "weibull":
        k = optimize.brentq(lambda k: stats.weibull_min(k).std() / stats.weibull_min(k).mean() - cv, 0.3, 9)
        return mean / stats.weibull_min(k).mean() * luck.weibull(k, count)
    if wait["kind"] == "quantiles":
        return mean * np.interp(luck.random(count), np.linspace(0, 1, len(wait["at"])), wait["at"])
    if wait["kind"] == "geometric":
        return wait["unit"] * luck.geometric(wait["unit"] / mean, count)
    if wait["kind"] == "exponential":
        return luck.exponential(mean, count)
    variance = np.log1p(cv**2)
    return luck.lognormal(np.log(mean) - variance / 2, np.sqrt(variance), count)


def passed(days: Floats, weights: list[float], begin: float) -> Floats:
    """When a clock that begins at a time before the year, in the month before it, has run so many days."""
    ends = np.array([begin, *np.arange(0, 241, 20)])
    rates = np.array([weights[-1], *weights]) / np.mean(weights)
    clock = np.cumsum([0, *(np.diff(ends) * rates)])
    return np.where(days < clock[-1], np.interp(days, clock, ends), np.inf)


@pytest.mark.parametrize("pace", [{}, {"yes": QUARTERS}, {"no": [0.3, 2] * 6}])
@pytest.mark.parametrize(("answer", "refusal"), WAITS)
def test_a_deal_that_has_waited_is_one_of_those_without_an_answer(answer: Written, refusal: Written, pace: Any) -> None:
    """`in_stage: 7` = of deals asked seven days before, those that have not answered: how many win, and when."""
    world = opening(in_stage=7.0, pace=pace, answer=answer, refusal=refusal)
    luck, tries = np.random.default_rng(5), 5 * DEALS
    yes = luck.random(tries) < 0.4
    even = [1.0] * 12
    when = np.where(
        yes,
        passed(drawn(answer, luck, tries), pace.get("yes", even), -7.0),
        passed(drawn(refusal, luck, tries), pace.get("no", even), -7.0),
    )
    left = int((when > 0).sum())
    for outcome, measure in ((yes, M.WON_DEALS), (~yes, M.LOST_DEALS)):
        theirs, mine = when[outcome & (when > 0) & (when <= 240)], noted(world, measure)[0]
        table = [[len(mine), DEALS - len(mine)], [len(theirs), left - len(theirs)]]
        assert stats.chi2_contingency(table).pvalue > CHANCE_OF_ERROR
        assert stats.ks_2samp(mine.round(6), theirs.round(6)).pvalue > CHANCE_OF_ERROR


def test_a_deal_just_asked_has_all_its_time_to_come() -> None:
    """`in_stage: 0` leaves odds and times as they are; without it a part of the usual time is still to come."""
    wait = {"kind": "fixed", "mean": 10}
    assert set(noted(opening(answer=wait), M.WON_DEALS)[0]) == {10.0}
    assert far(len(noted(opening(answer=wait), M.WON_DEALS)[0]), DEALS, 0.4) < FAR
    some = noted(opening(answer=wait, in_stage=None), M.WON_DEALS)[0]
    assert stats.kstest(some, "uniform", args=(0, 10)).pvalue > CHANCE_OF_ERROR


def test_a_deal_that_should_have_been_answered_long_ago_is_answered_at_once() -> None:
    """Older than any answer takes: nobody is lost or kept, and odds are as ever where both are as old."""
    times = noted(opening(answer={"kind": "fixed", "mean": 3}, in_stage=100.0), M.WON_DEALS)[0]
    assert set(times) == {0.0}
    assert far(len(times), DEALS, 0.4) < FAR
    only_no = opening(answer={"kind": "fixed", "mean": 3}, refusal={"mean": 30, "cv": 1}, in_stage=100.0)
    assert len(noted(only_no, M.WON_DEALS)[0]) == 0


def test_a_rep_holds_her_own_deals() -> None:
    """`rep` gives all of a row's deals to one rep, with luck of their own; rows of teams keep their owners and luck."""
    reps = [{"id": name, "name": name, "team": "t", "level": "l"} for name in ("r", "s")]
    people = {"reps": reps}
    teams = stated(4, rep=None, team="t")
    alone = prepare(funnel(people=people, opening={"pipeline": [teams]})).world.deals
    both = prepare(funnel(people=people, opening={"pipeline": [stated(3, rep="s"), teams]})).world.deals
    assert both.rep.tolist() == [1, 1, 1, 0, 1, 0, 1]
    assert both[3:].tobytes() == alone.tobytes()
    assert len(set(both.name.tolist())) == 7


# ── how much ────────────────────────────────────────────────────────────────────────────────────


def worth(value: Written) -> Floats:
    """What 20,000 leads in a year are worth to those who win them, in whole units of currency."""
    segments = [{"id": "a", "name": "x", "value": value, "margin": 0.3}]
    world = funnel(market={"segments": segments, "demand": coming(40_000)})
    return noted(world, M.BOOKINGS)[1] / 100


def test_values_of_several_parts_are_a_mixture() -> None:
    """Seven deals in ten of half the mean and the rest of the rest: sizes are distributed so, and average the mean."""
    parts = [{"share": 0.7, "mean": 0.5, "cv": 0.3}, {"share": 0.3, "mean": 13 / 6, "cv": 0.9}]
    sizes = worth({"mean": 100_000, "parts": parts})

    def below(x: Floats) -> Floats:
        return 0.7 * lognormal(50_000, 0.3).cdf(x) + 0.3 * lognormal(100_000 * 13 / 6, 0.9).cdf(x)

    assert stats.kstest(sizes, below).pvalue > CHANCE_OF_ERROR
    assert abs(sizes.mean() - 100_000) < FAR * sizes.std() / np.sqrt(len(sizes))


def lognormal(mean: float, cv: float) -> Any:
    sigma = np.sqrt(np.log1p(cv**2))
    return stats.lognorm(sigma, scale=mean * np.exp(-(sigma**2) / 2))


def test_one_part_is_the_whole() -> None:
    """Null: a single part, or none, gives the same sizes to the bit; shares and means are made exact."""
    plain = worth({"mean": 100_000, "cv": 0.8})
    np.testing.assert_array_equal(worth({"mean": 100_000, "parts": [{"share": 1, "mean": 1, "cv": 0.8}]}), plain)
    rounded = [{"share": 0.99995, "mean": 1.009, "cv": 0.8}]
    np.testing.assert_allclose(worth({"mean": 100_000, "parts": rounded}), plain, rtol=1e-7)


# ── effort ──────────────────────────────────────────────────────────────────────────────────────


def at_effort(world: Scenario, effort: float) -> tuple[int, int]:
    """Wins and losses where everybody works at one effort, as in a pilot year; both engines."""
    year = prepare(world, SEED)
    year.world.behaviour.usual[:] = effort
    machine, story = (chunk_of(year, 0, 1, engine) for engine in ("kernel", "simpy"))
    np.testing.assert_array_equal(machine.values, story.values)
    return int(machine.of("won_deals").sum()), int(machine.of("lost_deals").sum())


def test_effort_beyond_the_usual_adds_to_the_odds() -> None:
    """At effort 1.3 an `effort_effect` of 2 adds 0.6 to the log-odds of a yes, and at the usual one nothing."""
    market = {"demand": coming(4_000)}
    driven = funnel(market=market, funnel={"stages": [stage()], "effort_effect": 2})
    plain = funnel(market=market)
    won, lost = at_effort(driven, 1.3)
    assert far(won, won + lost, 1 / (1 + 1.5 * np.exp(-0.6))) < FAR
    assert at_effort(plain, 1.3) == at_effort(plain, 1.0) == at_effort(driven, 1.0)
    assert lived(driven) == lived(plain)


def test_reps_learn_what_effort_brings_by_way_of_the_odds() -> None:
    """Where work takes no time effort brings nothing, unless it turns a no into a yes; reps find that out."""
    slopes = []
    for effect in (0, 2):
        world = funnel(
            market={"demand": coming(4_000)},
            funnel={"stages": [stage()], "effort_effect": effect},
            mind={"kind": "myopic"},
        )
        slopes.append(prepare(world).beliefs.slope[:, :, M.BOOKINGS].sum())
    assert slopes[0] == 0
    # p (1 - p) = 0.24 of 4,000 leads at 100.00 each for each unit of log-odds; year of 240 days
    assert slopes[1] == pytest.approx(2 * 0.24 * 4_000 * 240 / 250 * 100_00, rel=0.1)


# ── when leads come in ──────────────────────────────────────────────────────────────────────────


def test_demand_doubles_in_a_year() -> None:
    """`growth: 1`: leads double from one year to the next, and stand as written in the middle of the two."""
    calendar = {"kind": "even", "months": 24, "days_per_month": 20}
    company = {**funnel().company.model_dump(), "calendar": calendar}
    grown = {
        growth: noted(funnel(company=company, market={"demand": coming(), "growth": growth}), M.LEADS)[0]
        for growth in (0.0, 1.0)
    }
    first, second = np.histogram(grown[1.0], [0, 240, 480])[0]
    assert far(second, first + second, 2 / 3) < FAR
    middle = np.histogram(grown[1.0], [220, 260])[0].sum()
    expected = 20_000 / 250 * 40
    assert abs(middle - expected) < FAR * np.sqrt(expected)
    months = np.arange(24)
    exact = 20_000 / 250 * 240 / np.log(2) * (2.0 ** ((months - 11) / 12) - 2.0 ** ((months - 12) / 12))
    assert (
        stats.chisquare(np.histogram(grown[1.0], np.arange(25) * 20)[0], exact, sum_check=False).pvalue
        > CHANCE_OF_ERROR
    )
    even = np.full(24, 20_000 / 250 * 20)
    assert (
        stats.chisquare(np.histogram(grown[0.0], np.arange(25) * 20)[0], even, sum_check=False).pvalue > CHANCE_OF_ERROR
    )


def test_growth_reaches_back_into_a_warm_up_and_to_old_customers() -> None:
    """Leads of customers on the books grow like others, and before the year there were fewer."""
    accounts = [{"territory": "p", "segment": "a", "channel": "c", "count": 20_000, "leads_per_customer": 1}]
    world = funnel(market={"growth": 1.0}, customers={"accounts": accounts}, opening={"warm_up_days": 240})
    before, year = np.histogram(noted(world, M.LEADS)[0], [0, 240, 480])[0]
    assert far(year, before + year, 2 / 3) < FAR


WEEKDAYS = [1.0, 2.0, 0.0, 4.0, 1.0]


def test_leads_come_on_the_days_that_weekdays_favour() -> None:
    """Leads of Monday to Friday are as the weights, evenly within each day, and as many in the year."""
    time = noted(funnel(market={"demand": coming(), "weekdays": WEEKDAYS}), M.LEADS)[0]
    counts = np.bincount(time.astype(int) % 5, minlength=5)
    share = np.array(WEEKDAYS) / sum(WEEKDAYS)
    assert counts[2] == 0
    assert stats.chisquare(counts[share > 0], len(time) * share[share > 0]).pvalue > CHANCE_OF_ERROR
    assert stats.kstest(time % 1, "uniform").pvalue > CHANCE_OF_ERROR
    assert abs(len(time) - 20_000 * 240 / 250) < FAR * np.sqrt(20_000)


def test_even_weekdays_are_none() -> None:
    """Null: five equal weights give the same year to the bit as none."""
    plain, even = (funnel(market={"demand": coming(), "weekdays": days}) for days in ([], [3.0] * 5))
    assert lived(plain) == lived(even)


def test_a_holiday_costs_what_its_day_brings() -> None:
    """Where all leads come on Mondays a Monday off costs the week's leads, and another day none; a make-up Saturday
    brings as many as an average day.
    """
    calendar: Written = {"kind": "working_days", "start": "2027-01-04", "months": 12}
    monday, friday, saturday = "2027-03-01", "2027-03-12", "2027-03-20"
    calendar |= {"holidays": [monday, friday], "makeup_days": [saturday]}
    company = {**funnel().company.model_dump(), "calendar": calendar}
    leads = funnel(company=company, market={"demand": coming(50_000), "weekdays": [1, 0, 0, 0, 0]})
    days = [(day.week, day.weekday) for day in leads.company.calendar.worked_days()]
    counts = np.bincount(noted(leads, M.LEADS)[0].astype(int), minlength=len(days))
    by_week = np.bincount([week for week, _ in days], weights=counts)
    on_saturday = counts[days.index((10, 5))]
    expected = 200 * len(days) / (sum(5 for _, day in days if day == 0) + 1)
    assert by_week[8] == 0
    assert abs(by_week[9] - 5 * expected) < FAR * np.sqrt(5 * expected)
    assert abs(on_saturday - expected) < FAR * np.sqrt(expected)
    assert abs(counts.sum() - 200 * len(days)) < FAR * np.sqrt(200 * len(days))


# ── both engines ────────────────────────────────────────────────────────────────────────────────

OLD = {"pipeline": [stated(300, in_stage=7.0)]}
FEATURES: dict[str, Written] = {
    "refusal": {"funnel": {"stages": [stage(refusal={"mean": 30, "cv": 1})]}, "opening": OLD},
    "gamma": {"funnel": {"stages": [stage(answer={"kind": "gamma", "mean": 9, "cv": 0.7})]}, "opening": OLD},
    "quantiles": {"funnel": {"stages": [stage(answer={"kind": "quantiles", "mean": 9, "at": AT})]}, "opening": OLD},
    "pace": {"funnel": {"stages": [stage()], "pace": {"yes": QUARTERS}}, "opening": OLD},
    "no pace yet": {"funnel": {"stages": [stage()], "pace": {"no": QUARTERS}}, "opening": {"warm_up_days": 60}},
    "segments": {"funnel": {"stages": [stage(segments=[{"segment": "a", **OWN[3]}])]}},
    "weekdays": {"market": {"demand": coming(400), "weekdays": WEEKDAYS, "growth": -0.5}},
    "parts": {
        "market": {
            "demand": coming(400),
            "segments": [
                {
                    "id": "a",
                    "name": "x",
                    "margin": 0.5,
                    "value": {"mean": 9, "parts": [{"share": 0.5, "mean": 0.5, "cv": 1}, {"share": 0.5, "mean": 1.5}]},
                }
            ],
        }
    },
}


@pytest.mark.parametrize("name", FEATURES)
def test_both_engines_live_each_of_these(name: str) -> None:
    """Law 4: each of the above by itself gives one panel from both engines, unlike that of a plain year."""
    market = {"market": {"demand": coming(400)}}
    year, plain = prepare(funnel(**(market | FEATURES[name])), 4), prepare(funnel(**market), 4)
    machine, story = (chunk_of(year, 0, 2, engine).values for engine in ("kernel", "simpy"))
    np.testing.assert_array_equal(machine, story)
    assert not np.array_equal(machine, chunk_of(plain, 0, 2).values)
