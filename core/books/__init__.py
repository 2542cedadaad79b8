"""Checks of the ledger: the audit of every invariant, totals of the programme's accounts by day and
by month, and seals that reveal a posting that was changed after its day;
marks of the book as a whole.
"""

from core.books import audit, daily_totals, marks, monthly_totals, seals
from core.books.monthly_totals import MonthTotals

__all__ = [
    "MonthTotals",
    "audit",
    "daily_totals",
    "marks",
    "monthly_totals",
    "seals",
]
