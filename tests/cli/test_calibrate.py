"""From a company's files to its scenario, as a user meets it: the report, the file written, and what is refused."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from commands import data, fine, quotalab

import results.calibrate
from scenarios.load import load

HERE = Path(__file__).parent
MAP = ("--map", str(HERE / "small.map.yaml"))
DEALS = ("--opportunities", str(HERE / "small_deals.csv"))
ORDERS = ("--orders", str(HERE / "small_orders.csv"))
ROSTER = ("--roster", str(HERE / "small_roster.csv"))
QUOTAS = ("--quotas", str(HERE / "small_quotas.csv"))
SAMPLE = HERE.parents[1] / "scenarios" / "library" / "sample"
OF_SAMPLE = tuple(
    word
    for kind, name in (("map", "map.yaml"), *((k, f"{k}.csv") for k in ("opportunities", "roster", "quotas")))
    for word in (f"--{kind}", str(SAMPLE / name))
)
QUICK = ("--replications", "4", "--no-assumptions", "--set", "mind.pilot=4")
EVERYTHING = ("files", "read", "arrivals", "stages", "wins", "cycles", "laws", "values", "steps", "reps", "attainment",
              "opening", "limits", "provenance", "assumed")  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """The bundled sample company, calibrated once: the scenario's path and what --json prints."""
    folder = tmp_path_factory.mktemp("sample")
    out = folder / "deep" / "sample.yaml"
    words = ("calibrate", *OF_SAMPLE, "--like", "baseline", "-o", str(out), "--chart", str(folder / "fit.svg"))
    return out, data(folder, *words)


def rows(found: Any, section: str) -> list[dict[str, Any]]:
    return list(found[section]["rows"])


def value_of(found: Any, section: str, name: str) -> Any:
    """The number of a report's line by its English name."""
    (row,) = [row for row in rows(found, section) if row["what"]["en"] == name]
    return row["number" if "number" in row else "value"]


# ── the bundled sample company ──────────────────────────────────────────────────────────────────


def test_sample_is_told_whole(sample: tuple[Path, Any]) -> None:
    """Every part of the report is there; rows and outcomes are those of the files."""
    _, found = sample
    assert set(EVERYTHING) <= set(found)
    assert found["as_of"] == "2026-12-31"
    assert [value_of(found, "read", name) for name in ("Deals", "won", "lost", "open")] == [7317, 786, 6220, 311]
    assert [row["stage"] for row in rows(found, "stages")] == [
        "销售目标设定", "潜在客户开发", "客户需求分析", "产品推荐与展示", "销售谈判与签约"]  # fmt: skip
    assert len(rows(found, "reps")) == 24
    assert sum(row["open"] for row in rows(found, "opening")[:-1]) == value_of(found, "read", "open and alive") == 310
    assert value_of(found, "attainment", "Quota periods that were over") == 576


def test_every_fitted_number_carries_its_interval(sample: tuple[Path, Any]) -> None:
    """Chances, values, arrivals and reps stand with low and high around them."""
    _, found = sample
    cells = [row[key] for section, key in (("arrivals", "a_year"), ("stages", "goes_on"), ("values", "mean"),
                                           ("wins", "rate"), ("reps", "shrunk"))
             for row in rows(found, section)]  # fmt: skip
    assert len(cells) > 30
    assert all(cell["low"] <= cell["value"] <= cell["high"] and cell["n"] > 0 for cell in cells)


def test_sample_truth_lies_in_the_intervals(sample: tuple[Path, Any]) -> None:
    """The file was simulated: deals a year and the values of its segments are known, and are found."""
    _, found = sample
    truth = load("sample_history")
    segments = {segment.id: float(segment.value.mean) for segment in truth.market.segments}  # type: ignore[union-attr]
    for row in rows(found, "values"):
        if isinstance(row["segment"], str):
            spread = (row["mean"]["high"] - row["mean"]["low"]) / 2
            assert abs(row["mean"]["value"] - segments[row["segment"]]) < 2 * spread


def test_what_cannot_be_told_is_said(sample: tuple[Path, Any]) -> None:
    """Effort response is always refused; here also margins, payments, and reps apart from their accounts."""
    _, found = sample
    told = " ".join(note["en"] for note in found["limits"]["notes"])
    for words in ("How effort answers to pay", "account and owner are confounded", "no costs", "invoices or payments"):
        assert words in told
    assert all(note["zh"] != note["en"] for section in EVERYTHING for note in found[section].get("notes", ()))


def test_scenario_loads_and_says_where_it_is_from(sample: tuple[Path, Any]) -> None:
    """The file loads; its head names files, day and command; its sources are fitted, given and assumed."""
    out, found = sample
    scenario = load(out)
    head = [line for line in out.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    told = "\n".join(head)
    for words in ("2026-12-31", "opportunities.csv", "roster.csv", "quotas.csv", "map.yaml", "like", "calibrate",
                  "extends: sample.yaml"):  # fmt: skip
        assert words in told
    assert {source.kind for source in scenario.sources} == {"fitted", "given", "assumed"}
    assert any(source.kind == "fitted" and source.factor for source in scenario.sources)
    assert scenario.company.calendar.start.isoformat() == "2027-01-01"
    assert scenario.plan == load("baseline").plan
    assert found["market"] == "funnel"
    assert not list(out.parent.glob(".*"))


def test_scenario_runs_and_compares(sample: tuple[Path, Any], tmp_path: Path) -> None:
    """`run` and `compare` take what calibrate wrote; the year sells about what the year before sold."""
    out, _ = sample
    found = data(tmp_path, "run", str(out), *QUICK)
    assert 0.6e8 < found["company"]["bookings"]["mean"] < 1.5e8
    (pair,) = data(tmp_path, "compare", str(out), str(out), *QUICK)["comparisons"]
    assert pair["company"]["bookings"]["difference"]["mean"] == 0


def test_chart_is_drawn_with_words(sample: tuple[Path, Any]) -> None:
    """The picture is there and has its titles as shapes of text."""
    out, _ = sample
    assert (out.parents[1] / "fit.svg").stat().st_size > 20_000


# ── languages, privacy, orders ──────────────────────────────────────────────────────────────────


def test_report_in_both_languages(tmp_path: Path) -> None:
    """Tables in English and Chinese have the same parts; the sentence about reps is in either."""
    told = {}
    for language in ("en", "zh"):
        words = ("calibrate", *MAP, *DEALS, *ROSTER, *QUOTAS, "-o", str(tmp_path / "a.yaml"), "--lang", language)
        told[language] = fine(quotalab(tmp_path, *words)).stdout
    for words in ("Reps do not differ in win rate beyond chance", "do not read the raw rates as a ranking",
                  "What these files cannot tell", "Nobody ever closes"):  # fmt: skip
        assert words in told["en"]
    for words in ("销售代表之间的赢单率差异没有超出偶然", "这些数据无法回答的问题", "业绩目标与实际业绩", "万"):
        assert words in told["zh"]
    assert "What" not in told["zh"]


def test_chart_in_chinese_and_for_orders(tmp_path: Path) -> None:
    """Both kinds of company have their picture, in either language and form."""
    for kind, name in ((DEALS, "deals.png"), (ORDERS, "orders.svg")):
        words = ("calibrate", *MAP, *kind, *ROSTER, *QUOTAS, "-o", str(tmp_path / "a.yaml"), "--lang", "zh")
        done = fine(quotalab(tmp_path, *words, "--chart", str(tmp_path / "new" / name)))
        assert "chart drawn in" in done.stderr
        assert (tmp_path / "new" / name).stat().st_size > 10_000


def test_codes_in_place_of_names(tmp_path: Path) -> None:
    """With --anonymise the report has codes; the scenario keeps the ids, which the next command needs."""
    words = ("calibrate", *MAP, *DEALS, *ROSTER, *QUOTAS, "-o", str(tmp_path / "a.yaml"), "--anonymise")
    text = fine(quotalab(tmp_path, *words)).stdout
    assert len(re.findall(r"rep-[0-9a-f]{8}", text)) >= 4
    assert not re.search(r"\bR[1-4]\b", text)
    assert [rep.id for rep in load(tmp_path / "a.yaml").people.reps] == ["R1", "R2", "R3", "R4", "M1"]
    as_json = fine(quotalab(tmp_path, *words, "--json")).stdout
    assert not re.search(r'"R[1-4]"', as_json)


def test_orders_become_a_direct_market(tmp_path: Path) -> None:
    """Orders and quotas: level and spread of attainment, margin from costs, effort's part assumed with its range."""
    out = tmp_path / "direct.yaml"
    found = data(tmp_path, "calibrate", *MAP, *ORDERS, *ROSTER, *QUOTAS, "-o", str(out))
    scenario = load(out)
    market = scenario.market
    assert market.kind == found["market"] == "direct"
    level = value_of(found, "attainment", "Attainment, mean")["value"]
    assert market.base + market.effect == pytest.approx(level, rel=1e-4)
    assert market.effect / (market.base + market.effect) == pytest.approx(0.34, rel=1e-4)
    assert market.margin == pytest.approx(0.3, abs=0.02)
    (source,) = [source for source in scenario.sources if source.path == "market.effect"]
    assert (source.kind, source.factor) == ("assumed", pytest.approx((0.25 / 0.34, 0.45 / 0.34)))
    assert [rep.id for rep in scenario.people.reps] == ["R1", "R2", "R3", "R4"]  # the manager has no quota
    assert data(tmp_path, "run", str(out), *QUICK)["company"]["bookings"]["mean"] > 0
    told = " ".join(note["en"] for note in found["limits"]["notes"])
    assert "orders show neither leads nor lost deals" in told


def test_orders_without_quotas_take_last_year_for_the_quota(tmp_path: Path) -> None:
    """The quota is then last year's sales, said to be assumed, and the level is 1."""
    found = data(tmp_path, "calibrate", *MAP, *ORDERS, "-o", str(tmp_path / "a.yaml"))
    scenario = load(tmp_path / "a.yaml")
    assert scenario.market.base + scenario.market.effect == pytest.approx(1)  # type: ignore[union-attr]
    assert any(source.path == "targets" and source.kind == "assumed" for source in scenario.sources)
    assert "last twelve months" in json.dumps(found["limits"])


def test_as_of_knows_nothing_later(tmp_path: Path) -> None:
    """--as-of leaves out what came later, and the scenario begins after it."""
    words = ("calibrate", *MAP, *DEALS, "-o", str(tmp_path / "a.yaml"), "--as-of", "2025-12-31")
    found = data(tmp_path, *words)
    assert value_of(found, "read", "Deals") < 260
    assert load(tmp_path / "a.yaml").company.calendar.start.isoformat() == "2026-01-01"


# ── what is refused, with nothing written ───────────────────────────────────────────────────────


def table(path: Path, change: Any = None, keep: Any = None) -> str:
    """The small export with rows changed or left out, as a file of the test's own."""
    head, *lines = (HERE / "small_deals.csv").read_text(encoding="utf-8").splitlines()
    cells = [dict(zip(head.split(","), line.split(","), strict=True)) for line in lines]
    cells = [row | (change(row) if change else {}) for row in cells if keep is None or keep(row)]
    path.write_text("\n".join([head, *(",".join(row.values()) for row in cells)]) + "\n", encoding="utf-8")
    return str(path)


BROKEN = {
    "one row": ({"keep": lambda row: row["id"] == "D001"}, "too little to fit: 1 won or lost"),
    "all open": ({"change": lambda _: {"stage": "open", "closed": ""}}, "too little to fit: 0 won or lost"),
    "nothing won": ({"keep": lambda row: row["stage"] != "won"}, "no deal was won with an amount"),
    "one day": ({"change": lambda _: {"created": "2026-01-05", "closed": "2026-01-06"},
                 "keep": lambda row: row["stage"] != "open"}, "too short to fit"),
    "nobody's": ({"change": lambda _: {"owner": ""}}, "nobody is named as the owner"),
    "too large to count": ({"change": lambda row: {"amount": row["amount"] and "9" * 15}}, "does not make a scenario"),
    "an unknown stage": ({"change": lambda row: {"stage": "?" if row["id"] == "D007" else row["stage"]}}, "stages"),
    "repeated ids": ({"change": lambda _: {"id": "D1"}}, "already stands on line 2"),
    "negative amounts": ({"change": lambda row: {"amount": row["amount"] and "-5"}}, "amount"),
    "mixed dates": ({"change": lambda row: {"created": "13.02.2025" if row["id"] == "D007" else row["created"]}},
                    "created"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_input_is_told_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    """A file that cannot be fitted ends with 2, names itself and the remedy, and leaves no file and no folder."""
    how, said = BROKEN[name]
    path = table(tmp_path / "deals.csv", **how)
    done = quotalab(tmp_path, "calibrate", *MAP, "--opportunities", path, "-o", str(tmp_path / "new" / "a.yaml"))
    assert done.exit_code == 2, done.stderr
    assert isinstance(done.exception, SystemExit)
    assert said in done.stderr
    assert done.stdout == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deals.csv"]


def test_people_and_quotas_must_be_those_of_the_deals(tmp_path: Path) -> None:
    """Another company's roster, quotas of nobody, quotas in another unit: each is a fault of its file."""
    (tmp_path / "roster.csv").write_text("id,name,team,level,manager,hired,left,base\nZ1,Z,n,s,,,,9\n")
    (tmp_path / "quotas.csv").write_text("owner,start,amount\nZ1,2026-01-01,100000\n")
    (tmp_path / "units.csv").write_text("owner,start,amount\n" + "".join(f"R{k},2026-01-01,9\n" for k in range(1, 5)))
    for words, said in (
        (("--roster", str(tmp_path / "roster.csv")), "no owner is among those whom the roster has"),
        (("--quotas", str(tmp_path / "quotas.csv")), "nobody who is there on 2026-04-30 has a quota"),
        (("--quotas", str(tmp_path / "units.csv")), "counted in different units"),
    ):
        done = quotalab(tmp_path, "calibrate", *MAP, *DEALS, *words, "-o", str(tmp_path / "a.yaml"))
        assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
        assert not (tmp_path / "a.yaml").exists()


def test_words_that_do_not_go_together(tmp_path: Path) -> None:
    """Opportunities or orders, and not both; a chart of a known form; a day within the files; a model that is there."""
    out = ("-o", str(tmp_path / "a.yaml"))
    for words, said in (
        ((*MAP, *out), "either --opportunities or --orders"),
        ((*MAP, *DEALS, *ORDERS, *out), "either --opportunities or --orders"),
        ((*MAP, *DEALS, *out, "--chart", "a.gif"), ".svg or .png"),
        ((*MAP, *DEALS, *out, "--as-of", "2001-01-01"), "lies before everything"),
        ((*MAP, *DEALS, *out, "--like", "baselin"), "did you mean `baseline`?"),
        ((*MAP, "--opportunities", "nowhere.csv", *out), "nowhere.csv"),
        (("--map", "nowhere.yaml", *DEALS, *out), "nowhere.yaml"),
    ):
        done = quotalab(tmp_path, "calibrate", *words)
        assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
    assert not list(tmp_path.iterdir())


def test_only_its_own_files_are_written_over(tmp_path: Path) -> None:
    """What calibrate wrote is written anew; anybody else's file, or one of the files read, is left alone."""
    mine = tmp_path / "mine.yaml"
    mine.write_text("title: mine\n", encoding="utf-8")
    export = Path(table(tmp_path / "deals.csv"))
    before = export.read_bytes()
    for out, said in ((mine, "calibrate did not write it"), (export, "is one of the files to read")):
        done = quotalab(tmp_path, "calibrate", *MAP, "--opportunities", str(export), "-o", str(out))
        assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
    assert (mine.read_text(encoding="utf-8"), export.read_bytes()) == ("title: mine\n", before)
    again = ("calibrate", *MAP, *DEALS, "-o", str(tmp_path / "a.yaml"))
    first = fine(quotalab(tmp_path, *again)) and (tmp_path / "a.yaml").read_bytes()
    assert fine(quotalab(tmp_path, *again))
    assert (tmp_path / "a.yaml").read_bytes() == first


@pytest.mark.parametrize("step", ["fit_company", "resolved_text"])
def test_interrupted_calibration_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Ctrl-C while fitting or writing ends with 130; no file, no draft, no folder stays behind."""

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(results.calibrate, step, stop)
    done = quotalab(tmp_path, "calibrate", *MAP, *DEALS, "-o", str(tmp_path / "new" / "a.yaml"))
    assert done.exit_code == 130
    assert "nothing was written" in done.stderr
    assert not list(tmp_path.iterdir())
