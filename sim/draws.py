"""Chance as a pure function (law 3): a draw is named by who it is for and why, never by when.

The only file of the project that makes chance.  Everything here is arithmetic on 64-bit words; the
same name gives the same draw in every process, on every machine and in whatever order it is asked.

Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11 (2011).
"""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from sim.jit import jit_as

# What a draw is for.  Numbers are part of every draw's name: add at the end, never renumber; below 256.
ARRIVALS: Final = 1
INSTANT: Final = 2
ROUTE: Final = 3
VALUE: Final = 4
FIT: Final = 5
HOURS: Final = 6
ADVANCE: Final = 7
ANSWER: Final = 8
PATIENCE: Final = 9
DELIVERY: Final = 10
PAYMENT: Final = 11
BAD_DEBT: Final = 12
OPENING: Final = 13
SALE: Final = 14
BACKTEST: Final = 15
TRAIN: Final = 16
RELATION: Final = 17
CHURN: Final = 18
COMPLAINT: Final = 19
SURVEY: Final = 20
REFERRAL: Final = 21
REORDER: Final = 22
REASON: Final = 23
RIVAL: Final = 24
TRIAL: Final = 25
ERROR: Final = 26
STEP: Final = 27
QUALITY: Final = 28
DISCOUNT: Final = 29
CONDUCT: Final = 30
DUPLICATE: Final = 31
JOINT: Final = 32
HELP: Final = 33
REVIEW: Final = 34
RETURN: Final = 35
HAND_OVER: Final = 36
TOUCHPOINT: Final = 37
TEST: Final = 38
NEED: Final = 39
TAKEN: Final = 40
PERSON: Final = 41
QUITS: Final = 42
HIRED: Final = 43
DRIVE: Final = 44

PURPOSES: Final[Mapping[int, str]] = MappingProxyType(
    {
        ARRIVALS: "how many leads a stream brings in a week",
        INSTANT: "when in the week a lead comes in",
        ROUTE: "whose desk a lead lands on",
        VALUE: "how much a deal is worth",
        FIT: "how well a customer fits what is sold",
        HOURS: "how many hours of work a step takes",
        ADVANCE: "whether a deal moves on to the next stage",
        ANSWER: "when a customer answers",
        PATIENCE: "how long a customer waits before going elsewhere",
        DELIVERY: "how long delivery takes after the signature",
        PAYMENT: "how long a customer takes to pay",
        BAD_DEBT: "whether a customer never pays",
        OPENING: "what the year opens with: pipeline, people, habits",
        SALE: "a rep's luck with a month's sales where there are no leads",
        BACKTEST: "where among equal counts an outcome lies that forecasts are judged by",
        TRAIN: "what a training brings whom",
        RELATION: "how a customer takes to whoever looks after them",
        CHURN: "whether a customer leaves or comes back",
        COMPLAINT: "whether a customer complains",
        SURVEY: "who answers a survey, and what",
        REFERRAL: "whether a customer brings another",
        REORDER: "when customers come back to buy",
        REASON: "why a lead is lost",
        RIVAL: "what competitors do",
        TRIAL: "what a channel on trial is worth",
        ERROR: "whether a step of work goes wrong",
        STEP: "whether a step of the process is done",
        QUALITY: "how well a piece of work is done",
        DISCOUNT: "how much is given away in a negotiation",
        CONDUCT: "whether somebody goes beyond their authority",
        DUPLICATE: "whether two people work on one lead",
        JOINT: "who works on a deal together",
        HELP: "who helps whom",
        REVIEW: "how long an approval takes",
        RETURN: "whether a lost lead comes back to be worked again",
        HAND_OVER: "whose desk a lead goes to next",
        TOUCHPOINT: "how a contact goes",
        TEST: "how a test of knowledge turns out",
        NEED: "what a customer needs",
        TAKEN: "whether a lead is pursued",
        PERSON: "what sort of person somebody is",
        QUITS: "whether somebody leaves",
        HIRED: "when a seat is filled, and by what sort of person",
        DRIVE: "how much of a month's effort goes astray, and how somebody misjudges herself",
    }
)

Word = int | np.uint64
"""A whole number from 0 to 2**64-1, such as a seed or a name: uint64 in tables and compiled code, which
hands it to Python as an int."""

_PARITY: Final = 0x1BD11BDAA9FC1A22  # Threefish key-schedule constant C240
_BIRTH: Final = (0x71756F74616C6162, 0x6465736364616E74)  # the fixed key under which names are born
_STEP: Final = 2.0**-52


@jit_as("uint64(uint64)")
def word(number: Word) -> Word:
    """A whole number as a 64-bit word, so that no sum of two kinds of integer turns into a float.

    From 0 to 2**64-1; typed uint64 in compiled code, whatever kind of integer comes in.
    """
    return np.uint64(number)


@jit_as("UniTuple(uint64, 2)(uint64, uint64, uint64)")
def _mix(x0: Word, x1: Word, turn: Word) -> tuple[Word, Word]:
    """One round: add, turn the second word left by `turn` bits (1..63), exclusive-or."""
    x0 = x0 + x1
    x1 = (x1 << word(turn)) | (x1 >> word(64 - turn))
    return x0, x1 ^ x0


@jit_as("UniTuple(uint64, 2)(uint64, uint64)")
def _four_even(x0: Word, x1: Word) -> tuple[Word, Word]:
    """Rounds 0-3, 8-11 and 16-19, by their rotation distances."""
    x0, x1 = _mix(x0, x1, 16)
    x0, x1 = _mix(x0, x1, 42)
    x0, x1 = _mix(x0, x1, 12)
    return _mix(x0, x1, 31)


@jit_as("UniTuple(uint64, 2)(uint64, uint64)")
def _four_odd(x0: Word, x1: Word) -> tuple[Word, Word]:
    """Rounds 4-7 and 12-15, by their rotation distances."""
    x0, x1 = _mix(x0, x1, 16)
    x0, x1 = _mix(x0, x1, 32)
    x0, x1 = _mix(x0, x1, 24)
    return _mix(x0, x1, 21)


@jit_as("UniTuple(uint64, 2)(uint64, uint64, uint64, uint64)")
def threefry(k0: Word, k1: Word, c0: Word, c1: Word) -> tuple[Word, Word]:
    """Two well-stirred 64-bit words for a 128-bit key and a 128-bit counter (Threefry-2x64-20).

    For a fixed key it is a bijection of the counter.  All words 0 to 2**64-1.
    Source: Salmon et al. (2011), section 4.2; constants from Random123's threefry.h.
    """
    k0, k1, x0, x1 = word(k0), word(k1), word(c0), word(c1)
    k2 = word(_PARITY) ^ k0 ^ k1
    x0, x1 = _four_even(x0 + k0, x1 + k1)
    x0, x1 = _four_odd(x0 + k1, x1 + k2 + word(1))
    x0, x1 = _four_even(x0 + k2, x1 + k0 + word(2))
    x0, x1 = _four_odd(x0 + k0, x1 + k1 + word(3))
    x0, x1 = _four_even(x0 + k1, x1 + k2 + word(4))
    return x0 + k2, x1 + k0 + word(5)


@jit_as("uint64(uint64, uint64, uint64, uint64, uint64)")
def bits(seed: Word, replication: int, purpose: int, who: Word, count: Word) -> Word:
    """The 64 chance bits that a year (seed, replication) holds for `who`, for `purpose`, the count-th.

    seed, who, count: 0 to 2**64-1; replication: 0 to 2**56-1; purpose: one of PURPOSES.  Within these
    no two names share a key and counter.
    """
    about = (word(replication) << word(8)) | word(purpose)
    return threefry(seed, about, who, count)[0]


@jit_as("float64(uint64, uint64, uint64, uint64, uint64)")
def uniform(seed: Word, replication: int, purpose: int, who: Word, count: Word) -> float:
    """A fair number strictly between 0 and 1, for the same name as `bits`.

    One of 2**52 evenly spaced values, symmetric about one half, from 2**-53 to 1 - 2**-53.  52 bits
    and not 53: with 53 the highest value plus one half rounds up to exactly 1.
    """
    return (float(bits(seed, replication, purpose, who, count) >> word(12)) + 0.5) * _STEP


@jit_as("uint64(uint64, uint64)")
def descendant(who: Word, number: Word) -> Word:
    """The 64-bit name of the number-th thing born of `who`: the same for every seed and replication.

    Such as the third lead of a week of a demand stream.  who, number: 0 to 2**64-1.  Two of n names
    coincide with probability of about n**2 / 2**65: 3e-8 for a million.
    """
    return threefry(_BIRTH[0], _BIRTH[1], who, number)[0]


def name_id(*parts: str | int) -> int:
    """The lasting 64-bit name of a person, team or stream, from its parts in order.

    Each part goes in with its kind and length, so ("a", "bc"), ("ab", "c") and 1, "1" all differ.
    Never Python's hash(), which changes from one process to the next.
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        text = str(part).encode()
        digest.update(f"{'s' if isinstance(part, str) else 'i'}{len(text)}:".encode() + text)
    return int.from_bytes(digest.digest(), "big")
