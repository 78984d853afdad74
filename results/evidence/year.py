"""What published studies found of a year, of effort and of who reaches quota: E6, E16 and E19."""

from results.evidence.indicators import (
    AT_QUOTA,
    ELASTICITY,
    FIRST_AGAINST_MIDDLE,
    LAST_AGAINST_FIRST,
    LAST_AGAINST_MIDDLE,
)
from results.evidence.record import Claim, Row

BEFORE, AFTER = "evidence/e06_year_end_before", "evidence/e06_year_end_after"
PATIENCE = ("mind.discount", "mind.present_bias")
FREE = ("mind.effort.low=0", "mind.effort.high=10")


def _surge(letter: str, says: str, *overrides: str, after: str = AFTER, changes: tuple[str, ...] = PATIENCE) -> Claim:
    """The last quarter against the first, beyond what patient reps show, with something switched off."""
    name = f"E6{letter}"
    return Claim(name, says, BEFORE, after, LAST_AGAINST_FIRST, 0, "for comparison", None, changes, overrides)


E6 = Row(
    "E6", "Oyer (1998), QJE 113", "Sales are higher at the end of the fiscal year and lower at its start",
    "READ sign, H; sizes RECALLED, L",
    why="Demand is flat over the year, and patient reps alone make no surge; so all is told against them, on the same "
        "draws. Impatience (a month's wait leaves .98, anything later counts .9) is assumed; the lines for comparison "
        "switch one thing off at a time. No size is asked for.",
    claims=(
        Claim("E6a", "The last quarter is above the middle of the year", BEFORE, AFTER, LAST_AGAINST_MIDDLE, 1,
              "reproduced", changes=PATIENCE),
        Claim("E6b", "The first quarter is below it", BEFORE, AFTER, FIRST_AGAINST_MIDDLE, -1, "reproduced",
              changes=PATIENCE),
        _surge("c", "Last quarter against first"),
        _surge("d", "The same without discount", "mind.discount=1"),
        _surge("e", "The same without present bias", "mind.present_bias=1"),
        _surge("f", "The same without limits on effort", *FREE),
        _surge("g", "Patient reps who move orders", after="evidence/e06_moving_after", changes=("mind.timing",)),
    ),
)  # fmt: skip

E16 = Row(
    "E16", "Albers, Mantrala & Sridhar (2010), JMR 47", "A tenth more effort in personal selling: 3.4 % more sales",
    "READ, H",
    why="In the bundled baseline effort is hours worked on leads; nobody reacts to pay, so that only effort differs.",
    claims=(
        Claim("E16", "Elasticity of sales", "evidence/e16_effort_before", "evidence/e16_effort_after", ELASTICITY, 1,
              "sign only", (0.25, 0.45), ("mind.effort.usual",), varied=(), replications=400),
    ),
)  # fmt: skip

E19 = Row(
    "E19", "CSO Insights (2009 to 2015)", "52 to 59 % of reps reach their quota of the year", "READ secondary, M",
    why="The bundled baseline as it is.",
    claims=(
        Claim("E19", "Share of reps at quota", "baseline", "baseline", AT_QUOTA, 0, "not reproduced", (50, 60)),
    ),
)  # fmt: skip
YEAR = (E6, E16, E19)
