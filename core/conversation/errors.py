"""Exceptions of this room; the root of the tree is in core.kernel.errors.

HotlineError
└── TurnTaken                     must leave the transaction: read the turn that was recorded
"""

from core.kernel import HotlineError


class TurnTaken(HotlineError):
    pass
