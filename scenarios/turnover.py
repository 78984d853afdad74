"""Who leaves, how long a seat stays empty, and how long a newcomer takes to sell like everybody else."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from scenarios.base import NonNegative, Record

Push = Annotated[float, Field(ge=0, le=20)]
"""Log of what a chance is multiplied by."""


class Newcomers(Record):
    """What somebody new sells, as a share of what the others in her role do; it rises evenly to all of it.

    Whoever joins by the roster's `joins` is new, too. Source of the months: Bridge Group (2024), of 100 newcomers 65
    sell like the others within six months. The start is assumed.
    """

    start: Annotated[float, Field(gt=0, le=1)] = 0.4
    """Share of an experienced colleague's sales at first."""
    months: Annotated[float, Field(ge=0, le=36)] = 6.0
    """Months until it is all of it; 0 for at once."""
    differ: Annotated[float, Field(ge=0, le=3)] = 0.0
    """How much one newcomer differs from the next: coefficient of variation of what they sell once they know how."""


class Turnover(Record):
    """People leave at a month's end (离职); their seats stay empty for whole months and are filled by somebody new
    (补员). What a seat was given as targets and has sold to date goes on with whoever sits in it; an empty seat is paid
    nothing. How strongly anything drives people away is assumed.
    """

    yearly: Annotated[float, Field(ge=0, le=0.95)] = 0.15
    """Share of people who leave in a year where nothing drives them away. Surveys say up to 0.27 of sales forces, all
    reasons together (HBR, 2017)."""
    pay: Push = 0.0
    """How strongly pay counts: added to the log of the monthly chance where somebody gets nothing of what she is after,
    taken off it where she gets twice as much. She looks at what she was paid this year, with pay at target for the
    months to come."""
    elsewhere: Annotated[float, Field(gt=0, le=10)] = 1.0
    """What people are after, as a multiple of their pay at target (OTE); `aspires` of a rep says otherwise."""
    attainment: Push = 0.0
    """What middling results add to the log of the chance, against very good or very bad ones.

    Source of the shape: Sunder et al. (2017), J. Marketing Research 54."""
    middle: Annotated[float, Field(ge=0, le=5)] = 0.8
    """Attainment to date at which people are most likely to leave."""
    width: Annotated[float, Field(gt=0, le=5)] = 0.25
    """How far from it that fades: the standard deviation of a bell curve."""
    peers: Push = 0.0
    """What is added to the log of the chance where all of a team left within three months; a part of it for a part."""
    fairness: Push = 0.0
    """What is added where teammates are paid so much more: once the whole of pay at target more, on average."""
    tenure: Annotated[float, Field(ge=0, le=5)] = 0.0
    """What each year with the company takes off the log of the chance, for five years at most."""
    vacancy: Annotated[float, Field(ge=0, le=24)] = 2.0
    """Months that a seat stays empty, on average; whole ones, 0 for never."""
    cost: NonNegative = Decimal(0)
    """Money it takes to find and teach a newcomer."""
    newcomers: Newcomers = Newcomers()
