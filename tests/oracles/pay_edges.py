"""What the oracles' tables pay a coin below, on and above each of their edges: read here in fractions, apart from sim/.

Each boundary is an example as a plan file writes it; the files in tests/plans/ have to carry every one of them.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, NamedTuple

Written = dict[str, Any]
Rows = Sequence[tuple[Fraction, Fraction]]
"""(first amount, rate or money), going up."""
CENT = Fraction(1, 100)
AROUND = {"less a coin": -CENT, "exactly": Fraction(0), "and a coin": CENT}


class Boundary(NamedTuple):
    """One of the three examples at an edge: the plan file's stem, the edge, and the example without its name."""

    plan: str
    edge: str
    side: str
    example: Written

    @property
    def name(self) -> str:
        return f"{self.edge} {self.side}"


def money(exact: Fraction) -> Decimal:
    """Rounded half up to the coin."""
    whole = Decimal(exact.numerator) / Decimal(exact.denominator)
    return whole.quantize(Decimal("0.01"), ROUND_HALF_UP)


def exactly(amount: Fraction) -> Decimal:
    """An amount in whole coins, as it is written."""
    assert (amount / CENT).denominator == 1
    return money(amount)


# ── tables ──────────────────────────────────────────────────────────────────────────────────────


def by_bounds(tiers: Sequence[Sequence[Any]]) -> list[tuple[Fraction, Fraction]]:
    """Rows by their first amount, from rows by their upper bound."""
    starts = [0, *(bound for bound, _ in tiers[:-1])]
    return [(Fraction(start), Fraction(rate)) for start, (_, rate) in zip(starts, tiers, strict=True)]


def by_starts(steps: Sequence[Sequence[Any]]) -> list[tuple[Fraction, Fraction]]:
    return [(Fraction(row[0]), Fraction(row[-1])) for row in steps]


def reached(rows: Rows, amount: Fraction, closed: str = "upper") -> Fraction:
    """What stands in the last row that an amount has come to."""
    return [rate for start, rate in rows if start < amount or (start == amount and closed == "upper") or start == 0][-1]


def marginal(rows: Rows, amount: Fraction) -> Fraction:
    """Each rate on the part of the amount between its start and the next."""
    ends = [*(start for start, _ in rows[1:]), amount]
    return sum((rate * (min(amount, end) - start) for (start, rate), end in zip(rows, ends, strict=True)
                if amount > start), Fraction(0))  # fmt: skip


def whole(rows: Rows, amount: Fraction, closed: str = "upper") -> Fraction:
    return reached(rows, amount, closed) * amount


READINGS: dict[str, Callable[[Rows, Fraction], Fraction]] = {"marginal": marginal, "whole": whole}


# ── boundaries of each oracle ───────────────────────────────────────────────────────────────────


def around(plan: str, edge: str, at: Fraction, example: Callable[[Fraction], Written]) -> Iterator[Boundary]:
    for side, more in AROUND.items():
        yield Boundary(plan, edge, side, example(at + more))


def of_amounts(
    plan: str, rows: Rows, pays: Callable[[Fraction], Fraction], kpi: str = "bookings", **more: Any
) -> Iterator[Boundary]:
    """Edges in one amount of one KPI, each paying the rep altogether so much."""

    def example(amount: Fraction) -> Written:
        return {"given": [{"kpi": kpi, "amount": exactly(amount)}], "pays": money(pays(amount)), **more}

    for start, _ in rows[1:]:
        yield from around(plan, f"{int(start):,}", start, example)


def plain_tables(oracles: dict[str, Any]) -> Iterator[Boundary]:
    """Oracles that are one table over one amount."""
    for name, kpi in {"O1": "gross_margin", "O2": "bookings", "O4": "gross_margin", "S5": "bookings"}.items():
        rows = by_bounds(oracles[name]["tiers"])
        yield from of_amounts(name.lower(), rows, lambda sold, rows=rows: marginal(rows, sold), kpi)  # type: ignore[misc]
    rows = by_bounds(oracles["S1"]["tiers"])
    yield from of_amounts("s1", rows, lambda sold: marginal(rows, sold))
    levels = by_bounds(oracles["O6"]["tiers"])
    software = {"segment": "software", "kpi": "gross_margin"}
    for boundary in of_amounts("o6", levels, lambda sold: marginal(levels, sold), quota=200_000):
        given = [row | software for row in boundary.example["given"]]
        yield boundary._replace(example=boundary.example | {"given": given})
    yield from both_readings("o3", by_starts(oracles["O3"]["steps"]))
    yield from both_readings("s4", by_bounds(oracles["S4"]["tiers"]))
    yield from both_readings("s6", by_bounds([[100_000, Decimal("0.5")], [None, Decimal("0.6")]]))
    bands = by_bounds([[100_000, Decimal("0.05")], [None, Decimal("0.07")]])
    yield from of_amounts("s7", bands, lambda sold: marginal(bands, sold))
    listed: list[list[Any]] = [[100_000, Decimal("0.03")], [200_000, Decimal("0.05")], [None, Decimal("0.08")]]
    yield from both_readings("o15", by_bounds(listed))
    upward = by_starts(oracles["S3"]["steps"])
    yield from of_amounts("s3", upward, lambda sold: whole(upward, sold))


def both_readings(name: str, rows: Rows) -> Iterator[Boundary]:
    for mode, reading in READINGS.items():
        yield from of_amounts(f"{name}_{mode}", rows, lambda sold, reading=reading: reading(rows, sold))  # type: ignore[misc]


def allowance(oracles: dict[str, Any]) -> Iterator[Boundary]:
    """O1b: what a quarter brings in is paid in each month of the next."""
    rows = by_starts(oracles["O1b"]["steps"])

    def example(amount: Fraction) -> Written:
        grade = money(reached(rows, amount))
        given = [{"kpi": "gross_margin", "amount": exactly(amount), "month": 2}]
        months = [{"component": "allowance", "month": month, "pays": grade if month > 3 else 0} for month in (3, 4, 6)]
        return {"months": 6, "given": given, "expects": months, "pays": 3 * grade}

    for start, _ in rows[1:]:
        yield from around("o1b", f"{int(start):,}", start, example)


def completion(oracles: dict[str, Any]) -> Iterator[Boundary]:
    """O8: by the greater of month and year to date: 3 per mille, from 60 % 4, above 80 % 5; 80 % of it now."""
    quota = Fraction(12_500_000)

    def pays(attained: Fraction) -> int:
        return 3 if attained < Fraction(6, 10) else 4 if attained <= Fraction(8, 10) else 5

    def example(before: Fraction, signed: Fraction) -> Written:
        rate = Fraction(pays(max(signed / quota, (before + signed) / (2 * quota))), 1000)
        total = money(rate * signed)
        now = exactly(Fraction(total) * 8 / 10 // CENT * CENT)
        given = [
            {"amount": exactly(amount), "month": month + 1} for month, amount in enumerate((before, signed)) if amount
        ]
        row = {"component": "commission", "month": 2, "pays": total}
        return {
            "months": 2,
            "quota": int(2 * quota),
            "given": given,
            "expects": [row | {"instalments": [now, total - now]}],
        }

    for edge in (Fraction(6, 10), Fraction(8, 10)):
        signed, earlier = edge * quota, 2 * edge * quota - 5_000_000
        yield from around("o8", f"month at {float(edge):.0%}", signed, lambda sold: example(Fraction(0), sold))
        yield from around(
            "o8", f"to date at {float(edge):.0%}", earlier, lambda sold: example(sold, Fraction(5_000_000))
        )


def task_plan(oracles: dict[str, Any]) -> Iterator[Boundary]:
    """O9: marginal fees below the task; from the task on 1 % of it and 6 % of what is above; 1,500 of salary."""
    below = [(Fraction(0), Fraction(0)), (Fraction(20_000), Fraction(5, 1000)), (Fraction(40_000), Fraction(1, 100))]

    def example(sold: Fraction) -> Written:
        if sold >= 50_000:
            parts = [money(Fraction(0)), money(500 + (sold - 50_000) * 2 / 100), money((sold - 50_000) * 4 / 100)]
        else:
            parts = [money(marginal(below, sold)), money(Fraction(0)), money(Fraction(0))]
        return {"given": [{"amount": exactly(sold)}], "pays": 1500 + sum(parts)}

    for edge in (20_000, 40_000, 50_000):
        yield from around("o9", f"{edge:,}", Fraction(edge), example)


def matrix(oracles: dict[str, Any]) -> Iterator[Boundary]:
    """O10: the coefficient by how many bands both indicators lie below the highest, on a base of 3,000."""
    oracle = oracles["O10"]
    sizes = {"row": oracle["rows_ge"], "column": oracle["cols_ge"]}

    def place(side: str, percent: Fraction) -> int:
        return next((i for i, edge in enumerate(sizes[side]) if percent >= edge), 15)

    def example(sold: Fraction, collected: Fraction) -> Written:
        index = place("row", sold / 1000) + place("column", collected / 1000)
        times = oracle["sequence"][index] if index < len(oracle["sequence"]) else 0
        given = [{"amount": exactly(sold)}, {"kpi": "invoiced", "amount": 100_000},
                 {"kpi": "collected", "amount": exactly(collected)}]  # fmt: skip
        return {"quota": 100_000, "given": given, "pays": money(3000 * Fraction(times))}

    top = Fraction(105_000)
    for edge in oracle["rows_ge"]:
        yield from around("o10", f"completion {edge} %", Fraction(edge) * 1000, lambda sold: example(sold, top))
    for edge in oracle["cols_ge"]:
        yield from around("o10", f"collection {edge} %", Fraction(edge) * 1000, lambda sold: example(top, sold))


def premium(oracles: dict[str, Any]) -> Iterator[Boundary]:
    """O11: the rate by how far the price lies above the floor of 100,000, on all of it; nothing below the floor."""
    rows = [(Fraction(start), Fraction(rate, 100)) for start, rate in
            ((0, 0), (100_000, 4), (110_000, 6), (115_000, 8), (120_000, 10))]  # fmt: skip
    yield from of_amounts("o11", rows, lambda sold: whole(rows, sold))


BRACKETS = ((36_000, "0.03", 0), (144_000, "0.1", 210), (300_000, "0.2", 1410), (420_000, "0.25", 2660),
            (660_000, "0.3", 4410), (960_000, "0.35", 7160), (None, "0.45", 15_160))  # fmt: skip
"""O13: a bonus up to so much, the rate on all of it, the quick deduction: the monthly table times twelve."""


def bonus_tax(oracles: dict[str, Any]) -> Iterator[Boundary]:
    """O13: the bracket of a twelfth of the bonus, on all of the bonus."""

    def example(bonus: Fraction) -> Written:
        rate, less = next((rate, less) for most, rate, less in BRACKETS if most is None or bonus <= most)
        tax = money(Fraction(rate) * bonus - less)
        return {"given": [{"amount": exactly(bonus)}], "pays": exactly(bonus), "tax": tax}

    for edge, _, _ in BRACKETS[:-1]:
        assert edge is not None
        yield from around("o13", f"{edge:,}", Fraction(edge), example)


def cumulative(oracles: dict[str, Any]) -> Iterator[Boundary]:
    """S2: the quarter's sum reaches each edge in its second month; what is paid adds up to the curve's pay."""
    rows = by_bounds(oracles["S2"]["tiers"])

    def example(total: Fraction) -> Written:
        first = Fraction(500)
        second = money(marginal(rows, total)) - money(marginal(rows, first))
        given = [{"amount": exactly(first)}, {"amount": exactly(total - first), "month": 2}]
        months = [{"component": "commission", "month": month, "pays": pays}
                  for month, pays in ((1, money(marginal(rows, first))), (2, second), (3, 0))]  # fmt: skip
        return {"months": 3, "given": given, "expects": months}

    for edge, _ in rows[1:]:
        yield from around("s2", f"{int(edge):,}", edge, example)


def hurdle(oracles: dict[str, Any]) -> Iterator[Boundary]:
    """S8: the higher rate above each product's quota counts only if every product is at 95 % of its quota."""
    rates = {name: [Fraction(rate) for rate in pair] for name, pair in oracles["S8"]["rates_below_above"].items()}

    def example(sold: dict[str, Fraction]) -> Written:
        met = all(amount >= 95_000 for amount in sold.values())
        total = Decimal(0)
        for name, amount in sold.items():
            below, above = rates[name]
            total += money(below * amount) + (money((above - below) * max(Fraction(0), amount - 100_000)) if met else 0)
        given = [{"amount": exactly(amount), "segment": name.lower()} for name, amount in sold.items()]
        return {"given": given, "pays": total}

    for name in rates:
        for edge, others in ((95_000, 120_000), (100_000, 110_000)):
            sold = dict.fromkeys(rates, Fraction(others))
            yield from around("s8", f"{name} at {edge:,}", Fraction(edge),
                              lambda amount, sold=sold, name=name: example(sold | {name: amount}))  # type: ignore[misc]  # fmt: skip


def by_margin(oracles: dict[str, Any]) -> Iterator[Boundary]:
    """S9: 2 % up to and with 3,000,000 and 3 % above, times the coefficient of the margin's band."""
    rows = by_bounds(oracles["S9"]["tiers"])
    bands = [(Fraction(edge), Fraction(times)) for edge, times in reversed(oracles["S9"]["modifier_ge"])]
    readings = {"marginal": marginal, "whole": lambda rows, sold: whole(rows, sold, "lower")}
    for mode, reading in readings.items():

        def example(sold: Fraction, margin: Fraction, reading: Any = reading) -> Written:
            pays = reading(rows, sold) * reached(bands, margin / sold)
            given = [{"amount": exactly(sold)}, {"kpi": "gross_margin", "amount": exactly(margin)}]
            return {"given": given, "pays": money(pays)}

        edge, margin = Fraction(3_000_000), Fraction(660_000)
        yield from around(f"s9_{mode}", "3,000,000", edge, lambda sold, at=example, margin=margin: at(sold, margin))  # type: ignore[misc]
        for edge, _ in bands[1:]:
            sold = Fraction(4_000_000)
            yield from around(f"s9_{mode}", f"margin {float(edge):.0%}", edge * sold,
                              lambda margin, at=example, sold=sold: at(sold, margin))  # type: ignore[misc]  # fmt: skip


ALL = (plain_tables, allowance, completion, task_plan, matrix, premium, bonus_tax, cumulative, hurdle, by_margin)


def boundaries(oracles: dict[str, Any]) -> list[Boundary]:
    """Every boundary of every oracle that has an edge."""
    return [boundary for of_oracle in ALL for boundary in of_oracle(oracles)]
