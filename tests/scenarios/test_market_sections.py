"""What a person may write of a market beyond streams of leads, and what is refused."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from scenarios.load import load
from scenarios.scenario import Scenario

sys.path.append(str(Path(__file__).parents[1] / "world"))
from market_world import FAIR, PARTNER, RIVAL, written

TRIAL = {
    "id": "fair", "name": "Fair", "channel": "fair", "territory": "land", "segment": "mid", "leads": 20, "adopted": 60,
    "hurdle": 500, "prior": 400, "prior_sd": 300, "lead_sd": 2000, "certainty": 0.9, "month": 1, "wait": 3, "months": 6,
}  # fmt: skip
FULL: dict[str, Any] = {
    "competitors": [
        RIVAL | {
            "stages": ["proposal"], "price_effect": 2.0, "uncertainty": 0.2, "volatility": 0.05,
            "segments": [{"segment": "mid", "strength": 0.6, "contained": 0.2}],
            "moves": [{"month": 3, "segment": "mid", "strength": 0.2, "price": 0.1}],
        }
    ],
    "research": {"hours": 2, "budget": 10_000, "hours_per_report": 20, "cost_per_report": 5_000, "noise": 0.4,
                 "counter": 0.2},
    "needs": {"drifts": [{"segment": "key", "month": 2, "start": 0.1, "per_month": 0.1}], "misfit": 0.6, "lag": 4,
              "briefing": 2, "briefing_effect": 0.3},
    "loss_reasons": {"competitor": 1, "price": 0.3, "misfit": 0.4, "timing": 0.6},
    "volume": [{"segment": "mid", "value": 9_000_000, "cv": 0.2, "growth": 0.1}],
    "campaigns": [{"id": "ads", "name": "Ads", "territory": "land", "segment": "mid", "channel": "marketing",
                   "budget": 8_000, "cost_per_lead": 400, "half": 20_000, "dispersion": 1.2}],
    "registration": {"claims": [{"channel": "marketing", "also": "partner", "share": 0.1}], "registered": True,
                     "fee": 20},
    "pilots": [TRIAL],
    "prospecting": {"hours": 10, "leads_per_hour": 0.2, "half": 30, "skill_effect": 1, "channel": "marketing",
                    "segments": [{"segment": "mid", "share": 0.7}, {"segment": "key", "share": 0.3}], "roles": [],
                    "dispersion": 1.1},
    "focus": {"segments": ["mid", "key"], "match": 0.1},
    "playbooks": [{"id": "short", "name": "Short", "segments": ["mid"], "hours": 0.8, "discount": 0.05,
                   "suits": [{"segment": "mid", "lift": 0.2}]}],
    "learning": {"threshold": 0.4, "step": 0.25, "least": 0.2, "losses": 10, "window": 3},
}  # fmt: skip


def test_every_part_of_a_market_may_be_written() -> None:
    """All parts together make a scenario; none of them is needed."""
    market = Scenario.model_validate(written(**FULL)).market
    assert all(getattr(market, key) for key in FULL)
    bare = Scenario.model_validate(written()).market
    assert not any(getattr(bare, key) for key in FULL)
    assert [channel.kind for channel in bare.channels] == ["direct", "direct", "partner", "direct"]
    for kind in ("direct", "partner", "online", "tele"):
        Scenario.model_validate(
            written(channels=[*written()["market"]["channels"][:2], PARTNER, FAIR | {"kind": kind}])
        )


REFUSED = [
    ({"competitors": [RIVAL | {"segments": [{"segment": "none", "strength": 1}]}]}, "no such segment"),
    ({"competitors": [RIVAL | {"stages": ["none"]}]}, "no such stage"),
    ({"competitors": [RIVAL, RIVAL]}, "used twice"),
    ({"competitors": [RIVAL | {"segments": RIVAL["segments"] * 2}]}, "named twice"),
    ({"competitors": [RIVAL | {"moves": [{"month": 7, "strength": 0.1}]}]}, "the year has 6 months"),
    ({"needs": {"drifts": [{"segment": "none"}]}}, "no such segment"),
    ({"needs": {"drifts": [{"segment": "mid"}, {"segment": "mid"}]}}, "named twice"),
    ({"volume": [{"segment": "mid", "value": 1}, {"segment": "mid", "value": 1}]}, "named twice"),
    ({"volume": [{"segment": "mid", "value": 10**13}]}, "too large to count"),
    ({"campaigns": [FULL["campaigns"][0] | {"territory": "none"}]}, "no such territory"),
    ({"campaigns": [FULL["campaigns"][0] | {"channel": "none"}]}, "no such channel"),
    ({"registration": {"claims": [{"channel": "partner", "also": "partner", "share": 0.1}]}}, "does not claim its own"),
    ({"registration": {"claims": [{"channel": "none", "also": "partner", "share": 0.1}]}}, "no such channel"),
    ({"pilots": [TRIAL | {"channel": "marketing"}]}, "has other leads"),
    ({"pilots": [TRIAL, TRIAL | {"id": "again"}]}, "has other leads"),
    ({"prospecting": FULL["prospecting"] | {"roles": ["none"]}}, "no such role"),
    ({"focus": {"segments": ["none"]}}, "no such segment"),
    ({"playbooks": [FULL["playbooks"][0], FULL["playbooks"][0] | {"id": "long"}]}, "named twice"),
    ({"playbooks": [FULL["playbooks"][0] | {"suits": [{"segment": "mid", "lift": 0}] * 2}]}, "named twice"),
    ({"learning": {}}, "loss_reasons"),
]  # fmt: skip


@pytest.mark.parametrize(("market", "message"), REFUSED, ids=[f"{i}" for i in range(len(REFUSED))])
def test_what_hangs_in_the_air_is_refused(market: dict[str, Any], message: str) -> None:
    """Ids that nothing has, things named twice, months after the year and trials of busy channels are refused."""
    with pytest.raises(ValueError, match=message):
        Scenario.model_validate(written(**market))


def test_what_the_page_shows_can_be_written(tmp_path: Path) -> None:
    """Every part shown on the page about the market goes over the bundled baseline as it stands, and all of them do
    together."""
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "market.md").read_text(encoding="utf-8")
    shown = re.findall(r"(?ms)^```yaml\n(.*?)^```", page)
    assert len(shown) == 6
    for i, text in enumerate(shown):
        file = tmp_path / f"{i}.yaml"
        file.write_text(f"extends: baseline\n{text}", encoding="utf-8")
        assert load(file).market != load("baseline").market
    together = "".join(text.removeprefix("market:\n") for text in shown)
    (tmp_path / "all.yaml").write_text(f"extends: baseline\nmarket:\n{together}", encoding="utf-8")
    assert len(load(tmp_path / "all.yaml").market.channels) == 4
