"""Rules on the pay frame: mix, quota over pay, leverage, pay at target, threshold, who reaches quota."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from results.pay.lint.crowd import attainments, variable_of
from results.pay.lint.material import Material
from results.pay.lint.ranges import (
    AT_QUOTA,
    EXCELLENCE,
    LEVERAGE,
    OVER_ASSIGNED,
    PAY_MIX,
    QUOTA_TO_PAY,
    REACH_THRESHOLD,
    THRESHOLD,
    Range,
)
from results.pay.lint.rule import Found, Rule, told
from scenarios.base import Label
from scenarios.plan import Allowance, Base, Commission, Contest, Override, Pool, Scorecard, Spif

OTHER = (Pool, Override, Allowance, Spif, Contest)
"""Kinds that pay beyond salary and state no share of the target incentive."""
AWAY = Fraction(1, 200)
"""Pay at target that misses target pay by less than half a per cent is right."""


def outside(range_: Range, number: float, form: str = ".3g") -> Label:
    """How a number lies to a range."""
    shown, low, high = (format(x, form) for x in (number, range_.low, range_.high))
    return told(
        "{n} is {where} {low}–{high}",
        "{n}，{where_zh} {low}–{high} 的范围",
        n=shown,
        low=low,
        high=high,
        where="below" if number < range_.low else "above",
        where_zh="低于" if number < range_.low else "高于",
    )


def _mix(material: Material) -> Iterator[Found]:
    if not any(isinstance(c, Base) for c in material.plan.components):
        return
    for level in material.file.people.levels:
        pay = 12 * level.base + level.variable
        if pay and not PAY_MIX.holds(share := float(12 * level.base / pay)):
            said = told(
                "{level}: the base's share of pay at target, {outside}",
                "{level}：底薪占目标总收入的比例 {outside}",
                level=level.name,
                outside=outside(PAY_MIX, share),
            )
            yield Found(level.id, said, {"base_share": share})


def _quota_to_pay(material: Material) -> Iterator[Found]:
    for case in material.cases:
        pay = material.target_pay(case.level)
        if pay and case.quota and not case.assumed and not QUOTA_TO_PAY.holds(times := case.quota / pay):
            said = told(
                "{case}: quota over pay at target, {outside}",
                "{case}：目标与目标总收入之比 {outside}",
                case=case.name,
                outside=outside(QUOTA_TO_PAY, times),
            )
            yield Found(case.level, said, {"times": times})


def _leverage(material: Material) -> Iterator[Found]:
    salaries = [i for i, c in enumerate(material.plan.components) if isinstance(c, Base)]
    if material.crowd is not None:
        found = variable_of(material.crowd, salaries, len(material.plan.components))
        if found is not None and not LEVERAGE.holds(times := float(np.quantile(found, 0.9))):
            said = told(
                "the 90th percentile's variable pay over target incentive, {outside}",
                "第 90 百分位的浮动收入与目标浮动之比 {outside}",
                outside=outside(LEVERAGE, times),
            )
            yield Found("", said, {"leverage": times, "at": "p90"})
        return
    for case in material.cases:
        target = material.variable(case)
        if target and case.quota and not LEVERAGE.holds(times := material.variable_at(case, EXCELLENCE) / target):
            said = told(
                "{case}: variable pay at {at:.0f} % over target incentive, {outside}",
                "{case}：达成 {at:.0f} % 时浮动收入与目标浮动之比 {outside}",
                case=case.name,
                at=100 * EXCELLENCE,
                outside=outside(LEVERAGE, times),
            )
            yield Found(case.level, said, {"leverage": times, "at": EXCELLENCE})


def _pay_at_target(material: Material) -> Iterator[Found]:
    for case in material.cases:
        target = material.variable(case)
        if not target or not case.quota:
            continue
        off = material.variable_at(case, 1) - target
        if abs(off) > AWAY * target:
            doubt = told(" (a quota of {quota} is assumed)", "（假定目标为 {quota}）", quota=material.money(case.quota))
            said = told(
                "{case}: at 100 % pay beyond salary is {pay}, {off} {than} the target incentive of {target}{doubt}",
                "{case}：达成 100 % 时浮动收入合计 {pay}，比目标浮动 {target} {than_zh} {off}{doubt}",
                case=case.name,
                pay=material.money(target + off),
                off=material.money(abs(off)),
                target=material.money(target),
                than="more than" if off > 0 else "less than",
                than_zh="多" if off > 0 else "少",
                doubt=doubt if case.assumed else "",
            )
            more = {"difference": off / material.coin, "target": target / material.coin}
            yield Found(case.level, said, more, "note" if case.assumed else None)


def _target_shares(material: Material) -> Iterator[Found]:
    roles: list[str | None] = [role.id for role in material.file.people.roles] or [None]
    for role in roles:
        shares = [
            Fraction(str(c.target_share))
            for c in material.plan.components
            if isinstance(c, Commission | Scorecard) and c.target_share and (not c.roles or role in c.roles)
        ]
        if shares and sum(shares) != 1:
            said = told(
                "{role}target shares sum to {total}, not 1",
                "{role}各组成的 target_share 合计为 {total}，而非 1",
                role=f"{role}: " if role else "",
                total=f"{float(sum(shares)):.4g}",
            )
            other = any(isinstance(c, OTHER) and (not c.roles or role in c.roles) for c in material.plan.components)
            yield Found(role or "", said, {"total": float(sum(shares))}, "note" if other else None)


def _threshold(material: Material) -> Iterator[Found]:
    for component in material.plan.components:
        threshold = getattr(component, "threshold", None)
        by_share = getattr(getattr(component, "schedule", None), "edges", "") == "attainment"
        rows = [(component.id, float(threshold))] if threshold and by_share else []
        if isinstance(component, Scorecard):
            rows = [(line.kpi, float(line.threshold)) for line in component.kpis if line.threshold]
        for name, value in rows:
            if not THRESHOLD.holds(value):
                said = told(
                    "{name}: the threshold, {outside}",
                    "{name}：门槛 {outside}",
                    name=name,
                    outside=outside(THRESHOLD, value),
                )
                yield Found(component.id, said, {"threshold": value})


def _reach_threshold(material: Material) -> Iterator[Found]:
    reached = attainments(material.crowd) if material.crowd is not None else np.zeros(0)
    for component in material.plan.components if reached.size else ():
        threshold = getattr(component, "threshold", None)
        by_share = getattr(getattr(component, "schedule", None), "edges", "") == "attainment"
        if threshold and by_share and getattr(component, "measure", "") == "bookings":
            share = float((reached >= float(threshold)).mean())
            if not REACH_THRESHOLD.holds(share):
                said = told(
                    "{share:.0f} % reach the threshold of {threshold} over the year; about 90 % is usual",
                    "全年达到门槛 {threshold} 的占 {share:.0f} %；通常约为 90 %",
                    share=100 * share,
                    threshold=threshold,
                )
                yield Found(component.id, said, {"share": share})


def _at_quota(material: Material) -> Iterator[Found]:
    reached = attainments(material.crowd) if material.crowd is not None else np.zeros(0)
    if reached.size and not AT_QUOTA.holds(share := float((reached >= 1).mean())):
        said = told(
            "the share of people at or above quota, {outside}",
            "达到或超过目标的人数占比 {outside}",
            outside=outside(AT_QUOTA, share),
        )
        yield Found("", said, {"share": share})


def _carried(material: Material) -> Iterator[Found]:
    crowd = material.crowd
    if crowd is None or not crowd.target:
        return
    carried = int(crowd.payees.quota.sum())
    over = carried / crowd.target - 1
    if not OVER_ASSIGNED.holds(over):
        said = told(
            "quotas carried come to {carried}, {over:+.1f} % against the company's target of {target}",
            "承担的目标合计 {carried}，相对公司目标 {target} 为 {over:+.1f} %",
            carried=material.money(carried),
            over=100 * over,
            target=material.money(crowd.target),
        )
        yield Found("", said, {"over_assignment": over})


RULES = (
    Rule("pay-mix", told("Pay mix", "固浮比"), "note", PAY_MIX.says, PAY_MIX.source, _mix, (Base,)),
    Rule(
        "quota-to-pay",
        told("Quota over pay at target", "目标与总收入之比"),
        "note",
        QUOTA_TO_PAY.says,
        QUOTA_TO_PAY.source,
        _quota_to_pay,
    ),
    Rule(
        "leverage", told("Leverage", "杠杆"), "note", LEVERAGE.says, LEVERAGE.source, _leverage, (Commission, Scorecard)
    ),
    Rule(
        "pay-at-target",
        told("Pay at 100 %", "达成 100 % 时的收入"),
        "warning",
        "definition",
        "the plan's own target incentive by level",
        _pay_at_target,
        (Commission, Scorecard),
    ),
    Rule(
        "target-shares",
        told("Target shares", "目标份额"),
        "warning",
        "definition",
        "parts of one target incentive",
        _target_shares,
        (Commission, Scorecard),
    ),
    Rule(
        "threshold",
        told("Thresholds", "门槛"),
        "note",
        THRESHOLD.says,
        THRESHOLD.source,
        _threshold,
        (Commission, Scorecard),
    ),
    Rule(
        "threshold-reached",
        told("Who reaches the threshold", "达到门槛的人数"),
        "note",
        REACH_THRESHOLD.says,
        REACH_THRESHOLD.source,
        _reach_threshold,
        (Commission,),
    ),
    Rule("at-quota", told("Who reaches quota", "达成目标的人数"), "note", AT_QUOTA.says, AT_QUOTA.source, _at_quota),
    Rule(
        "quotas-carried",
        told("Quotas carried", "承担的目标"),
        "warning",
        OVER_ASSIGNED.says,
        OVER_ASSIGNED.source,
        _carried,
    ),
)
