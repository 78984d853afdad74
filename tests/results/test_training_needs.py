"""Who needs which training: injected deficits are found, with their evidence, and nothing else is."""

from pathlib import Path

import numpy as np
import pytest

from results.training_needs import lacks_skill, needs_from, recommended, signs, training_needs
from scenarios.load import load
from scenarios.scenario import Scenario
from sim.engine import simulate

SMALL = Path(__file__).parents[1] / "levers" / "small.yaml"
TOPICS = ("prospecting", "discovery", "product", "negotiation", "relationship", "process")
ALIKE = [f"people.reps[R{i}].skills={{{', '.join(f'{topic}: 0.6' for topic in TOPICS)}}}" for i in range(1, 7)]


def company(*overrides: str) -> Scenario:
    busy = "market.demand[0].leads_per_year=3000"
    hours = [f"people.reps[R{i}].hours_per_day=12" for i in range(1, 7)]
    return load(SMALL, ["funnel.skill_effect=3", "company.calendar.months=12", busy, *hours, *ALIKE, *overrides])


@pytest.mark.parametrize("lacking", ["process", "prospecting", "discovery", "product", "negotiation"])
def test_a_missing_skill_is_the_first_recommendation(lacking: str) -> None:
    """F09: one rep without one skill is the plainest need, of that topic; where all are alike there is none."""
    scenario = company(f"people.reps[R4].skills.{lacking}=0.1")
    needs = training_needs(scenario, simulate(scenario, 16, 5))
    assert (needs[0].rep, needs[0].topic) == ("R4", lacking)
    found = recommended(needs, "R4")
    assert found is needs[0]
    assert found.share < found.company
    alike = company()
    assert [recommended(training_needs(alike, simulate(alike, 16, 5)), f"R{i}") for i in range(1, 7)] == [None] * 6


@pytest.mark.parametrize(
    ("low", "of", "topic"),
    [
        ("test_right", "test_questions", "product"),
        ("follow_ups_on_time", "follow_ups_promised", "process"),
        ("answers_in_time", "answers_due", "process"),
        ("renewals", "renewals_due", "relationship"),
        ("won_deals", None, "negotiation"),
    ],
)
def test_each_kpi_tells_of_its_skill(low: str, of: str | None, topic: str) -> None:
    """F09: low tests tell of product, late follow-up of process, few wins of negotiation, few renewals of care."""
    good = np.array([60.0, 80.0, 82.0, 78.0])
    counts = {low: good, of or "lost:negotiation": np.full(4, 100.0) if of else 100 - good}
    first = needs_from(list("abcd"), counts, signs(company()))[0]
    assert (first.rep, first.topic, first.share) == ("a", topic, 0.6)
    assert first.company == pytest.approx(0.75)
    assert first.score == pytest.approx((0.6 - 0.75) / np.sqrt(0.75 * 0.25 / 100))
    assert first.is_plain


def test_a_few_cases_are_no_evidence() -> None:
    """The same share of ten cases is not plain: it may be bad luck."""
    counts = {"test_right": np.array([6.0, 80, 82]), "test_questions": np.array([10.0, 100, 100])}
    assert recommended(needs_from(list("abc"), counts, signs(company())), "a") is None
    assert needs_from(list("abc"), {}, signs(company())) == ()


def test_missing_skill_explains_who_is_behind_and_nobody_else() -> None:
    """F12: who is behind with a rate plainly below the company's lacks skill; on target, or with good rates, not."""
    weak = company("people.reps[R4].skills.negotiation=0.1")
    needs = training_needs(weak, simulate(weak, 16, 5))
    assert lacks_skill(0.6, needs, "R4")
    assert not lacks_skill(1.2, needs, "R4")
    assert not lacks_skill(0.6, needs, "R1")
