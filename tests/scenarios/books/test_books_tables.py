"""From payroll files to canonical tables: the same books however they are written, and what is said of them."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from books_samples import CONTENTS, EN, HEAD, changed, grid, plain, read, said, tables, workbook

from scenarios.books.periods import Period
from scenarios.books.tables import NOBODY, UNKNOWN


def test_english_and_chinese_files_are_one_set_of_books(tmp_path: Path) -> None:
    """Chinese headings, 万元, names for ids, Chinese dates and periods give the tables of the English files."""
    english, chinese = (tmp_path / language for language in ("en", "zh"))
    english.mkdir()
    chinese.mkdir()
    first, second = tables(read(english, EN)), tables(read(chinese, CONTENTS["zh"]))
    assert first["roster"].pop("name") == ["Lei Li", "Meimei Han", "Fang Wang", "Min Zhao", "Chen Chen"]
    assert second["roster"].pop("name") == ["李雷", "韩梅梅", "王芳", "赵敏", "陈晨"]
    assert first == second


def as_workbooks(language: str) -> dict[str, Any]:
    return {kind: workbook(text) for kind, text in CONTENTS[language].items()}


def each(change: Callable[[str], Any]) -> dict[str, Any]:
    return {kind: change(text) for kind, text in CONTENTS["zh"].items()}


WRITTEN: dict[str, Callable[[], dict[str, Any]]] = {
    "gb18030": lambda: each(lambda text: text.encode("gb18030")),
    "utf-8 with a mark": lambda: each(lambda text: text.encode("utf-8-sig")),
    "utf-16": lambda: each(lambda text: text.encode("utf-16")),
    "packed": lambda: each(lambda text: gzip.compress(text.encode())),
    "Windows lines": lambda: each(lambda text: text.replace("\n", "\r\n")),
    "workbooks of texts": lambda: each(lambda text: workbook(text, typed=False)),
    "workbooks of numbers and days": lambda: each(workbook),
    "capital headings": lambda: {
        kind: text.split("\n", 1)[0].upper().replace(" ", "__") + "\n" + text.split("\n", 1)[1]
        for kind, text in EN.items()
    },
    "columns the other way round": lambda: each(
        lambda text: "\n".join(",".join(f'"{c}"' for c in reversed(row)) for row in _grid(text))
    ),
}


def _grid(text: str) -> list[list[str]]:
    return [[cell.replace('"', '""') for cell in row] for row in grid(text)]


@pytest.mark.parametrize("way", WRITTEN)
def test_the_way_of_writing_changes_nothing(way: str, tmp_path: Path) -> None:
    """Encodings, packing, workbooks, order and case of headings give the same tables."""
    plain_files, other = tmp_path / "plain", tmp_path / "other"
    plain_files.mkdir()
    other.mkdir()
    base = EN if way == "capital headings" else CONTENTS["zh"]
    assert tables(read(other, WRITTEN[way]())) == tables(read(plain_files, base))


def test_what_the_sample_holds(tmp_path: Path) -> None:
    """Amounts in cents, unknown ones apart from credit notes, people and deals by their places."""
    books = read(tmp_path, EN)
    deals = books.deals
    assert deals.id[:2] == ("D01", "D02")
    assert deals.amount.tolist() == [
        12_800_000, 3_650_050, 24_500_000, 5_800_000, 9_120_000, 1_875_075,
        7_200_000, 13_300_000, 2_730_000, 41_000_000, -1_200_000, 6_600_060,
    ]  # fmt: skip
    assert deals.cost[3] == UNKNOWN
    assert deals.cost[10] == -800_000
    assert deals.rep.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 0, NOBODY, 1, 4]
    assert deals.new_customer.tolist() == [1, 0, 1, 0, 1, 0, 1, 0, -1, 0, 0, 1]
    assert (str(deals.signed[0]), str(deals.reversed[7]), str(deals.delivered[0])) == (
        "2026-01-08", "2026-05-06", "2026-02-25",
    )  # fmt: skip
    assert np.isnat(deals.reversed).sum() == 11
    assert deals.segment.among(frozenset({"pump"})).sum() == 6
    assert deals.list_price[0] == 13_000_000
    assert plain(books.receipts)["deal"] == [0, 0, 1, 2, 3, 5, 8, 8]
    assert books.receipts.amount.sum() == 6_400_000 * 2 + 3_650_050 + 10_000_000 + 6_000_000 + 1_875_075 + 2_600_000
    assert books.roster.manager.tolist() == [4, 4, 4, 4, NOBODY]
    assert (books.roster.base[0], books.roster.variable[0], books.roster.quota[0]) == (
        1_200_000,
        12_000_000,
        150_000_000,
    )
    assert books.roster.quota[4] == UNKNOWN
    assert str(books.roster.leaves[3]) == "2026-07-01"  # the day after the last day at work
    assert books.quotas.period[4:] == (Period(2026, "month", 3), Period(2026, "half", 1), Period(2026, "year"))
    assert (books.quotas.value[6], books.quotas.kpi[6], books.quotas.kpi[0]) == (12_000_000, "won_deals", "bookings")
    assert (books.scores.value.tolist(), books.scores.count.tolist()) == (
        [92_500_000, 88_000_000, 76_125_000],
        [40, 25, 1],
    )
    adjusted = books.adjustments
    assert adjusted.target.rows() == ["commission", "quota", "deduction"]
    assert (adjusted.amount.tolist(), adjusted.period[0], str(adjusted.date[0])) == (
        [150_000, -2_000_000, 48_000], None, "2026-03-31",
    )  # fmt: skip


def test_what_the_sample_says(tmp_path: Path) -> None:
    """Whatever is kept though it is unusual is said, in both languages, and nothing else."""
    books = read(tmp_path, EN)
    assert said(books) == [
        "deals.csv: 1 column is not read: remarks",
        "deals.csv: rep: house deals: nobody is credited, unless by a split (1 row)",
        "deals.csv: amount: negative amounts are kept as credit notes (1 row)",
        "deals.csv: credit: shares above 100 % in all: these deals count double in part (1 row)",
        "receipts.csv: amount: negative amounts are kept as refunds (1 row)",
        "receipts.csv: amount: receipts above the deal's amount: D04 (1 row)",
    ]
    assert said(books, "zh")[0] == "deals.csv: 有 1 列未读取：remarks"
    assert all(notice.message.en != notice.message.zh for notice in books.notices)


def test_a_tidy_file_says_nothing(tmp_path: Path) -> None:
    """Without anything unusual there is no notice."""
    files = {
        "deals": f"{HEAD}\nD1,E1,2026-01-05,100\n",
        "roster": "id\nE1\n",
        "receipts": "deal,date,amount\nD1,2026-02-01,100\n",
    }
    assert read(tmp_path, files).notices == ()


def test_changes_of_a_sample_are_seen(tmp_path: Path) -> None:
    """Two sets of books that differ in one cell differ: the comparison above can fail."""
    other = tmp_path / "other"
    other.mkdir()
    files = {**EN, "deals": changed(EN["deals"], (4, "245000", "245000.01"))}
    assert tables(read(other, files)) != tables(read(tmp_path, EN))


def test_rows_without_cells_are_left_out_and_counted(tmp_path: Path) -> None:
    """Empty rows at the end of a sheet are no deals, and lines are still told as the file has them."""
    text = f"{HEAD}\n,,,\nD1,E1,2026-01-05,100\n,,,\n"
    books = read(tmp_path, {"deals": text, "roster": "id\nE1\n"})
    assert books.deals.id == ("D1",)
    assert said(books) == ["deals.csv: rows without any cell filled are left out (2 rows)"]
    assert books.deals.origin.lines().tolist() == [3]


def test_files_that_are_not_given_are_tables_without_rows(tmp_path: Path) -> None:
    """Every table of the books is there, of equal shape, whatever was given."""
    whole, less = read(tmp_path, EN), read(tmp_path, {"roster": EN["roster"]})
    assert {name: list(columns) for name, columns in tables(whole).items()} == {
        name: list(columns) for name, columns in tables(less).items()
    }
    assert all(not values for name, table in tables(less).items() if name != "roster" for values in table.values())
