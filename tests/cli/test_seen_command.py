"""What `run` and `report` show of the sales world, as a user meets it."""

from pathlib import Path

from commands import ONCE, SMALL, data, fine, quotalab

from results.ages import FILE, TRACED

FUNNEL = str(Path(__file__).parents[1] / "results" / "tiny_story.yaml")
AUTHORITY = (
    "authority={limits: [{level: grade, deal: 9000}], approvers: [{id: boss, name: {en: Boss, zh: 主管}}]}"
)  # fmt: skip


def test_run_shows_ages_conversion_and_receivables(tmp_path: Path) -> None:
    """A funnel's `run` tells how long open leads have waited, conversion by age and what is owed; in both languages."""
    told = data(tmp_path, "run", FUNNEL, *ONCE)["seen"]
    assert list(told) == ["ages", "conversion", "efficiency", "receivables"]
    assert [row["stage"]["zh"] for row in told["ages"]["rows"]] == ["需求", "报价"]
    shares = [row["won_share"] for row in told["conversion"]["rows"]]
    assert shares[:-1] == sorted(shares[:-1])
    assert "应收与坏账" in fine(quotalab(tmp_path, "run", FUNNEL, *ONCE, "--lang", "zh")).stdout
    assert f"On the last day of {TRACED} " in fine(quotalab(tmp_path, "run", FUNNEL, *ONCE)).stdout


def test_a_part_is_shown_where_the_scenario_has_it(tmp_path: Path) -> None:
    """With limits of authority `run` shows approvals and waiting; null twin: without there is no such section."""
    told = data(tmp_path, "run", FUNNEL, *ONCE, "--set", AUTHORITY)["seen"]
    assert "authority" in told
    assert told["authority"]["rows"][0]["what"]["en"] == "Approvals"
    assert "authority" not in data(tmp_path, "run", FUNNEL, *ONCE)["seen"]


def test_a_direct_market_has_none_of_it(tmp_path: Path) -> None:
    """Without leads, customers and anything else there is nothing to show, and no log is looked through."""
    assert data(tmp_path, "run", SMALL, *ONCE)["seen"] == {}
    assert not list(tmp_path.rglob(FILE))


def test_report_shows_what_the_run_kept(tmp_path: Path) -> None:
    """The report has the same figures as the run, from the folder, and a part of its own for them."""
    run = data(tmp_path, "run", FUNNEL, *ONCE)["seen"]
    made = data(tmp_path, "report", "tiny_story", "-o", str(tmp_path / "r.html"))
    assert made["run"]["seen"] == run
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert 'id="seen"' in page
    assert "Conversion by age" in page
