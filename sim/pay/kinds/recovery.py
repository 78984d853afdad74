"""Guarantees, draws, hold-backs, limits and the minimum wage: pay that looks at other pay."""

from collections.abc import Callable
from fractions import Fraction

from scenarios.plan import Base, Draw, Guarantee, Holdback, Limit, TopUp
from scenarios.plan.terms import Component
from sim.pay.indicators import Context, gates_code, modifiers_code
from sim.pay.maker import MILLION, Maker, UnpayableError
from sim.pay.table import DRAW, FLOOR, HOLDBACK, LIMIT
from sim.quotas import half_up

Wanted = Callable[[int, int, int], Fraction]
"""Coins of (rep, first month, last month)."""


def make_guarantee(maker: Maker, component: Guarantee) -> None:
    """Made up to so much, for the days on which the rep is there."""

    def wanted(rep: int, first: int, last: int) -> Fraction:
        return _early(maker, component.months, rep, last) * Fraction(component.amount) * maker.money * (
            maker.payees.part_there(rep, first, last))  # fmt: skip

    _about_pay(maker, component, FLOOR, component.period, component.of, wanted)


def make_top_up(maker: Maker, component: TopUp) -> None:
    """Made up to the minimum wage, salaries counting as wage."""
    minimum = maker.payees.minimum_wage
    if component.minimum is not None:
        minimum = half_up(Fraction(component.minimum) * maker.money)
    if minimum is None:
        raise UnpayableError(f"{component.id}: no minimum wage is stated; give `minimum`, or the company's")
    least = minimum

    def wanted(rep: int, first: int, last: int) -> Fraction:
        return least * maker.payees.part_there(rep, first, last)

    everything = component.of or tuple(name for name in _above(maker, component))
    _about_pay(maker, component, FLOOR, "month", everything, wanted)


def make_draw(maker: Maker, component: Draw) -> None:
    """Advanced up to so much; recovered from what is earned above it."""

    def wanted(rep: int, first: int, last: int) -> Fraction:
        return _early(maker, component.months, rep, last) * Fraction(component.amount) * maker.money * (
            maker.payees.part_there(rep, first, last))  # fmt: skip

    line = _about_pay(maker, component, DRAW, component.period, component.of, wanted)
    maker.lines[line]["c"] = int(component.recovered * MILLION)


def make_limit(maker: Maker, component: Limit) -> None:
    """Taken off above so much."""

    def wanted(rep: int, first: int, last: int) -> Fraction:
        if component.at_most is not None:
            return Fraction(component.at_most) * maker.money
        assert component.times_target is not None
        return Fraction(component.times_target) * maker.payees.variable[rep] * (last + 1 - first) / 12

    _about_pay(maker, component, LIMIT, component.period, component.of, wanted)


def make_holdback(maker: Maker, component: Holdback) -> None:
    """Withheld month by month, released at the period's end."""
    begin, end = maker.keep(_places(maker, component.of))
    line = maker.line(component, HOLDBACK, a=begin, b=end, c=int(component.share * MILLION))
    periods = maker.periods(line, component, component.period)
    for rep in range(len(maker.payees.ids)):
        for first, last in periods if maker.paid(component, rep) else ():
            maker.curves[line][rep, first : last + 1] = 0
    context = Context(maker, component, periods)
    maker.lines[line]["code"], maker.lines[line]["code_end"] = maker.run(modifiers_code(context, component.modifiers))
    maker.lines[line]["gate"], maker.lines[line]["gate_end"] = maker.run(gates_code(context, component.gates))


def _about_pay(maker: Maker, component: Component, kind: int, period: str, of: tuple[str, ...], wanted: Wanted) -> int:
    """A line that compares what components paid in a period with so many coins, by rep and month."""
    begin, end = maker.keep(_places(maker, of or tuple(_variable_above(maker, component))))
    line = maker.line(component, kind, a=begin, b=end)
    reps, months = maker.shape
    amounts = [[0] * reps for _ in range(months)]
    for first, last in maker.periods(line, component, period):
        for rep in range(reps):
            if maker.paid(component, rep):
                maker.curves[line][rep, first : last + 1] = 0
                held = 1 if kind == LIMIT else _held(maker, component, first, last)
                amounts[last][rep] = half_up(wanted(rep, first, last) * held)
    maker.lines[line]["d"], _ = maker.keep([amount for month in amounts for amount in month])
    return line


def _held(maker: Maker, component: Component, first: int, last: int) -> Fraction:
    """The part of a period in which a component holds, month by month."""
    return sum((maker.in_force(component, month) for month in range(first, last + 1)), Fraction(0)) / (last + 1 - first)


def _early(maker: Maker, months: int | None, rep: int, month: int) -> int:
    """1 in the first months after joining, or always where nothing is said; else 0."""
    return 1 if months is None or 0 <= int(maker.payees.tenure[rep, month]) < months else 0


def _above(maker: Maker, component: Component) -> list[str]:
    names = [c.id for c in maker.plan.components]
    return names[: names.index(component.id)]


def _variable_above(maker: Maker, component: Component) -> list[str]:
    salaries = {c.id for c in maker.plan.components if isinstance(c, Base)}
    return [name for name in _above(maker, component) if name not in salaries]


def _places(maker: Maker, names: tuple[str, ...]) -> list[int]:
    everything = [c.id for c in maker.plan.components]
    return [everything.index(name) for name in names]
