"""Who needs which training, with the evidence: KPIs below the company's, and the skill that each tells of."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scenarios.base import Label
from scenarios.scenario import Scenario
from scenarios.training import Topic
from sim.panel import Panel

Floats = npt.NDArray[np.float64]

PLAIN = 2.0
"""Standard errors below the company's rate from which a shortfall is more than bad luck."""


class Sign(NamedTuple):
    """A KPI as a share, good of all, and the skill that is missing where it is low."""

    name: Label
    topic: Topic
    good: tuple[str, ...]
    bad: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


class Need(NamedTuple):
    """One rep's shortfall in one KPI: her share, the company's, of how many cases, and by how many standard errors."""

    rep: str
    topic: Topic
    kpi: Label
    share: float
    company: float
    cases: float
    score: float

    @property
    def is_plain(self) -> bool:
        """Whether it is more than bad luck."""
        return self.score < -PLAIN


def signs(scenario: Scenario, topic: Topic = "product") -> tuple[Sign, ...]:
    """What tells of missing skill: each stage's conversion of its own skill, then tests, follow-up and renewals.

    So a low win rate tells of negotiation where the last stage asks for it. topic: what tests are about.
    """
    stages = scenario.funnel.stages if scenario.funnel else ()
    following = [*(f"entered:{stage.id}" for stage in stages[1:]), "won_deals"]
    by_stage = [
        Sign(
            Label(en=f"Answers of yes: {stage.name.en}", zh=f"{stage.name.zh}通过率"),
            stage.skill,
            (on,),
            bad=(f"lost:{stage.id}",),
        )
        for stage, on in zip(stages, following, strict=False)
    ]
    return (
        *by_stage,
        Sign(Label(en="Questions answered rightly", zh="考试答对率"), topic, ("test_right",), of=("test_questions",)),
        Sign(Label(en="Follow-up in time", zh="按时跟进率"), "process", ("follow_ups_on_time",),
             of=("follow_ups_promised",)),
        Sign(Label(en="Answers to enquiries in time", zh="按时回复率"), "process", ("answers_in_time",),
             of=("answers_due",)),
        Sign(Label(en="Leads kept warm", zh="线索未流失率"), "process", ("touches",), bad=("cold_leads",)),
        Sign(Label(en="Renewals", zh="续签率"), "relationship", ("renewals",), of=("renewals_due",)),
    )  # fmt: skip


def training_needs(scenario: Scenario, panel: Panel) -> tuple[Need, ...]:
    """Every rep's shortfalls, the plainest first, averaged over simulated years; what nobody measured is left out."""
    topic = scenario.training.tests.topic if scenario.training else "product"
    ids = [rep.id for rep in scenario.people.reps]
    counts = {measure.name: panel.of(measure.name).sum(axis=1).mean(axis=0) for measure in panel.measures}
    return needs_from(ids, counts, signs(scenario, topic))


def needs_from(ids: Sequence[str], counts: Mapping[str, Floats], told_by: Sequence[Sign]) -> tuple[Need, ...]:
    """The same from counts by rep, simulated or of a CRM.

    Source: a share against the company's, in standard errors of a binomial count.
    """
    found = []
    for sign in told_by:
        if not all(name in counts for name in (*sign.good, *sign.bad, *sign.of)):
            continue
        good = np.sum([counts[name] for name in sign.good], axis=0)
        under = np.sum([counts[name] for name in sign.of or (*sign.good, *sign.bad)], axis=0)
        rate = float(good.sum() / under.sum()) if under.sum() else 0.0
        for rep, own, count in zip(ids, good.tolist(), under.tolist(), strict=True):
            if count > 0 and 0 < rate < 1:
                score = (own / count - rate) / math.sqrt(rate * (1 - rate) / count)
                found.append(Need(rep, sign.topic, sign.name, own / count, rate, count, score))
    return tuple(sorted(found, key=lambda need: need.score))


def recommended(needs: Sequence[Need], rep: str) -> Need | None:
    """The training a rep needs most; None where nothing is plainly below the company's."""
    return next((need for need in needs if need.rep == rep and need.is_plain), None)


def lacks_skill(attainment: float, needs: Sequence[Need], rep: str) -> bool:
    """Whether missing skill explains that a rep is behind: below quota, and a KPI of skill plainly below the company's.

    Who is on target needs no explanation; who is behind with every rate as good as others' has another cause, such as
    too few leads.
    """
    return attainment < 1 and recommended(needs, rep) is not None
