"""Titles, heads and words of the registry of KPIs, in both languages."""

from results.section import CellUnit, Column
from scenarios.base import Label

TITLES: dict[str, Label] = {
    "kpis": Label(en="KPIs", zh="指标库"),
    "kpi": Label(en="{name} ({id})", zh="{name}（{id}）"),
    "inputs": Label(en="What the formula is made of", zh="公式中的数据项"),
    "months": Label(en="Month by month: {who}", zh="逐月：{who}"),
    "cycles": Label(en="By cycle: {who}", zh="按周期：{who}"),
    "levels": Label(en="One person, a team, the company", zh="个人、团队与公司"),
}

HEADS: dict[str, Label] = {
    "id": Label(en="Id", zh="编号"),
    "name": Label(en="Name", zh="名称"),
    "formula": Label(en="Formula", zh="公式"),
    "unit": Label(en="Unit", zh="单位"),
    "better": Label(en="Better", zh="方向"),
    "source": Label(en="Source", zh="数据来源"),
    "cycle": Label(en="Cycle", zh="考核周期"),
    "reliability": Label(en="Reliability", zh="信度"),
    "said_by": Label(en="Who says so", zh="信度出处"),
    "aggregation": Label(en="Aggregation", zh="汇总方式"),
    "level": Label(en="Smallest unit", zh="最小层级"),
    "data": Label(en="Data", zh="数据"),
    "definition": Label(en="Definition", zh="定义"),
    "caution": Label(en="Mind", zh="注意"),
    "benchmark": Label(en="Benchmark", zh="参照值"),
    "what": Label(en="What", zh="项目"),
    "told": Label(en="Is", zh="内容"),
    "measure": Label(en="Measure", zh="数据项"),
    "meaning": Label(en="Meaning", zh="含义"),
    "origin": Label(en="From", zh="取自"),
    "period": Label(en="Period", zh="期间"),
    "who": Label(en="Who", zh="对象"),
    "with_numbers": Label(en="Formula with numbers", zh="代入数值"),
    "value": Label(en="Value", zh="值"),
}

WORDS: dict[str, Label] = {
    # Units
    "money": Label(en="money", zh="金额"),
    "count": Label(en="count", zh="计数"),
    "ratio": Label(en="ratio", zh="比率"),
    "score": Label(en="score", zh="分数"),
    "days": Label(en="days", zh="天"),
    "hours": Label(en="hours", zh="小时"),
    "effort": Label(en="effort", zh="努力"),
    # Sources
    "CRM": Label(en="CRM", zh="CRM"),
    "ERP": Label(en="ERP", zh="ERP"),
    "LMS": Label(en="LMS", zh="学习系统"),
    "finance": Label(en="finance", zh="财务"),
    "survey": Label(en="survey", zh="问卷"),
    "manager form": Label(en="manager form", zh="主管填报"),
    # Cycles
    "week": Label(en="week", zh="周"),
    "month": Label(en="month", zh="月"),
    "quarter": Label(en="quarter", zh="季"),
    "year": Label(en="year", zh="年"),
    # Aggregation
    "sum": Label(en="sum", zh="求和"),
    "pooled": Label(en="pooled: sums above over sums below", zh="合并计算：分子合计除以分母合计"),
    "mean weighted by n": Label(
        en="mean weighted by n: the sum over all answers by their number", zh="按 n 加权平均：合计除以份数"
    ),
    # Levels
    "rep": Label(en="rep", zh="个人"),
    "team": Label(en="team", zh="团队"),
    "company": Label(en="company", zh="公司"),
    # Where data come from
    "simulated": Label(en="simulated", zh="可模拟"),
    "given": Label(en="given by files", zh="由文件提供"),
    "made_with": Label(en="given by files; simulated with {sections}", zh="由文件提供；设 {sections} 时可模拟"),
    "deals": Label(en="deals file", zh="成交文件"),
    "scores": Label(en="scores file", zh="评分文件"),
    # Directions
    "1": Label(en="more", zh="越高越好"),
    "-1": Label(en="less", zh="越低越好"),
    "0": Label(en="neither", zh="不分高低"),
    # Who says how reliable
    "assumed": Label(en="assumed", zh="假设"),
    "not stated": Label(en="not stated", zh="未说明"),
    "own": Label(en="the plan's own KPI", zh="方案自设指标"),
    # Benchmarks
    "own history": Label(en="own history", zh="自身历史"),
    "peer median": Label(en="median of peers", zh="同行中位数"),
    "external": Label(en="external", zh="外部数据"),
    # Rows
    "mean": Label(en="{team}: mean of its reps' ratios (not used)", zh="{team}：成员比率的平均（不采用）"),
    "all": Label(en="all months", zh="全期"),
}

NOTES: dict[str, Label] = {
    "not_simulated": Label(
        en="No simulated year has these data ({names}), so there is nothing to trace; "
        "files give them to a payroll run.",
        zh="模拟年份没有这些数据（{names}），无法追溯；计薪时由文件提供。",
    ),
    "not_here": Label(
        en="This scenario's years do not have these data ({names}); they have them with {sections}.",
        zh="该情景的模拟年份没有这些数据（{names}）；设置 {sections} 后才有。",
    ),
    "one_year": Label(
        en="One simulated year: {title}, seed {seed}, replication {replication}. One year is luck as well as skill.",
        zh="一次模拟年份：{title}，种子 {seed}，第 {replication} 次。单一年份含偶然因素。",
    ),
    "coins": Label(en="Amounts in {code}.", zh="金额单位：{code}。"),
    "weekly": Label(
        en="Looked at every week; a simulated year is kept by month, so months stand here.",
        zh="按周考核；模拟年份按月保存，故此处列月。",
    ),
    "pooled": Label(
        en="Used is the pooled value, sums above over sums below. The mean of the ratios counts a rep with two deals "
        "as much as one with forty; in brackets what it would change.",
        zh="采用合并值（分子合计除以分母合计）。比率的平均把两单的人与四十单的人等量齐观；括号内为两者之差。",
    ),
    "left_out": Label(
        en="The mean leaves out {count} of {team} with nothing to divide by.",
        zh="{team}有 {count} 人分母为零，未计入平均。",
    ),
    "nothing_below": Label(en="– where there is nothing to divide by.", zh="“–”表示分母为零。"),
    "add_up": Label(en="Values add up over reps and months.", zh="各人、各月之值可直接相加。"),
    "star": Label(en="* assumed: nobody has measured it.", zh="* 为假设值，未经测量。"),
    "list": Label(
        en="quotalab kpi show ID tells more of one; with a scenario it is traced through a simulated year.",
        zh="quotalab kpi show ID 查看某一指标；给出情景时在模拟年份中追溯。",
    ),
}


def columns(*wanted: str | tuple[str, CellUnit]) -> tuple[Column, ...]:
    """Columns by key, texts where no unit is named."""
    named: list[tuple[str, CellUnit]] = [(each, "text") if isinstance(each, str) else each for each in wanted]
    return tuple(Column(key, HEADS[key], unit) for key, unit in named)


def told(label: Label, **values: Label | str) -> Label:
    """A sentence with its gaps filled, a Label in its own language."""
    each = {key: value if isinstance(value, Label) else Label(en=value, zh=value) for key, value in values.items()}
    return Label(
        en=label.en.format(**{key: value.en for key, value in each.items()}),
        zh=label.zh.format(**{key: value.zh for key, value in each.items()}),
    )
