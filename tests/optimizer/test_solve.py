"""The only file that knows the solver: answers, prices, clashes; and published answers of small programs."""

import json
from pathlib import Path

import pytest

from optimizer.program import Program, Row, Sense, Terms, Variable
from optimizer.solve import binding, clash, relaxation, solve
from optimizer.targets import fair_quotas, fair_split
from scenarios.base import Label

ORACLES = Path(__file__).resolve().parents[3] / "shared" / "oracles" / "theory.json"
SAYS = Label(en="a demand", zh="要求")


def row(name: str, terms: Terms, sense: Sense, bound: float) -> Row:
    return Row(name, terms, sense, bound, SAYS)


def small(*more: Row) -> Program:
    """At most 4 of both, at most 3 of one."""
    x, y = Variable("x", 0, 10), Variable("y", 0, 10)
    rows = (row("both", (("x", 1.0), ("y", 1.0)), "<=", 4), row("one", (("x", 1.0),), "<=", 3))
    return Program("small", (x, y), (*rows, *more), (("x", -2.0), ("y", -1.0)))


def test_the_smallest_objective_is_found() -> None:
    """Two units of profit for x, one for y: three of x and one of y."""
    answer = solve(small())
    assert answer.status == "optimal"
    assert answer.objective == pytest.approx(-7)
    assert answer.values == pytest.approx({"x": 3, "y": 1})


def test_a_price_is_what_one_more_unit_of_room_changes() -> None:
    """Each row's price equals the change of the optimum when its bound is one higher."""
    answer = solve(small())
    roomier = Program("roomier", small().variables, (row("both", (("x", 1.0), ("y", 1.0)), "<=", 5), small().rows[1]),
                      small().objective)  # fmt: skip
    assert answer.prices["both"] == pytest.approx(solve(roomier).objective - answer.objective) == pytest.approx(-1)


def test_rows_that_are_just_kept_bind() -> None:
    """Both limits bind, one that is far away does not."""
    program = small(row("far", (("x", 1.0), ("y", 1.0)), "<=", 9))
    assert [r.name for r in binding(program, solve(program))] == ["both", "one"]


def test_infeasible_and_unbounded_are_told_apart_and_have_no_values() -> None:
    """The status says which, and no number is handed out."""
    assert solve(small(row("much", (("y", 1.0),), ">=", 5))).status == "infeasible"
    free = Program("free", (Variable("x"),), (), (("x", -1.0),))
    assert solve(free).status in ("unbounded", "infeasible")
    assert solve(free).values == {}


def test_a_clash_names_only_rows_that_clash() -> None:
    """Five of y and at most four of both cannot be; the limit on x has nothing to do with it."""
    program = small(row("much", (("y", 1.0),), ">=", 5))
    assert [r.name for r in clash(program)] == ["both", "much"]
    assert clash(small()) == ()


def test_each_clashing_row_would_have_to_give_way_by_so_much() -> None:
    """One unit of either is enough, and with it the program can be solved."""
    program = small(row("much", (("y", 1.0),), ">=", 5))
    assert [relaxation(program, r) for r in clash(program)] == pytest.approx([1, 1])
    assert solve(small(row("much", (("y", 1.0),), ">=", 4))).status == "optimal"


def test_a_program_is_checked_when_it_is_made() -> None:
    """A name that stands twice, and a term without a variable, are mistakes of whoever wrote the program."""
    with pytest.raises(ValueError, match="named twice: both"):
        small(row("both", (("x", 1.0),), "<=", 1))
    with pytest.raises(ValueError, match="no such variable: z"):
        small(row("new", (("z", 1.0),), "<=", 1))


def test_fair_split_of_the_published_case() -> None:
    """Quotas of 300 for potentials 100, 80, 60 and 40: every quota is 1.07143 times what can be sold (evidence §3)."""
    answer = solve(fair_split(300, (100, 80, 60, 40), (0,) * 4, (300,) * 4))
    assert answer.objective == pytest.approx(300 / 280, abs=1e-9)
    quotas = [answer.values[f"quota[{i}]"] for i in range(4)]
    assert quotas == pytest.approx([300 / 280 * p for p in (100, 80, 60, 40)])


def test_fair_split_with_floors_of_the_published_case() -> None:
    """Floors of 70 and 55 for the two smallest make the hardest 1.375 times its potential (evidence §3)."""
    answer = solve(fair_split(300, (100, 80, 60, 40), (0, 0, 70, 55), (300,) * 4))
    assert answer.objective == pytest.approx(1.375, abs=1e-9)


def test_the_fair_split_eases_the_next_hardest_too() -> None:
    """Beside two floors the free quotas are as easy as one another; who sells nothing carries as little as may be."""
    high, potentials = (300,) * 4, (100, 80, 60, 40)
    quotas = fair_quotas(300, potentials, (0, 0, 70, 55), high)
    assert quotas == pytest.approx([175 * 100 / 180, 175 * 80 / 180, 70, 55])
    assert fair_quotas(300, potentials, (0,) * 4, high) == pytest.approx([300 / 280 * p for p in potentials])
    assert fair_quotas(100, (50, 0), (10, 10), (200, 200)) == pytest.approx([90, 10])


def test_pay_of_the_published_principal_agent_program() -> None:
    """Wages of the seminar's third scenario cost 12.6667 (PA-LP3); the plan itself is not unique."""
    if not ORACLES.exists():
        pytest.skip("the collection of published answers is not beside this checkout")
    case = next(c for c in json.loads(ORACLES.read_text(encoding="utf-8")) if c["id"] == "PA-LP3")
    program = Program(
        "PA-LP3",
        (Variable("high", 0), Variable("low", 0)),
        (row("stay", (("high", 0.7), ("low", 0.3)), ">=", 12), row("try", (("high", 0.3), ("low", -0.3)), ">=", 2)),
        (("high", 0.8), ("low", 0.2)),
    )
    assert solve(program).objective == pytest.approx(case["outputs"]["E"], abs=1e-6)
    assert solve(program).objective == pytest.approx(38 / 3, abs=1e-9)
