"""Orders brought forward and held back, told: what each rep decides as a month ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sim.measured.timing import T
from sim.measures import M
from sim.mind.timing import Moment, worth_of_moving
from sim.reference.deal import sign, terms_of
from sim.reference.office import MONTH_CLOSES, Office, Story
from sim.rules.money import MICRO, part_of
from sim.rules.timing import PARTS, given_early, last_days_from, movable

if TYPE_CHECKING:
    from sim.reference.lead import Lead
    from sim.reference.rep import Rep

Floats = npt.NDArray[np.float64]


def last_days(office: Office) -> Story:
    """Before each month's last days everybody decides whether what they may bring is to wait."""
    ends, hold = office.world.period_end, float(office.world.timing.terms[0].hold)
    for month in range(len(ends) - 1):
        begin = last_days_from(ends[month], ends[month + 1], hold)
        yield office.at(begin, MONTH_CLOSES)
        left = float((ends[month + 1] - begin) / (ends[month + 1] - ends[month]))
        for rep in office.reps:
            rep.holds = _waiting_pays(rep, month, left)


def _waiting_pays(rep: Rep, month: int, left: float) -> bool:
    outlook, who = rep.office.beliefs, (rep.place, month)
    places = [M.BOOKINGS, M.GROSS_MARGIN, M.WON_DEALS]
    usual = left * (outlook.level[who][places] + outlook.slope[who][places] * rep.effort)
    return _worth(rep, Moment(month, left, -usual, usual)) > _worth(rep, Moment(month, left, np.zeros(3), np.zeros(3)))


def pull_forward(office: Office, month: int) -> None:
    """As a month ends everybody has as many of the next orders signed early as pays best, the soonest first."""
    end, reach = float(office.world.period_end[month + 1]), float(office.world.timing.terms[0].pull)
    coming = [lead for lead in office.coming if lead.is_open and end < lead.comes <= end + reach and _alone(lead)]
    coming.sort(key=lambda lead: (lead.comes, lead.name))
    for rep in office.reps:
        rep.holds = False
        here = office.world.reps[rep.place]
        if here.since <= end <= here.until:
            _sign_some(rep, month, [lead for lead in coming if lead.rep is rep])


def _alone(lead: Lead) -> bool:
    """Whether its rep may sign an order early without asking anybody."""
    limit, (value, given) = lead.office.world.selling.limits[lead.rep.level], terms_of(lead)
    more = _early(lead.office, value - given)
    return bool(value - given <= min(limit.deal, limit.sign) and given + more <= part_of(value, limit.discount))


def _sign_some(rep: Rep, month: int, coming: list[Lead]) -> None:
    office, now, later = rep.office, np.zeros(3), np.zeros(3)
    worth = [_worth(rep, Moment(month, 0.0, now, later))] if coming else [0.0]
    for lead in coming:
        value, given = terms_of(lead)
        margin = part_of(value, office.world.segments[lead.segment].margin) - given
        early = _early(office, value - given)
        now += [value - given - early, margin - early, 1.0]
        later -= [value - given, margin, 1.0]
        worth.append(_worth(rep, Moment(month, 0.0, now, later)))
    for lead in coming[: int(np.argmax(worth))]:
        value, given = terms_of(lead)
        early = _early(office, value - given)
        office.note_timing(rep.place, lead.name, T.PULLED_ORDERS, float(value - given))
        if early:
            office.note_timing(rep.place, lead.name, T.EARLY_DISCOUNTS, float(early))
        sign(lead, value, given + early)


def move_sales(rep: Rep, month: int) -> None:
    """The direct world: of the month's sales, and of the next one's, she moves what pays best."""
    office, world = rep.office, rep.office.world
    terms, ends = world.timing.terms[0], world.period_end
    following = month + 1 if month + 2 < len(ends) else 0
    here, sold = world.response[rep.place, following], float(office.sums[month + 1, rep.place, M.BOOKINGS])
    expected = here.level + here.effect * world.behaviour[rep.place].usual
    days, next_days = ends[month + 1] - ends[month], ends[following + 1] - ends[following]
    choices = {0: 0.0}
    for part in range(1, PARTS + 1):
        choices[movable(expected, terms.pull, next_days, part)] = 0.0
        choices[-movable(sold, terms.hold, days, part)] = 0.0
    for moved in choices:
        share, given = float(world.direct[0].margin / MICRO), _early(office, moved)
        now, later = [moved - given, moved * share - given, 0.0], [-moved, -moved * share, 0.0]
        choices[moved] = _worth(rep, Moment(month, 0.0, np.array(now, np.float64), np.array(later, np.float64)))
    best = min(choices, key=lambda moved: (-choices[moved], moved != 0, moved))
    if best:
        office.note_timing(rep.place, rep.name, T.PULLED_ORDERS if best > 0 else T.HELD_ORDERS, float(abs(best)))
        if _early(office, best):
            office.note_timing(rep.place, rep.name, T.EARLY_DISCOUNTS, float(_early(office, best)))
        rep.book_sales(best - _early(office, best), part_of(best, world.direct[0].margin) - _early(office, best))
        rep.carried = -best


def _early(office: Office, amount: int) -> int:
    """What is given for signing early."""
    return given_early(amount, office.world.timing.terms[0].discount)


def _worth(rep: Rep, moment: Moment) -> float:
    office, way = rep.office, rep.office.world.behaviour[rep.place]
    counts = office.world.timing.counts
    return float(worth_of_moving(way, office.world.pay, office.beliefs, counts, office.sums, rep.place, moment))
