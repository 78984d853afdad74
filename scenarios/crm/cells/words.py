"""Texts as people vary them: width, case, spaces; and the short names that ids are made of."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

BLANK = frozenset({"", "-", "--", "—", "/", "n/a", "na", "null", "none", "nan", "#n/a", "nil", "无", "空", "(blank)"})
"""What people put into a date or amount cell that holds nothing."""

_TRUE = frozenset({"true", "1", "yes", "y", "t", "是", "√", "x"})
_FALSE = frozenset({"false", "0", "no", "n", "f", "否", "", "×"})


@dataclass(frozen=True)
class Words:
    """A column by its different texts: `words` without outer spaces, `codes` says which one stands on each row."""

    words: Any
    codes: NDArray[np.int32]

    @cached_property
    def texts(self) -> list[str]:
        texts: list[str] = self.words.to_pylist()
        return texts

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        return np.bincount(self.codes, minlength=len(self.words))

    def spread(self, values: Any) -> Any:
        """One value for each word → one for each row: an array for an array, texts for texts."""
        if isinstance(values, np.ndarray):
            return values[self.codes]
        return pa.array(values, pa.string()).take(pa.array(self.codes))

    def rows_of(self, index: int) -> NDArray[np.int64]:
        return np.flatnonzero(self.codes == index)


def words_of(cells: Any) -> Words:
    """The column by words; a million rows of six stages cost six conversions."""
    coded = cells.dictionary_encode()
    trimmed = pc.utf8_trim_whitespace(coded.dictionary)
    again = trimmed.dictionary_encode()
    codes = coded.indices.to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    if len(again.dictionary) < len(trimmed):
        codes = again.indices.to_numpy(zero_copy_only=False).astype(np.int32)[codes]
        trimmed = again.dictionary
    return Words(trimmed, codes)


def plain_width(words: Any) -> Any:
    """Full-width digits and signs as their plain ones; nothing to do for ASCII."""
    if pc.all(pc.string_is_ascii(words)).as_py() in (True, None):
        return words
    return pc.utf8_trim_whitespace(pc.utf8_normalize(words, form="NFKC"))


def is_blank(words: Any) -> NDArray[np.bool_]:
    """Which words stand for nothing."""
    found = pc.is_in(pc.utf8_lower(words), value_set=pa.array(sorted(BLANK)))
    return np.asarray(found.to_numpy(zero_copy_only=False), bool)


def folded(text: str) -> str:
    """What is left when case, spaces, punctuation and width do not count: "GTX Pro" and "GTXPro" are one."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in text if sign.isalnum())


def variants(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Groups of words that differ only in how they are written."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        if key := folded(word):
            groups[key].append(word)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def flag(text: str) -> bool | None:
    """Yes, no, or neither."""
    word = unicodedata.normalize("NFKC", text).casefold().strip()
    return True if word in _TRUE else False if word in _FALSE else None


def slug(text: str) -> str:
    """The text as an id: what cannot stand in one becomes a hyphen; "" when nothing is left."""
    text = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFKC", text)).strip("-.")
    return text[:40].rstrip("-.")


def slugs(texts: Iterable[str], stem: str) -> tuple[str, ...]:
    """An id of its own for each text; `stem-3` for one that has no usable letter."""
    made: list[str] = []
    for place, text in enumerate(texts, 1):
        base = slug(text) or f"{stem}-{place}"
        name, count = base, 2
        while name in made:
            name, count = f"{base[:36]}-{count}", count + 1
        made.append(name)
    return tuple(made)


def names_to_ids(ids: Sequence[str], names: Sequence[str]) -> tuple[Mapping[str, str], frozenset[str]]:
    """Name → id for names that only one person has, and the names that several have."""
    uses = Counter(names)
    once = {name: identity for identity, name in zip(ids, names, strict=True) if name and uses[name] == 1}
    return once, frozenset(name for name, count in uses.items() if name and count > 1)
