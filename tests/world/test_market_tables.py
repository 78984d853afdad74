"""A market in numbers: what the tables say is what was written."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from market_world import FAIR, PARTNER, REASONS, RIVAL, world, written

from scenarios.scenario import Scenario
from sim.measured.market import CHANNEL, MARKET, SEGMENT, K, has_market, places
from sim.measured.market import REASONS as WHY
from sim.measured.market import RIVAL as OF_RIVAL
from sim.measured.market import TRIAL as OF_TRIAL
from sim.world.clock import index_of
from sim.world.demand import streams_table
from sim.world.market import Market, market_of

TRIED = {"id": "fair", "name": "Fair", "channel": "fair", "territory": "land", "segment": "mid", "leads": 20,
         "adopted": 60, "hurdle": 500, "prior": 400, "prior_sd": 300, "lead_sd": 2000}  # fmt: skip
LOOKS = {"leads_per_hour": 0.2, "channel": "marketing", "segments": [{"segment": "mid"}]}


def market(scenario: Scenario) -> Market:
    return market_of(scenario, 100)


def test_the_index_is_the_season_that_was_written() -> None:
    """L01: months stand to each other as their seasons do, a segment's own season first, and average 1; growth tilts
    the year about its middle."""
    season = [0.5, 1.0, 1.5, 1.0, 1.0, 1.0]
    own = [2.0, 1.0, 0.0, 1.0, 1.0, 1.0]
    segments = written()["market"]["segments"]
    found = index_of(world(season=season, segments=[segments[0], segments[1] | {"season": own}]))
    assert found == pytest.approx(np.array([season, own]))
    grown = index_of(world(growth=0.5))[0]
    assert grown[5] / grown[0] == pytest.approx(1.5 ** (5 / 12))
    assert grown.mean() == pytest.approx(1, abs=0.01)


def test_competitors_are_as_strong_as_written_month_by_month() -> None:
    """L03: strength changes with moves from their month on, where they are made; a price cut adds its effect."""
    moves = [{"month": 2, "strength": 0.3}, {"month": 4, "segment": "key", "price": 0.1}]
    segments = [{"segment": "mid", "strength": 0.6}, {"segment": "key", "strength": 0.1, "contained": 0.1}]
    found = market(world(competitors=[RIVAL | {"segments": segments, "moves": moves, "price_effect": 2.0}]))
    assert found.against[0].stated[0] == pytest.approx([0.6, 0.9, 0.9, 0.9, 0.9, 0.9])
    assert found.against[0].stated[1] == pytest.approx([0.1, 0.4, 0.4, 0.6, 0.6, 0.6])
    assert found.against[0].cut[1] == pytest.approx([0, 0, 0, 0.2, 0.2, 0.2])
    assert found.against[0].contained[:, 0] == pytest.approx([0, 0.1])
    assert found.known[0].typical == pytest.approx([0.35, 0.65, 0.65, 0.75, 0.75, 0.75])
    assert found.stages.tolist() == [[0, 0, 0, 1, 1]]
    assert market(world(competitors=[RIVAL | {"stages": ["needs"]}])).stages.tolist() == [[0, 0, 1, 0, 0]]


def test_research_narrows_month_by_month_and_is_used_from_the_next() -> None:
    """L03: n equal reports a month leave 1/sqrt(1/s² + n·months/noise²); nothing is countered in the first month."""
    rival = RIVAL | {"uncertainty": 0.5}
    research = {"budget": 40_000, "cost_per_report": 10_000, "noise": 1.0, "counter": 0.4}
    known = market(world(competitors=[rival], research=research)).known[0]
    sd = [1 / math.sqrt(1 / 0.25 + 4 * month) for month in range(1, 7)]
    assert known.sd == pytest.approx(sd)
    assert known.countered == pytest.approx([0.0, *(0.4 * (1 - left / 0.5) for left in sd[:-1])])
    blind = market(world(competitors=[rival])).known[0]
    assert blind.sd == pytest.approx([0.5] * 6)
    assert not blind.countered.any()
    by_hours = {"hours": 4, "hours_per_report": 6, "noise": 1.0}
    assert market(world(competitors=[rival], research=by_hours)).known[0].sd == pytest.approx(sd)


def test_needs_drift_and_cost_until_reps_adapt() -> None:
    """L05, F11: the share grows as stated; what it costs is misfit · share · what is left of the lag."""
    needs = {"drifts": [{"segment": "key", "month": 2, "start": 0.1, "per_month": 0.3}], "misfit": 0.8, "lag": 4.0}
    here = market(world(needs=needs)).here
    share = [0.1, 0.4, 0.7, 1.0, 1.0, 1.0]
    assert here[1].renewed == pytest.approx(share)
    left = [1.0, 1.0, *(math.exp(-m / 4) for m in (1, 2, 3, 4))]
    assert here[1].shift == pytest.approx([-0.8 * s * rest for s, rest in zip(share, left, strict=True)])
    assert here[1].gap == pytest.approx(-here[1].shift)
    assert not here[0].shift.any()
    assert not here[0].renewed.any()


def test_playbook_and_focus_act_in_their_segments() -> None:
    """K11, K12: a playbook acts where it is used by what it does there; other segments are declined by focus."""
    playbook = {"id": "p", "name": "P", "segments": ["mid"], "hours": 0.5, "discount": 0.1,
                "suits": [{"segment": "mid", "lift": 0.3}, {"segment": "key", "lift": -0.4}]}  # fmt: skip
    found = market(world(playbooks=[playbook], focus={"segments": ["mid"], "match": 0.2}))
    assert found.here.shift[:, 0] == pytest.approx([0.5, 0.0])
    assert found.kinds.hours.tolist() == [0.5, 1.0]
    assert found.kinds.kept.tolist() == [900_000, 1_000_000]
    assert found.kinds.taken.tolist() == [1.0, 0.0]
    swapped = market(world(playbooks=[playbook | {"segments": ["key"]}]))
    assert swapped.here.shift[:, 0] == pytest.approx([0.0, -0.4])


def test_hours_for_the_market_are_never_more_than_there_are() -> None:
    """C02: prospecting, research and briefings add up; beyond nine tenths of a rep's hours they are cut alike."""
    needs = {"drifts": [{"segment": "mid"}], "briefing": 6}
    few = market(world(prospecting=LOOKS | {"hours": 10}, research={"hours": 4}, needs=needs)).hours[0, 0]
    assert few.item() == (20.0, 10.0, 4.0, 6.0)
    many = market(world(prospecting=LOOKS | {"hours": 150}, research={"hours": 50})).hours[0, 0]
    assert many.item() == pytest.approx((90.0, 67.5, 22.5, 0.0))


def test_only_the_roles_named_prospect() -> None:
    """C02: who is in another role gives no hours and has no stream of her own."""
    people: dict[str, Any] = written()["people"]
    reps = [rep | ({"role": "hunter"} if rep["id"] == "R1" else {}) for rep in people["reps"]]
    changes = {"people": {"roles": [{"id": "hunter", "name": "Hunter"}], "reps": reps}}
    found = market(world(changes=changes, prospecting=LOOKS | {"hours": 10, "roles": ["hunter"]}))
    assert found.own.rep.tolist() == [0]
    assert found.hours.prospecting[:, 0].tolist() == [10, 0, 0, 0, 0, 0]
    assert found.own.per_day == pytest.approx(0.2 * 40 * math.log1p(10 / 40) / 20)


def test_money_brings_leads_of_its_own_stream() -> None:
    """D03: a campaign is one more stream with what its budget brings; other streams stay as they are."""
    ads = {"id": "ads", "name": "Ads", "territory": "land", "segment": "mid", "channel": "marketing", "budget": 8000,
           "cost_per_lead": 400}  # fmt: skip
    with_ads, without = streams_table(world(campaigns=[ads])), streams_table(world())
    assert np.array_equal(with_ads[:-1], without)
    assert with_ads[-1].per_day == pytest.approx(20 / 20)
    costs = market(world(campaigns=[ads], channels=[*written()["market"]["channels"][:2], PARTNER, FAIR])).fixed
    assert costs[:, 0].tolist() == [800_000, 0, 100_000, 0]


def test_what_is_bought_elsewhere_follows_season_and_growth() -> None:
    """A03: a twelfth of the year's value a month, times the index and its own growth."""
    season = [0.5, 1.5, 1.0, 1.0, 1.0, 1.0]
    here = market(world(season=season, volume=[{"segment": "key", "value": 12_000, "growth": 0.2, "cv": 0.3}])).here
    grown = 1.2 ** ((np.arange(6) + 0.5 - 3) / 12)
    assert here[1].unseen == pytest.approx(100_000 * np.array(season) * grown)
    assert here[1].unseen_cv.tolist() == [0.3] * 6
    assert not here[0].unseen.any()


def test_places_of_measures_are_where_they_are_listed() -> None:
    """Each measure stands at the place that the engines write to; without a market there is none."""
    scenario = world(competitors=[RIVAL], pilots=[TRIED])
    names, at = [measure.name for measure in MARKET.of(scenario)], places(scenario, 7)
    assert names[: len(K)] == [k.name.lower() for k in K]
    wanted = {at.reasons: f"lost_reason:{WHY[0][0]}", at.rivals: f"{OF_RIVAL[0][0]}:apex",
              at.channels: f"{CHANNEL[0][0]}:marketing", at.segments: f"{SEGMENT[0][0]}:mid",
              at.trials: f"{OF_TRIAL[0][0]}:fair"}  # fmt: skip
    assert {place: names[place - at.first] for place in wanted} == wanted
    assert names[at.channels - at.first + 4] == f"{CHANNEL[1][0]}:marketing"
    assert len(set(names)) == len(names)
    bare = Scenario.model_validate(written(channels=written()["market"]["channels"][:2]))
    assert not has_market(bare)
    assert MARKET.of(bare) == ()
    assert market_of(bare, -1).on == 0
    assert has_market(world(**REASONS))


def test_off_and_on_tables_are_of_one_kind() -> None:
    """Compiled code sees the same types whether a scenario has a market or not."""
    off, on = (
        market_of(Scenario.model_validate(written(channels=written()["market"]["channels"][:2])), -1),
        market(world(competitors=[RIVAL], **REASONS, learning={})),
    )
    for one, two in zip(off[2:], on[2:], strict=True):
        assert (one.dtype, one.ndim, one.flags.c_contiguous) == (two.dtype, two.ndim, two.flags.c_contiguous)


def test_every_measure_is_told_of() -> None:
    """The page about the market has a row for each measure with its unit and definition."""
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "market.md").read_text(encoding="utf-8")
    told = MARKET.of(world(competitors=[RIVAL], pilots=[TRIED]))
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    ends = {m.name: f"` | {m.unit} | {m.definition} |" for m in told}
    missing = [m.name for m in told if not any(
        row.startswith(f"| `{m.name.split(':')[0]}") and row.endswith(ends[m.name]) for row in rows
    )]  # fmt: skip
    assert len(told) > 40
    assert missing == []
