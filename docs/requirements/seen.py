"""What meets the requirements of what is counted and shown."""

from docs.requirements.record import Row

KPIS = "tests/scenarios/test_kpis.py"
LISTED = "tests/results/test_kpi_list.py"
LOST = "tests/twins/test_nothing_is_lost.py"
REGISTRY = ("scenarios/kpis/sales.py", "scenarios/kpis/record.py")

SEEN: tuple[Row, ...] = (
    Row("D11", ("results/explain/bottleneck.py",), ("funnel.stages[*].hours.mean",), ("explain bottleneck",),
        ("tests/results/test_bottleneck.py",)),
    Row("I01", ("scenarios/kpis/money.py", "sim/reference/customer.py", "sim/kernel/cash.py"),
        ("customers.terms.delivery", "customers.terms.payment"), ("run", "kpi show", "report"),
        (f"{LISTED}::test_signed_invoiced_and_collected_are_kept_apart",
         f"{LOST}::test_nobody_is_billed_or_pays_before_signing")),
    Row("I02", ("results/kpi_lived.py",), ("company.calendar.start",), ("kpi show: By cycle",),
        (f"{LISTED}::test_months_add_up_to_quarters_and_year",)),
    Row("I03", REGISTRY, (), ("kpi show", "pay statement"), (f"{KPIS}::test_price_times_units_is_revenue",),
        "units come from deals files; a simulated year has one product"),
    Row("I04", ("results/conversion.py", "scenarios/kpis/funnel.py"), ("funnel.stages[*].advance",),
        ("run: Conversion by age", "kpi show"),
        ("tests/results/test_conversion.py::test_cohort_and_period_rates_come_to_the_true_chance",)),
    Row("I05", ("results/conversion.py", "scenarios/kpis/funnel.py"), (), ("run: Conversion by age", "kpi show"),
        ("tests/results/test_conversion.py::test_a_young_cohort_is_not_read_as_a_low_one",
         f"{KPIS}::test_a_young_cohort_comes_with_a_note")),
    Row("I16", REGISTRY, (), ("kpi show",), (f"{KPIS}::test_season_alone_is_no_trend",)),
    Row("I18", ("scenarios/kpis/people.py",), (), ("kpi list", "kpi show"),
        (f"{KPIS}::test_a_kpi_is_what_it_comes_to_by_hand",),
        "reviews held and actions closed are paid by files; what reviews change is not simulated"),
)  # fmt: skip
