"""Customers: how many came and went, how satisfied and loyal they are, what they bring."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from results.measure_words import thing_name
from results.section import In, Section
from results.seen.reading import Floats, Reading
from results.seen.words import NOTES, TITLES, WHAT, columns

SIDES = ("experience_response", "experience_accuracy", "experience_friction", "experience_after_sales")


def customer_sections(r: Reading) -> Iterator[Section]:
    """Where customers live one by one."""
    if not r.has("customers_open"):
        return
    yield _bridge(r)
    rows = tuple(_satisfaction(r))
    yield Section("satisfaction", TITLES["satisfaction"], columns("what", ("value", "count")), rows, most=len(rows))
    if r.has(*SIDES):
        served = ["customers_served"]
        sides = tuple((WHAT[side], r.per([side], served)) for side in (*SIDES, "experience_points"))
        yield Section("experience", TITLES["experience"], columns("touchpoint", ("score", "number")), sides)


def bridge(r: Reading, segment: str = "") -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """First day, won, back, lost, last day of the customers of a segment or of all, [replication] each.

    The first day follows from the rest, which is what law 5 says of a stock and its flows.
    """
    end = f":{segment}" if segment else ""
    closing = r.level(f"customers_open{end}")
    won, back, lost = (r.year(f"customers_{what}{end}") for what in ("won", "back", "lost"))
    return closing - won - back + lost, won, back, lost, closing


def _bridge(r: Reading) -> Section:
    segments = r.series("customers_open:")
    names = [thing_name(segment, r.outcome.scenario) for segment in segments]
    rows = [(name, *map(r.mean, bridge(r, segment))) for name, segment in zip(names, segments, strict=True)]
    rows.append((WHAT["all"], *map(r.mean, bridge(r))))
    heads = columns("segment", *((key, "count") for key in ("opening", "won", "back", "lost", "closing")))
    return Section("customers", TITLES["customers"], heads, tuple(rows), (NOTES["bridge"],), most=len(rows))


def _satisfaction(r: Reading) -> Iterator[tuple[Any, ...]]:
    served = ["customers_served"]
    yield WHAT["satisfaction"], In(r.per(["satisfaction_sum"], served), "number")
    if r.year("satisfaction_answers").any():
        yield WHAT["surveyed"], In(r.per(["satisfaction_points"], ["satisfaction_answers"]), "number")
        yield WHAT["survey_margin"], In(r.mean(_margin(r)), "number")
        yield WHAT["response"], In(r.per(["satisfaction_answers"], ["satisfaction_asked"]), "share")
    yield WHAT["loyalty"], In(r.per(["loyalty_sum"], served), "number")
    yield WHAT["relation"], In(r.per(["relation_points"], ["relation_ratings"]), "number")
    yield WHAT["renewal"], In(r.per(["renewals"], ["renewals_due"]), "share")
    yield WHAT["repeat"], In(r.per(["customers_again"], ["customers_buying"]), "share")
    yield WHAT["coverage"], In(r.per(["customers_cared"], served), "share")
    if r.year("follow_ups_promised").any():
        yield WHAT["follow_ups"], In(r.per(["follow_ups_on_time"], ["follow_ups_promised"]), "share")
    if r.year("complaints").any():
        yield WHAT["complaints"], r.total("complaints")
        yield WHAT["complaints_100"], In(r.quotient(1200 * r.year("complaints"), r.year(*served)), "number")
        yield WHAT["recovery_days"], In(r.per(["recovery_days"], ["recoveries"]), "days")
    if r.year("refunds").any():
        yield WHAT["refunds"], In(r.money("refunds"), "money")
    for name in ("repeat_leads", "referred_leads", "cross_sell_leads", "win_back_leads", "customers_handed_over"):
        if r.year(name).any():
            yield WHAT[name], r.total(name)
    if r.year("deals_handed_over").any():
        yield WHAT["deals_lost"], In(r.per(["deals_lost_on_the_way"], ["deals_handed_over"]), "share")


def _margin(r: Reading) -> Floats:
    """Half the width of the 95 % interval of the survey's mean, as whoever sees the answers alone would work it out.

    Source: 1.96 · s / √n with the answers' own standard deviation.
    """
    n = r.year("satisfaction_answers")
    mean = np.divide(r.year("satisfaction_points"), n, out=np.zeros_like(n), where=n > 0)
    square = np.divide(r.year("satisfaction_squares"), n, out=np.zeros_like(n), where=n > 0)
    variance = np.maximum(square - mean**2, 0.0) * np.divide(n, n - 1, out=np.zeros_like(n), where=n > 1)
    return np.asarray(1.96 * np.sqrt(np.divide(variance, n, out=np.zeros_like(n), where=n > 0)))
