"""Where the paid hours went: every hour in one use, and those uses that are waste."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from results.outcome import Outcome
from scenarios.base import Label

Floats = npt.NDArray[np.float64]

ON_LEADS: Final[Mapping[str, str]] = MappingProxyType(
    {"steps": "hours_admin", "rework": "hours_rework", "duplicate": "hours_duplicate", "joint": "hours_joint"}
)
"""Parts of the work on leads beside selling, and the measure of each."""
BESIDE: Final = ("hours_duplicate", "hours_joint")
"""Those of them that the hours of touches (`hours`) do not hold."""

TAKERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "training": "hours_training",
        "coaching": "hours_coaching",
        "sharing": "hours_sharing",
        "helping": "hours_helping",
        "care": "hours_care",
        "prospecting": "hours_prospecting",
        "planning": "hours_planning",
        "learning": "hours_learning",
        "research": "hours_research",
        "briefing": "hours_briefing",
        "reviews": "hours_reviews",
    }
)
"""What takes hours from leads, and the measure of each."""

USES: Final[Mapping[str, Label]] = MappingProxyType(
    {
        "selling": Label(en="Selling", zh="销售跟进"),
        "steps": Label(en="Steps of the process", zh="流程手续"),
        "joint": Label(en="Joining colleagues' deals", zh="协同支持"),
        "prospecting": Label(en="Prospecting", zh="客户开发"),
        "care": Label(en="Customer care", zh="客户维护"),
        "planning": Label(en="Planning", zh="计划"),
        "training": Label(en="Training", zh="培训"),
        "coaching": Label(en="Coaching", zh="辅导"),
        "sharing": Label(en="Sharing cases", zh="案例分享"),
        "helping": Label(en="Helping colleagues", zh="协助同事"),
        "learning": Label(en="Learning tools", zh="学习工具"),
        "research": Label(en="Market research", zh="市场调研"),
        "briefing": Label(en="Briefings", zh="行情通报"),
        "reviews": Label(en="Talks, reports and reviews", zh="目标沟通、反馈与评估"),
        "other": Label(en="Other work", zh="其他工作"),
        "meetings": Label(en="Meetings", zh="会议"),
        "reports": Label(en="Reports", zh="报表与行政"),
        "travel": Label(en="Travel", zh="差旅在途"),
        "duplicate": Label(en="Double work", zh="重复跟进"),
        "rework": Label(en="Rework", zh="返工"),
        "idle": Label(en="Waiting for work", zh="等待空闲"),
    }
)
"""Every use of an hour, by name."""

WASTE: Final = ("travel", "duplicate", "rework", "idle")
"""Uses that bring nothing: less of them is better, whatever else."""


def time_use(outcome: Outcome, members: Sequence[int] | slice = slice(None)) -> dict[str, Floats]:
    """Hours of the year by use, [replication] each; together the capacity. KeyError where no time account is kept.

    Hands on leads are divided as the hours of work that were begun are.
    """
    known = [measure.name for measure in outcome.measures]
    if "hours_capacity" not in known:
        raise KeyError("no time account is kept; write a section `time`")

    def year(name: str) -> Floats:
        total = outcome.year(name)[:, members].sum(axis=1) if name in known else np.zeros(outcome.replications)
        return np.asarray(total)

    busy, taken = year("hours_busy"), year("hours_taken")
    work = year("hours") + sum(year(name) for name in BESIDE)
    used = {use: np.divide(busy * year(of), work, out=np.zeros_like(busy), where=work > 0)
            for use, of in ON_LEADS.items()}  # fmt: skip
    used |= {use: year(of) for use, of in TAKERS.items()}
    used |= {use: year(f"hours_{use}") for use in ("meetings", "travel", "reports", "idle")}
    used["other"] = taken - sum(used[use] for use in TAKERS)
    used["selling"] = busy - sum(used[use] for use in ON_LEADS)
    return {use: used[use] for use in USES}


@dataclass(frozen=True)
class Waste:
    """A use that is waste: mean hours a year, its share of all waste, and that of it and all larger ones together."""

    use: str
    hours: float
    share: float
    together: float


def waste_pareto(outcome: Outcome, members: Sequence[int] | slice = slice(None)) -> tuple[Waste, ...]:
    """Waste by size, the largest first."""
    used = {use: float(hours.mean()) for use, hours in time_use(outcome, members).items() if use in WASTE}
    total, running, found = sum(used.values()), 0.0, []
    for use, hours in sorted(used.items(), key=lambda each: -each[1]):
        running += hours
        found.append(Waste(use, hours, hours / total if total else 0.0, running / total if total else 0.0))
    return tuple(found)
