"""A rep's year as the rep sees it: `explain reaction`, on plans of which theory knows what they make people do."""

from pathlib import Path
from typing import Any

import pytest

from results.explain.reaction import explain_reaction
from scenarios.load import ScenarioFaults

GOLDEN = str(Path(__file__).parents[1] / "golden" / "dp_3p.yaml")
CAPPED = (
    "plan.components[bonus].schedule="
    "{mode: marginal, edges: amount, tiers: [{from: null, rate: 0.5}, {from: 3, rate: 0}]}"
)


class Still:
    """A progress bar that nobody sees."""

    def expect(self, count: int) -> None: ...

    def __call__(self, count: int) -> None: ...


def told(*overrides: str, rep: str = "R1", lang: str = "en") -> Any:
    options = {"overrides": overrides, "seed": 1, "replications": 400, "rep": rep, "lang": lang}
    return explain_reaction(GOLDEN, Still(), options).data


def months(*overrides: str) -> Any:
    return told(*overrides)["months"]["rows"]


def test_a_bonus_far_off_is_given_up_and_a_cap_is_rested_on() -> None:
    """Where a bonus is near she pushes and where it is far she does little; ahead of a capped commission she rests."""
    last = months()[2]
    assert last["does"]["en"] == "pushes when ahead"
    assert last["behind"]["high"] < last["middle"]["low"]
    assert months(CAPPED)[2]["does"]["en"] == "rests when ahead"
    linear = "plan.components[bonus].schedule={mode: marginal, tiers: [{from: null, rate: 0.5}]}"
    assert [row["does"]["en"] for row in months(linear)] == ["works evenly"] * 3


def test_the_worth_of_more_sales_under_a_commission_is_its_rate() -> None:
    """A commission of one half: 1,000 more in sales are worth 500, every month."""
    linear = "plan.components[bonus].schedule={mode: marginal, tiers: [{from: null, rate: 0.5}]}"
    assert [row["coin"] for row in months(linear)] == pytest.approx([500.0] * 3, rel=1e-3)


def test_what_is_left_to_her_is_most_at_the_best_effort() -> None:
    """Commission of one half, cost ½e² a month: pay 1.5e, cost 1.5e², best at about .5 of the efforts shown."""
    data = told("plan.components[bonus].schedule={mode: marginal, tiers: [{from: null, rate: 0.5}]}",
                "mind.effort.high=1")  # fmt: skip
    rows = data["efforts"]["rows"]
    assert data["efforts"]["best"] == 0.5
    for row in rows:
        assert row["pay"] == pytest.approx(1.5 * row["effort"], abs=1e-6)
        assert row["left"] == pytest.approx(row["pay"] - 1.5 * row["effort"] ** 2, abs=1e-6)


@pytest.mark.parametrize(("overrides", "rep", "says"), [(("mind.kind=none",), "R1", "nobody reacts"),
                                                        ((), "R9", "there is no such rep; known: R1")])  # fmt: skip
def test_what_cannot_be_told_is_refused(overrides: tuple[str, ...], rep: str, says: str) -> None:
    """Nobody reacts, or nobody is called so: told with what to do."""
    with pytest.raises(ScenarioFaults, match=says):
        told(*overrides, rep=rep)
