"""The words a mapping may hold: pairs of texts, date forms, units, stages; each checked where it stands."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from scenarios.base import ID_FORM, Problem, Problems, Record
from scenarios.crm.cells.amounts import UNITS
from scenarios.crm.cells.dates import FORMS
from scenarios.crm.cells.words import slugs
from scenarios.faults import did_you_mean

Column = Annotated[str, Field(min_length=1)]
"""A heading of the file, as it stands there."""
Means = Literal["open", "won", "lost"]
UNDECIDED = "?"
"""Stands in a drafted mapping where a person has to decide."""


class Stage(Record):
    """What one word of the stage or status column means."""

    says: str
    """The word as the file has it."""
    means: Means
    """Still `open`, `won`, or `lost`."""
    id: str
    """The stage's short name in the scenario."""


Check: TypeAlias = Callable[[Any], tuple[Any, str]]
"""A value → what it comes to, and a complaint or nothing."""


def _section(written: Any, said: str) -> Mapping[str, Any]:
    if not isinstance(written, Mapping):
        raise Problems([Problem((), f"should be a section such as {said}", written)])
    return written


def _checked(written: Any, said: str, check: Check) -> tuple[tuple[str, Any], ...]:
    """The pairs of a section, each passed through `check`, which gives (value, "") or (anything, complaint)."""
    if isinstance(written, tuple):
        return written
    made, found = [], []
    for key, value in _section(written, said).items():
        checked, complaint = check(value)
        made.append((key, checked))
        found += [Problem((key,), complaint, value)] if complaint else []
    if found:
        raise Problems(found)
    return tuple(made)


def _text(value: Any) -> tuple[Any, str]:
    return value, "" if isinstance(value, str) else "should be text; put it in quotes"


def _texts(value: Any) -> tuple[Any, str]:
    words = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list | tuple) else (None,)
    return words, "" if all(isinstance(word, str) for word in words) else "should be text in quotes, or a list of texts"


def _pairs(written: Any) -> tuple[tuple[str, Any], ...]:
    return _checked(written, "{GTXPro: GTX Pro}", _text)


def _same(written: Any) -> tuple[tuple[str, Any], ...]:
    def inner(value: Any) -> tuple[Any, str]:
        if not isinstance(value, Mapping):
            return value, "should be a section such as {GTXPro: GTX Pro}"
        return tuple(value.items()), "" if all(isinstance(word, str) for word in value.values()) else _text(None)[1]

    return _checked(written, "{segment: {GTXPro: GTX Pro}}", inner)


def _where(written: Any) -> tuple[tuple[str, Any], ...]:
    return _checked(written, '{SalesPersonFlag: "1"}', _texts)


def _per_field(written: Any, check: Check) -> tuple[tuple[str, Any], ...]:
    """One word for all columns of a kind, or a section with one for each of our fields."""
    if isinstance(written, Mapping | tuple):
        return _checked(written, "", check)
    value, complaint = check(written)
    if complaint:
        raise Problems([Problem((), complaint, written, did_you_mean(str(written), [*FORMS, *UNITS]))])
    return (("", value),)


def _forms(written: Any) -> tuple[tuple[str, Any], ...]:
    said = f"should be one of {', '.join(FORMS)}"
    return _per_field(written, lambda value: (value, "" if value in FORMS else said))


def _units(written: Any) -> tuple[tuple[str, Any], ...]:
    return _per_field(written, _unit)


def _unit(value: Any) -> tuple[Any, str]:
    if isinstance(value, str) and value.lower() in UNITS:
        return float(UNITS[value.lower()]), ""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and 0 < value <= 10**9:
        return float(value), ""
    return value, "should be 元, 千元, 万元, 百万, 亿, thousand, million or a number such as 10000"


def _stages(written: Any) -> tuple[Any, ...]:
    """`{验证客户: open, 赢单: won, 方案/报价: {means: open, id: proposal}}`, in the order of the process."""
    if isinstance(written, tuple):
        return written
    entries = _section(written, "{验证客户: open, 赢单: won, 输单: lost}")
    drafted = slugs([str(says) for says in entries], "stage")
    made, found = [], []
    for (says, value), name in zip(entries.items(), drafted, strict=True):
        longer = value if isinstance(value, Mapping) else {"means": value}
        means, identity = longer.get("means"), longer.get("id", name)
        found += list(_stage_problems(str(says), longer, means, identity))
        made.append((says, means, identity))
    uses = [identity for _, means, identity in made if means == "open"]
    found += [
        Problem((says,), "this id stands for two stages; give one of them another `id`", identity)
        for says, means, identity in made
        if means == "open" and uses.count(identity) > 1
    ]
    if found:
        raise Problems(found)
    return tuple(Stage.model_validate({"says": s, "means": m, "id": identity}) for s, m, identity in made)


def _stage_problems(says: str, longer: Mapping[str, Any], means: Any, identity: Any) -> Iterable[Problem]:
    if means not in ("open", "won", "lost"):
        hint = did_you_mean(str(means), ["open", "won", "lost"])
        yield Problem((says,), "should be open, won or lost", "nothing" if means is None else means, hint)
    if strange := [key for key in longer if key not in ("means", "id")]:
        yield Problem((says, strange[0]), "is not a key here", None, "keys here: means, id")
    if not isinstance(identity, str) or not re.fullmatch(ID_FORM, identity) or len(identity) > 40:
        yield Problem((says,), "an `id` is letters, digits, `_`, `.` or `-`, at most 40", identity)


def _zone(written: Any) -> Any:
    if isinstance(written, str) and re.fullmatch(r"[+-]\d{2}:\d{2}", written):
        return written
    try:
        zoneinfo.ZoneInfo(str(written))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        hint = 'write "+08:00" in quotes, or a name such as Asia/Shanghai'
        raise Problems([Problem((), "is not a time zone", written, hint)]) from None
    return written


Pairs: TypeAlias = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_pairs)]
Where: TypeAlias = Annotated[tuple[tuple[str, tuple[str, ...]], ...], BeforeValidator(_where)]
Same: TypeAlias = Annotated[tuple[tuple[str, tuple[tuple[str, str], ...]], ...], BeforeValidator(_same)]
DateForms: TypeAlias = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_forms)]
Units: TypeAlias = Annotated[tuple[tuple[str, float], ...], BeforeValidator(_units)]
Stages: TypeAlias = Annotated[tuple[Stage, ...], BeforeValidator(_stages)]
Clock: TypeAlias = Annotated[str, BeforeValidator(_zone)]
