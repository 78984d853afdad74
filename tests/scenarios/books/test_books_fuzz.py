"""Whatever the files of a payroll run hold: books, or faults that say where, and nothing else."""

import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from books_samples import CONTENTS, EN, grid, tables, workbook, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from thorough import times

from scenarios.books.reading import FILES, read_books
from scenarios.books.tables import MILLION, MOST, UNKNOWN, Books

many = settings(max_examples=times(27), deadline=None, suppress_health_check=[HealthCheck.too_slow])
PRINTED = re.compile(r"^\S.*?\.(csv|xlsx)(:\d+)?: \S")

cells = st.one_of(
    st.sampled_from(
        ["", " ", '"', '""', "-", "0", "-1", "1.2万", "(5)", "1e9", "9" * 20, "9" * 70, "nan", "inf", "∞", "--5",
         "-¥-5", "¥", "%", "12%", "1.2.3", "0.001", "E101", "E101:60; E102:40", "E101:60", "E101:", ":60", ";",
         "house", "公司", "是", "deduction", "quota", "=1+1", "a" * 5000, "😀", "٣", "１２", "\u200b",
         "2026-02-30", "03-04-2021", "0000-00-00", "9999-12-31", "00/00/2026", "2026-01-05T10:11:12+25:99",
         "46027", "1767571200000", "2026年1月5日", "2026-Q3", "2026-07", "15 Foo, 2021", "2026-01-05 99:99"]
    ),
    st.text(max_size=12),
)  # fmt: skip


def survives(contents: dict[str, Any]) -> Books | None:
    """Reading ends in sound books, or in faults of which each can be printed and names its file."""
    with tempfile.TemporaryDirectory() as folder:
        files = write(Path(folder), contents)
        books, faults = read_books(files, 2)
        assert (books is None) == bool(faults)
        shown = [str(path) for path in files.values()]
        for fault in faults:
            assert fault.file in shown
            assert fault.line >= 0
            assert PRINTED.match(str(fault)), str(fault)
        if books is not None:
            sound(books)
        return books


def sound(books: Books) -> None:
    """Every place is a place, every amount can be counted, and every deal's split is whole."""
    people, deals = len(books.roster.id), len(books.deals.id)
    for table in tables(books).values():
        assert len({len(column) for name, column in table.items() if not name.startswith("credit")}) == 1
        for key in ("rep", "manager", "credit_rep"):
            assert all(-1 <= place < people for place in table.get(key, []))
        for key in ("deal", "credit_deal"):
            assert all(0 <= place < deals for place in table.get(key, []))
        assert all(abs(coins) <= MOST or coins == UNKNOWN for coins in table.get("amount", []))
    assert len(set(books.deals.id)) == deals
    for deal in range(deals):
        shares = books.deals.credit_share[books.deals.credit_deal == deal]
        assert shares.sum() >= MILLION or not len(shares)


def csv_of(rows: list[list[str]]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode("utf-8", "replace")


@many
@given(
    st.sampled_from(["en", "zh"]),
    st.sampled_from(FILES),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), cells), min_size=1, max_size=5),
)
def test_cells_changed_at_random(language: str, kind: str, changes: list[tuple[int, int, str]]) -> None:
    """Good files with some cells, headings among them, that hold anything."""
    contents: dict[str, Any] = dict(CONTENTS[language])
    rows = grid(contents[kind])
    for row, column, cell in changes:
        rows[row % len(rows)][column % len(rows[0])] = cell
    survives(contents | {kind: csv_of(rows)})


@many
@given(
    st.sampled_from(FILES),
    st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=3)), min_size=1, max_size=4),
)
def test_bytes_changed_at_random(kind: str, changes: list[tuple[int, bytes]]) -> None:
    """Good files after a damaged transfer."""
    data = CONTENTS["zh"][kind].encode()
    for place, put in changes:
        data = data[: place % len(data)] + put + data[place % len(data) + 1 :]
    survives({**CONTENTS["zh"], kind: data})


@many
@given(st.sampled_from(FILES), st.text(max_size=200), st.booleans())
def test_random_text_below_the_right_headings(kind: str, text: str, alone: bool) -> None:
    """Headings that fit and rubbish below them, with and without the other files."""
    rest = {} if alone else dict(EN)
    survives({**rest, kind: (EN[kind].split("\n")[0] + "\n" + text).encode("utf-8", "replace")})


@many
@given(st.sampled_from(FILES), st.lists(st.lists(cells, min_size=1, max_size=6), min_size=1, max_size=5), st.data())
def test_random_rows_below_some_headings(kind: str, rows: list[list[str]], data: Any) -> None:
    """Any choice of headings with any cells below them."""
    from scenarios.books.names import FIELDS

    names = [name for each in FIELDS[kind] for name in each.names]
    heads = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=6, unique=True))
    survives({kind: csv_of([heads, *[(row * 6)[: len(heads)] for row in rows]])})


@settings(max_examples=times(14), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), st.lists(st.tuples(st.integers(0, 9000), st.binary(min_size=1, max_size=3)), max_size=3))
def test_workbooks_changed_at_random(kind: str, changes: list[tuple[int, bytes]]) -> None:
    """A good workbook after a damaged transfer."""
    data = workbook(EN[kind])
    for place, put in changes:
        place = 4 + place % (len(data) - 4)  # what begins a workbook stays, so that it is still read as one
        data = data[:place] + put + data[place + len(put) :]
    survives({**EN, kind: data})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_samples_survive_unchanged(language: str) -> None:
    """Without a change there are books: the tests above do not pass because everything is refused."""
    assert survives(dict(CONTENTS[language])) is not None


@many
@given(st.permutations(range(12)))
def test_the_order_of_deals_is_kept_and_moves_nothing_else(order: list[int]) -> None:
    """Deals in another order are the same deals: each keeps its amount and its credit."""
    head, *rows = EN["deals"].strip().split("\n")
    moved = survives({"roster": EN["roster"], "deals": "\n".join([head, *[rows[i] for i in order]]) + "\n"})
    usual = survives({"roster": EN["roster"], "deals": EN["deals"]})
    assert moved is not None
    assert usual is not None
    assert [*moved.deals.id] == [usual.deals.id[i] for i in order]
    assert credit_of(moved) == credit_of(usual)


def credit_of(books: Books) -> set[tuple[str, int, str, int]]:
    deals, people = books.deals, books.roster.id
    rows = zip(deals.credit_deal.tolist(), deals.credit_rep.tolist(), deals.credit_share.tolist(), strict=True)
    return {(deals.id[deal], int(deals.amount[deal]), people[rep], share) for deal, rep, share in rows}


def test_a_roster_of_blank_rows_is_survived() -> None:
    """A column of ids without a single one below it."""
    survives({"roster": "id\n \n"})
