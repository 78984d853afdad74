"""Headings by which columns are known, and the page that lists them."""

import re
from pathlib import Path

import pytest
from books_samples import CONTENTS, HERE

from scenarios.books.headings import recognise
from scenarios.books.names import FIELDS, REQUIRED
from scenarios.books.reading import FILES, read_books
from scenarios.crm.cells.words import folded

PAGE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "payroll-files.md"


@pytest.mark.parametrize("kind", FILES)
def test_a_heading_means_one_column(kind: str) -> None:
    """No accepted heading of a file stands for two of its columns."""
    names = [folded(name) for each in FIELDS[kind] for name in each.names]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("kind", FILES)
def test_required_columns_are_columns(kind: str) -> None:
    """Each column that a file needs is one that it may have."""
    assert {key for group in REQUIRED[kind] for key in group} <= {each.key for each in FIELDS[kind]}


@pytest.mark.parametrize("kind", FILES)
def test_every_accepted_heading_is_recognised(kind: str) -> None:
    """Each heading of the lists finds its column: as it is, in capitals, with a remark in brackets."""
    lost = [
        written
        for each in FIELDS[kind]
        for name in each.names
        for written in (name, name.upper().replace(" ", "_"), f"{name} (元)")
        if list(recognise(kind, [written], "file", 1).columns) != [each.key]
    ]
    assert lost == []


def test_each_heading_of_the_lists_stands_on_the_page() -> None:
    """The documentation lists the headings that are accepted, and all of them."""
    page = PAGE.read_text(encoding="utf-8")
    lost = [name for kind in FILES for each in FIELDS[kind] for name in each.names if name not in page]
    assert lost == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_shows_the_sample_files(language: str) -> None:
    """What the page shows as files are the files that these tests read."""
    page = PAGE.read_text(encoding="utf-8")
    missing = [
        kind for kind, text in CONTENTS[language].items() if f"```csv {language}/{kind}.csv\n{text}```" not in page
    ]
    assert missing == []


def test_arguments_that_no_file_can_cause_are_the_callers_fault() -> None:
    """A kind of file that there is not, or a currency of nine decimals, is no fault of a file."""
    with pytest.raises(ValueError, match="no such kind of file: sales"):
        read_books({"sales": Path("x")}, 2)
    with pytest.raises(ValueError, match="0 to 4 decimals, not 9"):
        read_books({}, 9)


def test_the_faults_that_the_page_quotes_are_told_so() -> None:
    """Each complaint on the page is one of those that broken files give."""
    quoted = re.findall(r"(?ms)^```text\n(.*?)^```", PAGE.read_text(encoding="utf-8"))[0].splitlines()
    told = (HERE / "broken_books.txt").read_text(encoding="utf-8").splitlines()
    assert len(quoted) == 4
    assert set(quoted) <= set(told)
