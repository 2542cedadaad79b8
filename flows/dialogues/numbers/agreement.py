"""The agreement of whoever holds a number that is to be added: the code that is texted there."""

from __future__ import annotations

from typing import Literal

from core.members import (
    CodeExpired,
    CodeLimit,
    CodeReplaced,
    CodeTooSoon,
    CodeWrong,
    masked,
    one_time_codes,
)
from core.messaging import Topic, outbox
from core.programme import current_rules
from flows.dialogues.code_confirmation.changing import CODE_DIGITS
from flows.engine import Context

KIND = "added_number"
"""Apart from the member's own codes, none of which says that the holder agrees."""


def _purpose(context: Context) -> one_time_codes.Purpose:
    return one_time_codes.Purpose(KIND, f"{context.answers['number']} by {context.channel}")


def ask_holder(context: Context) -> Literal["sent", "too_soon", "too_many"]:
    """Texts a code to the number. One that was sent just now is asked for again."""
    member_id = context.member.member_id
    try:
        reference = one_time_codes.issue(
            context.conn,
            member_id=member_id,
            purpose=_purpose(context),
            at=context.at,
            code=context.services.ids.digits(CODE_DIGITS),
            sealer=context.services.sealer,
        )
    except CodeTooSoon as error:
        if one_time_codes.find_open(
            context.conn, member_id=member_id, purpose=_purpose(context), at=context.at
        ):
            return "sent"
        context.answers["wait"] = error.wait_seconds
        return "too_soon"
    except CodeLimit:
        return "too_many"
    payload = {
        "sentence": "change_numbers-there_text",
        "facts": {"own": masked(context.member.number)},
        "language": context.session.language,
        "code": reference,
        "to_number": context.answers["number"],
    }
    event_id = f"code:{context.message_key}"
    outbox.put(context.conn, member_id, Topic.CODE, event_id, payload, context.at)
    return "sent"


def check_agreement(context: Context) -> Literal["agreed", "wrong", "expired"]:
    try:
        one_time_codes.check(
            context.conn,
            member_id=context.member.member_id,
            purpose=_purpose(context),
            code=context.entered,
            at=context.at,
        )
    except CodeWrong as error:
        if error.tries_left == 0:
            return "expired"
        minutes = current_rules().security.code_minutes
        context.say_refusal("code_wrong", tries=error.tries_left, code_minutes=minutes)
        return "wrong"
    except CodeReplaced:
        context.say_refusal("code_replaced")
        return "wrong"
    except CodeExpired:
        return "expired"
    return "agreed"
