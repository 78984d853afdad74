"""Nobody by name unless asked for: what a report shows in place of people in paths, values and sources."""

from __future__ import annotations

import re

from scenarios.difference import Change
from scenarios.scenario import Scenario

HIDDEN = "…"
LONGEST = 70
"""Signs of a value that a table of inputs shows."""


class Names:
    """The names and ids of the people of some scenarios, and words without them; with `shown` words stay as they are.

    A person in a path (`people.reps[E101]`) is known by the brackets, in running words by name or id; an id of digits
    alone could be any number there, and is hidden where deals name their rep.
    """

    def __init__(self, shown: bool, *scenarios: Scenario) -> None:
        reps = [rep for scenario in scenarios for rep in scenario.people.reps]
        names = {name for rep in reps for name in (rep.name.en, rep.name.zh) if len(name) > 1}
        words = {rep.id for rep in reps if len(rep.id) > 1 and not rep.id.isdecimal()}
        self._shown, self._names = shown, sorted(names | words, key=len, reverse=True)
        self._numbers = {rep.id for rep in reps if rep.id.isdecimal()}

    def hidden(self, words: str) -> str:
        """The same words without anybody's name."""
        if self._shown:
            return words
        words = re.sub(r"\breps\[(?!\*)[^\]]+\]", f"reps[{HIDDEN}]", words)
        for name in self._names:
            if name not in words:
                continue
            whole = rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name)
            words = re.sub(whole, HIDDEN, words)
        return words

    def change(self, change: Change) -> tuple[str, str, str]:
        """Where an input differs and its two values, as short as a table needs."""
        before, after = (self._value(change, text) for text in change.texts)
        return self.hidden(change.path), before, after

    def _value(self, change: Change, text: str) -> str:
        somebody = change.path.endswith((".rep", ".id")) or (change.path.startswith("people.reps") and len(text) > 20)
        somebody |= change.path.startswith("opening") and bool(self._numbers & set(re.findall(r"\w+", text)))
        if somebody and not self._shown:
            return HIDDEN
        shown = self.hidden(text)
        return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + HIDDEN
