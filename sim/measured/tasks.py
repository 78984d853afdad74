"""Hours that reps may move as the plan pays: what was planned; there where they do."""

from scenarios.scenario import Scenario
from scenarios.tasks import ACTIVITIES, planned_hours
from sim.measured.group import Group, Measure


def moved(scenario: Scenario) -> tuple[str, ...]:
    """Activities whose hours may be moved, in the order of ACTIVITIES."""
    if scenario.mind.hours is None:
        return ()
    return tuple(activity for activity in ACTIVITIES if planned_hours(scenario)[activity] > 0)


def _of(scenario: Scenario) -> tuple[Measure, ...]:
    planned = "Hours planned for it, whatever they became."
    worth = "Those hours times what an hour of it is worth to her under the plan, more than on leads: pay expected."
    asked = moved(scenario)
    return (
        *(Measure(f"planned_hours:{activity}", "hours", planned) for activity in asked),
        *(Measure(f"worth_of_hours:{activity}", "money", worth) for activity in asked),
    )


TASKS = Group("tasks", _of)
