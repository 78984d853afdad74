"""Every word of a report, in both languages."""

from scenarios.base import Label

WORDS: dict[str, Label] = {
    "kicker": Label(en="A simulated fiscal year", zh="财年模拟报告"),
    "fiscal_year": Label(en="{months} months from {start}", zh="自 {start} 起 {months} 个月"),
    "against_base": Label(en="Compared with it", zh="对比方案"),
    "in_short": Label(en="In short", zh="要点"),
    "chance": Label(en="Chance to reach the target", zh="达标概率"),
    "of_target": Label(en="target {target}", zh="目标 {target}"),
    "interval": Label(en="95 %: {span}", zh="95% 区间：{span}"),
    "years": Label(en="9 of 10 years: {span}", zh="九成年份：{span}"),
    "assumed": Label(en="over assumptions: {span}", zh="假设范围内：{span}"),
    # the answer
    "answer": Label(
        en="{chance} chance{chance_span} to reach {target}; {bookings} of bookings expected{bookings_span}.",
        zh="达到目标 {target} 的概率为 {chance}{chance_span}；预期签约额 {bookings}{bookings_span}。",
    ),
    "answer_pay": Label(
        en="Pay costs {pay}{pay_span}, where {budget} is what the roster earns at target; {margin}{margin_span} of "
        "gross margin is left after pay.",
        zh="薪酬成本 {pay}{pay_span}，全员达标时应发 {budget}；扣薪酬后毛利 {margin}{margin_span}。",
    ),
    "answer_one_year": Label(
        en="A single year differs more than that: in 9 of 10 years bookings come to {span}.",
        zh="单个年份的波动更大：九成年份的签约额在 {span} 之间。",
    ),
    "answer_assumed": Label(
        en="Nobody measured everything: over the ranges of the assumptions the chance lies between {chance}, and "
        "margin after pay between {margin}.",
        zh="并非所有输入都经过测量：在各项假设的范围内，达标概率为 {chance}，扣薪酬后毛利为 {margin}。",
    ),
    "answer_not_asked": Label(
        en="How far the assumptions move these figures was not asked in this run.",
        zh="本次运行没有在假设范围内重新计算，假设的影响未知。",
    ),
    "answer_no_ranges": Label(
        en="The scenario states no ranges for its assumptions, so nothing tells how far they move these figures.",
        zh="该方案没有给出假设的取值范围，因此无法说明假设会使结果变动多少。",
    ),
    "chance_within": Label(en="chance to reach the target", zh="达标概率"),
    "pair": Label(en="{changes}.", zh="{changes}。"),
    "pair_changed": Label(en="{figure} {change}{span}", zh="{figure} {change}{span}"),
    "pair_unclear": Label(en="{figure}: no clear difference{span}", zh="{figure}无明显差异{span}"),
    "pair_same": Label(en="{figure} the same in every year", zh="{figure}每年都相同"),
    "pair_holds": Label(
        en="Over the assumptions the change in margin after pay keeps its sign ({span}).",
        zh="在假设范围内，扣薪酬后毛利的变化方向不变（{span}）。",
    ),
    "pair_hangs": Label(
        en="Whether margin after pay rises or falls depends on the assumptions ({span}).",
        zh="扣薪酬后毛利是升是降取决于假设（{span}）。",
    ),
    "pair_zero": Label(
        en="Under some of the assumptions margin after pay does not change at all ({span}).",
        zh="在部分假设下，扣薪酬后毛利完全不变（{span}）。",
    ),
    "pair_range": Label(
        en="Over the assumptions margin after pay changes by {span}.",
        zh="在假设范围内，扣薪酬后毛利的变动为 {span}。",
    ),
    "pair_unknown": Label(
        en="How far the assumptions move this was not asked of both runs.",
        zh="两次运行没有都在假设范围内计算，假设的影响未知。",
    ),
    "pay_counts": Label(en="Expected pay {counts}.", zh="预期收入：{counts}。"),
    "pay_winner": Label(en="rises for {count} of {all} reps", zh="{all} 名销售中 {count} 人上升"),
    "pay_loser": Label(en="falls for {count}", zh="{count} 人下降"),
    "pay_same": Label(en="stays the same for {count}", zh="{count} 人不变"),
    "pay_uncertain": Label(en="is not clear for {count}", zh="{count} 人变化不明显"),
    "comma": Label(en=", ", zh="，"),
    "semicolon": Label(en="; ", zh="；"),
    "space": Label(en=" ", zh=""),
    # parts
    "part_year": Label(en="The year against the target", zh="全年结果与目标"),
    "part_reps": Label(en="How reps end the year", zh="销售代表年度达成分布"),
    "part_payout": Label(en="What the plan pays for what is sold", zh="业绩与收入：奖金曲线"),
    "part_pay": Label(en="Pay cost against budget", zh="薪酬成本与预算"),
    "part_pipeline": Label(en="Pipeline by stage", zh="各阶段漏斗"),
    "part_differences": Label(en="What the scenarios change", zh="各方案的差异"),
    "details": Label(en="Details", zh="详细资料"),
    "part_inputs": Label(en="What differs in the inputs", zh="输入有何不同"),
    "part_sources": Label(en="What is fitted, given and assumed", zh="哪些数据是拟合、给定或假设的"),
    "part_small": Label(en="Small print", zh="附注"),
    # pictures
    "see_path": Label(en="Bookings month by month, against the target", zh="各月累计签约额与目标"),
    "says_path": Label(
        en="Cumulated bookings by month: {bookings} expected at the end, 9 of 10 years {span}, target {target}.",
        zh="各月累计签约额：年末预期 {bookings}，九成年份 {span}，目标 {target}。",
    ),
    "see_years": Label(en="How much one year differs from another", zh="年份之间的差别有多大"),
    "says_years": Label(en="Bookings of the year. {each}", zh="全年签约额。{each}"),
    "each_year": Label(
        en="{title}: {mean} expected, 9 of 10 years {span}, {what} {target}.",
        zh="{title}：预期 {mean}，九成年份 {span}，{what} {target}。",
    ),
    "see_reps": Label(en="Share of rep-years by attainment", zh="按达成率分布的人年占比"),
    "says_reps": Label(en="Rep-years by attainment. {each}", zh="按达成率分布的人年。{each}"),
    "each_reps": Label(
        en="{title}: {at_quota} reach their quota, {below} stay below 80 %.",
        zh="{title}：{at_quota} 完成配额，{below} 低于 80%。",
    ),
    "see_payout": Label(en="Variable pay by attainment: {title}", zh="达成率与全年浮动收入：{title}"),
    "says_payout": Label(en="Payout curve. {each}", zh="奖金曲线。{each}"),
    "each_payout": Label(
        en="{level}: {half} at 50 %, {full} at 100 %, {more} at 150 % of quota.",
        zh="{level}：达成 50% 得 {half}，100% 得 {full}，150% 得 {more}。",
    ),
    "see_pay": Label(en="Pay cost of the year against the budget", zh="全年薪酬成本与预算"),
    "says_pay": Label(en="Pay cost of the year. {each}", zh="全年薪酬成本。{each}"),
    "see_components": Label(en="Pay by component, expected", zh="薪酬构成（预期）"),
    "says_components": Label(en="Pay by component. {each}", zh="薪酬构成。{each}"),
    "see_funnel": Label(en="What becomes of what enters each stage", zh="进入各阶段的线索去向"),
    "says_funnel": Label(en="Leads by stage. {each}", zh="各阶段线索。{each}"),
    "each_funnel": Label(
        en="{stage}: {entered} in, {on} on ({rate})", zh="{stage}：进入 {entered}，推进 {on}（{rate}）"
    ),
    "see_difference": Label(en="Change of {figure} against the base", zh="{figure}与基准相比的变化"),
    "says_difference": Label(en="Change of {figure} against the base. {each}", zh="与基准相比{figure}的变化。{each}"),
    "each_difference": Label(en="{title}: {change}{span}.", zh="{title}：{change}{span}。"),
    # legends and axes
    "key_mean": Label(en="expected", zh="预期"),
    "key_band": Label(en="9 of 10 years", zh="九成年份"),
    "key_half": Label(en="half of all years", zh="半数年份"),
    "key_target": Label(en="target", zh="目标"),
    "key_budget": Label(en="budget", zh="预算"),
    "key_rep": Label(en="one rep, expected", zh="一名销售（预期）"),
    "key_interval": Label(en="95 % interval", zh="95% 区间"),
    "key_assumed": Label(en="range over assumptions", zh="假设范围"),
    "key_on": Label(en="went on", zh="推进"),
    "key_lost": Label(en="lost", zh="丢单"),
    "key_cold": Label(en="gone cold", zh="流失"),
    "key_open": Label(en="open at year end", zh="期末在跟"),
    "axis_month": Label(en="month of the fiscal year", zh="财年月份"),
    "points": Label(en="{points} pp", zh="{points} 百分点"),
    "axis_share": Label(en="attainment of the year, %", zh="年度达成率（%）"),
    "axis_attainment": Label(en="attainment of the year", zh="年度达成率"),
    "under_payout": Label(
        en="Lines: the plan, if every period and every KPI comes to that attainment, for the middle quota of each "
        "grade. Dots: what reps are expected to reach and earn in the simulated years; they lie off the lines where "
        "quarters, KPIs or quotas differ.",
        zh="线：各期、各项指标均达到该达成率时，按各职级中位配额计算的浮动收入。点：模拟年份中各销售的预期达成与浮动收入；"
        "各季度、各指标或配额不同时，点会偏离曲线。",
    ),
    "under_proportion": Label(
        en="What is paid for without a target of its own is taken in proportion to bookings, as in the simulated "
        "years.",
        zh="没有单独目标的计酬项按模拟年份中与签约额的比例计入。",
    ),
    "under_funnel": Label(
        en="A year on average, in leads; what was open when the year began is counted where it stood.",
        zh="年均线索数；年初在跟商机计入其所在阶段。",
    ),
    "without_people": Label(
        en="A dot is one person's expected pay, without a name.", zh="每个点代表一个人的预期收入，不显示姓名。"
    ),
    # tables
    "title_budget": Label(en="Pay by component: {title}", zh="薪酬构成：{title}"),
    "title_budgets": Label(en="Pay cost against budget", zh="薪酬成本与预算"),
    "component": Label(en="Component", zh="薪酬项"),
    "at_target": Label(en="At target", zh="达标时"),
    "expected": Label(en="Expected (95 %)", zh="预期（95% 区间）"),
    "nine_years": Label(en="9 of 10 years", zh="九成年份"),
    "over_budget": Label(en="Chance above budget", zh="超预算概率"),
    "scenario": Label(en="Scenario", zh="方案"),
    "budget": Label(en="Budget", zh="预算"),
    "title_against": Label(en="{title}: difference from {base}", zh="{title}：与“{base}”的差异"),
    "title_inputs": Label(en="{title}: what differs in the inputs", zh="{title}：输入差异"),
    "title_pay_changes": Label(en="Whose expected pay changes, in reps", zh="预期收入变化的人数"),
    "and_more": Label(en="… and {count} more", zh="……另有 {count} 项"),
    "values_differ": Label(en="{count} values differ", zh="{count} 个值不同"),
    "note_better": Label(
        en="P(other better): the share of years in which the other scenario does better than the base, with its 95 % "
        "interval; “= 3 %” would say that both come to the same in 3 % of the years.",
        zh="对比方案更优概率：对比方案优于基准的年份占比及其 95% 区间；“= 3 %”表示另有 3 % 的年份两者相同。",
    ),
    "note_findings": Label(
        en="A finding may rest on other seeds and another number of years than the runs above, so its figures may "
        "differ a little from theirs.",
        zh="以下发现所用的随机种子和模拟年数可能与上文的运行不同，数字可能略有出入。",
    ),
    "counts": Label(
        en="Of {all} values {fitted} are fitted to data, {given} given and {assumed} assumed.",
        zh="共 {all} 个数值：{fitted} 个由数据拟合，{given} 个为给定，{assumed} 个为假设。",
    ),
    "counts_of": Label(en="{title}: ", zh="{title}："),
    "title_sources": Label(en="Where the numbers come from", zh="数据来源"),
    "title_sources_of": Label(en="Where the numbers come from: {title}", zh="数据来源：{title}"),
    "path": Label(en="Values", zh="数值"),
    "values": Label(en="How many", zh="个数"),
    "kind": Label(en="Kind", zh="类别"),
    "source": Label(en="Source", zh="来源"),
    "range": Label(en="Range", zh="范围"),
    "kind_fitted": Label(en="fitted", zh="拟合"),
    "kind_given": Label(en="given", zh="给定"),
    "kind_assumed": Label(en="assumed", zh="假设"),
    "not_stated": Label(en="not stated", zh="未说明"),
    "title_swings": Label(en="Which assumption moves margin after pay most", zh="哪项假设对扣薪酬后毛利影响最大"),
    "title_swings_of": Label(
        en="{title}: which assumption moves its difference in margin after pay most",
        zh="{title}：哪项假设对扣薪酬后毛利差异影响最大",
    ),
    "assumption": Label(en="Assumption", zh="假设"),
    "moves": Label(en="Moves it by", zh="变动"),
    "no_reaction": Label(en="reps do not react", zh="销售对激励没有反应"),
    "joint": Label(en="all assumptions together, draw {number}", zh="所有假设同时变动，第 {number} 组"),
    "nothing": Label(en="nothing", zh="无"),
    "title_runs": Label(en="The runs", zh="运行记录"),
    "title_runs_findings": Label(en="The runs and findings", zh="运行与发现记录"),
    "what": Label(en="What it is", zh="类型"),
    "what_run": Label(en="run", zh="模拟运行"),
    "what_stress": Label(en="stress test", zh="压力测试"),
    "what_optimum": Label(en="search", zh="方案优化"),
    "run": Label(en="Folder", zh="文件夹"),
    "seed": Label(en="Seed", zh="随机种子"),
    "replications": Label(en="Replications", zh="模拟次数"),
    "engine": Label(en="Engine", zh="引擎"),
    "version": Label(en="Version", zh="版本"),
    "code": Label(en="Simulator", zh="模拟器"),
    "python": Label(en="Python", zh="Python"),
    "inputs_hash": Label(en="Scenario", zh="方案指纹"),
    "small_interval": Label(
        en="95 % interval: simulation noise. Only so many years were simulated; more replications would find the "
        "expected value in this range. It shrinks as replications grow and knows nothing of whether the inputs are "
        "right.",
        zh="95% 区间：模拟误差。模拟的年份有限；增加模拟次数，预期值应落在此范围内。"
        "次数越多区间越窄，但它不反映输入是否正确。",
    ),
    "small_assumed": Label(
        en="Over assumptions: what nobody measured. The same question asked again with reps who do not react, with "
        "each assumed number at either end of its stated range, and with several draws of all together; the lowest "
        "and highest expected value found, each from {count} replications. Only better data narrow it.",
        zh="假设范围：没有人测量过的部分。在销售对激励没有反应、每项假设取其范围两端、以及所有假设同时变动的若干组合下重新计算，"
        "取预期值的最低与最高，每组模拟 {count} 次。只有更好的数据才能缩小它。",
    ),
    "small_years": Label(
        en="9 of 10 years: how much one year differs from another. No amount of computing makes it narrower.",
        zh="九成年份：年份之间本来的差别，再多计算也不会变窄。",
    ),
    "small_draws": Label(
        en="Scenarios are compared on the same draws: the same leads, customers and luck on both sides.",
        zh="各方案使用相同的随机抽样比较：双方面对同样的线索、客户与运气。",
    ),
    "small_model": Label(
        en="These are results of a model, not promises; what it leaves out, it cannot tell.",
        zh="以上是模型结果，不是承诺；模型未包含的因素，它无法说明。",
    ),
    "small_version": Label(
        en="{run} was made by another version of the simulator ({theirs}) than the one that wrote this page ({ours}).",
        zh="{run} 由另一版本的模拟器（{theirs}）生成，与本页所用版本（{ours}）不同。",
    ),
    "small_versions": Label(
        en="The runs were made by different versions of the simulator, so differences may also come from the versions.",
        zh="各次运行使用了不同版本的模拟器，差异也可能来自版本本身。",
    ),
    "small_engine": Label(en="quotalab {version}", zh="quotalab {version}"),
    "small_partly": Label(
        en="{title}: {asked} of {of} sets of assumptions were asked of both runs; the range is over these.",
        zh="{title}：{of} 组假设中有 {asked} 组在两次运行中都计算过，范围仅覆盖这些。",
    ),
    "written_target": Label(en="The framed column is the target as written.", zh="加框的一列为方案原定目标。"),
    "quota": Label(en="Quota", zh="配额"),
    "variable": Label(en="Variable pay", zh="浮动收入"),
    "title_people": Label(en="Reps: {title}", zh="销售代表：{title}"),
}  # fmt: skip


def said(key: str, language: str, **values: object) -> str:
    """A word or sentence in one language, with its values filled in."""
    text = WORDS[key].text(language)
    return text.format(**values) if values else text
