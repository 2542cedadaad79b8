"""The dry run of changed rules: whom a new version touches, and how, before it is approved."""

from core.rule_impact import report
from core.rule_impact.report import Effect, Question

__all__ = [
    "Effect",
    "Question",
    "report",
]
