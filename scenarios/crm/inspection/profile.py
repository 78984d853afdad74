"""What a column looks like by itself: its type, what is missing, how dates and amounts are written in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scenarios.crm.cells.amounts import amounts
from scenarios.crm.cells.dates import words_shapes
from scenarios.crm.cells.words import Words, flag, folded, is_blank, variants, words_of
from scenarios.crm.sheets.sheet import Sheet

_SAMPLE = 100_000  # different words looked at for a column's type
_MOSTLY = 0.9
_COUNTED = ("yyyymmdd", "epoch_s", "epoch_ms", "excel")
_DATED = ("date", "time", "日期", "时间", "created", "closed", "日")
MAX_VARIED = 5_000  # different words among which variants of spelling are looked for


@dataclass(frozen=True)
class ColumnProfile:
    """One column of an export.

    seems: our field for it, "" when its heading is unknown. type: text, number, date, flag or empty.
    missing: share of rows without a value. dates: the form its dates prove, such as `ymd`; `dmy or mdy` while both fit;
    `mixed: …` when no form fits all. money: how amounts are written, with words for what stands out.
    variants: words that differ only in case, spaces, punctuation or width, with their rows.
    """

    name: str
    seems: str
    type: str
    missing: float
    distinct: int
    examples: tuple[str, ...]
    dates: str = ""
    money: str = ""
    variants: tuple[tuple[tuple[str, int], ...], ...] = ()


@dataclass(frozen=True)
class Column:
    """A column while it is being looked at: its profile and its words."""

    profile: ColumnProfile
    words: Words
    blank: NDArray[np.bool_]


def looked_at(sheet: Sheet, name: str, seems: str) -> Column:
    """The column's profile, with the words it was made from."""
    words = words_of(sheet.column(name))
    blank = is_blank(words.words)
    rows = max(sheet.rows, 1)
    some = _some(words, blank)
    dates = _dates(some, name, seems)
    kind = "date" if dates else _kind(some)
    profile = ColumnProfile(
        name,
        seems,
        kind,
        round(float(words.counts[blank].sum()) / rows, 6),
        int((~blank).sum()),
        _examples(words, blank),
        dates,
        _money(some) if kind == "number" or seems in ("amount", "base", "variable", "cost") else "",
        _variants(words, blank) if kind == "text" and len(words.words) <= MAX_VARIED else (),
    )
    return Column(profile, words, blank)


def _some(words: Words, blank: NDArray[np.bool_]) -> Words:
    """The filled words, thinned out where there are very many; each counts as often as it stands there."""
    places = np.flatnonzero(~blank & (words.counts > 0))
    places = places[:: max(1, len(places) // _SAMPLE)]
    codes = np.repeat(np.arange(len(places), dtype=np.int32), words.counts[places])
    return Words(words.words.take(pa.array(places)), codes)


def _kind(some: Words) -> str:
    if not len(some.words):
        return "empty"
    if len(some.words) <= 4 and all(flag(text) is not None for text in some.texts):
        return "flag"
    point, comma = (amounts(some, 1.0, sign).readable.mean() for sign in ".,")
    return "number" if max(point, comma) >= _MOSTLY else "text"


def _dates(some: Words, name: str, seems: str) -> str:
    """The form that the column's dates prove; "" for a column of something else."""
    if not len(some.words):
        return ""
    shape = words_shapes(some)
    dated = seems in ("created", "closed", "closed_else", "date", "hired", "left", "start")
    dated = dated or any(word in folded(name) for word in _DATED)
    counted = np.isin(shape, _COUNTED)
    if not dated:
        shape = np.where(counted, "", shape)
    if (shape != "").mean() < (0.5 if dated else _MOSTLY):
        return ""
    counts = Counter({str(one): int(some.counts[shape == one].sum()) for one in set(shape)})
    proven = [one for one in counts if one not in ("dmy/mdy", "")]
    if not counts[""] and len(proven) == 1 and ("dmy/mdy" not in counts or proven[0] in ("dmy", "mdy")):
        return proven[0]
    if set(counts) == {"dmy/mdy"}:
        return "dmy or mdy"
    said = ", ".join(f"{one or 'no date'} ({count:,} rows)" for one, count in counts.most_common())
    return f"mixed: {said}"


def _money(some: Words) -> str:
    """What stands out about amounts: signs, separators, units of their own."""
    found, comma = amounts(some), amounts(some, 1.0, ",")
    text = " ".join(some.texts[:2000])
    said = [sign for sign in "¥￥$€£" if sign in text]
    if comma.readable.sum() > found.readable.sum():
        said.append("decimal comma")
    elif "," in text:
        said.append("thousands separated by commas")
    plain = ~found.suffixed & ~found.blank & found.readable & (found.values != 0)
    if found.suffixed.any():
        said.append("with and without 万" if plain.any() else "with 万 or 亿")
    if (found.values < 0).any():
        said.append("negative ones")
    return ", ".join(said) or "plain numbers"


def _examples(words: Words, blank: NDArray[np.bool_]) -> tuple[str, ...]:
    """The three commonest values."""
    counts = np.where(blank, -1, words.counts)
    places = np.argsort(-counts, kind="stable")[:3]
    return tuple(str(words.words[int(place)].as_py()) for place in places if counts[place] > 0)


def _variants(words: Words, blank: NDArray[np.bool_]) -> tuple[tuple[tuple[str, int], ...], ...]:
    texts = [text for text, nothing in zip(words.texts, blank, strict=True) if not nothing]
    count: dict[str, int] = dict(zip(words.texts, words.counts.tolist(), strict=True))
    groups = [tuple(sorted(((word, count[word]) for word in group), key=_commonest)) for group in variants(texts)]
    return tuple(groups)


def _commonest(pair: tuple[str, int]) -> Any:
    return -pair[1], pair[0]
