"""The partners that the settings name, with whom members exchange points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from core.kernel import Settings
from core.loyalty import PartnerRequest
from core.messaging import Provider
from providers.signed_http import SignedHttpProvider


def partners_of(
    settings: Settings, now: Callable[[], datetime]
) -> Mapping[str, Provider[PartnerRequest]]:
    """By name. What is exchanged with another one waits for a supervisor to decide it."""
    return {
        name: SignedHttpProvider(partner.url, partner.secret.get_secret_value(), now, _body)
        for name, partner in settings.exchange_partners.items()
    }


def _body(request: PartnerRequest) -> dict[str, Any]:
    return {"points": request.points, "receiver": request.receiver}
