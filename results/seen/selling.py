"""The way of a lead between desks: why it is lost, approvals and waiting, answers, steps kept and missed, tools."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from results.measure_words import thing_name
from results.section import In, Section
from results.seen.reading import Reading
from results.seen.words import NOTES, TITLES, WHAT, columns, month_columns, quarter_ends
from scenarios.base import Label


def selling_sections(r: Reading) -> Iterator[Section]:
    """Each where the scenario counts it."""
    if reasons := r.series("lost_reason:"):
        yield _reasons(r, reasons)
    if rows := tuple(_authority(r)):
        yield Section("authority", TITLES["authority"], columns("what", ("value", "count")), rows, most=len(rows))
    if r.has("pulled_orders"):
        heads = columns("what", ("value", "money"), ("of_bookings", "share"))
        yield Section("timing", TITLES["timing"], heads, tuple(_timing(r)), (NOTES["timing"],))
    if r.has("stage_moves"):
        rows = tuple(_process(r))
        yield Section("process", TITLES["process"], columns("what", ("value", "count")), rows, most=len(rows))
        if steps := r.series("done:"):
            yield _steps(r, steps)
    if tools := r.series("adoption:"):
        yield _tools(r, tools)


def _reasons(r: Reading, reasons: list[str]) -> Section:
    every = np.asarray(sum((r.year(f"lost_reason:{reason}") for reason in reasons), np.zeros(r.replications)))
    rows: list[tuple[Any, ...]] = [
        (WHAT[reason], r.total(f"lost_reason:{reason}"), r.quotient(r.year(f"lost_reason:{reason}"), every))
        for reason in reasons
    ]
    rows.append((WHAT["all"], r.mean(every), None))
    heads = columns("reason", ("count", "count"), ("share", "share"))
    return Section("reasons", TITLES["reasons"], heads, tuple(rows), (NOTES["reasons"],))


def _timing(r: Reading) -> Iterator[tuple[Any, ...]]:
    for name in ("pulled_orders", "early_discounts", "held_orders"):
        yield WHAT[name], In(r.money(name), "money"), In(r.per([name], ["bookings"]), "share")


def _authority(r: Reading) -> Iterator[tuple[Any, ...]]:
    """What never happened is left out."""
    if not r.has("approvals"):
        return
    for count, wait, days in (
        ("approvals", "approval_wait", "approval_days"),
        ("countersigns", "countersign_wait", "countersign_days"),
    ):
        if r.year(count).any():
            yield WHAT[count], r.total(count)
            yield WHAT[wait], In(r.per([days], [count]), "days")
    if r.year("violations").any():
        yield WHAT["violations"], r.total("violations")
        yield WHAT["leakage"], In(r.money("leakage"), "money")
    if r.year("discount").any():
        yield WHAT["discount_rate"], In(r.per(["discount"], ["list_value"]), "share")
    if r.year("answers_due").any():
        due, given = r.year("answers_due"), r.year("answers_given")
        yield WHAT["answers_in_time"], In(r.per(["answers_in_time"], ["answers_due"]), "share")
        yield WHAT["answer_hours"], In(r.per(["answer_hours"], ["answers_given"]), "days")
        yield WHAT["unanswered"], In(r.quotient(due - given, due), "share")
    for name in ("handovers", "exchanges", "joint_deals", "duplicates", "unowned_leads"):
        if r.year(name).any():
            yield WHAT[name], r.total(name)
    returned = [f"returned:{stage}" for stage in r.series("returned:")]
    if r.year(*returned).any():
        yield WHAT["returned"], r.total(*returned)


def _process(r: Reading) -> Iterator[tuple[Any, ...]]:
    reps = len(r.outcome.scenario.people.reps)
    yield WHAT["compliant"], In(r.per(["compliant_moves"], ["stage_moves"]), "share")
    yield WHAT["missing_steps"], r.total("missing_steps")
    if r.year("documents_checked").any():
        yield WHAT["correct"], In(r.per(["documents_correct"], ["documents_checked"]), "share")
    for name in ("errors", "misproposals", "quotes"):
        if r.year(name).any():
            yield WHAT[name], r.total(name)
    yield WHAT["effective"], In(r.per(["effective_visits"], ["visits"]), "share")
    yield WHAT["adherence"], In(r.mean(r.level("adherence") / reps), "share")


def _steps(r: Reading, steps: list[str]) -> Section:
    """Where steps are left out."""
    rows = []
    for step in steps:
        done, missing = r.year(f"done:{step}"), r.year(f"missing:{step}")
        rows.append((thing_name(step, r.outcome.scenario), r.mean(done), r.mean(missing),
                     r.quotient(missing, done + missing)))  # fmt: skip
    heads = columns("step", ("done", "count"), ("missing", "count"), ("share", "share"))
    return Section("steps", TITLES["steps"], heads, tuple(rows), most=len(rows))


def _tools(r: Reading, tools: list[str]) -> Section:
    """How much of the work is done with each tool, at the end of each quarter."""
    reps, ends = len(r.outcome.scenario.people.reps), quarter_ends(r.months)
    heads = (*columns("tool"), *month_columns(ends, "share"))
    rows = tuple(
        (thing_name(tool, r.outcome.scenario), *(r.mean(r.level(f"adoption:{tool}", end) / reps) for end in ends))
        for tool in tools
    )
    notes = (_saved(r),) if r.year("hours_saved").any() else ()
    return Section("tools", TITLES["tools"], heads, rows, notes, most=len(rows))


def _saved(r: Reading) -> Label:
    hours = r.year("hours_saved").mean() - r.year("hours_learning").mean()
    return Label(
        en=f"Hours saved a year less hours of learning: {hours:,.0f}.", zh=f"全年节省工时减学习工时：{hours:,.0f}。"
    )
