"""What is counted of customers lived one by one, in panel order."""

from enum import IntEnum

from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.measured.group import Group, Measure, Unit, named


class C(IntEnum):
    """Place of each measure from the family's first; those by segment follow them."""

    CUSTOMERS_OPEN = 0
    CUSTOMERS_WON = 1
    CUSTOMERS_LOST = 2
    CUSTOMERS_BACK = 3
    CUSTOMERS_SERVED = 4
    CUSTOMERS_CARED = 5
    HOURS_CARE = 6
    SATISFACTION_SUM = 7
    LOYALTY_SUM = 8
    RELATION_POINTS = 9
    RELATION_RATINGS = 10
    FOLLOW_UPS_PROMISED = 11
    FOLLOW_UPS_ON_TIME = 12
    COMPLAINTS = 13
    COMPLAINTS_PRODUCT = 14
    COMPLAINTS_DELIVERY = 15
    COMPLAINTS_SERVICE = 16
    COMPLAINTS_PRICE = 17
    RECOVERIES = 18
    RECOVERY_DAYS = 19
    SATISFACTION_ASKED = 20
    SATISFACTION_ANSWERS = 21
    SATISFACTION_POINTS = 22
    SATISFACTION_SQUARES = 23
    SURVEY_COST = 24
    RENEWALS_DUE = 25
    RENEWALS = 26
    CUSTOMERS_BUYING = 27
    CUSTOMERS_AGAIN = 28
    REACTIVATIONS = 29
    REFUNDS = 30
    REFUNDED_DEALS = 31
    REPEAT_LEADS = 32
    REFERRED_LEADS = 33
    CROSS_SELL_LEADS = 34
    WIN_BACK_LEADS = 35
    CUSTOMERS_HANDED_OVER = 36
    RELATION_POINTS_LOST = 37
    EXPERIENCE_POINTS = 38
    EXPERIENCE_RESPONSE = 39
    EXPERIENCE_ACCURACY = 40
    EXPERIENCE_FRICTION = 41
    EXPERIENCE_AFTER_SALES = 42
    EXPERIENCE_COST = 43
    DEALS_HANDED_OVER = 44


BY_SEGMENT = ("customers_open", "customers_won", "customers_lost", "customers_back")
"""Of these there is one more for each segment: first all segments' customers_open, then all of the next."""

_FIXED: tuple[tuple[Unit, str], ...] = (
    ("count", "Customers at the month's end, with whoever looks after them; a level, not to be summed over months."),
    ("count", "Customers won: first contracts, and contracts with people a customer brought."),
    ("count", "Customers lost."),
    ("count", "Customers lost before who signed again."),
    ("count", "Customers looked after in the month."),
    ("count", "Customers who were given care in the month."),
    ("hours", "Hours spent on the care of customers."),
    ("score", "Points of satisfaction (0–100), as they truly are, summed over customers looked after."),
    ("score", "Loyalty (0–100), summed over customers looked after."),
    ("score", "Closeness of the relation (0–100), summed over customers looked after."),
    ("count", "Customers whose relation is summed."),
    ("count", "Follow-ups promised to customers."),
    ("count", "Promised follow-ups done on time."),
    ("count", "Justified complaints."),
    ("count", "Complaints about the product."),
    ("count", "Complaints about delivery."),
    ("count", "Complaints about service."),
    ("count", "Complaints about price or invoice."),
    ("count", "Complaints settled."),
    ("days", "Working days from complaint to settlement, summed over complaints settled."),
    ("count", "Customers asked in a survey."),
    ("count", "Customers who answered the survey."),
    ("score", "Points of satisfaction (0–100) that they gave, summed."),
    ("score", "Squares of the points they gave, summed: for the margin of error."),
    ("money", "What surveys cost."),
    ("count", "Contracts whose term ended, of customers who were there when it began."),
    ("count", "Of those, customers who are still there."),
    ("count", "Customers who signed in the month."),
    ("count", "Of those, customers who had signed before."),
    ("count", "Customers who signed again after the agreed months without an order."),
    ("money", "Refunds to customers who were promised something else."),
    ("count", "Contracts refunded in part."),
    ("count", "Leads that customers brought for themselves."),
    ("count", "Leads that customers brought from others."),
    ("count", "Leads from needs that customers mentioned in a survey."),
    ("count", "Leads from customers who had been lost."),
    ("count", "Customers handed over because who looked after them had left."),
    ("score", "Points of relation (0–100) lost when customers were handed over, summed."),
    ("score", "The experience index times 100, summed over customers looked after."),
    ("score", "Its side of response (-100 to 100), summed over customers looked after."),
    ("score", "Its side of accuracy (-100 to 100), summed over customers looked after."),
    ("score", "Its side of friction (-100 to 100), summed over customers looked after."),
    ("score", "Its side of after-sales (-100 to 100), summed over customers looked after."),
    ("money", "Money spent on the customers' experience; the company's, noted under the first rep."),
    ("count", "Open deals handed over because who worked on them had left."),
)

_OF_SEGMENT = (
    "Customers of the segment at the month's end; a level, not to be summed over months.",
    "Customers of the segment won.",
    "Customers of the segment lost.",
    "Customers of the segment lost before who signed again.",
)


def wanted(scenario: Scenario) -> bool:
    """Whether the panel has these measures."""
    return bool(scenario.customers and scenario.customers.life)


def _of(scenario: Scenario) -> tuple[Measure, ...]:
    if not wanted(scenario) or not isinstance(scenario.market, FunnelMarket):
        return ()
    fixed = named(C, _FIXED)
    segments = scenario.market.segments
    told = zip(BY_SEGMENT, _OF_SEGMENT, strict=True)
    return (*fixed, *(Measure(f"{what}:{s.id}", "count", text) for what, text in told for s in segments))


CUSTOMER_LIFE = Group("customer_life", _of)
