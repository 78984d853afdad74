"""Whatever bytes arrive: a company, or faults that say what is wrong, and nothing else."""

import gzip
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from import_samples import CSV, MAP, ROSTER, ROSTER_MAP, grid, workbook
from thorough import times

from scenarios.crm.inspection.inspecting import inspect
from scenarios.crm.maps.map_file import parse_map
from scenarios.crm.reading.company import read_company
from scenarios.load import ScenarioFaults

QUOTA_MAP = "quotas:\n  columns: {owner: 姓名, start: 期间, amount: 目标}\n"
QUOTAS = "姓名,期间,目标\n张三,2026-Q1,100\n张三,2026-Q2,200\n李四,2026-Q1,5\n"
MAPPING = parse_map(MAP + ROSTER_MAP + QUOTA_MAP)
LENIENT = parse_map("faults: leave_out\n" + MAP + ROSTER_MAP + QUOTA_MAP)
BOOK = workbook(grid())
many = settings(max_examples=times(50), deadline=None, suppress_health_check=[HealthCheck.too_slow])

cells = st.one_of(
    st.sampled_from(
        ["", " ", '"', '""', "-", "0", "-1", "1.2万", "(5)", "1e9", "9" * 20, "nan", "inf", "赢单", "∞",
         "2026-02-30", "03-04-2021", "0000-00-00", "9999-12-31", "2026-01-05T10:11:12+25:99", "46027", "1e308",
         "٣", "15 Foo, 2021", "2026-01-05 99:99", "１２", "\u200b", "=1+1", "a" * 5000, "1767571200000", "2026年1月5日",
         "😀"]
    ),
    st.text(max_size=12),
)  # fmt: skip


def complaint(act: Callable[[], object]) -> ScenarioFaults | None:
    """What an act complains of; anything but faults that can be printed is a failure."""
    try:
        act()
    except ScenarioFaults as found:
        return found if str(found) else None
    return None


def survives(data: bytes, ending: str = "csv", section: str = "opportunities") -> None:
    """Reading and inspecting end in a result or in faults, and a draft asks for nothing but decisions."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file.{ending}"
        path.write_bytes(data)
        complaint(lambda: read_company(MAPPING, **{section: path}))
        complaint(lambda: read_company(LENIENT, **{section: path}))
        if complaint(lambda: inspect([path])) is None:
            asked = complaint(lambda: parse_map(inspect([path]).draft))
            said = [fault.message for fault in asked.faults] if asked else []
            assert [message for message in said if not re.search("still to be decided|is required", message)] == []


@many
@given(st.binary(max_size=400))
def test_random_bytes(data: bytes) -> None:
    """Any bytes at all, as they are and packed."""
    survives(data)
    survives(gzip.compress(data))


@many
@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_random_text_below_the_right_headings(text: str, encoding: str) -> None:
    """Headings that fit and rubbish below them."""
    survives((CSV.splitlines()[0] + "\n" + text).encode(encoding, "replace"))


@many
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 8), cells), min_size=1, max_size=6))
def test_cells_changed_at_random(changes: list[tuple[int, int, str]]) -> None:
    """A good export with some cells that hold anything."""
    rows = grid()
    for row, column, cell in changes:
        rows[row][column] = cell
    survives("\n".join(",".join(map(str, row)) for row in rows).encode("utf-8", "replace"))


@many
@given(st.lists(st.tuples(st.integers(0, len(CSV.encode()) - 1), st.binary(max_size=3)), min_size=1, max_size=4))
def test_bytes_changed_at_random(changes: list[tuple[int, bytes]]) -> None:
    """A good export after a damaged transfer."""
    data = CSV.encode()
    for place, put in changes:
        data = data[:place] + put + data[place + 1 :]
    survives(data)


@settings(max_examples=times(20), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=3)), max_size=4), st.booleans())
def test_workbooks_changed_at_random(changes: list[tuple[int, bytes]], cut: bool) -> None:
    """A good workbook after a damaged transfer."""
    data = BOOK
    for place, put in changes:
        data = data[:place] + put + data[place + len(put) :]
    survives(data[: len(data) // 2] if cut else data, "xlsx")


@many
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4), cells), min_size=1, max_size=4), st.booleans())
def test_rosters_and_quotas_changed_at_random(changes: list[tuple[int, int, str]], roster: bool) -> None:
    """The smaller files with some cells that hold anything."""
    rows = grid(ROSTER if roster else QUOTAS)
    for row, column, cell in changes:
        rows[row][column % len(rows[row])] = cell
    data = "\n".join(",".join(map(str, row)) for row in rows).encode("utf-8", "replace")
    survives(data, section="roster" if roster else "quotas")


@settings(max_examples=times(100), deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(MAP.splitlines()), max_size=15).map("\n".join)))
def test_random_mappings(text: str) -> None:
    """Any mapping file."""
    complaint(lambda: parse_map(text))
