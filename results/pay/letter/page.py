"""The letter as one HTML file: nothing in it is fetched, and what a person wrote is text, never markup."""

from __future__ import annotations

from results.pay.letter.view import Letter
from results.report.page import templates


def as_page(letter: Letter) -> str:
    return templates("results.pay.letter").get_template("letter.html").render(letter=letter)
