"""One rep's year or one lead's life as a story: asked for by name, lived again, told in both languages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from results import store
from results.anonymise import Codes
from results.asked import rep_asked, scenario_asked
from results.kpi_words import told
from results.render.sections import section_tables
from results.section import Section
from results.story.happenings import Happening, happenings, leads_of, plain_happening, short
from results.story.origins import origins
from results.story.rep import Line, Month, month_lines
from results.story.teller import Teller
from results.story.when import Clock
from results.story.words import NOTES, TITLES, WHEN
from results.work import Done, Options
from results.workdays import month_name
from scenarios.base import Label
from scenarios.faults import Fault, did_you_mean
from scenarios.load import ScenarioFaults
from scenarios.scenario import Scenario
from sim.draws import name_id
from sim.engine import Year, prepare, trace
from sim.panel import Panel
from sim.quotas import rep_quotas


@dataclass(frozen=True)
class Chapter:
    """A part of a story under its own title."""

    title: Label
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Lived:
    """One year with all that happened in it."""

    scenario: Scenario
    year: Year
    panel: Panel
    found: list[Happening]
    replication: int

    @property
    def clock(self) -> Clock:
        return Clock(self.scenario, self.year.world.period_end)

    def teller(self, names: tuple[Label, ...]) -> Teller:
        known = origins(self.scenario, self.year.world, self.year.seed, self.replication)
        return Teller(self.scenario, self.year.measures, names, known)


def tell_story(source: str, rep: str | None, lead: str | None, options: Options) -> Done:
    """The story of a rep or of a lead. Raises ScenarioFaults with everything that is wrong with what was asked for.

    Of options: `lang`, `overrides`, `seed`, `replication` (from 0), `engine`, `anonymise`.
    """
    faults: list[Fault] = []
    scenario, seed = scenario_asked(source, options, faults)
    if (rep is None) == (lead is None):
        faults.append(Fault("--rep, --lead", 0, "", "name one rep or one lead", "both" if rep else "neither"))
    place = rep_asked(scenario, rep, faults) if scenario is not None and rep is not None else None
    if faults or scenario is None:
        raise ScenarioFaults(faults)
    lived = live_once(scenario, seed, options.get("replication", 0), options)
    codes = Codes(store.home(), scenario) if options.get("anonymise") else None
    names = tuple(_called(each.id, each.name, codes) for each in scenario.people.reps)
    if lead is not None:
        who = _lead_asked(lead, lived)
        return _done("lead", short(who), [_life(who, lived, names)], lived, options, codes)
    assert place is not None
    return _done("rep", names[place], _year_of(place, lived, names), lived, options, codes)


def live_once(scenario: Scenario, seed: int, replication: int, options: Options) -> Lived:
    """One replication with its log."""
    year = prepare(scenario, seed)
    panel, log = trace(year, replication, options.get("engine", "kernel"))
    return Lived(scenario, year, panel, happenings(log, year.measures), replication)


def _called(rep: str, name: Label, codes: Codes | None) -> Label:
    if codes:
        return Label(en=codes.code(rep), zh=codes.code(rep))
    return name


def _lead_asked(lead: str, lived: Lived) -> int:
    """The lead whose name begins so; one of several, or none, is a fault."""
    own = {int(name_id("rep", rep.id)) for rep in lived.scenario.people.reps}
    known = [who for who in dict.fromkeys([*leads_of(lived.found), *(e.who for e in lived.found)]) if who not in own]
    meant = [who for who in known if f"{who:016x}".startswith(lead.lower())] if lead else []
    if len(meant) == 1:
        return meant[0]
    some = ", ".join(short(who) for who in (meant or known)[:5])
    if meant:
        message, hint = f"{len(meant)} leads begin so", f"write more digits: {some}"
    else:
        message = f"none of this year's {len(known)} leads and orders has a name that begins so"
        hint = did_you_mean(lead, [short(who) for who in known]) or (f"such as {some}" if some else "")
    raise ScenarioFaults([Fault("--lead", 0, "", message, lead or '""', hint)])


def _life(who: int, lived: Lived, names: tuple[Label, ...]) -> Chapter:
    """Everything that happened to one lead."""
    mine = [each for each in lived.found if each.who == who]
    texts = lived.teller(names).life(mine)
    return Chapter(
        TITLES["lead"], tuple(Line(each.time, each.short, text) for each, text in zip(mine, texts, strict=True))
    )


def _year_of(place: int, lived: Lived, names: tuple[Label, ...]) -> list[Chapter]:
    """A rep's year, a chapter for each month; what was before the year only where something happened."""
    teller, clock = lived.teller(names), lived.clock
    quota = float(rep_quotas(lived.scenario)[place].sum())
    bookings = lived.panel.values[0, :, place, lived.panel.place("bookings")]
    mine = [each for each in lived.found if each.rep == place]
    chapters = []
    for period in range(len(lived.year.world.period_end)):
        happened = [each for each in mine if clock.period(each.time) == period]
        so_far = float(np.sum(bookings[1 : period + 1]))
        lines = tuple(month_lines(Month(lived.panel, period, place, happened, quota, so_far), teller))
        title = month_name(lived.scenario, period - 1) if period else TITLES["before"]
        if period or happened:
            chapters.append(Chapter(title, lines))
    return chapters


def _done(
    kind: str, who: Label | str, chapters: list[Chapter], lived: Lived, options: Options, codes: Codes | None
) -> Done:
    """As tables, and as data in both languages."""
    title = told(TITLES[kind], who=who, title=_coded(lived.scenario.title, codes))
    seed, replication = lived.year.seed, lived.replication
    about = told(NOTES["year"], seed=str(seed), replication=str(replication + 1))
    clock = lived.clock
    head = Section("story", title, (), (), (about, *((NOTES["more"],) if kind == "rep" else ())))
    chapters_told = [_section(chapter, who, clock) for chapter in chapters] if kind == "rep" else []
    if kind == "lead":
        head = replace(head, notes=(about, *(_sentence(line, clock, False) for line in chapters[0].lines)))
    tables = section_tables([head, *chapters_told], lived.scenario.company.currency, options["lang"])
    return Done(tables, _data(kind, title, chapters, lived, codes))


def _section(chapter: Chapter, who: Label | str, clock: Clock) -> Section:
    title = told(TITLES["chapter"], who=who, what=chapter.title)
    return Section("chapter", title, (), (), tuple(_sentence(line, clock, True) for line in chapter.lines))


def _sentence(line: Line, clock: Clock, with_lead: bool) -> Label:
    """A line with its time before it, and in a rep's story the lead that it is about."""
    if line.time is None:
        return line.text
    lead = f" [{line.lead}]" if with_lead and line.lead else ""
    return told(WHEN, when=clock.told(line.time), lead=lead, text=line.text)


def _coded(label: Label, codes: Codes | None) -> Label:
    return Label(en=codes.text(label.en), zh=codes.text(label.zh)) if codes else label


def _data(kind: str, title: Label, chapters: list[Chapter], lived: Lived, codes: Codes | None) -> dict[str, Any]:
    clock = lived.clock
    told_of = {line.lead for chapter in chapters for line in chapter.lines if line.lead}
    lead = [plain_happening(each) for each in lived.found if each.short in told_of] if kind == "lead" else []
    return {
        "story": kind,
        "title": title.model_dump(),
        "seed": lived.year.seed,
        "replication": lived.replication,
        "anonymised": codes is not None,
        "chapters": [
            {
                "title": chapter.title.model_dump() if kind == "rep" else title.model_dump(),
                "lines": [
                    {
                        "time": line.time,
                        "when": None if line.time is None else clock.told(line.time).model_dump(),
                        "lead": line.lead or None,
                        "text": line.text.model_dump(),
                    }
                    for line in chapter.lines
                ],
            }
            for chapter in chapters
        ],
        "happenings": lead,
    }
