"""What the files cannot tell, in words, and where each number of the scenario comes from."""

from __future__ import annotations

from collections import Counter

from results.fit_report.heads import HEADS, TITLES, columns
from results.fit_report.reps import Shown
from results.fit_report.sentences import said
from results.section import Column, In, Section
from scenarios.base import Label
from scenarios.crm.fit.company import Fit
from scenarios.crm.fit.direct import DirectFit
from scenarios.crm.fit.streams import OWN_BOOK
from scenarios.crm.tables import Company
from scenarios.provenance import provenance
from scenarios.scenario import Scenario

PARTS = ("company", "people", "targets", "plan", "market", "funnel", "customers", "opening", "mind")


def limits_section(company: Company, fit: Fit | DirectFit, shown: Shown) -> Section:
    """Everything that is refused or left open, each with its reason."""
    told = [said("effort")]
    told += _of_deals(fit) if isinstance(fit, Fit) else _of_orders(company, fit, shown)
    told += _of_people(company)
    return Section("limits", TITLES["limits"], (), (), tuple(told))


def _of_deals(fit: Fit) -> list[Label]:
    told = []
    if not fit.process.named:
        told.append(said("reps_unnamed"))
    if len(fit.process.stages) == 1:
        told.append(said("one_stage"))
    if fit.streams.accounts_exclusive >= OWN_BOOK:
        told.append(said("confounded", share=In(fit.streams.accounts_exclusive, "share")))
    seen = fit.arrivals.pattern.p_values
    if "growth" not in seen:
        told.append(said("no_growth"))
    if "season" not in seen:
        told.append(said("no_season"))
    if undated := int(fit.rows["created"].isna().sum()):
        told.append(said("undated", rows=In(undated, "count")))
    return [*told, said("no_costs"), said("no_payments")]


def _of_orders(company: Company, fit: DirectFit, shown: Shown) -> list[Label]:
    told = [said("no_leads")]
    if fit.margin is None:
        told.append(said("no_costs"))
    if company.quotas is not None and fit.attainment is not None:
        carrying = set(company.quotas.rows["owner"])
        without = [rep for rep in fit.reps if rep not in carrying]
        if without:
            names = ", ".join(map(shown, without[:5])) + (" …" if len(without) > 5 else "")
            told.append(said("no_sellers", count=len(without), names=names))
    return told


def _of_people(company: Company) -> list[Label]:
    told = []
    roster = company.roster.rows if company.roster is not None else None
    if roster is None or roster["base"].isna().all():
        told.append(said("no_pay"))
    elif roster["variable"].isna().all():
        told.append(said("no_variable"))
    if company.quotas is None:
        told.append(said("no_quotas"))
    return told


def provenance_section(scenario: Scenario) -> Section:
    """How many numbers of each part of the scenario are fitted, given or assumed."""
    count: Counter[tuple[str, str]] = Counter()
    for path, source in provenance(scenario):
        count[path.split(".")[0].split("[")[0], source.kind] += 1
    kinds = ("fitted", "given", "assumed")
    parts = [part for part in PARTS if any(count[part, kind] for kind in kinds)]
    rows = [(part, *(count[part, kind] for kind in kinds)) for part in parts]
    rows.append((HEADS["all"], *(sum(count[part, kind] for part in parts) for kind in kinds)))
    heads = columns("part", *((kind, "count") for kind in kinds))
    fitted = [{"path": s.path, "source": s.source, "factor": s.factor} for s in scenario.sources if s.kind == "fitted"]
    return Section("provenance", TITLES["provenance"], heads, tuple(rows), most=99, more={"fitted": fitted})


def assumed_section(scenario: Scenario) -> Section:
    """Every assumption with its reason and its range."""
    sources = dict.fromkeys(source for _, source in provenance(scenario) if source.kind == "assumed")
    rows = tuple((s.path, " … ".join(f"×{f:.2f}" for f in s.factor) if s.factor else None, s.source) for s in sources)
    heads = tuple(Column(key, HEADS[key]) for key in ("path", "range", "source"))
    return Section("assumed", TITLES["assumed"], heads, rows, most=99)
