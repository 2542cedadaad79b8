"""Exceptions of this room; the root of the tree is in core.kernel.errors. Each message is for
whoever has sent the event.

HotlineError
├── Refused
│   └── BadEvent              the event cannot be right, whenever it is sent again
└── NotFound
    └── NoSuchMember
        └── UnknownMember     nobody had that number then, or an earlier event is still missing
"""

from core.kernel import NoSuchMember, Refused


class BadEvent(Refused):
    """reason: a word for it, where a person at the desk may get it."""

    def __init__(self, why: str, reason: str = "") -> None:
        super().__init__(why)
        self.reason = reason


class UnknownMember(NoSuchMember):
    pass
