"""A rep's year, month by month: who came, what was signed and lost, what was paid, and how far it is to the quota."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from results.kpi_words import told
from results.measure_words import is_level, thing_name
from results.story.happenings import Happening
from results.story.teller import Teller, joined, number, number_text, quantity
from results.story.words import (
    AT_A_COST,
    AT_STAGE,
    BETWEEN_LEADS,
    CAME,
    COLD,
    EFFORT,
    EMPTY,
    LEAVES,
    LOST,
    NEW,
    NO_PAY,
    NONE_CAME,
    PAY,
    SO_FAR,
    SO_FAR_WITHOUT,
    WORK,
)
from scenarios.base import Label
from sim.panel import Floats, Panel

TOLD_APART = (
    "leads", "touches", "hours", "effort", "won_deals", "lost_deals", "cold_leads", "bookings", "gross_margin",
    "new_customers", "days_to_win", "days_to_loss", "prepaid_used", "collected_margin", "closing_prepaid",
    "leavers", "leaving_chance", "newcomers", "empty_seats", "hiring_cost",
)  # fmt: skip
"""Measures that a month's sentences tell by themselves, or that say nothing new beside those that do."""
SERIES_APART = ("entered:", "lost:", "cold:", "open:", "pay:", "counted:")


class Line(NamedTuple):
    """A sentence of a story; time is None where it is about a whole month, lead is empty where it is about none."""

    time: float | None
    lead: str
    text: Label


class Month(NamedTuple):
    """What a rep's month is told from. values: by measure, the panel's; quota: of the year, coins; so_far: coins."""

    panel: Panel
    period: int
    place: int
    happened: Sequence[Happening]
    quota: float
    so_far: float

    def value(self, name: str) -> float:
        return float(self.values[self.panel.place(name)])

    def counts(self, name: str) -> bool:
        """Whether a measure that the scenario may be without counts something."""
        return any(measure.name == name for measure in self.panel.measures) and self.value(name) > 0

    @property
    def values(self) -> Floats:
        values: Floats = self.panel.values[0, self.period, self.place]
        return values


def month_lines(month: Month, teller: Teller) -> Iterator[Line]:
    """Sentences about the month as a whole, with what was signed in between, each at its time."""
    yield from _seat(month, teller)
    if month.value("effort"):
        usual = number_text(f"{teller.scenario.mind.effort.usual:.2f}")
        yield _whole(told(EFFORT, effort=number_text(f"{month.value('effort'):.2f}"), usual=usual))
    if teller.scenario.funnel:
        yield from _leads(month, teller)
    yield from _rest(month, teller)
    yield from _pay(month, teller)
    if month.counts("leavers"):
        yield _whole(LEAVES)


def _seat(month: Month, teller: Teller) -> Iterator[Line]:
    """Who sits there this month."""
    if month.counts("newcomers"):
        cost = month.value("hiring_cost")
        yield _whole(told(NEW, cost=told(AT_A_COST, money=teller.money(cost)) if cost else number_text("")))
    elif month.counts("empty_seats"):
        yield _whole(EMPTY)


def _whole(text: Label) -> Line:
    return Line(None, "", text)


def _leads(month: Month, teller: Teller) -> Iterator[Line]:
    came = [each for each in month.happened if "leads" in each.amounts]
    names = joined((number_text(each.short) for each in came), BETWEEN_LEADS)
    yield _whole(told(CAME, count=str(len(came)), leads=names) if came else NONE_CAME)
    if month.value("touches"):
        hours = quantity("hours", month.value("hours"))
        yield _whole(told(WORK, touches=number(month.value("touches")), hours=hours))
    for each in month.happened:
        if "won_deals" in each.amounts:
            yield Line(each.time, each.short, teller.happening(each, None))
    for beginning, said in (("lost:", LOST), ("cold:", COLD)):
        gone = [(each, stage) for each in month.happened if (stage := each.starting(beginning)) is not None]
        if gone:
            where = [(number_text(each.short), thing_name(stage, teller.scenario)) for each, stage in gone]
            told_of = joined((told(AT_STAGE, lead=lead, stage=stage) for lead, stage in where), BETWEEN_LEADS)
            yield _whole(told(said, count=str(len(gone)), leads=told_of))


def _rest(month: Month, teller: Teller) -> Iterator[Line]:
    """Every other measure of the month that is not nothing: money, hours, training, customers …"""
    for place, measure in enumerate(month.panel.measures):
        apart = measure.name in TOLD_APART or measure.name.startswith(SERIES_APART)
        value = float(month.values[place])
        before = float(month.panel.values[0, month.period - 1, month.place, place]) if is_level(measure.name) else 0.0
        if value and not apart and value != before:
            yield _whole(teller.other(measure.name, value))


def _pay(month: Month, teller: Teller) -> Iterator[Line]:
    """Only months close with pay; what came before the year has none."""
    if month.period == 0:
        return
    paid = [(m.name, float(month.values[i])) for i, m in enumerate(month.panel.measures) if m.name.startswith("pay:")]
    parts = joined(
        Label(en=f"{name.en} {coins.en}", zh=f"{name.zh} {coins.zh}")
        for key, value in paid
        if value
        for name, coins in [(thing_name(key.partition(":")[2], teller.scenario), teller.money(value))]
    )
    total = sum(value for _, value in paid)
    yield _whole(told(PAY, parts=parts, total=teller.money(total)) if any(value for _, value in paid) else NO_PAY)
    bookings = teller.money(month.so_far)
    if month.quota:
        share = number_text(f"{100 * month.so_far / month.quota:.1f} %")
        yield _whole(told(SO_FAR, bookings=bookings, share=share, quota=teller.money(month.quota)))
    else:
        yield _whole(told(SO_FAR_WITHOUT, bookings=bookings))
