"""A progress bar on stderr."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class Bar:
    """Counts what is done, such as simulated years; `expect` raises the total, calling it counts some as done."""

    def __init__(self, progress: Progress, what: str) -> None:
        self._progress, self._what = progress, what
        self._task = progress.add_task("getting ready", total=None)
        self._total = 0

    def expect(self, years: int) -> None:
        self._total += years
        self._progress.update(self._task, total=self._total, description=self._what)

    def __call__(self, years: int) -> None:
        self._progress.advance(self._task, years)


@contextmanager
def progress_bar(what: str = "simulating years") -> Iterator[Bar]:
    """While work is under way; on a terminal it moves, elsewhere a line says what was done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield Bar(progress, what)
