"""Before a mapping: what inspection sees in a file, and the mapping it drafts."""

from pathlib import Path

import pytest
from import_samples import CSV, HEAD, ROSTER, ROWS, grid, workbook

from scenarios.crm.inspection.inspecting import FileProfile, Inspection, inspect
from scenarios.crm.maps.map_file import parse_map
from scenarios.crm.reading.company import read_company
from scenarios.load import ScenarioFaults


def inspected(folder: Path, **files: str | bytes) -> Inspection:
    paths = []
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        paths.append(folder / f"{name}{'.xlsx' if data.startswith(b'PK') else '.csv'}")
        paths[-1].write_bytes(data)
    return inspect(paths)


def found(profile: FileProfile, kind: str) -> list[str]:
    return [f"{', '.join(one.columns)}: {one.message} [{one.rows}]" for one in profile.findings if one.kind == kind]


def deals(count: int = 300) -> str:
    """Deals of five reps, a third each won, lost and open, with columns that know too much."""
    lines = ["id,owner,account,stage,amount,created,closed,rating,reason,score,coin"]
    for number in range(count):
        told = ("Won", "Lost", "New")[number % 3]
        closed = f"2026-02-{number % 27 + 1:02}" if told != "New" else ""
        rating = {"Won": "hot", "Lost": "cold", "New": "warm"}[told]
        reason = "price" if told == "Lost" else ""
        score = 1000 + number if told == "Won" else number
        cells = [number, f"R{number % 5}", f"A{number % 50}", told, 10 + number, "2026-01-05", closed, rating, reason]
        lines.append(",".join(map(str, [*cells, score, number * 7 % 11])))
    return "\n".join(lines)


def test_the_draft_for_a_usual_export_needs_no_edit(tmp_path: Path) -> None:
    inspection = inspected(tmp_path, opportunities=CSV, roster=ROSTER)
    assert [one.kind for one in inspection.files] == ["opportunities", "roster"]
    company = read_company(
        parse_map(inspection.draft),
        opportunities=tmp_path / "opportunities.csv",
        roster=tmp_path / "roster.csv",
    )
    assert company.opportunities is not None
    assert company.opportunities.stages == ("验证客户", "需求分析")
    assert company.opportunities.rows["owner"].tolist() == ["E1", "E2", "E1", "E2", "王五"]


def test_a_column_is_described(tmp_path: Path) -> None:
    profile = inspected(tmp_path, a=CSV.encode("gb18030")).files[0]
    assert (profile.encoding, profile.delimiter, profile.rows, profile.ragged) == ("gb18030", "comma", 5, 0)
    closed = next(one for one in profile.columns if one.name == "关闭时间")
    assert (closed.seems, closed.type, closed.missing, closed.distinct, closed.dates) == (
        "closed",
        "date",
        0.4,
        3,
        "ymd",
    )
    money = next(one for one in profile.columns if one.name == "商机金额")
    assert (money.seems, money.type, money.money) == ("amount", "number", "plain numbers")


def test_workbooks_are_inspected_too(tmp_path: Path) -> None:
    assert inspected(tmp_path, a=workbook(grid())).files[0].kind == "opportunities"


@pytest.mark.parametrize(
    ("days", "form"),
    [
        (("03-04-2026", "05-06-2026"), "dmy or mdy"),
        (("03-04-2026", "25-06-2026"), "dmy"),
        (("03/04/2026", "06/25/2026"), "mdy"),
        (("20260403", "20260625"), "yyyymmdd"),
        (("1775174400000", "1782345600000"), "epoch_ms"),
        (("46000", "46100.5"), "excel"),
        (("2026-04-03", "06/25/2026"), "mixed: mdy (1 rows), ymd (1 rows)"),
        (("2026-04-03", "2026年6月25日"), "ymd"),
    ],
)
def test_the_form_of_dates_is_what_the_column_proves(days: tuple[str, str], form: str, tmp_path: Path) -> None:
    profile = inspected(tmp_path, a="stage,amount,created\nNew,1,{}\nNew,2,{}\n".format(*days)).files[0]
    told = next(one for one in profile.columns if one.name == "created").dates
    assert sorted(told) == sorted(form)


def test_what_cannot_be_known_is_asked_for(tmp_path: Path) -> None:
    text = CSV.replace("需求分析", "招标").replace("12000", "1.2万")
    for day in ("2026-01-05", "2026-01-12", "2026-02-02", "2026-02-20", "2026-03-03"):
        text = text.replace(f"{day},", "03-04-2025,")
    draft = inspected(tmp_path, a=text).draft
    with pytest.raises(ScenarioFaults) as asked:
        parse_map(draft)
    assert [(fault.path, fault.hint) for fault in asked.value.faults] == [
        ("opportunities.stages.招标", "write open, won or lost"),
        ("opportunities.dates.created", "write ymd, dmy or mdy: the comment shows what the file holds"),
        ("opportunities.unit", "write 元, 万元, thousand or a number"),
    ]
    assert '招标: "?"  # 1 rows, 0% with a close date' in draft


def test_columns_that_tell_the_outcome_are_named(tmp_path: Path) -> None:
    profile = inspected(tmp_path, a=deals()).files[0]
    assert found(profile, "leak") == [
        "rating: tells the outcome: cold only on lost ones (100 rows), hot only on won ones (100 rows); "
        "keep it out of segments and channels [0]",
        "reason: tells the outcome: price only on lost ones (100 rows), (empty) only on won ones (100 rows); "
        "keep it out of segments and channels [0]",
        "score: tells the outcome: from 1027.9 only on won ones (30 rows), from 1117.6 only on won ones (30 rows), "
        "from 1207.3 only on won ones (30 rows); keep it out of segments and channels [0]",
    ]


def test_columns_that_settle_one_another_are_named(tmp_path: Path) -> None:
    profile = inspected(tmp_path, a=deals()).files[0]
    assert found(profile, "confounded") == [
        "account, owner: each account belongs to one owner: account and owner are confounded [300]"
    ]


def test_a_column_filled_only_at_the_end_is_named(tmp_path: Path) -> None:
    text = "\n".join(
        line if index == 0 or ",New," not in line else line.replace(f",New,{9 + index},", ",New,,")
        for index, line in enumerate(deals().splitlines())
    )
    assert found(inspected(tmp_path, a=text).files[0], "closed only") == [
        "amount: is filled on 100% of closed deals and on no open one [0]"
    ]


def test_an_honest_column_is_no_leak(tmp_path: Path) -> None:
    leaks = found(inspected(tmp_path, a=deals(3000)).files[0], "leak")
    assert [told.split(":")[0] for told in leaks] == ["rating", "reason", "score"]


def test_repeated_ids_and_repeating_columns_are_named(tmp_path: Path) -> None:
    lines = [HEAD + ",产品编号", *(row + f",P{row.split(',')[3]}" for row in ROWS), ROWS[0] + ",P标准版"]
    profile = inspected(tmp_path, a="\n".join(lines)).files[0]
    assert found(profile, "duplicate") == ["商机编号: 1 ids stand on several rows: S1 [2]"]


def test_spellings_are_named_within_and_across_files(tmp_path: Path) -> None:
    text = CSV.replace("S5,王五,甲公司,基础版", "S5,王五,甲公司,标准 版").replace("旗舰版", "旗舰-版")
    inspection = inspected(tmp_path, deals=text, products="产品,定价\n标准版,1\n基础版,2\n旗舰版,3\n")
    product = next(one for one in inspection.files[0].columns if one.name == "产品")
    assert product.variants == ((("标准版", 2), ("标准 版", 1)),)
    assert "旗舰-版: 旗舰版" in inspection.draft
    assert "标准 版: 标准版" in inspection.draft


def test_a_wide_quota_table_is_recognised_with_its_people(tmp_path: Path) -> None:
    months = "一月,二月,三月,四月,五月,六月,七月,八月,九月,十月,十一月,十二月"
    text = f"对象类型,对象名称,年,年目标,{months}\n3,张三,2026,12,{','.join('1' * 12)}\n"
    inspection = inspected(tmp_path, q=text)
    company = read_company(parse_map(inspection.draft), quotas=tmp_path / "q.csv")
    assert company.quotas is not None
    assert len(company.quotas.rows) == 12


def test_a_column_of_free_text_is_not_taken_for_stages(tmp_path: Path) -> None:
    lines = ["id,stage,amount,created,closed", *(f"{n},talk {n},5,2026-01-02," for n in range(100))]
    assert '    stage: "?"  # stage has 100 words; is it the stage?' in inspected(tmp_path, a="\n".join(lines)).draft


def test_headings_that_look_like_yaml_are_quoted_in_the_draft(tmp_path: Path) -> None:
    text = CSV.replace("来源", '"true"').replace("客户名称", '"a: b #c"').replace("产品", '"{产品}, ""x"""')
    parse_map(inspected(tmp_path, a=text).draft)


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ScenarioFaults) as told:
        inspected(tmp_path, a="", b="x,y\n1\n")
    assert [str(fault).replace(f"{tmp_path}/", "") for fault in told.value.faults] == [
        "a.csv: is empty, export it again, with headings and rows",
        "b.csv:2: has 1 cells, where the headings are 2, a cell that holds the separator needs quotes",
    ]
