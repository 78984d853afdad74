"""What effort costs a rep, in money."""

from sim.jit import jit


@jit
def effort_cost(effort: float, free: float, cost: float) -> float:
    """Money that would just make up to a rep for a month of effort away from what is given freely, either way.

    Source: quadratic disutility, ½·c·e², as in Holmstrom & Milgrom (1987) and Lal & Srinivasan (1993).
    """
    return 0.5 * cost * (effort - free) * (effort - free)


@jit
def marginal_effort_cost(effort: float, free: float, cost: float) -> float:
    """Money a month for one more unit of effort: the derivative of `effort_cost`."""
    return cost * (effort - free)
