"""Events that other systems are told, by webhooks.

An event is what a topic of the outbox says: an order that was placed, a complaint that was decided.
When a worker claims it for the first time, it writes an event of its own for each endpoint that
wants to be told, in the same transaction; those are delivered like all others, each until its
endpoint has taken it. So members wait for no endpoint, and nothing is told that was not done.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, case, select, true, tuple_, update

from core.kernel import HotlineError, InsertIfNew, NotAllowed, NotFound, Sealer, row_builder
from core.messaging import outbox as events
from core.messaging.outbox import Event
from core.messaging.topics import Topic
from core.schema import outbox, webhook_endpoint

SEALED_FOR = "webhooks"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
ROTATION = timedelta(days=7)
"""How long a former secret signs as well."""
TYPES: Mapping[str, str] = {
    Topic.ORDER_PLACED: "order.placed",
    Topic.TOP_UP: "order.placed",
    Topic.ORDER_FULFILLED: "order.fulfilled",
    Topic.VOUCHER: "order.fulfilled",
    Topic.ORDER_CANCELLED: "order.cancelled",
    Topic.ORDER_RETURNED: "order.returned",
    Topic.PARCEL_NEWS: "parcel.moved",
    Topic.CLAIM_FILED: "claim.filed",
    Topic.CLAIM_DECIDED: "claim.decided",
    Topic.EXCHANGE_REQUESTED: "exchange.requested",
    Topic.EXCHANGE_ACCEPTED: "exchange.accepted",
    Topic.EXCHANGE_REFUSED: "exchange.refused",
    Topic.COMPLAINT_FILED: "complaint.filed",
    Topic.COMPLAINT_DECIDED: "complaint.decided",
    Topic.COMPLAINT_CLOSED: "complaint.closed",
}
"""The type of the event, by the topic that it is written under."""
STATUSES = ("waiting", "delivered", "failed")


class EndpointTaken(HotlineError):
    """The argument is the name."""


class NoSuchEndpoint(NotFound):
    """The argument is the name."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    endpoint: str
    url: str
    events: str
    active: bool
    secret: str
    former_secret: str | None
    former_until: datetime | None
    created_at: datetime

    def secrets(self, sealer: Sealer, at: datetime) -> list[str]:
        """In clear: what is sent is signed with each of them."""
        found = [sealer.open(self.secret, self.endpoint)]
        if self.former_secret and self.former_until and at < self.former_until:
            found.append(sealer.open(self.former_secret, self.endpoint))
        return found


@dataclass(frozen=True, slots=True)
class WebhookDelivery:
    """`tries` so far; `why` it has failed."""

    member_id: int
    event_id: str
    payload: Mapping[str, Any]
    recorded_at: datetime
    due_at: datetime
    tries: int
    done_at: datetime | None
    why: str | None
    status: str


_ALL = select(*webhook_endpoint.c).order_by(webhook_endpoint.c.endpoint)
_ONE = _ALL.where(webhook_endpoint.c.endpoint == bindparam("which"))
_ACTIVE = select(webhook_endpoint.c.endpoint, webhook_endpoint.c.events).where(
    webhook_endpoint.c.active == true()
)
_endpoint = row_builder(Endpoint, _ALL)
_ADD = InsertIfNew(webhook_endpoint)
_THIS = update(webhook_endpoint).where(webhook_endpoint.c.endpoint == bindparam("target"))
_STATUS = case(
    (outbox.c.done_at.is_(None), "waiting"),
    (outbox.c.failed.is_not(None), "failed"),
    else_="delivered",
).label("status")
_DELIVERIES = (
    select(
        outbox.c.member_id,
        outbox.c.event_id,
        outbox.c.payload,
        outbox.c.recorded_at,
        outbox.c.due_at,
        outbox.c.tries,
        outbox.c.done_at,
        outbox.c.failed.label("why"),
        _STATUS,
    )
    .where(outbox.c.topic == Topic.WEBHOOK.value)
    .order_by(outbox.c.recorded_at.desc(), outbox.c.event_id.desc())
)
_delivery = row_builder(WebhookDelivery, _DELIVERIES)


def everyone(conn: Connection) -> list[Endpoint]:
    return [_endpoint(row) for row in conn.execute(_ALL)]


def find(conn: Connection, name: str) -> Endpoint:
    """Raises NoSuchEndpoint."""
    row = conn.execute(_ONE, {"which": name}).first()
    if row is None:
        raise NoSuchEndpoint(name)
    return _endpoint(row)


def add(
    conn: Connection, name: str, url: str, types: Iterable[str], sealed: str, at: datetime
) -> None:
    """`sealed`: the secret. Raises NotAllowed('name') and EndpointTaken: a name is never used
    again."""
    if not NAME.fullmatch(name):
        raise NotAllowed("name")
    row = {"endpoint": name, "url": url, "events": " ".join(sorted(types)), "secret": sealed}
    if not _ADD(conn, row | {"active": True, "created_at": at}):
        raise EndpointTaken(name)


def rotate(conn: Connection, name: str, sealed: str, former_until: datetime) -> None:
    """What is sent is signed with both secrets until then. Raises NoSuchEndpoint."""
    present = find(conn, name)
    former = {"former_secret": present.secret, "former_until": former_until}
    conn.execute(_THIS.values(secret=sealed, active=True, **former), {"target": name})


def seal_secrets(conn: Connection, sealer: Sealer) -> int:
    """Seal the secrets that a former key has sealed with the present one. Returns how many there
    were. Raises CannotOpen."""
    count = 0
    for each in everyone(conn):
        held = {"secret": each.secret, "former_secret": each.former_secret}
        stale = {name: old for name, old in held.items() if old and not sealer.is_current(old)}
        anew = {
            name: sealer.seal(sealer.open(old, each.endpoint), each.endpoint)
            for name, old in stale.items()
        }
        if anew:
            conn.execute(_THIS.values(**anew), {"target": each.endpoint})
            count += len(anew)
    return count


def disable(conn: Connection, name: str) -> None:
    """Send it nothing more. Raises NoSuchEndpoint."""
    if not conn.execute(_THIS.values(active=False), {"target": name}).rowcount:
        raise NoSuchEndpoint(name)


def publish(conn: Connection, claimed: Sequence[Event]) -> None:
    """Write the events that endpoints are to be told of those that were claimed, each once however
    often its event is claimed."""
    told = [event for event in claimed if event.topic in TYPES and event.tries == 1]
    wanted = conn.execute(_ACTIVE).all() if told else ()
    for event in told:
        kind = TYPES[event.topic]
        for endpoint, types in wanted:
            if kind in types.split():
                payload = {"endpoint": endpoint, "type": kind, "of": dict(event.payload)}
                event_id = f"webhook:{endpoint}:{event.event_id}"
                at = event.recorded_at
                events.put_new(conn, event.member_id, Topic.WEBHOOK, event_id, payload, at)


def deliveries(
    conn: Connection,
    *,
    rows: int,
    status: str = "",
    after: tuple[datetime, str] | None = None,
) -> list[WebhookDelivery]:
    """The newest events first. `after`: time and id of the last one of the page before."""
    found = _DELIVERIES.limit(rows)
    if status:
        found = found.where(_STATUS.element == status)
    if after is not None:
        place = tuple_(
            bindparam("at", after[0], outbox.c.recorded_at.type), bindparam("id", after[1])
        )
        found = found.where(tuple_(outbox.c.recorded_at, outbox.c.event_id) < place)
    return [_delivery(row) for row in conn.execute(found)]
