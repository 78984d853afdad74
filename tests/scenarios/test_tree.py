"""A YAML text becomes a tree of located values, or faults that say where and what."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.faults import Fault, did_you_mean
from scenarios.tree import Listing, Scalar, Section, plain
from scenarios.yaml_text import parse, read_bytes, read_file


def tree_of(text: str) -> Section:
    tree, faults = parse(text, "a.yaml")
    assert not faults, [str(fault) for fault in faults]
    assert isinstance(tree, Section)
    return tree


def only_fault(text: str) -> str:
    _, faults = parse(text, "a.yaml")
    assert len(faults) == 1, [str(fault) for fault in faults]
    return str(faults[0])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("null", None),
        ("~", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("+5", 5),
        ("-12", -12),
        ("84_000_000", 84_000_000),
        ("0.030", Decimal("0.030")),
        ("-.5", Decimal("-0.5")),
        ("1_000.25", Decimal("1000.25")),
        ("2.", Decimal("2")),
        ("1e3", Decimal("1e3")),
        ("1.5E-2", Decimal("0.015")),
        ("2027-01-01", datetime.date(2027, 1, 1)),
    ],
)
def test_unquoted_scalars_that_are_not_text(text: str, value: object) -> None:
    """Nothing, true/false, exact numbers and ISO dates are the only unquoted texts with a meaning."""
    read = plain(tree_of(f"a: {text}"))["a"]
    assert read == value
    assert type(read) is type(value)


WORDS = ["NO", "no", "yes", "on", "True", "FALSE", "Null", "NaN", "inf", "0x1F", "1,000", "5%", "2027-1-1"]


@pytest.mark.parametrize("text", [*WORDS, "2027/01/01", "2027-01-01T08:00:00", "1.2.3", "_1", "e5", "华东", "１２"])
def test_unquoted_scalars_that_stay_text(text: str) -> None:
    """What YAML 1.1 or a spreadsheet would take for something else stays the text it is."""
    assert plain(tree_of(f"a: {text}")) == {"a": text}


@pytest.mark.parametrize("text", ["010", "12:30", ".nan", "5", "true", "null", "2027-01-01", "<<", ""])
def test_quoted_scalars_are_text(text: str) -> None:
    """A quoted scalar is text whatever it looks like, in either kind of quotes."""
    assert plain(tree_of(f"a: '{text}'\nb: \"{text}\"")) == {"a": text, "b": text}


def test_decimals_are_exact() -> None:
    """A decimal keeps the digits typed, which a float would not."""
    assert str(plain(tree_of("a: 0.10000000000000000001"))["a"]) == "0.10000000000000000001"


def test_every_node_knows_its_place() -> None:
    """Sections, lists, scalars and keys carry the file, line and column they are written at."""
    tree = tree_of("a:\n  - x: 1\n    y: [2,\n       3]\n")
    listing = tree.entries["a"]
    assert isinstance(listing, Listing)
    section = listing.items[0]
    assert isinstance(section, Section)
    inner = section.entries["y"]
    assert isinstance(inner, Listing)
    places = [(m.line, m.column) for m in (section.mark, section.keys["y"], inner.mark, inner.items[1].mark)]
    assert places == [(2, 5), (3, 5), (3, 8), (4, 8)]
    assert inner.items[1] == Scalar(3, "3", inner.items[1].mark)
    assert section.mark.file == "a.yaml"


def test_an_alias_points_to_where_its_value_is_written() -> None:
    """A value used through an alias is located at its anchor, where it would be repaired."""
    tree = tree_of("a: &x {rate: 1}\nb: *x\n")
    assert plain(tree) == {"a": {"rate": 1}, "b": {"rate": 1}}
    assert tree.entries["b"].mark.line == 1


REFUSED = [
    ("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n", 5, "b.c: is already given on line 3"),
    ("a: 1\na: 2\n", 2, "a: is already given on line 1"),
    ("a: .nan\n", 1, "a: is not a finite number (got .nan)"),
    ("a: [1, -.INF]\n", 1, "a[1]: is not a finite number (got -.INF)"),
    ("x: 1\na: 010\n", 2, "a: a number with a leading zero (got 010), write 10, or quote it"),
    ("a: -007.5\n", 1, "write -7.5, or quote it"),
    ("a: 000\n", 1, "write 0, or quote it"),
    ("a: 12:30\n", 1, "a: could be a time or a base-60 number (got 12:30), write it in quotes"),
    ("a: 1:30:00\n", 1, "write it in quotes"),
    ("a: 2027-02-30\n", 1, "is not a day of the calendar (got 2027-02-30)"),
    ("a: 1e999999999\n", 1, "is not a number of a usable size"),
    ("a: " + "9" * 5000 + "\n", 1, "is not a number of a usable size"),
    ("a: !foo 1\n", 1, "a: tags are not used here (got !foo)"),
    ("a: !!str 1\n", 1, "a: tags are not used here (got !!str)"),
    ("a: !!python/object:os.system {}\n", 1, "a: tags are not used here"),
    ("b: &b {x: 1}\na:\n  <<: *b\n", 3, "a: merge keys (<<) are not used here, use `extends`"),
    ("1: a\n", 1, "a key must be a word (got 1), put it in quotes"),
    ("a: {null: 1}\n", 1, "a: a key must be a word (got null)"),
    ("? [a, b]\n: 1\n", 1, "a key must be a word, not a list or a section"),
    ("a: {cost: 1,000}\n", 1, "write 1000 or 1_000, never 1,000"),
    ("a: b: c\n", 1, "a colon where no key can start, quote the text"),
    ("a:\n\tb: 1\n", 2, "a tab, indent with spaces"),
    ("a: 1\nb\nc: 2\n", 2, "a key without its colon"),
    ("a: 1\nb: 'x\nc: 2\n", 2, "a quote that is never closed"),
    ("a: [1, 2\nb: 3\n", 2, "a list [ that is not closed, or misses a comma (opened on line 1)"),
    ("a: {x: 1, y: 2\n", 2, "a section { that is not closed, or misses a comma (opened on line 1)"),
    ("a:\n  b: 1\n c: 2\n", 3, "indented differently from the lines it belongs to"),
    ("a: *x\n", 1, "an alias * whose anchor & is not above it"),
    ("a: 1\n---\nb: 2\n", 2, "a second document after ---"),
    ("a: @x\n", 1, "a sign no text can start with"),
    ("a: 1\nb: \x07\n", 2, "a character that cannot stand in a text file (got #x0007)"),
    ('a: 1\nb: "\\UFFFFFFFF"\n', 2, "cannot be read as YAML near here"),
    ('a: "\\uD800"\n', 1, "half a character"),
    ("", 1, "is empty"),
    ("# only a comment\n", 1, "is empty"),
    ("a: &x [*x]\n", 1, "an alias that contains itself"),
    ("a: " + "[" * 3000 + "\n", 1, "nested more than 50 deep"),
    ("x: 1\ntitle： 示例\nb: 1\n", 2, "full-width ： found: write :"),
    ("title： 示例\nplan: 1\n", 1, "full-width ： found: write :"),
]


@pytest.mark.parametrize(("text", "line", "said"), REFUSED)
def test_what_cannot_be_read_in_one_way_is_refused_where_it_stands(text: str, line: int, said: str) -> None:
    """Each text that people read differently, or not at all, gives one fault at its line."""
    fault = only_fault(text)
    assert fault.startswith(f"a.yaml:{line}: ")
    assert said in fault


def test_all_faults_of_a_file_are_told_at_once() -> None:
    """A file with four mistakes gives four faults, in the order of its lines."""
    _, faults = parse("a: 010\nb: .nan\nb: 1\nc: !x y\n", "a.yaml")
    assert [fault.line for fault in faults] == [1, 2, 3, 4]


def test_items_with_an_id_are_named_by_it() -> None:
    """A path names a list item by its id where that is its own, and by its position where it is not."""
    fault = only_fault("a:\n  - {id: east, x: 010}\n")
    assert "a[east].x:" in fault
    _, faults = parse("a: [{id: b, x: 010}, {id: b, x: 020}]\n", "a.yaml")
    assert [fault.path for fault in faults] == ["a[0].x", "a[1].x"]


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines)


def test_aliases_cannot_multiply_without_end() -> None:
    """Nine levels of ten aliases each, a billion values, stop at a fault before they fill the memory."""
    assert "aliases that expand to more than 100,000 values" in only_fault(bomb(9))


def test_a_modest_use_of_aliases_is_fine() -> None:
    """Three levels of ten aliases each are a thousand values, and are read."""
    assert len(plain(tree_of(bomb(3)))["a2"]) == 10


def test_aliases_cannot_nest_too_deep_to_walk() -> None:
    """Anchors that each wrap the one before stop at a fault, not at Python's recursion limit."""
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 400)]
    assert "nested more than 50 deep" in only_fault("\n".join(lines))


def test_a_bad_value_behind_an_alias_is_one_fault() -> None:
    """A mistake in an anchored value is told once, however often the alias is used."""
    assert "a.x:" in only_fault("a: &a {x: 010}\nb: *a\nc: *a\n")


TEXT = "title: 基准方案\nplan: 1\n"


@pytest.mark.parametrize("data", [TEXT.encode(), TEXT.encode("utf-8-sig"), TEXT.replace("\n", "\r\n").encode()])
def test_utf8_is_read_with_or_without_bom(data: bytes) -> None:
    """UTF-8 is read alike with a BOM, without one, and with Windows line ends."""
    tree, faults = read_bytes(data, "a.yaml")
    assert not faults
    assert tree is not None
    assert plain(tree) == {"title": "基准方案", "plan": 1}


@pytest.mark.parametrize(
    ("data", "line", "looks_like"),
    [
        (TEXT.encode("utf-16"), 1, "UTF-16"),
        (TEXT.encode("utf-16-be"), 1, "UTF-16"),
        (b"title: x\n".decode().encode("utf-16-le"), 1, "UTF-16"),
        (TEXT.encode("utf-32"), 1, "UTF-32"),
        (TEXT.encode("gbk"), 1, "GBK"),
        (b"a: 1\n" + TEXT.encode("gb18030"), 2, "GBK"),
        (b"a: 1\nb: 2\nc: caf\xe9\n", 3, "Latin-1"),
        (b"a: \x00\n", 1, "a binary file"),
    ],
)
def test_other_encodings_are_named(data: bytes, line: int, looks_like: str) -> None:
    """A file in another encoding is refused at its first foreign byte, with the encoding it looks like."""
    tree, faults = read_bytes(data, "a.yaml")
    assert tree is None
    assert [str(fault) for fault in faults] == [
        f"a.yaml:{line}: is not UTF-8; it looks like {looks_like}, save it as UTF-8"
    ]


@pytest.mark.parametrize(
    ("text", "said"), [("- a\n", "got a list"), ("hello\n", "got hello"), ("title：x", "full-width ： found")]
)
def test_the_top_of_a_file_is_a_section(text: str, said: str) -> None:
    """A file that holds a list or a bare text is refused with what it holds."""
    _, faults = read_bytes(text.encode(), "a.yaml")
    assert "a.yaml:1: a scenario is a section of keys" in str(faults[0])
    assert said in str(faults[0])


def test_files_that_cannot_be_read_are_faults(tmp_path: Path) -> None:
    """A directory, a missing file, a file too large and an impossible name are faults, never exceptions."""
    (tmp_path / "big.yaml").write_bytes(b"# " + b"x" * 5_000_000)
    said = {".": "is a directory", "none.yaml": "no such file", "big.yaml": "larger than 5 MB"}
    said |= {"a\0b": "cannot be read: embedded null byte", "x" * 5000: "cannot be read: file name too long"}
    for name, message in said.items():
        tree, faults = read_file(tmp_path / name, "shown")
        assert tree is None
        assert message in str(faults[0])


def test_a_fault_leaves_out_what_it_does_not_know() -> None:
    """A fault prints its file, line, path, message, value and hint, and skips the empty ones."""
    full = Fault("a.yaml", 3, "plan.rate", "should be a number", "x", "did you mean `y`?")
    assert str(full) == "a.yaml:3: plan.rate: should be a number (got x), did you mean `y`?"
    assert str(Fault("--set", 0, "", "is empty")) == "--set: is empty"


@pytest.mark.parametrize(("word", "near"), [("comission", "commission"), ("RATE", "rate"), ("xyz", "")])
def test_did_you_mean(word: str, near: str) -> None:
    """A name is suggested when it is near, whatever its case, and none when none is."""
    assert did_you_mean(word, ["commission", "rate"]) == (f"did you mean `{near}`?" if near else "")


SIGNS = st.sampled_from([*"ab01.:-[]{},#&*!|>'\"%@`?~<\\ \n\t_e+ü中：", "\u2028", "\x85", "<<", "- ", ": ", "\n  "])


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.lists(SIGNS, max_size=40).map("".join), st.text(max_size=40)))
def test_no_text_raises(text: str) -> None:
    """Whatever the text, parsing gives a tree or located faults and raises nothing."""
    tree, faults = parse(text, "a.yaml")
    assert tree is not None or faults
    assert all(fault.line >= 1 and str(fault) for fault in faults)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_raise(data: bytes) -> None:
    """Whatever the bytes, reading gives a section or located faults and raises nothing."""
    tree, faults = read_bytes(data, "a.yaml")
    assert tree is not None or faults
