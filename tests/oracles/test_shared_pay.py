"""One's own pay and a team's: effort for a share of what all bring falls with their number (Holmstrom 1982)."""

from pathlib import Path

import numpy as np
import pytest

from scenarios.load import load
from scenarios.scenario import Scenario
from sim.engine import simulate

GOLDEN = Path(__file__).parents[1] / "golden"
COST, RATE = 0.5, 0.8


def team_of(people: int, own: float, shared: float) -> Scenario:
    """So many who are paid a rate on what each brings, and divide a pool of a rate on what all bring equally."""
    team = ", ".join(f"{{id: R{i}, name: {{en: R{i}, zh: R{i}}}, team: team, level: rep}}" for i in range(people))
    rest = "name: {en: P, zh: P}, measure: bookings, period: month"
    tiers = "schedule: {{mode: marginal, tiers: [{{from: null, rate: {rate!r}}}]}}"
    plan = (
        f"{{kind: commission, id: own, {rest}, {tiers.format(rate=own)}}}",
        f"{{kind: pool, id: shared, {rest}, divided: [{{}}], {tiers.format(rate=shared)}}}",
    )
    return load(
        GOLDEN / "len_1.yaml",
        (
            f"people.reps=[{team}]",
            f"targets.company={12 * people}",
            f"plan.components=[{{kind: base, id: base, name: {{en: B, zh: B}}}}, {', '.join(plan)}]",
            f"mind.effort={{free: 0, usual: 1, low: 0, high: 6, cost: {COST}}}",
        ),
    )


def effort(people: int, own: float, shared: float) -> float:
    found = simulate(team_of(people, own, shared), 1).of("effort")
    assert np.ptp(found) < 1e-9
    return float(found.mean())


@pytest.mark.parametrize("people", [1, 2, 4, 8])
def test_a_shared_pool_moves_each_by_her_share(people: int) -> None:
    """B05: with a team's pay alone effort is rate / (people · cost): free riding grows with the team."""
    assert effort(people, 0.0, RATE) == pytest.approx(RATE / people / COST, rel=1e-3)


@pytest.mark.parametrize("people", [1, 2, 4, 8])
def test_own_pay_moves_each_whatever_the_team(people: int) -> None:
    """B05, null twin: with pay on one's own sales alone effort is rate / cost, in a team of any size."""
    assert effort(people, RATE, 0.0) == pytest.approx(RATE / COST, rel=1e-3)


def test_mixed_pay_lies_in_between() -> None:
    """B05: half on one's own sales and half shared by four: the two responses added."""
    assert effort(4, RATE / 2, RATE / 2) == pytest.approx((RATE / 2 + RATE / 8) / COST, rel=1e-3)
