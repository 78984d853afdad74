"""What an export gives away between its columns: outcomes told in advance, things that cannot be told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from scenarios.crm.cells.amounts import amounts
from scenarios.crm.cells.words import flag
from scenarios.crm.inspection.columns import known_word
from scenarios.crm.inspection.profile import Column

MAX_LEVELS = 50
_FEW = 50  # closed ones below which nothing is said about leaks
_EXPECTED = 5.0  # rows of the missing outcome that a telling level should have had
_BY_CHANCE = 1e-6
_TELLS = 0.9  # share of the outcome's uncertainty that a column takes away
_ORDERS = 0.97  # how often a number ranks a won deal above a lost one
_ITSELF = frozenset({"id", "stage", "status", "won", "ended", "created", "closed", "closed_else", "amount"})


@dataclass(frozen=True)
class Finding:
    """Something about a file that a person should know before mapping it."""

    kind: str
    """leak, closed only, confounded, repeats, duplicate, spelling or file."""
    columns: tuple[str, ...]
    message: str
    rows: int = 0


def outcomes(columns: Mapping[str, Column]) -> NDArray[np.int8] | None:
    """1 won, 0 lost, -1 open or unknown, by the words that are usual for it; None when no column tells."""
    if "won" in columns and "ended" in columns:
        won, ended = (
            columns[key].words.spread(np.array([bool(flag(text)) for text in columns[key].words.texts], bool))
            for key in ("won", "ended")
        )
        return np.where(won, 1, np.where(ended, 0, -1)).astype(np.int8)
    for field in ("status", "stage"):
        if field in columns:
            words = columns[field].words
            means = {"won": 1, "lost": 0}
            codes = np.array([means.get(known_word(text), -1) for text in words.texts], np.int8)
            told: NDArray[np.int8] = words.spread(codes)
            if (told == 1).any() and (told == 0).any():
                return told
    return None


def leaks(columns: Sequence[Column], by_field: Mapping[str, Column]) -> list[Finding]:
    """Columns that tell how a deal ended, though they are not the status: written afterwards, not known before."""
    outcome = outcomes(by_field)
    if outcome is None or min((outcome == 1).sum(), (outcome == 0).sum()) < _FEW:
        return []
    found = []
    for column in columns:
        if column.profile.seems in _ITSELF or column.profile.type == "empty":
            continue
        if said := _told(column, outcome):
            message = f"tells the outcome: {said}; keep it out of segments and channels"
            found.append(Finding("leak", (column.profile.name,), message))
    return found


def _told(column: Column, outcome: NDArray[np.int8]) -> str:
    """How a column tells the outcome, in words; "" when it does not."""
    closed = outcome >= 0
    won = outcome[closed] == 1
    codes, names = _levels(column)
    codes = codes[closed]
    table = np.array([np.bincount(codes[won], minlength=len(names)), np.bincount(codes[~won], minlength=len(names))])
    if said := _one_sided(table, names):
        return said
    share = _information(table)
    if share >= _TELLS:
        return f"it leaves {1 - share:.0%} of the doubt"
    if column.profile.type == "number" and column.profile.distinct > MAX_LEVELS:
        above = _ranked(column, closed, won)
        if max(above, 1 - above) >= _ORDERS:
            return (
                f"won deals are {'above' if above > 0.5 else 'below'} lost ones in {max(above, 1 - above):.1%} of pairs"
            )
    return ""


def _levels(column: Column) -> tuple[NDArray[np.int64], list[str]]:
    """A few levels for any column: its words, tenths of its numbers, or filled and empty."""
    words, few = column.words, column.profile.distinct <= MAX_LEVELS
    if few:
        return words.codes.astype(np.int64), [text or "(empty)" for text in words.texts]
    if column.profile.type == "number":
        values = amounts(words).values
        filled = values[words.codes]
        edges = np.unique(np.nanquantile(filled, np.linspace(0.1, 0.9, 9)))
        level = np.where(np.isnan(values), len(edges) + 1, np.searchsorted(edges, values, side="right"))
        names = [f"below {edges[0]:g}", *(f"from {edge:g}" for edge in edges), "(empty)"]
        return level[words.codes], names
    return column.blank[words.codes].astype(np.int64), ["(filled)", "(empty)"]


def _one_sided(table: NDArray[np.int64], names: list[str]) -> str:
    """Levels that only won, or only lost deals have, though chance would hardly allow it."""
    totals = table.sum(axis=0)
    shares = table.sum(axis=1) / max(table.sum(), 1)
    said = []
    for side, word in ((0, "lost"), (1, "won")):
        absent = (table[side] == 0) & (totals * shares[side] >= _EXPECTED)
        absent &= totals * np.log(max(1 - shares[side], 1e-300)) < np.log(_BY_CHANCE)
        for level in np.flatnonzero(absent)[:3]:
            said.append(f"{names[level]} only on {word} ones ({totals[level]:,} rows)")
    return ", ".join(said[:3])


def _information(table: NDArray[np.int64]) -> float:
    """Share of the outcome's entropy that the levels explain, from 0 to 1."""
    joint = table / max(table.sum(), 1)
    margins = joint.sum(axis=1, keepdims=True), joint.sum(axis=0, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        shared = np.nansum(joint * np.log(joint / (margins[0] * margins[1])))
        doubt = -np.nansum(margins[0] * np.log(margins[0]))
    return float(shared / doubt) if doubt > 0 else 0.0


def _ranked(column: Column, closed: NDArray[np.bool_], won: NDArray[np.bool_]) -> float:
    """How often the number of a won deal is above that of a lost one."""
    values = amounts(column.words).values[column.words.codes][closed]
    known = ~np.isnan(values)
    values, won = values[known], won[known]
    order, where, count = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[where]
    wins, losses = int(won.sum()), int((~won).sum())
    if not wins or not losses or len(order) < 2:
        return 0.5
    return float((ranks[won].sum() - wins * (wins + 1) / 2) / (wins * losses))


def closed_only(columns: Sequence[Column], by_field: Mapping[str, Column]) -> list[Finding]:
    """Columns that are filled when a deal is over and not before: of open deals they say nothing."""
    outcome = outcomes(by_field)
    if outcome is None or min((outcome >= 0).sum(), (outcome < 0).sum()) < _FEW:
        return []
    found = []
    for column in columns:
        filled = ~column.blank[column.words.codes]
        over = filled[outcome >= 0].mean()
        if column.profile.seems not in ("closed", "closed_else") and over > 0.5 and not filled[outcome < 0].any():
            message = f"is filled on {over:.0%} of closed deals and on no open one"
            found.append(Finding("closed only", (column.profile.name,), message))
    return found


# ── columns that go together ────────────────────────────────────────────────────────────────────


def confounded(by_field: Mapping[str, Column]) -> list[Finding]:
    """Fields of which one settles another: what is due to which of them, the data cannot say."""
    found = []
    named = [field for field in ("account", "owner", "segment", "channel") if field in by_field]
    for one, other in permutations(named, 2):
        finer, coarser = by_field[one], by_field[other]
        both = ~finer.blank[finer.words.codes] & ~coarser.blank[coarser.words.codes]
        pairs = finer.words.codes[both].astype(np.int64) * len(coarser.words.words) + coarser.words.codes[both]
        levels = len(np.unique(finer.words.codes[both]))
        others = len(np.unique(coarser.words.codes[both]))
        if len(np.unique(pairs)) == levels and levels >= others >= 2 and both.sum() >= 3 * levels:
            message = f"each {one} belongs to one {other}: {one} and {other} are confounded"
            found.append(Finding("confounded", (finer.profile.name, coarser.profile.name), message, int(both.sum())))
    return found


def repeats(columns: Sequence[Column]) -> list[Finding]:
    """Columns that say one thing in two ways, such as a product's number and its name."""
    seen: dict[bytes, str] = {}
    found = []
    for column in columns:
        if not 2 <= column.profile.distinct <= max(2, len(column.words.codes) // 3):
            continue
        _, first, codes = np.unique(column.words.codes, return_index=True, return_inverse=True)
        key = np.argsort(np.argsort(first))[codes].astype(np.int32).tobytes()
        if key in seen:
            message = f"says the same as {seen[key]}"
            found.append(Finding("repeats", (column.profile.name, seen[key]), message))
        seen.setdefault(key, column.profile.name)
    return found


def duplicates(by_field: Mapping[str, Column]) -> list[Finding]:
    """Ids that are empty or stand on several rows."""
    if "id" not in by_field:
        return []
    column, found = by_field["id"], []
    name, counts = column.profile.name, column.words.counts
    if rows := int(counts[column.blank].sum()):
        found.append(Finding("duplicate", (name,), "is empty", rows))
    twice = np.flatnonzero((counts > 1) & ~column.blank)
    if len(twice):
        ids = ", ".join(str(column.words.words[int(index)].as_py()) for index in twice[:3])
        message = f"{len(twice):,} ids stand on several rows: {ids}{' …' if len(twice) > 3 else ''}"
        found.append(Finding("duplicate", (name,), message, int(counts[twice].sum())))
    return found
