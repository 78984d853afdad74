"""Tables on a terminal, as wide as they need to be where output is not one."""

import sys

from rich.console import Console
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from results.render.tables import Table

PIPE_WIDTH = 200
NOTE_WIDTH = 120


def show(tables: list[Table]) -> None:
    """Prints tables to stdout; figures stay on one line each. Cells are text, never markup."""
    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)
    for table in tables:
        if table.columns or table.notes:
            console.print(Text(table.title, style="bold"))
        else:
            console.print(Rule(Text(table.title, style="bold"), align="left"))
        if table.columns:
            console.print(_grid(table))
        for note in table.notes:
            for line in Text(note).wrap(console, min(NOTE_WIDTH, console.width - 2)):
                console.print(Text("  ").append_text(line))
        console.print()


def _grid(table: Table) -> Grid:
    grid = Grid(box=None, pad_edge=False, header_style="dim")
    for number, column in enumerate(table.columns):
        grid.add_column(
            Text(column), justify="right" if number and number not in table.texts else "left", overflow="fold"
        )
    for row in table.rows:
        grid.add_row(*(Text(cell) for cell in row))
    return grid
