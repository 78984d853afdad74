"""Amounts and numbers of payroll files, to the coin."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from books_samples import HEAD, one, read, workbook, write
from hypothesis import given, settings
from hypothesis import strategies as st
from thorough import times

from scenarios.books.coins import coins
from scenarios.books.reading import read_books
from scenarios.books.tables import UNKNOWN
from scenarios.crm.cells.words import words_of


@pytest.mark.parametrize(
    ("heading", "cell", "digits", "expected"),
    [
        ("amount", "1234.5", 2, 123_450),
        ("amount", '"1,234.50"', 2, 123_450),
        ("amount", '"¥ 1,234.50"', 2, 123_450),
        ("amount", "-¥5", 2, -500),
        ("amount", "￥-5", 2, -500),
        ("amount", '"(1,234.50)"', 2, -123_450),
        ("amount", "１２３．４０", 2, 12_340),
        ("amount", "1.2万", 2, 1_200_000),
        ("amount", "3亿", 2, 30_000_000_000),
        ("amount", "12.340", 2, 1_234),
        ("amount", ".5", 2, 50),
        ("amount", "+5", 2, 500),
        ("amount", "5", 0, 5),
        ("amount", "5.000", 0, 5),
        ("amount", "1.234", 3, 1_234),
        ("amount (万元)", "0.000001", 2, 1),
        ("金额（万元）", "2.03", 2, 2_030_000),
        ("金额（万元）", "5000元", 2, 5_000_000_000),
        ("amount（单位：元）", "2.03", 2, 203),
        ("Amount (USD)", "2.03", 2, 203),
        ("amount (thousand)", "2.03", 2, 203_000),
        ("合同金额万元", "2.03", 2, 2_030_000),
        ("金额（元，含税）", "2.03", 2, 203),
        ("amount", "9999999999.99", 2, 999_999_999_999),
        ("amount", "10000000000.00", 2, 1_000_000_000_000),
    ],
)
def test_an_amount_is_read_to_the_coin(heading: str, cell: str, digits: int, expected: int, tmp_path: Path) -> None:
    """What is written is what is counted, in every form, unit and currency."""
    text = f"deal,rep,signed,{heading}\nD1,E1,2026-01-05,{cell}\n"
    books = read(tmp_path, {"deals": text}, digits)
    assert books.deals.amount.tolist() == [expected]


def test_a_unit_in_the_heading_lets_cells_name_their_own(tmp_path: Path) -> None:
    """Where the heading says 元, a cell that says 万 stands beside one that says nothing."""
    assert one(
        tmp_path, "deal,rep,signed,金额（元）\nD1,E1,2026-01-05,1.2万\nD2,E1,2026-01-05,30000\n"
    ).amount.tolist() == [
        1_200_000,
        3_000_000,
    ]


@settings(max_examples=times(100), deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-(10**12), 10**12), st.sampled_from(["", ",", "(", "trailing"])), min_size=1, max_size=8
    ),
    st.sampled_from([0, 2, 3]),
    st.sampled_from([0, 4]),
)
def test_amounts_survive_being_written(values: list[tuple[int, str]], digits: int, shift: int) -> None:
    """Any number of coins written in any form, in 元 or in 万元, is read back exactly."""

    def text(value: int, form: str) -> str:
        number = Decimal(abs(value)).scaleb(-digits - shift)
        told = f"{number:,f}" if form == "," else f"{number:f}"
        told += "000" if form == "trailing" and "." in told else ""
        return f"({told})" if form == "(" and value < 0 else f"-{told}" if value < 0 else told

    words = words_of(pa.array([text(*each) for each in values]))
    found = coins(words, digits, shift)
    assert words.spread(found.values).tolist() == [value for value, _ in values]


@pytest.mark.parametrize("cell", [4.35 * 100, 1.1 * 1.1 * 1e4, 1e15 / 3e5])
def test_noise_of_a_workbooks_sums_is_no_amount(cell: float, tmp_path: Path) -> None:
    """A spreadsheet's 434.99999999999994 is 435, as the spreadsheet shows it; a third is still finer than a cent."""
    files = write(tmp_path, {"deals": workbook(f"{HEAD}\nD1,E1,2026-01-05,{cell!r}\n")})
    books, faults = read_books(files, 2)
    if cell > 1e9:
        assert [fault.message[:22] for fault in faults] == ["is finer than a cent: "]
    else:
        assert books is not None
        assert books.deals.amount.tolist() == [round(cell * 100)]


def test_the_same_noise_in_a_text_file_is_refused(tmp_path: Path) -> None:
    """In a text file all digits are somebody's, so that none is dropped."""
    _, faults = read_books(write(tmp_path, {"deals": f"{HEAD}\nD1,E1,2026-01-05,0.30000000000000004\n"}), 2)
    assert [fault.message[:20] for fault in faults] == ["is finer than a cent"]


@pytest.mark.parametrize(("margin", "cost"), [("30", 7_000), ("", UNKNOWN), ("100", 0), ("130", -3_000)])
def test_a_margin_tells_the_cost(margin: str, cost: int, tmp_path: Path) -> None:
    """The cost is the amount less the margin, and unknown where neither is written."""
    assert one(tmp_path, f"{HEAD},gross margin\nD1,E1,2026-01-05,100,{margin}\n").cost.tolist() == [cost]


def test_a_currency_without_decimals_refuses_them(tmp_path: Path) -> None:
    """One tenth of a yen is finer than a coin."""
    _, faults = read_books(write(tmp_path, {"deals": f"{HEAD}\nD1,E1,2026-01-05,100.1\n"}), 0)
    assert [fault.message for fault in faults] == ["is finer than a coin: amounts have no decimals"]


def test_quotas_of_kpis_that_are_no_money_may_be_finer_than_a_coin(tmp_path: Path) -> None:
    """A quota of 4.625 points is 4,625,000 millionths; the same quota of money is refused."""
    files = {"quotas": "rep,period,quota,kpi\nE1,2026-Q1,4.625,satisfaction\n"}
    quotas = read(tmp_path, files, numbers=frozenset({"satisfaction"})).quotas
    assert (quotas.value.tolist(), quotas.amount.tolist()) == ([4_625_000], [UNKNOWN])
    _, faults = read_books(write(tmp_path, files), 2)
    assert [fault.message[:20] for fault in faults] == ["is finer than a cent"]


@pytest.mark.parametrize(("cell", "value"), [("92.5%", 925_000), ("92.5", 92_500_000), ("-3", -3_000_000)])
def test_a_score_is_a_number_or_a_share(cell: str, value: int, tmp_path: Path) -> None:
    """92.5 % is 0.925 and 92.5 is 92.5, in millionths."""
    books = read(tmp_path, {"scores": f"rep,period,kpi,score\nE1,2026-Q1,satisfaction,{cell}\n"})
    assert books.scores.value.tolist() == [value]


def test_a_share_is_a_quota_of_a_number_and_none_of_money(tmp_path: Path) -> None:
    """92 % may be a quota of satisfaction and cannot be one of bookings."""
    files = {"quotas": "rep,period,quota,kpi\nE1,2026-Q1,92%,satisfaction\n"}
    assert read(tmp_path, files, numbers=frozenset({"satisfaction"})).quotas.value.tolist() == [920_000]
    _, faults = read_books(write(tmp_path, files), 2)
    assert "is a share, and money is asked for" in [fault.message for fault in faults]


def test_a_large_quota_is_counted_in_coins_and_in_millionths(tmp_path: Path) -> None:
    """The largest amount of money that a cell may hold fits into both."""
    quotas = read(tmp_path, {"quotas": "rep,period,quota\nE1,2026,10000000000\n"}).quotas
    assert (quotas.amount.tolist(), quotas.value.tolist()) == ([10**12], [10**16])
