"""What won deals are worth, segment by segment."""

from __future__ import annotations

from results.fit_report.heads import ALL, TITLES, columns
from results.section import In, Section
from scenarios.base import Label
from scenarios.crm.fit.company import Fit
from scenarios.crm.fit.values import ValueFit

FEW = 3
"""Parts of a mixture that are told one by one."""


def values_section(fit: Fit) -> Section:
    """Mean and spread of won deals; the parts of a mixture where one lognormal does not do."""
    named = sorted(zip(fit.segments, fit.values, strict=True), key=lambda pair: -pair[1].mean.n)
    rows: list[tuple[object, ...]] = [(name, *_row(value)) for name, value in named]
    if len(rows) > 1:
        rows.insert(0, (ALL, *_row(fit.all_values)))
    heads = columns("segment", ("won", "count"), ("mean", "money"), ("cv", "number"), "parts")
    more = {"parts": {name: value.parts for name, value in named}}
    return Section("values", TITLES["values"], heads, tuple(rows), more=more)


def _row(value: ValueFit) -> tuple[object, ...]:
    return value.mean.n, value.mean, In(value.cv, "number"), _parts(value)


def _parts(value: ValueFit) -> Label:
    """Such as: 31 % around 1,200, 69 % around 5,400."""
    if len(value.parts) == 1:
        return Label(en="one", zh="单一")
    if len(value.parts) > FEW:
        low, high = (f"{end(part.mean for part in value.parts):,.0f}" for end in (min, max))
        return Label(en=f"{len(value.parts)}, from {low} to {high}", zh=f"{len(value.parts)} 个，从 {low} 到 {high}")
    each = [(f"{100 * part.share:.0f} %", f"{part.mean:,.0f}") for part in value.parts]
    return Label(
        en=", ".join(f"{share} around {mean}" for share, mean in each),
        zh="，".join(f"{share} 约 {mean}" for share, mean in each),
    )
