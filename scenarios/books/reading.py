"""From the files of a payroll run to its books, or everything that is to be repaired in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from scenarios.base import Label
from scenarios.books.adjustments import read_adjustments
from scenarios.books.blank import no_adjustments, no_deals, no_events, no_quotas, no_scores, only_ids
from scenarios.books.deals import read_deals, say_absent
from scenarios.books.events import read_events, say_above
from scenarios.books.goals import read_quotas, read_scores
from scenarios.books.names import FIELDS
from scenarios.books.page import Page, open_page
from scenarios.books.people import People, read_roster
from scenarios.books.tables import Adjustments, Books, Deals, Events, Notice, Quotas, Roster, Scores
from scenarios.faults import Fault

FILES = tuple(FIELDS)
"""The kinds of files, by the names under which `read_books` takes them."""
MOST_DIGITS = 4


def read_books(
    files: Mapping[str, Path], digits: int, numbers: frozenset[str] = frozenset()
) -> tuple[Books | None, list[Fault]]:
    """The books that these files hold, or all their faults, file by file.

    digits: decimals of the currency, so that ¥1.00 is 100 coins where it is 2. numbers: KPIs that are not counted in
    money, so that their quotas may be finer than a coin. Files other than deals and roster are optional; without a
    roster whoever the files name is one of its people.
    """
    if strange := set(files) - set(FILES):
        raise ValueError(f"no such kind of file: {', '.join(sorted(strange))}; there are {', '.join(FILES)}")
    if not 0 <= digits <= MOST_DIGITS:
        raise ValueError(f"a currency has 0 to {MOST_DIGITS} decimals, not {digits}")
    reading = _Reading(files, digits, numbers)
    books = reading.books()
    faults = list(reading.faults())
    return (None, faults) if faults else (books, [])


class _Reading:
    """One set of files under way: a page for each that can be read, and faults of those that cannot."""

    def __init__(self, files: Mapping[str, Path], digits: int, numbers: frozenset[str]) -> None:
        self.digits, self.numbers = digits, numbers
        self.pages: dict[str, Page] = {}
        self.unread: dict[str, list[Fault]] = {}
        self.given = files
        for kind in FILES:
            if kind in files:
                page, faults = open_page(files[kind], kind)
                if page is not None:
                    self.pages[kind] = page
                self.unread[kind] = faults
        for kind in ("receipts", "invoices"):
            if kind in files and "deals" not in files:
                message, hint = "belongs to deals, and none are given", "give the file of deals, too"
                self.unread[kind].append(Fault(str(files[kind]), 0, "", message, "", hint))

    def faults(self) -> Iterator[Fault]:
        for kind in FILES:
            yield from self.unread.get(kind, ())
            if kind in self.pages:
                yield from self.pages[kind].faults()

    def books(self) -> Books:
        """All tables. Those of files with faults are not to be used, but every file has been read to its end."""
        roster, people = self._people()
        deals = self._deals(people)
        quotas, scores, adjustments = self._goals(people)
        roster = roster if roster is not None else only_ids(tuple(people.ids))
        events = {kind: self._events(kind, deals) for kind in ("receipts", "invoices")}
        self._say_more(deals, roster, events)
        notices = tuple(notice for page in self.pages.values() for notice in page.notices)
        return Books(deals, **events, roster=roster, quotas=quotas, scores=scores, adjustments=adjustments,
                     notices=notices + self._without_roster(roster))  # fmt: skip

    def _people(self) -> tuple[Roster | None, People]:
        if "roster" in self.pages:
            return read_roster(self.pages["roster"], self.digits)
        return None, People(given="roster" in self.given, certain=False)

    def _deals(self, people: People) -> Deals:
        return read_deals(self.pages["deals"], people, self.digits) if "deals" in self.pages else no_deals()

    def _events(self, kind: str, deals: Deals) -> Events:
        if kind not in self.pages:
            return no_events()
        page = self.pages.get("deals")
        places = {text: place for place, text in reversed(list(enumerate(deals.id))) if text}
        certain = page is not None and page.whole and page.has("id") and 0 < len(places) == len(deals.id)
        return read_events(self.pages[kind], places, certain, self.digits)

    def _goals(self, people: People) -> tuple[Quotas, Scores, Adjustments]:
        quotas, scores, adjustments = no_quotas(), no_scores(), no_adjustments()
        if "quotas" in self.pages:
            quotas = read_quotas(self.pages["quotas"], people, self.digits, self.numbers)
        if "scores" in self.pages:
            scores = read_scores(self.pages["scores"], people)
        if "adjustments" in self.pages:
            adjustments = read_adjustments(self.pages["adjustments"], people, self.digits, self.numbers)
        return quotas, scores, adjustments

    def _say_more(self, deals: Deals, roster: Roster, events: Mapping[str, Events]) -> None:
        """What only several files together tell, where each of them is in order."""
        if any(self.faults()):
            return
        if "deals" in self.pages:
            say_absent(self.pages["deals"], deals, roster)
        for kind, table in events.items():
            if kind in self.pages:
                say_above(self.pages[kind], table, deals)

    def _without_roster(self, roster: Roster) -> tuple[Notice, ...]:
        if "roster" in self.given or not roster.id:
            return ()
        file = next(iter(self.pages.values())).file
        message = Label(
            en="no roster is given: people are whoever the files name", zh="未提供花名册：人员以文件中出现者为准"
        )
        return (Notice(file, "", message),)
