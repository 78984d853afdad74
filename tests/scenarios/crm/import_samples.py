"""A small company's files in memory, to be broken in every way that tests can think of."""

import io
from pathlib import Path

import openpyxl

from scenarios.crm.reading.company import read_company
from scenarios.crm.tables import Company
from scenarios.load import ScenarioFaults

HEAD = "商机编号,负责人,客户名称,产品,来源,销售阶段,商机金额,创建时间,关闭时间"
ROWS = (
    "S1,张三,甲公司,标准版,转介绍,赢单,12000,2026-01-05,2026-02-10",
    "S2,李四,乙公司,旗舰版,陌拜,输单,30000,2026-01-12,2026-03-01",
    "S3,张三,丙公司,标准版,广告,需求分析,8000,2026-02-02,",
    "S4,李四,丁公司,基础版,转介绍,验证客户,5000,2026-02-20,",
    "S5,王五,甲公司,基础版,广告,赢单,4500,2026-03-03,2026-03-30",
)
"""Three reps and five opportunities: two won, one lost, two open."""
CSV = "\n".join([HEAD, *ROWS]) + "\n"

MAP = """\
currency: CNY
opportunities:
  columns:
    id: 商机编号
    owner: 负责人
    account: 客户名称
    segment: 产品
    channel: 来源
    stage: 销售阶段
    amount: 商机金额
    created: 创建时间
    closed: 关闭时间
  stages: {验证客户: open, 需求分析: open, 赢单: won, 输单: lost}
  dates: ymd
"""

ROSTER = "工号,姓名,部门,入职日期,底薪\nE1,张三,华东,2024-03-01,9000\nE2,李四,华东,2023-07-01,12000\n"
ROSTER_MAP = """\
roster:
  columns: {id: 工号, name: 姓名, team: 部门, hired: 入职日期, base: 底薪}
"""


def workbook(rows: list[list[object]], merge: str = "") -> bytes:
    """An XLSX file of these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def grid(text: str = CSV) -> list[list[object]]:
    """The cells of a text table."""
    return [list(line.split(",")) for line in text.splitlines()]


def read(folder: Path, mapping: str = MAP, opportunities: str | bytes | None = CSV, **files: str | bytes) -> Company:
    """The company that these texts make, through real files."""
    given = dict(files) if opportunities is None else {"opportunities": opportunities, **files}
    paths = {}
    for name, content in given.items():
        data = content.encode() if isinstance(content, str) else content
        path = folder / f"{name}{'.xlsx' if data.startswith(b'PK') else '.csv'}"
        path.write_bytes(data)
        paths[name] = path
    (folder / "map.yaml").write_text(mapping, encoding="utf-8")
    return read_company(folder / "map.yaml", **paths)


def faults(
    folder: Path, mapping: str = MAP, opportunities: str | bytes | None = CSV, **files: str | bytes
) -> list[str]:
    """What reading them complains of, without the folder's name."""
    try:
        read(folder, mapping, opportunities, **files)
    except ScenarioFaults as found:
        return [str(fault).replace(f"{folder}/", "") for fault in found.faults]
    return []
