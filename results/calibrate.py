"""From a company's own files to its scenario: read, fit, compose, write, and tell what was found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from results import store
from results.anonymise import Codes
from results.fit_report.reading import Files, company_in
from results.fit_report.report import fit_sections
from results.fit_report.reps import Shown
from results.fittable import check_can_be_fitted, check_people, said_of
from results.render.fit_chart import fit_chart
from results.render.sections import plain, section_data, section_tables
from results.render.tables import Table
from results.work import Done, Options
from results.writing import one_line, written_whole
from scenarios.base import Label
from scenarios.crm.compose.direct import compose_direct
from scenarios.crm.compose.scenario import compose
from scenarios.crm.compose.sources import ids_of
from scenarios.crm.fit.company import Fit, fit_company
from scenarios.crm.fit.direct import DirectFit, fit_direct
from scenarios.crm.tables import Company
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults, load, resolved_text
from scenarios.scenario import Scenario

HEAD = "# Calibrated by quotalab: "
TITLE = Label(
    en="{name}: {reps} reps, as their files show them on {day}, and the {months} months after it",
    zh="{name}：{reps} 名销售代表，数据截至 {day}，场景为其后 {months} 个月",
)
KEPT = "write changes into a file of your own that begins with `extends: {name}`; this one is written anew"


def calibrate(
    files: Files, output: Path, like: str | None, day: Any, chart: Path | None, command: str, options: Options
) -> Done:
    """The files' scenario, written to `output`, and the fit report. Raises ScenarioFaults, and then writes nothing.

    files: by kind, `map` among them. like: a scenario that stands for what no file tells. day: as of which, or None.
    """
    _may_write(output, files)
    model = load(like) if like else None
    company = company_in(files)
    main = str(files.get("opportunities") or files["orders"])
    fit = fitted(company, pd.Timestamp(day) if day else None, main)
    check_people(company, fit, files)
    scenario = composed(company, fit, output.stem, model, main)
    shown = _shown(fit, scenario, options)
    sections = fit_sections(company, fit, scenario, files, shown)
    language, currency = options["lang"], scenario.company.currency
    heading = TITLE.text(language).format(
        name=output.stem, reps=len(scenario.people.reps), day=fit.as_of.date(), months=scenario.company.calendar.months
    )
    done = Done([Table(heading, (), ()), *section_tables(sections, currency, language)])
    done.data = {
        "scenario": str(output),
        "as_of": plain(fit.as_of),
        "market": scenario.market.kind,
        "currency": currency.code,
        **section_data(sections),
    }
    write_scenario(scenario, output, _head(files, fit, like, command))
    done.notes.append(f"scenario written to {output}; `quotalab run {output}` lives through its year")
    if chart:
        done.notes += fit_chart(company, fit, currency, chart, language, shown)
    return done


def fitted(company: Company, day: pd.Timestamp | None, file: str) -> Fit | DirectFit:
    """The fit of whatever the company keeps; what cannot be fitted is said of its file."""
    check_can_be_fitted(company, day, file)
    with said_of(file):
        return fit_company(company, day) if company.opportunities is not None else fit_direct(company, day)


def composed(company: Company, fit: Fit | DirectFit, name: str, like: Scenario | None, file: str) -> Scenario:
    """The scenario; numbers that do not make one are faults with their path."""
    with said_of(file):
        return compose(company, fit, name, like) if isinstance(fit, Fit) else compose_direct(company, fit, name, like)


# ── the file ────────────────────────────────────────────────────────────────────────────────────


def _may_write(output: Path, files: Mapping[str, Path]) -> None:
    """A file that calibrate wrote may be written anew; anybody else's is left alone."""
    if any(output.exists() and path.exists() and output.samefile(path) for path in files.values()):
        raise ScenarioFaults([Fault(str(output), 0, "", "is one of the files to read; name another with -o")])
    if not output.is_file():
        return
    with output.open(encoding="utf-8", errors="replace") as written:
        if not written.readline().startswith(HEAD):
            message = "is there already, and calibrate did not write it; name another with -o"
            raise ScenarioFaults([Fault(str(output), 0, "", message)])


def _head(files: Files, fit: Fit | DirectFit, like: str | None, command: str) -> list[str]:
    """What the file says of itself."""
    read = ", ".join(f"{kind} {path}" for kind, path in files.items())
    lines = [f"{HEAD}a company as its own files show it on {fit.as_of.date()}.", f"# Read: {read}"]
    if like:
        lines.append(f"# What no file tells is as in: {like}")
    return [*lines, f"# Command: {command}", "# Where each number comes from stands under `sources`."]


def write_scenario(scenario: Scenario, output: Path, head: list[str]) -> None:
    """The whole file or none of it; what was written loads again to the same scenario."""
    head = [*head, f"# To change something, {KEPT.format(name=output.name)}."]
    lines = [one_line(line) for line in head]
    with written_whole(output) as draft:
        draft.write_bytes(("\n".join(lines) + "\n" + resolved_text(scenario)).encode("utf-8", "replace"))
        try:
            again = load(draft)
        except ScenarioFaults as faults:
            raise ScenarioFaults(
                [Fault(str(output), f.line, f.path, f.message, f.got, f.hint) for f in faults.faults]
            ) from faults
        if again != scenario:
            raise ScenarioFaults([Fault(str(output), 0, "", "does not load to the scenario that was fitted")])


def _shown(fit: Fit | DirectFit, scenario: Scenario, options: Options) -> Shown:
    """Reps' ids as the files write them, or codes in place of them."""
    if not options["anonymise"]:
        return lambda rep: rep
    codes, ids = Codes(store.home(), scenario), ids_of(fit.reps)
    return lambda rep: codes.code(ids.get(rep, rep))
