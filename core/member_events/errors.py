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
    pass


class UnknownMember(NoSuchMember):
    pass
