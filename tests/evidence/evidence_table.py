"""Published results and what comes out here, printed as in docs/evidence.md. Run by `make verify`.

Exits with 1 where a verdict is not the listed one. With --write the table in docs/evidence.md is made anew.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from results.evidence import BOOK, CLAIMS  # noqa: E402 - the checkout comes first on the path
from results.evidence.page import cells, page_table  # noqa: E402
from results.evidence.trial import Trial, tried  # noqa: E402
from results.markdown import markdown_table  # noqa: E402

PAGE = ROOT / "docs" / "evidence.md"
BEGIN, END = "<!-- Written by tests/evidence/evidence_table.py --write -->", "<!-- Until here. -->"
ROW = "{:<4} {:<50} {:>15} {:>18} {:>18}  {:<15} {}"


def line(trial: Trial) -> str:
    """One claim's row for the terminal; at its end what is wrong with it, if anything is."""
    name, says, *_, effect, interval, varied, verdict = cells(trial.claim, trial)
    told = "" if trial.as_listed else f"listed as {trial.claim.listed}"
    return ROW.format(name, says, effect, interval, varied, verdict, told).rstrip()


def written(page: str) -> str:
    """What stands between the marks of the page."""
    return page.partition(BEGIN)[2].partition(END)[0].strip()


def told() -> str:
    """What should stand there: all claims tried, and the rows without any."""
    return "\n".join(page_table(BOOK, {claim.id: tried(claim) for claim in CLAIMS}))


def main(arguments: list[str]) -> int:
    print(ROW.format("", "Claim", "Simulated", "95 % interval", "Cost ½× and 2×", "Verdict", ""))
    kept = 0
    for claim in CLAIMS:
        trial = tried(claim)
        kept += trial.as_listed
        print(line(trial), flush=True)
    untried = [(row.id, row.told or "") for row in BOOK if not row.claims]
    print(*markdown_table(("Row", "Verdict"), untried), sep="\n")
    print(f"{kept} of {len(CLAIMS)} verdicts are as listed.")
    if "--write" in arguments:
        head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{head}{BEGIN}\n\n{told()}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    return 0 if kept == len(CLAIMS) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
