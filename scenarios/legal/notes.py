"""What any report on pay says of the law: that nothing was checked, or which limits nobody has confirmed yet."""

from __future__ import annotations

from scenarios.base import Label
from scenarios.legal.city import CityProfile, numbers_of, unread
from scenarios.legal.numbers import LegalNumber

NOT_ADVICE = Label(
    en="Not legal advice: the limits are working summaries, to be checked by counsel.",
    zh="不构成法律意见：各项限制为工作摘要，须由法律顾问核对。",
)
KEYS = {
    "minimum_wage": Label(en="minimum wage", zh="最低工资"),
    "probation_share": Label(en="least share of pay in probation", zh="试用期工资最低比例"),
    "deduction_share": Label(en="largest share of a deduction", zh="扣款最高比例"),
    "pay_within.up_to_a_month": Label(en="latest pay date, monthly pay", zh="月度工资最迟发薪日"),
    "pay_within.under_a_year": Label(en="latest pay date, quarterly pay", zh="季度工资最迟发薪日"),
    "pay_within.a_year": Label(en="latest pay date, yearly pay", zh="年度工资最迟发薪日"),
    "proration": Label(en="pay of unfinished periods", zh="未满周期的折算"),
    "prepayment": Label(en="monthly prepayment", zh="每月预付"),
    "deduction_notice": Label(en="notice of a deduction", zh="扣款事先告知"),
}
"""What the keys of a profile are called."""


def legal_notes(city: CityProfile) -> tuple[Label, ...]:
    """The sentences that go with every report under this profile; the first says whether anything was checked."""
    if not city.checked:
        return (
            Label(
                en=f"Legal limits: none checked (city: {city.id}).",
                zh=f"法定限制：未核对（city: {city.id}）。",
            ),
        )
    name = city.name
    said = [Label(en=f"Legal limits: those of {name.en}. {NOT_ADVICE.en}", zh=f"法定限制：{name.zh}。{NOT_ADVICE.zh}")]
    if city.minimum_wage is None:
        said.append(
            Label(
                en=f"The minimum wage of {name.en} is not stated, so pay was not checked against it.",
                zh=f"{name.zh}的最低工资未填写，因此未核对。",
            )
        )
    said += [to_confirm(city, path) for path in unread(city)]
    return tuple(said)


def to_confirm(city: CityProfile, path: str) -> Label:
    """That what stands at a path of the profile is to be confirmed, with its value."""
    numbers = {".".join(steps): number for steps, number in numbers_of(city)}
    value = value_of(numbers[path]) if path in numbers else Label(en="", zh="")
    called = _called(city, path)
    en, zh = (f" ({value.en})", f"（{value.zh}）") if value.en else ("", "")
    return Label(
        en=f"{city.name.en}: {called.en}{en} is to be confirmed.",
        zh=f"{city.name.zh}：{called.zh}{zh}有待确认。",
    )


def value_of(number: LegalNumber) -> Label:
    """A number as people read it: 2,520 CNY/month since 2025; 80 %."""
    since = number.effective_from
    if number.unit == "share":
        en = zh = f"{(number.value * 100).normalize():f} %"
    else:
        amount = f"{number.value:,}"
        unit = {"days": "天", "months": "个月"}.get(number.unit, number.unit.replace("/month", "/月"))
        unit_en = number.unit[:-1] if number.value == 1 and number.unit.endswith("s") else number.unit
        en, zh = f"{amount} {unit_en}", f"{amount} {unit}"
    return Label(en=f"{en}, since {since}", zh=f"{zh}，{since} 起") if since else Label(en=en, zh=zh)


def _called(city: CityProfile, path: str) -> Label:
    excluded = {f"excluded[{one.id}]": one.name for one in city.excluded}
    if path not in excluded:
        return KEYS[path]
    name = excluded[path]
    return Label(en=f"that {name.en} does not count towards the minimum wage", zh=f"{name.zh}不计入最低工资")
