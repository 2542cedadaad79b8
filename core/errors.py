"""Everything that core says no with.

HotlineError
├── Refused                     a rule of the programme; the member hears why, nothing has changed
│   ├── NotAllowed              reason: 'frozen', 'suspended', 'arrears', 'left', 'too_late', ...
│   │   └── TooLong             most: so many characters of these words fit into a text
│   ├── NotEnoughPoints         available, needed
│   ├── NotOpenYet              points_needed
│   ├── LimitReached            what: 'orders_per_day', 'recipients_per_month', ...
│   ├── SoldOut
│   ├── PriceChanged            it takes other points now than were agreed to
│   ├── NumberInUse             another member's telephone number
│   ├── ActedMeanwhile          somebody else was faster: look again, then decide
│   ├── AgentTaken              another agent signs in under that name
│   └── ReceiptAlreadyClaimed
├── NotFound                    no such order, complaint, hold, posting, ...
│   ├── NoSuchMember
│   ├── NoSuchAccount
│   └── NoSuchAgent
├── BadNumber                   not a telephone number at all
├── BadAgent                    reason: 'name' (what is typed to sign in), 'password'
├── BadBill                     no bill of this programme: an unknown source or kind, below 0
├── BadRow                      of an imported file: why, in a sentence
├── BadFile                     that cannot be imported at all
├── ImportUnderWay              another process imports the same file
├── PinError                    the try is counted: let the transaction COMMIT, or it never was
│   ├── WrongPin                tries_left
│   ├── PinLocked
│   ├── NoPin
│   └── PinTooWeak              reason
├── CodeError                   likewise: a wrong code is a counted try
│   ├── CodeTooSoon             wait_seconds
│   ├── CodeLimit
│   ├── CodeWrong               tries_left
│   └── CodeExpired             too old, used, out of tries, or never issued
├── KeyReused                   the key of one request came back with another
├── HoldClosed                  status: the hold was settled or released before
├── ReversesTooMuch             left: how many points of that posting are not yet reversed
├── NumberTaken                 must leave the transaction: Database.run() tries again
├── WritesWhileReading          a bug of ours; nothing was written
├── TurnTaken                   must leave the transaction: read the turn that was recorded
└── BadSettings                 problems: every one of them, so that one restart is enough
"""

from collections.abc import Sequence


class HotlineError(Exception):
    """The root: nothing in core raises anything else on purpose."""


class Refused(HotlineError):
    pass


class NotAllowed(Refused):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooLong(NotAllowed):
    def __init__(self, most: int) -> None:
        super().__init__("too_long")
        self.most = most


class NotEnoughPoints(Refused):
    def __init__(self, available: int, needed: int) -> None:
        super().__init__(f"{needed} points needed, {available} available")
        self.available = available
        self.needed = needed


class NotOpenYet(Refused):
    def __init__(self, points_needed: int) -> None:
        super().__init__(f"redemption opens after {points_needed} more points")
        self.points_needed = points_needed


class LimitReached(Refused):
    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class SoldOut(Refused):
    pass


class PriceChanged(Refused):
    pass


class NumberInUse(Refused):
    pass


class ActedMeanwhile(Refused):
    pass


class AgentTaken(Refused):
    pass


class ReceiptAlreadyClaimed(Refused):
    pass


class NotFound(HotlineError):
    pass


class NoSuchMember(NotFound):
    pass


class NoSuchAccount(NotFound):
    pass


class NoSuchAgent(NotFound):
    pass


class BadNumber(HotlineError):
    pass


class BadAgent(HotlineError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BadBill(HotlineError):
    pass


class BadRow(HotlineError):
    pass


class BadFile(HotlineError):
    pass


class ImportUnderWay(HotlineError):
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


class KeyReused(HotlineError):
    pass


class HoldClosed(HotlineError):
    def __init__(self, status: str) -> None:
        super().__init__(f"the hold is {status}")
        self.status = status


class ReversesTooMuch(HotlineError):
    def __init__(self, left: int) -> None:
        super().__init__(f"at most {left} points can still be reversed")
        self.left = left


class WritesWhileReading(HotlineError):
    pass


class NumberTaken(HotlineError):
    pass


class TurnTaken(HotlineError):
    pass


class BadSettings(HotlineError):
    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)
