"""Which column of a file is which of ours, and the unit that a heading of amounts carries: `金额（万元）`."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from scenarios.books.names import FIELDS, REQUIRED, Field
from scenarios.crm.cells.amounts import UNITS
from scenarios.crm.cells.words import folded
from scenarios.faults import Fault, did_you_mean

_REMARK = re.compile(r"(?P<base>.+?)\s*[(\[【](?P<remark>[^()\[\]【】]*)[)\]】]")
_TAIL = re.compile(r"(?P<base>.+?)[\s/:,，-]*(?P<remark>百万元|亿元|万元|千元)")
_CURRENCIES = {"人民币", "rmb", "cny", "usd", "eur", "gbp", "hkd", "jpy", "¥", "$", "€", "£"}
_IDLE = {"", "per", "a", "in", "each", "每", "单位", "含税", "不含税", "税前", "before", "tax", "gross"} | _CURRENCIES
_TIMES = {
    "month": {"month", "monthly", "mo", "月", "每月"},
    "year": {"year", "yearly", "annual", "年", "每年", "全年"},
}
_UNIT_HINT = "write 元, 千元, 万元, 亿元, thousand or million in the brackets, or nothing"


@dataclass(frozen=True)
class Column:
    """A column that was recognised: our field and its heading in the file.

    shift: the power of ten of the unit that the heading names; None where it names none, so that 1 is 1.
    """

    field: Field
    heading: str
    shift: int | None = None


@dataclass
class Recognised:
    """What the headings of a file come to. unread: headings that nobody asks for."""

    columns: dict[str, Column] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def recognise(kind: str, header: Sequence[str], file: str, line: int) -> Recognised:
    """The columns of a file of this kind by their headings, and what keeps it from being read."""
    known = {folded(name): each for each in FIELDS[kind] for name in each.names}
    found, claims = Recognised(), defaultdict(list)
    for heading in header:
        if heading.startswith("(column "):
            continue
        each, remark = _field_of(heading, known)
        if each is None:
            found.unread.append(heading)
            continue
        claims[each.key].append(heading)
        shift, wrong = _unit(remark, each) if each.money else (None, ("", ""))
        if wrong[0]:
            found.faults.append(Fault(file, line, heading, wrong[0], remark, wrong[1]))
        found.columns[each.key] = Column(each, heading, shift)
    for key, headings in claims.items():
        if len(headings) > 1:
            message = f"{len(headings)} headings mean `{key}`: {', '.join(headings)}"
            found.faults.append(Fault(file, line, key, message, "", "keep one, or rename the others"))
            del found.columns[key]
    found.faults += _missing(kind, found, set(claims), file, line) if claims else [_nothing(kind, file, line)]
    return found


def _field_of(heading: str, known: dict[str, Field]) -> tuple[Field | None, str]:
    """The field that a heading means, and what it says in brackets."""
    text = unicodedata.normalize("NFKC", heading).strip()
    if each := known.get(folded(text)):
        return each, ""
    for form in (_REMARK, _TAIL):
        if (parts := form.fullmatch(text)) and (each := known.get(folded(parts["base"]))):
            return each, parts["remark"].strip()
    return None, ""


def _unit(remark: str, each: Field) -> tuple[int | None, tuple[str, str]]:
    """The power of ten that a heading's remark names, and a complaint with its hint."""
    shift: int | None = None
    for token in re.split(r"[\s/,;:、_]+", remark.lower()):
        if token in UNITS:
            shift = len(str(UNITS[token])) - 1
        elif other := next((time for time, words in _TIMES.items() if token in words and time != each.per), ""):
            meant = f"`{each.key}` is the amount of a {each.per}" if each.per else f"`{each.key}` is no amount by time"
            return None, (f"is by the {other}: {meant}", "change the column in the file")
        elif token not in _IDLE and token not in _TIMES.get(each.per, ()):
            return None, ("the unit in this heading is not understood", _UNIT_HINT)
    return shift, ("", "")


def _nothing(kind: str, file: str, line: int) -> Fault:
    """A file of which no heading is known: the wrong file, or a title above its headings."""
    needed = [next(each for each in FIELDS[kind] if each.key == group[0]) for group in REQUIRED[kind]]
    en, zh = (", ".join(names[0] for names in told) for told in zip(*[(e.en, e.zh) for e in needed], strict=True))
    hint = f"a file of {kind} has columns such as {en} ({zh}); headings stand on the first line"
    return Fault(file, line, "", "none of these headings is known", "", hint)


def _missing(kind: str, found: Recognised, claimed: set[str], file: str, line: int) -> list[Fault]:
    """A fault for each group of required columns of which there is none."""
    fields = {each.key: each for each in FIELDS[kind]}
    faults = []
    for group in REQUIRED[kind]:
        if claimed.intersection(group):
            continue
        names = [name for key in group for name in fields[key].names]
        near = next((f"{near} (the file has `{heading}`); " for heading in found.unread
                     if (near := did_you_mean(heading, names))), "")  # fmt: skip
        hint = f"{near}accepted headings: {', '.join(names)}"
        wanted = " or ".join(fields[key].en[0] for key in group)
        faults.append(Fault(file, line, wanted, "there is no such column", "", hint))
    return faults
