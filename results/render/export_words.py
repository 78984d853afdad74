"""What an exported company's files call things: headers and words, in both languages."""

from results.export_deals import REFUSED, TIMED_OUT
from scenarios.base import Label
from scenarios.crm.tables import LOST, OPEN, WON

HEADS: dict[str, Label] = {
    "lead": Label(en="Lead ID", zh="线索编号"),
    "id": Label(en="Opportunity ID", zh="商机编号"),
    "order": Label(en="Order ID", zh="订单编号"),
    "account": Label(en="Account ID", zh="客户编号"),
    "owner": Label(en="Owner", zh="负责人"),
    "segment": Label(en="Segment", zh="客户级别"),
    "channel": Label(en="Lead Source", zh="线索来源"),
    "outcome": Label(en="Status", zh="商机状态"),
    "stage": Label(en="Stage", zh="销售阶段"),
    "amount": Label(en="Amount", zh="商机金额"),
    "created": Label(en="Created Date", zh="创建时间"),
    "closed": Label(en="Closed Date", zh="关闭时间"),
    "reason": Label(en="Loss Reason", zh="输单原因"),
    "touched": Label(en="First Worked On", zh="首次跟进时间"),
    "entered": Label(en="Entered {}", zh="进入{}时间"),
    "date": Label(en="Order Date", zh="下单时间"),
    "sold": Label(en="Order Amount", zh="合同金额"),
    "cost": Label(en="Cost", zh="成本"),
    "employee": Label(en="Employee ID", zh="工号"),
    "name": Label(en="Name", zh="员工姓名"),
    "team": Label(en="Team", zh="部门"),
    "level": Label(en="Level", zh="职级"),
    "base": Label(en="Base Salary a Month", zh="月基本工资"),
    "variable": Label(en="Target Variable Pay a Year", zh="年目标提成奖金"),
    "kind": Label(en="Kind", zh="对象类型"),
    "whose": Label(en="ID", zh="对象编号"),
    "whom": Label(en="Whose", zh="对象名称"),
    "year": Label(en="Year", zh="年"),
    "whole": Label(en="Whole Year", zh="年目标"),
    "start": Label(en="From", zh="开始日期"),
    "quota": Label(en="Quota", zh="目标"),
}
MONTHS = tuple(
    Label(en=en, zh=f"{zh}月")
    for en, zh in (
        *(("Jan", "一"), ("Feb", "二"), ("Mar", "三"), ("Apr", "四"), ("May", "五"), ("Jun", "六")),
        *(("Jul", "七"), ("Aug", "八"), ("Sep", "九"), ("Oct", "十"), ("Nov", "十一"), ("Dec", "十二")),
    )
)
CELLS: dict[str, Label] = {
    "": Label(en="", zh=""),
    OPEN: Label(en="Open", zh="进行中"),
    WON: Label(en="Won", zh="赢单"),
    LOST: Label(en="Lost", zh="输单"),
    REFUSED: Label(en="Refused by customer", zh="客户拒绝"),
    TIMED_OUT: Label(en="No response in time", zh="无响应超时"),
    "company": Label(en="Company", zh="公司"),
    "team": Label(en="Team", zh="部门"),
    "rep": Label(en="Employee", zh="员工"),
}
