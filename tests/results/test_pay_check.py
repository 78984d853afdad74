"""`pay check`: examples, lint and law of a plan in one answer, and whether the plan is in order."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from results.pay.check import FAILED, Checked, _crowd, check_plan
from results.pay.legal_rows import findings_of, plan_facts
from results.pay.lint import RULES
from results.pay.lint.material import Material
from scenarios.load import ScenarioFaults
from scenarios.plan_file import PlanFile, load_plan

MINIMUM = 2540
"""A month in Beijing, as its profile states it."""
LEVEL = {"id": "rep", "name": "Rep", "base": 3000, "variable": 60000, "quota_weight": 1}
BASE = {"kind": "base", "id": "base", "name": "Salary"}
COMMISSION = {
    "kind": "commission", "id": "commission", "name": "Commission", "measure": "bookings", "period": "month",
    "schedule": {"mode": "marginal", "tiers": [{"from": 0, "rate": 0.01}, {"from": 1, "rate": 0.02}]},
}  # fmt: skip
PLAN = """\
title: {en: Plan, zh: 方案}
company: {city: CITY}
people:
  levels: [{id: rep, name: {en: Rep, zh: 销售}, base: 3000, variable: 60000, quota_weight: 1}]
plan:
  name: Plan
  components:
    - {kind: base, id: base, name: {en: Salary, zh: 底薪}}
    - kind: commission
      id: commission
      name: {en: Commission, zh: 提成}
      measure: bookings
      period: month
      schedule: {mode: whole, tiers: [{from: 0, rate: 0.01}, {from: 1, rate: 0.02}]}
examples:
  - {name: {en: at quota, zh: 达成}, quota: 100000, given: [{amount: 100000}], pays: PAYS}
"""


def checked(folder: Path, pays: str = "5000", city: str = "none", files: Any = None, **options: Any) -> Checked:
    """The command's answer about the plan above."""
    file = folder / "plan.yaml"
    file.write_text(PLAN.replace("PAYS", pays).replace("CITY", city), encoding="utf-8")
    return check_plan(str(file), files or {}, options.pop("quota", None), {"lang": "en"} | options)


def law(
    *components: dict[str, Any], city: str = "beijing", level: Any = LEVEL, company: Any = None, **plan: Any
) -> list[tuple[str, str]]:
    """(rule, severity) of everything the law says of a plan."""
    return [
        (one.rule, one.severity) for one in law_in_full(*components, city=city, level=level, company=company, **plan)
    ]


def law_in_full(
    *components: dict[str, Any], city: str = "beijing", level: Any = LEVEL, company: Any = None, **plan: Any
) -> Any:
    file = PlanFile.model_validate({
        "company": {"city": city} | (company or {}), "people": {"levels": [level] if level else []},
        "plan": {"name": "P", "components": list(components)} | plan,
    })  # fmt: skip
    return findings_of(Material(file), "plan.yaml")[1]


# ── the answer ──────────────────────────────────────────────────────────────────────────────────


def test_a_plan_whose_examples_pass_is_in_order_although_lint_warns(tmp_path: Path) -> None:
    """A cliff is a warning and no failure; the example is shown as passing."""
    done = checked(tmp_path)
    assert done.code == 0
    assert done.data["passed"] is True
    assert done.data["examples"]["rows"][0]["result"]["en"] == "passes"
    assert "cliff" in done.data["lint"]["rules"]
    assert [table.title for table in done.tables][:2] == ["Examples", "Worth a second look"]


def test_an_example_that_fails_is_a_failure_and_shows_both_amounts(tmp_path: Path) -> None:
    """One coin off is a failure, told with what was expected and what is paid."""
    done = checked(tmp_path, "5000.01")
    assert done.code == FAILED
    (row,) = done.data["examples"]["rows"]
    assert (row["result"]["en"], row["expected"], row["got"]) == ("FAILS", "¥5,000.01", "¥5,000.00")
    assert done.notes[0].startswith("0 of 1 examples pass")


def test_a_plan_that_the_law_refuses_is_a_failure(tmp_path: Path) -> None:
    """Below Beijing's minimum wage the same plan fails that passes without a city; both are told."""
    low = ["people.levels[rep].base=2000"]
    assert checked(tmp_path, "4000", overrides=low).code == 0
    done = checked(tmp_path, "4000", "beijing", overrides=low)
    assert done.code == FAILED
    assert [row["rule"] for row in done.data["legal"]["rows"]] == ["L2", "L3"]
    none = checked(tmp_path, "4000", overrides=low)
    assert "none checked" in none.data["legal"]["notes"][0]["en"]


def test_the_answer_is_there_in_both_languages_and_as_json(tmp_path: Path) -> None:
    """The Chinese tables hold no English words of the English ones, and the data can be written as JSON."""
    english, chinese = checked(tmp_path, lang="en"), checked(tmp_path, lang="zh")
    assert [table.title for table in chinese.tables] != [table.title for table in english.tables]
    assert "通过" in str(chinese.tables)
    assert english.data == chinese.data
    json.dumps(english.data)


def test_edges_are_told_with_their_rates(tmp_path: Path) -> None:
    """At quota the rate doubles and pay jumps by 1 % of a month's quota."""
    done = checked(tmp_path, quota="1,200,000")
    row = done.data["edges"]["rows"][1]
    assert (row["at"], row["before"], row["after"], row["jump"]) == ("100 %", "0.01", "0.02", "¥1,000.00")


def test_a_quota_that_is_no_amount_is_refused(tmp_path: Path) -> None:
    """What is no amount of money is told with the option's name."""
    for written in ("viel", "-1", "nan"):
        with pytest.raises(ScenarioFaults, match="--quota: should be an amount of money"):
            checked(tmp_path, quota=written)


def test_what_cannot_be_paid_is_told_with_its_place(tmp_path: Path) -> None:
    """Dates in a year without dates: every example that cannot be carried out is named."""
    with pytest.raises(ScenarioFaults) as told:
        checked(tmp_path, overrides=["plan.components[commission].starts=2027-02-01"])
    assert "examples[0]: commission: `starts` and `ends` need a calendar with dates" in str(told.value)


@pytest.mark.parametrize(("source", "people"), [("saas_ae", False), ("equipment_vendor", False), ("baseline", True)])
def test_a_bundled_plan_is_no_scenario_that_failed(source: str, people: bool) -> None:
    """A bundled plan has nobody in it, and nothing is said of a scenario; a bundled scenario has its people."""
    crowd, notes = _crowd(source, load_plan(source), {}, {"lang": "en"})
    assert (crowd is not None, notes) == (people, [])


def test_a_city_nobody_knows_is_told_with_those_there_are(tmp_path: Path) -> None:
    """A misspelt city is a fault at its place, not a plan without law."""
    with pytest.raises(ScenarioFaults, match=r"company\.city: .*did you mean `beijing`"):
        checked(tmp_path, city="beijin")


def test_a_roster_and_deals_say_who_sits_at_the_cliff(tmp_path: Path) -> None:
    """Of two people one sells exactly her quota of a month: she is near, the other is not."""
    roster, deals = tmp_path / "roster.csv", tmp_path / "deals.csv"
    roster.write_text("id,name,level,quota\nA,Ann,rep,1200000\nB,Ben,rep,1200000\n", encoding="utf-8")
    rows = ["d1,A,2027-01-10,100000", "d2,B,2027-01-10,50000"]
    deals.write_text("id,rep,signed,amount\n" + "\n".join(rows) + "\n", encoding="utf-8")
    done = checked(tmp_path, files={"roster": roster, "deals": deals})
    place = done.data["lint"]["rules"].index("cliff")
    assert {key: done.data["lint"]["figures"][place][key] for key in ("near", "of")} == {"near": 1, "of": 2}


def test_a_scenarios_years_say_who_sits_at_a_cliff() -> None:
    """A scenario brings its people and quotas; simulated years tell how many of the 24 sit near each cliff."""
    done = check_plan("baseline", {}, None, {"lang": "en", "years": 2, "seed": 1})
    cliffs = [i for i, rule in enumerate(done.data["lint"]["rules"]) if rule == "cliff"]
    assert len(cliffs) == 3
    for place in cliffs:
        figures = done.data["lint"]["figures"][place]
        assert figures["of"] == 24
        assert 0 <= figures["near"] <= 24
    assert "at-quota" in done.data["lint"]["rules"]
    assert not any("Nobody states a quota" in note["en"] for note in done.data["lint"]["notes"])
    alone = check_plan("baseline", {}, None, {"lang": "en", "years": 0})
    assert "at-quota" not in alone.data["lint"]["rules"]


def test_a_scenario_that_cannot_be_simulated_is_checked_without_results(tmp_path: Path) -> None:
    """Its plan is checked all the same, and a note says why nobody's results are known; a plan file needs no note."""
    broken = ["people.reps[E101].team=nowhere"]
    done = check_plan("baseline", {}, None, {"lang": "en", "years": 1, "overrides": broken})
    assert "cannot be simulated" in done.notes[0]
    assert "nowhere" in done.notes[0]
    assert len(checked(tmp_path).notes) == 1


def test_the_plan_of_the_documentation_passes(tmp_path: Path) -> None:
    """The plan that the page on checking shows pays what its example says."""
    page = (Path(__file__).parents[2] / "docs/how-to/check-a-plan.md").read_text(encoding="utf-8")
    file = tmp_path / "my_plan.yaml"
    file.write_text(page.split("```yaml plan\n")[1].split("```")[0], encoding="utf-8")
    done = check_plan(str(file), {}, None, {"lang": "en"})
    assert [row["result"]["en"] for row in done.data["examples"]["rows"]] == ["passes"]


def test_the_page_names_every_rule() -> None:
    """The page on checking names each rule of lint, and no other."""
    page = (Path(__file__).parents[2] / "docs/how-to/check-a-plan.md").read_text(encoding="utf-8")
    table = page.split("| What is looked at | Rules |")[1].split("\n\n")[0]
    assert set(re.findall(r"`([a-z-]+)`", table)) == {rule.id for rule in RULES}


# ── the law ─────────────────────────────────────────────────────────────────────────────────────


def test_a_plan_within_the_law_has_no_finding() -> None:
    """Salary above the minimum wage and a commission: nothing to say, but only where a city is named."""
    assert law(BASE, COMMISSION) == []
    assert law(BASE, COMMISSION, level=LEVEL | {"base": 0}, city="none") == []


def test_a_base_below_the_minimum_is_refused_to_the_coin() -> None:
    """One coin below Beijing's minimum wage is refused by L2 and L3, the minimum itself is not; it is unconfirmed."""
    for base, found in ((MINIMUM, []), (MINIMUM + 1, []), (MINIMUM - 0.01, [("L2", "refused"), ("L3", "refused")])):
        assert law(BASE, COMMISSION, level=LEVEL | {"base": base}) == found
    (first, _) = law_in_full(BASE, level=LEVEL | {"base": 2000})
    assert first.unconfirmed == ("minimum_wage",)
    assert "To be confirmed" in first.message.en


def test_a_month_without_sales_is_found_by_carrying_the_plan_out() -> None:
    """A commission alone pays nothing without a sale; a monthly guarantee or a top-up of the minimum is enough."""
    guarantee = {"kind": "guarantee", "id": "least", "name": "Least", "amount": MINIMUM, "period": "month"}
    top_up = {"kind": "top_up", "id": "minimum", "name": "Minimum"}
    assert law(COMMISSION) == [("L2", "refused"), ("L3", "refused")]
    assert law(COMMISSION, guarantee) == []
    assert law(COMMISSION, top_up) == [("L2", "flagged")]
    facts = plan_facts(Material(PlanFile.model_validate(
        {"company": {"minimum_wage": MINIMUM}, "people": {"levels": [LEVEL | {"base": 0}]},
         "plan": {"name": "P", "components": [BASE, COMMISSION, top_up]}})))  # fmt: skip
    assert [(group.fixed, group.no_sales, group.topped_up) for group in facts.groups] == [(0, MINIMUM * 100, True)]


def test_a_companys_own_minimum_wage_counts_instead_of_the_citys() -> None:
    """A company that states 3,100 is held against that; at 3,000 base it is refused."""
    assert law(BASE, COMMISSION, company={"minimum_wage": 3000}) == []
    assert law(BASE, COMMISSION, company={"minimum_wage": 3000.01})[0] == ("L2", "refused")


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ({"rank_exit": True}, [("L6", "refused")]),
        ({"deducts": 0.200001}, [("L1", "refused")]),
        ({"fines": True}, [("L10", "flagged")]),
        ({"deposits": True}, [("L10", "flagged")]),
        ({"negative_pay": True}, [("L2", "refused")]),
        ({"leavers_lose_bonus": True}, [("L7", "flagged")]),
        ({"leavers_lose_uncollected": True}, [("L5", "to check by counsel")]),
        ({"cuts_targets_back": True}, [("L10", "flagged")]),
    ],
)
def test_a_clause_is_found_with_its_rule(clause: dict[str, Any], found: list[tuple[str, str]]) -> None:
    """Each clause is told with its rule where it is written, and not where it says no, nor where no law is checked."""
    wage = LEVEL | {"base": 5000}
    assert law(BASE, COMMISSION, level=wage, clauses=clause) == found
    off = {key: type(value)(0) for key, value in clause.items()}
    assert law(BASE, COMMISSION, level=wage, clauses=off) == []
    assert law(BASE, COMMISSION, level=wage, clauses=clause, city="none") == []


def test_a_deduction_of_a_fifth_is_refused_only_where_it_touches_the_minimum() -> None:
    """20 % of 5,000 leaves more than the minimum wage; 20 % of 3,000 does not."""
    assert law(BASE, level=LEVEL | {"base": 5000}, clauses={"deducts": 0.2}) == []
    assert law(BASE, level=LEVEL | {"base": 3000}, clauses={"deducts": 0.2}) == [("L1", "refused")]


def test_net_pay_below_zero_is_refused() -> None:
    """A commission that charges cancelled deals without end is refused; beginning at 0 it charges nothing."""
    charged = COMMISSION | {"schedule": {"mode": "marginal", "tiers": [{"from": None, "rate": 0.1}]}}
    assert law(BASE, charged, level=LEVEL | {"base": 3000}) == [("L2", "refused")]
    assert law(BASE, COMMISSION) == []


def test_a_stake_in_a_contest_and_pay_after_exit_are_told() -> None:
    """Losers who pay, and instalments that come later, each with its rule; without them nothing."""
    contest = {"kind": "contest", "id": "c", "name": "C", "measure": "bookings", "period": "month", "prizes": [100]}
    assert law(BASE, contest) == []
    assert law(BASE, contest | {"stake": 50}) == [("L10", "flagged")]
    assert law(BASE, contest | {"stake": 500.01, "at_least": 0}, level=LEVEL | {"base": 3000 + 40})[0] == (
        "L3",
        "refused",
    )
    later = COMMISSION | {"instalments": [{"share": 0.5}, {"share": 0.5, "months_later": 3}]}
    assert ("L4", "flagged") in law(BASE, later)
    assert law(BASE, COMMISSION | {"instalments": [{"share": 0.5}, {"share": 0.5}]}) == []


def test_a_rule_older_than_its_publication_is_told() -> None:
    """A component in force a day before it was published is L10's; on the day itself it is not."""
    dated = {"calendar": {"kind": "working_days", "start": "2027-01-01"}}
    for starts, found in (("2027-03-01", [("L10", "flagged")]), ("2027-03-02", [])):
        assert law(BASE, COMMISSION | {"starts": starts}, company=dated, published="2027-03-02") == found


def test_pay_dates_are_held_against_a_city_that_sets_them() -> None:
    """In Shenzhen monthly commission paid half a year later is refused; Beijing states no date."""
    later = COMMISSION | {"instalments": [{"share": 0.5}, {"share": 0.5, "months_later": 6}]}
    wage = LEVEL | {"base": 5000}
    assert ("L8", "refused") in law(BASE, later, city="shenzhen", level=wage)
    assert "L8" not in {rule for rule, _ in law(BASE, later, level=wage)}
