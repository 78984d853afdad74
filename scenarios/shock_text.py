"""Shocks as a user writes them, such as `demand=-20%,price=-10%`, and those that are tried where none is named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pydantic import ValidationError

from scenarios.base import Label
from scenarios.faults import Fault, did_you_mean
from scenarios.scenario import Scenario
from scenarios.shock_effects import CannotHappen, shocked
from scenarios.shocks import KINDS, PERCENT, Blow, Shock, ShockKind

OPTION = "--shock"
MOST = 20
"""Shocks in one test: more rows than that nobody reads."""
EXAMPLES: dict[ShockKind, str] = {
    "demand": "demand=-20%",
    "price": "price=-10%",
    "leave": "leave=2@7, two reps in month 7",
    "hiring": "hiring=3, months",
    "payment": "payment=+50%",
}
LARGEST = Decimal(5)
"""Largest size of a share: +500 %."""
LONGEST = 60
"""Months of delay, and months of a year, at most."""
_PLAIN = str.maketrans({"＝": "=", "，": ",", "％": "%", "＠": "@", "－": "-", "−": "-", "＋": "+"})
_NUMBER = r"[+-]?\d{1,9}(?:\.\d{1,6})?"


def read_shocks(texts: Sequence[str]) -> tuple[list[Shock], list[Fault]]:
    """A shock for each text, what a comma joins happening together; and everything that is wrong."""
    shocks: list[Shock] = []
    faults: list[Fault] = []
    for text in texts:
        pieces = [piece.strip() for piece in text.translate(_PLAIN).split(",")]
        blows = [_blow(piece) for piece in pieces]
        wrong = [blow for blow in blows if isinstance(blow, Fault)]
        faults += wrong
        shock = Shock(tuple(blow for blow in blows if isinstance(blow, Blow)))
        kinds = [blow.kind for blow in shock.blows]
        if twice := next((kind for kind in kinds if kinds.count(kind) > 1), None):
            faults.append(_fault(text, f"{twice} stands twice in one shock"))
        if shock in shocks and not wrong:
            faults.append(_fault(text, "this shock is named twice"))
        shocks.append(shock)
    if len(texts) > MOST:
        faults.append(_fault(str(len(texts)), f"at most {MOST} shocks in one test"))
    return shocks, faults


def misfits(scenario: Scenario, shocks: Sequence[Shock]) -> list[Fault]:
    """The shocks that mean nothing for a scenario, or lead out of bounds."""
    found = []
    for shock in shocks:
        try:
            shocked(scenario, shock)
        except CannotHappen as reason:
            found.append(_fault(shock.code, str(reason), reason.hint))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(step) for step in first["loc"])
            found.append(_fault(shock.code, f"leads out of bounds: {where}: {first['msg']}"))
    return found


def usual_shocks(scenario: Scenario) -> tuple[list[Shock], list[Label]]:
    """One mild shock of each kind that the scenario can meet, and for the others why it cannot."""
    shocks: list[Shock] = []
    left_out: list[Label] = []
    for shock in (Shock((blow,)) for blow in _usual(scenario)):
        try:
            shocked(scenario, shock)
            shocks.append(shock)
        except CannotHappen as cause:
            name, why = shock.name, cause.reason
            left_out.append(Label(en=f"left out: {name.en} ({why.en})", zh=f"未测试：{name.zh}（{why.zh}）"))
    return shocks, left_out


def _usual(scenario: Scenario) -> Iterator[Blow]:
    yield Blow("demand", Decimal("-0.2"))
    yield Blow("price", Decimal("-0.1"))
    yield Blow("leave", Decimal(2), _middle(scenario))
    yield Blow("hiring", Decimal(3))
    yield Blow("payment", Decimal("0.5"))


def _middle(scenario: Scenario) -> int:
    """The month with which the second half of the year begins, counted from 1."""
    return scenario.company.calendar.months // 2 + 1


# ── one piece ───────────────────────────────────────────────────────────────────────────────────


def _blow(text: str) -> Blow | Fault:
    """`kind=size` as data, or what is wrong with it."""
    name, equals, size = (part.strip() for part in text.partition("="))
    kind = next((kind for kind in KINDS if kind == name.lower()), None)
    if kind is None:
        near = did_you_mean(name, KINDS) if name else ""
        return _fault(
            text, "is not a shock", near or f"write {', '.join(KINDS)} and a size, such as {EXAMPLES['demand']}"
        )
    if not equals or not size:
        return _fault(text, f"has no size: write {EXAMPLES[kind]}")
    if kind in PERCENT:
        return _share(kind, size, text)
    return _people(size, text) if kind == "leave" else _months(size, text)


def _share(kind: ShockKind, size: str, text: str) -> Blow | Fault:
    found = re.fullmatch(rf"({_NUMBER})\s*%", size)
    if not found:
        return _fault(text, f"the size should be a percentage: write {EXAMPLES[kind]}")
    share = Decimal(found[1]) / 100
    least = Decimal(-1)
    if share > LARGEST or share < least or (share == least and kind == "price"):
        lowest = "above" if kind == "price" else "between"
        return _fault(text, f"the size should lie {lowest} -100 % and +500 %")
    return Blow(kind, share)


def _people(size: str, text: str) -> Blow | Fault:
    found = re.fullmatch(r"\+?(\d{1,6})\s*@\s*(\d{1,6})", size)
    if not found:
        return _fault(text, f"should be a number of people and a month of the year: write {EXAMPLES['leave']}")
    if not 1 <= int(found[2]) <= LONGEST:
        return _fault(text, "months of the fiscal year are counted from 1")
    return Blow("leave", Decimal(found[1]), int(found[2]))


def _months(size: str, text: str) -> Blow | Fault:
    if not re.fullmatch(r"\+?\d{1,6}", size):
        return _fault(text, f"should be a whole number of months of delay: write {EXAMPLES['hiring']}")
    if int(size) > LONGEST:
        return _fault(text, f"at most {LONGEST} months of delay")
    return Blow("hiring", Decimal(int(size)))


def _fault(got: str, message: str, hint: str = "") -> Fault:
    return Fault(OPTION, 0, "", message, got, hint)
