"""The parts about one year: against the target, over the reps, what the plan pays, and through the funnel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from results.ages import read_ages
from results.estimate import Estimate
from results.render.sections import section_tables
from results.render.tables import attainment_table, funnel_table, rep_table
from results.report.amounts import Amounts
from results.report.budget import Budget, budget_of
from results.report.grids import grid, grid_of
from results.report.material import Material
from results.report.pay_pictures import components_picture, pay_picture, payout_picture
from results.report.payout import payout_of
from results.report.pictures import Shown
from results.report.seen_pictures import seen_pictures
from results.report.seen_words import PART as SEEN
from results.report.view import Grid, Part, Picture
from results.report.words import said
from results.report.year_pictures import funnel_picture, path_picture, reps_picture, years_picture
from results.seen.reading import Reading
from results.seen.sections import seen_sections


def year_parts(m: Material) -> Iterator[Part]:
    """What has no meaning in this world is left out: a funnel, where there are no leads."""
    yield m.part("year", pictures=(path_picture(m.runs, m.amounts), years_picture(m.runs, m.amounts)))
    yield m.part("reps", pictures=(reps_picture(m.runs, m.amounts),), grids=(_attainment(m),))
    notes = [said("under_payout", m.language)]
    pictures = tuple(_payouts(m, notes))
    yield m.part("payout", tuple(notes), pictures, tuple(_people(m)))
    budgets = [budget_of(run.outcome) for run in m.runs]
    pictures = (pay_picture(m.runs, budgets, m.amounts), components_picture(m.runs, budgets, m.amounts))
    yield m.part("pay", pictures=pictures, grids=(_budgets(m, budgets), _components(m, budgets[0])))
    if m.base.run.scenario.funnel:
        yield m.part("pipeline", pictures=(funnel_picture(m.runs[0], m.amounts),), grids=(_funnel(m),))
        yield _sales_world(m)


def _sales_world(m: Material) -> Part:
    """What else the first run's scenario has: pictures, then every table."""
    outcome, ages = m.runs[0].outcome, read_ages(m.base.run.folder)
    pictures = tuple(seen_pictures(Reading(outcome), ages, m.amounts))
    tables = section_tables(seen_sections(outcome, ages), outcome.scenario.company.currency, m.language)
    return Part("seen", SEEN.text(m.language), (), pictures, tuple(grid_of(table) for table in tables))


def _attainment(m: Material) -> Grid:
    """Bands below one another, the runs side by side; each share with its interval."""
    tables = [attainment_table(run.outcome, m.language) for run in m.runs]
    rows = [
        (rows[0][0], *(_joined(share, span) for _, share, span in rows))
        for rows in zip(*(table.rows for table in tables), strict=True)
    ]
    heads = (tables[0].columns[0], *(run.title for run in m.runs))
    return grid(f"{tables[0].columns[1]} ({tables[0].columns[2]})", heads, rows)


def _joined(share: str, span: str) -> str:
    """A share and its interval."""
    return f"{share} ({span.replace(' %', '')})"


def _payouts(m: Material, notes: list[str]) -> list[Picture]:
    """A picture for each run whose reps have quotas, all with the same scale of pay."""
    found = [(run, payout_of(run.outcome)) for run in m.runs]
    highest = max((float(c.pay.max()) for _, payout in found for c in payout.curves), default=1.0)
    highest = max(highest, *(float(payout.pay.max()) for _, payout in found), 1.0)
    if any(payout.in_proportion for _, payout in found):
        notes.append(said("under_proportion", m.language))
    if not m.per_rep:
        notes.append(said("without_people", m.language))
    return [
        payout_picture(run, payout, highest, n, m.amounts, [_tip(m, run, place) for place in payout.place] if m.per_rep
                       else ())
        for n, (run, payout) in enumerate(found)
    ]  # fmt: skip


def _tip(m: Material, run: Shown, place: int) -> str:
    rep = run.outcome.scenario.people.reps[place]
    return f"{rep.id} {rep.name.text(m.language)}"


def _people(m: Material) -> Iterator[Grid]:
    """Each rep's own figures, on request."""
    for run in m.runs if m.per_rep else ():
        yield grid_of(rep_table(run.outcome, m.language), said("title_people", m.language, title=run.title))


def _budgets(m: Material, budgets: Sequence[Budget]) -> Grid:
    heads = [said(key, m.language) for key in ("scenario", "budget", "expected", "nine_years", "over_budget")]
    rows = [
        (
            run.title,
            m.amounts.money(budget.at_target),
            *_paid(budget.estimate, m.amounts),
            m.amounts.chance(budget.over.mean) + m.amounts.chance_bracket(budget.over),
        )
        for run, budget in zip(m.runs, budgets, strict=True)
    ]
    return grid(said("title_budgets", m.language), heads, rows)


def _components(m: Material, budget: Budget) -> Grid:
    heads = [said(key, m.language) for key in ("component", "at_target", "expected", "nine_years")]
    rows = [
        (part.name.text(m.language), m.amounts.money(part.at_target), *_paid(part.estimate, m.amounts))
        for part in budget.components
    ]
    return grid(said("title_budget", m.language, title=m.runs[0].title), heads, rows)


def _paid(e: Estimate, amounts: Amounts) -> tuple[str, str]:
    """Expected pay with its interval, and its spread over years."""
    expected = amounts.money(e.mean, False, (e.low, e.high)) + amounts.bracket(e.low, e.high, "money")
    return expected, amounts.span(e.p5, e.p95, "money")


def _funnel(m: Material) -> Grid:
    """The funnel of the first run, a conversion and its interval in one cell."""
    table = funnel_table(m.base.run.outcome, m.language)
    rows = [(*cells, _joined(rate, span)) for *cells, rate, span in table.rows]
    return grid(table.title, table.columns[:-1], rows)
