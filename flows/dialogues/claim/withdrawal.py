"""A claim for missing points that is not wanted any more. It is being checked from the moment that
it is filed, so only an agent can withdraw it, and the member hears how it stands."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Literal

from core.members import Act
from core.service import claims
from flows.engine import Context, Do, End, Flow

CLAIMING = "claim"
"""The name of the dialogue that files a claim."""
JUST_NOW = timedelta(minutes=30)
"""How long a claim that was granted at once is spoken of as just made."""
NAMED = re.compile(r"补|\bclaim")
"""Words that name a claim, where it is refused."""


def has_claim(context: Context) -> bool:
    """Whether the caller has a claim that is being checked, or was granted just now."""
    if context.caller is None:
        return False
    member_id = context.caller.member_id
    is_open = claims.all_open(context.conn, member_id)
    return bool(is_open) or _granted_just_now(context, member_id) is not None


def find(context: Context) -> Literal["left", "checked", "several", "granted", "none"]:
    """ "left": the member means the one that is not filed yet, and this answer says that it was
    left."""
    if context.left is not None and context.left.flow == CLAIMING:
        return "left"
    member_id = context.member.member_id
    waiting = claims.all_open(context.conn, member_id)
    context.answers["count"] = len(waiting)
    found = waiting[0] if waiting else _granted_just_now(context, member_id)
    if found is None:
        return "none"
    context.answers["number"] = found.number
    if found.status == "granted":
        return "granted"
    return "checked" if len(waiting) == 1 else "several"


def _granted_just_now(context: Context, member_id: int) -> claims.Claim | None:
    found = claims.latest(context.conn, member_id)
    if found is None or found.status != "granted" or context.at - found.opened_at > JUST_NOW:
        return None
    return found


WITHDRAW_CLAIM = Flow(
    "withdraw_claim",
    Do(
        "find",
        find,
        on={
            "left": "left",
            "checked": "checked",
            "several": "several",
            "granted": "granted",
            "none": "none",
        },
    ),
    End("left", silent=True),
    *(End(name, refuses=True) for name in ("checked", "several", "granted", "none")),
    act=Act.LOOK,
)
