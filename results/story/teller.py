"""Puts what happened into words: amounts with their units, waiting in working days, one sentence after another."""

from collections.abc import Iterable, Mapping
from typing import Any

from results.kpi_words import told
from results.measure_words import measure_name, thing_name
from results.story.happenings import Happening
from results.story.origins import Origin
from results.story.words import (
    AFTER,
    BEFORE_COLD,
    BEGINS_AT,
    CAME_IN,
    CAME_SOMEHOW,
    FROM_OPENING,
    LEAD,
    NUMBERS,
    OTHER,
    SEPARATOR,
    Phrase,
)
from scenarios.base import Label
from scenarios.scenario import Scenario
from sim.measures import Measure

EMPTY = Label(en="", zh="")


class Teller:
    """The words of one year. names: what each rep is called, by place. origins: where leads came from."""

    def __init__(
        self,
        scenario: Scenario,
        measures: Iterable[Measure],
        names: tuple[Label, ...],
        origins: Mapping[int, Origin],
    ) -> None:
        self.scenario, self.names, self._origins = scenario, names, origins
        self._units = {measure.name: measure.unit for measure in measures}

    def life(self, found: Iterable[Happening]) -> list[Label]:
        """What happened to one lead, a text for each happening; `found` in order."""
        texts, before = [], None
        for each in found:
            texts.append(self.happening(each, before))
            before = each.time
        return texts

    def happening(self, each: Happening, before: float | None) -> Label:
        """All that is told of one instant; `before`: when the same lead was heard of last."""
        left, sentences = dict(each.amounts), []
        if "leads" in left:
            sentences.append(self._coming_in(each, left))
        again = each.starting("entered:") if each.starting("returned:") is not None else None
        left.pop(f"entered:{again}", None)  # given back, it begins anew without a yes
        for phrase in LEAD:
            if (name := _noted(left, phrase.when)) is not None:
                if left[name]:
                    sentences.append(self._said(phrase, name, each, before))
                    before = None  # what follows at the same instant has not waited
                for gone in (name, *phrase.also):
                    left.pop(gone, None)
        sentences += [self.other(name, amount) for name, amount in left.items() if amount]
        return joined(sentences, Label(en=" ", zh=""))

    def _coming_in(self, each: Happening, left: dict[str, float]) -> Label:
        left.pop("leads")
        origin = self._origins.get(each.who)
        if origin is None:
            came = CAME_SOMEHOW
        elif origin.territory is None:
            came = told(FROM_OPENING, segment=origin.segment, channel=origin.channel)
        else:
            came = told(CAME_IN, segment=origin.segment, channel=origin.channel, territory=origin.territory)
        stage = each.starting("entered:")
        if stage is None:
            return came
        left.pop(f"entered:{stage}")
        return joined([came, told(BEGINS_AT, what=thing_name(stage, self.scenario))], Label(en=" ", zh=""))

    def _said(self, phrase: Phrase, name: str, each: Happening, before: float | None) -> Label:
        days = EMPTY if before is None else quantity("days", each.time - before)
        after = EMPTY if before is None else told(BEFORE_COLD if phrase.when == "cold:" else AFTER, days=days)
        amounts = {key: self.amount(key, value) for key, value in each.amounts.items() if ":" not in key}
        what = thing_name(name.partition(":")[2], self.scenario)
        missing = {key: Label(en="–", zh="–") for key in phrase.also}
        return told(phrase.said, **(missing | amounts), what=what, rep=self.names[each.rep], after=after)

    def other(self, name: str, amount: float) -> Label:
        """A measure for which there is no sentence: its name and how much."""
        called = measure_name(name, self.scenario) or Label(en=name, zh=name)
        return told(OTHER, name=called, amount=self.amount(name, amount))

    def amount(self, name: str, value: float) -> Label:
        """How much of a measure, with its unit."""
        unit = self._units[name]
        if unit == "money":
            return self.money(value)
        return quantity(unit, value) if unit in ("hours", "days") else number(value)

    def money(self, coins: float) -> Label:
        """An amount to the coin."""
        currency = self.scenario.company.currency
        text = f"{abs(coins) / 10**currency.minor_digits:,.{currency.minor_digits}f}"
        return number_text(f"{'-' if coins < 0 else ''}{currency.symbol}{text}")


def _noted(amounts: Mapping[str, Any], when: str) -> str | None:
    """The measure that a phrase tells of, if it was noted."""
    if when in amounts:
        return when
    return next((name for name in amounts if when.endswith(":") and name.startswith(when)), None)


def quantity(unit: str, value: float) -> Label:
    """Hours or working days to a tenth."""
    text = f"{value:,.1f}".removesuffix(".0")
    return NUMBERS[f"{unit}_1"] if text == "1" else told(NUMBERS[unit], number=text)


def number(value: float) -> Label:
    """A count, or a number to two digits after the point."""
    return number_text(f"{value:,.0f}" if value == round(value) else f"{value:,.2f}")


def number_text(text: str) -> Label:
    return Label(en=text, zh=text)


def joined(parts: Iterable[Label], between: Label = SEPARATOR) -> Label:
    """Texts one after the other."""
    parts = list(parts)
    return Label(en=between.en.join(part.en for part in parts), zh=between.zh.join(part.zh for part in parts))
