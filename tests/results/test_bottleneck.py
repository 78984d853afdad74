"""Where the pipeline is stuck: a bottleneck put in is found, and the command tells it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import cli
from results.explain.bottleneck import MORE, explain_bottleneck, reliefs
from scenarios.load import ScenarioFaults, load

SMALL = str(Path(__file__).parents[1] / "levers" / "small.yaml")
DIRECT = str(Path(__file__).parents[1] / "cli" / "small_company.yaml")
STAGES = ("planning", "prospecting", "needs", "proposal", "negotiation")


class Quiet:
    """A progress bar that shows nothing."""

    def __init__(self) -> None:
        self.expected, self.done = 0, 0

    def expect(self, years: int) -> None:
        self.expected += years

    def __call__(self, years: int) -> None:
        self.done += years


@pytest.mark.parametrize("stuck", ["needs", "proposal"])
def test_a_bottleneck_put_in_is_ranked_first(stuck: str) -> None:
    """D11: with a third of a stage's capacity it is first, its gain is sure, and it is larger than before."""
    hours = {"needs": 9, "proposal": 15}[stuck]
    found = reliefs(load(SMALL, [f"funnel.stages[{stuck}].hours.mean={hours}"]), 40, 1, lambda _: None)
    assert found[0].stage == stuck
    assert found[0].margin.low > 0
    assert sorted(relief.stage for relief in found) == sorted(STAGES)
    before = {relief.stage: relief for relief in reliefs(load(SMALL), 40, 1, lambda _: None)}
    assert found[0].margin.mean > before[stuck].margin.mean


def test_work_that_takes_no_time_is_no_bottleneck() -> None:
    """Null twin: a stage without hours is not asked, and where hands are never busy more capacity brings nothing."""
    idle = [f"market.demand[{i}].leads_per_year=0" for i in (0, 1)]
    quick = [f"funnel.stages[{stage}].hours.mean=0" for stage in STAGES[1:]]
    found = reliefs(load(SMALL, [*idle, *quick, "customers.accounts=[]", "opening.pipeline=[]"]), 4, 1, lambda _: None)
    assert [relief.stage for relief in found] == ["planning"]
    assert (found[0].margin.mean, found[0].hours) == (0, 0)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_stages_are_told_with_what_more_capacity_brings(lang: str) -> None:
    """A row for each stage, the first named in the data; hours freed are a tenth's worth of those worked."""
    bar = Quiet()
    done = explain_bottleneck(SMALL, bar, {"lang": lang, "replications": 8})
    rows: list[dict[str, Any]] = done.data["bottleneck"]["rows"]
    assert bar.done == bar.expected == 8 * 6
    assert done.data["bottleneck"]["first"] in STAGES
    assert rows[0]["stage"][lang] == done.tables[0].rows[0][0]
    assert all(row["hours"] > 0 for row in rows)
    assert 0 < MORE < 1


def test_a_market_without_stages_is_refused() -> None:
    """A direct market has no stages: a fault that says so."""
    with pytest.raises(ScenarioFaults, match="has no stages"):
        explain_bottleneck(DIRECT, Quiet(), {"lang": "en", "replications": 8})


def test_the_command_tells_what_it_finds(tmp_path: Path) -> None:
    """`explain bottleneck` with --json, --seed and --set: the same stages from the same draws, others from others."""
    words = ("explain", "bottleneck", SMALL, "--replications", "4", "--json")

    def told(*more: str) -> Any:
        result = CliRunner().invoke(cli, [*words, *more], prog_name="quotalab")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    assert told() == told("--seed", "1")
    assert told("--seed", "2")["bottleneck"]["rows"] != told()["bottleneck"]["rows"]
    assert told("--set", "market.demand[0].leads_per_year=100")["bottleneck"]["rows"] != told()["bottleneck"]["rows"]
