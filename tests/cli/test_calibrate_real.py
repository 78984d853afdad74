"""Three vendors' sample companies, calibrated: the known figures come out, and each scenario runs and compares.

They lie beside the checkout and are not part of it; without them these tests are skipped.
"""

from pathlib import Path
from typing import Any

import pytest
from commands import data, quotalab

from scenarios.load import load

HERE = Path(__file__).parent
DATA = HERE.parents[2] / "shared" / "data"
MAPS = HERE.parent / "scenarios" / "crm"
FILES = {
    "maven": {"opportunities": "maven_crm/sales_pipeline.csv", "roster": "maven_crm/sales_teams.csv"},
    "pbi": {"opportunities": "pbi_ai_sample/Opportunities.csv", "roster": "pbi_ai_sample/Owners.csv"},
    "adventureworks": {
        "orders": "adventureworks/reseller_orders.csv",
        "quotas": "adventureworks/FactSalesQuota.csv",
        "roster": "adventureworks/DimEmployee_with_SalesPerson.csv",
    },
}
QUICK = ("--replications", "3", "--no-assumptions", "--set", "mind.pilot=4")
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the vendors' sample files (../shared/data) are not here")


def words(name: str, map_file: Path | None = None) -> tuple[str, ...]:
    files = {"map": map_file or MAPS / f"{name}.map.yaml"} | {kind: DATA / path for kind, path in FILES[name].items()}
    return tuple(word for kind, path in files.items() for word in (f"--{kind}", str(path)))


@pytest.fixture(scope="module")
def calibrated(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Each company calibrated once: the scenario's path and what --json prints."""
    known: dict[str, tuple[Path, Any]] = {}

    def of(name: str) -> tuple[Path, Any]:
        if name not in known:
            folder = tmp_path_factory.mktemp(name)
            known[name] = (
                folder / f"{name}.yaml",
                data(folder, "calibrate", *words(name), "-o", str(folder / f"{name}.yaml")),
            )
        return known[name]

    return of


def rows(found: Any, section: str) -> list[dict[str, Any]]:
    return list(found[section]["rows"])


def line(found: Any, section: str, name: str) -> Any:
    """The number of a report's line by its English name."""
    (row,) = [row for row in rows(found, section) if row["what"]["en"] == name]
    return row["number" if "number" in row else "value"]


def notes(found: Any, section: str) -> str:
    return " ".join(note["en"] for note in found[section]["notes"])


def law(found: Any, what: str, name: str) -> list[float]:
    """The parameters of a law tried on something."""
    (text,) = [row["law"] for row in rows(found, "laws") if row["what"]["en"] == what and row["law"].startswith(name)]
    return [float(part) for part in text.removeprefix(f"{name}(").removesuffix(")").split(", ")]


# ── Maven ───────────────────────────────────────────────────────────────────────────────────────


def test_maven_has_its_known_figures(calibrated: Any) -> None:
    """Counts exactly; 63.15 % of closed deals won; cycle mean 51.8, median 57, longest 138, and not of one hump."""
    _, found = calibrated("maven")
    assert [line(found, "read", name) for name in ("Deals", "won", "lost", "open")] == [8800, 4238, 2473, 2089]
    assert rows(found, "wins")[0]["rate"]["value"] == pytest.approx(0.6315, abs=5e-5)
    won = rows(found, "cycles")[0]
    assert (round(won["mean"], 1), won["median"], won["longest"]) == (51.8, 57, 138)
    assert "Cycle of won deals: no law of one hump comes close" in notes(found, "laws")


def test_maven_values_are_list_prices_with_a_tenth_of_spread(calibrated: Any) -> None:
    """Deal value is list price × N(1, 0.10) for each product."""
    _, found = calibrated("maven")
    price = {"GTX Basic": 550, "GTX Pro": 4821, "MG Special": 55, "MG Advanced": 3393, "GTX Plus Pro": 5482,
             "GTX Plus Basic": 1096}  # fmt: skip
    by_product = {row["segment"]: row for row in rows(found, "values") if isinstance(row["segment"], str)}
    for product, listed in price.items():
        row = by_product[product]
        assert row["cv"]["value"] == pytest.approx(0.10, abs=0.012)
        assert row["mean"]["value"] == pytest.approx(listed, rel=0.02)


def test_maven_closes_at_the_end_of_quarters(calibrated: Any) -> None:
    """Won ×1.44 and lost ×0.38 in the last month of a quarter, both beyond chance."""
    _, found = calibrated("maven")
    won, lost = rows(found, "steps")
    assert (round(won["ratio"]["value"], 2), round(lost["ratio"]["value"], 2)) == (1.44, 0.38)
    assert won["ratio"]["low"] > 1 > lost["ratio"]["high"]
    assert max(won["p"], lost["p"]) < 0.001


def test_maven_reps_do_not_differ(calibrated: Any) -> None:
    """The sentence says so with its p-value; what is shrunk is far closer together than the raw rates."""
    _, found = calibrated("maven")
    assert found["reps"]["p_value"] > 0.2
    assert "Reps do not differ in win rate beyond chance" in notes(found, "reps")
    active = [row for row in rows(found, "reps") if row["closed"]]
    raw, shrunk = ([row[key]["value"] for row in active] for key in ("raw", "shrunk"))
    assert max(shrunk) - min(shrunk) < 0.5 * (max(raw) - min(raw))


def test_maven_has_zombies_and_a_gap(calibrated: Any) -> None:
    """Open deals older than any that was ever closed are not handed over; the record begins on 2017-03-01."""
    _, found = calibrated("maven")
    (stage,) = rows(found, "stages")
    assert stage["zombies"] > 800
    assert stage["idle"]["low"] > 0.1
    assert "zombies" in notes(found, "stages")
    assert "though no deal was ever closed after 138" in notes(found, "stages")
    assert "No closing before 2017-03-01 was recorded" in notes(found, "read")
    assert "500 deals have no creation date" in notes(found, "limits")


# ── the Power BI sample ─────────────────────────────────────────────────────────────────────────


def test_power_bi_has_its_known_figures(calibrated: Any) -> None:
    """Counts exactly; 65.1 %; cycle won gamma(34.3, 2.37), lost mean 97 days; value Weibull(2.33, 2900)."""
    _, found = calibrated("pbi")
    assert [line(found, "read", name) for name in ("Deals", "won", "lost", "open")] == [20000, 11420, 6113, 2467]
    assert rows(found, "wins")[0]["rate"]["value"] == pytest.approx(0.651, abs=5e-4)
    assert law(found, "Cycle of won deals", "gamma") == pytest.approx([34.3, 2.37], rel=0.01)
    assert law(found, "Value of won deals", "weibull") == pytest.approx([2.33, 2900], rel=0.01)
    assert rows(found, "cycles")[1]["mean"] == pytest.approx(97, abs=0.5)


def test_power_bi_owners_differ_and_are_confounded_with_accounts(calibrated: Any) -> None:
    """Raw rates from 0.39 to 0.92, beyond chance; but each account has one owner, and the report says so."""
    _, found = calibrated("pbi")
    raw = [row["raw"]["value"] for row in rows(found, "reps") if row["closed"]]
    assert (round(min(raw), 2), round(max(raw), 2)) == (0.39, 0.92)
    assert found["reps"]["p_value"] < 0.001
    assert "account and owner are confounded" in notes(found, "limits")


# ── AdventureWorks ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("date", "correlation", "mean", "median", "at_quota"),
    [("OrderDate", 0.990, 0.855, 0.848, 0.049), ("ShipDate", 0.987, 0.866, 0.850, 0.055)],
)
def test_adventure_works_matches_every_quota_period(
    tmp_path: Path, date: str, correlation: float, mean: float, median: float, at_quota: float
) -> None:
    """163 of 163 periods by quota date; the published figures are those of the day of shipping."""
    text = (MAPS / "adventureworks.map.yaml").read_text(encoding="utf-8")
    other = "ShipDate" if date == "OrderDate" else "OrderDate"
    text = text.replace("date: OrderDate", f"date: {date}").replace("ignore: [ShipDate,", f"ignore: [{other},")
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    out = ("-o", str(tmp_path / "aw.yaml"), "--as-of", "2013-12-31")
    found = data(tmp_path, "calibrate", *words("adventureworks", tmp_path / "map.yaml"), *out)
    assert line(found, "attainment", "with sales (matched)") == "163/163"
    assert round(line(found, "attainment", "Correlation of logs, quota and sales"), 3) == correlation
    assert round(line(found, "attainment", "Attainment, mean")["value"], 3) == mean
    assert round(line(found, "attainment", "Attainment, median"), 3) == median
    assert round(line(found, "attainment", "Periods at 100 % or above")["value"], 3) == at_quota
    assert "cannot tell whether quotas make anybody work harder" in notes(found, "attainment")


def test_adventure_works_orders_and_pay(calibrated: Any) -> None:
    """Order value gamma(0.513, 41,285), gross margin 0.6 %, base pay 48,000 a year, all 17 with their quotas."""
    out, found = calibrated("adventureworks")
    assert law(found, "Value of an order", "gamma") == pytest.approx([0.513, 41285], rel=0.001)
    scenario = load(out)
    assert round(scenario.market.margin, 3) == 0.006  # type: ignore[union-attr]
    assert len(scenario.people.reps) == 17
    pay = {level.name.en: float(level.base) * 12 for level in scenario.people.levels}
    assert pay["Sales Representative"] == pytest.approx(48_000, abs=1)


@pytest.mark.parametrize("name", ["maven", pytest.param("pbi", marks=pytest.mark.verify), "adventureworks"])
def test_every_scenario_runs_and_compares(calibrated: Any, tmp_path: Path, name: str) -> None:
    """What was written is lived through, and compared with itself under another target."""
    out, _ = calibrated(name)
    (tmp_path / "less.yaml").write_text(f"extends: {out}\ntargets: {{company: 5_000_000}}\n", encoding="utf-8")
    (pair,) = data(tmp_path, "compare", str(out), str(tmp_path / "less.yaml"), *QUICK)["comparisons"]
    assert pair["company"]["bookings"]["base"]["mean"] > 1e6
    assert [change["path"] for change in pair["inputs"]] == ["targets.company"]


@pytest.mark.verify
@pytest.mark.parametrize("name", ["maven", "pbi"])
def test_backtests_of_both_companies_end(tmp_path: Path, name: str) -> None:
    """Four rolling origins, with every score told."""
    done = quotalab(tmp_path, "backtest", "baseline", *words(name), "--origins", "4", "--replications", "200")
    assert done.exit_code == 0, done.stderr
    assert "In the 80 % interval" in done.stdout
