"""Exceptions of the ledger; the root of the tree is in core.kernel.errors.

Refused
└── NotEnoughPoints       more is spent, held or taken back than is available
NotFound
├── NoSuchAccount         the member has no account in that unit
└── NoSuchHold            the member has no hold of that id
HotlineError
├── HoldClosed            the hold was settled or released before
└── ReversesTooMuch       more is reversed than is left of the posting
"""

from core.kernel import HotlineError, NotFound, Refused


class NotEnoughPoints(Refused):
    """`available` points were there, `needed` were asked for."""

    def __init__(self, available: int, needed: int) -> None:
        super().__init__(f"{needed} points needed, {available} available")
        self.available = available
        self.needed = needed


class NoSuchAccount(NotFound):
    def __init__(self, member_id: int, unit: str) -> None:
        super().__init__(f"member {member_id} has no {unit} account")


class NoSuchHold(NotFound):
    def __init__(self, member_id: int, hold_id: str) -> None:
        super().__init__(f"member {member_id} has no hold {hold_id}")


class HoldClosed(HotlineError):
    """`status` is 'settled' or 'released'."""

    def __init__(self, status: str) -> None:
        super().__init__(f"the hold is {status}")
        self.status = status


class ReversesTooMuch(HotlineError):
    """`left` points of the posting are not reversed yet."""

    def __init__(self, left: int) -> None:
        super().__init__(f"at most {left} points can still be reversed")
        self.left = left
