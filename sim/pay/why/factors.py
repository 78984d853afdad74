"""Coefficients, scores and gates one by one: each with the value of its indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from scenarios.base import Label
from scenarios.plan import (
    BandModifier,
    Gates,
    Indicator,
    LineModifier,
    MatrixModifier,
    Modifier,
    Score,
    ScoreModifier,
)
from sim.pay.factor import BAND, INDICATOR, NUMBER, OR_ELSE, PERSON, factor_of, indicator, leaf_value
from sim.pay.indicators import Context
from sim.pay.why.lines import Lines, PayLine
from sim.pay.why.step import MILLION, Figures, percent, plain


@dataclass
class Node:
    """A part of a line's code: where it stands, and the parts whose values it takes."""

    op: int
    begin: int
    end: int
    below: list[Node] = field(default_factory=list)

    def chain(self, length: int) -> list[Node]:
        """The operands of a product of so many, in order."""
        return [self] if length <= 1 else [*self.below[0].chain(length - 1), self.below[1]]


def tree(lines: Lines, begin: int, end: int) -> Node:
    """The code between two places as a tree: each step takes the values that stand before it."""
    stack: list[Node] = []
    for place in range(begin, end):
        op = int(lines.paper.table.code[place].op)
        takes = 0 if op in (INDICATOR, NUMBER, PERSON) else 1 if op in (BAND, OR_ELSE) else 2
        below = stack[len(stack) - takes :]
        del stack[len(stack) - takes :]
        stack.append(Node(op, below[0].begin if below else place, place + 1, below))
    (root,) = stack
    return root


class Factors:
    """The coefficients of one line of one person."""

    def __init__(self, lines: Lines, one: PayLine, figures: Figures) -> None:
        self.lines, self.one, self.figures = lines, one, figures
        component = lines.component(one.line)
        scope = ("own", "team", "company")[int(lines.paper.table.lines[one.line].scope)]
        self.context = Context(lines.maker, component, [(one.first, one.last)], scope)
        self.first = int(lines.paper.table.spans[one.line, one.month].first)

    def value(self, node: Node) -> int:
        paper = self.lines.paper
        return factor_of(paper.table, paper.sums, node.begin, node.end, self.one.rep, self.first, self.one.month)

    def told(self, by: Indicator, leaf: int) -> Label:
        """An indicator by name, with its value, or its attainment where a target is given."""
        paper = self.lines.paper
        number, known = indicator(paper.table, paper.sums, leaf, self.one.rep, self.first, self.one.month)
        name = kpi_name(self.lines, by.kpi)
        if not known:
            return Label(en=f"{name.en}: nothing to measure", zh=f"{name.zh}：无可计量")
        recipe = self.lines.maker.recipe(by.kpi)
        shown = self._shown(Fraction(number, MILLION if recipe.below else recipe.over), recipe.unit)
        if by.target is not None:
            full = self.context._one(by, self.one.rep, 0 if by.to_date else self.one.first, self.one.last)
            if full:
                whole = self._shown(full / (MILLION if recipe.below else recipe.over), recipe.unit)
                share = percent(Fraction(number) / full)
                return Label(en=f"{name.en} {shown} of {whole} = {share}", zh=f"{name.zh} {shown}／{whole} = {share}")
        return Label(en=f"{name.en} {shown}", zh=f"{name.zh} {shown}")

    def _shown(self, value: Fraction, unit: str) -> str:
        return self.figures.money(value) if unit == "money" else percent(value) if unit == "ratio" else plain(value)

    def leaves(self, node: Node) -> list[int]:
        """Indicators in a part of the code, in order."""
        code = self.lines.paper.table.code
        return [int(code[place].a) for place in range(node.begin, node.end) if code[place].op == INDICATOR]

    def leaf(self, leaf: int) -> int:
        paper = self.lines.paper
        return leaf_value(paper.table, paper.sums, leaf, self.one.rep, self.first, self.one.month)

    def modifier(self, modifier: Modifier, node: Node) -> Label:
        """What a coefficient goes by, and what it comes to."""
        leaves = self.leaves(node)
        times = plain(Fraction(self.value(node), MILLION))
        match modifier:
            case BandModifier() | LineModifier():
                seen = [self.told(by, leaf) for by, leaf in zip(modifier.by, leaves, strict=True)]
            case MatrixModifier():
                seen = [self.told(axis.by, leaf)
                        for axis, leaf in zip((modifier.rows, modifier.columns), leaves, strict=True)]  # fmt: skip
            case ScoreModifier():
                return self.score(modifier.score, node)
            case _:
                service = int(self.lines.paper.payees.tenure[self.one.rep, self.one.month])
                always = Label(en="always there", zh="一直在职")
                seen = [
                    Label(en=f"{service} months of service", zh=f"司龄 {service} 个月") if service < 10_000 else always
                ]
        joined = _joined(seen)
        return Label(en=f"× {times} for {joined.en}", zh=f"× {times}（{joined.zh}）")

    def score(self, score: Score, node: Node) -> Label:
        """A score line by line, then what is added, and what it comes to."""
        leaves, parts = self.leaves(node), []
        for line, leaf in zip(score.kpis, leaves, strict=False):
            seen = self.told(Indicator(kpi=line.kpi, target=line.target, where=line.where), leaf)
            gives = plain(Fraction(self.leaf(leaf), MILLION))
            weight = plain(Fraction(line.weight))
            parts.append(Label(en=f"{seen.en}, weight {weight}: {gives}", zh=f"{seen.zh}，权重 {weight}：{gives}"))
        begin = len(score.kpis)
        for extra, leaf in zip(score.extra_points, leaves[begin:], strict=False):
            if got := self.leaf(leaf):
                points = plain(Fraction(got, MILLION))
                parts.append(Label(en=f"{self.told(extra, leaf).en}: {points} on top",
                                   zh=f"{self.told(extra, leaf).zh}：加减分 {points}"))  # fmt: skip
        for red, leaf in zip(score.red_lines, leaves[begin + len(score.extra_points) :], strict=False):
            if not self.leaf(leaf):
                parts.append(Label(en=f"{self.told(red, leaf).en}: below a red line, the score is 0",
                                   zh=f"{self.told(red, leaf).zh}：触及红线，得分归零"))  # fmt: skip
        times, joined = plain(Fraction(self.value(node), MILLION)), _joined(parts)
        return Label(en=f"× {times}, the score of {joined.en}", zh=f"× {times}，得分：{joined.zh}")

    def gates(self, gates: Gates, begin: int, end: int) -> Label:
        """Each condition, and whether it is met."""
        told = []
        for condition, leaf in zip(gates.conditions, self.leaves(Node(0, begin, end)), strict=True):
            met, seen = self.leaf(leaf) != 0, self.told(condition, leaf)
            least = percent(Fraction(condition.at_least)) if self._is_share(condition) else plain(
                Fraction(condition.at_least))  # fmt: skip
            told.append(Label(en=f"{seen.en} {'reaches' if met else 'is below'} {least}",
                              zh=f"{seen.zh} {'达到' if met else '低于'} {least}"))  # fmt: skip
        return _joined(told)

    def _is_share(self, by: Indicator) -> bool:
        return by.target is not None or self.lines.maker.recipe(by.kpi).unit == "ratio"


def kpi_name(lines: Lines, kpi_id: str) -> Label:
    """A KPI's name, of the registry or the plan's own."""
    from scenarios.kpis import with_own

    return with_own(lines.paper.plan.kpis)[kpi_id].name


def _joined(parts: Sequence[Label]) -> Label:
    return Label(en="; ".join(part.en for part in parts), zh="；".join(part.zh for part in parts))
