"""What a plan letter says beside its components."""

from __future__ import annotations

from scenarios.base import Label


def _l(en: str, zh: str) -> Label:
    return Label(en=en, zh=zh)


WORDS: dict[str, Label] = {
    "title": _l("Pay plan letter", "薪酬方案确认书"),
    "lead": _l("{plan} for {name}", "{plan}：{name}"),
    "intro": _l(
        "This letter says what you are paid, how it is worked out, and when. Every amount in its examples was computed "
        "by the same program that computes the pay statements.",
        "本确认书说明您的薪酬构成、计算方法与发放时间。示例金额均由计算工资单的同一程序算出。",
    ),
    # facts
    "name": _l("Name", "姓名"),
    "id": _l("Number", "工号"),
    "level": _l("Grade", "职级"),
    "role": _l("Role", "岗位"),
    "team": _l("Team", "团队"),
    "year": _l("Plan year", "方案年度"),
    "months": _l("{months} months", "{months} 个月"),
    "days": _l("{first} to {last}", "{first} 至 {last}"),
    "version": _l("Version", "版本"),
    "published": _l("Published", "公布日期"),
    "not_published": _l("not stated", "未注明"),
    "base": _l("Salary a month", "每月底薪"),
    "variable": _l("Variable pay at target, a year", "目标浮动收入（全年）"),
    "ote": _l("Pay at target, a year (12 salaries + variable)", "目标总收入（全年，12 个月底薪 + 浮动）"),
    "mix": _l("Salary : variable", "固定 : 浮动"),
    # parts
    "quota": _l("Your quota", "您的定额"),
    "quota_of": _l("Together {quota} in the plan year.", "方案年度合计 {quota}。"),
    "no_quota": _l("You carry no quota of your own under this plan.", "本方案未给您设定个人定额。"),
    "period": _l("Period", "周期"),
    "first_month": _l("1st month", "第 1 个月"),
    "second_month": _l("2nd month", "第 2 个月"),
    "third_month": _l("3rd month", "第 3 个月"),
    "together": _l("Together", "合计"),
    "quarter": _l("Quarter {number}", "第 {number} 季度"),
    "components": _l("What you are paid", "薪酬构成"),
    "not_paid": _l(
        "The plan has further components that are not for your role: {names}.",
        "方案另有不适用于您岗位的薪酬项：{names}。",
    ),
    "when": _l("When it is paid", "发放"),
    "examples": _l("Worked examples", "计算示例"),
    "examples_say": _l(
        "What a whole year pays where every period comes to the same attainment.",
        "假设全年各周期达成率相同，全年所得：",
    ),
    "component": _l("Component", "薪酬项"),
    "at": _l("At {share}", "达成 {share}"),
    "sold": _l("Sold {amount}", "业绩 {amount}"),
    "in_all": _l("In all", "合计"),
    "of_target": _l("Variable pay ÷ target", "浮动收入 ÷ 目标"),
    "curve": _l("Pay over attainment", "收入与达成率"),
    "curve_title": _l("Variable pay of the year by attainment", "全年浮动收入随达成率变化"),
    "curve_says": _l("At {share}: {pay}", "达成 {share}：{pay}"),
    "marks": _l("Where it jumps, bends, begins or ends", "跳变、转折、起算与封顶之处"),
    "crediting": _l("What counts as yours", "业绩归属"),
    "new_after": _l(
        "A customer without an order for {months} months counts as new, where the deals file does not say.",
        "连续 {months} 个月无订单的客户视为新客户（订单另有注明的除外）。",
    ),
    "house": _l("Nobody is credited for these accounts: {names}.", "以下为公司客户，不计个人业绩：{names}。"),
    "current": _l(
        "A deal that is cancelled is taken off in the month of its cancellation.",
        "订单取消的，在取消当月扣减业绩。",
    ),
    "original": _l(
        "A deal that is cancelled is taken off in the month of its booking; that period is settled again and the "
        "difference is charged in the month of cancellation.",
        "订单取消的，回溯至签约当月重新结算，差额在取消当月扣回。",
    ),
    "none": _l("A deal that is cancelled stays credited.", "订单取消不追回业绩。"),
    "within": _l(
        "Deals cancelled later than {days} days after signature stay credited.",
        "签约 {days} 天后取消的订单不追回。",
    ),
    "rules": _l("Rules for all of it", "通用规则"),
    "prorated": _l("Salary is paid for the days on which you are employed.", "底薪按在职天数发放。"),
    "versions": _l(
        "This letter is about version {version} of the plan, published {published}. A statement names the version "
        "it used.",
        "本确认书依据方案版本 {version}（公布日期：{published}）。工资单会注明所用版本。",
    ),
    "unnamed": _l("without a number", "未编号"),
    "rank_exit": _l("The plan's text says that whoever ranks last has to go.", "方案文本写有末位淘汰条款。"),
    "fines": _l("The plan's text provides for fines.", "方案文本写有罚款条款。"),
    "deposits": _l("The plan's text asks for deposits.", "方案文本写有保证金条款。"),
    "negative_pay": _l("A month's pay may come out negative and is then owed.", "当月薪酬可能为负并形成欠款。"),
    "interest": _l("Interest is charged on customers' late payments.", "客户逾期回款计息。"),
    "leavers_lose_bonus": _l(
        "Whoever leaves during the year gets no part of the year-end bonus.", "年中离职者不发年终奖。"
    ),
    "leavers_lose_uncollected": _l(
        "Whoever leaves gets no commission on what is not collected yet.", "离职时未回款部分不再计发提成。"
    ),
    "cuts_targets_back": _l(
        "Targets or rates may be changed for time already past.", "目标或费率可追溯调整。"
    ),
    "deducts": _l(
        "At most {share} of a month's wage is deducted for losses.",
        "因损失扣款每月不超过工资的 {share}。",
    ),
    "legal": _l("Legal notes", "法律提示"),
    "signatures": _l("Signatures", "签字"),
    "signed": _l(
        "I have read this letter and could ask about it.", "本人已阅读本确认书，并有机会就其内容提问。"
    ),
    "employee": _l("Employee", "员工"),
    "manager": _l("Manager", "直接上级"),
    "company": _l("For the company", "公司代表"),
    "name_and_signature": _l("Signature", "签字"),
    "date": _l("Date", "日期"),
}  # fmt: skip


def said(key: str, language: str, **words: object) -> str:
    return WORDS[key].text(language).format(**words)
