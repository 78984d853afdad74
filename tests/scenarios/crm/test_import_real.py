"""Files of real systems (vendors' sample companies), read with hand-checked mappings: counts exactly as published.

They lie beside the checkout and are not part of it; without them these tests are skipped.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scenarios.crm.inspection.inspecting import FileProfile, Inspection, inspect
from scenarios.crm.maps.map_file import parse_map
from scenarios.crm.reading.company import read_company
from scenarios.crm.tables import Company, Opportunities

HERE = Path(__file__).parent
DATA = HERE.parents[3] / "shared" / "data"
FILES = {
    "maven": {"opportunities": "maven_crm/sales_pipeline.csv", "roster": "maven_crm/sales_teams.csv"},
    "pbi": {"opportunities": "pbi_ai_sample/Opportunities.csv", "roster": "pbi_ai_sample/Owners.csv"},
    "adventureworks": {
        "orders": "adventureworks/reseller_orders.csv",
        "quotas": "adventureworks/FactSalesQuota.csv",
        "roster": "adventureworks/DimEmployee_with_SalesPerson.csv",
    },
}
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the vendors' sample files (../shared/data) are not here")


def read(name: str) -> Company:
    return read_company(HERE / f"{name}.map.yaml", **{kind: DATA / path for kind, path in FILES[name].items()})


def look(name: str, *more: str) -> Inspection:
    return inspect([*(DATA / path for path in FILES[name].values()), *(DATA / path for path in more)])


def deals(company: Company) -> Opportunities:
    assert company.opportunities is not None
    return company.opportunities


def findings(profile: FileProfile, kind: str) -> dict[tuple[str, ...], str]:
    return {one.columns: one.message for one in profile.findings if one.kind == kind}


def notices(company: Company) -> list[str]:
    return [f"{notice.field}: {notice.message} [{notice.rows}]" for notice in company.notices]


def test_maven_has_the_published_counts() -> None:
    table = deals(read("maven"))
    counts = table.rows.groupby(["outcome", "stage"]).size()
    assert counts.to_dict() == {
        ("won", ""): 4238,
        ("lost", ""): 2473,
        ("open", "Engaging"): 1589,
        ("open", "Prospecting"): 500,
    }
    assert (table.rows["segment"] == "GTX Pro").sum() == 1480
    assert (table.rows["account"] == "").sum() == 1425
    assert table.rows["owner"].nunique() == 30
    assert table.rows["created"].isna().sum() == 500
    cycle = (table.rows["closed"] - table.rows["created"])[table.rows["outcome"] == "won"].dt.days
    assert (round(cycle.mean(), 1), cycle.median(), cycle.max()) == (51.8, 57, 138)


def test_maven_says_what_it_passed_over() -> None:
    company = read("maven")
    assert company.roster is not None
    assert len(company.roster.rows) == 35
    assert notices(company)[1:] == [
        "account: is empty [1425]",
        "close_value: 0 on open or lost ones is read as unknown [2473]",
        "engage_date: open ones without a day on which they came up [500]",
    ]


def test_the_draft_for_maven_is_the_mapping_that_a_person_checked() -> None:
    draft = parse_map(look("maven", "maven_crm/products.csv").draft)
    drafted = read_company(draft, **{kind: DATA / path for kind, path in FILES["maven"].items()})
    pd.testing.assert_frame_equal(deals(drafted).rows, deals(read("maven")).rows)


def test_power_bi_has_the_published_counts() -> None:
    table = deals(read("pbi"))
    assert table.rows["outcome"].value_counts().to_dict() == {"won": 11420, "lost": 6113, "open": 2467}
    assert table.stages == ("1-Qualify", "2-Develop", "3-Propose", "4-Close")
    assert table.rows["owner"].nunique() == 12
    assert table.rows["closed"].notna().sum() == 11420 + 6113


def test_close_dates_of_open_ones_in_power_bi_are_said_to_be_estimates() -> None:
    assert notices(read("pbi")) == [
        "Campaign Name: is empty [15180]",
        "CloseDate: close dates of open ones are estimates: not read [2467]",
    ]


def test_leaks_and_confounding_in_power_bi_are_named() -> None:
    profile = look("pbi").files[0]
    leaks = findings(profile, "leak")
    assert leaks[("Rating",)].startswith("tells the outcome: Cold only on lost ones (822 rows)")
    assert leaks[("Probability",)].startswith("tells the outcome: 0.1 only on lost ones (822 rows)")
    assert set(leaks) == {
        (name,) for name in ("Rating", "Probability", "Probability (raw)", "DaysToClose", "Weeks Open")
    }
    told = "each account belongs to one owner: account and owner are confounded"
    assert findings(profile, "confounded") == {("AccountSeq", "SystemUserSeq"): told}


def test_the_draft_for_power_bi_reads_the_same_table() -> None:
    drafted = read_company(parse_map(look("pbi").draft), **{k: DATA / path for k, path in FILES["pbi"].items()})
    pd.testing.assert_frame_equal(deals(drafted).rows, deals(read("pbi")).rows)


def test_adventure_works_has_the_published_counts() -> None:
    company = read("adventureworks")
    assert company.orders is not None
    assert company.quotas is not None
    assert company.roster is not None
    assert (len(company.orders.rows), len(company.quotas.rows), len(company.roster.rows)) == (3796, 163, 17)
    assert set(company.orders.rows["owner"]) == set(company.quotas.rows["owner"]) == set(company.roster.rows["id"])
    base = company.roster.rows["base"] * 12
    assert base[company.roster.rows["level"] == "Sales Representative"].round().unique().tolist() == [48000]


def test_quota_periods_of_adventure_works_begin_on_the_quota_date() -> None:
    """Orders of [quota date, next quota date) go with the quota: 163 of 163, and amounts correlate at 0.987."""
    company = read("adventureworks")
    assert company.orders is not None
    assert company.quotas is not None
    quotas, orders = company.quotas.rows, company.orders.rows
    joined = quotas.merge(orders, on="owner", suffixes=("", "_sold"))
    joined = joined[(joined["date"] >= joined["start"]) & (joined["date"] < joined["end"])]
    assert len(joined) == len(orders), "each order falls into one period"
    sold = joined.groupby(["owner", "start"])["amount_sold"].sum()
    quota = quotas.set_index(["owner", "start"])["amount"].loc[sold.index]
    assert len(sold) == 163
    assert round(float(np.corrcoef(sold, quota)[0, 1]), 3) == 0.987
    assert round(float((sold / quota).median()), 2) == 0.85


def test_the_draft_for_adventure_works_finds_the_sales_people() -> None:
    draft = parse_map(look("adventureworks").draft)
    company = read_company(draft, **{kind: DATA / path for kind, path in FILES["adventureworks"].items()})
    assert company.roster is not None
    assert len(company.roster.rows) == 17
