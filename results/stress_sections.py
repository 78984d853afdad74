"""A stress test as sections of facts: a map of chances, the written target in full, and where targets break."""

from __future__ import annotations

from results.section import CellUnit, Column, Section
from results.stress import MONEY, Cell, Stress
from results.stress_words import amount_of, margin_range, remarks, share_text
from scenarios.base import Label
from scenarios.crm.fit.interval import Fitted

TITLES = {
    "heat": Label(en="Chance of reaching the target, by shock and by target", zh="各冲击、各目标下的达标概率"),
    "written": Label(en="At the written target", zh="在原目标下"),
    "changes": Label(en="What each shock changes at the written target, on the same draws",
                     zh="各冲击在原目标下的影响（同一随机抽样）"),
    "cash": Label(en="Cash collected at the written target", zh="原目标下的回款"),
    "worst": Label(en="The worst 5 % of years at the written target, on average", zh="原目标下最差 5% 年份的平均值"),
    "by_target": Label(en="What another target brings without a shock", zh="无冲击时不同目标的结果"),
    "breaks": Label(en="Where the target breaks", zh="目标在哪里守不住"),
    "assumed": Label(en="At the written target, over the ranges of the assumptions", zh="原目标下，在假设范围内"),
    "cells": Label(en="Every shock at every target", zh="全部冲击与目标组合"),
}  # fmt: skip
HEADS = {
    "shock": Label(en="Shock", zh="冲击"),
    "code": Label(en="Option", zh="选项"),
    "target": Label(en="Target", zh="目标"),
    "amount": Label(en="Amount", zh="金额"),
    "chance": Label(en="P(target)", zh="达标概率"),
    "hit": Label(en="P(target)", zh="达标概率"),
    "bookings": Label(en="Bookings", zh="签约额"),
    "pay": Label(en="Pay cost", zh="薪酬成本"),
    "margin_after_pay": Label(en="Margin after pay", zh="扣薪酬后毛利"),
    "collected": Label(en="Collected", zh="回款额"),
    "worst_bookings": Label(en="Bookings, worst 5 %", zh="签约额（最差 5%）"),
    "worst_margin": Label(en="Margin after pay, worst 5 %", zh="扣薪酬后毛利（最差 5%）"),
    "holds": Label(en="Holds up to", zh="守得住的上限"),
    "low": Label(en="P(target), lowest", zh="达标概率下限"),
    "high": Label(en="highest", zh="上限"),
    "least": Label(en="Margin after pay, lowest", zh="扣薪酬后毛利下限"),
    "most": Label(en="highest", zh="上限"),
    "change_hit": Label(en="P(target), change", zh="达标概率变动"),
    "change_pay": Label(en="Pay cost, change", zh="薪酬成本变动"),
    "change_bookings": Label(en="Bookings, change", zh="签约额变动"),
    "change_margin_after_pay": Label(en="Margin after pay, change", zh="扣薪酬后毛利变动"),
    "change_collected": Label(en="Collected, change", zh="回款额变动"),
}
EARNED = ("bookings", "pay", "margin_after_pay")
HOLDS = Label(en="A target holds where it is reached in at least half of the simulated years.",
              zh="至少半数模拟年份达标，即视为守得住。")  # fmt: skip


def stress_sections(found: Stress, left_out: tuple[Label, ...]) -> list[Section]:
    """What tables and reports show. left_out: why some usual shocks were not tried."""
    sections = [_heat(found, left_out), _written(found), _changes(found), _cash(found), _worst(found)]
    sections += [_targets(found), _breaks(found)]
    return sections + ([_assumed(found)] if found.spreads[0] is not None else [])


def _heads(*wanted: tuple[str, CellUnit]) -> tuple[Column, ...]:
    return tuple(Column(key, HEADS[key], unit) for key, unit in wanted)


def _money(*keys: str) -> list[tuple[str, CellUnit]]:
    return [(key, "money") for key in keys]


def _heat(found: Stress, left_out: tuple[Label, ...]) -> Section:
    """more: how a picture may colour it, and the place among the columns of the written target's."""
    heads = tuple(Column(f"at_{cell.target}", Label(en=share_text(cell), zh=share_text(cell).replace(" ", "")), "share")
                  for cell in found.cells[0])  # fmt: skip
    rows = tuple((row[0].shock.name, *(cell.chance.value for cell in row)) for row in found.cells)
    more = {"shade": "share", "at": 1 + found.written}
    return Section("heat", TITLES["heat"], (*_heads(("shock", "text")), *heads), rows, left_out, len(rows), more)


def _written(found: Stress) -> Section:
    cells = [row[found.written] for row in found.cells]
    rows = tuple((c.shock.name, c.chance, *(c.mean(key) for key in EARNED)) for c in cells)
    heads = _heads(("shock", "text"), ("chance", "share"), *_money(*EARNED))
    return Section("written", TITLES["written"], heads, rows, most=len(rows))


def _changes(found: Stress) -> Section:
    keys = ("hit", *EARNED)
    rows = tuple((found.shocks[r].name, *(found.change(r, key) for key in keys)) for r in range(1, len(found.shocks)))
    heads = _heads(("shock", "text"), ("hit", "points"), *_money(*EARNED))
    return Section("changes", TITLES["changes"], heads, rows, remarks(found), len(rows))


def _cash(found: Stress) -> Section:
    """Beside the rest, because a shock may move cash and nothing else."""
    rows = tuple(
        (cells[found.written].shock.name, cells[found.written].mean("collected"), _change(found, row, "collected"))
        for row, cells in enumerate(found.cells)
    )
    heads = _heads(("shock", "text"), *_money("collected", "change_collected"))
    return Section("cash", TITLES["cash"], heads, rows, most=len(rows))


def _worst(found: Stress) -> Section:
    cells = [row[found.written] for row in found.cells]
    rows = tuple((c.shock.name, c.worst("bookings"), c.worst("margin_after_pay")) for c in cells)
    heads = _heads(("shock", "text"), *_money("worst_bookings", "worst_margin"))
    return Section("worst", TITLES["worst"], heads, rows, most=len(rows))


def _targets(found: Stress) -> Section:
    """The first row of cells: what the target alone does to bookings, pay and margin, since reps react to it."""
    base = found.at_written(0)
    rows = tuple(
        (share_text(c), amount_of(found, c), c.chance, c.mean("bookings"), c.less(base, "pay"),
         c.less(base, "margin_after_pay"))
        for c in found.cells[0]
    )  # fmt: skip
    money = _money("bookings", "change_pay", "change_margin_after_pay")
    heads = _heads(("target", "text"), ("amount", "money"), ("chance", "share"), *money)
    return Section("by_target", TITLES["by_target"], heads, rows, most=len(rows))


def _breaks(found: Stress) -> Section:
    rows = []
    for place, shock in enumerate(found.shocks):
        cell = found.breaks(place)
        held = (share_text(cell), amount_of(found, cell), cell.chance) if cell else (None, None, None)
        rows.append((shock.name, *held))
    heads = _heads(("shock", "text"), ("holds", "text"), ("amount", "money"), ("chance", "share"))
    return Section("breaks", TITLES["breaks"], heads, tuple(rows), (HOLDS,), len(rows))


def _assumed(found: Stress) -> Section:
    rows = []
    for place, (shock, spread) in enumerate(zip(found.shocks, found.spreads, strict=True)):
        assert spread is not None
        rows.append((shock.name, *spread.ranges["hit"], *margin_range(found, place)))
    heads = _heads(("shock", "text"), ("low", "share"), ("high", "share"), *_money("least", "most"))
    return Section("assumed", TITLES["assumed"], heads, tuple(rows), most=len(rows))


def cells_section(found: Stress) -> Section:
    """Everything about every cell, for data: values, and changes against the same target without a shock."""
    keys = ("hit", *MONEY)
    heads = _heads(("shock", "text"), ("code", "text"), ("target", "times"), ("amount", "money"), ("chance", "share"),
                   *_money(*MONEY, "worst_bookings", "worst_margin"), ("change_hit", "share"),
                   *_money(*(f"change_{key}" for key in MONEY)))  # fmt: skip
    rows = [
        (*_facts(found, cell), *(_change(found, row, key, column) for key in keys))
        for row, cells in enumerate(found.cells)
        for column, cell in enumerate(cells)
    ]
    return Section("cells", TITLES["cells"], heads, tuple(rows), most=len(rows))


def _facts(found: Stress, cell: Cell) -> tuple[object, ...]:
    worst = cell.worst("bookings"), cell.worst("margin_after_pay")
    what = cell.shock.name, cell.shock.code, float(cell.target), amount_of(found, cell)
    return *what, cell.chance, *(cell.mean(key) for key in MONEY), *worst


def _change(found: Stress, row: int, key: str, column: int | None = None) -> Fitted | None:
    return found.change(row, key, column) if row else None
