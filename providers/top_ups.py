"""The provider of credit and data that the settings name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from core.kernel import Settings
from core.messaging import Provider
from core.redemption import TopUp
from providers.signed_http import SignedHttpProvider
from providers.tmf654 import Tmf654Provider


def provider_of(settings: Settings, now: Callable[[], datetime]) -> Provider[TopUp] | None:
    """None if there is none: then supervisors confirm at the desk what they have added by hand."""
    if not settings.top_up_url:
        return None
    secret = settings.top_up_secret.get_secret_value()
    if settings.top_up_api == "tmf654":
        return Tmf654Provider(settings.top_up_url, secret)
    return SignedHttpProvider(settings.top_up_url, secret, now, _body)


def _body(request: TopUp) -> dict[str, Any]:
    return {"kind": request.kind, "quantity": request.quantity, "receiver": request.receiver}
