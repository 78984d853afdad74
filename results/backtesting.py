"""A backtest as a user meets it: origins one after the other, scores, and in plain words where it fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from results.backtest import COVERED, WHAT, Backtest, Forecast, clustered, forecasts_from, origins_of, score
from results.fit_report.heads import TITLES, columns, yes_no
from results.fit_report.reading import Files, company_in
from results.fit_report.sentences import said
from results.fittable import said_of
from results.render.backtest_chart import backtest_chart
from results.render.sections import plain, section_data, section_tables
from results.render.tables import Table
from results.section import CellUnit, Column, In, Section
from results.work import Bar, Done, Options
from scenarios.base import Label
from scenarios.company import Currency
from scenarios.crm.compose.plan import currency_section
from scenarios.crm.fit.interval import Fitted
from scenarios.crm.tables import WON, Company
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults, load
from scenarios.scenario import Scenario

Floats = npt.NDArray[np.float64]
NAMES = {"wins": Label(en="Won deals", zh="赢单数"), "value": Label(en="Value won", zh="赢单金额")}
PLACES = (Label(en="first", zh="首月"), Label(en="second", zh="次月"), Label(en="last", zh="末月"))
FEWEST_WINS = 20
"""Won deals that must be known at an origin for a fit to be worth looking at."""
FAR = 3.0
"""Standard errors by which a rep's mean place among the simulated must lie off the middle to be named."""
TITLE = Label(en="Backtest: {origins} origins, {horizon} months ahead each, {replications} simulated futures",
              zh="回测：{origins} 个起点，每个向前 {horizon} 个月，各模拟 {replications} 次")  # fmt: skip


def run_backtest(source: str, files: Files, chart: Path | None, bar: Bar, options: Options) -> Done:
    """Rolling origins: calibrate on the past, simulate the rest, compare. Raises ScenarioFaults."""
    like = load(source)
    company = company_in(files)
    origins, horizon, replications = _origins(company, files, options), options["horizon"], options["replications"]
    found = backtest(company, origins, horizon, replications, options["seed"], like, bar, str(files["opportunities"]))
    currency = Currency.model_validate(currency_section(company.currency, like))
    sections = backtest_sections(found)
    words = {"origins": len(origins), "horizon": horizon, "replications": replications}
    done = Done([Table(TITLE.text(options["lang"]).format(**words), (), ())])
    done.tables += section_tables(sections, currency, options["lang"])
    done.data = {
        "scenario": source,
        "origins": plain(origins),
        "horizon": horizon,
        "replications": replications,
        "seed": options["seed"],
        "currency": currency.code,
        **section_data(sections),
        "forecasts": plain(found.forecasts),
    }
    if chart:
        done.notes += backtest_chart(found, currency, chart, options["lang"])
    return done


def backtest(
    company: Company, origins: Sequence[pd.Timestamp], horizon: int, replications: int, seed: int,
    like: Scenario | None, bar: Bar, file: str,
) -> Backtest:  # fmt: skip
    """Forecasts from each origin, with their scores; what cannot be fitted at an origin is said of the file."""
    bar.expect(len(origins))
    forecasts: list[Forecast] = []
    months = []
    for origin in origins:
        with said_of(file, f"as of {origin.date()} "):
            made, whole = forecasts_from(company, origin, horizon, replications, seed, like)
        forecasts += made
        months.append(whole)
        bar(1)
    return Backtest(
        tuple(forecasts), tuple(score(forecasts, what) for what in WHAT), pd.concat(months, ignore_index=True)
    )


def _origins(company: Company, files: Files, options: Options) -> list[pd.Timestamp]:
    """As many origins as asked for; the oldest of them must know enough to fit anything."""
    assert company.opportunities is not None
    rows = company.opportunities.rows
    won = rows[(rows["outcome"] == WON) & (rows["amount"] > 0)]
    file = str(files["opportunities"])
    if won["closed"].notna().sum() < FEWEST_WINS:
        raise ScenarioFaults([Fault(file, 0, "", f"fewer than {FEWEST_WINS} won deals: too few to test a forecast on")])
    origins = origins_of(company, options["origins"], options["horizon"])
    known = [origin for origin in origins if (won["closed"] <= origin).sum() >= FEWEST_WINS]
    if len(known) < len(origins):
        message = f"goes back to {origins[0].date()}, when fewer than {FEWEST_WINS} won deals were known"
        hint = (
            f"at most {len(known)} are possible with --horizon {options['horizon']}" if known else "shorten --horizon"
        )
        raise ScenarioFaults([Fault("--origins", 0, "", message, str(options["origins"]), hint)])
    return origins


# ── what it says ────────────────────────────────────────────────────────────────────────────────


def backtest_sections(found: Backtest) -> list[Section]:
    """Scores, the company's months, and where the forecasts are off."""
    return [
        _scores(found),
        _company(found),
        _by(found, "by_horizon", "ahead", _ahead),
        _places(found),
        _reps_off(found),
    ]


def _scores(found: Backtest) -> Section:
    rows: list[tuple[object, ...]] = []
    notes: list[Label] = []
    for one in found.scores:
        unit: CellUnit = "money" if one.what == "value" else "number"
        coverage = Fitted(one.coverage, one.low, one.high, one.forecasts)
        rows.append((NAMES[one.what], one.forecasts, one.months, coverage, yes_no(one.holds), In(one.loss, unit),
                     In(one.own_loss, unit), one.bias))  # fmt: skip
        notes += _verdict(found, one.what)
    heads = columns("what", ("forecasts", "count"), ("months", "count"), ("coverage", "share"), "holds",
                    ("loss", "number"), ("own_loss", "number"), ("bias", "times"))  # fmt: skip
    return Section("scores", TITLES["scores"], heads, tuple(rows), tuple(notes))


def _verdict(found: Backtest, what: str) -> list[Label]:
    """Whether the interval holds and whether the forecast beats each rep's own past, in words."""
    one = next(score for score in found.scores if score.what == what)
    told = []
    if one.holds:
        told.append(said("interval_holds", what=NAMES[what]))
    else:
        told.append(said("interval_narrow" if one.coverage < COVERED else "interval_wide", what=NAMES[what]))
    gap = np.array([f.loss - f.own_loss for f in found.forecasts if f.what == what])
    low, high = clustered(gap, _months(found, what), bounded=False)
    than = Label(en="lower", zh="低") if one.loss < one.own_loss else Label(en="higher", zh="高")
    key = "loss_better" if high < 0 else "loss_worse" if low > 0 else "loss_same"
    change = abs(one.loss / one.own_loss - 1) if one.own_loss else 0.0
    return [*told, said(key, what=NAMES[what], change=In(change, "share"), than=than)]


def _months(found: Backtest, what: str) -> npt.NDArray[np.int64]:
    return np.array([f.month.value for f in found.forecasts if f.what == what])


def _company(found: Backtest) -> Section:
    """Each month of the whole company as it came against what was simulated."""
    rows = []
    for row in found.company.to_dict("records"):
        unit: CellUnit = "money" if row["what"] == "value" else "count"
        low, high = In(row["low"], unit), In(row["high"], unit)
        inside = row["low"] <= row["actual"] <= row["high"]
        rows.append((NAMES[row["what"]], row["origin"], f"{row['month']:%Y-%m}", In(row["actual"], unit),
                     In(row["expected"], unit), low, high, yes_no(inside)))  # fmt: skip
    heads = (*columns("what", "origin", "month", ("actual", "number"), ("expected", "number")),
             Column("low", Label(en="10 %", zh="10% 分位"), "number"),
             Column("high", Label(en="90 %", zh="90% 分位"), "number"), *columns("inside"))  # fmt: skip
    return Section("company_months", TITLES["company_months"], heads, tuple(rows), _months_off(found), most=60)


def _months_off(found: Backtest) -> tuple[Label, ...]:
    """Months in which the whole company lay outside, by where in the quarter they are."""
    notes = []
    for what in WHAT:
        rows = found.company[found.company["what"] == what]
        above, below = (rows[mask] for mask in (rows["actual"] > rows["high"], rows["actual"] < rows["low"]))
        parts = [(key, sorted({f"{month:%Y-%m}" for month in some["month"]})) for key, some in
                 (("months_above", above), ("months_below", below)) if len(some)]  # fmt: skip
        notes += [said(key, what=NAMES[what], months=", ".join(months)) for key, months in parts]
    return tuple(notes)


def _ahead(f: Forecast) -> int:
    return (f.month.year - f.origin.year) * 12 + f.month.month - f.origin.month


def _by(found: Backtest, key: str, head: str, place_of: Callable[[Forecast], int]) -> Section:
    """Coverage and bias, group by group."""
    rows = []
    for what in WHAT:
        of = [f for f in found.forecasts if f.what == what]
        for place in sorted({place_of(f) for f in of}):
            here = [f for f in of if place_of(f) == place]
            expected = sum(f.expected for f in here)
            pit = np.array([f.pit for f in here])
            low, high = ((1 - COVERED) / 2, (1 + COVERED) / 2)
            rows.append((NAMES[what], place, len(here), float(np.mean([f.covered for f in here])),
                         float((pit <= low).mean()), float((pit >= high).mean()),
                         sum(f.actual for f in here) / expected if expected else None))  # fmt: skip
    heads = columns("what", (head, "count"), ("forecasts", "count"), ("coverage", "share"), ("low_pit", "share"),
                    ("high_pit", "share"), ("bias", "times"))  # fmt: skip
    return Section(key, TITLES[key], heads, tuple(rows), most=40)


def _places(found: Backtest) -> Section:
    """By place of the month in its quarter, and where the whole company is mostly off on one side."""
    notes = []
    for what in WHAT:
        rows = found.company[found.company["what"] == what]
        place = (rows["month"].dt.month - 1) % 3
        for side, out in (("above", rows["actual"] > rows["high"]), ("below", rows["actual"] < rows["low"])):
            for k, name in enumerate(PLACES):
                months = rows.loc[place == k, "month"].nunique()
                off = rows.loc[(place == k) & out, "month"].nunique()
                if months >= 2 and off > months / 2:
                    notes.append(said(f"place_{side}", what=NAMES[what], place=name, count=off, of=months))
    section = _by(found, "by_place", "place", lambda f: (f.month.month - 1) % 3 + 1)
    return replace(section, notes=tuple(notes))


def _reps_off(found: Backtest) -> Section:
    """Reps whose outcomes lie mostly above, or mostly below, what was simulated."""
    rows = []
    for what in WHAT:
        for rep in dict.fromkeys(f.rep for f in found.forecasts):
            of = [f for f in found.forecasts if f.what == what and f.rep == rep]
            z = (float(np.mean([f.pit for f in of])) - 0.5) * float(np.sqrt(12 * len(of)))
            expected = sum(f.expected for f in of)
            if abs(z) > FAR and expected:
                rows.append((NAMES[what], rep, len(of), sum(f.actual for f in of) / expected, z))
    rows.sort(key=lambda row: -abs(row[4]))
    heads = (*columns("what", "rep", ("forecasts", "count"), ("bias", "times")),
             Column("errors", Label(en="Standard errors off", zh="偏离（标准误）"), "number"))  # fmt: skip
    notes = () if rows else (said("reps_on"),)
    return Section("by_rep", TITLES["by_rep"], heads, tuple(rows), notes, most=10)
