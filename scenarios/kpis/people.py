"""KPIs of how people work: keeping rules, knowing the product, helping, talking, reviewing, learning."""

from scenarios.base import Label
from scenarios.kpis.record import Kpi

PEOPLE: tuple[Kpi, ...] = (
    Kpi(
        id="process_compliance", name=Label(en="Process compliance", zh="流程合规率"), unit="ratio",
        formula="compliant_moves / stage_moves",
        definition=Label(en="Stage moves checked that had every step done.", zh="抽查的阶段推进中步骤齐全的比例。"),
        source="CRM", reliability=0.8, aggregation="pooled", requirement=("I09",),
    ),
    Kpi(
        id="document_accuracy", name=Label(en="Document accuracy", zh="单证准确率"), unit="ratio",
        formula="documents_correct / documents_checked",
        definition=Label(en="Documents checked that were complete and correct.", zh="抽查文件中完整无误的比例。"),
        source="CRM", reliability=0.8, aggregation="pooled", requirement=("I09",),
    ),
    Kpi(
        id="red_line_violations", name=Label(en="Red-line violations", zh="红线违规数"), unit="count",
        formula="violations",
        definition=Label(en="Violations of a red line, confirmed.", zh="经确认的红线违规次数。"),
        better=-1, source="manager form", reliability=0.9, requirement=("I09",),
    ),
    Kpi(
        id="product_knowledge", name=Label(en="Product knowledge", zh="产品知识得分"), unit="score",
        formula="100 * test_right / test_questions",
        definition=Label(en="Questions answered rightly in tests, of 100.", zh="考试答对题目的百分制得分。"),
        source="LMS", cycle="quarter", reliability=0.8, aggregation="mean weighted by n", requirement=("I10",),
    ),
    Kpi(
        id="test_pass_rate", name=Label(en="Tests passed", zh="考试通过率"), unit="ratio",
        formula="tests_passed / tests_taken",
        definition=Label(en="Tests passed, of those taken.", zh="通过考试次数占参加次数的比例。"),
        source="LMS", cycle="quarter", reliability=0.7, aggregation="pooled", requirement=("I10",),
    ),
    Kpi(
        id="help_given", name=Label(en="Help given", zh="协助同事"), unit="count", formula="help_accepted",
        definition=Label(en="Times a colleague confirmed having been helped; what one says of oneself does not count.",
                         zh="由受助同事确认的协助次数，自报不计。"),
        source="manager form", cycle="quarter", reliability=0.6, requirement=("I13",),
    ),
    Kpi(
        id="cases_shared", name=Label(en="Cases shared", zh="案例分享"), unit="count", formula="cases_accepted",
        definition=Label(en="Cases shared that a colleague found useful.", zh="获同事认可的案例分享次数。"),
        source="manager form", cycle="quarter", reliability=0.6, requirement=("I13",),
    ),
    Kpi(
        id="feedback_talks", name=Label(en="Feedback talks", zh="沟通反馈次数"), unit="count", formula="talks_held",
        definition=Label(en="Feedback talks on record with superiors and colleagues.",
                         zh="有记录的与上级、同事的反馈面谈。"),
        source="manager form", reliability=0.7, requirement=("I14",),
        caution=Label(en="How often is not how well: read it beside the quality of talks.",
                      zh="次数不等于质量，须与沟通质量同看。"),
    ),
    Kpi(
        id="feedback_quality", name=Label(en="Quality of feedback talks", zh="沟通反馈质量"), unit="ratio",
        formula="talks_with_action / talks_held",
        definition=Label(en="Feedback talks that led to an agreed action.", zh="形成行动项的面谈占比。"),
        source="manager form", reliability=0.6, aggregation="pooled", requirement=("I14",),
    ),
    Kpi(
        id="reviews_held", name=Label(en="Reviews held", zh="复盘完成率"), unit="ratio",
        formula="reviews_done / reviews_due",
        definition=Label(en="Reviews of KPIs held, of those due.", zh="应做 KPI 复盘中已完成的比例。"),
        source="manager form", reliability=0.8, aggregation="pooled", level="team", requirement=("I18",),
    ),
    Kpi(
        id="actions_closed", name=Label(en="Actions closed", zh="行动项关闭率"), unit="ratio",
        formula="actions_done / actions_agreed",
        definition=Label(en="Actions agreed in reviews that are closed.", zh="复盘行动项中已关闭的比例。"),
        source="manager form", reliability=0.8, aggregation="pooled", level="team", requirement=("I18",),
    ),
    Kpi(
        id="training_completion", name=Label(en="Training completed", zh="培训完成率"), unit="ratio",
        formula="trainings_done / trainings_due",
        definition=Label(en="Trainings completed, of those assigned.", zh="应完成培训中已完成的比例。"),
        source="LMS", cycle="quarter", reliability=0.99, aggregation="pooled", requirement=("I19",),
    ),
    Kpi(
        id="training_gain", name=Label(en="Gain from training", zh="培训提升分"), unit="score",
        formula="(points_after - points_before) / tested_twice",
        definition=Label(en="Mean gain in test points, of those tested before and after.", zh="有前后测者的平均提分。"),
        source="LMS", cycle="quarter", reliability=0.5, aggregation="mean weighted by n", requirement=("I19",),
        caution=Label(en="A difference of two tests holds the errors of both; who starts low gains by chance alone.",
                      zh="两次考试的误差都在其中；起点低者仅凭偶然也会提分。"),
    ),
    Kpi(
        id="training_score", name=Label(en="Training score", zh="培训得分"), unit="ratio",
        formula="(0.5 * trainings_done + 0.5 * trainings_with_gain) / trainings_due",
        definition=Label(en="Trainings completed, one without gain counting half; a plan may weigh it otherwise.",
                         zh="完成但无提升的培训计一半；方案可自设指标改变该比例。"),
        source="LMS", cycle="quarter", reliability=0.7, aggregation="pooled", requirement=("I19",),
    ),
)  # fmt: skip
