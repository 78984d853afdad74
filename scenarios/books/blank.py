"""Tables of files that were not given: without rows, or people of whom nothing but an id is known."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenarios.books.tables import (
    NOBODY,
    UNKNOWN,
    Adjustments,
    Days,
    Deals,
    Events,
    Ints,
    Origin,
    Places,
    Quotas,
    Roster,
    Scores,
    Texts,
)


def _texts(rows: int = 0) -> Texts:
    return Texts(("",), np.zeros(rows, np.int32))


def _places() -> Places:
    return np.zeros(0, np.int32)


def _days(rows: int = 0) -> Days:
    return np.full(rows, np.datetime64("NaT"), "M8[D]")


def _ints() -> Ints:
    return np.zeros(0, np.int64)


def no_deals() -> Deals:
    dates: dict[str, Any] = {key: _days() for key in ("signed", "invoiced", "collected", "reversed", "delivered")}
    money: dict[str, Any] = {key: _ints() for key in ("amount", "cost", "units", "list_price")}
    texts: dict[str, Any] = {key: _texts() for key in ("account", "segment", "channel")}
    return Deals(Origin(), (), _places(), **texts, **dates, **money, new_customer=np.zeros(0, np.int8),
                 credit_deal=_places(), credit_rep=_places(), credit_share=_ints())  # fmt: skip


def no_events() -> Events:
    return Events(Origin(), _places(), _days(), _ints())


def no_quotas() -> Quotas:
    return Quotas(Origin(), _places(), (), _texts(), _ints(), _ints())


def no_scores() -> Scores:
    return Scores(Origin(), _places(), (), _texts(), _ints(), _ints())


def no_adjustments() -> Adjustments:
    texts = {key: _texts() for key in ("target", "reason", "by", "basis")}
    return Adjustments(Origin(), _places(), _days(), (), **texts, amount=_ints(), value=_ints())


def only_ids(ids: tuple[str, ...]) -> Roster:
    """People who are known by their ids alone."""
    rows = len(ids)
    texts: dict[str, Any] = {key: _texts(rows) for key in ("team", "level", "role", "city")}
    pay: dict[str, Any] = {key: np.full(rows, UNKNOWN, np.int64) for key in ("base", "variable", "quota")}
    nobody = np.full(rows, NOBODY, np.int32)
    return Roster(Origin(), ids, ids, **texts, manager=nobody, joins=_days(rows), leaves=_days(rows), **pay)
