"""The sentences of legal findings, English and Chinese: each names the value, the limit and what to do."""

from fractions import Fraction
from typing import TypeAlias

from scenarios.base import Label
from scenarios.company import Currency
from sim.pay.legal_facts import TermKind

TERMS: dict[TermKind, tuple[str, Label]] = {
    "rank_exit": (
        "L6",
        Label(
            en="Whoever ranks last leaves, by rank alone. Ranks may set bonuses; for an exit write an absolute "
            "standard, training or another post, a second test, and an exit with pay.",
            zh="仅凭排名末位即离职。排名可用于奖金系数；如需退出，请写明绝对标准、培训或调岗、再次考核、依法补偿后解除。",
        ),
    ),
    "loser_pays": (
        "L10",
        Label(
            en="Who loses the contest pays a stake; no worker should pay for another's prize. Fund the prize by the "
            "company.",
            zh="对赌由落败者出资；不应由员工为他人奖金买单。请改由公司出资。",
        ),
    ),
    "deposit": (
        "L10",
        Label(
            en="Workers leave a deposit with the company; none may be taken. Take the clause out.",
            zh="向员工收取押金（保证金）；不得收取。请删除该条款。",
        ),
    ),
    "interest": (
        "L10",
        Label(
            en="Reps are charged interest, such as on receivables that come late; that is the company's risk. Lower "
            "the commission rate with time instead.",
            zh="向销售人员计收利息（如逾期应收款）；该风险应由公司承担。请改为提成率随回款时间递减。",
        ),
    ),
    "void_uncollected": (
        "L5",
        Label(
            en="Commission on uncollected contracts is void at exit. Such a clause was held void in one case and "
            "courts differ: pay it when the customer pays, or ask counsel.",
            zh="离职后未回款合同的提成作废。有判例认定此类条款无效，各地法院意见不一：请于回款后照付，或咨询法律顾问。",
        ),
    ),
    "gone_none": (
        "L7",
        Label(
            en="No year-end bonus for who has left. This does not decide where the exit was neither the worker's "
            "fault nor wish: pay it by time worked.",
            zh="离职者无年终奖。非因劳动者过失或主动离职的，该约定并非决定性：请按工作时间折算发放。",
        ),
    ),
    "paid_after_exit": (
        "L4",
        Label(
            en="Commission that is earned at exit is paid later. Wages are paid in one go when employment ends: let "
            "it fall due then.",
            zh="离职时已赚取的提成延后发放。劳动关系终止时应一次付清工资：请约定届时到期。",
        ),
    ),
}
"""The rule that a clause touches, and what to say of it."""

Fields: TypeAlias = dict[str, str | Label]

WORDS = {
    "base": Label(
        en="{name}: fixed pay is {value} a month, below the minimum wage of {limit}. Raise it to {limit} at least, or "
        "write that a month below the minimum is topped up.",
        zh="{name}：固定工资每月 {value}，低于最低工资 {limit}。"
        "请至少提高到 {limit}，或写明低于最低工资的月份予以补足。",
    ),
    "topped_up": Label(
        en="{name}: fixed pay is {value} a month, below the minimum wage of {limit}, and is topped up: a month without "
        "other pay costs {cost} more. Count it as a cost.",
        zh="{name}：固定工资每月 {value}，低于最低工资 {limit}，由公司补足："
        "无其他收入的月份多支出 {cost}，请计入成本。",
    ),
    "no_sales": Label(
        en="{name}: a month without a sale pays {value}, below the minimum wage of {limit}. Pay {limit} at least, or "
        "write that such a month is topped up.",
        zh="{name}：零业绩月份工资为 {value}，低于最低工资 {limit}。请至少支付 {limit}，或写明予以补足。",
    ),
    "nothing": Label(
        en="{name}: a month without a sale pays {value}. No sale is not no pay: pay the local minimum wage at least.",
        zh="{name}：零业绩月份工资为 {value}。零业绩不等于零工资：请至少支付当地最低工资。",
    ),
    "negative": Label(
        en="{name}: pay is taken back without a floor, so that a month's net pay can go below zero. Leave at least "
        "{limit}, and carry the rest forward.",
        zh="{name}：收回款项未设下限，当月实发可能为负。请至少保留 {limit}，其余结转以后月份。",
    ),
    "recovery": Label(
        en="{name}: pay is taken back down to {value} a month, below the minimum wage of {limit}. Leave {limit} at "
        "least, and carry the rest forward.",
        zh="{name}：收回后当月仅剩 {value}，低于最低工资 {limit}。请至少保留 {limit}，其余结转以后月份。",
    ),
    "share": Label(
        en="{name}: {value} of a month's wage is taken; at most {limit} may be. Lower it to {limit}, and carry the "
        "rest forward.",
        zh="{name}：每月扣除工资的 {value}；最高为 {limit}。请降至 {limit}，其余结转以后月份。",
    ),
    "taken": Label(
        en="{name}: {value} is asked of {group}'s month of {wage}, from which at most {limit} may be taken ({fifth} of "
        "it, with the minimum wage left). Write that no more is taken than the law allows, and carry the rest forward.",
        zh="{name}：{group}当月工资 {wage}，拟扣 {value}，最多可扣 {limit}（不超过 {fifth}，且须保留最低工资）。"
        "请写明以法定限额为限，其余结转以后月份。",
    ),
    "unknown_wage": Label(
        en="{name}: {value} a month is taken, and the wage that it comes out of is not known. Write that at most "
        "{limit} of a month's wage is taken and the minimum wage left.",
        zh="{name}：每月扣除 {value}，而对应的工资未知。请写明每月扣除不超过工资的 {limit}，且保留最低工资。",
    ),
    "fine": Label(
        en="{name}: a fine. Only compensation for a loss may be deducted; let a lower coefficient or an unearned bonus "
        "say the same.",
        zh="{name}：属于罚款。仅损失赔偿可从工资中扣除；请改用较低系数或不予计发奖金的方式。",
    ),
    "notice": Label(
        en="{name}: nothing says that a deduction is told in writing beforehand. Add a notice of reason and amount.",
        zh="{name}：未写明扣款事先书面告知。请补充告知程序，写明原因和数额。",
    ),
    "late": Label(
        en="{name}: paid up to {value} after its period ends; the latest is {limit}. Pay it by then.",
        zh="{name}：周期结束后 {value}内支付；最迟为 {limit}。请提前发放。",
    ),
    "not_prorated": Label(
        en="{name}: whoever leaves inside the period gets nothing of it. Pay for the time worked.",
        zh="{name}：未满周期离职者不予发放。请按实际工作时间折算发放。",
    ),
    "prepaid": Label(
        en="{name}: {value} is prepaid in a month of the period, below the minimum wage of {limit}. Prepay {limit} a "
        "month at least.",
        zh="{name}：周期内每月预付 {value}，低于最低工资 {limit}。请每月至少预付 {limit}。",
    ),
    "probation_share": Label(
        en="{name}: probation pays {value} a month, below {share} of the agreed {agreed}, which is {limit}. Pay "
        "{limit} at least.",
        zh="{name}：试用期工资每月 {value}，低于约定工资 {agreed} 的 {share}，即 {limit}。请至少支付 {limit}。",
    ),
    "probation_wage": Label(
        en="{name}: probation pays {value} a month, below the minimum wage of {limit}. Pay {limit} at least.",
        zh="{name}：试用期工资每月 {value}，低于最低工资 {limit}。请至少支付 {limit}。",
    ),
    "backwards": Label(
        en="{name}: holds from {value} and was published only on {limit}. Let it begin on {limit} or later.",
        zh="{name}：自 {value} 起生效，而公布于 {limit}。请自 {limit} 或之后生效。",
    ),
    "agency": Label(
        en="{name}: under an agency contract. L1, L2 and L3 are not applied; have counsel confirm that these people "
        "are not employees.",
        zh="{name}：属代理合同，未适用 L1、L2、L3；请法律顾问确认其确非雇员。",
    ),
    "no_minimum": Label(
        en="The minimum wage of {name} is not stated, so no pay was checked against it. State it in a city profile of "
        "your own, with its date and source.",
        zh="{name}的最低工资未填写，工资未与其核对。请在自有城市文件中填写，并注明日期与来源。",
    ),
    "other_currency": Label(
        en="Pay is counted in {value} and the minimum wage of {name} in {limit}, so no pay was checked against it. "
        "State the minimum wage in {value}.",
        zh="工资以 {value} 计，而{name}的最低工资以 {limit} 计，未予核对。请以 {value} 填写最低工资。",
    ),
    "too_new": Label(
        en="The plan begins on {value}; the minimum wage of {name} stated here holds from {limit}. State the one of "
        "the plan's own time.",
        zh="方案自 {value} 起生效；此处{name}的最低工资自 {limit} 起执行。请填写方案所属时期的数值。",
    ),
    "doubt": Label(
        en=" To be confirmed: {what}.",
        zh="有待确认：{what}。",
    ),
}


def say(key: str, **fields: str | Label) -> Label:
    """The sentence of a key with its blanks filled, in both languages."""
    en = {name: one.en if isinstance(one, Label) else one for name, one in fields.items()}
    zh = {name: one.zh if isinstance(one, Label) else one for name, one in fields.items()}
    return Label(en=WORDS[key].en.format(**en), zh=WORDS[key].zh.format(**zh))


def money(amount: int, currency: Currency) -> str:
    """Coins as people write them, to the last coin: -¥1,234.50."""
    digits = currency.minor_digits
    whole, rest = divmod(abs(amount), 10**digits)
    small = f".{rest:0{digits}d}" if digits else ""
    return f"{'-' if amount < 0 else ''}{currency.symbol}{whole:,}{small}"


def percent(share: Fraction) -> str:
    """A share as a percentage, with as many digits as six decimals of the share need."""
    return f"{float(share) * 100:.4f}".rstrip("0").rstrip(".") + " %"


def span(count: int, unit: str) -> Label:
    """A length of time: 7 days, 1 month."""
    return Label(en=f"{count} {unit if count != 1 else unit[:-1]}", zh=f"{count} {'天' if unit == 'days' else '个月'}")
