"""Exceptions raised by the core: the root, and those that belong to no single room.

Each room adds its own below these, in its own errors.py.

HotlineError
├── Refused                   a rule of the programme forbids it; nothing has changed
│   ├── NotAllowed            for a reason: 'frozen', 'left', 'too_late', 'own', ...
│   │   └── UnprintableCharacter  a text has a character that cannot be displayed or said
│   ├── LimitReached          over a limit: 'orders_per_day', 'recipients_per_month', ...
│   └── ActedMeanwhile        somebody else has changed it since the caller read it
├── NotFound                  there is no such order, complaint, hold, posting, ...
│   └── NoSuchMember          no member has that id or number
├── KeyReused                 an idempotency key came back with another request
├── CannotOpen                no key opens a sealed value
├── WritesWhileReading        Database.read() was given work that writes; a bug
├── NumberTaken               a reference number or a receipt was taken meanwhile
├── Unavailable               the database or Redis was not asked: it is known to be down
├── OutOfTime                 the time limit has passed; what was begun is rolled back
└── BadSettings               the environment is incomplete or insecure
"""

from collections.abc import Sequence


class HotlineError(Exception):
    """The root. The core raises nothing else on purpose, but ValueError and AssertionError for a
    caller that is wrong."""


class Refused(HotlineError):
    """A rule refuses the request; the dialogue or the desk says why."""


class NotAllowed(Refused):
    """`reason` is a word that the dialogues and the desk have a sentence for."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnprintableCharacter(NotAllowed):
    """`code_point` names the character, as "U+000B"."""

    def __init__(self, character: str) -> None:
        super().__init__("unprintable")
        self.code_point = f"U+{ord(character):04X}"


class LimitReached(Refused):
    """`limit` is a word that the dialogues have a sentence for."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


class ActedMeanwhile(Refused):
    """The caller reads again, and decides again. The argument, where there is one, is the number
    of the complaint, claim or order."""


class NotFound(HotlineError):
    """The argument says what was looked for."""


class NoSuchMember(NotFound):
    """The argument says what was looked for."""


class KeyReused(HotlineError):
    """An idempotency key, which is the argument, has come with another request than before. The
    second request is not carried out."""


class CannotOpen(HotlineError):
    """No key opens the sealed value, or it was changed or moved to another row."""


class WritesWhileReading(HotlineError):
    """A statement writes in a transaction that only reads. The argument is the beginning of the
    statement, which was not executed."""


class NumberTaken(HotlineError):
    """It must leave the transaction: Database.run() tries again, and the work draws another number,
    or finds whose it is."""


class Unavailable(HotlineError):
    """The argument is the dependency's name. Nothing was sent to it."""


class OutOfTime(HotlineError):
    """Raised before the next step of the work, not while it waits for an answer: nothing of this
    transaction was committed."""


class BadSettings(HotlineError):
    """`problems` lists all of them, so that one restart is enough."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)
