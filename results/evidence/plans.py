"""What published studies found when a plan was changed: E1 to E5 and E7."""

from results.evidence.indicators import EFFORT_OVER_TIMING, GIVEN_AWAY, GIVEN_AWAY_THERE, PAY, gain, more_for
from results.evidence.record import Claim, Row

SCHEDULE = "plan.components[{}].schedule"


def _paths(component: str, *more: str) -> tuple[str, ...]:
    """Where a pair may differ: the plan's name, and a component's schedule and what else is named of it."""
    return ("plan.name", SCHEDULE.format(component), *(f"plan.components[{component}].{key}" for key in more))


CAP = _paths("commission", "cap")
E1 = Row(
    "E1", "Misra & Nair (2011), QME 9:211; Chung (2015), HBR",
    "Quota floor and cap removed, linear commission instead: revenue +9 %", "READ, H",
    why="Rate, floor at quota and cap at 4/3 of it are assumed or recalled; that quotas followed last year's sales "
        "(the ratchet), part of what the new plan did away with, is not modelled.",
    claims=(
        Claim("E1a", "Sales rise", "evidence/e01_cap_before", "evidence/e01_cap_after", gain(), 1, "sign only", (5, 13),
              CAP, note="the rate stays, so that pay cost rises, too (E1b)"),
        Claim("E1b", "Pay cost", "evidence/e01_cap_before", "evidence/e01_cap_after", PAY, 0, "for comparison",
              changes=CAP),
        Claim("E1c", "Sales rise at equal cost", "evidence/e01_cap_before", "evidence/e01_equal_cost_after", gain(), 1,
              "not reproduced", (5, 13), CAP,
              note="the linear rate is the one that costs as much if nobody reacts, which no source says"),
    ),
)  # fmt: skip

MOVES = ("mind.timing.pull=10", "mind.timing.hold=10")
GAME = ("plan.name", "plan.components[commission].schedule")
E2 = Row(
    "E2", "Larkin (2014), J. Labor Economics 32", "Gaming an accelerator costs 6 to 8 % of revenue", "READ, H",
    why="Accelerator, days and discount are assumed: orders of the next ten days can be had at 5 % off, "
        "orders of the last ten can wait. The size follows from these, most from the discount, which no source gives.",
    claims=(
        Claim("E2a", "An accelerator costs discounts", "evidence/e02_gaming_before", "evidence/e02_gaming_after",
              GIVEN_AWAY, 1, "sign only", (5, 9), GAME),
        Claim("E2b", "One rate for everything costs none", "evidence/e02_gaming_before", "evidence/e02_gaming_before",
              GIVEN_AWAY_THERE, 0, "reproduced", (-0.5, 0.5)),
        Claim("E2c", "The accelerator at 20 % off", "evidence/e02_gaming_after", "evidence/e02_gaming_after",
              GIVEN_AWAY_THERE, 0, "for comparison", overrides=("mind.timing.discount=0.2",)),
        Claim("E2d", "The same at 20 % off, of a whole month's orders", "evidence/e02_gaming_after",
              "evidence/e02_gaming_after", GIVEN_AWAY_THERE, 0, "for comparison",
              overrides=("mind.timing.discount=0.2", "mind.timing.pull=20")),
    ),
)  # fmt: skip

E5 = Row(
    "E5", "Steenburgh (2008), QME 6", "Lump-sum bonuses raise effort more than they move timing", "READ, H",
    why="The bonus of E3, by reps who can have orders ten days early, or hold them.",
    claims=(
        Claim("E5", "A bonus gains more than it moves", "evidence/e03_bonus_before", "evidence/e03_bonus_after",
              EFFORT_OVER_TIMING, 1, "not reproduced", None, ("plan.name", "plan.components[bonus]"), MOVES),
    ),
)  # fmt: skip

BONUS, OVER = ("plan.name", "plan.components[bonus]"), ("plan.components[over]",)
E3 = Row(
    "E3", "Chung, Steenburgh & Sudhir (2014), Marketing Science 33:165",
    "Bonuses lift all segments; overachievement commission keeps the best going; without it about -5 % of revenue",
    "READ signs, H; sizes of an early version, L-M",
    why="How pay is divided among commission, bonus and overachievement is that of the bundled baseline.",
    claims=(
        Claim("E3a", "Without overachievement commission sales fall", "evidence/e03_over_before",
              "evidence/e03_over_after", gain(), -1, "sign only", (-8, -2), OVER),
        Claim("E3b", "The best lose more than the weakest", "evidence/e03_over_before", "evidence/e03_over_after",
              more_for("strong", "weak"), -1, "reproduced", changes=OVER),
        *(Claim(f"E3{letter}", f"Quarterly bonuses lift sales of {ability} reps", "evidence/e03_bonus_before",
                "evidence/e03_bonus_after", gain(ability), 1, "reproduced", changes=BONUS)
          for letter, ability in zip("cde", ("weak", "fair", "strong"), strict=True)),
    ),
)  # fmt: skip

E4 = Row(
    "E4", "Kishore, Rao, Narasimhan & John (2013), JMR 50",
    "Lump-sum bonus replaced by a commission of about equal cost: sales rise (+24 % recalled), most of weaker reps",
    "READ signs, H; size RECALLED, M",
    why="Equal cost is meant as: if nobody reacts. The office has no leads and no unpaid "
        "tasks to neglect; with them, hours follow pay (`mind.hours`), which nobody has tried on this pair.",
    claims=(
        Claim("E4a", "Sales rise", "evidence/e04_bonus_before", "evidence/e04_bonus_after", gain(), 1, "not reproduced",
              changes=_paths("pay")),
        Claim("E4b", "Weak reps gain more than strong ones", "evidence/e04_bonus_before", "evidence/e04_bonus_after",
              more_for("weak", "strong"), 1, "reproduced", changes=_paths("pay")),
        *(Claim(f"E4{letter}", f"Sales of {ability} reps", "evidence/e04_bonus_before", "evidence/e04_bonus_after",
                gain(ability), 0, "for comparison", changes=_paths("pay"))
          for letter, ability in zip("cde", ("weak", "fair", "strong"), strict=True)),
    ),
)  # fmt: skip

E7 = Row(
    "E7", "Chung, Narayandas & Chang (2021), Management Science 67:2151",
    "More frequent quotas (daily instead of monthly) help weak performers and hurt strong ones", "READ signs, H",
    why="Annual against monthly quotas stand for monthly against daily ones; ability runs from a sixth below quota to "
        "a quarter above it, stated before anything was run; the shift to low-priced goods is not modelled.",
    claims=(
        Claim("E7a", "Sales of weak reps rise", "evidence/e07_frequency_before", "evidence/e07_frequency_after",
              gain("weak"), 1, "not reproduced", changes=_paths("bonus", "period")),
        Claim("E7b", "Sales of strong reps fall", "evidence/e07_frequency_before", "evidence/e07_frequency_after",
              gain("strong"), -1, "reproduced", changes=_paths("bonus", "period")),
        Claim("E7c", "Sales of those in between", "evidence/e07_frequency_before", "evidence/e07_frequency_after",
              gain("fair"), 0, "for comparison", changes=_paths("bonus", "period")),
        *(Claim(f"E7{letter}", f"Sales of {ability} reps if they are patient", "evidence/e07_frequency_before",
                "evidence/e07_frequency_after", gain(ability), 0, "for comparison", changes=_paths("bonus", "period"),
                overrides=("mind.discount=1", "mind.present_bias=1"))
          for letter, ability in zip("def", ("weak", "fair", "strong"), strict=True)),
    ),
)  # fmt: skip
PLANS = (E1, E2, E3, E4, E5, E7)
