"""A fitted company as a scenario: valid, written and read again unchanged, each number with its source, and true to
the fit."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from planted import lived
from scipy import special

from results.export import exported
from scenarios.crm.compose.scenario import compose
from scenarios.crm.compose.sources import ids_of
from scenarios.crm.fit.company import Fit, fit_company
from scenarios.crm.tables import Company, Opportunities, Roster
from scenarios.load import load, resolved_text
from scenarios.scenario import Scenario
from scenarios.vary import with_factors
from sim.engine import chunk_of, prepare
from sim.measures import M

TRUTH = Path(__file__).parents[3] / "recovery" / "truth.yaml"
DAY = pd.Timestamp("2025-12-31")


@cache
def known() -> tuple[Company, Fit, Scenario]:
    """An export of a company whose numbers are known, its fit and its scenario."""
    company = exported(load(TRUTH), seed=7)
    fit = fit_company(Company(company.opportunities, roster=company.roster), DAY)
    return company, fit, compose(company, fit, "Known", months=12)


def test_a_composed_scenario_reads_back_as_it_was_written(tmp_path: Path) -> None:
    """Its text, loaded again, is the same scenario."""
    _, _, scenario = known()
    text = resolved_text(scenario)
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    assert resolved_text(load(tmp_path / "scenario.yaml")) == text


def test_fitted_numbers_carry_their_intervals() -> None:
    """Levels, values and chances are marked fitted, with the interval over the value as their factor."""
    _, fit, scenario = known()
    rows = {row.path: row for row in scenario.sources}
    paths = ["market.demand[*].leads_per_year"]
    paths += [f"market.segments[{name}].value.mean" for name in fit.segments]
    paths += [f"funnel.stages[{stage.id}].advance" for stage in fit.process.stages]
    for path in paths:
        low, high = rows[path].factor or (1.0, 1.0)
        assert rows[path].kind == "fitted", path
        assert 0.5 < low < 1 < high < 2, path
    stage = fit.process.stages[0].fit.advance
    told = rows[f"funnel.stages[{fit.process.stages[0].id}].advance"].factor
    assert told == pytest.approx(stage.factor, abs=1e-4)


def test_what_no_export_tells_is_assumed() -> None:
    """Effort response, margin, hours, pay and minds are assumed, each with where the assumption comes from."""
    _, _, scenario = known()
    assumed = {row.path for row in scenario.sources if row.kind == "assumed" and row.source}
    assert {"funnel.effort_effect", "market.segments[*].margin", "mind", "plan"} <= assumed


def test_the_scenario_wins_what_the_fit_expects() -> None:
    """Wins of its first three months, simulated 200 times without minds, agree with the fit within four standard
    errors and 2 %: what steps of 2.5 % in the tables of times, and months that follow the year's season, may shift.
    """
    _, fit, scenario = known()
    still = with_factors(scenario, {}, mind="none")
    panel = chunk_of(prepare(still, 1), 0, 200)
    wins = panel.values[:, 1:4, :, M.WON_DEALS].sum(axis=(1, 2))
    due = expected_wins(fit, days=90)
    error = wins.std(ddof=1) / np.sqrt(len(wins))
    assert abs(wins.mean() - due) < 4 * error + 0.02 * due


def expected_wins(fit: Fit, days: int) -> float:
    """Open deals and those to come, each by its chances and times, day by day; nothing of the composed scenario."""
    ahead = np.arange(days + 1)
    pattern = fit.arrivals.pattern
    calendar = fit.as_of + pd.to_timedelta(1 + np.arange(days), unit="D")
    middle = fit.arrivals.first + (fit.arrivals.last - fit.arrivals.first) / 2
    grown = (1 + pattern.growth_used) ** (np.asarray((calendar - middle).days) / 365.25)
    rate = pattern.month[np.asarray(calendar.month) - 1] * pattern.weekday[np.asarray(calendar.day_of_week)] * grown
    flow = sum(level.value for level in fit.arrivals.levels) / 365.25 * rate  # deals a day that come to a stage
    won = 0.0
    for place, stage in enumerate(fit.process.stages):
        p, curve = _chances(fit, place), stage.fit.yes
        done = np.interp(ahead, np.r_[0.0, curve.times], np.r_[0.0, 1 - curve.left])
        out = np.convolve(flow * _mean(fit, place), np.diff(done))[:days]
        for age, chance in zip(stage.age[stage.waiting], p[stage.waiting], strict=True):
            at = np.interp(age + ahead, np.r_[0.0, curve.times], np.r_[1.0, curve.left])
            none = np.interp(age, np.r_[0.0, stage.fit.no.times], np.r_[1.0, stage.fit.no.left])
            total = chance * at[0] + (1 - chance) * none
            out += -np.diff(at) * chance / max(total, 1e-9)
        flow = out
        won = float(out.sum())
    return won


def _chances(fit: Fit, place: int) -> np.ndarray:
    """Of a yes, by deal of the export."""
    odds = fit.process.stages[place].fit.odds
    cells = fit.process.cells
    rows, where = np.unique(np.column_stack([cells.segment, cells.channel, cells.rep]), axis=0, return_inverse=True)
    found = [odds.eta(int(s), int(r) if r >= 0 else None, int(c)) for s, c, r in rows]
    return np.asarray(special.expit(found))[where]


def _mean(fit: Fit, place: int) -> float:
    """Of the deals that came to the stage."""
    return float(fit.process.stages[place].fit.odds.mean.value)


def small(**columns: object) -> Company:
    return Company(lived(400, 3, **columns))  # type: ignore[arg-type]


def composed(company: Company) -> Scenario:
    return compose(company, fit_company(company), "Small")


def test_one_rep_one_segment_one_stage_make_a_scenario() -> None:
    """The smallest company there is: one of each."""
    scenario = composed(small())
    assert len(scenario.people.reps) == 1
    assert scenario.funnel is not None
    assert [stage.segments for stage in scenario.funnel.stages] == [()]


def test_a_single_win_makes_a_scenario() -> None:
    """One deal won of many closed is enough to tell what deals are worth, if not how surely."""
    company = small()
    assert company.opportunities is not None
    rows = company.opportunities.rows.copy()
    spare = rows.index[rows["outcome"] == "won"][1:]
    rows.loc[spare, "outcome"] = "lost"
    scenario = composed(Company(Opportunities(rows, company.opportunities.stages, company.opportunities.names)))
    assert scenario.market.kind == "funnel"
    (amount,) = rows.loc[rows["outcome"] == "won", "amount"]
    assert float(scenario.market.segments[0].value.mean) == pytest.approx(amount)


def test_without_a_win_nothing_is_composed() -> None:
    """All lost: the reason is said."""
    company = small()
    assert company.opportunities is not None
    rows = company.opportunities.rows.assign(amount=np.nan)
    rows["outcome"] = rows["outcome"].replace("won", "lost")
    with pytest.raises(ValueError, match="no deal was won with an amount"):
        composed(Company(Opportunities(rows, company.opportunities.stages, company.opportunities.names)))


def test_chinese_names_make_ids() -> None:
    """Reps, segments and teams keep their names, which serve as ids as far as they can."""
    rng = np.random.default_rng(4)
    names = ["张三", "李四", "王 五"]
    owner, segment = rng.choice(names, 400), rng.choice(["标准版", "旗舰版（2025）"], 400)
    unknown = {"level": "", "manager": "", "hired": pd.NaT, "left": pd.NaT, "base": np.nan, "variable": np.nan}
    roster = pd.DataFrame({"id": names, "name": names, "team": "华东", **unknown})
    scenario = composed(Company(small(owner=owner, segment=segment).opportunities, roster=Roster(roster)))
    assert [str(rep.name.zh) for rep in scenario.people.reps] == names
    assert [rep.id for rep in scenario.people.reps] == ["张三", "李四", "王-五"]
    assert {s.id for s in scenario.market.segments} == {"标准版", "旗舰版-2025"}  # type: ignore[union-attr]
    assert [team.id for team in scenario.company.teams] == ["华东"]


def test_ids_are_unique() -> None:
    """Names that differ only in what an id cannot hold get numbers; long and empty ones get ids, too."""
    names = ["A B", "A-B", "A/B", "", "  ", "x" * 50, "x" * 60]
    ids = ids_of(names)
    assert len(set(ids.values())) == len(names)
    assert all(0 < len(id_) <= 40 for id_ in ids.values())
