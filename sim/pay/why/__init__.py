"""Why a line pays what it pays: tier by tier, coefficient by coefficient, in words of both languages."""

from sim.pay.why.explain import explain
from sim.pay.why.lines import PayLine, lines_of
from sim.pay.why.step import Step

__all__ = ["PayLine", "Step", "explain", "lines_of"]
