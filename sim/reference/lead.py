"""A lead's life: it waits for the rep's touch, hears an offer, thinks it over, and says yes or no."""

from collections.abc import Generator
from dataclasses import dataclass
from math import isinf
from typing import Any

import simpy

from sim.draws import ADVANCE, ANSWER, HOURS, OPENING, PATIENCE, Word, uniform
from sim.measures import FIXED, M
from sim.reference.customer import buy
from sim.reference.office import Office, Story
from sim.reference.rep import Rep
from sim.rules.distributions import lognormal_quantile
from sim.rules.funnel import advance_probability, in_ticks, working_days
from sim.rules.leads import deal_value, lead_fit
from sim.rules.pace import days_until
from sim.rules.waits import days_left, days_of, time_to_answer


@dataclass
class Lead:
    """Someone who might buy. `value` is in coins, None until the contract states it.

    drive: log-odds that the rep's effort beyond the usual added when this stage's work began.
    """

    office: Office
    rep: Rep
    name: Word
    segment: int
    channel: int
    created: float
    stage: int = 0
    value: int | None = None
    is_open: bool = True
    drive: float = 0.0

    def come_in(self) -> None:
        self.office.under_way.append(self)
        self.note(M.LEADS)
        self.note_stage(0)

    def live(self) -> Story:
        """From joining the rep's queue to the end, whichever it is."""
        while self.is_open:
            if not (yield from self._be_touched()):
                self._leave(M.COLD_LEADS, 2)
            else:
                yes = self._will_say_yes(self.drive)
                yield from self._think_it_over(yes, self._time_to_answer(yes))

    def answer_and_live(self, deal: Any) -> Story:
        """The same from the middle of a stage, for a stated deal (DEAL row): the answer is under way."""
        yes = self._will_say_yes(deal.shift)
        left = uniform(self.office.seed, self.office.replication, OPENING, self.name, 0)
        if deal.known:
            days = days_left(deal, self._step, yes, self.office.world.quantiles, self._tempo, left)
        else:
            days = left * self._time_to_answer(yes)
        yield from self._think_it_over(yes, days)
        yield from self.live()

    def _think_it_over(self, yes: bool, days: float) -> Story:
        """The customer's answer, after so many days of even pace: on to the next stage, a contract, or a no."""
        world, env = self.office.world, self.office.env
        yield env.timeout(days_until(world.knots, world.knots_first, int(yes), env.now, days))
        if not yes:
            self._leave(M.LOST_DEALS, 1)
        elif self.stage + 1 < len(world.stages):
            self.stage += 1
            self.note_stage(0)
        else:
            self._sign()

    def _be_touched(self) -> Generator[simpy.Event, Any, bool]:
        """Waits for the rep as long as patience lasts; True once the rep has done the stage's work."""
        office, step, joined = self.office, self.office.world.stages[self.stage], self.office.env.now
        patience = days_of(step.patience, office.world.quantiles, self.luck(PATIENCE))
        given_up = office.env.event() if isinf(patience) else office.env.timeout(patience)
        with self.rep.hands.request() as turn:
            yield turn if isinf(patience) else turn | given_up
            if turn.processed and self.rep.has_left:
                yield given_up
            # Hands that become free at the very instant at which patience ends come too late.
            if not turn.processed or self.rep.has_left or joined < office.env.now >= joined + patience:
                return False
            hours = in_ticks(lognormal_quantile(self.luck(HOURS), step.hours_mean, step.hours_cv))
            self.drive = self.rep.drive
            self.note(M.TOUCHES)
            self.note(M.HOURS, hours)
            yield office.env.timeout(working_days(hours, self.rep.hours_per_day, self.rep.effort))
        return True

    def _will_say_yes(self, more: float) -> bool:
        """Whether the answer will be a yes; `more`: log-odds beside the rep's own."""
        world, office = self.office.world, self.office
        fit = lead_fit(world.channels[self.channel], self.name, office.seed, office.replication)
        odds = world.odds[self.rep.place, self.segment, self.stage] + more
        return self.luck(ADVANCE) < advance_probability(odds, world.terms[0].fit_effect, fit)

    @property
    def _step(self) -> Any:
        return self.office.world.steps[self.segment, self.stage]

    @property
    def _tempo(self) -> Any:
        return self.office.world.tempo[self.rep.place, self.segment]

    def _time_to_answer(self, yes: bool) -> float:
        return time_to_answer(self._step, yes, self.office.world.quantiles, self._tempo, self.luck(ANSWER))

    def _sign(self) -> None:
        office = self.office
        self.is_open = False
        if self.value is None:
            segment, chance = office.world.segments[self.segment], (office.seed, office.replication)
            self.value = deal_value(segment, office.world.parts, self.name, *chance)
        self.note(M.DAYS_TO_WIN, in_ticks(office.env.now - self.created))
        buy(office, self.rep.place, self.name, self.segment, self.channel, self.value)

    def _leave(self, measure: M, group: int) -> None:
        self.is_open = False
        self.note(measure)
        self.note(M.DAYS_TO_LOSS, in_ticks(self.office.env.now - self.created))
        self.note_stage(group)

    def close(self) -> None:
        """The year is over."""
        if self.is_open:
            self.note_stage(3)

    def luck(self, purpose: int) -> float:
        return uniform(self.office.seed, self.office.replication, purpose, self.name, self.stage)

    def note(self, measure: int, amount: float = 1.0) -> None:
        self.office.note(self.rep.place, self.name, measure, amount)

    def note_stage(self, group: int) -> None:
        """Counts the lead under its stage: 0 entered, 1 lost, 2 cold, 3 open at the end."""
        self.note(FIXED + group * len(self.office.world.stages) + self.stage)
