"""What is counted of duties, authority and the way of a lead between desks."""

from enum import IntEnum

from scenarios.scenario import Scenario
from sim.measured.group import Group, Measure, Unit, named


class S(IntEnum):
    """Places of the measures of selling, from the group's first; returned leads by stage follow them."""

    ANSWERS_DUE = 0
    ANSWERS_GIVEN = 1
    ANSWERS_IN_TIME = 2
    ANSWER_HOURS = 3
    APPROVALS = 4
    APPROVAL_DAYS = 5
    COUNTERSIGNS = 6
    COUNTERSIGN_DAYS = 7
    VIOLATIONS = 8
    LEAKAGE = 9
    LIST_VALUE = 10
    DISCOUNT = 11
    HANDOVERS = 12
    EXCHANGES = 13
    JOINT_DEALS = 14
    DUPLICATES = 15
    HOURS_DUPLICATE = 16
    UNOWNED_LEADS = 17
    HOURS_JOINT = 18


_SELLING: tuple[tuple[Unit, str], ...] = (
    ("count", "Leads that came in new, each of which waits for a first answer."),
    ("count", "Leads that got a first answer."),
    ("count", "Leads that got a first answer within the agreed time."),
    ("hours", "Working hours from enquiry to first answer, summed over answers."),
    ("count", "Deals above a limit of authority that were approved."),
    ("days", "Working days from asking for an approval to having it, summed over approvals."),
    ("count", "Contracts above the limit of signing that somebody higher countersigned."),
    ("days", "Working days from asking for the second signature to having it, summed."),
    ("count", "Deals above a limit of authority signed without asking."),
    ("money", "What those cost: further discount, and what of them is never paid."),
    ("money", "List value of the contracts signed."),
    ("money", "Discount given in the contracts signed."),
    ("count", "Leads handed to a colleague whose duty the next stage is."),
    ("count", "Leads handed to a colleague whom they suit better."),
    ("count", "Contracts signed in which a specialist took part; counted with the rep who signs."),
    ("count", "Leads that two reps worked at once; counted with the second."),
    ("hours", "Hours of the second rep on those."),
    ("count", "Leads that lay about before somebody took care of them."),
    ("hours", "Hours of specialists on colleagues' deals; counted with the specialist."),
)


def has_selling(s: Scenario) -> bool:
    """Whether a scenario has anything of duties, authority or ways between desks."""
    funnel, people = s.funnel, s.people
    return funnel is not None and bool(
        funnel.response or funnel.negotiation or funnel.presales or any(stage.returns for stage in funnel.stages)
        or s.authority or people.clarity or people.exchange
        or any(role.stages or role.segments for role in people.roles)
    )  # fmt: skip


def _of(scenario: Scenario) -> tuple[Measure, ...]:
    if scenario.funnel is None or not has_selling(scenario):
        return ()
    fixed = named(S, _SELLING)
    told = "Leads that said no at this stage and were given back to be worked anew."
    return (*fixed, *(Measure(f"returned:{stage.id}", "count", told) for stage in scenario.funnel.stages))


SELLING = Group("selling", _of)
