"""A customer, and a month of hers: how she was treated, how she feels, whether she stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.draws import CHURN, COMPLAINT, NEED, SURVEY, TOUCHPOINT, Word
from sim.measured.customer_life import C
from sim.rules import customer_life as rules
from sim.rules.funnel import in_ticks

if TYPE_CHECKING:
    from sim.reference.clients import Clientele


@dataclass
class Complaint:
    """An open complaint: points it cost, its age and what it takes to settle, working days."""

    fallen: float
    age: float
    needs: float


@dataclass
class Client:
    """A customer. own: satisfaction that is usual for her. past: satisfaction at the ends of her months."""

    name: Word
    holder: int
    segment: int
    channel: int
    per_day: float
    own: float
    satisfaction: float
    loyalty: float
    relation: float
    due: int
    past: list[float] = field(default_factory=list)
    is_active: bool = True
    bought: bool = False
    in_term: bool = True
    has_need: bool = False
    idle: int = 0
    gone: int = 0
    handed: int = -1
    records: float = 0.0
    fatigue: float = 0.0
    hours: float = 0.0
    complaint: Complaint | None = None


class Stand:
    """How those looked after in a month stand, summed for each rep; and what was spent on their experience."""

    def __init__(self, clientele: Clientele) -> None:
        self.clientele = clientele
        self.sums: dict[int, Counter[C]] = {}

    def add(self, client: Client) -> None:
        here = self.sums.setdefault(client.holder, Counter())
        here[C.CUSTOMERS_SERVED] += 1
        here[C.CUSTOMERS_CARED] += client.hours > 0
        here[C.RELATION_RATINGS] += 1
        for measure, level in (
            (C.SATISFACTION_SUM, client.satisfaction),
            (C.LOYALTY_SUM, 100.0 * client.loyalty),
            (C.RELATION_POINTS, 100.0 * client.relation),
        ):
            here[measure] += in_ticks(level)  # type: ignore[assignment]

    def note(self) -> None:
        clientele, sides = self.clientele, self.clientele.life.sides
        for rep, here in self.sums.items():
            name, served, fed = clientele.office.world.reps[rep].name, here[C.CUSTOMERS_SERVED], clientele.fed[rep]
            for measure, amount in here.items():
                clientele.note(rep, name, measure, amount)
            index = in_ticks(100.0 * rules.experience_index(sides, fed))
            clientele.note(rep, name, C.EXPERIENCE_POINTS, index * served)
            for place, side in enumerate(sides):
                score = in_ticks(100.0 * rules.side_score(side, fed[place]))
                clientele.note(rep, name, C(C.EXPERIENCE_RESPONSE + place), score * served)
        for side in sides:
            if side.coins > 0:
                clientele.note(0, clientele.office.world.reps[0].name, C.EXPERIENCE_COST, float(side.coins))


@dataclass
class Month:
    """A customer's month, lived at its close."""

    clientele: Clientele
    client: Client
    month: int

    def live(self, capacity: Counter[int], stand: Stand) -> None:
        """Relation, complaints, satisfaction, survey, loyalty; then she stays or leaves, and her term may end.

        capacity: complaints that each rep has settled this month.
        """
        client, all_of_them = self.client, self.clientele
        skill = all_of_them.skills[client.holder, 0]
        client.relation = rules.relation_after(all_of_them.row, client.relation, client.hours, skill)
        if client.is_active:
            self._complain(self._is_let_down())
            self._be_settled(capacity)
            self._feel()
            self._be_asked()
        client.past.append(client.satisfaction)
        if client.is_active:
            then = client.past[-1 - int(all_of_them.row.lag)]
            client.loyalty = rules.loyalty_after(all_of_them.row, client.loyalty, then, client.own)
            stand.add(client)
            self._decide_to_stay()
        self._end_of_term()

    @property
    def _days(self) -> float:
        ends = self.clientele.office.world.period_end
        return float(ends[self.month + 1] - ends[self.month])

    def _luck(self, purpose: int, count: int) -> float:
        return self.clientele.office.luck(purpose, self.client.name, count)

    def _is_let_down(self) -> bool:
        """Whether a promise was made, and broken."""
        row, count = self.clientele.row, 2 * (self.month + 1)
        if self._luck(TOUCHPOINT, count) >= row.promised:
            return False
        self.clientele.tell(self.client, C.FOLLOW_UPS_PROMISED)
        in_time = self._luck(TOUCHPOINT, count + 1) < row.on_time
        if in_time:
            self.clientele.tell(self.client, C.FOLLOW_UPS_ON_TIME)
        return not in_time

    def _complain(self, late: bool) -> None:
        row, client, count = self.clientele.row, self.client, 4 * (self.month + 1)
        chance = rules.complaint_chance(row, client.satisfaction, late)
        if client.complaint is not None or self._luck(COMPLAINT, count) >= chance:
            return
        reason = rules.reason_of(row, self._luck(COMPLAINT, count + 1))
        self.clientele.tell(client, C.COMPLAINTS)
        self.clientele.tell(client, C(C.COMPLAINTS_PRODUCT + reason))
        age = -self._luck(COMPLAINT, count + 2) * self._days
        needs = rules.days_to_settle(row, self._luck(COMPLAINT, count + 3))
        client.complaint = Complaint(min(float(row.complaint_drop), client.satisfaction), age, needs)
        client.satisfaction -= client.complaint.fallen

    def _be_settled(self, capacity: Counter[int]) -> None:
        row, client, complaint = self.clientele.row, self.client, self.client.complaint
        if complaint is None:
            return
        complaint.age += self._days
        busy = 0 <= row.capacity <= capacity[client.holder]
        if complaint.needs > complaint.age or busy:
            return
        capacity[client.holder] += 1
        took = rules.days_taken(complaint.needs, complaint.age, self._days)
        client.satisfaction = min(100.0, client.satisfaction + rules.restored(row, complaint.fallen, took))
        client.complaint = None
        self.clientele.tell(client, C.RECOVERIES)
        self.clientele.tell(client, C.RECOVERY_DAYS, in_ticks(took))

    def _feel(self) -> None:
        client, here = self.client, self.clientele
        index = rules.experience_index(here.life.sides, here.fed[client.holder])
        feelings = (client.satisfaction, client.own, index, client.relation)
        client.satisfaction = rules.satisfaction_after(here.row, *feelings)

    def _be_asked(self) -> None:
        """The survey, in its months."""
        row, client, tell, count = self.clientele.row, self.client, self.clientele.tell, 3 * (self.month + 1)
        if row.survey_every == 0:
            return
        client.fatigue *= row.survey_keeps
        if (self.month + 1) % row.survey_every or self._luck(SURVEY, count) >= row.sample:
            return
        tell(client, C.SATISFACTION_ASKED)
        tell(client, C.SURVEY_COST, float(row.survey_cost))
        if self._luck(SURVEY, count + 1) < rules.response_chance(row, client.fatigue):
            points = in_ticks(rules.survey_answer(row, client.satisfaction, self._luck(SURVEY, count + 2)))
            tell(client, C.SATISFACTION_ANSWERS)
            tell(client, C.SATISFACTION_POINTS, points)
            tell(client, C.SATISFACTION_SQUARES, in_ticks(points * points))
            client.has_need |= row.cross_channel >= 0 and self._luck(NEED, self.month + 1) < row.cross_chance
        client.fatigue += 1.0

    def _decide_to_stay(self) -> None:
        row, client, here = self.clientele.row, self.client, self.clientele
        feelings = (client.satisfaction, client.relation, client.loyalty, client.complaint is not None)
        chance = rules.churn_chance(row, *feelings, here.rival[client.segment])
        if not client.bought and self._luck(CHURN, 2 * (self.month + 1)) < chance:
            client.is_active, client.gone = False, -1
            here.tell_of_segment(client, 2)

    def _end_of_term(self) -> None:
        client = self.client
        client.due -= 1
        if client.due == 0:
            if client.in_term:
                self.clientele.tell(client, C.RENEWALS_DUE)
                if client.is_active:
                    self.clientele.tell(client, C.RENEWALS)
            client.in_term, client.due = client.is_active, int(self.clientele.row.term)
