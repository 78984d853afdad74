"""The company's books where work passes between people, prices give way and customers are lived one by one."""

import runpy
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from results.export import exported
from results.export_deals import REASON
from scenarios.company import WorkingDays
from scenarios.crm.tables import ENTERED, Company
from scenarios.load import load
from scenarios.market import FunnelMarket
from scenarios.scenario import Scenario
from sim.engine import prepare, trace
from sim.log import Log
from sim.panel import Panel

TWINS = Path(__file__).parents[1] / "twins"
sys.path.append(str(TWINS))  # its helper modules are imported by plain name
random_world = runpy.run_path(str(TWINS / "random_worlds.py"))["random_world"]
QUICK = ["mind.kind=none", "company.calendar={kind: working_days, start: 2027-01-01, months: 12}"]
SALES_WORLD = "sales_world"
GIVEN_BACK = [f"funnel.stages[{stage}].returns=0.5" for stage in ("needs", "proposal", "negotiation")]
BACK = ["funnel.stages[proposal].returns_to=needs", "funnel.stages[negotiation].returns_to=prospecting"]
ENDS = ("won_deals", "lost_deals", "cold_leads")


@cache
def books(*changes: str) -> tuple[Scenario, Company, Panel, Log]:
    """The bundled sales world's year as books, as panel and as log."""
    scenario = load(SALES_WORLD, [*QUICK, *changes])
    return scenario, exported(scenario, 5), *trace(prepare(scenario, 5), 0)


def deals(company: Company) -> pd.DataFrame:
    assert company.opportunities
    return company.opportunities.rows


def in_time(number: int) -> bool:
    scenario = random_world(number)
    return isinstance(scenario.company.calendar, WorkingDays) and isinstance(scenario.market, FunnelMarket)


def measured(log: Log, panel: Panel, name: str) -> Any:
    return log.entries[log.entries["measure"] == panel.place(name)]


@pytest.mark.parametrize("number", [number for number in range(40) if in_time(number)])
def test_dates_come_in_order_in_any_world(number: int) -> None:
    """Created, then each stage up to the one where it stands, then closed: of leads given back, too."""
    company = exported(random_world(number), number)
    rows = deals(company)
    assert company.opportunities
    stages = [f"{ENTERED}{stage}" for stage in company.opportunities.stages]
    story = rows[["created", *stages, "closed"]].ffill(axis=1)
    for earlier, later in pairwise(story):
        assert (story[later] >= story[earlier]).all()
    reached = np.array([company.opportunities.stages.index(stage) for stage in rows["stage"]], np.int64)
    last = np.where(rows[stages].notna(), np.arange(len(stages)), 0).max(axis=1, initial=0)
    assert (reached >= last).all()  # nobody wrote down when a stated deal came to where it stands


@pytest.mark.parametrize("number", [number for number in range(40) if in_time(number)])
def test_books_of_a_months_last_evening_hold_what_the_panel_counts_by_then(number: int) -> None:
    """Law 5: by then as many came in, and each rep won, lost and let go cold as many."""
    scenario, year = random_world(number), prepare(random_world(number), number)
    panel, half = trace(year, 0)[0], scenario.company.calendar.months // 2
    if not half:
        return
    rows = deals(exported(scenario, number, as_of=scenario.company.calendar.month_start(half) - pd.Timedelta(days=1)))
    outcome = {"won_deals": rows["outcome"] == "won"} | {
        kind: rows[REASON] == word for kind, word in (("lost_deals", "refused"), ("cold_leads", "timed_out"))
    }
    for kind, of_kind in outcome.items():
        found = rows[of_kind]["owner"].value_counts().reindex([rep.id for rep in scenario.people.reps], fill_value=0)
        assert found.tolist() == panel.of(kind)[0, :half].sum(axis=0).tolist(), kind
    still_there = panel.before("leads").sum() - sum(panel.before(kind).sum() for kind in ENDS)
    assert len(rows) == still_there + panel.of("leads")[0, :half].sum()


def test_a_lead_given_back_stands_where_it_begins_anew() -> None:
    """With a no taken back every other time, leads stand at stages before those they had reached, and have no dates
    of these any more; still as many are open at each stage as the panel counts."""
    scenario, company, panel, log = books(*GIVEN_BACK, *BACK)
    rows = deals(company).set_index("id")
    assert scenario.funnel
    assert panel.of("returned:negotiation").sum() > 20
    open_rows = rows[rows["outcome"] == "open"]
    for stage in scenario.funnel.stages:
        assert (open_rows["stage"] == stage.id).sum() == panel.of(f"open:{stage.id}").sum()
    again = rows[rows[f"{ENTERED}prospecting"].notna() & (rows["stage"] == "prospecting")]
    assert again[[f"{ENTERED}{stage}" for stage in ("needs", "proposal", "negotiation")]].isna().all(axis=None)
    came = measured(log, panel, "entered:prospecting")["who"]
    assert len(came) > len(np.unique(came))


def test_won_amounts_are_list_values_less_discounts() -> None:
    """What is won is worth what was signed; what is open is worth what the list says."""
    scenario, company, panel, log = books()
    rows = deals(company)
    won, coin = rows[rows["outcome"] == "won"], 10**scenario.company.currency.minor_digits
    listed, given = (measured(log, panel, name)["amount"].sum() for name in ("list_value", "discount"))
    assert given > 0.02 * listed
    assert round(won["amount"].sum() * coin) == listed - given


def test_owners_are_those_who_ended_it() -> None:
    """In a team with one queue a lead may end with another than it came to; whoever signs has it in the books."""
    scenario, company, panel, log = books()
    won = deals(company).query("outcome == 'won'")["owner"].value_counts()
    assert won.reindex([rep.id for rep in scenario.people.reps], fill_value=0).tolist() == (
        panel.of("won_deals")[0].sum(axis=0).tolist()
    )
    came, signed = (
        {int(entry["who"]): int(entry["rep"]) for entry in measured(log, panel, name)}
        for name in ("leads", "won_deals")
    )
    assert sum(came[who] != rep for who, rep in signed.items()) > 5


def test_customers_lived_one_by_one_buy_under_one_number() -> None:
    """Orders of a customer are hers, so there are as many accounts as customers ask, and fewer than orders; leads sent
    by customers are new ones."""
    _, company, panel, _ = books()
    rows = deals(company)
    known, new = rows[rows["channel"] == "existing"], rows[rows["channel"] == "marketing"]
    assert len(known) >= panel.of("repeat_leads").sum() > 200
    assert known["account"].nunique() < len(known)
    assert (known.groupby("account")["segment"].nunique() == 1).all()
    assert new["account"].is_unique
    assert panel.of("referred_leads").sum() > 0
    first = new[new["outcome"] == "won"].set_index("account")["closed"]
    back = known[known["account"].isin(first.index)]
    assert len(back) > 0
    assert (back["created"] > back["account"].map(first)).all()
