"""Random settings of customers lived one by one, for a random world."""

from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Written = dict[str, Any]


class Dice(Protocol):
    """Throws, as in `random_worlds`."""

    def number(self, low: float, high: float) -> float: ...
    def whole(self, low: int, high: int) -> int: ...
    def chance(self, share: float) -> bool: ...
    def one(self, of: Any) -> Any: ...


def enrich(dice: Dice, world: Written) -> None:
    """Adds `customers.life` to a world with a funnel."""
    segments = [segment["id"] for segment in world["market"]["segments"]]
    new = [channel["id"] for channel in world["market"]["channels"] if channel.get("new_customer", True)]
    old = [channel["id"] for channel in world["market"]["channels"] if not channel.get("new_customer", True)]
    life: Written = {
        "satisfaction": {"baseline": dice.number(40, 90), "sd": dice.one([0, 5, 20]), "speed": dice.number(0, 1)},
        "loyalty": {"baseline": dice.one([0.0, 0.5, 0.8]), "lag": dice.whole(0, 4), "speed": dice.number(0, 1)},
        "relation": {"start": dice.number(0, 1), "half_life": dice.one([None, 2.0, 12.0])},
        "care": _care(dice, segments),
        "follow_ups": {"promised": dice.one([0.0, 0.4]), "on_time": dice.number(0, 1)},
        "complaints": {"chance": dice.one([0.0, 0.1, 0.3]), "drop": dice.number(0, 40)},
        "recovery": {"days": dice.one([0.0, 8.0, 40.0]), "capacity": dice.one([None, 0, 1])},
        "refunds": {"chance": dice.one([0.0, 0.3]), "lag": dice.whole(0, 4), "share": dice.number(0, 1)},
        "churn": {"yearly": dice.one([0.0, 0.2, 0.7]), "term": dice.whole(1, 14)},
        "win_back": {"after": dice.whole(1, 4), "chance": dice.one([0.0, 0.3])},
        "orders": {"loyalty": dice.number(0, 1), "leads_per_customer": dice.one([None, 0.0, 3.0])},
        "experience": _experience(dice),
        "hand_over": {
            "loss": dice.number(0, 1),
            "records": dice.one([0.0, 0.4, 1.0]),
            "odds": dice.one([0.0, 1.0]),
            "months": dice.whole(1, 5),
        },
    }
    if new and dice.chance(0.5):
        life["referrals"] = {"channel": dice.one(new), "per_customer": dice.number(0, 3)}
    if old and dice.chance(0.5):
        life["cross_sell"] = {"channel": dice.one(old), "chance": dice.number(0, 1)}
        life["orders"]["channel"] = dice.one(old)
    if dice.chance(0.6):
        life["survey"] = {"every": dice.whole(1, 4), "sample": dice.number(0, 1), "bias": dice.number(-9, 9), "cost": 3}
    world["customers"] = world["customers"] | {"life": life}


def _care(dice: Dice, segments: list[str]) -> Written:
    weights = [{"segment": segment, "weight": dice.one([0.0, 1.0, 2.5])} for segment in segments if dice.chance(0.5)]
    by = dice.one(["even", "score", "random"])
    hours = {"hours": dice.one([0.0, 4.0, 60.0]), "visit": dice.one([0.5, 2.0]), "takes": dice.one([0.0, 1.0])}
    return {"by": by, "segments": weights, **hours}


def _experience(dice: Dice) -> Written:
    sides = ("response", "accuracy", "friction", "after_sales")
    written: Written = {side: {"score": dice.number(-1, 1), "spend": dice.one([0, 20])} for side in sides}
    return written | {"effect": dice.one([0.0, 20.0])}
