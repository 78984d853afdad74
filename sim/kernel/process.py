"""Keeping to the process: a month's adherence, and in each touch the steps done or left out, mistakes and misses.

These functions are given the tables that they need and not the whole floor: each compiles for itself, and quickly.
"""

import numpy as np

from sim.draws import ERROR, QUALITY, STEP, Word, descendant, uniform
from sim.jit import jit
from sim.kernel.book import Book, note, place
from sim.kernel.floor import Floats, Now
from sim.measured.process import BY_STEP, P
from sim.measured.tools import W
from sim.rules.duties import ROUND
from sim.rules.process import adherence_of, evened_out, hours_of_step, is_done
from sim.rules.tools import on_record
from sim.tables import Table
from sim.world.standards import Standards
from sim.world.tools import Tools

MOVES, COMPLIANT, MISSING = place(P.STAGE_MOVES), place(P.COMPLIANT_MOVES), place(P.MISSING_STEPS)
CHECKED, CORRECT, ERRORS, QUOTES = (place(p) for p in (P.DOCUMENTS_CHECKED, P.DOCUMENTS_CORRECT, P.ERRORS, P.QUOTES))
MISPROPOSALS, VISITS, EFFECTIVE = place(P.MISPROPOSALS), place(P.VISITS), place(P.EFFECTIVE_VISITS)
ADMIN, REWORK, PLANNING = place(P.HOURS_ADMIN), place(P.HOURS_REWORK), place(P.HOURS_PLANNING)
ADHERENCE = place(P.ADHERENCE)
COST, LEARNING, SAVED, ADOPTION = place(W.TOOL_COST), place(W.HOURS_LEARNING), place(W.HOURS_SAVED), place(len(W))
BEFORE, FAULTY, CLEAN = 0, 1, 2
"""How a lead's last touch was worked: before the year, with something left out or wrong, or with nothing."""


@jit
def open_tools(tools: Tools, now: Now, reps: Table, book: Book, month: int) -> None:
    """What the month's seats cost, what learning takes, and what tools take over this month."""
    first, at = tools.first, np.nextafter(book.end[month], np.inf)
    for rep in range(len(reps)):
        name = reps[rep].name
        now.quoting[rep], now.mistakes[rep] = tools.quoting[rep, month], tools.errors[rep, month]
        now.prompt[rep] = tools.response[rep, month]
        now.taken[rep] += tools.learning[rep, month]
        for measure, amount in ((COST, tools.cost[rep, month]), (LEARNING, tools.learning[rep, month])):
            if amount > 0.0:
                note(book, at, rep, name, first + measure, amount)
        for tool in range(len(tools.adoption)):
            if tools.adoption[tool, rep, month] > 0.0:
                note(book, at, rep, name, first + ADOPTION + tool, tools.adoption[tool, rep, month])


@jit
def keep_records(records: Floats, written: float, shares: Floats, month: int) -> None:
    """What each holder has on record of her customers this month (filled), with what tools keep, [rep, month]."""
    for rep in range(len(records)):
        records[rep] = on_record(written, shares[rep, month])


@jit
def open_process(
    standards: Standards, reminded: Floats, days: Floats, now: Now, reps: Table, book: Book, month: int
) -> None:
    """How far everybody keeps to the process this month, what that evens out, and what planning and discovery bring.

    reminded: share of the steps left out that tools see done, days: working days there, [rep, month].
    """
    first, at = standards.first, np.nextafter(book.end[month], np.inf)
    for rep in range(len(reps)):
        stated, effect = standards.adherence[rep], standards.skill_effect
        adherence = adherence_of(stated, effect, now.process[rep], reminded[rep, month])
        now.adherence[rep] = adherence
        for segment in range(now.shift.shape[1]):
            for stage in range(now.shift.shape[2]):
                own = standards.own[rep, segment, stage]
                now.shift[rep, segment, stage] += evened_out(own, standards.evens_out, adherence)
            _shift_stages(standards, now, rep, segment, month)
        if days[rep, month] > 0.0:
            note(book, at, rep, reps[rep].name, first + ADHERENCE, adherence)
            now.taken[rep] += standards.planning[month]
            if standards.planning[month] > 0.0:
                note(book, at, rep, reps[rep].name, first + PLANNING, standards.planning[month])


@jit
def _shift_stages(standards: Standards, now: Now, rep: int, segment: int, month: int) -> None:
    """A missing plan and what discovery finds out tell at their stages."""
    discovery = standards.discovery[0]
    if standards.plan_stage >= 0:
        now.shift[rep, segment, standards.plan_stage] += standards.unplanned[month]
    if discovery.stage >= 0:
        now.shift[rep, segment, discovery.stage] += discovery.early
        now.shift[rep, segment, discovery.stage + 1] += discovery.lift


@jit
def work_steps(
    standards: Standards,
    now: Now,
    saved: int,
    leads: Table,
    lead: int,
    book: Book,
    start: float,
    seed: Word,
    replication: int,
) -> float:
    """Hours that the process adds to a touch. The lead keeps what that is worth (drive), how well it was worked (kept)
    and for how long mistakes hold it up (slow). saved: place of the measure of hours saved.
    """
    row, first, discovery = leads[lead], standards.first, standards.discovery[0]
    count = row.stage + ROUND * row.turn
    row.kept, row.slow = CLEAN, 0.0
    note(book, start, row.rep, row.name, first + VISITS, 1.0)
    hours, lift, who = 0.0, 0.0, descendant(row.name, count)
    for at in range(standards.steps_first[row.stage], standards.steps_first[row.stage + 1]):
        step = standards.steps[at]
        if is_done(step.hard, uniform(seed, replication, STEP, who, step.name), now.adherence[row.rep]):
            hours += _do(standards, now, saved, row, at, book, start, uniform(seed, replication, ERROR, who, step.name))
            lift += step.lift
        else:
            missed = first + BY_STEP + len(standards.steps) + step.place
            note(book, start, row.rep, row.name, first + MISSING, 1.0)
            note(book, start, row.rep, row.name, missed, 1.0)
            row.kept = FAULTY
    if row.stage == discovery.stage:
        hours += discovery.hours
        if row.kept == CLEAN:
            note(book, start, row.rep, row.name, first + EFFECTIVE, 1.0)
    proposed = discovery.stage >= 0 and row.stage == discovery.stage + 1
    if proposed and uniform(seed, replication, QUALITY, row.name, count) < discovery.missed:
        note(book, start, row.rep, row.name, first + MISPROPOSALS, 1.0)
        lift -= discovery.cost
    row.drive = lift
    return hours


@jit
def _do(
    standards: Standards, now: Now, saved: int, row: Table, at: int, book: Book, start: float, luck: float
) -> float:
    """A step is done, by hand or with a tool, and done again where it goes wrong; its hours (`row`: the LEAD row)."""
    step, rep, name, first = standards.steps[at], row.rep, row.name, standards.first
    hours, mistakes = step.hours, step.error
    note(book, start, rep, name, first + BY_STEP + step.place, 1.0)
    if step.quote == 1:
        note(book, start, rep, name, first + QUOTES, 1.0)
        hours = hours_of_step(step.hours, now.quoting[rep])
        mistakes = step.error * now.mistakes[rep]
        if hours < step.hours:
            note(book, start, rep, name, saved, step.hours - hours)
    note(book, start, rep, name, first + ADMIN, hours)
    wrong = luck < mistakes
    if step.document == 1:
        note(book, start, rep, name, first + CHECKED, 1.0)
        if wrong:
            row.kept = FAULTY
        else:
            note(book, start, rep, name, first + CORRECT, 1.0)
    if wrong:
        note(book, start, rep, name, first + ERRORS, 1.0)
        note(book, start, rep, name, first + REWORK, step.rework)
        row.slow += step.delay
        hours += step.rework
    return float(hours)


@jit
def moved(standards: Standards, leads: Table, lead: int, book: Book, time: float) -> None:
    """A lead that was worked in the year moves on; whether by the book is checked."""
    row, first = leads[lead], standards.first
    if row.kept == BEFORE:
        return
    note(book, time, row.rep, row.name, first + MOVES, 1.0)
    if row.kept == CLEAN:
        note(book, time, row.rep, row.name, first + COMPLIANT, 1.0)
        if row.stage != standards.discovery[0].stage:
            note(book, time, row.rep, row.name, first + EFFECTIVE, 1.0)
