"""KPIs of what was sold: amounts, deals, units, new and existing customers, growth."""

from scenarios.base import Label
from scenarios.kpis.record import Kpi

SALES: tuple[Kpi, ...] = (
    Kpi(
        id="bookings", name=Label(en="Bookings", zh="签约额"), unit="money", formula="bookings",
        definition=Label(en="Value of the contracts signed.", zh="已签合同的金额。"),
        source="CRM", reliability=0.95, requirement=("I01", "I02"),
    ),
    Kpi(
        id="gross_margin", name=Label(en="Gross margin", zh="毛利"), unit="money", formula="gross_margin",
        definition=Label(en="Value of the contracts signed less what the goods cost.", zh="已签合同金额减去商品成本。"),
        source="finance", reliability=0.95,
    ),
    Kpi(
        id="won_deals", name=Label(en="Deals won", zh="赢单数"), unit="count", formula="won_deals",
        definition=Label(en="Contracts signed.", zh="签下的合同数。"),
        source="CRM", reliability=0.95,
    ),
    Kpi(
        id="units", name=Label(en="Units sold", zh="销售数量"), unit="count", formula="units",
        definition=Label(en="Units in the contracts signed.", zh="已签合同中的商品数量。"),
        source="ERP", reliability=0.99, requirement=("I03",),
    ),
    Kpi(
        id="average_price", name=Label(en="Average price", zh="平均单价"), unit="money", formula="bookings / units",
        definition=Label(en="Bookings over units: times units it is bookings again.",
                         zh="签约额除以数量；乘以数量即为签约额。"),
        better=0, source="ERP", cycle="quarter", reliability=0.99, aggregation="pooled", requirement=("I03",),
    ),
    Kpi(
        id="discount_rate", name=Label(en="Discount rate", zh="折让率"), unit="ratio", formula="discount / list_value",
        definition=Label(en="What was taken off list prices, of deals whose list price is known.",
                         zh="低于目录价的部分占比，只计有目录价的单。"),
        better=-1, source="ERP", cycle="quarter", reliability=0.95, aggregation="pooled", requirement=("I03",),
    ),
    Kpi(
        id="new_customers", name=Label(en="New customers", zh="新客户数"), unit="count", formula="new_customers",
        definition=Label(en="Contracts signed with customers who had none before.",
                         zh="与此前从未签约的客户签下的合同数。"),
        source="CRM", reliability=0.9, requirement=("I06",),
    ),
    Kpi(
        id="new_customer_share", name=Label(en="New customers' share", zh="新客户占比"), unit="ratio",
        formula="new_customers / won_deals",
        definition=Label(en="Contracts with new customers among all contracts signed.",
                         zh="新客户合同占全部合同的比例。"),
        better=0, source="CRM", cycle="quarter", reliability=0.9, aggregation="pooled", requirement=("I06",),
    ),
    Kpi(
        id="new_business", name=Label(en="New business", zh="新客户签约额"), unit="money",
        formula="new_customer_bookings",
        definition=Label(en="Bookings from customers who had none before.", zh="来自新客户的签约额。"),
        source="CRM", reliability=0.9, requirement=("I06",),
    ),
    Kpi(
        id="existing_business", name=Label(en="Existing business", zh="老客户签约额"), unit="money",
        formula="bookings - new_customer_bookings",
        definition=Label(en="Bookings from customers who had bought before.", zh="来自老客户的签约额。"),
        source="CRM", reliability=0.9, requirement=("I06",),
    ),
    Kpi(
        id="reactivated_customers", name=Label(en="Customers won back", zh="重新激活客户数"), unit="count",
        formula="reactivations",
        definition=Label(en="Customers who order again after a pause; the plan says how many months make a pause.",
                         zh="停购满约定月数后再次下单的客户数，月数由方案约定。"),
        source="CRM", cycle="quarter", reliability=0.9, requirement=("I06",),
        caution=Label(en="They are not new customers: count a customer as one or the other.",
                      zh="不算新客户：同一客户只能计入其一。"),
    ),
    Kpi(
        id="growth_on_year", name=Label(en="Growth on the year before", zh="同比增长率"), unit="ratio",
        formula="bookings / bookings_year_before - 1",
        definition=Label(en="Bookings against the same months a year before.", zh="签约额与上年同期相比。"),
        source="CRM", cycle="quarter", reliability=0.7, aggregation="pooled", requirement=("I16",),
        caution=Label(en="Luck of both years goes into it; a small base makes it jump.",
                      zh="含两年的偶然因素；基数小则波动大。"),
    ),
    Kpi(
        id="growth_on_period", name=Label(en="Growth on the period before", zh="环比增长率"), unit="ratio",
        formula="bookings / bookings_period_before - 1",
        definition=Label(en="Bookings against the period before, the season included.",
                         zh="签约额与上期相比，含季节因素。"),
        better=0, source="CRM", reliability=0.5, aggregation="pooled", requirement=("I16",),
        caution=Label(en="Season shows as growth; pay for nothing by it.", zh="季节会表现为增长，不宜据此发薪。"),
    ),
    Kpi(
        id="trend", name=Label(en="Trend, season taken out", zh="季调后趋势"), unit="ratio",
        formula="bookings / bookings_in_season - 1",
        definition=Label(en="Bookings against what the period before and the usual season let expect.",
                         zh="签约额与按上期及季节系数推算的水平相比。"),
        source="CRM", cycle="quarter", reliability=0.5, aggregation="pooled", requirement=("I16",),
    ),
)  # fmt: skip
