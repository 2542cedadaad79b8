"""Exceptions of this room; the root of the tree is in core.kernel.errors.

Refused
└── NotEnoughPoints               available, needed
NotFound
└── NoSuchAccount
HotlineError
├── HoldClosed                    status: the hold was settled or released before
└── ReversesTooMuch               left: how many points of that posting are not yet reversed
"""

from core.kernel import HotlineError, NotFound, Refused


class NotEnoughPoints(Refused):
    def __init__(self, available: int, needed: int) -> None:
        super().__init__(f"{needed} points needed, {available} available")
        self.available = available
        self.needed = needed


class NoSuchAccount(NotFound):
    pass


class HoldClosed(HotlineError):
    def __init__(self, status: str) -> None:
        super().__init__(f"the hold is {status}")
        self.status = status


class ReversesTooMuch(HotlineError):
    def __init__(self, left: int) -> None:
        super().__init__(f"at most {left} points can still be reversed")
        self.left = left
