"""Titles, heads and sentences of what a year of the sales world shows, in both languages."""

from results.section import CellUnit, Column
from scenarios.base import Label

TITLES: dict[str, Label] = {
    "ages": Label(en="How long open leads have been at their stage", zh="在跟线索的停留时间（按阶段）"),
    "conversion": Label(en="Conversion by age", zh="按线索年龄的转化率"),
    "reasons": Label(en="Why leads are lost", zh="丢单原因"),
    "hours": Label(en="Where the hours go", zh="工时去向"),
    "waste": Label(en="Hours lost", zh="损耗工时"),
    "efficiency": Label(en="What an hour of work on leads and a head bring", zh="人效与时效"),
    "authority": Label(en="Approvals, authority and answers", zh="审批、权限与响应"),
    "training": Label(en="Training", zh="培训"),
    "skills": Label(en="Skills over the year", zh="技能变化"),
    "customers": Label(en="Customers, from the first day to the last", zh="客户增减"),
    "satisfaction": Label(en="Satisfaction and retention", zh="满意度与留存"),
    "experience": Label(en="The customers' experience, by touchpoint", zh="客户体验（按接触点）"),
    "receivables": Label(en="Receivables and bad debt", zh="应收与坏账"),
    "channels": Label(en="Channels", zh="渠道"),
    "trials": Label(en="Channels on trial", zh="试点渠道"),
    "share": Label(en="Share of the market", zh="市场份额"),
    "rivals": Label(en="Competitors", zh="竞争对手"),
    "outlook": Label(en="Outlook by segment", zh="细分市场前景"),
    "timing": Label(en="Orders moved over a month's end", zh="跨月调整签单"),
    "process": Label(en="The process, kept and missed", zh="流程执行"),
    "steps": Label(en="Steps of the process", zh="流程步骤"),
    "tools": Label(en="Tools", zh="工具"),
    "costs": Label(en="What selling costs", zh="销售费用"),
}
HEADS: dict[str, Label] = {
    "what": Label(en="What", zh="项目"),
    "value": Label(en="A year", zh="全年"),
    "stage": Label(en="Stage", zh="阶段"),
    "open": Label(en="Open", zh="在跟"),
    "days": Label(en="Days there", zh="停留（工作日）"),
    "reason": Label(en="Reason", zh="原因"),
    "count": Label(en="Leads", zh="线索"),
    "share": Label(en="Share", zh="占比"),
    "activity": Label(en="Activity", zh="活动"),
    "hours": Label(en="Hours", zh="小时"),
    "skill": Label(en="Skill", zh="技能"),
    "segment": Label(en="Segment", zh="客群"),
    "opening": Label(en="First day", zh="期初"),
    "won": Label(en="Won", zh="新增"),
    "back": Label(en="Back", zh="回流"),
    "lost": Label(en="Lost", zh="流失"),
    "closing": Label(en="Last day", zh="期末"),
    "channel": Label(en="Channel", zh="渠道"),
    "signed": Label(en="Signed", zh="签约数"),
    "win_rate": Label(en="Won of those closed", zh="赢单率"),
    "bookings": Label(en="Bookings", zh="签约额"),
    "margin": Label(en="Gross margin", zh="毛利"),
    "cost": Label(en="Cost", zh="费用"),
    "per_lead": Label(en="Cost a lead", zh="单条费用"),
    "left": Label(en="Margin less cost", zh="毛利减费用"),
    "adopted": Label(en="Adopted", zh="采用"),
    "dropped": Label(en="Dropped", zh="放弃"),
    "worth": Label(en="A lead is taken to bring", zh="单条估值"),
    "ours": Label(en="Ours", zh="我方"),
    "theirs": Label(en="Competitors'", zh="对手"),
    "our_share": Label(en="Our share", zh="我方份额"),
    "first_quarter": Label(en="First quarter", zh="首季"),
    "last_quarter": Label(en="Last quarter", zh="末季"),
    "rival": Label(en="Competitor", zh="对手"),
    "lost_to": Label(en="Leads lost to it", zh="输给对手"),
    "strength": Label(en="Strength", zh="强度"),
    "estimated": Label(en="As estimated", zh="估计值"),
    "uncertain": Label(en="Uncertain by", zh="不确定度"),
    "growth": Label(en="Growth a year", zh="年增长"),
    "competition": Label(en="Competition", zh="竞争强度"),
    "opportunity": Label(en="Opportunity", zh="机会得分"),
    "step": Label(en="Step", zh="步骤"),
    "done": Label(en="Done", zh="完成"),
    "missing": Label(en="Left out", zh="遗漏"),
    "tool": Label(en="Tool", zh="工具"),
    "touchpoint": Label(en="Touchpoint", zh="接触点"),
    "score": Label(en="Score (-100 to 100)", zh="得分（-100 至 100）"),
    "won_share": Label(en="Won", zh="成交"),
    "who": Label(en="Who", zh="对象"),
    "heads": Label(en="Heads", zh="人数"),
    "bookings_hour": Label(en="Bookings an hour", zh="每小时签约额"),
    "margin_hour": Label(en="Margin an hour", zh="每小时毛利"),
    "bookings_head": Label(en="Bookings a head", zh="人均签约额"),
    "margin_head": Label(en="Margin a head", zh="人均毛利"),
    "amount": Label(en="Amount", zh="金额"),
    "of_bookings": Label(en="Of bookings", zh="占签约额"),
}
WHAT: dict[str, Label] = {
    # Age
    "within": Label(en="Within {days} working days", zh="{days} 个工作日内"),
    "as_it_reads": Label(en="Of all that came in, as it reads at the year's end", zh="年末账面值（占全部进线）"),
    # Reasons
    "competitor": Label(en="A competitor", zh="竞争对手"),
    "price": Label(en="Price", zh="价格"),
    "misfit": Label(en="Not what they need", zh="需求不符"),
    "timing": Label(en="No budget, not now", zh="时机或预算"),
    "slow": Label(en="Nobody answered in time", zh="响应过慢"),
    "all": Label(en="Together", zh="合计"),
    # Hours
    "company": Label(en="The company", zh="公司"),
    "hours": Label(en="Work on leads, at ordinary effort", zh="线索跟进（平常努力）"),
    "useful": Label(en="Useful hours", zh="有效工时"),
    # Authority and answers
    "approvals": Label(en="Approvals", zh="审批"),
    "approval_wait": Label(en="Days of waiting for one", zh="审批等待（工作日）"),
    "countersigns": Label(en="Countersigned contracts", zh="会签合同"),
    "countersign_wait": Label(en="Days of waiting for one", zh="会签等待（工作日）"),
    "violations": Label(en="Limits overstepped", zh="越权"),
    "leakage": Label(en="What that cost", zh="越权损失"),
    "pulled_orders": Label(en="Orders signed early", zh="提前签单"),
    "early_discounts": Label(en="Given for it", zh="提前签单让利"),
    "held_orders": Label(en="Orders held back", zh="压单"),
    "discount_rate": Label(en="Discount, of list value", zh="折扣率（目录价）"),
    "answers_in_time": Label(en="First answers in time", zh="按时首次响应"),
    "answer_hours": Label(en="Hours to the first answer", zh="首次响应（小时）"),
    "unanswered": Label(en="Never answered", zh="未响应"),
    "handovers": Label(en="Leads handed on by duty", zh="按职责移交"),
    "exchanges": Label(en="Leads given to a better suited colleague", zh="转给更合适同事"),
    "joint_deals": Label(en="Contracts with a specialist", zh="售前协同成交"),
    "duplicates": Label(en="Leads worked twice", zh="撞单线索"),
    "unowned_leads": Label(en="Leads that lay about", zh="无主线索"),
    "returned": Label(en="Leads given back to be worked anew", zh="退回线索池"),
    # Training
    "trainings_done": Label(en="Trainings completed", zh="完成培训"),
    "done_share": Label(en="Of those assigned", zh="完成率"),
    "gain_share": Label(en="With a better test after", zh="考试有提升"),
    "points_gained": Label(en="Points gained in the test", zh="考试提升（分）"),
    "right_share": Label(en="Questions answered rightly", zh="答题正确率"),
    "passed_share": Label(en="Tests passed", zh="考试通过率"),
    "cases_accepted": Label(en="Cases told with gain", zh="有效案例分享"),
    "help_accepted": Label(en="Times a colleague was helped", zh="有效协助"),
    "promotions": Label(en="Promotions", zh="晋升"),
    # Customers
    "satisfaction": Label(en="Satisfaction (0–100), true", zh="真实满意度（0–100）"),
    "surveyed": Label(en="Satisfaction (0–100), as surveyed", zh="问卷满意度（0–100）"),
    "survey_margin": Label(en="Its margin of error, 95 %", zh="误差范围（95%）"),
    "response": Label(en="Of those asked, answered", zh="问卷回收率"),
    "loyalty": Label(en="Loyalty (0–100)", zh="忠诚度（0–100）"),
    "relation": Label(en="Relation (0–100)", zh="客户关系（0–100）"),
    "renewal": Label(en="Renewed of those due", zh="续签率"),
    "repeat": Label(en="Of customers who signed, had signed before", zh="复购占比"),
    "coverage": Label(en="Customers cared for in a month", zh="月维护覆盖率"),
    "follow_ups": Label(en="Promised follow-ups on time", zh="按时跟进率"),
    "complaints": Label(en="Complaints", zh="投诉"),
    "complaints_100": Label(en="Complaints a year, of 100 customers", zh="百客户年投诉"),
    "recovery_days": Label(en="Days to settle one", zh="投诉处理（工作日）"),
    "refunds": Label(en="Refunds", zh="退款"),
    "repeat_leads": Label(en="Leads of their own", zh="自有需求线索"),
    "referred_leads": Label(en="Leads they brought", zh="转介绍线索"),
    "cross_sell_leads": Label(en="Leads from what they mentioned", zh="交叉销售线索"),
    "win_back_leads": Label(en="Leads of customers lost before", zh="召回线索"),
    "customers_handed_over": Label(en="Customers handed over", zh="移交客户"),
    "deals_lost": Label(en="Open deals lost when a rep left, of those handed over", zh="离职移交中丢失的商机占比"),
    "experience_response": Label(en="Response", zh="响应"),
    "experience_accuracy": Label(en="Accuracy", zh="准确"),
    "experience_friction": Label(en="Friction", zh="便捷"),
    "experience_after_sales": Label(en="After-sales", zh="售后"),
    "experience_points": Label(en="The index", zh="综合指数"),
    # Money
    "owed_opening": Label(en="Owed on the first day", zh="期初应收"),
    "invoiced": Label(en="Invoiced", zh="开票额"),
    "prepaid_used": Label(en="Of it prepaid before", zh="其中已预付"),
    "paid": Label(en="Paid after delivery", zh="交付后回款"),
    "bad_debt": Label(en="Written off", zh="坏账核销"),
    "owed_closing": Label(en="Owed on the last day", zh="期末应收"),
    "bad_rate": Label(en="Written off, of what was invoiced", zh="坏账率（占开票额）"),
    "days_owed": Label(en="Days of invoicing still owed", zh="应收周转（工作日）"),
    # Process
    "compliant": Label(en="Moves with all steps done", zh="步骤齐全的推进"),
    "missing_steps": Label(en="Steps left out", zh="遗漏步骤"),
    "correct": Label(en="Documents without a mistake", zh="无误文件"),
    "errors": Label(en="Mistakes", zh="差错"),
    "misproposals": Label(en="Proposals that missed the need", zh="偏离需求的方案"),
    "quotes": Label(en="Quotes", zh="报价"),
    "effective": Label(en="Visits that moved something", zh="有效拜访"),
    "adherence": Label(en="Adherence at the end", zh="期末执行率"),
    # Costs
    "pay": Label(en="Pay", zh="薪酬"),
    "training_cost": Label(en="Training", zh="培训"),
    "promotion_cost": Label(en="Promotions", zh="晋升"),
    "tool_cost": Label(en="Tools", zh="工具"),
    "market_cost": Label(en="Channels and the market", zh="渠道与市场"),
    "survey_cost": Label(en="Surveys", zh="问卷"),
    "experience_cost": Label(en="The customers' experience", zh="客户体验"),
    "selling_cost": Label(en="Selling cost", zh="销售费用合计"),
}
TOPICS: dict[str, Label] = {
    "prospecting": Label(en="Prospecting", zh="客户开发"),
    "discovery": Label(en="Discovery", zh="需求挖掘"),
    "product": Label(en="Product", zh="产品知识"),
    "negotiation": Label(en="Negotiation", zh="谈判"),
    "relationship": Label(en="Relationship", zh="客户关系"),
    "process": Label(en="Process", zh="流程"),
}
NOTES: dict[str, Label] = {
    "ages": Label(
        en="On the last day of {years} of the simulated years: leads open, and of those the shares by working days "
        "since they came to the stage; what was open as the year began counts from its first day.",
        zh="取其中 {years} 个模拟年份的最后一天：在跟线索数，以及按到达该阶段后的工作日分布；年初在跟者自首日计。",
    ),
    "conversion": Label(
        en="Leads that came in during {years} of the simulated years. Open ones count as long as they were seen "
        "(Aalen–Johansen); the plain share counts them as not won, so that it reads low.",
        zh="{years} 个模拟年份内的进线。未结线索按已观察时长计入（Aalen–Johansen）；账面值把未结视为未成交，因而偏低。",
    ),
    "reasons": Label(en="Reasons sum to all leads lost or gone cold.", zh="各原因之和等于全部丢单与流失。"),
    "timing": Label(
        en="Where the plan made it pay: before the discount; held back into the next month.",
        zh="因方案使其合算而调整：提前签单按让利前计；压单计入次月。",
    ),
    "hours": Label(
        en="Of all paid hours of the days on which somebody was there; shares sum to 1 for every rep and month.",
        zh="占在岗日全部有薪工时；每人每月各项之和为 1。",
    ),
    "hours_counted": Label(
        en="Without a section `time` only what is counted; travel, meetings and idle hours are not known.",
        zh="未设 time 部分时仅列已计工时；差旅、会议与空闲不在其内。",
    ),
    "skills": Label(en="Mean of everybody's skill, 0 to 1, at the end of the month.", zh="期末全员平均技能（0–1）。"),
    "bridge": Label(en="First day + won + back − lost = last day, in every simulated year.",
                    zh="期初 + 新增 + 回流 − 流失 = 期末，每个模拟年份均成立。"),
    "share": Label(en="Ours and theirs sum to the whole market.", zh="我方与对手之和为全部市场。"),
    "outlook": Label(
        en="Opportunity is growth less competition (log-odds that competitors take at the year's end); it ranks "
        "segments and is no forecast.",
        zh="机会得分 = 年增长 − 竞争强度（年末对手占去的对数几率），仅供排序，并非预测。",
    ),
    "trials": Label(en="Share of years in which the channel was adopted or dropped by the year's end.",
                    zh="年末已采用或已放弃的年份占比。"),
    "costs": Label(en="Pay by the plan and what each part of the sales world costs beside it.",
                   zh="方案薪酬及销售世界各部分的费用。"),
}  # fmt: skip


def columns(*wanted: str | tuple[str, CellUnit]) -> tuple[Column, ...]:
    """Columns by key, texts where no unit is named."""
    named: list[tuple[str, CellUnit]] = [(each, "text") if isinstance(each, str) else each for each in wanted]
    return tuple(Column(key, HEADS[key], unit) for key, unit in named)


def quarter_ends(months: int) -> list[int]:
    """Places of the months that end a quarter, and of the last one."""
    return sorted({*range(2, months, 3), months - 1})


def month_columns(ends: list[int], unit: CellUnit) -> tuple[Column, ...]:
    """A column for the end of each of some months, counted from 0."""
    return tuple(Column(f"month_{end + 1}", Label(en=f"Month {end + 1}", zh=f"第 {end + 1} 月"), unit) for end in ends)
