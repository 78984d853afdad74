"""What is counted of the process: moves, steps, documents, mistakes, visits; there where a funnel has a `process`."""

from enum import IntEnum

from scenarios.scenario import Scenario
from sim.measured.group import Group, Measure, Unit, named


class P(IntEnum):
    """Places of the measures of process, from the group's first; steps done and steps missing follow them."""

    STAGE_MOVES = 0
    COMPLIANT_MOVES = 1
    MISSING_STEPS = 2
    DOCUMENTS_CHECKED = 3
    DOCUMENTS_CORRECT = 4
    ERRORS = 5
    QUOTES = 6
    MISPROPOSALS = 7
    VISITS = 8
    EFFECTIVE_VISITS = 9
    HOURS_ADMIN = 10
    HOURS_REWORK = 11
    HOURS_PLANNING = 12
    ADHERENCE = 13


BY_STEP = len(P)
"""Where the steps done begin, by place; the steps missing follow."""

_TOLD: tuple[tuple[Unit, str], ...] = (
    ("count", "Leads that moved on to the next stage or to a contract, each of them checked."),
    ("count", "Such moves before which every step of the stage was done and every document was correct."),
    ("count", "Steps that the process asks for and that were left out."),
    ("count", "Documents made, each of them checked."),
    ("count", "Documents without a mistake."),
    ("count", "Steps that went wrong and had to be done again."),
    ("count", "Quotes made."),
    ("count", "Proposals that missed what the customer needs."),
    ("count", "Pieces of work done on leads, each of them a visit on record."),
    ("count", "Visits with no step left out and no document wrong, after which a lead moved on or a need was known."),
    ("hours", "Hours of the steps done, at ordinary effort; a part of the hours of work on leads."),
    ("hours", "Hours of putting mistakes right, at ordinary effort; a part of the hours of work on leads."),
    ("hours", "Hours of planning the next month."),
    ("score", "Share of the soft steps that a rep does, 0 to 1, as it stands in the month; not to be added up."),
)


def _of(scenario: Scenario) -> tuple[Measure, ...]:
    process = scenario.funnel.process if scenario.funnel else None
    if process is None:
        return ()
    fixed = named(P, _TOLD)
    done = [Measure(f"done:{step.id}", "count", "Leads with which this step was done.") for step in process.steps]
    missing = [Measure(f"missing:{step.id}", "count", "Leads with which it was left out.") for step in process.steps]
    return (*fixed, *done, *missing)


PROCESS = Group("process", _of)
