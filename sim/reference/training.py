"""Training as a story: a school with classes, pupils who learn and forget, a diary of what is to tell later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.draws import TEST, TRAIN, Word, descendant, uniform
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

if TYPE_CHECKING:
    from sim.reference.office import Office
    from sim.reference.rep import Rep


class Lesson(NamedTuple):
    """A course somebody has completed, in a month; before: right answers in the test before it, or None."""

    course: int
    month: int
    before: int | None


class Case(NamedTuple):
    """A case told in a team: by whom, on which skill, which share of the gap it closes."""

    teller: Pupil
    skill: int
    share: float


class Pupil:
    """A rep as somebody who learns."""

    def __init__(self, school: School, place: int) -> None:
        learning = school.office.world.learning
        self.school, self.place, self.learning = school, place, learning
        self.name: Word = school.office.world.reps[place].name
        self.skills = learning.base[place].copy()
        self.knowledge: dict[int, float] = defaultdict(float)
        self.level = int(learning.level[place]) if learning.on else -1
        self.raised = 0
        self.diary: dict[int, list[Lesson]] = defaultdict(list)
        self.begin()

    def begin(self) -> None:
        """A new month."""
        self.touches: dict[int, float] = defaultdict(float)
        self.helped: dict[int, float] = defaultdict(float)

    def is_there(self, month: int) -> bool:
        return bool(self.learning.days[self.place, month] > 0)

    @property
    def rep(self) -> Rep:
        return self.school.office.reps[self.place]

    def show(self) -> None:
        """What she knows shows this month: in what she gives away, keeping to the process, what she may decide, and to
        her customers.
        """
        self.rep.negotiation, self.rep.level = float(self.skills[NEGOTIATION]) - MIDDLE, self.level
        self.rep.habits.skill = float(self.skills[PROCESS])
        if self.school.office.clientele:
            self.school.office.clientele.skills[self.place] = self.skills[RELATIONSHIP], self.skills[PRODUCT]

    def use(self) -> None:
        """It shows in her odds, too."""
        for segment, stage in np.ndindex(self.rep.shift.shape):
            self.rep.shift[segment, stage] += self.lift(segment, stage)

    def practise(self, stage: int) -> None:
        """A piece of work at a stage."""
        self.touches[int(self.learning.stage_skill[stage])] += 1.0

    def lift(self, segment: int, stage: int) -> float:
        """Log-odds that what she has learnt adds this month at a stage, for leads of a segment."""
        terms, skill = self.learning.terms[0], int(self.learning.stage_skill[stage])
        now, written = self.skills[skill], self.learning.base[self.place, skill]
        industry = (terms.knowledge_effect, self.knowledge[segment])
        return learnt_lift(terms.skill_effect, now, written, *industry, self.helped[skill])

    def luck(self, purpose: int, who: Word, count: int) -> float:
        return uniform(self.school.office.seed, self.school.office.replication, purpose, who, count)

    # ── in the month ────────────────────────────────────────────────────────────────────────────

    def spend(self, measure: T, hours: float) -> None:
        """Hours of the month that go into learning, some of them out of the hours for leads."""
        if hours > 0:
            self.school.note_first(self, measure, in_ticks(hours))
            self.rep.hours_taken += in_ticks(hours * (1.0 - self.learning.terms[0].own_time))

    def go_to(self, course: int, month: int) -> None:
        """She is sent to a course, and completes it if all goes well."""
        row, terms = self.learning.courses[course], self.learning.terms[0]
        self.school.note_first(self, T.TRAININGS_DUE, 1.0)
        here = descendant(self.name, row.name)
        if self.luck(TRAIN, here, month) >= terms.attendance:
            return
        self.school.note_first(self, T.TRAININGS_DONE, 1.0)
        self.spend(T.HOURS_TRAINING, row.hours)
        if row.fee:
            self.school.note_first(self, T.TRAINING_COST, float(row.fee))
        before = None
        if terms.around and row.subject < SKILLS:
            before = self.answer(int(row.subject), self.luck(TEST, here, 2 * month))
        self.diary[month + int(terms.lag)].append(Lesson(course, month, before))

    def answer(self, skill: int, u: float) -> int:
        """Right answers in a test."""
        return right_answers(self.skills[skill], self.learning.luck[skill], self.learning.terms[0].questions, u)

    # ── at its end ──────────────────────────────────────────────────────────────────────────────

    def learn(self, month: int, coached: int, hours: float, case: Case | None, told: float) -> None:
        """Forgets, practises, takes in what begins to tell, is coached, and has listened to a case.

        told: the teller's skill in the case when it was told.
        """
        terms, courses = self.learning.terms[0], self.learning.courses
        due: dict[int, float] = defaultdict(float)
        for lesson in self.diary[month]:
            due[int(courses[lesson.course].subject)] += float(courses[lesson.course].hours)
        for skill, was in enumerate(self.skills.tolist()):
            now = faded(was, self.learning.stays[self.place, skill], terms.forgetting)
            now = learnt(now, terms.practice, self.touches[skill])
            now = learnt(now, terms.gain, due[skill])
            if skill == coached:
                now = learnt(now, terms.coach_gain, hours)
            self.skills[skill] = now
        for subject in {*(SKILLS + segment for segment in self.knowledge), *due}:
            if subject >= SKILLS:
                now = faded(self.knowledge[subject - SKILLS], 0.0, terms.forgetting)
                self.knowledge[subject - SKILLS] = learnt(now, terms.gain, due[subject])
        if case is not None and case.teller is not self:
            self.skills[case.skill] = taken_up(self.skills[case.skill], told, case.share)

    def sit_tests(self, month: int) -> None:
        terms, note = self.learning.terms[0], self.school.note_now
        if self.learning.tested[month]:
            right = self.answer(int(terms.test_topic), self.luck(TEST, self.name, month))
            note(self, T.TESTS_TAKEN, 1.0)
            note(self, T.TEST_QUESTIONS, float(terms.questions))
            note(self, T.TEST_RIGHT, float(right))
            if right >= terms.pass_mark * terms.questions:
                note(self, T.TESTS_PASSED, 1.0)
        for lesson in self.diary.pop(month, ()):
            if lesson.before is None:
                continue
            row = self.learning.courses[lesson.course]
            u = self.luck(TEST, descendant(self.name, row.name), 2 * lesson.month + 1)
            after = self.answer(int(row.subject), u)
            note(self, T.TESTED_TWICE, 1.0)
            for measure, answers in ((T.POINTS_BEFORE, lesson.before), (T.POINTS_AFTER, after)):
                note(self, measure, in_ticks(100.0 * answers / terms.questions))
            if after > lesson.before:
                note(self, T.TRAININGS_WITH_GAIN, 1.0)

    def move_up(self) -> None:
        """A level higher from the next month on, if she has learnt enough for it."""
        up = int(self.learning.step_to[self.level])
        if up >= 0 and mean_skill(self.skills) >= self.learning.step_skill[self.level]:
            self.raised += int(self.learning.raises[self.level])
            self.level = up
            self.school.note_now(self, T.PROMOTIONS, 1.0)


class School:
    """Everybody who learns, and the months in which they do."""

    def __init__(self, office: Office) -> None:
        self.office, self.learning = office, office.world.learning
        self.pupils = [Pupil(self, place) for place in range(len(office.world.reps))]
        self.told: dict[tuple[int, int], int] = defaultdict(int)
        """Cases so far, by team and skill."""

    def note_first(self, pupil: Pupil, measure: int, amount: float) -> None:
        """At the first instant of the month that begins."""
        at = np.nextafter(self.office.env.now, np.inf)
        self.office.note(pupil.place, pupil.name, self.learning.first + measure, amount, at=at)

    def note_now(self, pupil: Pupil, measure: int, amount: float) -> None:
        self.office.note(pupil.place, pupil.name, self.learning.first + measure, amount)

    def practise(self, place: int, stage: int) -> None:
        """Somebody begins a piece of work at a stage."""
        if self.learning.on:
            self.pupils[place].practise(stage)

    def open(self, month: int) -> None:
        """Assigns the month's courses, coaching, cases and help."""
        if not self.learning.on:
            return
        for pupil in self.pupils:
            pupil.begin()
        for course, held in enumerate(self.learning.held[:, month]):
            for pupil in self._sent(course, month) if held else ():
                pupil.go_to(course, month)
        terms = self.learning.terms[0]
        for _, members in self._teams(month):
            for pupil in members:
                pupil.spend(T.HOURS_COACHING, self._hours_each(members))
            best, weakest, _ = furthest_apart(members, int(terms.share_topic), range(SKILLS))
            if self._tells(month) and best is not weakest:
                for pupil in members:
                    pupil.spend(T.HOURS_SHARING, terms.share_hours)
            self._help(members)
        for pupil in self.pupils:
            if pupil.raised and pupil.is_there(month):
                self.note_first(pupil, T.PROMOTION_COST, float(pupil.raised))
            pupil.show()

    def lift_odds(self) -> None:
        """What everybody has learnt adds to odds this month."""
        for pupil in self.pupils if self.learning.on else ():
            pupil.use()

    def close(self, month: int) -> None:
        """What the month leaves behind."""
        if not self.learning.on:
            return
        terms, cases = self.learning.terms[0], dict[int, tuple[Case, float]]()
        teams = dict(self._teams(month))
        for team, members in teams.items():
            best, weakest, skill = furthest_apart(members, int(terms.share_topic), range(SKILLS))
            if self._tells(month) and best is not weakest:
                share = told_share(terms.share_gain, terms.share_hours, terms.share_fading, self.told[team, skill])
                cases[team] = Case(best, skill, share), float(best.skills[skill])
                self.told[team, skill] += 1
                if share > 0:
                    self.note_now(best, T.CASES_ACCEPTED, 1.0)
        need = self._needs(month) if terms.coach_hours > 0 else lambda pupil, skill: 0.0
        coached = {
            pupil: max(range(SKILLS), key=lambda skill: (need(pupil, skill), -skill))
            for members in teams.values()
            for pupil in members
        }
        for team, members in teams.items():
            for pupil in members:
                case, told = cases.get(team, (None, 0.0))
                pupil.learn(month, coached[pupil], self._hours_each(members), case, told)
                pupil.sit_tests(month)
                pupil.move_up()
                for skill, level in enumerate(pupil.skills.tolist()):
                    self.note_now(pupil, T.SKILL + skill, level)

    def _teams(self, month: int) -> list[tuple[int, list[Pupil]]]:
        """Teams with those who are there, in roster order."""
        members: dict[int, list[Pupil]] = defaultdict(list)
        for pupil in self.pupils:
            if pupil.is_there(month):
                members[int(self.learning.team[pupil.place])].append(pupil)
        return list(members.items())

    def _hours_each(self, members: Sequence[Pupil]) -> float:
        terms = self.learning.terms[0]
        return float(terms.coach_hours / (terms.coach_span or float(len(members))))

    def _tells(self, month: int) -> bool:
        terms = self.learning.terms[0]
        return bool(terms.share_hours > 0 and month % terms.share_every == 0)

    def _sent(self, course: int, month: int) -> list[Pupil]:
        """Who is sent to a course; of those who need it alike, whoever stands first in the roster."""
        row, here = self.learning.courses[course], [pupil for pupil in self.pupils if pupil.is_there(month)]
        if not row.targeted:
            return [pupil for pupil in here if self.learning.meant[course, pupil.place]]
        need = self._needs(month)
        by_need = sorted(here, key=lambda pupil: -need(pupil, int(row.subject)))
        return sorted(by_need[: int(row.places)], key=lambda pupil: pupil.place)

    def _needs(self, month: int) -> Callable[[Pupil, int], float]:
        """How much somebody needs a skill trained, as managers saw it when the month opened."""
        terms = self.learning.terms[0]
        if terms.by_kpi:
            return self._by_kpi(month)

        def by_judgement(pupil: Pupil, skill: int) -> float:
            u = pupil.luck(TRAIN, pupil.name, month * SKILLS + skill)
            noise = self.learning.noise[pupil.place, month]
            return float(self.learning.norm[pupil.place, skill] - judged(pupil.skills[skill], noise, u))

        return by_judgement

    def _by_kpi(self, month: int) -> Callable[[Pupil, int], float]:
        stages, known = len(self.learning.stage_skill), self.office.sums[1 : month + 1]
        next_stage = [*(FIXED + stage for stage in range(1, stages)), M.WON_DEALS]

        def answers(of: Any, skill: int) -> tuple[float, float]:
            """How many said no, and how many answered."""
            asking = [stage for stage in range(stages) if self.learning.stage_skill[stage] == skill]
            no = float(known[:, of][..., [FIXED + stages + stage for stage in asking]].sum())
            return no, no + float(known[:, of][..., [next_stage[stage] for stage in asking]].sum())

        def by_results(pupil: Pupil, skill: int) -> float:
            own, everybody = answers(pupil.place, skill), answers(slice(None), skill)
            return shortfall(*own, *everybody, self.learning.terms[0].prior)

        return by_results

    def _help(self, members: Sequence[Pupil]) -> None:
        """The best in a topic helps the weakest with her deals."""
        terms = self.learning.terms[0]
        asked = [skill for skill in range(SKILLS) if self.learning.asked[skill]]
        best, weakest, skill = furthest_apart(members, int(terms.help_topic), asked)
        gap = best.skills[skill] - weakest.skills[skill]
        if terms.help_hours <= 0 or best is weakest or gap < terms.help_least:
            return
        both = best.skills[skill], weakest.skills[skill]
        weakest.helped[skill] = help_lift(terms.help_lift, terms.help_gain, terms.help_hours, *both)
        best.spend(T.HOURS_HELPING, terms.help_hours)
        if weakest.helped[skill] > 0:
            self.note_first(best, T.HELP_ACCEPTED, 1.0)


def furthest_apart(members: Sequence[Pupil], stated: int, among: Sequence[int]) -> tuple[Pupil, Pupil, int]:
    """(the best, the weakest, skill) where people are furthest apart, or for the stated skill; the first of equals."""
    found = []
    for skill in among if stated < 0 else (stated,):
        best = max(members, key=lambda pupil: (pupil.skills[skill], -pupil.place))
        weakest = min(members, key=lambda pupil: (pupil.skills[skill], pupil.place))
        found.append((best.skills[skill] - weakest.skills[skill], -skill, best, weakest))
    _, skill, best, weakest = max(found, key=lambda row: row[:2])
    return best, weakest, -skill
