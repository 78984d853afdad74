"""The key of a scenario that a lever sets: whether there is such a key, and what it is by default."""

from typing import Any, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from scenarios.expected import inside, keys_of
from scenarios.scenario import Scenario
from scenarios.vary import steps_of


def known_path(path: str) -> bool:
    """Whether a scenario may have that key; list items may be named by anything."""
    return bool(_fields(path))


def default_of(path: str) -> Any:
    """What holds where the key is not written; None where it has to be written, or nothing is the default."""
    defaults = [field.get_default(call_default_factory=True) for field in _fields(path)]
    return next((value for value in defaults if value is not PydanticUndefined), None)


def _fields(path: str) -> list[FieldInfo]:
    """What a path's last key may be: several fields where a section is of one of several kinds."""
    expected: list[Any] = [Scenario]
    fields: list[FieldInfo] = []
    for step in steps_of(path):
        listed = [option for option in expected if get_origin(option) is tuple]
        if not listed:
            fields = [keys_of(option)[step] for option in expected if step in keys_of(option)]
        expected = [inner for option in listed or expected for inner in inside(option, 0 if listed else step)]
    return fields
