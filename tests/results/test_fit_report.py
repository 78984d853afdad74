"""The parts of a fit report: facts told as tables and data, sentences in both languages, and the fit of orders."""

import math
import string

import numpy as np
import pandas as pd
import pytest

from results.fit_report.heads import HEADS, TITLES, columns
from results.fit_report.process import law_text, wilson
from results.fit_report.reading import part_months
from results.fit_report.sentences import SENTENCES, number, p_is, said
from results.render.sections import Cells, plain, section_data, section_tables
from results.section import In, Section
from scenarios.base import Label
from scenarios.company import Currency
from scenarios.crm.compose.direct import compose_direct
from scenarios.crm.fit.direct import fit_direct
from scenarios.crm.fit.interval import Fitted
from scenarios.crm.fit.values import Family
from scenarios.crm.tables import Company, Orders, Quotas, Roster

DOLLARS = Currency(code="USD", symbol="$")


# ── cells, tables, data ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (Fitted(0.6315, 0.62, 0.643, 6711), "share", "63.1 % (62.0 … 64.3)"),
        (Fitted(1.44, 1.21, 1.72, 4238), "times", "×1.44 (×1.21 … ×1.72)"),
        (Fitted(2.0, 0.0, math.inf, 3), "number", "2"),
        (Fitted(math.nan, 0.0, 1.0, 0), "share", "–"),
        (0.00004, "chance", "< 0.001"),
        (0.0312, "chance", "0.031"),
        (0.2649, "chance", "0.26"),
        (8800, "count", "8,800"),
        (Fitted(8800, -math.inf, math.inf, 1), "count", "8,800"),
        (Fitted(2361.4, -math.inf, math.inf, 1), "money", "$2,361"),
        (51.83, "days", "51.8"),
        (0.0058, "share", "0.58 %"),
        (2361.4, "money", "$2,361"),
        (None, "days", "–"),
        (math.nan, "number", "–"),
        (pd.Timestamp("2017-12-31"), "text", "2017-12-31"),
        (In(0.5, "share"), "number", "50.0 %"),
    ],
)
def test_cells_are_read_as_people_read_them(value: object, unit: str, shown: str) -> None:
    """A number in its unit, its interval behind it; what is unknown is a dash, never `nan`."""
    assert Cells(DOLLARS, "en").text(value, unit) == shown  # type: ignore[arg-type]


def section(rows: int) -> Section:
    cells = tuple((f"s{k}", Fitted(0.5, 0.4, math.inf, k)) for k in range(rows))
    note = Label(en="A note.", zh="说明。")
    return Section("wins", TITLES["wins"], columns("segment", ("rate", "share")), cells, (note,), most=3)


def test_long_sections_are_cut_in_tables_and_whole_in_data() -> None:
    """A table shows some rows and says how many more there are; data have all of them, without infinity."""
    (table,) = section_tables([section(5)], DOLLARS, "zh")
    assert len(table.rows) == 4
    assert table.rows[-1][0] == "……另有 2 行（--json 给出全部）"
    assert table.notes == ("说明。",)
    found = section_data([section(5)])["wins"]
    assert len(found["rows"]) == 5
    assert found["rows"][1] == {"segment": "s1", "rate": {"value": 0.5, "low": 0.4, "high": None, "n": 1}}
    assert found["notes"] == [{"en": "A note.", "zh": "说明。"}]


def test_a_section_of_words_alone_has_no_heads() -> None:
    """Where no row is, only title and sentences are shown."""
    (table,) = section_tables([section(0)], DOLLARS, "en")
    assert (table.columns, table.rows, table.notes) == ((), (), ("A note.",))


def test_anything_becomes_plain() -> None:
    """Arrays, numpy's numbers, days and records: values that JSON can say."""
    found = plain({"a": np.array([1.0, np.nan]), "b": np.int64(3), "c": pd.NaT, "d": Fitted(1, 0, np.inf, 2)})
    assert found == {"a": [1.0, None], "b": 3, "c": None, "d": {"value": 1, "low": 0, "high": None, "n": 2}}


# ── sentences ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", SENTENCES)
def test_every_sentence_says_the_same_numbers_in_both_languages(key: str) -> None:
    """Both forms are there, differ, and have the same gaps for numbers."""
    sentence = SENTENCES[key]
    english, chinese = (
        {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (sentence.en, sentence.zh)
    )
    assert english == chinese
    assert sentence.en != sentence.zh
    assert any("\u4e00" <= sign <= "\u9fff" for sign in sentence.zh)


def test_heads_and_titles_are_in_both_languages() -> None:
    """No head or title was left in one language only, but for signs that both use."""
    assert [key for key, label in (TITLES | HEADS).items() if not label.en or not label.zh] == []
    assert [key for key, label in TITLES.items() if label.en == label.zh] == []


def test_numbers_in_sentences() -> None:
    """Intervals and p-values are written as in tables."""
    told = said("reps_same", p=In(0.2649, "chance"))
    assert told.en.startswith("Reps do not differ in win rate beyond chance (p = 0.26)")
    assert "p = 0.26" in told.zh
    assert number(Fitted(1.44, 1.21, 1.72, 9), "times") == "×1.44 (×1.21 … ×1.72)"
    assert (p_is(0.0001), p_is(0.04)) == ("< 0.001", "= 0.040")


def test_laws_and_shares_and_part_months() -> None:
    """Laws by their usual parameters; Wilson's interval; a month is part of the file where a day of it is missing."""
    assert law_text(Family("weibull", (2.3312, 2899.7), 0.0, 0.1)) == "weibull(2.33, 2900)"
    share = wilson(4238, 6711)
    assert (round(share.value, 4), round(share.low, 3), round(share.high, 3)) == (0.6315, 0.620, 0.643)
    assert math.isnan(wilson(0, 0).value)
    assert part_months(pd.Timestamp("2026-01-01"), pd.Timestamp("2026-03-31")) == []
    assert part_months(pd.Timestamp("2026-01-02"), pd.Timestamp("2026-03-30")) == ["2026-01", "2026-03"]


# ── a company with orders ───────────────────────────────────────────────────────────────────────

REPS = [f"R{k}" for k in range(1, 9)]


def sold(level: float, cv: float, margin: float = 0.25) -> Company:
    """Quarterly quotas of 300,000 for eight people over five years, each month sold at a level with gamma luck."""
    starts = pd.date_range("2021-01-01", periods=20, freq="QS")
    quotas = pd.DataFrame([(rep, s, s + pd.DateOffset(months=3), 3e5) for rep in REPS for s in starts],
                          columns=["owner", "start", "end", "amount"])  # fmt: skip
    months = pd.date_range("2021-01-01", periods=60, freq="MS")
    n = len(REPS) * len(months)
    luck = np.random.default_rng(5).gamma(1 / cv**2, cv**2, n)
    orders = pd.DataFrame({"owner": np.repeat(REPS, len(months)), "date": np.tile(months + pd.Timedelta(days=9), 8),
                           "amount": 1e5 * level * luck})  # fmt: skip
    orders = orders.assign(
        id=[str(k) for k in range(n)], account="", segment="all", cost=orders["amount"] * (1 - margin)
    )
    return Company(orders=Orders(orders), quotas=Quotas(quotas))


@pytest.mark.parametrize(("level", "cv"), [(0.85, 0.3), (1.1, 0.5)])
def test_direct_fit_finds_level_spread_and_margin(level: float, cv: float) -> None:
    """What months were made with comes out: level within its interval, spread of a month, margin from costs."""
    fit = fit_direct(sold(level, cv), pd.Timestamp("2025-12-31"))
    assert abs(fit.level.value - level) < fit.level.high - fit.level.low
    assert fit.cv.value == pytest.approx(cv, rel=0.2)  # of 160 quarters
    assert fit.margin is not None
    assert fit.margin.value == pytest.approx(0.25)
    assert fit.differ > 0.01
    assert fit.attainment is not None
    assert fit.attainment.matched == 160


def test_direct_scenario_states_effort_apart_from_what_was_fitted() -> None:
    """Base and effect make up the level at the usual effort; effect is assumed with its range, base is fitted."""
    company = sold(0.9, 0.4)
    fit = fit_direct(company, pd.Timestamp("2025-12-31"))
    scenario = compose_direct(company, fit, "orders")
    kinds = {source.path: source.kind for source in scenario.sources}
    assert scenario.market.base + scenario.market.effect == pytest.approx(fit.level.value, rel=1e-5)  # type: ignore[union-attr]
    assert (kinds["market.base"], kinds["market.effect"], kinds["market.noise.cv"]) == ("fitted", "assumed", "fitted")
    assert float(scenario.targets.company) == pytest.approx(8 * 12e5, rel=0.02)


def test_managers_sell_only_with_a_quota_of_their_own() -> None:
    """Who leads others and has no quota is not a rep; one with a quota is."""
    company = sold(0.9, 0.4)
    people = pd.DataFrame({"id": [*REPS, "M1"], "name": "", "team": "t", "level": "", "manager": ["M1"] * 6 + ["R1"] * 2
                           + [""], "hired": pd.NaT, "left": pd.NaT, "base": np.nan, "variable": np.nan})  # fmt: skip
    assert company.orders is not None
    with_roster = Company(orders=company.orders, quotas=company.quotas, roster=Roster(people))
    assert fit_direct(with_roster, pd.Timestamp("2025-12-31")).reps == tuple(REPS)


def test_nothing_sold_cannot_be_fitted() -> None:
    """An error in words, not a division by zero."""
    company = sold(0.9, 0.4)
    assert company.orders is not None
    nothing = Company(orders=Orders(company.orders.rows.assign(amount=0.0)))
    with pytest.raises(ValueError, match="nothing was sold"):
        fit_direct(nothing)
