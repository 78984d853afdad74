"""What is counted of training: hours, skill, tests, cost; there where the scenario has a section `training`."""

from enum import IntEnum

from scenarios.scenario import Scenario
from scenarios.training import TOPICS
from sim.measured.group import Group, Measure, Unit


class T(IntEnum):
    """Place of a measure after the family's first; the six skills stand together, in their order."""

    HOURS_TRAINING = 0
    HOURS_COACHING = 1
    HOURS_SHARING = 2
    HOURS_HELPING = 3
    SKILL = 4
    TRAININGS_DUE = 10
    TRAININGS_DONE = 11
    TRAININGS_WITH_GAIN = 12
    POINTS_BEFORE = 13
    POINTS_AFTER = 14
    TESTED_TWICE = 15
    TEST_QUESTIONS = 16
    TEST_RIGHT = 17
    TESTS_TAKEN = 18
    TESTS_PASSED = 19
    HELP_ACCEPTED = 20
    CASES_ACCEPTED = 21
    PROMOTIONS = 22
    TRAINING_COST = 23
    PROMOTION_COST = 24


_TOLD: dict[T, tuple[Unit, str]] = {
    T.HOURS_TRAINING: ("hours", "Hours in courses."),
    T.HOURS_COACHING: ("hours", "Hours alone with the manager who coaches, of the rep's time."),
    T.HOURS_SHARING: ("hours", "Hours in sessions in which a case is told, the teller's included."),
    T.HOURS_HELPING: ("hours", "Hours given to a colleague's deals."),
    T.TRAININGS_DUE: ("count", "Trainings assigned."),
    T.TRAININGS_DONE: ("count", "Trainings completed."),
    T.TRAININGS_WITH_GAIN: ("count", "Trainings after which the test was better than before."),
    T.POINTS_BEFORE: ("score", "Points (0–100) in the test before a training, counted when the one after is taken."),
    T.POINTS_AFTER: ("score", "Points (0–100) in the test after a training, of the same."),
    T.TESTED_TWICE: ("count", "Trainings with a test before and after."),
    T.TEST_QUESTIONS: ("count", "Questions asked in the tests everybody takes."),
    T.TEST_RIGHT: ("count", "Questions answered rightly in those tests."),
    T.TESTS_TAKEN: ("count", "Such tests taken."),
    T.TESTS_PASSED: ("count", "Such tests passed."),
    T.HELP_ACCEPTED: ("count", "Months in which a colleague was helped and had something of it."),
    T.CASES_ACCEPTED: ("count", "Cases told from which somebody in the team learnt."),
    T.PROMOTIONS: ("count", "Promotions to the next level, in the month at whose end they fall due."),
    T.TRAINING_COST: ("money", "Fees for courses."),
    T.PROMOTION_COST: ("money", "What promotions of the year add to the month's base salaries, beside the plan's pay."),
}


def _of(scenario: Scenario) -> tuple[Measure, ...]:
    if scenario.training is None:
        return ()
    told: dict[int, Measure] = {place: Measure(place.name.lower(), *row) for place, row in _TOLD.items()}
    for skill, topic in enumerate(TOPICS):
        level = f"Skill in {topic}, 0 to 1, at the month's end; a level, not to be added up over months."
        told[T.SKILL + skill] = Measure(f"skill:{topic}", "score", level)
    return tuple(told[place] for place in sorted(told))


TRAINING = Group("training", _of)
