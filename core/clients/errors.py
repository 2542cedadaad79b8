"""Exceptions of this room; the root of the tree is in core.kernel.errors.

HotlineError
├── BadClient      the name or the scopes of a client are not as they must be
└── ClientTaken    there is a client of that name
NotFound
└── NoSuchClient   there is none
"""

from core.kernel import HotlineError, NotFound


class BadClient(HotlineError):
    """`reason`: 'name' or 'scopes'."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ClientTaken(HotlineError):
    """The argument is the name."""


class NoSuchClient(NotFound):
    """The argument is the name."""
