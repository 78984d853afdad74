"""The sentences of a story, in both languages. In brackets: measures of the happening, and what the teller knows."""

from typing import NamedTuple

from scenarios.base import Label


class Phrase(NamedTuple):
    """One sentence: told where a measure of that name, or one that begins so, was noted. also: told along with it."""

    when: str
    said: Label
    also: tuple[str, ...] = ()


CAME_IN = Label(en="Comes in: {segment}, {channel}, {territory}.", zh="进线：{segment}，{channel}，{territory}。")
FROM_OPENING = Label(
    en="Open as the year begins: {segment}, {channel}.", zh="年初在跟：{segment}，{channel}。"
)  # fmt: skip
CAME_SOMEHOW = Label(en="Comes in.", zh="进线。")
BEGINS_AT = Label(en="It is at {what}.", zh="处于{what}阶段。")

LEAD: tuple[Phrase, ...] = (
    Phrase("entered:", Label(en="The customer says yes{after}: on to {what}.", zh="客户同意{after}：进入{what}。")),
    Phrase(
        "touches",
        Label(en="{rep} begins work on it{after}: {hours}.", zh="{rep}开始跟进{after}：{hours}。"),
        ("hours",),
    ),
    Phrase(
        "answers_given",
        Label(
            en="That is the first answer, after {answer_hours} of office time.",
            zh="首次响应，用时 {answer_hours}（工作时间）。",
        ),
        ("answers_in_time", "answer_hours"),
    ),
    Phrase("unowned_leads", Label(en="Nobody takes care of it at first.", zh="起初无人认领。")),
    Phrase("exchanges", Label(en="{rep} gives it to a better suited colleague.", zh="{rep}转给更合适的同事。")),
    Phrase(
        "handovers",
        Label(en="{rep} hands it to a colleague whose duty it is.", zh="{rep}移交给负责该阶段的同事。"),
    ),
    Phrase(
        "duplicates",
        Label(en="{rep} works on it, too: {hours_duplicate}.", zh="{rep}也在跟进（撞单）：{hours_duplicate}。"),
        ("hours_duplicate",),
    ),
    Phrase(
        "hours_joint",
        Label(en="{rep} joins as a specialist: {hours_joint}.", zh="{rep}作为专家参与：{hours_joint}。"),
    ),
    Phrase(
        "returned:",
        Label(en="Given back at {what}{after}, to be worked anew.", zh="在{what}阶段退回{after}，重新分配。"),
    ),
    Phrase(
        "approvals",
        Label(en="Approved by a manager after {approval_days} of waiting.", zh="主管审批通过，等待 {approval_days}。"),
        ("approval_days",),
    ),
    Phrase(
        "countersigns",
        Label(en="Countersigned after {countersign_days} of waiting.", zh="会签完成，等待 {countersign_days}。"),
        ("countersign_days",),
    ),
    Phrase(
        "violations",
        Label(en="Signed beyond the limits of authority, which costs {leakage}.", zh="越权签约，损失 {leakage}。"),
        ("leakage",),
    ),
    Phrase(
        "discount",
        Label(
            en="Discount of {discount} off a list value of {list_value}.",
            zh="在目录价 {list_value} 上让利 {discount}。",
        ),
        ("list_value",),
    ),
    Phrase(
        "pulled_orders",
        Label(
            en="{rep} has it signed early, before the month ends: {pulled_orders}, for {early_discounts} off.",
            zh="{rep}赶在月末前提前签单：{pulled_orders}，让利 {early_discounts}。",
        ),
        ("early_discounts",),
    ),
    Phrase(
        "held_orders",
        Label(
            en="It could be signed; {rep} holds it back for the next month: {held_orders}.",
            zh="可签未签，{rep}压到下月：{held_orders}。",
        ),
    ),
    Phrase("joint_deals", Label(en="A specialist took part.", zh="售前专家参与。")),
    Phrase(
        "won_deals",
        Label(
            en="Signed by {rep}: {bookings}, of which {gross_margin} is gross margin; {days_to_win} after it came in.",
            zh="{rep}签约：{bookings}，其中毛利 {gross_margin}；自进线起 {days_to_win}。",
        ),
        ("bookings", "gross_margin", "days_to_win"),
    ),
    Phrase("new_customers", Label(en="A new customer.", zh="新客户。")),
    Phrase(
        "bookings",
        Label(en="Signed before the year: {bookings}.", zh="年初前已签：{bookings}。"),
        ("gross_margin",),
    ),
    Phrase(
        "prepaid",
        Label(en="{prepaid} is paid in advance.", zh="预付 {prepaid}。"),
        ("collected", "collected_margin"),
    ),
    Phrase(
        "lost:",
        Label(en="The customer says no at {what}{after}.", zh="客户在{what}阶段拒绝{after}。"),
        ("lost_deals",),
    ),
    Phrase(
        "cold:",
        Label(en="Gone cold at {what}: nobody called{after}.", zh="在{what}阶段流失：{after}无人跟进。"),
        ("cold_leads",),
    ),
    Phrase("open:", Label(en="Still at {what} as the year ends.", zh="年末仍在{what}阶段。")),
    Phrase(
        "invoiced",
        Label(en="Delivered and invoiced: {invoiced}.", zh="交付并开票：{invoiced}。"),
        ("prepaid_used",),
    ),
    Phrase("collected", Label(en="Paid: {collected}.", zh="回款：{collected}。"), ("collected_margin",)),
    Phrase("bad_debt", Label(en="Written off: {bad_debt}.", zh="坏账核销：{bad_debt}。")),
    Phrase(
        "closing_unbilled",
        Label(en="Not yet delivered as the year ends: {closing_unbilled}.", zh="年末未交付：{closing_unbilled}。"),
        ("closing_prepaid",),
    ),
    Phrase(
        "closing_receivable",
        Label(en="Not yet paid as the year ends: {closing_receivable}.", zh="年末未回款：{closing_receivable}。"),
    ),
)  # fmt: skip
"""What may happen to a lead or an order, in the order in which it is told of one instant."""

OTHER = Label(en="{name}: {amount}.", zh="{name}：{amount}。")
AFTER = Label(en=" after {days}", zh="（{days}后）")
BEFORE_COLD = Label(en=" for {days}", zh="{days}")

EFFORT = Label(en="Effort for the month: {effort} (usual: {usual}).", zh="本月努力：{effort}（平常：{usual}）。")
NEW = Label(en="Somebody new takes the seat{cost}.", zh="新人到岗{cost}。")
AT_A_COST = Label(en=", found and taught for {money}", zh="（招聘与带教 {money}）")
EMPTY = Label(en="The seat is empty.", zh="岗位空缺。")
LEAVES = Label(en="Leaves the company as the month ends.", zh="月末离职。")
CAME = Label(en="{count} new: {leads}.", zh="新进{count}条：{leads}。")
NONE_CAME = Label(en="No new lead.", zh="无新进线索。")
WORK = Label(en="{touches} pieces of work on leads, {hours}.", zh="跟进 {touches} 次，{hours}。")
LOST = Label(en="{count} lost: {leads}.", zh="拒绝{count}条：{leads}。")
COLD = Label(en="{count} gone cold: {leads}.", zh="流失{count}条：{leads}。")
PAY = Label(en="Pay: {parts}; together {total}.", zh="薪酬：{parts}；合计 {total}。")
NO_PAY = Label(en="No pay.", zh="无薪酬。")
SO_FAR = Label(
    en="So far {bookings} signed, {share} of the year's quota of {quota}.",
    zh="累计签约 {bookings}，为全年目标 {quota} 的 {share}。",
)
SO_FAR_WITHOUT = Label(en="So far {bookings} signed; no quota.", zh="累计签约 {bookings}；无目标。")
AT_STAGE = Label(en="{lead} ({stage})", zh="{lead}（{stage}）")

TITLES = {
    "rep": Label(en="{who}: {title}", zh="{who}：{title}"),
    "lead": Label(en="Lead {who}: {title}", zh="线索 {who}：{title}"),
    "before": Label(en="before the year", zh="年初之前"),
    "chapter": Label(en="{who}, {what}", zh="{who}，{what}"),
}
WHEN = Label(en="{when}{lead}: {text}", zh="{when}{lead}：{text}")
NOTES = {
    "year": Label(
        en="One simulated year: seed {seed}, replication {replication}. One year is luck as well as skill.",
        zh="一次模拟年份：种子 {seed}，第 {replication} 次。单一年份含偶然因素。",
    ),
    "more": Label(
        en="`quotalab story … --lead ID` tells a lead's life; the first digits of its name are enough.",
        zh="`quotalab story … --lead ID` 讲述单条线索的经过；名称开头几位即可。",
    ),
}
SEPARATOR, BETWEEN_LEADS = Label(en=", ", zh="、"), Label(en=", ", zh=", ")
NUMBERS = {
    "hours": Label(en="{number} hours", zh="{number} 小时"),
    "days": Label(en="{number} working days", zh="{number} 个工作日"),
    "hours_1": Label(en="1 hour", zh="1 小时"),
    "days_1": Label(en="1 working day", zh="1 个工作日"),
}
