"""What meets the requirements of roles, authority, response and priority."""

from docs.requirements.record import Row

YEAR = "tests/world/test_duties.py"
QUEUES = "tests/oracles/test_queues.py"
DESKS = ("sim/world/desks.py", "sim/kernel/desk.py", "sim/kernel/work.py", "sim/reference/desk.py")
DEALS = ("scenarios/authority.py", "sim/world/selling.py", "sim/kernel/signing.py", "sim/reference/deal.py")
LEADS = ("sim/rules/duties.py", "sim/kernel/work.py", "sim/reference/lead.py")

PEOPLE: tuple[Row, ...] = (
    Row(
        "C01", ("scenarios/duties.py", *DESKS), ("people.roles[*].stages", "people.roles[*].segments"), ("run",),
        (f"{YEAR}::test_nobody_works_a_stage_that_is_not_her_duty",
         f"{YEAR}::test_a_stage_that_is_nobodys_duty_is_refused",
         f"{YEAR}::test_people_take_leads_of_their_segments_only"),
        "specialised against generalist is a comparison of two scenarios",
    ),
    Row(
        "C04", ("scenarios/people.py", "sim/kernel/market.py", "sim/reference/market.py"),
        ("people.clarity.clear", "people.clarity.duplicates", "people.clarity.unowned"), ("run",),
        (f"{YEAR}::test_clear_duties_waste_nothing",),
    ),
    Row(
        "C05", DEALS, ("authority.limits[*].deal", "authority.approvers[*].hours_per_day"), ("run", "story"),
        (f"{YEAR}::test_approvals_are_the_deals_above_the_limit_exactly",
         f"{YEAR}::test_a_lower_limit_lengthens_the_cycle",
         f"{QUEUES}::test_managers_who_approve_are_servers"),
    ),
    Row(
        "C06", DEALS, ("authority.limits[*].sign",), ("run", "story"),
        (f"{YEAR}::test_every_contract_has_a_signer_who_may_sign_it",),
    ),
    Row(
        "C07", ("scenarios/authority.py", "scenarios/duties.py"),
        ("authority.limits[*].deal", "authority.limits[*].discount"), ("run",),
        (f"{YEAR}::test_limits_that_fall_with_the_level_are_refused",),
        "limits of credit terms are not there: customers' terms are the company's",
    ),
    Row(
        "C08", DEALS, ("authority.control", "authority.soft.pressure"), ("run",),
        (f"{YEAR}::test_hard_control_leaks_nothing_and_soft_control_more_under_pressure",),
    ),
    Row(
        "C09", ("scenarios/people.py", "sim/quotas.py"), ("people.roles[*].carries_quota",), ("run", "pay check"),
        ("tests/scenarios/test_roles.py",),
    ),
    Row(
        "D06", ("scenarios/funnel.py", "sim/rules/duties.py", "sim/kernel/signing.py", "sim/reference/deal.py"),
        ("funnel.negotiation.discount", "funnel.negotiation.skill_effect"), ("run",),
        (f"{YEAR}::test_negotiation_skill_lowers_discounts_and_wins_more",
         f"{YEAR}::test_discounts_reduce_bookings_and_margin_by_the_same"),
        "price and discount; credit terms are not negotiated",
    ),
    Row(
        "D07", LEADS, ("funnel.stages[*].returns", "funnel.stages[*].returns_to", "funnel.stages[*].patience"),
        ("run: Funnel by stage",),
        (f"{YEAR}::test_a_lead_given_back_is_worked_again_with_new_luck",
         "tests/twins/test_nothing_is_lost.py::test_every_stage_passes_on_what_it_does_not_keep",
         f"{QUEUES}::test_a_funnel_of_teams_is_a_jackson_network"),
    ),
    Row(
        "I12", ("scenarios/funnel.py", *LEADS), ("funnel.response.half_life", "funnel.response.points"), ("run",),
        (f"{YEAR}::test_conversion_falls_with_delay_by_the_stated_curve",
         f"{YEAR}::test_answers_decay_as_published"),
    ),
    Row(
        "M08", DESKS, ("funnel.order", "company.teams[*].pool"), ("run",),
        (f"{YEAR}::test_working_by_value_beats_first_come_first_served",
         f"{QUEUES}::test_a_team_waits_like_erlang_c"),
    ),
    Row(
        "N01", ("scenarios/funnel.py", *DESKS), ("funnel.presales.role", "funnel.presales.lift"), ("run",),
        (f"{YEAR}::test_credit_of_a_joint_deal_is_given_once",),
        "credit is split between people by a plan's credit clauses, where it has them",
    ),
    Row(
        "N03", ("scenarios/people.py", "sim/kernel/market.py", "sim/reference/market.py"),
        ("people.exchange.share", "people.exchange.gap"), ("run",),
        (f"{YEAR}::test_exchanged_leads_convert_better",),
    ),
)  # fmt: skip
