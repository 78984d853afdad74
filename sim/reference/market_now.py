"""The market as the office sees it: whom we pursue, who takes our customers, what channels cost and trials show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.draws import REASON
from sim.measured.market import CHANNEL, REASONS, RIVAL, SEGMENT, TRIAL, K, Series
from sim.rules.funnel import in_ticks
from sim.rules.leads import deal_value, lead_fit
from sim.rules.money import part_of
from sim.rules.rivals import loss_reason, pull, rival_paths, strength_now, unseen_value
from sim.rules.tasks import PROSPECTING, hours_at
from sim.rules.ways import (
    ADOPTED,
    DROPPED,
    OWN,
    TRIED,
    comes,
    is_claimed,
    is_taken,
    needs_anew,
    taken_next,
    verdict,
    worth_so_far,
)

if TYPE_CHECKING:
    from sim.reference.lead import Lead
    from sim.reference.office import Office

WHY = [name for name, _, _ in REASONS]


class MarketNow:
    """What of the market moves: competitors' strength, shares of leads pursued, channels on trial."""

    def __init__(self, office: Office) -> None:
        self.office, self.market = office, office.world.market
        self.on = bool(self.market.on)
        self.truth, self.estimate = np.zeros(self.market.known.shape), np.zeros(self.market.known.shape)
        if len(self.market.rivals):
            rivals = self.market.rivals, self.market.known
            rival_paths(*rivals, office.seed, office.replication, self.truth, self.estimate)
        self.taken = [float(kind.taken) for kind in self.market.kinds]
        self.trials = [0 for _ in self.market.trials]

    @property
    def chance(self) -> tuple[Any, int]:
        return self.office.seed, self.office.replication

    @property
    def month(self) -> int:
        """Counted from 0; what is before the year is lived as its first month."""
        return max(0, self.office.period - 1)

    # ── a lead ──────────────────────────────────────────────────────────────────────────────────

    def wants(self, lead: Lead) -> bool:
        """Whether a lead that would come in does; one of a segment that is not pursued is declined."""
        if not self.on:
            return True
        trial = int(self.market.ways[lead.channel].trial)
        if lead.source > OWN and not comes(lead.source, self.trials[trial]):
            return False
        if lead.source == OWN and lead.needs > lead.rep.division.times[PROSPECTING]:
            return False
        pursued = is_taken(lead.name, self.taken[lead.segment], *self.chance)
        if not pursued and not lead.is_copy:
            lead.note(self.market.at.first + K.DECLINED_LEADS)
        return pursued

    def lead_came(self, lead: Lead) -> None:
        """Who brought it, what it needs, what it costs."""
        if not self.on:
            return
        way, first = self.market.ways[lead.channel], self.market.at.first
        lead.note(self._channel("channel_leads", lead.channel))
        lead.note(self._segment("segment_leads", lead.segment))
        if needs_anew(lead.name, self.market.here[lead.segment, self.month].renewed, *self.chance):
            lead.note(first + K.NEW_NEEDS)
        if lead.stated:
            return
        if lead.source == OWN:
            lead.note(first + K.PROSPECTED_LEADS)
        if is_claimed(lead.name, way.claimed, *self.chance):
            lead.note(first + K.CONFLICTS)
        registration = int(self.market.rules[0].fee) if self.market.rules[0].registered and way.also >= 0 else 0
        self._pay_for(lead, lead.channel, int(way.per_lead) + registration)

    def hours_of(self, segment: int, hours: float) -> float:
        """Hours of a touch by the playbook used in a segment."""
        return in_ticks(hours * float(self.market.kinds[segment].hours)) if self.on else hours

    def given_away(self, segment: int, value: int, given: int) -> int:
        """Discount in a contract once the segment's playbook has given away its part of the rest."""
        return value - part_of(value - given, int(self.market.kinds[segment].kept)) if self.on else given

    def _pay_for(self, lead: Lead, channel: int, cost: int) -> None:
        if cost:
            lead.note(self._channel("channel_cost", channel), cost)
            lead.note(self.market.at.first + K.MARKET_COST, cost)

    def contract_signed(self, lead: Lead, value: int, margin: int) -> None:
        """Whose it was, and what its channels keep of it."""
        if not self.on:
            return
        for name, amount in (("won", 1), ("closed", 1), ("bookings", value), ("margin", margin)):
            lead.note(self._channel(f"channel_{name}", lead.channel), amount)
        for name, amount in (("segment_won", 1), ("segment_bookings", value), ("market_value", value)):
            lead.note(self._segment(name, lead.segment), amount)
        way = self.market.ways[lead.channel]
        self._pay_for(lead, lead.channel, part_of(value, int(way.part)))
        registered = bool(self.market.rules[0].registered)
        if way.also >= 0 and not registered and not lead.stated and is_claimed(lead.name, way.claimed, *self.chance):
            second = part_of(value, int(self.market.ways[way.also].part))
            self._pay_for(lead, int(way.also), second)
            if second:
                lead.note(self.market.at.first + K.DOUBLE_PAID, second)

    def lead_lost(self, lead: Lead, cold: bool) -> None:
        """Why, and to whom."""
        if not self.on:
            return
        lead.note(self._channel("channel_closed", lead.channel))
        lead.note(self._segment("segment_lost", lead.segment))
        if not len(self.market.loss):
            return
        why = "slow" if cold else self._reason(lead)
        if isinstance(why, int):
            self._lost_to(lead, why)
            why = "competitor"
        elif why == "misfit":
            lead.note(self._segment("segment_misfit", lead.segment))
        lead.note(self.market.at.reasons + WHY.index(why))

    def _reason(self, lead: Lead) -> int | str:
        """The competitor's place, or another reason's name."""
        world, month = self.office.world, self.month
        strengths, cuts = np.zeros(len(self.market.rivals)), np.zeros(len(self.market.rivals))
        for rival in self._against(lead.segment, lead.stage):
            row = self.market.against[rival, lead.segment, month]
            strengths[rival], cuts[rival] = self._strength(rival, lead.segment, month), row.cut
        fit = lead_fit(world.channels[lead.channel], lead.name, *self.chance)
        gap, u = self.market.here[lead.segment, month].gap, self.office.luck(REASON, lead.name)
        drawn = loss_reason(self.market.loss[0], strengths, cuts, world.terms[0].fit_effect * fit, gap, u)
        others = ("price", "misfit", "timing")
        return drawn if drawn < len(strengths) else others[drawn - len(strengths)]

    def _lost_to(self, lead: Lead, rival: int) -> None:
        world = self.office.world
        lead.note(self._rival("lost_to", rival))
        value = lead.value or deal_value(world.segments[lead.segment], world.parts, lead.name, *self.chance)
        lead.note(self._segment("rivals_value", lead.segment), value)
        lead.note(self._segment("market_value", lead.segment), value)

    def _against(self, segment: int, stage: int) -> list[int]:
        """Competitors who count in a segment at a stage."""
        market = self.market
        return [r for r in range(len(market.rivals)) if market.against[r, segment, 0].here and market.stages[r, stage]]

    def _strength(self, rival: int, segment: int, month: int) -> float:
        return strength_now(self.market.against[rival, segment, month].stated, self.truth[rival, month])

    # ── a month ─────────────────────────────────────────────────────────────────────────────────

    def shift(self, month: int) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Log-odds that the market adds to everybody's this month, [segment, stage]."""
        shape = self.office.world.odds.shape[1:]
        found = np.zeros(shape)
        for segment, stage in np.ndindex(*shape) if self.on else ():
            found[segment, stage] = self.market.here[segment, month].shift
            for rival in self._against(segment, stage):
                row, known = self.market.against[rival, segment, month], self.market.known[rival, month]
                found[segment, stage] -= pull(self._strength(rival, segment, month), row.contained, known.countered)
        return found

    def open(self, month: int) -> None:
        """How the market stands for everybody this month; trials whose month has come begin."""
        if not self.on:
            return
        shift, hours = self.shift(max(0, month)), self.market.hours
        for rep in self.office.reps:
            rep.shift = rep.shift + shift
            here = hours[rep.place, max(0, month)]
            looking = hours_at(here.prospecting, rep.division.times[PROSPECTING])
            rep.hours_taken += float(here.busy - here.prospecting + looking)
        for place, trial in enumerate(self.market.trials):
            if trial.month == month and not self.trials[place]:
                self.trials[place] = TRIED

    def close(self, month: int) -> None:
        """What is paid by the month, what others won, what we know, and what follows from it."""
        if self.on:
            self._count_hours(month)
            self._pay_the_month(month)
            self._count_others(month)
            for place in range(len(self.trials)):
                self._judge(place, month)
            self._learn()

    def _count_hours(self, month: int) -> None:
        first, parts = self.market.at.first, ("prospecting", "researching", "briefing")
        for rep, who in enumerate(self.office.reps):
            for measure, part in zip((K.HOURS_PROSPECTING, K.HOURS_RESEARCH, K.HOURS_BRIEFING), parts, strict=True):
                hours = float(self.market.hours[rep, month][part])
                if part == "prospecting":
                    hours = float(hours_at(hours, who.division.times[PROSPECTING]))
                if hours > 0:
                    self.office.note(rep, self.office.world.reps[rep].name, first + measure, hours)

    def _pay_the_month(self, month: int) -> None:
        first = self.market.at.first
        for channel, way in enumerate(self.market.ways):
            if way.trial < 0 or self.trials[way.trial] in (TRIED, ADOPTED):
                cost = int(self.market.fixed[channel, month])
                self._note(self._channel("channel_cost", channel), cost)
                self._note(first + K.MARKET_COST, cost)
        for measure in (K.RESEARCH_COST, K.MARKET_COST):
            self._note(first + measure, int(self.market.rules[0].research))

    def _count_others(self, month: int) -> None:
        for segment, kind in enumerate(self.market.kinds):
            here = self.market.here[segment, month]
            if here.unseen > 0:
                value = unseen_value(kind.name, month, here.unseen, here.unseen_cv, *self.chance)
                self._note(self._segment("rivals_value", segment), value)
                self._note(self._segment("market_value", segment), value)
        for rival in range(len(self.market.rivals)):
            known = self.market.known[rival, month]
            self._note(self._rival("strength", rival), float(known.typical + self.truth[rival, month]))
            self._note(self._rival("estimated", rival), float(known.typical + self.estimate[rival, month]))
            self._note(self._rival("research_sd", rival), float(known.sd))

    def _judge(self, place: int, month: int) -> None:
        """A channel on trial is adopted, dropped or tried further by what its leads have brought."""
        if not self.trials[place]:
            return
        trial, sums = self.market.trials[place], self.office.sums
        closed, margin = (
            float(sums[1 : month + 2, :, self._channel(name, int(trial.channel))].sum())
            for name in ("channel_closed", "channel_margin")
        )
        worth, sd = worth_so_far(trial, closed, margin)
        if self.trials[place] == TRIED:
            self.trials[place] = verdict(trial, month, worth, sd)
        stands = self.trials[place]
        told = {"adopted": stands == ADOPTED, "dropped": stands == DROPPED, "trial_worth": worth, "trial_sd": sd}
        for name, amount in told.items():
            self._note(self.market.at.trials + _nth(TRIAL, name) * len(self.trials) + place, float(amount))

    def _learn(self) -> None:
        """Segments whose customers say that we do not fit are pursued less from now on."""
        for segment in range(len(self.taken)):
            if len(self.market.learning):
                rule, last = self.market.learning[0], self.office.period
                window = self.office.sums[max(1, last + 1 - int(rule.window)) : last + 1]
                losses, misfits = (
                    float(window[:, :, self._segment(name, segment)].sum())
                    for name in ("segment_lost", "segment_misfit")
                )
                most = float(self.market.kinds[segment].taken)
                self.taken[segment] = min(most, taken_next(rule, self.taken[segment], losses, misfits))
            self._note(self._segment("taken", segment), self.taken[segment])

    # ── where things are counted ────────────────────────────────────────────────────────────────

    def _note(self, measure: int, amount: float) -> None:
        """Of the whole company, under the first rep."""
        if amount:
            self.office.note(0, self.office.world.reps[0].name, measure, amount)

    def _rival(self, name: str, place: int) -> int:
        return self.market.at.rivals + _nth(RIVAL, name) * len(self.market.rivals) + place

    def _channel(self, name: str, place: int) -> int:
        return self.market.at.channels + _nth(CHANNEL, name) * len(self.market.ways) + place

    def _segment(self, name: str, place: int) -> int:
        return self.market.at.segments + _nth(SEGMENT, name) * len(self.market.kinds) + place


def _nth(series: tuple[Series, ...], name: str) -> int:
    return [known for known, _, _ in series].index(name)
