"""Exceptions of this room; the root of the tree is in core.kernel.errors.

HotlineError
├── Refused
│   ├── SoldOut               no piece of the gift is in stock
│   └── PriceChanged          the gift costs another number of points than the member agreed to
└── NotPermitted              the agent's role may not take this action; role
"""

from core.kernel import HotlineError, Refused


class SoldOut(Refused):
    pass


class PriceChanged(Refused):
    pass


class NotPermitted(HotlineError):
    def __init__(self, role: str) -> None:
        super().__init__(f"a role that may not do this: {role}")
        self.role = role
