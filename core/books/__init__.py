"""Checks of the ledger: the audit of every invariant, daily totals of the programme's accounts, and
seals that reveal a posting that was changed after its day.
"""

from core.books import audit, daily_totals, seals

__all__ = [
    "audit",
    "daily_totals",
    "seals",
]
