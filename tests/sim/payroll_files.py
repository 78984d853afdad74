"""Small books and plans for tests of payroll: written as text, read as files are."""

from pathlib import Path
from typing import Any

from scenarios.books.reading import read_books
from scenarios.books.tables import Books
from scenarios.load import ScenarioFaults
from scenarios.plan_file import PlanFile, load_plan
from sim.pay.settle import Settlement, settle
from sim.pay.why import explain, lines_of
from sim.pay.why.lines import PayLine
from sim.pay.why.step import Figures, Step

ROSTER = "id,name,team,joined,base,variable,quota\n"
ROSTER += "A,Ann,N,2020-01-01,1000,12000,120000\nB,Bo,N,2020-01-01,1000,12000,60000\n"
HEAD = "deal,rep,account,product,source,signed,amount,cost,new customer,invoiced,collected,cancelled,delivered,credit"
COMPANY = "company: {calendar: {kind: working_days, start: 2026-01-01}}\n"


def books(folder: Path, deals: str, roster: str = ROSTER, numbers: frozenset[str] = frozenset(), **more: str) -> Books:
    """Books from rows of deals under HEAD, and other files in full."""
    files = {}
    for kind, text in {"deals": f"{HEAD}\n{deals}", "roster": roster, **more}.items():
        files[kind] = folder / f"{kind}.csv"
        files[kind].write_text(text, encoding="utf-8")
    found, faults = read_books(files, 2, numbers)
    if found is None:
        raise ScenarioFaults(faults)
    return found


def deal(number: object, rep: str, signed: str, amount: object, **more: object) -> str:
    """One row of deals."""
    row: dict[str, object] = dict.fromkeys(HEAD.split(","), "")
    row |= {"deal": number, "rep": rep, "signed": signed, "amount": amount}
    row |= {key.replace("_", " "): value for key, value in more.items()}
    return ",".join(str(value) for value in row.values()) + "\n"


def plan(folder: Path, components: str, more: str = "", company: str = COMPANY) -> PlanFile:
    """A plan file of these components, each a line of YAML flow."""
    path = folder / "plan.yaml"
    lines = "".join(f"  - {{{line.strip()}}}\n" for line in components.strip().splitlines())
    path.write_text(f"{company}plan:\n  name: Test\n{more}  components:\n{lines}", encoding="utf-8")
    return load_plan(path)


RATE = "kind: commission, id: com, name: Commission, measure: bookings, period: month, "
RATE += "schedule: {mode: marginal, tiers: [{from: 0, rate: 0.01}]}"
"""1 % of what is signed in the month."""


def settled(folder: Path, components: str, deals: str, more: str = "", **files: Any) -> Settlement:
    return settle(plan(folder, components, more), books(folder, deals, **files))


def explained(settlement: Settlement) -> list[tuple[PayLine, list[Step]]]:
    """Every line of a settlement with its steps."""
    figures, found = Figures(settlement.plan_file.company.currency), []
    for number, paper in enumerate(settlement.papers):
        months = [month for month, of in enumerate(settlement.of_month) if of == number]
        lines = lines_of(paper, settlement.rows.rows)
        found += [(one, explain(lines, one, figures)) for one in lines.of(months)]
    return found


def paid(settlement: Settlement, component: str, rep: int = 0) -> list[int]:
    """Coins that a component paid month by month."""
    place = [c.id for c in settlement.plan_file.plan.components].index(component)
    months: list[int] = settlement.paid[:, rep, place].tolist()
    return months


def sums(settlement: Settlement, measure: str, rep: int = 0) -> list[int]:
    """A measure month by month, as the last settling saw it."""
    return [int(amount) for amount in settlement.papers[-1].column(measure)[:, rep]]
