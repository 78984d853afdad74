"""Files and folders of files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

DRAFT = ".export."


def one_line(text: str) -> str:
    """A comment as it may stand in a file: what would end its line, or be no sign at all, is a blank."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A draft beside a file, which takes its place at the end; on any trouble, Ctrl-C too, nothing is left of it."""
    made = [folder for folder in path.parents if not folder.exists()]
    draft = path.with_name(f".{path.stem[:100]}.{os.getpid()}.draft{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield draft
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        for folder in made:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        raise


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """All files, or on any trouble none of them; somebody's own files are never written over."""
    if _is_taken(folder):
        if all((folder / name).is_file() and (folder / name).read_bytes() == text for name, text in files.items()):
            return
        raise FileExistsError(errno.EEXIST, "other files are there already; name a new or an empty folder", str(folder))
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    draft, written = folder / f"{DRAFT}{os.getpid()}", []
    try:
        draft.mkdir(parents=True)
        for name, text in files.items():
            (draft / name).write_bytes(text)
        for name in files:
            os.replace(draft / name, folder / name)
            written.append(folder / name)
        draft.rmdir()
    except BaseException:  # Ctrl-C too
        shutil.rmtree(draft, ignore_errors=True)
        _take_back(written, missing)
        raise


def _is_taken(folder: Path) -> bool:
    """Whether something is in the folder; what an export that was killed left behind does not count."""
    return folder.exists() and any(not path.name.startswith(DRAFT) for path in folder.iterdir())


def _take_back(files: Iterable[Path], folders: Iterable[Path]) -> None:
    """Leaves things as they were found, as far as that can be."""
    for file in files:
        with suppress(OSError):
            file.unlink()
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
