"""A year of pay under random plans of every kind of component, against a slow and obvious oracle."""

from random import Random

import pytest
from random_pay import Author, engine_pay, sales, slow_pay, workers


@pytest.mark.parametrize("seed", range(40))
def test_a_year_is_paid_as_the_words_of_the_plan_say(seed: int) -> None:
    """Every component, month and rep of a random plan is paid, to the coin, what its words say in fractions."""
    rng = Random(seed)
    plan, people = Author(rng).plan(), workers(rng)
    sold = sales(rng)
    fast, slow = engine_pay(plan, people, sold), slow_pay(plan, people, sold)
    wrong = {key: (fast[key], slow[key]) for key in slow if fast[key] != slow[key]}
    first = next(iter(wrong), None)
    assert not wrong, [c for c in plan.components if first and c.id == first[0]]
    assert sum(map(abs, slow.values())) > 0
