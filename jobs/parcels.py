"""Has a courier take gifts to their address, each once, and asks what has become of them until they
have arrived: see jobs.provider_requests. Those that wait for long are late in the desk's list,
where a supervisor can decide."""

from __future__ import annotations

from functools import partial

from core.messaging import Event
from core.redemption import parcel_events, parcels
from jobs import provider_requests
from jobs.delivery_context import DeliveryContext


def deliver(context: DeliveryContext, event: Event) -> None:
    """Raises NotYet until the parcel has arrived, here or there, or was refused."""
    which = parcel_events.Which(
        event.member_id, event.payload["order_id"], event.payload["parcel_no"]
    )
    parcel = context.database.read(partial(parcels.find, which=which))
    if parcel is None:
        return
    provider_requests.carry_out(
        context,
        event,
        context.courier,
        parcel,
        mark_requested=partial(parcels.mark_requested, which=which),
        settle=partial(parcels.settle, which=which),
    )
