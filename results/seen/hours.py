"""Where everybody's hours go: every paid hour in one use, what of them is lost, and what an hour and a head bring."""

from collections.abc import Iterator

import numpy as np

from results.efficiency import efficiency
from results.section import Section
from results.seen.reading import Floats, Reading
from results.seen.words import NOTES, TITLES, WHAT, columns
from results.time_use import TAKERS, USES, WASTE, time_use
from scenarios.base import Label


def hours_sections(r: Reading) -> Iterator[Section]:
    """Where anything but work on leads is counted; what an hour brings, where leads are worked."""
    if r.has("hours_capacity") and r.year("hours_capacity").any():
        used = time_use(r.outcome)
        yield _account(r, used)
        yield _waste(r, used)
    elif any(r.year(name).any() for name in TAKERS.values()):
        yield _counted(r)
    if moved := r.series("planned_hours:"):
        yield _divided(r, moved)
    if r.year("hours").any():
        yield _efficiency(r)


def _row(r: Reading, name: Label, hours: Floats, whole: Floats) -> tuple[object, ...]:
    return name, r.mean(hours), r.quotient(hours, whole)


def _account(r: Reading, used: dict[str, Floats]) -> Section:
    """The whole of every paid hour."""
    whole = r.year("hours_capacity")
    rows = tuple(_row(r, USES[use], hours, whole) for use, hours in used.items() if hours.any())
    heads = columns("activity", ("hours", "count"), ("share", "share"))
    return Section("hours", TITLES["hours"], heads, rows, (NOTES["hours"],), most=len(rows))


def _counted(r: Reading) -> Section:
    """Without a time account: what is counted, of all that is counted."""
    found = {USES[use]: r.year(name) for use, name in TAKERS.items()} | {WHAT["hours"]: r.year("hours")}
    whole = np.sum(list(found.values()), axis=0)
    rows = tuple(_row(r, name, hours, whole) for name, hours in found.items() if hours.any())
    heads = columns("activity", ("hours", "count"), ("share", "share"))
    return Section("hours", TITLES["hours"], heads, rows, (NOTES["hours_counted"],), most=len(rows))


def _divided(r: Reading, moved: list[str]) -> Section:
    """Hours that reps may move as the plan pays, against those planned."""
    rows = []
    for activity in moved:
        hours, planned = r.year(TAKERS[activity]), r.year(f"planned_hours:{activity}")
        worth = r.year(f"worth_of_hours:{activity}") / r.coin
        rows.append(
            (USES[activity], r.mean(planned), r.mean(hours), r.quotient(hours, planned), r.quotient(worth, planned))
        )
    heads = columns("activity", ("planned", "count"), ("hours", "count"), ("of_plan", "share"), ("hour_worth", "money"))
    return Section("divided", TITLES["divided"], heads, tuple(rows), (NOTES["divided"],), most=len(rows))


def _waste(r: Reading, used: dict[str, Floats]) -> Section:
    """Largest first; waste and useful hours sum to all (M09)."""
    whole = r.year("hours_capacity")
    lost = sorted(WASTE, key=lambda use: -float(used[use].mean()))
    rows = [_row(r, USES[use], used[use], whole) for use in lost]
    rows.append(_row(r, WHAT["useful"], whole - np.sum([used[use] for use in lost], axis=0), whole))
    return Section("waste", TITLES["waste"], columns("activity", ("hours", "count"), ("share", "share")), tuple(rows))


def _efficiency(r: Reading) -> Section:
    """Bookings and gross margin an hour and a head, of the company and of each team (D14)."""
    names = {team.id: team.name for team in r.outcome.scenario.company.teams}
    groups = [(WHAT["company"], efficiency(r.outcome))]
    groups += [(names[team], efficiency(r.outcome, places)) for team, places in r.outcome.members.items()]
    rows = tuple(
        (
            name,
            r.mean(each.hours),
            each.heads,
            *(r.mean(values / r.coin) for values in (each.bookings_per_hour, each.margin_per_hour,
                                                     each.bookings_per_head, each.margin_per_head)),
        )
        for name, each in groups
    )  # fmt: skip
    heads = columns(
        "who", ("hours", "count"), ("heads", "count"), ("bookings_hour", "money"), ("margin_hour", "money"),
        ("bookings_head", "money"), ("margin_head", "money"),
    )  # fmt: skip
    return Section("efficiency", TITLES["efficiency"], heads, rows, most=len(rows))
