"""Plan files broken in every way that people break them: each complaint names its place, what is wrong and what to do.

The messages stand in full in broken_plans.txt, because they are what a person has to work with; only how many KPIs
there are is `{kpis}` there, which the registry says.
"""

from pathlib import Path

import pytest

from scenarios.kpis import KPIS as REGISTRY
from scenarios.plan_file import read_plan

GOOD = """\
title: {en: A plan, zh: 方案}
company:
  currency: {code: CNY, symbol: "¥", minor_digits: 2}
people:
  levels:
    - {id: rep, name: Rep, base: 8000, variable: 80000, quota_weight: 1}
  roles:
    - {id: hunter, name: Hunter}
plan:
  name: Plan
  components:
    - {kind: base, id: base, name: Salary}
    - kind: commission
      id: commission
      name: Commission
      measure: bookings
      period: quarter
      target_share: 0.6
      schedule:
        mode: marginal
        tiers:
          - {from: 0, rate: 0.01}
          - {from: 1, rate: 0.02}
    - kind: scorecard
      id: score
      name: Scorecard
      period: quarter
      target_share: 0.4
      kpis:
        - {kpi: collected, weight: 0.6, target: {of_quota: 0.9}, threshold: 0.5}
        - {kpi: won_deals, weight: 0.4, target: {each: 3}}
    - kind: holdback
      id: reserve
      name: Reserve
      of: [commission]
      share: 0.1
examples:
  - {name: half, quota: 100000, given: [{amount: 50000}], expects: [{component: commission, pays: 500}]}
"""
OVER = "          - {from: 0, rate: 0.01}\n          - {from: 1, rate: 0.02}\n"
TIERS = "        mode: marginal\n        tiers:\n" + OVER
KPIS = "        - {kpi: collected, weight: 0.6, target: {of_quota: 0.9}, threshold: 0.5}\n"
LAST = "      of: [commission]\n      share: 0.1\n"


def changed(*changes: tuple[str, str]) -> str:
    """The good file with some of its text replaced."""
    text = GOOD
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def tiers(rows: str, *more: tuple[str, str]) -> str:
    """The good file with other tiers."""
    return changed((OVER, "".join(f"          - {row}\n" for row in rows.split("; "))), *more)


def schedule(lines: str) -> str:
    """The good file with another schedule."""
    return changed((TIERS, "".join(f"        {line}\n" for line in lines.split("\n"))))


def added(lines: str) -> str:
    """The good file with one more component."""
    return changed((LAST, LAST + "".join(f"    {line}\n" for line in lines.split("\n"))))


def example(line: str) -> str:
    """The good file with another example."""
    start = GOOD.index("  - {name: half")
    return GOOD[:start] + f"  - {line}\n"


POINTS = "mode: interpolated\npays: target\npoints:\n  - {at: 0, pays: 0}\n  - {at: 1, pays: 1}"
POOL = (
    "- kind: pool\n  id: pool\n  name: Pool\n  measure: bookings\n  period: quarter\n"
    "  schedule: {mode: marginal, tiers: [{from: 0, rate: 0.01}]}\n  divided: [{part: 0.8}]"
)
CONTEST = "- {kind: contest, id: contest, name: Contest, measure: bookings, period: month, prizes: [1000, 500]"

BROKEN: dict[str, str] = {
    # The file
    "empty": "",
    "not a section": "- plan\n",
    "no plan": GOOD[: GOOD.index("plan:\n")],
    "no components": "plan:\n  name: Plan\n  components: []\n",
    "full-width colon": changed(
        ("      period: quarter\n      target_share: 0.6", "      period： quarter\n      target_share: 0.6")
    ),
    "tab": changed(("      measure: bookings", "\tmeasure: bookings")),
    "key twice": changed(("      measure: bookings", "      measure: bookings\n      measure: invoiced")),
    "misspelt key": changed(("      measure: bookings", "      mesure: bookings")),
    "unknown section": GOOD + "notes: [x]\n",
    # Names
    "no such kind": changed(("kind: scorecard", "kind: score_card")),
    "no kind": changed(("    - {kind: base, id: base, name: Salary}", "    - {id: base, name: Salary}")),
    "no such kpi": changed(("measure: bookings", "measure: booking")),
    "ratio paid for": changed(("measure: bookings", "measure: gross_margin_rate")),
    "id twice": changed(("      id: score", "      id: commission")),
    "bad id": changed(("      id: score", "      id: my score")),
    "no such role": changed(
        ("{kind: base, id: base, name: Salary}", "{kind: base, id: base, name: Salary, roles: [hunters]}")
    ),
    "looks at what is below": changed(("      of: [commission]", "      of: [reserve]")),
    "looks at nothing": changed(("      of: [commission]", "      of: [comission]")),
    # Numbers
    "percent sign": tiers("{from: 0, rate: 1%}; {from: 1, rate: 0.02}"),
    "two for two percent": tiers("{from: 0, rate: 2}; {from: 1, rate: 3}"),
    "quoted number": tiers('{from: 0, rate: "0.01"}; {from: 1, rate: 0.02}'),
    "negative rate": tiers("{from: 0, rate: -0.01}; {from: 1, rate: 0.02}"),
    "finer than a millionth": tiers("{from: 0, rate: 0.0000001}; {from: 1, rate: 0.02}"),
    "yes for a number": tiers("{from: 0, rate: yes}; {from: 1, rate: 0.02}"),
    "wan as text": changed(("base: 8000", "base: 0.8万")),
    "unit": changed(("  name: Plan\n", "  name: Plan\n  unit: 100\n")),
    # Schedules
    "ambiguous tiers": schedule(
        "edges: amount\ntiers:\n  - {from: 0, rate: 0.03}\n  - {from: 100000, rate: 0.05}\n"
        "  - {from: 200000, rate: 0.08}"
    ),
    "no such mode": schedule("mode: progressive\ntiers: [{from: 0, rate: 0.01}]"),
    "tiers out of order": tiers("{from: 0, rate: 0.01}; {from: 1.2, rate: 0.03}; {from: 1, rate: 0.02}"),
    "one edge twice": tiers("{from: 0, rate: 0.01}; {from: 1, rate: 0.03}; {from: 1, rate: 0.02}"),
    "gap below": tiers("{from: 0.5, rate: 0.01}; {from: 1, rate: 0.02}"),
    "open in the middle": tiers("{from: 0, rate: 0.01}; {from: null, rate: 0.02}"),
    "no tiers": schedule("mode: marginal\ntiers: []"),
    "percent as a share": tiers("{from: 0, rate: 0.01}; {from: 100, rate: 0.02}"),
    "top not stated": schedule(POINTS),
    "no target share": changed(
        (TIERS, "        mode: step\n        pays: target\n        points: [{at: 0, pays: 0}, {at: 1, pays: 1}]\n"),
        ("      target_share: 0.6\n", ""),
    ),
    "step that continues": schedule(
        "mode: step\npays: target\nbeyond: flat\npoints: [{at: 0, pays: 0}, {at: 1, pays: 1}]"
    ),
    "matrix without a cell": schedule(
        "mode: matrix\npays: target\nrows: {by: {kpi: bookings, target: {of_quota: 1}}, from: [0, 1]}\n"
        "columns: {by: {kpi: collection_rate}, from: [0, 0.8]}\nvalues: [[0, 0.5], [1]]"
    ),
    "counted by attainment": changed(("      measure: bookings", "      measure: won_deals")),
    "cumulative without reset": changed(
        (
            "      period: quarter\n      target_share: 0.6",
            "      period: quarter\n      basis: cumulative\n      target_share: 0.6",
        )
    ),
    "deal by attainment": changed(
        (
            "      period: quarter\n      target_share: 0.6",
            "      period: quarter\n      basis: deal\n      target_share: 0.6",
        )
    ),
    "cap two ways": changed(("      target_share: 0.6", "      cap: {at: 2, payout: 1000}\n      target_share: 0.6")),
    # Scores, gates and coefficients
    "weights of 1.1": changed((KPIS, KPIS.replace("0.6", "0.7"))),
    "kpi twice": changed(
        ("kpi: won_deals, weight: 0.4, target: {each: 3}", "kpi: collected, weight: 0.4, target: {of_quota: 1}")
    ),
    "target two ways": changed(("target: {each: 3}", "target: {each: 3, of_quota: 1}")),
    "counted by quota": changed(("target: {each: 3}", "target: {of_quota: 1}")),
    "threshold above the cap": changed((KPIS, KPIS.replace("threshold: 0.5", "threshold: 0.9, cap: 0.8"))),
    "bands out of order": changed(
        (
            "      target_share: 0.6",
            "      modifiers:\n        - kind: bands\n          by: [{kpi: gross_margin_rate}]\n"
            "          bands: [{from: null, times: 1}, {from: 0.3, times: 1.2}, {from: 0.2, times: 1.1}]\n"
            "      target_share: 0.6",
        )
    ),
    "gate without conditions": changed(
        ("      target_share: 0.6", "      gates: {conditions: []}\n      target_share: 0.6")
    ),
    # Time and money handed over
    "instalments of 0.9": changed(
        ("      target_share: 0.6", "      instalments: [{share: 0.7}, {share: 0.2}]\n      target_share: 0.6")
    ),
    "ends before it starts": changed(
        ("      target_share: 0.6", "      starts: 2027-07-01\n      ends: 2027-06-30\n      target_share: 0.6")
    ),
    "no such day": changed(("      target_share: 0.6", "      starts: 2027-02-30\n      target_share: 0.6")),
    "rounding": changed(("      target_share: 0.6", "      rounding: {to: 0}\n      target_share: 0.6")),
    # Other kinds
    "pool not all divided": added(POOL),
    "pool with target pay": added(
        POOL.replace(
            "{mode: marginal, tiers: [{from: 0, rate: 0.01}]}", "{mode: step, pays: target, points: [{at: 0, pays: 1}]}"
        ).replace("0.8", "1")
    ),
    "prizes that rise": added(CONTEST.replace("[1000, 500]", "[500, 1000]") + "}"),
    "ties without a second": added(CONTEST + ", ties: second}"),
    "limit two ways": added("- {kind: limit, id: limit, name: Limit, period: year, at_most: 1000, times_target: 2}"),
    "draw of nothing": added("- {kind: draw, id: draw, name: Draw, period: month, amount: 0}"),
    "allowance by rate": added(
        "- {kind: allowance, id: grade, name: Grade, measure: bookings, period: quarter, "
        "schedule: {mode: step, pays: target, points: [{at: 0, pays: 0}]}}"
    ),
    # KPIs of the plan's own
    "formula": changed(
        (
            "  name: Plan\n",
            "  name: Plan\n  kpis: [{id: per_visit, name: V, unit: money, formula: bookings * visits}]\n",
        )
    ),
    "kpi of the registry": changed(
        ("  name: Plan\n", "  name: Plan\n  kpis: [{id: bookings, name: B, unit: money, formula: invoiced}]\n")
    ),
    # Examples
    "expects nothing": example("{name: half, given: [{amount: 50000}]}"),
    "no such component": example("{name: half, given: [{amount: 50000}], expects: [{component: comission, pays: 1}]}"),
    "given nobody knows": example("{name: half, given: [{kpi: boking, amount: 5}], pays: 0}"),
    "somebody else": example("{name: half, people: [{id: anna}], given: [{amount: 50000, rep: ana}], pays: 0}"),
    "no such level": example("{name: half, people: [{id: rep, level: senior}], pays: 0}"),
    "after the end": example("{name: half, months: 3, given: [{amount: 50000, month: 4}], pays: 0}"),
    "cancelled before": example("{name: half, given: [{amount: 50000, month: 3, cancelled: 2}], pays: 0}"),
    "finer than a coin": example("{name: half, given: [{amount: 0.005}], pays: 0}"),
    "half a deal": example("{name: half, given: [{kpi: won_deals, amount: 0.5}], pays: 0}"),
    "several at once": example("{given: [{amont: 1}], pays: x}")
    .replace("rate: 0.02", "rate: 2 %")
    .replace("quarter", "quartal", 1),
}
COMPLAINTS = Path(__file__).with_name("broken_plans.txt")


def complaints() -> dict[str, list[str]]:
    """What is said of each broken file."""
    parts = COMPLAINTS.read_text(encoding="utf-8").replace("{kpis}", str(len(REGISTRY))).split("== ")[1:]
    return {part.splitlines()[0]: part.splitlines()[1:] for part in parts}


def told(text: str, folder: Path) -> list[str]:
    """The faults of a plan file with this text."""
    file = folder / "plan.yaml"
    file.write_text(text, encoding="utf-8")
    made, faults = read_plan(file)
    assert (made is None) == bool(faults)
    return [str(fault).replace(f"{folder}/", "") for fault in faults]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_plan_is_refused_with_every_complaint_in_its_place(name: str, tmp_path: Path) -> None:
    """Each complaint about a broken plan is word for word the one that was agreed, with file and line."""
    said = told(BROKEN[name], tmp_path)
    assert said == complaints()[name]
    assert all(one.startswith("plan.yaml:") for one in said)


def test_there_are_more_than_forty_broken_plans() -> None:
    """The agreed complaints are those of the broken plans here, and there are over forty."""
    assert len(BROKEN) > 40
    assert list(complaints()) == list(BROKEN)


def test_the_unbroken_plan_has_no_fault(tmp_path: Path) -> None:
    """The plan from which all broken ones are made is in order, so that each complaint is about its change."""
    assert told(GOOD, tmp_path) == []


def test_an_ambiguous_table_is_told_in_money_both_ways() -> None:
    """Three bands without a mode are refused with 12,000 and 20,000, what they pay at 250,000 read either way (O15)."""
    (said,) = complaints()["ambiguous tiers"]
    assert all(amount in said for amount in ("250,000", "12,000", "20,000", "`marginal`", "`whole`"))
