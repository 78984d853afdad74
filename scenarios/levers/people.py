"""Levers on who does what: authority, order of work, shared queues, specialists, whose lead is whose."""

from scenarios.base import Label
from scenarios.levers.record import Indicator, Lever

MONEY = Label(en="money", zh="金额")
HOURS_A_DAY = Label(en="hours a day", zh="小时/天")
CHOICE = Label(en="choice", zh="选项")
SHARE = Label(en="share", zh="比例")
LOG_ODDS = Label(en="log-odds", zh="对数几率")

BUSY = "market.demand[0].leads_per_year=2600"
"""More leads than six people can work."""
AUTHORITY = (
    "authority={limits: [{level: junior, deal: 90000000}, {level: senior, deal: 90000000}], approvers: "
    "[{id: boss, name: Boss, hours_per_day: 2, review: {mean: 4}}]}"
)
LIMITS = ("authority.limits[0].deal=50000", "authority.limits[1].deal=50000")
COUNTED = "people.exchange={share: 0}"
"""Leads on their way between desks are counted, and nothing happens to them."""
MONTHS = Label(en="months", zh="月")
LEAVING = "turnover={yearly: 0.5, vacancy: 0}"
SPECIALIST = (
    "people.roles=[{id: presales, name: Presales}]", "people.reps[R6].role=presales", "people.reps[R6].lead_share=0",
    "funnel.presales={role: presales, stages: [proposal], hours: {kind: fixed, mean: 0}}",
)  # fmt: skip

PEOPLE: tuple[Lever, ...] = (
    Lever(
        id="deal_limit", name=Label(en="Limit of authority for deals", zh="成交金额权限"),
        about=Label(en="Deals above it wait for a manager's time: fewer mistakes alone, longer cycles.",
                    zh="超限商机须排队等经理审批：独自犯错减少，周期变长。"),
        requirement=("C05", "C06"), paths=("authority.limits[*].deal",), unit=MONEY, base=(AUTHORITY,), dose=LIMITS,
        neutral=("authority.approvers[boss].review={kind: fixed, mean: 0}",), books=("approvals", "approval_days"),
        indicator=Indicator(top=("days_to_win",), per=("won_deals",)), direction=1,
    ),
    Lever(
        id="approval_hours", name=Label(en="Managers' hours for approvals", zh="审批工时"),
        about=Label(en="Time that managers keep free for deals above the limits; deals wait less.",
                    zh="经理为超限审批预留的时间；越多则等待越短。"),
        requirement=("C05",), paths=("authority.approvers[*].hours_per_day",), unit=HOURS_A_DAY,
        base=(AUTHORITY, *LIMITS), dose=("authority.approvers[boss].hours_per_day=8",),
        neutral=("authority.approvers[boss].hours_per_day=2",),
        indicator=Indicator(top=("approval_days",), per=("approvals",)), direction=-1, replications=16,
    ),
    Lever(
        id="discount_limit", name=Label(en="Limit of authority for discounts", zh="折扣权限"),
        about=Label(en="Deeper discounts wait for a manager.", zh="更深的折扣须经审批。"),
        requirement=("C07",), paths=("authority.limits[*].discount",), unit=SHARE,
        base=(AUTHORITY, "funnel.negotiation={discount: 0.1, sd: 0.05}"),
        dose=("authority.limits[0].discount=0.05", "authority.limits[1].discount=0.05"),
        neutral=("authority.limits[0].discount=null", "authority.limits[1].discount=null"),
        indicator=Indicator(top=("approvals",)), direction=1, replications=16,
    ),
    Lever(
        id="hard_control", name=Label(en="Hard control of authority", zh="权限硬管控"),
        about=Label(en="Nothing above a limit is signed without approval; soft control leaks, the more under pressure.",
                    zh="超限必须审批才能签约；软管控会有越权损失，压力越大越多。"),
        requirement=("C08",), paths=("authority.control",), unit=CHOICE,
        base=(AUTHORITY, *LIMITS, "authority.soft={chance: 0.3, discount: 0.1}", "authority.control=soft"),
        dose=("authority.control=hard",), neutral=("authority.control=soft",),
        indicator=Indicator(top=("leakage",)), direction=-1, replications=24,
    ),
    Lever(
        id="order_of_work", name=Label(en="Order of work", zh="跟进优先级"),
        about=Label(en="What people do next: what promises most value an hour instead of what came first.",
                    zh="先做每小时期望价值最高的，而不是先来先做。"),
        requirement=("M08",), paths=("funnel.order",), unit=CHOICE, base=(BUSY,), dose=("funnel.order=value",),
        neutral=("funnel.order=fifo",), indicator=Indicator(top=("bookings",)), direction=1,
    ),
    Lever(
        id="one_queue", name=Label(en="One queue for a team", zh="团队公共队列"),
        about=Label(en="Whoever is free first takes the next lead, so that none waits while somebody is idle.",
                    zh="谁先有空谁接下一条线索，避免有人闲而线索等。"),
        requirement=("M08", "C01"), paths=("company.teams[*].pool",), unit=CHOICE,
        base=("people.reps[R1].lead_share=4",), dose=("company.teams[north].pool=true",),
        neutral=("company.teams[north].pool=false",),
        indicator=Indicator(top=("cold_leads",)), direction=-1, replications=32,
    ),
    Lever(
        id="specialists", name=Label(en="Specialists who join deals", zh="售前支持"),
        about=Label(en="A specialist does a part of the work and makes a yes likelier; deals wait for her.",
                    zh="售前参与可提高成功率，但商机要等她有空。"),
        requirement=("N01", "D05"), paths=("funnel.presales.lift", "funnel.presales.hours"), unit=LOG_ODDS,
        base=SPECIALIST, dose=("funnel.presales.lift=1.5", "funnel.presales.hours.mean=1"),
        neutral=("funnel.presales.lift=0", "funnel.presales.hours.mean=0"), books=("hours_joint",),
        indicator=Indicator(top=("won_deals",), per=("leads",)), direction=1,
    ),
    Lever(
        id="clear_duties", name=Label(en="Clear duties", zh="职责清晰度"),
        about=Label(en="Where nobody knows whose lead it is, two work on it, or nobody.",
                    zh="归属不清时，同一线索两人跟（撞单）或无人跟。"),
        requirement=("C04",), paths=("people.clarity.clear",), unit=SHARE, base=("people.clarity={clear: 0.2}",),
        dose=("people.clarity.clear=1",), neutral=("people.clarity.clear=0.2",),
        indicator=Indicator(top=("hours_duplicate",)), direction=-1, replications=16,
    ),
    Lever(
        id="lead_exchange", name=Label(en="Handing leads to whom they suit", zh="线索互换"),
        about=Label(en="Reps who see one another's leads give those that suit a colleague better to her.",
                    zh="信息共享后，把更适合同事的线索转给她。"),
        requirement=("N03",), paths=("people.exchange.share", "people.exchange.gap"), unit=SHARE,
        base=(COUNTED, "funnel.skill_effect=1", "people.reps[R1].segments=[{segment: key, skill: 1}]",
              "market.demand[1].leads_per_year=60", "market.demand[0].leads_per_year=300"),
        dose=("people.exchange.share=1", "people.exchange.gap=3"), neutral=("people.exchange.share=0",),
        indicator=Indicator(top=("won_deals",), per=("leads",)), direction=1, replications=96,
    ),
    Lever(
        id="given_back", name=Label(en="Leads given back", zh="退回公海"),
        about=Label(en="Some who said no are worked anew by whoever takes them; that takes time again.",
                    zh="部分被拒线索退回公海由他人再跟，需再次投入时间。"),
        requirement=("D07",), paths=("funnel.stages[*].returns",), unit=SHARE, base=(COUNTED,),
        dose=tuple(f"funnel.stages[{stage}].returns=0.4" for stage in ("needs", "proposal", "negotiation")),
        neutral=tuple(f"funnel.stages[{stage}].returns=0" for stage in ("needs", "proposal", "negotiation")),
        indicator=Indicator(top=("won_deals",)), direction=1,
    ),
    Lever(
        id="turnover", name=Label(en="People who leave", zh="离职率"),
        about=Label(en="Seats fall empty, newcomers need months to sell like the others: sales fall.",
                    zh="岗位空缺，新人需数月才能达到同事水平：销售下降。"),
        requirement=("A12",), paths=("turnover.yearly",), unit=SHARE, base=(), dose=("turnover={yearly: 0.5}",),
        neutral=("turnover.yearly=0",), indicator=Indicator(top=("bookings",)), direction=-1, replications=64,
    ),
    Lever(
        id="vacancy", name=Label(en="Months a seat is empty", zh="岗位空缺月数"),
        about=Label(en="How long it takes to find somebody; leads go to colleagues, as far as they have time.",
                    zh="补员所需时间；期间线索由同事承接，视其精力而定。"),
        requirement=("A12",), paths=("turnover.vacancy",), unit=MONTHS, base=(LEAVING,), dose=("turnover.vacancy=3",),
        neutral=("turnover.vacancy=0",), indicator=Indicator(top=("empty_seats",)), direction=1, replications=24,
    ),
    Lever(
        id="newcomers", name=Label(en="Months until newcomers sell like the others", zh="新人成长月数"),
        about=Label(en="Teaching newcomers sooner: they sell like their colleagues from the first month.",
                    zh="更快带教新人：从首月起达到同事水平。"),
        requirement=("A12",), paths=("turnover.newcomers.months", "turnover.newcomers.start"), unit=MONTHS,
        base=(LEAVING,), dose=("turnover.newcomers.months=0",), neutral=("turnover.newcomers.months=6",),
        indicator=Indicator(top=("bookings",)), direction=1, replications=96,
    ),
    Lever(
        id="aspiration", name=Label(en="Pay against what people are after", zh="薪酬与个人期望"),
        about=Label(en="Whoever is after more than she is paid is more likely to leave.",
                    zh="个人收入期望高于实得者更易离职。"),
        requirement=("A12",), paths=("people.reps[*].aspires", "turnover.pay", "turnover.elsewhere"), unit=MONEY,
        base=("turnover={yearly: 0.3}",), dose=("turnover.pay=3", "people.reps[R1].aspires=1000000"),
        neutral=("turnover.pay=0",),
        indicator=Indicator(top=("leaving_chance",), reps=("R1",)), direction=1, replications=24,
    ),
)  # fmt: skip
