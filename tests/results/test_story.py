"""A year told in words: the tiny story is what the year was, word for word, and nothing of the log is left out."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from results.measure_words import measure_name
from results.story.happenings import happenings, leads_of
from results.story.origins import origins
from results.story.story import Lived, live_once, tell_story
from results.story.teller import Teller, quantity
from results.story.when import Clock
from scenarios.base import Label
from scenarios.load import ScenarioFaults, load
from sim.engine import prepare, trace

TINY = str(Path(__file__).with_name("tiny_story.yaml"))
SMALL = str(Path(__file__).parents[1] / "levers" / "small.yaml")
SEED = 2
YEAR = {
    "en": """\
Ada Quill: Tiny
One simulated year: seed 2, replication 1. One year is luck as well as skill.
`quotalab story … --lead ID` tells a lead's life; the first digits of its name are enough.
Ada Quill, before the year
1 new: 6c182603.
Ada Quill, month 1
Effort for the month: 1.00 (usual: 1.00).
5 new: a85cb484, 3597ae06, 7837b8f4, 6c57d664, 114bf685.
5 pieces of work on leads, 20 hours.
month 1, day 2, 16:54 [6c182603]: Signed by Ada Quill: ¥12,000.00, of which ¥4,800.00 is gross margin; 10.9 working \
days after it came in. A new customer. ¥6,000.00 is paid in advance.
4 lost: a85cb484 (Needs), 3597ae06 (Needs), 7837b8f4 (Needs), 6c57d664 (Needs).
Invoiced: ¥12,000.00.
Collected: ¥12,000.00.
Prepaid: ¥6,000.00.
Pay: Base salary ¥8,000.00, Commission ¥1,200.00; together ¥9,200.00.
So far ¥12,000.00 signed, 30.0 % of the year's quota of ¥40,000.00.
Ada Quill, month 2
Effort for the month: 1.00 (usual: 1.00).
2 new: cae1b9a0, a4abb1ef.
5 pieces of work on leads, 32 hours.
month 2, day 8, 14:06 [114bf685]: Signed by Ada Quill: ¥7,289.88, of which ¥2,915.95 is gross margin; 9.4 working days \
after it came in. A new customer. ¥3,644.94 is paid in advance.
month 2, day 20, 10:25 [cae1b9a0]: Signed by Ada Quill: ¥10,083.77, of which ¥4,033.51 is gross margin; 9.4 working \
days after it came in. A new customer. ¥5,041.89 is paid in advance.
Invoiced: ¥7,289.88.
Collected: ¥8,686.83.
Prepaid: ¥8,686.83.
Signed, not yet delivered at the end: ¥10,083.77.
Invoiced, not yet paid at the end: ¥3,644.94.
Pay: Base salary ¥8,000.00, Commission ¥1,737.37; together ¥9,737.37.
So far ¥29,373.65 signed, 73.4 % of the year's quota of ¥40,000.00.
""",
    "zh": """\
欧阳甲：微
一次模拟年份：种子 2，第 1 次。单一年份含偶然因素。
`quotalab story … --lead ID` 讲述单条线索的经过；名称开头几位即可。
欧阳甲，年初之前
新进1条：6c182603。
欧阳甲，第 1 月
本月努力：1.00（平常：1.00）。
新进5条：a85cb484, 3597ae06, 7837b8f4, 6c57d664, 114bf685。
跟进 5 次，20 小时。
第 1 月第 2 天 16:54 [6c182603]：欧阳甲签约：¥12,000.00，其中毛利 ¥4,800.00；自进线起 10.9 个工作日。\
新客户。预付 ¥6,000.00。
拒绝4条：a85cb484（需求）, 3597ae06（需求）, 7837b8f4（需求）, 6c57d664（需求）。
开票额：¥12,000.00。
回款额：¥12,000.00。
预付款：¥6,000.00。
薪酬：底薪 ¥8,000.00、提成 ¥1,200.00；合计 ¥9,200.00。
累计签约 ¥12,000.00，为全年目标 ¥40,000.00 的 30.0 %。
欧阳甲，第 2 月
本月努力：1.00（平常：1.00）。
新进2条：cae1b9a0, a4abb1ef。
跟进 5 次，32 小时。
第 2 月第 8 天 14:06 [114bf685]：欧阳甲签约：¥7,289.88，其中毛利 ¥2,915.95；自进线起 9.4 个工作日。\
新客户。预付 ¥3,644.94。
第 2 月第 20 天 10:25 [cae1b9a0]：欧阳甲签约：¥10,083.77，其中毛利 ¥4,033.51；自进线起 9.4 个工作日。\
新客户。预付 ¥5,041.89。
开票额：¥7,289.88。
回款额：¥8,686.83。
预付款：¥8,686.83。
期末已签未交付：¥10,083.77。
期末应收：¥3,644.94。
薪酬：底薪 ¥8,000.00、提成 ¥1,737.37；合计 ¥9,737.37。
累计签约 ¥29,373.65，为全年目标 ¥40,000.00 的 73.4 %。
""",
}
LIFE = {
    "en": """\
Lead cae1b9a0: Tiny
One simulated year: seed 2, replication 1. One year is luck as well as skill.
month 2, day 10, 15:49: Comes in: Mid-market, Web, Land. It is at Needs. Ada Quill begins work on it: 4 hours.
month 2, day 14, 14:01: The customer says yes after 3.8 working days: on to Offer. Ada Quill begins work on it: 8 hours.
month 2, day 20, 10:25: Signed by Ada Quill: ¥10,083.77, of which ¥4,033.51 is gross margin; 9.4 working days after \
it came in. A new customer. ¥5,041.89 is paid in advance.
month 2, day 20, 18:00: Not yet delivered as the year ends: ¥10,083.77.
""",
    "zh": """\
线索 cae1b9a0：微
一次模拟年份：种子 2，第 1 次。单一年份含偶然因素。
第 2 月第 10 天 15:49：进线：中型客户，官网，全国。处于需求阶段。欧阳甲开始跟进：4 小时。
第 2 月第 14 天 14:01：客户同意（3.8 个工作日后）：进入报价。欧阳甲开始跟进：8 小时。
第 2 月第 20 天 10:25：欧阳甲签约：¥10,083.77，其中毛利 ¥4,033.51；自进线起 9.4 个工作日。\
新客户。预付 ¥5,041.89。
第 2 月第 20 天 18:00：年末未交付：¥10,083.77。
""",
}


def text(rep: str | None, lead: str | None, lang: str, **options: object) -> str:
    """A story's titles and sentences, a line each."""
    done = tell_story(TINY, rep, lead, {"lang": lang, "seed": SEED, **options})
    return "".join(f"{line}\n" for table in done.tables for line in (table.title, *table.notes))


@cache
def small() -> Lived:
    return live_once(load(SMALL), 1, 0, {})


@pytest.mark.parametrize("lang", YEAR)
def test_a_reps_year_word_for_word(lang: str) -> None:
    """Month by month: who came, what was signed when, what was lost, money, pay, and how far it is to the quota."""
    assert text("K-1", None, lang) == YEAR[lang]


@pytest.mark.parametrize("lang", LIFE)
def test_a_leads_life_word_for_word(lang: str) -> None:
    """From coming in to the year's end: waiting, work with its hours, answers, the contract and its money."""
    assert text(None, "cae1", lang) == LIFE[lang]


def test_both_engines_tell_one_story() -> None:
    """Law 4: the story that SimPy lived is the same to the letter; another seed tells another."""
    assert text("K-1", None, "en", engine="simpy") == YEAR["en"]
    assert text("K-1", None, "en", seed=3) != YEAR["en"]


def test_nothing_that_was_noted_is_left_out() -> None:
    """Law 5: what happened adds up to the panel, but for what says nothing; every lead of the year can be told."""
    lived = small()
    for place, measure in enumerate(lived.year.measures):
        told = sum(each.amounts.get(measure.name, 0.0) for each in lived.found)
        if measure.name != "days_to_loss" and not measure.name.startswith("counted:"):
            assert told == pytest.approx(lived.panel.values[..., place].sum(), rel=1e-12), measure.name
    assert len(leads_of(lived.found)) == lived.panel.values[..., lived.panel.place("leads")].sum()


def test_where_leads_came_from_is_known() -> None:
    """Each lead of the year is one that its stream or the opening brings, in a segment where it was worked."""
    lived = small()
    known = origins(lived.scenario, lived.year.world, lived.year.seed, 0)
    leads = leads_of(lived.found)
    assert set(leads) <= set(known)
    from_opening = [who for who in leads if known[who].territory is None]
    assert len(from_opening) == sum(row.count for row in lived.scenario.opening.pipeline)
    other = origins(lived.scenario, lived.year.world, lived.year.seed + 1, 0)
    assert set(other) != set(known)


def test_happenings_of_one_instant_are_told_together() -> None:
    """Everything noted of one lead at one instant is one happening, in the order of time."""
    lived = small()
    keys = [(each.time, each.rep, each.who) for each in lived.found]
    assert len(set(keys)) == len(keys)
    times = [each.time for each in lived.found]
    assert times == sorted(times)
    signed = [each for each in lived.found if "won_deals" in each.amounts]
    assert all({"bookings", "gross_margin", "days_to_win"} <= set(each.amounts) for each in signed)
    assert len(signed) == lived.panel.of("won_deals").sum()


def test_what_has_no_sentence_is_told_by_name() -> None:
    """A measure that no phrase tells is told with its name and unit; every measure of a year has a name."""
    scenario = load(TINY)
    year = prepare(scenario, SEED)
    teller = Teller(scenario, year.measures, (Label(en="A", zh="甲"),), {})
    assert teller.other("lost:needs", 2.0) == Label(en="Said no at Needs: 2.", zh="在需求丢单：2。")
    assert teller.other("closing_prepaid", 250.0).en == "Prepaid, not yet delivered at the end: ¥2.50."
    assert teller.amount("hours", 1.0) == Label(en="1 hour", zh="1 小时")
    assert teller.money(-250.0).en == "-¥2.50"
    assert quantity("days", 2.04).en == "2 working days"
    for measure in year.measures:
        name = measure_name(measure.name, scenario)
        assert name is not None, measure.name
        assert name.zh


def test_moments_have_dates_where_there_is_a_calendar() -> None:
    """On a calendar a moment is a date and an hour of the office's day; before it is the day before the year."""
    lived = small()
    clock = Clock(lived.scenario, lived.year.world.period_end)
    assert clock.told(0.5).en == "2027-01-01 13:30"
    assert clock.told(1.0).en == "2027-01-01 18:00"
    assert clock.period(0.0) == 0
    assert clock.period(0.5) == 1
    panel, log = trace(lived.year, 0)
    ends = [clock.period(float(entry["time"])) for entry in log.entries]
    counts = np.bincount(ends, minlength=len(panel.values[0]))
    assert counts.sum() == len(log.entries)
    assert happenings(log, lived.year.measures) == lived.found


def test_a_lead_that_lies_about_is_told_so() -> None:
    """Where nobody knows whose leads are whose, all `unowned` leads lie about; null twin: else none does."""
    lived = live_once(load(TINY, ["people.clarity={clear: 0, unowned: 1, days: 3}"]), SEED, 0, {})
    teller, lead = lived.teller((Label(en="A", zh="甲"),)), next(e for e in lived.found if "unowned_leads" in e.amounts)
    assert "Nobody takes care of it at first." in teller.happening(lead, None).en
    plain = live_once(load(TINY), SEED, 0, {})
    assert not [each for each in plain.found if "unowned_leads" in each.amounts]


FAULTS = {
    "nobody named": ((None, None), "name one rep or one lead"),
    "both named": (("K-1", "cae1"), "name one rep or one lead"),
    "an unknown rep": (("Ada Quil", None), "did you mean `Ada Quill`?"),
    "no such lead": ((None, "cae1b9a1"), "cae1b9a0"),
    "nothing named": ((None, ""), "begins so"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_told_is_a_fault(fault: str) -> None:
    """Neither or both asked for, a rep or a lead that there is not: a fault with what was near."""
    (rep, lead), said = FAULTS[fault]
    with pytest.raises(ScenarioFaults, match=r".") as caught:
        tell_story(TINY, rep, lead, {"lang": "en", "seed": SEED})
    assert said in str(caught.value)


def test_an_ambiguous_lead_asks_for_more_digits() -> None:
    """A beginning that several leads share names some of them."""
    with pytest.raises(ScenarioFaults) as caught:
        tell_story(SMALL, None, "1", {"lang": "en"})
    assert "write more digits" in str(caught.value)
