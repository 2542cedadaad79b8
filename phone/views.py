"""What the page is told about a phone, as plain JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flows.language import segments
from phone.text import Text
from phone.ussd import UssdSession
from phone.voice import Call
from phone.wire import Redelivery, Wire

Json = dict[str, Any]


def call_view(key: str, call: Call) -> Json:
    events = [asdict(event) for event in call.events]
    for event in events:
        # the page plays only what its own origin serves, so an address of ours is made relative
        event["url"] = event["url"].removeprefix(call.wire.public_url)
    return {
        "id": key,
        "open": call.open,
        "queued": call.queue is not None,
        "events": events,
        "waiting": asdict(call.waiting),
        **_twice(call.wire),
    }


def sent_view(words: str) -> Json:
    return {"text": words, **asdict(segments(words))}


def text_view(key: str, text: Text) -> Json:
    replies = [sent_view(reply) for reply in text.replies]
    return {"id": key, "replies": replies, "trouble": text.trouble, **_twice(text.wire)}


def session_view(key: str, session: UssdSession) -> Json:
    return {
        "id": key,
        "open": session.open,
        "kind": session.kind,
        "screen": session.screen,
        "code": session.service_code,
        "trouble": session.trouble,
        **_twice(session.wire),
    }


def redelivery_view(redelivery: Redelivery | None) -> Json | None:
    if redelivery is None:
        return None
    first, second = redelivery.first, redelivery.second
    return {"same": redelivery.same, "first": first.body, "second": second.body}


def _twice(wire: Wire) -> Json:
    return {"redelivery": redelivery_view(wire.redelivery)}
