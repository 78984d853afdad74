"""Ranges that others publish, each with who says so: what a plan is held against, never a truth."""

from typing import NamedTuple

from results.pay.lint.rule import Says


class Range(NamedTuple):
    """From low to high. source, says: who states it; upper: who states its upper end, where that is another."""

    low: float
    high: float
    source: str
    says: Says = "published"

    def holds(self, number: float) -> bool:
        return self.low <= number <= self.high


PAY_MIX = Range(
    0.5,
    0.6,
    "base 50–60 % of pay at target for account executives: closing.report, beefed.ai, ICONIQ/RepVue 2024; "
    "other roles differ (SDR 60–70 %, CSM 65 %, presales 70 %: Insight periodic table)",
)
QUOTA_TO_PAY = Range(4, 6, "4–6×, 5× most cited: closing.report, komo.ai; Qobra: do not copy it")
LEVERAGE = Range(
    2, 3, "2:1 at the 90th percentile: ecsellinstitute, SalesGlobe 2012 and 2014; 3:1 as the upper end is recalled"
)
THRESHOLD = Range(0.5, 0.8, "50–80 % of quota, recalled", "recalled")
REACH_THRESHOLD = Range(0.9, 1, "set where about 90 % of the force reach it: Aurochs (pharma)")
AT_QUOTA = Range(0.6, 0.7, "60–70 % of reps at or above quota: gtmnow, SalesGlobe, thecroreport, optif.ai, getfairview")
OVER_ASSIGNED = Range(
    0,
    0.25,
    "15–25 % usual: closing.report; 40 % cost PlanGrid people: TigerEye; quotas below the "
    "company's target cannot add up to it",
)
EXCELLENCE = 1.5
"""Attainment taken for the 90th percentile where nobody's results are known."""
BUNCHING = "timing games cost 6–8 % of revenue in one firm: Larkin 2014; sales peak at fiscal-year end: Oyer 1998"
TAX = "tax on a one-off annual bonus (全年一次性奖金): scenarios/legal/annual_bonus_tax.yaml"

MOST_KPIS = 5
LEAST_WEIGHT = 0.05
MOST_COMPONENTS = 5
MOST_TIERS = 5
LEAST_PART = 0.01
NEAR = 0.05
"""Who is this near an edge, as a share of it, is counted as sitting at it."""
