"""Simulate, make linear, solve, simulate again: a search inside a trust region, on the same draws all along."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.decision import BlockName, Values
from optimizer.levers import Levers
from optimizer.program import Program, Row, Terms, Variable
from optimizer.rails import Rails
from optimizer.response import Response, Simulate, learn
from optimizer.sample import Sample
from optimizer.solve import Answer, clash, relaxation, solve

FIRST, LEAST, MOST = 0.25, 0.02, 0.25
"""Radius of the trust region, in each decision's step: at first, when the search ends, and at most."""
WIDEST = 1.0
"""Where the rails cannot be kept within this radius, anything goes."""
GOOD, ENOUGH = 0.75, 0.1
"""Share of the predicted gain above which the region grows, and below which the step is taken back."""
WORTH = 1e-4
"""A predicted gain below this share of margin after pay is none."""
HOPE = 0.5
"""A predicted gain below this many standard errors of a simulated one could not be told from luck: the search ends."""
PATIENCE = 3
"""Turns in a row without a better plan after which a group of blocks is left alone."""
CORRECTIONS = 2
"""How often a step that misses a rail is corrected."""
DOUBT = 1.0
"""A slope counts for so many of its standard errors less than it was measured at."""
TINY = 1e-6
"""A change that earns nothing is not made: it costs this share of margin a step."""


class Clash(Exception):  # noqa: N818 - it is an answer
    """Demands that cannot all be kept: the rows, and by how much each alone would have to give way."""

    def __init__(self, rows: tuple[Row, ...], relaxations: tuple[float | None, ...]) -> None:
        self.rows, self.relaxations = rows, relaxations
        super().__init__("; ".join(row.says.en for row in rows))


PLAN: tuple[BlockName, ...] = ("curve", "weights", "salary")
SPLIT: tuple[BlockName, ...] = ("targets",)
GROUPS: tuple[tuple[BlockName, ...], ...] = (PLAN, SPLIT, (*PLAN, *SPLIT))
"""Blocks that move together. What a curve pays depends on attainment, sales over quota: slopes of one say little of
the other's once it has moved, so they take turns; at the end of a turn they may move as one."""


@dataclass(frozen=True)
class Step:
    """One turn of the search: by how much margin after pay was to rise, by how much it rose in the simulation.

    missed: by how much money the plan reached misses the rails. accepted: whether the search went on from it.
    """

    group: tuple[BlockName, ...]
    radius: float
    predicted: float
    realised: float
    missed: float
    accepted: bool


@dataclass(frozen=True)
class Found:
    """What a search came to. values, sample: the best plan and its years on the search's draws.

    best_after: how many of the steps led there. turns: each group's last program that promised anything, with its
    answer and slopes.
    """

    values: dict[str, float]
    sample: Sample
    steps: tuple[Step, ...] = ()
    best_after: int = 0
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True)
class Turn:
    """A program about one group's decisions, its answer, and the slopes behind it."""

    group: tuple[BlockName, ...]
    program: Program
    answer: Answer
    response: Response


@dataclass
class _Group:
    """How far a group of blocks may move at once, and from which side its slopes were learnt."""

    names: tuple[BlockName, ...]
    radius: float = FIRST
    side: int = 1
    idle: int = 0
    turn: Turn | None = None

    @property
    def done(self) -> bool:
        return self.idle >= PATIENCE or self.radius < LEAST


@dataclass
class _Place:
    """Where a search stands."""

    values: dict[str, float]
    sample: Sample


def search(levers: Levers, rails: Rails, simulate: Simulate, turns: int) -> Found:
    """The best plan found, by merit, each group of blocks having had so many turns at most.

    Raises Clash where the rails cannot be kept at all.
    """
    groups = _groups(levers)
    here = _Place(levers.today, simulate(levers.today))
    best, best_after, steps = here, 0, []
    clashes: list[Clash] = []
    for _ in range(turns):
        for group in groups:
            if group.done:
                continue
            try:
                reached, step = _turn(levers, rails, simulate, here, group)
            except Clash as found:
                clashes.append(found)
                group.idle = PATIENCE
                continue
            if step is None:
                continue
            better = rails.merit(reached.sample) > rails.merit(best.sample)
            steps.append(replace(step, accepted=step.accepted or better))
            here = reached if steps[-1].accepted else here
            if better:
                best, best_after, group.idle = reached, len(steps), 0
    if len(clashes) == len(groups) and not steps:
        raise clashes[-1]
    told = tuple(group.turn for group in groups if group.turn)
    return Found(best.values, best.sample, tuple(steps), best_after, told)


def _groups(levers: Levers) -> list[_Group]:
    """Those that have something to move, each once."""
    chosen = (tuple(name for name in each if name in levers.names) for each in GROUPS)
    return [_Group(names) for names in dict.fromkeys(chosen) if names]


def _turn(levers: Levers, rails: Rails, simulate: Simulate, here: _Place, group: _Group) -> tuple[_Place, Step | None]:
    """Learns, solves, simulates; widens or narrows the group's region. No step where none promises anything."""
    response = learn(levers, here.values, simulate, group.radius, group.side, rails.risk_aversion, group.names)
    program, answer, radius = _best_step(levers, rails, response, group)
    group.side = -group.side
    trial = _values(levers, answer)
    promised, debt = _promised(program, levers, here.values, trial), rails.price(here.sample)
    predicted = promised + debt
    if predicted <= WORTH * abs(float(here.sample.margin.mean())):
        nobody_answers = not response.gross.any() and not debt
        group.idle, group.radius = PATIENCE if nobody_answers else group.idle + 1, group.radius / 2
        return here, None
    group.turn = Turn(group.names, program, answer, response)
    reached = _lived(levers, rails, simulate, group.turn, trial)
    realised = rails.merit(reached.sample) - rails.merit(here.sample)
    luck = _luck(reached.sample, here.sample)
    accepted = realised + luck >= ENOUGH * predicted
    margin = float((reached.sample.margin - here.sample.margin).mean())
    step = Step(group.names, radius, promised, margin, rails.missed(reached.sample), accepted)
    group.idle = PATIENCE if predicted < HOPE * luck else group.idle + 1
    if realised >= GOOD * predicted:
        group.radius = min(MOST, 1.5 * group.radius)
    elif not accepted:
        group.radius /= 2
    return reached, step


def _lived(levers: Levers, rails: Rails, simulate: Simulate, turn: Turn, trial: dict[str, float]) -> _Place:
    """The trial's years; where rails are missed, those of the step corrected by what slopes were wrong about."""
    reached = _Place(trial, simulate(trial))
    for _ in range(CORRECTIONS):
        mended = _corrected(levers, rails, turn, reached) if rails.missed(reached.sample) else None
        if mended is None:
            break
        again = _Place(mended, simulate(mended))
        if rails.merit(again.sample) <= rails.merit(reached.sample):
            break
        reached = again
    return reached


def step_program(
    levers: Levers, rails: Rails, response: Response, radius: float, group: tuple[BlockName, ...]
) -> Program:
    """The step from a plan as a program in changes from today's: `more` and `less` of each decision of the group."""
    names = [d.name for d in levers.decisions]
    today = levers.today
    variables, objective = [], []
    for d, slope, error in zip(levers.decisions, response.margin, response.gross_error, strict=True):
        reach = radius * d.step if d.block in group else 0.0
        low = max(d.low, response.at[d.name] - reach) - d.now
        high = min(d.high, response.at[d.name] + reach) - d.now
        low, high = min(low, high), max(low, high)
        variables += [Variable(f"more {d.name}", max(0.0, low), max(0.0, high)),
                      Variable(f"less {d.name}", max(0.0, -high), max(0.0, -low))]  # fmt: skip
        doubt = DOUBT * error + TINY * abs(float(response.here.margin.mean())) / d.step
        objective += [(f"more {d.name}", doubt - slope), (f"less {d.name}", doubt + slope)]
    rows = [_in_changes(row, today) for row in (*levers.rows, *rails.rows(names, response))]
    return Program("step", tuple(variables), tuple(rows), tuple(objective))


def _best_step(levers: Levers, rails: Rails, response: Response, group: _Group) -> tuple[Program, Answer, float]:
    """Within the radius; where the rails cannot be kept so near, within the next wider one in which they can.

    Also says which.
    """
    radius = group.radius
    while True:
        program = step_program(levers, rails, response, radius, group.names)
        answer = solve(program)
        if answer.status == "optimal":
            return program, answer, radius
        if radius > WIDEST:
            rows = clash(program)
            raise Clash(rows, tuple(relaxation(program, row) for row in rows))
        radius *= 2 if radius < WIDEST else 1 / TINY


def _corrected(levers: Levers, rails: Rails, turn: Turn, reached: _Place) -> dict[str, float] | None:
    """The same step with each rail moved by as much as its slopes were wrong about the trial.

    Source: second-order correction; Nocedal & Wright (2006), Numerical Optimization, section 15.6.
    """
    told = {row.name: row for row in rails.rows([d.name for d in levers.decisions], turn.response)}
    wrong = {
        name: room - (sum(c * reached.values[d] for d, c in told[name].terms) - told[name].bound)
        for name, room in rails.rooms(reached.sample).items()
    }
    rows = tuple(replace(row, bound=row.bound - wrong.get(row.name, 0.0)) for row in turn.program.rows)
    answer = solve(replace(turn.program, rows=rows))
    return _values(levers, answer) if answer.status == "optimal" else None


def _values(levers: Levers, answer: Answer) -> dict[str, float]:
    moved = {d.name: answer.values[f"more {d.name}"] - answer.values[f"less {d.name}"] for d in levers.decisions}
    return {d.name: float(np.clip(d.now + moved[d.name], d.low, d.high)) for d in levers.decisions}


def _promised(program: Program, levers: Levers, at: Values, trial: Values) -> float:
    """What the program says a plan is better than the one at hand."""
    costs = dict(program.objective)
    gain = 0.0
    for d in levers.decisions:
        for values, sign in ((at, 1.0), (trial, -1.0)):
            change = values[d.name] - d.now
            gain += sign * abs(change) * costs[f"{'more' if change > 0 else 'less'} {d.name}"]
    return gain


def _luck(sample: Sample, other: Sample) -> float:
    """Standard error of the difference in margin: a step is taken back only where more than luck speaks against it."""
    change = sample.margin - other.margin
    return float(change.std(ddof=1)) / np.sqrt(len(change)) if len(change) > 1 else 0.0


def _in_changes(row: Row, today: Values) -> Row:
    """A row about numbers as one about their changes."""
    terms: Terms = tuple(
        term for name, c in row.terms for term in ((f"more {name}", c), (f"less {name}", -c))
    )  # fmt: skip
    return replace(row, terms=terms, bound=row.bound - sum(c * today[name] for name, c in row.terms))
