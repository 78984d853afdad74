"""What the parts of the page are made of."""

from __future__ import annotations

from dataclasses import dataclass

from results.render.words import Language
from results.report.amounts import Amounts
from results.report.facts import PairFacts, RunFacts
from results.report.pictures import Shown
from results.report.privacy import Names
from results.report.stored import StoredBlock
from results.report.view import Grid, Part, Picture
from results.report.words import said


@dataclass(frozen=True)
class Material:
    """runs: the first and the others in order, as pictures show them; pairs: the others against the first."""

    base: RunFacts
    pairs: tuple[PairFacts, ...]
    runs: tuple[Shown, ...]
    blocks: tuple[StoredBlock, ...]
    amounts: Amounts
    language: Language
    names: Names
    per_rep: bool

    def part(
        self,
        key: str,
        says: tuple[str, ...] = (),
        pictures: tuple[Picture, ...] = (),
        grids: tuple[Grid, ...] = (),
    ) -> Part:
        """A section under its own title."""
        return Part(key, said(f"part_{key}", self.language), says, pictures, grids)
