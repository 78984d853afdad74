"""What an import comes to, whatever the files looked like: one canonical table for each kind of file."""

from dataclasses import dataclass

import pandas as pd

WON, LOST, OPEN = "won", "lost", "open"
ENTERED = "entered."
"""Columns named `entered.<stage>` hold when an opportunity came to an open stage, where the export tells."""


@dataclass(frozen=True)
class Opportunities:
    """Every opportunity of an export, one a row.

    rows: DataFrame with columns
      id       text, unique
      owner    text, the rep's id as the roster has it; "" where the export names nobody
      account  text, "" where missing
      segment, channel  text, "all" where no column is mapped, "unknown" where a cell is empty
      outcome  "won" | "lost" | "open"
      stage    text: the stage (our id) an open one is in, or a closed one is known to have reached; "" where unknown
      amount   float, in whole units of currency; NaN where unknown
      created  datetime64[s]; NaT where unknown
      closed   datetime64[s]; NaT exactly where `outcome` is open, or a closed one has no date
      entered.<stage>  datetime64[s], zero or more such columns in the order of `stages`; NaT where never or unknown
    stages: ids of the open stages in their order; names: what the company calls each.
    """

    rows: pd.DataFrame
    stages: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Orders:
    """Every order, one a row: id, owner, account, segment (text), date (datetime64[s]), amount, cost (float; NaN)."""

    rows: pd.DataFrame


@dataclass(frozen=True)
class Roster:
    """Everybody who carries or carried a quota, one a row.

    rows: id, name, team, level, manager (text, "" where unknown), hired, left (datetime64[s], NaT where unknown),
    base (float, salary a month in currency, NaN), variable (float, variable pay a year at target, NaN).
    """

    rows: pd.DataFrame

    def there(self, day: pd.Timestamp) -> pd.DataFrame:
        """Whoever was there on a day: hired by then, or nobody knows when, and not yet gone."""
        rows = self.rows
        return rows[(rows["left"].isna() | (rows["left"] > day)) & (rows["hired"].isna() | (rows["hired"] <= day))]


def reps_and_teams(people: pd.DataFrame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of a roster's rows, and the team of each: the manager's name where no team is told, "all" without either."""
    team = people["team"].where(people["team"] != "", people["manager"])
    return tuple(people["id"]), tuple(team.where(team != "", "all"))


@dataclass(frozen=True)
class Quotas:
    """Every quota of a person and period, one a row: owner (text), start, end (datetime64[s], end exclusive), amount.

    A period ends where the owner's next begins; the last one lasts as long as the one before.
    """

    rows: pd.DataFrame


@dataclass(frozen=True)
class Notice:
    """Something a reader of the import should know and that stopped nothing: where, what, how many rows."""

    file: str
    field: str
    message: str
    rows: int = 0

    def __str__(self) -> str:
        where = f"{self.file}: {self.field}" if self.field else self.file
        return f"{where}: {self.message}" + (f" ({self.rows:,} rows)" if self.rows else "")


@dataclass(frozen=True)
class Company:
    """What a company's files tell, together."""

    opportunities: Opportunities | None = None
    orders: Orders | None = None
    roster: Roster | None = None
    quotas: Quotas | None = None
    currency: str = "CNY"
    notices: tuple[Notice, ...] = ()
