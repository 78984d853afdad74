"""A schedule step by step: what each tier or point pays of an amount, adding up to what the curve pays."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scenarios.plan import PointSchedule, TierSchedule
from sim.pay.curve import Rates, Scale, schedule_pieces
from sim.pay.why.step import Figures, Step, percent, plain, said

Edge = Fraction | None


class Curve:
    """A schedule at one scale. over: parts of a unit in which the measure's sums stand."""

    def __init__(self, schedule: Rates, scale: Scale, unit: str, over: int, figures: Figures) -> None:
        self.schedule, self.scale, self.unit, self.over, self.figures = schedule, scale, unit, over, figures

    def steps(self, amount: int) -> list[Step]:
        """Tier by tier; what they pay adds up to the schedule's pay, threshold and caps apart."""
        if self.schedule.edges == "attainment" and self.scale.quota <= 0:
            return [said("tier", "no quota in this period: nothing by attainment", "本期无目标：按达成率不计发", 0)]
        if isinstance(self.schedule, TierSchedule):
            return list(self._tiers(self.schedule, amount))
        return [self._point(self.schedule, amount)]

    def pay(self, amount: int) -> Fraction:
        """What the schedule pays, threshold and caps apart; exact, coins."""
        pieces = schedule_pieces(self.schedule, self.scale)
        return [piece for piece in pieces if piece.start <= amount][-1].at(Fraction(amount))

    def edge_name(self, written: Edge) -> str:
        """An edge as the plan writes it, and what it is in money or things."""
        if written is None:
            return "–∞"
        amount = self.figures.amount(self.scale.edge(self.schedule, written) / self.over, self.unit)
        return f"{percent(written)} ({amount})" if self.schedule.edges == "attainment" else amount

    def _reached(self, amount: int, edge: Edge) -> bool:
        if edge is None:
            return True
        at = self.scale.edge(self.schedule, edge)
        return amount >= at if self.schedule.closed == "upper" else amount > at

    def _tiers(self, schedule: TierSchedule, amount: int) -> Iterator[Step]:
        starts: list[Edge] = [None if tier.start is None else Fraction(tier.start) for tier in schedule.tiers]
        reached = [i for i, start in enumerate(starts) if self._reached(amount, start)]
        if not reached:
            at = self.edge_name(starts[0])
            yield said("tier", f"below the first tier, {at}: nothing", f"未达首档 {at}：0", 0)
            return
        top, quota = reached[-1], Fraction(self.scale.quota)
        if schedule.mode == "whole":
            yield self._rate(schedule, top, Fraction(amount), "everything", "全额")
            return
        edges = [Fraction(0) if e is None else self.scale.edge(schedule, e) for e in starts]
        above = schedule.mode == "overage" and edges[top] > quota
        last = max(i for i, edge in enumerate(edges) if edge <= quota) if above else top
        for i in range(last + 1):
            end = quota if above and i == last else edges[i + 1] if i < last else Fraction(amount)
            yield self._rate(schedule, i, end - (edges[i] if starts[i] is not None else 0), "the part", "该段")
        if above:
            yield self._rate(schedule, top, amount - quota, "all above quota", "超目标全部")

    def _rate(self, schedule: TierSchedule, i: int, part: Fraction, en: str, zh: str) -> Step:
        tier = schedule.tiers[i]
        start = None if tier.start is None else Fraction(tier.start)
        after = schedule.tiers[i + 1].start if i + 1 < len(schedule.tiers) else None
        begin = self.edge_name(start)
        end = f" – {self.edge_name(Fraction(after))}" if after is not None else ""
        pay = part * Fraction(tier.rate) * Fraction(self.scale.coin, self.scale.unit)
        told = self.figures.amount(part / self.over, self.unit)
        rate = percent(Fraction(tier.rate)) if self.unit == "money" else self.figures.money(
            Fraction(tier.rate) * self.scale.coin)  # fmt: skip
        times = f"{rate} × {told} = {self.figures.money(pay)}"
        return said("tier", f"tier from {begin}{end}: {en}, {times}", f"{begin}{end} 档：{zh}，{times}", pay)

    def _point(self, schedule: PointSchedule, amount: int) -> Step:
        starts = [Fraction(point.at) for point in schedule.points]
        pay, money = self.pay(amount), self.figures.money
        i = max((i for i, start in enumerate(starts) if self._reached(amount, start)), default=0)
        begin = self.edge_name(starts[i])
        if schedule.mode == "step":
            return said("tier", f"level from {begin}: {money(pay)}", f"{begin} 档：{money(pay)}", pay)
        after = f" – {self.edge_name(starts[i + 1])}" if i + 1 < len(starts) else ""
        one = "× " + plain(Fraction(schedule.points[i].pays)) if schedule.pays == "target" else ""
        return said("tier", f"on the line from {begin} {one}{after}: {money(pay)}",
                    f"在 {begin} {one}{after} 之间按直线：{money(pay)}", pay)  # fmt: skip
