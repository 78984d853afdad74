"""Examples that a plan file carries: what is given, and what it must pay."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from scenarios.base import Id, Label, NonNegative, Problem, Problems, Record

Month = Annotated[int, Field(ge=1, le=60)]


class Given(Record):
    """An amount of one KPI's measure, or a single deal with its features."""

    kpi: Id = "bookings"
    """A KPI, or one of the measures that KPIs are made of. A ratio or score is that of its month's amounts."""
    amount: Decimal
    """Money in the plan's unit of currency, a number of things, or the ratio or score."""
    month: Month = 1
    """In which month of the example's year."""
    rep: Id = "rep"
    """Whose it is."""
    segment: Id | None = None
    """The deal's product or kind of customer, where a component asks."""
    channel: Id | None = None
    """Where the deal came from."""
    new_customer: bool = False
    """Whether it is with a new customer."""
    days: Annotated[int, Field(ge=0, le=3650)] = 0
    """Days from invoice to payment."""
    cancelled: Month | None = None
    """In which month it is cancelled."""


class Person(Record):
    """Somebody in an example."""

    id: Id
    role: Id | None = None
    level: Id | None = None
    """A level of the plan file; null: the first."""
    quota: NonNegative | None = None
    """Of the whole example; null: the example's."""
    joined: Annotated[int, Field(ge=-600, le=60)] | None = None
    """The month of the example in which she joined, counted from 1; 0 and below lie before it. Null: long ago."""


class Expected(Record):
    """What one component pays."""

    component: Id
    """Id of the component."""
    pays: Decimal
    """Money, in the plan's unit of currency."""
    month: Month | None = None
    """In this month; null: in all of the example."""
    rep: Id = "rep"
    """To whom."""
    instalments: tuple[Decimal, ...] = ()
    """Its parts, in order."""


class Example(Record):
    """A test that anybody can write: given this, the plan pays that. `quotalab pay check` runs it."""

    name: Label = Label(en="", zh="")
    """What it shows."""
    months: Month | None = None
    """Length of the example's year; null: as many of the plan's longest period as the months it names need."""
    quota: NonNegative = Decimal(0)
    """Quota of the whole example, spread evenly over its months."""
    people: tuple[Person, ...] = ()
    """Who takes part; empty: one rep of the first level, with id `rep`."""
    given: tuple[Given, ...] = ()
    """What was sold."""
    pays: Decimal | None = None
    """What the first person is paid altogether, salary included where the plan has one."""
    expects: tuple[Expected, ...] = ()
    """Or component by component."""
    tax: Decimal | None = None
    """Tax on what is paid, taken as a one-off annual bonus (全年一次性奖金)."""

    @model_validator(mode="after")
    def _expects_something(self) -> "Example":
        if self.pays is None and not self.expects and self.tax is None:
            raise Problems([Problem((), "says what is paid: `pays`, or `expects` by component")])
        return self
