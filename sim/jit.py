"""How formulas are compiled: the one place that knows the compiler and where it keeps its work.

Numba's own cache sees an edit in a function's file but not in a function it calls from another
file.  So the cache folder's name covers every source under sim/: any edit starts a fresh folder.
"""

import hashlib
import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])

KEPT_FOLDERS = 3


def jit(function: F) -> F:
    """The same formula, run at machine speed; callable from Python and from other formulas.

    Compiled at the first call, once for each combination of argument types.
    """
    return _compiled(function, None)


def jit_as(signature: str) -> Callable[[F], F]:
    """The same formula, for one signature only, such as "uint64(uint64, uint64)"; compiled on import.

    Arguments are converted to it.  A must for 64-bit names: numba dispatches every Python int as int64,
    so that a lazily compiled function overflows on names above 2**63 once it has seen a small one.
    """
    return lambda function: _compiled(function, signature)


def compile_for(function: Callable[..., Any], *given: Any) -> None:
    """Compiles a formula for arguments of these kinds, without running it."""
    compiler: Any = numba
    cast(Any, function).compile(tuple(compiler.typeof(each) for each in given))


def _compiled(function: F, signature: str | None) -> F:
    """Compiles without fastmath: two engines must agree to the bit.  Division by zero gives inf or nan.

    NUMBA_DISABLE_JIT leaves the function as it is; NUMBA_CACHE_DIR is used as it stands, and then
    nobody watches for edits in callees.
    """
    config: Any = numba.config
    if not config.DISABLE_JIT and not os.environ.get("NUMBA_CACHE_DIR"):
        config.CACHE_DIR = str(cache_folder())  # each time: numba forgets it if NUMBA_* changes
    kept = _has_a_sayable_path(function)
    compiled = numba.njit(signature, cache=kept, error_model="numpy", nogil=True)(function)
    if kept:
        _name_files_by_process(compiled)
    return cast(F, compiled)


def _has_a_sayable_path(function: Callable[..., Any]) -> bool:
    """Whether the source's path is text: under LC_ALL=C without UTF-8 mode a Chinese one is not, and numba's cache
    stops at it. Then everything is compiled anew each time.
    """
    try:
        function.__code__.co_filename.encode()
    except UnicodeEncodeError:
        return False
    return True


@cache
def cache_folder() -> Path:
    """The folder of machine code for exactly these sources; made if need be, older ones cleared."""
    for root in _roots():
        folder = root / "quotalab" / f"jit-{source_hash()}"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.utime(folder)
            tempfile.TemporaryFile(dir=folder).close()
        except OSError:
            continue
        _clear_old(folder.parent)
        return folder
    raise OSError("no folder to keep compiled formulas in: set NUMBA_CACHE_DIR to a writable one")


@cache
def source_hash() -> str:
    """A name for what compiled code depends on: sim's sources, numba's and Python's versions."""
    digest = hashlib.blake2b(f"{numba.__version__} {platform.python_version()}".encode(), digest_size=8)
    home = Path(__file__).parent
    for path in sorted(home.rglob("*.py")):
        text = path.read_bytes()
        digest.update(f"\n{path.relative_to(home).as_posix()} {len(text)}\n".encode() + text)
    return digest.hexdigest()


def _roots() -> Iterator[Path]:
    """Where caches may live, best first: the user's cache, then a private corner of the temp folder."""
    chosen = Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"))
    if chosen.is_absolute():
        yield chosen
    user = getattr(os, "getuid", lambda: "user")()
    yield Path(tempfile.gettempdir()) / f"cache-{user}"


def _clear_old(parent: Path) -> None:
    """Removes all but the most recently used folders; a process still using one just recompiles."""
    try:
        folders = sorted(parent.glob("jit-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:  # another process is clearing
        return
    for folder in folders[KEPT_FOLDERS:]:
        shutil.rmtree(folder, ignore_errors=True)


def _name_files_by_process(compiled: Any) -> None:
    """Stops two processes from storing different signatures under one file name.

    Numba numbers a function's files 1, 2, ... and writes the index first: two processes compiling two
    signatures at once may leave an index that hands one signature the other's machine code.
    """
    files = getattr(getattr(compiled, "_cache", None), "_cache_file", None)
    pattern = getattr(files, "_data_name_pattern", None)
    if files is not None and pattern:
        files._data_name = lambda number: f"{os.getpid()}-{pattern.format(number=number)}"
