"""`import` as a user meets it: looking at exports, drafting a mapping, and reading through one."""

from pathlib import Path

import pandas as pd
import pytest
from commands import data, fine, quotalab

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "scenarios" / "library" / "sample"
FILES = [str(SAMPLE / f"{kind}.csv") for kind in ("opportunities", "roster", "quotas")]
THROUGH = ("--map", str(SAMPLE / "map.yaml"), "--opportunities", FILES[0], "--roster", FILES[1], "--quotas", FILES[2])


def test_inspection_tells_columns_and_what_stands_out(tmp_path: Path) -> None:
    """Every column with what it seems to be; the leak of the lost reason is named; both languages."""
    told = fine(quotalab(tmp_path, "import", "--inspect", *FILES)).stdout
    for words in ("商机金额", "amount", "tells the outcome", "opportunities.csv: Opportunities, 7,317 rows", "ymd"):
        assert words in told
    chinese = fine(quotalab(tmp_path, "import", "--inspect", *FILES, "--lang", "zh")).stdout
    assert "各列的识别结果" in chinese
    assert "值得注意之处" in chinese
    assert not list(tmp_path.iterdir())


def test_inspection_as_data(tmp_path: Path) -> None:
    """--json has every file, column and finding, and the draft."""
    found = data(tmp_path, "import", "--inspect", *FILES)
    assert [file["kind"] for file in found["files"]] == ["opportunities", "roster", "quotas"]
    assert found["files"][0]["rows"] == 7317
    assert "opportunities:" in found["draft"]
    assert any(row["finding"] == "leak" for row in found["files"][0]["findings"]["rows"])


def test_mapping_is_drafted_once(tmp_path: Path) -> None:
    """-o writes the drafted mapping; one that is there, perhaps edited, is not written over."""
    draft = tmp_path / "deep" / "map.yaml"
    done = fine(quotalab(tmp_path, "import", "--inspect", *FILES, "-o", str(draft)))
    assert f"mapping drafted in {draft}" in done.stderr
    draft.write_text("edited\n", encoding="utf-8")
    again = quotalab(tmp_path, "import", "--inspect", *FILES, "-o", str(draft))
    assert (again.exit_code, draft.read_text(encoding="utf-8")) == (2, "edited\n")
    assert "is not written over" in again.stderr
    assert again.stdout == ""


def test_import_says_what_files_come_to(tmp_path: Path) -> None:
    """Rows, outcomes, notices; nothing is written unless asked for."""
    told = fine(quotalab(tmp_path, "import", *THROUGH)).stdout
    for words in ("7,317", "786", "6,220", "311", "rows that `where` leaves aside"):
        assert words in told
    found = data(tmp_path, "import", *THROUGH)
    assert {row["what"]["en"]: row["number"] for row in found["imported"]["rows"]}["won"] == 786
    assert not list(tmp_path.iterdir())


def test_canonical_tables_are_written_whole(tmp_path: Path) -> None:
    """-o writes one UTF-8 CSV for each table; a folder that holds something else is refused and stays as it was."""
    folder = tmp_path / "tables"
    fine(quotalab(tmp_path, "import", *THROUGH, "-o", str(folder)))
    deals = pd.read_csv(folder / "opportunities.csv", encoding="utf-8-sig", dtype=str)
    assert deals["outcome"].value_counts().to_dict() == {"won": 786, "lost": 6220, "open": 311}
    assert sorted(path.name for path in folder.iterdir()) == ["opportunities.csv", "quotas.csv", "roster.csv"]
    (folder / "roster.csv").write_text("mine\n", encoding="utf-8")
    refused = quotalab(tmp_path, "import", *THROUGH, "-o", str(folder))
    assert refused.exit_code == 2
    assert (folder / "roster.csv").read_text(encoding="utf-8") == "mine\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--inspect",), "name the files"),
        (("--inspect", "nowhere.csv"), "nowhere.csv"),
        (("--inspect", FILES[0], "--map", "map.yaml"), "one of the two"),
        ((FILES[0],), "say what each file is"),
        (("--opportunities", FILES[0]), "--map"),
        (("--map", str(SAMPLE / "map.yaml")), "no file is given"),
        (("--map", FILES[0], "--opportunities", FILES[0]), "opportunities.csv"),
    ],
)
def test_words_that_do_not_go_together(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    """Every mistake ends with 2 and a plain line."""
    done = quotalab(tmp_path, "import", *words)
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
    assert isinstance(done.exception, SystemExit)
