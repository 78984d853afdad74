"""The time account of a rep: hours a day for leads after all that takes from them, and where a paid month went."""

from typing import Any

import numpy as np

from sim.draws import Word
from sim.measured.hours import H
from sim.reference.office import Office
from sim.rules.hours import busy_hours, hours_left, part_of_rest, uses_of_rest, whole_ticks


class Clock:
    """A rep's hours. hours_per_day: for leads, this month. free: when the work that was begun last will be done."""

    def __init__(self, office: Office, place: int) -> None:
        self.office, self.place = office, place
        self.row = office.world.reps[place]
        self.hours_per_day = float(self.row.hours_per_day)
        self.free = -np.inf

    def begin_month(self, month: int, taken: float) -> None:
        """All that takes hours from leads is known; the account is opened, and work under way goes on in it."""
        account, own = self.office.world.account, float(self.row.hours_per_day)
        days = float(account.days[self.place, month])
        if not account.on:
            self.hours_per_day = hours_left(own, days, taken)
            return
        saved, *shares = self._uses(month)
        self.hours_per_day = hours_left(own + (account.day - own) * saved, days, taken)
        if days > 0:
            self._divide(days, taken, shares)
        self._go_on()

    def work(self, who: Word, days: float) -> None:
        """Hands are on a lead for so many days; the month in which that begins gets its part now."""
        now = self.office.env.now
        self.free = now + days
        if self.office.world.account.on:
            self._note(H.HOURS_BUSY, self._busy(now), who, now)

    def end_month(self, month: int) -> None:
        """What nobody and nothing took is idle."""
        first = self.office.world.account.first
        row = self.office.sums[month + 1, self.place, first : first + len(H)]
        uses = (H.HOURS_MEETINGS, H.HOURS_TRAVEL, H.HOURS_REPORTS, H.HOURS_TAKEN, H.HOURS_BUSY)
        self._note(H.HOURS_IDLE, row[H.HOURS_CAPACITY] - sum(row[use] for use in uses), self.row.name)

    def _uses(self, month: int) -> tuple[float, float, float]:
        world = self.office.world
        planned = world.standards.saves * world.standards.planned[month]
        reports = world.tools.reports[self.place, month]
        return uses_of_rest(world.account.parts, world.account.cuts, planned, reports)

    def _divide(self, days: float, taken: float, shares: Any) -> None:
        capacity = whole_ticks(self.office.world.account.day * days)
        taken = min(capacity - min(capacity, whole_ticks(self.hours_per_day * days)), taken)
        rest = capacity - min(capacity, whole_ticks(self.hours_per_day * days)) - taken
        meetings = part_of_rest(rest, shares[0])
        travel = min(rest - meetings, part_of_rest(rest, shares[1]))
        amounts = {
            H.HOURS_CAPACITY: capacity,
            H.HOURS_TAKEN: taken,
            H.HOURS_MEETINGS: meetings,
            H.HOURS_TRAVEL: travel,
            H.HOURS_REPORTS: rest - meetings - travel,
        }
        for measure, amount in amounts.items():
            self._note(measure, amount, self.row.name, self._first_instant, always=True)

    def _go_on(self) -> None:
        begin = max(self.office.env.now, float(self.row.since))
        if self.office.env.now < self.free:
            self._note(H.HOURS_BUSY, self._busy(begin), self.row.name, self._first_instant)

    def _busy(self, begin: float) -> float:
        """Hours from `begin` to the end of the month, or of the work, or to her leaving."""
        end = self.office.world.period_end[self.office.period]
        return busy_hours(begin, self.free, begin, min(end, float(self.row.until)), self.hours_per_day)

    @property
    def _first_instant(self) -> float:
        return float(np.nextafter(self.office.env.now, np.inf))

    def _note(self, measure: H, hours: float, who: Word, at: float | None = None, always: bool = False) -> None:
        if hours > 0 or always:
            self.office.note(self.place, who, self.office.world.account.first + measure, float(hours), at=at)
