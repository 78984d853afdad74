"""Process, tools and time at work: what each brings and costs, in both engines' years, with its null twin."""

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from results.efficiency import forecast_error, worth_of_hours, worth_of_tools
from results.outcome import Outcome, condensed
from results.time_use import USES, WASTE, time_use, waste_pareto
from results.tool_table import BUNDLE, SINGLES, tool_rows
from results.weeks import weeks_of
from scenarios.load import load
from scenarios.scenario import Scenario
from sim.engine import prepare, simulate, trace
from sim.log import Log
from sim.measures import M
from sim.panel import Panel

Floats = npt.NDArray[np.float64]
WORKING = Path(__file__).parents[1] / "levers" / "working.yaml"
SEED = 31
STEPS = ("checklist", "visit_note", "quote", "contract_check")
STAGES = ("planning", "prospecting", "needs", "proposal", "negotiation")


def each_step(setting: str) -> tuple[str, ...]:
    return tuple(f"funnel.process.steps[{step}].{setting}" for step in STEPS)


def tool(name: str, *settings: str) -> tuple[str, ...]:
    return tuple(f"tools[{name}].{setting}" for setting in settings)


@cache
def scenario(*overrides: str) -> Scenario:
    return load(WORKING, overrides)


@cache
def panel(*overrides: str, replications: int = 32) -> Panel:
    return simulate(scenario(*overrides), replications, SEED)


def year(*overrides: str, replications: int = 32) -> Outcome:
    return condensed(scenario(*overrides), panel(*overrides, replications=replications))


@cache
def log(*overrides: str) -> tuple[dict[str, int], Log]:
    """Places of the measures, and everything noted in the first year."""
    lived = prepare(scenario(*overrides), SEED)
    return {measure.name: i for i, measure in enumerate(lived.measures)}, trace(lived, 0)[1]


def total(of: Panel, name: str) -> Floats:
    """A measure's year, [replication]."""
    return np.asarray(of.of(name).sum(axis=(1, 2)))


def ratio(of: Panel, above: str, below: str) -> Floats:
    return total(of, above) / total(of, below)


def interval(values: Floats, confidence: float = 0.999) -> tuple[float, float]:
    half = float(stats.t.ppf((1 + confidence) / 2, len(values) - 1) * stats.sem(values))
    return float(values.mean()) - half, float(values.mean()) + half


def same_but(one: Panel, other: Panel, *books: str) -> list[str]:
    """Measures of both panels that differ, but for those that begin as named."""
    theirs = {measure.name: i for i, measure in enumerate(other.measures)}
    return [
        measure.name
        for i, measure in enumerate(one.measures)
        if measure.name in theirs
        and not measure.name.startswith(books or ("-",))
        and not np.array_equal(one.values[..., i], other.values[..., theirs[measure.name]])
    ]


BOOKED = ("missing", "done:", "compliant", "documents", "effective", "quotes", "adherence", "hours_admin")
SCRIPT = ("funnel.skill_effect=4", "funnel.process.adherence=1")


def conversions(of: Panel) -> Floats:
    """Moves over visits, [replication, rep]."""
    return np.asarray(of.of("stage_moves").sum(axis=1) / of.of("visits").sum(axis=1))


def test_script_makes_conversions_more_alike() -> None:
    """D01: with adherence the variance of conversions between reps falls (its ratio's interval is below 1)."""
    script, free = panel(*SCRIPT, "funnel.process.evens_out=0.9"), panel(*SCRIPT)
    _, high = interval(np.log(conversions(script).var(axis=1) / conversions(free).var(axis=1)))
    assert high < 0
    keeping_to_nothing = panel("funnel.skill_effect=4", "funnel.process.adherence=0", "funnel.process.evens_out=0.9")
    assert same_but(free, keeping_to_nothing, *BOOKED) == []


def test_script_makes_a_teams_results_more_alike() -> None:
    """D09: the coefficient of variation of bookings within a team falls with adherence; the mean may go either way."""

    def spread(of: Panel) -> Floats:
        north = of.of("won_deals").sum(axis=1)[:, :3]
        return np.asarray(north.std(axis=1) / north.mean(axis=1))

    base = ("funnel.skill_effect=4", "funnel.process.evens_out=0.9")
    half, full = (panel(*base, f"funnel.process.adherence={x}") for x in (0.2, 1))
    assert interval(spread(full) - spread(half))[1] < 0
    assert total(full, "won_deals").mean() != total(half, "won_deals").mean()


def test_steps_cost_their_hours_on_every_lead() -> None:
    """D01: hours of the process are the steps done times their hours, exactly, and a part of the hours worked."""
    found = panel("funnel.process.adherence=0.7", *each_step("hours=0.25"))
    done = sum(total(found, f"done:{step}") for step in STEPS)
    assert np.array_equal(total(found, "hours_admin"), 0.25 * done)
    assert (total(found, "hours_admin") < total(found, "hours")).all()


def test_month_after_a_skipped_plan_has_leads_that_fit_less() -> None:
    """D02: planning skipped in February lowers March's conversion at the second stage, and nothing in January."""
    plan = ("funnel.process.planning.hours=4", "funnel.process.planning.enough=4", "funnel.process.planning.effect=2")
    kept, skipped = panel(*plan), panel(*plan, "funnel.process.planning.skipped=[2]")

    def lost(of: Panel, month: int) -> Floats:
        return np.asarray(of.of("lost:prospecting")[:, month].sum(axis=1))

    assert np.array_equal(kept.values[:, :2], skipped.values[:, :2])
    assert interval(lost(skipped, 2) - lost(kept, 2))[0] > 0
    null = "funnel.process.planning.effect=0"
    idle = panel(*plan[:2], null, "funnel.process.planning.hours=0")
    assert same_but(panel(), idle) == []


def test_discovery_tells_at_the_proposal() -> None:
    """D04: hours for discovery lift proposal to negotiation more than analysis to proposal, and fewer miss."""
    base = tuple(f"funnel.process.discovery.{key}" for key in ("lift=0.8", "early=0.1", "miss=0.6"))
    poor, rich = panel(*base), panel(*base, "funnel.process.discovery.hours=2")

    def gain(above: str, below: str) -> Floats:
        return ratio(rich, above, below) - ratio(poor, above, below)

    later, sooner = gain("entered:negotiation", "entered:proposal"), gain("entered:proposal", "entered:needs")
    assert interval(later - sooner)[0] > 0
    assert (
        interval(ratio(rich, "misproposals", "entered:proposal") - ratio(poor, "misproposals", "entered:proposal"))[1]
        < 0
    )
    assert not total(panel(), "misproposals").any()


def test_hard_gate_lets_no_lead_pass_without_its_steps() -> None:
    """D08: behind hard gates no lead moves on before every step of the stage was done with it; soft ones leave gaps."""
    place, lived = log("funnel.process.adherence=0", *each_step("gate=hard"))
    rows = lived.entries
    stages = {"prospecting": "checklist", "needs": "visit_note", "proposal": "quote"}
    moves = 0
    for stage, step in stages.items():
        done = rows[rows["measure"] == place[f"done:{step}"]]
        first = dict(zip(done["who"].tolist()[::-1], done["time"].tolist()[::-1], strict=True))
        opening = set(rows["who"][(rows["measure"] == place["leads"]) & (rows["time"] <= 0)].tolist())
        moved = rows[rows["measure"] == place[f"entered:{STAGES[STAGES.index(stage) + 1]}"]]
        for who, time in zip(moved["who"].tolist(), moved["time"].tolist(), strict=True):
            if who not in opening:
                assert first[who] <= time
                moves += 1
    assert moves > 100
    assert not total(panel("funnel.process.adherence=0", *each_step("gate=hard")), "missing_steps").any()
    assert (total(panel(), "missing_steps") > 0).all()


def test_missing_steps_are_told_step_by_step() -> None:
    """D08: what is missing adds up over the steps, and as many are done as people keep to the process."""
    found = panel("funnel.process.adherence=0.7")
    assert np.array_equal(total(found, "missing_steps"), sum(total(found, f"missing:{step}") for step in STEPS))
    share = sum(total(found, f"done:{step}").sum() for step in STEPS)
    share /= share + total(found, "missing_steps").sum()
    assert share == pytest.approx(0.7, abs=0.02)


def test_dropping_a_step_without_lift_only_saves_time() -> None:
    """D10: without a step that lifts nothing the cycle is shorter, and conversion is the same within its interval."""
    kept, dropped = panel(*SCRIPT[1:], *each_step("hours=2")), panel(*SCRIPT[1:])
    assert interval(ratio(dropped, "days_to_win", "won_deals") - ratio(kept, "days_to_win", "won_deals"))[1] < 0

    def conversion(of: Panel) -> Floats:
        return total(of, "lost:prospecting") / (total(of, "lost:prospecting") + total(of, "entered:needs"))

    low, high = interval(conversion(dropped) - conversion(kept), 0.95)
    assert low <= 0 <= high


def test_forecasts_are_better_where_people_keep_to_a_process() -> None:
    """D13: with adherence, or a CRM that sees to it, the stage-weighted forecast of wins misses by less."""
    base = ("funnel.skill_effect=6", "funnel.process.evens_out=1")
    loose = panel(*base, "funnel.process.adherence=0", replications=96)
    strict = panel(*base, "funnel.process.adherence=1", replications=96)
    crm = tool("pipeline_view", "adherence=1", "adoption=1")
    helped = panel(*base, "funnel.process.adherence=0", *crm, replications=96)
    assert interval(_misses(strict) - _misses(loose))[1] < 0
    assert interval(_misses(helped) - _misses(loose))[1] < 0


def _misses(of: Panel) -> Floats:
    return forecast_error(of, STAGES, ahead=3, measure="won_deals")


# ── tools ───────────────────────────────────────────────────────────────────────────────────────

EFFECTS = (
    *tool("customer_base", "records=0.8"),
    *tool("pipeline_view", "adherence=0.8", "reports=0.3"),
    *tool("analytics", "signal=0.5", "reports=0.4"),
    *tool("reminder", "response=0.8"),
    *tool("quoter", "quoting=0.6", "errors=0.7"),
)
ALL = ("customer_base", "pipeline_view", "analytics", "reminder", "quoter")
QUOTES = ("funnel.process.adherence=1", "funnel.process.steps[quote].hours=1.5")


def every_tool(*settings: str) -> tuple[str, ...]:
    return tuple(setting for name in ALL for setting in tool(name, *settings))


def test_tools_that_nobody_uses_change_nothing_but_their_cost() -> None:
    """E01: at adoption 0 every measure is that of the year without tools, to the bit; licences are paid."""
    without, unused = panel("tools=[]"), panel(*EFFECTS, *every_tool("cost=100", "learning=50"))
    assert same_but(without, unused) == []
    months, seats, coin = 6, 6, 100
    assert (total(unused, "tool_cost") == 5 * 100 * months * seats * coin).all()
    assert not total(unused, "hours_learning").any()
    used = panel(*EFFECTS, *every_tool("adoption=1"), *QUOTES)
    assert same_but(panel("tools=[]", *QUOTES), used) != []


def test_reminders_answer_sooner_and_help_by_the_curve_alone() -> None:
    """E03: reminders lower the median time to a first answer; where lateness costs nothing, nothing else changes."""
    on = (*tool("reminder", "response=0.8"), *tool("reminder", "adoption=1"))
    flat, steep = ("funnel.response={points: [{hours: 1, factor: 1}]}",), ("funnel.response={half_life: 8}",)
    place, plain = log(*flat)
    _, reminded = log(*flat, *on)

    def median(of: Log) -> float:
        return float(np.median(of.entries["amount"][of.entries["measure"] == place["answer_hours"]]))

    assert median(reminded) < 0.5 * median(plain)
    assert same_but(panel(*flat), panel(*flat, *on), "answer", "adoption") == []
    gain = total(panel(*steep, *on), "entered:prospecting") - total(panel(*steep), "entered:prospecting")
    assert interval(gain)[0] > 0


def test_hours_saved_are_those_of_the_quotes() -> None:
    """E04: hours saved on a quote times quotes are the hours saved, exactly; each lead takes just so much less."""
    tools = (*tool("quoter", "quoting=0.5"), *tool("quoter", "adoption=1"))
    found = panel(*QUOTES, *tools)
    assert np.array_equal(total(found, "hours_saved"), 0.75 * total(found, "quotes"))
    assert (total(found, "quotes") > 0).all()
    place, by_hand = log(*QUOTES)
    _, by_tool = log(*QUOTES, *tools)

    def work(of: Log, quoted: bool) -> dict[int, list[float]]:
        rows = of.entries
        leads = set(rows["who"][rows["measure"] == place["quotes"]].tolist())
        at_proposal = {}
        for row in rows[rows["measure"] == place["hours"]]:
            at_proposal.setdefault(int(row["who"]), []).append(float(row["amount"]))
        return {who: hours for who, hours in at_proposal.items() if (who in leads) == quoted}

    longer, shorter = work(by_hand, True), work(by_tool, True)
    both = [(longer[who], shorter[who]) for who in set(longer) & set(shorter) if len(longer[who]) == len(shorter[who])]
    assert len(both) > 50
    assert all(sum(hand) - sum(machine) == 0.75 for hand, machine in both)


def test_without_mistakes_there_is_no_rework() -> None:
    """E05: at an error rate of 0 nothing is done again; at one of 20 % a fifth is, and it costs its hours and days."""
    base = ("funnel.process.adherence=1", *each_step("rework=2"), *each_step("delay=4"))
    clean, faulty = panel(*base), panel(*base, *each_step("error=0.2"))
    assert not total(clean, "errors").any()
    assert not total(clean, "hours_rework").any()
    done = sum(total(faulty, f"done:{step}") for step in STEPS)
    assert (total(faulty, "errors") / done).mean() == pytest.approx(0.2, abs=0.01)
    assert np.array_equal(total(faulty, "hours_rework"), 2 * total(faulty, "errors"))
    assert interval(ratio(faulty, "days_to_win", "won_deals") - ratio(clean, "days_to_win", "won_deals"))[0] > 0


def test_each_module_is_counted_alone_and_in_the_bundle() -> None:
    """E08: the table tells what each tool adds alone, what all add, and by how much the sum counts twice."""
    twice = (*tool("pipeline_view", "reports=0.8", "adoption=1"), *tool("analytics", "reports=0.8", "adoption=1"))
    rows = {row.tool: row for row in tool_rows(scenario(*twice), 16, SEED)}
    assert list(rows) == [*ALL, BUNDLE, SINGLES]
    assert np.array_equal(rows["pipeline_view"].margin, rows["analytics"].margin)
    assert not rows["customer_base"].margin.any()
    assert np.array_equal(rows[SINGLES].margin, 2 * rows["analytics"].margin)
    saved = {
        names: total(panel(*twice, *(f"tools[{name}].adoption=0" for name in set(ALL) - set(names))), "hours_reports")
        for names in ((), ("analytics",), ("pipeline_view", "analytics"))
    }
    alone, together = (saved[()] - saved[names] for names in (("analytics",), ("pipeline_view", "analytics")))
    assert (together < 2 * alone).all()
    assert (together > alone).all()


def test_automation_works_without_a_crm() -> None:
    """E09: with quote automation alone some hours are saved, with a CRM beside it no fewer are."""
    alone = "tools=[{id: quoter, name: Q, kind: quotes, adoption: 1, quoting: 0.5}]"
    found = panel(*QUOTES, alone)
    assert (total(found, "hours_saved") > 0).all()
    assert interval(total(found, "hours") - total(panel(*QUOTES, "tools=[]"), "hours"), 0.95)[0] > -np.inf
    assert same_but(panel(*QUOTES, "tools=[]"), panel(*QUOTES, alone.replace("adoption: 1", "adoption: 0"))) == []


def test_tool_that_hardly_anybody_uses_costs_more_than_it_saves() -> None:
    """E16: net of licences and learning a tool loses money at a tenth of adoption and earns it at full adoption."""

    def net(adoption: float) -> Floats:
        setting = tool("quoter", "quoting=0.6", "cost=300", "learning=4", "ramp=3", f"adoption={adoption}")
        return worth_of_hours(year(*QUOTES, *setting), hour=200_00.0).net

    assert (net(0.1) < 0).all()
    assert (net(1.0) > 0).all()
    unused = worth_of_tools(year(*QUOTES, "tools=[]"), year(*QUOTES, *tool("quoter", "cost=300")))
    assert np.array_equal(unused.net, -unused.licences)


# ── time ────────────────────────────────────────────────────────────────────────────────────────

BUSY_WORLD = (
    "funnel.process.planning.hours=6",
    *each_step("hours=0.7"),
    *each_step("error=0.3"),
    *each_step("rework=1"),
    *tool("quoter", "adoption=1", "learning=30", "ramp=4", "quoting=0.5"),
    "time.meetings.cut=0.3",
    "people.reps[R3].leaves=2027-04-13",
    "people.reps[R5].joins=2027-02-10",
)


def test_every_paid_hour_is_in_one_place() -> None:
    """E06: each month divides without rest into work on leads, what was taken, meetings, travel, reports, idle."""
    found = panel(*BUSY_WORLD)
    uses = ("taken", "busy", "meetings", "travel", "reports", "idle")
    parts = {use: found.of(f"hours_{use}") for use in uses}
    assert np.array_equal(sum(parts.values()), found.of("hours_capacity"))
    assert all((hours >= 0).all() for hours in parts.values())
    assert all(hours.any() for hours in parts.values())
    planning, learning = found.of("hours_planning"), found.of("hours_learning")
    assert np.array_equal(parts["taken"], planning + learning)


def test_no_week_has_more_hours_than_it_is_long() -> None:
    """M07: told from the log, work on leads and all else fill no rep's week beyond its paid hours."""
    lived = prepare(scenario(*BUSY_WORLD), SEED)
    weeks = weeks_of(lived, trace(lived, 0)[1])
    assert weeks.capacity.sum() > 0
    assert (weeks.idle >= -1e-5).all()
    assert weeks.idle.any()
    together = weeks.busy + weeks.taken + weeks.rest + weeks.idle
    np.testing.assert_allclose(together, weeks.capacity, atol=1e-9)
    sums = panel(*BUSY_WORLD).values[0, 1:, :, [m.name for m in lived.measures].index("hours_busy")]
    np.testing.assert_allclose(weeks.busy.sum(axis=1), sums.sum(axis=0), atol=1e-3)


def test_waste_and_use_are_all_there_is() -> None:
    """M09: travel, double work, rework and waiting are waste; with what is useful they are the capacity."""
    outcome = year(*BUSY_WORLD)
    used, capacity = time_use(outcome), outcome.year("hours_capacity").sum(axis=1)
    assert list(used) == list(USES)
    np.testing.assert_allclose(sum(used.values()), capacity, rtol=1e-12)
    rows = waste_pareto(outcome)
    assert [row.hours for row in rows] == sorted((row.hours for row in rows), reverse=True)
    assert {row.use for row in rows if row.hours > 0} >= set(WASTE) - {"duplicate"}
    assert not any(row.hours for row in waste_pareto(year()) if row.use in ("rework", "duplicate"))


def test_time_that_is_saved_goes_to_leads() -> None:
    """M07: fewer meetings leave more hours for leads, which work more of them off; with no cut nothing changes."""
    assert interval(total(panel("time.meetings.cut=0.9"), "touches") - total(panel(), "touches"))[0] > 0
    assert same_but(panel(), panel("time=null")) == []


# ── compliance and visits ───────────────────────────────────────────────────────────────────────


def test_compliance_is_moves_with_every_step_and_document() -> None:
    """I09: all moves comply where everybody keeps to everything; mistakes in documents and missing steps do not."""
    strict = panel("funnel.process.adherence=1")
    assert np.array_equal(total(strict, "compliant_moves"), total(strict, "stage_moves"))
    assert np.array_equal(total(strict, "documents_correct"), total(strict, "documents_checked"))
    faulty = panel("funnel.process.adherence=1", *each_step("error=0.3"))
    assert (total(faulty, "compliant_moves") < total(faulty, "stage_moves")).all()
    right = total(faulty, "documents_correct").sum() / total(faulty, "documents_checked").sum()
    assert right == pytest.approx(0.7, abs=0.02)
    loose = panel("funnel.process.adherence=0.2")
    assert (
        interval(ratio(loose, "compliant_moves", "stage_moves") - ratio(strict, "compliant_moves", "stage_moves"))[1]
        < 0
    )


RED_LINE = (
    "plan.components=[{kind: base, id: base, name: Base}, {kind: scorecard, id: score, name: Score, period: month,"
    " target_share: 1, kpis: [{kpi: touches, weight: 1, target: {each: 1}}],"
    " red_lines: [{kpi: process_compliance, at_least: 0.9}]}]"
)


def test_red_line_of_compliance_takes_the_bonus_of_the_month() -> None:
    """I09: whoever's moves of a month comply less than the red line asks has no bonus for it; others have theirs."""
    found = panel(RED_LINE, "funnel.process.adherence=0.8")
    moves, bonus = found.of("stage_moves"), found.of("pay:score")
    below = found.of("compliant_moves") < 0.9 * moves
    assert below.any()
    assert not bonus[below].any()
    assert (bonus[~below & (moves > 0) & (found.of("touches") > 0)] > 0).all()
    strict = panel(RED_LINE, "funnel.process.adherence=1")
    assert (strict.of("pay:score")[strict.of("touches") > 0] > 0).all()


def test_visits_are_effective_when_they_move_something_and_are_on_record() -> None:
    """I11: every touch is a visit; effective are those that moved a lead or found a need, with nothing left out."""
    found = panel("funnel.process.adherence=1")
    assert np.array_equal(found.of("visits"), found.of("touches"))
    need = total(found, "done:visit_note")
    moved = total(found, "stage_moves") - total(found, "entered:proposal")
    assert (total(found, "effective_visits") <= total(found, "visits")).all()
    assert (abs(total(found, "effective_visits") - need - moved) <= 6).all()
    loose = panel("funnel.process.adherence=0")
    assert interval(ratio(loose, "effective_visits", "visits") - ratio(found, "effective_visits", "visits"))[1] < 0


def test_process_skill_keeps_people_to_the_process() -> None:
    """F05: whoever has more process skill leaves out fewer steps; without the effect everybody leaves out as many."""
    found = panel("funnel.process.skill_effect=1")
    share = found.of("missing_steps").sum(axis=(0, 1)) / found.of("visits").sum(axis=(0, 1))
    assert share[0] < share[5]
    level = found.of("adherence")[0, -1]
    assert level.tolist() == [0.8, 0.4, 0.3, 0.6, 0.5, 0.2]
    assert set(panel().of("adherence")[0, -1].tolist()) == {0.5}


def course(hours: float) -> str:
    return f"training={{courses: [{{id: p, name: P, topic: process, hours: {hours:g}, every: 1}}], gain: 0.03}}"


def test_training_in_the_process_raises_adherence() -> None:
    """F05: hours of process training raise adherence month by month; where skill has no effect on it they do not."""
    base = ("funnel.process.skill_effect=1",)
    without, taught = (panel(*base, course(hours), replications=8) for hours in (0, 16))
    last = (taught.of("adherence") - without.of("adherence"))[:, -1]
    assert (last > 0.02).all()
    assert interval(ratio(taught, "missing_steps", "visits") - ratio(without, "missing_steps", "visits"))[1] < 0
    idle = panel("funnel.process.skill_effect=0", course(16), replications=8)
    assert set(idle.of("adherence")[:, -1].ravel().tolist()) == {0.5}


TARGETED = (
    "training={{courses: [{{id: p, name: P, topic: product, hours: 20, every: 1, for_whom: targeted, places: 1}}],"
    " diagnosis: {{noise: {noise}}}}}"
)


def test_analysis_clears_the_view_of_who_needs_training() -> None:
    """E10: with all of the signal a noisy judge is one without noise, to the bit; an unused tool clears nothing."""
    noisy, clear = (TARGETED.format(noise=noise) for noise in (0.8, 0))
    on = tool("analytics", "signal=1", "adoption=1")
    assert same_but(panel(clear, replications=8), panel(noisy, *on, replications=8), "adoption") == []
    assert same_but(panel(noisy, replications=8), panel(noisy, on[0], replications=8)) == []
    assert same_but(panel(clear, replications=8), panel(noisy, replications=8)) != []


def test_records_that_a_tool_keeps_tell_only_where_somebody_goes() -> None:
    """E07: a tool that keeps records changes the year in which a rep leaves, and nothing where everybody stays."""
    life, leaves = "customers.life={}", "people.reps[R1].leaves=2027-02-10"
    kept = (*tool("customer_base", "records=0.9"), *tool("customer_base", "adoption=1"))
    assert same_but(panel(life, replications=8), panel(life, *kept, replications=8), "adoption") == []
    assert same_but(panel(life, leaves, replications=8), panel(life, leaves, kept[0], replications=8)) == []
    assert same_but(panel(life, leaves, replications=8), panel(life, leaves, *kept, replications=8), "adoption") != []


def test_bookings_are_the_leads_that_were_signed() -> None:
    """The panel of a world with everything on still adds up: leads in are won, lost, cold or open."""
    found = panel(*BUSY_WORLD, *EFFECTS)
    leads = found.values[..., M.LEADS].sum(axis=(1, 2))
    ends = sum(found.values[..., place].sum(axis=(1, 2)) for place in (M.WON_DEALS, M.LOST_DEALS, M.COLD_LEADS))
    still = sum(found.values[..., found.place(f"open:{stage}")].sum(axis=(1, 2)) for stage in STAGES)
    assert np.array_equal(leads, ends + still)
