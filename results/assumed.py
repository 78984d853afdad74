"""A run's figures under each set of assumptions that was asked for, kept in its folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import results.figures
import results.outcome
import scenarios.vary
from results.anonymise import Codes
from results.assumptions import Variant
from results.store import Store, write_text
from sim.jit import source_hash

FILE = "assumptions.json"
Means = dict[str, float]


@dataclass(frozen=True)
class AssumedYear:
    """Mean of each figure over the first replications of a run, had this set of assumptions been written."""

    variant: Variant
    figures: Means


class Kept:
    """The assumed years of one run: read where they are there, added one by one, so that nothing is asked twice."""

    def __init__(self, store: Store, replications: int) -> None:
        self._folder, self._codes, self._replications = store.folder, store.codes, replications

    def find(self, variant: Variant) -> Means | None:
        """The figures under a set of assumptions; None where they are not there, or were made in another way."""
        wanted = coded(variant, self._codes)
        return next((year.figures for year in self._years() if year.variant == wanted), None)

    def add(self, variant: Variant, figures: Means) -> None:
        """Writes one more; the file is there whole or not at all."""
        mine = AssumedYear(coded(variant, self._codes), figures)
        others = [year for year in self._years() if year.variant != mine.variant]
        self._folder.mkdir(parents=True, exist_ok=True)
        write_text(self._folder / FILE, _text([*others, mine], self._replications))

    def _years(self) -> list[AssumedYear]:
        return read_assumed(self._folder, self._replications, source_hash())


def coded(variant: Variant, codes: Codes | None) -> Variant:
    """The same set as it may be written: an assumption may be about a rep."""
    if codes is None:
        return variant
    factors = tuple((codes.text(path), factor) for path, factor in variant.factors)
    return replace(variant, name=codes.text(variant.name), factors=factors)


def read_assumed(folder: Path, replications: int, code: str) -> list[AssumedYear]:
    """What a folder holds for so many replications of the simulator named `code`; nothing where it is damaged."""
    try:
        data = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if _made(code, replications) != data["made"]:
            return []
        return [_year(row) for row in data["years"]]
    except (OSError, ValueError, LookupError, TypeError):
        return []


def _year(row: dict[str, Any]) -> AssumedYear:
    factors = tuple((str(path), float(factor)) for path, factor in row["factors"])
    figures = {str(key): float(value) for key, value in row["figures"].items()}
    return AssumedYear(Variant(row["name"], factors, row["mind"]), figures)


def _text(years: Iterable[AssumedYear], replications: int) -> str:
    rows = [
        {
            "name": year.variant.name,
            "factors": [list(pair) for pair in year.variant.factors],
            "mind": year.variant.mind,
            "figures": year.figures,
        }
        for year in years
    ]
    data = {"made": _made(source_hash(), replications), "years": rows}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _made(code: str, replications: int) -> dict[str, Any]:
    """What the figures depend on besides the run itself, which its folder's name tells."""
    return {"code": code, "definitions": _definitions(), "replications": replications}


@cache
def _definitions() -> str:
    """A name for how a set of assumptions becomes a scenario, a year is summed up and a figure is computed."""
    digest = hashlib.sha256()
    for module in (scenarios.vary, results.outcome, results.figures):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:16]
