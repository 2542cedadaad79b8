"""Exceptions of this room; the root of the tree is in core.kernel.errors.

HotlineError
├── Refused
│   ├── NotOpenYet            the member's first redemption; points_needed: to be earned before it
│   ├── SoldOut               no piece of the gift is in stock
│   └── PriceChanged          the gift costs another number of points than the member agreed to
└── NotPermitted              the agent's role may not take this action; role
"""

from core.kernel import HotlineError, Refused


class NotOpenYet(Refused):
    def __init__(self, points_needed: int) -> None:
        super().__init__(f"redemption opens after {points_needed} more points")
        self.points_needed = points_needed


class SoldOut(Refused):
    pass


class PriceChanged(Refused):
    pass


class NotPermitted(HotlineError):
    def __init__(self, role: str) -> None:
        super().__init__(f"a role that may not do this: {role}")
        self.role = role
