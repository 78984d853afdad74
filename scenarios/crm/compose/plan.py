"""Plan and minds of a calibrated scenario: what no export tells, taken from a model scenario or plainly assumed."""

from __future__ import annotations

import numpy as np

from scenarios.crm.compose.process import ELASTICITY
from scenarios.crm.compose.sources import Sources, Tree
from scenarios.difference import written_form
from scenarios.scenario import Scenario

FREE, USUAL, LOW, HIGH = 0.8, 1.0, 0.6, 1.4
MIND_SOURCE = "no export tells how effort answers to pay (incentive response is never fitted)"


def plan_section(like: Scenario | None, sources: Sources) -> Tree:
    """The model scenario's plan, or salary and pay in proportion to attainment."""
    if like is not None:
        sources.say("plan", "given", "the plan of the model scenario")
        return dict(written_form(like.plan))
    sources.say("plan", "assumed", "no plan in the files: salary, and variable pay in proportion to attainment")
    straight = {"mode": "interpolated", "pays": "target", "beyond": "continue",
                "points": [{"at": 0, "pays": 0}, {"at": 1, "pays": 1}]}  # fmt: skip
    return {"name": "Straight commission", "components": [
        {"kind": "base", "id": "base", "name": "Base salary"},
        {"kind": "commission", "id": "commission", "name": "Commission", "measure": "bookings", "period": "quarter",
         "target_share": 1.0, "schedule": straight},
    ]}  # fmt: skip


def mind_section(people: Tree, sources: Sources) -> Tree:
    """Reps who weigh effort against pay; what effort costs them is such that ordinary effort answers to ordinary pay.

    With pay at target V a month, in proportion to sales, and sales of elasticity η, another unit of effort brings
    η · V; at the usual effort e it costs cost · (e - free).
    """
    variable = {level["id"]: float(level["variable"]) for level in people["levels"]}
    monthly = float(np.mean([variable[rep["level"]] for rep in people["reps"]])) / 12
    cost = max(monthly * ELASTICITY / (USUAL - FREE), 0.01)
    sources.say("mind.effort.cost", "assumed", MIND_SOURCE + "; ordinary effort answers to ordinary pay", (0.5, 2.0))
    sources.say("mind", "assumed", MIND_SOURCE)
    effort = {"free": FREE, "usual": USUAL, "low": LOW, "high": HIGH, "cost": round(cost, 2)}
    return {"kind": "myopic", "effort": effort, "pilot": 32}


def customers_section(like: Scenario | None, sources: Sources) -> Tree:
    if like is None or like.customers is None:
        sources.say("customers", "assumed", "no payments in the files: customers pay on signature")
        return {}
    sources.say("customers", "assumed", "no payments in the files: terms of payment of the model scenario")
    return {"terms": written_form(like.customers.terms)}


def currency_section(code: str, like: Scenario | None) -> Tree:
    if like is not None and like.company.currency.code == code:
        return dict(written_form(like.company.currency))
    symbol = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}.get(code, f"{code} ")
    return {"code": code, "symbol": symbol, "minor_digits": 0 if code in ("JPY", "KRW") else 2}
