"""The scenario of a company without opportunities: a month's sales as a response to effort, against its quota."""

from __future__ import annotations

from scenarios.crm.compose.market import MARGIN
from scenarios.crm.compose.people import people_section, targets_section
from scenarios.crm.compose.plan import currency_section, mind_section, plan_section
from scenarios.crm.compose.process import ELASTICITY, ELASTICITY_RANGE, ELASTICITY_SOURCE
from scenarios.crm.compose.scenario import finished
from scenarios.crm.compose.sources import Sources, Tree, ids_of, number
from scenarios.crm.compose.times import calendar_section, next_month
from scenarios.crm.fit.direct import DirectFit
from scenarios.crm.tables import Company
from scenarios.scenario import Scenario

WORKWEEK = 5
EVERYWHERE = "all"


def compose_direct(
    company: Company, fit: DirectFit, name: str, like: Scenario | None = None, months: int = 12
) -> Scenario:
    """The scenario of the months after the fit's day.

    `like`: a scenario whose plan, holidays and margin stand for what no file tells. Raises pydantic's ValidationError
    where fitted numbers do not make a scenario.
    """
    sources = Sources()
    start = next_month(fit.as_of)
    reps, teams = ids_of(fit.reps), ids_of(tuple(dict.fromkeys(fit.teams)))
    extra: list[Tree] = [{"id": reps[rep], "team": teams[team]} for rep, team in zip(fit.reps, fit.teams, strict=True)]
    people = people_section(company, fit.reps, fit.as_of, start, extra, sources)
    tree: Tree = {
        "title": name,
        "about": {
            "en": f"Calibrated on orders up to {fit.as_of.date()}.",
            "zh": f"由截至 {fit.as_of.date()} 的订单校准。",
        },
        "company": {
            "name": name,
            "currency": currency_section(company.currency, like),
            "calendar": calendar_section(start, months, WORKWEEK, like),
            "territories": [{"id": EVERYWHERE, "name": {"en": "Everywhere", "zh": "全部"}}],
            "teams": [{"id": id_, "name": team, "territory": EVERYWHERE} for team, id_ in teams.items()],
        },
        "people": people,
        "targets": targets_section(company, fit.reps, fit.as_of, start, sources),
        "plan": plan_section(like, sources),
        "market": _market(fit, like, sources),
        "mind": mind_section(people, sources),
    }
    return finished(tree, months, sources, like)


def _market(fit: DirectFit, like: Scenario | None, sources: Sources) -> Tree:
    """Sales of a month in quotas: the level at the usual effort, of which effort brings a part that nobody measured."""
    effect = ELASTICITY * fit.level.value
    told = "quota periods that were over" if fit.attainment else "quarters, against last year's sales as the quota"
    sources.fitted("market", "the orders")
    sources.fitted("market.base", f"{fit.level.n:,} {told}, less what effort brings", fit.level)
    sources.say("market.effect", "assumed", ELASTICITY_SOURCE, ELASTICITY_RANGE)
    sources.fitted("market.noise.cv", f"{fit.cv.n:,} {told}", fit.cv)
    return {
        "kind": "direct",
        "unit": "quota",
        "base": number(fit.level.value - effect),
        "effect": number(effect),
        "noise": {"kind": fit.noise, "cv": number(min(fit.cv.value, 10.0), 4)},
        "margin": _margin(fit, like, sources),
    }


def _margin(fit: DirectFit, like: Scenario | None, sources: Sources) -> float:
    if fit.margin is not None:
        sources.fitted("market.margin", f"{fit.margin.n:,} orders that tell their cost", fit.margin)
        return number(min(max(fit.margin.value, 0.0), 1.0))
    if like is not None and like.market.kind == "direct":
        sources.say("market.margin", "assumed", "no costs in the files: the margin of the model scenario", (0.8, 1.2))
        return like.market.margin
    sources.say("market.margin", "assumed", "no costs in the files: 30 % until somebody states the margin", (0.8, 1.2))
    return MARGIN
