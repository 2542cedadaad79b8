"""The dry run of changed rules: how many members, orders, complaints and calls a new version would
affect, before it is approved.
"""

from core.rule_impact import dry_run
from core.rule_impact.dry_run import Effect, Proposal
from core.rule_impact.effect import LOOK_BACK_DAYS

__all__ = [
    "LOOK_BACK_DAYS",
    "Effect",
    "Proposal",
    "dry_run",
]
