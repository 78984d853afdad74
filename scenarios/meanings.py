"""What keys mean: the text written below each field of a record, read from the source only when somebody asks.

Pydantic could collect it while the records are made, but then every start of the program would pay for reading it.
"""

import ast
import inspect
from functools import cache

from pydantic import BaseModel


@cache
def meanings(record: type[BaseModel]) -> dict[str, str]:
    """Field → the text below it, of a record's own fields and those of the records it is made from."""
    found: dict[str, str] = {}
    for part in reversed([part for part in record.__mro__ if part.__module__.startswith("scenarios.")]):
        for field, below in _fields(part):
            found[field] = below
    return found


def _fields(record: type) -> list[tuple[str, str]]:
    body = ast.parse(inspect.getsource(record)).body[0]
    assert isinstance(body, ast.ClassDef)
    return [
        (field.target.id, inspect.cleandoc(below.value.value))
        for field, below in zip(body.body, body.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str)
    ]  # fmt: skip
