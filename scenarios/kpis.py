"""The catalogue of measures: what a plan may pay for and a report may show, each with unit and definition."""

from typing import Literal

from scenarios.base import Label, Record

Unit = Literal["money", "count"]
KpiId = Literal["bookings", "gross_margin", "invoiced", "collected", "won_deals", "new_customers", "touches"]


class Kpi(Record):
    """A measure of a rep's month, summed over the months of a period."""

    id: KpiId
    name: Label
    unit: Unit
    definition: str


KPIS: tuple[Kpi, ...] = (
    Kpi(
        id="bookings",
        name=Label(en="Bookings", zh="签约额"),
        unit="money",
        definition="Value of the contracts signed.",
    ),
    Kpi(
        id="gross_margin",
        name=Label(en="Gross margin", zh="毛利"),
        unit="money",
        definition="Value of the contracts signed less what the goods cost.",
    ),
    Kpi(
        id="invoiced",
        name=Label(en="Invoiced", zh="开票额"),
        unit="money",
        definition="Value of the invoices sent, on delivery.",
    ),
    Kpi(
        id="collected",
        name=Label(en="Collected", zh="回款额"),
        unit="money",
        definition="Cash received from customers: prepayments and invoices paid.",
    ),
    Kpi(
        id="won_deals",
        name=Label(en="Deals won", zh="赢单数"),
        unit="count",
        definition="Contracts signed.",
    ),
    Kpi(
        id="new_customers",
        name=Label(en="New customers", zh="新客户数"),
        unit="count",
        definition="Contracts signed with customers who had none before.",
    ),
    Kpi(
        id="touches",
        name=Label(en="Touches", zh="有效跟进数"),
        unit="count",
        definition="Pieces of work a rep did on a lead: a visit, a proposal, a negotiation.",
    ),
)

KPI_IDS: tuple[str, ...] = tuple(kpi.id for kpi in KPIS)


def kpi(kpi_id: KpiId) -> Kpi:
    """The measure of that id."""
    return {k.id: k for k in KPIS}[kpi_id]
