"""Every word that a table or chart shows, in both languages."""

from typing import Literal

from scenarios.base import Label

Language = Literal["en", "zh"]

WORDS: dict[str, Label] = {
    "figure": Label(en="Figure", zh="指标"),
    "mean": Label(en="Expected", zh="预期值"),
    "interval": Label(en="95 % interval", zh="95% 区间"),
    "years": Label(en="9 of 10 years", zh="九成年份区间"),
    "assumed": Label(en="Over assumptions", zh="假设范围内"),
    "team": Label(en="Team", zh="团队"),
    "reps": Label(en="Reps", zh="人数"),
    "rep": Label(en="Rep", zh="销售代表"),
    "band": Label(en="Attainment", zh="达成率"),
    "share_of_reps": Label(en="Share of rep-years", zh="人年占比"),
    "stage": Label(en="Stage", zh="阶段"),
    "entered": Label(en="Entered", zh="进入"),
    "went_on": Label(en="Went on", zh="推进"),
    "lost": Label(en="Lost", zh="丢单"),
    "cold": Label(en="Gone cold", zh="流失"),
    "open": Label(en="Open at end", zh="期末在跟"),
    "conversion": Label(en="Conversion", zh="转化率"),
    "base": Label(en="Base", zh="基准"),
    "other": Label(en="Other", zh="对比方案"),
    "difference": Label(en="Difference", zh="差异"),
    "better": Label(en="P(other better)", zh="对比方案更优概率"),
    "decile": Label(en="Tenth of reps", zh="十分位"),
    "input": Label(en="Input", zh="输入项"),
    "verdict": Label(en="Pay", zh="收入变化"),
    "winner": Label(en="rises", zh="上升"),
    "loser": Label(en="falls", zh="下降"),
    "same": Label(en="same", zh="不变"),
    "uncertain": Label(en="not clear", zh="不确定"),
    "title_company": Label(en="The company's year", zh="公司年度结果"),
    "title_teams": Label(en="Teams", zh="团队"),
    "title_attainment": Label(en="How reps end the year", zh="销售代表年度达成分布"),
    "title_funnel": Label(en="Funnel by stage, a year", zh="各阶段漏斗（全年）"),
    "title_reps": Label(en="Reps", zh="销售代表"),
    "title_inputs": Label(en="What differs in the inputs", zh="输入差异"),
    "title_outcomes": Label(en="What differs in the outcome", zh="结果差异"),
    "title_deciles": Label(en="By tenth of reps, from lowest to highest expected bookings in the base",
                           zh="按基准预期签约额由低到高的十分位"),
    "title_people": Label(en="Whose expected pay changes", zh="预期收入变化的人数"),
    "title_assumptions": Label(en="Which assumption moves margin after pay most", zh="哪项假设对扣薪酬后毛利影响最大"),
    "assumption": Label(en="Assumption", zh="假设"),
    "change": Label(en="Change", zh="变动"),
    "title_overview": Label(en="Against the base", zh="与基准相比"),
    "pay_rises": Label(en="Pay rises for", zh="收入上升人数"),
    "pay_falls": Label(en="Pay falls for", zh="收入下降人数"),
    "no_difference": Label(en="nothing", zh="无"),
}  # fmt: skip


def word(key: str, language: Language) -> str:
    return WORDS[key].text(language)
