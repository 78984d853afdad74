"""What a fit report says in words, in both languages; numbers go where the braces are."""

from typing import Any

from results.render.sections import plain_number
from results.section import CellUnit, In
from scenarios.base import Label
from scenarios.crm.fit.interval import Fitted

SENTENCES: dict[str, Label] = {
    # reading
    "gap": Label(
        en="No closing before {first} was recorded, though deals were open: what happened before that day is left "
        "out of chances and times.",
        zh="{first} 之前虽有在手商机，却没有任何关单记录：此前的情况不计入推进率与时间。",
    ),
    "part_months": Label(
        en="Not whole: {months}. What is counted by month looks at whole months only.",
        zh="以下月份不完整：{months}。按月统计只看完整月份。",
    ),
    "nobody": Label(
        en="{rows} deals belong to nobody who is there on {day}: they count for chances and times, and their leads "
        "are spread over those who are there.",
        zh="{rows} 条商机不属于 {day} 在岗的任何人：仍计入推进率与时间，其线索分摊给在岗人员。",
    ),
    "undated": Label(
        en="{rows} deals have no creation date: nothing tells how long they have been open, so they are left out of "
        "chances, times and the opening position.",
        zh="{rows} 条商机没有建立日期，无法得知已跟进多久，因此不计入推进率、时间和期初在手商机。",
    ),
    # arrivals
    "own_stream": Label(en="Leads come to their owner: {reason}.", zh="线索归各自负责人：{reason}。"),
    "shared_stream": Label(
        en="Reps share the leads of their team, in proportion to how many each had in the last year.",
        zh="线索在团队内共享，按各人最近一年接到的数量分配。",
    ),
    "by_account": Label(
        en="{share} of accounts with several deals belong to one person",
        zh="{share} 的多商机客户只属于一位负责人",
    ),
    "by_mix": Label(en="reps have clearly different mixes of deals", zh="各人的商机结构明显不同"),
    # process
    "clock": Label(
        en="Days in the last stage run on a clock that goes at the quarter's pace (below).",
        zh="最后阶段的天数按季度节奏的时钟计（见下）。",
    ),
    "zombies": Label(
        en="{count} open deals are zombies: older than {age} days, though no deal was ever closed after {oldest}. "
        "They are taken to be dead and are not handed over.",
        zh="{count} 条在手商机是“僵尸”：账龄超过 {age} 天，而历史上没有商机在 {oldest} 天之后被关闭。视为已死，不移交"
        "。",
    ),
    "zombies_stage": Label(
        en="{count} open deals in {stage} are zombies: there for more than {age} days, though no deal ever left it "
        "after {oldest}. They are taken to be dead and are not handed over.",
        zh="{stage}阶段有 {count} 条在手商机是“僵尸”：停留超过 {age} 天，而历史上没有商机在停留 {oldest} 天之后离开该"
        "阶段。视为已死，不移交。",
    ),
    "no_law": Label(
        en="{what}: no law of one hump comes close (largest gap {gap}), so the scenario takes them as they were seen.",
        zh="{what}：没有合适的单峰分布（最大偏差 {gap}），场景直接采用观察到的分布。",
    ),
    "mixture": Label(
        en="{what}: one lognormal does not do, so the scenario mixes {parts} of them.",
        zh="{what}：单个对数正态分布不够，场景采用 {parts} 个成分的混合分布。",
    ),
    # reps
    "reps_same": Label(
        en="Reps do not differ in win rate beyond chance (p = {p}): do not read the raw rates as a ranking.",
        zh="销售代表之间的赢单率差异没有超出偶然（p = {p}）：不要把原始赢单率当作排名。",
    ),
    "reps_differ": Label(
        en="Reps differ in win rate beyond chance (p {p}); read the shrunk column, which allows for luck and for "
        "each one's mix of deals.",
        zh="销售代表之间的赢单率差异超出偶然（p {p}）；请看收缩后的一列，它已扣除运气和各人商机结构的影响。",
    ),
    "idle_differ": Label(
        en="How often nobody ever closes a deal differs by rep beyond chance (p {p}).",
        zh="“无人关闭”的比例因人而异，超出偶然（p {p}）。",
    ),
    "idle_same": Label(
        en="How often nobody ever closes a deal does not differ by rep beyond chance (p = {p}).",
        zh="“无人关闭”的比例因人而异的程度没有超出偶然（p = {p}）。",
    ),
    "suits": Label(
        en="Some segments suit some reps better than their averages tell (p {p}): the scenario gives them skills by "
        "segment.",
        zh="某些细分对某些人更合适，超出各自平均水平（p {p}）：场景按细分给出各人的能力。",
    ),
    "suits_not": Label(
        en="No sign that segments suit some reps better than others.",
        zh="没有迹象表明某些细分更适合某些人。",
    ),
    "tempo": Label(
        en="Customers answer some reps sooner than others, beyond chance (p {p}): the scenario gives reps speeds of "
        "their own.",
        zh="客户对不同销售代表的答复快慢不同，超出偶然（p {p}）：场景给出各人的快慢。",
    ),
    "tempo_not": Label(
        en="No sign that customers answer some reps sooner than others.",
        zh="没有迹象表明客户对某些人答复得更快。",
    ),
    "reps_unnamed": Label(
        en="Mostly won deals carry a rep's name, so a win rate by rep would say who was named, not who is good: it "
        "is not fitted.",
        zh="主要是赢单才写有负责人，按人计算的赢单率只说明谁被写上，不说明谁更强：不做拟合。",
    ),
    "one_rep": Label(en="Fewer than two reps: nothing to compare.", zh="不足两名销售代表，无从比较。"),
    # quarter end
    "step": Label(
        en="{outcome} in the last month of a quarter: {ratio} of another month; at equal age, deals close at a pace "
        "that depends on the month (p {p}).",
        zh="季末月{outcome}数为季内其他月份的 {ratio}；账龄相同时，关单节奏因月份而异（p {p}）。",
    ),
    "step_none": Label(
        en="{outcome}: months of a quarter do not differ in pace beyond chance (p = {p}).",
        zh="{outcome}：季度内各月的节奏差异没有超出偶然（p = {p}）。",
    ),
    "step_unseen": Label(
        en="Less than two whole quarters were seen: nothing is said of quarter ends.",
        zh="观察到的完整季度不足两个，无法判断季末效应。",
    ),
    # quotas
    "quotas_leak": Label(
        en="Quotas follow what is expected to be sold (correlation of logs {r}), so these figures cannot tell "
        "whether quotas make anybody work harder.",
        zh="目标是按预期业绩定的（对数相关系数 {r}），因此这些数字不能说明目标是否让人更努力。",
    ),
    "quotas_set": Label(
        en="Quotas are set by people who know what may be expected, so these figures cannot tell whether quotas make "
        "anybody work harder (correlation of logs with sales: {r}).",
        zh="目标是由了解预期的人制定的，因此这些数字不能说明目标是否让人更努力（与业绩的对数相关系数：{r}）。",
    ),
    "attained_same": Label(
        en="Reps do not differ in attainment beyond chance (p = {p}).",
        zh="各人达成率的差异没有超出偶然（p = {p}）。",
    ),
    "attained_differ": Label(
        en="Reps differ in attainment beyond chance (p {p}): quotas are harder for some than for others.",
        zh="各人达成率的差异超出偶然（p {p}）：目标对有些人更难。",
    ),
    "not_over": Label(
        en="{count} quota periods were not over on {day} and are left out.",
        zh="{count} 个目标期在 {day} 尚未结束，未计入。",
    ),
    "months_smooth": Label(
        en="Months within a quota period scatter with cv {month}, whole periods with cv {period}: what comes early "
        "is missing later. The scenario's months are drawn apart from each other, with cv {used}, so that whole "
        "periods scatter as they did.",
        zh="目标期内各月的变异系数为 {month}，整期为 {period}：提前成交的会在后面缺少。场景的各月相互独立，变异系数取"
        " {used}，使整期的波动与实际一致。",
    ),
    # opening
    "opening_left": Label(
        en="{count} more open deals belong to nobody who is there and are not handed over.",
        zh="另有 {count} 条在手商机不属于在岗人员，未移交。",
    ),
    # what cannot be told
    "effort": Label(
        en="How effort answers to pay: no export shows what people would have done under another plan. It is "
        "assumed, with a range.",
        zh="努力如何随薪酬变化：导出数据无法显示换一个方案人们会怎么做。此项为假设，并给出范围。",
    ),
    "one_stage": Label(
        en="Stages: the export does not tell when deals came to each stage, so the process is one step from coming "
        "in to closing.",
        zh="各阶段：导出数据没有进入各阶段的时间，流程只能视为从建立到关闭的一步。",
    ),
    "confounded": Label(
        en="Rep or account: {share} of accounts with several deals belong to one owner, so account and owner are "
        "confounded; differences between reps may be differences between their customers.",
        zh="人还是客户：{share} 的多商机客户只属于一位负责人，客户与负责人混淆在一起；人与人的差异可能只是客户的差异。",
    ),
    "no_growth": Label(en="Growth: less than a year of arrivals was seen.", zh="增长：新增商机的记录不足一年。"),
    "no_season": Label(
        en="Season: less than two years of arrivals were seen, so a season cannot be told from growth.",
        zh="季节性：新增商机的记录不足两年，无法区分季节与增长。",
    ),
    "no_costs": Label(en="Margins: the files hold no costs.", zh="毛利：文件中没有成本。"),
    "no_pay": Label(
        en="Pay: the files tell no salary; it is derived from quotas.",
        zh="薪酬：文件中没有工资，由目标推算。",
    ),
    "no_variable": Label(
        en="Variable pay: the roster tells none at target; it is taken to equal the salary.",
        zh="浮动薪酬：花名册中没有目标浮动薪酬，按与基本工资相等处理。",
    ),
    "no_quotas": Label(
        en="Quotas: no file; what was sold in the last twelve months stands for them.",
        zh="业绩目标：没有文件，以最近十二个月的业绩代替。",
    ),
    "no_payments": Label(
        en="When customers pay: the files hold no invoices or payments.",
        zh="回款时间：文件中没有开票和回款。",
    ),
    "no_leads": Label(
        en="How sales come about: orders show neither leads nor lost deals, so the scenario answers to effort "
        "directly.",
        zh="业绩如何产生：订单中没有线索和丢单，场景直接按努力程度产生业绩。",
    ),
    "no_sellers": Label(
        en="{count} people of the roster have no quota and sell nothing in this scenario: {names}.",
        zh="花名册中有 {count} 人没有目标，在场景中没有业绩：{names}。",
    ),
    # backtest
    "interval_holds": Label(
        en="{what}: the 80 % interval holds what it says, as far as these months can tell.",
        zh="{what}：就这些月份而言，80% 区间名副其实。",
    ),
    "interval_narrow": Label(
        en="{what}: the 80 % interval is too narrow: outcomes lie outside more often than one time in five.",
        zh="{what}：80% 区间偏窄，落在区间外的次数多于五分之一。",
    ),
    "interval_wide": Label(
        en="{what}: the 80 % interval is too wide: outcomes lie inside more often than four times in five.",
        zh="{what}：80% 区间偏宽，落在区间内的次数多于五分之四。",
    ),
    "loss_better": Label(
        en="{what}: pinball loss is {change} lower than that of each rep's own past months.",
        zh="{what}：分位损失比“各人历史月份”法低 {change}。",
    ),
    "loss_worse": Label(
        en="{what}: pinball loss is {change} higher than that of each rep's own past months: the forecast is worse "
        "than looking back.",
        zh="{what}：分位损失比“各人历史月份”法高 {change}：预测不如直接看历史。",
    ),
    "loss_same": Label(
        en="{what}: pinball loss is {change} {than} than that of each rep's own past months, which chance in so few "
        "months explains.",
        zh="{what}：分位损失比“各人历史月份”法{than} {change}，月份不多，可能出于偶然。",
    ),
    "place_above": Label(
        en="{what}: in the {place} month of a quarter more came than the interval holds, in {count} of {of} months.",
        zh="{what}：季度{place}实际高于区间，{of} 个月中有 {count} 个。",
    ),
    "place_below": Label(
        en="{what}: in the {place} month of a quarter less came than the interval holds, in {count} of {of} months.",
        zh="{what}：季度{place}实际低于区间，{of} 个月中有 {count} 个。",
    ),
    "months_above": Label(
        en="{what}: more came than the interval holds in {months}.",
        zh="{what}：以下月份实际高于区间：{months}。",
    ),
    "months_below": Label(
        en="{what}: less came than the interval holds in {months}.",
        zh="{what}：以下月份实际低于区间：{months}。",
    ),
    "reps_on": Label(
        en="Nobody's outcomes lie off the middle by more than chance explains.",
        zh="没有人的结果明显偏离中间，超出偶然。",
    ),
}


def said(key: str, **values: Any) -> Label:
    """A sentence with its numbers, in both languages; a value may itself be a Label."""
    sentence = SENTENCES[key]
    english = {name: _word(value, "en") for name, value in values.items()}
    chinese = {name: _word(value, "zh") for name, value in values.items()}
    return Label(en=sentence.en.format(**english), zh=sentence.zh.format(**chinese))


def number(value: float | Fitted, unit: CellUnit) -> str:
    """A number in a sentence, with its interval if it has one; not for money, which each language tells in its way."""
    if isinstance(value, Fitted):
        low, high = (plain_number(bound, unit).removesuffix(" %") for bound in (value.low, value.high))
        return f"{plain_number(value.value, unit)} ({low} … {high})"
    return plain_number(value, unit)


def p_is(p: float) -> str:
    """A p-value with its sign: `< 0.001`, `= 0.04`."""
    shown = plain_number(p, "chance")
    return shown if shown.startswith("<") else f"= {shown}"


def _word(value: Any, language: str) -> str:
    if isinstance(value, In):
        return number(*value)
    return value.text(language) if isinstance(value, Label) else str(value)
