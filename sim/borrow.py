"""Tables on loan: inside compiled code one pointer stands for all of them, and nobody counts who holds an array.

Handed over by value, a hundred arrays are seven hundred numbers at every call, and counting their holders is an atomic
step each. On loan they lie in one place, and what is read of them is read from there. Whoever borrows must keep the
originals alive, and stay in the function that took the loan, until everything that was called has returned.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numba.core import cgutils, imputils, types
from numba.core.datamodel import models
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.extending import intrinsic, register_model

T = TypeVar("T")
memory, reading = cast(Any, cgutils), cast(Any, imputils)  # numba says nothing of their types


class Loan(types.Type):
    """A pointer to a tuple with names, whose parts are read as the tuple's own."""

    def __init__(self, held: Any) -> None:
        self.held = held
        super().__init__(name=f"Loan({held})")


@register_model(Loan)
class _Pointer(models.OpaqueModel):
    """Nothing but an address."""


@infer_getattr
class _Parts(AttributeTemplate):
    """Parts have their own kinds, but tuples within the tuple are on loan, too."""

    key = Loan

    def generic_resolve(self, loan: Any, name: str) -> Any:  # type: ignore[override]
        if name not in loan.held.fields:
            return None
        part = loan.held.types[loan.held.fields.index(name)]
        return Loan(part) if isinstance(part, types.BaseNamedTuple) else part


@reading.lower_getattr_generic(Loan)  # type: ignore[untyped-decorator]
def _read(context: Any, builder: Any, loan: Any, address: Any, name: str) -> Any:
    """The part as it lies there; an array without its owner."""
    place = loan.held.fields.index(name)
    part = loan.held.types[place]
    shelf = builder.bitcast(address, context.get_value_type(loan.held).as_pointer())
    at = memory.gep_inbounds(builder, shelf, 0, place)
    if isinstance(part, types.BaseNamedTuple):
        return builder.bitcast(at, context.get_value_type(Loan(part)))
    value = builder.load(at)
    if isinstance(part, types.Array):
        array = context.make_array(part)(context, builder, value)
        array.meminfo = array.meminfo.type(None)
        array.parent = array.parent.type(None)
        value = array._getvalue()
    return reading.impl_ret_borrowed(context, builder, part, value)


def _lent(typing_context: Any, held: Any) -> Any:
    """The same tuple with names, by its address; what is on loan stays as it is."""
    del typing_context
    if isinstance(held, Loan):
        return held(held), lambda context, builder, signature, arguments: arguments[0]

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        shelf = memory.alloca_once_value(builder, arguments[0])
        return builder.bitcast(shelf, context.get_value_type(signature.return_type))

    return Loan(held)(held), generate


def _as_it_is(held: T) -> T:
    """Uncompiled, as when looking for a fault, there is nothing to borrow."""
    return held


# Inside compiled code numba passes the typing context itself, so a caller gives only what it holds.
lent = _as_it_is if cast(Any, numba.config).DISABLE_JIT else cast(Callable[[T], T], intrinsic(_lent))
