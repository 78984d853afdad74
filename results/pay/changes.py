"""Why a component pays somebody more or less under another plan, in words: measure, rates, thresholds, cap, gates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from results.pay.payroll import coins
from scenarios.base import Label
from scenarios.plan import Commission, PointSchedule, TierSchedule
from scenarios.plan.plan import AnyComponent
from sim.pay.counted import PLAIN, SHUT
from sim.pay.settle import Settlement
from sim.pay.why.lines import PayLine
from sim.pay.why.step import MILLION, percent, plain

NAMES = {
    "gates": Label(en="gates", zh="门槛条件"),
    "modifiers": Label(en="coefficients", zh="系数"),
    "cap": Label(en="the cap", zh="封顶"),
    "floor": Label(en="the least pay", zh="保底"),
    "threshold": Label(en="the threshold", zh="门槛"),
    "quota": Label(en="what is 100 %", zh="目标口径"),
    "ramp": Label(en="the ramp", zh="爬坡期"),
    "target_share": Label(en="the target share", zh="目标占比"),
    "period": Label(en="the period", zh="结算周期"),
    "where": Label(en="which deals count", zh="计入范围"),
    "counts": Label(en="how deals count", zh="计入比例"),
    "days_to_pay": Label(en="days to payment", zh="回款时间系数"),
    "large_deals": Label(en="large deals", zh="大单条款"),
    "roles": Label(en="who is paid", zh="适用岗位"),
    "kpis": Label(en="the scorecard's lines", zh="考核指标"),
    "starts": Label(en="when it is in force", zh="生效时间"),
    "ends": Label(en="when it is in force", zh="生效时间"),
    "rounding": Label(en="rounding", zh="取整"),
    "basis": Label(en="what goes through the schedule", zh="计提基础"),
    "schedule": Label(en="the schedule", zh="提成表"),
    "amount": Label(en="its amount", zh="金额"),
    "rate": Label(en="its rate", zh="比例"),
    "share": Label(en="its share", zh="比例"),
    "prizes": Label(en="the prizes", zh="奖金"),
    "divided": Label(en="how the pool is divided", zh="分配办法"),
}
"""A component's keys in words."""
MOST_REASONS = 3


def why_changed(
    old: Settlement, new: Settlement, name: str, rep: int, before: Sequence[PayLine], after: Sequence[PayLine],
    pays: tuple[int, int],
) -> Label:  # fmt: skip
    """The component that changed most, by how much, and the reasons that apply to this person."""
    was, now = _component(old, name), _component(new, name)
    currency = new.plan_file.company.currency
    change = pays[1] - pays[0]
    money = f"{'+' if change > 0 else ''}{coins(change, currency)}"
    label = (now or was).name  # type: ignore[union-attr]
    if was is None or now is None:
        en, zh = ("is new", "新增项目") if was is None else ("is gone", "取消项目")
        return Label(en=f"{label.en} {money}: it {en}", zh=f"{label.zh} {money}：{zh}")
    reasons = list(_reasons(old, new, was, now, rep, before, after))[:MOST_REASONS]
    if not reasons:
        reasons = [
            Label(en="its own rules are the same: what it rests on changed", zh="自身规则未变，所依据的其他项变化")
        ]
    return Label(en=f"{label.en} {money}: {'; '.join(r.en for r in reasons)}",
                 zh=f"{label.zh} {money}：{'；'.join(r.zh for r in reasons)}")  # fmt: skip


def _component(side: Settlement, name: str) -> AnyComponent | None:
    return next((c for c in side.plan_file.plan.components if c.id == name), None)


def _reasons(
    old: Settlement, new: Settlement, was: AnyComponent, now: AnyComponent, rep: int, before: Sequence[PayLine],
    after: Sequence[PayLine],
) -> Iterator[Label]:  # fmt: skip
    """What differs for this person, what weighs most first as far as one can tell."""
    if was.kind != now.kind:
        yield Label(en=f"a {now.kind} instead of a {was.kind}", zh=f"由 {was.kind} 改为 {now.kind}")
        return
    kpis = [getattr(c, "measure", None) for c in (was, now)]
    if kpis[0] != kpis[1]:
        yield Label(en=f"paid by {kpis[1]} instead of {kpis[0]}", zh=f"计提依据由 {kpis[0]} 改为 {kpis[1]}")
    shut = [sum(line.factor == SHUT for line in lines) for lines in (before, after)]
    if shut[0] != shut[1]:
        yield Label(en=f"its gates are shut in {shut[1]} periods instead of {shut[0]}",
                    zh=f"门槛未过的期数由 {shut[0]} 变为 {shut[1]}")  # fmt: skip
    changed = _changed(was, now)
    if was.kind == "base":
        one, two = (side.papers[0].payees.base[rep] for side in (old, new))
        if one != two:
            currency = new.plan_file.company.currency
            yield Label(en=f"the salary is {coins(int(two), currency)} a month instead of {coins(int(one), currency)}",
                        zh=f"底薪由每月 {coins(int(one), currency)} 改为 {coins(int(two), currency)}")  # fmt: skip
    yield from _schedule_reasons(was, now, before, after)
    yield from _coefficients(before, after)
    full = [sum(line.full for line in lines) for lines in (before, after)]
    amount = [sum(line.amount for line in lines) for lines in (before, after)]
    if kpis[0] == kpis[1] and kpis[0] and amount[0] != amount[1] and "period" not in changed:
        yield Label(en="another amount counts", zh="计入的业绩不同")
    if full[0] != full[1] and all(full) and "period" not in changed:
        yield Label(en="100 % is another amount", zh="100 % 对应金额不同")
    for key in changed:
        if key not in ("schedule", "measure", "modifiers", "kind", "name", "id") and key in NAMES:
            yield Label(en=f"{NAMES[key].en} changed", zh=f"{NAMES[key].zh}变化")


def _changed(was: AnyComponent, now: AnyComponent) -> list[str]:
    return [key for key in type(was).model_fields if getattr(was, key) != getattr(now, key, None)]


def _coefficients(before: Sequence[PayLine], after: Sequence[PayLine]) -> Iterator[Label]:
    means = []
    for lines in (before, after):
        found = [line.factor for line in lines if line.factor >= 0]
        means.append(Fraction(sum(found), len(found) * MILLION) if found else None)
    if means[0] != means[1] and not all(line.factor == PLAIN for line in (*before, *after)):
        shown = ["none" if mean is None else f"× {plain(Fraction(round(mean * 1000), 1000))}" for mean in means]
        yield Label(en=f"coefficients {shown[1]} on average instead of {shown[0]}",
                    zh=f"平均系数由 {shown[0]} 变为 {shown[1]}".replace("none", "无"))  # fmt: skip


def _schedule_reasons(
    was: AnyComponent, now: AnyComponent, before: Sequence[PayLine], after: Sequence[PayLine]
) -> Iterator[Label]:
    one, two = getattr(was, "schedule", None), getattr(now, "schedule", None)
    if one is None or two is None or one == two:
        return
    if one.mode != two.mode:
        yield Label(en=f"mode {two.mode} instead of {one.mode}", zh=f"计提方式由 {one.mode} 改为 {two.mode}")
    elif isinstance(one, TierSchedule) and isinstance(two, TierSchedule):
        yield from _tiers(was, one, two, before, after)
    elif isinstance(one, PointSchedule) and isinstance(two, PointSchedule):
        edges = [p.at for p in one.points] != [p.at for p in two.points]
        told = ("other thresholds", "档位门槛变化") if edges else ("other amounts at the same levels", "同档金额变化")
        yield Label(en=told[0], zh=told[1])
    else:
        yield Label(en="the matrix changed", zh="矩阵变化")


def _tiers(
    was: Any, one: TierSchedule, two: TierSchedule, before: Sequence[PayLine], after: Sequence[PayLine]
) -> Iterator[Label]:
    """The rate that the person's best period reached, under both."""
    best = max((*after, *before), key=lambda line: line.amount, default=None)
    if best is None or not isinstance(was, Commission):
        return
    rates = [_rate(schedule, best) for schedule in (one, two)]
    if one.edges == two.edges and [t.start for t in one.tiers] != [t.start for t in two.tiers]:
        yield Label(en="other thresholds between tiers", zh="档位门槛变化")
    if rates[0] is not None and rates[1] is not None and rates[0] != rates[1]:
        shown = [percent(rate) if best.unit == "money" else plain(rate) for rate in rates if rate is not None]
        yield Label(
            en=f"the rate reached is {shown[1]} instead of {shown[0]}", zh=f"所达档位比例由 {shown[0]} 变为 {shown[1]}"
        )
    elif [t.rate for t in one.tiers] != [t.rate for t in two.tiers]:
        yield Label(en="other rates below the tier reached", zh="以下档位比例变化")


def _rate(schedule: TierSchedule, line: PayLine) -> Fraction | None:
    """The rate of the tier that an amount reaches; None where it is below all, or edges cannot be compared."""
    if schedule.edges == "attainment" and line.full <= 0:
        return None
    reached = Fraction(line.amount, line.full) if schedule.edges == "attainment" else None
    if reached is None:
        return None
    found = [tier for tier in schedule.tiers if tier.start is None or reached >= Fraction(tier.start)]
    return Fraction(found[-1].rate) if found else None
