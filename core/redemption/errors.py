"""Exceptions of this room; the root of the tree is in core.kernel.errors.

Refused
├── NotOpenYet                    points_needed
├── SoldOut
└── PriceChanged                  it takes other points now than were agreed to
"""

from core.kernel import Refused


class NotOpenYet(Refused):
    def __init__(self, points_needed: int) -> None:
        super().__init__(f"redemption opens after {points_needed} more points")
        self.points_needed = points_needed


class SoldOut(Refused):
    pass


class PriceChanged(Refused):
    pass
