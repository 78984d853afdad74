"""Components that a lever would move if they were plainer: left as they are, and named with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from optimizer.decision import BlockName
from scenarios.plan import Allowance, AnyComponent, Commission, MatrixSchedule, Pool, Scorecard
from scenarios.scenario import Scenario


def left_alone(scenario: Scenario, levers: Collection[BlockName]) -> list[str]:
    """A sentence for each component that these levers leave as it is although it has a curve or weights."""
    return [
        f"{component.id} stays as it is: {why}"
        for component in scenario.plan.components
        for why in _reasons(component, levers)
    ]


def _reasons(component: AnyComponent, levers: Collection[BlockName]) -> Iterator[str]:
    if "curve" in levers:
        if isinstance(component, Commission) and isinstance(component.schedule, MatrixSchedule):
            yield "it pays by two indicators at once, which is no curve"
        elif isinstance(component, Commission) and component.basis == "deal":
            yield "it pays deal by deal, and not on the sum of a period"
        elif isinstance(component, Commission) and component.basis == "cumulative":
            yield "its sum runs on over pay periods"
        elif isinstance(component, Pool | Allowance):
            yield f"curves of a component of kind {component.kind} are not searched"
    if "weights" in levers and isinstance(component, Scorecard) and component.combine == "multiplicative":
        yield "its attainments multiply, so that there are no weights to move"
