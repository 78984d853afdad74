"""Where each number came from: fitted, given or assumed (law 8)."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.base import Problem, Problems, Record

Kind = Literal["fitted", "given", "assumed"]
Factor = Annotated[float, Field(gt=0)]
PATH_FORM = r"^[a-z_]+(\[[^\]]+\])?(\.[a-z_]+(\[[^\]]+\])?)*$"


class Source(Record):
    """Provenance of everything at and below a path; the longest matching path speaks for a value."""

    path: Annotated[str, Field(pattern=PATH_FORM)]
    """Keys, and list items by id, by position or `*` for all: `market.demand[*].leads_per_year`."""
    kind: Kind
    """fitted from data, given by the company, or assumed."""
    source: Annotated[str, Field(min_length=1)]
    """Who gave it, what it was fitted to, or why it was assumed."""
    factor: tuple[Factor, Factor] | None = None
    """Range of an assumption or a fit, as multiples of the value written; what is given is taken as it is."""

    @model_validator(mode="after")
    def _range_in_order(self) -> "Source":
        if self.factor and self.factor[0] > self.factor[1]:
            raise Problems([Problem(("factor",), "should go from low to high", list(self.factor))])
        return self
