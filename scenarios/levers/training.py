"""Levers on what people can do: courses, their cadence and aim, coaching, cases, help, tests, promotion."""

from scenarios.base import Label
from scenarios.levers.record import Indicator, Lever, Texts

HOURS = Label(en="hours a person", zh="小时/人")
A_MONTH = Label(en="hours a month", zh="小时/月")
BOOKS: Texts = ("hours_training", "trainings_due", "trainings_done")
OFF: Texts = ("training.gain=0", "training.own_time=1")
"""A course that teaches nothing and takes none of the hours for leads."""
WEIGHT: Texts = ("funnel.skill_effect=3",)
EXPECTED = "training.norms=[{level: senior, skills: {product: 0.8}}, {level: junior, skills: {product: 0.8}}]"


def _course(topic: str, more: str = "") -> Texts:
    """A world with one course of no hours yet, in the first month."""
    course = f"{{id: class, name: {{en: Class, zh: 培训}}, {topic}, hours: 0, months: [1]{more}}}"
    return *WEIGHT, f"training={{gain: 0.02, lag: 0, forgetting: 0, knowledge_effect: 3, courses: [{course}]}}"


def _taught(
    id: str, name: Label, about: Label, teaches: str, indicator: Indicator, requirement: Texts, lag: int = 1
) -> Lever:
    """Hours of a course on one skill."""
    return Lever(
        id=id, name=name, about=about, requirement=requirement, paths=("training.courses[*].hours",), unit=HOURS,
        base=_course(teaches), dose=("training.courses[class].hours=60",), neutral=OFF, books=BOOKS,
        indicator=indicator, direction=1, lag=lag, replications=96,
    )  # fmt: skip


TRAINING: tuple[Lever, ...] = (
    _taught(
        "product_training", Label(en="Product training", zh="产品知识培训"),
        Label(en="Hours in which people learn features, advantages and use of the product: more proposals go on.",
              zh="培训产品特点、优势和使用方法的课时：方案通过率上升。"),
        "topic: product", Indicator(top=("entered:negotiation",), per=("entered:proposal",)), ("F01", "D05"),
    ),
    _taught(
        "negotiation_training", Label(en="Negotiation training", zh="谈判技巧培训"),
        Label(en="Hours on coming to terms: more negotiations end with a signature.",
              zh="谈判技巧课时：谈判签约率上升。"),
        "topic: negotiation", Indicator(top=("won_deals",), per=("entered:negotiation",)), ("F02",),
    ),
    _taught(
        "communication_training", Label(en="Communication training", zh="沟通技巧培训"),
        Label(en="Hours on listening and asking: more needs are understood and lead to a proposal.",
              zh="沟通与倾听课时：需求分析转化率上升。"),
        "topic: discovery", Indicator(top=("entered:proposal",), per=("entered:needs",)), ("F03",),
    ),
    _taught(
        "prospecting_training", Label(en="Prospecting training", zh="客户开发培训"),
        Label(en="Hours on opening up customers: more leads turn into needs.", zh="客户开发课时：线索转化率上升。"),
        "topic: prospecting", Indicator(top=("entered:needs",), per=("entered:prospecting",)), ("F07",),
    ),
    _taught(
        "process_training", Label(en="Process training", zh="销售流程培训"),
        Label(en="Hours on planning and keeping to the process: fewer leads are lost at the stage that asks for it.",
              zh="流程管理课时：规划阶段流失减少。"),
        "topic: process", Indicator(top=("entered:prospecting",), per=("leads",)), ("F05",),
    ),
    _taught(
        "relationship_training", Label(en="Relationship training", zh="客户关系培训"),
        Label(en="Hours on keeping customers close: skill that care of customers draws on, and no stage of the funnel.",
              zh="客户关系课时：提升客户维护能力，不影响漏斗转化。"),
        "topic: relationship", Indicator(top=("skill:relationship",), reading="last"), ("F04",),
    ),
    _taught(
        "industry_training", Label(en="Industry training", zh="行业知识培训"),
        Label(en="Hours on the industry of one segment: leads of that segment go on more often, others do not.",
              zh="某一客群的行业知识课时：该客群转化率上升，其他客群不变。"),
        "segment: mid", Indicator(top=("won_deals",), per=("leads",)), ("F06",), lag=2,
    ),
    Lever(
        id="training_cadence", name=Label(en="Cadence of training", zh="培训频率"),
        about=Label(en="The same hours in refreshers instead of all at once: what is forgotten is won back.",
                    zh="同样课时分多次复训：遗忘的能力得到补回。"),
        requirement=("F07", "D12"), paths=("training.courses[*].every",), unit=Label(en="months", zh="月"),
        base=(*_course("topic: product"), "training.forgetting=0.2", "training.courses[class].hours=48",
              "training.own_time=1"),
        dose=("training.courses[class].months=[]", "training.courses[class].every=2",
              "training.courses[class].hours=16"),
        neutral=("training.courses[class].months=[1]", "training.courses[class].every=null",
                 "training.courses[class].hours=48"),
        books=BOOKS, indicator=Indicator(top=("skill:product",), reading="last"), direction=1, replications=8,
    ),
    Lever(
        id="targeted_training", name=Label(en="Targeted training", zh="针对性培训"),
        about=Label(en="The same hours for those furthest below what is expected of them, not for everybody.",
                    zh="同样总课时只给差距最大的人，而非人人平均。"),
        requirement=("F08",), paths=("training.courses[*].for_whom", "training.courses[*].places"),
        unit=Label(en="all, or those in need", zh="全员或按需"),
        base=(*_course("topic: product"), "training.courses[class].hours=20", "training.diagnosis.noise=0",
              EXPECTED),
        dose=("training.courses[class].for_whom=targeted", "training.courses[class].places=3",
              "training.courses[class].hours=40"),
        neutral=("training.courses[class].for_whom=all", "training.courses[class].places=0",
                 "training.courses[class].hours=20"),
        books=BOOKS, indicator=Indicator(top=("skill:product",), reading="last"), direction=1, replications=8,
    ),
    Lever(
        id="need_signal", name=Label(en="Signal on training needs", zh="培训需求识别质量"),
        about=Label(en="Managers who judge skill with less error send those to a course who need it.",
                    zh="能力判断误差越小，越能把需要的人送去培训。"),
        requirement=("E10", "F08"), paths=("training.diagnosis.noise",),
        unit=Label(en="standard deviation of a judgement", zh="判断误差标准差"),
        base=(*_course("topic: product"), "training.courses[class].hours=40", "training.diagnosis.noise=0.8",
              "training.courses[class].for_whom=targeted", "training.courses[class].places=2", EXPECTED),
        dose=("training.diagnosis.noise=0",), neutral=("training.diagnosis.noise=0.8",),
        indicator=Indicator(top=("skill:product",), reading="last"), direction=1, replications=96,
    ),
    Lever(
        id="needs_by_kpi", name=Label(en="Training by KPI", zh="按 KPI 定培训"),
        about=Label(en="Who goes to a course is told by whose leads say no more often where the skill is asked for.",
                    zh="按相关阶段丢单率高低决定谁参加培训。"),
        requirement=("F09",), paths=("training.diagnosis.by",), unit=Label(en="skill or kpi", zh="按能力或按 KPI"),
        base=(*_course("topic: product"), "training.courses[class].hours=40", "training.courses[class].months=[3]",
              "training.diagnosis.noise=1", "training.courses[class].for_whom=targeted",
              "training.courses[class].places=2"),
        dose=("training.diagnosis.by=kpi",), neutral=("training.diagnosis.by=skill",),
        indicator=Indicator(top=("skill:product",), reading="last"), direction=1, replications=96,
    ),
    Lever(
        id="coaching_hours", name=Label(en="Coaching", zh="一对一辅导"),
        about=Label(en="Hours a month that each manager gives to reps alone, on what each needs most.",
                    zh="经理每月一对一辅导时间，针对每人最大短板。"),
        requirement=("F13",), paths=("training.coaching.hours",), unit=A_MONTH,
        base=(*_course("topic: product"), "training.coaching={hours: 0, gain: 0.05}"),
        dose=("training.coaching.hours=24",), neutral=("training.coaching.gain=0", "training.own_time=1"),
        books=("hours_coaching",), indicator=Indicator(top=("skill:",), reading="last"), direction=1, replications=32,
        source="Sandvik et al. (2020), QJE 135, for the sign",
    ),
    Lever(
        id="coaching_span", name=Label(en="Span of control", zh="管理幅度"),
        about=Label(en="More reps for each manager: less coaching for each of them.",
                    zh="管理幅度越大，人均辅导越少。"),
        requirement=("F13",), paths=("training.coaching.span",), unit=Label(en="reps a manager", zh="人/经理"),
        base=(*_course("topic: product"), "training.coaching={hours: 24, gain: 0.05, span: 3}"),
        dose=("training.coaching.span=12",), neutral=("training.coaching.span=3",),
        indicator=Indicator(top=("skill:",), reading="last"), direction=-1, replications=32,
    ),
    Lever(
        id="case_sharing", name=Label(en="Case sharing", zh="案例分享"),
        about=Label(en="The best of a team tells how a case was won; listeners come closer to the teller.",
                    zh="团队中最强者分享成功案例，听者缩小差距。"),
        requirement=("N05",), paths=("training.sharing.hours",), unit=Label(en="hours a session", zh="小时/次"),
        base=(*_course("topic: product"), "training.sharing={hours: 0, topic: product, gain: 0.1}"),
        dose=("training.sharing.hours=4",), neutral=("training.sharing.gain=0", "training.own_time=1"),
        books=("hours_sharing",), indicator=Indicator(top=("skill:product",), reading="last", reps=("R2", "R3")),
        direction=1, replications=8, source="Sandvik et al. (2020), QJE 135, for the sign",
    ),
    Lever(
        id="peer_help", name=Label(en="Help among colleagues", zh="同事互助"),
        about=Label(en="The best of a team helps the weakest with live deals: hours of the one, odds of the other.",
                    zh="团队最强者帮助最弱者推进商机：一方付出工时，另一方提高转化。"),
        requirement=("N06",), paths=("training.helping.hours",), unit=A_MONTH,
        base=(*_course("topic: product"), "training.helping={hours: 0, topic: product, lift: 5, gain: 0.2}"),
        dose=("training.helping.hours=10",), neutral=("training.helping.lift=0", "training.own_time=1"),
        books=("hours_helping",), direction=1, replications=96,
        indicator=Indicator(top=("entered:negotiation",), per=("entered:proposal",), reps=("R3", "R5")),
    ),
    Lever(
        id="attendance", name=Label(en="Training completed", zh="培训完成率"),
        about=Label(en="How many of those assigned complete a course.", zh="被指派者完成培训的比例。"),
        requirement=("I19",), paths=("training.attendance",), unit=Label(en="share", zh="比例"),
        base=(*_course("topic: product"), "training.courses[class].hours=40", "training.attendance=0.3"),
        dose=("training.attendance=1",), neutral=("training.attendance=0.3",),
        indicator=Indicator(top=("skill:product",), reading="last"), direction=1, replications=32,
    ),
    Lever(
        id="own_time", name=Label(en="Training in own time", zh="业余时间培训"),
        about=Label(en="Courses outside the hours for leads: more of these hours are left.",
                    zh="培训安排在跟进时间之外：留给线索的时间更多。"),
        requirement=("F15",), paths=("training.own_time",), unit=Label(en="share of the hours", zh="课时比例"),
        base=(*_course("topic: relationship"), "training.courses[class].hours=60"),
        dose=("training.own_time=1",), neutral=("training.own_time=0",),
        indicator=Indicator(top=("touches",)), direction=1, replications=32,
    ),
    Lever(
        id="training_fee", name=Label(en="Course fees", zh="培训费用"),
        about=Label(en="Money for each person and session, out of the training budget.", zh="每人每次的培训费用。"),
        requirement=("F15",), paths=("training.courses[*].fee",), unit=Label(en="money a person", zh="金额/人"),
        base=(*_course("topic: product"), "training.courses[class].hours=8"),
        dose=("training.courses[class].fee=2000",), neutral=("training.courses[class].fee=0",),
        indicator=Indicator(top=("training_cost",)), direction=1, replications=8,
    ),
    Lever(
        id="knowledge_tests", name=Label(en="Tests of knowledge", zh="知识考试"),
        about=Label(en="Months in which everybody is tested: a score to look at, which moves no deal by itself.",
                    zh="定期考试：提供得分，本身不改变成交。"),
        requirement=("I10",), paths=("training.tests.months",), unit=Label(en="months of the year", zh="月份"),
        base=_course("topic: product"), dose=("training.tests.months=[2, 5]",), neutral=("training.tests.months=[]",),
        indicator=Indicator(top=("tests_taken",)), direction=1, replications=8,
    ),
    Lever(
        id="promotion_path", name=Label(en="Promotion by skill", zh="技能晋升"),
        about=Label(en="Who reaches an average skill moves up a level, with its base salary and authority.",
                    zh="平均能力达标者晋级，享受该级底薪与权限。"),
        requirement=("F14",), paths=("training.promotion.steps[*].skill",),
        unit=Label(en="average skill, 0 to 1", zh="平均能力 0–1"),
        base=(*_course("topic: product"),
              "training.promotion={steps: [{level: junior, to: senior, skill: 1}]}"),
        dose=("training.promotion.steps[0].skill=0.4",), neutral=("training.promotion.steps[0].skill=1",),
        indicator=Indicator(top=("promotion_cost",)), direction=1, replications=8,
    ),
)  # fmt: skip
