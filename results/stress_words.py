"""What a stress test found, in sentences: the most important first, each with its numbers and how sure they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from results.estimate import difference_of
from results.render.sections import Cells
from results.section import In
from results.stress import CALM, WRITTEN, Cell, Stress
from scenarios.base import Label
from scenarios.company import Currency
from scenarios.crm.fit.interval import Fitted
from scenarios.shocks import Shock

SENTENCES = {
    "written": Label(
        en="The target of {target} has a chance of {chance} to be reached. Expected are bookings of {bookings}, pay "
        "cost of {pay} and margin after pay of {margin}.",
        zh="年度目标 {target} 的达标概率为 {chance}；预期签约额 {bookings}，薪酬成本 {pay}，扣薪酬后毛利 {margin}。",
    ),
    "hurts": Label(
        en="{shock} hurts most: the chance changes by {points} percentage points, to {chance}, margin after pay by "
        "{margin} and pay cost by {pay}.",
        zh="“{shock}”伤害最大：达标概率变动 {points} 个百分点，为 {chance}；扣薪酬后毛利变动 {margin}，"
        "薪酬成本变动 {pay}。",
    ),
    "not_clear": Label(
        en="Whether it hurts the chance more than {shock} is not clear from so many years.",
        zh="以目前的模拟年数，尚不能断定其伤害大于“{shock}”。",
    ),
    "unhurt": Label(
        en="No shock that was tried clearly lowers the chance.", zh="所测试的冲击均未明显降低达标概率。"
    ),
    "costs": Label(
        en="{shock} costs most margin after pay: {margin}.", zh="“{shock}”使扣薪酬后毛利损失最大：{margin}。"
    ),
    "holds": Label(
        en="{shock}: the target holds, which is to say it is reached in at least half of all years, up to {share} of "
        "what is written ({amount}, {chance}).",
        zh="{shock}：目标在原目标的 {share} 以内守得住（即至少半数年份达标；{amount}，{chance}）。",
    ),
    "holds_always": Label(
        en="{shock}: every target that was tried holds, which is to say it is reached in at least half of all years, "
        "up to {share} of what is written ({amount}, {chance}).",
        zh="{shock}：所测试的目标全部守得住（即至少半数年份达标），直至原目标的 {share}（{amount}，{chance}）。",
    ),
    "breaks": Label(
        en="{shock}: no target that was tried holds, which is to say is reached in at least half of all years; at "
        "{share} of what is written the chance is {chance}.",
        zh="{shock}：所测试的目标均守不住（即达标年份不足半数）；在原目标的 {share} 处，概率为 {chance}。",
    ),
    "moved": Label(
        en="At {share} instead of the written target pay cost changes by {pay} and margin after pay by {margin}.",
        zh="目标定为原目标的 {share} 时，薪酬成本变动 {pay}，扣薪酬后毛利变动 {margin}。",
    ),
    "worst": Label(
        en="{shock}: the worst 5 % of years bring bookings of {bookings} and margin after pay of {margin} on average.",
        zh="{shock}：最差 5% 的年份平均签约额 {bookings}，扣薪酬后毛利 {margin}。",
    ),
    "assumed": Label(
        en="{shock}: over the ranges of what is assumed the chance lies between {low} and {high}, margin after pay "
        "between {least} and {most}.",
        zh="{shock}：在假设范围内，达标概率介于 {low} 与 {high} 之间，扣薪酬后毛利介于 {least} 与 {most} 之间。",
    ),
    "know": Label(
        en="Reps know of a shock: what they expect of their effort is what it brings under the shock.",
        zh="销售代表知道冲击的存在：他们对努力回报的预期，是冲击之下的回报。",
    ),
    "nobody_takes_over": Label(
        en="In a direct market nobody takes over what a rep who left would have sold.",
        zh="在直接市场中，离职者本应完成的销售无人接手。",
    ),
}  # fmt: skip


def told(key: str, currency: Currency, **values: Any) -> Label:
    """A sentence with its numbers, in both languages; a value is text, a Label or a number `In` its unit."""
    texts = {lang: {name: _word(value, currency, lang) for name, value in values.items()} for lang in ("en", "zh")}
    sentence = SENTENCES[key]
    return Label(en=sentence.en.format(**texts["en"]), zh=sentence.zh.format(**texts["zh"]))


def _word(value: Any, currency: Currency, language: Any) -> str:
    return Cells(currency, language).text(value, "text")


def points(change: Fitted) -> str:
    """A change of a share in percentage points, with its interval."""
    shown = [f"{100 * number:+.1f}" for number in (change.value, change.low, change.high)]
    return f"{shown[0]} ({shown[1]} … {shown[2]})" if change.low > float("-inf") else shown[0]


def lead(found: Stress) -> tuple[Label, ...]:
    """The answer: what the target stands for, what hurts most, where it breaks and what that costs."""
    worst = hurts_most(found, "hit")
    told_of = worst or hurts_most(found, "margin_after_pay")
    row = found.shocks.index(told_of) if told_of else 0
    rows = (0, row) if row else (0,)
    return (
        _written(found),
        *_hurts(found, worst),
        *(_holds(found, each) for each in rows),
        *_moved(found),
        *(_worst(found, each) for each in rows),
        *(sentence for each in rows for sentence in _assumed(found, each)),
    )


def hurts_most(found: Stress, key: str) -> Shock | None:
    """The shock that lowers a figure most at the written target; None where none lowers it beyond doubt."""
    rows = [row for row in range(1, len(found.shocks)) if found.change(row, key).high < 0]
    return found.shocks[min(rows, key=lambda row: found.change(row, key).value)] if rows else None


def _written(found: Stress) -> Label:
    cell = found.at_written(0)
    return told(
        "written",
        currency_of(found),
        target=In(float(found.scenario.targets.company), "money"),
        chance=In(cell.chance, "share"),
        bookings=In(cell.mean("bookings"), "money"),
        pay=In(cell.mean("pay"), "money"),
        margin=In(cell.mean("margin_after_pay"), "money"),
    )


def _hurts(found: Stress, worst: Shock | None) -> Iterator[Label]:
    money = currency_of(found)
    if worst is None:
        yield told("unhurt", money)
    else:
        row = found.shocks.index(worst)
        changes = {"margin": found.change(row, "margin_after_pay"), "pay": found.change(row, "pay")}
        yield told("hurts", money, shock=worst.name, points=points(found.change(row, "hit")),
                   chance=In(found.at_written(row).chance, "share"),
                   **{name: In(change, "money") for name, change in changes.items()})  # fmt: skip
        if rival := _rival(found, row):
            yield told("not_clear", money, shock=rival.name)
    dearest = hurts_most(found, "margin_after_pay")
    if dearest and dearest != worst:
        change = found.change(found.shocks.index(dearest), "margin_after_pay")
        yield told("costs", money, shock=dearest.name, margin=In(change, "money"))


def _rival(found: Stress, worst: int) -> Shock | None:
    """The shock whose chance lies next to that of the worst, unless it is higher beyond doubt."""
    others = [row for row in range(1, len(found.shocks)) if row != worst]
    if not others:
        return None
    second = min(others, key=lambda row: found.change(row, "hit").value)
    cells = found.at_written(worst), found.at_written(second)
    gap = difference_of(cells[0].years["hit"], cells[1].years["hit"])
    return None if gap.low > 0 else found.shocks[second]


def _holds(found: Stress, row: int) -> Label:
    cell = found.breaks(row)
    key = "breaks" if cell is None else "holds_always" if cell is found.cells[row][-1] else "holds"
    shown = cell or found.cells[row][0]
    return told(key, currency_of(found), shock=shown.shock.name, share=share_text(shown),
               amount=In(amount_of(found, shown), "money"), chance=In(shown.chance, "share"))  # fmt: skip


def _moved(found: Stress) -> Iterator[Label]:
    """What it would cost, or spare, to put the target where it just holds."""
    cell = found.breaks(0)
    if cell and cell.target != WRITTEN:
        changes = {"pay": "pay", "margin": "margin_after_pay"}
        moved = {name: In(cell.less(found.at_written(0), key), "money") for name, key in changes.items()}
        yield told("moved", currency_of(found), share=share_text(cell), **moved)


def _worst(found: Stress, row: int) -> Label:
    cell = found.at_written(row)
    return told("worst", currency_of(found), shock=cell.shock.name, bookings=In(cell.worst("bookings"), "money"),
                margin=In(cell.worst("margin_after_pay"), "money"))  # fmt: skip


def _assumed(found: Stress, row: int) -> Iterator[Label]:
    spread = found.spreads[row]
    if spread is not None:
        low, high = (In(bound, "share") for bound in spread.ranges["hit"])
        least, most = (In(bound, "money") for bound in margin_range(found, row))
        yield told("assumed", currency_of(found), shock=found.shocks[row].name, low=low, high=high,
                   least=least, most=most)  # fmt: skip


def margin_range(found: Stress, row: int) -> tuple[float, float]:
    """Lowest and highest margin after pay over the assumptions, in whole units of currency."""
    spread, coin = found.spreads[row], 10 ** currency_of(found).minor_digits
    assert spread is not None
    low, high = spread.ranges["margin_after_pay"]
    return low / coin, high / coin


def remarks(found: Stress) -> tuple[Label, ...]:
    """What has to be known to read the changes."""
    money, shocks = currency_of(found), [shock for shock in found.shocks if shock != CALM]
    direct = found.scenario.market.kind == "direct"
    leaving = any(blow.kind == "leave" for shock in shocks for blow in shock.blows)
    notes = [told("know", money)] if found.scenario.mind.reacts and shocks else []
    return tuple(notes + ([told("nobody_takes_over", money)] if direct and leaving else []))


def share_text(cell: Cell) -> str:
    """The target as a share of the written one: 105 %."""
    return f"{float(100 * cell.target):g} %"


def amount_of(found: Stress, cell: Cell) -> float:
    return float(found.scenario.targets.company * cell.target)


def currency_of(found: Stress) -> Currency:
    return found.scenario.company.currency
