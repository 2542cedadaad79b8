"""Where a page of a list ends, as a word that clients send back and do not look into."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import datetime

from core.programme import is_day

SEPARATOR = "|"
ITEM_ID = re.compile(r"[\w:.-]{1,100}", re.ASCII)


class BadCursor(ValueError):
    """No answer of ours has contained it."""


def encoded(at: datetime, item_id: str) -> str:
    place = f"{at.isoformat()}{SEPARATOR}{item_id}".encode()
    return base64.urlsafe_b64encode(place).decode().rstrip("=")


def decoded(cursor: str | None) -> tuple[datetime, str] | None:
    """None on the first page. Raises BadCursor."""
    if cursor is None:
        return None
    try:
        place = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        moment, separator, item_id = place.partition(SEPARATOR)
        at = datetime.fromisoformat(moment)
    except (ValueError, binascii.Error) as error:
        raise BadCursor from error
    if not separator or at.tzinfo is None or not is_day(at) or not ITEM_ID.fullmatch(item_id):
        raise BadCursor
    return at, item_id
