"""The stages of the sales process, and each rep's odds in them."""

import math

import numpy as np
import numpy.typing as npt

from scenarios.customers import Terms
from scenarios.scenario import Scenario
from sim.rules.money import MICRO
from sim.rules.waits import WAIT, wait_row
from sim.tables import Table, table

STAGE = np.dtype([("hours_mean", "f8"), ("hours_cv", "f8"), ("answer", WAIT), ("patience", WAIT)])

TERMS = np.dtype([("fit_effect", "f8"), ("prepaid", "i8"), ("bad_debt", "f8"), ("delivery", WAIT), ("payment", WAIT)])
"""One row. fit_effect: log-odds per standard deviation of fit. prepaid: millionths. bad_debt: a share."""


def stages_table(scenario: Scenario) -> Table:
    stages = scenario.funnel.stages if scenario.funnel else ()
    return table(STAGE, [(s.hours.mean, s.hours.cv, wait_row(s.answer), wait_row(s.patience)) for s in stages])


def odds_of(scenario: Scenario) -> npt.NDArray[np.float64]:
    """Log-odds that an average lead goes on, [rep, stage]."""
    stages = scenario.funnel.stages if scenario.funnel else ()
    effect = scenario.funnel.skill_effect if scenario.funnel else 0.0
    odds = [
        [math.log(s.advance / (1 - s.advance)) + effect * (getattr(rep.skills, s.skill) - 0.5) for s in stages]
        for rep in scenario.people.reps
    ]
    return np.array(odds, np.float64).reshape(len(scenario.people.reps), len(stages))


def terms_table(scenario: Scenario) -> Table:
    stated = scenario.customers.terms if scenario.customers else Terms()
    fit_effect = scenario.funnel.fit_effect if scenario.funnel else 0.0
    waits = (wait_row(stated.delivery), wait_row(stated.payment))
    return table(TERMS, [(fit_effect, round(stated.prepaid * MICRO), stated.bad_debt, *waits)])
