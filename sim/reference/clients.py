"""All customers as a story: who comes, who is cared for, who changes hands, what leads they bring."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from sim.draws import CHURN, COMPLAINT, HAND_OVER, INSTANT, REFERRAL, RELATION, REORDER, Word
from sim.measured.customer_life import BY_SEGMENT, C
from sim.measured.selling import S
from sim.reference.client_month import Client, Month, Stand
from sim.reference.lead import Lead
from sim.reference.office import Office, Story
from sim.rules import customer_life as rules
from sim.rules.funnel import in_ticks
from sim.rules.hours import overlap, whole_ticks
from sim.rules.leads import owner
from sim.rules.money import part_of
from sim.rules.tasks import CARE
from sim.rules.tools import on_record


class Clientele:
    """Everybody who is or was a customer. What other parts of the world tell of a month stands in skills (relationship
    and product, by rep), records (by rep), fed (by rep and side of experience) and rival (by segment).
    """

    def __init__(self, office: Office) -> None:
        self.office, self.life = office, office.world.life
        self.row: Any = self.life.rules[0]
        self.clients: list[Client] = []
        self.signed: list[Lead] = []
        self.refunds: dict[tuple[int, int], list[int]] = {}
        reps = len(office.world.reps)
        self.care, self.planned = [0.0] * reps, [0.0] * reps
        self.skills = self.life.skills.copy()
        self.records = [float(self.row.hand_records)] * reps
        self.fed = np.zeros((reps, len(self.life.sides)))
        self.rival = [0.0] * len(self.life.newcomers)

    # ── who is there ────────────────────────────────────────────────────────────────────────────

    def open(self) -> None:
        """Those whom the year opens with; they have been customers for a part of their term."""
        first_instant = float(np.nextafter(self.office.world.period_end[0], np.inf))
        for who in self.life.customers:
            holder = self._taker(int(who.territory), int(who.segment), first_instant, who.name)
            client = self._welcome(who.name, holder, int(who.segment), int(who.channel), float(who.per_day))
            client.due -= int(self.office.luck(RELATION, who.name, 1) * self.row.term)

    def _welcome(self, name: Word, holder: int, segment: int, channel: int, per_day: float) -> Client:
        row, own = self.row, rules.own_satisfaction(self.row, self.office.luck(RELATION, name, 0))
        start = (own, float(row.loyal), float(row.start), int(row.term))
        client = Client(name, holder, segment, channel, per_day, own, *start)
        client.past = [own] * (int(row.lag) + 1)
        self.clients.append(client)
        return client

    def _taker(self, territory: int, segment: int, time: float, name: Word, but: int = -1) -> int:
        world, chance = self.office.world, (self.office.seed, self.office.replication)
        place = territory * len(world.segments) + segment
        takers = world.takers[world.takers_first[place] : world.takers_first[place + 1]]
        return int(owner(takers, time, name, but, *chance))

    def _is_there(self, rep: int, time: float) -> bool:
        row = self.office.world.reps[rep]
        return bool(row.since <= time <= row.until)

    def count(self) -> None:
        """Customers at a period's end, by rep and segment."""
        found = Counter((client.holder, client.segment) for client in self.clients if client.is_active)
        for (holder, segment), number in found.items():
            name = self.office.world.reps[holder].name
            self._note_of_segment(holder, name, 0, segment, number)
        for holder, number in Counter(client.holder for client in self.clients if client.is_active).items():
            self.note(holder, self.office.world.reps[holder].name, C.CUSTOMERS_OPEN, number)

    def begin_year(self) -> None:
        """What was signed before the year is among the stated customers."""
        self.signed = []
        self.count()

    def keep_records(self, month: int) -> None:
        """What each holder has on record of her customers this month, with what tools keep."""
        written = float(self.row.hand_records)
        self.records = [on_record(written, share) for share in self.office.world.tools.records[:, month]]

    def open_month(self, month: int) -> None:
        """Deals of who has left go to others; care is planned; leads of the month are on their way."""
        first_instant = float(np.nextafter(self.office.env.now, np.inf))
        for desk in self.office.desks:
            for turn in list(desk.waiting):
                if turn.lead and not turn.lead.is_copy and self.find_an_heir(turn.lead, first_instant):
                    desk.send_away(turn)
        self.plan_care(month)
        self.bring_leads(month + 1)

    # ── a month closes ──────────────────────────────────────────────────────────────────────────

    def close(self, month: int) -> None:
        """The month's contracts, then each customer's month, then who came and who changes hands."""
        contracts = sorted((lead for lead in self.signed), key=lambda lead: int(lead.name))
        self.signed = []
        for lead in contracts:
            self._sell(lead, month)
        for rep, (coins, deals) in ((r, due) for (p, r), due in self.refunds.items() if p == month + 1):
            self.note(rep, self.office.world.reps[rep].name, C.REFUNDS, coins)
            self.note(rep, self.office.world.reps[rep].name, C.REFUNDED_DEALS, deals)
        self._give_care(month)
        capacity, stand = Counter[int](), Stand(self)
        for client in self.clients:
            Month(self, client, month).live(capacity, stand)
        stand.note()
        for lead in contracts:
            self._win(lead)
        for client in self.clients:
            client.idle = 0 if client.bought else client.idle + 1
            client.gone += 1
            client.handed += client.handed >= 0
            client.bought = False
            self._change_hands(client)
        self.count()

    def _misled(self, lead: Lead) -> bool:
        chance = rules.misfit_chance(self.row, self.skills[lead.rep.place, 1])
        return self.office.luck(COMPLAINT, lead.name, rules.MISFIT) < chance

    def _sell(self, lead: Lead, month: int) -> None:
        """What a contract means: perhaps a refund later, and a customer who is content or not, here or back."""
        row, misled = self.row, self._misled(lead)
        if misled:
            due = self.refunds.setdefault((month + 1 + int(row.refund_lag), lead.rep.place), [0, 0])
            due[0] += part_of(lead.signed_value, int(row.refund_share))
            due[1] += 1
        client = lead.client
        if client is None:
            return
        if misled:
            client.satisfaction = max(0.0, client.satisfaction - row.misfit_drop)
        if client.bought:
            return
        client.bought = True
        self.tell(client, C.CUSTOMERS_BUYING)
        self.tell(client, C.CUSTOMERS_AGAIN)
        if client.idle >= row.back_after:
            self.tell(client, C.REACTIVATIONS)
        if not client.is_active:
            client.is_active = True
            self.tell_of_segment(client, 3)
            if client.in_term:
                self.tell(client, C.RENEWALS_DUE)
            client.due, client.in_term = int(row.term) + 1, True

    def _win(self, lead: Lead) -> None:
        """A first contract makes a customer."""
        if lead.client is None and self.office.world.channels[lead.channel].new_customer:
            like = self.life.newcomers[lead.segment]
            place = (lead.rep.place, lead.segment, int(like.channel), float(like.per_day))
            client = self._welcome(lead.name, *place)
            if self._misled(lead):
                client.satisfaction = max(0.0, client.satisfaction - self.row.misfit_drop)
            client.bought = True
            self.tell_of_segment(client, 1)
            self.tell(client, C.CUSTOMERS_BUYING)

    def _change_hands(self, client: Client) -> None:
        """A customer of somebody who has left goes to who takes the territory's leads now, if anybody is there."""
        now, world = self.office.env.now, self.office.world
        if world.reps[client.holder].until > now:
            return
        first_instant = float(np.nextafter(now, np.inf))
        home = int(self.life.home[client.holder])
        heir = self._taker(home, client.segment, first_instant, client.name, client.holder)
        if not self._is_there(heir, first_instant):
            return
        client.records, client.handed = float(self.records[client.holder]), 0
        kept = rules.kept_relation(self.row, client.relation, client.records)
        lost, client.relation, client.holder = in_ticks(100.0 * (client.relation - kept)), kept, heir
        if client.is_active:
            self.tell(client, C.CUSTOMERS_HANDED_OVER)
            self.tell(client, C.RELATION_POINTS_LOST, lost)

    def find_an_heir(self, lead: Lead, time: float) -> bool:
        """A deal of somebody who has left, and who had it for herself, goes to whoever takes it now; or it stays."""
        here, world = lead.rep.place, self.office.world
        if world.reps[here].until >= time or len(lead.rep.desk.hands) > 1:
            return False
        unknown = 1.0 - self.records[here]
        if self.office.luck(HAND_OVER, lead.name, 1 + lead.count) < self.row.hand_deals * unknown:
            return False
        heir = self._taker(int(self.life.home[here]), lead.segment, time, lead.name, here)
        if not self._is_there(heir, time):
            return False
        lead.rep = self.office.reps[heir]
        lead.lift -= rules.lift_lost(self.row, unknown)
        self.office.note(heir, lead.name, self.life.first + C.DEALS_HANDED_OVER, 1.0, at=time)
        return True

    # ── care ────────────────────────────────────────────────────────────────────────────────────

    def plan_care(self, month: int) -> None:
        """Hours of care for the month, which are missing for leads."""
        begin, end = self.office.world.period_end[month : month + 2].tolist()
        for rep in self.office.reps:
            row, mine = self.office.world.reps[rep.place], self._cared_for(rep.place)
            days = overlap(begin, end, float(row.since), float(row.until))
            share = days / (end - begin) if end > begin else 0.0
            time = row.hours_per_day * days
            planned = rules.care_hours(self.row, len(mine), share, time)
            self.planned[rep.place] = planned
            self.care[rep.place] = rules.care_given(self.row, len(mine), planned * rep.division.times[CARE], time)
            rep.hours_taken += whole_ticks(self.row.care_takes * self.care[rep.place])

    def _cared_for(self, rep: int) -> list[Client]:
        weight = self.life.newcomers.weight
        return [c for c in self.clients if c.is_active and c.holder == rep and weight[c.segment] > 0]

    def _give_care(self, month: int) -> None:
        for client in self.clients:
            client.hours = 0.0
        for rep, hours in enumerate(self.care):
            mine = self._cared_for(rep) if hours > 0 else []
            if not mine:
                continue
            self.note(rep, self.office.world.reps[rep].name, C.HOURS_CARE, in_ticks(hours))
            if self.row.care_by == 0:
                weights = [float(self.life.newcomers[client.segment].weight) for client in mine]
                total = 0.0
                for weight in weights:
                    total += weight
                for client, weight in zip(mine, weights, strict=True):
                    client.hours = hours * weight / total
                continue
            for client in sorted(mine, key=lambda client: -self._urgency(client, month)):
                client.hours = min(float(self.row.visit), hours)
                hours -= client.hours

    def _urgency(self, client: Client, month: int) -> float:
        """By which visits are ordered, the largest first."""
        like = self.life.newcomers[client.segment]
        if self.row.care_by == 2:
            return rules.visit_key(float(like.weight), self.office.luck(RELATION, client.name, month + 2))
        feelings = (client.satisfaction, client.relation, client.loyalty, client.complaint is not None)
        value, skill = like.value * client.per_day, self.skills[client.holder, 0]
        return float(like.weight * rules.worth_of_a_visit(self.row, value, *feelings, skill))

    # ── leads ───────────────────────────────────────────────────────────────────────────────────

    def bring_leads(self, period: int) -> None:
        """Leads that customers bring in a period."""
        for client in self.clients:
            days = float(self.life.worth[client.segment, period])
            if client.is_active:
                self._bring_as_a_customer(client, period, days)
            elif client.gone >= self.row.back_after and client.channel >= 0:
                asks = self.office.luck(CHURN, client.name, 2 * period + 1) < self.row.back_chance
                if asks:
                    self._bring(client, period, rules.RETURN_LEAD, 0, client.channel, client, C.WIN_BACK_LEADS)

    def _bring_as_a_customer(self, client: Client, period: int, days: float) -> None:
        row, luck = self.row, self.office.luck
        if client.channel >= 0:
            mean = client.per_day * days * rules.order_factor(row, client.loyalty)
            for number in range(rules.few(luck(REORDER, client.name, period), mean)):
                self._bring(client, period, rules.ORDER, number, client.channel, client, C.REPEAT_LEADS)
        if row.referral_channel >= 0:
            mean, to = row.referrals * days * rules.loyalty_ratio(row, client.loyalty), int(row.referral_channel)
            for number in range(rules.few(luck(REFERRAL, client.name, period), mean)):
                self._bring(client, period, rules.REFERRAL_LEAD, number, to, None, C.REFERRED_LEADS)
        if client.has_need:
            to, client.has_need = int(row.cross_channel), False
            self._bring(client, period, rules.CROSS_LEAD, 0, to, client, C.CROSS_SELL_LEADS)

    def _bring(
        self, client: Client, period: int, kind: int, number: int, channel: int, buyer: Client | None, measure: C
    ) -> None:
        office, ends = self.office, self.office.world.period_end
        name = np.uint64(rules.born_lead(client.name, period, kind, number))
        begin = float(ends[period - 1]) if period else 0.0
        due = rules.days_until_moment(begin, float(ends[period]), office.luck(INSTANT, name))
        created = begin + due
        rep = client.holder
        if not self._is_there(rep, created):
            rep = self._taker(int(self.life.home[rep]), client.segment, created, name)
        lead = Lead(office, office.reps[rep], name, client.segment, channel, created)
        lead.client = buyer
        lead.lift = rules.lift_after(self.row, client.handed, client.records) if buyer else 0.0
        office.note(rep, name, self.life.first + measure, 1.0, at=created)
        office.env.process(_come(lead, due))

    # ── the book ────────────────────────────────────────────────────────────────────────────────

    def tell(self, client: Client, measure: C, amount: float = 1.0) -> None:
        """Something happened to a customer."""
        self.note(client.holder, client.name, measure, amount)

    def tell_of_segment(self, client: Client, which: int) -> None:
        """The same for what is counted by segment, too (place in BY_SEGMENT)."""
        self.tell(client, C[BY_SEGMENT[which].upper()])
        self._note_of_segment(client.holder, client.name, which, client.segment, 1.0)

    def _note_of_segment(self, rep: int, who: Word, which: int, segment: int, amount: float) -> None:
        place = len(C) + which * len(self.life.newcomers) + segment
        self.office.note(rep, who, self.life.first + place, float(amount))

    def note(self, rep: int, who: Word, measure: C, amount: float) -> None:
        self.office.note(rep, who, self.life.first + measure, float(amount))


def _come(lead: Lead, due: float) -> Story:
    yield lead.office.env.timeout(due)
    if lead.office.market.wants(lead):
        lead.come_in()
        lead.note_selling(S.ANSWERS_DUE)
        yield from lead.live()
