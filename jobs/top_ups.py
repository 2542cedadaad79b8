"""Has credit and data added by their provider, each once: see jobs.provider_requests. Orders that
wait for long are late in the desk's list, where a supervisor can end them."""

from __future__ import annotations

from functools import partial
from typing import Any

from core.messaging import Event, Outcome, ProviderUnreachable
from core.redemption import top_ups
from jobs import provider_requests
from jobs.delivery_context import DeliveryContext, NotYet


def deliver(context: DeliveryContext, event: Event) -> None:
    """Raises NotYet until the provider has said yes or no."""
    which = {"member_id": event.member_id, "order_id": event.payload["order_id"]}
    request = context.database.read(partial(top_ups.find, **which))
    if request is None:
        return _look_after(context, which)
    provider_requests.carry_out(
        context,
        event,
        context.top_up_provider,
        request,
        mark_requested=partial(top_ups.mark_requested, **which),
        settle=partial(top_ups.settle, **which),
    )


def _look_after(context: DeliveryContext, which: dict[str, Any]) -> None:
    """The order has ended otherwise. What the provider has added all the same is noted."""
    ended = context.database.read(partial(top_ups.find_ended, **which))
    if ended is None or context.top_up_provider is None:
        return
    try:
        found = context.top_up_provider.status(ended)
    except ProviderUnreachable as error:
        raise NotYet(context.now() + provider_requests.PAUSE_MAX) from error
    if found is not None and found.outcome is Outcome.ADDED:
        context.database.run(partial(top_ups.note_added_late, **which, at=context.now()))
