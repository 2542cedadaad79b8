"""Has credit and data added by their provider, each once.

A request counts as sent before it leaves. From then on the provider is asked what became of it, and
only what the provider does not know is sent again. That goes on until there is an answer: nobody
else knows whether the points may be spent or given back. Orders that wait for long are late in the
desk's list, where a supervisor can end them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import structlog

from core.messaging import Event
from core.redemption import Outcome, Provider, ProviderUnreachable, Receipt, TopUp, top_ups
from jobs.delivery_context import DeliveryContext, NotYet

PAUSES = (
    (timedelta(minutes=2), timedelta(seconds=5)),
    (timedelta(hours=1), timedelta(minutes=1)),
)
"""How long to wait before the provider is asked again, while the order is not older than that."""
PAUSE_MAX = timedelta(minutes=10)
RESENT_AFTER = timedelta(minutes=1)
"""A request that has just been sent may still be on its way when the provider is asked about it."""
log = structlog.get_logger()


def deliver(context: DeliveryContext, event: Event) -> None:
    """Raises NotYet until the provider has said yes or no."""
    provider = context.top_up_provider
    if provider is None:
        raise NotYet(context.now() + PAUSE_MAX)
    which = {"member_id": event.member_id, "order_id": event.payload["order_id"]}
    request = context.database.read(partial(top_ups.find, **which))
    if request is None:  # somebody has ended the order
        return
    mark_requested = partial(top_ups.mark_requested, **which)
    try:
        receipt = _receipt(context, provider, request, mark_requested)
    except ProviderUnreachable as error:
        log.warning("provider unreachable", order=request.reference, why=str(error))
        raise _later(context.now(), event) from error
    settle = partial(top_ups.settle, **which, receipt=receipt, at=context.now())
    context.database.run(settle)
    if receipt.outcome is Outcome.PENDING:
        raise _later(context.now(), event)


def _receipt(
    context: DeliveryContext,
    provider: Provider,
    request: TopUp,
    mark_requested: Callable[..., None],
) -> Receipt:
    if request.requested_at is not None:
        known = provider.status(request)
        if known is not None:
            return known
        if context.now() < request.requested_at + RESENT_AFTER:
            return Receipt(Outcome.PENDING)
    context.database.run(partial(mark_requested, at=context.now()))
    return provider.add(request)


def _later(now: datetime, event: Event) -> NotYet:
    age = now - event.recorded_at
    pause = next((pause for until, pause in PAUSES if age < until), PAUSE_MAX)
    return NotYet(now + pause)
