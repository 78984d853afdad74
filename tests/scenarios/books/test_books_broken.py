"""Payroll files broken in every way that files are: each complaint names its place, what is wrong and what to do.

The messages stand in full in broken_books.txt, because they are what a person has to work with.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from books_samples import CONTENTS, EN, HERE, changed, complaints, workbook, write

from scenarios.books.reading import read_books
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults

ZH = CONTENTS["zh"]
SMALL = "deal,rep,signed,amount,cost,margin\n"
PEOPLE = "employee no,seller,period,kpi,score\n"
ALONE = {"receipts without deals", "two days of leaving", "margin and cost disagree", "no rep and no split"}
"""Cases of a file by itself; the others stand among the good files."""


def deals(*changes: tuple[int, str, str]) -> dict[str, Any]:
    return {"deals": changed(EN["deals"], *changes)}


def zh_deals(*changes: tuple[int, str, str]) -> dict[str, Any]:
    return {"roster": ZH["roster"], "deals": changed(ZH["deals"], *changes)}


def other(kind: str, *changes: tuple[int, str, str]) -> dict[str, Any]:
    return {kind: changed(EN[kind], *changes)}


def many() -> str:
    """Two hundred deals, each of somebody whom nobody knows."""
    return "deal,rep,signed,amount\n" + "".join(f"D{i},X{i},2026-01-05,100\n" for i in range(200))


BROKEN: dict[str, dict[str, Any]] = {
    "empty": {"deals": ""},
    "headings only": {"deals": EN["deals"].split("\n")[0] + "\n"},
    "rows without cells": {"deals": EN["deals"].split("\n")[0] + "\n" + "," * 16 + "\n"},
    "no such file": {"scores": None},
    "a picture": {"deals": b"\x89PNG and so on"},
    "latin1": {"deals": changed(EN["deals"], (3, "Birch", "Café")).encode().replace("é".encode(), b"\xe9")},
    "a title above the headings": {"roster": "Roster of 2026,,\n" + EN["roster"]},
    "headings on a lower line": {"receipts": ",,\n" + EN["receipts"]},
    "short and long rows": deals((3, ",no,", ","), (5, "Dahlia AG", "Dahlia, AG")),
    "amount misspelt": deals((1, ",amount,", ",amuont,")),
    "nothing known": {"deals": "a,b,c\n1,2,3\n"},
    "two headings for one column": deals((1, "remarks", "Contract_Amount")),
    "a heading twice": deals((1, "remarks", "rep")),
    "unit not understood": {"deals": changed(EN["deals"], (1, ",amount,", ",amount (dozen),"))},
    "base by the year": other("roster", (1, "base", "base salary (a year)")),
    "cost by the month": deals((1, ",cost,", ",cost（元/月）,")),
    "deal id missing": deals((4, "D03", "")),
    "deal id twice": deals((4, "D03", "D01"), (9, "D08", "D01")),
    "rep missing": deals((5, "E102", "")),
    "rep unknown": deals((5, "E102", "E112"), (6, "E103", "Wang Fang")),
    "rep's name shared": {**other("roster", (3, "Meimei Han", "Lei Li")), **deals((2, "E101", "Lei Li"))},
    "id and name of two people": {"scores": PEOPLE + "E101,Meimei Han,2026-Q1,satisfaction,90\n"},
    "neither id nor name": {"scores": PEOPLE + "E101,,2026-Q1,satisfaction,90\n,,2026-Q1,satisfaction,90\n"},
    "no rep and no split": {"deals": SMALL.replace("cost", "credit") + "D01,,2026-01-05,100,,\n"},
    "amount missing": deals((2, '"128,000.00"', "")),
    "no amount": deals((2, '"128,000.00"', "to come")),
    "decimal comma": deals((3, "36500.50", '"36.500,50"')),
    "finer than a cent": deals((3, "36500.50", "36500.505"), (4, "245000", "245000.001")),
    "finer than a cent in 万元": zh_deals((3, "3.65005", "3.6500505")),
    "too large": deals((2, '"128,000.00"', "128000000000")),
    "an exponent": deals((2, '"128,000.00"', "1.28E+05")),
    "万 beside plain": {"deals": changed(EN["deals"], (4, "245000", "24.5万"))},
    "two currencies": deals((4, "245000", "$245000"), (5, "58000", "¥58000")),
    "a share as money": deals((4, "171500", "70%")),
    "margin and cost disagree": {"deals": SMALL + "D01,E101,2026-01-05,100,60,30\n"},
    "day or month first": deals((2, "2026-01-08", "01/08/2026"), (3, "2026-01-15", "15/01/2026")),
    "two-digit year": deals((2, "2026-01-08", "26-01-08"), (3, "2026-01-15", "15-Jan-26")),
    "another clock": deals((2, "2026-01-08", "2026-01-08T23:30:00Z"), (3, "2026-01-15", "1768435200000")),
    "no such day": deals((4, "2026-02-03", "2026-02-30")),
    "not a date": deals((4, "2026-02-03", "soon"), (5, "2026-02-14", "")),
    "cancelled before signed": deals((9, "2026-05-06", "2026-03-06")),
    "units in parts": deals((2, ",2,130000", ",2.5,130000")),
    "neither yes nor no": deals((2, "yes", "perhaps")),
    "split below 100": deals((4, "E103:40", "E103:30")),
    "split of strangers": deals((4, "E103:40", "E193:40")),
    "split without shares": deals((4, "E102:60; E103:40", "E102 and E103")),
    "split names one twice": deals((4, "E103:40", "E102:40")),
    "split of nothing": deals((8, "E105:50", "E105:0")),
    "split too fine": deals((4, "E102:60; E103:40", "E102:33.33333; E103:66.66667")),
    "roster id twice": other("roster", (4, "E103", "E101")),
    "roster id missing": other("roster", (4, "E103", "")),
    "leaves before joining": other("roster", (5, "2026-06-30", "2024-06-30")),
    "two days of leaving": {"roster": "id,left,last day\nE101,2026-08-01,2026-06-30\nE102,2026-07-01,2026-06-30\n"},
    "managers in a circle": other("roster", (6, ",manager,,", ",manager,E101,")),
    "base below zero": other("roster", (2, "12000", "-12000")),
    "receipt for no deal": other("receipts", (3, "D01", "D91"), (4, "D02", "")),
    "receipt entered twice": {"receipts": "deal,receipt no,date,amount\nD01,R1,2026-02-02,5\nD01,R1,2026-02-02,5\n"},
    "receipts without deals": {"receipts": EN["receipts"]},
    "a quota's period": other("quotas", (2, "2026-Q1", "2026-Q5"), (3, "2026-Q2", "spring"), (4, "2026-Q1", "")),
    "quotas overlap": other("quotas", (3, "2026-Q2", "2026-H1"), (5, "2026-Q2", "2026-Q1")),
    "months beside quarters": other("quotas", (3, "2026-Q2", "2026-05")),
    "quota below zero": other("quotas", (2, "350000", "-350000")),
    "score without kpi": other("scores", (2, "satisfaction", "")),
    "score twice": other("scores", (3, "E102", "E101")),
    "shares beside points": other("scores", (3, ",88,", ",88%,")),
    "score finer than a millionth": other("scores", (4, "76.125", "76.1250001")),
    "no answers": other("scores", (2, ",40", ",0")),
    "override without a reason": other("adjustments", (2, "D02 was handed over by a colleague who has left", "-")),
    "override without a time": other("adjustments", (3, "2026-Q1", "")),
    "override with two times": other("adjustments", (2, "2026-03-31,", "2026-03-31,2026-03")),
    "deduction without a basis": other("adjustments", (4, '"employment contract, section 9"', "")),
    "deduction below zero": other("adjustments", (4, "480", "-480")),
    "deduction of nothing": other("adjustments", (4, "480", "0")),
    "a workbook's cell": {"deals": workbook(changed(EN["deals"], (4, "245000", "on request")))},
    "a workbook's day": {"deals": workbook(changed(EN["deals"], (4, "2026-02-03", "03/02/2026")))},
    "chinese headings": zh_deals((2, "2026年1月8日", "2026年13月8日"), (4, "24.5", "二十四"), (6, "王芳", "王方")),
    "several files at once": {
        **deals((2, "E101", "E1O1")), **other("receipts", (2, "64000", "x")), **other("quotas", (2, "E101", "")),
    },
    "many at once": {"deals": many(), "receipts": None, "invoices": None},
}  # fmt: skip
"""Case → what differs from the good English books; None leaves a file out."""


def contents(case: str) -> dict[str, Any]:
    whole: dict[str, Any] = {**(EN if case not in ALONE else {}), **BROKEN[case]}
    return {kind: content for kind, content in whole.items() if content is not None}


def told(folder: Path, case: str) -> list[str]:
    if case == "no such file":
        _, faults = read_books({"scores": folder / "scores.csv"}, 2)
        return [str(fault).replace(f"{folder}/", "") for fault in faults]
    return complaints(folder, contents(case))


def golden() -> dict[str, list[str]]:
    text = (HERE / "broken_books.txt").read_text(encoding="utf-8")
    return {case: lines.strip().split("\n") for case, lines in re.findall(r"(?ms)^== (.*?)\n(.*?)(?=^== |\Z)", text)}


GOLDEN = golden()


def test_every_case_is_told_and_nothing_else() -> None:
    """The golden file holds exactly the cases above."""
    assert list(GOLDEN) == list(BROKEN)


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_where_it_is_broken(case: str, tmp_path: Path) -> None:
    """Each variant gives exactly its complaints, with file, line and column."""
    assert told(tmp_path, case) == GOLDEN[case]


def test_the_unbroken_files_have_no_fault(tmp_path: Path) -> None:
    """Every complaint is due to what was broken: the files as they are have none."""
    assert complaints(tmp_path, dict(EN)) == []


def test_complaints_of_a_file_stay_in_order_when_a_command_sorts_them(tmp_path: Path) -> None:
    """The line that counts the untold faults stays the last of its file."""
    _, faults = read_books(write(tmp_path, {"deals": many(), "roster": EN["roster"]}), 2)
    assert len(faults) == 20
    assert list(ScenarioFaults(faults).faults) == faults
    assert "and 180 more faults in this file" in faults[-1].hint
    assert not any("more faults" in fault.hint for fault in faults[:-1])


@pytest.mark.parametrize(("count", "last"), [(20, ""), (21, "and 1 more fault in this file")])
def test_faults_are_counted_from_the_twenty_first(count: int, last: str, tmp_path: Path) -> None:
    """Twenty faults are all told; of twenty-one, one is counted."""
    rows = "".join(f"D{i},E101,2026-01-05,{'x' if i < count else 100}\n" for i in range(40))
    _, faults = read_books(write(tmp_path, {"deals": "deal,rep,signed,amount\n" + rows, "roster": EN["roster"]}), 2)
    assert len(faults) == 20
    assert ("more fault" in faults[-1].hint) == bool(last)
    assert faults[-1].hint.endswith(last)


def test_no_hint_speaks_of_a_mapping_file() -> None:
    """Payroll files are read without a mapping, so that no hint may ask to edit one."""
    assert [line for lines in GOLDEN.values() for line in lines if re.search("mapping|header:|encoding:", line)] == []


def test_a_later_fault_finds_its_line(tmp_path: Path) -> None:
    """Who finds a fault after reading, such as a KPI that the plan has not, can say where it stands."""
    books, _ = read_books(write(tmp_path, dict(EN)), 2)
    assert books is not None
    found = books.quotas.origin.fault(6, "kpi", "is no KPI of this plan", books.quotas.kpi[6])
    assert found == Fault(str(tmp_path / "quotas.csv"), 8, "kpi", "is no KPI of this plan", "won_deals")
