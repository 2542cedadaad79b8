"""Asking for the address by text, where it cannot be typed."""

from __future__ import annotations

from typing import Literal

from core.messaging import Topic, outbox
from core.programme import local_day
from flows.engine import Context


def ask_by_text(context: Context) -> Literal["asked"]:
    """At most one text a day: the answer to it is understood however late it comes. Who writes
    texts is asked in the reply."""
    if not context.traits.keywords and not context.session.texts_blocked:
        event_id = f"address_wanted:{local_day(context.at).isoformat()}"
        payload = {"language": context.session.language}
        member_id = context.member.member_id
        outbox.put_new(context.conn, member_id, Topic.ADDRESS_WANTED, event_id, payload, context.at)
    return "asked"
