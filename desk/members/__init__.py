"""Finding a member, and the page of all that is known of one."""

from desk.members import members
from desk.members.members import look_at

__all__ = [
    "look_at",
    "members",
]
