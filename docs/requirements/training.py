"""What meets the requirements of training and skills."""

from docs.requirements.record import Row

RULES, WORLD, WRITTEN = "sim/rules/training.py", "sim/world/training.py", "scenarios/training.py"
ENGINES = ("sim/kernel/training.py", "sim/reference/training.py")
ACTS = "tests/world/test_training.py"
SKILL = ("run", "levers", "story")


def _row(requirement: str, keys: tuple[str, ...], *tests: str, note: str = "") -> Row:
    told = tuple(f"{ACTS}::{test}" if test.startswith("test_") else test for test in tests)
    return Row(requirement, (WRITTEN, RULES, WORLD, *ENGINES), keys, SKILL, told, note)


TAUGHT = ("training.courses[*].topic", "training.courses[*].hours", "training.gain")

TRAINING: tuple[Row, ...] = (
    _row("F01", (*TAUGHT, "training.lag"), "test_product_hours_lift_proposals_after_the_lag_and_not_before",
         "test_more_hours_of_a_course_bring_less_and_less", note="product is one skill, without its three parts"),
    _row("F02", TAUGHT, "test_negotiation_training_moves_the_last_stage_alone",
         "test_negotiation_training_gives_less_away"),
    _row("F03", TAUGHT, "test_communication_training_moves_needs_more_than_the_stages_after"),
    _row("F04", TAUGHT, "test_relationship_training_wins_no_new_customers"),
    _row("F05", (*TAUGHT, "funnel.process.skill_effect"), "test_process_training_raises_what_adherence_draws_on",
         "tests/world/test_process_at_work.py::test_training_in_the_process_raises_adherence"),
    _row("F06", ("training.courses[*].segment", "training.knowledge_effect"),
         "test_industry_training_moves_its_own_segment_alone"),
    _row("F07", ("training.courses[*].every", "training.forgetting", "training.kept"),
         "test_skill_fades_at_its_rate_and_refreshers_hold_it"),
    _row("F08", ("training.courses[*].for_whom", "training.courses[*].places", "training.diagnosis", "training.norms"),
         "test_targeted_training_beats_the_same_hours_for_all_where_gaps_differ"),
    Row("F09", ("results/training_needs.py", RULES, *ENGINES), ("training.diagnosis.by", "training.diagnosis.prior"),
        ("explain needs",), ("tests/results/test_training_needs.py",
                      f"{ACTS}::test_training_by_kpi_sends_those_whose_leads_say_no")),
    Row("F12", ("results/training_needs.py", "results/explain/needs.py"), (), ("explain needs",),
        ("tests/results/test_training_needs.py::test_missing_skill_explains_who_is_behind_and_nobody_else",)),
    _row("F13", ("training.coaching.hours", "training.coaching.span", "training.coaching.gain"),
         "test_a_wider_span_of_control_means_less_coaching_and_slower_growth",
         "test_coaching_closes_more_of_the_gap_in_an_hour_than_a_course"),
    _row("F14", ("training.promotion.steps[*].skill", "training.promotion.steps[*].to"),
         "test_crossing_a_threshold_promotes_once_from_the_next_month",
         "test_a_promotion_brings_the_new_levels_authority"),
    _row("F15", ("training.own_time", "training.courses[*].fee"), "test_training_costs_first_and_pays_later",
         "test_hours_of_learning_are_not_there_for_leads"),
    _row("F16", ("training.practice", "training.kept"), "test_practice_teaches_who_works_and_idleness_costs_skill"),
    Row("D05", ("sim/world/process.py",), ("people.reps[*].skills.product", "funnel.skill_effect"), ("run",),
        (f"{ACTS}::test_product_skill_moves_proposals_most",)),
    _row("D12", ("training.courses[*].every", "training.courses[*].start"),
         "test_recurring_hours_leave_more_at_the_end_than_the_same_hours_at_once"),
    _row("E10", ("training.diagnosis.noise", "tools[*].signal"), "test_a_better_signal_of_needs_never_costs",
         "tests/world/test_process_at_work.py::test_analysis_clears_the_view_of_who_needs_training"),
    _row("I10", ("training.tests.months", "training.tests.reliability", "training.tests.pass_mark"),
         "test_scores_follow_knowledge_as_reliably_as_stated"),
    _row("I19", ("training.attendance", "training.tests.around_courses"),
         "test_training_completed_without_gain_scores_half"),
    _row("N05", ("training.sharing.hours", "training.sharing.fading"),
         "test_sharing_cases_narrows_the_gap_and_repeats_bring_less"),
    _row("N06", ("training.helping.hours", "training.helping.lift", "training.helping.least"),
         "test_help_pays_only_where_the_two_are_far_apart", "test_nobody_helps_where_the_two_are_too_close"),
)  # fmt: skip
