"""Files broken in every way that exports are: each complaint names its place, what is wrong and what to do.

The messages stand in full in broken_files.txt, because they are what a person has to work with.
"""

import gzip
from pathlib import Path
from typing import Any

import pytest
from import_samples import CSV, HEAD, MAP, ROSTER, ROSTER_MAP, faults, grid, workbook

from scenarios.crm.reading.company import read_company
from scenarios.load import ScenarioFaults

STAGES = "  stages: {验证客户: open, 需求分析: open, 赢单: won, 输单: lost}\n"
WIDE = ",".join(f"c{index}" for index in range(300))
LONG_QUOTAS = "quotas:\n  columns: {owner: 姓名, start: 期间, amount: 目标}\n"


def row(line: int, old: str, new: str) -> str:
    """The sample with one change on one line."""
    return both((line, old, new))


def both(*changes: tuple[int, str, str]) -> str:
    """The sample with a change on each of several lines."""
    lines = CSV.split("\n")
    for line, old, new in changes:
        assert old in lines[line - 1]
        lines[line - 1] = lines[line - 1].replace(old, new)
    return "\n".join(lines)


def book(line: int = 1, column: int = 0, cell: object = "商机编号", merge: str = "") -> bytes:
    """The sample as a workbook with one cell changed, or headings merged."""
    rows = grid()
    rows[line - 1][column] = cell
    return workbook(rows, merge)


BROKEN: dict[str, dict[str, Any]] = {
    "empty": {"opportunities": ""},
    "blank": {"opportunities": "\n \n"},
    "header only": {"opportunities": HEAD + "\n"},
    "no headings": {"opportunities": ",,,\n1,2,3,4\n"},
    "300 columns none mapped": {"opportunities": WIDE + "\n" + ",".join(["1"] * 300) + "\n"},
    "missing column": {"opportunities": CSV.replace("商机金额", "商机额")},
    "two missing": {"opportunities": CSV.replace("商机金额", "x").replace("创建时间", "y")},
    "repeated heading": {"opportunities": CSV.replace("来源", "产品", 1)},
    "short row": {"opportunities": row(3, ",2026-03-01", "")},
    "long rows": {"opportunities": both((2, "12000", "12,000"), (6, "4500", "4,500"))},
    "unclosed quote": {"opportunities": row(4, "丙公司", '"丙公司')},
    "stray quote": {"opportunities": row(4, "丙公司", '"丙"公司').replace("乙公司", '"乙公司')},
    "latin1": {"opportunities": row(4, "丙公司", "Café").encode("utf-8").replace("é".encode(), b"\xe9")},
    "binary": {"opportunities": bytes(range(256)) * 8},
    "pdf": {"opportunities": b"%PDF-1.7 rest"},
    "nul": {"opportunities": row(5, "丁公司", "丁\x00公司")},
    "utf16 no bom": {"opportunities": "id,amount\n1,2\n".encode("utf-16-le")},
    "broken gz": {"opportunities": gzip.compress(CSV.encode())[:-20]},
    "broken xlsx": {"opportunities": book()[:900]},
    "formula": {"opportunities": book(3, 6, "=1+2")},
    "merged": {"opportunities": book(merge="B1:C1")},
    "xlsx bad amount": {"opportunities": book(4, 6, "面议")},
    "xlsx empty": {"opportunities": workbook([])},
    "xlsx repeated": {"opportunities": book(1, 4, "产品")},
    "no such sheet": {"mapping": MAP + "  sheet: Sheet9\n", "opportunities": book()},
    "id missing": {"opportunities": row(4, "S3", "")},
    "id repeated": {"opportunities": both((4, "S3", "S1"), (6, "S5", "S1"))},
    "created after closed": {"opportunities": row(2, "2026-01-05", "2026-02-11")},
    "won no amount": {"opportunities": row(2, "12000", "")},
    "negative": {"opportunities": both((2, "12000", "-12000"), (4, "8000", "(8000)"))},
    "not amount": {"opportunities": row(2, "12000", "一万二")},
    "decimal comma": {"opportunities": row(2, "12000", '"12.000,50"')},
    "mixed units": {"opportunities": row(2, "12000", "1.2万")},
    "won no close": {"opportunities": row(2, "2026-02-10", "")},
    "closed no created": {"opportunities": row(2, "2026-01-05", "")},
    "mixed dates": {
        "opportunities": both(
            (2, "2026-01-05", "05/01/2026"), (3, "2026-01-12", "12/01/2026"), (6, "2026-03-03", "31/03/2026")
        )
    },
    "all dates dmy": {
        "opportunities": CSV.replace("2026-01-05", "05-01-2026")
        .replace("2026-01-12", "12-01-2026")
        .replace("2026-02-02", "02-02-2026")
        .replace("2026-02-20", "20-02-2026")
        .replace("2026-03-03", "03-03-2026")
    },
    "not date": {"opportunities": row(2, "2026-01-05", "下周")},
    "no such day": {"opportunities": row(2, "2026-02-10", "2026-02-30")},
    "year 1900": {"opportunities": row(2, "2026-01-05", "1900-01-05")},
    "unknown stage": {"opportunities": both((3, "输单", "已丢单"), (4, "需求分析", "商务谈判"))},
    "stage spelling": {"opportunities": row(4, "需求分析", "需求 分析")},
    "empty stage": {"opportunities": row(4, "需求分析", "")},
    "question mark": {"mapping": MAP.replace("dates: ymd", 'dates: "?"').replace("赢单: won", '赢单: "?"')},
    "unknown key": {"mapping": MAP.replace("amount:", "amout:")},
    "bad unit": {"mapping": MAP + "  unit: 两\n"},
    "bad date form": {"mapping": MAP.replace("ymd", "ydm")},
    "bad stage": {"mapping": MAP.replace("赢单: won", "赢单: wonn")},
    "two stages one id": {
        "mapping": MAP.replace("验证客户: open", "验证客户: {means: open, id: a}").replace(
            "需求分析: open", "需求分析: {means: open, id: a}"
        )
    },
    "no stages": {"mapping": MAP.replace(STAGES, "")},
    "empty map": {"mapping": ""},
    "map is list": {"mapping": "- 1\n"},
    "no section": {"mapping": "currency: CNY\n"},
    "bad zone": {"mapping": 'timezone: "+8"\n' + MAP},
    "status contradiction": {
        "mapping": MAP.replace("stage: 销售阶段", "stage: 销售阶段\n    status: 来源")
        + "  statuses: {转介绍: won, 陌拜: lost, 广告: open}\n"
    },
    "roster twice": {"mapping": MAP + ROSTER_MAP, "roster": ROSTER + "E1,赵六,华南,2024-01-01,8000\n"},
    "roster two of a name": {"mapping": MAP + ROSTER_MAP, "roster": ROSTER + "E3,张三,华南,2024-01-01,8000\n"},
    "roster no rows where": {"mapping": MAP + ROSTER_MAP + "  where: {部门: 华北}\n", "roster": ROSTER},
    "all left out": {
        "mapping": "faults: leave_out\n" + MAP,
        "opportunities": "\n".join([HEAD, "S1,张三,甲公司,标准版,转介绍,赢单,,2026-01-05,2026-02-10"]),
    },
    "no file": {"opportunities": None},
    "many at once": {
        "opportunities": both((2, "12000", "-12000"), (3, "输单", "丢"), (4, "2026-02-02", "x"), (6, "2026-03-30", ""))
    },
    "flags that are neither": {
        "mapping": MAP.replace("stage: 销售阶段", "won: 来源\n    ended: 产品").replace(STAGES, ""),
        "opportunities": both(
            (2, "转介绍", "是"),
            (3, "陌拜", "否"),
            (4, "广告", "否"),
            (5, "转介绍", "maybe"),
            (6, "广告", "是"),
            (2, "标准版", "是"),
            (3, "旗舰版", "是"),
            (4, "标准版", "否"),
            (5, "基础版", "否"),
            (6, "基础版", "否"),
        ),
    },
    "epochs under ymd": {"opportunities": row(2, "2026-01-05", "1767571200000")},
    "serial under ymd": {"opportunities": row(2, "2026-01-05", "46027")},
    "entered a stage that is none": {"mapping": MAP + "  entered: {方案: 创建时间}\n"},
    "same is not a section": {"mapping": MAP + "  same: [产品]\n"},
    "where is a number": {"mapping": MAP + "  where: {产品: 3}\n"},
    "eleven months": {
        "mapping": "quotas:\n  columns: {owner: 姓名}\n  year: 2026\n  months: [一, 二]\n",
        "opportunities": None,
        "quotas": "姓名,一,二\n张三,1,2\n",
    },
    "wide twice": {
        "mapping": "quotas:\n  columns: {owner: 姓名, year: 年}\n  quarters: [Q1, Q2, Q3, Q4]\n",
        "opportunities": None,
        "quotas": "姓名,年,Q1,Q2,Q3,Q4\n张三,2026,1,2,3,4\n张三,2026,1,2,3,4\n李四,明年,1,2,3,x\n",
    },
    "left before hired": {
        "mapping": "roster:\n  columns: {id: 工号, hired: 入职, left: 离职}\n",
        "opportunities": None,
        "roster": "工号,入职,离职\nE1,2024-01-01,2023-01-01\n",
    },
    "a quarter that is none": {
        "mapping": LONG_QUOTAS,
        "opportunities": None,
        "quotas": "姓名,期间,目标\n张三,2026-Q5,1\n李四,2026-13,1\n",
    },
    "header further down": {"mapping": MAP + "  header: 90\n"},
    "quoted line breaks": {"opportunities": CSV.replace("甲公司", '"甲\n公司"').replace("2026-03-30", "2026-03-00")},
    "quotas": {
        "mapping": LONG_QUOTAS,
        "opportunities": None,
        "quotas": "姓名,期间,目标\n张三,2026-Q1,100\n张三,2026-Q1,200\n李四,Q9,5\n"
        ",2026-Q2,3\n王五,2026-Q2,-3\n王五,2026-Q3,\n",
    },
    "one quota": {"mapping": LONG_QUOTAS, "opportunities": None, "quotas": "姓名,期间,目标\n张三,2026-01-01,100\n"},
    "orders": {
        "mapping": "orders:\n  columns: {id: 单号, owner: 姓名, date: 日期, amount: 金额}\n",
        "opportunities": None,
        "orders": "单号,姓名,日期,金额\n1,张三,2026-01-01,5\n1,张三,2026-01-02,6\n2,李四,,\n",
    },
}
COMPLAINTS = Path(__file__).with_name("broken_files.txt")


def complaints() -> dict[str, list[str]]:
    """What is said of each broken file."""
    parts = COMPLAINTS.read_text(encoding="utf-8").split("== ")[1:]
    return {part.splitlines()[0]: part.splitlines()[1:] for part in parts}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_every_complaint_in_its_place(name: str, tmp_path: Path) -> None:
    assert faults(tmp_path, **BROKEN[name]) == complaints()[name]


def test_there_are_more_than_forty_broken_files() -> None:
    assert len(BROKEN) > 40
    assert list(complaints()) == list(BROKEN)


def test_the_unbroken_sample_has_no_faults(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


def test_a_directory_and_a_missing_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "opportunities.csv").mkdir()
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    told = []
    for name in ("opportunities.csv", "nowhere.csv"):
        with pytest.raises(ScenarioFaults) as found:
            read_company(tmp_path / "map.yaml", opportunities=tmp_path / name)
        told.append(str(found.value).replace(f"{tmp_path}/", ""))
    assert told == ["opportunities.csv: is a directory, not a file", "nowhere.csv: there is no such file"]


def test_faults_of_several_files_come_together(tmp_path: Path) -> None:
    broken = ROSTER.replace("9000", "-1")
    told = faults(tmp_path, MAP + ROSTER_MAP, row(2, "12000", "viel"), roster=broken)
    assert told == [
        "opportunities.csv:2: 商机金额: is not an amount (got viel)",
        "roster.csv:2: 底薪: a salary below 0 (got -1)",
    ]
