"""Words of a search's answer, in both languages."""

from collections.abc import Iterable

from results.estimate import Difference
from results.section import CellUnit, Column
from scenarios.base import Label
from scenarios.crm.fit.interval import Fitted

TITLES: dict[str, Label] = {
    "changes": Label(en="What changes", zh="方案变化"),
    "quotas": Label(en="Quotas", zh="配额"),
    "outcome": Label(en="Today's plan and the new one, on fresh years", zh="现行方案与新方案（全新随机年份）"),
    "rails": Label(en="Guard rails, on fresh years", zh="约束条件（全新随机年份）"),
    "binding": Label(en="What binds, and what a little more room would bring", zh="起约束作用的条件及其影子价格"),
    "earned": Label(en="Which lever earned what, on the search's draws", zh="各杠杆的贡献（按搜索所用抽样）"),
    "draws": Label(en="Over assumptions: the difference in margin after pay", zh="不同假设下扣薪酬后毛利的差异"),
    "turns": Label(en="How the search went", zh="搜索过程"),
}

HEADS: dict[str, Label] = {
    "what": Label(en="What", zh="项目"),
    "today": Label(en="Today", zh="现行"),
    "new": Label(en="New plan", zh="新方案"),
    "returns": Label(en="Gross margin per unit of pay there", zh="每单位薪酬带来的毛利"),
    "figure": Label(en="Figure", zh="指标"),
    "difference": Label(en="Difference (95 % interval)", zh="差异（95% 区间）"),
    "rail": Label(en="Rail", zh="约束"),
    "demanded": Label(en="Demanded", zh="要求"),
    "found": Label(en="Found", zh="实际"),
    "kept": Label(en="Kept", zh="是否满足"),
    "worth": Label(en="1 % more room brings", zh="放宽 1% 的收益"),
    "missed": Label(en="Rails missed by", zh="约束缺口"),
    "block": Label(en="Lever", zh="杠杆"),
    "margin": Label(en="Margin after pay", zh="扣薪酬后毛利"),
    "draw": Label(en="Assumptions", zh="假设"),
    "turn": Label(en="Step", zh="步骤"),
    "radius": Label(en="Trust region", zh="信赖域"),
    "predicted": Label(en="Predicted", zh="预测收益"),
    "realised": Label(en="Simulated", zh="模拟收益"),
    "accepted": Label(en="Taken", zh="是否采纳"),
}

BLOCKS: dict[str, Label] = {
    "targets": Label(en="target split", zh="目标分解"),
    "weights": Label(en="KPI weights", zh="指标权重"),
    "curve": Label(en="bonus curves", zh="提成曲线"),
    "salary": Label(en="base salaries", zh="底薪"),
}

RAILS: dict[str, Label] = {
    "cost": Label(en="expected pay cost, within 1 %", zh="预期薪酬成本（±1%）"),
    "people": Label(en="least expected pay of a rep against today's", zh="销售代表预期收入与现在之比的最低值"),
    "participation": Label(en="least worth of the year to a rep", zh="这一年对销售代表的最低价值"),
}
PERSONAL: dict[str, Label] = {
    "people": Label(en="expected pay of everybody (reps: {count}) keeps 95 % of today's",
                    zh="销售代表（{count} 名）的预期收入不低于现在的 95%"),
    "participation": Label(en="the year is worth to everybody (reps: {count}) what another job would be",
                           zh="这一年对销售代表（{count} 名）的价值不低于外部机会"),
}  # fmt: skip
"""Rows about single people, told of all of them together."""
ROOM: dict[str, Label] = {
    "cost": Label(en="1 % more to spend on pay", zh="薪酬预算增加 1%"),
    "sum[targets]": Label(en="all quotas together 1 % lower", zh="配额总和降低 1%"),
}
"""What more room means where a row is an equation."""
LUCK = Label(en="as far as luck lets one tell", zh="在随机误差范围内")
YES, NO = Label(en="yes", zh="是"), Label(en="no", zh="否")


def column(key: str, unit: CellUnit = "text") -> Column:
    return Column(key, HEADS[key], unit)


DRAWS: dict[str, Label] = {
    "as written": Label(en="as written", zh="按原文"),
    "reps do not react": Label(en="reps do not react", zh="销售代表不作反应"),
    "weak response to pay": Label(en="weak response to pay", zh="对薪酬反应弱"),
    "strong response to pay": Label(en="strong response to pay", zh="对薪酬反应强"),
}


def draw_name(name: str) -> Label:
    """A set of assumptions in words; one about a number of the scenario by its path."""
    joint = name.removeprefix("joint draw ")
    if joint != name:
        return Label(en=f"all assumptions together, draw {joint}", zh=f"全部假设联合变动，第 {joint} 组")
    return DRAWS.get(name, Label(en=name, zh=name))


def percent(share: float, digits: int = 1) -> Label:
    """A change as a share, as each language writes it."""
    return Label(en=f"{100 * share:+.{digits}f} %", zh=f"{100 * share:+.{digits}f}%")


def said_of(blocks: Iterable[str]) -> Label:
    """Several levers in one breath."""
    names = [BLOCKS[block] for block in blocks]
    return Label(en=", ".join(name.en for name in names), zh="、".join(name.zh for name in names))


def filled(label: Label, **words: object) -> Label:
    """The same words with what they leave open."""
    return Label(en=label.en.format(**words), zh=label.zh.format(**words))


def interval_of(difference: Difference) -> Fitted:
    """A difference as tables show it, with its interval."""
    return Fitted(difference.mean, difference.low, difference.high, 0)
