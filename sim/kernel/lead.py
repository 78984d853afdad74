"""The leads of a replication: a table with room for those that come up during the year."""

import numpy as np

LEAD = np.dtype(
    [
        ("name", "u8"),
        ("created", "f8"),
        ("segment", "i8"),
        ("channel", "i8"),
        ("rep", "i8"),
        ("stage", "i8"),
        ("deal", "i8"),
        ("event", "i8"),
        ("turn", "i8"),
        ("state", "i8"),
        ("giver", "i8"),
        ("customer", "i8"),
        ("source", "i8"),
        ("delay", "f8"),
        ("lift", "f8"),
        ("drive", "f8"),
        ("talks", "f8"),
        ("joined", "f8"),
        ("rank", "f8"),
        ("late", "i8"),
        ("before", "i8"),
        ("after", "i8"),
        ("value", "i8"),
        ("given", "i8"),
        ("breach", "i8"),
        ("joint", "i8"),
        ("answered", "i8"),
        ("asked", "f8"),
        ("yes", "i8"),
        ("desk", "i8"),
        ("kept", "i8"),
        ("slow", "f8"),
        ("signed", "f8"),
        ("comes", "f8"),
        ("needs", "f8"),
    ]
)
"""A lead. created: when it came in, working days. rep: whose it is. deal: its place among the stated deals, or -1.
event: what happens to it next. turn: how often it was given back. state: 0 not come in yet or gone, 1 open, 2 the
second rep's copy of a lead that two work. giver: who handed it over before it came in, or -1. customer: its place
among the customers, or -1. source: as in `sim.rules.ways`. delay: days for which it lies about. lift: log-odds of its
own. drive: log-odds its last touch added. talks: skill in negotiation above the middle of whoever worked it last.
joined, rank: when and how it stands in a queue; late: 1 while it may give up waiting; before, after: its neighbours
there. value: coins, 0 until known; given: the discount in it. breach: 1 where it is signed beyond somebody's
authority. joint: 1 once a specialist took part. answered: 1 once somebody got back to it. asked, yes: when its answer
was asked for, and 1 where it will be a yes. desk: where it stands. kept: how its last touch kept to the process.
slow: days for which mistakes in it hold it up. signed: when its contract was signed, 0 where it was not, or at the
very beginning. comes: when its last yes comes. needs: of a lead
that a rep finds herself, the multiple of her planned hours from which she does."""

A_COPY = 2
"""State of a second rep's copy."""
COME, QUEUE, LATE, NEXT, AGAIN, JOINED, READY, AGREED, APPROVED, SIGNED, STATED, HELD = range(12)
"""Events of a lead: it comes in; it joins the queue of its stage; it gives up waiting; the customer says yes; a no is
given back to be worked anew; it waits for a specialist; a specialist is done; the customer agrees to the contract; a
manager has approved it; or countersigned it; the year opens with it; its contract was held back."""

NOTHING, STAND, THINK, SIGN = range(4)
"""What is to be done with a lead now: stand in a queue; ask the customer for an answer; sign the contract."""
