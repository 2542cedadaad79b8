"""Kannel's delivery reports: the address that they are sent to, and what they say.

Kannel gives a text no id that both sides know. Its id is made of the member and the event that it
belongs to, which the address names, and of which there is one text.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import structlog

from core.messaging import Event
from flows.protocol import Heard
from sms.request_parsing import EVENT_ID_CHARS_MAX, Status
from web.errors import BadRequest
from web.parameters import member_id, required_text, whole_number

REPORT, REPLY_REPORT = "/sms/kannel/dlr", "/sms/kannel/reply-dlr"
_STATUSES = {1: "delivered", 2: "undelivered", 4: "queued", 8: "sent", 16: "failed"}
_ERRORS = {2: "not_delivered", 16: "rejected"}
log = structlog.get_logger()


def report_address(event: Event, secret: str) -> str:
    """The path and query for reports of the text that `event` sends."""
    return _address(REPORT, {"secret": secret, "m": event.member_id, "e": event.event_id})


def reply_report_address(heard: Heard, secret: str) -> str:
    """The path and query for the report that the reply to `heard` has reached the SMSC."""
    named = {"secret": secret, "from": heard.caller, "as": heard.resent_as}
    return _address(REPLY_REPORT, named)


def _address(path: str, named: Mapping[str, object]) -> str:
    """Kannel fills in %d; every other % is doubled, or it would fill in something there too."""
    return f"{path}?{urlencode(named).replace('%', '%%')}&type=%d"


def carrier_id_of(whose: int, event_id: str) -> str:
    return f"kannel:{whose}:{event_id}"


def report(query: Mapping[str, str]) -> Status:
    """What became of a text. A kind of report that is not known, such as one from on the way, is
    logged and says nothing. Raises BadRequest."""
    whose, kind = member_id(query, "m"), whole_number(query, "type")
    event_id = required_text(query, "e", EVENT_ID_CHARS_MAX)
    if whose is None or kind is None:
        raise BadRequest("m or type is missing or no number.")
    if kind not in _STATUSES:
        log.warning("unknown report", kind=kind)
    return {
        "carrier_id": carrier_id_of(whose, event_id),
        "status": _STATUSES.get(kind),
        "error": _ERRORS.get(kind),
        "event": (whose, event_id),
    }
