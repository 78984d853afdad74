"""The letter as one HTML file: nothing in it is fetched, and what a person wrote is text, never markup."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from results.pay.letter.view import Letter
from results.report.page import laid


def as_page(letter: Letter) -> str:
    environment = Environment(
        loader=PackageLoader("results.pay.letter"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["laid"] = laid
    return environment.get_template("letter.html").render(letter=letter)
