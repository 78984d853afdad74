"""Charts: drawn in either format, the same every time, and never stopped by a font."""

import warnings
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from lived import SMALL, small
from matplotlib import font_manager

from results.outcome import Outcome
from results.render import chart
from results.render.chart import PANELS, comparison_chart
from results.render.words import Language
from scenarios.base import Label
from scenarios.load import load

OUTCOMES = {"small": small(), "twice": small("targets.company=24_000_000")}


def titled(title: str) -> Outcome:
    scenario = load(SMALL, [])
    return replace(small(), scenario=scenario.model_copy(update={"title": Label(en=title, zh=title)}))


@pytest.fixture
def without_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart, "_chinese_font", lambda: None)


def test_svg_is_drawn_the_same_twice(tmp_path: Path) -> None:
    """An SVG is a well-formed picture, and the same bytes every time: no date, no random ids."""
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    assert comparison_chart(OUTCOMES, first, "en") == "en"
    comparison_chart(OUTCOMES, second, "en")
    assert first.read_bytes() == second.read_bytes()
    assert ET.parse(first).getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_another_comparison_is_another_picture(tmp_path: Path) -> None:
    """What is drawn follows from the outcomes."""
    comparison_chart(OUTCOMES, tmp_path / "a.svg", "en")
    comparison_chart({"small": small(), "same": small()}, tmp_path / "b.svg", "en")
    assert (tmp_path / "a.svg").read_bytes() != (tmp_path / "b.svg").read_bytes()


def test_png_is_drawn(tmp_path: Path) -> None:
    """The file's ending decides the format."""
    comparison_chart(OUTCOMES, tmp_path / "a.png", "en")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


def test_panels_are_figures() -> None:
    """The chart shows bookings, pay and margin after pay."""
    assert set(PANELS) == {"bookings", "pay", "margin_after_pay"}


@pytest.mark.usefixtures("without_chinese")
def test_without_a_chinese_font_the_chart_is_english_and_says_so(tmp_path: Path) -> None:
    """Chinese asked for and no font: the very same chart as in English, and the caller is told."""
    assert comparison_chart(OUTCOMES, tmp_path / "zh.svg", "zh") == "en"
    comparison_chart(OUTCOMES, tmp_path / "en.svg", "en")
    assert (tmp_path / "zh.svg").read_bytes() == (tmp_path / "en.svg").read_bytes()


def test_chinese_is_used_where_a_font_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a font for Chinese installed its labels are drawn; a missing glyph there is an error, not a box.

    The stand-in font has no Chinese, so that the error must come.
    """
    monkeypatch.setattr(chart, "_chinese_font", lambda: "DejaVu Sans")
    with pytest.raises(UserWarning, match=r"Glyph .* missing"):
        comparison_chart(OUTCOMES, tmp_path / "zh.svg", "zh")


@pytest.mark.skipif(chart._chinese_font() is None, reason="needs a font with Chinese characters")
def test_chinese_is_drawn_with_an_installed_font(tmp_path: Path) -> None:
    """Where a font has Chinese, every label of the Chinese chart has its glyphs."""
    assert comparison_chart(OUTCOMES, tmp_path / "zh.svg", "zh") == "zh"


def test_fonts_are_looked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font counts as installed when matplotlib lists it, the first known name first."""
    names = ["SimHei", "Noto Sans CJK SC", "DejaVu Sans"]
    fonts = [font_manager.FontEntry(name=name) for name in names]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", fonts)
    assert chart._chinese_font() == "Noto Sans CJK SC"
    monkeypatch.setattr(font_manager.fontManager, "ttflist", fonts[2:])
    assert chart._chinese_font() is None


@pytest.mark.usefixtures("without_chinese")
@pytest.mark.parametrize("title", ["我的方案", "Plan \U0001f3af", r"$\frac$ of $5 or $6", "a_b^c & <b>"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_title_stops_the_chart(tmp_path: Path, title: str, language: Language) -> None:
    """A title of any signs is drawn without a warning, those no font has as question marks, and none as formulas."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        comparison_chart({"a": titled(title), "b": small()}, tmp_path / "a.svg", language)
    ET.parse(tmp_path / "a.svg")


@pytest.mark.usefixtures("without_chinese")
def test_no_currency_stops_the_chart(tmp_path: Path) -> None:
    """A currency sign that no font has does not stop the chart either."""
    outcome = small("company.currency.symbol=元")
    comparison_chart({"a": outcome, "b": outcome}, tmp_path / "a.svg", "en")
    assert (tmp_path / "a.svg").stat().st_size > 0


@pytest.mark.parametrize("count", [2, 9])
def test_any_number_of_scenarios_fits(tmp_path: Path, count: int) -> None:
    """More scenarios than colours are drawn too."""
    comparison_chart({str(i): small() for i in range(count)}, tmp_path / "a.svg", "en")
    assert (tmp_path / "a.svg").stat().st_size > 0


def test_one_replication_is_drawn(tmp_path: Path) -> None:
    """Without an interval there is still a chart."""
    outcome = small(replications=1)
    comparison_chart({"a": outcome, "b": outcome}, tmp_path / "a.svg", "en")
    assert (tmp_path / "a.svg").stat().st_size > 0
