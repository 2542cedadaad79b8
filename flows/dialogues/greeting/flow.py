"""Tier and balance, said at the beginning of a call from a member's number; before them, that a
complaint has been decided, and that the member is leaving.

No name is said: somebody else may hold the phone. The programme's file can switch it off.
"""

from __future__ import annotations

from typing import Literal

from core.members import Act
from core.programme import current_rules
from core.service import complaint_grades, complaints
from flows.dialogues.balance.flow import balance_facts
from flows.engine import Context, Dialogue, Do, End, Flow, note_heard

Outcome = Literal["not_said", "nothing", "safe", "expiring", "all_expiring"]
MENU_OPTIONS = ("points", "balance")
"""The options of the home menus that say the same again."""


def look_up(context: Context) -> Outcome:
    if not current_rules().callers.greeting_says_balance:
        return "not_said"
    member = context.member
    if _has_unmentioned_decision(context):
        context.say("decided")
    if member.leaves_on:
        context.say("leaving", leaves_on=member.leaves_on.isoformat())
    ending, facts = balance_facts(context.conn, member, context.at)
    context.answers.update(facts, tier=member.tier)
    note_heard(context.session.stack[0], MENU_OPTIONS)
    if not member.available:
        return "nothing"
    if ending not in ("expiring", "waiting_expiring"):
        return "safe"
    return "all_expiring" if member.expires_points == member.available else "expiring"


def _has_unmentioned_decision(context: Context) -> bool:
    """Whether the newest complaint has been decided, and the question for its grade, which comes
    before this greeting, has not said so."""
    member_id = context.member.member_id
    complaint = complaints.latest(context.conn, member_id)
    if complaint is None or complaint.status != "decided":
        return False
    graded = complaint_grades.awaiting_grade(context.conn, member_id, context.channel, context.at)
    return graded is None or graded.number != complaint.number


ACCOUNT_GREETING = Flow(
    "account_greeting",
    Do(
        "look",
        look_up,
        says=["decided", "leaving"],
        on={
            "not_said": "not_said",
            "nothing": "nothing",
            "safe": "safe",
            "expiring": "expiring",
            "all_expiring": "all_expiring",
        },
    ),
    End("nothing"),
    End("safe"),
    End("expiring"),
    End("all_expiring"),
    End("not_said", silent=True),
    act=Act.LOOK,
    passing=True,
)

DIALOGUE = Dialogue(
    __package__,
    ACCOUNT_GREETING,
    facts={
        "expiring": 28_888,
        "leaves_on": "2026-12-28",
        "on": "2026-12-28",
        "points": 88_888,
        "tier": "diamond",
    },
    entry_points=[ACCOUNT_GREETING],
)
