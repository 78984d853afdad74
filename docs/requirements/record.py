"""What a requirement is met by: modules, scenario keys, what shows it, and the tests that would turn red without it."""

from typing import NamedTuple

Names = tuple[str, ...]


class Row(NamedTuple):
    """One requirement's evidence. Files are named from the top of the project."""

    requirement: str
    modules: Names
    """Files that do it."""
    keys: Names
    """Keys of a scenario that set it; empty where nothing is to be set."""
    shown: Names
    """Commands that show it, with the section's name behind a colon: `run: Funnel by stage`."""
    tests: Names
    """`tests/file.py::test_name`; a whole file where all of it is about this."""
    note: str = ""
    """What a reader has to know, such as what is left out."""


class Asked(NamedTuple):
    """A requirement: the words it stands for, and the check that shows it is met."""

    requirement: str
    phrase: str
    check: str
