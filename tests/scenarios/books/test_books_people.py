"""Whose a row is, and which deal it is for: people, splits, receipts."""

from pathlib import Path

import pytest
from books_samples import EN, HEAD, one, read, said, write

from scenarios.books.reading import read_books
from scenarios.books.tables import NOBODY


def test_without_a_roster_people_are_whoever_is_named(tmp_path: Path) -> None:
    """A replay of deals alone finds its people in the deals, in the order of naming, and says so."""
    books = read(tmp_path, {"deals": f"{HEAD}\nD1,Zhao,2026-01-05,1\nD2,An,2026-01-05,2\nD3,Zhao,2026-01-05,3\n"})
    assert (books.roster.id, books.deals.rep.tolist()) == (("Zhao", "An"), [0, 1, 0])
    assert said(books) == ["deals.csv: no roster is given: people are whoever the files name"]


def test_a_name_stands_for_an_id_where_one_person_has_it(tmp_path: Path) -> None:
    """Deals may name people by id or by name, row by row."""
    roster = "id,name\nE1,Li Lei\nE2,Han Meimei\n"
    deals = f"{HEAD}\nD1,Han Meimei,2026-01-05,1\nD2,E1,2026-01-05,2\n"
    assert one(tmp_path, deals, roster=roster).rep.tolist() == [1, 0]


def test_a_roster_of_names_needs_no_ids(tmp_path: Path) -> None:
    """Where a roster has names alone they stand for the ids, and that is said."""
    books = read(tmp_path, {"roster": "name,team\nLi Lei,North\nHan Meimei,South\n"})
    assert (books.roster.id, books.roster.team.rows()) == (("Li Lei", "Han Meimei"), ["North", "South"])
    assert said(books) == ["roster.csv: name: there is no column of ids: names stand for them"]


def test_a_row_without_an_id_is_known_by_its_name(tmp_path: Path) -> None:
    """With a column of ids and one of names, the name counts where the id is missing."""
    text = "employee no,seller,period,kpi,score\nE1,,2026-Q1,s,1\n,Han Meimei,2026-Q1,s,2\nE2,Han M.,2026-Q2,s,2\n"
    books = read(tmp_path, {"roster": "id,name\nE1,Li Lei\nE2,Han Meimei\n", "scores": text})
    assert books.scores.rep.tolist() == [0, 1, 1]


def test_a_person_called_house_is_no_house_account(tmp_path: Path) -> None:
    """The word for a house deal gives way to an id of the roster."""
    deals = f"{HEAD}\nD1,house,2026-01-05,1\n"
    assert one(tmp_path, deals, roster="id\nhouse\n").rep.tolist() == [0]
    assert one(tmp_path, deals, roster="id\nE1\n").rep.tolist() == [NOBODY]


@pytest.mark.parametrize(
    ("signed", "away"), [("2026-02-28", True), ("2026-03-01", False), ("2026-06-30", False), ("2026-07-01", True)]
)
def test_deals_signed_by_somebody_who_was_not_there_are_listed(signed: str, away: bool, tmp_path: Path) -> None:
    """The first day counts as there, and the day of leaving as away."""
    roster = "id,joins,last day\nE1,2026-03-01,2026-06-30\n"
    books = read(tmp_path, {"deals": f"{HEAD}\nD1,E1,{signed},5\n", "roster": roster})
    assert any("while the rep was not there: D1" in line for line in said(books)) is away


@pytest.mark.parametrize(
    ("amount", "received", "above"),
    [("100", "100", False), ("100", "100.01", True), ("-100", "-100", False), ("-100", "-100.01", True)],
)
def test_receipts_above_a_deals_amount_are_listed_and_kept(
    amount: str, received: str, above: bool, tmp_path: Path
) -> None:
    """One coin too much is said, for a credit note as well, and nothing is dropped."""
    files = {
        "deals": f"{HEAD}\nD1,E1,2026-01-05,{amount}\n",
        "receipts": f"deal,date,amount\nD1,2026-02-01,{received}\n",
    }
    books = read(tmp_path, files)
    assert any("receipts above the deal's amount: D1" in line for line in said(books)) is above
    assert books.receipts.amount.tolist() == [round(float(received) * 100)]


def test_receipts_alike_are_all_counted_and_said(tmp_path: Path) -> None:
    """Two equal instalments on one day may be one entered twice: both count, and a notice asks to look."""
    receipts = "deal,date,amount\nD1,2026-02-01,40\nD1,2026-02-01,40\nD1,2026-02-02,20\n"
    books = read(tmp_path, {"deals": f"{HEAD}\nD1,E1,2026-01-05,100\n", "receipts": receipts})
    assert books.receipts.amount.sum() == 10_000
    assert "receipts.csv: deal: rows alike in deal, day and amount: each of them counts (1 row)" in said(books)


def test_one_invoice_may_be_for_several_deals(tmp_path: Path) -> None:
    """The number of an invoice stands twice without a fault if its deals differ."""
    deals = f"{HEAD}\nD1,E1,2026-01-05,100\nD2,E1,2026-01-05,100\n"
    invoices = "deal,invoice no,date,amount\nD1,F1,2026-02-01,100\nD2,F1,2026-02-01,100\n"
    assert read(tmp_path, {"deals": deals, "invoices": invoices}).invoices.deal.tolist() == [0, 1]


def test_a_split_of_three_thirds_needs_its_last_hundredth(tmp_path: Path) -> None:
    """Shares are decimals of a percent and add up to 100 exactly."""
    text = f"{HEAD},credit\nD1,E1,2026-01-05,100,E1:33.33; E2:33.33; E3:33.34\n"
    assert one(tmp_path, text).credit_share.tolist() == [333_300, 333_300, 333_400]
    _, faults = read_books(write(tmp_path, {"deals": text.replace("33.34", "33.33")}), 2)
    assert [fault.message for fault in faults] == ["shares add up to 99.99 %"]


def test_credit_names_every_share(tmp_path: Path) -> None:
    """A split replaces the rep's whole credit, an overlay counts double, and a house deal credits nobody."""
    deals = read(tmp_path, EN).deals
    rows = [*zip(deals.credit_deal.tolist(), deals.credit_rep.tolist(), deals.credit_share.tolist(), strict=True)]
    assert [row for row in rows if row[0] == 2] == [(2, 1, 600_000), (2, 2, 400_000)]
    assert [row for row in rows if row[0] == 6] == [(6, 3, 1_000_000), (6, 4, 500_000)]
    assert [row for row in rows if row[0] == 9] == []
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert {row[2] for row in rows if row[0] not in (2, 6)} == {1_000_000}
