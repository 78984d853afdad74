"""What effort costs a rep, in money."""

from sim.jit import jit


@jit
def effort_cost(effort: float, free: float, cost: float, bend: float) -> float:
    """Money that would just make up to a rep for a month of effort away from what is given freely, either way.

    Source: quadratic disutility (`bend` 2), ½·c·e², as in Holmstrom & Milgrom (1987) and Lal & Srinivasan (1993);
    c·e^g/g, as in Basu, Lal, Srinivasan & Staelin (1985).
    """
    if bend == 2.0:
        return 0.5 * cost * (effort - free) * (effort - free)
    return float(cost * abs(effort - free) ** bend / bend)


@jit
def marginal_effort_cost(effort: float, free: float, cost: float, bend: float) -> float:
    """Money a month for one more unit of effort: the derivative of `effort_cost`."""
    if bend == 2.0:
        return cost * (effort - free)
    more = cost * abs(effort - free) ** (bend - 1.0)
    return float(more if effort >= free else -more)
