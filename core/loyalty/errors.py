"""Exceptions of this room; the root of the tree is in core.kernel.errors.

HotlineError
├── BadBill         a source, kind of charge or partner that the rules do not know, an impossible
│                   amount, or extra points whose partner is missing or given without need
└── BadReversal     the reversal does not fit the accrual: another source, or more than is left
"""

from core.kernel import HotlineError


class BadBill(HotlineError):
    pass


class BadReversal(HotlineError):
    pass
