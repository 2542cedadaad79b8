"""Exceptions raised by the core: the root, and those that belong to no single room.

Each room adds its own below these, in its own errors.py.

HotlineError
├── Refused                   a rule of the programme; the member hears why, nothing has changed
│   ├── NotAllowed            reason: 'frozen', 'suspended', 'arrears', 'left', 'too_late', ...
│   ├── LimitReached          what: 'orders_per_day', 'recipients_per_month', ...
│   └── ActedMeanwhile        somebody else was faster: look again, then decide
├── NotFound                  no such order, complaint, hold, posting, ...
│   └── NoSuchMember
├── KeyReused                 the key of one request came back with another
├── WritesWhileReading        a bug of ours; nothing was written
├── NumberTaken               must leave the transaction: Database.run() tries again
└── BadSettings               problems: every one of them, so that one restart is enough
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


class LimitReached(Refused):
    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class ActedMeanwhile(Refused):
    pass


class NotFound(HotlineError):
    pass


class NoSuchMember(NotFound):
    pass


class KeyReused(HotlineError):
    pass


class WritesWhileReading(HotlineError):
    pass


class NumberTaken(HotlineError):
    pass


class BadSettings(HotlineError):
    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)
