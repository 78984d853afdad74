"""What was read: files, rows and outcomes, the time they cover, and what was passed over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from results.fit_report.heads import TITLES, columns
from results.fit_report.sentences import said
from results.section import In, Section
from scenarios.base import Label
from scenarios.crm.fit.company import Fit
from scenarios.crm.fit.direct import DirectFit
from scenarios.crm.reading.company import read_company
from scenarios.crm.tables import LOST, OPEN, WON, Company

KINDS: dict[str, Label] = {
    "opportunities": Label(en="Opportunities", zh="商机"),
    "orders": Label(en="Orders", zh="订单"),
    "roster": Label(en="Roster", zh="花名册"),
    "quotas": Label(en="Quotas", zh="业绩目标"),
    "map": Label(en="Mapping", zh="映射"),
}
Files = Mapping[str, Path]
"""Files by their kind; the mapping is among them."""


def company_in(files: Files) -> Company:
    """What the files come to through their mapping. Raises ScenarioFaults."""
    return read_company(files["map"], **{kind: path for kind, path in files.items() if kind != "map"})


def files_section(company: Company, files: Files) -> Section:
    """Each file with the rows that it came to."""
    rows = []
    for kind, path in files.items():
        table = getattr(company, kind, None)
        rows.append((KINDS[kind], str(path), len(table.rows) if table is not None else None))
    return Section("files", TITLES["files"], columns("kind", "file", ("rows", "count")), tuple(rows), most=99)


def notices_section(company: Company) -> Section:
    """What the import had to say."""
    rows = tuple((str(notice),) for notice in company.notices)
    return Section("notices", TITLES["notices"], columns("notice"), rows, most=30)


def read_section(fit: Fit) -> Section:
    """Deals by outcome and the time they cover, as known on the day."""
    rows, process = fit.rows, fit.process
    count = rows["outcome"].value_counts()
    undated = int(rows["created"].isna().sum())
    nobody = int((fit.streams.stream < 0).sum())
    facts = (
        (Label(en="As of", zh="数据截至"), fit.as_of),
        (Label(en="First deal came in", zh="最早建立"), rows["created"].min()),
        (Label(en="First closing", zh="最早关单"), rows["closed"].min()),
        (Label(en="Deals", zh="商机"), len(rows)),
        (Label(en="won", zh="赢单"), int(count.get(WON, 0))),
        (Label(en="lost", zh="丢单"), int(count.get(LOST, 0))),
        (Label(en="open", zh="在手"), int(count.get(OPEN, 0))),
        (
            Label(en="open and alive", zh="在手且有效"),
            int(((rows["outcome"] == OPEN) & ~process.zombies).sum()) - undated,
        ),
        (Label(en="Reps who are there", zh="在岗销售代表"), len(fit.reps)),
        (Label(en="Accounts", zh="客户"), int(rows.loc[rows["account"] != "", "account"].nunique())),
        (Label(en="Working days a week", zh="每周工作日"), process.days_a_week),
    )
    notes = []
    if process.gap:
        notes.append(said("gap", first=process.first.date()))
    if parts := part_months(process.first if process.gap else rows["created"].min(), fit.as_of):
        notes.append(said("part_months", months=", ".join(parts)))
    if nobody:
        notes.append(said("nobody", rows=In(nobody, "count"), day=fit.as_of.date()))
    if undated:
        notes.append(said("undated", rows=In(undated, "count")))
    return Section("read", TITLES["read"], columns("what", ("number", "count")), facts, tuple(notes), most=99)


def orders_section(fit: DirectFit) -> Section:
    """Orders and the time they cover."""
    rows = fit.orders
    facts = (
        (Label(en="As of", zh="数据截至"), fit.as_of),
        (Label(en="First order", zh="最早订单"), rows["date"].min()),
        (Label(en="Last order", zh="最近订单"), rows["date"].max()),
        (Label(en="Orders", zh="订单"), len(rows)),
        (Label(en="Sold", zh="业绩"), In(float(rows["amount"].sum()), "money")),
        (Label(en="Average order", zh="平均订单金额"), In(float(rows["amount"].mean()), "money")),
        (Label(en="Reps who are there", zh="在岗销售代表"), len(fit.reps)),
        (Label(en="Accounts", zh="客户"), int(rows.loc[rows["account"] != "", "account"].nunique())),
    )
    parts = part_months(rows["date"].min(), fit.as_of)
    notes = (said("part_months", months=", ".join(parts)),) if parts else ()
    return Section("read", TITLES["read"], columns("what", ("number", "count")), facts, notes, most=99)


def part_months(first: pd.Timestamp, day: pd.Timestamp) -> list[str]:
    """The months at either end that were not seen whole."""
    parts = [f"{first:%Y-%m}"] if first.day > 1 else []
    if (day + pd.Timedelta(days=1)).day != 1:
        parts.append(f"{day:%Y-%m}")
    return list(dict.fromkeys(parts))
