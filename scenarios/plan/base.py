"""The salary."""

from typing import Literal

from scenarios.plan.terms import Component


class Base(Component):
    """The salary of the rep's grade, every month (底薪); for the days on which the rep is there."""

    kind: Literal["base"]
