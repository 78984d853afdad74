"""The market: channels with what they cost and bring, channels on trial, our share, who beats us, where to go."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from results.measure_words import thing_name
from results.outlook import Outlook, outlook
from results.section import Section
from results.seen.reading import Floats, Reading
from results.seen.words import NOTES, TITLES, WHAT, columns

QUARTER = 3


def market_sections(r: Reading) -> Iterator[Section]:
    """Each where the scenario counts it."""
    if channels := r.series("channel_leads:"):
        yield _channels(r, channels)
    if trials := r.series("adopted:"):
        yield _trials(r, trials)
    segments = r.series("market_value:")
    if segments and r.year(*(f"rivals_value:{segment}" for segment in segments)).any():
        yield _share(r, segments)
    if rivals := r.series("lost_to:"):
        yield _rivals(r, rivals)
    if rows := outlook(r.outcome.scenario):
        yield _outlook(r, rows)


def _channels(r: Reading, channels: list[str]) -> Section:
    """A P&L of each channel; channels sum to the company (M04)."""

    def line(ids: list[str]) -> tuple[Any, ...]:
        leads, won, closed, bookings, margin, cost = (
            r.year(*(f"channel_{what}:{each}" for each in ids))
            for what in ("leads", "won", "closed", "bookings", "margin", "cost")
        )
        return (
            r.mean(leads), r.mean(won), r.quotient(won, closed), r.mean(bookings / r.coin), r.mean(margin / r.coin),
            r.mean(cost / r.coin), r.quotient(cost / r.coin, leads), r.mean((margin - cost) / r.coin),
        )  # fmt: skip

    rows = [(thing_name(channel, r.outcome.scenario), *line([channel])) for channel in channels]
    rows.append((WHAT["all"], *line(channels)))
    heads = columns(
        "channel", ("count", "count"), ("signed", "count"), ("win_rate", "share"), ("bookings", "money"),
        ("margin", "money"), ("cost", "money"), ("per_lead", "money"), ("left", "money"),
    )  # fmt: skip
    return Section("channels", TITLES["channels"], heads, tuple(rows), most=len(rows))


def _trials(r: Reading, trials: list[str]) -> Section:
    rows = tuple(
        (
            thing_name(trial, r.outcome.scenario),
            r.mean(r.level(f"adopted:{trial}") > 0),
            r.mean(r.level(f"dropped:{trial}") > 0),
            r.mean(r.level(f"trial_worth:{trial}") / r.coin),
            r.mean(r.level(f"trial_sd:{trial}") / r.coin),
        )
        for trial in trials
    )
    heads = columns("channel", ("adopted", "share"), ("dropped", "share"), ("worth", "money"), ("uncertain", "money"))
    return Section("trials", TITLES["trials"], heads, rows, (NOTES["trials"],), most=len(rows))


def our_share(r: Reading, segments: list[str], months: slice = slice(None)) -> tuple[Floats, Floats]:
    """What we won and what anybody won in some segments and months, coins, [replication] each."""

    def summed(what: str) -> Floats:
        found = [r.outcome.months(f"{what}:{each}")[:, months].sum(axis=1) for each in segments]
        return np.asarray(sum(found, np.zeros(r.replications)))

    return summed("segment_bookings"), summed("market_value")


def _share(r: Reading, segments: list[str]) -> Section:
    def line(ids: list[str]) -> tuple[Any, ...]:
        ours, whole = our_share(r, ids)
        first, last = our_share(r, ids, slice(0, QUARTER)), our_share(r, ids, slice(-QUARTER, None))
        theirs = r.year(*(f"rivals_value:{each}" for each in ids))
        return (
            r.mean(ours / r.coin),
            r.mean(theirs / r.coin),
            r.quotient(ours, whole),
            r.quotient(*first),
            r.quotient(*last),
        )

    rows = [(thing_name(segment, r.outcome.scenario), *line([segment])) for segment in segments]
    rows.append((WHAT["all"], *line(segments)))
    heads = columns("segment", ("ours", "money"), ("theirs", "money"), ("our_share", "share"),
                    ("first_quarter", "share"), ("last_quarter", "share"))  # fmt: skip
    return Section("share", TITLES["share"], heads, tuple(rows), (NOTES["share"],), most=len(rows))


def _rivals(r: Reading, rivals: list[str]) -> Section:
    rows = tuple(
        (
            thing_name(rival, r.outcome.scenario),
            r.total(f"lost_to:{rival}"),
            r.mean(r.level(f"strength:{rival}")),
            r.mean(r.level(f"estimated:{rival}")),
            r.mean(r.level(f"research_sd:{rival}")),
        )
        for rival in rivals
    )
    heads = columns("rival", ("lost_to", "count"), ("strength", "number"), ("estimated", "number"),
                    ("uncertain", "number"))  # fmt: skip
    return Section("rivals", TITLES["rivals"], heads, rows, most=len(rows))


def _outlook(r: Reading, found: Sequence[Outlook]) -> Section:
    """Segments in the order of growth less competition (L02)."""
    rows = tuple((thing_name(o.segment, r.outcome.scenario), o.growth, o.competition, o.score) for o in found)
    heads = columns("segment", ("growth", "share"), ("competition", "number"), ("opportunity", "number"))
    return Section("outlook", TITLES["outlook"], heads, rows, (NOTES["outlook"],), most=len(rows))
