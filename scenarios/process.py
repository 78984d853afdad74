"""How deals are meant to be worked: the steps of each stage, how far people keep to them, planning and discovery."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.base import Id, Label, Problem, Problems, Record, Share, repeated_ids

Hours = Annotated[float, Field(ge=0, le=200)]
Odds = Annotated[float, Field(ge=-5, le=5)]
Cost = Annotated[float, Field(ge=0, le=5)]


class ProcessStep(Record):
    """Something that the process asks for at a stage, on every lead: a checklist, a quote, a document, an approval."""

    id: Id
    """Short stable name; luck follows it."""
    name: Label
    """What tables and charts show."""
    stage: Id
    """Id of the stage to whose work it belongs."""
    hours: Hours = 0.0
    """Hours it takes on each lead where it is done, at ordinary effort."""
    lift: Odds = 0.0
    """Log-odds of going on from this stage that the step adds where it is done; 0: it only costs time. Assumed."""
    compliance: Literal["mandatory", "optional"] = "optional"
    """mandatory: the company may not drop it, whatever it brings. optional: it may be kept or dropped."""
    gate: Literal["hard", "soft"] = "soft"
    """hard: no lead leaves the stage without it. soft: it may be left out, and is then counted as missing."""
    document: bool = False
    """Whether it leaves a document, correct unless the step went wrong."""
    quote: bool = False
    """Whether it is a quote: tools that make quotes take over a part of it."""
    error: Share = 0.0
    """Chance that it goes wrong when done by hand."""
    rework: Hours = 0.0
    """Hours of work to put it right."""
    delay: Annotated[float, Field(ge=0, le=200)] = 0.0
    """Working days that a mistake costs before the customer goes on."""


class Keeping(Record):
    """How far some people keep to the process, instead of everybody's adherence."""

    role: Id | None = None
    """Id of the role it holds for."""
    level: Id | None = None
    """Id of the level it holds for."""
    rep: Id | None = None
    """Id of the rep it holds for."""
    adherence: Share

    @model_validator(mode="after")
    def _for_somebody(self) -> "Keeping":
        named = [key for key in ("role", "level", "rep") if getattr(self, key) is not None]
        if len(named) != 1:
            message = "say for whom: one of `role`, `level` and `rep`"
            raise Problems([Problem(("adherence",), message, ", ".join(named) or None)])
        return self


class Planning(Record):
    """A rep plans the next month: which accounts, how much activity, by which the target can be reached."""

    hours: Hours = 0.0
    """Hours a month that each rep plans for, taken from the hours for leads."""
    enough: Annotated[float, Field(gt=0, le=200)] = 8.0
    """Hours a month that a complete plan takes."""
    skipped: tuple[Annotated[int, Field(ge=1, le=60)], ...] = ()
    """Months, counted from 1, in which nobody plans."""
    effect: Cost = 0.0
    """Log-odds that leads lose at `stage` in a month for which there is no plan: they fit less. Assumed."""
    stage: Id | None = None
    """Id of the stage at which it shows; null for the second, or the only one."""
    saves: Share = 0.0
    """Share of travel that a complete plan of the month saves. Assumed."""


class Discovery(Record):
    """Finding out what a customer needs before something is proposed."""

    stage: Id
    """Id of the stage at which needs are analysed; what is proposed at the next stage rests on it."""
    hours: Hours = 0.0
    """Hours on each lead beyond the stage's own work, at ordinary effort."""
    enough: Annotated[float, Field(gt=0, le=200)] = 2.0
    """Hours after which hardly anything is left to find out: two thirds are found in half of them."""
    lift: Cost = 0.0
    """Log-odds of going on from the next stage that complete knowledge adds. Assumed."""
    early: Cost = 0.0
    """Log-odds of going on from the analysis itself that complete knowledge adds. Assumed."""
    miss: Share = 0.0
    """Chance that a proposal misses what the customer needs where nothing was found out. Assumed."""
    cost: Cost = 1.0
    """Log-odds that a proposal loses that misses the need. Assumed."""


class Process(Record):
    """The process as it is meant to be, and how far people keep to it (流程规范化)."""

    adherence: Share = 0.6
    """Share of the soft steps that a rep of process skill 0.5 does."""
    keeping: tuple[Keeping, ...] = ()
    """Roles, levels and reps who keep to it more or less; of several that hold for a rep the last counts."""
    skill_effect: Annotated[float, Field(ge=0, le=2)] = 0.0
    """How much more adherence process skill 1 has than skill 0; adherence stays between 0 and 1. Assumed."""
    evens_out: Share = 0.0
    """Share of what a rep's own skill adds to the odds of going on, or takes from them, that full adherence levels:
    the script makes everybody more like a rep of skill 0.5. Assumed."""
    steps: Annotated[tuple[ProcessStep, ...], Field(max_length=60)] = ()
    planning: Planning | None = None
    discovery: Discovery | None = None

    @model_validator(mode="after")
    def _ids_are_unique(self) -> "Process":
        if found := repeated_ids(self.steps, ("steps",)):
            raise Problems(found)
        return self


def process_problems(
    process: Process, stages: Sequence[str], roles: Sequence[str], levels: Sequence[str], reps: Sequence[str]
) -> Iterator[Problem]:
    """Stages and people that a process names and that are not there; paths from the process."""
    for i, step in enumerate(process.steps):
        yield from _unknown(("steps", i, "stage"), "stage", step.stage, stages)
    for i, keeping in enumerate(process.keeping):
        for key, known in (("role", roles), ("level", levels), ("rep", reps)):
            yield from _unknown(("keeping", i, key), key, getattr(keeping, key), known)
    if process.planning:
        yield from _unknown(("planning", "stage"), "stage", process.planning.stage, stages)
    if process.discovery:
        yield from _unknown(("discovery", "stage"), "stage", process.discovery.stage, stages)
        if process.discovery.stage == stages[-1]:
            message = "is the last stage, and nothing is proposed after it"
            yield Problem(("discovery", "stage"), message, process.discovery.stage)


def _unknown(path: tuple[str | int, ...], what: str, name: str | None, known: Sequence[str]) -> Iterator[Problem]:
    if name is not None and name not in known:
        some = ", ".join(known[:8]) + (" …" if len(known) > 8 else "")
        yield Problem(path, f"there is no such {what}; known: {some or 'none'}", name)
