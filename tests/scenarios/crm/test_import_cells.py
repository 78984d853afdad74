"""Cells as exports write them: what an amount, a date and a flag come to."""

import numpy as np
import pyarrow as pa
import pytest

from scenarios.crm.cells.amounts import amounts
from scenarios.crm.cells.dates import dates, words_shapes
from scenarios.crm.cells.words import flag, folded, slugs, variants, words_of


def amount(text: str, unit: float = 1.0, decimal: str = ".") -> float:
    found = amounts(words_of(pa.array([text])), unit, decimal)
    return float(found.values[0]) if found.readable[0] else float("inf")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234.5", 1234.5),
        ("¥1,234.50", 1234.5),
        ("￥１，２３４", 1234),
        ("$22,700.00", 22700),
        ("1.2万", 12000),
        ("3 亿", 3e8),
        ("12 万元", 120000),
        ("500元", 500),
        ("15k", 15000),
        ("(1,200)", -1200),
        ("-$5", -5),
        ("1e5", 100000),
        (".0000", 0),
        ("CNY 100", 100),
    ],
)
def test_an_amount_is_read_in_whole_units(text: str, value: float) -> None:
    assert amount(text) == value


@pytest.mark.parametrize(
    "text", ["1,23", "12,34,567", "1.234,56", "50%", "面议", "1-2", "((5)", "9" * 20, "12 34", "٣"]
)
def test_what_could_be_read_in_two_ways_or_none_is_no_amount(text: str) -> None:
    assert amount(text) == float("inf")


@pytest.mark.parametrize("text", ["", " ", "-", "—", "N/A", "null", "无"])
def test_signs_for_nothing_are_missing_amounts(text: str) -> None:
    assert np.isnan(amount(text))


def test_the_unit_of_the_mapping_is_for_cells_that_name_none() -> None:
    assert amount("1.2", 10_000) == 12_000
    assert amount("1.2万", 10_000) == 12_000
    assert amount("2.03", 10_000) == 20_300, "exactly, though 2.03 × 10000 is not in binary"


def test_a_decimal_comma_is_read_only_when_the_mapping_says_so() -> None:
    assert amount("1.234,56", decimal=",") == 1234.56
    assert amount("1,5", decimal=",") == 1.5


def moment(text: str, form: str, zone: int | str = 0) -> str:
    found = dates(words_of(pa.array([text])), form, zone)  # type: ignore[arg-type]
    return str(found.values[0]) if found.valid[0] else "no"


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("2021-03-04", "ymd", "2021-03-04T00:00:00"),
        ("2021/3/4", "ymd", "2021-03-04T00:00:00"),
        ("2021.3.4", "ymd", "2021-03-04T00:00:00"),
        ("2021年3月4日", "ymd", "2021-03-04T00:00:00"),
        ("２０２１年３月４日", "ymd", "2021-03-04T00:00:00"),
        ("2018-02-26 19:58:54", "ymd", "2018-02-26T19:58:54"),
        ("2018-02-26T19:58:54.123", "ymd", "2018-02-26T19:58:54"),
        ("2021/3/4 9:05", "ymd", "2021-03-04T09:05:00"),
        ("20-10-2016", "dmy", "2016-10-20T00:00:00"),
        ("20-10-16", "dmy", "2016-10-20T00:00:00"),
        ("26-02-2018 19:58", "dmy", "2018-02-26T19:58:00"),
        ("15 Apr, 2021 00:02:00", "dmy", "2021-04-15T00:02:00"),
        ("15-Apr-21", "dmy", "2021-04-15T00:00:00"),
        ("12/31/2020", "mdy", "2020-12-31T00:00:00"),
        ("12/31/2020, 11:59 PM", "mdy", "2020-12-31T23:59:00"),
        ("12/31/2020 12:01 AM", "mdy", "2020-12-31T00:01:00"),
        ("April 15, 2021", "mdy", "2021-04-15T00:00:00"),
        ("03-04-2021", "dmy", "2021-04-03T00:00:00"),
        ("03-04-2021", "mdy", "2021-03-04T00:00:00"),
        ("20101229", "yyyymmdd", "2010-12-29T00:00:00"),
        ("41679", "excel", "2014-02-09T00:00:00"),
        ("41679.25", "excel", "2014-02-09T06:00:00"),
        ("1614816000", "epoch_s", "2021-03-04T00:00:00"),
        ("1614816000000", "epoch_ms", "2021-03-04T00:00:00"),
    ],
)
def test_a_date_is_read_in_the_form_of_the_mapping(text: str, form: str, value: str) -> None:
    assert moment(text, form) == value


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2021-02-29", "ymd"),
        ("2021-13-01", "ymd"),
        ("0000-00-00", "ymd"),
        ("1900-01-00", "ymd"),
        ("9999-12-31", "ymd"),
        ("2021-03-04 25:00", "ymd"),
        ("03-04-2021", "ymd"),
        ("12/31/2020", "dmy"),
        ("31/12/2020", "mdy"),
        ("2021-03-04", "epoch_ms"),
        ("15 Foo, 2021", "dmy"),
        ("20211301", "yyyymmdd"),
    ],
)
def test_a_date_of_another_form_or_of_no_calendar_is_refused(text: str, form: str) -> None:
    assert moment(text, form) == "no"


def test_moments_in_time_are_told_by_the_offices_clock() -> None:
    midnight_in_beijing = "1614787200000"
    assert moment(midnight_in_beijing, "epoch_ms", 480) == "2021-03-04T00:00:00"
    assert moment(midnight_in_beijing, "epoch_ms", "Asia/Shanghai") == "2021-03-04T00:00:00"
    assert moment("2021-03-03T16:00:00Z", "ymd", 480) == "2021-03-04T00:00:00"
    assert moment("2021-03-04 10:00:00+08:00", "ymd", 0) == "2021-03-04T02:00:00"
    assert moment("2021-03-04 10:00:00", "ymd", 480) == "2021-03-04T10:00:00", "no zone is written, none is applied"


def test_a_form_is_proven_only_by_days_above_twelve() -> None:
    written = words_of(pa.array(["03-04-2021", "13-04-2021", "04/13/2021", "2021-04-13", "", "x"]))
    assert words_shapes(written).tolist() == ["dmy/mdy", "dmy", "mdy", "ymd", "", ""]


def test_flags_in_two_languages() -> None:
    assert [flag(text) for text in ("true", "1", "是", "Yes", "FALSE", "0", "否", "")] == [True] * 4 + [False] * 4
    assert flag("maybe") is None


def test_spellings_of_one_thing_fold_together() -> None:
    assert folded("ＧＴＸ－Pro ") == folded("gtx pro") == "gtxpro"
    assert variants(["GTXPro", "GTX Pro", "GTX Plus", "-"]) == [("GTXPro", "GTX Pro")]


def test_texts_become_ids_of_their_own() -> None:
    assert slugs(["方案/报价", "1-Qualify", "???", "方案 报价"], "stage") == (
        "方案-报价",
        "1-Qualify",
        "stage-3",
        "方案-报价-2",
    )


def test_outer_spaces_do_not_make_two_words_of_one() -> None:
    words = words_of(pa.array(["a", " a", "b ", "\u3000a"]))
    assert (words.texts, words.codes.tolist(), words.counts.tolist()) == (["a", "b"], [0, 0, 1, 0], [3, 1])
