"""Sending a one-time code, again where none has come, and saying what it confirms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from core.members import (
    BLANK,
    CodeLimit,
    CodeReference,
    CodeTooSoon,
    is_fixed_line,
    one_time_codes,
    profiles,
)
from core.messaging import Topic, outbox
from core.programme import current_rules
from flows.dialogues.code_confirmation.changing import CODE_DIGITS
from flows.dialogues.code_confirmation.questions import (
    AFTER_EARLIER,
    Purpose,
    bound_to,
    minutes_left,
    note_earlier_code,
    open_code,
)
from flows.engine import Context, left_codes
from flows.protocol import copy_of

CODE_TEXT_FACTS = (
    "name",
    "kind",
    "points",
    "left",
    "to",
    "partner_points",
    "gets",
    "on",
    "whose",
    "phone",
    "digits",
)

LAST_DIGITS = 4

Sent = Literal["sent", "too_soon", "too_many", "no_texts"]


def sending(purpose: Purpose, then: str) -> Callable[[Context], Sent]:
    def send_code(context: Context) -> Sent:
        if context.answers.pop(AFTER_EARLIER, False):
            context.answered = False
        if _reaches_nobody(context):
            return "no_texts"
        # The step that asks for confirmation makes the key; where it was skipped, make it here.
        context.answers.setdefault("action_key", context.services.ids.new())
        code_purpose = bound_to(context, context.session.top, purpose)
        try:
            _issue(context, code_purpose, then)
        except CodeTooSoon as error:
            if (sent := open_code(context, code_purpose)) is not None:
                _say_sent(context, sent.reference, sent.expires_at, code_purpose, then)
                return "sent"
            note_earlier_code(context)
            if context.answers.get("is_changed"):
                context.say("changed")
            context.answers["wait"] = error.wait_seconds
            context.answers["wait_until"] = context.at.timestamp() + error.wait_seconds
            return "too_soon"
        except CodeLimit:
            return "too_many"
        return "sent"

    return send_code


def _reaches_nobody(context: Context) -> bool:
    """Whether no text reaches the member, and what keeps it away: a fixed line has refused none."""
    is_fixed = is_fixed_line(context.member.number)
    context.answers["line"] = "fixed" if is_fixed else "mobile"
    return (is_fixed or context.session.texts_blocked) and not context.traits.replies_to_number


def _issue(context: Context, purpose: one_time_codes.Purpose, then: str) -> None:
    """Sends a new code. Raises CodeTooSoon or CodeLimit."""
    reference = one_time_codes.issue(
        context.conn,
        member_id=context.member.member_id,
        purpose=purpose,
        at=context.at,
        code=context.services.ids.digits(CODE_DIGITS),
        sealer=context.services.sealer,
        cancelled=left_codes.cancelled(context.session),
    )
    minutes = current_rules().security.code_minutes
    _say_sent(context, reference, context.at + timedelta(minutes=minutes), purpose, then)
    if not context.traits.replies_to_number:
        _put_text(context, reference)
        _say_where(context)


def _say_where(context: Context) -> None:
    """Says which number gets the text, where the caller calls from another one of theirs."""
    number = context.member.number
    if context.session.caller != number:
        facts = {"phone": profiles.masked(number), "last": number[-LAST_DIGITS:]}
        context.said.append(context.words("engine-code_goes_to", facts))


def sending_again(purpose: Purpose, then: str) -> Callable[[Context], Literal["asked"]]:
    def send_again(context: Context) -> Literal["asked"]:
        """Sends another code for the same, or says when that can be done. It is asked for again."""
        if _reaches_nobody(context):
            context.say_refusal("texts_refused")
            return "asked"
        try:
            _issue(context, bound_to(context, context.session.top, purpose), then)
        except CodeTooSoon as error:
            context.say_refusal("code_wait", wait=error.wait_seconds)
        except CodeLimit:
            context.say_refusal("too_many")
        return "asked"

    return send_again


def telling(purpose: Purpose, read_back: str) -> Callable[[Context], Literal["told", "expired"]]:
    def tell(context: Context) -> Literal["told", "expired"]:
        """Says again what the code confirms, which stays as it is."""
        sent = open_code(context, bound_to(context, context.session.top, purpose))
        if sent is None:
            return "expired"
        if context.traits.replies_to_number or not read_back:
            context.code = sent.reference
            context.say("code_sent", code=BLANK, code_minutes=minutes_left(context))
        else:
            context.say(read_back)
        return "told"

    return tell


def decline(context: Context) -> Literal["declined"]:
    left_codes.put_away(context.session)
    return "declined"


def _say_sent(
    context: Context,
    reference: CodeReference,
    expires_at: datetime,
    purpose: one_time_codes.Purpose,
    then: str,
) -> None:
    """Says that the code was sent; on SMS, with the code. The session keeps what it was sent for,
    at the step `then`, to which the code leads."""
    context.code = reference
    context.answers.pop("is_changed", None)
    _put_earlier_away(context, reference, purpose)
    context.answers["code_issued"] = {
        "reference": list(reference),
        "until": expires_at.timestamp(),
        "purpose": [purpose.kind, purpose.request, purpose.unproven],
    }
    *below, asking = copy_of(context.session.stack)
    asking.state = then
    context.session.code_stack = [*below, asking]
    context.say("code_sent", code=BLANK, code_minutes=minutes_left(context))


def _put_earlier_away(
    context: Context, reference: CodeReference, purpose: one_time_codes.Purpose
) -> None:
    """What the code before this one was sent for has been left, unless it is the same."""
    session = context.session
    left_codes.take_up(session, reference)
    if session.code_stack:
        *what, _ = session.code_stack[-1].answers[left_codes.ISSUED]["purpose"]
        if what != [purpose.kind, purpose.request]:
            left_codes.put_away(session)


def _put_text(context: Context, code: CodeReference) -> None:
    """Puts the text with the code into the outbox, with the sentence that the reply has on SMS. The
    code is put into its words when it is sent."""
    answers = context.answers
    payload = {
        "sentence": f"{context.session.top.flow}-code_sent",
        "facts": {name: answers[name] for name in CODE_TEXT_FACTS if name in answers},
        "language": context.session.language,
        "code": code,
    }
    member_id, event_id = context.member.member_id, f"code:{context.message_key}"
    outbox.put(context.conn, member_id, Topic.CODE, event_id, payload, context.at)
