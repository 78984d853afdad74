"""Training in the compiled engine: what each month's opening assigns, and what its close leaves in people's heads."""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.draws import TEST, TRAIN, descendant, uniform
from sim.jit import jit
from sim.kernel.book import note, place
from sim.kernel.school import School
from sim.measured.training import T
from sim.measures import FIXED, M
from sim.rules.funnel import in_ticks
from sim.rules.training import (
    MIDDLE,
    NEGOTIATION,
    PROCESS,
    PRODUCT,
    RELATIONSHIP,
    SKILLS,
    faded,
    help_lift,
    judged,
    learnt,
    learnt_lift,
    mean_skill,
    right_answers,
    shortfall,
    taken_up,
    told_share,
)

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

HOURS_TRAINING, HOURS_COACHING = place(T.HOURS_TRAINING), place(T.HOURS_COACHING)
HOURS_SHARING, HOURS_HELPING, SKILL = place(T.HOURS_SHARING), place(T.HOURS_HELPING), place(T.SKILL)
DUE, DONE, WITH_GAIN, COST = (
    place(T.TRAININGS_DUE),
    place(T.TRAININGS_DONE),
    place(T.TRAININGS_WITH_GAIN),
    place(T.TRAINING_COST),
)
BEFORE, AFTER, TWICE = place(T.POINTS_BEFORE), place(T.POINTS_AFTER), place(T.TESTED_TWICE)
QUESTIONS, RIGHT = place(T.TEST_QUESTIONS), place(T.TEST_RIGHT)
TAKEN, PASSED = place(T.TESTS_TAKEN), place(T.TESTS_PASSED)
HELP, CASES = place(T.HELP_ACCEPTED), place(T.CASES_ACCEPTED)
PROMOTIONS, RAISE = place(T.PROMOTIONS), place(T.PROMOTION_COST)
WON = place(M.WON_DEALS)
NOBODY = -1


# ── a month opens ───────────────────────────────────────────────────────────────────────────────


@jit
def open_school(school: School, month: int) -> None:
    """Assigns the month's courses, coaching, cases and help, and counts the hours they take."""
    learning = school.learning
    school.touched[:] = 0.0
    school.helped[:] = 0.0
    need = np.zeros((len(learning.team), SKILLS))
    if _anybody_is_chosen(learning, month):
        _needs(school, month, need)
    for course in range(len(learning.courses)):
        if learning.held[course, month] == 1:
            _hold(school, course, month, need)
    for team in range(len(school.told)):
        members = _members(learning, team, month)
        if members > 0:
            _coach(school, team, month, members)
            _tell(school, team, month)
            _help(school, team, month)
    for rep in range(len(learning.team)):
        if school.raised[rep] != 0 and learning.days[rep, month] > 0:
            _note_first(school, rep, month, RAISE, float(school.raised[rep]))
        school.negotiation[rep] = school.skill[rep, NEGOTIATION] - MIDDLE
        school.process[rep] = school.skill[rep, PROCESS]


@jit
def show_customers(school: School, skills: Floats) -> None:
    """What customers see of it this month (`skills`: float [rep, 2], relationship and product)."""
    for rep in range(len(skills)):
        skills[rep, 0] = school.skill[rep, RELATIONSHIP]
        skills[rep, 1] = school.skill[rep, PRODUCT]


@jit
def _anybody_is_chosen(learning: Any, month: int) -> bool:
    """Whether a course of the month goes to those who need it most."""
    for course in range(len(learning.courses)):
        if learning.held[course, month] == 1 and learning.courses[course].targeted == 1:
            return True
    return False


@jit
def _note_first(school: School, rep: int, month: int, measure: int, amount: float) -> None:
    """At the month's first instant."""
    time = np.nextafter(school.book.end[month], np.inf)
    note(school.book, time, rep, school.names[rep], school.learning.first + measure, amount)


@jit
def _spend(school: School, rep: int, month: int, measure: int, hours: float) -> None:
    """Hours of a rep's month that go into learning, some of them out of the hours for leads."""
    if hours > 0.0:
        _note_first(school, rep, month, measure, in_ticks(hours))
        school.taken[rep] += in_ticks(hours * (1.0 - school.learning.terms[0].own_time))


@jit
def _members(learning: Any, team: int, month: int) -> int:
    count = 0
    for rep in range(len(learning.team)):
        if learning.team[rep] == team and learning.days[rep, month] > 0:
            count += 1
    return count


@jit
def _needs(school: School, month: int, need: Floats) -> None:
    """How much each rep needs each skill trained, as managers see it when the month opens; filled."""
    learning, terms = school.learning, school.learning.terms[0]
    stages = len(learning.stage_skill)
    if terms.by_kpi == 0:
        for rep in range(len(need)):
            for skill in range(SKILLS):
                count = month * SKILLS + skill
                u = uniform(school.seed, school.replication[0], TRAIN, school.names[rep], count)
                need[rep, skill] = learning.norm[rep, skill] - judged(
                    school.skill[rep, skill], learning.noise[rep, month], u
                )
        return
    answers, lost = np.zeros((len(need) + 1, SKILLS)), np.zeros((len(need) + 1, SKILLS))
    for rep in range(len(need)):
        for stage in range(stages):
            skill = learning.stage_skill[stage]
            on = FIXED + stage + 1 if stage + 1 < stages else WON
            for period in range(1, month + 1):
                yes = school.book.sums[period, rep, on]
                no = school.book.sums[period, rep, FIXED + stages + stage]
                answers[rep, skill] += yes + no
                lost[rep, skill] += no
                answers[-1, skill] += yes + no
                lost[-1, skill] += no
    for rep in range(len(need)):
        for skill in range(SKILLS):
            need[rep, skill] = shortfall(
                lost[rep, skill], answers[rep, skill], lost[-1, skill], answers[-1, skill], terms.prior
            )


@jit
def _hold(school: School, course: int, month: int, need: Floats) -> None:
    """A course's session: who is sent, who completes it, what it will bring."""
    learning, row = school.learning, school.learning.courses[course]
    sent = np.zeros(len(learning.team), np.int64)
    if row.targeted == 0:
        for rep in range(len(sent)):
            sent[rep] = learning.meant[course, rep]
    else:
        for _ in range(row.places):
            chosen = NOBODY
            for rep in range(len(sent)):
                open_to = sent[rep] == 0 and learning.days[rep, month] > 0
                if open_to and (chosen == NOBODY or need[rep, row.subject] > need[chosen, row.subject]):
                    chosen = rep
            if chosen == NOBODY:
                break
            sent[chosen] = 1
    for rep in range(len(sent)):
        if sent[rep] == 1 and learning.days[rep, month] > 0:
            _attend(school, course, rep, month)


@jit
def _attend(school: School, course: int, rep: int, month: int) -> None:
    row, terms = school.learning.courses[course], school.learning.terms[0]
    name = descendant(school.names[rep], row.name)
    _note_first(school, rep, month, DUE, 1.0)
    if uniform(school.seed, school.replication[0], TRAIN, name, month) >= terms.attendance:
        return
    slot = (month + terms.lag) % (terms.lag + 1)
    _note_first(school, rep, month, DONE, 1.0)
    _spend(school, rep, month, HOURS_TRAINING, row.hours)
    if row.fee > 0:
        _note_first(school, rep, month, COST, float(row.fee))
    school.due[rep, row.subject, slot] += row.hours
    if terms.around == 1 and row.subject < SKILLS:
        u = uniform(school.seed, school.replication[0], TEST, name, 2 * month)
        luck = school.learning.luck[row.subject]
        school.before[rep, course, slot] = right_answers(school.skill[rep, row.subject], luck, terms.questions, u)


@jit
def _hours_each(terms: Any, members: int) -> float:
    """A manager's hours of coaching for one rep."""
    return float(terms.coach_hours / (terms.coach_span if terms.coach_span > 0.0 else float(members)))


@jit
def _coach(school: School, team: int, month: int, members: int) -> None:
    learning = school.learning
    hours = _hours_each(learning.terms[0], members)
    for rep in range(len(learning.team)):
        if learning.team[rep] == team and learning.days[rep, month] > 0:
            _spend(school, rep, month, HOURS_COACHING, hours)


@jit
def _is_told(terms: Any, month: int) -> bool:
    return bool(terms.share_hours > 0.0 and month % terms.share_every == 0)


@jit
def _tell(school: School, team: int, month: int) -> None:
    learning = school.learning
    if not _is_told(learning.terms[0], month):
        return
    _, best, weakest = _furthest_apart(
        school.skill, learning.days[:, month], learning.team, learning.every, team, learning.terms[0].share_topic
    )
    if best == weakest:
        return
    for rep in range(len(learning.team)):
        if learning.team[rep] == team and learning.days[rep, month] > 0:
            _spend(school, rep, month, HOURS_SHARING, learning.terms[0].share_hours)


@jit
def _help(school: School, team: int, month: int) -> None:
    learning, terms = school.learning, school.learning.terms[0]
    if terms.help_hours <= 0.0:
        return
    skill, best, weakest = _furthest_apart(
        school.skill, learning.days[:, month], learning.team, learning.asked, team, terms.help_topic
    )
    if best == weakest or school.skill[best, skill] - school.skill[weakest, skill] < terms.help_least:
        return
    lift = help_lift(
        terms.help_lift, terms.help_gain, terms.help_hours, school.skill[best, skill], school.skill[weakest, skill]
    )
    school.helped[weakest, skill] = lift
    _spend(school, best, month, HOURS_HELPING, terms.help_hours)
    if lift > 0.0:
        _note_first(school, best, month, HELP, 1.0)


@jit
def _furthest_apart(
    known: Floats, there: Ints, team_of: Ints, among: Ints, team: int, stated: int
) -> tuple[int, int, int]:
    """(skill, who is best, who is weakest) where a team's people are furthest apart, or for the stated skill.

    known: float [rep, skill]; there: days, int [rep]; team_of: int [rep]; among: int [skill], 1 for those looked at. Of
    equals the first of the roster. Both are one where all are equal.
    """
    found, top, bottom = 0, NOBODY, NOBODY
    for skill in range(SKILLS):
        if (stated >= 0 and skill != stated) or (stated < 0 and among[skill] == 0):
            continue
        best, weakest = NOBODY, NOBODY
        for rep in range(len(team_of)):
            if team_of[rep] == team and there[rep] > 0:
                if best == NOBODY or known[rep, skill] > known[best, skill]:
                    best = rep
                if weakest == NOBODY or known[rep, skill] < known[weakest, skill]:
                    weakest = rep
        if best == NOBODY:
            continue
        if top == NOBODY or known[best, skill] - known[weakest, skill] > known[top, found] - known[bottom, found]:
            found, top, bottom = skill, best, weakest
    return found, top, bottom


@jit
def lift_odds(school: School) -> None:
    """What people have learnt, and help, add to their odds this month."""
    learning, terms = school.learning, school.learning.terms[0]
    for rep in range(len(learning.team)):
        for segment in range(school.shift.shape[1]):
            for stage in range(school.shift.shape[2]):
                skill = learning.stage_skill[stage]
                school.shift[rep, segment, stage] += learnt_lift(
                    terms.skill_effect,
                    school.skill[rep, skill],
                    learning.base[rep, skill],
                    terms.knowledge_effect,
                    school.knowledge[rep, segment],
                    school.helped[rep, skill],
                )


# ── a month closes ──────────────────────────────────────────────────────────────────────────────


@jit
def close_school(school: School, month: int) -> None:
    """What the month leaves: skill forgotten and won, tests, promotions."""
    learning, terms = school.learning, school.learning.terms[0]
    need = np.zeros((len(learning.team), SKILLS))
    if terms.coach_hours > 0.0:
        _needs(school, month, need)
    old, slot = school.skill.copy(), month % (terms.lag + 1)
    teams = len(school.told)
    topic, teller, share = np.full(teams, -1), np.full(teams, NOBODY), np.zeros(teams)
    for team in range(teams):
        if _is_told(terms, month):
            skill, best, weakest = _furthest_apart(
                school.skill, learning.days[:, month], learning.team, learning.every, team, terms.share_topic
            )
            if best != weakest:
                topic[team], teller[team] = skill, best
                share[team] = told_share(
                    terms.share_gain, terms.share_hours, terms.share_fading, school.told[team, skill]
                )
    for rep in range(len(learning.team)):
        if learning.days[rep, month] > 0:
            team = learning.team[rep]
            _learn(school, rep, month, slot, need[rep])
            if teller[team] != NOBODY and teller[team] != rep:
                case = topic[team]
                heard = taken_up(school.skill[rep, case], old[teller[team], case], share[team])
                school.skill[rep, case] = heard
    for team in range(teams):
        if teller[team] != NOBODY:
            school.told[team, topic[team]] += 1
            if share[team] > 0.0:
                _note_last(school, teller[team], month, CASES, 1.0)
    for rep in range(len(learning.team)):
        if learning.days[rep, month] > 0:
            _tests(school, rep, month, slot)
            _promote(school, rep, month)
            for skill in range(SKILLS):
                _note_last(school, rep, month, SKILL + skill, school.skill[rep, skill])
    school.due[:, :, slot] = 0.0
    school.before[:, :, slot] = -1


@jit
def _note_last(school: School, rep: int, month: int, measure: int, amount: float) -> None:
    """At the month's last instant."""
    note(school.book, school.book.end[month + 1], rep, school.names[rep], school.learning.first + measure, amount)


@jit
def _learn(school: School, rep: int, month: int, slot: int, need: Floats) -> None:
    """A rep's month: what is forgotten, then practice, courses that begin to tell, coaching."""
    learning, terms = school.learning, school.learning.terms[0]
    coached = 0
    for skill in range(1, SKILLS):
        if need[skill] > need[coached]:
            coached = skill
    hours = _hours_each(terms, _members(learning, learning.team[rep], month))
    for skill in range(SKILLS):
        now = faded(school.skill[rep, skill], learning.stays[rep, skill], terms.forgetting)
        now = learnt(now, terms.practice, school.touched[rep, skill])
        now = learnt(now, terms.gain, school.due[rep, skill, slot])
        if skill == coached:
            now = learnt(now, terms.coach_gain, hours)
        school.skill[rep, skill] = now
    for segment in range(school.knowledge.shape[1]):
        now = faded(school.knowledge[rep, segment], 0.0, terms.forgetting)
        school.knowledge[rep, segment] = learnt(now, terms.gain, school.due[rep, SKILLS + segment, slot])


@jit
def _tests(school: School, rep: int, month: int, slot: int) -> None:
    learning, terms = school.learning, school.learning.terms[0]
    name = school.names[rep]
    if learning.tested[month] == 1:
        u = uniform(school.seed, school.replication[0], TEST, name, month)
        skill = terms.test_topic
        right = right_answers(school.skill[rep, skill], learning.luck[skill], terms.questions, u)
        _note_last(school, rep, month, TAKEN, 1.0)
        _note_last(school, rep, month, QUESTIONS, float(terms.questions))
        _note_last(school, rep, month, RIGHT, float(right))
        if right >= terms.pass_mark * terms.questions:
            _note_last(school, rep, month, PASSED, 1.0)
    for course in range(len(learning.courses)):
        before = school.before[rep, course, slot]
        if before >= 0:
            row, held = learning.courses[course], month - terms.lag
            u = uniform(school.seed, school.replication[0], TEST, descendant(name, row.name), 2 * held + 1)
            after = right_answers(school.skill[rep, row.subject], learning.luck[row.subject], terms.questions, u)
            _note_last(school, rep, month, TWICE, 1.0)
            _note_last(school, rep, month, BEFORE, in_ticks(100.0 * before / terms.questions))
            _note_last(school, rep, month, AFTER, in_ticks(100.0 * after / terms.questions))
            if after > before:
                _note_last(school, rep, month, WITH_GAIN, 1.0)


@jit
def _promote(school: School, rep: int, month: int) -> None:
    """Who has learnt enough moves up, from the next month on."""
    learning = school.learning
    level = school.level[rep]
    if learning.step_to[level] >= 0 and mean_skill(school.skill[rep]) >= learning.step_skill[level]:
        school.level[rep] = learning.step_to[level]
        school.raised[rep] += learning.raises[level]
        _note_last(school, rep, month, PROMOTIONS, 1.0)
