"""Words of the report's part about the sales world, in both languages."""

from scenarios.base import Label

PART = Label(en="Process, people, customers and market", zh="流程、人员、客户与市场")
SEE: dict[str, Label] = {
    "ages": Label(en="How long open leads have been at their stage", zh="在跟线索在各阶段停留多久"),
    "reasons": Label(en="Why leads are lost", zh="丢单原因"),
    "hours": Label(en="Where the hours go", zh="工时去向"),
    "skills": Label(en="Skills over the year", zh="技能变化"),
    "customers": Label(en="Customers over the year", zh="客户数变化"),
    "satisfaction": Label(en="Satisfaction and loyalty over the year", zh="满意度与忠诚度变化"),
    "channels": Label(en="What each channel leaves: gross margin less its cost", zh="各渠道毛利减费用"),
    "share": Label(en="Share of the market", zh="市场份额"),
}
SAYS: dict[str, Label] = {
    "ages": Label(en="Open leads by stage. {each}", zh="各阶段在跟线索。{each}"),
    "reasons": Label(en="Shares of all losses. {each}", zh="占全部丢单。{each}"),
    "hours": Label(en="Shares of all hours. {each}", zh="占全部工时。{each}"),
    "skills": Label(en="From the first month to the last. {each}", zh="首月至末月。{each}"),
    "customers": Label(en="From the first month to the last. {each}", zh="首月至末月。{each}"),
    "satisfaction": Label(en="From the first month to the last. {each}", zh="首月至末月。{each}"),
    "channels": Label(en="A year. {each}", zh="全年。{each}"),
    "share": Label(en="From the first month to the last. {each}", zh="首月至末月。{each}"),
}
EACH_OPEN = Label(en="{name}: {open} open, {days} days on average", zh="{name}：在跟 {open}，平均 {days} 个工作日")
EACH = Label(en="{name}: {value}", zh="{name}：{value}")
FROM_TO = Label(en="{name}: {first} to {last}", zh="{name}：{first} 至 {last}")
AXIS_MONTH = Label(en="month of the fiscal year", zh="财年月份")
AXIS_OPEN = Label(en="leads open", zh="在跟线索")
BAND = Label(en="{low}–{high} days", zh="{low}–{high} 个工作日")
BAND_LAST = Label(en="{low} days and more", zh="{low} 个工作日以上")
NINE = Label(en="9 of 10 years", zh="九成年份")
LINES: dict[str, Label] = {
    "customers": Label(en="Customers", zh="客户数"),
    "satisfaction_sum": Label(en="Satisfaction", zh="满意度"),
    "loyalty_sum": Label(en="Loyalty", zh="忠诚度"),
    "relation_points": Label(en="Relation", zh="客户关系"),
    "share": Label(en="Our share", zh="我方份额"),
}
SEMICOLON, FULL_STOP = Label(en="; ", zh="；"), Label(en=".", zh="。")
