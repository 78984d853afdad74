"""Every opportunity of a simulated year as its CRM would know it: from leads and log to one row each."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from results.workdays import Diary, Floats, Moments
from scenarios.crm.tables import ENTERED, LOST, OPEN, WON, Opportunities
from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.draws import Word, name_id
from sim.engine import Year
from sim.jit import jit
from sim.kernel.lead import A_COPY
from sim.kernel.market import gather_leads
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


class _Lives(NamedTuple):
    """What the log tells of each lead, in working days, NaN for never. entered: [lead, stage]."""

    entered: Floats
    touched: Floats
    won: Floats
    refused: Floats
    cold: Floats

    @property
    def ended(self) -> Floats:
        """However it ended; NaN while it is open."""
        return np.fmin(np.fmin(self.won, self.refused), self.cold)


def opportunities_of(
    scenario: Scenario, year: Year, replication: int, log: Log, diary: Diary, last: np.datetime64
) -> Opportunities | None:
    market, funnel = scenario.market, scenario.funnel
    if not isinstance(market, FunnelMarket) or funnel is None:
        return None
    leads, world = gather_leads(year.world, np.uint64(year.seed), replication), year.world
    leads = leads[leads["state"] != A_COPY]
    came = np.where(leads["deal"] >= 0, -np.inf, leads["created"])
    leads = leads[np.lexsort((came, leads["rep"]))]
    owner = leads["rep"]
    value = _values(world.segments, world.parts, world.deals, leads, np.uint64(year.seed), replication)
    lives = _lives(leads, log, year, [stage.id for stage in funnel.stages])
    facts = {
        "id": _numbers(leads),
        "owner": _text([rep.id for rep in scenario.people.reps], owner),
        "account": _accounts(scenario, leads, owner),
        "segment": _text([segment.id for segment in market.segments], leads["segment"]),
        "channel": _text([channel.id for channel in market.channels], leads["channel"]),
        "amount": value / 10**scenario.company.currency.minor_digits,
    }
    known = _known(leads, lives, diary, last, [stage.id for stage in funnel.stages])
    rows = pd.DataFrame(facts | known)
    there = ~np.isnat(known["created"]) & ~(lives.ended <= year.world.period_end[0])
    rows = rows[there].sort_values(["created", "id"], ignore_index=True)
    first = ["id", "owner", "account", "segment", "channel", "outcome", "stage", "amount", "created", "closed"]
    rows = rows[[*first, *(name for name in rows.columns if name not in first)]]
    return Opportunities(rows, tuple(s.id for s in funnel.stages), tuple(s.name.zh for s in funnel.stages))


def _lives(leads: Table, log: Log, year: Year, stages: Sequence[str]) -> _Lives:
    """Reads the log by lead. A stated deal is noted under its stage on the first morning, which is not when it came."""
    order = np.argsort(leads["name"])
    ranked = leads["name"][order]
    at = np.searchsorted(ranked, log.entries["who"])
    about_a_lead = np.isin(log.entries["who"], ranked)
    entries, place = log.entries[about_a_lead], order[at[about_a_lead]]
    names = [measure.name for measure in year.measures]

    def first(measure: str) -> Floats:
        """When this was first noted of each lead; entries are by time, so the earliest is written last."""
        rows = np.flatnonzero(entries["measure"] == names.index(measure))[::-1]
        times = np.full(len(leads), np.nan)
        times[place[rows]] = entries["time"][rows]
        return times

    entered = np.column_stack([first(f"entered:{stage}") for stage in stages])
    stated = leads["deal"] >= 0
    entered[stated, leads["stage"][stated]] = np.nan
    # A stated age is in whole days, counted on the first morning: it came in on a morning, not on the evening before.
    entered[:, 0] = np.where(stated, np.nextafter(leads["created"], np.inf), leads["created"])
    entered[np.isnan(first("leads")), 0] = np.nan  # declined, or of a channel on trial that is not tried any more
    return _Lives(entered, *map(first, ("touches", "won_deals", "lost_deals", "cold_leads")))


def _known(
    leads: Table, lives: _Lives, diary: Diary, last: np.datetime64, stages: Sequence[str]
) -> dict[str, npt.NDArray[Any]]:
    """Outcome, stage reached and every date, as known at the end of a day."""

    def dated(times: Floats) -> Moments:
        moments = diary.moments(times)
        return np.where(moments.astype("datetime64[D]") <= last, moments, np.datetime64("NaT"))

    entered = dated(lives.entered)
    reached = np.where(np.isnat(entered), 0, np.arange(len(stages))).max(axis=1, initial=0)
    won, refused, cold = (~np.isnat(dated(times)) for times in (lives.won, lives.refused, lives.cold))
    return {
        "outcome": np.select([won, refused | cold], [WON, LOST], OPEN),
        "stage": _text(stages, np.maximum(reached, leads["stage"])),
        "created": entered[:, 0],
        "closed": dated(lives.ended),
        **{f"{ENTERED}{stage}": entered[:, place] for place, stage in enumerate(stages)},
        REASON: np.select([refused, cold], [REFUSED, TIMED_OUT], ""),
        TOUCHED: dated(lives.touched),
    }


@jit
def _values(segments: Table, parts: Table, deals: Table, leads: Table, seed: Word, replication: int) -> Ints:
    """What each lead is worth, in coins: stated, or as drawn; the contract will say the same."""
    values = np.zeros(len(leads), np.int64)
    for i in range(len(leads)):
        lead = leads[i]
        if lead.deal >= 0:
            values[i] = deals[lead.deal].value
        else:
            values[i] = deal_value(segments[lead.segment], parts, lead.name, seed, replication)
    return values


def _accounts(scenario: Scenario, leads: Table, owner: Ints) -> npt.NDArray[np.str_]:
    """A customer number for each lead: its own where the channel brings new customers, else one of the rep's known."""
    market = scenario.market
    assert isinstance(market, FunnelMarket)
    accounts = _coded("KH", leads["name"] ^ np.uint64(name_id("account")), SHORT)
    again = np.array([not channel.new_customer for channel in market.channels])[leads["channel"]]
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
