"""The courier that the settings name, who takes gifts to their address: docs/couriers.md."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from core.kernel import Settings
from core.messaging import Outcome, Provider, ProviderEvent, ProviderUnreachable, Receipt
from core.programme import is_day
from core.redemption import Parcel, ParcelState, parcel_events
from providers.signed_http import SignedHttpProvider

EVENTS_MAX = 200
_EVENTS = frozenset(
    {ParcelState.PICKED_UP, ParcelState.FAILED, ParcelState.DELIVERED, ParcelState.RETURNED}
)
_LAST = frozenset({ParcelState.DELIVERED, ParcelState.RETURNED})
_TRACKING = re.compile(r"[A-Za-z0-9-]{1,24}")  # has room in a text of one segment
_EVENT_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")


class Courier(SignedHttpProvider[Parcel]):
    def status(self, request: Parcel, /) -> Receipt | None:
        """None, so that it is asked for again, only while nobody has picked it up: a courier may
        forget a parcel some time after it has arrived. Nor is one refused that was picked up. One
        that was refused is asked about where the courier has reported something of it."""
        found = super().status(request)
        if request.state == ParcelState.REFUSED:
            return found or Receipt(Outcome.REFUSED)
        if not request.is_picked_up:
            return found
        if found is None or found.outcome is Outcome.REFUSED:
            raise ProviderUnreachable("the parcel is not known any more")
        return found


def courier_of(settings: Settings, now: Callable[[], datetime]) -> Provider[Parcel] | None:
    """None if there is none: then agents send gifts by hand, and note it at the desk."""
    if not settings.courier_url:
        return None
    secret = settings.courier_secret.get_secret_value()
    return Courier(settings.courier_url, secret, now, _body, receipt_of)


def _body(parcel: Parcel) -> dict[str, Any]:
    return {
        "sku": parcel.sku,
        "item": parcel.item,
        "address": parcel.address,
        "phone": parcel.phone,
    }


def receipt_of(given: Any) -> Receipt:
    """What happened last decides whether more is to come. Raises ProviderUnreachable."""
    try:
        status, tracking = given["status"], given.get("id")
        events = tuple(map(_event, given.get("events", ())))
    except (TypeError, KeyError, AttributeError, ValueError, OverflowError) as error:
        raise ProviderUnreachable("an unknown answer") from error
    if status not in ("accepted", "refused") or len(events) > EVENTS_MAX:
        raise ProviderUnreachable("an unknown status")
    if tracking is not None and not _matches(_TRACKING, tracking):
        raise ProviderUnreachable("an unknown tracking number")
    if events:
        is_over = parcel_events.newest(events).kind in _LAST
        return Receipt(Outcome.ADDED if is_over else Outcome.PENDING, tracking, events)
    return Receipt(Outcome.REFUSED if status == "refused" else Outcome.PENDING, tracking)


def _event(given: Any) -> ProviderEvent:
    event_id, kind, at = given["id"], given["type"], datetime.fromisoformat(given["at"])
    if not _matches(_EVENT_ID, event_id) or kind not in _EVENTS or not (at.tzinfo and is_day(at)):
        raise ValueError
    return ProviderEvent(event_id, kind, at.astimezone(UTC))


def _matches(pattern: re.Pattern[str], given: Any) -> bool:
    return isinstance(given, str) and pattern.fullmatch(given) is not None
