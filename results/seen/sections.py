"""Everything a year of the sales world shows, in the order in which a manager asks."""

from results.ages import Ages
from results.outcome import Outcome
from results.section import Section
from results.seen.aged import age_sections
from results.seen.customers import customer_sections
from results.seen.drive import drive_sections
from results.seen.hours import hours_sections
from results.seen.market import market_sections
from results.seen.money import money_sections
from results.seen.reading import Reading
from results.seen.selling import selling_sections
from results.seen.training import training_sections
from results.seen.turnover import turnover_sections


def seen_sections(outcome: Outcome, ages: Ages | None = None) -> list[Section]:
    """A section for each part that the scenario has. ages: of open leads, where logs were looked through."""
    r = Reading(outcome)
    return [
        *age_sections(ages, outcome.scenario),
        *selling_sections(r),
        *drive_sections(r),
        *hours_sections(r),
        *training_sections(r),
        *turnover_sections(r),
        *customer_sections(r),
        *market_sections(r),
        *money_sections(r),
    ]
