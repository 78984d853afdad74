"""Keeping to the process: a month's adherence, and in each touch the steps done or left out, mistakes and misses."""

import numpy as np

from sim.draws import ERROR, QUALITY, STEP, descendant, uniform
from sim.jit import jit
from sim.kernel.book import note, place
from sim.kernel.floor import Floor
from sim.measured.process import BY_STEP, P
from sim.measured.tools import W
from sim.rules.duties import ROUND
from sim.rules.process import adherence_of, evened_out, hours_of_step, is_done

MOVES, COMPLIANT, MISSING = place(P.STAGE_MOVES), place(P.COMPLIANT_MOVES), place(P.MISSING_STEPS)
CHECKED, CORRECT, ERRORS, QUOTES = (place(p) for p in (P.DOCUMENTS_CHECKED, P.DOCUMENTS_CORRECT, P.ERRORS, P.QUOTES))
MISPROPOSALS, VISITS, EFFECTIVE = place(P.MISPROPOSALS), place(P.VISITS), place(P.EFFECTIVE_VISITS)
ADMIN, REWORK, PLANNING = place(P.HOURS_ADMIN), place(P.HOURS_REWORK), place(P.HOURS_PLANNING)
ADHERENCE = place(P.ADHERENCE)
COST, LEARNING, SAVED, ADOPTION = place(W.TOOL_COST), place(W.HOURS_LEARNING), place(W.HOURS_SAVED), place(len(W))
BEFORE, FAULTY, CLEAN = 0, 1, 2
"""How a lead's last touch was worked: before the year, with something left out or wrong, or with nothing."""


@jit
def open_process(floor: Floor, month: int) -> None:
    """How far everybody keeps to the process this month, what that evens out, and what planning and discovery bring."""
    standards, now = floor.standards, floor.now
    first, at = standards.first, np.nextafter(floor.book.end[month], np.inf)
    for rep in range(len(floor.reps)):
        name = floor.reps[rep].name
        reminded = floor.tools.reminded[rep, month]
        now.adherence[rep] = adherence_of(standards.adherence[rep], standards.skill_effect, now.process[rep], reminded)
        for segment in range(now.shift.shape[1]):
            for stage in range(now.shift.shape[2]):
                own = standards.own[rep, segment, stage]
                now.shift[rep, segment, stage] += evened_out(own, standards.evens_out, now.adherence[rep])
            _shift_stages(floor, rep, segment, month)
        if floor.account.days[rep, month] > 0.0:
            note(floor.book, at, rep, name, first + ADHERENCE, now.adherence[rep])
            if standards.planning[month] > 0.0:
                note(floor.book, at, rep, name, first + PLANNING, standards.planning[month])
                now.taken[rep] += standards.planning[month]


@jit
def _shift_stages(floor: Floor, rep: int, segment: int, month: int) -> None:
    """A missing plan and what discovery finds out tell at their stages."""
    standards, discovery = floor.standards, floor.standards.discovery[0]
    if standards.plan_stage >= 0:
        floor.now.shift[rep, segment, standards.plan_stage] += standards.unplanned[month]
    if discovery.stage >= 0:
        floor.now.shift[rep, segment, discovery.stage] += discovery.early
        floor.now.shift[rep, segment, discovery.stage + 1] += discovery.lift


@jit
def open_tools(floor: Floor, month: int) -> None:
    """What the month's seats cost, what learning takes, and what tools take over this month."""
    tools, now, first = floor.tools, floor.now, floor.tools.first
    at = np.nextafter(floor.book.end[month], np.inf)
    for rep in range(len(floor.reps)):
        name = floor.reps[rep].name
        now.quoting[rep], now.mistakes[rep] = tools.quoting[rep, month], tools.errors[rep, month]
        now.prompt[rep] = tools.response[rep, month]
        if tools.cost[rep, month] > 0.0:
            note(floor.book, at, rep, name, first + COST, tools.cost[rep, month])
        if tools.learning[rep, month] > 0.0:
            note(floor.book, at, rep, name, first + LEARNING, tools.learning[rep, month])
            now.taken[rep] += tools.learning[rep, month]
        for tool in range(len(tools.adoption)):
            if tools.adoption[tool, rep, month] > 0.0:
                note(floor.book, at, rep, name, first + ADOPTION + tool, tools.adoption[tool, rep, month])


@jit
def work_steps(floor: Floor, lead: int, start: float) -> float:
    """Hours that the process adds to a touch. The lead keeps what that is worth (drive), how well it was worked (kept)
    and for how long mistakes hold it up (slow).
    """
    row, standards, book = floor.leads[lead], floor.standards, floor.book
    first, discovery = standards.first, floor.standards.discovery[0]
    count = row.stage + ROUND * row.turn
    row.kept, row.slow = CLEAN, 0.0
    note(book, start, row.rep, row.name, first + VISITS, 1.0)
    hours, lift = 0.0, 0.0
    for at in range(standards.steps_first[row.stage], standards.steps_first[row.stage + 1]):
        u = uniform(floor.seed, floor.replication, STEP, descendant(row.name, count), standards.steps[at].name)
        if is_done(standards.steps[at].hard, u, floor.now.adherence[row.rep]):
            hours += _do(floor, lead, at, start, count)
            lift += standards.steps[at].lift
        else:
            _leave_out(floor, lead, at, start)
    if row.stage == discovery.stage:
        hours += discovery.hours
        if row.kept == CLEAN:
            note(book, start, row.rep, row.name, first + EFFECTIVE, 1.0)
    if _misses(floor, lead, count):
        note(book, start, row.rep, row.name, first + MISPROPOSALS, 1.0)
        lift -= discovery.cost
    row.drive += lift
    return hours


@jit
def _misses(floor: Floor, lead: int, count: int) -> bool:
    """Whether what is proposed misses the need; only at the stage after the analysis."""
    row, discovery = floor.leads[lead], floor.standards.discovery[0]
    if discovery.stage < 0 or row.stage != discovery.stage + 1:
        return False
    return uniform(floor.seed, floor.replication, QUALITY, row.name, count) < discovery.missed


@jit
def _do(floor: Floor, lead: int, at: int, start: float, count: int) -> float:
    """A step is done, by hand or with a tool, and done again where it goes wrong; its hours."""
    row, step, book = floor.leads[lead], floor.standards.steps[at], floor.book
    rep, name, first = row.rep, row.name, floor.standards.first
    hours, mistakes = step.hours, step.error
    note(book, start, rep, name, first + BY_STEP + step.place, 1.0)
    if step.quote == 1:
        note(book, start, rep, name, first + QUOTES, 1.0)
        hours = hours_of_step(step.hours, floor.now.quoting[rep])
        mistakes = step.error * floor.now.mistakes[rep]
        if hours < step.hours:
            note(book, start, rep, name, floor.tools.first + SAVED, step.hours - hours)
    note(book, start, rep, name, first + ADMIN, hours)
    wrong = uniform(floor.seed, floor.replication, ERROR, descendant(name, count), step.name) < mistakes
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
        return float(hours + step.rework)
    return float(hours)


@jit
def _leave_out(floor: Floor, lead: int, at: int, start: float) -> None:
    row, standards = floor.leads[lead], floor.standards
    missed = standards.first + BY_STEP + len(standards.steps) + standards.steps[at].place
    note(floor.book, start, row.rep, row.name, standards.first + MISSING, 1.0)
    note(floor.book, start, row.rep, row.name, missed, 1.0)
    row.kept = FAULTY


@jit
def moved(floor: Floor, lead: int, time: float) -> None:
    """A lead that was worked in the year moves on; whether by the book is checked."""
    row, first = floor.leads[lead], floor.standards.first
    if row.kept == BEFORE:
        return
    note(floor.book, time, row.rep, row.name, first + MOVES, 1.0)
    if row.kept == CLEAN:
        note(floor.book, time, row.rep, row.name, first + COMPLIANT, 1.0)
        if row.stage != floor.standards.discovery[0].stage:
            note(floor.book, time, row.rep, row.name, first + EFFECTIVE, 1.0)
