"""The simulated company's own books: nothing is lost between a year and the files that a company would hand over."""

import csv
import io
import os
import runpy
import sys
from contextlib import nullcontext
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from lived import SMALL

import results.export_deals
from cli import cli
from results.export import exported
from results.export_deals import REASON, TOUCHED
from results.export_files import BOM, export_frames, write_export
from scenarios.company import WorkingDays
from scenarios.crm.reading.company import read_company
from scenarios.crm.tables import ENTERED, Company
from scenarios.load import LIBRARY, ScenarioFaults, library, load
from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.engine import prepare, trace
from sim.panel import Panel
from sim.quotas import rep_quotas

QUICK = "mind.kind=none"
"""Reps who do not weigh: these tests are about what is written down of a year, whatever happened in it."""
DATED = "company.calendar={kind: working_days, start: 2026-04-01, months: 12}"
TWINS = Path(__file__).parents[1] / "twins"
sys.path.append(str(TWINS))  # its helper modules are imported by plain name
random_world = runpy.run_path(str(TWINS / "random_worlds.py"))["random_world"]
SCENARIOS = ("baseline", "sample_history")
"""A year that opens with stated deals, and two years that open after a warm-up."""
COIN = 100
WORDY = "线索来源 客户级别 商机状态 销售阶段 输单原因 员工姓名 部门 职级 对象类型 对象名称"
"""The columns that hold words."""
SAMPLE = LIBRARY / "sample"
SAMPLE_SEED = 2026


@cache
def books(name: str = "baseline") -> tuple[Scenario, Company, Panel]:
    """A year as books and as panel."""
    scenario = load(name, [QUICK])
    return scenario, exported(scenario, 3, 1), trace(prepare(scenario, 3), 1)[0]


@cache
def direct_books() -> tuple[Scenario, Company, Panel]:
    """The same of a year without leads, from April to March."""
    scenario = load(SMALL, [QUICK, DATED])
    return scenario, exported(scenario, 3), trace(prepare(scenario, 3), 0)[0]


def deals(company: Company) -> pd.DataFrame:
    assert company.opportunities
    return company.opportunities.rows


def dates_of(rows: pd.DataFrame) -> list[str]:
    return ["created", "closed", TOUCHED, *(name for name in rows if name.startswith(ENTERED))]


def summed(scenario: Scenario, rows: pd.DataFrame, when: str, what: Any = 1) -> Any:
    """Sums by [month, rep] of what fell into the months of years that begin on 1 January."""
    start = scenario.company.calendar.start.year  # type: ignore[union-attr]
    owner = rows["owner"].map({rep.id: place for place, rep in enumerate(scenario.people.reps)}).to_numpy()
    month = ((rows[when].dt.year - start) * 12 + rows[when].dt.month - 1).to_numpy()
    sums = np.zeros((scenario.company.calendar.months, len(scenario.people.reps)))
    inside = month >= 0
    np.add.at(sums, (month[inside].astype(int), owner[inside]), np.broadcast_to(what, len(rows))[inside])
    return sums


def by_owner(scenario: Scenario, rows: pd.DataFrame, what: Any = 1) -> list[float]:
    """Sums by rep."""
    sums = rows.assign(what=what).groupby("owner")["what"].sum()
    return sums.reindex([rep.id for rep in scenario.people.reps], fill_value=0).tolist()


# ── nothing is lost ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_lead_of_the_year_is_in_the_books(name: str) -> None:
    """By rep and month as many came in, were won, refused and went cold as the panel counts, and the rest is open."""
    scenario, company, panel = books(name)
    rows = deals(company)
    assert np.array_equal(summed(scenario, rows, "created"), panel.of("leads")[0])
    for measure, of_kind in {
        "won_deals": rows["outcome"] == "won",
        "lost_deals": rows[REASON] == "refused",
        "cold_leads": rows[REASON] == "timed_out",
    }.items():
        assert np.array_equal(summed(scenario, rows[of_kind], "closed"), panel.of(measure)[0]), measure
    assert scenario.funnel
    for stage in scenario.funnel.stages:
        still = (rows["outcome"] == "open") & (rows["stage"] == stage.id)
        assert still.sum() == panel.of(f"open:{stage.id}").sum()


@pytest.mark.parametrize("name", SCENARIOS)
def test_deals_open_on_the_first_morning_are_those_that_came_before_and_were_not_closed(name: str) -> None:
    """What came before the year and is in the books closed in it or later; what a warm-up closed is not."""
    scenario, company, panel = books(name)
    rows = deals(company)
    first_day = pd.Timestamp(scenario.company.calendar.start)  # type: ignore[union-attr]
    gone = sum(panel.before(measure).sum() for measure in ("won_deals", "lost_deals", "cold_leads"))
    assert (rows["created"] < first_day).sum() == panel.before("leads").sum() - gone
    assert (rows["closed"].dropna() >= first_day).all()


@pytest.mark.parametrize("name", SCENARIOS)
def test_won_amounts_are_the_bookings_to_the_coin(name: str) -> None:
    """Won amounts by rep and month are what the panel books."""
    scenario, company, panel = books(name)
    rows = deals(company)
    won = rows[rows["outcome"] == "won"]
    coins = np.round(won["amount"] * COIN).to_numpy()
    assert np.array_equal(coins / COIN, won["amount"])
    assert np.array_equal(summed(scenario, won, "closed", coins), panel.of("bookings")[0])


def test_every_opportunity_is_worth_something_and_says_how_it_stands() -> None:
    """Outcome, reason, dates and amount fit one another, row by row; numbers are used once."""
    rows = deals(books()[1])
    assert rows["id"].is_unique
    assert (rows["amount"] > 0).all()
    assert rows["outcome"].isin(["won", "lost", "open"]).all()
    assert (rows["closed"].isna() == (rows["outcome"] == "open")).all()
    assert ((rows[REASON] != "") == (rows["outcome"] == "lost")).all()
    assert set(rows["outcome"]) == {"won", "lost", "open"}
    assert set(rows[REASON]) == {"", "refused", "timed_out"}


@pytest.mark.parametrize("name", SCENARIOS)
def test_dates_of_an_opportunity_come_in_order(name: str) -> None:
    """Created, then the stages in their order, then closed; the last stage entered is the stage reached."""
    _, company, _ = books(name)
    rows = deals(company)
    assert company.opportunities
    stages = [f"{ENTERED}{stage}" for stage in company.opportunities.stages]
    story = rows[["created", *stages, "closed"]].ffill(axis=1)
    assert (story.diff(axis=1).iloc[:, 1:] >= pd.Timedelta(0)).all(axis=None)
    assert (rows[stages[0]] == rows["created"]).all()
    reached = rows["stage"].map({stage: place for place, stage in enumerate(company.opportunities.stages)})
    entered = rows[stages].notna().to_numpy()
    last = np.where(entered, np.arange(len(stages)), 0).max(axis=1)
    stated = (rows["created"] < "2027-01-01").to_numpy() & (name == "baseline")
    assert (reached[~stated] == last[~stated]).all()
    assert (reached >= last).all()
    assert entered[~stated].sum(axis=1).tolist() == (last[~stated] + 1).tolist()
    assert (rows[TOUCHED].isna() | (rows[TOUCHED] >= rows["created"])).all()


def test_a_stated_deal_is_as_old_as_it_is_said_to_be() -> None:
    """Working days back from the first morning; when it came to the stage it is in, nobody wrote down."""
    rows = deals(books()[1])
    old = rows[rows["created"] < "2027-01-01"]
    ages = np.busday_count(old["created"].to_numpy().astype("datetime64[D]"), np.datetime64("2027-01-01"))
    assert sorted(set(ages)) == [3, 8, 18, 33, 48]
    assert old.loc[ages == 48, f"{ENTERED}negotiation"].isna().all()
    assert len(old) == sum(row.count for row in load("baseline").opening.pipeline)


def test_customers_who_come_back_are_known_ones_of_the_rep() -> None:
    """A lead of a new-customer channel is a customer of its own; the others share a rep's accounts."""
    scenario, company, _ = books()
    rows = deals(company)
    new, known = rows[rows["channel"] == "marketing"], rows[rows["channel"] == "existing"]
    assert new["account"].is_unique
    assert not set(new["account"]) & set(known["account"])
    assert (known.groupby("account")[["owner", "segment"]].nunique() == 1).all(axis=None)
    assert scenario.customers
    accounts = sum(row.count for row in scenario.customers.accounts)
    assert 0.4 * accounts < known["account"].nunique() <= accounts + 2 * len(scenario.people.reps)


@pytest.mark.parametrize("number", range(24))
def test_nothing_is_lost_in_any_world(number: int) -> None:
    """Law 5: on random worlds, those without a single lead too, the books hold what the panel counts."""
    scenario = random_world(number)
    if not isinstance(scenario.company.calendar, WorkingDays) or not isinstance(scenario.market, FunnelMarket):
        with nullcontext() if isinstance(scenario.company.calendar, WorkingDays) else pytest.raises(ScenarioFaults):
            assert exported(scenario, number).opportunities is None
        return
    company, panel = exported(scenario, number), trace(prepare(scenario, number), 0)[0]
    rows = deals(company)
    ended = {"won_deals": rows["outcome"] == "won"} | {
        kind: rows[REASON] == word for kind, word in (("lost_deals", "refused"), ("cold_leads", "timed_out"))
    }
    assert scenario.funnel
    still = {f"open:{s.id}": (rows["outcome"] == "open") & (rows["stage"] == s.id) for s in scenario.funnel.stages}
    for kind, of_kind in (ended | still).items():
        assert by_owner(scenario, rows[of_kind]) == panel.of(kind)[0].sum(axis=0).tolist(), kind
    still_there = panel.before("leads").sum() - sum(panel.before(kind).sum() for kind in ended)
    assert len(rows) == still_there + panel.of("leads").sum()
    won, coin = rows[rows["outcome"] == "won"], 10**scenario.company.currency.minor_digits
    assert by_owner(scenario, won, np.round(won["amount"] * coin)) == panel.of("bookings")[0].sum(axis=0).tolist()
    for frame in export_frames(company, scenario, "zh").values():
        assert frame.map(lambda cell: isinstance(cell, str)).all(axis=None)


# ── as of a day ─────────────────────────────────────────────────────────────────────────────────


def cut(rows: pd.DataFrame, stages: tuple[str, ...], day: date) -> pd.DataFrame:
    """The year's last books without anything that came after a day."""
    end = pd.Timestamp(day) + pd.Timedelta(days=1)
    rows = rows[rows["created"] < end].reset_index(drop=True)
    entered = rows[[f"{ENTERED}{stage}" for stage in stages]]
    later = (entered >= end).to_numpy()
    before = [stages[row.argmax() - 1] if row.any() else "" for row in later]
    rows["stage"] = [stage or last for stage, last in zip(before, rows["stage"], strict=True)]
    still = ~(rows["closed"] < end)
    rows["outcome"] = rows["outcome"].mask(still, "open")
    rows[REASON] = rows[REASON].mask(still, "")
    for name in dates_of(rows):
        rows[name] = rows[name].where(rows[name] < end)
    return rows


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("share", [0.0, 0.3, 0.51, 0.95])
def test_books_of_a_day_are_the_last_books_without_what_came_later(name: str, share: float) -> None:
    """Closed later is open, come later is absent, and the stage is the one of that evening."""
    scenario, company, _ = books(name)
    assert company.opportunities
    start = pd.Timestamp(scenario.company.calendar.start)  # type: ignore[union-attr]
    day = (start + share * 30.4 * scenario.company.calendar.months * pd.Timedelta(days=1)).date()
    then = exported(scenario, 3, 1, day)
    expected = cut(deals(company), company.opportunities.stages, day)
    pd.testing.assert_frame_equal(deals(then), expected)
    counts = expected["outcome"].value_counts()
    assert counts.sum() == len(expected)
    assert counts["open"] > 100


def test_quotas_of_a_day_are_those_of_the_years_begun() -> None:
    """Quotas are given out for twelve months when the first of them begins."""
    scenario = books("sample_history")[0]
    for day, years in {date(2025, 1, 1): {2025}, date(2025, 12, 31): {2025}, date(2026, 1, 1): {2025, 2026}}.items():
        quotas = exported(scenario, 3, 1, day).quotas
        assert quotas
        assert set(quotas.rows["start"].dt.year) == years


def test_the_day_must_lie_in_the_year() -> None:
    """Before the first day nothing was written down; after the last day nothing more is."""
    scenario, company, _ = books()
    with pytest.raises(ScenarioFaults, match=r"--as-of: is before the first day of the simulated year, 2027-01-01"):
        exported(scenario, 3, 1, date(2026, 12, 31))
    pd.testing.assert_frame_equal(deals(exported(scenario, 3, 1, date(2090, 1, 1))), deals(company))


# ── chance ──────────────────────────────────────────────────────────────────────────────────────


def test_both_engines_keep_the_same_books() -> None:
    """Law 4: the story's log and the machine's give the same rows."""
    scenario, company, _ = books()
    pd.testing.assert_frame_equal(deals(exported(scenario, 3, 1, engine="simpy")), deals(company))


def test_books_differ_by_seed_and_replication_and_by_nothing_else() -> None:
    """Law 3: the same seed and replication give the same rows; another of either gives others."""
    scenario, company, _ = books()
    pd.testing.assert_frame_equal(deals(exported(load("baseline", [QUICK]), 3, 1)), deals(company))
    for seed, replication in ((4, 1), (3, 0)):
        assert not deals(exported(scenario, seed, replication)).equals(deals(company))


def test_numbers_are_used_once_even_where_their_short_forms_coincide(monkeypatch: pytest.MonkeyPatch) -> None:
    """With two signs instead of eight nearly all coincide, and those have long numbers instead."""
    scenario = books()[0]
    monkeypatch.setattr(results.export_deals, "SHORT", 2)
    rows = deals(exported(scenario, 3, 1))
    assert rows["id"].is_unique
    assert (rows["id"].str.len() == 2 + results.export_deals.LONG).mean() > 0.9


# ── orders, roster, quotas ──────────────────────────────────────────────────────────────────────


def test_a_direct_market_hands_over_orders() -> None:
    """One order for each rep and month, on the month's last working day, worth what the panel books."""
    scenario, company, panel = direct_books()
    assert company.opportunities is None
    assert company.orders
    rows = company.orders.rows
    assert len(rows) == 12 * len(scenario.people.reps)
    assert not rows.duplicated(["owner", "date"]).any()
    assert rows["id"].is_unique
    assert rows["date"].min() == pd.Timestamp("2026-04-30")
    assert rows["date"].max() == pd.Timestamp("2027-03-31")
    by_month = rows.pivot(index="date", columns="owner", values="amount")[[rep.id for rep in scenario.people.reps]]
    assert np.array_equal(np.round(by_month.to_numpy() * COIN), panel.of("bookings")[0])
    margin = np.round((rows["amount"] - rows["cost"]) * COIN).sum()
    assert margin == panel.of("gross_margin").sum()
    half = exported(scenario, 3, as_of=date(2026, 9, 29)).orders
    assert half
    assert half.rows["date"].max() == pd.Timestamp("2026-08-31")


def test_quotas_are_those_of_the_scenario() -> None:
    """Every rep's quota of every month, each month up to the next, in currency."""
    for scenario, company, _ in (books("sample_history"), direct_books()):
        assert company.quotas
        rows = company.quotas.rows
        assert np.array_equal(np.round(rows["amount"] * COIN), rep_quotas(scenario).ravel())
        assert rows["owner"].drop_duplicates().tolist() == [rep.id for rep in scenario.people.reps]
        theirs = rows[rows["owner"] == rows["owner"].iloc[0]]
        assert theirs["end"].tolist()[:-1] == theirs["start"].tolist()[1:]
        assert theirs["end"].dt.day.eq(1).all()


def test_who_carries_no_quota_has_no_row() -> None:
    """A quota weight of 0 is no quota, not one of nothing."""
    company = exported(load("baseline", [QUICK, "people.reps[E101].quota_weight=0"]))
    assert company.quotas
    assert company.roster
    assert set(company.roster.rows["id"]) - set(company.quotas.rows["owner"]) == {"E101"}


def test_roster_has_everybody_with_pay_as_agreed() -> None:
    """Base a month and variable pay a year are those of the level."""
    company = books()[1]
    assert company.roster
    first = company.roster.rows.iloc[0]
    assert (len(company.roster.rows), company.currency) == (24, "CNY")
    assert first[["id", "name", "team", "level", "base", "variable"]].tolist() == [
        *("E101", "陈晨", "east-1", "senior"),
        *(14000.0, 168000.0),
    ]
    assert first[["hired", "left"]].isna().all()


def test_roster_tells_who_joins_and_who_leaves() -> None:
    """The days on which people come and go within the year stand in the roster, empty for everybody else."""
    days = {"joins": "2027-03-09", "leaves": "2027-10-20"}
    scenario = load("baseline", [QUICK, *(f"people.reps[E102].{key}={day}" for key, day in days.items())])
    roster = exported(scenario, 3, 1).roster
    assert roster
    dates = roster.rows.set_index("id")[["hired", "left"]]
    assert dates.loc["E102"].astype(str).tolist() == list(days.values())
    assert dates.drop("E102").isna().all(axis=None)


# ── files ───────────────────────────────────────────────────────────────────────────────────────


def cells(path: Path) -> list[list[str]]:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(BOM)
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_are_as_people_know_them(tmp_path: Path) -> None:
    """Chinese headers, dates to the day, amounts to the coin, one line for each row."""
    scenario, company, _ = books()
    rows = write_export(company, scenario, tmp_path / "out")
    told = {name: cells(tmp_path / "out" / name) for name in rows}
    assert rows == {name: len(lines) - 1 for name, lines in told.items()}
    assert set(rows) == {"leads.csv", "opportunities.csv", "roster.csv", "quotas.csv"}
    assert told["leads.csv"][0] == ["线索编号", "线索来源", "负责人", "创建时间", "首次跟进时间"]
    assert ",".join(told["opportunities.csv"][0][:11]) == (
        "商机编号,客户编号,负责人,客户级别,线索来源,商机状态,销售阶段,商机金额,创建时间,关闭时间,输单原因"
    )
    assert told["opportunities.csv"][0][11] == "进入销售目标设定时间"
    assert {line[5] for line in told["opportunities.csv"][1:]} == {"赢单", "输单", "进行中"}
    assert {line[10] for line in told["opportunities.csv"][1:]} == {"", "客户拒绝", "无响应超时"}
    assert told["roster.csv"][1] == ["E101", "陈晨", "华东一队", "高级", "14000.00", "168000.00"]
    assert [line[0] for line in told["leads.csv"]][1:] == [line[0] for line in told["opportunities.csv"]][1:]


def test_quotas_stand_in_a_wide_table_where_years_are_calendar_years(tmp_path: Path) -> None:
    """The company, its teams and everybody, a row a year; parts add up to the year and reps to their team."""
    scenario, company, _ = books("sample_history")
    wide = export_frames(company, scenario, "zh")["quotas.csv"]
    assert " ".join(wide) == (
        "对象类型 对象编号 对象名称 年 年目标 一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月"
    )
    assert wide["对象类型"].tolist() == ["公司"] * 2 + ["部门"] * 6 + ["员工"] * 48
    assert wide.iloc[0].tolist()[2:6] == ["北辰流体设备", "2025", "90000000.00", "5400000.00"]
    amounts = wide.iloc[:, 4:].astype(float)
    assert (amounts.iloc[:, 1:].sum(axis=1) - amounts["年目标"]).abs().max() < 0.001
    assert abs(amounts[2:8].sum() - amounts[8:].sum()).max() < 0.001


def test_quotas_stand_in_a_long_table_elsewhere(tmp_path: Path) -> None:
    """Where the fiscal year begins in April, and where months do not make whole years."""
    scenario, company, _ = direct_books()
    long = export_frames(company, scenario, "en")["quotas.csv"]
    assert list(long) == ["Kind", "ID", "Whose", "From", "Quota"]
    assert len(long) == 12 * (1 + 2 + 8)
    assert long.iloc[0].tolist() == ["Company", "", "Small", "2026-04-01", "1000000.00"]
    assert set(export_frames(company, scenario, "en")) == {"orders.csv", "roster.csv", "quotas.csv"}


def test_languages_differ_in_headers_and_words_only() -> None:
    """Numbers, dates and ids are the same, cell by cell, and every word has its translation."""
    for scenario, company, _ in (books("sample_history"), direct_books()):
        zh, en = (export_frames(company, scenario, language) for language in ("zh", "en"))  # type: ignore[arg-type]
        assert list(zh) == list(en)
        for name in zh:
            assert zh[name].shape == en[name].shape
            for ours, theirs in zip(zh[name], en[name], strict=True):
                pairs = set(zip(zh[name][ours], en[name][theirs], strict=True))
                assert len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs), (name, ours)
                assert ours in WORDY or all(a == b for a, b in pairs), (name, ours)


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_name_is_run_as_a_formula(tmp_path: Path, start: str) -> None:
    """A name that begins like a formula stands behind an apostrophe; cells with commas and lines stay one cell."""
    odd = [
        QUICK,
        f"people.reps[E101].name='{start}cmd|calc'",
        f"company.teams[south].name='{start}1'",
        f"people.levels[senior].name='{start}2'",
        f"market.segments[mid].name='{start}a, \"b\"'",
        f"funnel.stages[needs].name='{start}c'",
    ]
    scenario = load("baseline", odd)
    for name in write_export(exported(scenario), scenario, tmp_path / "out"):
        lines = cells(tmp_path / "out" / name)
        assert {len(line) for line in lines} == {len(lines[0])}
        texts = [cell for line in lines for cell in line if not cell.replace(".", "").isdigit()]
        assert not [cell for cell in texts if cell.startswith(("=", "+", "-", "@"))]
    assert "'" + start + "cmd|calc" in (tmp_path / "out" / "roster.csv").read_text(encoding="utf-8")


def test_two_things_of_one_name_are_told_apart() -> None:
    """Two segments that people call the same are written with their ids."""
    scenario = load("baseline", [QUICK, "market.segments[key].name=中型客户"])
    told = export_frames(exported(scenario), scenario, "zh")["opportunities.csv"]
    assert set(told["客户级别"]) == {"中型客户 mid", "中型客户 key"}


# ── the folder ──────────────────────────────────────────────────────────────────────────────────


def export(*words: str) -> Result:
    return CliRunner().invoke(cli, ["export", *words], prog_name="quotalab")


SMALL_EXPORT = (str(SMALL), "--set", QUICK, "--set", DATED)


def test_command_writes_what_the_functions_give(tmp_path: Path) -> None:
    """Seed, replication, day and language of the command are those of the functions; each file is told."""
    words = ("--seed", "3", "--replication", "1", "--as-of", "2027-06-30", "--lang", "en")
    done = export("baseline", "--set", QUICK, "-o", str(tmp_path / "new" / "out"), *words)
    assert done.exit_code == 0, done.output
    scenario = books()[0]
    write_export(exported(scenario, 3, 1, date(2027, 6, 30)), scenario, tmp_path / "expected", "en")
    assert everything_in(tmp_path / "new" / "out") == everything_in(tmp_path / "expected")
    assert "leads.csv: 1," in done.output
    assert "roster.csv: 24 rows" in done.output


def test_same_command_again_changes_nothing(tmp_path: Path) -> None:
    """The files are there already, byte for byte, and that is fine; an empty folder is fine, too."""
    folder = tmp_path / "out"
    folder.mkdir()
    assert export(*SMALL_EXPORT, "--output", str(folder)).exit_code == 0
    before = everything_in(folder)
    stamp = (folder / "orders.csv").stat().st_mtime_ns
    assert export(*SMALL_EXPORT, "--output", str(folder)).exit_code == 0
    assert everything_in(folder) == before
    assert (folder / "orders.csv").stat().st_mtime_ns == stamp


def test_nobodys_files_are_written_over(tmp_path: Path) -> None:
    """In a folder that holds anything else nothing is touched, though it be an export of another seed."""
    (tmp_path / "roster.csv").write_text("ours", encoding="utf-8")
    done = export(*SMALL_EXPORT, "-o", str(tmp_path))
    assert (done.exit_code, everything_in(tmp_path)) == (2, {"roster.csv": b"ours"})
    assert done.stderr == f"{tmp_path}: other files are there already; name a new or an empty folder\n"
    assert export(*SMALL_EXPORT, "-o", str(tmp_path / "x")).exit_code == 0
    before = everything_in(tmp_path / "x")
    assert export(*SMALL_EXPORT, "-o", str(tmp_path / "x"), "--seed", "2").exit_code == 2
    assert everything_in(tmp_path / "x") == before


def test_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    """Below a file there is no folder: exit 2, one line, nothing written."""
    (tmp_path / "file").write_text("ours", encoding="utf-8")
    for below in ("file", "file/deeper/out"):
        done = export(*SMALL_EXPORT, "-o", str(tmp_path / below))
        assert done.exit_code == 2
        assert "file" in done.stderr
        assert everything_in(tmp_path) == {"file": b"ours"}


@pytest.mark.parametrize("step", ["write", "move"])
def test_trouble_on_the_way_leaves_things_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A disk that fills up at the second file: neither it nor the first is left, nor the folders made for them."""
    write, move, done = Path.write_bytes, os.replace, []

    def full(*words: Any) -> Any:
        done.append(words)
        if len(done) == 2:
            raise OSError(28, "No space left on device", str(words[0]))
        return (write if step == "write" else move)(*words)

    with monkeypatch.context() as patch:
        if step == "write":
            patch.setattr(Path, "write_bytes", full)
        else:
            patch.setattr(os, "replace", full)
        told = export(*SMALL_EXPORT, "-o", str(tmp_path / "new" / "out"))
    assert told.exit_code == 2
    assert "No space left on device" in told.stderr
    assert not (tmp_path / "new").exists()
    assert export(*SMALL_EXPORT, "-o", str(tmp_path / "new" / "out")).exit_code == 0


def test_what_a_killed_export_left_is_in_nobodys_way(tmp_path: Path) -> None:
    """Its unfinished files have a hidden folder of their own."""
    (tmp_path / ".export.123").mkdir()
    assert export(*SMALL_EXPORT, "-o", str(tmp_path)).exit_code == 0


def test_even_months_have_no_dates(tmp_path: Path) -> None:
    """Exit 2, the key is named, and no folder is made."""
    done = export(str(SMALL), "-o", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert "company.calendar.kind: even months have no dates" in done.stderr
    assert not (tmp_path / "out").exists()


# ── the bundled sample ──────────────────────────────────────────────────────────────────────────


def test_sample_is_no_scenario_and_is_small() -> None:
    """The folder is not in the library's list, and the files together stay below 1.5 MB."""
    assert "sample_history" in library()
    assert "sample" not in library()
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < 1_500_000


def test_sample_is_what_its_command_writes(tmp_path: Path) -> None:
    """Bit for bit: `quotalab export sample_history --seed 2026`."""
    done = export("sample_history", "--seed", str(SAMPLE_SEED), "-o", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    made = everything_in(tmp_path / "out")
    assert {name: text == (SAMPLE / name).read_bytes() for name, text in made.items()} == dict.fromkeys(made, True)
    assert {path.name for path in SAMPLE.iterdir()} == {*made, "README.md", "map.yaml"}
    assert f"quotalab export sample_history --seed {SAMPLE_SEED}" in (SAMPLE / "README.md").read_text(encoding="utf-8")


def to_the_day(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(**{name: rows[name].dt.floor("D") for name in rows.select_dtypes("datetime")})


def test_sample_read_through_its_map_is_what_was_exported() -> None:
    """The whole way round: the import gives back every canonical table, dates to the day, and has nothing to say."""
    files = {what: SAMPLE / f"{what}.csv" for what in ("opportunities", "roster", "quotas")}
    read = read_company(SAMPLE / "map.yaml", **files)
    written = exported(load("sample_history"), SAMPLE_SEED)
    assert read.opportunities
    assert written.opportunities
    assert read.opportunities.stages == written.opportunities.stages
    assert read.opportunities.names == written.opportunities.names
    expected = to_the_day(written.opportunities.rows).drop(columns=[REASON, TOUCHED])
    pd.testing.assert_frame_equal(read.opportunities.rows, expected)
    for ours, theirs in ((read.roster, written.roster), (read.quotas, written.quotas)):
        assert ours
        assert theirs
        pd.testing.assert_frame_equal(ours.rows, theirs.rows)
    assert (read.currency, read.orders) == (written.currency, None)
    assert [notice.message for notice in read.notices] == ["rows that `where` leaves aside"]
