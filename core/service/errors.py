"""Exceptions of this room; the root of the tree is in core.kernel.errors.

Refused
└── ReceiptAlreadyClaimed
"""

from core.kernel import Refused


class ReceiptAlreadyClaimed(Refused):
    pass
