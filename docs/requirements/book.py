"""Every requirement of the sales world with what meets it, from the families' rows."""

import csv
from functools import cache
from pathlib import Path

from docs.requirements.customers import CUSTOMERS
from docs.requirements.market import MARKET
from docs.requirements.minds import MINDS
from docs.requirements.people import PEOPLE
from docs.requirements.process import PROCESS
from docs.requirements.record import Asked, Row
from docs.requirements.seen import SEEN
from docs.requirements.training import TRAINING

ROWS: tuple[Row, ...] = (*PEOPLE, *PROCESS, *TRAINING, *CUSTOMERS, *MARKET, *SEEN, *MINDS)
GROUPS = {
    "C": "Duties and authority",
    "D": "Process and funnel",
    "E": "CRM and tools",
    "F": "Training",
    "K": "Customers",
    "L": "Market and competitors",
    "M": "Channels and time",
    "N": "Working together",
    "I": "KPIs",
    "A": "Goals",
    "B": "Decomposition of targets",
    "G": "Reward, fairness and motivation",
    "H": "Agreeing on targets and seeing where one stands",
    "J": "Following results",
}


@cache
def asked() -> tuple[Asked, ...]:
    """Every requirement of the sales world, in order."""
    with Path(__file__).with_name("asked.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Asked(row["id"], row["phrase"], row["check"]) for row in csv.DictReader(file))


def met() -> dict[str, Row]:
    """The row of each requirement that has one."""
    return {row.requirement: row for row in ROWS}


def missing() -> tuple[str, ...]:
    """Requirements without a row."""
    return tuple(each.requirement for each in asked() if each.requirement not in met())


def page() -> list[str]:
    """The table of docs/reference/requirements.md."""
    count, lacking = len(asked()), missing()
    lines = [
        "# Requirements of the sales world, and of how people react",
        "",
        "What was asked of process, people, customers, market, goals and pay; by which check each is shown to be met;",
        "and where the code, the keys of a scenario, the output and the tests are.",
        "",
        f"{count - len(lacking)} of {count} are met; {len(lacking)} {'is' if len(lacking) == 1 else 'are'} missing"
        + (f": {', '.join(lacking)}." if lacking else "."),
    ]
    for letter, name in GROUPS.items():
        lines += ["", f"## {letter}. {name}", ""]
        lines += [
            "| Id | Asked | Check | Code | Keys | Shown by | Tests |",
            "| --- | --- | --- | --- | --- | --- | --- |",
        ]
        lines += [_line(each) for each in asked() if each.requirement.startswith(letter)]
    return lines


def _line(each: Asked) -> str:
    row = met().get(each.requirement)
    told = [_code(names) for names in row[1:5]] if row else ["**missing**", "", "", ""]
    if row and row.note:
        told[-1] += f"; {row.note}"
    cells = [each.requirement, each.phrase, each.check, *told]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
