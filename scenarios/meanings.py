"""What keys mean: the text written below each field of a record, read from the source only when somebody asks.

Pydantic could collect it while the records are made, but then every start of the program would pay for reading it.
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pydantic import BaseModel


@cache
def meanings(record: type[BaseModel]) -> dict[str, str]:
    """Field → the text below it, of a record's own fields and those of the records it is made from."""
    found: dict[str, str] = {}
    for part in reversed([part for part in record.__mro__ if part.__module__.startswith("scenarios.")]):
        found |= _written(part.__module__)[part.__name__]
    return found


@cache
def _written(module: str) -> dict[str, dict[str, str]]:
    """The same for each record of a file: its own fields only."""
    body = ast.parse(inspect.getsource(sys.modules[module])).body
    return {part.name: dict(_below(part.body)) for part in body if isinstance(part, ast.ClassDef)}


def _below(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for field, told in pairwise(body):
        named = isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and field.target.id
        if named and isinstance(told, ast.Expr) and isinstance(told.value, ast.Constant):
            yield named, inspect.cleandoc(str(told.value.value))
