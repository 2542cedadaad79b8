"""Has credit and data added by their provider, each once: see jobs.provider_requests. Orders that
wait for long are late in the desk's list, where a supervisor can end them."""

from __future__ import annotations

from functools import partial

from core.messaging import Event
from core.redemption import top_ups
from jobs import provider_requests
from jobs.delivery_context import DeliveryContext


def deliver(context: DeliveryContext, event: Event) -> None:
    """Raises NotYet until the provider has said yes or no."""
    which = {"member_id": event.member_id, "order_id": event.payload["order_id"]}
    request = context.database.read(partial(top_ups.find, **which))
    if request is None:  # somebody has ended the order
        return
    provider_requests.carry_out(
        context,
        event,
        context.top_up_provider,
        request,
        mark_requested=partial(top_ups.mark_requested, **which),
        settle=partial(top_ups.settle, **which),
    )
