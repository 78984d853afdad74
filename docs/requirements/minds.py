"""What meets the requirements of goals, fairness, motivation, comparison and feedback: what moves people beside pay."""

from docs.requirements.record import Row

DRIVE = "tests/sim/test_drive.py"
WAYS = ("scenarios/drive.py", "sim/rules/drive.py", "sim/mind/drive.py")
SHOWN = ("run: What moves people beside pay",)

MINDS: tuple[Row, ...] = (
    Row("A01", WAYS, ("drive.clarity.clear", "drive.clarity.waste"), SHOWN,
        (f"{DRIVE}::test_clear_goals_bring_more_and_more_alike",
         f"{DRIVE}::test_who_has_no_target_is_not_moved_by_goals"),
        "targets for other KPIs than bookings do not move effort here"),
    Row("A09", WAYS, ("drive.deadline.strength", "drive.cycle"), SHOWN,
        (f"{DRIVE}::test_effort_rises_as_the_cycle_ends",
         f"{DRIVE}::test_a_deadline_does_not_push_where_a_target_is_safe_or_lost"),
        "by the month; orders moved over a month's end are `mind.timing`"),
    Row("A10", WAYS, ("drive.difficulty.push", "drive.difficulty.best"), SHOWN,
        (f"{DRIVE}::test_revenue_is_highest_at_a_difficulty_in_between",
         f"{DRIVE}::test_effort_does_not_depend_on_targets_without_the_part")),
    Row("A11", WAYS, ("drive.commitment.start", "drive.commitment.drop"), SHOWN,
        (f"{DRIVE}::test_the_committed_recover_sooner_from_a_bad_month",)),
    Row("A14", WAYS, ("drive.visible",), SHOWN,
        (f"{DRIVE}::test_ranking_shown_changes_the_term_of_ranking_alone",
         f"{DRIVE}::test_who_sees_no_results_goes_by_what_she_expects")),
    Row("G06", WAYS, ("drive.motivation.recognitions", "drive.motivation.recognised"), SHOWN,
        (f"{DRIVE}::test_recognition_lifts_effort_for_a_time_and_is_not_paid",),
        "recognition; money, points and promotion are the plan's and the training's"),
    Row("G08", WAYS, ("drive.fairness.weight", "drive.fairness.tolerance"), SHOWN,
        (f"{DRIVE}::test_who_is_paid_less_than_her_mates_does_less",),
        "pay against teammates' pay; spread of difficulty and of territories does not enter"),
    Row("G09", WAYS, ("drive.transparency",), SHOWN, (f"{DRIVE}::test_an_opaque_plan_moves_effort_less",)),
    Row("G12", WAYS, ("drive.motivation.weight", "drive.motivation.tired"), SHOWN,
        (f"{DRIVE}::test_motivation_stays_between_0_and_1",
         f"{DRIVE}::test_motivation_is_constant_where_nothing_happens", f"{DRIVE}::test_long_hours_tire")),
    Row("H07", WAYS, ("drive.commitment.rounds", "drive.commitment.hours"), SHOWN,
        (f"{DRIVE}::test_commitment_grows_with_talks_ever_less",)),
    Row("H09", WAYS, ("drive.feedback.misjudged", "drive.feedback.keeps"), SHOWN,
        (f"{DRIVE}::test_a_report_lessens_misjudgement_as_configured",)),
    Row("H11", WAYS, ("drive.ranking.push", "drive.ranking.discourage"), SHOWN,
        (f"{DRIVE}::test_near_rivals_push_and_the_far_ahead_discourage",)),
    Row("J01", WAYS, ("drive.feedback.every", "drive.feedback.hours"), SHOWN,
        (f"{DRIVE}::test_frequent_reports_show_a_drop_sooner",)),
    Row("J02", WAYS, ("drive.feedback.delay", "drive.feedback.fade"), SHOWN,
        (f"{DRIVE}::test_old_news_moves_people_less",)),
    Row("J06", WAYS, ("drive.reviews.a_month", "drive.reviews.hours"), SHOWN,
        (f"{DRIVE}::test_reviews_pay_up_to_a_point",)),
    Row("J12", WAYS, ("drive.feedback.misjudged", "drive.feedback.keeps"), SHOWN,
        (f"{DRIVE}::test_a_report_lessens_misjudgement_as_configured",),
        "how far people misjudge their results; which deals they choose does not follow from it"),
    Row("N02", WAYS, ("drive.reviews.a_month", "drive.reviews.hours"), SHOWN,
        (f"{DRIVE}::test_reviews_pay_up_to_a_point",)),
)  # fmt: skip
