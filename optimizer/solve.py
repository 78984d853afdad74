"""The only file that knows the solver: HiGHS, called through PuLP."""

from dataclasses import dataclass, field, replace
from typing import Literal

import pulp

from optimizer.program import Program, Row, Variable

Status = Literal["optimal", "infeasible", "unbounded", "stopped"]
STATUS: dict[int, Status] = {
    pulp.LpSolutionOptimal: "optimal",
    pulp.LpSolutionInfeasible: "infeasible",
    pulp.LpSolutionUnbounded: "unbounded",
}
SENSE = {"<=": pulp.LpConstraintLE, ">=": pulp.LpConstraintGE, "=": pulp.LpConstraintEQ}
BINDS = 1e-7
"""A row binds where its two sides are this close, as a share of its bound or, if that is larger, of one."""


@dataclass(frozen=True)
class Answer:
    """What the solver found; values and prices only where `status` is "optimal".

    values: by variable. prices: by row, how much the objective would rise if the row's bound were one unit higher.
    """

    status: Status
    objective: float = float("nan")
    values: dict[str, float] = field(default_factory=dict)
    prices: dict[str, float] = field(default_factory=dict)


def solve(program: Program) -> Answer:
    """The smallest objective. The status is read before any value: an infeasible program leaves junk in them."""
    model = pulp.LpProblem("program", pulp.LpMinimize)
    columns = {v.name: model.add_variable(f"x{i}", *_ends(v)) for i, v in enumerate(program.variables)}
    model.setObjective(pulp.LpAffineExpression([(columns[name], c) for name, c in program.objective]))
    for place, row in enumerate(program.rows):
        terms = pulp.LpAffineExpression([(columns[name], c) for name, c in row.terms])
        model.addConstraint(pulp.LpConstraint(terms, SENSE[row.sense], f"r{place}", row.bound))
    model.solve(pulp.HiGHS(msg=False))
    status = STATUS.get(model.sol_status, "stopped")
    if status != "optimal":
        return Answer(status)
    values = {name: float(column.varValue or 0.0) for name, column in columns.items()}
    prices = {row.name: _price(model, f"r{i}") for i, row in enumerate(program.rows)}
    return Answer(status, sum(c * values[name] for name, c in program.objective), values, prices)


def binding(program: Program, answer: Answer) -> tuple[Row, ...]:
    """The inequalities that the answer just keeps."""
    return tuple(row for row in program.rows if row.sense != "=" and abs(_slack(row, answer)) <= BINDS * _size(row))


def clash(program: Program) -> tuple[Row, ...]:
    """Rows that cannot all be kept: without any one of them the others could be. Empty where all can be.

    Source: the deletion filter of Chinneck & Dravnieks (1991), ORSA J. Computing 3.
    """
    free = replace(program, objective=())
    if solve(free).status != "infeasible":
        return ()
    for row in program.rows:
        fewer = free.without(row.name)
        if solve(fewer).status == "infeasible":
            free = fewer
    return free.rows


def relaxation(program: Program, row: Row) -> float | None:
    """By how much a row's bound has to give way, all others kept; None where nothing of that kind helps."""
    slacks = {"<=": (-1.0,), ">=": (1.0,), "=": (-1.0, 1.0)}[row.sense]
    names = [f"give way {i}" for i in range(len(slacks))]
    softer = replace(row, terms=(*row.terms, *zip(names, slacks, strict=True)))
    answer = solve(
        Program(
            program.name,
            (*program.variables, *(Variable(name, 0.0) for name in names)),
            tuple(softer if each.name == row.name else each for each in program.rows),
            tuple((name, 1.0) for name in names),
        )
    )
    return answer.objective if answer.status == "optimal" else None


def _ends(variable: Variable) -> tuple[float | None, float | None]:
    low, high = variable.low, variable.high
    return (None if low == float("-inf") else low), (None if high == float("inf") else high)


def _slack(row: Row, answer: Answer) -> float:
    return sum(c * answer.values[name] for name, c in row.terms) - row.bound


def _size(row: Row) -> float:
    return max(1.0, abs(row.bound))


def _price(model: pulp.LpProblem, name: str) -> float:
    row = model.get_constraint_by_name(name)
    return float(row.pi or 0.0) if row is not None else 0.0
