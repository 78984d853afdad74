"""The table of evidence as text: published, simulated, interval, verdict and what was assumed."""

from collections.abc import Iterable, Mapping

from results.evidence.record import Claim, Row
from results.evidence.trial import Trial
from results.markdown import markdown_table

HEADS = (
    "Claim",
    "What was published",
    "Pair",
    "Read by",
    "Simulated",
    "95 % interval",
    "Effort at ½× and 2× cost",
    "Verdict",
)
OTHERS = ("Row", "Source", "What was published", "Verdict", "Why, or where it is shown")


def page_table(rows: Iterable[Row], trials: Mapping[str, Trial]) -> list[str]:
    """Markdown: rows that are tried with their figures, then what each assumes, then the rows that are not tried."""
    rows = list(rows)
    tried = [row for row in rows if row.claims]
    lines = markdown_table(HEADS, [cells(claim, trials[claim.id]) for row in tried for claim in row.claims])
    lines += ["", "### Published, and what is assumed", ""]
    for row in tried:
        lines += [f"- **{row.id}** {row.source}. {row.published} ({row.tag}). {row.why}"]
        lines += [f"  - {claim.id}: {claim.note}" for claim in row.claims if claim.note]
    lines += ["", "### Rows without a pair", ""]
    return lines + markdown_table(OTHERS, [other_cells(row) for row in rows if not row.claims])


def cells(claim: Claim, trial: Trial) -> tuple[str, ...]:
    """A claim's line."""
    effect, unit = trial.effect, claim.indicator.unit
    pair = f"`{claim.after}`" if claim.before == claim.after else f"`{claim.before}` → `{claim.after.split('/')[-1]}`"
    with_set = "".join(f", `{text}`" for text in claim.overrides)
    return (
        claim.id,
        claim.says + band_text(claim),
        pair + with_set,
        claim.indicator.name,
        f"{number(effect.mean)} {unit}".strip(),
        f"{number(effect.low)} to {number(effect.high)}",
        " and ".join(map(number, trial.varied)),
        trial.verdict,
    )


def band_text(claim: Claim) -> str:
    """Such as ` (+5 to +13)`; nothing where no size is asked for."""
    return f" ({claim.band[0]:+g} to {claim.band[1]:+g})" if claim.band else ""


def other_cells(row: Row) -> tuple[str, ...]:
    told = row.why + "".join(f" `{test}`" for test in row.tests)
    return row.id, row.source, f"{row.published} ({row.tag})", row.told or "", told


def number(value: float) -> str:
    """Two decimals with a sign; nothing is told as minus zero."""
    return f"{round(value, 2) + 0.0:+.2f}"
