"""Orders: what was sold by whom, when and for how much."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenarios.crm.reading.opportunities import all_rows, frame_of, ids
from scenarios.crm.reading.people import People
from scenarios.crm.reading.rows import Rows
from scenarios.crm.tables import Orders


def read_orders(rows: Rows, people: People) -> Orders:
    """The canonical table; what cannot be right is among the faults of `rows`."""
    columns: dict[str, Any] = {"id": ids(rows)}
    columns["owner"] = people.owners(rows) if rows.has("owner") else all_rows(rows, "")
    columns["account"] = rows.labels("account", "") if rows.has("account") else all_rows(rows, "")
    columns["segment"] = rows.labels("segment", "unknown") if rows.has("segment") else all_rows(rows, "all")
    heading = rows.heading("date")
    columns["date"] = rows.date(heading, "date")
    rows.refuse(np.isnat(columns["date"]) & ~rows.unread["date"], heading, "is empty: every order has a day")
    heading = rows.heading("amount")
    columns["amount"] = amount = rows.amount(heading, "amount")
    rows.refuse(np.isnan(amount) & ~rows.unread["amount"], heading, "is empty: every order has an amount")
    if (back := amount < 0).any():
        rows.notice(heading, "negative amounts (returns, credit notes) are kept", int(back.sum()))
    nothing = np.full(rows.sheet.rows, np.nan)
    columns["cost"] = rows.amount(rows.heading("cost"), "cost") if rows.has("cost") else nothing
    return Orders(frame_of(columns, rows))
