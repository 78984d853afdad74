"""A KPI's formula as data: text such as `won_deals / (won_deals + lost_deals)`, read once, never executed.

A formula is linear in measures, or one linear part over another. That is all a KPI needs, and it keeps two promises:
it can be computed exactly, and a team's value comes from the sums of its members' measures.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from scenarios.base import Problem, Problems

MOST_SIGNS = 300
FINEST = 10**6
"""Coefficients have denominators up to this: a millionth, a third, a sixtieth."""
LARGEST = 10**12
ALLOWED = "allowed are measures, plain numbers such as 0.5, + - * / and parentheses"
SHAPE = "a formula is linear in measures, or one linear part over another"
NAME = r"[a-z][a-z0-9_]*"
"""How measures are named."""
_WORD = re.compile(rf" |{NAME}|(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|[-+*/()]")
_PLAIN = {"（": "(", "）": ")", "＋": "+", "－": "-", "−": "-", "–": "-", "×": "*", "＊": "*", "÷": "/", "／": "/"}


@dataclass(frozen=True)
class Linear:
    """Coefficients by measure, in order of the measures' names and never zero, and a number that is added."""

    terms: tuple[tuple[str, Fraction], ...] = ()
    constant: Fraction = Fraction(0)

    @property
    def is_number(self) -> bool:
        return not self.terms

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """Every coefficient, and what is added."""
        return (*(coefficient for _, coefficient in self.terms), self.constant)

    def at(self, sums: Mapping[str, Fraction | int]) -> Fraction:
        """Its value where the measures come to these sums."""
        return sum((coefficient * sums[name] for name, coefficient in self.terms), self.constant)

    def __add__(self, other: Linear) -> Linear:
        total = dict(self.terms)
        for name, coefficient in other.terms:
            total[name] = total.get(name, Fraction(0)) + coefficient
        kept = tuple(sorted((name, coefficient) for name, coefficient in total.items() if coefficient))
        return Linear(kept, self.constant + other.constant)

    def times(self, factor: Fraction) -> Linear:
        terms = tuple((name, coefficient * factor) for name, coefficient in self.terms) if factor else ()
        return Linear(terms, self.constant * factor)


ONE = Linear(constant=Fraction(1))


@dataclass(frozen=True)
class Formula:
    """top / bottom; where nothing is divided by, bottom is the number 1. text: as written, spaces apart."""

    text: str
    top: Linear
    bottom: Linear = ONE

    @property
    def is_ratio(self) -> bool:
        """Whether measures are divided by; if not, values of reps and months add up."""
        return not self.bottom.is_number

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures it needs, in the order of the text."""
        needed = {name for name, _ in (*self.top.terms, *self.bottom.terms)}
        return tuple(name for name in dict.fromkeys(re.findall(NAME, self.text)) if name in needed)

    def with_numbers(self, shown: Mapping[str, str]) -> str:
        """The text with a number for each measure: `14 / (14 + 39)`."""
        bracketed = {name: f"({number})" if number.startswith("-") else number for name, number in shown.items()}
        return re.sub(NAME, lambda name: bracketed.get(name[0], name[0]), self.text)


def value(formula: Formula, sums: Mapping[str, Fraction | int]) -> Fraction | None:
    """The formula's exact value where the measures come to these sums; None where it would divide by 0 or less."""
    bottom = formula.bottom.at(sums)
    return formula.top.at(sums) / bottom if bottom > 0 else None


def sums_for(formula: Formula, wanted: Fraction) -> dict[str, Fraction] | None:
    """Measures that make the formula come to this value, with 1 below: for a form that gives the KPI and not its parts.

    None where the value does not tell them, because several measures are below, or several others above.
    """
    below = formula.bottom.terms or (("", Fraction(1)),)
    others = [(name, times) for name, times in formula.top.terms if name != below[0][0]]
    if (
        len(below) > 1
        or len(others) != 1
        or any(part.constant for part in (formula.top, formula.bottom) if part != ONE)
    ):
        return None
    (name, times), both = others[0], dict(formula.top.terms).get(below[0][0], Fraction(0))
    return {name: (wanted * below[0][1] - both) / times} | ({below[0][0]: Fraction(1)} if formula.is_ratio else {})


def added(rows: Iterable[Mapping[str, Fraction | int]]) -> dict[str, Fraction]:
    """The sums of several people, or of several months: measure by measure."""
    total: dict[str, Fraction] = {}
    for row in rows:
        for name, number in row.items():
            total[name] = total.get(name, Fraction(0)) + number
    return total


@lru_cache(maxsize=1024)
def read_formula(written: str) -> Formula:
    """A formula from its text. Raises Problems that say where it is not one, and what is allowed."""
    text = re.sub(r"[ \t\r\n]+", " ", written).strip(" ")
    _check_signs(text)
    try:
        found = _walk(ast.parse(text, mode="eval").body, text)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        if isinstance(error, Problems):
            raise
        place = getattr(error, "offset", None)
        raise _refused("is not a complete formula", text, place or len(text), ALLOWED) from None
    formula = Formula(text, *_upright(found))
    _check_numbers(formula)
    return formula


# ── signs ───────────────────────────────────────────────────────────────────────────────────────


def _check_signs(text: str) -> None:
    """Refuses what no formula has before Python's parser sees it."""
    if not text:
        raise Problems([Problem((), "is empty; write a formula such as bookings, or won_deals / leads", text)])
    if len(text) > MOST_SIGNS:
        raise Problems([Problem((), f"is {len(text):,} characters long; a formula has at most {MOST_SIGNS}",
                                f"{text[:20]}…")])  # fmt: skip
    place = 0
    while place < len(text):
        word = _WORD.match(text, place)
        if word is None:
            sign = text[place]
            hint = f"write {_PLAIN[sign]}" if sign in _PLAIN else _about(sign)
            shown = sign if sign.isprintable() else ascii(sign)[1:-1]
            raise _refused(f"`{shown}` has no place in a formula", text, place + 1, hint)
        place = word.end()
        if word[0][0].isdigit() and place < len(text) and (text[place].isalnum() or text[place] in "._"):
            raise _refused("a number should be plain, such as 0.5 or 1000", text, word.start() + 1, ALLOWED)


def _about(sign: str) -> str:
    if sign.isascii() and sign.isupper():
        return "measures are written in lower case"
    if sign == "%":
        return "write 0.05 for 5 %"
    return ALLOWED


def _refused(message: str, text: str, place: int, hint: str = "") -> Problems:
    """One problem with its place in the text, counted from 1, and what stands there."""
    place = min(max(place, 1), len(text))
    return Problems([Problem((), f"{message} (character {place})", text[place - 1 : place + 19], hint)])


# ── from the parsed text to two linear parts ────────────────────────────────────────────────────

_Parts = tuple[Linear, Linear]


def _walk(node: ast.expr, text: str) -> _Parts:
    """Top and bottom of a part of the formula; only the kinds of node that are named here exist."""
    match node:
        case ast.Name(id=name):
            return Linear(((name, Fraction(1)),)), ONE
        case ast.Constant():
            return Linear(constant=Fraction(ast.get_source_segment(text, node) or "")), ONE
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return _walk(inner, text)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            top, bottom = _walk(inner, text)
            return top.times(Fraction(-1)), bottom
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() as sign, left=left, right=right):
            return _joined(sign, _walk(left, text), _walk(right, text), text, right)
    raise _refused("is not something that a formula can hold", text, node.col_offset + 1, ALLOWED)


def _joined(sign: ast.operator, left: _Parts, right: _Parts, text: str, node: ast.expr) -> _Parts:
    place = node.col_offset + 1
    if isinstance(sign, ast.Div):
        if right[0] == Linear():
            raise _refused("divides by 0", text, place)
        found = _product(left, (right[1], right[0]))
        wrong = "divides what is divided already, or by a ratio"
    elif isinstance(sign, ast.Mult):
        found = _product(left, right)
        wrong = "multiplies a measure by a measure"
    else:
        other = right if isinstance(sign, ast.Add) else (right[0].times(Fraction(-1)), right[1])
        found = _sum(left, other)
        wrong = "adds parts that are divided by different measures"
    if found is None:
        raise _refused(wrong, text, place, SHAPE)
    return found


def _product(left: _Parts, right: _Parts) -> _Parts | None:
    top, bottom = _times(left[0], right[0]), _times(left[1], right[1])
    return None if top is None or bottom is None else _over(top, bottom)


def _times(left: Linear, right: Linear) -> Linear | None:
    """The product, where one of the two is a number."""
    if right.is_number:
        return left.times(right.constant)
    return right.times(left.constant) if left.is_number else None


def _sum(left: _Parts, right: _Parts) -> _Parts | None:
    """The sum, over a denominator that both share or that only one of them has."""
    (top, bottom), (other_top, other_bottom) = left, right
    share = _multiple(other_bottom, bottom)
    if share is not None:
        return top + other_top.times(1 / share), bottom
    for (number, under), (above, below) in ((left, right), (right, left)):
        if number.is_number and under.is_number:
            return above + below.times(number.constant / under.constant), below
    return None


def _multiple(one: Linear, other: Linear) -> Fraction | None:
    """How many times the other the one is; None where it is not a multiple."""
    base = next((number for number in other.numbers if number), None)
    if base is None or len(one.numbers) != len(other.numbers):
        return None
    factor = one.numbers[other.numbers.index(base)] / base
    return factor if factor and other.times(factor) == one else None


def _over(top: Linear, bottom: Linear) -> _Parts:
    """A number below becomes a factor above."""
    return (top.times(1 / bottom.constant), ONE) if bottom.is_number else (top, bottom)


def _upright(parts: _Parts) -> _Parts:
    """-a / -b is a / b: a denominator that could never be above 0 as written is turned round."""
    top, bottom = parts
    if all(number <= 0 for number in bottom.numbers):
        return top.times(Fraction(-1)), bottom.times(Fraction(-1))
    return top, bottom


def _check_numbers(formula: Formula) -> None:
    for number in (*formula.top.numbers, *formula.bottom.numbers):
        if number.denominator > FINEST or abs(number) > LARGEST:
            message = f"comes to a coefficient of {_short(number)}; they are at most {LARGEST:,} and no finer than "
            raise Problems([Problem((), f"{message}a millionth", formula.text[:40])])


def _short(number: Fraction) -> str:
    text = str(number)
    return text if len(text) <= 24 else f"{text[:20]}…"
