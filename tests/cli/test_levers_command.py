"""`levers` as a user meets it: what management can set, in both languages and as data."""

from pathlib import Path

import pytest
from commands import data, fine, quotalab

from results import lever_list
from scenarios.base import Label
from scenarios.levers import FAMILIES, LEVERS, Lever

PROBE = Lever.model_validate(
    {
        "id": "hours", "name": {"en": "Hours for leads", "zh": "跟进工时"}, "about": "x", "requirement": ("M07",),
        "paths": ("people.reps[*].hours_per_day",), "unit": {"en": "hours a day", "zh": "小时／天"},
        "dose": ("a=1",), "neutral": ("a=0",), "direction": 1, "lag": 2,
        "indicator": {"top": ("won_deals",), "per": ("leads",)},
    }
)  # fmt: skip


def test_levers_lists_the_registry(tmp_path: Path) -> None:
    """`levers --json` has every lever of the registry with its key, in order; --family those of one family."""
    assert [row["id"] for row in data(tmp_path, "levers")["levers"]] == [lever.id for lever in LEVERS]
    for family, levers in FAMILIES.items():
        rows = data(tmp_path, "levers", "--family", family)["levers"]
        assert [row["id"] for row in rows] == [lever.id for lever in levers]
    assert list(lever_list.TITLES) == list(FAMILIES)


TOLD = {"en": ("Hours for leads", "up", "assumed"), "zh": ("跟进工时", "上升", "假设")}


@pytest.mark.parametrize("lang", TOLD)
def test_a_lever_is_told_in_the_language_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    """A row has name, key, default, indicator, direction, first month and source; a family without levers says so."""
    monkeypatch.setattr(lever_list, "FAMILIES", {"people": (PROBE,), "market": ()})
    shown = fine(quotalab(tmp_path, "levers", "--lang", lang)).stdout
    for word in (*TOLD[lang], "people.reps[*].hours_per_day", "won_deals / leads", " 5 ", " 3 "):
        assert word in shown.replace("\n", " "), word
    row = data(tmp_path, "levers")["levers"][0]
    assert (row["family"], row["key"], row["default"], row["lag"]) == ("people", PROBE.paths[0], 5.0, 2)
    empty = fine(quotalab(tmp_path, "levers", "--family", "market", "--lang", lang)).stdout
    assert lever_list.EMPTY.text(lang) in empty


def test_defaults_are_told_as_people_write_them() -> None:
    """A number plainly, true and false in words, and nothing where a whole section or list is off."""

    def told(path: str) -> Label:
        return lever_list.default_text(PROBE.model_validate(PROBE.model_dump() | {"paths": (path,)}))

    assert told("people.reps[*].hours_per_day").en == "5"
    assert told("market.channels[*].new_customer").zh in ("是", "否")
    assert told("market.season") == told("people.reps[*].role") == lever_list.NONE


def test_an_unknown_family_is_refused(tmp_path: Path) -> None:
    """A family that there is not ends with 2, and the one that was meant is named."""
    result = quotalab(tmp_path, "levers", "--family", "trainin")
    assert result.exit_code == 2
    assert "did you mean `training`?" in result.stderr
    assert result.stdout == ""
