"""Has a request carried out by its provider, once: see core.messaging.provider_requests.

A request counts as sent before it leaves. From then on the provider is asked what became of it, and
only what the provider does not know is sent again. That goes on until there is an answer: nobody
else knows whether the points may be spent or given back. Requests that wait for long stand in a
list of the desk, where a supervisor can end them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import structlog
from sqlalchemy import Connection

from core.messaging import (
    Event,
    Outcome,
    Provider,
    ProviderUnreachable,
    Receipt,
    RequestT,
)
from jobs.delivery_context import DeliveryContext, NotYet

PAUSES = (
    (timedelta(minutes=2), timedelta(seconds=5)),
    (timedelta(hours=1), timedelta(minutes=1)),
)
"""How long to wait before the provider is asked again, while the request is not older than that."""
PAUSE_MAX = timedelta(minutes=10)
RESENT_AFTER = timedelta(minutes=1)
"""A request that has just been sent may still be on its way when the provider is asked about it."""
log = structlog.get_logger()


class Settle(Protocol):
    """Applies what the provider has said."""

    def __call__(self, conn: Connection, *, receipt: Receipt, at: datetime) -> object: ...


def carry_out(
    context: DeliveryContext,
    event: Event,
    provider: Provider[RequestT] | None,
    request: RequestT,
    *,
    mark_requested: Callable[..., None],
    settle: Settle,
) -> None:
    """Raises NotYet until the provider has said yes or no. `mark_requested` records that from now
    on the provider may have the request. Without a provider, supervisors do its work."""
    if provider is None:
        raise NotYet(context.now() + PAUSE_MAX)
    try:
        receipt = _receipt(context, provider, request, mark_requested)
    except ProviderUnreachable as error:
        log.warning("provider unreachable", request=request.reference, why=str(error))
        raise _later(context.now(), event) from error
    context.database.run(partial(settle, receipt=receipt, at=context.now()))
    if receipt.outcome is Outcome.PENDING:
        raise _later(context.now(), event)


def _receipt(
    context: DeliveryContext,
    provider: Provider[RequestT],
    request: RequestT,
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
