"""From an exported file to a table of texts, or every reason why it cannot be had.

What arrives is whatever the CRM, the HR system or a spreadsheet saved: comma, semicolon, tab or bar; UTF-8 or the
GB18030 of a Chinese Excel; packed or not; a workbook. All of them come to one `Sheet`.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

from scenarios.crm.sheets.delimited import read_delimited
from scenarios.crm.sheets.sheet import Sheet
from scenarios.crm.sheets.workbooks import read_workbook
from scenarios.faults import Fault

MAX_BYTES = 2_000_000_000
_PACKED, _ZIP, _OLD_OFFICE = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_STRANGERS = {b"%PDF": "a PDF", b"PAR1": "a Parquet file", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture"}
_NOT_TEXT = "save the export as CSV (UTF-8) or XLSX"
_SUSPECT = re.compile("[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class Wanted:
    """How a file is to be read where the mapping says so."""

    sheet: str = ""
    header: int = 1
    encoding: str = ""


def read_sheet(path: str | Path, wanted: Wanted | None = None, shown: str = "") -> tuple[Sheet | None, list[Fault]]:
    """The table in a file; without one, the faults say why."""
    wanted, shown = wanted or Wanted(), shown or str(path)
    data, faults = _bytes(Path(path), shown)
    if data is None:
        return None, faults
    if data.startswith((_ZIP, _OLD_OFFICE)):
        return read_workbook(data, shown, wanted.sheet, wanted.header)
    text = _decoded(data, shown, wanted.encoding)
    if isinstance(text, Fault):
        return None, [text]
    return read_delimited(text.data, shown, text.encoding, wanted.header)


def _bytes(path: Path, shown: str) -> tuple[bytes | None, list[Fault]]:
    """What is in the file, unpacked."""
    try:
        if path.is_dir():
            return None, [Fault(shown, 0, "", "is a directory, not a file")]
        if path.exists() and not path.is_file():
            return None, [Fault(shown, 0, "", "is not an ordinary file")]
        if path.stat().st_size > MAX_BYTES:
            return None, [_too_large(shown)]
        data = path.read_bytes()
    except FileNotFoundError:
        return None, [Fault(shown, 0, "", "there is no such file")]
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return None, [Fault(shown, 0, "", f"cannot be read: {reason.lower()}")]
    return _unpacked(data, shown) if data.startswith(_PACKED) else (data, [])


def _too_large(shown: str) -> Fault:
    return Fault(shown, 0, "", f"is larger than {MAX_BYTES // 1_000_000_000} GB", "", "export fewer columns or years")


def _unpacked(data: bytes, shown: str) -> tuple[bytes | None, list[Fault]]:
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            plain = stream.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        return None, [Fault(shown, 0, "", "cannot be unpacked: the .gz file is damaged or not complete")]
    return (None, [_too_large(shown)]) if len(plain) > MAX_BYTES else (plain, [])


# ── encodings ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Text:
    """A file's text as UTF-8 bytes without a byte-order mark, and the encoding it came in."""

    data: bytes
    encoding: str


def _decoded(data: bytes, shown: str, asked: str) -> _Text | Fault:
    """The text, in the encoding that its bytes prove or the mapping names."""
    if stranger := next((name for sign, name in _STRANGERS.items() if data.startswith(sign)), ""):
        return Fault(shown, 0, "", f"is {stranger}, not a table", "", _NOT_TEXT)
    if asked:
        return _as_asked(data, shown, asked)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as_asked(data, shown, "utf-16")
    if b"\x00" in data:
        return _with_nul(data, shown)
    bom = b"\xef\xbb\xbf"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _chinese(data, shown, error)
    return _Text(data.removeprefix(bom), "utf-8-sig" if data.startswith(bom) else "utf-8")


def _as_asked(data: bytes, shown: str, encoding: str) -> _Text | Fault:
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
        text.encode("utf-8")
    except UnicodeError as error:
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        return Fault(shown, line, "", f"cannot be read as {encoding.upper()}", "", "save it as UTF-8")
    except LookupError:
        return Fault(shown, 0, "", "there is no such encoding", encoding, "utf-8, utf-16 and gb18030 are usual")
    nul = text.find("\x00")
    if nul >= 0:
        return Fault(shown, text.count("\n", 0, nul) + 1, "", "contains a NUL character", "", _NOT_TEXT)
    return _Text(text.removeprefix("\ufeff").encode("utf-8"), encoding)


def _with_nul(data: bytes, shown: str) -> Fault:
    """NULs: UTF-16 without its mark, a binary file, or one damaged line."""
    nul = data.count(b"\x00")
    if nul * 5 > len(data) * 2:
        return Fault(
            shown, 0, "", "looks like UTF-16 without its mark", "", "say `encoding: utf-16-le`, or save as UTF-8"
        )
    head = data[:4096].decode("latin-1")
    if nul * 100 > len(data) or len(_SUSPECT.findall(head)) * 20 > len(head):
        return Fault(shown, 0, "", "is a binary file, not a table", "", _NOT_TEXT)
    line = data.count(b"\n", 0, data.index(b"\x00")) + 1
    return Fault(shown, line, "", "contains a NUL character", "", "the file is damaged here; export it again")


def _chinese(data: bytes, shown: str, error: UnicodeDecodeError) -> _Text | Fault:
    """GB18030 when the text makes sense as Chinese; otherwise the first byte that is not UTF-8."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    wide = [sign for sign in text[:2_000_000] if sign > "\x7f"] or [sign for sign in text if sign > "\x7f"]
    usual = sum(1 for sign in wide if _everyday(sign))
    if wide and usual >= 0.9 * len(wide):
        return _Text(text.encode("utf-8"), "gb18030")
    line = data.count(b"\n", 0, error.start) + 1
    message = "is neither UTF-8 nor GB18030: first unreadable byte"
    hint = "save it as UTF-8, or name its `encoding:` in the mapping (cp1252 for a western Excel)"
    return Fault(shown, line, "", message, f"0x{data[error.start]:02x}", hint)


def _everyday(sign: str) -> bool:
    """Whether a character is one that Chinese offices use: those of GB 2312, and a few signs."""
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return sign in "€·￥—"
    return True
