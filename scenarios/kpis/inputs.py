"""The measures a formula may name: what the simulator counts, what deals tell, and what a scores file gives."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from scenarios.base import Label

InputUnit = Literal["money", "count", "hours", "days", "score", "effort"]
Origin = Literal["simulated", "deals", "scores"]


class Input(NamedTuple):
    """A number of a rep's month, summed over months and reps. Amounts in coins.

    origin: simulated (a simulated year has it, and a payroll run as far as its files tell), deals (counted from the
    deals file), scores (given by name in the scores file). section: the part of a scenario that makes a simulated year
    have it, too; empty where every year has it, or none.
    """

    id: str
    unit: InputUnit
    name: Label
    origin: Origin
    section: str = ""

    @property
    def simulated(self) -> bool:
        """Whether every simulated year has it."""
        return self.origin == "simulated"

    def made_with(self, sections: Collection[str]) -> bool:
        """Whether a simulated year with these sections has it."""
        return self.simulated or self.section in sections


_SIMULATED: tuple[tuple[str, InputUnit, str, str], ...] = (
    ("leads", "count", "Leads and opportunities that came in", "新增线索与商机"),
    ("touches", "count", "Pieces of work done on leads", "有效跟进数"),
    ("hours", "hours", "Hours of work on leads", "跟进工时"),
    ("won_deals", "count", "Deals won", "赢单数"),
    ("lost_deals", "count", "Leads that said no", "丢单数"),
    ("cold_leads", "count", "Leads gone cold", "流失线索数"),
    ("bookings", "money", "Bookings", "签约额"),
    ("gross_margin", "money", "Gross margin", "毛利"),
    ("new_customers", "count", "New customers", "新客户数"),
    ("invoiced", "money", "Invoiced", "开票额"),
    ("collected", "money", "Collected", "回款额"),
    ("prepaid", "money", "Prepaid", "预付款"),
    ("prepaid_used", "money", "Prepayments used up", "已冲抵预付款"),
    ("bad_debt", "money", "Bad debt", "坏账"),
    ("days_to_win", "days", "Working days from lead to signature, summed over deals won", "赢单周期合计（工作日）"),
    ("days_to_loss", "days", "Working days from lead to loss, summed over leads lost", "丢单周期合计（工作日）"),
    ("effort", "effort", "Effort", "努力程度"),
    ("closing_unbilled", "money", "Signed, not yet delivered at the end", "期末已签未交付"),
    ("closing_receivable", "money", "Invoiced, not yet paid at the end", "期末应收"),
    ("closing_prepaid", "money", "Prepaid, not yet delivered at the end", "期末预收"),
    ("collected_margin", "money", "Margin in the money received", "回款中的毛利"),
)

_DEALS: tuple[tuple[str, InputUnit, str, str], ...] = (
    ("units", "count", "Units sold", "销售数量"),
    ("list_value", "money", "List value of the units, where a list price is known", "目录价销售额（有目录价的单）"),
    ("discount", "money", "List value less the amount signed, of the same deals", "让利额（同上）"),
    ("new_customer_bookings", "money", "Bookings from new customers", "新客户签约额"),
)

_SCORES: tuple[tuple[str, InputUnit, str, str], ...] = (
    # Sales and money
    ("selling_cost", "money", "Selling cost: pay, travel, hospitality, promotion", "销售费用（含薪酬、差旅、推广）"),
    ("bookings_year_before", "money", "Bookings of the same months a year before", "上年同期签约额"),
    ("bookings_period_before", "money", "Bookings of the period before", "上期签约额"),
    ("bookings_in_season", "money", "Bookings of the period before, moved by season", "按季节系数折算的上期签约额"),
    # Leads and visits
    ("cohort_leads", "count", "Leads of the cohort: came in during the period", "本期新增线索（同期群）"),
    ("cohort_closed", "count", "Leads of the cohort decided by now", "同期群中已结的线索"),
    ("cohort_won", "count", "Leads of the cohort won by now", "同期群中已赢的线索"),
    ("reactivations", "count", "Customers who ordered again after the agreed pause", "重新激活的客户数"),
    ("visits", "count", "Visits on record", "拜访次数"),
    ("effective_visits", "count", "Visits after which a stage or a known need advanced", "有效拜访次数"),
    ("answers_due", "count", "Enquiries to be answered", "应回复的咨询"),
    ("answers_in_time", "count", "Enquiries answered within the agreed time", "按时回复的咨询"),
    ("answers_given", "count", "Enquiries answered", "已回复的咨询"),
    ("answer_hours", "hours", "Hours from enquiry to answer, summed over answers", "回复时长合计（小时）"),
    # Customers
    ("satisfaction_points", "score", "Points of satisfaction (0–100), summed over answers", "满意度得分合计"),
    ("satisfaction_answers", "count", "Customers who answered the survey", "问卷回收数"),
    ("satisfaction_asked", "count", "Customers asked", "问卷发放数"),
    ("follow_ups_promised", "count", "Follow-ups promised to customers", "承诺的跟进"),
    ("follow_ups_on_time", "count", "Promised follow-ups done on time", "按时完成的跟进"),
    ("complaints", "count", "Complaints found justified", "有效投诉数"),
    ("customers_served", "count", "Customers looked after", "服务客户数"),
    ("renewals_due", "count", "Contracts up for renewal", "到期合同数"),
    ("renewals", "count", "Contracts renewed, of those up for renewal", "其中已续签"),
    ("opening_recurring", "money", "Recurring revenue of today's customers as the period opened", "期初经常性收入"),
    ("expansion", "money", "What those customers buy more", "老客户增购"),
    ("contraction", "money", "What those customers buy less", "老客户减购"),
    ("churned", "money", "Recurring revenue of customers who left", "流失客户的经常性收入"),
    ("relation_points", "score", "Points for relations (0–100), summed over accounts rated", "客户关系评分合计"),
    ("relation_ratings", "count", "Accounts rated", "参评客户数"),
    ("customers_buying", "count", "Customers who ordered", "下单客户数"),
    ("customers_again", "count", "Customers who had ordered before", "其中复购客户"),
    ("new_leads", "count", "New leads, all sources", "新线索数（全部来源）"),
    ("referred_leads", "count", "New leads that a customer brought", "转介绍线索数"),
    # Rules, knowledge, colleagues
    ("stage_moves", "count", "Stage moves checked", "抽查的阶段推进"),
    ("compliant_moves", "count", "Stage moves with all steps done", "其中步骤齐全"),
    ("documents_checked", "count", "Documents checked", "抽查的文件"),
    ("documents_correct", "count", "Documents complete and correct", "其中完整无误"),
    ("violations", "count", "Red-line violations confirmed", "确认的红线违规"),
    ("test_questions", "count", "Questions asked in tests", "考试题数"),
    ("test_right", "count", "Questions answered rightly", "答对题数"),
    ("tests_taken", "count", "Tests taken", "参加考试次数"),
    ("tests_passed", "count", "Tests passed", "通过考试次数"),
    ("help_accepted", "count", "Times a colleague confirmed having been helped", "同事确认的协助次数"),
    ("cases_accepted", "count", "Cases shared and found useful by a colleague", "同事认可的案例分享"),
    ("talks_held", "count", "Feedback talks on record", "反馈面谈次数"),
    ("talks_with_action", "count", "Feedback talks that led to an agreed action", "其中形成行动项"),
    ("reviews_due", "count", "Reviews due", "应做复盘"),
    ("reviews_done", "count", "Reviews held", "已做复盘"),
    ("actions_agreed", "count", "Actions agreed in reviews", "复盘行动项"),
    ("actions_done", "count", "Actions closed", "已关闭行动项"),
    ("trainings_due", "count", "Trainings assigned", "应完成培训"),
    ("trainings_done", "count", "Trainings completed", "已完成培训"),
    ("trainings_with_gain", "count", "Trainings completed after which the test was better", "其中考试有提升"),
    ("points_before", "score", "Test points before training, summed over those tested twice", "培训前得分合计"),
    ("points_after", "score", "Test points after training, of the same", "培训后得分合计"),
    ("tested_twice", "count", "Trainings with a test before and after", "有前后测的培训"),
)  # fmt: skip


_MADE_WITH: dict[str, tuple[str, ...]] = {
    "funnel.response": ("answers_due", "answers_given", "answers_in_time", "answer_hours"),
    "funnel.negotiation": ("list_value", "discount"),
    "authority": ("violations",),
    "funnel.process": (
        "stage_moves",
        "compliant_moves",
        "documents_checked",
        "documents_correct",
        "visits",
        "effective_visits",
    ),
    "customers.life": (
        "reactivations", "satisfaction_points", "satisfaction_answers", "satisfaction_asked", "follow_ups_promised",
        "follow_ups_on_time", "complaints", "customers_served", "renewals_due", "renewals", "relation_points",
        "relation_ratings", "customers_buying", "customers_again", "referred_leads",
    ),
    "training": ("trainings_due", "trainings_done", "help_accepted"),
}  # fmt: skip
"""Sections of a scenario and the measures that a simulated year has with them."""
SECTIONS: tuple[str, ...] = tuple(_MADE_WITH)


def _inputs() -> dict[str, Input]:
    rows: tuple[tuple[Origin, tuple[tuple[str, InputUnit, str, str], ...]], ...] = (
        ("simulated", _SIMULATED),
        ("deals", _DEALS),
        ("scores", _SCORES),
    )
    section = {name: section for section, names in _MADE_WITH.items() for name in names}
    return {
        name: Input(name, unit, Label(en=en, zh=zh), origin, section.get(name, ""))
        for origin, part in rows
        for name, unit, en, zh in part
    }


_INPUTS: Mapping[str, Input] = MappingProxyType(_inputs())


def known_measures() -> Mapping[str, Input]:
    """Every measure that a formula may name, by name."""
    return _INPUTS
