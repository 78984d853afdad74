"""What happened: entries of a log that belong together, because they are about one thing at one instant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sim.log import Log
from sim.measures import Measure

SHORT = 8
"""Hexadecimal digits of a lead's name that are shown."""
UNTOLD = ("counted:", "days_to_loss", "answers_due")
"""Measures, or how their names begin, that say nothing of what happened."""


@dataclass(frozen=True)
class Happening:
    """Entries of one instant about one lead, order or rep. amounts: by measure, in its unit; time: working days."""

    time: float
    rep: int
    who: int
    amounts: Mapping[str, float]

    @property
    def short(self) -> str:
        """The name by which a lead is called."""
        return short(self.who)

    def starting(self, beginning: str) -> str | None:
        """What stands behind the first measure that begins so: the stage of `entered:needs`."""
        return next((name[len(beginning) :] for name in self.amounts if name.startswith(beginning)), None)


def short(who: int) -> str:
    """The first digits of a name."""
    return f"{who:016x}"[:SHORT]


def happenings(log: Log, measures: Iterable[Measure]) -> list[Happening]:
    """All that happened, in order; what is noted of one thing by two reps at one instant is two happenings."""
    names = [measure.name for measure in measures]
    found: dict[tuple[float, int, int], dict[str, float]] = {}
    for entry in log.entries:
        name = names[entry["measure"]]
        if not name.startswith(UNTOLD):
            amounts = found.setdefault((float(entry["time"]), int(entry["rep"]), int(entry["who"])), {})
            amounts[name] = amounts.get(name, 0.0) + float(entry["amount"])
    return [Happening(*key, amounts) for key, amounts in found.items()]


def leads_of(found: Iterable[Happening]) -> dict[int, None]:
    """Names of all leads, in the order in which they came in."""
    return {each.who: None for each in found if "leads" in each.amounts or each.starting("entered:") is not None}


def plain_happening(each: Happening) -> dict[str, Any]:
    """The same as plain values."""
    return {"time": each.time, "lead": each.short, "amounts": dict(each.amounts)}
