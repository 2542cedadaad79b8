"""A callback that is booked: cancelling it, and hearing when it comes."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from core.contact_centre import HandoverRequest, offers, requests
from core.members import NOBODY
from core.programme import current_rules, local_day
from flows.engine import Context, Do, End, Flow


def booked(context: Context) -> HandoverRequest | None:
    """The caller's callback that is still to come; None if there is none."""
    member_id = context.caller.member_id if context.caller else NOBODY
    return requests.find_open(
        context.conn, member_id, context.session.caller, "callback", context.at
    )


def is_booked(context: Context) -> bool:
    return booked(context) is not None


def tell_when(context: Context, request: HandoverRequest) -> None:
    """Saves when the callback was asked for, and the chosen time of it."""
    assert request.booked_at is not None
    at = request.booked_at.astimezone(current_rules().zone)
    context.answers.update(booked_on=f"{at:%Y-%m-%d}", booked_at=f"{at:%H:%M}")
    context.answers.update(facts_of_time(request.call_at, context.at))


def facts_of_time(call_at: datetime | None, now: datetime) -> dict[str, str]:
    """The facts of a sentence that names the chosen time of a callback."""
    if call_at is None:
        return {"planned": "no", "call_day": "", "call_on": "2000-01-01", "call_time": "00:00"}
    ahead = (local_day(call_at) - local_day(now)).days
    local = call_at.astimezone(current_rules().zone)
    return {
        "planned": "yes",
        "call_day": {0: "today", 1: "tomorrow"}.get(ahead, "later"),
        "call_on": f"{local:%Y-%m-%d}",
        "call_time": f"{local:%H:%M}",
    }


def cancel_callback(context: Context) -> Literal["cancelled", "calling", "none"]:
    request = booked(context)
    if request is None:
        return "none"
    closed = offers.give_up(
        context.conn,
        member_id=context.caller.member_id if context.caller else NOBODY,
        handover_id=request.handover_id,
        how="abandoned",
        at=context.at,
    )
    return "calling" if closed is None else "cancelled"


def look(context: Context) -> Literal["booked", "none"]:
    request = booked(context)
    if request is None:
        return "none"
    tell_when(context, request)
    return "booked"


CANCEL_CALLBACK = Flow(
    "cancel_callback",
    Do(
        "cancel",
        cancel_callback,
        effect=True,
        on={"cancelled": "cancelled", "calling": "calling", "none": "none"},
    ),
    End("cancelled"),
    End("calling"),
    End("none"),
    members_only=False,
)
CALLBACK = Flow(
    "callback",
    Do("look", look, on={"booked": "booked", "none": "none"}),
    End("booked"),
    End("none"),
    members_only=False,
)
