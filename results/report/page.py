"""The page as one HTML file: nothing in it is fetched from anywhere, and what a person wrote is text, never markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from results.report.view import Pair, Part, Tile

SPACE, JOINED = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"


@dataclass(frozen=True)
class Page:
    """title: of the window. kicker: above the answer. answer: in one sentence; says: in a few more."""

    language: str
    title: str
    kicker: str
    answer: str
    says: tuple[str, ...]
    pairs_title: str
    pairs: tuple[Pair, ...]
    tiles: tuple[Tile, ...]
    parts: tuple[Part, ...]


def glued(text: str) -> str:
    """The same words, with numbers kept on one line with their signs, units and intervals."""
    text = text.replace(" … ", f"{SPACE}…{SPACE}")
    text = re.sub(r"(?<=\d) (?=m\b|万|%|pp|百分点)", SPACE, text)
    return re.sub(r"(?<![\w-])([+-])(?=[^\d\s\w])", rf"\1{JOINED}", text)


def laid(text: str) -> Markup:
    """Words as markup: escaped, numbers kept together, paths such as `people.reps[…].hours` broken at their joints."""
    safe = str(escape(glued(text)))
    safe = re.sub(r"(?<=[A-Za-z_\]])\.(?=[A-Za-z_])", ".<wbr>", safe)
    return Markup(re.sub(r"(?<=[A-Za-z_])\[(?=[\w*…])", "<wbr>[", safe))


@cache
def templates(package: str) -> Environment:
    """The pages of a package; each is read and compiled once."""
    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["laid"] = laid
    return environment


def rendered(page: Page) -> str:
    """The page as text."""
    return templates("results.report").get_template("page.html").render(page=page)
