"""A lead's share of what the team earns."""

from typing import Annotated, Literal

from pydantic import Field

from scenarios.base import Id, NonNegative
from scenarios.plan.schedule import Rate
from scenarios.plan.terms import Period, Variable


class Override(Variable):
    """A lead's part of what the team's members are paid (管理津贴): a rate on their components."""

    kind: Literal["override"]
    of: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Ids of components above this one; what they paid in the period counts."""
    rate: Rate
    """Money for each unit of money that they were paid."""
    scope: Literal["team", "company"] = "team"
    """Whose pay counts; the lead's own does not."""
    period: Period
    """What is added up and paid at once."""
    cap: NonNegative | None = None
    """Most money a period."""
