"""What is counted in a simulated year: each measure with its unit and definition, in panel order."""

from collections.abc import Mapping
from enum import IntEnum

from scenarios.scenario import Scenario
from sim.measured.customer_life import CUSTOMER_LIFE
from sim.measured.drive import DRIVEN
from sim.measured.group import Group, Measure, Unit
from sim.measured.hours import HOURS
from sim.measured.market import MARKET
from sim.measured.process import PROCESS
from sim.measured.selling import SELLING
from sim.measured.tasks import TASKS
from sim.measured.timing import TIMING
from sim.measured.tools import TOOLS
from sim.measured.training import TRAINING
from sim.measured.turnover import TURNOVER

__all__ = ["FIXED", "GROUPS", "M", "Measure", "believed", "counted", "first_places", "measures"]

GROUPS: tuple[Group, ...] = (
    SELLING, PROCESS, TOOLS, HOURS, MARKET, TRAINING, CUSTOMER_LIFE, TIMING, TURNOVER, DRIVEN, TASKS,
)  # fmt: skip
"""Parts of the sales world that count something of their own, in panel order."""


class M(IntEnum):
    """Place of the fixed measures in a panel; stages and pay components follow them."""

    LEADS = 0
    TOUCHES = 1
    HOURS = 2
    WON_DEALS = 3
    LOST_DEALS = 4
    COLD_LEADS = 5
    BOOKINGS = 6
    GROSS_MARGIN = 7
    NEW_CUSTOMERS = 8
    INVOICED = 9
    COLLECTED = 10
    PREPAID = 11
    PREPAID_USED = 12
    BAD_DEBT = 13
    DAYS_TO_WIN = 14
    DAYS_TO_LOSS = 15
    EFFORT = 16
    CLOSING_UNBILLED = 17
    CLOSING_RECEIVABLE = 18
    CLOSING_PREPAID = 19
    COLLECTED_MARGIN = 20


FIXED = len(M)

_FIXED: tuple[tuple[Unit, str], ...] = (
    ("count", "Leads and opportunities that came to the rep."),
    ("count", "Pieces of work done on a lead, counted when work starts."),
    ("hours", "Hours of those pieces of work at ordinary effort, counted when work starts."),
    ("count", "Contracts signed."),
    ("count", "Leads that answered no."),
    ("count", "Leads that went cold waiting for the rep's touch."),
    ("money", "Value of the contracts signed."),
    ("money", "Value of the contracts signed less what the goods cost."),
    ("count", "Contracts signed with customers who had none before."),
    ("money", "Value of the invoices sent, on delivery."),
    ("money", "Cash received: prepayments and invoices paid."),
    ("money", "Cash received before delivery (预付款)."),
    ("money", "Prepayments used up by invoices."),
    ("money", "Invoices written off."),
    ("days", "Working days from lead to signature, summed over the contracts signed."),
    ("days", "Working days from lead to loss, summed over the leads lost or gone cold."),
    ("effort", "Effort chosen for the month."),
    ("money", "Signed and not yet delivered at the end of the last month."),
    ("money", "Invoiced and neither paid nor written off at the end of the last month."),
    ("money", "Prepaid and not yet delivered at the end of the last month."),
    ("money", "The part of cash received that is gross margin; of orders the year opened with it is not known."),
)


def counted(columns: int) -> tuple[Measure, ...]:
    """What a plan has counted deal by deal, after all other columns of a panel."""
    told = "What of single deals the plan counts, or pays deal by deal."
    return tuple(Measure(f"counted:{column}", "money", told) for column in range(columns))


def measures(scenario: Scenario) -> tuple[Measure, ...]:
    """Every measure of this scenario's panel, in order: fixed, by stage, by pay component, then what GROUPS count."""
    fixed = [Measure(m.name.lower(), *_FIXED[m]) for m in M]
    stages = scenario.funnel.stages if scenario.funnel else ()
    by_stage = [
        Measure(f"{what}:{stage.id}", "count", definition)
        for what, definition in (
            ("entered", "Leads that came to this stage."),
            ("lost", "Leads that answered no at this stage."),
            ("cold", "Leads that went cold at this stage."),
            ("open", "Leads still at this stage at the end of the last month."),
        )
        for stage in stages
    ]
    pay = [
        Measure(f"pay:{component.id}", "money", f"Pay for {component.name.en}, in the month that closes it.")
        for component in scenario.plan.components
    ]
    more = [measure for group in GROUPS for measure in group.of(scenario)]
    return (*fixed, *by_stage, *pay, *more)


def believed(scenario: Scenario) -> tuple[int, ...]:
    """Places in a panel of the measures of which reps hold beliefs, in their order: the fixed ones; where hours follow
    pay every one but pay itself, as care and prospecting move what effort does not. The same under every plan.
    """
    if scenario.mind.hours is None:
        return tuple(range(FIXED))
    names = [measure.name for measure in measures(scenario)]
    return tuple(place for place, name in enumerate(names) if not name.startswith("pay:"))


def first_places(scenario: Scenario) -> Mapping[str, int]:
    """Where each group's measures begin in the panel, by the group's name; -1 where it has none."""
    place = len(measures(scenario)) - sum(len(group.of(scenario)) for group in GROUPS)
    first = {}
    for group in GROUPS:
        count = len(group.of(scenario))
        first[group.name] = place if count else -1
        place += count
    return first
