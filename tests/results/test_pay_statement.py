"""`pay statement` as a user meets it: the table, the lines explained, the files, the cash, and faults."""

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "sim"))
from payroll_files import COMPANY, HEAD, RATE, ROSTER, deal

from results.pay.statement import make_statements
from results.work import Done
from scenarios.load import ScenarioFaults

PLAN = f"""{COMPANY}plan:
  name: Sales plan
  version: 2026-1
  components:
  - {{kind: base, id: base, name: {{en: Base, zh: 底薪}}}}
  - {{{RATE}, instalments: [{{share: 0.5}}, {{share: 0.5, months_later: 2}}]}}
"""
DEALS = deal(1, "A", "2026-01-05", 12345.67) + deal(2, "B", "2026-12-06", 100)
ADJUST = "rep,period,for,amount,reason,by,basis\nA,2026-02,com,-3.50,wrong region,Lee,\n"


def made(
    folder: Path, period: str | None = None, rep: str | None = None, output: str = "", lang: str = "en", **more: str
) -> Done:
    """What the command answers on small files."""
    texts = {"plan": PLAN, "deals": f"{HEAD}\n{DEALS}", "roster": ROSTER, "adjustments": ADJUST} | more
    for name, text in texts.items():
        (folder / f"{name}.{'yaml' if name == 'plan' else 'csv'}").write_text(text, encoding="utf-8")
    files = {name: folder / f"{name}.csv" for name in texts if name != "plan"}
    target = folder / output if output else None
    return make_statements(str(folder / "plan.yaml"), (), files, period, rep, target, {"lang": lang})


def test_the_table_has_everybody_and_adds_up(tmp_path: Path) -> None:
    """A row for each person with each component to the cent, decisions by hand apart, and the sum of all."""
    table = made(tmp_path).tables[0]
    assert table.columns == ("person", "Base", "Commission", "by hand", "total")
    assert table.rows == (
        ("Ann", "¥12,000.00", "¥123.46", "-¥3.50", "¥12,119.96"),
        ("Bo", "¥12,000.00", "¥1.00", "¥0.00", "¥12,001.00"),
        ("total", "¥24,000.00", "¥124.46", "-¥3.50", "¥24,120.96"),
    )
    assert "2026-1" in table.title
    assert "working days" in table.notes[0]


def test_a_period_shows_the_months_that_pay_in_it(tmp_path: Path) -> None:
    """2026-01 has one month's salary and commission; 2026-Q2 has salaries alone; another year is refused."""
    assert made(tmp_path, "2026-01").data["people"][0]["total"] == 100000 + 12346
    assert made(tmp_path, "2026年2季度").data["people"][0]["total"] == 300000
    with pytest.raises(ScenarioFaults) as error:
        made(tmp_path, "2027-01")
    assert "--period" in str(error.value)
    assert "2026-01 to 2026-12" in str(error.value)


@pytest.mark.parametrize(("lang", "words"), [("en", "1 % × ¥12,345.67 = ¥123.4567"), ("zh", "该段，1 % × ¥12,345.67")])
def test_one_person_is_explained_step_by_step(tmp_path: Path, lang: str, words: str) -> None:
    """With a name every line is explained in the language asked for, with rounding, instalments and decisions."""
    done = made(tmp_path, rep="Ann", lang=lang)
    text = "\n".join(" ".join(row) for row in done.tables[1].rows)
    assert words in text
    assert "wrong region" in text
    assert "Lee" in text
    assert "2026-03" in text
    assert "¥61.73" in text
    steps = [step for line in done.data["lines"] for step in line["steps"]]
    assert {"tier", "rounding", "part", "said"} <= {step["kind"] for step in steps}


def test_an_unknown_name_is_refused_with_a_hint(tmp_path: Path) -> None:
    """A name that nobody has is a fault of --rep that names who is meant."""
    with pytest.raises(ScenarioFaults) as error:
        made(tmp_path, rep="An")
    assert "--rep" in str(error.value)
    assert "`Ann`" in str(error.value)


def test_files_hold_every_line(tmp_path: Path) -> None:
    """CSV and JSON have every line; their pay adds up to the total; another ending is refused."""
    done = made(tmp_path, output="lines.csv")
    with (tmp_path / "lines.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(done.data["lines"]) == 12 * 4 + 1
    assert sum(round(float(row["pay"]) * 100) for row in rows) == 2412096
    assert rows[1]["why"].startswith("bookings ¥12,345.67 = 123.4567 %; ¥61.73 handed over in 2026-01")
    assert rows[1]["version"] == "2026-1"
    made(tmp_path, output="lines.json")
    written: dict[str, Any] = json.loads((tmp_path / "lines.json").read_text(encoding="utf-8"))
    assert sum(line["pay"] for line in written["lines"]) == 2412096
    with pytest.raises(ScenarioFaults):
        made(tmp_path, output="lines.txt")


def test_cash_shows_when_pay_is_handed_over(tmp_path: Path) -> None:
    """G11: half of January's commission comes in March, half of December's after the year; nothing is lost."""
    done = made(tmp_path)
    cash = done.data["cash"]
    assert [row["handed_over"] - 200000 for row in cash[:4]] == [6173, -350, 6173, 0]
    assert (cash[-1]["earned"], cash[-1]["handed_over"], cash[-1]["open"]) == (0, 50, 0)
    assert sum(row["earned"] for row in cash) == sum(row["handed_over"] for row in cash) == 2412096
    at_once = made(tmp_path, plan=PLAN.replace(", instalments: [{share: 0.5}, {share: 0.5, months_later: 2}]", ""))
    assert all(row["earned"] == row["handed_over"] for row in at_once.data["cash"])
    assert len(done.tables) == len(at_once.tables) + 1


def test_pay_below_the_minimum_wage_is_named(tmp_path: Path) -> None:
    """With a minimum wage of 1,000.01 every month without commission is below; with 1,000 none is."""
    low = made(tmp_path, plan=PLAN.replace("}}\nplan", "}, minimum_wage: 1000.01}\nplan"))
    assert {row["rep"] for row in low.data["below_minimum"]} == {"A", "B"}
    assert any("minimum wage" in note and "Bo" in note for note in low.notes)
    fine = made(tmp_path, plan=PLAN.replace("}}\nplan", "}, minimum_wage: 996}\nplan"))
    assert not fine.data["below_minimum"]


def test_faults_of_plan_and_files_come_together(tmp_path: Path) -> None:
    """What is wrong with the plan and with the files is told at once."""
    with pytest.raises(ScenarioFaults) as error:
        made(
            tmp_path, plan=PLAN.replace("rate: 0.01", "rate: 2"), deals=f"{HEAD}\n{DEALS.replace('2026-01-05', 'soon')}"
        )
    assert {Path(fault.file).name for fault in error.value.faults} == {"plan.yaml", "deals.csv"}


def test_an_adjustment_of_nothing_known_is_refused(tmp_path: Path) -> None:
    """J13: an adjustment of what is neither component nor KPI names its line and what there is."""
    with pytest.raises(ScenarioFaults) as error:
        made(tmp_path, adjustments=ADJUST.replace(",com,", ",comm,"))
    assert "adjustments.csv:2" in str(error.value)
    assert "did you mean `com`?" in str(error.value)
