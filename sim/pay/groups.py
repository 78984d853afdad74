"""Pay that people of a team or a company share or compete for."""

import numpy as np
import numpy.typing as npt

from sim.jit import jit
from sim.pay.coins import curve_value, to_steps
from sim.pay.factor import MILLION, factor_of, summed
from sim.pay.table import COMPANY, NOBODY, PayTable
from sim.rules.money import part_of, proportion

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
SHARE, ALL, SECOND = range(3)
TIES = {"share": SHARE, "all": ALL, "second": SECOND}


@jit
def members_of(table: PayTable, line: int, month: int, rep: int) -> Ints:
    """Places of the people whom a line puts together with a rep, in the order of the roster."""
    row, found = table.lines[line], np.zeros(len(table.team), np.int64)
    count = 0
    for other in range(len(table.team)):
        together = row.scope == COMPANY or table.team[other] == table.team[rep]
        if together and table.curve[line, other, month] != NOBODY:
            found[count] = other
            count += 1
    return found[:count]


@jit
def pay_pool(table: PayTable, sums: Floats, line: int, month: int, out: Ints) -> None:
    """Each group's pool, shared among its members; the parts add up to the pool."""
    if table.spans[line, month].closes == 0:
        return
    for rep in range(len(table.team)):
        if table.curve[line, rep, month] == NOBODY:
            continue
        members = members_of(table, line, month, rep)
        if members[0] == rep:
            parts = divided(table, sums, line, month, members, pool_of(table, sums, line, month, rep))
            for place in range(len(members)):
                out[members[place], table.lines[line].component] += parts[place]


@jit
def pool_of(table: PayTable, sums: Floats, line: int, month: int, rep: int) -> int:
    """Coins in the pool of a rep's group."""
    row, span = table.lines[line], table.spans[line, month]
    amount = summed(table, sums, row.first, row.last, row.scope, rep, span.first, month)
    curve = table.curve[line, rep, month]
    whole, part, _ = curve_value(table.pieces[table.first[curve] : table.first[curve + 1]], amount)
    return int(max(0, min(to_steps(whole, 1 if part > 0 else 0, row.step, row.rule), row.cap)))


@jit
def divided(table: PayTable, sums: Floats, line: int, month: int, members: Ints, pool: int) -> Ints:
    """The pool by one or several divisions: numbers[a:b] in sixes (part, coefficients, terms, code)."""
    row = table.lines[line]
    divisions = (row.b - row.a) // 6
    shares = np.zeros(divisions, np.int64)
    for d in range(divisions):
        shares[d] = table.numbers[row.a + 6 * d]
    amounts = by_weight(pool, shares)
    parts = np.zeros(len(members), np.int64)
    for d in range(divisions):
        weights = np.zeros(len(members), np.int64)
        for place in range(len(members)):
            weights[place] = weight_of(table, sums, line, month, row.a + 6 * d, members[place])
        parts += by_weight(amounts[d], weights)
    return parts


@jit
def weight_of(table: PayTable, sums: Floats, line: int, month: int, at: int, rep: int) -> int:
    """Coefficient × measure × score of a member, each where the division asks for it; never below zero."""
    first = table.spans[line, month].first
    weight = MILLION
    if table.numbers[at + 3] > table.numbers[at + 2]:
        weight = max(0, summed(table, sums, table.numbers[at + 2], table.numbers[at + 3], 0, rep, first, month))
    weight = part_of(weight, table.by_rep[table.numbers[at + 1], rep, month])
    if table.numbers[at + 5] > table.numbers[at + 4]:
        score = factor_of(table, sums, table.numbers[at + 4], table.numbers[at + 5], rep, first, month)
        weight = part_of(weight, max(0, score))
    return int(weight)


@jit
def by_weight(total: int, weights: Ints) -> Ints:
    """Coins shared by weight, by largest remainder; equal remainders go to whoever stands first, no weights: equally.

    Source: Hamilton's method of apportionment.
    """
    parts, rests = np.zeros(len(weights), np.int64), np.zeros(len(weights), np.int64)
    whole = 0
    for place in range(len(weights)):
        whole += weights[place]
    for place in range(len(weights)):
        weight = weights[place] if whole > 0 else 1
        over = whole if whole > 0 else len(weights)
        parts[place] = proportion(total, weight, over)
        rests[place] = total * weight - parts[place] * over  # wraps as the product does: exact
    left = total
    for place in range(len(weights)):
        left -= parts[place]
    for _ in range(left):
        best = 0
        for place in range(len(weights)):
            if rests[place] > rests[best]:
                best = place
        parts[best] += 1
        rests[best] = -1
    return parts


@jit
def pay_contest(table: PayTable, sums: Floats, line: int, month: int, out: Ints) -> None:
    """Prizes by rank in each group: numbers[a:b]; ties by c; least amount to be ranked d; stake e."""
    if table.spans[line, month].closes == 0:
        return
    for rep in range(len(table.team)):
        if table.curve[line, rep, month] == NOBODY:
            continue
        members = members_of(table, line, month, rep)
        if members[0] == rep:
            _award(table, sums, line, month, members, out)


@jit
def _award(table: PayTable, sums: Floats, line: int, month: int, members: Ints, out: Ints) -> None:
    row = table.lines[line]
    first = table.spans[line, month].first
    result = np.zeros((len(members), 2), np.int64)
    for place in range(len(members)):
        result[place, 0] = summed(table, sums, row.first, row.last, 0, members[place], first, month)
        if row.c == SECOND:
            result[place, 1] = summed(table, sums, row.gate, row.gate_end, 0, members[place], first, month)
    for place in range(len(members)):
        if result[place, 0] < row.d:
            continue
        better, equal, earlier = 0, 0, 0
        for other in range(len(members)):
            if result[other, 0] < row.d or other == place:
                continue
            ahead = result[other, 0] - result[place, 0]
            if ahead == 0:
                ahead = result[other, 1] - result[place, 1]
            if ahead > 0:
                better += 1
            elif ahead == 0:
                equal += 1
                earlier += 1 if other < place else 0
        out[members[place], row.component] += prize(table, line, better, equal, earlier)


@jit
def prize(table: PayTable, line: int, better: int, equal: int, earlier: int) -> int:
    """What a rep wins whom so many are ahead of and so many equal, so many of these before her in the roster."""
    row = table.lines[line]
    places, total = row.b - row.a, 0
    if better >= places:
        return int(-row.e)
    if row.c == ALL:
        return int(table.numbers[row.a + better])
    for place in range(better, min(better + equal + 1, places)):
        total += table.numbers[row.a + place]
    each, rest = total // (equal + 1), total % (equal + 1)
    return int(each + (1 if earlier < rest else 0))
