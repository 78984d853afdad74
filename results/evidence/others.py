"""Published results that no pair is tried for: what the simulator would need, or which tests show them."""

from results.evidence.record import Row, Told

NO: Told = "not modelled"
ELSEWHERE: Told = "reproduced elsewhere"

OTHERS: tuple[Row, ...] = (
    Row("E8", "Daljord, Misra & Nair (2016), JMR 53",
        "One plan for all costs much with given staff, and little once staff fits the plan", "READ, H",
        told=NO, why="People leave because of a plan (`turnover`), but nobody is hired to fit one."),
    Row("E9", "Chan, Li & Pierce (2014), Management Science 60",
        "Able peers raise others' sales under team pay and lower them under individual pay", "READ, H",
        told=NO, why="Nobody's effort or odds depend on how able the others are, whatever the plan pays for."),
    Row("E10", "Sandvik et al. (2020), QJE 135", "Advice among peers raises sales by over 15 %, for 20 weeks",
        "READ, H", told=NO,
        why="Sharing cases and helping exist and move sales upwards, but their sizes are assumed, so that a size "
            "coming out would only be the one put in; that incentives alone fade is not modelled."),
    Row("E11", "Atefi et al. (2018), JMR", "Training a few works best in teams alike, training all in mixed ones",
        "READ, sign", told=NO,
        why="Who is trained can be chosen, but nobody learns more from a trained colleague who is like her."),
    Row("E12", "Sunder et al. (2017), JMR 54", "Middling attainment carries the highest hazard of leaving", "READ, H",
        told=ELSEWHERE,
        why="A bell in attainment can be put into the log of the chance (`turnover.attainment`); leavers of simulated "
            "years, counted by attainment to date, show it:",
        tests=("tests/sim/test_turnover.py::test_middling_results_carry_the_highest_chance",)),
    Row("E13", "HBR (2017)", "Turnover of up to 27 % a year", "READ, M",
        told=ELSEWHERE, why="The share of a year is put in (`turnover.yearly`) and comes out of simulated years:",
        tests=("tests/sim/test_turnover.py::test_as_many_leave_in_a_year_as_stated",)),
    Row("E14", "Oldroyd, McElheran & Elkington (2011), HBR",
        "Leads answered within the hour qualify 7 times as often as an hour later, 60 times as often as after a day",
        "READ, H", told=ELSEWHERE, why="With the published ratios as the curve of decay, they come out again:",
        tests=("tests/world/test_duties.py::test_answers_decay_as_published",)),
    Row("E15", "InsideSales and MIT (2007)", "An answer after 5 rather than 30 minutes: 21 times the odds to qualify",
        "READ secondary, M-L", told=NO,
        why="A curve of decay can be written with these points (`funnel.response`); nobody has tried it."),
    Row("E17", "Implisit, as quoted by Salesforce", "13 % of leads become opportunities, 6 % of these deals",
        "READ secondary, M", told=ELSEWHERE,
        why="Written as published, the funnel gives the published shares and days:",
        tests=("tests/oracles/test_published_funnels.py::test_thirteen_and_six_per_cent_after_84_and_18_days",)),
    Row("E18", "MarketingSherpa (2009)", "40 %, 40 % and 30 % of leads go on; 17 % within a month", "READ secondary, M",
        told=ELSEWHERE, why="Written as published, the funnel gives the published shares and times:",
        tests=("tests/oracles/test_published_funnels.py::test_forty_forty_thirty_and_the_time_it_takes",)),
    Row("E20", "Bridge Group (2017, 2024)", "SaaS: cycle of 60 days; two thirds are ramped up within six months",
        "READ; ramp secondary, L-M", told=NO,
        why="Newcomers need six months by default (`turnover.newcomers`), all of them as long; that some need three "
            "and others a year is not modelled."),
    Row("E21", "Verbeke et al. (2011), JAMS 39", "What explains performance: knowledge .28, adaptiveness .27, …",
        "READ, H", told=NO, why="Skills are those of a sales process, not the traits of this study."),
    Row("E22", "Brown & Lam (2008), J. Retailing 84", "Satisfied people make satisfied customers, by way of service",
        "READ, sign", told=NO, why="Reps are neither satisfied nor dissatisfied with their jobs."),
    Row("E23", "Frenzen et al. (2010), IJRM 27", "Delegating prices helps, the more so under uncertainty", "READ, M",
        told=NO, why="Limits of discount authority cost time and approvals; that a rep knows a customer's price better "
                     "than her manager, on which the result rests, is not modelled."),
    Row("E24", "Leone, Misra & Zimmerman (2004)", "Quotas follow last year's sales, up more than down", "READ, sign H",
        told=NO, why="A year stands alone: this year's sales are nobody's quota of next year."),
    Row("E25", "Benson (2014)", "Managers bend quotas and retentions for quotas of their own", "READ, M",
        told=NO, why="Managers have no quotas to protect."),
)  # fmt: skip
