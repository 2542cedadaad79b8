"""The state of a phone as JSON for the page."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flows.language import segments
from phone.call import Call
from phone.text_message import TextMessage
from phone.ussd_session import UssdSession
from phone.webhook_client import Redelivery, WebhookClient

Json = dict[str, Any]


def call_json(key: str, call: Call) -> Json:
    events = [asdict(event) for event in call.events]
    for event in events:
        # the page plays only what its own origin serves, so URLs of the hotline are made relative
        event["url"] = event["url"].removeprefix(call.webhooks.public_origin)
    return {
        "id": key,
        "open": call.open,
        "queued": call.queue is not None,
        "events": events,
        "waiting": asdict(call.waiting),
        **_redelivery(call.webhooks),
    }


def sent_text_json(words: str) -> Json:
    return {"text": words, **asdict(segments(words))}


def text_json(key: str, text: TextMessage) -> Json:
    replies = [sent_text_json(reply) for reply in text.replies]
    return {"id": key, "replies": replies, "trouble": text.failure, **_redelivery(text.webhooks)}


def session_json(key: str, session: UssdSession) -> Json:
    return {
        "id": key,
        "open": session.open,
        "kind": session.kind,
        "screen": session.screen,
        "code": session.service_code,
        "trouble": session.failure,
        **_redelivery(session.webhooks),
    }


def redelivery_json(redelivery: Redelivery | None) -> Json | None:
    if redelivery is None:
        return None
    first, second = redelivery.first, redelivery.second
    return {"same": redelivery.same, "first": first.body, "second": second.body}


def _redelivery(webhooks: WebhookClient) -> Json:
    return {"redelivery": redelivery_json(webhooks.redelivery)}
