"""What meets the requirements of the market, rivals and channels."""

from docs.requirements.record import Row

YEAR = "tests/world/test_market.py"
TABLES = "tests/world/test_market_tables.py"
RULES = "tests/sim/test_market_rules.py"
ENGINES = ("sim/kernel/market_now.py", "sim/reference/market_now.py")
RIVALS = ("scenarios/rivals.py", "sim/rules/rivals.py", "sim/world/rivals.py", *ENGINES)
WAYS = ("scenarios/ways.py", "sim/rules/ways.py", "sim/world/ways.py", *ENGINES)
SEGMENTS = ("scenarios/ways.py", "sim/world/segments.py", *ENGINES)

MARKET: tuple[Row, ...] = (
    Row(
        "C02", WAYS, ("market.prospecting.hours", "market.prospecting.half"), ("run: Where the hours go",),
        (f"{YEAR}::test_without_prospecting_the_pipeline_dries_up",
         f"{YEAR}::test_prospecting_takes_hours_from_leads",
         f"{RULES}::test_each_further_hour_of_prospecting_brings_less"),
    ),
    Row(
        "D03", ("sim/world/demand.py", *WAYS),
        ("market.campaigns[*].budget", "market.prospecting.hours", "market.channels[*].cost"), ("run: Channels",),
        (f"{YEAR}::test_own_leads_and_bought_leads_have_their_expected_number",
         f"{RULES}::test_further_leads_cost_more"),
    ),
    Row(
        "F11", ("scenarios/rivals.py", "sim/world/segments.py", *ENGINES),
        ("market.needs.briefing", "market.needs.lag"), ("run: Where the hours go",),
        (f"{YEAR}::test_briefed_reps_recover_sooner_after_needs_change",
         f"{RULES}::test_reps_adapt_after_the_lag_and_sooner_with_briefings"),
        "The size of the effect is assumed.",
    ),
    Row(
        "I20", ("results/seen/money.py",), (), ("run: What selling costs",),
        (f"{YEAR}::test_what_channels_cost_adds_up_to_what_the_market_costs",),
        "Pay, market, training, tools and surveys, as far as a scenario has them.",
    ),
    Row(
        "K09", (*RIVALS, *WAYS), ("market.learning",), ("run: Why leads are lost",),
        (f"{YEAR}::test_feedback_takes_effort_from_segments_that_do_not_fit",
         f"{RULES}::test_feedback_lowers_what_is_taken_and_lets_it_rise_again"),
    ),
    Row(
        "K10", ENGINES, ("market.segments",), ("run",),
        (f"{YEAR}::test_segments_and_channels_add_up_to_the_company",),
        "Finding segments in an import is not part of it.",
    ),
    Row(
        "K11", SEGMENTS, ("market.focus",), ("run",),
        (f"{YEAR}::test_focus_raises_conversion_and_lowers_reach",
         f"{TABLES}::test_playbook_and_focus_act_in_their_segments"),
    ),
    Row(
        "K12", SEGMENTS, ("market.playbooks",), ("run",),
        (f"{YEAR}::test_swapping_playbooks_lowers_the_outcome",
         f"{YEAR}::test_a_playbook_takes_hours_and_gives_discount"),
        "A playbook sets hours of a touch and discount; a segment's channels are its streams of leads.",
    ),
    Row(
        "L01", ("sim/world/clock.py",), ("market.season", "market.growth"), ("run",),
        (f"{YEAR}::test_the_market_follows_the_index_that_was_written",
         f"{TABLES}::test_the_index_is_the_season_that_was_written"),
    ),
    Row(
        "L02", ("results/outlook.py", "results/seen/market.py", "sim/rules/ways.py"),
        ("market.volume[*].growth", "market.competitors"), ("run: Outlook by segment",),
        (f"{YEAR}::test_outlook_follows_growth_less_competition",
         f"{RULES}::test_opportunity_is_growth_less_competition"),
    ),
    Row(
        "L03", RIVALS, ("market.competitors", "market.research"), ("run: Competitors",),
        (f"{YEAR}::test_a_stronger_competitor_lowers_the_win_rate",
         f"{YEAR}::test_a_move_counts_from_its_month_on",
         f"{YEAR}::test_research_narrows_what_is_known_and_pays_when_used",
         f"{RULES}::test_estimates_of_strength_are_as_wrong_as_they_say"),
    ),
    Row(
        "L04", RIVALS, ("market.loss_reasons",), ("run: Why leads are lost",),
        (f"{YEAR}::test_reasons_of_losses_sum_to_all_losses",
         f"{YEAR}::test_reasons_come_as_often_as_they_were_generated"),
    ),
    Row(
        "L05", ("scenarios/rivals.py", "sim/world/segments.py", *ENGINES), ("market.needs.drifts",), ("run",),
        (f"{YEAR}::test_a_drift_of_needs_is_found_in_the_leads",
         f"{TABLES}::test_needs_drift_and_cost_until_reps_adapt"),
    ),
    Row(
        "M04", WAYS, ("market.channels[*].cost", "market.channels[*].kind"), ("run: Channels",),
        (f"{YEAR}::test_segments_and_channels_add_up_to_the_company",
         f"{YEAR}::test_what_channels_cost_adds_up_to_what_the_market_costs"),
    ),
    Row(
        "M05", WAYS, ("market.pilots",), ("run: Channels on trial",),
        (f"{YEAR}::test_a_good_channel_is_adopted_and_a_bad_one_dropped",
         f"{RULES}::test_a_trial_ends_by_its_rule"),
    ),
    Row(
        "M06", WAYS, ("market.registration",), ("run: Channels",),
        (f"{YEAR}::test_registration_removes_double_commission",),
    ),
)  # fmt: skip
