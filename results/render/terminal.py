"""Tables on a terminal, as wide as they need to be where output is not one."""

import sys

from rich.console import Console
from rich.table import Table as Grid

from results.render.tables import Table

PIPE_WIDTH = 200


def show(tables: list[Table]) -> None:
    """Prints tables to stdout; figures stay on one line each."""
    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)
    for table in tables:
        grid = Grid(title=table.title, title_justify="left", title_style="bold", box=None, pad_edge=False)
        for number, column in enumerate(table.columns):
            grid.add_column(column, justify="right" if number else "left", overflow="fold")
        for row in table.rows:
            grid.add_row(*row)
        console.print(grid)
        console.print()
