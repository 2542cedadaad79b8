"""Delivers what the release before this one has written to the outbox.

That release wrote the carrier's addresses and parameters into the events of a call, under topics
that nothing writes any more. While a release is rolled out its processes still do, and what they
write has to leave within a minute, so new workers deliver it as it stands. The topics are new for
the same reason: workers of that release, which could not read the new payloads, leave them alone.
To be removed with the release after this one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy import Connection

from core.contact_centre import conversations, offers
from core.messaging import Event
from jobs.delivery_context import DeliveryContext


def call(context: DeliveryContext, event: Event) -> None:
    given, carrier = event.payload, context.carriers.calls
    if event.tries > 1 and carrier.has_called(given["to"], event.recorded_at):
        return
    carrier.call(given["to"], given["url"], given["status"], given["ring_seconds"])


def call_not_made(conn: Connection, event: Event, at: datetime) -> None:
    """Only the address of an agent's call says which attempt it is (`t`)."""
    query = dict(parse_qsl(urlsplit(event.payload["url"]).query))
    which: dict[str, Any] = {"member_id": int(query["m"]), "handover_id": query["h"]}
    if "t" in query:
        offers.missed(conn, **which, this_try=int(query["t"]), at=at)
    else:
        conversations.not_reached(conn, **which, at=at)


def redirect(context: DeliveryContext, event: Event) -> None:
    context.carriers.calls.redirect(event.payload["call"], event.payload["url"])


def hold(context: DeliveryContext, event: Event) -> None:
    given = event.payload
    context.carriers.calls.hold(
        given["conference"], given["call"], given["hold"], given["hold_url"]
    )
