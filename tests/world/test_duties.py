"""Duties and authority at work: who may do what, what waits for whom, and what it costs to be late."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from scipy import stats

from scenarios.load import ScenarioFaults, load
from sim.engine import Year, prepare, simulate, trace
from sim.panel import Panel

SMALL = Path(__file__).parents[1] / "levers" / "small.yaml"
Floats = npt.NDArray[np.float64]
YEARS = 48
BOSS = "approvers: [{id: lead, name: Lead, limit: 300000, hours_per_day: 2}, {id: boss, name: Boss, hours_per_day: 2}]"
AUTHORITY = (
    f"authority={{limits: [{{level: junior, deal: 100000, sign: 200000}}, {{level: senior, deal: 300000}}], {BOSS}}}"
)


@cache
def lived(*overrides: str, years: int = YEARS) -> Panel:
    """Years of the small world with overrides; always the same draws."""
    return simulate(load(SMALL, overrides), years, seed=11)


@cache
def told(*overrides: str) -> tuple[Year, pd.DataFrame]:
    """One year of it, every entry with its measure's name."""
    year = prepare(load(SMALL, overrides), seed=11)
    _, log = trace(year, 0)
    entries = pd.DataFrame(log.entries)
    names = [measure.name for measure in year.measures]
    return year, entries.assign(name=[names[place] for place in entries.measure])


def total(panel: Panel, *names: str) -> Floats:
    """A measure of each replication's year; 0 where the panel has none of it."""
    known = {measure.name for measure in panel.measures}
    return sum((panel.of(name).sum(axis=(1, 2)) for name in names if name in known), np.zeros(len(panel.values)))


def differs(before: Floats, after: Floats) -> tuple[float, float]:
    """The 99.9 % interval of a paired difference."""
    change = after - before
    half = float(stats.t.ppf(0.9995, len(change) - 1) * stats.sem(change))
    return float(change.mean()) - half, float(change.mean()) + half


# ── roles (C01) ─────────────────────────────────────────────────────────────────────────────────

HUNTERS = (
    "people.roles=[{id: hunter, name: Hunter, stages: [planning, prospecting]}, "
    "{id: closer, name: Closer, stages: [needs, proposal, negotiation]}]",
    *(f"people.reps[{rep}].role=hunter" for rep in ("R2", "R5", "R6")),
    *(f"people.reps[{rep}].role=closer" for rep in ("R1", "R3", "R4")),
    *(f"people.reps[{rep}].lead_share=0" for rep in ("R1", "R3", "R4")),
    "opening.pipeline=[]",
)


def test_nobody_works_a_stage_that_is_not_her_duty() -> None:
    """C01: hunters have no entry at closers' stages, closers none at hunters', and every hand-over is counted."""
    panel = lived(*HUNTERS)
    hunters, closers = [1, 4, 5], [0, 2, 3]
    for names, others in ((("planning", "prospecting"), closers), (("proposal", "negotiation"), hunters)):
        for name in names:
            assert panel.of(f"entered:{name}")[:, :, others].sum() == 0
    handed, entered = total(panel, "handovers"), total(panel, "entered:needs")
    np.testing.assert_array_equal(handed, entered)
    assert panel.of("won_deals")[:, :, hunters].sum() == 0
    assert panel.of("won_deals")[:, :, closers].sum() > 0


def test_a_stage_that_is_nobodys_duty_is_refused() -> None:
    """C01: a stage that no role of the territory covers is named, with what to do."""
    with pytest.raises(ScenarioFaults, match="nobody in territory land works this stage"):
        load(SMALL, ("people.roles=[{id: hunter, name: H, stages: [planning]}]",
                     *(f"people.reps[R{i}].role=hunter" for i in range(1, 7))))  # fmt: skip


def test_people_take_leads_of_their_segments_only() -> None:
    """C01: whose role names a segment takes no leads of another."""
    role = "people.roles=[{id: key, name: Key accounts, segments: [key]}, {id: mid, name: Mid, segments: [mid]}]"
    who = (f"people.reps[R{i}].role={'key' if i < 3 else 'mid'}" for i in range(1, 7))
    year, entries = told(role, *who, "opening.pipeline=[]")
    amounts = entries[entries.name == "bookings"].groupby("rep").amount.mean()
    assert set(entries[entries.name == "leads"].rep) == {0, 1, 2, 3, 4, 5}
    assert amounts[[place for place in amounts.index if place < 2]].mean() > 2 * amounts[amounts.index >= 2].mean()
    assert year.world.takers_first[-1] == 6


# ── authority (C05–C08) ─────────────────────────────────────────────────────────────────────────


def test_approvals_are_the_deals_above_the_limit_exactly() -> None:
    """C05: every contract above its rep's limit was approved once before it was signed, and no other was."""
    year, entries = told(AUTHORITY)
    coin = 100
    selling = year.world.selling
    limit = dict(enumerate(selling.limits.deal[selling.level].tolist()))
    assert set(limit.values()) == {100_000 * coin, 300_000 * coin}
    signed = entries[entries.name == "bookings"]
    above = {row.who for row in signed.itertuples() if row.amount > limit[row.rep]}
    approved = entries[entries.name == "approvals"]
    pending = set(approved.who) - set(signed.who)
    assert set(approved.who) - pending == above
    assert len(approved) == len(set(approved.who))
    assert above


def test_a_lower_limit_lengthens_the_cycle() -> None:
    """C05: with a lower limit more deals wait for managers; with reviews that take no time nothing changes."""
    free = "authority={limits: [{level: junior}, {level: senior}], " + BOSS + "}"
    none, low = lived(free), lived(AUTHORITY)
    before, after = (total(panel, "days_to_win") / total(panel, "won_deals") for panel in (none, low))
    assert differs(before, after)[0] > 0
    quick = AUTHORITY.replace("hours_per_day: 2", "hours_per_day: 2, review: {kind: fixed, mean: 0}")
    at_once = lived(quick)
    for name in ("bookings", "won_deals", "days_to_win", "collected"):
        np.testing.assert_array_equal(total(none, name), total(at_once, name))


def test_every_contract_has_a_signer_who_may_sign_it() -> None:
    """C06: above the limit of signing a contract is countersigned, before it counts, by who may sign so much."""
    year, entries = told(AUTHORITY)
    signed = entries[entries.name == "bookings"].set_index("who")
    second = entries[entries.name == "countersigns"].set_index("who")
    needs = [
        who
        for who, row in signed.iterrows()
        if row.amount > year.world.selling.limits[year.world.selling.level[row.rep]].sign
    ]
    assert set(needs) == set(second.index) & set(signed.index)
    assert (second.time.reindex(needs) <= signed.time.reindex(needs)).all()
    assert needs


def test_limits_that_fall_with_the_level_are_refused() -> None:
    """C07: a higher level may decide no less; the fault names level, value and what to do."""
    text = "authority={limits: [{level: junior, deal: 500}, {level: senior, deal: 100}], " + BOSS + "}"
    with pytest.raises(ScenarioFaults, match="below the limit of junior"):
        load(SMALL, (text,))


def test_hard_control_leaks_nothing_and_soft_control_more_under_pressure() -> None:
    """C08: hard control has no breaches; under soft control breaches rise with the target, replication by replication
    on average, and fall to none where nothing tempts.
    """
    assert total(lived(AUTHORITY), "violations", "leakage").sum() == 0
    settings = ("authority.control=soft", "authority.soft={chance: 0.05, pressure: 1, discount: 0.1, bad_debt: 0.2}")
    easy, hard = (lived(AUTHORITY, *settings, f"targets.company={target}") for target in (2_000_000, 40_000_000))
    assert differs(total(easy, "violations"), total(hard, "violations"))[0] > 0
    assert (total(hard, "leakage") > 0).all()
    never = lived(AUTHORITY, "authority.control=soft", "authority.soft={chance: 0, pressure: 0}")
    np.testing.assert_array_equal(total(never, "bookings"), total(lived(AUTHORITY), "bookings"))


# ── negotiation (D06) ───────────────────────────────────────────────────────────────────────────


def test_negotiation_skill_lowers_discounts_and_wins_more() -> None:
    """D06: a negotiator 0.2 better gives less away and wins more; without effects of skill only the win rate moves."""
    terms = "funnel.negotiation={discount: 0.1, sd: 0.03, skill_effect: 0.2}"
    better = tuple(f"people.reps[R{i}].skills.negotiation={skill + 0.2:.1f}"
                   for i, skill in enumerate((0.7, 0.5, 0.2, 0.8, 0.4, 0.3), start=1))  # fmt: skip
    effect = "funnel.skill_effect=1.5"
    before, after = lived(terms, effect), lived(terms, effect, *better)
    given = [total(panel, "discount") / total(panel, "list_value") for panel in (before, after)]
    won = [total(panel, "won_deals") / total(panel, "entered:negotiation") for panel in (before, after)]
    assert differs(*given)[1] < 0
    assert differs(*won)[0] > 0
    flat = "funnel.negotiation={discount: 0.1}"
    same = lived(flat, effect, *better, "opening={}")
    assert np.allclose(total(same, "discount") / total(same, "list_value"), 0.1, atol=1e-5)


def test_discounts_reduce_bookings_and_margin_by_the_same() -> None:
    """Conservation: list value less discount is what new deals book; the discount leaves the margin coin by coin."""
    _, entries = told("funnel.negotiation={discount: 0.1, sd: 0.05}", "opening={}")
    wide = entries.pivot_table(index="who", columns="name", values="amount", aggfunc="sum")
    wide = wide[wide.bookings.notna()]
    np.testing.assert_array_equal(wide.list_value - wide.discount, wide.bookings)
    share = (wide.gross_margin + wide.discount) / wide.list_value
    assert set(share.round(4)) <= {0.35, 0.3}


# ── late answers (I12, E14) ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("half_life", [8.0, 40.0])
def test_conversion_falls_with_delay_by_the_stated_curve(half_life: float) -> None:
    """I12: of leads answered after d hours the first stage keeps 2^(-d / half-life) of its chance, within 4 errors."""
    settings = (f"funnel.response={{half_life: {half_life}}}", "funnel.skill_effect=0", "opening={}",
                "market.demand[0].leads_per_year=2000")  # fmt: skip
    answered = _answered(*settings)
    expected = 0.85 * 0.5 ** (answered.hours / half_life)
    error = float(np.sqrt((expected * (1 - expected)).sum()))
    assert abs(answered.went_on.sum() - expected.sum()) < 4 * error
    assert answered.hours.max() > half_life


def test_answers_decay_as_published() -> None:
    """E14: a lead answered within the hour is 6 to 8 times as likely to qualify as one answered an hour later, and 60
    times as likely as one after a day, with the published points as the curve.

    Source: Oldroyd, McElheran & Elkington (2011), HBR; the curve's points are its two ratios.
    """
    points = "funnel.response={hours_a_day: 24, points: [{hours: 1, factor: 1}, {hours: 2, factor: 0.1428571}, " \
             "{hours: 24, factor: 0.0160}]}"  # fmt: skip
    answered = pd.concat([
        _answered(points, "funnel.skill_effect=0", "funnel.fit_effect=0", "opening={}", *busy, seeds=12)
        for busy in ((), ("market.demand[0].leads_per_year=1700",))
    ])  # fmt: skip
    within = answered[answered.hours <= 1].went_on
    later = answered[(answered.hours > 1.9) & (answered.hours < 2.1)].went_on
    day = answered[answered.hours >= 24].went_on
    factor = np.interp(np.log(np.maximum(answered.hours, 1)), np.log([1, 2, 24]), [1, 0.1428571, 0.0160])
    expected = float((0.85 * factor).sum())
    assert abs(answered.went_on.sum() - expected) < 4 * np.sqrt(expected)
    assert 6 <= within.mean() / (0.85 * 0.1428571) <= 8
    assert within.mean() / max(day.mean(), 1e-9) >= 60 * 0.75 or len(day) < 200
    assert len(within) > 200
    assert len(later) > 0


def _answered(*overrides: str, seeds: int = 6) -> pd.DataFrame:
    """Leads with a first answer: hours to it, and whether they went on to the second stage."""
    year = prepare(load(SMALL, overrides), seed=11)
    names = [measure.name for measure in year.measures]
    rows = []
    for replication in range(seeds):
        _, log = trace(year, replication)
        entries = pd.DataFrame(log.entries)
        hours = entries[entries.measure == names.index("answer_hours")].set_index("who").amount
        on = set(entries[entries.measure == names.index("entered:prospecting")].who)
        gone = on | set(entries[entries.measure == names.index("lost:planning")].who)
        known = hours[hours.index.isin(gone)]
        rows.append(pd.DataFrame({"hours": known, "went_on": known.index.isin(on)}))
    return pd.concat(rows)


# ── whose lead is whose (C04), exchange (N03), specialists (N01), order (M08), given back (D07) ─


def test_clear_duties_waste_nothing() -> None:
    """C04: at clarity 1 nothing is worked twice or lies about; below, hours wasted are those of the logged copies."""
    assert total(lived("people.clarity={clear: 1}"), "duplicates", "hours_duplicate", "unowned_leads").sum() == 0
    _, entries = told("people.clarity={clear: 0.4}")
    copies, hours = entries[entries.name == "duplicates"], entries[entries.name == "hours_duplicate"]
    assert len(copies) == len(hours) > 0
    assert set(copies.who) == set(hours.who)
    assert (entries.name == "unowned_leads").sum() > 0
    clear, none = lived("people.clarity={clear: 1}"), lived("people.exchange={share: 0}")
    np.testing.assert_array_equal(total(clear, "bookings"), total(none, "bookings"))


def test_exchanged_leads_convert_better() -> None:
    """N03: leads handed to whom they suit better are won more often than the same leads without the exchange."""
    settings = ("funnel.skill_effect=1", "people.reps[R1].segments=[{segment: key, skill: 1}]",
                "market.demand[1].leads_per_year=60", "market.demand[0].leads_per_year=300")  # fmt: skip
    on, off = "people.exchange={share: 1, gap: 3}", "people.exchange={share: 0}"
    _, entries = told(*settings, on)
    assert (entries.name == "exchanges").sum() > 0
    before, after = lived(*settings, off, years=96), lived(*settings, on, years=96)
    assert differs(total(before, "won_deals"), total(after, "won_deals"))[0] > 0


def test_credit_of_a_joint_deal_is_given_once() -> None:
    """N01: a deal in which a specialist took part is booked once, with who signs; her hours are hers."""
    joint = (
        "people.roles=[{id: presales, name: Presales}]", "people.reps[R6].role=presales",
        "people.reps[R6].lead_share=0", "funnel.presales={role: presales, stages: [proposal], share: 0.5, lift: 1}",
        "opening.pipeline=[]",
    )  # fmt: skip
    _, entries = told(*joint)
    booked = entries[entries.name == "bookings"]
    assert len(booked) == len(set(booked.who)) == (entries.name == "won_deals").sum()
    assert set(entries[entries.name == "hours_joint"].rep) == {5}
    assert 5 not in set(booked.rep)
    joined, won = set(entries[entries.name == "hours_joint"].who), entries[entries.name == "joint_deals"]
    assert set(won.who) <= joined
    assert 0 < len(won) < len(booked)


def test_working_by_value_beats_first_come_first_served() -> None:
    """M08: with more leads than can be worked, what promises most an hour brings more than what came first."""
    busy = "market.demand[0].leads_per_year=2600"
    fifo, value = lived(busy), lived(busy, "funnel.order=value")
    assert differs(total(fifo, "bookings"), total(value, "bookings"))[0] > 0
    alike = "market.segments[key].value.mean=100000"
    assert load(SMALL, (alike, "funnel.order=value")).funnel.order == "value"  # type: ignore[union-attr]


def test_a_lead_given_back_is_worked_again_with_new_luck() -> None:
    """D07: returns are counted by stage, enter the first stage again, and some of them are won."""
    _, entries = told("funnel.stages[needs].returns=0.9", "opening={}")
    back = set(entries[entries.name == "returned:needs"].who)
    assert back
    again = entries[(entries.name == "entered:planning") & entries.who.isin(back)].groupby("who").size()
    assert (again >= 2).mean() > 0.9
    assert set(entries[entries.name == "won_deals"].who) & back
    assert entries[(entries.name == "leads") & entries.who.isin(back)].groupby("who").size().max() == 1


# ── minimally different worlds ──────────────────────────────────────────────────────────────────


def columns(panel: Panel, but: Sequence[int]) -> Any:
    return np.delete(panel.values, list(but), axis=2)


def test_one_approval_slower_changes_only_who_waits_for_it() -> None:
    """A manager of one team who takes longer moves nobody of the other team."""
    text = (
        "authority={limits: [{level: junior, deal: 50000}, {level: senior, deal: 50000}], approvers: ["
        "{id: a, name: A, teams: [north], limit: 90000000, review: {mean: %s}}, {id: b, name: B}]}"
    )
    slow, quick = lived(text % 1, years=4), lived(text % 9, years=4)
    assert columns(slow, [0, 1, 2]).tobytes() == columns(quick, [0, 1, 2]).tobytes()
    assert columns(slow, [3, 4, 5]).tobytes() != columns(quick, [3, 4, 5]).tobytes()


def test_one_bigger_deal_changes_only_its_owners_money() -> None:
    """A stated deal of twice the amount moves no lead, touch or hour, and nothing at all of other reps."""
    row = "{rep: R2, segment: mid, channel: marketing, stage: negotiation, count: 1, amount: %s, age: 20}"
    one, two = (lived(f"opening.pipeline=[{row % amount}]", years=24) for amount in (100_000, 200_000))
    assert columns(one, [1]).tobytes() == columns(two, [1]).tobytes()
    moved = {one.measures[place].name for place in np.argwhere(one.values != two.values)[:, 3]}
    assert {"bookings", "invoiced"} <= moved
    assert moved <= {measure.name for measure in one.measures if measure.unit == "money"}
