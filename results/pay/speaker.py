"""Amounts, rates, KPIs and deals of a plan in one language: the parts of which sentences about it are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from results.pay.exact import exact_money, exact_share, plain_number
from results.pay.words import phrase
from results.render.words import Language
from scenarios.company import Currency
from scenarios.kpis import with_own
from scenarios.plan import Indicator, KpiTarget, Plan, Where
from scenarios.plan_file import PlanFile


@dataclass(frozen=True)
class Person:
    """What sentences may say of the person they are for, in coins: salary a month, variable pay a year."""

    base: Fraction
    variable: Fraction
    minimum_wage: int | None = None


@dataclass(frozen=True)
class Speaker:
    """Says what a plan file's components are, to one person or, without one, to anybody."""

    file: PlanFile
    language: Language
    person: Person | None = None

    @property
    def plan(self) -> Plan:
        return self.file.plan

    @property
    def currency(self) -> Currency:
        return self.file.company.currency

    def say(self, key: str, **words: object) -> str:
        return phrase(key, self.language, **words)

    def joined(self, parts: Iterable[str]) -> str:
        return self.say("and").join(parts)

    def coins(self, coins: int | Fraction) -> str:
        return exact_money(coins, self.currency)

    def money(self, amount: Decimal) -> str:
        """An amount as the plan writes it, in its units of money."""
        return self.coins(Fraction(amount) * self.plan.unit * 10**self.currency.minor_digits)

    def amount(self, number: Decimal, kpi: str) -> str:
        """A number in a KPI's unit."""
        unit = self.unit(kpi)
        if unit == "money":
            return self.money(number)
        return exact_share(number) if unit == "ratio" else plain_number(number)

    def unit(self, kpi: str) -> str:
        return str(with_own(self.plan.kpis)[kpi].unit)

    def kpi(self, kpi: str) -> str:
        name = with_own(self.plan.kpis)[kpi].name.text(self.language)
        return name[:1].lower() + name[1:] if self.language == "en" and not name[:2].isupper() else name

    def component(self, name: str) -> str:
        return next(c.name.text(self.language) for c in self.plan.components if c.id == name)

    def named(self, names: Sequence[str], otherwise: str) -> str:
        """Components by name, or words for all of them."""
        return self.joined(self.component(name) for name in names) or self.say(otherwise)

    def role(self, name: str) -> str:
        return next((r.name.text(self.language) for r in self.file.people.roles if r.id == name), name)

    def level(self, name: str) -> str:
        return next((r.name.text(self.language) for r in self.file.people.levels if r.id == name), name)

    def target(self, target: KpiTarget, kpi: str) -> str:
        if target.of_quota is not None:
            return self.say("of_quota", share=exact_share(target.of_quota))
        assert target.each is not None
        return self.say("target_each", amount=self.amount(target.each, kpi))

    def edge(self, edge: Decimal, edges: str, kpi: str) -> str:
        """An edge of a schedule: a share of 100 %, or an amount."""
        return exact_share(edge) if edges == "attainment" else self.amount(edge, kpi)

    def level_of(self, value: Decimal, by: Indicator) -> str:
        """A value an indicator is compared with: attainment where it has a target, else the KPI's own."""
        return exact_share(value) if by.target is not None else self.amount(value, by.kpi)

    def indicator(self, by: Indicator) -> str:
        what = self.kpi(by.kpi)
        if by.target is not None:
            what = self.say("attained", kpi=what, target=self.target(by.target, by.kpi))
        if by.where is not None:
            what = self.say("within", what=what, where=self.features(by.where))
        return self.say("to_date", what=what) if by.to_date else what

    def looked_at(self, by: Sequence[Indicator]) -> str:
        names = self.joined(self.indicator(each) for each in by)
        return names if len(by) == 1 else self.say("greatest", names=names)

    def features(self, where: Where) -> str:
        parts = []
        for key in ("segments", "channels"):
            if names := getattr(where, key):
                parts.append(self.say(key, names=self.joined(names)))
        if where.new_customers is not None:
            parts.append(self.say("new" if where.new_customers else "not_new"))
        return self.joined(parts) or self.say("all_deals")

    def counted(self, component: Any) -> list[str]:
        """Which deals count, and how much."""
        said = []
        if component.where is not None:
            said.append(self.say("where", features=self.features(component.where)))
        said += [
            self.say("counts", features=self.features(row), share=exact_share(row.counts)) for row in component.counts
        ]
        if component.days_to_pay:
            rows = [
                self.say("days_row", start=row.start, share=exact_share(row.counts)) for row in component.days_to_pay
            ]
            said.append(self.say("days", rows=self.joined(rows)))
        if (large := component.large_deals) is not None:
            key = "large" if large.counts else "large_cap"
            said.append(self.say(key, amount=self.money(large.above), share=exact_share(large.counts)))
        return said
