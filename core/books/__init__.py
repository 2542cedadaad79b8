"""Proof that the books are right: the audit of every invariant, daily totals of the programme's
accounts, and seals that reveal a posting changed after its day was closed.
"""

from core.books import audit, daily_totals, seals

__all__ = [
    "audit",
    "daily_totals",
    "seals",
]
