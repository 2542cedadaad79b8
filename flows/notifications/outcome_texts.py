"""The text that tells what became of a message whose outcome was unknown when it was answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from core.conversation import turn_log
from core.messaging import Event
from core.programme import current_rules
from flows.engine import SECRET_LOOKING
from flows.language import Wording, segments
from flows.protocol import SMS_SEGMENTS_MAX, Channel, ExpectsKind, Turn


def words_of(conn: Connection, event: Event, wording: Wording) -> str:
    """The words of the text: the recorded reply, or that the message was not carried out. A reply
    that is too long for a text, or may contain a secret, is not quoted: the member is asked to look
    the result up."""
    told = event.payload
    asked_at = datetime.fromisoformat(told["asked_at"]).astimezone(current_rules().zone)
    facts = {"at": f"{asked_at:%H:%M}"}

    def say(key: str, **more: str) -> str:
        return wording.say(f"text-outcome_{key}", told["language"], Channel.SMS, facts | more)

    if told["outcome"] != "done":
        return say(told["outcome"])
    reply = _recorded_reply(conn, event.member_id, told)
    words = say("done", reply=reply)
    is_told = reply and not SECRET_LOOKING.search(reply)
    return words if is_told and segments(words).count <= SMS_SEGMENTS_MAX else say("unknown")


def _recorded_reply(conn: Connection, member_id: int, told: Mapping[str, Any]) -> str:
    """What the reply says, without the question at its end; '' if there is no reply any more."""
    found = turn_log.find(conn, member_id, told["session_id"], told["message_id"])
    if found is None or found.is_not_done:
        return ""
    turn = Turn.from_json(found.reply)
    if turn.code is not None:  # its words have a blank for the code
        return ""
    asks = turn.options or turn.expects.kind not in (ExpectsKind.KEY, ExpectsKind.NOTHING)
    said = turn.say[:-1] if asks else turn.say
    return ("" if turn.language == "zh" else " ").join(said)
