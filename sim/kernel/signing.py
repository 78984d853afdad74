"""From the customer's yes to a signature: terms, limits of authority, approvals, the contract."""

from sim.draws import CONDUCT, Word, uniform
from sim.jit import jit
from sim.kernel.book import note, place
from sim.kernel.cash import count_deal, take_order
from sim.kernel.floor import Floor
from sim.kernel.lead import APPROVED, SIGN, SIGNED, STAND
from sim.kernel.market_now import count_contract, kept_part
from sim.measured.selling import S
from sim.measures import M
from sim.rules.duties import breach_chance, discount_given
from sim.rules.funnel import in_ticks
from sim.rules.leads import deal_value
from sim.rules.money import MICRO, part_of
from sim.tables import Table

WON, DAYS_TO_WIN, NEW = place(M.WON_DEALS), place(M.DAYS_TO_WIN), place(M.NEW_CUSTOMERS)
BOOKINGS, MARGIN = place(M.BOOKINGS), place(M.GROSS_MARGIN)
APPROVALS, APPROVAL_DAYS = place(S.APPROVALS), place(S.APPROVAL_DAYS)
COUNTERSIGNS, COUNTERSIGN_DAYS = place(S.COUNTERSIGNS), place(S.COUNTERSIGN_DAYS)
VIOLATIONS, LEAKAGE, JOINT_DEALS = place(S.VIOLATIONS), place(S.LEAKAGE), place(S.JOINT_DEALS)
LIST_VALUE, DISCOUNTED = place(S.LIST_VALUE), place(S.DISCOUNT)
ONE = place(1)


@jit
def set_terms(
    row: Table,
    segment: Table,
    parts: Table,
    terms: Table,
    kept: int,
    seed: Word,
    replication: int,
) -> None:
    """What a lead's deal is worth, and what of it is given away; a stated deal's amount is what will be signed.

    kept: what the segment's playbook leaves of the value, millionths.
    """
    if row.value == 0:
        row.value = deal_value(segment, parts, row.name, seed, replication)
        if terms.discounts == 1:
            row.given = part_of(row.value, discount_given(terms, row.talks, row.name, seed, replication))
        row.given = row.value - part_of(row.value - row.given, kept)


@jit
def talk_terms(floor: Floor, lead: int, time: float) -> int:
    """The customer agrees: the contract is signed, or waits for an approval above the limits of authority."""
    row, terms, first = floor.leads[lead], floor.selling.terms[0], floor.selling.first
    if row.event == APPROVED:
        row.event = SIGNED
    else:
        segment, kept = floor.segments[row.segment], kept_part(floor.market, row.segment)
        set_terms(row, segment, floor.parts, terms, kept, floor.seed, floor.replication[0])
        if terms.authority == 0:
            return SIGN
        limit, amount = floor.selling.limits[floor.now.level[row.rep]], row.value - row.given
        asks = amount > limit.deal or row.given > part_of(row.value, limit.discount)
        if not asks and amount <= limit.sign:
            return SIGN
        u = uniform(floor.seed, floor.replication[0], CONDUCT, row.name, 0)
        if terms.soft == 1 and u < breach_chance(terms.chance, terms.pressure, floor.now.gap[row.rep]):
            more = part_of(amount, terms.further)
            row.given += more
            row.breach = 1
            note(floor.book, time, row.rep, row.name, first + VIOLATIONS, 1.0)
            note(floor.book, time, row.rep, row.name, first + LEAKAGE, float(more))
            return SIGN
        row.event = APPROVED if asks else SIGNED
    row.desk = _approver(floor.desks.approvers, floor.desks.approvers_first[floor.desks.team[row.rep]], row)
    return STAND


@jit
def _approver(approvers: Table, first: int, row: Table) -> int:
    """The desk of the lowest manager, from the first of the rep's team, who may approve a deal (LEAD row)."""
    while approvers[first].limit < row.value - row.given:
        first += 1
    return int(approvers[first].desk)


@jit
def approved(floor: Floor, lead: int, time: float) -> bool:
    """A deal has been approved, or countersigned; whether it can be signed now."""
    row, first = floor.leads[lead], floor.selling.first
    days = in_ticks(time - row.joined)
    again = row.event == APPROVED
    note(floor.book, time, row.rep, row.name, first + (APPROVALS if again else COUNTERSIGNS), 1.0)
    note(floor.book, time, row.rep, row.name, first + (APPROVAL_DAYS if again else COUNTERSIGN_DAYS), days)
    return not again or row.value - row.given <= floor.selling.limits[floor.now.level[row.rep]].sign


@jit
def sign(floor: Floor, lead: int) -> None:
    """A contract is signed with a lead: booked at once, a part prepaid, the rest under way."""
    row, book = floor.leads[lead], floor.book
    rep, name, segment, time = row.rep, row.name, floor.segments[row.segment], row.asked
    terms, kept = floor.selling.terms[0], kept_part(floor.market, row.segment)
    set_terms(row, segment, floor.parts, terms, kept, floor.seed, floor.replication[0])
    value, margin, share = row.value - row.given, part_of(row.value, segment.margin) - row.given, segment.margin
    if row.given > 0 and value > 0:
        share = (margin * MICRO) // value
    new = floor.channels[row.channel].new_customer
    deal = (row.segment, row.channel, int(new), share, row.breach)
    row.state, row.signed = 0, time
    note(book, time, rep, name, DAYS_TO_WIN, in_ticks(time - row.created))
    count_deal(floor.till.watch, book, rep, name, time, WON, ONE, deal, 0.0)
    count_deal(floor.till.watch, book, rep, name, time, BOOKINGS, value, deal, 0.0)
    count_deal(floor.till.watch, book, rep, name, time, MARGIN, margin, deal, 0.0)
    count_deal(floor.till.watch, book, rep, name, time, NEW, int(new), deal, 0.0)
    if floor.selling.on == 1:
        note(book, time, rep, name, floor.selling.first + LIST_VALUE, float(row.value))
        note(book, time, rep, name, floor.selling.first + DISCOUNTED, float(row.given))
        if row.joint > 0:
            note(book, time, rep, name, floor.selling.first + JOINT_DEALS, 1.0)
    if floor.market.on == 1:
        count_contract(floor.market, book, row, time, value, margin, floor.seed, floor.replication[0])
    take_order(floor.till, rep, name, time, value, 1.0, deal)
