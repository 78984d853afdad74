"""The headings by which columns are known, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One of our columns: the headings it may have, the plainest of each language first.

    money: its cells are amounts, so that its heading may carry a unit. per: the time that the amount is for.
    """

    key: str
    en: tuple[str, ...]
    zh: tuple[str, ...]
    money: bool = False
    per: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return self.en + self.zh


def _field(key: str, en: str, zh: str, money: bool = False, per: str = "") -> Field:
    def listed(text: str) -> tuple[str, ...]:
        return tuple(name.strip() for name in text.split(","))

    return Field(key, listed(en), listed(zh), money, per)


def _amount(en: str, zh: str) -> Field:
    return _field("amount", en, zh, money=True)


_REP = _field(
    "rep",
    "rep, rep id, owner id, employee id, employee no, staff no, salesperson id, seller id",
    "工号, 员工编号, 员工工号, 业务员编号, 销售工号",
)
_REP_NAME = _field(
    "rep_name",
    "rep name, owner, sales rep, salesperson, seller, account executive, employee, employee name",
    "姓名, 员工姓名, 业务员, 销售, 销售员, 销售人员, 负责人, 顾问",
)
_DEAL_NAMES = (
    "deal, deal id, deal no, contract id, contract no, order id, order no, opportunity id, record id",
    "合同编号, 合同号, 订单编号, 订单号, 单号, 商机编号, 成交编号",
)
_PERIOD = _field("period", "period, month, quarter", "期间, 周期, 月份, 季度, 考核期")

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "deals": (
        _field("id", f"{_DEAL_NAMES[0]}, id", f"{_DEAL_NAMES[1]}, 编号"),
        _REP,
        _REP_NAME,
        _field("account", "account, account name, customer, customer name, client", "客户, 客户名称"),
        _field("segment", "segment, product, product name, product line", "产品, 产品名称, 产品线, 品类, 细分"),
        _field("channel", "channel, source, lead source", "来源, 渠道, 客户来源, 线索来源, 资源来源"),
        _field(
            "signed",
            "signed, signed on, date signed, signing date, booking date, contract date, order date, close date, date",
            "签约日期, 签约时间, 签订日期, 签单日期, 成交日期, 下单日期, 下单时间, 合同日期, 日期",
        ),
        _amount(
            "amount, deal amount, contract amount, order amount, bookings",
            "金额, 合同金额, 订单金额, 成交金额, 签约金额",
        ),
        _field("cost", "cost, cost of goods, cogs", "成本, 成本金额, 产品成本", money=True),
        _field("margin", "margin, gross margin, gross profit", "毛利, 毛利额, 毛利润", money=True),
        _field("units", "units, quantity, qty", "数量, 件数, 台数, 套数"),
        _field("list_price", "list price, floor price, guide price", "底价, 指导价, 标价, 目录价", money=True),
        _field("new_customer", "new customer, new account, new logo, is new", "新客户, 是否新客户, 新客, 新老客户"),
        _field("invoiced", "invoiced, invoiced on, invoice date", "开票日期, 开票时间"),
        _field("collected", "collected, collected on, paid on, payment date", "回款日期, 到账日期, 收款日期, 结清日期"),
        _field(
            "reversed",
            "reversed, reversed on, cancelled, canceled, cancelled on, cancellation date, returned, return date",
            "取消日期, 退单日期, 退货日期, 解约日期, 作废日期",
        ),
        _field(
            "delivered",
            "delivered, delivered on, delivery date, handover, handover date, go-live, go-live date",
            "交付日期, 入住日期, 交房日期, 上线日期, 验收日期",
        ),
        _field("credit", "credit, credits, credit split, split, splits", "业绩分配, 业绩分成, 业绩归属, 分单, 分成"),
    ),
    "receipts": (
        _field("deal", *_DEAL_NAMES),
        _field(
            "date",
            "date, received, received on, receipt date, payment date, paid on",
            "回款日期, 到账日期, 收款日期, 日期",
        ),
        _amount("amount, received amount, receipt amount, payment amount", "金额, 回款金额, 收款金额, 到账金额"),
        _field("number", "receipt, receipt id, receipt no, payment id, payment no", "回款编号, 收款编号, 流水号"),
    ),
    "invoices": (
        _field("deal", *_DEAL_NAMES),
        _field("date", "date, invoiced, invoiced on, invoice date", "开票日期, 开票时间, 日期"),
        _amount("amount, invoice amount, invoiced amount", "金额, 开票金额, 发票金额"),
        _field("number", "invoice, invoice id, invoice no", "发票号, 发票号码, 发票编号"),
    ),
    "roster": (
        _field("id", f"id, {', '.join(_REP.en)}", f"{', '.join(_REP.zh)}, 编号"),
        _field("name", "name, full name, rep name, employee, employee name", "姓名, 员工姓名, 名字"),
        _field("team", "team, department, group", "团队, 部门, 小组"),
        _field("level", "level, job level, grade", "职级, 级别, 岗位职级"),
        _field("role", "role, job, job title, position, title", "岗位, 职位, 角色, 职务"),
        _field("city", "city, work city, location", "城市, 工作城市, 工作地点"),
        _field(
            "manager",
            "manager, manager id, line manager, reports to, supervisor",
            "上级, 直属上级, 主管, 经理, 直属经理",
        ),
        _field("joins", "joins, joined, hired, hire date, start date", "入职日期, 入职时间"),
        _field("leaves", "leaves, left, leaving date, exit date", "离职日期, 离职时间"),
        _field("last_day", "last day, last working day", "最后工作日, 最后在岗日"),
        _field("base", "base, base pay, base salary, monthly base", "底薪, 月底薪, 基本工资", True, "month"),
        _field("variable", "variable, variable pay, annual variable", "年浮动薪酬, 年度浮动, 年浮动", True, "year"),
        _field("quota", "quota, annual quota, yearly quota", "年度目标, 年目标, 年度定额, 年度任务", True, "year"),
    ),
    "quotas": (
        _REP,
        _REP_NAME,
        _PERIOD,
        _amount("amount, quota, target", "目标, 目标金额, 业绩目标, 定额, 任务"),
        _field("kpi", "kpi, measure, metric", "指标, 考核指标"),
    ),
    "scores": (
        _REP,
        _REP_NAME,
        _PERIOD,
        _field("kpi", "kpi, measure, metric", "指标, 考核指标"),
        _field("value", "value, score, result", "得分, 分数, 数值, 实际值"),
        _field("count", "count, responses, sample size", "份数, 样本数, 人次"),
    ),
    "adjustments": (
        _REP,
        _REP_NAME,
        _field("date", "date, day, effective date", "日期, 生效日期"),
        _PERIOD,
        _field("target", "for, applies to, component, kpi, item", "对象, 调整对象, 调整项目, 项目, 科目"),
        _amount("amount, adjustment", "金额, 调整金额"),
        _field("reason", "reason, why", "原因, 调整原因, 理由, 事由"),
        _field("by", "by, decided by, approved by, approver", "批准人, 审批人, 经办人"),
        _field("basis", "basis, legal basis, clause", "依据, 法律依据, 制度依据"),
    ),
}  # fmt: skip

_WHO = ("rep", "rep_name")
REQUIRED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "deals": (("id",), (*_WHO, "credit"), ("signed",), ("amount",)),
    "receipts": (("deal",), ("date",), ("amount",)),
    "invoices": (("deal",), ("date",), ("amount",)),
    "roster": (("id", "name"),),
    "quotas": (_WHO, ("period",), ("amount",)),
    "scores": (_WHO, ("period",), ("kpi",), ("value",)),
    "adjustments": (_WHO, ("date", "period"), ("target",), ("amount",), ("reason",)),
}
"""Of each group of columns a file needs at least one."""
