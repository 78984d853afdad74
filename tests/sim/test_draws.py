"""Law 3: chance is a pure function; a draw is named by who it is for and why, never by when.

Inputs that look arbitrary are named by name_id, so every run tests the same ones.  A statistical test
states its error rate: how often it would fail for a perfect source, had the inputs not been fixed.
"""

import itertools
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sim import draws
from sim.draws import bits, descendant, name_id, threefry, uniform, word
from sim.jit import jit

ALL_ONES = 2**64 - 1
DIMENSIONS = ("seed", "replication", "purpose", "who", "count")
LIMITS = (64, 56, 8, 64, 64)  # bits of each
LENGTH = 2**17
CHANCE_OF_ERROR = 1e-4
FAR = float(stats.norm.isf(CHANCE_OF_ERROR / 2))
GOLDEN_BITS = 0xC1277C77FB5F6033
GOLDEN_DESCENDANT = 0xC6E99A616E842474
GOLDEN_PERSON = 0xDC3C9B2E8A7C36F5
GOLDEN_CHINESE = 0x3C39FCE63D1ECB3F
GOLDEN_EMPTY = 0xE4A6A0577479B2B4


def plain_threefry(key: tuple[int, int], counter: tuple[int, int]) -> tuple[int, int]:
    """The cipher once more, as the paper words it: round by round, with whole numbers of any size."""
    turns = (16, 42, 12, 31, 16, 32, 24, 21)
    schedule = (*key, key[0] ^ key[1] ^ 0x1BD11BDAA9FC1A22)
    x, y = (counter[0] + key[0]) % 2**64, (counter[1] + key[1]) % 2**64
    for step in range(20):
        x = (x + y) % 2**64
        turned = y * 2 ** turns[step % 8]
        y = (turned % 2**64 + turned // 2**64) ^ x
        if step % 4 == 3:
            injection = step // 4 + 1
            x = (x + schedule[injection % 3]) % 2**64
            y = (y + schedule[(injection + 1) % 3] + injection) % 2**64
    return x, y


def arbitrary_name(*about: str | int) -> tuple[int, ...]:
    """Some seed, replication, purpose, who and count, each within its limits."""
    return tuple(name_id("name", d, *about) % 2**limit for d, limit in enumerate(LIMITS))


@jit
def _along(name: NDArray[np.uint64], dimension: int, length: int) -> NDArray[np.float64]:
    values = np.empty(length)
    for i in range(length):
        here = name.copy()
        here[dimension] += word(i)
        values[i] = uniform(here[0], here[1], here[2], here[3], here[4])
    return values


def along(dimension: int, *about: str | int, shifted: int | None = None) -> NDArray[np.float64]:
    """Draws at consecutive values of one dimension, the others fixed (and one of them, perhaps, one on).

    A purpose has 8 bits only: there, 512 runs over every purpose, each for someone else.
    """
    length = min(LENGTH, 2 ** LIMITS[dimension])
    runs = []
    for run in range(LENGTH // length):
        name = [part // 2 for part in arbitrary_name(run, *about)]  # room to count on
        name[dimension] = 0 if length < LENGTH else name[dimension]
        if shifted is not None:
            name[shifted] += 1
        runs.append(_along(np.array(name, np.uint64), dimension, length))
    return np.concatenate(runs)


def chi_square_share(counts: NDArray[Any]) -> float:
    """The probability of counts at least this uneven, had all cells the same chance."""
    return float(stats.chisquare(counts.ravel()).pvalue)


def correlation_in_sds(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Sample correlation of two uniform sequences, in its standard deviations under independence."""
    return float(np.corrcoef(x, y)[0, 1] * np.sqrt(len(x)))


@pytest.mark.parametrize(
    ("key", "counter", "answer"),
    [
        ((0, 0), (0, 0), (0xC2B6E3A8C2C69865, 0x6F81ED42F350084D)),
        ((ALL_ONES, ALL_ONES), (ALL_ONES, ALL_ONES), (0xE02CB7C4D95D277A, 0xD06633D0893B8B68)),
        (
            (0xA4093822299F31D0, 0x082EFA98EC4E6C89),
            (0x243F6A8885A308D3, 0x13198A2E03707344),
            (0x263C7D30BB0F0AF1, 0x56BE8361D3311526),
        ),
    ],
)
def test_the_cipher_gives_the_known_answers(
    key: tuple[int, int], counter: tuple[int, int], answer: tuple[int, int]
) -> None:
    """Law 3: the compiled cipher gives the answers published with Random123 (kat_vectors)."""
    assert threefry(*key, *counter) == answer


def test_the_cipher_agrees_with_plain_arithmetic() -> None:
    """Law 3: the compiled cipher agrees with whole-number arithmetic on 2,000 arbitrary inputs."""
    for i in range(2_000):
        a, b, c, d = (name_id("cipher", i, j) for j in range(4))
        assert threefry(a, b, c, d) == plain_threefry((a, b), (c, d))


def test_a_draw_is_the_cipher_of_its_whole_name() -> None:
    """Law 3: a draw depends on every bit of its name, put into key and counter without loss."""
    edges = [tuple(2**limit - 1 for limit in LIMITS), (0,) * 5]
    for seed, replication, purpose, who, count in edges + [arbitrary_name(i) for i in range(500)]:
        key, counter = (seed, replication * 256 + purpose), (who, count)
        assert bits(seed, replication, purpose, who, count) == plain_threefry(key, counter)[0]


def test_a_uniform_lies_strictly_between_zero_and_one() -> None:
    """Law 3: a uniform number is the middle of the 2**-52 wide cell that its first 52 bits name."""
    for i in range(500):
        name = arbitrary_name("uniform", i)
        assert uniform(*name) * 2.0**53 == 2 * (bits(*name) >> 12) + 1
    assert (float(2**52 - 1) + 0.5) * 2.0**-52 < 1.0 == (float(2**53 - 1) + 0.5) * 2.0**-53


def test_the_kind_of_integer_is_no_part_of_a_name() -> None:
    """Law 3: Python, signed and unsigned integers and compiled loops name the same draw."""
    small, large = (1, 2, 3, 4, 5), (ALL_ONES, 2, 3, ALL_ONES - 1, 5)
    for name in (small, large, small):
        expected = uniform(*name)
        assert uniform(*np.array(name, np.uint64)) == expected
        assert _along(np.array(name, np.uint64), 0, 1)[0] == expected
    assert uniform(*np.array(small, np.int64)) == uniform(*small)
    assert descendant(np.int64(7), np.int64(3)) == descendant(np.uint64(7), np.uint64(3)) == descendant(7, 3)


@jit
def _from_signed(who: int, length: int) -> float:
    total = 0.0
    for count in range(length):
        total += uniform(1, 2, draws.VALUE, descendant(who, count), count)
    return total


def test_signed_loop_counters_name_the_same_draws_as_python() -> None:
    """Law 3: a compiled loop with signed counters sums the very draws that Python asks one by one."""
    one_by_one = 0.0
    for count in range(100):
        one_by_one += uniform(1, 2, draws.VALUE, descendant(9, count), count)
    assert _from_signed(9, 100) == one_by_one


@pytest.mark.parametrize("name", [(-1, 0, 0, 0, 0), (0, 0, 0, 2**64, 0)])
def test_a_name_out_of_range_is_refused(name: tuple[int, ...]) -> None:
    """Law 3: a negative or too large part of a name is an error, not another name."""
    with pytest.raises(OverflowError):
        bits(*name)


def test_the_order_of_asking_changes_nothing() -> None:
    """Law 3: 500 draws asked forwards, backwards and shuffled are the same 500 draws."""
    names = [arbitrary_name("order", i) for i in range(500)]
    forwards = {name: bits(*name) for name in names}
    for order in (reversed(names), sorted(names, key=lambda name: name[3])):
        assert {name: bits(*name) for name in order} == forwards


def test_draws_keep_their_golden_values() -> None:
    """Law 3: the same names give the same draws in every release."""
    assert bits(2024, 7, draws.ARRIVALS, name_id("stream", "web"), 12) == GOLDEN_BITS
    assert descendant(name_id("stream", "web"), 3) == GOLDEN_DESCENDANT


@pytest.mark.parametrize("dimension", range(5), ids=DIMENSIONS)
def test_draws_are_uniform_along_every_dimension(dimension: int) -> None:
    """Law 3: 2**17 draws along one dimension fill 256 cells evenly (error rate 1e-4 each)."""
    counts = np.bincount((along(dimension) * 256).astype(int), minlength=256)
    assert chi_square_share(counts) > CHANCE_OF_ERROR


@pytest.mark.parametrize("dimension", range(5), ids=DIMENSIONS)
def test_low_bits_are_uniform_along_every_dimension(dimension: int) -> None:
    """Law 3: the last 8 of a draw's 52 bits are as even as the first (error rate 1e-4 each)."""
    low = (along(dimension) * 2.0**52).astype(np.uint64) % 256
    assert chi_square_share(np.bincount(low.astype(int), minlength=256)) > CHANCE_OF_ERROR


@pytest.mark.parametrize("dimension", range(5), ids=DIMENSIONS)
def test_successive_draws_are_independent(dimension: int) -> None:
    """Law 3: a draw says nothing of the next along any dimension (two checks, error rate 1e-4 each)."""
    values = along(dimension)
    assert abs(correlation_in_sds(values[:-1], values[1:])) < FAR
    pairs = np.histogram2d(values[0::2], values[1::2], bins=16, range=[[0, 1], [0, 1]])[0]
    assert chi_square_share(pairs) > CHANCE_OF_ERROR


@pytest.mark.parametrize(
    ("dimension", "shifted"),
    list(itertools.permutations(range(5), 2)),
    ids=lambda d: DIMENSIONS[d],
)
def test_neighbouring_names_share_nothing(dimension: int, shifted: int) -> None:
    """Law 3: draws along one dimension say nothing of those one step aside (two checks, 1e-4 each)."""
    here, aside = along(dimension, "here"), along(dimension, "here", shifted=shifted)
    assert abs(correlation_in_sds(here, aside)) < FAR
    pairs = np.histogram2d(here, aside, bins=16, range=[[0, 1], [0, 1]])[0]
    assert chi_square_share(pairs) > CHANCE_OF_ERROR


@jit
def _flips(names: NDArray[np.uint64], dimension: int, bit: int) -> NDArray[np.int64]:
    flipped = np.zeros(64, np.int64)
    for row in range(len(names)):
        n = names[row].copy()
        before = bits(n[0], n[1], n[2], n[3], n[4])
        n[dimension] ^= word(1) << word(bit)
        change = before ^ bits(n[0], n[1], n[2], n[3], n[4])
        for out in range(64):
            flipped[out] += np.int64((change >> word(out)) & word(1))
    return flipped


def test_one_bit_of_a_name_changes_half_the_draw() -> None:
    """Law 3: any bit of a name flips any bit of the draw half the time (error rate 1e-4 in all)."""
    tries = 4096
    names = np.array([arbitrary_name("avalanche", i) for i in range(tries)], np.uint64)
    changed = [_flips(names, d, bit) for d, limit in enumerate(LIMITS) for bit in range(limit)]
    in_sds = (np.array(changed) - tries / 2) / np.sqrt(tries / 4)
    assert in_sds.shape == (256, 64)
    assert np.abs(in_sds).max() < stats.norm.isf(CHANCE_OF_ERROR / 2 / in_sds.size)


def test_descendants_are_as_distinct_as_names_can_be() -> None:
    """Law 3: 1,000 children of each of 100 parents have 100,000 names (error rate 3e-10)."""
    parents = [name_id("parent", i) for i in range(100)]
    names = {descendant(parent, number) for parent in parents for number in range(1_000)}
    assert len(names | set(parents)) == 100_100


def test_name_ids_keep_their_golden_values() -> None:
    """Law 3: a name's number is the same in every process, release and machine."""
    assert name_id("person", "Ada", 3) == GOLDEN_PERSON
    assert name_id("人", "王伟") == GOLDEN_CHINESE
    assert name_id() == GOLDEN_EMPTY


def test_names_do_not_run_together() -> None:
    """Law 3: where one part of a name ends, and of which kind it is, is part of the name."""
    names: list[tuple[str | int, ...]] = [
        ("a", "bc"), ("ab", "c"), ("abc",), ("abc", ""), ("", "abc"), ("1",), (1,), (11,), (1, 1), (-1,),
        ("1", 1), (1, "1"), ("s1:a",), (), ("",),
    ]  # fmt: skip
    assert len({name_id(*parts) for parts in names}) == len(names)


def test_every_purpose_is_listed_once_and_fits_its_eight_bits() -> None:
    """Law 3: purposes have numbers of their own, below 256, and a meaning each."""
    constants = {n: v for n, v in vars(draws).items() if n.isupper() and n[0] != "_" and isinstance(v, int)}
    assert sorted(constants.values()) == sorted(draws.PURPOSES) == list(range(1, 45))
    assert len(set(draws.PURPOSES.values())) == len(draws.PURPOSES)
