"""What a client may do: one closed list, so that nobody is let in by a word that means nothing."""

from collections.abc import Iterable
from enum import StrEnum


class Scope(StrEnum):
    """The values stand in rows and in clients' configurations; they may be added to, but not
    renamed."""

    MEMBERS_READ = "members:read"
    MEMBERS_PERSONAL = "members:personal"  # the name, and telephone numbers in full
    POINTS_READ = "points:read"
    POINTS_GRANT = "points:grant"
    POINTS_SPEND = "points:spend"
    ORDERS_READ = "orders:read"
    ORDERS_WRITE = "orders:write"
    COMPLAINTS_READ = "complaints:read"
    COMPLAINTS_WRITE = "complaints:write"
    RECEIPTS_WRITE = "receipts:write"
    CARDS_READ = "cards:read"
    CARDS_WRITE = "cards:write"


def parse_scopes(words: str) -> frozenset[Scope]:
    """Scopes that are separated by spaces. Raises ValueError for a word that is none."""
    return frozenset(Scope(word) for word in words.split())


def joined(scopes: Iterable[Scope]) -> str:
    """As they are stored, and as OAuth writes them; in the order of the list above."""
    wanted = frozenset(scopes)
    return " ".join(scope for scope in Scope if scope in wanted)
