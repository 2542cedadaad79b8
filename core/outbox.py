"""What has to leave the house (a text, an order to fulfil), kept with the change that asks for it.

No HTTP call is made inside a transaction: the worker delivers, as often as it takes.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from core.schema import outbox

_PUT = insert(outbox)


def put(
    conn: Connection,
    *,
    member_id: int,
    event_id: str,
    topic: str,
    payload: dict[str, Any],
    at: datetime,
    due_at: datetime | None = None,
) -> None:
    """`due_at`: not before then; None: at once."""
    values = {
        "member_id": member_id,
        "event_id": event_id,
        "topic": topic,
        "payload": payload,
        "recorded_at": at,
        "due_at": due_at or at,
        "tries": 0,
    }
    conn.execute(_PUT, values)
