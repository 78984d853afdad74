"""When what is earned is handed over: instalments by month and by milestone, whose parts add up to the pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from scenarios.plan.terms import Instalment, Variable
from sim.pay.entries import Rows
from sim.pay.paper import Paper
from sim.pay.payees import Ints
from sim.pay.payroll import Ledger
from sim.rules.money import proportion

MILLION = 1_000_000


class Part(NamedTuple):
    """A part of one payment: coins, and the month in which it is handed over; months after the year's last count on.

    month: None where its milestone has not been reached.
    """

    amount: int
    share: Instalment | None
    month: int | None


@dataclass(frozen=True, eq=False)
class Cash:
    """earned, handed: coins of [month, rep]. after: coins by months after the year's last, [rep]; waiting: coins that
    wait for a milestone, [rep]. parts: of components in instalments, by (component, rep, month earned)."""

    earned: Ints
    handed: Ints
    after: dict[int, Ints]
    waiting: Ints
    parts: dict[tuple[int, int, int], list[Part]] = field(default_factory=dict)


def handed_over(ledger: Ledger, rows: Rows, paper: Paper, paid: Ints, again: Ints) -> Cash:
    """The cash of a year. What is settled again is handed over, or kept, in the month that finds it."""
    months, reps, _ = paid.shape
    components = paper.plan.components
    earned = (paid + again).sum(axis=2)
    later = [place for place, c in enumerate(components) if isinstance(c, Variable) and c.instalments]
    at_once = [place for place in range(len(components)) if place not in later]
    handed = paid[:, :, at_once].sum(axis=2) + again.sum(axis=2)
    cash = Cash(earned, handed, {}, np.zeros(reps, np.int64))
    delivered = _delivered(ledger, rows, reps) if later else np.zeros((0, 0, 0), np.int64)
    for place in later:
        component = components[place]
        assert isinstance(component, Variable)
        span = _spans(paper, place)
        for month, rep in zip(*np.nonzero(paid[:, :, place]), strict=True):
            got = delivered[rep, span[month] : month + 1].sum(axis=0)
            parts = in_parts(int(paid[month, rep, place]), component.instalments, int(month), got)
            cash.parts[place, int(rep), int(month)] = parts
            for part in parts:
                _hand(cash, part, int(rep), months)
    return cash


def _hand(cash: Cash, part: Part, rep: int, months: int) -> None:
    if part.month is None:
        cash.waiting[rep] += part.amount
    elif part.month < months:
        cash.handed[part.month, rep] += part.amount
    else:
        after = cash.after.setdefault(part.month - months + 1, np.zeros(len(cash.waiting), np.int64))
        after[rep] += part.amount


def _spans(paper: Paper, component: int) -> list[int]:
    """The first month of the period that each month closes."""
    for line, row in zip(paper.table.spans, paper.table.lines, strict=True):
        if row.component == component:
            return [max(0, int(span.first)) for span in line]
    return list(range(paper.paid.shape[0]))


def in_parts(pay: int, shares: Sequence[Instalment], month: int, delivered: Ints | None = None) -> list[Part]:
    """A payment in instalments: each rounded down to the coin, the last takes the rest; below zero alike.

    delivered: what of the period's deals reached their milestone by month, coins; the last place: not yet. A part that
    waits for the milestone is handed over as far as the deals have reached it.
    """
    parts: list[Part] = []
    size, sign, left = abs(pay), 1 if pay >= 0 else -1, abs(pay)
    for place, share in enumerate(shares):
        amount = left if place + 1 == len(shares) else size * int(share.share * MILLION) // MILLION
        left -= amount
        due = month + share.months_later
        if share.milestone is None or delivered is None or not delivered.sum():
            parts.append(Part(sign * amount, share, due))
        else:
            parts += [Part(sign * part, share, when) for part, when in _as_delivered(amount, due, delivered)]
    return parts


def _as_delivered(amount: int, due: int, delivered: Ints) -> list[tuple[int, int | None]]:
    """Coins by the month in which they are handed over; None: not yet."""
    whole, so_far, given = int(delivered.sum()), 0, 0
    found: dict[int | None, int] = {}
    for month, more in enumerate(delivered.tolist()):
        so_far += more
        now = proportion(amount, so_far, whole)
        when = None if month == len(delivered) - 1 else max(due, month)
        if now > given:
            found[when] = found.get(when, 0) + now - given
        given = now
    return [(part, when) for when, part in found.items()]


def _delivered(ledger: Ledger, rows: Rows, reps: int) -> Ints:
    """Amounts of deals by person, month of signature and month of delivery, the last for those not delivered."""
    deals, months = rows.deals, ledger.year.months
    found = np.zeros((reps, months, months + 1), np.int64)
    deal = np.repeat(np.arange(len(deals.id)), np.diff(rows.begin))
    signed = ledger.year.month_of(deals.signed)[deal]
    reached = ledger.year.month_of(deals.delivered)
    reached[~np.isnat(deals.delivered) & (deals.delivered < ledger.year.starts[0])] = 0
    reached[reached < 0] = months
    kept = (signed >= 0) & (deals.amount[deal] > 0) & ~rows.cancelled[deal]
    worth = (deals.amount[deal] // MILLION * rows.share + deals.amount[deal] % MILLION * rows.share // MILLION)[kept]
    np.add.at(found, (rows.rep[kept], signed[kept], reached[deal][kept]), worth)
    return found
