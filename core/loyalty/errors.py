"""Exceptions of this room; the root of the tree is in core.kernel.errors.

HotlineError
└── BadBill         a source or kind of charge that the rules do not know, an impossible amount, or
                    extra points whose partner is missing or given without need
"""

from core.kernel import HotlineError


class BadBill(HotlineError):
    pass
