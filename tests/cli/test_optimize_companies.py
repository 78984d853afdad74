"""Better plans for whole companies, as `quotalab optimize` finds them: bundled ones and three vendors' samples.

Each asks: margin after pay up on fresh years (interval of 95 % above zero), pay cost within 1 %, nobody clearly below
95 % of today's pay. Seeds are fixed; a gain that did not exist would pass with a chance of 2.5 % a company.
"""

from pathlib import Path
from typing import Any

import pytest
from commands import data
from test_calibrate_real import DATA, FILES, words

from scenarios.load import load

pytestmark = pytest.mark.verify


def searched(folder: Path, source: str, *more: str) -> Any:
    path = folder / "better.yaml"
    found = data(folder, "optimize", source, "-o", str(path), "--no-assumptions", *more)
    assert load(path) != load(source)
    return found


def holds(found: Any) -> None:
    rows = {row["figure"]["en"]: row for row in found["outcome"]["rows"]}
    assert rows["Margin after pay"]["difference"]["low"] > 0, found["lead"][0]["en"]
    assert rows["Pay cost"]["new"] == pytest.approx(rows["Pay cost"]["today"], rel=0.01)
    assert found["rails"]["rows"][0]["kept"]["en"] == "yes"
    assert all(row["kept"]["en"] != "no" for row in found["rails"]["rows"])


@pytest.mark.parametrize("name", ["baseline", "stretch_target"])
def test_bundled_companies_gain(name: str, tmp_path: Path) -> None:
    """Margin after pay rises on years that the search has not seen, and the guard rails hold."""
    holds(searched(tmp_path, name))


@pytest.mark.skipif(not DATA.is_dir(), reason="the vendors' sample files (../shared/data) are not here")
@pytest.mark.parametrize("name", FILES)
def test_calibrated_companies_gain(name: str, tmp_path: Path) -> None:
    """The same for companies as their own files show them."""
    scenario = tmp_path / f"{name}.yaml"
    data(tmp_path, "calibrate", *words(name), "-o", str(scenario))
    holds(searched(tmp_path, str(scenario), "--replications", "100"))
