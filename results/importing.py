"""A company's files before any fit: what each column seems to be, and what the files come to through a mapping."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from results.fit_report.heads import HEADS, TITLES, columns
from results.fit_report.reading import KINDS, Files, company_in, files_section, notices_section
from results.render.sections import section_data, section_tables
from results.render.tables import Table
from results.section import Column, In, Section
from results.work import Done, Options
from results.writing import write_folder, written_whole
from scenarios.base import Label
from scenarios.company import Currency
from scenarios.crm.compose.plan import currency_section
from scenarios.crm.inspection.inspecting import FileProfile, Inspection, inspect
from scenarios.crm.tables import LOST, OPEN, WON, Company
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults

TYPES = {
    "text": Label(en="text", zh="文本"),
    "number": Label(en="numbers", zh="数值"),
    "date": Label(en="dates", zh="日期"),
    "flag": Label(en="yes or no", zh="是／否"),
    "empty": Label(en="nothing", zh="空"),
}
BOM = "\ufeff"
"""By this Excel knows that a file is UTF-8."""


# ── before a mapping ────────────────────────────────────────────────────────────────────────────


def inspect_files(paths: Sequence[Path], output: Path | None, options: Options) -> Done:
    """What each column seems to be, what stands out, and a drafted mapping; an existing one is never written over."""
    if output is not None and output.exists():
        hint = "edit it, or name another with -o"
        raise ScenarioFaults([Fault(str(output), 0, "", "is there already and is not written over", "", hint)])
    found = inspect(paths)
    done = Done()
    for profile in found.files:
        sections = [_columns(profile), _findings(profile)]
        told = _told(profile).text(options["lang"])
        done.tables += [
            Table(told, (), ()),
            *section_tables([s for s in sections if s.rows], Currency(), options["lang"]),
        ]
    done.data = {"files": [_profile_data(profile) for profile in found.files], "draft": found.draft}
    done.notes += _draft(found, output)
    return done


def _told(profile: FileProfile) -> Label:
    """The file in a line: what it seems to hold, how it is written, how long it is."""
    kind = KINDS.get(profile.kind) or Label(en="of another sort", zh="其他")
    ragged = f", {profile.ragged:,} ragged" if profile.ragged else ""
    written = ", ".join(part for part in (profile.encoding, profile.delimiter) if part)
    return Label(
        en=f"{profile.shown}: {kind.en}, {profile.rows:,} rows ({written}{ragged})",
        zh=f"{profile.shown}：{kind.zh}，{profile.rows:,} 行（{written}{ragged}）",
    )


def _columns(profile: FileProfile) -> Section:
    rows = tuple(
        (column.name, column.seems or None, TYPES[column.type], column.missing, column.distinct,
         column.dates or column.money or None, ", ".join(_short(example) for example in column.examples))
        for column in profile.columns
    )  # fmt: skip
    heads = (*columns("column", "seems", "type", ("missing", "share"), ("distinct", "count")),
             Column("written", Label(en="Written", zh="写法")), *columns("examples"))  # fmt: skip
    return Section("inspected", TITLES["inspected"], heads, rows, most=400)


def _findings(profile: FileProfile) -> Section:
    found = [(finding.kind, ", ".join(finding.columns), finding.message, finding.rows or None)
             for finding in profile.findings]  # fmt: skip
    for column in profile.columns:
        for group in column.variants:
            told = ", ".join(f"{word} ({count:,})" for word, count in group)
            found.append(("spelling", column.name, f"look the same: {told}", sum(count for _, count in group)))
    heads = columns("finding", "columns", "message", ("rows", "count"))
    return Section("findings", TITLES["findings"], heads, tuple(found), most=60)


def _profile_data(profile: FileProfile) -> dict[str, object]:
    about = {key: getattr(profile, key) for key in ("shown", "kind", "encoding", "delimiter", "rows", "ragged")}
    return about | section_data([_columns(profile), _findings(profile)])


def _draft(found: Inspection, output: Path | None) -> list[str]:
    if output is None:
        return ["with -o FILE a mapping is drafted from these files, for you to edit"]
    with written_whole(output) as draft:
        draft.write_text(found.draft, encoding="utf-8")
    asked = len(re.findall(r'(?m)^[^#\n]*: \[?"\?"', found.draft))
    question = f"; {asked} question marks in it are yours to decide" if asked else ""
    return [f"mapping drafted in {output}{question}; then: quotalab import --map {output} …"]


def _short(text: str) -> str:
    return text if len(text) <= 28 else f"{text[:27]}…"


# ── through a mapping ───────────────────────────────────────────────────────────────────────────


def import_files(files: Files, output: Path | None, options: Options) -> Done:
    """What the files come to through a mapping; on request as canonical tables, all of them or none."""
    company = company_in(files)
    sections = [files_section(company, files), _imported(company), notices_section(company)]
    currency = Currency.model_validate(currency_section(company.currency, None))
    done = Done(section_tables([s for s in sections if s.rows], currency, options["lang"]), section_data(sections))
    done.data["currency"] = company.currency
    if output is not None:
        tables = canonical(company)
        write_folder(output, {name: (BOM + frame.to_csv(index=False, lineterminator="\n")).encode()
                              for name, frame in tables.items()})  # fmt: skip
        done.notes += [f"{output / name}: {len(frame):,} rows" for name, frame in tables.items()]
    return done


def canonical(company: Company) -> dict[str, pd.DataFrame]:
    """The canonical tables by file name; days as 2027-01-31, amounts in whole units of currency."""
    tables = {kind: getattr(company, kind) for kind in ("opportunities", "orders", "roster", "quotas")}
    return {f"{kind}.csv": table.rows for kind, table in tables.items() if table is not None}


def _imported(company: Company) -> Section:
    """Rows, outcomes, people and sums."""
    rows: list[tuple[Label, object]] = []
    if company.opportunities is not None:
        deals = company.opportunities.rows
        rows += [(KINDS["opportunities"], In(len(deals), "count"))]
        words = {WON: Label(en="won", zh="赢单"), LOST: Label(en="lost", zh="丢单"), OPEN: Label(en="open", zh="在手")}
        for outcome, word in words.items():
            rows.append((word, In(int((deals["outcome"] == outcome).sum()), "count")))
        won = deals.loc[deals["outcome"] == WON, "amount"].sum()
        rows.append((Label(en="amount won", zh="赢单金额"), In(float(won), "money")))
        rows += _span(
            deals["created"], Label(en="came in from", zh="最早建立"), Label(en="came in up to", zh="最晚建立")
        )
        rows += [
            (Label(en="owners", zh="负责人"), In(int(deals.loc[deals["owner"] != "", "owner"].nunique()), "count"))
        ]
        rows += [(Label(en="segments", zh="细分"), ", ".join(sorted(deals["segment"].unique())[:12]))]
        rows += [(Label(en="open stages", zh="在手阶段"), ", ".join(company.opportunities.names))]
    if company.orders is not None:
        orders = company.orders.rows
        rows += [(KINDS["orders"], In(len(orders), "count"))]
        rows += [(Label(en="amount ordered", zh="订单金额"), In(float(orders["amount"].sum()), "money"))]
        rows += _span(orders["date"], Label(en="first order", zh="最早订单"), Label(en="last order", zh="最近订单"))
    if company.roster is not None:
        rows += [(KINDS["roster"], In(len(company.roster.rows), "count"))]
    if company.quotas is not None:
        quotas = company.quotas.rows
        rows += [(KINDS["quotas"], In(len(quotas), "count"))]
        rows += [(Label(en="people with quotas", zh="有目标的人数"), In(int(quotas["owner"].nunique()), "count"))]
        rows += _span(
            quotas["start"], Label(en="first quota from", zh="最早目标期"), Label(en="last quota from", zh="最晚目标期")
        )
    heads = (Column("what", HEADS["what"]), Column("number", HEADS["number"]))
    return Section("imported", TITLES["imported"], heads, tuple(rows), most=99)


def _span(dates: pd.Series, first: Label, last: Label) -> list[tuple[Label, object]]:
    return [] if dates.isna().all() else [(first, dates.min()), (last, dates.max())]
