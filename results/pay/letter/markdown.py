"""The letter as plain Markdown: the same words and tables, without the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from results.pay.letter.view import Letter, Piece
from results.pay.telling import Grid


def as_markdown(letter: Letter) -> str:
    return "\n".join(_lines(letter)).rstrip() + "\n"


def _lines(letter: Letter) -> Iterator[str]:
    yield from (f"# {escaped(letter.title)}", "", escaped(letter.kicker), "", escaped(letter.intro), "")
    yield from _table(("", ""), letter.facts)
    for part in letter.parts:
        yield from ("", f"## {escaped(part.title)}", "")
        yield from (escaped(part.says), "") if part.says else ()
        for piece in part.pieces:
            yield from _piece(piece)
    yield from ("", f"## {letter.signatures}", "", letter.signed, "")
    yield from _table(("", *letter.line), tuple((who, "", "") for who in letter.signers))


def _piece(piece: Piece) -> Iterator[str]:
    if piece.title:
        yield from (f"### {escaped(piece.title)}", "")
    for sentence in piece.says:
        yield from (escaped(sentence), "")
    if piece.grid:
        yield from _grid(piece.grid)
        yield ""
    for sentence in (*piece.after, *piece.quiet):
        yield from (escaped(sentence), "")


def _grid(grid: Grid) -> Iterator[str]:
    yield from _table(grid.heads, grid.rows)


def _table(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    yield _row(heads)
    yield _row(tuple("---" for _ in heads))
    yield from (_row(row) for row in rows)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell if cell == '---' else escaped(cell) for cell in cells)} |"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is written: a plan's name is no markup."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text.replace("\n", " "))
