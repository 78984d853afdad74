"""What a plan says, in plain words and both languages: sentences for every kind of component and every key of it."""

from __future__ import annotations

from scenarios.base import Label


def _l(en: str, zh: str) -> Label:
    return Label(en=en, zh=zh)


PHRASES: dict[str, Label] = {
    # periods, scopes, small parts
    "month": _l("month", "月"),
    "quarter": _l("quarter", "季度"),
    "half": _l("half-year", "半年"),
    "year": _l("year", "年"),
    "own": _l("your own", "本人"),
    "team": _l("your team's", "团队"),
    "company": _l("the company's", "全公司"),
    "and": _l(", ", "、"),
    "or": _l(" or ", " 或 "),
    "below": _l("below", "低于"),
    "open": _l("and above", "以上"),
    "each": _l("{money} each", "每个 {money}"),
    "of_quota": _l("{share} of quota", "定额的 {share}"),
    "target_each": _l("target {amount}", "目标 {amount}"),
    "attained": _l("attainment of {kpi} ({target})", "{kpi}达成率（{target}）"),
    "to_date": _l("{what}, since the fiscal year began", "{what}（财年初累计）"),
    "within": _l("{what}, {where}", "{what}（{where}）"),
    "greatest": _l("the greatest of {names}", "{names}中最高者"),
    # whose deals count
    "where": _l("Only deals {features} count.", "仅计{features}的订单。"),
    "segments": _l("of {names}", "属于{names}"),
    "channels": _l("that came by {names}", "来源为{names}"),
    "new": _l("with new customers", "新客户"),
    "not_new": _l("with customers who are not new", "老客户"),
    "all_deals": _l("of all kinds", "全部类型"),
    "counts": _l("Deals {features} count at {share} of their amount.", "{features}的订单按金额的 {share} 计入。"),
    "days": _l(
        "Money counts by how many days after the invoice it came: {rows}.", "回款按开票后天数折算：{rows}。"
    ),
    "days_row": _l("from day {start} on {share}", "第 {start} 天起 {share}"),
    "large": _l(
        "Of a single deal, the part above {amount} counts at {share}.", "单笔订单超过 {amount} 的部分按 {share} 计入。"
    ),
    "large_cap": _l(
        "Of a single deal, the part above {amount} does not count.",
        "单笔订单超过 {amount} 的部分不计入。",
    ),
    # base
    "base": _l(
        "Your salary is {amount} a month, paid for the days on which you are employed.",
        "底薪每月 {amount}，按在职天数发放。",
    ),
    "base_level": _l("The salary of your grade, every month.", "按职级每月发放的底薪。"),
    # commission
    "commission": _l(
        "Pays by {scope} {measure}, added up over each {period}; every {period} starts from zero.",
        "按每{period}{scope}{measure}合计计发，每{period}从零起算。",
    ),
    "by_deal": _l(
        "Pays each deal by itself, by its {measure}; settled each {period}.",
        "按单笔订单的{measure}逐单计发，每{period}结算。",
    ),
    "cumulative": _l(
        "Pays by {scope} {measure} added up since the {resets} began; each {period} pays what the sum has earned and "
        "has not been paid yet.",
        "按{scope}{measure}自{resets}初累计计算；每{period}发放累计应得减去已发部分。",
    ),
    "quota": _l("100 % is {target}.", "100% 指{target}。"),
    "quota_of_rep": _l("100 % is your quota of the {period}.", "100% 指您当{period}的定额。"),
    "quota_of_group": _l("100 % is the sum of the quotas of {scope} reps.", "100% 指{scope}成员定额之和。"),
    "ramp": _l(
        "In your first months with us your quota is smaller: {shares} of it, month by month.",
        "入职初期定额按月递增：依次为 {shares}。",
    ),
    "target_share": _l(
        "At 100 % it is to pay {amount} a {period}, {share} of your variable pay.",
        "达成 100% 时每{period}对应目标为 {amount}，占浮动收入的 {share}。",
    ),
    "marginal": _l(
        "Each rate is paid on the part of the sales inside its tier.",
        "超额累进：各档费率只适用于落在该档内的部分。",
    ),
    "whole": _l(
        "The rate that is reached is paid on everything, from the first sale on.",
        "全额累进：达到的费率适用于全部业绩。"
    ),
    "overage": _l(
        "Up to quota each rate is paid on the part inside its tier; everything above quota is paid at the highest rate "
        "reached.",
        "定额以内按各档费率分段计算；超过定额的部分全部按达到的最高费率计算。",
    ),
    "step": _l("Pays what stands at the last line reached.", "按已达到的最高一档计发。"),
    "interpolated": _l("Between two lines pay runs in a straight line.", "两档之间按直线插值。"),
    "continue": _l("Above the last line it goes on at the same slope.", "超过最后一档按相同斜率继续。"),
    "flat": _l("Above the last line it stays the same.", "超过最后一档不再增加。"),
    "matrix": _l("Pays by two things at once, as the table says.", "按下表由两项指标共同决定。"),
    "closed_upper": _l(
        "A result exactly on a boundary belongs to the line that begins there.",
        "恰好等于分界值时，按从该值起的一档计算。"
    ),
    "closed_lower": _l(
        "A result exactly on a boundary belongs to the line below it.",
        "恰好等于分界值时，按其下一档（较低档）计算。",
    ),
    "negative": _l("Negative sums are charged at the first rate.", "合计为负时按首档费率扣回。"),
    "threshold": _l("Below {edge} it pays nothing.", "低于 {edge} 不计发。"),
    "cap_at": _l("What exceeds {edge} earns nothing more.", "超过 {edge} 的部分不再计发。"),
    "cap_pay": _l("It pays at most {amount} a {period}.", "每{period}最高 {amount}。"),
    "floor": _l(
        "It pays at least {amount} a {period}, as long as its conditions are met.",
        "满足条件时每{period}最低 {amount}。",
    ),
    # gates and coefficients
    "gates_all": _l(
        "It pays only where all of this holds: {conditions}.",
        "须同时满足以下条件才计发：{conditions}。",
    ),
    "gates_any": _l("It pays only where one of these holds: {conditions}.", "满足以下任一条件才计发：{conditions}。"),
    "condition": _l("{what} is at least {least}", "{what}不低于 {least}"),
    "bands": _l(
        "The pay is multiplied by a coefficient that goes by {what}: {rows}.{closed}",
        "乘以{what}对应的系数：{rows}。{closed}",
    ),
    "band": _l("from {edge} on ×{times}", "{edge} 起 ×{times}"),
    "band_first": _l("at first ×{times}", "起始 ×{times}"),
    "band_upper": _l(
        " Exactly on a boundary, the coefficient that begins there holds.",
        "恰在分界值时取从该值起的系数。",
    ),
    "band_lower": _l(" Exactly on a boundary, the coefficient before it holds.", "恰在分界值时取其前一档系数。"),
    "line": _l(
        "The pay is multiplied by a coefficient that goes by {what}, straight between {rows}, and level outside.",
        "乘以随{what}变化的系数：{rows}，其间按直线、其外不变。",
    ),
    "bend": _l("{edge}: ×{times}", "{edge}：×{times}"),
    "matrix_times": _l(
        "The pay is multiplied by a coefficient that goes by {rows}, and by {columns}: {cells}.",
        "乘以由{rows}与{columns}共同决定的系数：{cells}。",
    ),
    "cell": _l("from {row} and {column} on ×{times}", "{row} 且 {column} 起 ×{times}"),
    "score_times": _l("The pay is multiplied by your score. {score}", "乘以绩效得分。{score}"),
    "tenure": _l("The pay is multiplied by length of service: {rows}.", "乘以司龄系数：{rows}。"),
    "service": _l("from {months} months on ×{times}", "满 {months} 个月起 ×{times}"),
    # scores
    "scorecard": _l(
        "Pays {amount} a {period} at a full score, times the score reached.",
        "满分时每{period} {amount}，乘以实际得分。",
    ),
    "scorecard_share": _l(
        "Pays target pay of the {period} times the score reached.",
        "当{period}目标奖金乘以实际得分。",
    ),
    "additive": _l(
        "The score is the sum over all KPIs of weight × attainment.", "得分为各指标权重 × 达成率之和。"
    ),
    "multiplicative": _l("The score is the product of all attainments.", "得分为各指标达成率之积。"),
    "less_is_better": _l("{target}; less is better: 2 − actual ÷ target", "{target}；越少越好：2 − 实际 ÷ 目标"),
    "stop": _l(".", "。"),
    "minimum_of": _l("{what} ({amount})", "{what}（{amount}）"),
    "kpi_line": _l("{kpi} ({weight}; {target}; nothing below {threshold}, no more above {cap})",
                   "{kpi}（权重 {weight}；{target}；低于 {threshold} 计零，最高按 {cap}）"),
    "red": _l("Where {what} is below {least}, the score is nothing.", "{what}低于 {least} 时得分为零。"),
    "extra": _l("From {what} of {least} on, {adds} is added to the score.", "{what}达到 {least} 起，得分加 {adds}。"),
    "extra_off": _l(
        "From {what} of {least} on, {adds} is taken off the score.",
        "{what}达到 {least} 起，得分减 {adds}。",
    ),
    "score_floor": _l("The score is never below {share}.", "得分最低按 {share}。"),
    "score_ceiling": _l("The score is never above {share}.", "得分最高按 {share}。"),
    "grades": _l("The score counts by grade: {rows}.", "得分按等级折算：{rows}。"),
    # pool, override, allowance, SPIF, contest
    "pool": _l(
        "{scope} {measure} of each {period} makes a pool, which is shared among the members; the parts add up to it.",
        "按每{period}{scope}{measure}形成奖金池，在成员间分配，各人之和等于奖金池。",
    ),
    "division": _l("{part} of it is divided {how}.", "其中 {part} {how}分配。"),
    "equally": _l("equally", "平均"),
    "in_proportion": _l("in proportion to {what}", "按{what}的比例"),
    "coefficients": _l("coefficient ({rows})", "系数（{rows}）"),
    "coefficient": _l("{who} {times}", "{who} {times}"),
    "others_one": _l("all others 1", "其他人 1"),
    "score": _l("score", "得分"),
    "override": _l(
        "Pays {rate} of what {scope} other members are paid by {names}, each {period}.",
        "每{period}按{scope}其他成员{names}实发的 {rate} 计发。",
    ),
    "allowance": _l(
        "A monthly allowance by the {measure} of the {period} before; it begins with the next {period} and lasts as "
        "long.",
        "按上一{period}的{measure}核定的月度津贴，自下一{period}起按月发放。",
    ),
    "spif_each": _l(
        "From {starts} to {ends}, pays {money} for each of {measure}; paid with the month in which it ends.",
        "{starts} 至 {ends} 期间，{measure}每计 1 奖励 {money}；随结束当月发放。",
    ),
    "spif_share": _l(
        "From {starts} to {ends}, pays {share} of {measure}; paid with the month in which it ends.",
        "{starts} 至 {ends} 期间，按{measure}的 {share} 奖励；随结束当月发放。",
    ),
    "at_least": _l("Nothing is paid for less than {amount}.", "不足 {amount} 不计发。"),
    "cap_person": _l("It pays at most {amount} for one person.", "每人最高 {amount}。"),
    "contest": _l(
        "Whoever has most {measure} among {scope} reps in a {period} wins: {prizes}.",
        "每{period}按{scope}成员{measure}排名授奖：{prizes}。",
    ),
    "prize": _l("place {place} {amount}", "第 {place} 名 {amount}"),
    "ties_share": _l("Those with equal results share the prizes of their places.", "并列者均分所占名次的奖金。"),
    "ties_all": _l("Those with equal results all have the best of their prizes.", "并列者均得其中最高一档奖金。"),
    "ties_second": _l("Of equal results, {kpi} decides.", "并列时以{kpi}决定。"),
    "ranked_from": _l("Only results of at least {amount} are ranked.", "业绩不低于 {amount} 者参与排名。"),
    "stake": _l("Each ranked rep without a prize pays {amount}.", "参与排名而未获奖者支付 {amount}。"),
    # recovery
    "guarantee": _l(
        "What {names} pay in a {period} is made up to {amount}; this is never asked back.",
        "每{period}{names}不足 {amount} 的，补足至该数额，不追回。",
    ),
    "draw": _l(
        "What {names} pay in a {period} is advanced up to {amount}. Of what you earn above it, {share} goes to pay "
        "back what has been advanced, until all is paid back.",
        "每{period}{names}不足 {amount} 的部分先行预支；超出部分的 {share} 用于归还预支，直至还清。",
    ),
    "carried": _l("A balance at the year's end is carried into the next year.", "年末未还清的余额结转下年。"),
    "forgiven": _l("A balance at the year's end is forgiven.", "年末未还清的余额免除。"),
    "first_months": _l("It holds in your first {months} months with us.", "仅在入职后前 {months} 个月适用。"),
    "holdback": _l(
        "{share} of {names} is withheld and released at the end of each {period}.",
        "{names}的 {share} 先行留存，每{period}末返还。",
    ),
    "released_all": _l(
        "It is released only where all of this holds: {conditions}.",
        "须同时满足以下条件才返还：{conditions}。",
    ),
    "released_any": _l(
        "It is released only where one of these holds: {conditions}.",
        "满足以下任一条件才返还：{conditions}。",
    ),
    "lost": _l("What its conditions do not release is lost.", "未满足条件而未返还的部分不再发放。"),
    "limit": _l("{names} together pay at most {amount} a {period}.", "{names}合计每{period}最高 {amount}。"),
    "limit_times": _l(
        "{names} together pay at most {times} times your variable pay at target, each {period}.",
        "{names}合计每{period}最高为目标浮动收入的 {times} 倍。",
    ),
    "all_variable": _l("all components above it but salaries", "其上除底薪外的各薪酬项"),
    "all_above": _l("all components above it", "其上各薪酬项"),
    "top_up": _l(
        "Where {names} come to less than {amount} in a month, the difference is paid.",
        "当月{names}合计低于{amount}的，补足差额。",
    ),
    "minimum_wage": _l("the legal minimum wage", "当地最低工资"),
    # when, how rounded, for whom
    "paid_month": _l("Paid with the same month's wages.", "随当月工资发放。"),
    "paid_with": _l("Paid with the month that closes the {period}.", "随{period}末当月工资发放。"),
    "instalments": _l("It is handed over in parts: {parts}.", "分期发放：{parts}。"),
    "part_now": _l("{share} with the month that closes the period", "{share} 随周期末当月"),
    "part_later": _l("{share} {months} months later", "{share} 于 {months} 个月后"),
    "part_one_later": _l("{share} a month later", "{share} 于 1 个月后"),
    "not_before": _l("{part}, not before {milestone}", "{part}，且不早于“{milestone}”"),
    "rounded": _l("Pay is rounded to {step}, {rule}.", "金额取至 {step}，{rule}。"),
    "half_up": _l("a half upwards", "四舍五入"),
    "half_even": _l("a half to the even neighbour", "四舍六入五成双"),
    "down": _l("downwards", "去尾"),
    "up": _l("upwards", "进位"),
    "starts": _l("It is in force from {day} on.", "自 {day} 起生效。"),
    "ends": _l("It ends with {day}.", "至 {day} 止。"),
    "roles": _l("It is for {names}.", "适用岗位：{names}。"),
    # table heads
    "from": _l("From", "起"),
    "to": _l("To less than", "至（不含）"),
    "over": _l("Above", "高于"),
    "up_to": _l("Up to", "至（含）"),
    "rate": _l("Rate", "费率"),
    "at": _l("At", "达到"),
    "pays": _l("Pays", "金额"),
    "pays_times": _l("Times target pay", "目标奖金倍数"),
    "pays_a_month": _l("Pays a month", "每月金额"),
    "kpi": _l("KPI", "指标"),
    "weight": _l("Weight", "权重"),
    "target": _l("Target", "目标"),
    "nothing_below": _l("Nothing below", "门槛"),
    "no_more_above": _l("No more above", "上限"),
}  # fmt: skip


def phrase(key: str, language: str, **words: object) -> str:
    """A phrase with its gaps filled."""
    return PHRASES[key].text(language).format(**words)
