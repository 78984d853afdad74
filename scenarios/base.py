"""The ground every scenario file stands on: frozen closed records, bilingual labels, amounts and shares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator


class Record(BaseModel):
    """A noun a person writes down: it never changes after loading and admits no unknown key (law 2)."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


ID_FORM = r"^[\w][\w.-]*$"
Id = Annotated[str, StringConstraints(pattern=ID_FORM, max_length=40)]
"""A stable short name: letters (any script), digits, `_`, `.` and `-`. Luck follows the id, so keep it."""

Positive = Annotated[Decimal, Field(gt=0, max_digits=18)]
NonNegative = Annotated[Decimal, Field(ge=0, max_digits=18)]
Share = Annotated[float, Field(ge=0, le=1)]
Skill = Annotated[float, Field(ge=0, le=1)]


class Label(Record):
    """What people read: one text, or an English and a Chinese one."""

    en: str
    zh: str

    @model_validator(mode="before")
    @classmethod
    def _one_text_for_both(cls, written: Any) -> Any:
        return {"en": written, "zh": written} if isinstance(written, str) else written

    def text(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where (keys below the record that found it), what, the value, and what was near."""

    path: tuple[str | int, ...]
    message: str
    got: object = None
    hint: str = ""


class Problems(ValueError):  # noqa: N818 - it carries problems; each of them is the error
    """Everything a check found wrong, at once; the loader gives each its file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(p.message for p in self.problems))


KINDS = ("kind", "mode")
"""The keys by which one of several sorts of a thing is chosen."""

MeantFor: TypeAlias = Mapping[str, tuple[str, ...]]


class Kinded(Record):
    """A record of one of several kinds (or modes), some keys of which have a meaning for certain kinds only."""

    meant_for: ClassVar[MeantFor] = {}
    """Key → the kinds for which it may differ from its default; keys not named here are meant for all."""

    @model_validator(mode="after")
    def _keys_fit_the_kind(self) -> "Kinded":
        by = next(key for key in KINDS if key in type(self).model_fields)
        kind, found = getattr(self, by), []
        for key, kinds in self.meant_for.items():
            value = getattr(self, key)
            if kind not in kinds and value != type(self).model_fields[key].default:
                found.append(Problem((key,), f"has no meaning with `{by}: {kind}`; remove it", value))
        if found:
            raise Problems(found)
        return self


class Waiting(Kinded):
    """How long something takes that nobody here controls, in working days."""

    meant_for: ClassVar[MeantFor] = {
        "cv": ("lognormal", "gamma", "weibull"),
        "unit": ("geometric",),
        "at": ("quantiles",),
    }

    kind: Literal["fixed", "exponential", "lognormal", "geometric", "gamma", "weibull", "quantiles"] = "lognormal"
    """Its distribution."""
    mean: Annotated[float, Field(ge=0, le=1000)]
    """Average, in working days."""
    cv: Annotated[float, Field(ge=0, le=10)] = 0.0
    """Coefficient of variation; lognormal, gamma and weibull only."""
    unit: Annotated[float, Field(gt=0, le=1000)] = 1.0
    """Geometric only: the wait is a whole number of these (20 = months of 20 working days)."""
    at: Annotated[tuple[Annotated[float, Field(ge=0)], ...], Field(max_length=201)] = ()
    """Quantiles only: how long the quickest, …, the slowest wait, as multiples of `mean`, at even steps of the share
    of all customers, straight lines between them. Their average is 1."""

    @model_validator(mode="after")
    def _makes_sense(self) -> "Waiting":
        found = []
        if self.kind == "geometric" and self.mean < self.unit:
            found.append(Problem(("mean",), "a geometric wait lasts at least one `unit`", self.mean))
        if self.kind == "quantiles":
            found += _quantiles(self.at)
        if found:
            raise Problems(found)
        return self


AVERAGES_ONE = 0.01
"""Multiples of a mean that are written rounded may miss an average of 1 by this much; it is then made exact."""


def _quantiles(at: Sequence[float]) -> list[Problem]:
    """What is wrong with waits at even steps of share, multiples of their mean."""
    if len(at) < 2:
        return [Problem(("at",), "needs at least the quickest and the slowest wait", len(at))]
    for index, (quicker, slower) in enumerate(pairwise(at)):
        if slower < quicker:
            return [Problem(("at", index + 1), f"is below the one before ({quicker:g}); waits are in order", slower)]
    mean = sum((quicker + slower) / 2 for quicker, slower in pairwise(at)) / (len(at) - 1)
    if abs(mean - 1) > AVERAGES_ONE:
        return [Problem(("at",), "are multiples of `mean` and should average 1 (trapezoid rule)", round(mean, 4))]
    return []


def repeated_ids(records: Sequence[Any], path: tuple[str | int, ...]) -> list[Problem]:
    """Two things with one id: a target or a deal would not know which it belongs to."""
    seen: set[str] = set()
    found = []
    for index, record in enumerate(records):
        if record.id in seen:
            found.append(Problem((*path, index, "id"), "this id is used twice; ids are unique", record.id))
        seen.add(record.id)
    return found
