"""The year's target spread over teams, reps and months, to the cent at every level (law 5)."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from scenarios.company import Company
from scenarios.scenario import Scenario


def half_up(number: Fraction) -> int:
    """The nearest whole number; a half goes up."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def minor_units(amount: Fraction, company: Company) -> int:
    """An amount of money in the smallest coin of the company's currency, half a coin rounded up."""
    return half_up(amount * 10**company.currency.minor_digits)


def split(total: int, weights: Sequence[Fraction]) -> list[int]:
    """A whole number of coins shared by weight: by largest remainder, so that the parts sum to the whole.

    Equal remainders go to whoever stands first. Weights must not all be zero.
    """
    whole = sum(weights, Fraction(0))
    exact = [total * weight / whole for weight in weights]
    parts = [share.numerator // share.denominator for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: parts[i] - exact[i])
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts


def company_target(scenario: Scenario) -> int:
    """The year's target in minor units, before over-assignment."""
    return minor_units(Fraction(scenario.targets.company), scenario.company)


def rep_quotas(scenario: Scenario) -> npt.NDArray[np.int64]:
    """Each rep's quota of each month in minor units, [rep, month]; all together the assigned target."""
    reps, company = scenario.people.reps, scenario.company
    weights = _weights(scenario)
    assigned = Fraction(scenario.targets.company) * (1 + Fraction(str(scenario.targets.over_assignment)))
    teams = [team.id for team in company.teams]
    members = [[i for i, rep in enumerate(reps) if rep.team == team] for team in teams]
    by_team = split(minor_units(assigned, company), [sum((weights[i] for i in m), Fraction(0)) for m in members])
    phasing = [Fraction(w) for w in scenario.targets.phasing] or [Fraction(1)] * company.calendar.months
    quotas = np.zeros((len(reps), len(phasing)), np.int64)
    for total, ids in zip(by_team, members, strict=True):
        carried = [weights[i] for i in ids]
        for i, year in zip(ids, split(total, carried) if any(carried) else (), strict=False):
            quotas[i] = split(year, phasing)
    return quotas


def _weights(scenario: Scenario) -> list[Fraction]:
    """Everybody's part of the target; who is in a role without a quota has none."""
    of_level = {level.id: level.quota_weight for level in scenario.people.levels}
    without = {role.id for role in scenario.people.roles if not role.carries_quota}
    return [
        Fraction(0 if rep.role in without else of_level[rep.level] if rep.quota_weight is None else rep.quota_weight)
        for rep in scenario.people.reps
    ]
