"""KPIs of the money behind the sales: margin, invoices, cash, bad debt, cost."""

from scenarios.base import Label
from scenarios.kpis.record import Kpi

MONEY: tuple[Kpi, ...] = (
    Kpi(
        id="gross_margin_rate", name=Label(en="Gross margin rate", zh="毛利率"), unit="ratio",
        formula="gross_margin / bookings",
        definition=Label(en="Gross margin over bookings.", zh="毛利除以签约额。"),
        source="finance", cycle="quarter", reliability=0.95, aggregation="pooled",
    ),
    Kpi(
        id="invoiced", name=Label(en="Invoiced", zh="开票额"), unit="money", formula="invoiced",
        definition=Label(en="Value of the invoices sent, on delivery.", zh="交付时开出的发票金额。"),
        source="ERP", reliability=0.99, requirement=("I01",),
    ),
    Kpi(
        id="collected", name=Label(en="Collected", zh="回款额"), unit="money", formula="collected",
        definition=Label(en="Cash received from customers: prepayments and invoices paid.",
                         zh="从客户收到的现金：预付款与已付发票。"),
        source="finance", reliability=0.99, requirement=("I01",),
    ),
    Kpi(
        id="collected_margin", name=Label(en="Margin received", zh="回款毛利"), unit="money",
        formula="collected_margin",
        definition=Label(en="Of the money received, the part that is margin: each deal's margin by the share paid.",
                         zh="回款中的毛利部分：每单毛利按已回款比例计。"),
        source="finance", reliability=0.95, requirement=("I01",),
    ),
    Kpi(
        id="collection_rate", name=Label(en="Collection rate", zh="回款率"), unit="ratio",
        formula="collected / invoiced",
        definition=Label(en="Cash received over invoices sent in the same period.", zh="同期回款除以同期开票。"),
        source="finance", cycle="quarter", reliability=0.95, aggregation="pooled", requirement=("I01",),
        caution=Label(en="Prepayments and older invoices count when they are paid, so that it can pass 100 %.",
                      zh="预付款与前期发票的回款计入收款当期，故可能超过 100%。"),
    ),
    Kpi(
        id="bad_debt_rate", name=Label(en="Bad debt rate", zh="坏账率"), unit="ratio", formula="bad_debt / invoiced",
        definition=Label(en="Invoices written off over invoices sent.", zh="核销的发票除以开出的发票。"),
        better=-1, source="finance", cycle="year", reliability=0.95, aggregation="pooled",
    ),
    Kpi(
        id="expense_ratio", name=Label(en="Expense ratio", zh="销售费用率"), unit="ratio",
        formula="selling_cost / invoiced",
        definition=Label(en="Selling cost over revenue invoiced.", zh="销售费用除以开票收入。"),
        better=-1, source="finance", cycle="quarter", reliability=0.95, aggregation="pooled", level="team",
        requirement=("I20",),
    ),
)  # fmt: skip
