"""Who needs which training, as the command tells it: with evidence, both languages, and under codes."""

from pathlib import Path
from typing import Any

import pytest

import results.store
from results.explain.needs import NOBODY, explain_needs
from scenarios.load import ScenarioFaults

SMALL = str(Path(__file__).parents[1] / "levers" / "small.yaml")
DIRECT = str(Path(__file__).parents[1] / "cli" / "small_company.yaml")
TOPICS = ("prospecting", "discovery", "product", "negotiation", "relationship", "process")
ALIKE = [f"people.reps[R{i}].skills={{{', '.join(f'{topic}: 0.6' for topic in TOPICS)}}}" for i in range(1, 7)]
BUSY = ("market.demand[0].leads_per_year=3000", "funnel.skill_effect=3",
        *(f"people.reps[R{i}].hours_per_day=12" for i in range(1, 7)))  # fmt: skip


class Quiet:
    """A progress bar that shows nothing."""

    def expect(self, years: int) -> None: ...

    def __call__(self, years: int) -> None: ...


def told(*overrides: str, **options: Any) -> Any:
    asked = {"lang": "en", "replications": 8, "overrides": (*BUSY, *ALIKE, *overrides), **options}
    return explain_needs(SMALL, Quiet(), asked)


def test_a_missing_skill_is_told_with_its_evidence() -> None:
    """F09, F12: who lacks a skill is named with KPI, shares, cases and errors, and it explains her being behind."""
    done = told("people.reps[R4].skills.negotiation=0.1", "targets.company=40_000_000")
    row = done.data["needs"]["rows"][0]
    assert row["rep"]["en"] == "Dov Tansy"
    assert (row["skill"]["en"], row["cause"]["en"]) == ("Negotiation", "yes")
    assert row["own"] < row["company"]
    assert row["score"] > 2
    assert row["attainment"] < 1
    assert done.data["needs"]["recommended"] == {"R4": "negotiation"}
    assert "谈判" in str(told("people.reps[R4].skills.negotiation=0.1", lang="zh").tables[0].rows[0])


def test_where_all_are_alike_nobody_needs_anything() -> None:
    """Null twin: with equal skills nobody is plainly below, and the note says so."""
    done = told()
    assert done.data["needs"]["rows"] == []
    assert done.tables[0].notes == (NOBODY.en,)


def test_codes_stand_for_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --anonymise no id and no name is shown."""
    monkeypatch.setattr(results.store, "home", lambda: tmp_path)
    done = told("people.reps[R4].skills.negotiation=0.1", anonymise=True)
    text = str(done.data) + str(done.tables)
    assert "rep-" in text
    assert not any(word in text for word in ("Dov Tansy", "诸葛丁", "R4"))


def test_a_market_without_leads_uses_no_skill() -> None:
    """A direct market is refused."""
    with pytest.raises(ScenarioFaults, match="no skill is used"):
        explain_needs(DIRECT, Quiet(), {"lang": "en", "replications": 8})
