"""What training does to a sales office: one test for each requirement, with its null twin."""

from typing import Any

import numpy as np
import pytest
from training_worlds import (
    EQUAL,
    NULL,
    TOPICS,
    course,
    differing,
    interval,
    lived,
    rises,
    total,
    world,
    yes_share,
)

from scenarios.kpis import KPIS
from scenarios.load import load
from scenarios.scenario import Scenario
from sim.engine import simulate
from sim.measured.training import T

BOOKS = {"hours_training", "trainings_due", "trainings_done"}
OWN_TIME = "training.own_time=1"


# ── courses ─────────────────────────────────────────────────────────────────────────────────────


def test_product_hours_lift_proposals_after_the_lag_and_not_before() -> None:
    """F01: a course in month 2 with a lag of one month tells from month 4 on; until then nothing differs at all."""
    without, taught = (lived(world(courses=(course(h, months=[2]),), lag=1, own_time=1)) for h in (0, 40))
    assert differing(without, taught, slice(0, 3)) - {"skill:product"} == {"hours_training"}
    assert differing(without, taught, slice(0, 2)) == {"hours_training"}
    later = slice(3, None)
    assert rises(yes_share(taught, "proposal", later) - yes_share(without, "proposal", later))
    null = lived(world(*NULL, courses=(course(40, months=[2]),), lag=1), 8)
    assert differing(lived(world(*NULL, courses=(course(0, months=[2]),), lag=1), 8), null) == {"hours_training"}


def test_more_hours_of_a_course_bring_less_and_less() -> None:
    """F01: the second twenty hours of a course add less skill than the first twenty."""
    skill = [lived(world(courses=(course(h),)), 1).of("skill:product")[0, -1] for h in (0, 20, 40)]
    assert (skill[2] - skill[1] < skill[1] - skill[0]).all()
    assert (skill[2] > skill[1]).all()


def test_negotiation_training_moves_the_last_stage_alone() -> None:
    """F02: every other stage stays as it was to the bit, and more negotiations end with a signature."""
    without, taught = (lived(world(OWN_TIME, courses=(course(h, topic="negotiation"),))) for h in (0, 40))
    moved = differing(without, taught)
    assert {name for name in moved if name.startswith(("entered:", "cold:"))} == set()
    assert {name for name in moved if name.startswith("lost:")} == {"lost:negotiation"}
    assert rises(total(taught, "won_deals") - total(without, "won_deals"))


def test_negotiation_training_gives_less_away() -> None:
    """F02: the discount falls as a share of list value; where skill has no effect on it, it does not."""
    course_ = course(40, topic="negotiation")
    for effect in (0.3, 0):
        terms = f"funnel.negotiation={{discount: 0.2, sd: 0.02, skill_effect: {effect}}}"
        panels = [lived(world(OWN_TIME, terms, courses=(course_,), gain=gain)) for gain in (0, 0.03)]
        without, taught = (total(panel, "discount") / total(panel, "list_value") for panel in panels)
        assert rises(without - taught) == bool(effect)


def test_communication_training_moves_needs_more_than_the_stages_after() -> None:
    """F03: the share of yes rises where needs are found out, and more than at proposal and negotiation."""
    without, taught = (lived(world(OWN_TIME, courses=(course(40, topic="discovery"),), gain=g)) for g in (0, 0.03))
    gain = {s: yes_share(taught, s) - yes_share(without, s) for s in ("needs", "proposal", "negotiation")}
    assert rises(gain["needs"])
    assert rises(gain["needs"] - gain["proposal"])
    assert rises(gain["needs"] - gain["negotiation"])


def test_relationship_training_wins_no_new_customers() -> None:
    """F04: it raises the skill that care of customers draws on; in a funnel without such care nothing else differs."""
    without, taught = (lived(world(OWN_TIME, courses=(course(h, topic="relationship"),)), 8) for h in (0, 40))
    assert differing(without, taught) == {"skill:relationship", "hours_training"}
    assert (taught.of("skill:relationship") > without.of("skill:relationship")).all()


def test_process_training_raises_what_adherence_draws_on() -> None:
    """F05: hours on the process raise that skill, and with it the share that passes the stage that asks for it."""
    without, taught = (lived(world(OWN_TIME, courses=(course(40, topic="process"),), gain=g)) for g in (0, 0.03))
    assert (taught.of("skill:process") > without.of("skill:process")).all()
    assert rises(yes_share(taught, "planning") - yes_share(without, "planning"))


@pytest.mark.parametrize("sold", ["mid", "key"])
def test_industry_training_moves_its_own_segment_alone(sold: str) -> None:
    """F06: a course on one segment's industry moves the sales of a company that sells there, of another not at all."""
    here = (
        "opening.pipeline=[]",
        "customers.accounts=[]",
        f"market.demand=[{{territory: land, segment: {sold}, channel: marketing, leads_per_year: 900}}]",
    )
    without, taught = (
        lived(world(OWN_TIME, *here, courses=(course(h, segment="mid"),), knowledge_effect=2)) for h in (0, 40)
    )
    if sold == "mid":
        assert rises(total(taught, "won_deals") - total(without, "won_deals"))
    else:
        assert differing(without, taught) == {"hours_training"}


def test_skill_fades_at_its_rate_and_refreshers_hold_it() -> None:
    """F07: without a refresher what was won shrinks by the same share each month; quarterly ones hold the level."""
    base = np.array([rep.skills.product for rep in world().people.reps])
    once = lived(world(courses=(course(40),), forgetting=0.1), 1).of("skill:product")[0] - base
    np.testing.assert_allclose(once[1:], once[:-1] * 0.9, rtol=1e-12)
    kept = lived(world(courses=(course(40, every=3),), forgetting=0.1), 1).of("skill:product")[0] - base
    assert (kept[[3, 6, 9]] >= kept[0]).all()
    assert (kept[11] > once[11]).all()
    never = lived(world(courses=(course(40),), forgetting=0), 1).of("skill:product")[0] - base
    np.testing.assert_array_equal(never, np.broadcast_to(never[0], never.shape))


def test_recurring_hours_leave_more_at_the_end_than_the_same_hours_at_once() -> None:
    """D12: four sessions of ten hours through the year against forty in January: more is known in December."""
    once = lived(world(courses=(course(40),), forgetting=0.1), 1)
    recurring = lived(world(courses=(course(10, every=3),), forgetting=0.1), 1)
    assert (recurring.of("skill:product")[0, -1] > once.of("skill:product")[0, -1]).all()
    assert total(once, "hours_training") == total(recurring, "hours_training")


def targeted(*overrides: str, **keys: Any) -> tuple[Any, Any]:
    """The same 60 hours for all six reps, and for the three with the largest gaps."""
    expected = "[{level: senior, skills: {product: 0.8}}, {level: junior, skills: {product: 0.8}}]"
    keys = {"norms": expected, "diagnosis": "{noise: 0.05}", "gain": 0.01, **keys}
    all_of_them = world(*overrides, courses=(course(10),), **keys)
    in_need = world(*overrides, courses=(course(20, for_whom="targeted", places=3),), **keys)
    return lived(all_of_them), lived(in_need)


def test_targeted_training_beats_the_same_hours_for_all_where_gaps_differ() -> None:
    """F08: at equal hours more skill is won by those in need; where all are alike it makes no difference to sales."""
    blanket, in_need = targeted()
    np.testing.assert_array_equal(total(blanket, "hours_training"), total(in_need, "hours_training"))
    last = slice(-1, None)
    assert rises(total(in_need, "skill:product", last) - total(blanket, "skill:product", last))
    alike = targeted(*EQUAL)
    low, high = interval(total(alike[1], "won_deals") - total(alike[0], "won_deals"))
    assert low <= 0 <= high


def test_a_better_signal_of_needs_never_costs() -> None:
    """E10: managers who judge without error leave more skill than those who guess, and no fewer contracts."""
    guess, known = (targeted(diagnosis=f"{{noise: {noise}}}", gain=0.03)[1] for noise in (1, 0))
    last = slice(-1, None)
    assert rises(total(known, "skill:product", last) - total(guess, "skill:product", last))
    assert interval(total(known, "won_deals") - total(guess, "won_deals"))[1] > 0


def test_training_by_kpi_sends_those_whose_leads_say_no() -> None:
    """F09: where one rep lacks product skill, her lost proposals send her to the course more often than others."""
    weak = "people.reps[R5].skills.product=0.05"
    by_kpi = course(8, for_whom="targeted", places=1, months=[6])
    sent = lived(world(*EQUAL, weak, courses=(by_kpi,), diagnosis="{by: kpi}")).of("trainings_due")[:, 5]
    assert sent.sum(axis=1).tolist() == [1.0] * len(sent)
    assert sent[:, 4].mean() > 0.7
    nobody = lived(world(*EQUAL, courses=(by_kpi,), diagnosis="{by: kpi}")).of("trainings_due")[:, 5]
    assert nobody.mean(axis=0).max() < 0.5


def test_training_costs_first_and_pays_later() -> None:
    """F15: contracts fall while a course takes hours from leads, and rise over the year; fees are booked."""
    busy = "market.demand[0].leads_per_year=1800"
    plan = (course(60, topic="negotiation", fee=500),)
    without, taught = lived(world(busy)), lived(world(busy, courses=plan))
    soon = total(taught, "won_deals", slice(0, 2)) - total(without, "won_deals", slice(0, 2))
    assert rises(-soon)
    assert rises(total(taught, "won_deals") - total(without, "won_deals"))
    assert (total(taught, "training_cost") == 6 * 500 * 100).all()
    free = lived(world(busy, *NULL, courses=(course(60, topic="negotiation"),)), 8)
    assert differing(lived(world(busy), 8), free) == BOOKS


# ── practice, coaching, colleagues ──────────────────────────────────────────────────────────────


def test_practice_teaches_who_works_and_idleness_costs_skill() -> None:
    """F16: without training who works leads gains skill and who has none loses it; without rates nobody moves."""
    idle = ("people.reps[R6].lead_share=0", "opening.pipeline=[]")
    panel = lived(world(*idle, practice=0.01, forgetting=0.05, kept=0.8), 8)
    start = np.array([rep.skills.product for rep in world().people.reps])
    end = panel.of("skill:product")[:, -1]
    assert (end[:, [1, 2, 4]] > start[[1, 2, 4]]).all()
    assert (end[:, 5] < start[5]).all()
    still = lived(world(*idle), 8).of("skill:product")
    np.testing.assert_array_equal(still, np.broadcast_to(start, still.shape))


def test_a_wider_span_of_control_means_less_coaching_and_slower_growth() -> None:
    """F13: twelve reps a manager instead of three: a quarter of the coaching for each, and less skill at the end."""
    narrow, wide = (lived(world(coaching=f"{{hours: 24, gain: 0.03, span: {span}}}"), 16) for span in (3, 12))
    np.testing.assert_array_equal(narrow.of("hours_coaching"), 8.0)
    np.testing.assert_array_equal(wide.of("hours_coaching"), 2.0)
    skill = [sum(panel.of(f"skill:{topic}")[:, -1] for topic in TOPICS) for panel in (narrow, wide)]
    assert (skill[0] > skill[1]).all()
    by_team = lived(world(coaching="{hours: 24, gain: 0.03}"), 16)
    assert differing(narrow, by_team) == set()


def test_coaching_closes_more_of_the_gap_in_an_hour_than_a_course() -> None:
    """F13: with the rates given if nothing is written, an hour alone with a manager is worth more than one in class."""
    written = world().training
    assert written is not None
    assert written.coaching.gain > type(written)().gain


def test_sharing_cases_narrows_the_gap_and_repeats_bring_less() -> None:
    """N05: listeners come closer to the best of their team, and each further case closes less of the gap."""
    panel = lived(world(sharing="{hours: 4, topic: product, gain: 0.1, fading: 0.5}"), 1)
    north = panel.of("skill:product")[0, :, :3]
    assert (north[:, 0] == north[0, 0]).all()
    gap = north[:, :1] - north[:, 1:]
    closed = 1 - gap[1:] / gap[:-1]
    assert (closed > 0).all()
    np.testing.assert_allclose(closed[1:], closed[:-1] * 0.5, rtol=1e-9)
    assert panel.of("cases_accepted")[0, :, 0].tolist() == [1.0] * 12
    nothing = lived(world(sharing="{hours: 4, topic: product, gain: 0}", own_time=1), 8)
    assert differing(lived(world(own_time=1), 8), nothing) == {"hours_sharing"}


@pytest.mark.parametrize(("weak", "pays"), [(0.05, True), (0.78, False)])
def test_help_pays_only_where_the_two_are_far_apart(weak: float, pays: bool) -> None:
    """N06: the helper's hours cost the team contracts, which the helped wins back only if the gap in skill is large."""
    pair = (
        *EQUAL,
        "market.demand[0].leads_per_year=1800",
        *(f"people.reps[{rep}].skills.negotiation=0.8" for rep in ("R1", "R4")),
        *(f"people.reps[{rep}].skills.negotiation={weak}" for rep in ("R2", "R3", "R5", "R6")),
    )
    help_ = "{hours: %s, topic: negotiation, lift: 4, gain: 0.1}"
    alone, helped = (lived(world(*pair, helping=help_ % hours)) for hours in (0, 20))
    difference = total(helped, "won_deals") - total(alone, "won_deals")
    assert rises(difference if pays else -difference)
    assert total(helped, "hours_helping").min() > 0


def test_nobody_helps_where_the_two_are_too_close() -> None:
    """N06: below the least difference no hours are given, and nothing differs."""
    alone, close = (lived(world(helping=f"{{hours: {hours}, least: 1}}"), 8) for hours in (0, 20))
    assert differing(alone, close) == set()


# ── tests, completion, promotion ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("reliability", [0.4, 0.8])
def test_scores_follow_knowledge_as_reliably_as_stated(reliability: float) -> None:
    """I10: the squared correlation of scores with skill among many reps is the reliability that is written."""
    tests = f"{{months: [1], questions: 1000, reliability: {reliability}}}"
    tree = world("opening.pipeline=[]", months=1, tests=tests).model_dump(by_alias=True)
    reps = tree["people"]["reps"]
    skills = [{"product": 0.35 + 0.3 * i / 59} for i in range(60)]
    tree["people"]["reps"] = [reps[i % 6] | {"id": f"P{i}", "skills": skill} for i, skill in enumerate(skills)]
    asked = Scenario.model_validate(tree)
    panel = lived(asked, 200)
    skill = panel.of("skill:product")[:, 0].ravel()
    score = (panel.of("test_right") / panel.of("test_questions"))[:, 0].ravel()
    assert np.corrcoef(skill, score)[0, 1] ** 2 == pytest.approx(reliability, abs=0.03)
    passed = panel.of("tests_passed")[:, 0].ravel()
    np.testing.assert_array_equal(passed, score >= 0.6)
    assert total(panel, "tests_taken").tolist() == [60.0] * 200


def test_training_completed_without_gain_scores_half() -> None:
    """I19: tests around courses show gain or none; completed without gain counts half in the training score."""
    tests, score = "{around_courses: true, reliability: 1}", next(kpi for kpi in KPIS if kpi.id == "training_score")
    assert score.formula == "(0.5 * trainings_done + 0.5 * trainings_with_gain) / trainings_due"
    panels = [lived(world(courses=(course(30),), gain=gain, tests=tests), 8) for gain in (0, 0.03)]
    for panel, gain in zip(panels, (0.0, 1.0), strict=True):
        due, done, better = (total(panel, f"trainings_{end}") for end in ("due", "done", "with_gain"))
        np.testing.assert_array_equal((0.5 * done + 0.5 * better) / due, 0.5 + 0.5 * gain)
        assert (total(panel, "tested_twice") == done).all()
        assert ((total(panel, "points_after") > total(panel, "points_before")) == bool(gain)).all()
    absent = lived(world(courses=(course(30),), tests=tests, attendance=0.5), 64)
    share = total(absent, "trainings_done").sum() / total(absent, "trainings_due").sum()
    assert share == pytest.approx(0.5, abs=0.1)


def test_crossing_a_threshold_promotes_once_from_the_next_month() -> None:
    """F14: who has learnt enough is promoted once, with the raise from the month after; out of reach, never."""
    up = "{steps: [{level: junior, to: senior, skill: %s}]}"
    teach = tuple(course(40, topic=topic, months=[3]).replace("class", topic) for topic in TOPICS)
    panel = lived(world(OWN_TIME, courses=teach, promotion=up % 0.7), 2)
    juniors = [1, 2, 4, 5]
    assert total(panel, "promotions", reps=juniors).tolist() == [4.0, 4.0]
    assert total(panel, "promotions", reps=[0, 3]).tolist() == [0.0, 0.0]
    assert panel.of("promotions")[0, :, 1].tolist() == [0, 0, 1, *[0] * 9]
    raises = panel.of("promotion_cost")[0, :, 1] / 100
    assert raises.tolist() == [0, 0, 0, *[4000] * 9]
    never = lived(world(OWN_TIME, courses=teach, promotion=up % 1), 2)
    assert differing(lived(world(OWN_TIME, courses=teach), 2), never) == set()


def test_a_promotion_brings_the_new_levels_authority() -> None:
    """F14: juniors ask for approval of large deals until they are promoted, and no more once the asked for are done."""
    limits = "authority={limits: [{level: junior, deal: 60000}, {level: senior}], approvers: [{id: boss, name: Boss}]}"
    up = "{steps: [{level: junior, to: senior, skill: 0.7}]}"
    teach = tuple(course(40, topic=topic, months=[3]).replace("class", topic) for topic in TOPICS)
    stay, promoted = (lived(world(OWN_TIME, limits, courses=teach, promotion=p), 8) for p in ("null", up))
    assert differing(stay, promoted, slice(0, 3)) == {"promotions"}
    assert total(stay, "approvals", slice(5, None)).min() > 0
    assert total(promoted, "approvals", slice(5, None)).max() == 0


# ── off means off, and luck stays where it is ───────────────────────────────────────────────────


def test_product_skill_moves_proposals_most() -> None:
    """D05: two tenths more product skill for everybody move the share of yes at the proposal more than elsewhere."""
    more = [f"people.reps[R{i}].skills.product={skill}" for i, skill in enumerate((1, 0.7, 0.5, 0.9, 0.6, 0.6), 1)]
    before, after = lived(world()), lived(world(*more))
    gain = {stage: yes_share(after, stage) - yes_share(before, stage) for stage in ("needs", "proposal", "negotiation")}
    assert rises(gain["proposal"])
    assert rises(gain["proposal"] - gain["needs"])
    assert rises(gain["proposal"] - gain["negotiation"])


@pytest.mark.parametrize("name", ["baseline", "small"])
def test_a_section_that_does_nothing_changes_nothing(name: str) -> None:
    """A written section without courses, coaching or colleagues leaves every other measure as it was to the bit."""
    overrides = ["mind.kind=none"]
    off = load("baseline", overrides) if name == "baseline" else world("training=null")
    on = load("baseline", [*overrides, "training={}"]) if name == "baseline" else world()
    one, other = simulate(off, 3, 1), simulate(on, 3, 1)
    assert differing(one, other) == set()
    assert len(other.measures) - len(one.measures) == len(T) + len(TOPICS) - 1


def test_training_one_rep_changes_nobody_else() -> None:
    """Law 3: a course for one rep leaves every measure of the others as it was to the bit."""
    only = course(40, topic="negotiation", for_whom="reps", reps="[R2]")
    without, taught = lived(world(), 8), lived(world(courses=(only,)), 8)
    others = [0, 2, 3, 4, 5]
    assert differing(without, taught, reps=others) == set()
    assert "won_deals" in differing(without, taught)


def test_hours_of_learning_are_not_there_for_leads() -> None:
    """F15: a month whose hours all go into a course leaves next to none for leads, and own time takes nothing."""
    month = course(200)
    busy, free = (lived(world(f"training.own_time={own}", courses=(month,), gain=0), 8) for own in (0, 1))
    plain = lived(world(gain=0), 8)
    assert total(busy, "touches", slice(0, 1)).max() < 0.2 * total(plain, "touches", slice(0, 1)).min()
    assert differing(plain, free) == BOOKS
