"""Handing a caller over to an agent: requests, the queue, offers to agents, the conversation with
its call legs and messages, recordings, and the dashboard that supervisors watch.
"""

from core.contact_centre import (
    call_legs,
    chat_messages,
    conversations,
    dashboard,
    delivery_reports,
    member_overview,
    offers,
    queue,
    recordings,
    requests,
)
from core.contact_centre.call_legs import HOLD_MUSIC
from core.contact_centre.handover import Handed, address, ask, find
from core.contact_centre.member_overview import Picture
from core.contact_centre.recordings import Place, Recording
from core.contact_centre.requests import Handover, SessionSummary

__all__ = [
    "HOLD_MUSIC",
    "Handed",
    "Handover",
    "Picture",
    "Place",
    "Recording",
    "SessionSummary",
    "address",
    "ask",
    "call_legs",
    "chat_messages",
    "conversations",
    "dashboard",
    "delivery_reports",
    "find",
    "member_overview",
    "offers",
    "queue",
    "recordings",
    "requests",
]
