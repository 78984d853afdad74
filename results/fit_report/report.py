"""The whole fit report: what was read, what was fitted, what cannot be told, and what the scenario rests on."""

from __future__ import annotations

from results.fit_report.arrivals import arrivals_section, pattern_section
from results.fit_report.limits import assumed_section, limits_section, provenance_section
from results.fit_report.opening import opening_section
from results.fit_report.process import cycles_section, laws_section, stages_section, steps_section, wins_section
from results.fit_report.quotas import (
    attained_reps_section,
    attainment_section,
    month_section,
    order_laws_section,
)
from results.fit_report.reading import Files, files_section, notices_section, orders_section, read_section
from results.fit_report.reps import Shown, reps_section
from results.fit_report.values import values_section
from results.section import Section
from scenarios.crm.fit.company import Fit
from scenarios.crm.fit.direct import DirectFit
from scenarios.crm.tables import Company
from scenarios.scenario import Scenario


def fit_sections(
    company: Company, fit: Fit | DirectFit, scenario: Scenario, files: Files, shown: Shown
) -> list[Section]:
    """Every part in the order of reading. `shown`: a rep's id as it may be shown."""
    middle = _of_deals(fit, shown) if isinstance(fit, Fit) else _of_orders(fit, shown)
    if fit.attainment is not None:
        middle.append(attainment_section(fit.attainment, company, fit.as_of, shown))
    if isinstance(fit, Fit):
        middle.append(opening_section(fit))
    head = [files_section(company, files), *([notices_section(company)] if company.notices else [])]
    tail = [limits_section(company, fit, shown), provenance_section(scenario), assumed_section(scenario)]
    return [*head, *middle, *tail]


def _of_deals(fit: Fit, shown: Shown) -> list[Section]:
    found = [read_section(fit), arrivals_section(fit), pattern_section(fit), stages_section(fit), wins_section(fit)]
    found += [cycles_section(fit), laws_section(fit), values_section(fit), steps_section(fit), reps_section(fit, shown)]
    return [section for section in found if section.rows or section.notes]


def _of_orders(fit: DirectFit, shown: Shown) -> list[Section]:
    found = [orders_section(fit), order_laws_section(fit), month_section(fit)]
    return [*found, attained_reps_section(fit, shown)] if fit.attainment is not None else found
