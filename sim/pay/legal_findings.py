"""A plan held against the legal rules of a city: what is refused, what is flagged, and what nobody has confirmed."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from scenarios.base import Label
from scenarios.legal.city import CityProfile
from scenarios.legal.notes import KEYS, value_of
from scenarios.legal.numbers import Duty, LegalNumber, earliest
from scenarios.legal.rules import RULES, Severity, rule
from sim.pay.legal import coins_of, deductible, millionths, top_up
from sim.pay.legal_facts import Deduction, PaidGroup, PayCycle, PlanFacts
from sim.pay.legal_words import TERMS, money, percent, say, span
from sim.rules.money import MICRO

MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SEVERITIES: tuple[Severity, ...] = ("refused", "flagged", "to check by counsel")


@dataclass(frozen=True)
class LegalFinding:
    """What the law has to say of one place of a plan.

    where: id of the grade, component or clause; "" for the plan. unconfirmed: what it rests on and nobody has read,
    by its key in the city profile, or the rule's own number; the message says so, too.
    """

    rule: str
    severity: Severity
    where: str
    message: Label
    unconfirmed: tuple[str, ...] = ()


def legal_findings(facts: PlanFacts, city: CityProfile) -> tuple[LegalFinding, ...]:
    """Everything that the rules find in a plan, the refusals first; nothing under a profile that checks nothing."""
    if not city.checked:
        return ()
    order = [one.id for one in RULES]
    found = _Check(facts, city).all()
    return tuple(sorted(found, key=lambda one: (SEVERITIES.index(one.severity), order.index(one.rule))))


@dataclass(frozen=True)
class _Check:
    """One plan under one city's rules."""

    facts: PlanFacts
    city: CityProfile

    def all(self) -> Iterator[LegalFinding]:
        yield from self._minimum_itself()
        for group in self.facts.groups:
            yield from self._agency(group) if group.employment == "agency" else self._pay(group)
        if self._employs:
            yield from self._recoveries()
            yield from self._deductions()
        for cycle in self.facts.cycles:
            yield from self._cycle(cycle)
        yield from self._changes()
        for term in self.facts.terms:
            number, message = TERMS[term.kind]
            yield self._told(number, term.id, message)

    # ── what the rows stand on ──────────────────────────────────────────────────────────────────

    @property
    def _employs(self) -> bool:
        """Whether anybody here may be an employee."""
        groups = self.facts.groups
        return not groups or any(group.employment == "employee" for group in groups)

    @cached_property
    def _minimum(self) -> int | None:
        """The minimum wage in coins; None where none is stated in the plan's currency."""
        wage, currency = self.city.minimum_wage, self.facts.currency
        if wage is None or not wage.unit.startswith(f"{currency.code}/"):
            return None
        return coins_of(wage, currency.minor_digits)

    @cached_property
    def _share(self) -> int | None:
        """The largest share of a deduction, in millionths; None where it is not stated."""
        return millionths(self.city.deduction_share) if self.city.deduction_share else None

    def _money(self, amount: int) -> str:
        return money(amount, self.facts.currency)

    def _told(
        self, number: str, where: str, message: Label, *rests_on: str, severity: Severity | None = None
    ) -> LegalFinding:
        """A finding, with what it rests on and nobody has read: numbers of the profile by key, and the rule itself."""
        unread = tuple(key for key in rests_on if self._of(key).status != "read")
        doubts = [_called(key, self._of(key)) for key in unread]
        if rule(number).status != "read":
            doubts.append(Label(en=f"the text of {number}", zh=f"{number} 的条文"))
            unread += (number,)
        if doubts:
            what = Label(en=", ".join(one.en for one in doubts), zh="、".join(one.zh for one in doubts))
            more = say("doubt", what=what)
            message = Label(en=message.en + more.en, zh=message.zh + more.zh)
        return LegalFinding(number, severity or rule(number).severity, where, message, unread)

    def _of(self, key: str) -> LegalNumber | Duty:
        found = self.city
        for step in key.split("."):
            found = getattr(found, step)
        assert isinstance(found, LegalNumber | Duty)
        return found

    # ── the minimum wage ────────────────────────────────────────────────────────────────────────

    def _minimum_itself(self) -> Iterator[LegalFinding]:
        """That the number all of L1 to L3 rest on is there, in this currency and of this time."""
        wage, facts, name = self.city.minimum_wage, self.facts, self.city.name
        counsel: Severity = "to check by counsel"
        if wage is None:
            yield LegalFinding("L11", counsel, "", say("no_minimum", name=name))
        elif self._minimum is None:
            words = say("other_currency", name=name, value=facts.currency.code, limit=wage.unit[:3])
            yield LegalFinding("L11", counsel, "", words)
        elif facts.first_day and wage.effective_from and facts.first_day < earliest(wage.effective_from):
            words = say("too_new", name=name, value=str(facts.first_day), limit=wage.effective_from)
            yield LegalFinding("L11", counsel, "", words)

    def _agency(self, group: PaidGroup) -> Iterator[LegalFinding]:
        yield self._told("L12", group.id, say("agency", name=group.name))

    def _pay(self, group: PaidGroup) -> Iterator[LegalFinding]:
        """Fixed pay (L2), the month without a sale (L3) and probation (L2, L10) of people who are employed."""
        least = self._minimum
        if least is None:
            if group.no_sales is not None and group.no_sales <= 0 and not group.topped_up:
                yield self._told("L3", group.id, say("nothing", name=group.name, value=self._money(group.no_sales)))
        else:
            yield from self._below(group, least)
        yield from self._probation(group)

    def _below(self, group: PaidGroup, least: int) -> Iterator[LegalFinding]:
        limit = self._money(least)
        rows = (("L2", "base", group.fixed), ("L3", "no_sales", group.no_sales))
        low = [(number, key, pay) for number, key, pay in rows if pay is not None and pay < least]
        if group.topped_up and low:
            pay = min(pay for _, _, pay in low)
            cost = self._money(top_up(pay, least))
            words = say("topped_up", name=group.name, value=self._money(pay), limit=limit, cost=cost)
            yield self._told("L2", group.id, words, "minimum_wage", severity="flagged")
            return
        for number, key, pay in low:
            words = say(key, name=group.name, value=self._money(pay), limit=limit)
            yield self._told(number, group.id, words, "minimum_wage")

    def _probation(self, group: PaidGroup) -> Iterator[LegalFinding]:
        pay, least, share = group.probation, self._minimum, self.city.probation_share
        if pay is None:
            return
        value = self._money(pay)
        if least is not None and pay < least and not group.topped_up:
            words = say("probation_wage", name=group.name, value=value, limit=self._money(least))
            yield self._told("L2", group.id, words, "minimum_wage")
        if share and group.fixed is not None and (due := math.ceil(Fraction(share.value) * group.fixed)) > pay:
            part, agreed = percent(Fraction(share.value)), self._money(group.fixed)
            words = say(
                "probation_share", name=group.name, value=value, share=part, agreed=agreed, limit=self._money(due)
            )
            yield self._told("L10", group.id, words, "probation_share")

    def _recoveries(self) -> Iterator[LegalFinding]:
        """Draws and clawbacks that leave less than the minimum wage, or nothing at all (L2)."""
        least = self._minimum
        shown = self._money(least) if least is not None else Label(en="the local minimum wage", zh="当地最低工资")
        rests_on = () if least is None else ("minimum_wage",)
        for one in self.facts.recoveries:
            if one.floor is None or one.floor < 0:
                yield self._told("L2", one.id, say("negative", name=one.name, limit=shown), *rests_on)
            elif least is not None and one.floor < least:
                words = say("recovery", name=one.name, value=self._money(one.floor), limit=shown)
                yield self._told("L2", one.id, words, *rests_on)

    # ── deductions ──────────────────────────────────────────────────────────────────────────────

    def _deductions(self) -> Iterator[LegalFinding]:
        """What is taken of the wage (L1), each by itself and all together; notice (L9); and fines (L10)."""
        asked = self.facts.deductions
        for one in asked:
            if one.kind == "fine":
                yield self._told("L10", one.id, say("fine", name=one.name))
            if self.city.deduction_notice and not one.notice:
                yield self._told("L9", one.id, say("notice", name=one.name), "deduction_notice")
        too_much = [finding for one in asked for finding in self._limits(one)]
        unlimited = [one for one in asked if not one.limited]
        if not too_much and len(unlimited) > 1:
            too_much = list(self._limits(_together(unlimited)))
        yield from too_much

    def _limits(self, asked: Deduction) -> Iterator[LegalFinding]:
        """Whether it asks for more than the law lets a month's wage lose (L1)."""
        if self._share is None:
            return
        most = Fraction(self._share, MICRO)
        if asked.share is not None and asked.share > most:
            words = say("share", name=asked.name, value=percent(asked.share), limit=percent(most))
            yield self._told("L1", asked.id, words, "deduction_share")
        elif not asked.limited:
            yield from self._taken(asked, self._share)

    def _taken(self, asked: Deduction, share: int) -> Iterator[LegalFinding]:
        """What is asked of the least month of each group, against what may be taken from it."""
        least = self._minimum or 0
        rests_on = ["deduction_share"] + (["minimum_wage"] if least else [])
        fifth = percent(Fraction(share, MICRO))
        wages = [(g.name, g.no_sales) for g in self.facts.groups if g.employment == "employee"]
        known = [(name, wage) for name, wage in wages if wage is not None]
        for name, wage in known:
            asks = asked.asks(wage)
            allowed = deductible(wage, asks, least, share)
            if asks > allowed:
                said = {"value": self._money(asks), "wage": self._money(wage), "limit": self._money(allowed)}
                words = say("taken", name=asked.name, group=name, fifth=fifth, **said)
                yield self._told("L1", asked.id, words, *rests_on)
        if not known and asked.amount:
            words = say("unknown_wage", name=asked.name, value=self._money(asked.amount), limit=fifth)
            yield self._told("L1", asked.id, words, "deduction_share", severity="flagged")

    # ── when pay is paid ────────────────────────────────────────────────────────────────────────

    def _cycle(self, cycle: PayCycle) -> Iterator[LegalFinding]:
        """Pay dates, unfinished periods and prepayment, where the city has a rule on them (L8)."""
        city, least = self.city, self._minimum
        if city.pay_within and cycle.after is not None:
            key = "up_to_a_month" if cycle.months <= 1 else "under_a_year" if cycle.months < 12 else "a_year"
            limit: LegalNumber = getattr(city.pay_within, key)
            if _may_be_later(cycle.after, cycle.unit, int(limit.value), limit.unit):
                latest = span(int(limit.value), limit.unit)
                words = say("late", name=cycle.name, value=span(cycle.after, cycle.unit), limit=latest)
                yield self._told("L8", cycle.id, words, f"pay_within.{key}")
        if city.proration and cycle.prorated is False:
            yield self._told("L8", cycle.id, say("not_prorated", name=cycle.name), "proration")
        prepaid = cycle.prepaid if city.prepayment and cycle.months > 1 else None
        if prepaid is not None and least is not None and prepaid < least:
            words = say("prepaid", name=cycle.name, value=self._money(prepaid), limit=self._money(least))
            yield self._told("L8", cycle.id, words, "prepayment", "minimum_wage")

    def _changes(self) -> Iterator[LegalFinding]:
        """Targets and rates that are cut for a time already begun when they were told (L10)."""
        for change in self.facts.changes:
            if change.effective < change.published:
                days = {"value": str(change.effective), "limit": str(change.published)}
                yield self._told("L10", change.id, say("backwards", name=change.name, **days))


def _together(asked: Sequence[Deduction]) -> Deduction:
    """Several deductions as one: the limit is on all that a month's wage loses."""
    names = [one.name for one in asked]
    return Deduction(
        id="+".join(one.id for one in asked),
        name=Label(en=" + ".join(name.en for name in names), zh=" + ".join(name.zh for name in names)),
        kind="loss",
        share=sum((one.share or Fraction(0) for one in asked), Fraction(0)),
        amount=sum(one.amount or 0 for one in asked),
    )


def _called(key: str, limit: LegalNumber | Duty) -> Label:
    """A limit's name, and its value where it is a number."""
    name = KEYS[key]
    if isinstance(limit, Duty):
        return name
    value = value_of(limit)
    return Label(en=f"{name.en} ({value.en})", zh=f"{name.zh}（{value.zh}）")


def _may_be_later(after: int, unit: str, limit: int, limit_unit: str) -> bool:
    """Whether a pay date may fall behind the latest one; days and months are compared at their worst.

    A month may have 28 days or 31, so 29 days after a period's end may be later than a month after it.
    """
    if unit == limit_unit:
        return after > limit
    return after > min(_days_of(limit)) if unit == "days" else max(_days_of(after)) > limit


def _days_of(months: int) -> list[int]:
    """The days in so many months on end, from each month of a year on."""
    return [sum(MONTH_LENGTHS[(start + i) % 12] for i in range(months)) for start in range(12)]
