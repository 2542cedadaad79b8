"""Signatures of the specification Standard Webhooks 1.0 (standardwebhooks.com): an HMAC-SHA256 of
the message's id, the time of sending and the body, so that nobody can change or replay it later.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
VERSION = "v1"
TOLERANCE_SECONDS = 300


class Headers(Protocol):
    def get(self, name: str, /) -> str | None: ...


def headers(
    secret: str, message_id: str, body: bytes, at: datetime, *, former: Sequence[str] = ()
) -> dict[str, str]:
    """The three headers of a message that is sent at `at`. former: secrets that sign it as well,
    while the receiver is being given another one."""
    sent_at = str(int(at.timestamp()))
    digests = [_digest(each, message_id, sent_at, body) for each in (secret, *former)]
    return {
        ID: message_id,
        TIMESTAMP: sent_at,
        SIGNATURE: " ".join(f"{VERSION},{digest}" for digest in digests),
    }


def is_valid(secret: str, given: Headers, body: bytes, at: datetime) -> bool:
    """Whether one of the signatures is right, and the time at most five minutes off."""
    message_id, sent_at = given.get(ID) or "", given.get(TIMESTAMP) or ""
    if not (message_id and sent_at.isascii() and sent_at.isdecimal() and len(sent_at) <= 12):
        return False
    if abs(int(sent_at) - at.timestamp()) > TOLERANCE_SECONDS:
        return False
    expected = f"{VERSION},{_digest(secret, message_id, sent_at, body)}".encode()
    signatures = (given.get(SIGNATURE) or "").encode("utf-8", "surrogatepass").split(b" ")
    return any(hmac.compare_digest(each, expected) for each in signatures)


def _digest(secret: str, message_id: str, sent_at: str, body: bytes) -> str:
    signed = f"{message_id}.{sent_at}.".encode("utf-8", "surrogatepass") + body
    return base64.b64encode(hmac.new(_key(secret), signed, hashlib.sha256).digest()).decode()


def _key(secret: str) -> bytes:
    """A secret in the specification's own form, whsec_ and base64, or any other text."""
    if secret.startswith("whsec_"):
        return base64.b64decode(secret.removeprefix("whsec_"))
    return secret.encode()
