"""Every opportunity of a simulated year as its CRM would know it: from leads and log to one row each."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from results.export_customers import with_customers_leads
from results.export_lives import Lives, lives_of
from results.workdays import Diary
from scenarios.crm.tables import ENTERED, LOST, OPEN, WON, Opportunities
from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.draws import Word, name_id
from sim.engine import Year
from sim.jit import jit
from sim.kernel.lead import A_COPY
from sim.kernel.market import leads_of
from sim.log import Log
from sim.rules.leads import deal_value
from sim.tables import Table

REFUSED, TIMED_OUT = "refused", "timed_out"
"""Why an opportunity was lost: the customer said no, or waited for the rep longer than it would."""
REASON, TOUCHED = "reason", "touched"
"""Two columns beside the canonical ones: why lost ("" otherwise), and when a rep first worked on it."""
ACCOUNTS = 20
"""Customers of a rep and segment who come back, where the scenario states no accounts there."""

Words = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]


def opportunities_of(
    scenario: Scenario, year: Year, replication: int, log: Log, diary: Diary, last: np.datetime64
) -> Opportunities | None:
    market, funnel, world = scenario.market, scenario.funnel, year.world
    if not isinstance(market, FunnelMarket) or funnel is None:
        return None
    leads, buyers = with_customers_leads(world, log, _of_the_market(year, replication))
    stages = [stage.id for stage in funnel.stages]
    lives = lives_of(leads, log, world, [measure.name for measure in year.measures], stages, diary, last)
    listed = _values(world.segments, world.parts, world.deals, leads, np.uint64(year.seed), replication)
    value = np.where(np.isnan(lives.signed), listed, lives.signed)
    facts = {
        "id": _numbers(leads),
        "owner": _text([rep.id for rep in scenario.people.reps], lives.owner),
        "account": _accounts(scenario, leads, buyers),
        "segment": _text([segment.id for segment in market.segments], leads["segment"]),
        "channel": _text([channel.id for channel in market.channels], leads["channel"]),
        "amount": value / 10**scenario.company.currency.minor_digits,
    }
    rows = pd.DataFrame(facts | _known(lives, diary, stages))
    there = ~np.isnan(lives.created) & ~(lives.ended <= world.period_end[0])
    rows = rows[there].sort_values(["created", "id"], ignore_index=True)
    first = ["id", "owner", "account", "segment", "channel", "outcome", "stage", "amount", "created", "closed"]
    rows = rows[[*first, *(name for name in rows.columns if name not in first)]]
    return Opportunities(rows, tuple(stages), tuple(s.name.zh for s in funnel.stages))


def _of_the_market(year: Year, replication: int) -> Table:
    """Leads that the market sends and that reps find; a second rep's copy is no lead of its own."""
    leads = leads_of(year.world, np.uint64(year.seed), replication)
    return leads[leads["state"] != A_COPY]


def _known(lives: Lives, diary: Diary, stages: Sequence[str]) -> dict[str, npt.NDArray[Any]]:
    """Outcome, stage and every date."""
    won, refused, cold = (~np.isnan(times) for times in (lives.won, lives.refused, lives.cold))
    return {
        "outcome": np.select([won, refused | cold], [WON, LOST], OPEN),
        "stage": _text(stages, lives.stage),
        "created": diary.moments(lives.created),
        "closed": diary.moments(lives.ended),
        **{f"{ENTERED}{stage}": diary.moments(lives.entered[:, place]) for place, stage in enumerate(stages)},
        REASON: np.select([refused, cold], [REFUSED, TIMED_OUT], ""),
        TOUCHED: diary.moments(lives.touched),
    }


@jit
def _values(segments: Table, parts: Table, deals: Table, leads: Table, seed: Word, replication: int) -> Ints:
    """What each lead is worth, in coins: stated, or as drawn; the contract will say so less the discount given."""
    values = np.zeros(len(leads), np.int64)
    for i in range(len(leads)):
        lead = leads[i]
        if lead.deal >= 0:
            values[i] = deals[lead.deal].value
        else:
            values[i] = deal_value(segments[lead.segment], parts, lead.name, seed, replication)
    return values


def _accounts(scenario: Scenario, leads: Table, buyers: Words) -> npt.NDArray[np.str_]:
    """A customer number for each lead: that of whoever buys, or of one of the rep's known customers.

    The latter where the channel brings nobody new and it is not told who comes back.
    """
    market = scenario.market
    assert isinstance(market, FunnelMarket)
    accounts, owner = _coded("KH", buyers ^ np.uint64(name_id("account")), SHORT), leads["rep"]
    again = np.array([not channel.new_customer for channel in market.channels])[leads["channel"]]
    again &= buyers == leads["name"]
    for rep, segment in sorted(set(zip(owner[again].tolist(), leads["segment"][again].tolist(), strict=True))):
        theirs = again & (owner == rep) & (leads["segment"] == segment)
        stock = _stock(scenario, rep, market.segments[segment].id)
        accounts[theirs] = stock[leads["name"][theirs] % np.uint64(len(stock))]
    return accounts


def _stock(scenario: Scenario, rep: int, segment: str) -> npt.NDArray[np.str_]:
    """The known customers of a rep and segment: an even share of the territory's accounts."""
    of_team = {team.id: team.territory for team in scenario.company.teams}
    reps = scenario.people.reps
    territory = {other.id: other.territory or of_team[other.team] for other in reps}
    there = territory[reps[rep].id]
    stated = scenario.customers.accounts if scenario.customers else ()
    total = sum(row.count for row in stated if (row.territory, row.segment) == (there, segment))
    takers = sum(territory[other.id] == there and other.lead_share > 0 for other in reps)
    count = -(-total // max(1, takers)) or ACCOUNTS
    names = [name_id("account", reps[rep].id, segment, number) for number in range(count)]
    return _coded("KH", np.array(names, np.uint64), SHORT)


_SIGNS = np.array(list("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
SHORT, LONG = 8, 12
"""Signs of a number in the CRM, and of the few whose short forms coincide; five bits each."""


def _numbers(leads: Table) -> npt.NDArray[np.str_]:
    """The number under which the CRM keeps each lead, from its lasting name; no two are the same.

    Of n leads about n**2 / 2**40 need the long form: none of 7,000, one of a million.
    """
    numbers = _coded("XS", leads["name"], SHORT)
    _, kind, times = np.unique(numbers, return_inverse=True, return_counts=True)
    return np.where(times[kind] > 1, _coded("XS", leads["name"], LONG), numbers)


def _coded(prefix: str, words: Words, length: int) -> npt.NDArray[np.str_]:
    """The first bits of 64-bit names in digits and letters, of which none is read for another.

    Source: Crockford's base 32.
    """
    shifts = (59 - 5 * np.arange(length)).astype(np.uint64)
    signs = _SIGNS[(words[:, None] >> shifts).astype(np.int64) & 31]
    return np.char.add(prefix, signs.view(f"<U{length}").ravel())


def _text(names: Sequence[str], places: Ints) -> npt.NDArray[np.str_]:
    return np.array(names)[places]
