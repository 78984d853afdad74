"""What every lever moves, printed: lever, indicator, difference, interval. Run by `make verify`.

Exits with 1 where one of them does not keep its promise.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from trying import Trial, tried  # noqa: E402 - the checkout comes first on the path

from scenarios.levers import LEVERS  # noqa: E402

ROW = "{:<28} {:<44} {:>12} {:>12} {:>27} {}"


def line(trial: Trial) -> str:
    """One lever's row; at its end what is wrong with it, if anything is."""
    lever, kept = trial.lever, f"{trial.low:.4g} to {trial.high:.4g}"
    faults = [] if trial.moves else ["does not move " + ("up" if lever.direction > 0 else "down")]
    faults += [f"changes {', '.join(trial.leaks)} without effect and cost"] if trial.leaks else []
    told = "; ".join(faults) or "ok"
    return ROW.format(lever.id, lever.indicator.formula, f"{trial.base:.4g}", f"{trial.difference:+.4g}", kept, told)


def main() -> int:
    print(ROW.format("Lever", "Indicator", "Without", "Difference", "99.9 % interval", ""))
    kept = 0
    for lever in LEVERS:
        trial = tried(lever)
        kept += trial.moves and not trial.leaks
        print(line(trial), flush=True)
    print(f"{kept} of {len(LEVERS)} levers keep their promise.")
    return 0 if kept == len(LEVERS) else 1


if __name__ == "__main__":
    sys.exit(main())
