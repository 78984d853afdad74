"""The oracles as plan files: every case and every edge is an example, and every example is paid to the cent."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pay_edges import Boundary, Written, boundaries

from scenarios.load import library, plan_library, read
from scenarios.plan import Example
from scenarios.plan_file import PlanFile, load_plan, read_plan
from sim.pay.examples import run_examples
from sim.pay.legal import deductible

FOLDER = Path(__file__).parents[1] / "plans"
FILES = sorted(FOLDER.glob("*.yaml"))
WORKED = sorted((FOLDER / "kinds").glob("*.yaml"))
"""One for each kind of component that no oracle has, worked out by hand in its comments."""
ORACLE_FILE = Path(__file__).parents[2].parent / "shared" / "oracles" / "pay.json"
COIN = 100
beside = pytest.mark.skipif(not ORACLE_FILE.exists(), reason="the oracles are not beside this checkout")
ORACLES: dict[str, Any] = {}
if ORACLE_FILE.exists():
    listed = json.loads(ORACLE_FILE.read_text(encoding="utf-8"), parse_float=Decimal)["oracles"]
    ORACLES = {oracle["id"]: oracle for oracle in listed}
EDGES: list[Boundary] = boundaries(ORACLES) if ORACLES else []
WITHOUT_EDGES = {"o12_five", "o12_two", "o18"}
"""A pool and a deferral are straight from zero on."""


def stem(path: Path) -> str:
    return path.stem


@pytest.fixture(scope="module")
def files() -> dict[str, PlanFile]:
    return {path.stem: load_plan(path) for path in FILES}


@pytest.mark.parametrize("path", [*FILES, *WORKED], ids=stem)
def test_every_example_is_paid_to_the_cent(path: Path) -> None:
    """Each example of each file, run through the engine, pays what it says, part by part."""
    file = load_plan(path)
    assert file.examples
    missed = [(result.example.name.en, miss) for result in run_examples(file) for miss in result.misses]
    assert missed == []


@pytest.mark.parametrize("path", FILES, ids=stem)
def test_an_example_that_expects_a_coin_more_fails(path: Path) -> None:
    """The null twin: with a coin more expected, not one example of any file passes."""
    file = load_plan(path)
    more = []
    for example in file.examples:
        told = example.model_dump()
        told |= {"pays": None if example.pays is None else example.pays + Decimal("0.01")}
        told["expects"] = [row | {"pays": row["pays"] + Decimal("0.01")} for row in told["expects"]]
        more.append(Example.model_validate(told))
    changed = PlanFile.model_validate(file.model_dump(by_alias=True) | {"examples": [e.model_dump() for e in more]})
    assert all(result.misses for result in run_examples(changed))


@pytest.mark.parametrize("name", plan_library())
def test_bundled_plans_pay_what_their_comments_work_out(name: str) -> None:
    """Each bundled plan is found by its name, has several examples in both languages, and pays them to the coin."""
    file = load_plan(name)
    assert len(file.examples) >= 5
    assert all(example.name.en != example.name.zh for example in file.examples)
    assert [(result.example.name.en, miss) for result in run_examples(file) for miss in result.misses] == []


def test_a_bundled_plan_is_no_scenario_and_its_name_is_suggested() -> None:
    """`saas_ae` names a plan, not a scenario; a slip of the pen is answered with the name that was meant."""
    assert "saas_ae" in plan_library()
    assert "saas_ae" not in library()
    made, (fault,) = read_plan("saas_ea")
    assert made is None
    assert "saas_ae" in str(fault)
    assert read("saas_ae")[0] is None


# ── the files say what the oracles say ──────────────────────────────────────────────────────────


@beside
def test_every_edge_of_every_oracle_has_its_three_examples(files: dict[str, PlanFile]) -> None:
    """A coin below, on and above each edge: all of them stand in the files, with what the table pays in fractions."""
    written = {
        (name, example.name.en): without_name(example) for name, file in files.items() for example in file.examples
    }
    expected = {(edge.plan, edge.name): without_name(Example.model_validate(edge.example)) for edge in EDGES}
    assert {key: written.get(key) for key in expected} == expected
    assert len(expected) == len(EDGES) == 3 * len({(edge.plan, edge.edge) for edge in EDGES})
    assert {edge.plan for edge in EDGES} == set(files) - WITHOUT_EDGES


def without_name(example: Example) -> Written:
    return example.model_dump(exclude={"name"})


@beside
def test_every_edge_of_every_schedule_is_one_of_them(files: dict[str, PlanFile]) -> None:
    """Counted from the plan files themselves: no edge of a schedule, gate or table of coefficients is left out."""
    counted = {name: len({edge.edge for edge in EDGES if edge.plan == name}) for name in files}
    found = {name: edges_in(file.plan.model_dump(by_alias=True)) for name, file in files.items()}
    found["o8"] *= 2  # each edge is reached by the month, and by the year to date
    found["o9"] -= 2  # the task is the edge of three components at once
    found["s8"] -= 6  # each product's 95 % stands in three gates
    found["o13"] = 6  # the edges are the tax table's
    assert {name: number for name, number in found.items() if name not in WITHOUT_EDGES} == {
        name: number for name, number in counted.items() if name not in WITHOUT_EDGES
    }


def edges_in(part: Any) -> int:
    """Starts of tiers, points, bands, rows and columns above the lowest; thresholds; values of conditions."""
    if isinstance(part, dict):
        own = sum(1 for key in ("from", "at", "at_least") if isinstance(part.get(key), Decimal) and part[key] > 0)
        axis = part.get("from")
        own += sum(1 for edge in axis if edge > 0) if isinstance(axis, list | tuple) else 0
        return own + sum(edges_in(value) for value in part.values())
    return sum(edges_in(item) for item in part) if isinstance(part, list | tuple) else 0


@beside
def test_the_files_carry_every_case_of_the_oracles(files: dict[str, PlanFile]) -> None:
    """Every case of the collection stands in a file, with the collection's own money; S10 is simulated elsewhere."""
    for name, given, pays in every_case():
        said = [total(example) for example in files[name].examples if amounts(example) == given]
        assert said
        assert set(said) == {pays}, (name, given)
    covered = {name.split("_")[0].upper().replace("O1B", "O1b") for name in files}
    assert covered | {"O14", "S10"} == set(ORACLES)


def amounts(example: Example) -> tuple[Decimal, ...]:
    return tuple(given.amount for given in example.given)


def total(example: Example) -> Decimal:
    """What the first person is paid, or the last month's row of the component looked at."""
    if example.expects:
        return example.expects[-1].pays
    assert example.pays is not None
    return example.pays


def every_case() -> Iterator[tuple[str, tuple[Decimal, ...], Decimal]]:
    """(file, amounts given in order, pay) of all cases but those with people of their own."""
    for name in ("O1", "O2", "O4", "O9", "O11", "S1", "S3", "S5"):
        yield from ((name.lower(), (Decimal(sold),), Decimal(pays)) for sold, pays in ORACLES[name]["cases"])
    for name, key in {"o3_whole": "cases", "o3_marginal": "marginal_twin"}.items():
        yield from ((name, (Decimal(sold),), Decimal(pays)) for sold, pays in ORACLES["O3"][key])
    yield from (("o6", (Decimal(sold),), Decimal(pays)) for sold, pays in ORACLES["O6"]["cases"])
    yield from (("o13", (Decimal(bonus),), Decimal(bonus)) for bonus, _, _ in ORACLES["O13"]["cases"])
    yield from ((f"o15_{mode}", (Decimal(250_000),), Decimal(pays)) for mode, pays in ORACLES["O15"]["cases"])
    for (row, column), _, pays in ORACLES["O10"]["cases"]:
        yield "o10", (Decimal(row * 1000), Decimal(100_000), Decimal(column * 1000)), Decimal(pays)
    for name in ("S4", "S6", "S7"):
        for case in ORACLES[name]["cases"]:
            for mode in {"marginal", "whole"} & case.keys():
                file = "s7" if name == "S7" else f"{name.lower()}_{mode}"
                yield file, (Decimal(case["at"]),), Decimal(case[mode])
    for case in ORACLES["S9"]["cases"]:
        given = (Decimal(case["sales"]), case["sales"] * Decimal(case["margin"]))
        yield from ((f"s9_{mode}", given, Decimal(case[mode])) for mode in ("marginal", "whole"))
    yield from (("s8", tuple(map(Decimal, sold.values())), Decimal(pays)) for sold, pays in ORACLES["S8"]["cases"])
    yield from (("o1b", (Decimal(sold),), Decimal(pays)) for sold, pays in ORACLES["O1b"]["cases"])
    yield "s2", tuple(Decimal(sold) for sold, _ in ORACLES["S1"]["cases"]), Decimal(ORACLES["S2"]["cases"][0][1])
    yield "s1", tuple(Decimal(sold) for sold, _ in ORACLES["S1"]["cases"]), Decimal(ORACLES["S1"]["sum"])


@beside
def test_parts_and_shares_are_the_oracles(files: dict[str, PlanFile]) -> None:
    """O8 and O18: the instalments; O12: each member's part; O13: the tax and what is left."""
    eight = [example.expects[0] for example in files["o8"].examples[:4]]
    assert [(row.pays, *row.instalments) for row in eight] == [tuple(pays) for _, pays in ORACLES["O8"]["cases"]]
    ((ten_thousand, parts),) = ORACLES["O18"]["cases"]
    deferred = files["o18"].examples[0].expects[0]
    assert (deferred.pays, list(deferred.instalments)) == (ten_thousand, parts)
    for name, (_, shares) in zip(("o12_five", "o12_two"), ORACLES["O12"]["cases"], strict=True):
        assert [row.pays for row in files[name].examples[0].expects] == shares
    taxed = [(e.pays, e.tax, (e.pays or 0) - (e.tax or 0)) for e in files["o13"].examples[:6]]
    assert taxed == [tuple(case) for case in ORACLES["O13"]["cases"]]


# ── what is no plan file ────────────────────────────────────────────────────────────────────────


def test_ambiguous_tiers_are_refused_with_both_readings() -> None:
    """O15: the file without a mode is refused at its line, and both readings are named in money."""
    made, faults = read_plan(FOLDER / "refused" / "o15.yaml")
    assert made is None
    (fault,) = faults
    assert (fault.line, fault.path) == (13, "plan.components[commission].schedule")
    for said in ("`marginal`", "12,000", "`whole`", "20,000", "250,000"):
        assert said in str(fault)


@beside
def test_deductions_stop_where_the_oracle_says() -> None:
    """O14: the least of penalty, a fifth of the wage and what is left above the minimum; a coin around each, too."""
    minimum = ORACLES["O14"]["minimum"] * COIN
    for (wage, asked), taken in ORACLES["O14"]["cases"]:
        assert deductible(wage * COIN, asked * COIN, minimum) == taken * COIN
    for wage in (minimum, minimum * 5 // 4):  # nothing left; a fifth of the wage is all that is left
        for coin in (-1, 0, 1):
            left = wage + coin - minimum
            assert deductible(wage + coin, 10**9, minimum) == max(0, min((wage + coin) // 5, left))
    for asked in (160_000 - 1, 160_000, 160_000 + 1):
        assert deductible(800_000, asked, minimum) == min(asked, 160_000)
