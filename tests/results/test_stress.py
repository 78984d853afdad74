"""Stress tests: chances that never rise with the target, shocks that move what they are about, honest tails."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from results.block import Block, load_block, save_block
from results.live import live
from results.outcome import Outcome
from results.store import RunKey, Store
from results.stress import CALM, Cell, Stress, stress, years_of
from results.stress_sections import cells_section, stress_sections
from results.stress_words import hurts_most, lead
from results.worst import worst_of
from scenarios.crm.fit.interval import Fitted
from scenarios.load import load
from scenarios.scenario import Scenario
from scenarios.shock_effects import at_target, shocked
from scenarios.shock_text import read_shocks
from scenarios.shocks import Shock

SMALL = Path(__file__).parents[1] / "cli" / "small_company.yaml"
Floats = npt.NDArray[np.float64]
TARGETS = tuple(Decimal(text) for text in ("0.8", "0.9", "0.95", "1", "1.05", "1.1", "1.3"))
PLAIN = ("mind.kind=none", "people.reps[E107].joins=2027-04-01")
"""The bundled company with reps who do not react and one who joins in April."""


def shock(text: str) -> Shock:
    return read_shocks([text])[0][0]


@cache
def lived(text: str, *overrides: str, replications: int = 16) -> Outcome:
    """The bundled company's year under a shock."""
    return year(shocked(load("baseline", overrides), shock(text)), replications)


def year(scenario: Scenario, replications: int = 16) -> Outcome:
    return live(scenario, replications, 1, "kernel", lambda _: None)


def total(outcome: Outcome, measure: str) -> Floats:
    return outcome.year(measure).sum(axis=1)


# ── targets ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("source", ["baseline", SMALL], ids=["funnel", "direct"])
def test_no_year_that_misses_a_target_reaches_a_higher_one(source: str | Path) -> None:
    """Without reaction the chance never rises with the target, replication by replication, and it does fall."""
    base = load(source, ["mind.kind=none"])
    hits = np.array([years_of(year(at_target(base, target), 40))["hit"] for target in TARGETS])
    assert (np.diff(hits, axis=0) <= 0).all()
    assert hits[0].mean() > hits[-1].mean()


@pytest.mark.parametrize("source", ["baseline", SMALL], ids=["funnel", "direct"])
def test_chances_do_not_rise_with_the_target_where_reps_react(source: str | Path) -> None:
    """With reps who react, too, the chance falls or stays from each target to the next."""
    base = load(source, ["mind.pilot=8"])
    chances = [years_of(year(at_target(base, target), 60))["hit"].mean() for target in TARGETS]
    assert np.all(np.diff(chances) <= 0)
    assert chances[0] > chances[-1]


def test_a_target_moves_no_sale_of_reps_who_do_not_react() -> None:
    """The market stays what it is under another target: bookings are the same, to a coin of rounding in quotas."""
    funnel = load("baseline", ["mind.kind=none"])
    ours, theirs = (years_of(year(at_target(funnel, Decimal(text)), 4))["bookings"] for text in ("1", "1.3"))
    np.testing.assert_array_equal(ours, theirs)
    direct = load(SMALL, ["mind.kind=none"])
    ours, theirs = (years_of(year(at_target(direct, Decimal(text)), 4))["bookings"] for text in ("1", "1.3"))
    np.testing.assert_allclose(ours, theirs, atol=96 * 0.02)


# ── shocks ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["demand=0%", "price=0%", "leave=0@7", "hiring=0", "payment=0%"])
def test_a_shock_of_no_size_moves_no_number(text: str) -> None:
    """Null twin: under a shock of size zero every number of every year is exactly the base's."""
    ours, theirs = lived(text, *PLAIN), lived("demand=+0%", *PLAIN)
    assert ours.reps.tobytes() == theirs.reps.tobytes()
    assert ours.teams.tobytes() == theirs.teams.tobytes()


def test_less_demand_brings_fewer_leads() -> None:
    """Demand -20 %: fewer leads in every year, and fewer bookings."""
    base, less = lived("demand=0%", *PLAIN), lived("demand=-20%", *PLAIN)
    assert (total(less, "leads") < total(base, "leads")).all()
    assert total(less, "bookings").sum() < total(base, "bookings").sum()


def test_a_price_war_moves_money_and_no_deal() -> None:
    """Prices -10 %: the same leads and wins to the bit, bookings 10 % lower but for rounding, so margin too."""
    base, cheap = lived("demand=0%", *PLAIN), lived("price=-10%", *PLAIN)
    for measure in ("leads", "touches", "won_deals", "days_to_win"):
        np.testing.assert_array_equal(base.year(measure), cheap.year(measure))
    signed = {name: total(outcome, "bookings") for name, outcome in (("base", base), ("cheap", cheap))}
    np.testing.assert_allclose(signed["cheap"], 0.9 * signed["base"], rtol=1e-6)
    lost = total(base, "gross_margin") - total(cheap, "gross_margin")
    np.testing.assert_allclose(lost, signed["base"] - signed["cheap"], rtol=1e-4)


def test_key_reps_who_leave_take_their_salary_and_some_sales_with_them() -> None:
    """Two reps leaving in July: their leads stop, nobody's lead is lost to count, base salaries and bookings fall."""
    base, left = lived("leave=0@7", *PLAIN), lived("leave=2@7", *PLAIN)
    np.testing.assert_array_equal(total(base, "leads"), total(left, "leads"))
    assert (left.year("leads")[:, :2] < base.year("leads")[:, :2]).all()
    np.testing.assert_array_equal(total(base, "pay:base") - total(left, "pay:base"), 2 * 6 * 14_000_00)
    assert total(left, "bookings").mean() < total(base, "bookings").mean()


def test_late_newcomers_are_paid_later_and_get_fewer_leads() -> None:
    """Hiring three months late: the newcomer's salary of three months is spared, and her leads go to others."""
    base, late = lived("hiring=0", *PLAIN), lived("hiring=3", *PLAIN)
    place = [rep.id for rep in base.scenario.people.reps].index("E107")
    assert (late.year("leads")[:, place] < base.year("leads")[:, place]).all()
    np.testing.assert_array_equal(total(base, "leads"), total(late, "leads"))
    np.testing.assert_array_equal(total(base, "pay:base") - total(late, "pay:base"), 3 * 7_500_00)


def test_slow_payment_moves_cash_and_no_contract() -> None:
    """Time to payment +50 %: the same bookings to the bit, less collected within the year."""
    base, slow = lived("payment=0%", *PLAIN), lived("payment=+50%", *PLAIN)
    np.testing.assert_array_equal(base.year("bookings"), slow.year("bookings"))
    assert (total(slow, "collected") < total(base, "collected")).all()


# ── the worst years ─────────────────────────────────────────────────────────────────────────────


def test_worst_years_are_averaged_exactly() -> None:
    """Of 1 … 100 the worst 5 % average 3; of 1 … 50 the third of the two and a half counts half."""
    assert worst_of(np.arange(100.0, 0, -1)).value == 3
    assert worst_of(np.arange(1.0, 51)).value == pytest.approx((1 + 2 + 0.5 * 3) / 2.5)
    assert worst_of(np.array([7.0, 3.0])).value == 3
    assert not np.isfinite(worst_of(np.arange(39.0)).low)
    same = worst_of(np.full(200, 4.0))
    assert (same.low, same.value, same.high) == (4, 4, 4)


def test_interval_of_the_worst_years_holds() -> None:
    """Counted on 2000 samples of 200 normal numbers, the interval holds the true shortfall in 92 to 95 of 100."""
    truth = -stats.norm.pdf(stats.norm.ppf(0.05)) / 0.05
    samples = np.random.default_rng(3).normal(size=(2000, 200))
    found = [worst_of(sample) for sample in samples]
    assert 0.915 < np.mean([each.low <= truth <= each.high for each in found]) < 0.955


# ── the grid and what it says ───────────────────────────────────────────────────────────────────


def made(text: str, chances: tuple[float, ...], margin: float) -> tuple[Cell, ...]:
    """A row of cells whose years are reached in order, the first ones always; margin varies a little by year."""
    years = np.arange(100)
    rows = []
    for target, chance in zip((Decimal("0.9"), Decimal(1), Decimal("1.1")), chances, strict=True):
        hit = (years < 100 * chance).astype(np.float64)
        money = dict.fromkeys(("bookings", "pay", "collected"), 1000.0 + years)
        rows.append(
            Cell(shock(text) if text else CALM, target, {"hit": hit, **money, "margin_after_pay": margin + years})
        )
    return tuple(rows)


def stress_of(*rows: tuple[Cell, ...]) -> Stress:
    shocks, targets = tuple(row[0].shock for row in rows), tuple(cell.target for cell in rows[0])
    return Stress(load(SMALL), shocks, targets, rows, (None,) * len(rows))


CALM_ROW = ("", (0.9, 0.6, 0.2), 5000.0)


def test_what_hurts_most_is_the_largest_fall() -> None:
    """The shock with the largest fall of the chance is named, another where margin falls most, each with numbers."""
    found = stress_of(
        made(*CALM_ROW), made("demand=-20%", (0.5, 0.1, 0.0), 4500), made("price=-10%", (0.9, 0.4, 0.0), 900)
    )
    assert hurts_most(found, "hit") == shock("demand=-20%")
    assert hurts_most(found, "margin_after_pay") == shock("price=-10%")
    said = [sentence.en for sentence in lead(found)]
    assert said[1].startswith("Demand -20 % hurts most: the chance changes by -50.0 (")
    assert said[2].startswith("Prices -10 % costs most margin after pay: -¥4,100")
    assert "Demand -20 %: the target holds" in said[4]
    assert "up to 90 % of what is written (¥10.80 m, 50.0 %" in said[4]


def test_shocks_that_hurt_alike_are_not_ranked_beyond_doubt() -> None:
    """Where two shocks lower the chance alike it is said that which hurts more is not clear; where one does, not."""
    rows = [made(*CALM_ROW), made("demand=-20%", (0.5, 0.10, 0.0), 4500)]
    alike = stress_of(*rows, made("price=-10%", (0.5, 0.11, 0.0), 4500))
    apart = stress_of(*rows, made("price=-10%", (0.5, 0.50, 0.0), 4500))
    said = [[sentence.en for sentence in lead(found)] for found in (alike, apart)]
    assert ["not clear" in " ".join(each) for each in said] == [True, False]


def test_nothing_is_claimed_of_shocks_that_hurt_nobody() -> None:
    """Where no interval excludes zero, no shock is said to hurt."""
    found = stress_of(made(*CALM_ROW), made("payment=+50%", (0.9, 0.6, 0.2), 5000))
    assert hurts_most(found, "hit") is None
    assert "No shock that was tried clearly lowers the chance." in [sentence.en for sentence in lead(found)]


def test_a_target_breaks_where_half_the_years_miss_it() -> None:
    """The highest target reached in at least half of the years holds; where none is, that is said."""
    found = stress_of(made(*CALM_ROW), made("demand=-20%", (0.4, 0.1, 0.0), 1), made("price=-10%", (0.9, 0.9, 0.5), 1))
    held = [cell.target if cell else None for cell in (found.breaks(row) for row in range(3))]
    assert held == [Decimal(1), None, Decimal("1.1")]
    said = " ".join(sentence.en for sentence in lead(found))
    assert "Demand -20 %: no target that was tried holds" in said


def test_differences_are_taken_on_the_same_draws() -> None:
    """A change against no shock is year by year: its interval is a point where every year changes alike."""
    found = stress_of(made(*CALM_ROW), made("price=-10%", (0.9, 0.6, 0.2), 4000))
    assert found.change(1, "margin_after_pay") == Fitted(-1000, -1000, -1000, 100)
    assert found.change(0, "margin_after_pay").value == 0


def grid(folder: Path, assumptions: bool = False) -> Stress:
    scenario, shocks = load(SMALL), read_shocks(["demand=0%", "price=-5%"])[0]

    def store_of(world: Scenario, shock: Shock, target: Decimal) -> Store:
        return Store(RunKey(world, 1, 12, "kernel"), "cell", "", under=folder)

    targets = (Decimal("0.9"), Decimal(1))
    return stress(scenario, shocks, targets, 12, 1, lambda _: None, store_of, assumptions)


def test_cells_are_those_of_runs(tmp_path: Path) -> None:
    """A cell without a shock at the written target is the scenario's own run, and one under a zero shock the same."""
    found = grid(tmp_path)
    plain = years_of(year(load(SMALL), 12))
    for row in (0, 1):
        for key, values in plain.items():
            np.testing.assert_array_equal(found.at_written(row).years[key], values)
    assert all(found.change(1, key).value == 0 for key in plain)
    assert (found.at_written(2).years["bookings"] < plain["bookings"]).all()


def test_ranges_over_assumptions_hold_the_written_values(tmp_path: Path) -> None:
    """With assumptions on every shock has a range that holds its own mean over the same years; without, none."""
    found = grid(tmp_path, assumptions=True)
    for row in range(3):
        spread = found.spreads[row]
        assert spread is not None
        low, high = spread.ranges["margin_after_pay"]
        assert low <= 100 * found.at_written(row).years["margin_after_pay"].mean() <= high
        assert low < high
    assert grid(tmp_path).spreads == (None, None, None)


def test_sections_survive_being_kept(tmp_path: Path) -> None:
    """What a stress test found reads back as it was written; the map of chances says which column is written."""
    found = grid(tmp_path, assumptions=True)
    sections = tuple(stress_sections(found, ()))
    block = Block("stress", found.scenario.title, lead(found), sections, "CNY")
    save_block(tmp_path, block)
    assert load_block(tmp_path) == block
    heat = sections[0]
    assert (heat.key, heat.more) == ("heat", {"shade": "share", "at": 2})
    assert heat.columns[2].head.en == "100 %"
    assert [row[2] for row in heat.rows] == [found.at_written(row).chance.value for row in range(3)]
    assert len(cells_section(found).rows) == 6
