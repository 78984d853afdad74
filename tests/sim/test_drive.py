"""What moves people beside pay: each part moves effort the way it should, and not at all where it is off."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from scenarios.drive import Drive
from scenarios.load import ScenarioFaults, load
from scenarios.scenario import Scenario
from sim.engine import simulate
from sim.panel import Panel

DRIVEN = Path(__file__).parents[1] / "levers" / "driven.yaml"
Floats = npt.NDArray[np.float64]
ALPHA = 0.001
YEARS = 24
EVERYTHING = (
    "drive={visible: team, transparency: 0.5, difficulty: {}, deadline: {}, clarity: {clear: 0.5}, ranking: {}, "
    "motivation: {recognitions: 1}, commitment: {rounds: 2}, fairness: {}, feedback: {every: 2, delay: 1, hours: 1}, "
    "reviews: {a_month: 2}}"
)
SCATTERED = "market.noise={kind: gamma, cv: 0.8}"
STEADY = "market.noise={kind: none}"


def world(drive: str, *changes: str) -> Scenario:
    return load(DRIVEN, (f"drive={drive}", *changes))


def lived(drive: str, *changes: str, years: int = YEARS) -> Panel:
    return simulate(world(drive, *changes), years, seed=7)


def effort(drive: str, *changes: str, years: int = YEARS) -> Floats:
    """Effort by [replication, month, rep]."""
    return lived(drive, *changes, years=years).of("effort")


def revenue(drive: str, *changes: str, years: int = YEARS) -> Floats:
    return lived(drive, *changes, years=years).of("bookings").sum(axis=(1, 2))


def above_zero(values: Floats) -> bool:
    """Whether a mean is above zero at ALPHA."""
    return bool(values.mean() > stats.t.ppf(1 - ALPHA, len(values) - 1) * stats.sem(values))


# ── off is off ──────────────────────────────────────────────────────────────────────────────────


def test_a_drive_without_parts_is_none() -> None:
    """With every part null the year is the same to the bit, and nothing of it is counted."""
    plain, empty = lived("null", years=4), lived("{cycle: year, visible: all}", years=4)
    np.testing.assert_array_equal(plain.values, empty.values)
    assert plain.measures == empty.measures


WEIGHTLESS = (
    "difficulty: {push: 0, slack: 0}", "deadline: {strength: 0, ease: 0}", "clarity: {clear: 1}",
    "ranking: {push: 0, discourage: 0}", "motivation: {weight: 0, tired: 0, recognitions: 2}",
    "commitment: {drop: 0, rounds: 3, hours: 0}", "fairness: {weight: 0}", "feedback: {delay: 2}",
    "reviews: {a_month: 4, hours: 0}",
)  # fmt: skip


@pytest.mark.parametrize("part", WEIGHTLESS)
def test_a_part_without_weight_changes_nothing(part: str) -> None:
    """Null twin of each part: its effect and cost off, all that was counted without it is equal to the bit."""
    plain = lived("null", SCATTERED, years=4)
    panel = lived(f"{{visible: all, {part}}}", SCATTERED, years=4)
    np.testing.assert_array_equal(panel.values[..., : len(plain.measures)], plain.values)


def test_both_engines_agree() -> None:
    """Law 4: with every part on, both engines give one panel to the bit."""
    for more in ((), ("mind.kind=myopic", "drive.cycle=year"), ("drive.visible=none",), (SCATTERED, "market.lot=1e5")):
        scenario = load(DRIVEN, (EVERYTHING, *more))
        machine, story = (simulate(scenario, 3, engine=engine) for engine in ("kernel", "simpy"))
        np.testing.assert_array_equal(machine.values, story.values)


def test_effort_stays_within_the_minds_bounds() -> None:
    """However much comes together, nobody works less or more than a mind's lowest and highest effort."""
    strong = "{difficulty: {push: 0.5, slack: 0.5}, deadline: {strength: 0.5, ease: 0.5}, ranking: {push: 0.5}}"
    found = effort(strong, "mind.effort.low=0.9", "mind.effort.high=1.2", SCATTERED, "drive.visible=all")
    assert (found.min(), found.max()) == (0.9, 1.2)


# ── goals ───────────────────────────────────────────────────────────────────────────────────────


def test_revenue_is_highest_at_a_difficulty_in_between() -> None:
    """A10: over a common multiple of targets revenue has a maximum inside; both ends are lower."""
    targets = [f"targets.company={4_800_000 * times}" for times in (0.4, 0.8, 1.1, 1.5, 2.5)]
    found = np.array([revenue("{difficulty: {}}", target, years=12) for target in targets])
    best = int(found.mean(axis=1).argmax())
    assert 0 < best < len(targets) - 1
    assert above_zero(found[best] - found[0])
    assert above_zero(found[best] - found[-1])


@pytest.mark.parametrize("times", [0.4, 1.0, 2.5])
def test_effort_does_not_depend_on_targets_without_the_part(times: float) -> None:
    """A10's null twin: without weight no multiple of targets moves revenue."""
    moved = revenue("{difficulty: {push: 0, slack: 0}}", f"targets.company={4_800_000 * times}", years=3)
    np.testing.assert_array_equal(moved, revenue("{difficulty: {push: 0, slack: 0}}", years=3))


def last_share(drive: str, *changes: str) -> Floats:
    """The last month's part of a quarter's sales less a third, by replication."""
    months = lived(drive, *changes).of("bookings").sum(axis=2)
    share: Floats = months[:, 2::3].sum(axis=1) / months.sum(axis=1) - 1 / 3
    return share


def test_effort_rises_as_the_cycle_ends() -> None:
    """A09: with a deadline the last third of a cycle brings more than a third; without strength it does not."""
    assert above_zero(last_share("{deadline: {strength: 0.4, ease: 0}}"))
    assert not above_zero(last_share("{deadline: {strength: 0, ease: 0}}"))
    by_month = effort("{deadline: {}}", STEADY, years=1)[0, :3, 0]
    assert by_month.tolist() == pytest.approx([1, 1.1, 1.2 - 0.3 * 0.1 / 3], abs=0.04)
    assert (np.diff(by_month) > 0).all()


@pytest.mark.parametrize(("times", "what"), [(0.3, "safe"), (5.0, "lost")])
def test_a_deadline_does_not_push_where_a_target_is_safe_or_lost(times: float, what: str) -> None:
    """A09: where the target is safe, or lost, effort falls off at the end of a cycle."""
    found = effort("{deadline: {}}", STEADY, f"targets.company={4_800_000 * times}", years=1)
    assert (found[:, 2::3] < 1).all(), what
    assert (found[:, ::3] == 1).all()


def test_a_month_has_no_course() -> None:
    """Where the cycle is a month, a deadline moves nothing; in a year it grows over twelve months."""
    assert (effort("{cycle: month, deadline: {}}", years=3) == 1).all()
    by_year = effort("{cycle: year, deadline: {}}", STEADY, years=1)[0, :, 0]
    assert by_year[0] == 1 < by_year[4] < by_year[8]


def test_clear_goals_bring_more_and_more_alike() -> None:
    """A01: against 0.3, full clarity raises attainment; with sales that follow effort, people's spread less."""
    goals = "deadline: {strength: 0.3, ease: 0}"
    clear, unclear = (lived(f"{{{goals}, clarity: {{clear: {c}}}}}", STEADY, years=8) for c in (1.0, 0.3))
    assert above_zero((clear.of("bookings") - unclear.of("bookings")).sum(axis=(1, 2)))
    spread = [panel.of("bookings").std(axis=2).mean(axis=1) for panel in (clear, unclear)]
    assert above_zero(spread[1] - spread[0])


def test_who_has_no_target_is_not_moved_by_goals() -> None:
    """A01: without a target the terms of goals are off: effort is the usual one."""
    goals = "{visible: all, difficulty: {}, deadline: {}, ranking: {}, clarity: {clear: 0.2}}"
    found = effort(goals, "people.reps[R1].quota_weight=0", years=3)
    assert (found[..., 0] == 1).all()
    assert (found[..., 1] != 1).any()


# ── colleagues ──────────────────────────────────────────────────────────────────────────────────

UNEQUAL = ("people.reps[R1].quota_weight=4", "people.reps[R2].quota_weight=1", "people.reps[R3].quota_weight=1")
"""R1 carries four times the quota, so that her attainment is a quarter of the others'."""


def test_near_rivals_push_and_the_far_ahead_discourage() -> None:
    """H11: seen results raise the effort of who is near others, and lower it of who is far behind them."""
    seen, hidden = (effort(f"{{visible: {who}, ranking: {{}}}}", STEADY, *UNEQUAL, years=1) for who in ("all", "own"))
    assert (hidden == 1).all()
    assert (seen[:, 0] == 1).all()
    assert (seen[:, 1:, 0] < 1).all()
    assert (seen[:, 1:, 1:] > 1).all()


def test_ranking_shown_changes_the_term_of_ranking_alone() -> None:
    """A14: from `own` to `team` nothing changes where ranking weighs nothing, and something where it does."""
    others = "difficulty: {}, deadline: {}, motivation: {}, commitment: {}, fairness: {}, feedback: {}"
    weightless = [lived(f"{{visible: {who}, {others}}}", years=3) for who in ("own", "team")]
    np.testing.assert_array_equal(weightless[0].values, weightless[1].values)
    with_it = [effort(f"{{visible: {who}, {others}, ranking: {{}}}}", years=3) for who in ("own", "team", "all")]
    assert (with_it[0] != with_it[1]).any()
    assert (with_it[1] != with_it[2]).any()


# ── mood ────────────────────────────────────────────────────────────────────────────────────────


def test_motivation_stays_between_0_and_1() -> None:
    """G12: whatever comes, motivation and fatigue stay between 0 and 1."""
    panel = lived(
        "{motivation: {setback: 1, success: 1, strain: 1, recognised: 1}}", SCATTERED, "market.lot=150000", years=8
    )
    for name in ("motivation", "fatigue"):
        assert (panel.of(name).min(), panel.of(name).max()) >= (0, 0)
        assert panel.of(name).max() <= 1
    assert panel.of("motivation").min() == 0
    assert panel.of("motivation").max() == 1


def test_motivation_is_constant_where_nothing_happens() -> None:
    """G12: without successes, setbacks and strain it stays where it was, and effort is the usual one."""
    panel = lived("{motivation: {success: 0}}", STEADY, years=1)
    assert (panel.of("motivation") == 0.5).all()
    assert (panel.of("fatigue") == 0).all()
    assert (panel.of("effort") == 1).all()


def test_long_hours_tire() -> None:
    """G12: who works beyond the usual tires, and does less for it later; at usual effort nobody tires."""
    hard = ("mind.kind=myopic", "mind.effort.cost=4000", STEADY)
    tired, fresh = (lived(f"{{motivation: {{success: 0, tired: {t}}}}}", *hard, years=1) for t in (0.3, 0))
    assert (fresh.of("effort") > 1.2).all()
    assert (tired.of("fatigue")[:, 1:] > 0).all()
    assert (tired.of("effort")[:, 1:] < fresh.of("effort")[:, 1:]).all()
    np.testing.assert_array_equal(tired.of("effort")[:, 0], fresh.of("effort")[:, 0])


def test_recognition_lifts_effort_for_a_time_and_is_not_paid() -> None:
    """G06: recognised in a month, somebody works harder for two months and then as before; no pay comes with it."""
    terms = "recover: 1, success: 0, setback: 0, strain: 0"
    panel = lived(f"{{motivation: {{{terms}, recognitions: 1, recognised_months: 2}}}}", years=2)
    given, found = panel.of("recognitions"), panel.of("effort")
    felt = given + np.concatenate([np.zeros_like(given[:, :1]), given[:, :-1]], axis=1)
    np.testing.assert_allclose(found, 1 + 0.3 * 0.2 * (felt > 0))
    assert (given.sum(axis=2)[:, 1:] == 1).all()
    np.testing.assert_allclose(panel.of("pay:commission")[:, 2::3].sum(), 0.05 * panel.of("bookings").sum(), rtol=1e-6)
    assert panel.of("pay:base").sum() == 8000 * 100 * 12 * 4 * 2


def test_commitment_grows_with_talks_ever_less() -> None:
    """H07: no talks, less commitment; each further round brings less; they cost hours of the first month."""
    terms = "{{commitment: {{rounds: {}, drop: 0}}}}"
    panels = [lived(terms.format(rounds), STEADY, years=1) for rounds in range(5)]
    held = np.array([panel.of("commitment")[0, 0, 0] for panel in panels])
    assert held[0] == pytest.approx(0.4)
    assert (np.diff(held) > 0).all()
    assert (np.diff(held, 2) < 0).all()
    assert [panel.of("hours_reviews")[0, :2, 0].tolist() for panel in panels[:3]] == [[0, 0], [4, 0], [8, 0]]
    assert panels[2].of("effort")[0, :2, 0].tolist() == pytest.approx([1 - 8 / 100, 1])


def test_the_committed_recover_sooner_from_a_bad_month() -> None:
    """A11: after months without a signature, people with more commitment give more effort, on the same draws."""
    luck = ("market.noise={kind: lognormal, cv: 1.5}", "market.lot=120000")
    low, high = (lived(f"{{commitment: {{start: {start}}}}}", *luck) for start in (0.1, 0.9))
    bad = low.of("bookings")[:, 0] == 0
    assert bad.any()
    assert (high.of("effort")[:, 1][bad] > low.of("effort")[:, 1][bad]).all()
    assert above_zero((high.of("effort") - low.of("effort")).mean(axis=(1, 2)))


# ── fairness and transparency ───────────────────────────────────────────────────────────────────

UNLIKE = (
    "people.levels=[{id: rep, name: Rep, base: 8000, variable: 60000, quota_weight: 1}, "
    "{id: star, name: Star, base: 8000, variable: 180000, quota_weight: 1}]",
    "people.reps[R1].level=star",
)
"""R1 sells and is paid as everybody, of thrice the variable pay at target."""


def test_who_is_paid_less_than_her_mates_does_less() -> None:
    """G08: pay below the teammates', each against pay at target, seems unfair and costs effort; her mate does not
    mind, and elsewhere nobody does."""
    panel = lived("{fairness: {}}", STEADY, *UNLIKE, years=1)
    unfair, found = panel.of("unfairness")[0], panel.of("effort")[0]
    assert unfair[-1, 0] > 0.1
    assert (unfair[:, 1:] == 0).all()
    assert found[-1, 0] == pytest.approx(1 - 0.15 * unfair[-1, 0])
    assert (found[:, 1:] == 1).all()


def test_an_opaque_plan_moves_effort_less() -> None:
    """G09: seen at 0.2, a plan moves effort a fifth as far from the usual; at 1 as it does without the part."""
    plan = ("mind.kind=myopic", "mind.effort.cost=4000", "mind.effort.free=0.2", STEADY)
    full, clear, opaque = (
        effort(drive, *plan, years=1) for drive in ("null", "{transparency: 1}", "{transparency: 0.2}")
    )
    np.testing.assert_array_equal(full, clear)
    np.testing.assert_allclose(opaque - 1, 0.2 * (full - 1))
    assert (abs(full - 1) > 0.1).all()


# ── knowing where one stands ────────────────────────────────────────────────────────────────────


def test_a_report_lessens_misjudgement_as_configured() -> None:
    """H09, J12: misjudgement falls with every report; what halves in two reports has halved after two."""
    halved = f"{{feedback: {{keeps: {0.5**0.5}, drift: 0, misjudged: 0.4}}}}"
    found = lived(halved, STEADY, years=1).of("misjudged")[0]
    assert (found[0] > 0).all()
    np.testing.assert_allclose(found[2], found[0] / 2)
    assert (np.diff(found, axis=0) < 0).all()
    rare = lived(halved.replace("drift", "every: 3, drift"), STEADY, years=1).of("misjudged")[0]
    np.testing.assert_allclose(rare[:3], [found[0]] * 3)
    np.testing.assert_allclose(rare[6], found[2])


def test_old_news_moves_people_less() -> None:
    """J02: the response to where one stands falls with the report's age, as exp(-delay / fade)."""
    moved = [effort(f"{{difficulty: {{}}, feedback: {{delay: {d}, misjudged: 0}}}}", years=1)[0, 0, 0] - 1
             for d in (0, 1, 3)]  # fmt: skip
    np.testing.assert_allclose(np.array(moved) / moved[0], np.exp(-np.array([0, 1, 3]) / 3.0))
    assert moved[0] != 0


@pytest.mark.parametrize(("every", "seen_in"), [(1, 1), (2, 2), (3, 3)])
def test_frequent_reports_show_a_drop_sooner(every: int, seen_in: int) -> None:
    """J01: until the first report nobody reacts to her luck; with it effort begins to differ between people."""
    terms = f"{{cycle: year, difficulty: {{}}, feedback: {{every: {every}, misjudged: 0}}}}"
    found = effort(terms, years=4)
    assert (np.ptp(found[:, :seen_in], axis=2) == 0).all()
    assert (np.ptp(found[:, seen_in], axis=1) > 0).all()


def test_who_sees_no_results_goes_by_what_she_expects() -> None:
    """A14: with nobody's results to be seen, luck moves nobody's effort."""
    hidden = effort("{visible: none, cycle: year, difficulty: {}, deadline: {}}", years=4)
    assert (np.ptp(hidden, axis=(0, 2)) == 0).all()
    assert (np.ptp(effort("{visible: own, cycle: year, difficulty: {}}", years=4), axis=(0, 2))[1:] > 0).all()


def test_reviews_pay_up_to_a_point() -> None:
    """J06, N02: reviews sharpen what people see and take hours: revenue has its maximum between none and daily ones."""
    terms = (
        "{{cycle: year, difficulty: {{push: 0.3, slack: 0.4, best: 1, width: 0.2}}, "
        "feedback: {{every: 12, misjudged: 1}}, reviews: {{a_month: {}, hours: 2}}}}"
    )
    often = (0, 2, 8, 20)
    found = np.array([revenue(terms.format(each), "market.noise={kind: gamma, cv: 0.1}", years=10) for each in often])
    best = int(found.mean(axis=1).argmax())
    assert 0 < best < len(often) - 1
    assert above_zero(found[best] - found[0])
    assert above_zero(found[best] - found[-1])


# ── what is written ─────────────────────────────────────────────────────────────────────────────


def test_parts_out_of_range_are_told() -> None:
    """What no effect can be is refused with what is possible; and without effort no work ends."""
    with pytest.raises(ScenarioFaults, match="push: should be at most"):
        world("{difficulty: {push: 0.6}}")
    with pytest.raises(ScenarioFaults, match="lost: should be above 1"):
        world("{deadline: {lost: 1}}")
    with pytest.raises(ScenarioFaults, match=r"effort\.low: should be above 0"):
        load(DRIVEN.with_name("small.yaml"), ("drive={deadline: {}}", "mind.effort.low=0"))
    assert Drive().parts == ()
    assert world("{deadline: {}, reviews: {}}").drive.parts == ("deadline", "reviews")  # type: ignore[union-attr]
