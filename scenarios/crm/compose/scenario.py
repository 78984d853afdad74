"""The whole scenario of the twelve months that follow an export."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scenarios.crm.compose.market import market_section
from scenarios.crm.compose.numbers import Scale, scale_of
from scenarios.crm.compose.people import people_section, targets_section
from scenarios.crm.compose.plan import currency_section, customers_section, mind_section, plan_section
from scenarios.crm.compose.process import funnel_section, opening_section
from scenarios.crm.compose.sources import Ids, Sources, Tree, ids_of, number
from scenarios.crm.compose.times import calendar_section, next_month, worked_share
from scenarios.crm.fit.company import Fit
from scenarios.crm.tables import Company
from scenarios.scenario import Scenario


def compose(company: Company, fit: Fit, name: str, like: Scenario | None = None, months: int = 12) -> Scenario:
    """The scenario of the months after the fit's day.

    `like`: a scenario whose plan, terms of payment, holidays and margin stand for what no export tells; without one
    plain assumptions do. Raises pydantic's ValidationError where fitted numbers do not make a scenario.
    """
    sources = Sources()
    start = next_month(fit.as_of)
    calendar = calendar_section(start, months, fit.process.days_a_week, like)
    share = worked_share(calendar)
    ids = Ids.of(fit)
    scale = scale_of(fit)
    people = people_section(company, fit.reps, fit.as_of, start, _reps(fit, ids, scale), sources)
    tree: Tree = {
        "title": name,
        "about": {
            "en": f"Calibrated on an export of {fit.as_of.date()}.",
            "zh": f"由 {fit.as_of.date()} 的导出数据校准。",
        },
        "company": _company(fit, ids, name, currency_section(company.currency, like), calendar),
        "people": people,
        "targets": targets_section(company, fit.reps, fit.as_of, start, sources),
        "plan": plan_section(like, sources),
        "market": market_section(fit, ids, scale, share, start, like, sources),
        "funnel": funnel_section(fit, ids, scale, share, start, sources),
        "customers": customers_section(like, sources),
        "opening": opening_section(fit, ids, share, start, sources),
        "mind": mind_section(people, sources),
    }
    return finished(tree, months, sources, like)


def finished(tree: Tree, months: int, sources: Sources, like: Scenario | None) -> Scenario:
    """Adds the sources and validates the whole."""
    holidays = "less the holidays of the model scenario" if like is not None else "no holidays"
    sources.say("company", "given", "the files")
    week = (
        "every day, as the dates of closings show"
        if tree["company"]["calendar"]["days_a_week"] == 7
        else "Mondays to Fridays"
    )
    sources.say("company.calendar", "assumed", f"{week}, {holidays}")
    for holder, key in _monthly(tree):
        holder[key] = (holder[key] * (months // 12 + 1))[:months]
    tree["sources"] = sources.rows
    return Scenario.model_validate(tree)


def _monthly(tree: Tree) -> Iterator[tuple[Tree, str]]:
    """Everything that has a number for each of twelve months: what holds it, and its key."""
    pace = tree.get("funnel", {}).get("pace", {})
    holders = [tree["targets"], tree["market"], *tree["market"].get("segments", ()), pace]
    for holder in holders:
        yield from ((holder, key) for key in ("phasing", "season", "yes", "no") if holder.get(key))


def _reps(fit: Fit, ids: Ids, scale: Scale) -> list[Tree]:
    """What the export tells of each rep: team, skills, and her own leads or her share of the team's."""
    teams = ids_of(tuple(dict.fromkeys(fit.teams)))
    rows: list[Tree] = []
    for place, rep in enumerate(fit.reps):
        row: Tree = {
            "id": ids.reps[rep],
            "team": teams[fit.teams[place]],
            "skills": scale.skills(place),
            "segments": _suited(fit, ids, scale, place),
        }
        if fit.streams.own:
            row["territory"] = ids.territories[rep]
        else:
            row["lead_share"] = float(min(fit.streams.taken[place] / max(fit.streams.taken.mean(), 1e-9), 100.0))
        rows.append(row)
    return rows


def _suited(fit: Fit, ids: Ids, scale: Scale, rep: int) -> list[Tree]:
    """Segments in which a rep does better or worse, or is answered sooner or later, than her skills tell."""
    yes, no = (np.mean([np.log(stage.tempo[k].multiples) for stage in fit.process.stages], axis=0) for k in (0, 1))
    rows = []
    for place, name in enumerate(fit.segments):
        skill = min(max(number(0.5 + float(scale.suits[rep, place]) / scale.skill, 4), 0.0), 1.0)
        own = {"skill": skill, "answer": number(float(np.exp(yes[rep, place])), 4),
               "refusal": number(float(np.exp(no[rep, place])), 4)}  # fmt: skip
        if own != {"skill": 0.5, "answer": 1.0, "refusal": 1.0}:
            rows.append({"segment": ids.segments[name], **own})
    return rows


def _company(fit: Fit, ids: Ids, name: str, currency: Tree, calendar: Tree) -> Tree:
    teams = tuple(dict.fromkeys(fit.teams))
    groups = fit.streams.groups
    team_ids = ids_of(teams)
    place = {team: groups[0] if fit.streams.own else team for team in teams}
    return {
        "name": name,
        "currency": currency,
        "calendar": calendar,
        "territories": [{"id": ids.territories[group], "name": group} for group in groups],
        "teams": [{"id": team_ids[t], "name": t, "territory": ids.territories[place[t]]} for t in teams],
    }
