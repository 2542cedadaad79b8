"""Tells other systems of events, by webhooks that are signed as Standard Webhooks has it.

An event may come twice: a receiver that answers too late is told again. It is known by its
webhook-id, which stays the same.
"""

from __future__ import annotations

import hashlib
from typing import Any

import orjson
from sqlalchemy import Connection

from core.loyalty import partner_exchange
from core.messaging import Event, Refused, Topic, Unreachable, webhooks
from core.redemption import orders
from jobs import pinned_post
from jobs.delivery_context import DeliveryContext
from web import standard_webhooks

CLAIM_DECIDED = webhooks.TYPES[Topic.CLAIM_DECIDED]
GONE = 410
"""By this status a receiver says that it wants to be told nothing more."""


def deliver(context: DeliveryContext, event: Event) -> None:
    """Raises Refused, Unreachable."""
    access = context.webhooks
    assert access is not None
    endpoint, data = context.database.read(lambda conn: _read(conn, event))
    if not endpoint.active:
        raise Refused("disabled")
    told = {"type": event.payload["type"], "timestamp": event.recorded_at, "data": data}
    body = orjson.dumps(told, option=orjson.OPT_UTC_Z)
    secret, *former = endpoint.secrets(access.sealer, context.now())
    signed = standard_webhooks.headers(
        secret, message_id(event), body, context.now(), former=former
    )
    headers = {"Content-Type": "application/json", **signed}
    private = access.may_be_private
    try:
        status = pinned_post.post(endpoint.url, body, headers, may_be_private=private)
    except pinned_post.NotPublic as error:
        raise Refused(str(error)) from error
    except pinned_post.NoAnswer as error:
        raise Unreachable(str(error)) from error
    if status == GONE:
        raise Refused(f"HTTP {status}")
    if not 200 <= status < 300:
        raise Unreachable(f"HTTP {status}")


def message_id(event: Event) -> str:
    """The same at each try, and different for each event and endpoint."""
    name = f"{event.member_id}:{event.event_id}"
    return f"msg_{hashlib.sha256(name.encode()).hexdigest()[:32]}"


def _read(conn: Connection, event: Event) -> tuple[webhooks.Endpoint, dict[str, Any]]:
    data = {"member_id": event.member_id, **_facts(conn, event)}
    return webhooks.find(conn, event.payload["endpoint"]), data


def _facts(conn: Connection, event: Event) -> dict[str, Any]:
    """What it has happened to, and how, where the API does not tell that."""
    of, kind = event.payload["of"], event.payload["type"]
    if "exchange_id" in of:
        found = partner_exchange.find(conn, event.member_id, of["exchange_id"])
        return {"exchange": found.exchange_id, "partner": found.partner, "points": found.amount}
    if "order_id" in of:
        facts = {"number": orders.by_id(conn, event.member_id, of["order_id"]).number}
        return facts | {"state": of["state"]} if "state" in of else facts
    facts = {"number": of["number"]}
    return facts | {"decision": of["decision"]} if kind == CLAIM_DECIDED else facts
