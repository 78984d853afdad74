"""Whose pay is looked at: a grade of the plan with a quota, a rep of a roster, or a rep of a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from scenarios.base import Label
from scenarios.books.reading import read_books
from scenarios.company import WorkingDays
from scenarios.faults import Fault, did_you_mean
from scenarios.kpis import with_own
from scenarios.legal.reading import read_city
from scenarios.load import ScenarioFaults, read
from scenarios.people import Level, Role
from scenarios.plan_file import PlanFile
from scenarios.scenario import Scenario
from sim.pay.ledger import payees_from
from sim.pay.payees import ALWAYS, Payees, payees_of
from sim.quotas import half_up, split

Named = TypeVar("Named", Level, Role)
A_REP = Label(en="a rep", zh="销售代表")


@dataclass(frozen=True)
class Asked:
    """The words of a command. quota: of the year, in units of currency."""

    level: str | None = None
    role: str | None = None
    quota: str | None = None
    rep: str | None = None
    roster: Path | None = None
    quotas: Path | None = None


@dataclass(frozen=True, eq=False)
class Standing:
    """One person among payees. level: her grade's name. team: its name, where known. says: how the quota was found."""

    payees: Payees
    place: int
    name: Label
    level: Label
    team: Label | None = None
    role: Label | None = None
    says: Label | None = None


def standing(source: str, plan_file: PlanFile, asked: Asked, overrides: tuple[str, ...] = ()) -> Standing:
    """The person that a command asks for. Raises ScenarioFaults with everything that is wrong with what was asked."""
    faults = _misfits(plan_file, asked)
    if faults:
        raise ScenarioFaults(faults)
    if asked.roster is not None:
        return _of_roster(plan_file, asked)
    scenario, _ = read(source, overrides)
    if asked.rep is not None:
        if scenario is None:
            message = "a plan file has nobody in it: give --roster FILE, or a whole scenario instead of the plan file"
            raise ScenarioFaults([Fault("--rep", 0, "", message, asked.rep)])
        return _of_scenario(scenario, _place(asked.rep, [(r.id, r.name) for r in scenario.people.reps]))
    if scenario is not None and asked.quota is None:
        return _middle(scenario, asked)
    return _alone(plan_file, asked)


def _misfits(plan_file: PlanFile, asked: Asked) -> list[Fault]:
    faults = []
    if asked.roster is not None and asked.rep is None:
        faults.append(Fault("--roster", 0, "", "whose is it? name somebody with --rep", str(asked.roster)))
    if asked.quotas is not None and asked.roster is None:
        faults.append(Fault("--quotas", 0, "", "is about people of a roster: give --roster, too", str(asked.quotas)))
    for key in ("level", "role", "quota"):
        if asked.rep is not None and getattr(asked, key) is not None:
            message = "has no meaning with --rep, whose own counts; leave one of them out"
            faults.append(Fault(f"--{key}", 0, "", message, getattr(asked, key)))
    kinds: tuple[tuple[str, Sequence[Level | Role]], ...]
    kinds = (("level", plan_file.people.levels), ("role", plan_file.people.roles))
    for key, records in kinds:
        word, known = getattr(asked, key), [record.id for record in records]
        if word is not None and not any(word in (r.id, r.name.en, r.name.zh) for r in records):
            hint = did_you_mean(word, known) or f"there are: {', '.join(known) or 'none'}"
            faults.append(Fault(f"--{key}", 0, "", f"the plan file has no such {key}", word, hint))
    if asked.quota is not None and _amount(asked.quota) is None:
        faults.append(Fault("--quota", 0, "", "should be an amount of money a year, above 0", asked.quota))
    return faults


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text.replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 < amount < 10**12 else None


def _named(records: Sequence[Named], word: str | None) -> Named | None:
    """The grade or role of an id, or of its name in either language."""
    return next((r for r in records if word is not None and word in (r.id, r.name.en, r.name.zh)), None)


# ── from a roster, from a scenario ──────────────────────────────────────────────────────────────


def _of_roster(plan_file: PlanFile, asked: Asked) -> Standing:
    assert asked.roster is not None
    assert asked.rep is not None
    if not isinstance(plan_file.company.calendar, WorkingDays):
        message = "has no dates, and a roster's people come and go on days"
        hint = "write `calendar: {kind: working_days, start: 2027-01-01}` with your year's first day"
        raise ScenarioFaults([Fault("PLAN", 0, "company.calendar", message, "", hint)])
    files = {"roster": asked.roster} | ({"quotas": asked.quotas} if asked.quotas else {})
    numbers = frozenset(k.id for k in with_own(plan_file.plan.kpis).values() if k.unit != "money")
    books, faults = read_books(files, plan_file.company.currency.minor_digits, numbers)
    if books is None:
        raise ScenarioFaults(faults)
    payees = payees_from(plan_file, books)
    place = _place(asked.rep, [(i, Label(en=n, zh=n)) for i, n in zip(payees.ids, payees.names, strict=True)])
    name, word = payees.names[place], books.roster.level[place]
    level, role = (
        _named(plan_file.people.levels, payees.level[place]),
        _named(plan_file.people.roles, payees.role[place]),
    )
    team = books.roster.team[place]
    return Standing(
        *_group(plan_file, payees, place),
        Label(en=name, zh=name),
        level.name if level else Label(en=word, zh=word),
        Label(en=team, zh=team) if team else None,
        role.name if role else None,
    )


def _of_scenario(scenario: Scenario, place: int, says: Label | None = None) -> Standing:
    rep = scenario.people.reps[place]
    level, role = _named(scenario.people.levels, rep.level), _named(scenario.people.roles, rep.role)
    team = next(team.name for team in scenario.company.teams if team.id == rep.team)
    payees = payees_of(scenario)
    if payees.minimum_wage is None:
        payees = replace(payees, minimum_wage=_city_wage(scenario.company.city, payees.coin))
    assert level is not None
    return Standing(*_group(scenario, payees, place), rep.name, level.name, team, role.name if role else None, says)


def _middle(scenario: Scenario, asked: Asked) -> Standing:
    """The middle one, by quota, of a grade's and role's reps; without a grade of the one with most."""
    reps, payees = scenario.people.reps, payees_of(scenario)
    level = _named(scenario.people.levels, asked.level)
    role = _named(scenario.people.roles, asked.role)
    fit = [i for i, rep in enumerate(reps) if payees.quota[i].sum() > 0 and (role is None or rep.role == role.id)]
    if level is None and fit:
        sizes = {each.id: sum(reps[i].level == each.id for i in fit) for each in scenario.people.levels}
        level = next(each for each in scenario.people.levels if sizes[each.id] == max(sizes.values()))
    fit = [i for i in fit if level is not None and reps[i].level == level.id]
    if not fit or level is None:
        message = "nobody of the scenario with this level and role carries a quota; give --quota AMOUNT"
        raise ScenarioFaults([Fault("--level", 0, "", message, asked.level or "")])
    place = sorted(fit, key=lambda i: (int(payees.quota[i].sum()), i))[len(fit) // 2]
    says = Label(
        en=f"The quota is the middle one of this grade's {len(fit)} reps.",
        zh=f"定额取该职级 {len(fit)} 人中居中者。",
    )
    return replace(_of_scenario(scenario, place, says), name=A_REP)


def _place(word: str, people: list[tuple[str, Label]]) -> int:
    """A person by id, or by a name that nobody else has."""
    for places in (
        [i for i, (identity, _) in enumerate(people) if identity == word],
        [i for i, (_, name) in enumerate(people) if word in (name.en, name.zh)],
    ):
        if len(places) == 1:
            return places[0]
        if places:
            ids = ", ".join(people[i][0] for i in places)
            message = f"several people have that name; name one of {ids}"
            raise ScenarioFaults([Fault("--rep", 0, "", message, word)])
    hint = did_you_mean(word, [text for identity, name in people for text in (identity, name.en, name.zh)])
    message = f"nobody on the roster of {len(people)} has that id or name"
    raise ScenarioFaults([Fault("--rep", 0, "", message, word or '""', hint or f"such as {people[0][0]}")])


def _group(file: PlanFile | Scenario, payees: Payees, place: int) -> tuple[Payees, int]:
    """The person with those whose quotas count towards hers, because a component pays her for a team or company."""
    scopes = {getattr(component, "scope", "own") for component in file.plan.components if hasattr(component, "quota")}
    team = payees.team
    kept = [
        i
        for i in range(len(payees.ids))
        if i == place or "company" in scopes or ("team" in scopes and team[i] == team[place])
    ]

    def some(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(values[i] for i in kept)

    fewer = replace(
        payees, ids=some(payees.ids), names=some(payees.names), base=some(payees.base), variable=some(payees.variable),
        quota=payees.quota[kept], there=payees.there[kept], team=payees.team[kept], tenure=payees.tenure[kept],
        role=some(payees.role), level=some(payees.level),
    )  # fmt: skip
    return fewer, kept.index(place)


# ── a grade with a quota ────────────────────────────────────────────────────────────────────────


def _alone(plan_file: PlanFile, asked: Asked) -> Standing:
    """Somebody of a grade who was always there, with a year's quota in even months; 0 where none is given."""
    company, levels = plan_file.company, plan_file.people.levels
    level = _named(levels, asked.level) or (levels[0] if levels else None)
    role = _named(plan_file.people.roles, asked.role)
    coin, months = 10**company.currency.minor_digits, company.calendar.months
    total = half_up(Fraction(_amount(asked.quota) or 0) * coin) if asked.quota else 0
    days = np.full(months, 30, np.int64)
    payees = Payees(
        ids=("rep",), names=("rep",), coin=coin,
        base=(Fraction(level.base) * coin if level else Fraction(0),),
        variable=(Fraction(level.variable) * coin if level else Fraction(0),),
        quota=np.array([split(total, [Fraction(1)] * months)], np.int64),
        there=days[None, :], days=days, team=np.zeros(1, np.int64), tenure=np.full((1, months), ALWAYS, np.int64),
        role=(role.id if role else None,), level=(level.id if level else "",),
        start=company.calendar.start if isinstance(company.calendar, WorkingDays) else None,
        minimum_wage=_wage(plan_file, coin),
    )  # fmt: skip
    return Standing(payees, 0, A_REP, level.name if level else Label(en="–", zh="–"), None, role.name if role else None)


def _wage(plan_file: PlanFile, coin: int) -> int | None:
    stated = plan_file.company.minimum_wage
    return _city_wage(plan_file.company.city, coin) if stated is None else half_up(Fraction(stated) * coin)


def _city_wage(city: str, coin: int) -> int | None:
    profile, faults = read_city(city)
    if profile is None:
        raise ScenarioFaults(faults)
    number = profile.minimum_wage
    return None if number is None else half_up(Fraction(number.value) * coin)
