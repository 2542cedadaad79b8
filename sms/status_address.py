"""The address at which the carrier reports the statuses of a text.

It names the text's member and event, because a report may arrive before the carrier's id of the
text is stored. The carrier signs whole addresses, so nobody else can make up what an address says.
`sms.request_parsing.status` reads it.
"""

from __future__ import annotations

from urllib.parse import urlencode

from core.messaging import Event

STATUS = "/sms/status"


def status_address(event: Event) -> str:
    """The path and query for reports of the text that `event` sends."""
    return f"{STATUS}?{urlencode({'m': event.member_id, 'e': event.event_id})}"
