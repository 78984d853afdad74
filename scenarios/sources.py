"""Where each number came from: fitted, given or assumed (law 8)."""

from typing import Annotated, Literal

from pydantic import Field

from scenarios.base import Record

Kind = Literal["fitted", "given", "assumed"]


class Source(Record):
    """Provenance of everything at and below a path; the longest matching path speaks for a value."""

    path: Annotated[str, Field(pattern=r"^[a-z_]+(\[[^\]]+\])?(\.[a-z_]+(\[[^\]]+\])?)*$")]
    kind: Kind
    source: str
    factor: tuple[Annotated[float, Field(gt=0)], Annotated[float, Field(gt=0)]] | None = None
    """Range of an assumption or a fit, as multiples of the value written."""
