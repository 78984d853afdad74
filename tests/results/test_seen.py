"""What a year of the sales world shows, against numbers written down: each part by hand, none where there is none."""

from typing import Any

import numpy as np
import pytest
from made_outcome import MONTHS, REPS, by_month, made, once

from results.ages import EDGES, Ages, StageAges, ages_of, read_ages, write_ages
from results.measure_names import LEVEL_NAMES, NAMES, SERIES_NAMES, THINGS
from results.measure_words import LEVELS, MORE, SERIES
from results.render.sections import section_data, section_tables
from results.report.amounts import Amounts
from results.report.seen_pictures import seen_pictures
from results.report.seen_words import LINES, SAYS, SEE
from results.seen.customers import bridge
from results.seen.money import COSTS, owed_at_first, selling_cost
from results.seen.reading import Reading
from results.seen.sections import seen_sections
from results.seen.words import HEADS, NOTES, TITLES, TOPICS, WHAT, quarter_ends
from scenarios.base import Label
from scenarios.company import Currency
from scenarios.kpis import known_measures
from scenarios.load import load
from sim.engine import prepare, trace

TINY = "tests/results/tiny_story.yaml"


def found(numbers: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The rows of one section as data."""
    rows: list[dict[str, Any]] = section_data(seen_sections(made(numbers)))[key]["rows"]
    return rows


def value(rows: list[dict[str, Any]], what: str, head: str = "value") -> Any:
    """A cell of the row whose first cell is that word."""
    row = next(row for row in rows if next(iter(row.values())) == {"en": WHAT[what].en, "zh": WHAT[what].zh})
    cell = row[head]
    return cell["value"] if isinstance(cell, dict) and "value" in cell else cell


def test_a_plain_year_shows_receivables_alone() -> None:
    """Null twin: without anything of the sales world no other section is there."""
    assert [section.key for section in seen_sections(made({}))] == ["receivables"]


def test_losses_by_reason_sum_to_all() -> None:
    """L04: every reason with its share, and together all of them."""
    rows = found({"lost_reason:price": once(3), "lost_reason:competitor": once(9)}, "reasons")
    assert [value(rows, key, "share") for key in ("price", "competitor")] == [0.25, 0.75]
    assert value(rows, "all", "count") == 12


def test_what_moves_people_is_told_by_quarter() -> None:
    """G12: means over everybody as quarters end, of the parts that are on; recognitions of the whole quarter."""
    scenario = load("tests/levers/small.yaml", ["drive={motivation: {recognitions: 1}}"])
    numbers = {"effort": 1.2, "effort_by_pay": 1.0, "motivation": 0.6, "fatigue": 0.1, "recognitions": once(3)}
    rows = section_data(seen_sections(made(numbers, scenario=scenario)))["drive"]["rows"]
    told = {row["what"]["en"]: (row["month_3"], row["month_6"]) for row in rows}
    assert told[WHAT["effort"].en] == pytest.approx((1.2, 1.2))
    assert told[WHAT["motivation"].en] == pytest.approx((0.6, 0.6))
    assert WHAT["commitment"].en not in told
    assert told[WHAT["recognitions"].en] == (3, 0)


ACCOUNT = {
    "hours_capacity": once(100), "hours_meetings": once(10), "hours_travel": once(20), "hours_reports": once(5),
    "hours_taken": once(15), "hours_busy": once(30), "hours_idle": once(20), "hours_training": once(9),
    "hours_care": once(6), "hours_rework": once(4), "hours_duplicate": once(2), "hours": once(18),
}  # fmt: skip


def test_hours_are_shares_of_every_paid_hour() -> None:
    """E06, M07: activities sum to all paid hours; what takes hours from leads is told apart."""
    rows = found(ACCOUNT, "hours")
    assert sum(row["share"] for row in rows) == pytest.approx(1)
    told = {row["activity"]["en"]: row["hours"] for row in rows}
    assert (told["Training"], told["Rework"], told["Double work"]) == (9, 6, 3)  # hands on leads, as work was begun
    assert "Coaching" not in told


def test_waste_and_useful_hours_sum_to_all() -> None:
    """M09: travel, idle hours, rework and duplicates, the largest first; with what is useful they are all hours."""
    rows = found(ACCOUNT, "waste")
    assert sum(row["hours"] for row in rows) == 100
    assert [row["hours"] for row in rows] == [20, 20, 6, 3, 51]


def test_an_hour_and_a_head_bring_what_was_sold() -> None:
    """D14: bookings over hours and heads, of the company and of each team."""
    rows = found({"hours": once(50), "bookings": once(200_000), "gross_margin": once(50_000)}, "efficiency")
    assert (rows[0]["bookings_hour"], rows[0]["margin_hour"]) == (40, 10)
    assert (rows[0]["heads"], rows[0]["bookings_head"]) == (6, pytest.approx(2000 / 6))
    assert [row["bookings_hour"] for row in rows[1:]] == [40, 0]


def test_without_a_time_account_only_what_is_counted_is_shown() -> None:
    """Hours of training beside hours of leads, and a note that the rest is not known."""
    sections = {
        section.key: section for section in seen_sections(made({"hours_training": once(10), "hours": once(30)}))
    }
    assert "waste" not in sections
    assert [row[2] for row in sections["hours"].rows] == [0.25, 0.75]
    assert NOTES["hours_counted"] in sections["hours"].notes


def test_hours_that_follow_pay_stand_against_the_plan() -> None:
    """Half the planned care given, an hour of which is worth -2 coins; more prospecting than planned at 1 coin."""
    coins = 100
    rows = found({
        "hours_care": once(6), "planned_hours:care": once(12), "worth_of_hours:care": once(-24 * coins),
        "hours_prospecting": once(9), "planned_hours:prospecting": once(6),
        "worth_of_hours:prospecting": once(6 * coins),
    }, "divided")  # fmt: skip
    told = [(row["activity"]["en"], row["of_plan"], row["hour_worth"]) for row in rows]
    assert told == [("Customer care", 0.5, -2.0), ("Prospecting", 1.5, 1.0)]


def test_approvals_and_waiting() -> None:
    """Approvals are counted, waiting is a mean, leakage is money; what never happened has no row."""
    numbers = {"approvals": once(4), "approval_days": once(6), "countersigns": once(0), "violations": once(1),
               "leakage": once(250), "discount": once(5), "list_value": once(50), "answers_due": once(10),
               "answers_given": once(8), "answers_in_time": once(6), "answer_hours": once(32)}  # fmt: skip
    rows = found(numbers, "authority")
    assert value(rows, "approvals") == 4
    assert value(rows, "approval_wait") == 1.5
    assert value(rows, "leakage") == 2.5
    assert value(rows, "discount_rate") == pytest.approx(0.1)
    assert [value(rows, key) for key in ("answers_in_time", "answer_hours", "unanswered")] == pytest.approx(
        [0.6, 4, 0.2]
    )
    assert WHAT["countersigns"].en not in str(rows)


def test_skills_are_levels_and_not_sums() -> None:
    """A skill is everybody's mean at a month's end: of six reps at 0.5 it is 0.5 in every month shown."""
    level = np.full((1, MONTHS, REPS), 0.5)
    level[0, -1] = 0.8
    numbers = {f"skill:{topic}": level for topic in TOPICS}
    rows = found(numbers, "skills")
    assert [row["month_3"] for row in rows] == pytest.approx([0.5] * 6)
    assert [row["month_6"] for row in rows] == pytest.approx([0.8] * 6)
    assert quarter_ends(12) == [2, 5, 8, 11]
    assert quarter_ends(7) == [2, 5, 6]


def test_trainings_are_told_with_their_gain() -> None:
    """I19: completed of those assigned, better after of those tested twice, points gained on average."""
    level = {f"skill:{topic}": 0.5 for topic in TOPICS}
    numbers = level | {
        "trainings_due": once(8), "trainings_done": once(6), "tested_twice": once(5), "promotions": once(2),
        "trainings_with_gain": once(4), "points_before": once(200), "points_after": once(250),
    }  # fmt: skip
    rows = found(numbers, "training")
    told = [value(rows, key) for key in ("trainings_done", "done_share", "gain_share", "points_gained", "promotions")]
    assert told == [6, 0.75, 0.8, 10, 2]


CUSTOMERS = {
    "customers_open": by_month(50, 51, 52, 53, 54, 55), "customers_won": once(9), "customers_lost": once(5),
    "customers_back": once(1), "customers_open:mid": by_month(*range(40, 46)), "customers_won:mid": once(6),
    "customers_lost:mid": once(4), "customers_back:mid": once(1), "customers_served": by_month(*[50] * 6),
    "satisfaction_sum": by_month(*[50 * 72] * 6), "loyalty_sum": by_month(*[50 * 40] * 6), "complaints": once(3),
    "satisfaction_answers": once(4), "satisfaction_asked": once(16), "satisfaction_points": once(280),
    "satisfaction_squares": once(70 * 70 * 4 + 12), "renewals": once(3), "renewals_due": once(4),
}  # fmt: skip


def test_customers_of_the_last_day_are_those_of_the_first_and_what_came_and_went() -> None:
    """A04: first day + won + back − lost = last day, in every year, by segment and in all."""
    r = Reading(made(CUSTOMERS))
    for segment, first in (("mid", 42), ("", 50)):
        opening, won, back, lost, closing = bridge(r, segment)
        assert opening == pytest.approx(first)
        assert np.array_equal(opening + won + back - lost, closing)
    rows = found(CUSTOMERS, "customers")
    assert rows[-1]["closing"] == 55


def test_satisfaction_is_per_customer_and_the_survey_has_its_margin() -> None:
    """I07, K07: true satisfaction per customer looked after; the survey's mean, margin 1.96 · s / √n and response."""
    rows = found(CUSTOMERS, "satisfaction")
    assert value(rows, "satisfaction") == pytest.approx(72)
    assert value(rows, "surveyed") == pytest.approx(70)
    assert value(rows, "survey_margin") == pytest.approx(1.96 * 2 / 2)
    assert [value(rows, key) for key in ("response", "renewal")] == [0.25, 0.75]
    assert value(rows, "complaints_100") == pytest.approx(3 / 50 * 100 * 2)  # six months are half a year


CHANNELS = {
    f"channel_{what}:{channel}": once(number)
    for channel, row in {"marketing": (100, 10, 80, 5e6, 2e6, 5e5), "existing": (20, 8, 16, 4e6, 1e6, 0)}.items()
    for what, number in zip(("leads", "won", "closed", "bookings", "margin", "cost"), row, strict=True)
}


def test_channels_add_up_to_the_company() -> None:
    """M04: the last row is the sum of the others; win rate is of those closed, cost is a lead's, in whole units."""
    rows = found(CHANNELS, "channels")
    for head in ("count", "signed", "bookings", "margin", "cost", "left"):
        assert rows[-1][head] == pytest.approx(rows[0][head] + rows[1][head])
    assert rows[0]["win_rate"] == pytest.approx(0.125)
    assert rows[0]["per_lead"] == pytest.approx(50)
    assert rows[0]["left"] == pytest.approx(15_000)


MARKET = {
    "segment_bookings:mid": by_month(10, 10, 10, 30, 30, 30), "rivals_value:mid": by_month(90, 90, 90, 70, 70, 70),
    "market_value:mid": by_month(*[100] * 6), "lost_to:acme": once(7), "strength:acme": once(0),
    "estimated:acme": once(0), "research_sd:acme": by_month(0.5, 0.4, 0.3, 0.2, 0.2, 0.1),
}  # fmt: skip


def test_share_is_ours_of_what_anybody_won() -> None:
    """A03: ours and theirs are the market; the first and the last quarter have shares of their own."""
    rows = found(MARKET, "share")
    assert rows[0]["our_share"] == pytest.approx(0.2)
    assert [rows[0]["first_quarter"], rows[0]["last_quarter"]] == pytest.approx([0.1, 0.3])
    assert rows[-1]["ours"] + rows[-1]["theirs"] == pytest.approx(6)
    assert found(MARKET, "rivals")[0]["uncertain"] == pytest.approx(0.1)


def test_receivables_follow_from_their_flows() -> None:
    """Law 5: owed on the first day and invoiced since is paid, written off or owed on the last day."""
    numbers = {"invoiced": once(1000), "prepaid_used": once(300), "collected": once(900), "prepaid": once(250),
               "bad_debt": once(20), "closing_receivable": once(130)}  # fmt: skip
    r = Reading(made(numbers))
    assert owed_at_first(r) == pytest.approx(130 + 650 + 20 - 700)
    rows = found(numbers, "receivables")
    assert value(rows, "bad_rate") == pytest.approx(0.02)
    assert value(rows, "paid") == pytest.approx(6.5)


def test_selling_cost_is_its_parts() -> None:
    """I20: pay and what each part of the sales world costs sum to the selling cost, whose ratio is to bookings."""
    numbers = {"pay:base": once(700), "pay:commission": once(100), "bookings": once(10_000),
               **{cost: once(10 + place) for place, cost in enumerate(COSTS)}}  # fmt: skip
    rows = found(numbers, "costs")
    assert sum(row["amount"] for row in rows[:-1]) == pytest.approx(rows[-1]["amount"])
    assert value(rows, "pay", "amount") == 8
    assert value(rows, "selling_cost", "of_bookings") == pytest.approx((800 + 91) / 10_000)
    assert selling_cost(Reading(made(numbers)))[0] == 891
    assert "costs" not in section_data(seen_sections(made({"pay:base": once(700)})))


def test_process_and_tools() -> None:
    """D08, E01: moves with all steps, steps left out by step, adherence and adoption as means of levels."""
    numbers = {"stage_moves": once(20), "compliant_moves": once(15), "missing_steps": once(6), "visits": once(50),
               "effective_visits": once(20), "adherence": 0.7, "done:quote": once(30), "missing:quote": once(10),
               "adoption:crm": 0.4, "hours_saved": once(12), "hours_learning": once(5)}  # fmt: skip
    rows = found(numbers, "process")
    assert [value(rows, key) for key in ("compliant", "missing_steps", "effective", "adherence")] == pytest.approx(
        [0.75, 6, 0.4, 0.7]
    )
    assert found(numbers, "steps")[0]["share"] == 0.25
    assert found(numbers, "tools")[0]["month_6"] == pytest.approx(0.4)


def test_numbers_that_differ_by_year_have_an_interval() -> None:
    """Law 8: a mean over years comes with its interval; what is the same in every year has none."""
    numbers = {
        "lost_reason:price": np.arange(4.0)[:, None, None] * np.ones((1, MONTHS, REPS)),
        "lost_reason:slow": once(1),
    }
    rows = found(numbers, "reasons")
    price = rows[0]["count"]
    assert price["low"] < price["value"] == 1.5 * MONTHS * REPS < price["high"]
    assert rows[1]["count"] == 1


# ── ages of open leads ──────────────────────────────────────────────────────────────────────────


def test_ages_are_days_since_the_stage_was_entered(tmp_path: Any) -> None:
    """Of every lead that is open as the year ends, the days since it came to its stage, in bands; read as written."""
    year = prepare(load(TINY), 2)
    logs = [trace(year, place)[1] for place in range(8)]
    ages = ages_of(logs, year.measures, float(year.world.period_end[0]))
    days = {"needs": [], "offer": []}  # type: ignore[var-annotated]
    for log in logs:
        names = [year.measures[entry["measure"]].name for entry in log.entries]
        for name, entry in zip(names, log.entries, strict=True):
            if name.startswith("open:"):
                stage = name.partition(":")[2]
                came = [e["time"] for n, e in zip(names, log.entries, strict=True)
                        if n == f"entered:{stage}" and e["who"] == entry["who"]]  # fmt: skip
                days[stage].append(entry["time"] - max(came))
    assert sum(map(len, days.values())) > 4
    for stage in ages.stages:
        assert stage.open == len(days[stage.stage]) / 8
        if days[stage.stage]:
            assert stage.days == pytest.approx(np.mean(days[stage.stage]))
            assert stage.bands[0] == sum(day < EDGES[0] for day in days[stage.stage]) / 8
    write_ages(tmp_path, ages)
    assert read_ages(tmp_path) == ages
    (tmp_path / "ages.json").write_text("[]", encoding="utf-8")
    assert read_ages(tmp_path) is None


def test_ages_are_shown_by_stage() -> None:
    """A row for each stage with leads open, days there and shares of the ages; nothing where no log was looked at."""
    ages = Ages(5, (StageAges("needs", (3.0, 1.0, 0.0, 0.0, 0.0), 6.0), StageAges("offer", (0.0,) * 5, 0.0)))
    rows = section_data(seen_sections(made({}, scenario=load(TINY)), ages))["ages"]["rows"]
    assert (rows[0]["open"], rows[0]["days"], rows[0]["from_0"], rows[0]["from_10"]) == (4.0, 6.0, 0.75, 0.25)
    assert (rows[1]["days"], rows[1]["from_60"]) == (None, None)


# ── words and pictures ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_picture_is_drawn_and_told(language: Any) -> None:
    """All there are with everything on, each with a sentence for who cannot see it; none of them without."""
    everything = {
        **ACCOUNT, **CUSTOMERS, **CHANNELS, **MARKET, "relation_points": once(10), "relation_ratings": once(1),
        "lost_reason:price": once(3), **{f"skill:{topic}": 0.5 for topic in TOPICS},
    }  # fmt: skip
    ages = Ages(5, (StageAges("needs", (3.0, 1.0, 0.0, 0.0, 0.0), 6.0),))
    outcome = made(everything)
    pictures = list(seen_pictures(Reading(outcome), ages, Amounts(Currency(), language)))
    assert [picture.title for picture in pictures] == [SEE[key].text(language) for key in SEE]
    assert all(picture.says and "<svg" in picture.svg for picture in pictures)
    assert list(seen_pictures(Reading(made({})), None, Amounts(Currency(), language))) == []
    tables = section_tables(seen_sections(outcome, ages), Currency(), language)
    assert all(table.rows for table in tables)


def test_every_word_is_there_in_both_languages() -> None:
    """Titles, heads, words and sentences exist in English and Chinese; each is said of one measure once."""
    words: list[Label] = [
        label
        for part in (TITLES, HEADS, WHAT, NOTES, TOPICS, SEE, SAYS, LINES, MORE, SERIES, NAMES, SERIES_NAMES, THINGS)
        for label in part.values()
    ]
    assert all(label.en and label.zh for label in words)
    assert set(SEE) == set(SAYS)
    assert all(level.endswith(":") or level in MORE | NAMES for level in (*LEVELS, *LEVEL_NAMES))
    assert not set(NAMES) & {*MORE, *known_measures()}
