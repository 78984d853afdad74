"""Measures that a simulated year has where the scenario has a certain section: there with it, and paid for."""

from pathlib import Path

import numpy as np
import pytest

from results.kpi_list import show_kpi
from scenarios.kpis import KPIS, SECTIONS, known_measures
from scenarios.levers.keys import known_path
from scenarios.load import ScenarioFaults, load
from scenarios.scenario import sections_of
from sim.engine import prepare, simulate
from sim.measures import measures
from sim.pay.run import pay_year

SMALL = Path(__file__).parents[1] / "levers" / "small.yaml"
AUTHORITY = (
    "authority={control: soft, limits: [{level: junior, deal: 50_000}], soft: {chance: 0.3},"
    " approvers: [{id: boss, name: Boss}]}"
)
PROCESS = "funnel.process={adherence: 0.7, steps: [{id: note, name: Note, stage: needs, document: true, error: 0.2}]}"
TRAINING = "training={attendance: 0.6, courses: [{id: c, name: C, topic: product, hours: 4, every: 1, start: 1}]}"
ON: dict[str, tuple[str, ...]] = {
    "funnel.response": ("funnel.response={half_life: 24, in_time: 2}",),
    "funnel.negotiation": ("funnel.negotiation={discount: 0.08, sd: 0.03, skill_effect: 0.05}",),
    "authority": (AUTHORITY,),
    "funnel.process": (PROCESS,),
    "customers.life": ("customers.life={survey: {every: 1}, churn: {yearly: 0.3}}",),
    "training": (TRAINING,),
}
"""What switches each section on."""
PAID = {
    "discount_rate": 0.08,
    "red_line_violations": 1,
    "answered_in_time": 0.8,
    "process_compliance": 0.9,
    "training_completion": 0.5,
}
"""KPIs that sections bring, each with an edge between what reps have."""


def names(*overrides: str) -> set[str]:
    return {measure.name for measure in measures(load(SMALL, overrides))}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_brings_its_measures(section: str) -> None:
    """With the section on, the panel has every measure that is said to be made with it; a year without has none."""
    mine = {measure.id for measure in known_measures().values() if measure.section == section}
    assert known_path(section)
    assert mine <= names(*ON[section])
    assert sections_of(load(SMALL, ON[section])) == (section,)
    assert sections_of(load(SMALL)) == ()
    assert not mine & names()


def test_sections_are_those_of_known_measures() -> None:
    """Every section has measures and a way to switch it on here."""
    assert {measure.section for measure in known_measures().values()} - {""} == set(SECTIONS) == set(ON)
    assert {each.id for each in KPIS if each.sections} >= set(PAID)


def test_units_of_measures_are_those_of_the_panel() -> None:
    """A formula's measure has one unit, in files and in a simulated year."""
    told = {measure.name: measure.unit for on in ON.values() for measure in measures(load(SMALL, on))}
    known = {name: measure.unit for name, measure in known_measures().items() if measure.section}
    assert {name: told[name] for name in known} == known


PLAN = """plan.components=[
  {kind: base, id: base, name: Base},
  {kind: commission, id: new, name: New, measure: bookings, period: month, where: {new_customers: true},
   schedule: {mode: marginal, tiers: [{from: 0, rate: 0.02}]},
   modifiers: [{kind: bands, by: [{kpi: KPI}], bands: [{from: 0, times: 0.5}, {from: EDGE, times: 1.25}]}]}]"""


def plan(kpi: str) -> str:
    return PLAN.replace("\n", " ").replace("KPI", kpi).replace("EDGE", str(PAID.get(kpi, 1)))


@pytest.mark.parametrize("kpi", PAID)
def test_a_year_pays_by_what_a_section_counts(kpi: str) -> None:
    """Law 5: pay by such a KPI is what the plan pays for the year's sums, to the coin, and it moves pay."""
    on = [override for overrides in ON.values() for override in overrides]
    scenario, plain = load(SMALL, [*on, plan(kpi)]), load(SMALL, [*on, plan("touches")])
    year, panel = prepare(scenario, 3), simulate(scenario, 2, 3)
    first, last = panel.place("pay:base"), panel.place("pay:new") + 1
    for values in panel.values:
        sums = values.copy()
        sums[1:, :, first:last] = 0.0
        assert np.array_equal(pay_year(year.world.pay, sums, first, last - first), values[1:, :, first:last])
    assert not np.array_equal(panel.pay(), simulate(plain, 2, 3).pay())
    assert np.array_equal(panel.of("bookings"), simulate(plain, 2, 3).of("bookings"))


@pytest.mark.parametrize("kpi", PAID)
def test_without_the_section_a_plan_is_told_what_is_missing(kpi: str) -> None:
    """Null twin: the same plan without the section is a fault that names it."""
    section = next(each.sections for each in KPIS if each.id == kpi)
    assert section is not None
    with pytest.raises(ScenarioFaults) as caught:
        load(SMALL, [plan(kpi)])
    assert f"add `{section[0]}`, or pay for it with `quotalab pay`" in str(caught.value)


def test_such_a_kpi_is_traced_where_it_is_lived() -> None:
    """`kpi show` traces it through a year with the section, and says what is missing in a year without."""
    options = {"lang": "en", "overrides": ON["funnel.response"]}
    traced = show_kpi("answered_in_time", str(SMALL), None, options).data
    assert len(traced["months"]) == 6
    done = show_kpi("answered_in_time", str(SMALL), None, {"lang": "en"})
    assert "months" not in done.data
    assert any("they have them with funnel.response" in note for table in done.tables for note in table.notes)
    assert done.data["kpi"]["sections"] == ["funnel.response"]
