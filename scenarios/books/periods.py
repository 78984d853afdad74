"""Periods as people name them: 2026, 2026-H1, 2026-Q3, 2026-07, 2026年3季度, 2026年7月."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["year", "half", "quarter", "month"]
PER_YEAR: dict[Kind, int] = {"year": 1, "half": 2, "quarter": 4, "month": 12}
FIRST_YEAR, LAST_YEAR = 1970, 2100
EXAMPLES = "2026, 2026-H1, 2026-Q3, 2026-07, 2026年3季度, 2026年7月"

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
_YEAR = r"(?:FY ?)?(?P<year>\d{4})"
_FORMS: tuple[tuple[str, Kind], ...] = (
    (_YEAR + r" ?(?:年度?)?", "year"),
    (_YEAR + r"[-/ 年.]*H(?P<part>[12])", "half"),
    (r"H(?P<part>[12])[-/ ]*" + _YEAR, "half"),
    (_YEAR + r" ?年? ?(?P<part>[上下])半年", "half"),
    (_YEAR + r"[-/ 年.]*Q(?P<part>[1-4])", "quarter"),
    (r"Q(?P<part>[1-4])[-/ ]*" + _YEAR, "quarter"),
    (_YEAR + r" ?年? ?第? ?(?P<part>[1-4一二三四]) ?季度?", "quarter"),
    (_YEAR + r" ?[-/.年] ?(?P<part>\d{1,2}) ?(?:月份?)?", "month"),
    (r"(?P<year>(?:19|20)\d{2})(?P<part>\d{2})", "month"),
)
_PATTERNS = tuple((re.compile(form, re.ASCII), kind) for form, kind in _FORMS)


class Period(NamedTuple):
    """A year, or a part of one, by its name. When it begins is for the plan to say.

    year, half and quarter are counted in the fiscal year of that number; a month is a month of the calendar.
    number: 1-based within the year; 1 for a year.
    """

    year: int
    kind: Kind
    number: int = 1

    def __str__(self) -> str:
        tail = {"year": "", "half": f"-H{self.number}", "quarter": f"-Q{self.number}", "month": f"-{self.number:02d}"}
        return f"{self.year}{tail[self.kind]}"

    def holds(self, other: Period) -> bool:
        """Whether `other` lies within this period. A month is known to lie in itself only: the fiscal year is not."""
        if self == other:
            return True
        if self.year != other.year or "month" in (self.kind, other.kind):
            return False
        step = PER_YEAR[other.kind] // PER_YEAR[self.kind]
        return step > 1 and (other.number - 1) // step == self.number - 1


def period(text: str) -> Period | None:
    """The period of this name (plain width, as `plain_width` makes it), or None."""
    for form, kind in _PATTERNS:
        if found := form.fullmatch(text.upper().strip()):
            parts = found.groupdict()
            year, part = int(parts["year"]), parts.get("part", "1")
            number = _NUMERALS.get(part) or int(part)
            if FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= PER_YEAR[kind]:
                return Period(year, kind, number)
    return None


def first_of_month(text: str) -> Period | None:
    """The month whose first day this is; a spreadsheet makes such a day of 2026-07."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-01", text, re.ASCII)
    return Period(int(found[1]), "month", int(found[2])) if found and period(text[:7]) else None
