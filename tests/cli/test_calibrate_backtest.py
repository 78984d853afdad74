"""`backtest` as a user meets it: scores, the company's months, where it fails, and what is refused."""

from pathlib import Path
from typing import Any

import pytest
from commands import data, fine, quotalab

import results.backtesting

HERE = Path(__file__).parent
WORDS = (
    "backtest",
    "baseline",
    "--map",
    str(HERE / "small.map.yaml"),
    "--opportunities",
    str(HERE / "small_deals.csv"),
)
SHORT = ("--origins", "2", "--horizon", "2", "--replications", "40")


def test_scores_months_and_words(tmp_path: Path) -> None:
    """Coverage with its interval, pinball loss, bias, every month of the company; the picture; both languages."""
    chart = tmp_path / "new" / "backtest.png"
    done = fine(quotalab(tmp_path, *WORDS, *SHORT, "--roster", str(HERE / "small_roster.csv"), "--chart", str(chart)))
    for words in ("In the 80 % interval", "Pinball loss", "The whole company, month by month", "By months ahead"):
        assert words in done.stdout
    assert chart.stat().st_size > 20_000
    assert "looking ahead from month ends" in done.stderr
    chinese = fine(quotalab(tmp_path, *WORDS, *SHORT, "--lang", "zh")).stdout
    assert "80% 区间覆盖率" in chinese
    assert "全公司逐月对照" in chinese


def test_data_have_every_forecast(tmp_path: Path) -> None:
    """--json: two origins, two months each, four reps, wins and value; the same seed gives the same numbers."""
    found = data(tmp_path, *WORDS, *SHORT)
    assert len(found["forecasts"]) == 2 * 2 * 4 * 2
    assert found["origins"] == ["2026-01-31", "2026-02-28"]
    wins, value = found["scores"]["rows"]
    assert wins["forecasts"] == value["forecasts"] == 16
    assert 0 <= wins["coverage"]["low"] <= wins["coverage"]["value"] <= wins["coverage"]["high"] <= 1
    assert len(found["company_months"]["rows"]) == 8
    assert data(tmp_path, *WORDS, *SHORT) == found
    assert data(tmp_path, *WORDS, *SHORT, "--seed", "2") != found
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--origins", "40"), "fewer than 20 won deals were known"),
        (("--chart", "a.gif"), ".svg or .png"),
        (("--origins", "0"), "--origins"),
        (("--opportunities", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_what_cannot_be_tested_is_said(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    """Origins before anything was known, and mistakes in the words, end with 2."""
    done = quotalab(tmp_path, *WORDS, *words)
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr


def test_interrupted_backtest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C at the second origin ends with 130."""
    real, seen = results.backtesting.forecasts_from, []

    def stop_at_second(*words: Any) -> Any:
        seen.append(words)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return real(*words)

    monkeypatch.setattr(results.backtesting, "forecasts_from", stop_at_second)
    done = quotalab(tmp_path, *WORDS, *SHORT)
    assert (done.exit_code, done.stdout) == (130, "")
