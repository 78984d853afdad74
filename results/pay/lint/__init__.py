"""Lint: what in a plan deserves a second look. A rule is a function and an entry in its family's RULES."""

from dataclasses import dataclass

from results.pay.lint import curves, frame, reach, readable, scores, timing
from results.pay.lint.material import Material
from results.pay.lint.rule import Found, Rule, Severity

RULES: tuple[Rule, ...] = (*curves.RULES, *frame.RULES, *reach.RULES, *scores.RULES, *readable.RULES, *timing.RULES)
"""The registry."""


@dataclass(frozen=True)
class LintFinding:
    """A finding and the rule it is of."""

    rule: Rule
    found: Found

    @property
    def severity(self) -> Severity:
        return self.found.severity or self.rule.severity


def lint(material: Material) -> tuple[LintFinding, ...]:
    """Everything that the rules find, warnings first, in the order of the rules."""
    found = [LintFinding(rule, one) for rule in RULES for one in rule.find(material)]
    return tuple(sorted(found, key=lambda one: one.severity != "warning"))


__all__ = ["RULES", "LintFinding", "Material", "Rule", "lint"]
