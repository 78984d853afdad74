"""Arrays without owners: inside the kernel nobody counts who still holds an array.

Counting costs an atomic step for every array of every call, and took most of the kernel's time. Whoever
borrows must keep the original alive until the kernel returns.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

import numba
from numba.core import types
from numba.extending import intrinsic

T = TypeVar("T")


def _borrowed(typing_context: Any, held: Any) -> Any:
    """The same array, or tuple of arrays and numbers at any depth, that owns nothing."""
    del typing_context

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return _without_owner(context, builder, signature.args[0], arguments[0])

    return held(held), generate


def _as_it_is(held: T) -> T:
    """Uncompiled, as when looking for a fault, there is nothing to borrow."""
    return held


# Inside compiled code numba passes the typing context itself, so a caller gives only what it holds.
borrowed = _as_it_is if cast(Any, numba.config).DISABLE_JIT else cast(Callable[[T], T], intrinsic(_borrowed))


def _without_owner(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    if isinstance(kind, types.BaseTuple):
        parts = [
            _without_owner(context, builder, part, builder.extract_value(value, place))
            for place, part in enumerate(cast(Iterable[Any], kind))
        ]
        return context.make_tuple(builder, kind, parts)
    if isinstance(kind, types.Array):
        array = context.make_array(kind)(context, builder, value)
        array.meminfo = array.meminfo.type(None)
        array.parent = array.parent.type(None)
        return array._getvalue()
    return value
