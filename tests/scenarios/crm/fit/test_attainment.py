"""Quotas against sales: each period from its own start to the next one's, by hand."""

import numpy as np
import pandas as pd
import pytest
from planted import sample, with_samples

from scenarios.crm.fit.attainment import fit_attainment
from scenarios.crm.tables import Company, Orders, Quotas


def company(quotas: list[tuple[str, str, str, float]], orders: list[tuple[str, str, float]]) -> Company:
    q = pd.DataFrame(quotas, columns=["owner", "start", "end", "amount"])
    o = pd.DataFrame(orders, columns=["owner", "date", "amount"])
    q["start"], q["end"] = (q[column].astype("datetime64[s]") for column in ("start", "end"))
    o["date"] = o["date"].astype("datetime64[s]")
    return Company(orders=Orders(o.assign(id="", account="", segment="all", cost=np.nan)), quotas=Quotas(q))


QUOTAS = [
    ("A", "2025-02-15", "2025-05-15", 100.0),
    ("A", "2025-05-15", "2025-08-15", 200.0),
    ("B", "2025-02-15", "2025-05-15", 100.0),
]
ORDERS = [
    ("A", "2025-02-14", 999.0),  # the day before the period
    ("A", "2025-02-15", 30.0),  # its first day
    ("A", "2025-05-14", 50.0),  # its last day
    ("A", "2025-05-15", 60.0),  # the next one's first
    ("A", "2025-08-15", 777.0),  # after the last
    ("B", "2025-03-01", 120.0),
    ("C", "2025-03-01", 500.0),  # nobody with a quota
]


def test_a_sale_counts_from_the_quotas_date_to_before_the_next() -> None:
    """80 of 100, 60 of 200 and 120 of 100: mean .7667, median .8, one of three at quota."""
    found = fit_attainment(company(QUOTAS, ORDERS), pd.Timestamp("2025-09-30"))
    assert found is not None
    table = found.periods.set_index(["owner", "start"])["attainment"].to_dict()
    assert table == {
        ("A", pd.Timestamp("2025-02-15")): 0.8,
        ("A", pd.Timestamp("2025-05-15")): 0.3,
        ("B", pd.Timestamp("2025-02-15")): 1.2,
    }
    assert found.mean.value == pytest.approx(2.3 / 3)
    assert found.median == pytest.approx(0.8)
    assert found.at_quota == pytest.approx(1 / 3)
    assert found.cv.value == pytest.approx(np.std([0.8, 0.3, 1.2], ddof=1) / (2.3 / 3))
    assert found.matched == 3


def test_only_periods_that_were_over_count() -> None:
    """On the last day of a period it is over; on the day before it is not."""
    assert len(_periods("2025-05-14")) == 2
    with_a = fit_attainment(company(QUOTAS, ORDERS), pd.Timestamp("2025-05-13"))
    assert with_a is None
    assert len(_periods("2025-08-14")) == 3


def _periods(day: str) -> pd.DataFrame:
    found = fit_attainment(company(QUOTAS, ORDERS), pd.Timestamp(day))
    assert found is not None
    return found.periods


def test_months_scatter_around_their_share_of_the_period() -> None:
    """Sales of 10, 20 and 30, and of 20, 20 and 20: squares of 1/2, 0 and 1/2 over four months' freedom, cv .354."""
    quotas = [(owner, "2025-01-01", "2025-04-01", 50.0) for owner in "AB"]
    sales = {"A": (10.0, 20.0, 30.0), "B": (20.0, 20.0, 20.0)}
    orders = [(owner, f"2025-0{m + 1}-10", amount) for owner, row in sales.items() for m, amount in enumerate(row)]
    found = fit_attainment(company(quotas, orders), pd.Timestamp("2025-06-30"))
    assert found is not None
    assert found.month_cv.value == pytest.approx(np.sqrt(0.5 / 4))


def test_nothing_sold_tells_nothing() -> None:
    """Without a sale in any period there is no attainment."""
    assert fit_attainment(company(QUOTAS, ORDERS[4:5]), pd.Timestamp("2025-09-30")) is None


@with_samples
def test_adventureworks_comes_out_as_known() -> None:
    """163 of 163 periods match, median .85; of the 146 that were over with the last order the correlation of logs is
    .987, and 5.5 % were at quota."""
    company = sample("adventureworks")
    every = fit_attainment(company, pd.Timestamp("2014-12-31"))
    assert every is not None
    assert (every.matched, len(every.periods)) == (163, 163)
    assert every.median == pytest.approx(0.85, abs=5e-3)
    assert every.mean.value == pytest.approx(0.855, abs=5e-4)
    assert company.orders is not None
    over = fit_attainment(company, pd.Timestamp(company.orders.rows["date"].max()))
    assert over is not None
    assert len(over.periods) == 146
    assert over.correlation == pytest.approx(0.987, abs=5e-4)
    assert over.at_quota == pytest.approx(0.055, abs=5e-4)
