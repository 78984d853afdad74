"""Tools that take work off people: the parts of a CRM system and automation, what they cost and how they catch on."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scenarios.base import Id, Kinded, Label, MeantFor, NonNegative, Share


class Tool(Kinded):
    """One tool or module: a licence for each seat, people who come to use it by and by, and what it brings them.

    Everything it brings goes by adoption: at half the adoption half of it, at none nothing.
    """

    meant_for: ClassVar[MeantFor] = {
        "records": ("customers",),
        "adherence": ("pipeline",),
        "signal": ("analysis",),
        "reports": ("pipeline", "analysis"),
        "response": ("reminders",),
        "quoting": ("quotes",),
        "errors": ("quotes",),
    }

    id: Id
    """Short stable name."""
    name: Label
    """What tables and charts show."""
    kind: Literal["customers", "pipeline", "analysis", "reminders", "quotes"]
    """customers, pipeline, analysis: modules of a CRM system. reminders, quotes: automation, with a CRM or without."""
    cost: NonNegative = Decimal(0)
    """Money a month for the seat of each rep who is there."""
    begins: Annotated[int, Field(ge=1, le=60)] = 1
    """Month of the year, counted from 1, from which it is there and paid for."""
    adoption: Share = 0.0
    """Share of the work it is meant for that people do with it in the end; 0: it is paid for and nobody uses it."""
    ramp: Annotated[int, Field(ge=0, le=60)] = 0
    """Months until a rep of process skill 0.5 has come to that; 0: at once."""
    curve: Literal["linear", "logistic"] = "linear"
    """How adoption grows: by the same step each month, or slowly, then quickly, then slowly."""
    skill_effect: Annotated[float, Field(ge=0, le=1)] = 0.0
    """How much quicker process skill 1 gets there than skill 0.5, and skill 0 slower, as a share of `ramp`. Assumed."""
    learning: Annotated[float, Field(ge=0, le=400)] = 0.0
    """Hours of a rep that full adoption costs in learning, as it grows; taken from the hours for leads."""
    records: Share = 0.0
    """Share of what is known of customers that full adoption keeps on record, for whoever takes them over. Assumed."""
    adherence: Share = 0.0
    """Share of the steps left out that full adoption sees done, because it reminds of them. Assumed."""
    signal: Share = 0.0
    """Share of the noise in what managers know of people's gaps that full adoption removes. Assumed."""
    reports: Share = 0.0
    """Share of the hours for reports that full adoption saves. Assumed."""
    response: Share = 0.0
    """Share of the delay before a new lead's first touch that full adoption takes away. Assumed."""
    quoting: Share = 0.0
    """Share of the hours of a quote that full adoption saves. Assumed."""
    errors: Share = 0.0
    """Share of the mistakes in quotes that full adoption avoids. Assumed."""
