"""Exceptions of this room; the root of the tree is in core.kernel.errors.

Refused
├── ReceiptAlreadyClaimed
├── ReceiptDiffers             the receipt book has it with other facts
└── ReceiptOfImpossibleDay     the day on which it says it was issued is still to come, or none
"""

from core.kernel import Refused


class ReceiptAlreadyClaimed(Refused):
    pass


class ReceiptDiffers(Refused):
    pass


class ReceiptOfImpossibleDay(Refused):
    """A receipt says that it was issued on a day that is still to come, or before any telephone."""
