"""Exceptions of this room; the root of the tree is in core.kernel.errors.

Refused
└── NumberInUse                   another member's telephone number
HotlineError
├── BadNumber                     not a telephone number at all
├── UndeclaredProof               an act for which a channel declares no proof: refused
├── PinError                      the try is counted: let the transaction COMMIT, or it never was
│   ├── WrongPin                  tries_left
│   ├── PinLocked
│   ├── NoPin
│   └── PinTooWeak                reason
└── CodeError                     likewise: a wrong code is a counted try
    ├── CodeTooSoon               wait_seconds
    ├── CodeLimit
    ├── CodeWrong                 tries_left
    └── CodeExpired               too old, used, out of tries, or never issued
"""

from core.kernel import HotlineError, Refused


class NumberInUse(Refused):
    pass


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


class CodeExpired(CodeError):
    pass
