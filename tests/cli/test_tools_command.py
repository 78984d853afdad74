"""`tools` as a user meets it: what each tool brings, in both languages and as data."""

from pathlib import Path

import pytest
from commands import data, fine, quotalab

from results.tool_table import NAMES, TITLE

WORKING = str(Path(__file__).parents[1] / "levers" / "working.yaml")
USED = (
    "--set", "tools[quoter].adoption=1", "--set", "tools[quoter].quoting=0.5", "--set", "tools[quoter].cost=100",
    "--set", "funnel.process.adherence=1", "--set", "funnel.process.steps[quote].hours=2", "--replications", "4",
)  # fmt: skip


def test_tools_shows_each_alone_and_all_together(tmp_path: Path) -> None:
    """A row for each tool, one for all and one for the sum of singles; the tool that is used pays its licences."""
    section = next(iter(data(tmp_path, "tools", WORKING, *USED).values()))
    rows = section["rows"]
    assert len(rows) == 5 + 2
    licences = [row["licences"]["value"] for row in rows]
    assert licences == [0, 0, 0, 0, 3600, 3600, 3600]
    assert rows[0]["margin"]["value"] == 0
    assert rows[4]["hours"]["value"] > 0


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_tools_are_told_in_the_language_asked_for(tmp_path: Path, lang: str) -> None:
    """Title, heads and the last two rows are in that language."""
    shown = fine(quotalab(tmp_path, "tools", WORKING, *USED, "--lang", lang, "--seed", "3")).stdout
    for label in (TITLE, *NAMES.values()):
        assert label.text(lang) in shown


def test_scenario_without_tools_is_refused(tmp_path: Path) -> None:
    """Where there are no tools the command ends with 2 and says which section is missing."""
    result = quotalab(tmp_path, "tools", "baseline")
    assert result.exit_code == 2
    assert "has no tools" in result.stderr
