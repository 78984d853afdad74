"""City profiles and legal rules: what is stated and by whom, what is to be confirmed, and files that are refused."""

# ruff: noqa: E501 - a broken case to a line reads as a table

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hatchling.builders.wheel import WheelBuilder

from scenarios.legal.city import LIMITS, CityProfile, PayWithin, numbers_of, unread
from scenarios.legal.notes import KEYS, legal_notes, to_confirm, value_of
from scenarios.legal.numbers import Exclusion, LegalNumber, earliest
from scenarios.legal.reading import cities, city, read_city
from scenarios.legal.rules import RULES, Severity, rule
from scenarios.legal.tax import TABLE, bonus_tax, read_bonus_tax
from sim.pay.legal import dead_zones

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "background" / "legal.md").read_text(encoding="utf-8")

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def writes(text: str) -> Path:
        path = tmp_path / "my_city.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return writes


def faults_of(path: Path) -> list[str]:
    made, faults = read_city(path)
    assert (made is None) == bool(faults)
    return [str(fault).removeprefix(str(path)) for fault in faults]


# ── what comes with the program ─────────────────────────────────────────────────────────────────


def test_bundled_profiles_have_no_fault_and_are_named_like_their_files() -> None:
    """Six profiles come with the program; each is read without a fault under its own id, in both languages."""
    assert cities() == ("beijing", "china", "guangzhou", "none", "shanghai", "shenzhen")
    for name in cities():
        made, faults = read_city(name)
        assert faults == []
        assert made == city(name)
        assert made.id == name
        assert made.name.en != made.name.zh


def test_minimum_wages_are_those_that_were_found_and_none_is_made_up() -> None:
    """Beijing, Shanghai and Shenzhen state a minimum wage; Guangzhou and China, for which none was found, do not."""
    stated = {name: city(name).minimum_wage for name in cities()}
    values = {name: number and (number.value, number.unit, number.effective_from) for name, number in stated.items()}
    assert values == {
        "beijing": (Decimal(2540), "CNY/month", "2025"),
        "shanghai": (Decimal(2740), "CNY/month", "2025"),
        "shenzhen": (Decimal(2520), "CNY/month", "2025"),
        "guangzhou": None,
        "china": None,
        "none": None,
    }


def test_national_numbers_hold_in_every_city() -> None:
    """A fifth of the wage may be deducted and four fifths are paid in probation, wherever anything is checked."""
    for name in cities():
        shares = [getattr(city(name), key) for key in ("deduction_share", "probation_share")]
        expected = [Decimal("0.2"), Decimal("0.8")] if city(name).checked else [None, None]
        assert [number and number.value for number in shares] == expected


def test_shenzhen_alone_states_pay_dates_proration_and_prepayment() -> None:
    """7 days, 1 month, 6 months by length of the period; the other cities state none of it."""
    within = city("shenzhen").pay_within
    assert within is not None
    told = [(n.value, n.unit) for n in (within.up_to_a_month, within.under_a_year, within.a_year)]
    assert told == [(7, "days"), (1, "months"), (6, "months")]
    keys = ("pay_within", "proration", "prepayment")
    assert [name for name in cities() if any(getattr(city(name), key) for key in keys)] == ["shenzhen"]
    assert [name for name in cities() if city(name).deduction_notice] == ["guangzhou", "shenzhen"]


def test_what_nobody_has_read_is_to_be_confirmed() -> None:
    """Minimum wages, probation and the exclusion of own insurance were not read; all other limits were."""
    wage, share, insurance = "minimum_wage", "probation_share", "excluded[own_insurance]"
    assert {name: unread(city(name)) for name in cities()} == {
        "beijing": (wage, share, insurance),
        "shanghai": (wage, share, insurance),
        "shenzhen": (wage, share),
        "guangzhou": (share,),
        "china": (share,),
        "none": (),
    }


def test_everything_a_report_says_of_a_city_names_what_is_to_be_confirmed() -> None:
    """The notes repeat each unread number with its value, in both languages; of a read one they say nothing."""
    told = legal_notes(city("shanghai"))
    assert "Not legal advice" in told[0].en
    assert "不构成法律意见" in told[0].zh
    assert "Shanghai: minimum wage (2,740 CNY/month, since 2025) is to be confirmed." in [note.en for note in told]
    assert "上海：最低工资（2,740 CNY/月，2025 起）有待确认。" in [note.zh for note in told]
    assert len(told) == 1 + len(unread(city("shanghai")))
    assert not any("20 %" in note.en for note in told)


def test_no_city_says_that_nothing_was_checked() -> None:
    """Under `none` the one note is that no limit was checked; no other profile says so."""
    (note,) = legal_notes(city("none"))
    assert note.en == "Legal limits: none checked (city: none)."
    assert "未核对" in note.zh
    assert not any("none checked" in one.en for name in cities() if name != "none" for one in legal_notes(city(name)))


def test_a_city_without_a_minimum_wage_says_so() -> None:
    """The notes of Guangzhou say that pay was not checked against a minimum wage, those of Shenzhen do not."""
    said = {name: any("not stated" in note.en for note in legal_notes(city(name))) for name in cities()}
    assert [name for name, one in said.items() if one] == ["china", "guangzhou"]


def test_every_limit_has_a_name_for_readers() -> None:
    """Whatever a profile can state can be named as to be confirmed, in both languages."""
    for name in cities():
        for path in [".".join(steps) for steps, _ in numbers_of(city(name))]:
            assert to_confirm(city(name), path).en != to_confirm(city(name), path).zh
    plain = set(LIMITS) - {"excluded", "pay_within"}
    assert set(KEYS) == plain | {f"pay_within.{key}" for key in PayWithin.model_fields}


def test_numbers_are_told_with_their_unit() -> None:
    """One day is no `days`; a share is a percentage."""
    told = [("1", "days"), ("6", "months"), ("0.125", "share"), ("2520", "CNY/month")]
    numbers = [LegalNumber(value=Decimal(value), unit=unit, source="x", status="read") for value, unit in told]
    assert [value_of(number).en for number in numbers] == ["1 day", "6 months", "12.5 %", "2,520 CNY/month"]
    assert [value_of(number).zh for number in numbers] == ["1 天", "6 个月", "12.5 %", "2,520 CNY/月"]


def test_a_time_since_may_be_a_day_a_month_or_a_year() -> None:
    """A month and a year stand for their first day."""
    days = [earliest(since) for since in ("2025", "2025-07", "2025-07-02")]
    assert days == [date(2025, 1, 1), date(2025, 7, 1), date(2025, 7, 2)]


def test_data_files_are_in_the_wheel() -> None:
    """Every city and the tax table are shipped."""
    shipped = {Path(file.path).resolve() for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    data = set((ROOT / "scenarios" / "legal").rglob("*.yaml"))
    assert len(data) == len(cities()) + 1
    assert data <= shipped


# ── rules ───────────────────────────────────────────────────────────────────────────────────────


def test_there_are_twelve_rules() -> None:
    """L1 to L12 in order, each in both languages with a source; what breaking them means is as it was decided."""
    assert [one.id for one in RULES] == [f"L{number}" for number in range(1, 13)]
    assert all(one.title.en != one.title.zh and one.demands.en != one.demands.zh and one.source for one in RULES)
    by: dict[Severity, list[str]] = {severity: [] for severity in get_args(Severity)}
    for one in RULES:
        by[one.severity].append(one.id)
    assert by == {
        "refused": ["L1", "L2", "L3", "L6", "L8"],
        "flagged": ["L4", "L7", "L9", "L10", "L12"],
        "to check by counsel": ["L5", "L11"],
    }


def test_a_rule_is_found_by_its_number() -> None:
    """L2 is the minimum wage; there is no L13."""
    assert rule("L2").title.en == "Minimum wage"
    with pytest.raises(KeyError):
        rule("L13")


def test_the_rules_that_nobody_has_read_say_so() -> None:
    """L10 and L11 are to be confirmed, all others were read."""
    assert [one.id for one in RULES if one.status != "read"] == ["L10", "L11"]


# ── a profile of one's own ──────────────────────────────────────────────────────────────────────

WAGE = "minimum_wage: {value: 2740, unit: CNY/month, effective_from: 2025-07-01, source: notice 1, status: read}\n"


def test_a_profile_of_ones_own_replaces_what_it_states(write: Write) -> None:
    """A confirmed minimum wage over Shanghai's: all else stays, and the note that it is to be confirmed is gone."""
    made, faults = read_city(write("extends: shanghai\n" + WAGE))
    assert faults == []
    assert made is not None
    assert made.minimum_wage == LegalNumber(
        value=Decimal(2740), unit="CNY/month", effective_from="2025-07-01", source="notice 1", status="read"
    )
    left = {key: getattr(made, key) for key in CityProfile.model_fields if key != "minimum_wage"}
    assert left == {key: getattr(city("shanghai"), key) for key in left}
    assert unread(made) == unread(city("shanghai"))[1:]


def test_a_number_never_keeps_the_source_of_another(write: Write) -> None:
    """A value alone is not enough: who says so is asked for, instead of taken from the profile below."""
    assert faults_of(write("extends: shanghai\nminimum_wage: {value: 2800}\n")) == [
        ":2: minimum_wage.source: is required",
        ":2: minimum_wage.status: is required: one of read, to be confirmed",
        ":2: minimum_wage.unit: is required",
    ]


HEAD = "id: x\nname: X\n"
BROKEN = [
    ("", ":1: is empty; a city profile is a section of keys"),
    ("- a\n", ":1: a city profile is a section of keys such as `minimum_wage:` (got a list)"),
    ("id: x\n", ":1: name: is required"),
    (HEAD + "minimum_wages: 1\n", ":3: minimum_wages: is not a key here, did you mean `minimum_wage`?"),
    (HEAD + "minimum_wage: 2740\n", ":3: minimum_wage: should be a section of keys (got 2740)"),
    (HEAD + WAGE.replace("2740", "-1"), ":3: minimum_wage.value: should be at least 0 (got -1)"),
    (HEAD + WAGE.replace("2740", '"2740"'), ":3: minimum_wage.value: should be a number (got 2740), write it without quotes"),
    (HEAD + WAGE.replace("CNY/month", "CNY"), ":3: minimum_wage.unit: should be a currency's code and `/month`, such as CNY/month (got CNY)"),
    (HEAD + WAGE.replace("2025-07-01", "July"), ":3: minimum_wage.effective_from: should be a day, a month or a year, such as 2025-07-01, 2025-07 or 2025 (got July)"),
    (HEAD + WAGE.replace("2025-07-01", "2025-13"), ":3: minimum_wage.effective_from: should be a day, a month or a year, such as 2025-07-01, 2025-07 or 2025 (got 2025-13)"),
    (HEAD + WAGE.replace("status: read", "status: sure"), ":3: minimum_wage.status: should be one of read, to be confirmed (got sure)"),
    (HEAD + WAGE.replace("source: notice 1, ", ""), ":3: minimum_wage.source: is required"),
    (HEAD + "deduction_share: {value: 20, unit: share, source: x, status: read}\n", ":3: deduction_share.value: should be at most 1: 0.2 is 20 % (got 20)"),
    (HEAD + "probation_share: {value: 80, unit: percent, source: x, status: read}\n", ":3: probation_share.unit: should be `share` (got percent)"),
    (HEAD + "pay_within:\n  up_to_a_month: {value: 7, unit: days, source: x, status: read}\n", ":4: pay_within.a_year: is required"),
    (HEAD + "excluded: [{id: lunch, name: Lunch, source: x, status: read}]\n", ":3: excluded[lunch].id: should be one of overtime, special_conditions, welfare, own_insurance (got lunch)"),
    (HEAD + "excluded: [{id: welfare, name: A, source: x, status: read}, {id: welfare, name: B, source: x, status: read}]\n", ":3: excluded[1].id: this id is used twice; ids are unique (got welfare)"),
    (HEAD + "checked: false\n" + WAGE, ":4: minimum_wage: has no meaning with `checked: false`; remove it"),
    ("extends: shanghigh\n" + HEAD, ":1: extends: should be the name of a bundled city profile (got shanghigh), did you mean `shanghai`?"),
    ("extends: [shanghai]\n" + HEAD, ":1: extends: should be the name of a bundled city profile (got a list), one of: beijing, china, guangzhou, none, shanghai, shenzhen"),
    (HEAD + "checked: maybe\n", ":3: checked: should be true or false (got maybe)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_a_broken_profile_is_refused_with_its_place(text: str, expected: str, write: Write) -> None:
    """Each mistake is told with its line, the key, what was found and what would be right."""
    assert expected in faults_of(write(text))


def test_all_faults_are_told_at_once(write: Write) -> None:
    """Three mistakes in one file are three faults."""
    text = HEAD + "checked: maybe\n" + WAGE.replace("2740", "-1").replace("status: read", "status: sure")
    assert len(faults_of(write(text))) == 3


def test_a_file_that_is_not_there_is_told_with_what_is(tmp_path: Path) -> None:
    """The nearest bundled name is offered, or all of them."""
    assert [str(fault) for fault in read_city("shenzen")[1]] == [
        "shenzen: there is no such file and no bundled city, did you mean `shenzhen`?"
    ]
    assert "bundled: beijing, china" in str(read_city(tmp_path / "x.yaml")[1][0])
    with pytest.raises(ValueError, match="no bundled city profile 'x'"):
        city("x")


# ── the tax table ───────────────────────────────────────────────────────────────────────────────


def test_the_tax_table_has_seven_brackets() -> None:
    """3 % to 45 %, the last without an end."""
    brackets = bonus_tax().brackets
    assert [str(one.rate.normalize()) for one in brackets] == ["0.03", "0.1", "0.2", "0.25", "0.3", "0.35", "0.45"]
    assert [one.up_to for one in brackets] == [3000, 12000, 25000, 35000, 55000, 80000, None]
    assert (bonus_tax().currency, bonus_tax().status) == ("CNY", "read")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("up_to: null", "up_to: 90000", "brackets[6].up_to: should be null in the last bracket, which has no end (got 90000)"),
        ("up_to: 25000", "up_to: null", "brackets[2].up_to: is needed in every bracket but the last"),
        ("up_to: 25000", "up_to: 12000", "brackets[2].up_to: should be above the bracket before, 12000 (got 12000)"),
        ("rate: 0.45", "rate: 1", "brackets[6].rate: should be below 1 (got 1)"),
    ],
)  # fmt: skip
def test_a_broken_tax_table_is_refused(old: str, new: str, expected: str, tmp_path: Path) -> None:
    """Brackets go upwards, only the last has no end, and no tax takes all."""
    text = TABLE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "table.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert expected in [str(fault).split(": ", 1)[1] for fault in read_bonus_tax(path)[1]]


# ── the page ────────────────────────────────────────────────────────────────────────────────────


def test_the_page_has_every_key_every_rule_and_every_city() -> None:
    """Keys and words of a profile stand in code letters, rules with their title and severity, cities with their wage."""
    code = "\n".join([*re.findall(r"`([^`\n]+)`", PAGE), *re.findall(r"(?ms)^```yaml\n(.*?)^```", PAGE)])
    words = [*CityProfile.model_fields, *PayWithin.model_fields, *LegalNumber.model_fields, "read", "to be confirmed"]
    words += get_args(Exclusion.model_fields["id"].annotation)
    assert [word for word in words if not re.search(rf"(?<![\w-]){word}(?![\w-])", code)] == []
    for one in RULES:
        assert f"| {one.id} | {one.title.en} | {one.severity} |" in PAGE
    for name in cities():
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |"))
        wage = city(name).minimum_wage
        assert (
            (f"| {wage.value:,} CNY, since {wage.effective_from}, {wage.status} |" in row)
            if wage
            else ("CNY" not in row)
        )


def test_the_profile_on_the_page_is_read(write: Write) -> None:
    """The example of a profile of one's own has no fault and confirms the minimum wage."""
    (example,) = re.findall(r"(?ms)^```yaml\n(.*?)^```", PAGE)
    made, faults = read_city(write(example))
    assert faults == []
    assert made is not None
    assert "minimum_wage" not in unread(made)


def test_the_dead_zones_on_the_page_are_the_computed_ones() -> None:
    """Each zone of the tax table has its row, to the cent."""
    rows = re.findall(r"(?m)^\| ([\d,.]+) \| ([\d,.]+) \|$", PAGE)
    told = [tuple(int(Decimal(amount.replace(",", "")) * 100) for amount in row) for row in rows]
    assert told == dead_zones()
