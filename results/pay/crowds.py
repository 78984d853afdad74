"""People with results for a plan to be held against: from a company's files, or from simulated years."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from results.pay.lint.material import Crowd
from scenarios.books.reading import read_books
from scenarios.kpis import with_own
from scenarios.load import ScenarioFaults
from scenarios.plan_file import PlanFile
from scenarios.scenario import Scenario
from sim.engine import chunk_of, prepare
from sim.pay.ledger import sheet_from
from sim.pay.make import setting_of, simulated
from sim.pay.payees import payees_of
from sim.quotas import company_target


def crowd_of_books(file: PlanFile, files: Mapping[str, Path]) -> Crowd:
    """The people of a roster with what they sold. Raises ScenarioFaults with all that is wrong with the files."""
    numbers = frozenset(name for name, kpi in with_own(file.plan.kpis).items() if kpi.unit != "money")
    books, faults = read_books(files, file.company.currency.minor_digits, numbers)
    if books is None:
        raise ScenarioFaults(faults)
    paper = sheet_from(file, books).settled()
    years = (paper.sums,) if books.deals.id else ()
    return Crowd(paper.payees, paper.table, years, dict(paper.setting.columns), paper.first_pay, None, False)


def crowd_of_scenario(scenario: Scenario, years: int, seed: int) -> Crowd:
    """The people of a scenario; with years to simulate, what they sell in each."""
    setting = setting_of(scenario)
    panels = chunk_of(prepare(scenario, seed), 0, years).values if years else np.zeros((0, 0, 0, 0))
    first_pay = setting.first_counted - len(scenario.plan.components)
    return Crowd(payees_of(scenario), simulated(scenario), tuple(panels), dict(setting.columns), first_pay,
                 company_target(scenario), True)  # fmt: skip
