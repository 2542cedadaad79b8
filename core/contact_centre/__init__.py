"""Handovers: a member is passed on to an agent. This room has the requests, the queue, the offers
to agents, the conversations with their calls and messages, the recordings, the pictures that came
with texts, and the supervisors' dashboard."""

from core.contact_centre import (
    call_reports,
    callbacks,
    chat_messages,
    conversations,
    dashboard,
    delivery_reports,
    member_history,
    member_overview,
    offers,
    picture_intake,
    pictures,
    queue,
    queue_list,
    recordings,
    requests,
    wall_states,
)
from core.contact_centre.call_events import Destination
from core.contact_centre.dashboard import DashboardFigures
from core.contact_centre.handover import (
    HandoverRow,
    actions_for,
    find_handover,
    find_own_handover,
)
from core.contact_centre.member_overview import MemberOverview
from core.contact_centre.picture_files import PictureFiles, content_type_of
from core.contact_centre.picture_intake import Received
from core.contact_centre.pictures import Picture, PictureKey
from core.contact_centre.quarter_hours import QuarterHour
from core.contact_centre.recordings import Recording, RecordingKey
from core.contact_centre.requests import HandoverRequest, SessionSummary

__all__ = [
    "DashboardFigures",
    "Destination",
    "HandoverRequest",
    "HandoverRow",
    "MemberOverview",
    "Picture",
    "PictureFiles",
    "PictureKey",
    "QuarterHour",
    "Received",
    "Recording",
    "RecordingKey",
    "SessionSummary",
    "actions_for",
    "call_reports",
    "callbacks",
    "chat_messages",
    "content_type_of",
    "conversations",
    "dashboard",
    "delivery_reports",
    "find_handover",
    "find_own_handover",
    "member_history",
    "member_overview",
    "offers",
    "picture_intake",
    "pictures",
    "queue",
    "queue_list",
    "recordings",
    "requests",
    "wall_states",
]
