"""Formulas of KPIs: exact where they are linear or one linear part over another, refused with a place elsewhere."""

# ruff: noqa: E501 - a case to a line reads as a table

import ast
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenarios.formula
from scenarios.base import Problems
from scenarios.formula import FINEST, LARGEST, ONE, Formula, Linear, added, read_formula, sums_for, value

NAMES = ("a", "b", "c_2", "lost_deals")
Sums: TypeAlias = dict[str, Fraction]


# ── any tree at all, evaluated directly ─────────────────────────────────────────────────────────


class Tree:
    """A random formula: its text, and its value by plain arithmetic; None where that divides by 0."""

    def __init__(self, text: str, of: "list[Tree]", sign: str = "", leaf: str = "") -> None:
        self.text, self._of, self._sign, self._leaf = text, of, sign, leaf

    def direct(self, sums: Sums) -> Fraction | None:
        if self._leaf:
            return sums[self._leaf] if self._leaf in sums else Fraction(self._leaf)
        parts = [part.direct(sums) for part in self._of]
        if None in parts:
            return None
        left, right = (part for part in (*parts, Fraction(0))[:2] if part is not None)
        match self._sign:
            case "+":
                return left + right
            case "-":
                return left - right if len(parts) == 2 else -left
            case "*":
                return left * right
        return left / right if right else None


def joined(sign: str, left: Tree, right: Tree) -> Tree:
    return Tree(f"({left.text}) {sign} ({right.text})", [left, right], sign)


numbers = st.sampled_from(["0", "1", "2", "7", "0.5", "0.125", "3.20"]).map(lambda text: Tree(text, [], leaf=text))
names = st.sampled_from(NAMES).map(lambda name: Tree(name, [], leaf=name))
trees = st.recursive(
    st.one_of(names, numbers),
    lambda inner: st.one_of(
        st.builds(joined, st.sampled_from("+-*/"), inner, inner),
        inner.map(lambda tree: Tree(f"-({tree.text})", [tree], "-")),
    ),
    max_leaves=7,
)
linear = st.recursive(
    names,
    lambda inner: st.one_of(
        st.builds(joined, st.sampled_from("+-"), inner, inner),
        st.builds(joined, st.just("*"), numbers, inner),
        st.builds(lambda tree, two: joined("/", tree, two), inner, st.just(Tree("4", [], leaf="4"))),
    ),
    max_leaves=4,
)
amounts = st.fixed_dictionaries({name: st.integers(-50, 10**12).map(Fraction) for name in NAMES})


def agrees(formula: Formula, tree: Tree, sums: Sums) -> bool:
    """Where both have a value it is the same; where the bottom is 0 or less there is none."""
    mine, direct = value(formula, sums), tree.direct(sums)
    if (mine is None) != (formula.bottom.at(sums) <= 0):
        return False
    return mine is None or direct is None or mine == direct


@settings(max_examples=400, deadline=None, derandomize=True)
@given(trees, amounts)
def test_whatever_is_read_is_computed_exactly(tree: Tree, sums: Sums) -> None:
    """A formula is refused, or its value is the exact one that plain arithmetic on fractions gives."""
    try:
        formula = read_formula(tree.text)
    except Problems:
        return
    assert agrees(formula, tree, sums)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(linear, amounts)
def test_every_linear_formula_is_read(tree: Tree, sums: Sums) -> None:
    """Sums, differences and multiples of measures are never refused, have no denominator and are exact."""
    formula = read_formula(tree.text)
    assert not formula.is_ratio
    assert value(formula, sums) == tree.direct(sums)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(linear, linear, linear, numbers, amounts)
def test_every_ratio_of_linear_parts_is_read(top: Tree, other: Tree, bottom: Tree, number: Tree, sums: Sums) -> None:
    """One over another, a number less that, and the sum of two over the same denominator are read and exact."""
    if not read_formula(bottom.text).top.terms:
        return
    ratio = joined("/", top, bottom)
    for tree in (ratio, joined("-", number, ratio), joined("+", ratio, joined("/", other, bottom))):
        assert agrees(read_formula(tree.text), tree, sums)


def test_the_comparison_can_fail() -> None:
    """A formula that is not the tree's is noticed, and so is a value where there should be none."""
    sums = {"a": Fraction(6), "b": Fraction(3)}
    tree = joined("/", Tree("a", [], leaf="a"), Tree("b", [], leaf="b"))
    assert agrees(read_formula("a / b"), tree, sums)
    assert not agrees(read_formula("a / (2 * b)"), tree, sums)
    assert not agrees(Formula("a", Linear((("a", Fraction(1)),))), tree, sums)


# ── what a formula becomes ──────────────────────────────────────────────────────────────────────


def parts(**terms: object) -> Linear:
    constant = Fraction(str(terms.pop("plus", 0)))
    return Linear(tuple((name, Fraction(str(times))) for name, times in sorted(terms.items())), constant)


FORMS = [
    ("won_deals / (won_deals + lost_deals)", parts(won_deals=1), parts(won_deals=1, lost_deals=1)),
    ("1 - bad_debt / invoiced", parts(invoiced=1, bad_debt=-1), parts(invoiced=1)),
    ("bookings - gross_margin", parts(bookings=1, gross_margin=-1), ONE),
    ("a / b + c / b", parts(a=1, c=1), parts(b=1)),
    ("a / b + c / (2 * b)", parts(a=1, c="1/2"), parts(b=1)),
    ("a / 3 / 7", parts(a="1/21"), ONE),
    ("-a / -b", parts(a=1), parts(b=1)),
    ("(a + 0.5 * b) * 100 / c", parts(a=100, b=50), parts(c=1)),
    ("a - a + b", parts(b=1), ONE),
    ("2 + 3", parts(plus=5), ONE),
    ("  a\n  + b ", parts(a=1, b=1), ONE),
]


@pytest.mark.parametrize(("text", "top", "bottom"), FORMS)
def test_a_formula_is_two_linear_parts(text: str, top: Linear, bottom: Linear) -> None:
    """The text becomes exact coefficients above and below, like terms together and zeros left out."""
    formula = read_formula(text)
    assert (formula.top, formula.bottom) == (top, bottom)


def test_measures_come_in_the_order_of_the_text() -> None:
    """A formula names what it needs as it was written, each once, and nothing that cancels out."""
    assert read_formula("c / (a + c + b - b)").measures == ("c", "a")


def test_numbers_are_put_in_for_measures() -> None:
    """The trace is the text with a number for each measure, negative ones in brackets."""
    formula = read_formula("won / (won + lost_2)")
    assert formula.with_numbers({"won": "14", "lost_2": "-39"}) == "14 / (14 + (-39))"


def test_no_value_where_nothing_is_divided_by() -> None:
    """A denominator of 0, or below it, gives no value; the smallest above it does."""
    formula = read_formula("a / b")
    assert value(formula, {"a": 5, "b": 0}) is None
    assert value(formula, {"a": 5, "b": -1}) is None
    assert value(formula, {"a": 5, "b": 1}) == 5


BACK = [
    ("a", {"a": "3/4"}),
    ("0.5 * a", {"a": "3/2"}),
    ("a / b", {"a": "3/4", "b": "1"}),
    ("100 * a / (2 * b)", {"a": "3/200", "b": "1"}),
    ("1 - a / b", {"a": "1/4", "b": "1"}),
    ("(a - b) / b", {"a": "7/4", "b": "1"}),
]


@pytest.mark.parametrize(("text", "expected"), BACK)
def test_a_value_tells_its_measures_where_there_is_one_way(text: str, expected: dict[str, str]) -> None:
    """From 0.75 back to measures with 1 below, which make 0.75 again."""
    formula = read_formula(text)
    found = sums_for(formula, Fraction(3, 4))
    assert found == {name: Fraction(number) for name, number in expected.items()}
    assert value(formula, found) == Fraction(3, 4)


@pytest.mark.parametrize(
    "text", ["a + b", "a / (a + b)", "(a + c) / b", "5", "a + 1", "a / (b + 1)", "1 - a / (b + c)"]
)
def test_a_value_tells_no_measures_where_there_are_several_ways(text: str) -> None:
    """With two measures to choose, or a number added, a value says nothing of its parts."""
    assert sums_for(read_formula(text), Fraction(3, 4)) is None


def test_people_are_added_measure_by_measure() -> None:
    """Sums of several people are the sums of each measure, also of one that somebody does not have."""
    assert added([{"a": 1, "b": 2}, {"a": Fraction(1, 2)}]) == {"a": Fraction(3, 2), "b": 2}


# ── what is refused ─────────────────────────────────────────────────────────────────────────────

ALLOWED = "allowed are measures, plain numbers such as 0.5, + - * / and parentheses"
SHAPE = "a formula is linear in measures, or one linear part over another"
REFUSED = [
    ("__import__('os')", "`_` has no place in a formula (character 1)", ALLOWED),
    ("a.__class__", "`.` has no place in a formula (character 2)", ALLOWED),
    ("lambda x: x", "`:` has no place in a formula (character 9)", ALLOWED),
    ("open(a)", "is not something that a formula can hold (character 1)", ALLOWED),
    ("[a for a in b]", "`[` has no place in a formula (character 1)", ALLOWED),
    ("a if b else c", "is not something that a formula can hold (character 1)", ALLOWED),
    ("a + (b or c)", "is not something that a formula can hold (character 6)", ALLOWED),
    ("a := 1", "`:` has no place in a formula (character 3)", ALLOWED),
    ("9**9**9**9", "is not something that a formula can hold (character 1)", ALLOWED),
    ("a // b", "is not something that a formula can hold (character 1)", ALLOWED),
    ("a % b", "`%` has no place in a formula (character 3)", "write 0.05 for 5 %"),
    ("a < b", "`<` has no place in a formula (character 3)", ALLOWED),
    ("'a'", "`'` has no place in a formula (character 1)", ALLOWED),
    ("１ + a", "`１` has no place in a formula (character 1)", ALLOWED),
    ("a + ٣", "`٣` has no place in a formula (character 5)", ALLOWED),
    ("签约额 / a", "`签` has no place in a formula (character 1)", ALLOWED),
    ("（a + b）", "`（` has no place in a formula (character 1)", "write ("),
    ("a × 2", "`×` has no place in a formula (character 3)", "write *"),
    ("Bookings", "`B` has no place in a formula (character 1)", "measures are written in lower case"),
    ("a\x00b", "`\\x00` has no place in a formula (character 2)", ALLOWED),
    ("0x10 * a", "a number should be plain, such as 0.5 or 1000 (character 1)", ALLOWED),
    ("1e999 * a", "a number should be plain, such as 0.5 or 1000 (character 1)", ALLOWED),
    ("a + 1_000 * b", "a number should be plain, such as 0.5 or 1000 (character 5)", ALLOWED),
    ("2a", "a number should be plain, such as 0.5 or 1000 (character 1)", ALLOWED),
    ("007 * a", "a number should be plain, such as 0.5 or 1000 (character 1)", ALLOWED),
    ("3j * a", "a number should be plain, such as 0.5 or 1000 (character 1)", ALLOWED),
    ("a +", "is not a complete formula (character 3)", ALLOWED),
    ("a b", "is not a complete formula (character 3)", ALLOWED),
    ("(a + b", "is not a complete formula (character 1)", ALLOWED),
    ("", "is empty; write a formula such as bookings, or won_deals / leads", ""),
    (" \n ", "is empty; write a formula such as bookings, or won_deals / leads", ""),
    ("a" * 10_000, "is 10,000 characters long; a formula has at most 300", ""),
    ("(" * 5_000, "is 5,000 characters long; a formula has at most 300", ""),
    ("a / 0", "divides by 0 (character 5)", ""),
    ("a / (2 - 2)", "divides by 0 (character 6)", ""),
    ("a / (b - b)", "divides by 0 (character 6)", ""),
    ("a * b", "multiplies a measure by a measure (character 5)", SHAPE),
    ("a * (b / c)", "multiplies a measure by a measure (character 6)", SHAPE),
    ("a / b / c", "divides what is divided already, or by a ratio (character 9)", SHAPE),
    ("a / (b / c)", "divides what is divided already, or by a ratio (character 6)", SHAPE),
    ("a / b + c / d", "adds parts that are divided by different measures (character 9)", SHAPE),
    ("a / b + c", "adds parts that are divided by different measures (character 9)", SHAPE),
    ("0.1234567 * a", "comes to a coefficient of 1234567/10000000; they are at most 1,000,000,000,000 and no finer than a millionth", ""),
    ("1000000 * 1000000 * 2 * a", "comes to a coefficient of 2000000000000; they are at most 1,000,000,000,000 and no finer than a millionth", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message", "hint"), REFUSED, ids=[repr(text[:20]) for text, _, _ in REFUSED])
def test_what_is_no_formula_is_refused_with_its_place(text: str, message: str, hint: str) -> None:
    """Anything else is one problem that says where it is, what is wrong, and what is allowed."""
    with pytest.raises(Problems) as refused:
        read_formula(text)
    (problem,) = refused.value.problems
    assert (problem.message, problem.hint) == (message, hint)


def test_the_finest_and_the_largest_coefficient_are_read() -> None:
    """A millionth and a million millions are the ends of what is allowed, and are allowed."""
    assert read_formula("0.000001 * a").top.numbers[0] == Fraction(1, FINEST)
    assert read_formula("1000000000000 * a").top.numbers[0] == LARGEST


def problems_of(text: str) -> int:
    """How many problems a text has; anything else that is raised is a failure of the test."""
    try:
        read_formula(text)
    except Problems as refused:
        return len(refused.problems)
    return 0


def test_deep_nesting_is_read_or_refused() -> None:
    """As many brackets and signs as fit are no way to upset the reader."""
    deep = ("-" * 298 + "a", "a" + "+a" * 149, "-(" * 99 + "a" + ")" * 99, "(" * 149 + "a" + ")" * 149, "(" * 300)
    assert [problems_of(text) for text in deep] == [0, 0, 0, 0, 1]


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.one_of(st.text(max_size=40), st.text("ab1.0 +-*/()_%x", max_size=40)))
def test_no_text_raises_anything_but_problems(text: str) -> None:
    """Whatever is written is a formula or one problem."""
    assert problems_of(text) in (0, 1)


def test_formulas_are_parsed_and_never_run() -> None:
    """The reader of formulas calls nothing that would execute text."""
    tree = ast.parse(Path(scenarios.formula.__file__).read_text(encoding="utf-8"))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert "_walk" in called
    assert called & {"eval", "exec", "compile", "__import__", "getattr"} == {"getattr"}  # of a syntax error's place
