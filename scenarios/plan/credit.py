"""Whose a deal is and what happens when it comes to nothing; and what the plan's text says beside pay."""

from typing import Annotated, Literal

from pydantic import Field

from scenarios.base import Id, Record, Share


class Credit(Record):
    """Rules of crediting for all components (业绩归属)."""

    new_after_months: Annotated[int, Field(ge=0, le=600)] = 12
    """An account without an order for so many months is a new customer, where the deals file does not say."""
    house_accounts: tuple[Id, ...] = ()
    """Accounts that nobody is credited for (公司客户)."""
    reversals: Literal["current", "original", "none"] = "current"
    """A cancelled deal is taken off in the month of its cancellation; in the month of its booking, which is settled
    again and the difference charged now; or never."""
    within_days: Annotated[int, Field(ge=0, le=3650)] | None = None
    """A deal cancelled later than this after signature stays credited (追回期); null: whenever it is cancelled."""


class Clauses(Record):
    """What the plan's text says about people beside what it pays: looked at by the legal check."""

    rank_exit: bool = False
    """Whoever ranks last has to go (末位淘汰)."""
    deducts: Share = 0.0
    """Most that is deducted from a month's wage for losses, as a share."""
    fines: bool = False
    """Fines (罚款) are deducted from pay."""
    deposits: bool = False
    """People leave deposits (保证金)."""
    negative_pay: bool = False
    """A month's pay may come out negative and is then owed."""
    interest: bool = False
    """Interest is charged on customers' late payments."""
    leavers_lose_bonus: bool = False
    """Who leaves during the year gets no part of the year-end bonus."""
    leavers_lose_uncollected: bool = False
    """Who leaves gets no commission on what is not collected yet."""
    cuts_targets_back: bool = False
    """Targets or rates may be changed for time already past."""
