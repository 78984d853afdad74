"""Random settings of a market for random worlds: competitors, needs, channels, trials, prospecting, playbooks."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random_worlds import Dice

Written = dict[str, Any]


def with_market(dice: "Dice", world: Written) -> None:
    """Adds some parts of a market to a world with a funnel as it is written; each has some chance."""
    market = world["market"]
    segments, channels = ([row["id"] for row in market[key]] for key in ("segments", "channels"))
    months = world["company"]["calendar"]["months"]
    parts = {
        "competitors": _competitors(dice, segments, [row["id"] for row in world["funnel"]["stages"]], months),
        "research": {"hours": dice.one([0, 2.5]), "budget": dice.one([0, 900]), "cost_per_report": 300,
                     "counter": dice.number(0, 0.5)},
        "needs": _needs(dice, segments, months),
        "loss_reasons": {key: dice.one([0.0, 0.5, 2.0]) for key in ("competitor", "price", "misfit", "timing")},
        "volume": [{"segment": name, "value": dice.whole(0, 90_000), "cv": dice.one([0.0, 0.6])} for name in segments],
        "prospecting": {"hours": dice.number(0, 60), "leads_per_hour": dice.number(0, 0.3), "channel": channels[0],
                        "segments": [{"segment": name, "share": 0.5} for name in segments], "skill_effect": 0.8,
                        "dispersion": dice.one([0.7, 1.0, 1.8])},
        "focus": {"segments": dice.some(segments), "match": dice.one([0.0, 0.2])},
        "playbooks": _playbooks(dice, segments),
    }  # fmt: skip
    market |= {key: part for key, part in parts.items() if dice.chance(0.4)}
    if "loss_reasons" in market and dice.chance(0.5):
        market["learning"] = {"threshold": 0.2, "step": 0.3, "losses": 2, "window": dice.whole(1, 4)}
    _ways(dice, world, segments, channels, months)


def _competitors(dice: "Dice", segments: list[str], stages: list[str], months: int) -> list[Written]:
    found = []
    for number in range(dice.whole(1, 3)):
        here = dice.some(segments)
        rows = [{"segment": name, "strength": dice.number(0, 1), "contained": dice.one([0.0, 0.3])} for name in here]
        moves = [{"month": dice.whole(1, months), "strength": dice.number(-0.5, 0.9), "price": dice.one([0.0, 0.2]),
                  "segment": dice.one([None, here[0]])} for _ in range(dice.whole(0, 2))]  # fmt: skip
        found.append({"id": f"rival{number}", "name": f"Rival {number}", "segments": rows, "moves": moves,
                      "stages": dice.some(stages) if dice.chance(0.5) else [],
                      "uncertainty": dice.one([0.0, 0.4]), "volatility": dice.one([0.0, 0.1])})  # fmt: skip
    return found


def _needs(dice: "Dice", segments: list[str], months: int) -> Written:
    drifts = [{"segment": name, "month": dice.whole(1, months), "start": dice.number(0, 0.5),
               "per_month": dice.number(0, 0.5)} for name in dice.some(segments)]  # fmt: skip
    return {"drifts": drifts, "misfit": dice.number(0, 1), "lag": dice.number(1, 9), "briefing": dice.one([0.0, 3.0])}


def _playbooks(dice: "Dice", segments: list[str]) -> list[Written]:
    suits = [{"segment": name, "lift": dice.number(-0.5, 0.5)} for name in segments]
    books: list[Written] = [
        {"id": f"book{i}", "name": f"Book {i}", "segments": [], "suits": suits[i:], "hours": dice.one([0.5, 1.0, 1.4]),
         "discount": dice.one([0.0, 0.07])} for i in range(2)
    ]  # fmt: skip
    for name in segments:
        if dice.chance(0.7):
            dice.one(books)["segments"].append(name)
    return books


def _ways(dice: "Dice", world: Written, segments: list[str], channels: list[str], months: int) -> None:
    """Costs of channels, campaigns, claims and a trial; new leads need somebody there who takes them."""
    market = world["market"]
    for channel in market["channels"]:
        channel["kind"] = dice.one(["direct", "partner", "online", "tele"])
        if dice.chance(0.3):
            channel["cost"] = {"fixed": dice.whole(0, 90), "per_lead": dice.one([0, 1.5]), "share": dice.number(0, 0.3)}
    if len(channels) > 1 and dice.chance(0.4):
        claim = {"channel": channels[0], "also": channels[1], "share": dice.number(0, 1)}
        market["registration"] = {"claims": [claim], "registered": dice.chance(0.5), "fee": dice.one([0, 3])}
    if not market["demand"]:
        return
    where = {key: value for key, value in dice.one(market["demand"]).items() if key in ("territory", "segment")}
    if dice.chance(0.3):
        ads = {"id": "ads", "name": "Ads", "channel": channels[0], "budget": dice.whole(0, 900), "cost_per_lead": 90}
        market["campaigns"] = [where | ads | {"half": dice.one([None, 500])}]
    if dice.chance(0.4):
        market["channels"].append({"id": "tried", "name": "Tried", "fit": dice.one([-1.0, 1.0]),
                                   "cost": {"fixed": 20, "per_lead": 1}})  # fmt: skip
        market["pilots"] = [where | {
            "id": "trial", "name": "Trial", "channel": "tried", "leads": dice.number(0, 20),
            "adopted": dice.number(0, 40), "hurdle": 300, "prior": 300, "prior_sd": 400, "lead_sd": 900,
            "certainty": 0.7, "month": dice.whole(1, months), "wait": dice.whole(1, 3), "months": dice.whole(1, 6),
        }]  # fmt: skip
