"""The legal rules that a plan is checked against, L1 to L12: what each demands, who says so, what breaking it means.

Not legal advice: the rules are working summaries, and counsel checks the text of a plan.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from scenarios.base import Label, Record
from scenarios.legal.numbers import Said, Status

Severity: TypeAlias = Literal["refused", "flagged", "to check by counsel"]
"""`refused`: such a plan is not paid or simulated. `flagged`: told in every report. `to check by counsel`: told, and
the answer differs between courts or is not known here."""


class Rule(Record):
    """One legal rule on pay."""

    id: str
    """L1 to L12."""
    title: Label
    demands: Label
    """What it wants of a plan."""
    severity: Severity
    """What breaking it means, at the worst."""
    source: Said
    """The text, and where it was read."""
    status: Status


RULES = (
    Rule(
        id="L1",
        title=Label(en="Deductions from wages", zh="工资扣除"),
        demands=Label(
            en="For a loss that a worker caused, at most 20 % of a month's wage is taken, and the minimum wage is "
            "left; the rest is carried forward. The rule is for losses, not for fines.",
            zh="因劳动者造成的损失，每月扣除不超过当月工资的 20%，且扣除后不低于最低工资；其余结转以后月份。"
            "此规则针对损失赔偿，不适用于罚款。",
        ),
        severity="refused",
        source="工资支付暂行规定 (Interim Provisions on Wage Payment) art. 16; wanglu.net t12-157298, ieqm 3968841",
        status="read",
    ),
    Rule(
        id="L2",
        title=Label(en="Minimum wage", zh="最低工资"),
        demands=Label(
            en="Each month of normal work pays each rep the local minimum wage at least, overtime pay, allowances for "
            "special conditions and statutory welfare not counted. Commission counts.",
            zh="每人每月提供正常劳动，工资扣除加班工资、特殊条件津贴和法定福利后不低于当地最低工资。提成计入工资。",
        ),
        severity="refused",
        source="最低工资规定 (Provisions on Minimum Wages) art. 12; blog.bokee 16983093",
        status="read",
    ),
    Rule(
        id="L3",
        title=Label(en="A month without sales", zh="零业绩月份"),
        demands=Label(
            en="A month of work without a sale is paid, at the minimum wage at least.",
            zh="当月无业绩但提供了劳动的，仍须支付工资，且不低于最低工资。",
        ),
        severity="refused",
        source="a case settled at 2,760 yuan for two months; ldzytj.com 2997",
        status="read",
    ),
    Rule(
        id="L4",
        title=Label(en="Pay at exit", zh="离职结算"),
        demands=Label(
            en="When employment ends, wages are paid in one go: commission that is earned and not yet paid falls due.",
            zh="劳动关系终止时一次付清工资：已赚取而未发放的提成同时到期。",
        ),
        severity="flagged",
        source="工资支付暂行规定 (Interim Provisions on Wage Payment) art. 9; txwheels 609297",
        status="read",
    ),
    Rule(
        id="L5",
        title=Label(en="Commission not yet collected at exit", zh="离职时未回款的提成"),
        demands=Label(
            en="A clause that cancels commission on uncollected contracts at exit was held void in one case "
            "(Guangzhou); other courts differ. While employment lasts, paying on receipt was accepted in another.",
            zh="约定离职后未回款合同不再计提成的条款，有判例认定无效（广州）；各地法院意见不一。"
            "在职期间按回款计发，有判例认可。",
        ),
        severity="to check by counsel",
        source="fytlaw 5747 (4,235 yuan awarded), hr730 49222, fordlawyers 1218",
        status="read",
    ),
    Rule(
        id="L6",
        title=Label(en="No dismissal by rank alone", zh="不得仅凭排名辞退"),
        demands=Label(
            en="Coming last is not being unfit. Nobody leaves by rank alone; the way is an absolute standard, training "
            "or another post, a second test, and an exit with pay.",
            zh="末位不等于不能胜任。不得仅凭排名解除合同；合规路径为：绝对标准考核、培训或调岗、再次考核、依法补偿后解除。",
        ),
        severity="refused",
        source="指导案例18号 (guiding case 18); 第八次民商事纪要 29; fx361, fazhiyi, jsfy",
        status="read",
    ),
    Rule(
        id="L7",
        title=Label(en="Year-end bonus of those who leave", zh="离职者的年终奖"),
        demands=Label(
            en="'Who is gone gets none' does not decide where the exit was neither the worker's fault nor wish and "
            "the work was done well: accrue the bonus by time worked.",
            zh="“离职即无年终奖”的约定并非决定性：非因劳动者过失或主动离职且表现正常的，应按工作时间折算。",
        ),
        severity="flagged",
        source="指导案例183号 (guiding case 183); kwm.com",
        status="read",
    ),
    Rule(
        id="L8",
        title=Label(en="Pay periods, prepayment and pay dates", zh="支付周期、预付与发薪日"),
        demands=Label(
            en="Where the city says so (Shenzhen): wages every month; bonuses of an unfinished period by time worked; "
            "appraisal-period pay prepaid at the minimum wage at least; latest pay dates by length of the period.",
            zh="所在城市有规定的（深圳）：工资至少每月支付；未满周期的奖金按实际工作时间折算；"
            "按考核周期支付的每月预付不低于最低工资；发薪日按周期长短有最迟期限。",
        ),
        severity="refused",
        source="深圳市员工工资支付条例 art. 5, 6, 10, 11, 13, 14; worldometers.cn 114381, estsglobal 29, hr730 49567",
        status="read",
    ),
    Rule(
        id="L9",
        title=Label(en="Notice of a deduction", zh="扣款事先告知"),
        demands=Label(
            en="In Guangdong a deduction is told in writing beforehand, with reason and amount, and leaves the minimum "
            "wage.",
            zh="在广东，扣款须事先书面告知原因和数额，且扣除后不低于最低工资。",
        ),
        severity="flagged",
        source="wanglu.net, a garbled copy that agrees with itself",
        status="read",
    ),
    Rule(
        id="L10",
        title=Label(en="Contract, publication, deposits, probation, fines", zh="合同、公示、押金、试用期、罚款"),
        demands=Label(
            en="Pay terms stand in the contract; rules are discussed with the staff and published, and are not changed "
            "backwards; no deposits; probation pays 80 % of the agreed wage and the minimum wage at least; fines rest "
            "on doubtful ground since 2008; social insurance is paid on 60 % to 300 % of the average wage.",
            zh="报酬条款写入合同；规章经民主程序讨论并公示，不得追溯变更；不得收取押金；"
            "试用期工资不低于约定工资的 80% 且不低于最低工资；罚款自 2008 年起依据存疑；"
            "社保基数为平均工资的 60% 至 300%。",
        ),
        severity="flagged",
        source="劳动合同法 (Labour Contract Law) art. 4, 9, 17, 20 and others; not read",
        status="to be confirmed",
    ),
    Rule(
        id="L11",
        title=Label(en="Values of minimum wages", zh="最低工资数额"),
        demands=Label(
            en="The minimum wage of the city and the year is stated with its date and source, and confirmed by whoever "
            "uses it.",
            zh="须注明所在城市、所属年度的最低工资及其日期与来源，并由使用者确认。",
        ),
        severity="to check by counsel",
        source="values of 2025; three searches found no readable text",
        status="to be confirmed",
    ),
    Rule(
        id="L12",
        title=Label(en="Agents", zh="代理制人员"),
        demands=Label(
            en="People under an agency contract (insurance agents, some partners) are not employees: L1 to L3 are not "
            "applied to them, and a report says so.",
            zh="签订代理合同的人员（保险代理人、部分合伙人）不属于雇员：不适用 L1 至 L3，报告中须注明。",
        ),
        severity="flagged",
        source="rules of China Life for collecting agents (2015)",
        status="read",
    ),
)

_BY_ID = {one.id: one for one in RULES}


def rule(name: str) -> Rule:
    """The rule of a number, such as L2."""
    return _BY_ID[name]
