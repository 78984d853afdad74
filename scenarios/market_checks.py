"""What the parts of a market say of one another: ids that exist, named once, and channels that are free for a trial."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from scenarios.base import Problem, repeated_ids
from scenarios.company import Company
from scenarios.customers import Customers
from scenarios.funnel import Funnel
from scenarios.market import FunnelMarket, Market
from scenarios.people import People

Path = tuple[str | int, ...]


class Sections(Protocol):
    """The sections of a scenario that a market speaks of."""

    @property
    def company(self) -> Company: ...
    @property
    def people(self) -> People: ...
    @property
    def market(self) -> Market: ...
    @property
    def funnel(self) -> Funnel | None: ...
    @property
    def customers(self) -> Customers | None: ...


def market_problems(s: Sections) -> Iterator[Problem]:
    """Everything in a funnel market's further parts that hangs in the air."""
    market = s.market
    if isinstance(market, FunnelMarket):
        for key in ("competitors", "campaigns", "pilots", "playbooks"):
            yield from repeated_ids(getattr(market, key), ("market", key))
        yield from _names(s, market)
        yield from _named_once(market)
        yield from _months(s.company.calendar.months, market)
        yield from _trials(s, market)
        if market.learning and not market.loss_reasons:
            message = "learns from the reasons of losses; write `loss_reasons: {}`, too"
            yield Problem(("market", "learning"), message)


def _names(s: Sections, market: FunnelMarket) -> Iterator[Problem]:
    """Ids that nothing has."""
    known = {
        "segment": [segment.id for segment in market.segments],
        "channel": [channel.id for channel in market.channels],
        "territory": [territory.id for territory in s.company.territories],
        "stage": [stage.id for stage in s.funnel.stages] if s.funnel else [],
        "role": [role.id for role in s.people.roles],
    }
    for kind, path, name in _references(market):
        if name is not None and name not in known[kind]:
            some = ", ".join(known[kind][:8]) or "none"
            yield Problem(("market", *path), f"there is no such {kind}; known: {some}", name)


def _references(market: FunnelMarket) -> Iterator[tuple[str, Path, str | None]]:
    """(what, where, id) of everything that is named."""
    for i, rival in enumerate(market.competitors):
        yield from _rows("segment", ("competitors", i, "segments"), rival.segments)
        yield from _rows("segment", ("competitors", i, "moves"), rival.moves)
        yield from _ids("stage", ("competitors", i, "stages"), rival.stages)
    for key in ("campaigns", "pilots"):
        for kind in ("territory", "segment", "channel"):
            yield from _rows(kind, (key,), getattr(market, key))
    yield from _rows("segment", ("volume",), market.volume)
    yield from _rows("segment", ("needs", "drifts"), market.needs.drifts if market.needs else ())
    if market.registration:
        for i, claim in enumerate(market.registration.claims):
            yield "channel", ("registration", "claims", i, "channel"), claim.channel
            yield "channel", ("registration", "claims", i, "also"), claim.also
    if market.prospecting:
        yield "channel", ("prospecting", "channel"), market.prospecting.channel
        yield from _rows("segment", ("prospecting", "segments"), market.prospecting.segments)
        yield from _ids("role", ("prospecting", "roles"), market.prospecting.roles)
    yield from _ids("segment", ("focus", "segments"), market.focus.segments if market.focus else ())
    for i, playbook in enumerate(market.playbooks):
        yield from _ids("segment", ("playbooks", i, "segments"), playbook.segments)
        yield from _rows("segment", ("playbooks", i, "suits"), playbook.suits)


def _rows(kind: str, path: Path, rows: Sequence[Any]) -> Iterator[tuple[str, Path, str | None]]:
    yield from ((kind, (*path, i, kind), getattr(row, kind)) for i, row in enumerate(rows))


def _ids(kind: str, path: Path, ids: Sequence[str]) -> Iterator[tuple[str, Path, str | None]]:
    yield from ((kind, (*path, i), name) for i, name in enumerate(ids))


def _named_once(market: FunnelMarket) -> Iterator[Problem]:
    """Things of which there is one for each segment or channel."""
    for i, rival in enumerate(market.competitors):
        yield from _twice(((("competitors", i, "segments", j, "segment"), row.segment)
                           for j, row in enumerate(rival.segments)), "segment")  # fmt: skip
    drifts = market.needs.drifts if market.needs else ()
    claims = market.registration.claims if market.registration else ()
    yield from _twice(((("volume", i, "segment"), row.segment) for i, row in enumerate(market.volume)), "segment")
    yield from _twice(((("needs", "drifts", i, "segment"), row.segment) for i, row in enumerate(drifts)), "segment")
    yield from _twice(((("registration", "claims", i, "channel"), claim.channel)
                       for i, claim in enumerate(claims)), "channel")  # fmt: skip
    used = ((("playbooks", i, "segments", j), name) for i, playbook in enumerate(market.playbooks)
            for j, name in enumerate(playbook.segments))  # fmt: skip
    yield from _twice(used, "segment")
    for i, claim in enumerate(claims):
        if claim.channel == claim.also:
            message = "a channel does not claim its own leads; name another"
            yield Problem(("market", "registration", "claims", i, "also"), message, claim.also)


def _twice(named: Iterable[tuple[Path, str]], kind: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, name in named:
        if name in seen:
            yield Problem(("market", *path), f"this {kind} is named twice", name)
        seen.add(name)


def _months(months: int, market: FunnelMarket) -> Iterator[Problem]:
    """What is to begin after the year would never begin."""
    moves = [(("competitors", i, "moves", j, "month"), move.month)
             for i, rival in enumerate(market.competitors) for j, move in enumerate(rival.moves)]  # fmt: skip
    drifts = market.needs.drifts if market.needs else ()
    begins: list[tuple[Path, int]] = [
        *moves,
        *((("needs", "drifts", i, "month"), drift.month) for i, drift in enumerate(drifts)),
        *((("pilots", i, "month"), pilot.month) for i, pilot in enumerate(market.pilots)),
    ]
    for path, month in begins:
        if month > months:
            yield Problem(("market", *path), f"the year has {months} months", month)


def _trials(s: Sections, market: FunnelMarket) -> Iterator[Problem]:
    """A trial learns from its channel's leads, so nothing else may bring any; and somebody has to take new leads."""
    accounts = s.customers.accounts if s.customers else ()
    others = {row.channel for row in market.demand} | {row.channel for row in accounts}
    others |= {campaign.channel for campaign in market.campaigns}
    if market.prospecting:
        others.add(market.prospecting.channel)
    for i, pilot in enumerate(market.pilots):
        if pilot.channel in others or pilot.channel in [other.channel for other in market.pilots[:i]]:
            message = "this channel has other leads; a trial needs a channel of its own"
            yield Problem(("market", "pilots", i, "channel"), message, pilot.channel)
    territory = {team.id: team.territory for team in s.company.teams}
    staffed = {rep.territory or territory.get(rep.team) for rep in s.people.reps if rep.lead_share > 0}
    known = [place.id for place in s.company.territories]
    for key in ("campaigns", "pilots"):
        for i, row in enumerate(getattr(market, key)):
            if row.territory in known and row.territory not in staffed:
                yield Problem(("market", key, i, "territory"), "no rep there takes leads", row.territory)
