"""Shocks that a year may meet: what happens and how much of it, as data with a name in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from scenarios.base import Label

ShockKind = Literal["demand", "price", "leave", "hiring", "payment"]
KINDS: tuple[ShockKind, ...] = get_args(ShockKind)
PERCENT = ("demand", "price", "payment")
"""Those whose size is a share of what is usual."""
NO_SHOCK = Label(en="No shock", zh="无冲击")
_SHARES = {
    "demand": Label(en="Demand {0} %", zh="需求 {0}%"),
    "price": Label(en="Prices {0} %", zh="价格 {0}%"),
    "payment": Label(en="Time to payment {0} %", zh="回款时间 {0}%"),
}


@dataclass(frozen=True)
class Blow:
    """One thing that happens. size: a share of what is usual (-0.2 is 20 % less), people, or months of delay.

    month: of the fiscal year, counted from 1, on whose first day people leave.
    """

    kind: ShockKind
    size: Decimal
    month: int = 0

    @property
    def code(self) -> str:
        """As a user writes it."""
        if self.kind in PERCENT:
            return f"{self.kind}={_percent(self.size)}%"
        return f"leave={self.size}@{self.month}" if self.kind == "leave" else f"hiring={self.size}"

    @property
    def name(self) -> Label:
        if self.kind in PERCENT:
            texts, share = _SHARES[self.kind], _percent(self.size)
            return Label(en=texts.en.format(share), zh=texts.zh.format(share))
        if self.kind == "leave":
            people = "1 key rep leaves" if self.size == 1 else f"{self.size} key reps leave"
            return Label(en=f"{people} in month {self.month}", zh=f"{self.size} 名骨干第 {self.month} 个月离职")
        months = "1 month" if self.size == 1 else f"{self.size} months"
        return Label(en=f"Newcomers {months} late", zh=f"新人晚到岗 {self.size} 个月")


@dataclass(frozen=True)
class Shock:
    """What happens together; nothing at all is the year as it is written."""

    blows: tuple[Blow, ...] = ()

    @property
    def code(self) -> str:
        return ",".join(blow.code for blow in self.blows) or "none"

    @property
    def name(self) -> Label:
        """What tables and charts show."""
        names = [blow.name for blow in self.blows]
        return Label(en=" + ".join(n.en for n in names), zh=" + ".join(n.zh for n in names)) if names else NO_SHOCK


def _percent(share: Decimal) -> str:
    """-0.2 as "-20", 0.125 as "+12.5"."""
    text = f"{100 * share:+f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
