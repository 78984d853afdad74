"""Statement lines as a file: CSV for a spreadsheet, JSON for a program; whole or not at all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from results.pay.payroll import plain_coins
from results.pay.told import Told
from results.writing import written_whole
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults
from sim.pay.settle import Settlement

BOM = "\ufeff"
"""By this Excel knows that a file is UTF-8."""
HEADS = ("rep", "name", "month", "from", "to", "component", "component_name", "what", "measure", "amount", "full",
         "attainment", "factor", "pay", "rows", "version", "why")  # fmt: skip


def write_lines(
    path: Path, settlement: Settlement, told: Sequence[Told], data: Mapping[str, Any], language: str
) -> int:
    """Writes every line; returns how many."""
    if path.suffix not in (".csv", ".json"):
        raise ScenarioFaults([Fault("-o", 0, "", "should end in .csv or .json", str(path))])
    text = (
        json.dumps(data, ensure_ascii=False, indent=1) if path.suffix == ".json" else _csv(settlement, told, language)
    )
    with written_whole(path) as draft:
        draft.write_text(text, encoding="utf-8", newline="")
    return len(told)


def _csv(settlement: Settlement, told: Sequence[Told], language: str) -> str:
    currency, payees, year = settlement.plan_file.company.currency, settlement.papers[0].payees, settlement.ledger.year
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADS)
    for one in told:
        line = one.line
        money = line.unit == "money"
        amount, full = (plain_coins(n, currency) if money else str(n) for n in (line.amount, line.full))
        explained = any(step.kind != "part" for step in one.steps)
        why = "; ".join(
            [*([] if explained else [one.reason.text(language)]), *(s.text.text(language) for s in one.steps)]
        )
        writer.writerow((
            payees.ids[line.rep], payees.names[line.rep], year.month_name(line.month),
            year.month_name(max(0, line.first)), year.month_name(max(0, line.last)), line.component,
            one.name.text(language), line.what, line.kpi, amount,
            full if line.full else "", f"{line.amount / line.full:.6f}" if line.full > 0 else "",
            f"{line.factor / 1_000_000:.6f}" if line.factor >= 0 else "0" if line.factor == -2 else "",
            plain_coins(line.pay, currency), line.rows or "", one.version, why,
        ))  # fmt: skip
    return BOM + out.getvalue()
