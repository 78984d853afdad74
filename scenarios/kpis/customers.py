"""KPIs of what customers think and do: satisfaction, service, renewal, loyalty."""

from scenarios.base import Label
from scenarios.kpis.record import Kpi

RATED = "Salgado & Moscoso 2019, Frontiers in Psychology 10:2281: two supervisors' ratings made for administration"

CUSTOMERS: tuple[Kpi, ...] = (
    Kpi(
        id="satisfaction", name=Label(en="Customer satisfaction", zh="客户满意度"), unit="score",
        formula="satisfaction_points / satisfaction_answers",
        definition=Label(en="Mean points (0–100) of the customers who answered.", zh="回收问卷的平均分（0–100）。"),
        source="survey", cycle="quarter", reliability=0.7, aggregation="mean weighted by n", requirement=("I07",),
        caution=Label(en="Who answers is no fair sample, and one rep has few answers: read the response rate, too.",
                      zh="回收样本未必有代表性，须与回收率同看，并注意每人样本量。"),
    ),
    Kpi(
        id="survey_response", name=Label(en="Response rate", zh="问卷回收率"), unit="ratio",
        formula="satisfaction_answers / satisfaction_asked",
        definition=Label(en="Customers who answered, of those asked.", zh="回收份数除以发放份数。"),
        better=0, source="survey", cycle="quarter", reliability=0.99, aggregation="pooled", requirement=("I07",),
    ),
    Kpi(
        id="follow_ups_kept", name=Label(en="Follow-ups on time", zh="服务跟进及时率"), unit="ratio",
        formula="follow_ups_on_time / follow_ups_promised",
        definition=Label(en="Promised follow-ups done on time.", zh="承诺的跟进中按时完成的比例。"),
        source="CRM", reliability=0.8, aggregation="pooled", requirement=("I08",),
    ),
    Kpi(
        id="complaint_rate", name=Label(en="Complaint rate", zh="投诉率"), unit="ratio",
        formula="complaints / customers_served",
        definition=Label(en="Justified complaints over customers looked after: 2 % is 2 for 100 customers.",
                         zh="有效投诉除以服务客户数：2% 即每百户两起。"),
        better=-1, source="CRM", cycle="quarter", reliability=0.8, aggregation="pooled", requirement=("I08",),
    ),
    Kpi(
        id="renewal_rate", name=Label(en="Renewal rate", zh="续签率"), unit="ratio", formula="renewals / renewals_due",
        definition=Label(en="Contracts renewed, of those up for renewal.", zh="到期合同中续签的比例。"),
        source="CRM", cycle="quarter", reliability=0.9, aggregation="pooled", requirement=("I15",),
    ),
    Kpi(
        id="churn_rate", name=Label(en="Churn rate", zh="客户流失率"), unit="ratio",
        formula="1 - renewals / renewals_due",
        definition=Label(en="What the renewal rate leaves: contracts up for renewal that were not renewed.",
                         zh="1 减续签率：到期未续的合同比例。"),
        better=-1, source="CRM", cycle="quarter", reliability=0.9, aggregation="pooled", requirement=("I15",),
    ),
    Kpi(
        id="gross_retention", name=Label(en="Gross retention", zh="毛留存率"), unit="ratio",
        formula="(opening_recurring - contraction - churned) / opening_recurring",
        definition=Label(en="What is left of the opening recurring revenue, nothing added.",
                         zh="期初经常性收入的留存比例，不含增购。"),
        source="finance", cycle="year", reliability=0.9, aggregation="pooled", requirement=("I15",),
    ),
    Kpi(
        id="net_retention", name=Label(en="Net revenue retention", zh="净收入留存率"), unit="ratio",
        formula="(opening_recurring + expansion - contraction - churned) / opening_recurring",
        definition=Label(en="The opening customers' recurring revenue now, over what it was.",
                         zh="期初客户现在的经常性收入与期初之比。"),
        source="finance", cycle="year", reliability=0.9, aggregation="pooled", requirement=("I15",),
    ),
    Kpi(
        id="relation_strength", name=Label(en="Strength of relations", zh="客户关系评分"), unit="score",
        formula="relation_points / relation_ratings",
        definition=Label(en="Mean points (0–100) that the manager gives accounts for their relation.",
                         zh="主管对客户关系评分（0–100）的平均。"),
        source="manager form", cycle="year", reliability=0.45, reliability_source=RATED,
        aggregation="mean weighted by n",
        requirement=("I15",),
    ),
    Kpi(
        id="repeat_share", name=Label(en="Repeat customers", zh="复购客户占比"), unit="ratio",
        formula="customers_again / customers_buying",
        definition=Label(en="Customers who had ordered before, of those who ordered.", zh="下单客户中曾下过单的比例。"),
        source="CRM", cycle="year", reliability=0.9, aggregation="pooled", requirement=("I17",),
    ),
    Kpi(
        id="referral_share", name=Label(en="Leads from referrals", zh="转介绍占比"), unit="ratio",
        formula="referred_leads / new_leads",
        definition=Label(en="New leads that a customer brought, of all new leads.", zh="新线索中由客户转介绍的比例。"),
        source="CRM", cycle="quarter", reliability=0.8, aggregation="pooled", requirement=("I17",),
    ),
)  # fmt: skip
