"""Remembers in a signed cookie which agents have signed in with this browser.

It proves nothing about who uses the browser now; it only gives it a count of wrong tries of its
own, so that wrong tries from elsewhere cannot keep the agent out (desk.frame.rate_limit).
"""

from __future__ import annotations

import secrets
from typing import Any

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

SALT = "desk-device"
MAX_AGE_SECONDS = 90 * 24 * 3600
ID_BYTES = 16
AGENTS_MAX = 8  # who share a workplace


def device_of(agent: str) -> str | None:
    """The id of this browser if the agent has signed in here before, else None."""
    device, known = _read()
    return device if agent in known else None


def remember(response: Response, agent: str) -> None:
    """Adds the agent to those who have signed in with this browser."""
    device, known = _read()
    names = [agent, *(name for name in known if name != agent)][:AGENTS_MAX]
    response.set_cookie(
        _name(),
        _serializer().dumps([device or secrets.token_urlsafe(ID_BYTES), *names]),
        max_age=MAX_AGE_SECONDS,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
    )


def _read() -> tuple[str, list[str]]:
    """The id of the browser and the agents; '' and none if there is no valid cookie."""
    try:
        found: Any = _serializer().loads(request.cookies.get(_name(), ""), MAX_AGE_SECONDS)
    except BadSignature:
        return "", []
    device, *known = found
    return device, known


def _name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-device"


def _serializer() -> URLSafeTimedSerializer:
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
    return URLSafeTimedSerializer(keys, salt=SALT)
