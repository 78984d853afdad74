"""Whether roles, authority and specialists fit the company: everything named exists, and nothing is left undone."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from scenarios.base import Problem
from scenarios.funnel import Funnel
from scenarios.market import FunnelMarket

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

Path = tuple[str | int, ...]


def duty_problems(s: "Scenario") -> Iterator[Problem]:
    """Of a scenario with a funnel; paths from the scenario."""
    if s.funnel is None or not isinstance(s.market, FunnelMarket):
        return
    yield from _returns(s.funnel)
    yield from _roles(s, s.funnel, s.market)
    yield from _nobody_idle(s, s.funnel)
    yield from _presales(s, s.funnel)
    yield from _limits(s)


def _returns(funnel: Funnel) -> Iterator[Problem]:
    for i, stage in enumerate(funnel.stages):
        known = [before.id for before in funnel.stages[: i + 1]]
        if stage.returns_to is not None and stage.returns_to not in known:
            message = f"should be this stage or one before it: {', '.join(known)}"
            yield Problem(("funnel", "stages", i, "returns_to"), message, stage.returns_to)


def _roles(s: "Scenario", funnel: Funnel, market: FunnelMarket) -> Iterator[Problem]:
    for i, role in enumerate(s.people.roles):
        at: Path = ("people", "roles", i)
        yield from _unknown(role.stages, funnel.stages, (*at, "stages"), "stage")
        yield from _unknown(role.segments, market.segments, (*at, "segments"), "segment")


def _nobody_idle(s: "Scenario", funnel: Funnel) -> Iterator[Problem]:
    """Every stage is somebody's work in every territory where leads are taken (C01)."""
    limited = {role.id: role.stages for role in s.people.roles if role.stages}
    if not limited:
        return
    home = {team.id: team.territory for team in s.company.teams}
    for place in dict.fromkeys(rep.territory or home.get(rep.team) for rep in s.people.reps if rep.lead_share > 0):
        there = [rep for rep in s.people.reps if (rep.territory or home.get(rep.team)) == place]
        for stage in funnel.stages:
            if not any(stage.id in limited.get(rep.role or "", (stage.id,)) for rep in there):
                message = f"nobody in territory {place} works this stage: name it in a role somebody there has"
                yield Problem(("people", "roles"), message, stage.id)
    if funnel.presales and funnel.presales.role in limited:
        yield Problem(("funnel", "presales", "role"), "specialists join at `funnel.presales.stages`; remove the role's",
                      funnel.presales.role)  # fmt: skip


def _presales(s: "Scenario", funnel: Funnel) -> Iterator[Problem]:
    if funnel.presales is None:
        return
    at: Path = ("funnel", "presales")
    yield from _unknown(funnel.presales.stages, funnel.stages, (*at, "stages"), "stage")
    yield from _unknown((funnel.presales.role,), s.people.roles, (*at, "role"), "role", alone=True)
    people = [rep for rep in s.people.reps if rep.role == funnel.presales.role]
    if not people:
        yield Problem((*at, "role"), "nobody has this role", funnel.presales.role)
    for i, rep in enumerate(s.people.reps):
        if rep.role == funnel.presales.role and rep.lead_share:
            message = "specialists who join deals take no leads of their own; write 0"
            yield Problem(("people", "reps", i, "lead_share"), message, rep.lead_share)


def _limits(s: "Scenario") -> Iterator[Problem]:
    """Levels exist, and a higher one may decide no less (C07)."""
    if s.authority is None:
        return
    at: Path = ("authority",)
    names = [limit.level for limit in s.authority.limits]
    for i, name in enumerate(names):
        yield from _unknown((name,), s.people.levels, (*at, "limits", i, "level"), "level", alone=True)
    for i, approver in enumerate(s.authority.approvers):
        yield from _unknown(approver.teams, s.company.teams, (*at, "approvers", i, "teams"), "team")
    for i, (lower, higher) in enumerate(pairwise(s.authority.limits)):
        for key in ("deal", "sign", "discount"):
            below, above = getattr(lower, key), getattr(higher, key)
            if above is not None and (below is None or above < below):
                message = f"is below the limit of {lower.level}; levels are written from the lowest to the highest"
                yield Problem((*at, "limits", i + 1, key), message, above)


def _unknown(
    names: Sequence[str], records: Sequence[Any], at: Path, what: str, alone: bool = False
) -> Iterator[Problem]:
    known = [record.id for record in records]
    for i, name in enumerate(names):
        if name not in known:
            some = ", ".join(known[:8]) or "none"
            yield Problem(at if alone else (*at, i), f"there is no such {what}; known: {some}", name)
        elif name in names[:i]:
            yield Problem((*at, i), f"this {what} is named twice", name)
