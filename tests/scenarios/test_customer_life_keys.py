"""What a scenario may say of customers lived one by one, and what it may not."""

import pytest

from scenarios.customer_life import Life
from scenarios.load import load
from scenarios.scenario import Scenario


def problems(*overrides: str) -> str:
    """What is wrong with the baseline under some overrides, in words."""
    with pytest.raises(Exception) as refused:  # noqa: PT011 - the loader's own error, whose text is the fact
        load("baseline", ["customers.life={}", *overrides])
    return str(refused.value)


def life_of(scenario: Scenario) -> Life | None:
    assert scenario.customers is not None
    return scenario.customers.life


def test_a_life_of_nothing_written_is_whole() -> None:
    """Every key of `life` has a default: weak, assumed effects, no care, no survey, no referrals."""
    life = life_of(load("baseline", ["customers.life={}"]))
    assert life is not None
    assert (life.care.hours, life.survey, life.referrals, life.cross_sell) == (0.0, None, None, None)
    assert (life.complaints.chance, life.refunds.chance, life.win_back.chance) == (0.0, 0.0, 0.0)
    assert (life.hand_over.records, life.hand_over.deals) == (0.0, 1.0)
    assert life_of(load("baseline")) is None


def test_weights_of_the_experience_index_sum_to_one() -> None:
    """Four weights that do not make a whole are refused with their sum."""
    found = problems("customers.life.experience.response.weight=0.3")
    assert "the four weights should sum to 1" in found
    assert "1.05" in found
    weights = "{response: {weight: 0.4}, friction: {weight: 0.1}}"
    assert life_of(load("baseline", [f"customers.life={{experience: {weights}}}"])) is not None


def test_channels_of_customers_leads_are_known_and_mean_what_they_say() -> None:
    """Referrals make new customers, orders and cross-selling none; a channel that does not exist is named."""
    found = problems(
        "customers.life.referrals={channel: existing}",
        "customers.life.cross_sell={channel: marketing}",
        "customers.life.orders.channel=exisiting",
    )
    assert "customers.life.referrals.channel" in found
    assert "makes no new customer" in found
    assert "customers.life.cross_sell.channel" in found
    assert "makes a new customer" in found
    assert "there is no such channel; known: marketing, existing" in found


def test_segments_of_care_are_known_and_stand_once() -> None:
    """A weight for a segment that does not exist, or two for one, are refused at once."""
    found = problems("customers.life.care.segments=[{segment: mid}, {segment: mid}, {segment: big, weight: 2}]")
    assert "this segment is named twice" in found
    assert "there is no such segment; known: mid, key" in found


def test_complaints_are_about_something() -> None:
    """A mix of reasons without any weight is refused."""
    nothing = "{product: 0, delivery: 0, service: 0, price: 0}"
    assert "not all reasons may have weight 0" in problems(f"customers.life.complaints.reasons={nothing}")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("survey", "{every: 0}"),
        ("churn.yearly", "1.0"),
        ("relation.half_life", "0"),
        ("care.by", "gut feeling"),
        ("care.visit", "0"),
        ("recovery.fades", "0"),
        ("experience.friction.score", "2"),
        ("loyalty.lag", "-1"),
        ("follow_ups.promised", "1.2"),
    ],
)
def test_numbers_out_of_range_are_refused(path: str, value: str) -> None:
    """A hazard of certainty, a survey every no month, a score beyond the scale: refused by its path."""
    assert f"customers.life.{path}" in problems(f"customers.life.{path}={value}")


def test_money_too_large_to_count_is_refused() -> None:
    """Costs of surveys and spends on experience are bounded like every amount."""
    much = 10**17
    found = problems(f"customers.life.survey={{cost: {much}}}", f"customers.life.experience.after_sales.spend={much}")
    assert "customers.life.survey.cost" in found
    assert "customers.life.experience.after_sales.spend" in found
    assert found.count("too large to count") == 2
