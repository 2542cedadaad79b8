"""Has partners add the points that members exchange for, each once: see jobs.provider_requests.
What waits for long stands in the desk's list, where a supervisor can end it."""

from __future__ import annotations

from functools import partial

from core.loyalty import partner_requests
from core.messaging import Event
from jobs import provider_requests
from jobs.delivery_context import DeliveryContext


def deliver(context: DeliveryContext, event: Event) -> None:
    """Raises NotYet until the partner has said yes or no."""
    which = {"member_id": event.member_id, "exchange_id": event.payload["exchange_id"]}
    request = context.database.read(partial(partner_requests.find, **which))
    if request is None:  # a supervisor has decided it
        return
    provider_requests.carry_out(
        context,
        event,
        context.exchange_partners.get(request.partner),
        request,
        mark_requested=partial(partner_requests.mark_requested, **which),
        settle=partial(partner_requests.settle, **which),
    )
