"""A search's answer in a few sentences, the most important first."""

from __future__ import annotations

from optimizer.answer import Answer
from optimizer.levers import Levers
from optimizer.verdict import ROBUST, share_better
from optimizer.words import filled, percent, said_of
from results.render.numbers import Format
from scenarios.base import Label
from sim.quotas import rep_quotas

GAIN = Label(
    en="{doubt}Margin after pay changes by {mean} a year (95 % interval {low} … {high}, {years} fresh years); "
       "pay cost {pay}.",
    zh="{doubt}扣薪酬后毛利每年变动 {mean}（95% 区间 {low} … {high}，{years} 个全新年份）；"
       "薪酬成本 {pay}。")  # fmt: skip
NO_GAIN = Label(
    en="{doubt}No clear difference in margin after pay: {mean} a year (95 % interval {low} … {high}, {years} fresh "
       "years); pay cost {pay}.",
    zh="{doubt}扣薪酬后毛利无明显差异：每年 {mean}（95% 区间 {low} … {high}，{years} 个全新年份）；"
       "薪酬成本 {pay}。")  # fmt: skip
NOT_ROBUST = Label(en="Not robust: ", zh="不稳健：")
DRAWS = Label(en="It beats today's plan in {better} of {sets} sets of assumptions (differences from {low} to {high}).",
              zh="在 {sets} 组假设中有 {better} 组优于现行方案（差异 {low} 至 {high}）。")  # fmt: skip
MISSED = Label(en="On fresh years it misses a guard rail; see the table of guard rails.",
               zh="在全新年份中未满足某项约束，见约束条件表。")  # fmt: skip
OPTIMISM = Label(en="On the search's own draws it looked better by {gap}.", zh="在搜索所用抽样上，它看起来好 {gap}。")
PESSIMISM = Label(en="On the search's own draws it looked worse by {gap}.", zh="在搜索所用抽样上，它看起来差 {gap}。")
SHORTENED = Label(
    en="The plan goes {way} of the way from today's to the one that the search found: further on, fresh years missed a "
       "guard rail.",
    zh="方案只走了从现行方案到搜索结果路程的 {way}：再往前，全新年份中有约束不满足。")  # fmt: skip
FAIR = Label(
    en="The hardest quota is {after} times what its rep can be expected to sell; today it is {before} times.",
    zh="最难的配额是该销售预期签约额的 {after} 倍；现在是 {before} 倍。")  # fmt: skip
NO_REACTION = Label(
    en="Nothing to earn: reps do not react here (mind: none), so {levers} only move pay between people and bring no "
       "sale. Today's plan stays.",
    zh="无可优化：此处销售代表不作反应（mind: none），{levers}只改变薪酬的分配，"
       "不带来销售。维持现行方案。")  # fmt: skip
NOTHING = Label(en="No plan within the bounds was found to be better than today's. Today's plan stays.",
                zh="在允许范围内未找到优于现行方案的方案。维持现行方案。")  # fmt: skip


def lead_of(answer: Answer, aim: str) -> list[Label]:
    """What the plan brings, whether rails are kept, and in what share of the assumptions it is the better one."""
    if not answer.changed:
        return [_nothing(answer.levers)]
    return [*([_fairness(answer)] if aim == "fair" else []), *_brings(answer)]


def _fairness(answer: Answer) -> Label:
    """Of reps who can sell anything, by what they are expected to sell under today's plan on fresh years."""
    can = answer.verdict.base.bookings.mean(axis=0)
    selling = can > 0
    hardest = []
    for plan in (answer.levers.scenario, answer.levers.plan(answer.values)):
        quotas = rep_quotas(plan).sum(axis=1) / 10**plan.company.currency.minor_digits
        hardest.append(f"{(quotas[selling] / can[selling]).max():.2f}")
    return filled(FAIR, before=hardest[0], after=hardest[1])


def _brings(answer: Answer) -> list[Label]:
    gain, judged = answer.verdict.margin, answer.verdict
    share = share_better(list(answer.draws)) if answer.draws else None
    spent = judged.best.cost / judged.base.cost - 1 if judged.base.cost else 0.0
    lead = [
        _said(
            answer,
            NO_GAIN if gain.low <= 0 <= gain.high else GAIN,
            doubt=NOT_ROBUST if share is not None and share < ROBUST else "",
            mean=gain.mean,
            low=gain.low,
            high=gain.high,
            years=str(len(judged.base.margin)),
            pay=percent(spent),
        )
    ]
    if answer.way < 1:
        lead.append(filled(SHORTENED, way=f"{100 * answer.way:.0f} %"))
    if judged.missed:
        lead.append(MISSED)
    if answer.draws:
        better = sum(draw.margin.mean > 0 for draw in answer.draws)
        means = [draw.margin.mean for draw in answer.draws]
        sets = str(len(means))
        lead.append(_said(answer, DRAWS, better=str(better), sets=sets, low=min(means), high=max(means)))
    return [*lead, _said(answer, OPTIMISM if answer.optimism > 0 else PESSIMISM, gap=abs(answer.optimism))]


def _said(answer: Answer, label: Label, **words: float | str | Label) -> Label:
    """A sentence with its numbers: amounts in the company's currency, as each language writes them."""
    currency = answer.levers.scenario.company.currency
    texts = {}
    for language in ("en", "zh"):
        told = Format(currency, "zh" if language == "zh" else "en")
        amounts = tuple(word * 10**currency.minor_digits for word in words.values() if isinstance(word, float))
        texts[language] = label.text(language).format(
            **{
                key: word.text(language) if isinstance(word, Label)
                else word if isinstance(word, str)
                else told.value(word * 10**currency.minor_digits, "money", key != "gap", amounts)
                for key, word in words.items()
            }
        )  # fmt: skip
    return Label(**texts)


def _nothing(levers: Levers) -> Label:
    if levers.scenario.mind.reacts:
        return NOTHING
    said = said_of(levers.names)
    return Label(en=filled(NO_REACTION, levers=said.en).en, zh=filled(NO_REACTION, levers=said.zh).zh)
