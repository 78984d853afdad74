"""Levers on what moves people beside pay: targets, deadlines, results seen, recognition, talks, reports, reviews."""

from scenarios.base import Label
from scenarios.levers.record import Indicator, Lever

PART = Label(en="part of effort", zh="努力的比例")
SHARE = Label(en="share", zh="比例")
CHOICE = Label(en="choice", zh="选项")
COUNT = Label(en="a month", zh="次/月")
EFFORT = Indicator(top=("effort",))
MISJUDGED = Indicator(top=("misjudged",))

MINDS: tuple[Lever, ...] = (
    Lever(
        id="target_difficulty", name=Label(en="Targets that are hard and can be reached", zh="有挑战且可达成的目标"),
        about=Label(en="A target just above what is expected raises effort; too easy or out of reach, it lowers it.",
                    zh="略高于预期的目标提升努力；过易或不可及则降低。"),
        requirement=("A10",), paths=("drive.difficulty.push", "drive.difficulty.slack"), unit=PART, world="driven",
        base=("drive={difficulty: {push: 0, slack: 0}}",), dose=("drive.difficulty={push: 0.3, slack: 0.3}",),
        neutral=("drive.difficulty={push: 0, slack: 0}",), indicator=EFFORT, direction=1, replications=24,
    ),
    Lever(
        id="deadline", name=Label(en="Deadlines", zh="完成期限"),
        about=Label(en="Effort rises towards the end of the quota cycle while the target can still be reached.",
                    zh="目标仍可达成时，努力随周期末临近而上升。"),
        requirement=("A09",), paths=("drive.deadline.strength", "drive.cycle"), unit=PART, world="driven",
        base=("drive={deadline: {strength: 0, ease: 0}}",), dose=("drive.deadline.strength=0.4",),
        neutral=("drive.deadline.strength=0",), indicator=EFFORT, direction=1, replications=24,
    ),
    Lever(
        id="clear_goals", name=Label(en="Clear goals", zh="目标清晰度"),
        about=Label(en="Unclear goals move people less, and part of their effort goes astray.",
                    zh="目标不清则激励减弱，部分努力用错方向。"),
        requirement=("A01",), paths=("drive.clarity.clear",), unit=SHARE, world="driven",
        base=("drive={clarity: {clear: 0.3}, deadline: {}}",), dose=("drive.clarity.clear=1",),
        neutral=("drive.clarity.clear=0.3",), indicator=EFFORT, direction=1, replications=24,
    ),
    Lever(
        id="visible_results", name=Label(en="Results that are seen", zh="业绩公开范围"),
        about=Label(en="Colleagues near in attainment spur one another; who is far behind loses heart.",
                    zh="业绩相近者互相激励，落后过多者泄气。"),
        requirement=("H11", "A14"), paths=("drive.visible", "drive.ranking.push"), unit=CHOICE, world="driven",
        base=("drive={ranking: {}}",), dose=("drive.visible=all",),
        neutral=("drive.ranking={push: 0, discourage: 0}",), indicator=EFFORT, direction=1, replications=24,
    ),
    Lever(
        id="recognition", name=Label(en="Public recognition", zh="公开表彰"),
        about=Label(en="The best of the month are named; it lifts their motivation for a time and costs no pay.",
                    zh="公开表彰当月最佳；短期提升积极性，不涉及薪酬。"),
        requirement=("G06",), paths=("drive.motivation.recognitions", "drive.motivation.recognised"), unit=COUNT,
        world="driven", base=("drive={motivation: {strain: 0}}",), dose=("drive.motivation.recognitions=2",),
        neutral=("drive.motivation.recognised=0",), books=("recognitions",), indicator=EFFORT, direction=1,
        replications=24,
    ),
    Lever(
        id="consensus", name=Label(en="Rounds of talks about targets", zh="目标共识轮次"),
        about=Label(en="Who has talked her target over keeps up her effort after a bad month; talks take hours.",
                    zh="经沟通认同目标者在低谷后更快恢复；沟通占用工时。"),
        requirement=("H07", "A11"), paths=("drive.commitment.rounds", "drive.commitment.hours"),
        unit=Label(en="rounds", zh="轮"), world="driven",
        base=("drive={commitment: {}}", "market.noise={kind: lognormal, cv: 1.5}", "market.lot=120000"),
        dose=("drive.commitment.rounds=6",), neutral=("drive.commitment.gain=0", "drive.commitment.hours=0"),
        indicator=EFFORT, direction=1, lag=1, replications=32,
    ),
    Lever(
        id="transparent_plan", name=Label(en="A plan whose pay people can foresee", zh="薪酬透明度"),
        about=Label(en="People respond only to what they see that the plan will pay them.",
                    zh="看得清能拿多少，方案才起作用。"),
        requirement=("G09",), paths=("drive.transparency",), unit=SHARE, world="driven",
        base=("drive={transparency: 0.2}", "mind.kind=myopic", "mind.effort.cost=4000"),
        dose=("drive.transparency=0.9",), neutral=("drive.transparency=0.2",), indicator=EFFORT, direction=1,
        replications=8,
    ),
    Lever(
        id="reports", name=Label(en="How often people learn where they stand", zh="反馈频率"),
        about=Label(en="Reports sharpen what people know of their results; each takes hours.",
                    zh="反馈使员工更清楚自身业绩；每次占用工时。"),
        requirement=("H09", "J01", "J12"), paths=("drive.feedback.every", "drive.feedback.hours"),
        unit=Label(en="months", zh="月"), world="driven", base=("drive={difficulty: {}, feedback: {every: 6}}",),
        dose=("drive.feedback.every=1", "drive.feedback.hours=1"),
        neutral=("drive.feedback.every=6", "drive.feedback.hours=0"), indicator=MISJUDGED, direction=-1,
        replications=8,
    ),
    Lever(
        id="fresh_news", name=Label(en="How old reports are", zh="反馈时滞"),
        about=Label(en="Old news of where they stand moves people less.", zh="反馈越滞后，纠偏作用越弱。"),
        requirement=("J02",), paths=("drive.feedback.delay", "drive.feedback.fade"),
        unit=Label(en="months", zh="月"), world="driven",
        base=("drive={deadline: {strength: 0.4, ease: 0}, feedback: {delay: 3, misjudged: 0}}",),
        dose=("drive.feedback.delay=0",), neutral=("drive.feedback.delay=3",), indicator=EFFORT, direction=1,
        replications=24,
    ),
    Lever(
        id="reviews", name=Label(en="Review meetings", zh="业绩评估会"),
        about=Label(en="Going through results sharpens what people see of them, and takes everybody's hours.",
                    zh="评估会使业绩更清楚，但占用全员工时。"),
        requirement=("J06", "N02"), paths=("drive.reviews.a_month", "drive.reviews.hours"), unit=COUNT, world="driven",
        base=("drive={difficulty: {}, feedback: {every: 12}}",), dose=("drive.reviews={a_month: 4, hours: 2}",),
        neutral=("drive.reviews={a_month: 0}",), indicator=MISJUDGED, direction=-1, replications=8,
    ),
)  # fmt: skip
