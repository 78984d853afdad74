"""The `pay` commands as a user meets them: every option by what it does to amounts worked out by hand."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from commands import SMALL, data, fine, quotalab

PLAN = str(Path(__file__).with_name("small_plan.yaml"))
BOOKS = Path(__file__).parents[1] / "scenarios" / "books" / "en"
ROSTER = ("--roster", str(BOOKS / "roster.csv"))
PAID_FOR = ("--deals", str(BOOKS / "deals.csv"), *ROSTER)
STATEMENT = ("pay", "statement", PLAN, *PAID_FOR)
DOUBLED = "plan.components[1].schedule={mode: marginal, edges: amount, tiers: [{from: 0, rate: 0.002}]}"
"""0.2 % of the money received instead of 0.1 %."""
WRITTEN = {
    # Lei Li's first deal is billed in two parts, 8,000 less than it was signed for.
    "invoices": "deal,invoice date,amount\nD01,2026-02-10,60000\nD01,2026-04-10,60000\n",
    # 92.5 of 85 points are 108.8 %, of which 105 % count.
    "scores": "rep,period,kpi,score,responses\nE101,2026-Q1,satisfaction,92.5,40\n",
}


def book(folder: Path, option: str) -> tuple[str, str]:
    """An option with a file of its kind: of the sample books, or written here."""
    kind = option.removeprefix("--")
    path = BOOKS / f"{kind}.csv"
    if kind in WRITTEN:
        path = folder / f"{kind}.csv"
        path.write_text(WRITTEN[kind], encoding="utf-8")
    return option, str(path)


def totals(found: Any) -> dict[str, int]:
    """Coins by person."""
    return {row["rep"]: row["total"] for row in found["people"]}


def at(found: Any, attainment: float) -> Any:
    """A curve's row on an attainment itself, not a coin beside it."""
    (row,) = [r for r in found["rows"] if r["attainment"] == attainment and r["coins_beyond"] == 0]
    return row


# ── statement ───────────────────────────────────────────────────────────────────────────────────


def test_statement_pays_deals_to_the_cent(tmp_path: Path) -> None:
    """Lei Li signed 164,500.50 in the first quarter, below 45 % of 375,000, and 27,300 in the second, at 1 %; 0.1 % of
    191,800.50 was received month by month, and as much invoiced."""
    found = data(tmp_path, *STATEMENT)
    assert totals(found)["E101"] == 1_645_01 + 273_00 + 2 * (164_50 + 27_30)
    shown = fine(quotalab(tmp_path, *STATEMENT))
    assert re.search(r"Lei Li +¥1,918\.01 +¥191\.80 +¥191\.80 +¥0\.00 +¥2,301\.61", shown.stdout)
    assert "nothing tells of satisfaction" in shown.stderr
    assert "nothing tells of satisfaction" not in shown.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("option", "rep", "more"),
    [
        ("--receipts", "E102", 62_00),  # 0.1 % of 60 of D03's 100,000, and of 2,000 more for D04 than it was signed for
        ("--invoices", "E101", -8_00),  # 0.1 % of 8,000 that D01 was billed less
        ("--quotas", "E101", 70_00),  # 45 % of 350,000 are 157,500; 1 % more on the 7,000.50 above: 1,715.005 in all
        ("--scores", "E101", 6_300_00),  # 105 % of a fifth of a quarter of 120,000
        ("--adjustments", "E101", 1_500_00),  # by hand, with a reason
    ],
)
def test_each_file_moves_what_it_tells_of(tmp_path: Path, option: str, rep: str, more: int) -> None:
    """A file more changes that person's pay by what it says, worked out by hand."""
    plain, moved = (data(tmp_path, *STATEMENT, *words) for words in ((), book(tmp_path, option)))
    assert totals(moved)[rep] - totals(plain)[rep] == more


def test_statement_of_a_period_and_a_person_is_explained(tmp_path: Path) -> None:
    """--period leaves three months, --rep one person, whose every line says why; an id and a name are the same."""
    words = (*STATEMENT, "--period", "2026-Q1", "--rep")
    found = data(tmp_path, *words, "E101")
    assert totals(found) == {"E101": 1_645_01 + 164_50 + 36_50 + 128_00}
    assert {line["month"] for line in found["lines"]} <= {"2026-01", "2026-02", "2026-03"}
    assert data(tmp_path, *words, "Lei Li") == found
    shown = fine(quotalab(tmp_path, *words, "Lei Li")).stdout
    assert "1 % × ¥164,500.50 = ¥1,645.005" in shown
    assert "Meimei" not in shown


def test_statement_writes_every_line(tmp_path: Path) -> None:
    """-o writes all lines, as CSV for a spreadsheet or as JSON; they add up to what is shown."""
    found = data(tmp_path, *STATEMENT)
    for name in ("lines.csv", "lines.json"):
        assert str(tmp_path / name) in fine(quotalab(tmp_path, *STATEMENT, "-o", str(tmp_path / name))).stderr
    with (tmp_path / "lines.csv").open(encoding="utf-8-sig") as file:
        pay = [round(float(row["pay"]) * 100) for row in csv.DictReader(file)]
    written = json.loads((tmp_path / "lines.json").read_text(encoding="utf-8"))
    assert sum(pay) == sum(line["pay"] for line in written["lines"]) == sum(totals(found).values())
    assert len(pay) == len(written["lines"])


def test_set_changes_the_plan_on_the_way(tmp_path: Path) -> None:
    """--set doubles the rate on money received: Lei Li has 191.80 more, and the file is as it was."""
    before = Path(PLAN).read_bytes()
    plain, moved = (data(tmp_path, *STATEMENT, *words) for words in ((), ("--set", DOUBLED)))
    assert totals(moved)["E101"] - totals(plain)["E101"] == 191_80
    assert Path(PLAN).read_bytes() == before


# ── check ───────────────────────────────────────────────────────────────────────────────────────


def test_check_passes_a_plan_and_fails_a_broken_example(tmp_path: Path) -> None:
    """The plan's own example passes with 0; at another rate it fails with 2, its expectation and what is paid shown."""
    words = ("pay", "check", PLAN)
    assert data(tmp_path, *words)["passed"] is True
    schedule = "{mode: marginal, edges: attainment, tiers: [{from: 0, rate: 0.03}]}"
    failing = quotalab(tmp_path, *words, "--set", f"plan.components[0].schedule={schedule}")
    assert failing.exit_code == 2
    assert re.search(r"FAILS +commission +¥1,650\.00 +¥4,500\.00", failing.stdout)
    as_json = quotalab(tmp_path, *words, "--set", f"plan.components[0].schedule={schedule}", "--json")
    assert as_json.exit_code == 2
    assert json.loads(as_json.stdout)["passed"] is False


def test_check_refuses_what_the_law_refuses(tmp_path: Path) -> None:
    """Under a city's law commission without a base is refused with 2; without a city no legal row is looked at."""
    words = ("pay", "check", PLAN, "--set", "company.city=beijing")
    refused = quotalab(tmp_path, *words)
    assert refused.exit_code == 2
    assert "L2" in refused.stdout
    assert data(tmp_path, "pay", "check", PLAN)["legal"]["rows"] == []


def test_check_takes_a_quota_and_people(tmp_path: Path) -> None:
    """Of 1,200,000 a year, 300,000 a quarter, 45 % pay 1,350; with a roster its people's quotas are looked at."""
    assumed, told = (fine(quotalab(tmp_path, "pay", "check", PLAN, *words)).stdout for words in ((), QUOTA))
    assert "Nobody states a quota" in assumed
    assert "Nobody states a quota" not in told
    assert "¥1,350.00" in told
    people = fine(quotalab(tmp_path, "pay", "check", PLAN, *PAID_FOR)).stdout
    assert "¥1,687.50" in people  # 1 % of 45 % of Lei Li's 375,000
    assert "¥1,687.50" not in told


def test_check_simulates_a_scenario(tmp_path: Path) -> None:
    """Of a scenario --years are simulated with the luck of --seed; the same words find the same."""
    words = ("pay", "check", SMALL, "--years", "2", "--seed", "3")
    first, again = (quotalab(tmp_path, *words, "--json") for _ in range(2))
    assert first.exit_code in (0, 2)
    assert first.stdout == again.stdout
    assert json.loads(first.stdout).keys() == data(tmp_path, "pay", "check", PLAN).keys()


# ── replay ──────────────────────────────────────────────────────────────────────────────────────


def test_replay_sets_the_same_deals_under_two_plans(tmp_path: Path) -> None:
    """Twice the rate on money received costs as much again as that component did; who gains is told, in a file too."""
    new = tmp_path / "new.yaml"
    text = Path(PLAN).read_text(encoding="utf-8")
    new.write_text(text.replace("rate: 0.001}", "rate: 0.002}", 1), encoding="utf-8")
    words = ("pay", "replay", PLAN, str(new), *PAID_FOR, "-o", str(tmp_path / "people.csv"))
    found = data(tmp_path, *words)
    part = {row["component"]: row for row in found["components"]}
    assert part["received"]["new"] == 2 * part["received"]["old"] == 2 * 268_55
    assert found["total"]["new"] - found["total"]["old"] == 268_55
    assert (found["winners"], found["losers"]) == (3, 0)
    with (tmp_path / "people.csv").open(encoding="utf-8-sig") as file:
        rows = {row["rep"]: row for row in csv.DictReader(file)}
    assert (rows["E101"]["difference"], rows["E105"]["difference"]) == ("191.80", "0.00")


def test_replay_of_a_plan_with_itself_moves_nobody(tmp_path: Path) -> None:
    """The null twin: the same plan twice, all books given, leaves everybody where they were."""
    files = [word for option in ("--receipts", "--invoices", "--quotas", "--scores", "--adjustments")
             for word in book(tmp_path, option)]  # fmt: skip
    found = data(tmp_path, "pay", "replay", PLAN, PLAN, *PAID_FOR, *files)
    assert [row["difference"] for row in found["people"]] == [0] * 5
    assert (found["winners"], found["losers"]) == (0, 0)


# ── curve ───────────────────────────────────────────────────────────────────────────────────────

QUOTA = ("--quota", "1200000")


def test_curve_of_a_grade_with_a_quota(tmp_path: Path) -> None:
    """At 45 % of 1,200,000 commission is 5,400, at 100 % 18,600; a senior's service is 24,000 and a junior's 12,000."""
    senior, junior = (data(tmp_path, "pay", "curve", PLAN, *QUOTA, "--level", level) for level in ("senior", "junior"))
    assert at(senior, 0.45)["components"]["commission"] == 5_400_00
    assert at(senior, 1)["components"]["commission"] == 18_600_00
    assert at(senior, 1)["total"] == 18_600_00 + 2 * 1_200_00 + 24_000_00
    assert at(senior, 1)["total"] - at(junior, 1)["total"] == 12_000_00


def test_curve_leaves_out_what_a_role_is_not_paid(tmp_path: Path) -> None:
    """--role: a component for AEs alone pays an AE and no manager."""
    for role, pays in (("AE", True), ("manager", False)):
        found = data(tmp_path, "pay", "curve", PLAN, *QUOTA, "--role", role, "--set", "plan.components[1].roles=[AE]")
        assert bool(at(found, 1)["components"].get("received", 0)) is pays


def test_curve_of_a_person_of_a_roster(tmp_path: Path) -> None:
    """--rep takes the roster's 1,500,000, and with --quotas what the file says: 750,000."""
    words = ("pay", "curve", PLAN, "--rep", "E101", *ROSTER)
    assert data(tmp_path, *words)["quota"] == 1_500_000_00
    assert data(tmp_path, *words, *book(tmp_path, "--quotas"))["quota"] == 750_000_00


@pytest.mark.parametrize(("name", "starts"), [("deep/curve.svg", b"<?xml"), ("curve.png", b"\x89PNG")])
def test_curve_is_drawn_where_it_is_wanted(tmp_path: Path, name: str, starts: bytes) -> None:
    """--chart draws an SVG or a PNG in a folder made for it; without it nothing is written."""
    fine(quotalab(tmp_path / "runs", "pay", "curve", PLAN, *QUOTA))
    assert not list(tmp_path.iterdir())
    result = fine(quotalab(tmp_path / "runs", "pay", "curve", PLAN, *QUOTA, "--chart", str(tmp_path / name)))
    assert (tmp_path / name).read_bytes().startswith(starts)
    assert name in result.stderr


# ── letter ──────────────────────────────────────────────────────────────────────────────────────

LETTER = ("pay", "letter", PLAN, "--rep", "E101", *ROSTER)


@pytest.mark.parametrize(("name", "starts"), [("letter.html", "<!doctype html>"), ("letter.md", "#")])
def test_letter_is_written_where_it_is_wanted(tmp_path: Path, name: str, starts: str) -> None:
    """-o decides place and kind; the letter names the person and pays 17,250 commission for 80 % of 1,500,000."""
    found = data(tmp_path, *LETTER, "-o", str(tmp_path / name))
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text.lower().startswith(starts)
    assert "Lei Li" in text
    assert "¥17,250" in text
    assert found["examples"][0]["pays"]["commission"] == 17_250_00


def test_letter_lies_beside_the_runs_if_no_place_is_named(tmp_path: Path) -> None:
    """Without -o the letter is one HTML file among the runs, and its path is said."""
    shown = fine(quotalab(tmp_path, *LETTER))
    (written,) = tmp_path.iterdir()
    assert written.suffix == ".html"
    assert str(written) in shown.stdout


def test_letter_follows_the_quotas_file_and_the_set_values(tmp_path: Path) -> None:
    """With --quotas 80 % are 600,000 of 750,000; --set doubles what money received pays."""
    words = (*LETTER, "-o", str(tmp_path / "letter.md"))
    paid = data(tmp_path, *words, *book(tmp_path, "--quotas"), "--set", DOUBLED)["examples"][0]
    assert paid["amount"] == 600_000_00
    assert paid["pays"]["received"] == 1_200_00


# ── in both languages, and what goes wrong ──────────────────────────────────────────────────────

SPOKEN = {
    "statement": (STATEMENT, "回款提成"),
    "check": (("pay", "check", PLAN), "季度定额的一半"),
    "replay": (("pay", "replay", PLAN, PLAN, *PAID_FOR), "逐人对比"),
    "curve": (("pay", "curve", PLAN, *QUOTA), "达成率"),
    "letter": (LETTER, "签"),
}


@pytest.mark.parametrize("command", SPOKEN)
def test_every_command_speaks_chinese(tmp_path: Path, command: str) -> None:
    """--lang zh shows Chinese words that --lang en does not, and a letter is written in Chinese."""
    words, word = SPOKEN[command]
    output = ("-o", str(tmp_path / "letter.md")) if command == "letter" else ()
    for language, there in (("zh", True), ("en", False)):
        shown = fine(quotalab(tmp_path, *words, *output, "--lang", language)).stdout
        text = (tmp_path / "letter.md").read_text(encoding="utf-8") if output else shown
        assert (word in text) is there


FAULTS = {
    "no deals": (("pay", "statement", PLAN, *ROSTER), "--deals"),
    "no roster": (("pay", "replay", PLAN, PLAN, "--deals", str(BOOKS / "deals.csv")), "--roster"),
    "a file that is not there": ((*STATEMENT, "--receipts", "nowhere.csv"), "nowhere.csv"),
    "a KPI of the scores that nobody knows": ((*STATEMENT, "--scores", str(BOOKS / "scores.csv")), "scores.csv:4"),
    "an unknown plan": (("pay", "check", "saas_a"), "saas_ae"),
    "a plan that is none": (("pay", "check", str(BOOKS / "deals.csv")), "deals.csv"),
    "a value that cannot be": (("pay", "check", PLAN, "--set", "plan.components[0].measure=luck"), "luck"),
    "a period of another year": ((*STATEMENT, "--period", "2027-01"), "--period"),
    "a period that is none": ((*STATEMENT, "--period", "soon"), "--period"),
    "nobody of that name": ((*STATEMENT, "--rep", "Lei L"), "Lei Li"),
    "lines of another kind": ((*STATEMENT, "-o", "FOLDER/lines.txt"), ".csv or .json"),
    "a replay of another kind": (("pay", "replay", PLAN, PLAN, *PAID_FOR, "-o", "FOLDER/lines.txt"), ".csv or .json"),
    "a quota that is no amount": (("pay", "check", PLAN, "--quota", "much"), "--quota"),
    "no years": (("pay", "check", PLAN, "--years", "0"), "--years"),
    "a curve's quota that is no amount": (("pay", "curve", PLAN, "--quota", "-5"), "--quota"),
    "an unknown grade": (("pay", "curve", PLAN, *QUOTA, "--level", "senor"), "senior"),
    "an unknown role": (("pay", "curve", PLAN, *QUOTA, "--role", "AR"), "--role"),
    "a rep without a roster": (("pay", "curve", PLAN, "--rep", "E101"), "--roster"),
    "a chart of another kind": (("pay", "curve", PLAN, *QUOTA, "--chart", "FOLDER/curve.gif"), ".svg or .png"),
    "a letter to nobody": (("pay", "letter", PLAN, *ROSTER), "--rep"),
    "a letter to an unknown person": (("pay", "letter", PLAN, *ROSTER, "--rep", "E109"), "E109"),
    "a letter of another kind": ((*LETTER, "-o", "FOLDER/letter.doc"), ".html or .md"),
    "an unknown language": ((*LETTER, "--lang", "de"), "--lang"),
    "an unknown command": (("pay", "raise"), "No such command"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_a_user_got_wrong_ends_with_2_and_leaves_nothing(tmp_path: Path, fault: str) -> None:
    """Every mistake ends with 2 and a line on stderr that names the remedy, nothing on stdout and nothing written."""
    words, said = FAULTS[fault]
    result = quotalab(tmp_path, *(word.replace("FOLDER", str(tmp_path)) for word in words))
    assert result.exit_code == 2, result.stdout
    assert isinstance(result.exception, SystemExit)
    assert said in result.stderr
    assert result.stdout == ""
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("option", ["-o", "--chart"])
def test_an_output_is_whole_or_not_there(tmp_path: Path, option: str) -> None:
    """A fault in the plan leaves a file that was there as it was."""
    path = tmp_path / ("lines.csv" if option == "-o" else "curve.svg")
    path.write_text("mine", encoding="utf-8")
    words = STATEMENT if option == "-o" else ("pay", "curve", PLAN, *QUOTA)
    assert quotalab(tmp_path, *words, option, str(path), "--set", "plan.components=[]").exit_code == 2
    assert path.read_text(encoding="utf-8") == "mine"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
