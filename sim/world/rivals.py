"""Competitors in numbers: how strong each is where and when, and how much of it we know."""

import numpy as np
import numpy.typing as npt

from scenarios.market import FunnelMarket
from scenarios.rivals import Competitor
from scenarios.scenario import Scenario
from sim.draws import name_id
from sim.rules.rivals import research_step
from sim.seats import share_there
from sim.tables import Table, table

LAST_STAGES = 2
"""Stages at which a competitor counts that names none: the last ones."""

RIVAL = np.dtype([("name", "u8"), ("uncertainty", "f8"), ("volatility", "f8")])
"""name: under which it has luck. uncertainty, volatility: log-odds, standard deviations."""

AGAINST = np.dtype([("here", "f8"), ("stated", "f8"), ("cut", "f8"), ("contained", "f8")])
"""A competitor in a segment in a month. here: 1 where it competes. stated: strength, log-odds; cut: the part of it that
is price; contained: the part that the funnel's chances contain."""

KNOWN = np.dtype([("gain", "f8"), ("report_sd", "f8"), ("sd", "f8"), ("countered", "f8"), ("typical", "f8")])
"""What a month of research brings. gain: on what reports say. report_sd: theirs together. sd: of what is known at the
month's end. countered: the share of strength that was taken away from its first day on. typical: stated strength,
averaged over its segments."""

LOSS = np.dtype([("competitor", "f8"), ("price", "f8"), ("misfit", "f8"), ("timing", "f8")])
"""Weights of the reasons of losses."""


def rivals_table(market: FunnelMarket | None) -> Table:
    rivals = market.competitors if market else ()
    return table(RIVAL, [(name_id("competitor", each.id), each.uncertainty, each.volatility) for each in rivals])


def against_table(scenario: Scenario, market: FunnelMarket | None) -> Table:
    """AGAINST rows [rival, segment, month]."""
    rivals, segments = (market.competitors, market.segments) if market else ((), ())
    found = np.zeros((len(rivals), len(segments), scenario.company.calendar.months), AGAINST).view(np.recarray)
    ids = [segment.id for segment in segments]
    for r, rival in enumerate(rivals):
        for row in rival.segments:
            there = found[r, ids.index(row.segment)]
            there.here, there.contained, there.stated = 1.0, row.contained, row.strength
            _move(rival, row.segment, there)
    return found


def _move(rival: Competitor, segment: str, there: Table) -> None:
    """Adds what a competitor does in a segment, month by month."""
    for move in rival.moves:
        if move.segment in (None, segment):
            cut = rival.price_effect * move.price
            there.stated[move.month - 1 :] += move.strength + cut
            there.cut[move.month - 1 :] += cut


def stages_of(scenario: Scenario, market: FunnelMarket | None) -> npt.NDArray[np.float64]:
    """[rival, stage]: 1 where a competitor counts."""
    rivals, stages = market.competitors if market else (), scenario.funnel.stages if scenario.funnel else ()
    last = [stage.id for stage in stages][-LAST_STAGES:]
    counts = [float(stage.id in (rival.stages or last)) for rival in rivals for stage in stages]
    return np.array(counts, np.float64).reshape(len(rivals), len(stages))


def known_table(scenario: Scenario, market: FunnelMarket | None) -> Table:
    """KNOWN rows [rival, month]: a month's reports are read on its last day and used from the next."""
    rivals, months = market.competitors if market else (), scenario.company.calendar.months
    found = np.zeros((len(rivals), months), KNOWN).view(np.recarray)
    against = against_table(scenario, market)
    reports = _reports(scenario, market)
    for r, rival in enumerate(rivals):
        found.typical[r] = against.stated[r][against.here[r, :, 0] > 0].mean(axis=0)
        _find_out(market, rival, reports, found[r])
    return found


def _find_out(market: FunnelMarket | None, rival: Competitor, reports: npt.NDArray[np.float64], found: Table) -> None:
    """Fills in one competitor's months."""
    research = market.research if market else None
    variance = blind = 0.0
    noise, counter, known = (research.noise, research.counter, 0.0) if research else (1.0, 0.0, 0.0)
    for month, row in enumerate(found):
        wander = (rival.uncertainty if month == 0 else rival.volatility) ** 2
        row.countered = counter * known
        row.gain, variance = research_step(variance, wander, reports[month], noise)
        row.report_sd = noise / np.sqrt(reports[month]) if reports[month] > 0 else 0.0
        row.sd, blind = np.sqrt(variance), blind + wander
        known = 1.0 - row.sd / np.sqrt(blind) if blind > 0 else 0.0


def _reports(scenario: Scenario, market: FunnelMarket | None) -> npt.NDArray[np.float64]:
    """How many reports each month brings, [month]: by reps' hours and by money."""
    research = market.research if market else None
    people: npt.NDArray[np.float64] = share_there(scenario).sum(axis=0)
    if research is None:
        return people * 0.0
    bought = float(research.budget) / float(research.cost_per_report)
    return people * (research.hours / research.hours_per_report) + bought


def loss_table(market: FunnelMarket | None) -> Table:
    """One LOSS row, or none where no reasons are told."""
    told = market.loss_reasons if market else None
    return table(LOSS, [(told.competitor, told.price, told.misfit, told.timing)] if told else [])
