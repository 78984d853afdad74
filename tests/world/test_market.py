"""What a market does to a year: each requirement's fact, and its twin in which nothing may happen."""

from typing import Any

import numpy as np
import pytest
from market_world import FAIR, PARTNER, REASONS, RIVAL, Written, lived, world, written, year

from results.export import exported
from results.outcome import condensed
from results.outlook import outlook
from results.seen.market import our_share
from results.seen.money import selling_cost
from results.seen.reading import Reading
from results.seen.sections import seen_sections
from scenarios.scenario import Scenario
from sim.measured.market import MARKET
from sim.world.clock import index_of

LOOKS: Written = {"hours": 20, "leads_per_hour": 0.4, "half": 40, "channel": "fair", "segments": [{"segment": "mid"}]}
ADS: Written = {"id": "ads", "name": "Ads", "territory": "land", "segment": "mid", "channel": "fair",
                "budget": 20_000, "cost_per_lead": 500}  # fmt: skip
BOTH = [{"segment": "mid", "strength": 0.8}, {"segment": "key", "strength": 0.8}]
TRIAL: Written = {
    "id": "fair", "name": "Fair", "channel": "fair", "territory": "land", "segment": "mid", "leads": 25, "adopted": 50,
    "hurdle": 2500, "prior": 2500, "prior_sd": 3000, "lead_sd": 9000, "certainty": 0.9, "wait": 4, "months": 12,
}  # fmt: skip
PLAIN = world(**REASONS)
"""Everything is counted and nothing changes."""


def by_month(scenario: Scenario, name: str, replications: int = 100) -> np.ndarray:
    """A measure summed over reps, [replication, month]."""
    return lived(scenario, replications).of(name).sum(axis=2)


def rises(change: np.ndarray) -> bool:
    """Whether a paired difference is above zero at α = .001."""
    return bool(change.mean() > 3.4 * change.std(ddof=1) / np.sqrt(len(change)))


def same_but(one: Scenario, other: Scenario, *books: str) -> list[str]:
    """Measures of both that are not equal to the bit, other than those that write down what was set."""
    a, b = lived(one, 8), lived(other, 8)
    names = {m.name for m in a.measures} & {m.name for m in b.measures}
    return sorted(n for n in names if not n.startswith(books or ("?",)) and not np.array_equal(a.of(n), b.of(n)))


def strong(strength: float, **more: Any) -> Scenario:
    segments = [{"segment": name, "strength": strength} for name in ("mid", "key")]
    return world(**REASONS, competitors=[RIVAL | {"segments": segments, **more}])


# ── nothing happens where nothing is set ────────────────────────────────────────────────────────

NEUTRAL: dict[str, Written] = {
    "competitors": {"competitors": [RIVAL | {"segments": [{"segment": "mid", "strength": 0}]}]},
    "contained": {"competitors": [RIVAL | {"segments": [{"segment": "mid", "strength": 1, "contained": 1}]}]},
    "research": {"research": {"counter": 0.5}},
    "needs": {"needs": {"drifts": [{"segment": "mid", "start": 0.5}], "misfit": 0}},
    "volume": {"volume": [{"segment": "mid", "value": 9_000_000, "cv": 0.3}]},
    "campaigns": {"campaigns": [ADS | {"budget": 0}]},
    "registration": {"registration": {"claims": [{"channel": "marketing", "also": "fair", "share": 0.5}]}},
    "pilots": {"pilots": [TRIAL | {"leads": 0, "adopted": 0}]},
    "prospecting": {"prospecting": LOOKS | {"hours": 0}},
    "focus": {"focus": {"segments": ["mid", "key"]}},
    "playbooks": {"playbooks": [{"id": "p", "name": "P", "segments": ["mid"]}]},
    "learning": {"learning": {"step": 0}},
}


@pytest.mark.parametrize("part", NEUTRAL)
def test_a_part_without_effect_and_cost_changes_nothing(part: str) -> None:
    """The null twin of all that follows: with effect and cost at zero every measure is equal to the bit, but those
    that say what was stated."""
    told = ("lost_to", "lost_reason", "segment_misfit", "rivals_value", "market_value", "new_needs", "conflicts")
    without = Scenario.model_validate(written(channels=written()["market"]["channels"][:2]) | _calendar())
    assert same_but(without, world(**NEUTRAL[part], **({} if part != "learning" else REASONS)), *told) == []
    assert same_but(PLAIN, world(**REASONS, **NEUTRAL[part]), *told) == []


def _calendar() -> Written:
    tree = written()
    return {"company": tree["company"] | {"calendar": {"kind": "even", "months": 6}}}


def test_a_market_that_is_not_written_is_not_counted() -> None:
    """Without any part of it a panel has none of its measures."""
    bare = Scenario.model_validate(written(channels=written()["market"]["channels"][:2]))
    assert MARKET.of(bare) == ()


# ── totals ──────────────────────────────────────────────────────────────────────────────────────


def test_segments_and_channels_add_up_to_the_company() -> None:
    """K10, M04: leads, contracts, bookings and losses by segment and by channel are the company's, to the coin."""
    panel = lived(world(**REASONS, campaigns=[ADS], prospecting=LOOKS, competitors=[RIVAL]), 20)
    names = [m.name for m in panel.measures]

    def total(start: str) -> np.ndarray:
        return np.sum([panel.of(name) for name in names if name.startswith(f"{start}:")], axis=0)

    lost = panel.of("lost_deals") + panel.of("cold_leads")
    for kind in ("segment", "channel"):
        assert np.array_equal(total(f"{kind}_leads"), panel.of("leads"))
        assert np.array_equal(total(f"{kind}_won"), panel.of("won_deals"))
        assert np.array_equal(total(f"{kind}_bookings"), panel.of("bookings"))
    assert np.array_equal(total("channel_margin"), panel.of("gross_margin"))
    assert np.array_equal(total("segment_lost"), lost)
    assert np.array_equal(total("channel_closed"), lost + panel.of("won_deals"))
    assert panel.of("channel_won:fair").sum() > 0


def test_what_channels_cost_adds_up_to_what_the_market_costs() -> None:
    """M04, I20: fixed costs, money for leads and partners' shares are in their channel's account; those and research
    make the market's cost, and with pay the cost of selling."""
    partner = PARTNER | {"cost": {"share": 0.2, "fixed": 1000, "per_lead": 7}}
    channels = [*written()["market"]["channels"][:2], partner, FAIR]
    demand = [*written()["market"]["demand"],
              {"territory": "land", "segment": "mid", "channel": "partner", "leads_per_year": 300}]  # fmt: skip
    scenario = world(channels=channels, demand=demand, campaigns=[ADS], research={"budget": 3000})
    panel = lived(scenario, 20)
    costs = {channel: panel.of(f"channel_cost:{channel}") for channel in ("marketing", "existing", "partner", "fair")}
    assert np.array_equal(sum(costs.values()) + panel.of("research_cost"), panel.of("market_cost"))
    assert (costs["fair"].sum(axis=2) == 2_000_000).all()
    assert (panel.of("research_cost").sum(axis=2) == 300_000).all()
    share = np.round(0.2 * panel.of("channel_bookings:partner").sum(axis=(1, 2)))
    flat = 6 * 100_000 + 700 * panel.of("channel_leads:partner").sum(axis=(1, 2))
    assert np.abs(costs["partner"].sum(axis=(1, 2)) - share - flat).max() < 1000
    reading = Reading(condensed(scenario, panel))
    ledger = panel.pay().sum(axis=(1, 2)) + panel.of("market_cost").sum(axis=(1, 2))
    assert np.array_equal(selling_cost(reading), ledger)
    rows = {
        row[0].en: row for section in seen_sections(reading.outcome) if section.key == "costs" for row in section.rows
    }
    assert rows["Selling cost"][2].value == pytest.approx((ledger / panel.of("bookings").sum(axis=(1, 2))).mean())


# ── competitors ─────────────────────────────────────────────────────────────────────────────────


def test_a_stronger_competitor_lowers_the_win_rate() -> None:
    """L03: strength up, contracts down, more lost to it; a price cut does the same and is blamed on price."""
    weak, mighty = strong(0.1), strong(1.5)
    assert rises(year(weak, "won_deals") - year(mighty, "won_deals"))
    assert rises(year(mighty, "lost_to:apex") - year(weak, "lost_to:apex"))
    cut = strong(0.1, moves=[{"month": 1, "price": 0.6}])
    assert rises(year(weak, "won_deals") - year(cut, "won_deals"))
    assert rises(year(cut, "lost_reason:price") - year(weak, "lost_reason:price"))
    assert year(strong(0.0), "lost_to:apex").sum() == 0


def test_a_move_counts_from_its_month_on() -> None:
    """L03: before a competitor's move the year is the same to the bit, after it contracts fall."""
    still, moved = strong(0.2), strong(0.2, moves=[{"month": 4, "strength": 3.0}])
    before, after = (by_month(scenario, "won_deals") for scenario in (still, moved))
    assert np.array_equal(before[:, :3], after[:, :3])
    assert rises((before - after)[:, 4:].sum(axis=1))


def test_research_narrows_what_is_known_and_pays_when_used() -> None:
    """L03: with research the estimate lies nearer the truth, as its standard deviation says; used, it wins deals."""
    research = {"budget": 60_000, "cost_per_report": 10_000, "noise": 0.3}
    unsure: Written = {"competitors": [RIVAL | {"segments": BOTH, "uncertainty": 0.5}]}
    blind, known = world(**unsure), world(**unsure, research=research)

    def last(scenario: Scenario, name: str) -> np.ndarray:
        return by_month(scenario, f"{name}:apex", 200)[:, -1]

    assert np.array_equal(last(blind, "strength"), last(known, "strength"))
    assert last(known, "research_sd")[0] < 0.2 * last(blind, "research_sd")[0]
    errors = [np.std(last(scenario, "estimated") - last(scenario, "strength")) for scenario in (blind, known)]
    said = [last(scenario, "research_sd")[0] for scenario in (blind, known)]
    assert errors == pytest.approx(said, rel=0.2)
    assert same_but(blind, known, "research", "estimated", "market_cost") == []
    used = world(**unsure, research=research | {"counter": 0.5})
    assert rises(year(used, "won_deals") - year(known, "won_deals"))


def test_reasons_of_losses_sum_to_all_losses() -> None:
    """L04: five reasons make up all leads lost and gone cold, by month and rep; competitors make up theirs."""
    other = RIVAL | {"id": "basin", "name": "Basin", "segments": [{"segment": "key", "strength": 1.0}]}
    panel = lived(world(**REASONS, competitors=[RIVAL, other]), 20)
    told = {reason: panel.of(f"lost_reason:{reason}") for reason in ("competitor", "price", "misfit", "timing", "slow")}
    assert np.array_equal(sum(told.values()), panel.of("lost_deals") + panel.of("cold_leads"))
    assert np.array_equal(told["slow"], panel.of("cold_leads"))
    assert np.array_equal(told["competitor"], panel.of("lost_to:apex") + panel.of("lost_to:basin"))
    assert all(part.sum() > 0 for part in told.values())


def test_reasons_come_as_often_as_they_were_generated() -> None:
    """K06: at stages without a competitor price, misfit and timing come by their weights, within the interval."""
    scenario = world(loss_reasons={"price": 0.5, "misfit": 0.2, "timing": 0.3})
    counts = np.array([year(scenario, f"lost_reason:{why}").sum() for why in ("price", "misfit", "timing")])
    share, n = counts / counts.sum(), counts.sum()
    wanted = np.array([0.5, 0.2, 0.3])
    assert (np.abs(share - wanted) < 3.5 * np.sqrt(wanted * (1 - wanted) / n)).all()


# ── the market's size ───────────────────────────────────────────────────────────────────────────


def test_the_market_follows_the_index_that_was_written() -> None:
    """L01: leads by month stand to each other as the index does."""
    scenario = world(season=[0.4, 0.7, 1.0, 1.3, 1.6, 1.0], **REASONS)
    demand = scenario.market.demand  # type: ignore[union-attr]
    leads = by_month(scenario, "channel_leads:marketing")
    expected = sum(row.leads_per_year for row in demand) / 250 * 20 * index_of(scenario)[0]
    assert np.abs(leads.mean(axis=0) / expected - 1).max() < 4 / np.sqrt(expected.min() * len(leads))


def test_shares_of_the_market_sum_to_one() -> None:
    """A03: ours and theirs are all of it, each quarter and in each simulated year."""
    volume = [{"segment": "mid", "value": 30_000_000, "cv": 0.3}, {"segment": "key", "value": 0}]
    scenario = world(**REASONS, competitors=[RIVAL], volume=volume)
    panel = lived(scenario, 20)
    for segment in ("mid", "key"):
        parts = panel.of(f"segment_bookings:{segment}") + panel.of(f"rivals_value:{segment}")
        assert np.array_equal(parts, panel.of(f"market_value:{segment}"))
        ours, everybody = our_share(Reading(condensed(scenario, panel)), [segment], slice(0, 3))
        theirs = panel.of(f"rivals_value:{segment}")[:, :3].sum(axis=(1, 2))
        assert np.array_equal(ours + theirs, everybody)
    alone = year(world(volume=volume), "rivals_value:mid")
    assert alone.mean() == pytest.approx(30_000_000 * 100 / 2, rel=0.05)


def _share(times: float, hours: float) -> np.ndarray:
    """Our share of both segments over the year in a market of some size, with reps of some hours."""
    tree = written()
    demand = [row | {"leads_per_year": row["leads_per_year"] * times} for row in tree["market"]["demand"]]
    reps = [rep | {"hours_per_day": hours} for rep in tree["people"]["reps"]]
    volume = [{"segment": name, "value": 40_000_000 * times} for name in ("mid", "key")]
    changes: Written = {"people": {"reps": reps}, "customers": {"accounts": []}, "opening": {"pipeline": []}}
    scenario = world(**REASONS, demand=demand, volume=volume, changes=changes)
    ours, everybody = (
        sum(year(scenario, f"{name}:{segment}") for segment in ("mid", "key"))
        for name in ("segment_bookings", "market_value")
    )
    share: np.ndarray = ours / everybody
    return share


def test_a_market_twice_as_large_lowers_our_share_where_hours_are_short() -> None:
    """A03: with fixed hours share falls as the market doubles; with hours to spare it does not."""
    assert rises(_share(1, 5) - _share(2, 5))
    spare = _share(1, 16) - _share(0.5, 16)
    assert abs(spare.mean()) < 0.25 * (_share(1, 5) - _share(2, 5)).mean()


def test_outlook_follows_growth_less_competition() -> None:
    """L02: with equal growth the segment with the weaker competitor is first, with none the one that grows."""
    volume = [{"segment": "mid", "value": 1, "growth": 0.3}, {"segment": "key", "value": 1, "growth": 0.1}]
    assert [row.segment for row in outlook(world(volume=volume))] == ["mid", "key"]
    found = outlook(world(volume=volume, competitors=[RIVAL | {"moves": [{"month": 6, "strength": 0.2}]}]))
    assert [(row.segment, round(row.score, 6)) for row in found] == [("key", 0.1), ("mid", -0.5)]
    assert outlook(PLAIN) == ()
    shown = {section.key: section for section in seen_sections(condensed(world(volume=volume), lived(PLAIN, 8)))}
    assert [row[0].en for row in shown["outlook"].rows] == ["Mid-market", "Key accounts"]


# ── needs ───────────────────────────────────────────────────────────────────────────────────────

DRIFT: Written = {"drifts": [{"segment": "mid", "month": 3, "per_month": 0.1}], "misfit": 0.0}


def test_a_drift_of_needs_is_found_in_the_leads() -> None:
    """L05: the share of leads with the new need rises by what was written a month, within its interval; without a
    drift there are none."""
    scenario = world(needs=DRIFT, months=10)
    leads, renewed = by_month(scenario, "segment_leads:mid"), by_month(scenario, "new_needs")
    share = renewed.sum(axis=0) / leads.sum(axis=0)
    assert share[:2].tolist() == [0, 0]
    months = np.arange(8)
    wanted = 0.1 * (months + 1)
    spread = np.sqrt(np.maximum(wanted * (1 - wanted), 0.01) / leads.sum(axis=0)[2:])
    slope = np.polyfit(months, share[2:], 1)[0]
    assert (np.abs(share[2:] - wanted) < 4 * spread).all()
    assert abs(slope - 0.1) < 4 * spread.max() / np.sqrt(((months - months.mean()) ** 2).sum())
    assert year(PLAIN, "new_needs").sum() == 0


def test_briefed_reps_recover_sooner_after_needs_change() -> None:
    """F11: after a shift of needs briefed reps win more of their leads; where briefings have no effect they do not."""

    def needs(**more: Any) -> Scenario:
        drifts = [{"segment": name, "month": 2, "start": 0.0, "per_month": 1.0} for name in ("mid", "key")]
        return world(needs={"drifts": drifts, "misfit": 1.5, "lag": 10.0, **more}, months=8)

    slow, briefed = needs(), needs(briefing=2, briefing_effect=4)
    useless = needs(briefing=2, briefing_effect=0)
    won = {s: by_month(s, "won_deals", 200)[:, 3:].sum(axis=1) for s in (slow, briefed, useless)}
    assert rises(won[briefed] - won[slow])
    assert not rises(won[useless] - won[slow])
    assert (by_month(briefed, "hours_briefing", 200) == 12).all()


# ── prospecting, campaigns, channels ────────────────────────────────────────────────────────────


def test_without_prospecting_the_pipeline_dries_up() -> None:
    """C02: where all leads are the reps' own, hours 0 leave nothing to do after a sales cycle; twenty keep it full."""
    alone: Written = {"demand": []}
    changes: Written = {"customers": {"accounts": []}}
    none, some = (world(**alone, changes=changes, months=12, prospecting=LOOKS | {"hours": hours}) for hours in (0, 20))
    assert by_month(none, "touches")[:, 0].mean() > 0
    assert by_month(none, "touches")[:, 8:].sum() < 0.01 * by_month(some, "touches")[:, 8:].sum()
    assert (by_month(some, "hours_prospecting") == 120).all()
    assert np.array_equal(by_month(some, "prospected_leads"), by_month(some, "leads") - _stated(some))


def _stated(scenario: Scenario) -> np.ndarray:
    """Leads of a month that nobody prospected: none after the opening."""
    return np.zeros_like(by_month(scenario, "leads"))


def test_own_leads_and_bought_leads_have_their_expected_number() -> None:
    """D03: at fixed hours and spend leads are Poisson with the mean that the formulas give; twice the hours bring less
    than twice the leads."""
    scenario = world(prospecting=LOOKS, campaigns=[ADS | {"channel": "partner"}])
    own, bought = year(scenario, "channel_leads:fair", 200), year(scenario, "channel_leads:partner", 200)
    for leads, mean in ((own, 6 * 6 * 0.4 * 40 * np.log1p(0.5)), (bought, 6 * 40)):
        assert abs(leads.mean() - mean) < 4 * np.sqrt(mean / len(leads))
        assert leads.var(ddof=1) / mean == pytest.approx(1, abs=4 * np.sqrt(2 / len(leads)))
    assert np.array_equal(own, year(scenario, "prospected_leads", 200))
    more = year(world(prospecting=LOOKS | {"hours": 40}), "prospected_leads", 200)
    assert own.mean() < more.mean() < 1.9 * own.mean()


def test_prospecting_takes_hours_from_leads() -> None:
    """C02: with yield 0 prospecting only costs; contracts fall where hours are short."""
    short = {"people": {"reps": [rep | {"hours_per_day": 2.0} for rep in written()["people"]["reps"]]}}
    idle, looking = (world(changes=short, prospecting=LOOKS | {"leads_per_hour": 0, "hours": h}) for h in (0, 15))
    assert rises(year(idle, "won_deals") - year(looking, "won_deals"))


def _trial(fit: float) -> Scenario:
    tree = written()
    channels = [*tree["market"]["channels"][:3], FAIR | {"fit": fit}]
    changes: Written = {"funnel": {"fit_effect": 0.6}}
    return world(channels=channels, pilots=[TRIAL], months=12, changes=changes)


def test_a_good_channel_is_adopted_and_a_bad_one_dropped() -> None:
    """M05: in at least 80 % of simulated years, each; the posterior says why."""
    good, bad = _trial(1.0), _trial(-1.0)
    ends = {name: [by_month(s, f"{name}:fair")[:, -1] for s in (good, bad)]
            for name in ("adopted", "dropped", "trial_worth")}  # fmt: skip
    assert ends["adopted"][0].mean() >= 0.8
    assert ends["dropped"][1].mean() >= 0.8
    assert ends["trial_worth"][0].mean() > 2500 * 100 > ends["trial_worth"][1].mean()
    assert rises(by_month(good, "channel_leads:fair")[:, -1] - by_month(bad, "channel_leads:fair")[:, -1])
    adopted, dropped = (by_month(good, f"{name}:fair") for name in ("adopted", "dropped"))
    assert set(np.unique(adopted + dropped)) <= {0.0, 1.0}
    assert (np.diff(adopted, axis=1) >= 0).all()


def test_registration_removes_double_commission() -> None:
    """M06: two channels claim some leads either way; registered, no contract is paid twice, in any year."""
    claims = [{"channel": "marketing", "also": "partner", "share": 0.3}]
    loose, ruled = (world(registration={"claims": claims, "registered": r}) for r in (False, True))
    assert np.array_equal(year(loose, "conflicts"), year(ruled, "conflicts"))
    assert year(loose, "conflicts").mean() == pytest.approx(0.3 * year(loose, "leads").mean(), rel=0.2)
    assert (year(loose, "double_paid") > 0).all()
    assert year(ruled, "double_paid").sum() == 0
    saved = year(loose, "channel_cost:partner") - year(ruled, "channel_cost:partner")
    assert np.array_equal(saved, year(loose, "double_paid"))
    assert same_but(loose, ruled, "double_paid", "channel_cost", "market_cost") == []


# ── where and how we sell ───────────────────────────────────────────────────────────────────────

SHORT: Written = {"id": "short", "name": "Short", "suits": [{"segment": "mid", "lift": 0.4},
                                                            {"segment": "key", "lift": -0.4}]}  # fmt: skip
LONG: Written = {"id": "long", "name": "Long", "suits": [{"segment": "mid", "lift": -0.4},
                                                         {"segment": "key", "lift": 0.4}]}  # fmt: skip


def test_focus_raises_conversion_and_lowers_reach() -> None:
    """K11: pursuing only the segment that fits best wins a larger part of fewer leads; declined ones count nowhere."""
    books = [SHORT | {"segments": ["mid", "key"]}]
    spread, focused = world(playbooks=books), world(playbooks=books, focus={"segments": ["mid"]})
    rates = [year(s, "won_deals") / year(s, "leads") for s in (spread, focused)]
    assert rises(rates[1] - rates[0])
    assert rises(year(spread, "leads") - year(focused, "leads"))
    came = year(focused, "leads") + year(focused, "declined_leads")
    assert np.array_equal(came, year(spread, "leads"))
    opened = lived(focused).before("segment_leads:key").sum(axis=1)
    assert np.array_equal(year(focused, "segment_leads:key"), np.zeros_like(opened))


def test_swapping_playbooks_lowers_the_outcome() -> None:
    """K12: each segment's own playbook wins more than the other's; with equal ones nothing changes to the bit."""
    right = world(playbooks=[SHORT | {"segments": ["mid"]}, LONG | {"segments": ["key"]}])
    wrong = world(playbooks=[SHORT | {"segments": ["key"]}, LONG | {"segments": ["mid"]}])
    assert rises(year(right, "bookings") - year(wrong, "bookings"))
    alike = [{"id": name, "name": name, "suits": SHORT["suits"]} for name in ("one", "two")]
    one = world(playbooks=[alike[0] | {"segments": ["mid", "key"]}, alike[1]])
    two = world(playbooks=[alike[0] | {"segments": ["mid"]}, alike[1] | {"segments": ["key"]}])
    assert same_but(one, two) == []


def test_a_playbook_takes_hours_and_gives_discount() -> None:
    """K12: fewer hours a touch are fewer hours of work; a discount is taken from value and margin alike."""
    quick = world(playbooks=[{"id": "q", "name": "Q", "segments": ["mid", "key"], "hours": 0.5}])
    a, b = (year(s, "hours") / year(s, "touches") for s in (PLAIN, quick))
    assert b.mean() == pytest.approx(0.5 * a.mean(), rel=0.1)
    cheap = world(playbooks=[{"id": "c", "name": "C", "segments": ["mid", "key"], "discount": 0.1}])
    assert np.array_equal(year(cheap, "won_deals"), year(PLAIN, "won_deals"))
    less = [year(PLAIN, name) - year(cheap, name) for name in ("bookings", "gross_margin")]
    assert np.array_equal(*less)
    assert rises(less[0])


def test_feedback_takes_effort_from_segments_that_do_not_fit() -> None:
    """K09: with learning the misfit segment gets fewer leads and touches in later months; without it they go on."""
    needs: Written = {"drifts": [{"segment": "mid", "start": 1.0}], "misfit": 2.0, "lag": 60.0}
    stubborn, learning = (
        world(**REASONS, needs=needs, months=9, learning={"step": step, "threshold": 0.5}) for step in (0.0, 0.3)
    )
    later = [by_month(s, "segment_leads:mid")[:, 4:].sum(axis=1) for s in (stubborn, learning)]
    assert rises(later[0] - later[1])
    assert (by_month(learning, "taken:mid")[:, -1] < 0.5).mean() > 0.9
    assert (by_month(learning, "taken:key") == 1).mean() > 0.9
    assert (by_month(stubborn, "taken:mid") == 1).all()


def test_declined_leads_are_not_in_the_books() -> None:
    """K11: an export has the leads of pursued segments and the deals that the year opened with, none declined."""
    dated: Written = {"company": {"calendar": {"kind": "working_days", "start": "2027-01-01", "months": 2}}}
    scenario = world(changes=dated, focus={"segments": ["mid"]}, pilots=[TRIAL | {"month": 2}])
    rows = exported(scenario, 5).opportunities
    assert rows is not None
    assert (rows.rows["segment"] == "key").sum() == sum(
        row.count for row in scenario.opening.pipeline if row.segment == "key"
    )
    came = lived(scenario, 1).values[0, :, :, lived(scenario, 1).place("leads")].sum()
    assert len(rows.rows) == came
