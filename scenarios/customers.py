"""Those who bought before: how often they come back, and how everybody pays."""

from typing import Annotated

from pydantic import Field

from scenarios.base import Id, Record, Share, Waiting
from scenarios.customer_life import Life


class Accounts(Record):
    """Customers we have when the year opens; they come back as leads of their own channel."""

    territory: Id
    """Id of a territory."""
    segment: Id
    """Id of a segment."""
    channel: Id
    """Id of the channel through which they come back."""
    count: Annotated[int, Field(ge=0, le=1_000_000)]
    """Customers when the year opens."""
    leads_per_customer: Annotated[float, Field(ge=0, le=100)]
    """Leads each brings in a year."""
    dispersion: Annotated[float, Field(gt=0, le=100)] = 1.0
    """Variance over mean of a week's count of leads; with `customers.life` each customer orders on her own, by chance
    alone, and this is not used."""


class Terms(Record):
    """From signature to cash: part is prepaid (预付款), the rest is invoiced on delivery and paid later."""

    prepaid: Share = 0.0
    """Share of a contract paid at signature."""
    delivery: Waiting = Waiting(kind="fixed", mean=0)
    payment: Waiting = Waiting(kind="fixed", mean=0)
    bad_debt: Share = 0.0
    """Share of invoices never paid, written off when payment would have come."""


class Customers(Record):
    """Stock of customers and terms of payment."""

    accounts: tuple[Accounts, ...] = ()
    terms: Terms = Terms()
    life: Life | None = None
    """How customers fare one by one; null: they are a number that stays."""
