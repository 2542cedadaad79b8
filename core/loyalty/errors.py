"""Exceptions of this room; the root of the tree is in core.kernel.errors.

HotlineError
└── BadBill                       no bill of this programme: an unknown source or kind, below 0
"""

from core.kernel import HotlineError


class BadBill(HotlineError):
    pass
