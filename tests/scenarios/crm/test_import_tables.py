"""From files and a mapping to canonical tables: what is kept, what is said, what is left out."""

import datetime
import gzip
import re
from pathlib import Path

import pandas as pd
import pytest
from import_samples import CSV, HEAD, MAP, ROSTER, ROSTER_MAP, ROWS, faults, grid, read, workbook

from scenarios.crm.maps.map_file import parse_map
from scenarios.crm.maps.mapping import Map, OpportunityMap, OrderMap, QuotaMap, RosterMap
from scenarios.crm.reading.company import read_company
from scenarios.crm.tables import Company

QUOTA_MAP = "quotas:\n  columns: {owner: 姓名, start: 期间, amount: 目标}\n"


def said(company: Company) -> list[str]:
    return [f"{notice.field}: {notice.message} [{notice.rows}]" for notice in company.notices]


def opportunities(company: Company) -> pd.DataFrame:
    assert company.opportunities is not None
    return company.opportunities.rows


def quotas(folder: Path, mapping: str, text: str) -> list[tuple[str, str, str, float]]:
    company = read(folder, mapping, None, quotas=text)
    assert company.quotas is not None
    rows = company.quotas.rows
    return [(r.owner, str(r.start.date()), str(r.end.date()), r.amount) for r in rows.itertuples()]


# ── one table, however it is written ────────────────────────────────────────────────────────────


def epoch(day: str) -> str:
    """Midnight of a day in China, in milliseconds of universal time."""
    when = datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
    return str(int(when.timestamp() * 1000))


def redated(change: object) -> str:
    rows = [line.split(",") for line in CSV.splitlines()]
    for cells in rows[1:]:
        cells[7:] = [change(day) if day else "" for day in cells[7:]]  # type: ignore[operator]
    return "\n".join(",".join(cells) for cells in rows)


def in_ten_thousands() -> str:
    rows = [line.split(",") for line in CSV.splitlines()]
    for cells in rows[1:]:
        cells[6] = f"{int(cells[6]) / 10_000:g}"
    return "\n".join(",".join(cells) for cells in rows)


def typed_workbook() -> bytes:
    """Real numbers and real dates in the cells."""
    rows = grid()
    for cells in rows[1:]:
        cells[6] = int(str(cells[6]))
        cells[7:] = [datetime.date.fromisoformat(str(day)) if day else None for day in cells[7:]]
    return workbook(rows)


WRITTEN = {
    "utf-8": (CSV.encode(), ""),
    "utf-8 with a mark": (CSV.encode("utf-8-sig"), ""),
    "utf-16 with a mark": (CSV.encode("utf-16"), ""),
    "gb18030": (CSV.encode("gb18030"), ""),
    "packed": (gzip.compress(CSV.encode()), ""),
    "tabs": (CSV.replace(",", "\t").encode(), ""),
    "semicolons": (CSV.replace(",", ";").encode(), ""),
    "bars and Windows lines": (CSV.replace(",", "|").replace("\n", "\r\n").encode(), ""),
    "old Mac lines": (CSV.replace("\n", "\r").encode(), ""),
    "a hint for Excel": (("sep=;\n" + CSV.replace(",", ";")).encode(), ""),
    "quoted": ("\n".join(",".join(f'"{c}"' for c in line.split(",")) for line in CSV.splitlines()).encode(), ""),
    "headings with line breaks": (CSV.replace("商机金额", '"商机\n金额"').encode(), "line break"),
    "spaces around cells": (CSV.replace(",", " , ").encode(), ""),
    "blank lines": (CSV.replace("\n", "\n\n").encode(), ""),
    "rows of empty cells": (CSV.encode() + b",,,,,,,,\n", ""),
    "rows twice": (CSV.encode() + (ROWS[1] + "\n").encode(), ""),
    "a workbook of texts": (workbook(grid()), ""),
    "a workbook of numbers and dates": (typed_workbook(), ""),
    "milliseconds": (redated(epoch).encode(), "epoch_ms"),
    "slashes": (redated(lambda day: day.replace("-", "/")).encode(), ""),
    "eight digits": (redated(lambda day: day.replace("-", "")).encode(), "yyyymmdd"),
    "day first": (redated(lambda day: "-".join(day.split("-")[::-1])).encode(), "dmy"),
    "万元": (in_ten_thousands().encode(), "万元"),
}


@pytest.mark.parametrize("form", WRITTEN)
def test_one_table_written_in_many_ways_is_one_table(form: str, tmp_path: Path) -> None:
    data, change = WRITTEN[form]
    mapping = MAP
    if change == "line break":
        mapping = MAP.replace("商机金额", "商机 金额")
    elif change == "万元":
        mapping += "  unit: 万元\n"
    elif change:
        mapping = 'timezone: "+08:00"\n' + MAP.replace("ymd", change)
    pd.testing.assert_frame_equal(opportunities(read(tmp_path, mapping, data)), opportunities(read(tmp_path)))


def test_the_sample_is_the_table_it_says(tmp_path: Path) -> None:
    company = read(tmp_path)
    table = opportunities(company)
    assert company.opportunities is not None
    assert company.opportunities.stages == company.opportunities.names == ("验证客户", "需求分析")
    assert table["outcome"].tolist() == ["won", "lost", "open", "open", "won"]
    assert table["stage"].tolist() == ["", "", "需求分析", "验证客户", ""]
    assert table["amount"].tolist() == [12000, 30000, 8000, 5000, 4500]
    assert table["closed"].isna().tolist() == [False, False, True, True, False]
    assert str(table["created"].dtype) == str(table["closed"].dtype) == "datetime64[s]"
    assert said(company) == []


def test_columns_that_are_not_mapped_say_all(tmp_path: Path) -> None:
    company = read(tmp_path, MAP.replace("    segment: 产品\n    channel: 来源\n", "") + "  ignore: [来源]\n")
    assert set(opportunities(company)["segment"]) == set(opportunities(company)["channel"]) == {"all"}
    assert said(company) == [": 1 column is neither mapped nor under `ignore`: 产品 [0]"]


def test_a_hundred_unknown_words_are_not_asked_for_one_by_one(tmp_path: Path) -> None:
    lines = [HEAD, *(f"S{n},张三,甲,A,B,阶段{n},1,2026-01-02," for n in range(100))]
    told = faults(tmp_path, opportunities="\n".join(lines))
    assert len(told) == 21
    assert "80 more words of 销售阶段 mean nothing yet, is this the column of the stage?" in told[-1]


def test_three_hundred_columns_are_no_hindrance(tmp_path: Path) -> None:
    wide = [HEAD + "".join(f",c{n}" for n in range(300)), *(row + ",x" * 300 for row in ROWS)]
    company = read(tmp_path, opportunities="\n".join(wide))
    assert len(opportunities(company)) == 5
    assert said(company)[0].startswith(": 300 columns are neither mapped nor under `ignore`: c0, c1,")


def test_one_row_is_a_table(tmp_path: Path) -> None:
    assert len(opportunities(read(tmp_path, opportunities=f"{HEAD}\n{ROWS[0]}"))) == 1


def test_all_open_is_said(tmp_path: Path) -> None:
    company = read(tmp_path, opportunities=f"{HEAD}\n{ROWS[2]}\n{ROWS[3]}")
    assert said(company) == [": all are open: nothing can be learned about winning [2]"]


# ── outcomes, stages, days ──────────────────────────────────────────────────────────────────────


def test_close_dates_of_open_ones_are_not_read(tmp_path: Path) -> None:
    text = CSV.replace("2026-02-02,", "2026-02-02,2027-01-01").replace("2026-02-20,", "2026-02-20,待定")
    company = read(tmp_path, opportunities=text)
    assert opportunities(company)["closed"].isna().tolist() == [False, False, True, True, False]
    assert said(company) == ["关闭时间: close dates of open ones are estimates: not read [1]"]


def test_status_and_stage_in_two_columns_tell_how_far_a_lost_one_came(tmp_path: Path) -> None:
    text = CSV.replace("来源", "状态").replace("转介绍,赢单", "赢,方案").replace("陌拜,输单", "输,需求分析")
    text = text.replace("广告,赢单", "赢,方案").replace("转介绍", "开").replace("广告", "开")
    mapping = MAP.replace("channel: 来源", "status: 状态").replace(", 赢单: won, 输单: lost", ", 方案: open")
    table = opportunities(read(tmp_path, mapping + "  statuses: {开: open, 赢: won, 输: lost}\n", text))
    assert table["outcome"].tolist() == ["won", "lost", "open", "open", "won"]
    assert table["stage"].tolist() == ["方案", "需求分析", "需求分析", "验证客户", "方案"]


def test_flags_tell_the_outcome(tmp_path: Path) -> None:
    lines = [HEAD + ",IsWon,IsClosed"]
    lines += [row + flags for row, flags in zip(ROWS, (",true,1", ",false,1", ",0,0", ",,", ",TRUE,yes"), strict=True)]
    mapping = MAP.replace("    stage: 销售阶段\n", "    won: IsWon\n    ended: IsClosed\n").replace(
        "  stages:", "  ignore: [销售阶段]  #"
    )
    table = opportunities(read(tmp_path, mapping, "\n".join(lines)))
    assert table["outcome"].tolist() == ["won", "lost", "open", "open", "won"]
    assert table["stage"].tolist() == [""] * 5


def test_days_of_coming_to_a_stage_are_kept_and_tell_how_far_one_came(tmp_path: Path) -> None:
    lines = [HEAD + ",进入需求"]
    lines += [row + day for row, day in zip(ROWS, (",2026-01-20", ",", ",2026-02-10", ",", ",2026-03-09"), strict=True)]
    company = read(tmp_path, MAP + "  entered: {需求分析: 进入需求}\n", "\n".join(lines))
    table = opportunities(company)
    assert [str(day.date()) for day in table["entered.需求分析"].dropna()] == ["2026-01-20", "2026-02-10", "2026-03-09"]
    assert table["stage"].tolist() == ["需求分析", "", "需求分析", "验证客户", "需求分析"]


def test_a_stage_entered_before_the_deal_came_up_is_said(tmp_path: Path) -> None:
    lines = [HEAD + ",进入需求", ROWS[0] + ",2025-12-30"]
    company = read(tmp_path, MAP + "  entered: {需求分析: 进入需求}\n", "\n".join(lines))
    assert said(company) == ["进入需求: came to the stage before it came up [1]"]


def test_epochs_without_a_time_zone_are_said(tmp_path: Path) -> None:
    company = read(tmp_path, MAP.replace("ymd", "epoch_ms"), redated(epoch))
    assert str(opportunities(company)["created"][0]) == "2026-01-04 16:00:00"
    told = 'moments are told in universal time; `timezone: "+08:00"` tells them in China [0]'
    assert said(company) == [f"创建时间: {told}", f"关闭时间: {told}"]


def test_lost_characters_are_said(tmp_path: Path) -> None:
    told = "characters were lost before this file was saved: 旗舰\ufffd [1]"
    assert said(read(tmp_path, opportunities=CSV.replace("旗舰版", "旗舰\ufffd"))) == [f"产品: {told}"]


def test_another_column_stands_in_for_close_dates(tmp_path: Path) -> None:
    lines = [HEAD + ",更新时间", *(row + ",2026-06-01" for row in ROWS)]
    text = "\n".join(lines).replace("2026-02-10", "")
    company = read(tmp_path, MAP.replace("关闭时间", "关闭时间\n    closed_else: 更新时间"), text)
    assert str(opportunities(company)["closed"][0].date()) == "2026-06-01"
    assert said(company) == ["更新时间: read where 关闭时间 is empty [1]"]


def test_open_ones_need_no_day_of_coming_up(tmp_path: Path) -> None:
    company = read(tmp_path, opportunities=CSV.replace("2026-02-02", ""))
    assert said(company) == ["创建时间: open ones without a day on which they came up [1]"]


def test_lost_ones_at_zero_have_no_known_amount(tmp_path: Path) -> None:
    company = read(tmp_path, opportunities=CSV.replace("30000", "0"))
    assert opportunities(company)["amount"].isna().tolist() == [False, True, False, False, False]
    assert said(company) == ["商机金额: 0 on open or lost ones is read as unknown [1]"]


def test_a_close_day_beside_a_moment_of_that_day_is_not_earlier(tmp_path: Path) -> None:
    table = opportunities(
        read(tmp_path, opportunities=CSV.replace("2026-01-05,2026-02-10", "2026-02-10 09:30:00,2026-02-10"))
    )
    assert table["closed"][0] == table["created"][0]


def test_a_stage_may_have_an_id_of_its_own(tmp_path: Path) -> None:
    company = read(tmp_path, MAP.replace("需求分析: open", "需求分析: {means: open, id: needs}"))
    assert company.opportunities is not None
    assert company.opportunities.stages == ("验证客户", "needs")
    assert company.opportunities.names == ("验证客户", "需求分析")


def test_spellings_are_folded_as_the_mapping_says_and_listed_until_it_does(tmp_path: Path) -> None:
    text = CSV.replace("S5,王五,甲公司,基础版", "S5,王五,甲公司,标准 版")
    company = read(tmp_path, opportunities=text)
    assert said(company) == ["产品: look the same: 标准版, 标准 版; fold them under `same` [3]"]
    company = read(tmp_path, MAP + "  same: {segment: {标准 版: 标准版}}\n", text)
    assert opportunities(company)["segment"].tolist() == ["标准版", "旗舰版", "标准版", "基础版", "标准版"]
    assert said(company) == []


def test_only_rows_that_the_mapping_asks_for_are_read(tmp_path: Path) -> None:
    company = read(tmp_path, MAP + "  where: {产品: [标准版, 旗舰版]}\n")
    assert opportunities(company)["id"].tolist() == ["S1", "S2", "S3"]
    assert said(company) == [": rows that `where` leaves aside [2]"]


def test_rows_with_faults_are_left_out_when_the_mapping_says_so_and_counted(tmp_path: Path) -> None:
    text = (
        CSV.replace("12000", "-12000").replace("2026-03-01", "2026-01-01")
        + "S9,too,short\nS1,张三,甲,A,B,赢单,1,2026-01-01,2026-01-02\n"
    )
    company = read(tmp_path, "faults: leave_out\n" + MAP, text)
    assert opportunities(company)["id"].tolist() == ["S3", "S4", "S5"]
    assert said(company) == [
        ": left out: not 9 cells, as the headings have [1]",
        "商机编号: left out: this id already stands on line 2, with other cells [1]",
        "商机金额: left out: a negative amount [1]",
        "关闭时间: left out: closed before it came up [1]",
    ]


def test_line_numbers_count_the_lines_of_the_file(tmp_path: Path) -> None:
    text = CSV.replace("甲公司", '"甲\n公司"').replace("\n李四", "\n\n李四").replace("4500", "x")
    assert faults(tmp_path, opportunities=text) == ["opportunities.csv:7: 商机金额: is not an amount (got x)"]
    assert faults(tmp_path, opportunities="\n" + text) == ["opportunities.csv:8: 商机金额: is not an amount (got x)"]


def test_headings_may_stand_further_down(tmp_path: Path) -> None:
    company = read(tmp_path, MAP + "  header: 3\n", "商机列表\n导出时间,2026\n" + CSV)
    assert len(opportunities(company)) == 5
    broken = faults(tmp_path, MAP + "  header: 3\n", "商机列表\n导出时间,2026\n" + CSV.replace("12000", "x"))
    assert broken == ["opportunities.csv:4: 商机金额: is not an amount (got x)"]


def test_ids_are_numbers_of_rows_where_no_column_is_mapped(tmp_path: Path) -> None:
    company = read(tmp_path, MAP.replace("    id: 商机编号\n", "") + "  ignore: [商机编号]\n")
    assert opportunities(company)["id"].tolist() == ["1", "2", "3", "4", "5"]
    assert said(company) == [": no column is mapped to `id`: rows are numbered [5]"]


# ── people ──────────────────────────────────────────────────────────────────────────────────────


def test_names_of_owners_become_the_ids_of_the_roster(tmp_path: Path) -> None:
    company = read(tmp_path, MAP + ROSTER_MAP, roster=ROSTER)
    assert opportunities(company)["owner"].tolist() == ["E1", "E2", "E1", "E2", "王五"]
    assert said(company) == ["负责人: not in the roster: 王五 [1]"]


def test_an_owner_cell_is_an_id_before_it_is_a_name(tmp_path: Path) -> None:
    company = read(tmp_path, MAP + ROSTER_MAP, roster=ROSTER.replace("E2,李四", "张三,李四"))
    assert opportunities(company)["owner"].tolist()[:2] == ["张三", "张三"]


def test_two_people_of_one_name_are_told_apart_by_id(tmp_path: Path) -> None:
    roster = ROSTER + "E3,张三,华南,2024-01-01,8000\n"
    company = read(tmp_path, MAP + ROSTER_MAP, CSV.replace("张三", "E3"), roster=roster)
    assert opportunities(company)["owner"].tolist()[0] == "E3"


def test_pay_is_told_by_the_month_and_variable_pay_by_the_year(tmp_path: Path) -> None:
    text = "name,base,variable,boss\nAnn,24,3000,Bob\nBob,30,4000,\n"
    mapping = "roster:\n  columns: {name: name, base: base, variable: variable, manager: boss}\n  base_period: hour\n"
    company = read(tmp_path, mapping + "  variable_period: quarter\n", None, roster=text)
    assert company.roster is not None
    assert company.roster.rows["id"].tolist() == ["Ann", "Bob"]
    assert company.roster.rows["base"].tolist() == [4160, 5200]
    assert company.roster.rows["variable"].tolist() == [12000, 16000]
    assert company.roster.rows["manager"].tolist() == ["Bob", ""]


def test_owners_without_a_name_are_said(tmp_path: Path) -> None:
    assert said(read(tmp_path, opportunities=CSV.replace("王五", ""))) == [
        "负责人: name nobody: they belong to no rep [1]"
    ]


# ── quotas and orders ───────────────────────────────────────────────────────────────────────────


def test_a_quota_from_a_date_holds_until_the_next_of_that_person(tmp_path: Path) -> None:
    text = "姓名,期间,目标\n张三,2026-03-30,2\n张三,2025-12-30,1\n"
    text += "李四,2026-01-01,3\n李四,2026-04-01,4\n王五,2026-01-01,5\n"
    assert quotas(tmp_path, QUOTA_MAP, text) == [
        ("张三", "2025-12-30", "2026-03-30", 1),
        ("张三", "2026-03-30", "2026-06-28", 2),
        ("李四", "2026-01-01", "2026-04-01", 3),
        ("李四", "2026-04-01", "2026-06-30", 4),
        ("王五", "2026-01-01", "2026-04-01", 5),
    ]


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2026-Q1", "2026-01-01", "2026-04-01"),
        ("2026Q4", "2026-10-01", "2027-01-01"),
        ("Q2 2026", "2026-04-01", "2026-07-01"),
        ("2026年第三季度", "2026-07-01", "2026-10-01"),
        ("2026-03", "2026-03-01", "2026-04-01"),
        ("2026年12月", "2026-12-01", "2027-01-01"),
        ("2026/2", "2026-02-01", "2026-03-01"),
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026年", "2026-01-01", "2027-01-01"),
    ],
)
def test_a_named_period_knows_where_it_ends(period: str, start: str, end: str, tmp_path: Path) -> None:
    assert quotas(tmp_path, QUOTA_MAP, f"姓名,期间,目标\n张三,{period},7\n") == [("张三", start, end, 7)]


def test_a_wide_table_has_a_quota_for_each_filled_month_of_each_person(tmp_path: Path) -> None:
    months = "一月,二月,三月,四月,五月,六月,七月,八月,九月,十月,十一月,十二月"
    mapping = f"quotas:\n  columns: {{owner: 对象名称, year: 年}}\n  months: [{months}]\n  unit: 万元\n"
    mapping += '  where: {对象类型: "3"}\n  ignore: [年目标]\n'
    company, person = ",".join("5" * 12), ",".join(map(str, range(1, 12)))
    text = f"对象类型,对象名称,年,年目标,{months}\n1,公司,2026,60,{company}\n3,张三,2026,66,{person},\n"
    found = quotas(tmp_path, mapping, text)
    assert found[0] == ("张三", "2026-01-01", "2026-02-01", 10_000)
    assert found[-1] == ("张三", "2026-11-01", "2026-12-01", 110_000)
    assert len(found) == 11


def test_a_wide_table_of_quarters_takes_its_year_from_the_mapping(tmp_path: Path) -> None:
    mapping = "quotas:\n  columns: {owner: n}\n  quarters: [a, b, c, d]\n  year: 2026\n"
    found = quotas(tmp_path, mapping, "n,a,b,c,d\nE1,1,2,3,4\n")
    assert [row[1:] for row in found][1] == ("2026-04-01", "2026-07-01", 2)


def test_a_single_quota_lasts_as_long_as_the_mapping_says(tmp_path: Path) -> None:
    found = quotas(tmp_path, QUOTA_MAP + "  period: quarter\n", "姓名,期间,目标\n张三,2026-01-01,1\n")
    assert found == [("张三", "2026-01-01", "2026-04-01", 1)]


def test_returns_among_orders_are_kept_and_said(tmp_path: Path) -> None:
    mapping = "orders:\n  columns: {id: a, date: b, amount: c}\n"
    company = read(tmp_path, mapping, None, orders="a,b,c\n1,2026-01-01,5\n2,2026-01-02,(5)\n")
    assert company.orders is not None
    assert company.orders.rows["amount"].tolist() == [5, -5]
    assert said(company) == ["c: negative amounts (returns, credit notes) are kept [1]"]


def test_the_mapping_of_the_how_to_is_one() -> None:
    page = Path(__file__).parents[3] / "docs" / "how-to" / "import-your-files.md"
    shown = page.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    mapping = parse_map(shown).map
    assert mapping.opportunities is not None
    assert [stage.id for stage in mapping.opportunities.stages] == [
        "验证客户",
        "需求分析",
        "proposal",
        "赢单",
        "输单",
        "无效",
    ]
    assert mapping.quotas is not None
    assert len(mapping.quotas.months) == 12


def test_every_key_of_a_mapping_is_in_the_how_to() -> None:
    page = (Path(__file__).parents[3] / "docs" / "how-to" / "import-your-files.md").read_text(encoding="utf-8")
    keys = set(Map.model_fields)
    for part in (OpportunityMap, OrderMap, RosterMap, QuotaMap):
        keys |= set(part.model_fields) | set(part.model_fields["columns"].annotation.model_fields)  # type: ignore[union-attr]
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", page)] == []


def test_a_mapping_is_read_once_and_used_for_many_files(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CSV, encoding="utf-8")
    mapping = parse_map(MAP)
    first = read_company(mapping, opportunities=tmp_path / "a.csv")
    second = read_company(mapping, opportunities=tmp_path / "a.csv")
    pd.testing.assert_frame_equal(opportunities(first), opportunities(second))
    assert hash(mapping.map) == hash(parse_map(MAP).map)
