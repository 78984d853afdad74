"""A lead's life: it waits for the rep's touch, hears an offer, thinks it over, and says yes or no."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from math import isinf
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import simpy

from sim.draws import ANSWER, HOURS, JOINT, OPENING, PATIENCE, RETURN, Word, descendant
from sim.measured.selling import S
from sim.measures import FIXED, M
from sim.reference.deal import close_the_deal
from sim.reference.desk import Hand
from sim.reference.office import Office, Story
from sim.reference.process import Touch, note_move, work_by_the_book
from sim.reference.rep import Rep
from sim.rules.duties import ROUND, gives_up, response_factor
from sim.rules.funnel import in_ticks, working_days
from sim.rules.leads import owner, says_yes
from sim.rules.pace import days_until
from sim.rules.waits import days_left, days_of, time_to_answer

if TYPE_CHECKING:
    from sim.reference.client_month import Client


@dataclass
class Lead:
    """Someone who might buy. `value` is in coins, None until the terms are talked about.

    turn: how often it was given back. drive: log-odds beside the rep's own when this stage's work began. late: what a
    late first answer leaves of the chance. joint: whether a specialist took part. talks: skill in negotiation above the
    middle of whoever worked it last. is_copy: a second rep's idea of it.
    worked: how its last touch kept to the process.
    stated: whether the year opened with it. source: as in `sim.rules.ways`.
    client: the customer whose order it would be. signed_value: what the contract says, in coins.
    terms: list value and discount, once they are talked about. comes: when the customer will agree to them.
    needs: of a lead that a rep finds herself, the multiple of her planned hours from which she does.
    """

    office: Office
    rep: Rep
    name: Word
    segment: int
    channel: int
    created: float
    stage: int = 0
    turn: int = 0
    value: int | None = None
    is_open: bool = True
    drive: float = 0.0
    late: float = 1.0
    lift: float = 0.0
    talks: float = 0.0
    answered: bool = False
    joint: bool = False
    is_copy: bool = False
    worked: Touch | None = None
    stated: bool = False
    source: int = 0
    client: Client | None = None
    signed_value: int = 0
    terms: tuple[int, int] | None = None
    comes: float = 0.0
    needs: float = 0.0

    def come_in(self) -> None:
        self.office.under_way.append(self)
        self.note(M.LEADS)
        self.note_stage(0)
        self.office.market.lead_came(self)

    def live(self) -> Story:
        """From joining a queue to the end, whichever it is."""
        while self.is_open:
            self._go_to_whose_duty_it_is()
            if not (yield from self._be_touched()):
                self._leave(M.COLD_LEADS, 2)
            elif self.is_copy:
                self.is_open = False
            else:
                if self._needs_specialist():
                    yield from self._meet_specialist()
                yes = self._will_say_yes(self.drive)
                if self.worked and self.worked.delay:
                    yield self.office.env.timeout(self.worked.delay)
                yield from self._think_it_over(yes, self._time_to_answer(yes))

    def answer_and_live(self, deal: Any) -> Story:
        """The same from the middle of a stage, for a stated deal (DEAL row): the answer is under way."""
        yes = self._will_say_yes(deal.shift)
        left = self.office.luck(OPENING, self.name)
        if deal.known:
            days = days_left(deal, self._step, yes, self.office.world.quantiles, self._tempo, left)
        else:
            days = left * self._time_to_answer(yes)
        yield from self._think_it_over(yes, days)
        yield from self.live()

    def _think_it_over(self, yes: bool, days: float) -> Story:
        """The customer's answer, after so many days of even pace: on to the next stage, a contract, or a no."""
        world, env = self.office.world, self.office.env
        days = days_until(world.knots, world.knots_first, int(yes), env.now, days)
        if yes and self.stage + 1 == len(world.stages) and world.timing.terms[0].on:
            self.comes = env.now + days
            self.office.coming.append(self)
        yield env.timeout(days)
        if yes and self.worked:
            note_move(self.office, self.rep.place, self.name, self.stage, self.worked.clean)
        if not self.is_open:
            return
        if not yes and self.luck(RETURN) < world.selling.returns[self.stage]:
            self._begin_anew()
        elif not yes:
            self._leave(M.LOST_DEALS, 1)
        elif self.stage + 1 < len(world.stages):
            self.stage += 1
            self.note_stage(0)
        else:
            yield from close_the_deal(self)

    def _begin_anew(self) -> None:
        """Given back, the lead goes to whoever of the territory takes it now."""
        world, office = self.office.world, self.office
        self.note_selling(len(S) + self.stage)
        self.stage, self.turn = int(world.selling.back[self.stage]), self.turn + 1
        place = world.desks.territory[self.rep.place] * len(world.segments) + self.segment
        takers = world.takers[world.takers_first[place] : world.takers_first[place + 1]]
        if len(takers):
            name = np.uint64(descendant(self.name, ROUND * self.turn))
            self.rep = office.reps[owner(takers, office.env.now, name, -1, office.seed, office.replication)]
        self.note_stage(0)

    def _go_to_whose_duty_it_is(self) -> None:
        office, desks = self.office, self.office.world.desks
        if office.clientele and not self.is_copy:
            office.clientele.find_an_heir(self, office.env.now)
        if desks.works[self.rep.place, self.stage]:
            return
        place = desks.territory[self.rep.place] * len(office.world.stages) + self.stage
        takers = desks.takers[desks.takers_first[place] : desks.takers_first[place + 1]]
        if not self.is_copy:
            self.note_selling(S.HANDOVERS)
        name = np.uint64(descendant(self.name, self.count))
        self.rep = office.reps[owner(takers, office.env.now, name, -1, office.seed, office.replication)]

    def _be_touched(self) -> Generator[simpy.Event, Any, bool]:
        """Waits for a rep's hands as long as patience lasts; True once the rep has done the stage's work."""
        office, step, desk = self.office, self.office.world.stages[self.stage], self.rep.desk
        now = office.env.now
        patience = days_of(step.patience, office.world.quantiles, self.luck(PATIENCE))
        turn = desk.ask(self.name, self._rank, self)
        given_up = office.env.event() if isinf(patience) else office.env.timeout(gives_up(now, patience) - now)
        yield turn.called if isinf(patience) else turn.called | given_up
        if not turn.called.triggered:
            desk.leave(turn)
            return False
        if turn.called.value is None:
            yield office.env.timeout(np.nextafter(now := office.env.now, np.inf) - now)
            self._go_to_whose_duty_it_is()
            return (yield from self._be_touched())
        hand = cast(Hand, turn.called.value)
        self.rep = office.reps[hand.rep]
        hours = in_ticks(days_of(step.hours, office.world.quantiles, self.luck(HOURS)))
        hours = office.market.hours_of(self.segment, hours)
        yield office.env.timeout(self._begin_work(hours))
        desk.release(hand)
        return True

    def _begin_work(self, hours: float) -> float:
        """Days for which it will have a rep's hands, with what the process adds to the stage's own hours."""
        rep = self.rep
        if self.is_copy:
            self.note_selling(S.DUPLICATES)
            self.note_selling(S.HOURS_DUPLICATE, hours)
            return self._take_time(rep, hours)
        if self.office.world.standards.on:
            self.worked = work_by_the_book(self.office, rep.place, rep.habits, self.name, self.stage, self.count)
            hours += self.worked.hours
        lift = self.worked.lift if self.worked else 0.0
        self.drive = (lift + rep.drive) + (float(rep.shift[self.segment, self.stage]) + self.lift)
        self.talks = rep.negotiation
        self.office.school.practise(rep.place, self.stage)
        self.late = self._get_first_answer()
        self.note(M.TOUCHES)
        self.note(M.HOURS, hours)
        return self._take_time(rep, hours)

    def _take_time(self, rep: Rep, hours: float) -> float:
        """Days that so many hours of work have a rep's hands."""
        days = working_days(hours, rep.hours_per_day, rep.effort)
        rep.clock.work(self.name, days)
        return days

    def _get_first_answer(self) -> float:
        """A new lead hears from us; what is left of its chance at this stage."""
        selling, now = self.office.world.selling, self.office.env.now
        if self.answered:
            return 1.0
        self.answered = True
        hours = in_ticks((now - self.created) * selling.terms[0].hours_a_day * self.rep.prompt)
        self.note_selling(S.ANSWERS_GIVEN)
        self.note_selling(S.ANSWER_HOURS, hours)
        if hours <= selling.terms[0].in_time:
            self.note_selling(S.ANSWERS_IN_TIME)
        return response_factor(selling.terms[0].half_life, selling.delays, hours) if selling.terms[0].late else 1.0

    def _needs_specialist(self) -> bool:
        selling = self.office.world.selling
        return bool(selling.joins[self.stage]) and self.luck(JOINT) < selling.terms[0].joint_share

    def _meet_specialist(self) -> Story:
        """After the rep's own work a specialist does her part; the hours are hers."""
        office, world = self.office, self.office.world
        self.joint = True
        self.drive += world.selling.terms[0].lift
        desk = office.desks[world.desks.joint]
        turn = desk.ask(self.name)
        hand: Hand = yield turn.called
        u = office.luck(HOURS, np.uint64(descendant(self.name, self.count)))
        hours = in_ticks(days_of(world.selling.terms[0].joint_hours, world.quantiles, u))
        office.note_selling(hand.rep, self.name, S.HOURS_JOINT, hours)
        specialist = office.reps[hand.rep]
        yield office.env.timeout(self._take_time(specialist, hours))
        desk.release(hand)

    def _will_say_yes(self, more: float) -> bool:
        """Whether the answer will be a yes; `more`: log-odds beside the rep's own."""
        world, office = self.office.world, self.office
        odds = world.odds[self.rep.place, self.segment, self.stage] + more
        customer = (world.channels[self.channel], world.terms[0].fit_effect, self.late)
        return bool(says_yes(odds, *customer, self.name, self.count, office.seed, office.replication))

    @property
    def _rank(self) -> float:
        order = self.office.world.selling.terms[0].order
        return -self.office.env.now if order == 2 else float(self.office.world.desks.rank[self.segment, self.stage])

    @property
    def _step(self) -> Any:
        return self.office.world.steps[self.segment, self.stage]

    @property
    def _tempo(self) -> Any:
        return self.office.world.tempo[self.rep.place, self.segment]

    @property
    def count(self) -> int:
        return self.stage + ROUND * self.turn

    def _time_to_answer(self, yes: bool) -> float:
        return time_to_answer(self._step, yes, self.office.world.quantiles, self._tempo, self.luck(ANSWER))

    def _leave(self, measure: M, group: int) -> None:
        self.is_open = False
        if not self.is_copy:
            self.note(measure)
            self.note(M.DAYS_TO_LOSS, in_ticks(self.office.env.now - self.created))
            self.note_stage(group)
            self.office.market.lead_lost(self, measure == M.COLD_LEADS)

    def close(self) -> None:
        """The year is over."""
        if self.is_open:
            self.note_stage(3)

    def luck(self, purpose: int) -> float:
        return self.office.luck(purpose, self.name, self.count)

    def note(self, measure: int, amount: float = 1.0) -> None:
        self.office.note(self.rep.place, self.name, measure, amount)

    def note_selling(self, measure: int, amount: float = 1.0) -> None:
        self.office.note_selling(self.rep.place, self.name, measure, amount)

    def note_stage(self, group: int) -> None:
        """Counts the lead under its stage: 0 entered, 1 lost, 2 cold, 3 open at the end."""
        self.note(FIXED + group * len(self.office.world.stages) + self.stage)
