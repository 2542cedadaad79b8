"""Exceptions of this room; the root of the tree is in core.kernel.errors.

HotlineError
├── Refused
│   ├── NumberInUse               the number is another member's
│   ├── MemberIdInUse             the id is another member's
│   └── NotOpenYet                the first spending; points_needed: to be earned before it
├── BadNumber                     not a telephone number at all
├── UndeclaredProof               a channel declares no proof for an act, which is refused
├── PinError                      see below
│   ├── WrongPin                  tries_left: before the PIN is locked
│   ├── PinLocked                 by too many wrong tries, or by hand
│   ├── NoPin                     the member has not chosen one
│   └── PinTooWeak                reason: see core.members.pins.weakness
└── CodeError                     see below
    ├── CodeTooSoon               wait_seconds: until the next code may be issued
    ├── CodeLimit                 no more codes today
    ├── CodeWrong                 tries_left: with this code
    ├── CodeReplaced              one that was sent before for the same; costs no try
    └── CodeExpired               too old, used, out of tries, or never issued

A wrong PIN or code is counted in the database before the exception is raised. Catch it inside the
transaction and commit; a rollback would give the try back.
"""

from core.kernel import HotlineError, Refused


class NumberInUse(Refused):
    pass


class MemberIdInUse(Refused):
    pass


class NotOpenYet(Refused):
    def __init__(self, points_needed: int) -> None:
        super().__init__(f"redemption opens after {points_needed} more points")
        self.points_needed = points_needed


class BadNumber(HotlineError):
    pass


class UndeclaredProof(HotlineError):
    pass


class PinError(HotlineError):
    pass


class WrongPin(PinError):
    def __init__(self, tries_left: int) -> None:
        super().__init__(f"{tries_left} tries left")
        self.tries_left = tries_left


class PinLocked(PinError):
    pass


class NoPin(PinError):
    pass


class PinTooWeak(PinError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CodeError(HotlineError):
    pass


class CodeTooSoon(CodeError):
    def __init__(self, wait_seconds: int) -> None:
        super().__init__(f"wait {wait_seconds} s")
        self.wait_seconds = wait_seconds


class CodeLimit(CodeError):
    pass


class CodeWrong(CodeError):
    def __init__(self, tries_left: int) -> None:
        super().__init__(f"{tries_left} tries left")
        self.tries_left = tries_left


class CodeReplaced(CodeError):
    pass


class CodeExpired(CodeError):
    pass
