"""Levers on process, tools and time."""

from scenarios.base import Label
from scenarios.levers.record import Indicator, Lever

STEPS_BOOKED = (
    "missing_steps", "compliant_moves", "documents_checked", "documents_correct", "effective_visits", "quotes",
    "adherence", "done:", "missing:",
)  # fmt: skip
"""What writes down which steps were done, whatever they bring or cost."""
SHARE = Label(en="share", zh="比例")
A_MONTH = Label(en="hours a month", zh="小时/月")
A_LEAD = Label(en="hours a lead", zh="小时/线索")
EACH = ("checklist", "visit_note", "quote", "contract_check")


def _tool(name: str, *settings: str) -> tuple[str, ...]:
    return tuple(f"tools[{name}].{setting}" for setting in settings)


def _steps(setting: str) -> tuple[str, ...]:
    return tuple(f"funnel.process.steps[{step}].{setting}" for step in EACH)


PROCESS: tuple[Lever, ...] = (
    Lever(
        id="adherence", name=Label(en="Keeping to the process", zh="流程遵循度"),
        about=Label(en="How many of the steps people do. Each done step costs its hours and brings its lift.",
                    zh="规定步骤的执行比例。每做一步都要花工时，也带来其效果。"),
        requirement=("D01", "D08", "I09"), paths=("funnel.process.adherence",), unit=SHARE, world="working",
        dose=("funnel.process.adherence=0.95", *_steps("hours=0.5"), *_steps("lift=0.3")),
        neutral=(*_steps("hours=0"), *_steps("lift=0")), books=(*STEPS_BOOKED, "hours_admin"),
        indicator=Indicator(top=("missing_steps",), per=("visits",)), direction=-1, replications=16,
    ),
    Lever(
        id="gates", name=Label(en="Hard gates", zh="硬性关卡"),
        about=Label(en="No lead leaves a stage without its steps. They are all done, and all cost their hours.",
                    zh="步骤不齐不得进入下一阶段：全部执行，也全部耗时。"),
        requirement=("D08", "I09"), paths=("funnel.process.steps[*].gate",), unit=Label(en="choice", zh="选项"),
        world="working", dose=(*_steps("gate=hard"), *_steps("hours=0.5"), *_steps("lift=0.3")),
        neutral=(*_steps("hours=0"), *_steps("lift=0")), books=(*STEPS_BOOKED, "hours_admin"),
        indicator=Indicator(top=("compliant_moves",), per=("stage_moves",)), direction=1, replications=16,
    ),
    Lever(
        id="script", name=Label(en="Following a script", zh="统一话术"),
        about=Label(en="At full adherence everybody sells more like a middling rep: the weak gain, the strong lose.",
                    zh="完全遵循时人人趋近中等水平：弱者受益，强者受损。"),
        requirement=("D01", "D09"), paths=("funnel.process.evens_out",), unit=SHARE, world="working",
        base=("funnel.process.adherence=1", "funnel.skill_effect=3"),
        dose=("funnel.process.evens_out=1",), neutral=("funnel.process.evens_out=0",),
        indicator=Indicator(top=("entered:needs",), per=("entered:prospecting",), reps=("R6",)), direction=1,
    ),
    Lever(
        id="steps_dropped", name=Label(en="Fewer steps", zh="精简步骤"),
        about=Label(en="A step that lifts nothing only costs time: without it leads are worked sooner.",
                    zh="不带来效果的步骤只耗时；去掉后跟进更快。"),
        requirement=("D10",), paths=("funnel.process.steps[*].hours",), unit=A_LEAD, world="working",
        base=("funnel.process.adherence=1", *_steps("hours=3")), dose=_steps("hours=0"), neutral=_steps("hours=3"),
        indicator=Indicator(top=("days_to_win",), per=("won_deals",)), direction=-1, replications=48,
    ),
    Lever(
        id="planning", name=Label(en="Planning hours", zh="计划工时"),
        about=Label(en="A month that was planned is worked with leads that fit; planning takes its hours from leads.",
                    zh="有计划的月份跟进的线索更合适；计划本身占用跟进工时。"),
        requirement=("D02", "M07"), paths=("funnel.process.planning.hours",), unit=A_MONTH, world="working",
        base=("funnel.process.planning.effect=1.5",), dose=("funnel.process.planning.hours=8",),
        neutral=("funnel.process.planning.hours=0",), lag=1, replications=48,
        indicator=Indicator(top=("entered:needs",), per=("entered:prospecting",)), direction=1,
    ),
    Lever(
        id="planning_skipped", name=Label(en="Months without a plan", zh="跳过计划"),
        about=Label(en="Where nobody plans, next month's leads fit less at the second stage.",
                    zh="不做计划时，次月第二阶段的线索匹配度下降。"),
        requirement=("D02",), paths=("funnel.process.planning.skipped",), unit=Label(en="months", zh="月份"),
        world="working", base=("funnel.process.planning.hours=8", "funnel.process.planning.effect=1.5"),
        dose=("funnel.process.planning.skipped=[1, 2, 3, 4, 5]",), neutral=("funnel.process.planning.skipped=[]",),
        lag=1, replications=48,
        indicator=Indicator(top=("entered:needs",), per=("entered:prospecting",)), direction=-1,
    ),
    Lever(
        id="discovery", name=Label(en="Hours for discovery", zh="需求分析工时"),
        about=Label(en="What is found out of a customer's need tells at the proposal: fewer miss it.",
                    zh="需求了解得越充分，方案偏差越少，方案阶段转化越高。"),
        requirement=("D04",), paths=("funnel.process.discovery.hours",), unit=A_LEAD, world="working",
        base=("funnel.process.discovery.lift=0.8", "funnel.process.discovery.miss=0.5"),
        dose=("funnel.process.discovery.hours=2",), neutral=("funnel.process.discovery.hours=0",),
        indicator=Indicator(top=("entered:negotiation",), per=("entered:proposal",)), direction=1, replications=48,
    ),
    Lever(
        id="mistakes", name=Label(en="Mistakes in steps", zh="操作差错率"),
        about=Label(en="Every mistake is put right in hours that bring nothing, and the customer waits.",
                    zh="差错要返工，客户也要等待。"),
        requirement=("E05", "M09"), paths=("funnel.process.steps[*].error",), unit=SHARE, world="working",
        base=("funnel.process.adherence=1", *_steps("rework=3"), *_steps("delay=5")), dose=_steps("error=0.6"),
        neutral=_steps("error=0"), indicator=Indicator(top=("days_to_win",), per=("won_deals",)), direction=1,
    ),
    Lever(
        id="pipeline_module", name=Label(en="CRM: sales management", zh="CRM 销售管理模块"),
        about=Label(en="Reminds of steps that would be left out, as far as people use it.",
                    zh="提醒遗漏的步骤，作用随使用率而定。"),
        requirement=("E01", "E08"), paths=("tools[*].adoption",), unit=SHARE, world="working",
        base=_tool("pipeline_view", "adherence=0.8"), dose=_tool("pipeline_view", "adoption=1", "cost=200"),
        neutral=_tool("pipeline_view", "adoption=0", "cost=0"),
        indicator=Indicator(top=("missing_steps",), per=("visits",)), direction=-1, replications=16,
    ),
    Lever(
        id="analysis_module", name=Label(en="CRM: analysis", zh="CRM 数据分析模块"),
        about=Label(en="Reports are made from what is on record; the hours go to leads.",
                    zh="报表由系统生成，省下的工时用于跟进。"),
        requirement=("E06", "E08", "E16"), paths=("tools[*].reports",), unit=SHARE, world="working",
        base=_tool("analytics", "adoption=1"), dose=_tool("analytics", "reports=0.9"),
        neutral=_tool("analytics", "reports=0"), indicator=Indicator(top=("hours_reports",)), direction=-1,
        replications=16,
    ),
    Lever(
        id="quote_automation", name=Label(en="Quote automation", zh="报价自动化"),
        about=Label(en="Takes over a part of every quote's hours; what is saved goes to leads.",
                    zh="自动完成部分报价工作，省下的工时用于跟进。"),
        requirement=("E04", "E09", "E16"), paths=("tools[*].quoting",), unit=SHARE, world="working",
        base=("funnel.process.steps[quote].hours=4", *_tool("quoter", "adoption=1")),
        dose=_tool("quoter", "quoting=0.8"), neutral=_tool("quoter", "quoting=0"),
        indicator=Indicator(top=("hours_admin",), per=("quotes",)), direction=-1, replications=16,
    ),
    Lever(
        id="quote_errors", name=Label(en="Fewer mistakes in quotes", zh="报价差错控制"),
        about=Label(en="A tool that makes quotes avoids a share of their mistakes, and so of rework.",
                    zh="自动报价减少差错，从而减少返工。"),
        requirement=("E04", "E05"), paths=("tools[*].errors",), unit=SHARE, world="working",
        base=("funnel.process.steps[quote].error=0.5", "funnel.process.steps[quote].rework=2",
              *_tool("quoter", "adoption=1")),
        dose=_tool("quoter", "errors=0.9"), neutral=_tool("quoter", "errors=0"),
        indicator=Indicator(top=("hours_rework",), per=("quotes",)), direction=-1, replications=16,
    ),
    Lever(
        id="learning", name=Label(en="Learning a tool", zh="工具学习成本"),
        about=Label(en="While people come to use a tool, learning it takes hours from leads.",
                    zh="推广期学习占用跟进工时。"),
        requirement=("E01", "E16"), paths=("tools[*].learning",), unit=Label(en="hours", zh="小时"), world="working",
        base=_tool("customer_base", "adoption=1", "ramp=6"), dose=_tool("customer_base", "learning=200"),
        neutral=_tool("customer_base", "learning=0"), indicator=Indicator(top=("touches",)), direction=-1,
    ),
    Lever(
        id="meetings", name=Label(en="Fewer meetings", zh="精简会议"),
        about=Label(en="Hours of meetings that are dropped go to leads.", zh="取消的会议时间用于跟进。"),
        requirement=("M07", "E06"), paths=("time.meetings.cut",), unit=SHARE, world="working",
        dose=("time.meetings.cut=0.9",), neutral=("time.meetings.cut=0",),
        indicator=Indicator(top=("touches",)), direction=1,
    ),
    Lever(
        id="travel", name=Label(en="Less travel", zh="减少差旅"),
        about=Label(en="Calls instead of journeys, and better routes: the hours go to leads.",
                    zh="以远程沟通和路线优化减少在途时间，用于跟进。"),
        requirement=("M09",), paths=("time.travel.cut",), unit=SHARE, world="working",
        dose=("time.travel.cut=0.9",), neutral=("time.travel.cut=0",),
        indicator=Indicator(top=("touches",)), direction=1,
    ),
    Lever(
        id="paperwork", name=Label(en="Fewer reports", zh="精简报表"),
        about=Label(en="Reports that nobody reads are dropped; the hours go to leads.",
                    zh="取消无人看的报表，工时用于跟进。"),
        requirement=("M07",), paths=("time.reports.cut",), unit=SHARE, world="working",
        dose=("time.reports.cut=0.9",), neutral=("time.reports.cut=0",),
        indicator=Indicator(top=("touches",)), direction=1,
    ),
)  # fmt: skip
