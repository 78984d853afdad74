"""`pay replay`: the same books under two plans, person by person, with the cost and the reason of each change."""

import csv
import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "sim"))
from payroll_files import COMPANY, HEAD, ROSTER, deal

from results.pay.replay import replay_plans
from results.work import Done
from scenarios.load import ScenarioFaults

COM = "  - {kind: commission, id: com, name: Commission, measure: bookings, period: month, "
COM += "schedule: {mode: marginal, tiers: [{from: 0, rate: 0.01}, {from: 1, rate: 0.02}]}}\n"
OLD = f"{COMPANY}plan:\n  name: Old\n  components:\n  - {{kind: base, id: base, name: Base}}\n{COM}"
# A has a quota of 10,000 a month and sells twice as much in January; B has 5,000 and sells 1,000.
DEALS = deal(1, "A", "2026-01-05", 20000) + deal(2, "B", "2026-01-06", 1000)


def replay(folder: Path, new: str, output: str = "", lang: str = "en") -> Done:
    """Old and new plan on the same small books."""
    texts = {"old.yaml": OLD, "new.yaml": new, "deals.csv": f"{HEAD}\n{DEALS}", "roster.csv": ROSTER}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    files = {kind: folder / f"{kind}.csv" for kind in ("deals", "roster")}
    target = folder / output if output else None
    return replay_plans(str(folder / "old.yaml"), str(folder / "new.yaml"), files, target, {"lang": lang})


def test_a_plan_differs_from_itself_in_nothing(tmp_path: Path) -> None:
    """Law 7: replayed against itself nobody gains or loses a coin, and no reason is given."""
    data = replay(tmp_path, OLD).data
    assert (data["winners"], data["losers"]) == (0, 0)
    assert data["total"]["old"] == data["total"]["new"] == 2 * 1200000 + 10000 + 20000 + 1000
    assert all(row["difference"] == 0 and row["why"]["en"] == "" for row in data["people"])


def test_winners_losers_and_cost_add_up(tmp_path: Path) -> None:
    """A higher rate above quota, a lower one below: A gains 100, B loses 5; people and components sum to the cost."""
    new = OLD.replace("from: 0, rate: 0.01", "from: 0, rate: 0.005").replace("rate: 0.02", "rate: 0.035")
    done = replay(tmp_path, new)
    people = {row["rep"]: row["difference"] for row in done.data["people"]}
    assert people == {"A": -5000 + 15000, "B": -500}
    assert [row["rep"] for row in done.data["people"]] == ["A", "B"]
    assert (done.data["winners"], done.data["losers"]) == (1, 1)
    total = done.data["total"]
    assert total["new"] - total["old"] == sum(people.values()) == 9500
    assert sum(row["new"] - row["old"] for row in done.data["components"]) == 9500
    assert "1 people gain, 1 lose, 0 are paid the same" in done.tables[0].notes


@pytest.mark.parametrize(
    ("before", "after", "rep", "why"),
    [
        ("rate: 0.02", "rate: 0.03", "A", "the rate reached is 3 % instead of 2 %"),
        ("from: 1,", "from: 1.5,", "A", "other thresholds between tiers"),
        ("measure: bookings", "measure: won_deals, quota: {each: 1}", "A", "paid by won_deals instead of bookings"),
        ("period: month,", "period: month, cap: {payout: 200},", "A", "the cap changed"),
        ("period: month,", "period: quarter,", "A", "the period changed"),
        ("period: month,", "period: month, gates: {conditions: [{kpi: won_deals, at_least: 2}]},", "B", "gates are sh"),
        ("period: month,",
         "period: month, modifiers: [{kind: bands, by: [{kpi: won_deals}], bands: [{from: 0, times: 0.5}]}],", "B",
          "coefficients × 0.5 on average instead of none"),
        ("mode: marginal", "mode: whole", "A", "mode whole instead of marginal"),
        ("id: com,", "id: bonus,", "A", "it is new"),
    ],
)  # fmt: skip
def test_each_change_has_its_reason(tmp_path: Path, before: str, after: str, rep: str, why: str) -> None:
    """What was changed in the plan is what the person is told; in Chinese, too."""
    data = replay(tmp_path, OLD.replace(before, after)).data
    told = next(row["why"] for row in data["people"] if row["rep"] == rep)
    assert why in told["en"] or (why == "it is new" and "it is gone" in told["en"])
    assert told["zh"]


def test_files_and_languages(tmp_path: Path) -> None:
    """CSV and JSON have everybody; the table speaks Chinese where asked to."""
    done = replay(tmp_path, OLD.replace("rate: 0.02", "rate: 0.03"), "out.csv", "zh")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig") as file:
        rows = {row["rep"]: row for row in csv.DictReader(file)}
    assert (rows["A"]["difference"], rows["A"]["com_old"], rows["A"]["com_new"]) == ("100.00", "300.00", "400.00")
    assert "总薪酬" in done.tables[0].notes[0]
    replay(tmp_path, OLD, "out.json")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["winners"] == 0


def test_faults_of_both_plans_come_together(tmp_path: Path) -> None:
    """A fault in the new plan, and two currencies, are refused before anything is paid."""
    with pytest.raises(ScenarioFaults) as error:
        replay(tmp_path, OLD.replace("rate: 0.02", "rate: two"))
    assert "new.yaml" in str(error.value)
    with pytest.raises(ScenarioFaults) as error:
        replay(tmp_path, OLD.replace("company: {", "company: {currency: {code: EUR}, "))
    assert "different currencies" in str(error.value)
