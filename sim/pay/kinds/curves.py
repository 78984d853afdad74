"""Salaries, commissions, scorecards, allowances and SPIFs as lines that pay by a curve."""

from fractions import Fraction
from functools import lru_cache

from scenarios.plan import Allowance, Base, Commission, MatrixSchedule, Scorecard, ScorecardKpi, Spif
from scenarios.plan.modifier import Gates, Modifier
from scenarios.plan.terms import Component
from sim.pay.coins import MOST
from sim.pay.curve import EVERYTHING, Piece, Scale, ceiling, flat_piece, schedule_pieces, scorecard_pieces, tidy
from sim.pay.indicators import Context, Periods, gates_code, matrix_code, modifiers_code, score_code
from sim.pay.maker import Maker
from sim.pay.table import MONTHS, SCOPES
from sim.quotas import half_up

NOTHING = flat_piece(Fraction(0))


def make_base(maker: Maker, component: Base) -> None:
    """A salary, for the days on which the rep is there and the component holds."""
    line = maker.line(component)
    for first, last in maker.periods(line, component, "month"):
        for rep in _paid(maker, component):
            part = maker.payees.part_there(rep, first, last) * maker.in_force(component, first)
            maker.curves[line][rep, first] = maker.curve(flat_piece(maker.payees.base[rep] * part))


def make_commission(maker: Maker, component: Commission) -> None:
    """A commission: its schedule over the period's amount, each deal's pay, or the sum since the last reset."""
    line = maker.line(component, scope=SCOPES[component.scope])
    periods: Periods = maker.periods(line, component, component.period)
    if component.basis == "cumulative":
        periods = _run_on(maker, component, line)
    recipe = maker.recipe(component.measure)
    by_deal = component.basis == "deal"
    deal_curve = maker.curve(_deal_pieces(maker, component)) if by_deal else -1
    first_term, last_term, _, _ = maker.terms_of(component, recipe, component, deal_curve)
    maker.lines[line] |= {"first": first_term, "last": last_term, "ahead": int(component.scope != "company")}
    whole = not (component.modifiers or isinstance(component.schedule, MatrixSchedule) or by_deal or component.floor)
    for rep in _paid(maker, component):
        for first, last in periods:
            months = (first, last)
            pieces = _deal_sums(maker, component) if by_deal else _period_pieces(maker, component, rep, months, whole)
            maker.curves[line][rep, first : last + 1] = maker.curve(pieces)
    context = Context(maker, component, periods, component.scope)
    _coefficients(maker, line, context, component.modifiers, component.gates, _matrix(context, component))
    if component.floor is not None:
        maker.lines[line]["least"] = half_up(Fraction(component.floor) * maker.money)
    if component.cap is not None and component.cap.payout is not None:
        maker.lines[line]["cap"] = half_up(Fraction(component.cap.payout) * maker.money)


def make_scorecard(maker: Maker, component: Scorecard) -> None:
    """A line for each KPI where the bonus is their sum; else one line that a score multiplies."""
    if component.by_line:
        for of_kpi in component.kpis:
            _kpi_line(maker, component, of_kpi)
        return
    line = maker.line(component, ahead=1)
    periods = maker.periods(line, component, component.period)
    for rep in _paid(maker, component):
        for first, last in periods:
            pays = target_pay(maker, component, component.target_share, rep, first, last)
            maker.curves[line][rep, first : last + 1] = maker.curve(flat_piece(pays))
    context = Context(maker, component, periods)
    _coefficients(maker, line, context, component.modifiers, component.gates, score_code(context, component))
    if component.cap is not None:
        maker.lines[line]["cap"] = half_up(Fraction(component.cap) * maker.money)


def make_allowance(maker: Maker, component: Allowance) -> None:
    """The grade reached in one period, paid in each month of the next; the year's first period pays none."""
    line, length = maker.line(component), MONTHS[component.period]
    recipe = maker.recipe(component.measure)
    first_term, last_term, _, _ = maker.terms_of(component, recipe, component)
    maker.lines[line] |= {"first": first_term, "last": last_term}
    for month in range(maker.payees.months):
        begin = month - month % length - length
        maker.spans[line][month] = (begin, begin + length - 1, int(begin >= 0 and maker.in_force(component, month) > 0))
        for rep in _paid(maker, component) if begin >= 0 else ():
            if maker.payees.part_there(rep, month, month) == 0:
                continue  # an allowance is for who is there, whatever she reached before
            quota = maker.quota(component, rep, begin, begin + length - 1) * recipe.over
            scale = Scale(quota, maker.unit(recipe), maker.money, Fraction(0))
            maker.curves[line][rep, month] = maker.curve(schedule_pieces(component.schedule, scale))


def make_spif(maker: Maker, component: Spif) -> None:
    """Money for each thing in the window, paid in the month in which it ends."""
    line = maker.line(component, ahead=1)
    months = [month for month in range(maker.payees.months) if maker.in_force(component, month)]
    recipe = maker.recipe(component.measure)
    first_term, last_term, _, _ = maker.terms_of(component, recipe, component)
    cap = MOST if component.cap is None else half_up(Fraction(component.cap) * maker.money)
    maker.lines[line] |= {"first": first_term, "last": last_term, "cap": cap}
    rate = Fraction(component.each) * Fraction(maker.money, maker.unit(recipe))
    enough = max(1, ceiling(Fraction(component.at_least or 0) * maker.unit(recipe)))
    pieces = [Piece(EVERYTHING, Fraction(0), Fraction(0)), Piece(enough, Fraction(0), rate)]
    for month in months:
        maker.spans[line][month] = (months[0], months[-1], int(month == months[-1]))
        for rep in _paid(maker, component):
            maker.curves[line][rep, month] = maker.curve(tidy(pieces))


def target_pay(maker: Maker, component: Component, share: float, rep: int, first: int, last: int) -> Fraction:
    """Coins that a component pays at target in some months."""
    held = Fraction(last + 1 - first)
    if component.starts is not None or component.ends is not None:
        held = sum((maker.in_force(component, month) for month in range(first, last + 1)), Fraction(0))
    return _part_of_year(share, maker.payees.variable[rep], held)


@lru_cache(maxsize=65_536)
def _part_of_year(share: float, variable: Fraction, months: Fraction) -> Fraction:
    return Fraction(str(share)) * variable * months / 12


def _paid(maker: Maker, component: Component) -> list[int]:
    return [rep for rep in range(len(maker.payees.ids)) if maker.paid(component, rep)]


def _run_on(maker: Maker, component: Commission, line: int) -> Periods:
    """Spans from the last reset on; each pay period closes what there is so far."""
    assert component.resets is not None
    length, found = MONTHS[component.resets], []
    for month in range(maker.payees.months):
        first = month - month % length
        last = min(first + length, maker.payees.months) - 1
        closes = maker.spans[line][month].closes
        maker.spans[line][month] = (first, last, closes)
        if month == first:
            found.append((first, last))
    maker.lines[line]["runs_on"] = 1
    return found


def _period_pieces(
    maker: Maker, component: Commission, rep: int, months: tuple[int, int], whole: bool
) -> tuple[Piece, ...]:
    """The curve of one rep and period; `whole`: the cap on pay is part of the curve."""
    schedule = component.schedule
    pays = target_pay(maker, component, component.target_share, rep, *months)
    if isinstance(schedule, MatrixSchedule):
        one = {"money": Fraction(maker.money), "target": pays, "rate": Fraction(0)}[schedule.pays]
        rate = Fraction(maker.money, maker.unit(maker.recipe(component.measure)))
        return (Piece(EVERYTHING, one, rate if schedule.pays == "rate" else Fraction(0)),)
    cap = component.cap if whole or (component.cap and component.cap.at is not None) else None
    recipe = maker.recipe(component.measure)
    scale = Scale(full_amount(maker, component, rep, *months), maker.unit(recipe), maker.money, pays)
    return schedule_pieces(schedule, scale, cap, component.threshold)


def full_amount(maker: Maker, component: Commission, rep: int, first: int, last: int) -> int:
    """What is 100 % of a commission's measure in some months."""
    if component.quota is not None and component.quota.each is not None:
        held = sum((maker.in_force(component, month) for month in range(first, last + 1)), Fraction(0))
        each = Fraction(component.quota.each) * maker.unit(maker.recipe(component.measure))
        return half_up(each * held / (last + 1 - first))
    quota = maker.group_quota(component, rep, component.scope, first, last, component.ramp)
    share = component.quota.of_quota if component.quota is not None else None
    whole = half_up(Fraction(share) * quota) if share is not None else quota
    return whole * maker.recipe(component.measure).over


def _deal_pieces(maker: Maker, component: Commission) -> tuple[Piece, ...]:
    """The curve by which each deal is paid: the same for everybody."""
    assert not isinstance(component.schedule, MatrixSchedule)
    recipe = maker.recipe(component.measure)
    scale = Scale(0, maker.unit(recipe) // recipe.over, maker.money, Fraction(0))
    return schedule_pieces(component.schedule, scale, component.cap if component.cap and component.cap.at else None,
                           component.threshold)  # fmt: skip


def _deal_sums(maker: Maker, component: Commission) -> tuple[Piece, ...]:
    """What deals came to is already pay."""
    return (Piece(EVERYTHING, Fraction(0), Fraction(1, maker.recipe(component.measure).over)),)


def _matrix(context: Context, component: Commission) -> list[tuple[int, int, int]]:
    if not isinstance(component.schedule, MatrixSchedule):
        return []
    schedule = component.schedule
    values = [[half_up(Fraction(cell) * 1_000_000) for cell in row] for row in schedule.values]
    return matrix_code(context, schedule.rows, schedule.columns, values, 0)


def _coefficients(
    maker: Maker, line: int, context: Context, modifiers: tuple[Modifier, ...], gates: Gates | None,
    before: list[tuple[int, int, int]],
) -> None:  # fmt: skip
    """Code of a line's coefficients and gates; `before`: code whose value they multiply."""
    from sim.pay.factor import TIMES

    more = modifiers_code(context, modifiers)
    both = [*before, *more, (TIMES, 0, 0)] if before and more else [*before, *more]
    maker.lines[line]["code"], maker.lines[line]["code_end"] = maker.run(both)
    maker.lines[line]["gate"], maker.lines[line]["gate_end"] = maker.run(gates_code(context, gates))


def _kpi_line(maker: Maker, component: Scorecard, of_kpi: ScorecardKpi) -> None:
    recipe = maker.recipe(of_kpi.kpi)
    line = maker.line(component, ahead=1)
    periods = maker.periods(line, component, component.period)
    if recipe.below:
        _ratio_line(maker, component, of_kpi, line, periods)
        return
    first_term, last_term, _, _ = maker.terms_of(component, recipe)
    maker.lines[line] |= {"first": first_term, "last": last_term}
    for rep in _paid(maker, component):
        for first, last in periods:
            pays = target_pay(maker, component, component.target_share, rep, first, last)
            target = kpi_target(maker, component, of_kpi, rep, first, last)
            maker.curves[line][rep, first : last + 1] = maker.curve(scorecard_pieces(of_kpi, target, pays))


def _ratio_line(maker: Maker, component: Scorecard, of_kpi: ScorecardKpi, line: int, periods: Periods) -> None:
    """A ratio has no sum to pay on: target pay times its weighted attainment, kept to a millionth."""
    from scenarios.plan import Score

    alone = of_kpi.model_dump() | {"weight": 1}
    score = Score.model_validate({"kpis": [alone]})
    for rep in _paid(maker, component):
        for first, last in periods:
            pays = target_pay(maker, component, component.target_share, rep, first, last)
            maker.curves[line][rep, first : last + 1] = maker.curve(flat_piece(pays * Fraction(of_kpi.weight)))
    maker.lines[line]["code"], maker.lines[line]["code_end"] = maker.run(
        score_code(Context(maker, component, periods), score)
    )


def kpi_target(maker: Maker, component: Component, line: ScorecardKpi, rep: int, first: int, last: int) -> int:
    """What is 100 % of a KPI in a period: coins, a number of things, or millionths."""
    if line.target.of_quota is not None:
        quota = maker.quota(component, rep, first, last)
        return half_up(Fraction(line.target.of_quota) * quota) * maker.recipe(line.kpi).over
    assert line.target.each is not None
    return half_up(Fraction(line.target.each) * maker.unit(maker.recipe(line.kpi)))
