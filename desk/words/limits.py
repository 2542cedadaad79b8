"""Numbers of the code and of the programme's rules that messages name."""

from __future__ import annotations

from core.contact_centre import picture_intake, queue
from core.programme import POLL_SECONDS, current_rules
from core.rule_impact import LOOK_BACK_DAYS
from core.service import complaint_handling
from core.staff import agent_changes
from desk.words.formatting import YUAN_DIGITS_MAX
from flows.protocol import SMS_SEGMENTS_MAX


def limits() -> dict[str, int]:
    """Each by the name that messages use for it."""
    return {
        "comes_back_days": current_rules().agents.comes_back_within_days,
        "look_back_days": LOOK_BACK_DAYS,
        "measured_min": queue.MEASURED_MIN,
        "megabytes_max": picture_intake.MEGABYTES_MAX,
        "poll_seconds": int(POLL_SECONDS),
        "satisfaction_max": complaint_handling.SATISFACTION_MAX,
        "sms_segments_max": SMS_SEGMENTS_MAX,
        "user_name_chars_max": agent_changes.USER_NAME_CHARS_MAX,
        "user_name_chars_min": agent_changes.USER_NAME_CHARS_MIN,
        "yuan_below": 10**YUAN_DIGITS_MAX,
    }
