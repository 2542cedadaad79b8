"""How each topic of the outbox is delivered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.contact_centre import conversations, offers
from core.messaging import Event, Refused, Topic
from core.programme import shipped_rules
from flows.notifications import texts
from ivr import call_addresses
from jobs import exchanges, parcels, pictures, previous_release, texting, top_ups, webhooks
from jobs.delivery_context import DeliveryContext


@dataclass(frozen=True, slots=True)
class Delivery:
    """How events of one topic are delivered. `deliver` raises Refused if the event can never be
    delivered, Unreachable or NotYet if it may be later. `give_up_after` is the age at which an
    event is no longer worth delivering. `on_failure` is called if the event is never delivered, in
    the transaction that records the failure."""

    deliver: Callable[[DeliveryContext, Event], None]
    give_up_after: timedelta | None = None
    on_failure: Callable[[Connection, Event, datetime], None] | None = None


def deliver(context: DeliveryContext, event: Event) -> None:
    """Raises Refused, NotYet, Unreachable: see Delivery."""
    delivery = DELIVERIES[event.topic]
    limit = delivery.give_up_after
    if limit is not None and context.now() >= event.recorded_at + limit:
        raise Refused("too_late")
    delivery.deliver(context, event)


def _call_agent(context: DeliveryContext, event: Event) -> None:
    _call(context, event, call_addresses.agent_call(event))


def _call_member_back(context: DeliveryContext, event: Event) -> None:
    _call(context, event, call_addresses.call_back(event))


def _call(context: DeliveryContext, event: Event, call: call_addresses.OutboundCall) -> None:
    """Place the call. If an earlier try may have placed it, ask the carrier first, so that no
    telephone rings twice."""
    carrier = context.carriers.calls
    if event.tries > 1 and carrier.has_called(call.number, event.recorded_at):
        return
    carrier.call(call.number, call.url, call.status_url, call_addresses.RING_SECONDS)


def _agent_not_called(conn: Connection, event: Event, at: datetime) -> None:
    which = {"member_id": event.member_id, "handover_id": event.payload["handover_id"]}
    offers.missed(conn, **which, this_try=event.payload["attempt"], at=at)


def _member_not_called(conn: Connection, event: Event, at: datetime) -> None:
    which = {"member_id": event.member_id, "handover_id": event.payload["handover_id"]}
    conversations.not_reached(conn, **which, at=at)


def _move_member(context: DeliveryContext, event: Event) -> None:
    try:
        path = call_addresses.destination(event)
    except ValueError as error:
        raise Refused("unknown_destination") from error
    context.carriers.calls.redirect(event.payload["call"], path)


def _hold_member(context: DeliveryContext, event: Event) -> None:
    given = event.payload
    conference, hold_music = given["handover_id"], call_addresses.HOLD_MUSIC
    context.carriers.calls.hold(conference, given["call"], given["on"], hold_music)


def _hang_up(context: DeliveryContext, event: Event) -> None:
    context.carriers.calls.hang_up(event.payload["call"])


def _text(context: DeliveryContext, event: Event) -> None:
    """Send an agent's message unchanged."""
    texting.send(context, event, event.payload["to"], event.payload["words"])


def _delete_recording(context: DeliveryContext, event: Event) -> None:
    context.carriers.calls.delete_recording(event.payload["recording"])


WHILE_SOMEBODY_WAITS = timedelta(minutes=1)
CODE_LIFETIME = timedelta(minutes=shipped_rules().security.code_minutes)
_PREVIOUS_RELEASE = {
    "call": Delivery(
        previous_release.call, WHILE_SOMEBODY_WAITS, on_failure=previous_release.call_not_made
    ),
    "redirect": Delivery(previous_release.redirect, WHILE_SOMEBODY_WAITS),
    "participant": Delivery(previous_release.hold, WHILE_SOMEBODY_WAITS),
}
DELIVERIES: dict[str, Delivery] = {
    Topic.CALL_AGENT: Delivery(_call_agent, WHILE_SOMEBODY_WAITS, on_failure=_agent_not_called),
    Topic.CALL_MEMBER_BACK: Delivery(
        _call_member_back, WHILE_SOMEBODY_WAITS, on_failure=_member_not_called
    ),
    Topic.MOVE_MEMBER: Delivery(_move_member, WHILE_SOMEBODY_WAITS),
    Topic.HOLD_MEMBER: Delivery(_hold_member, WHILE_SOMEBODY_WAITS),
    Topic.HANG_UP: Delivery(_hang_up),
    Topic.TEXT: Delivery(_text),
    Topic.DELETE_RECORDING: Delivery(_delete_recording),
    Topic.FETCH_PICTURE: Delivery(pictures.fetch, on_failure=pictures.not_fetched),
    Topic.DELETE_PICTURE: Delivery(pictures.delete),
    Topic.TOP_UP: Delivery(top_ups.deliver),
    Topic.PARCEL: Delivery(parcels.deliver),
    Topic.EXCHANGE_REQUESTED: Delivery(exchanges.deliver),
    **{topic: Delivery(texting.tell) for topic in texts.TOPICS},
    Topic.CODE: Delivery(texting.tell, CODE_LIFETIME),
    Topic.WEBHOOK: Delivery(webhooks.deliver),
    **_PREVIOUS_RELEASE,
}
