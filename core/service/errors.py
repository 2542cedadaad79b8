"""Exceptions of this room; the root of the tree is in core.kernel.errors.

Refused
├── ReceiptAlreadyClaimed
└── ReceiptDiffers             the receipt book has it with other facts
"""

from core.kernel import Refused


class ReceiptAlreadyClaimed(Refused):
    pass


class ReceiptDiffers(Refused):
    pass
