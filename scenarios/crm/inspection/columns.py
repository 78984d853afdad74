"""What exports call things: headings and words of Salesforce, HubSpot, Zoho, Dynamics, 纷享销客, WuKong, HR systems.

Nothing here decides anything: `inspect` drafts a mapping with it, and a person reads the draft.
"""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.crm.cells.words import folded

Headings = Mapping[str, tuple[str, ...]]
"""Field of ours → what systems call it, the likeliest first."""

OPPORTUNITIES: Headings = {
    "id": (
        "商机编号", "商机ID", "商机编码", "opportunity id", "opportunityid", "opportunity number", "OpportunitySeq",
        "deal id", "record id", "deal number", "opportunity key", "_id", "id", "编号", "hs_object_id",
    ),
    "owner": (
        "负责人", "负责人ID", "商机负责人", "owner id", "opportunity owner", "deal owner", "potential owner",
        "SystemUserSeq", "hubspot_owner_id", "OwnerId", "owner", "sales agent", "sales owner", "sales rep",
        "salesperson", "opportunity owner name", "account executive", "销售", "销售员", "销售代表", "业务员",
        "客户经理", "EmployeeKey", "Deal Owner.id", "employee id", "工号", "employee",
    ),
    "account": (
        "客户名称", "客户", "客户ID", "account name", "account", "account id", "AccountId", "AccountSeq",
        "company name", "associated company", "company", "customer", "customer name", "customer id", "client",
        "account_id", "ResellerKey", "公司名称", "Account Name.id",
    ),
    "segment": (
        "客户级别", "客户行业", "客户类型", "segment", "product", "product name", "产品", "产品名称", "产品线",
        "行业", "industry", "deal type", "dealtype", "product category", "opportunity type", "type", "商机类型",
        "customer segment",
    ),
    "channel": (
        "线索来源", "商机来源", "客户来源", "来源", "lead source", "LeadSource", "source", "channel",
        "campaign name", "original source", "渠道", "campaign source", "promotion_channel", "市场活动",
    ),
    "stage": (
        "销售阶段", "商机阶段", "阶段", "stage", "StageName", "deal stage", "dealstage", "sales stage",
        "sales_stage", "PipelineStep", "pipeline step", "阶段名称", "current stage", "sales process stage",
    ),
    "status": (
        "商机状态", "status", "sales_status", "结束状态", "状态", "deal status", "opportunity status", "商机状态组",
        "outcome",
    ),
    "won": ("IsWon", "won", "hs_is_closed_won", "closed_won", "是否赢单", "is won"),
    "ended": ("IsClosed", "is_closed", "hs_is_closed", "是否结束", "is closed"),
    "amount": (
        "商机金额", "amount", "deal amount", "close value", "Value", "赢单金额", "成交金额", "金额", "预计金额",
        "deal value", "total amount", "opportunity amount", "预计赢单金额", "winning_amount",
        "amount in home currency", "revenue", "Budget",
    ),
    "created": (
        "创建时间", "创建日期", "created date", "CreatedDate", "create date", "createdate", "created time",
        "created on", "opportunity created on", "engage date", "create_time", "created", "created at", "start date",
        "录入时间", "hs_createdate", "creation date",
    ),
    "closed": (
        "关闭时间", "结单日期", "成交日期", "赢单日期", "close date", "CloseDate", "closedate", "closing date",
        "结束时间", "closed date", "actual close date", "winning_date", "close_date", "closed on", "closed",
        "closed at",
        "签约日期",
    ),
    "closed_else": (
        "更新时间", "最后修改时间", "last modified date", "LastModifiedDate", "last_modified_time", "modified time",
        "stg_changed_time", "hs_lastmodifieddate", "最后跟进时间",
    ),
}  # fmt: skip

ORDERS: Headings = {
    "id": (
        "合同编号", "订单编号", "订单号", "order number", "order id", "SalesOrderNumber", "sales order number",
        "order", "invoice number", "合同号", "contract number", "回款编号", "id", "编号",
    ),
    "owner": ("公司签约人", *OPPORTUNITIES["owner"]),
    "account": OPPORTUNITIES["account"],
    "segment": ("合同类型", "SalesTerritoryKey", "territory", "sales territory", "区域", *OPPORTUNITIES["segment"]),
    "date": (
        "下单时间", "订单日期", "下单日期", "合同签订日期", "签约日期", "order date", "OrderDate", "date",
        "sales date", "invoice date", "contract date", "回款日期", "日期",
    ),
    "amount": (
        "合同金额", "订单金额", "order amount", "SalesAmount", "sales amount", "sales", "amount", "order_amount",
        "回款金额", "contract_amount", "net amount", "total", "金额", "revenue", "invoice amount",
    ),
    "cost": ("成本", "总成本", "cost", "TotalProductCost", "product cost", "total cost", "cogs"),
}  # fmt: skip

ROSTER: Headings = {
    "id": (
        "工号", "员工编号", "员工ID", "employee id", "employee number", "EmployeeNumber", "EmployeeKey",
        "SystemUserSeq", "user id", "owner id", "owner_id", "staff id", "rep id", "sales rep id",
        "BusinessEntityID", "id", "编号",
    ),
    "name": (
        "姓名", "员工姓名", "名字", "full name", "employee name", "name", "sales owner", "sales agent", "sales rep",
        "owner", "salesperson", "rep", "user name",
    ),
    "first": ("FirstName", "first name", "given name"),
    "last": ("LastName", "last name", "surname", "family name"),
    "team": (
        "团队", "部门", "所属部门", "team", "region", "regional office", "department", "DepartmentName",
        "territory", "SalesTerritoryKey", "区域", "大区", "hubspot_team_id", "division",
    ),
    "level": ("职级", "岗位职级", "级别", "level", "grade", "job level", "title", "职位", "job title", "岗位"),
    "manager": (
        "直属上级", "上级", "直接上级", "manager", "manager id", "ManagerId", "ParentEmployeeKey", "supervisor",
        "reports to", "主管", "经理",
    ),
    "hired": ("入职时间", "入职日期", "hire date", "HireDate", "hired", "start date", "date of joining", "转正日期"),
    "left": ("离职日期", "离职时间", "end date", "EndDate", "termination date", "left", "leave date", "计划离职日期"),
    "base": (
        "底薪", "基本工资", "固定工资", "base salary", "base", "BaseRate", "base pay", "salary", "月薪",
        "monthly salary",
    ),
    "variable": (
        "目标提成", "目标奖金", "浮动薪酬", "绩效工资", "variable", "target variable", "target incentive",
        "variable pay", "target commission", "OTE variable",
    ),
}  # fmt: skip

QUOTAS: Headings = {
    "owner": (
        "对象ID", "对象名称", "负责人", "员工姓名", "姓名", "工号", "员工编号", "EmployeeKey", "QuotaOwnerId",
        "owner", "sales rep", "salesperson", "employee id", "BusinessEntityID", "owner id", "rep", "sales agent",
        "name",
    ),
    "start": (
        "期间", "月份", "季度", "开始日期", "StartDate", "period", "start date", "QuotaDate", "quota date",
        "quarter", "month", "date", "考核期", "DateKey",
    ),
    "amount": (
        "目标金额", "业绩目标", "销售目标", "任务额", "目标", "quota", "quota amount", "QuotaAmount", "sales quota",
        "SalesAmountQuota", "SalesQuota", "target", "sales target", "target amount", "指标",
    ),
    "year": ("年", "年份", "年度", "year", "fiscal year"),
}  # fmt: skip

KINDS: Mapping[str, Headings] = {
    "opportunities": OPPORTUNITIES,
    "orders": ORDERS,
    "quotas": QUOTAS,
    "roster": ROSTER,
}

MONTHS: tuple[tuple[str, ...], ...] = (
    tuple(f"{n}月" for n in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")),
    tuple(f"{n}月" for n in range(1, 13)),
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
     "December"),
)  # fmt: skip
"""Headings of a wide quota table."""

WON = (
    "won",
    "closed won",
    "closedwon",
    "closed - won",
    "win",
    "赢单",
    "成交",
    "已成交",
    "赢",
    "signed",
    "签约",
    "1赢单",
)
LOST = (
    "lost", "closed lost", "closedlost", "closed - lost", "输单", "无效", "丢单", "战败", "输", "disqualified",
    "cancelled", "canceled", "abandoned", "流失", "关闭", "2输单", "3无效",
)  # fmt: skip
OPENS = (
    "open", "进行中", "跟进中", "in progress", "new", "prospecting", "prospect", "qualification",
    "appointmentscheduled", "验证客户", "初步接触", "qualifiedtobuy", "needs analysis", "需求分析", "engaging",
    "presentationscheduled", "qualify", "value proposition", "id. decision makers", "decisionmakerboughtin",
    "perception analysis", "develop", "initial offer", "propose", "proposal", "proposal/price quote", "方案/报价",
    "方案报价", "报价", "contractsent", "negotiation/review", "negotiation", "商务谈判", "谈判", "合同", "close",
)  # fmt: skip
"""Words of open stages, in the order of a usual process."""


def known_word(text: str) -> str:
    """What a stage or status word usually means: open, won, lost, or "" for a word nobody has told us about."""
    key = folded(text)
    bare = key.lstrip("0123456789")
    for meaning, words in _FOLDED.items():
        if key in words or bare in words:
            return meaning
    return ""


_FOLDED = {meaning: tuple(map(folded, words)) for meaning, words in (("won", WON), ("lost", LOST), ("open", OPENS))}


def usual_place(text: str) -> float:
    """Where in a process an open stage usually stands; unknown words come last."""
    key = folded(text)
    number = key[: len(key) - len(key.lstrip("0123456789"))]
    if number:
        return float(number[:6])
    known = _FOLDED["open"]
    return float(known.index(key)) if key in known else float(len(known))


def fields_of(kind: str, header: tuple[str, ...]) -> dict[str, str]:
    """Our field → heading, for the headings that a file of this kind has; each heading is used once."""
    folds = {folded(name): name for name in reversed(header)}
    found: dict[str, str] = {}
    for rank in range(max(len(words) for words in KINDS[kind].values())):
        for field, words in KINDS[kind].items():
            name = folds.get(folded(words[rank])) if rank < len(words) else None
            if name is not None and field not in found and name not in found.values():
                found[field] = name
    if ("won" in found) != ("ended" in found):  # one without the other does not tell open from lost
        found = {field: name for field, name in found.items() if field not in ("won", "ended")}
    return found


_NEEDED = {
    "opportunities": (("stage", "status", "won"), ("amount", "created", "closed")),
    "orders": (("date",), ("amount",)),
    "quotas": (("owner",), ("amount",)),
    "roster": (("name", "id", "first"), ("hired", "manager", "base", "level", "team", "left")),
}
"""For each kind, groups of fields of which a file has at least one each."""


def wide_months(header: tuple[str, ...]) -> tuple[str, ...]:
    """The twelve month columns of a wide quota table, or none."""
    folds = {folded(name): name for name in header}
    for words in MONTHS:
        if all(folded(word) in folds for word in words):
            return tuple(folds[folded(word)] for word in words)
    return ()


def kind_of(header: tuple[str, ...]) -> str:
    """Which kind of file has such headings; "" when none does."""
    if wide_months(header):
        return "quotas"
    best, most = "", 0
    for kind, groups in _NEEDED.items():
        found = fields_of(kind, header)
        if all(any(field in found for field in group) for group in groups):
            points = len(found) + 2 * (kind == "quotas" and folded(found["amount"]) in _QUOTA_WORDS)
            if points > most and not (kind == "quotas" and "created" in found):
                best, most = kind, points
    return best


_QUOTA_WORDS = frozenset(map(folded, QUOTAS["amount"]))
