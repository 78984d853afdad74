"""Pay of a large company: statements against a plain pandas version of the same plan, and pay's share of a simulation.

Statements: 1,000 reps × 200 deals × 12 months under a plan of six components, from tables in memory to everybody's
pay, and then every line of the year. Both versions run turn by turn in this process and have to agree to the coin.
Simulation: a company of as many reps; what of a replication's time is pay.
"""

import argparse
import platform
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
import numpy.typing as npt
import pandas as pd

from scenarios.books.tables import UNKNOWN, Adjustments, Books, Deals, Events, Origin, Quotas, Roster, Scores, Texts
from scenarios.load import load
from scenarios.plan_file import PlanFile
from scenarios.scenario import Scenario
from sim.engine import prepare
from sim.kernel import run
from sim.pay.run import pay_year
from sim.pay.settle import settle
from sim.pay.why import lines_of

T = TypeVar("T")
Ints = npt.NDArray[np.int64]
START, MONTHS = date(2027, 1, 1), 12
BASE, VARIABLE, QUOTA = 800_000, 9_600_000, 240_000_000
"""Coins: a month, a year at target, a year."""
TIERS = [(0.0, 0.0), (0.5, 0.004), (1.0, 0.008), (1.2, 0.01)]
MARGINS = [(0.0, 0.8), (0.2, 1.0), (0.3, 1.15)]
PLAN: dict[str, Any] = {
    "company": {"calendar": {"kind": "even"}},
    "plan": {"name": "Six components", "components": [
        {"kind": "base", "id": "salary", "name": "Salary"},
        {"kind": "commission", "id": "commission", "name": "Commission", "measure": "bookings", "period": "quarter",
         "schedule": {"mode": "marginal", "tiers": [{"from": at, "rate": rate} for at, rate in TIERS]},
         "modifiers": [{"kind": "bands", "by": [{"kpi": "gross_margin_rate"}],
                        "bands": [{"from": at, "times": times} for at, times in MARGINS]}]},
        {"kind": "commission", "id": "software", "name": "Software", "measure": "bookings", "period": "month",
         "where": {"segments": ["software"]},
         "schedule": {"mode": "marginal", "edges": "amount", "tiers": [{"from": 0, "rate": 0.002}]}},
        {"kind": "commission", "id": "margin", "name": "Margin", "measure": "gross_margin", "period": "month",
         "schedule": {"mode": "whole", "edges": "amount", "tiers": [{"from": 0, "rate": 0.001},
                                                                    {"from": 50_000, "rate": 0.002}]}},
        {"kind": "scorecard", "id": "score", "name": "Scorecard", "period": "quarter", "target_share": 0.3, "kpis": [
            {"kpi": "bookings", "weight": 0.6, "target": {"of_quota": 1}, "threshold": 0.6, "cap": 1.2},
            {"kpi": "won_deals", "weight": 0.4, "target": {"each": 600}, "cap": 1.5}]},
        {"kind": "guarantee", "id": "guarantee", "name": "Guarantee", "amount": 5000, "period": "month"},
    ]},
}  # fmt: skip


def main() -> None:
    wanted = arguments()
    books, frame = company(wanted.reps, wanted.deals, wanted.seed)
    plan_file = PlanFile.model_validate(PLAN)
    print(f"Python {platform.python_version()}, numpy {np.__version__}, pandas {pd.__version__}")
    statements(plan_file, books, frame, wanted.rounds, wanted.reps)
    del books, frame
    if wanted.replications:
        share_of_a_simulation(wanted.scenario, wanted.reps, wanted.replications, wanted.paid, wanted.seed)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--reps", type=int, default=1000)
    parser.add_argument("--deals", type=int, default=200, help="of each rep and month")
    parser.add_argument("--rounds", type=int, default=3, help="of each version of the statements")
    parser.add_argument("--scenario", default="baseline", help="whose people and plan are multiplied")
    parser.add_argument("--replications", type=int, default=4, help="simulated; 0: none")
    parser.add_argument("--paid", type=int, default=500, help="replications whose pay alone is timed")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def timed(work: Callable[..., T], *about: object) -> tuple[float, T]:
    begin = time.perf_counter()
    done = work(*about)
    return time.perf_counter() - begin, done


def memory() -> str:
    """Largest memory this process has held so far (kilobytes on Linux, bytes on macOS)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"peak memory so far {peak / (2**20 if sys.platform == 'darwin' else 2**10):,.0f} MB"


# ── statements ──────────────────────────────────────────────────────────────────────────────────


def statements(plan_file: PlanFile, books: Books, frame: pd.DataFrame, rounds: int, reps: int) -> None:
    first, _ = timed(settle, plan_file, books)
    print(f"{len(frame):,} deals of {reps:,} reps; first run, compiling where needed: {first:.1f} s; {memory()}")
    ours, plain = [], []
    for _ in range(rounds):
        seconds, settlement = timed(settle, plan_file, books)
        ours.append(seconds)
        seconds, by_pandas = timed(in_pandas, frame, reps)
        plain.append(seconds)
        off = np.abs(settlement.paid - by_pandas)
        if off.max() > 0:
            sys.exit(f"the two differ in {int((off > 0).sum())} of {off.size} amounts, by up to {off.max()} coins")
    lines = lines_of(settlement.papers[0], settlement.rows.rows)
    lines.of(range(MONTHS), [0])
    seconds, listed = timed(lines_of(settlement.papers[0], settlement.rows.rows).of, range(MONTHS))
    size = int(frame.memory_usage(deep=True).sum()) / 2**20
    print(f"  to everybody's pay: {show(ours)}; plain pandas {show(plain)}: "
          f"{median(ours) / median(plain):.2f} times its time; the same to the coin")  # fmt: skip
    print(f"  and every line of the year, {len(listed):,} of them: {seconds:.2f} s")
    print(f"  the deals as a frame: {size:,.0f} MB; {memory()}")


def show(seconds: list[float]) -> str:
    return f"{median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f})"


def company(reps: int, deals: int, seed: int) -> tuple[Books, pd.DataFrame]:
    """A year of deals as canonical tables, and the same as a frame; money is drawn in whole coins."""
    chance = np.random.default_rng(seed)
    count = reps * deals * MONTHS
    rep, month = np.repeat(np.arange(reps), deals * MONTHS), np.tile(np.repeat(np.arange(MONTHS), deals), reps)
    amount = np.rint(chance.lognormal(np.log(90_000), 0.8, count)).astype(np.int64)
    cost = (amount * chance.uniform(0.6, 0.95, reps)[rep]).astype(np.int64)
    segment = chance.integers(0, 3, count).astype(np.int32)
    day = chance.integers(0, 28, count)
    starts = np.array([np.datetime64(f"2027-{m + 1:02d}-01") for m in range(MONTHS)], "datetime64[D]")
    signed = (starts[month] + day).astype("datetime64[D]")
    frame = pd.DataFrame({"rep": rep, "month": month, "amount": amount, "cost": cost, "segment": segment})
    never = np.full(count, np.datetime64("NaT"), "datetime64[D]")
    rows, unknown = np.arange(count, dtype=np.int32), np.full(count, UNKNOWN, np.int64)
    nothing = Texts(("",), np.zeros(count, np.int32))
    table = Deals(
        origin=Origin(), id=tuple(map(str, range(count))), rep=rep.astype(np.int32), account=nothing,
        segment=Texts(("pumps", "valves", "software"), segment), channel=nothing, signed=signed,
        amount=amount, cost=cost, units=np.ones(count, np.int64), list_price=unknown,
        new_customer=np.zeros(count, np.int8), invoiced=never, collected=never, reversed=never, delivered=never,
        credit_deal=rows, credit_rep=rep.astype(np.int32), credit_share=np.full(count, 1_000_000, np.int64),
    )  # fmt: skip
    return Books(table, *others(reps)), frame


def others(reps: int) -> tuple[Any, ...]:
    """Receipts, invoices, roster, quotas, scores, adjustments; all but the roster without rows."""
    ints, places, days = np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, "datetime64[D]")
    none, names = Texts(("",), places), tuple(f"r{i:04d}" for i in range(reps))
    same, nobody = Texts(("",), np.zeros(reps, np.int32)), np.full(reps, -1, np.int32)
    never = np.full(reps, np.datetime64("NaT"), "datetime64[D]")
    pay = [np.full(reps, coins, np.int64) for coins in (BASE, VARIABLE, QUOTA)]
    roster = Roster(Origin(), names, names, same, same, same, same, nobody, never, never, *pay)
    events = Events(Origin(), places, days, ints)
    return (events, events, roster, Quotas(Origin(), places, (), none, ints, ints),
            Scores(Origin(), places, (), none, ints, ints),
            Adjustments(Origin(), places, days, (), none, ints, ints, none, none, none))  # fmt: skip


# ── the same plan in plain pandas ───────────────────────────────────────────────────────────────


def in_pandas(frame: pd.DataFrame, reps: int) -> Ints:
    """Coins by [month, rep, component], as somebody would write it for this plan alone; whole coins, so exact."""
    frame = frame.assign(margin=frame["amount"] - frame["cost"], quarter=frame["month"] // 3)
    index = pd.MultiIndex.from_product([range(reps), range(MONTHS)], names=["rep", "month"])
    monthly = frame.groupby(["rep", "month"])[["amount", "margin"]].sum().reindex(index, fill_value=0)
    software = frame[frame["segment"] == 2].groupby(["rep", "month"])["amount"].sum().reindex(index, fill_value=0)
    quarterly = frame.groupby(["rep", "quarter"]).agg(
        sold=("amount", "sum"), margin=("margin", "sum"), deals=("amount", "size"))  # fmt: skip
    out = np.zeros((MONTHS, reps, 6), np.int64)
    out[:, :, 0] = BASE
    out[2::3, :, 1] = commission_by_quarter(quarterly).to_numpy().reshape(reps, 4).T
    out[:, :, 2] = half_up(software.to_numpy() * 2, 1000).reshape(reps, MONTHS).T
    margin = monthly["margin"].to_numpy()
    out[:, :, 3] = half_up(margin * np.where(margin >= 5_000_000, 2, 1), 1000).reshape(reps, MONTHS).T
    out[2::3, :, 4] = score_by_quarter(quarterly).reshape(reps, 4).T
    out[:, :, 5] = np.maximum(0, 500_000 - out[:, :, 1:5].sum(axis=2))
    return out


def half_up(above: Any, below: int) -> Any:
    return (2 * above + below) // (2 * below)


def commission_by_quarter(quarterly: pd.DataFrame) -> pd.Series:
    """Thousandths of the rate, tier by tier, times the coefficient of the margin band in hundredths."""
    sold, quota = quarterly["sold"], QUOTA // 4
    edges = [int(at * 10) * quota // 10 for at, _ in TIERS]
    earned = sold * 0
    for (_, rate), begin, end in zip(TIERS, edges, [*edges[1:], 10**15], strict=True):
        earned = earned + (sold.clip(lower=begin, upper=end) - begin) * round(rate * 1000)
    margin = quarterly["margin"] * 1_000_000 // sold
    times = np.select([margin >= 300_000, margin >= 200_000], [115, 100], 80)
    found: pd.Series = half_up(earned * times, 100_000)
    return found


def score_by_quarter(quarterly: pd.DataFrame) -> Ints:
    """60 % by bookings and 40 % by deals, of a quarter of 30 % of variable pay."""
    full, quota = VARIABLE * 3 // 10 // 4, QUOTA // 4
    sold, deals = quarterly["sold"].to_numpy(), quarterly["deals"].to_numpy()
    by_sales = np.minimum(sold * 10, 12 * quota) * (full * 6 // 10)
    paid = np.where(sold * 10 >= 6 * quota, half_up(by_sales, 10 * quota), 0)
    found: Ints = paid + half_up(np.minimum(deals, 900) * (full * 4 // 10), 600)
    return found


# ── pay inside the simulator ────────────────────────────────────────────────────────────────────


def share_of_a_simulation(name: str, reps: int, replications: int, paid: int, seed: int) -> None:
    """A replication's time with everything, and the time that the same pay takes from sums that are at hand."""
    calm = load(name, ["mind.kind=none"])  # without minds to look ahead, pay's share is at its largest
    seconds, year = timed(prepare, multiplied(calm, reps), seed)
    run.run(year.world, year.beliefs, seed, 0, np.full((1, *year.shape), np.nan), 1)
    print(f"{name} with {year.shape[1]:,} reps: prepared in {seconds:.1f} s; {memory()}")
    values = np.full((replications, *year.shape), np.nan)
    whole, _ = timed(run.run, year.world, year.beliefs, seed, 0, values, 1)
    pay = [place for place, measure in enumerate(year.measures) if measure.name.startswith("pay:")]
    first_pay, components = pay[0], len(pay)
    sums = values[0].copy()
    pay_year(year.world.pay, sums, first_pay, components)
    if not np.array_equal(sums, values[0], equal_nan=True):
        sys.exit("paying the simulated sums again gives other pay: there is nothing to time")
    alone, _ = timed(pay_again, year.world.pay, [value.copy() for value in values], first_pay, components, paid)
    each, of_pay = whole / replications, alone / paid
    print(f"  a replication on one core: {each:.2f} s (of {replications}); its pay alone {of_pay * 1000:.1f} ms "
          f"({paid} × {year.shape[1]:,} rep-years in {alone:.1f} s): {100 * of_pay / each:.2f} % of it")  # fmt: skip


def pay_again(table: Any, sums: list[Any], first_pay: int, components: int, count: int) -> None:
    for number in range(count):
        pay_year(table, sums[number % len(sums)], first_pay, components)


def multiplied(scenario: Scenario, reps: int) -> Scenario:
    """The same company with its people and its market as many times as it takes; names numbered."""
    written = scenario.model_dump(by_alias=True)
    people = written["people"]["reps"]
    times = -(-reps // len(people))
    written["people"]["reps"] = [rep | {"id": f"{rep['id']}-{i}"} for i in range(times) for rep in people][:reps]
    written["targets"]["company"] *= times
    for demand in written["market"]["demand"]:
        demand["leads_per_year"] *= times
    return Scenario.model_validate(written)


if __name__ == "__main__":
    main()
