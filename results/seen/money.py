"""What is owed and never paid, and what selling costs altogether."""

from collections.abc import Iterator

import numpy as np

from results.section import In, Section
from results.seen.reading import Floats, Reading
from results.seen.words import NOTES, TITLES, WHAT, columns
from sim.seats import days_of_months

COSTS = (
    "training_cost", "promotion_cost", "hiring_cost", "tool_cost", "market_cost", "survey_cost", "experience_cost",
)  # fmt: skip
"""What parts of the sales world cost beside pay; research is a part of the market's cost."""


def money_sections(r: Reading) -> Iterator[Section]:
    """Receivables where there is delivery; the cost ledger where anything but pay costs."""
    if r.outcome.scenario.customers is not None:
        yield _receivables(r)
    if any(r.has(cost) for cost in COSTS):
        yield _costs(r)


def owed_at_first(r: Reading) -> Floats:
    """Receivables of the year's first day, coins, [replication].

    What was owed then and invoiced since is paid, written off or owed on the last day (law 5).
    """
    paid = r.year("collected") - r.year("prepaid")
    return r.year("closing_receivable") + paid + r.year("bad_debt") - (r.year("invoiced") - r.year("prepaid_used"))


def selling_cost(r: Reading) -> Floats:
    """Pay and everything that selling costs beside it, coins, [replication]."""
    return np.asarray(r.outcome.pay.sum(axis=1) + r.year(*COSTS))


def _receivables(r: Reading) -> Section:
    days = float(days_of_months(r.outcome.scenario).sum())
    rows = (
        (WHAT["owed_opening"], In(r.mean(owed_at_first(r) / r.coin), "money")),
        (WHAT["invoiced"], In(r.money("invoiced"), "money")),
        (WHAT["prepaid_used"], In(r.money("prepaid_used"), "money")),
        (WHAT["paid"], In(r.mean((r.year("collected") - r.year("prepaid")) / r.coin), "money")),
        (WHAT["bad_debt"], In(r.money("bad_debt"), "money")),
        (WHAT["owed_closing"], In(r.money("closing_receivable"), "money")),
        (WHAT["bad_rate"], In(r.per(["bad_debt"], ["invoiced"]), "share")),
        (WHAT["days_owed"], In(r.quotient(r.year("closing_receivable") * days, r.year("invoiced")), "days")),
    )
    return Section("receivables", TITLES["receivables"], columns("what", ("value", "money")), rows)


def _costs(r: Reading) -> Section:
    bookings, pay = r.year("bookings"), np.asarray(r.outcome.pay.sum(axis=1))
    parts = [("pay", pay), *((cost, r.year(cost)) for cost in COSTS if r.has(cost))]
    parts.append(("selling_cost", selling_cost(r)))
    rows = tuple((WHAT[key], r.mean(cost / r.coin), r.quotient(cost, bookings)) for key, cost in parts)
    heads = columns("what", ("amount", "money"), ("of_bookings", "share"))
    return Section("costs", TITLES["costs"], heads, rows, (NOTES["costs"],))
