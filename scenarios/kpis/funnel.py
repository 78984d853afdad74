"""KPIs of how deals come about: win rates, conversion, visits, answering in time."""

from decimal import Decimal

from scenarios.base import Label
from scenarios.kpis.benchmark import Benchmark
from scenarios.kpis.record import Kpi

FUNNEL: tuple[Kpi, ...] = (
    Kpi(
        id="win_rate", name=Label(en="Win rate", zh="赢单率"), unit="ratio",
        formula="won_deals / (won_deals + lost_deals + cold_leads)",
        definition=Label(en="Of the leads closed in the period, those won; gone cold counts as lost.",
                         zh="本期关闭的线索（不论何时新增）中赢单的比例；流失计为丢单。"),
        source="CRM", cycle="quarter", reliability=0.7, aggregation="pooled", requirement=("I04",),
        caution=Label(en="Losses are often recorded late or never, which flatters it.",
                      zh="丢单常迟录或不录，会使其偏高。"),
    ),
    Kpi(
        id="win_rate_cohort", name=Label(en="Win rate of a cohort", zh="赢单率（同期群）"), unit="ratio",
        formula="cohort_won / cohort_closed",
        definition=Label(en="Of the leads that came in during the period and are decided by now, those won.",
                         zh="本期新增且已有结果的线索中赢单的比例。"),
        source="CRM", cycle="quarter", reliability=0.7, aggregation="pooled", requirement=("I04",),
        caution=Label(en="Open leads are left out. Where wins take longer than losses, a young cohort reads low.",
                      zh="未结线索不计。若赢单比丢单慢，较新的同期群会偏低。"),
    ),
    Kpi(
        id="new_opportunities", name=Label(en="New opportunities", zh="新增商机数"), unit="count", formula="leads",
        definition=Label(en="Leads and opportunities that came in.", zh="新增的线索与商机数。"),
        source="CRM", reliability=0.9, requirement=("I11",),
    ),
    Kpi(
        id="lead_conversion", name=Label(en="Lead conversion", zh="线索转化率"), unit="ratio",
        formula="won_deals / leads",
        definition=Label(en="Deals won in the period over leads that came in during the period.",
                         zh="本期赢单数除以本期新增线索数。"),
        source="CRM", cycle="quarter", reliability=0.7, aggregation="pooled", requirement=("I05",),
        caution=Label(en="Wins belong to leads of earlier periods: it moves when the number of leads does.",
                      zh="赢单多来自前期线索，线索量变动时该比率随之变动。"),
        benchmark=Benchmark(target=Decimal("0.048"), kind="external",
                            source="MarketingSherpa 2009, over 1,000 B2B companies, as quoted by others: "
                                   "40 % × 40 % × 30 % from enquiry to sale"),
    ),
    Kpi(
        id="lead_conversion_cohort", name=Label(en="Lead conversion of a cohort", zh="线索转化率（同期群）"),
        unit="ratio", formula="cohort_won / cohort_leads",
        definition=Label(en="Of the leads that came in during the period, those won by now.",
                         zh="本期新增线索中至今已赢的比例。"),
        source="CRM", cycle="quarter", reliability=0.7, aggregation="pooled", requirement=("I05",),
        caution=Label(en="Censored: leads still open count below and not above, so a young cohort reads low. "
                         "Say its age, or wait until most are decided.",
                      zh="存在删失：未结线索只计入分母，较新的同期群会偏低；请注明账龄，或待大多已结后再看。"),
    ),
    Kpi(
        id="touches", name=Label(en="Touches", zh="有效跟进数"), unit="count", formula="touches",
        definition=Label(en="Pieces of work a rep did on a lead: a visit, a proposal, a negotiation.",
                         zh="对线索所做的工作次数：拜访、方案、谈判。"),
        source="CRM", reliability=0.7, requirement=("I11",),
        caution=Label(en="What is counted is easily padded.", zh="计数类指标容易注水。"),
    ),
    Kpi(
        id="effective_visits", name=Label(en="Effective visits", zh="有效拜访数"), unit="count",
        formula="effective_visits",
        definition=Label(en="Visits on record after which a stage or a known need advanced.",
                         zh="有记录、且推进了阶段或需求信息的拜访。"),
        source="CRM", reliability=0.8, requirement=("I11",),
    ),
    Kpi(
        id="effective_visit_share", name=Label(en="Share of visits that were effective", zh="有效拜访率"), unit="ratio",
        formula="effective_visits / visits",
        definition=Label(en="Effective visits among all visits on record.", zh="有效拜访占全部拜访的比例。"),
        source="CRM", reliability=0.7, aggregation="pooled", requirement=("I11",),
    ),
    Kpi(
        id="answered_in_time", name=Label(en="Answered in time", zh="按时回复率"), unit="ratio",
        formula="answers_in_time / answers_due",
        definition=Label(en="Enquiries answered within the agreed time.", zh="在约定时间内回复的咨询占比。"),
        source="CRM", cycle="week", reliability=0.9, aggregation="pooled", requirement=("I12",),
    ),
    Kpi(
        id="response_time", name=Label(en="Response time", zh="平均回复时长"), unit="hours",
        formula="answer_hours / answers_given",
        definition=Label(en="Mean hours from enquiry to answer, of the answers given.",
                         zh="从咨询到回复的平均小时数，只计已回复。"),
        better=-1, source="CRM", cycle="week", reliability=0.9, aggregation="mean weighted by n", requirement=("I12",),
        caution=Label(en="Enquiries never answered do not show: read it beside the share answered in time.",
                      zh="从未回复的咨询不计入，须与按时回复率同看。"),
    ),
    Kpi(
        id="gone_cold_share", name=Label(en="Leads gone cold", zh="线索流失率"), unit="ratio",
        formula="cold_leads / leads",
        definition=Label(en="Leads gone cold waiting for the rep, over leads that came in.",
                         zh="因等待跟进而流失的线索除以新增线索。"),
        better=-1, source="CRM", cycle="quarter", reliability=0.8, aggregation="pooled", requirement=("I12",),
    ),
    Kpi(
        id="sales_cycle", name=Label(en="Sales cycle", zh="赢单周期"), unit="days", formula="days_to_win / won_deals",
        definition=Label(en="Mean working days from lead to signature, of the deals won.",
                         zh="赢单从线索到签约的平均工作日。"),
        better=-1, source="CRM", cycle="quarter", reliability=0.8, aggregation="mean weighted by n",
        caution=Label(en="Deals still open do not count: in a growing pipeline it reads short.",
                      zh="未结商机不计，商机增长时会偏短。"),
    ),
    Kpi(
        id="hours_per_win", name=Label(en="Hours per deal won", zh="单均投入工时"), unit="hours",
        formula="hours / won_deals",
        definition=Label(en="Hours of work on leads, lost ones included, over deals won.",
                         zh="全部跟进工时（含丢单）除以赢单数。"),
        better=-1, source="CRM", cycle="quarter", reliability=0.7, aggregation="pooled",
    ),
    Kpi(
        id="bookings_per_hour", name=Label(en="Bookings per hour of work", zh="每工时签约额"), unit="money",
        formula="bookings / hours",
        definition=Label(en="Value of the contracts signed over the hours of work on leads (人效).",
                         zh="签约额除以跟进工时。"),
        source="CRM", cycle="quarter", reliability=0.6, aggregation="pooled", requirement=("D14",),
        caution=Label(en="Hours of work on leads only: whoever has more meetings is not worse for it here.",
                      zh="只计跟进工时，不含会议、差旅等。"),
    ),
    Kpi(
        id="margin_per_hour", name=Label(en="Gross margin per hour of work", zh="每工时毛利"), unit="money",
        formula="gross_margin / hours",
        definition=Label(en="Gross margin of the contracts signed over the hours of work on leads.",
                         zh="毛利除以跟进工时。"),
        source="CRM", cycle="quarter", reliability=0.6, aggregation="pooled", requirement=("D14",),
    ),
)  # fmt: skip
