"""What a lever is: something management can set, what it must move, which way, and how that is tried."""

from typing import Annotated, Literal

from pydantic import Field

from scenarios.base import Id, Label, Record

Reading = Literal["sum", "last"]
Texts = tuple[str, ...]


class Indicator(Record):
    """What shows that a lever works: measures of the panel, of which a number a year is made.

    The measures of `top` are added up over reps and months and, where `per` names any, divided by those of `per`. A
    name that ends with `:` stands for all measures that begin so, such as `pay:`.
    """

    top: Annotated[Texts, Field(min_length=1)]
    per: Texts = ()
    reading: Reading = "sum"
    """sum: all months after the lever's lag; last: the year's last month, for what is a level rather than a flow."""
    reps: Texts = ()
    """Ids of the reps it is read from; all of them if empty."""

    @property
    def formula(self) -> str:
        """Such as `won_deals / leads`."""
        top, per = " + ".join(self.top), " + ".join(self.per)
        top = f"({top})" if per and len(self.top) > 1 else top
        return f"{top} / {f'({per})' if len(self.per) > 1 else per}" if per else top


class Lever(Record):
    """Something management can set, with the promise that its indicator moves when it is set.

    Overrides are texts as after `--set`: `path=value`, the later over the earlier. Three years are lived on the same
    draws: the world with `base`, the same with `dose`, and that with `neutral` on top. The indicator of the second
    differs from the first in the stated direction; the third differs from the first in nothing but `books`.
    """

    id: Id
    name: Label
    about: Label
    """One or two sentences: what one does, what it brings and what it costs."""
    requirement: Annotated[Texts, Field(min_length=1)]
    """Ids of the requirements it belongs to."""
    paths: Annotated[Texts, Field(min_length=1)]
    """The keys that set it, the first of them the lever itself; list items by id, position or `*`."""
    unit: Label
    """Of the first key, such as hours a month."""
    world: str = "small"
    """Where it is tried: a world of the tests by name."""
    base: Texts = ()
    """What the world is given first, without the lever's effect."""
    dose: Annotated[Texts, Field(min_length=1)]
    """The test dose: larger than what one would choose, so that few years show it."""
    neutral: Annotated[Texts, Field(min_length=1)]
    """Switches effect and cost of the dose off."""
    books: Texts = ()
    """Measures that write the dose itself down, whatever it does; a name that ends with `:` stands for several."""
    indicator: Indicator
    direction: Literal[1, -1]
    """1: the indicator rises; -1: it falls."""
    lag: Annotated[int, Field(ge=0, le=60)] = 0
    """Months until the indicator is read: it is summed from the month after these on."""
    replications: Annotated[int, Field(ge=8, le=2000)] = 64
    """Years in which the direction is shown."""
    source: str = "assumed"
    """A publication for the size of the effect, or "assumed"."""
