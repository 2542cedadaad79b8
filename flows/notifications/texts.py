"""Composes the texts that the hotline sends by itself: receipts, decisions, codes and notices.

A text belongs to an event of the outbox. The topic of the event determines the sentence, whose
facts are read from the database when the text is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from core.kernel import Sealer
from core.members import BLANK, NOBODY, changes, is_fixed_line, member_points, one_time_codes
from core.messaging import Event, NoticeKind, TextClass, Topic, class_of, consents
from core.programme import current_rules, local_day
from core.redemption import vouchers
from flows.language import Wording, facts_in_language
from flows.notifications import outcome_texts
from flows.notifications.sentences import SENTENCES, Request
from flows.protocol import Channel


@dataclass(frozen=True, slots=True)
class Text:
    """`number`: in E.164. `secret`: the part of the words that must not be logged or stored."""

    number: str
    words: str
    secret: str = ""


def compose(
    conn: Connection,
    event: Event,
    wording: Wording,
    default_language: str,
    at: datetime,
    sealer: Sealer,
    *,
    voucher_sealer: Sealer | None = None,
) -> Text | None:
    """Composes the text of an event; None if no text is due, the membership has ended, has only a
    fixed line, or wants no such texts, even if that was said after the event was written, or the
    one-time code that it says has expired. It goes to the member's main number, unless the event
    names another one: to_number. `sealer`: of the codes; `voucher_sealer`: of those of vouchers.
    Raises CannotOpen."""
    if event.topic == Topic.AGENT_REPLACED:
        number, language = event.payload["number"], event.payload["language"]
        return Text(number, wording.say("agent-replaced", language, Channel.SMS, {}))
    if event.member_id == NOBODY:  # only the outcome of a message is told to others than members
        return Text(event.payload["number"], outcome_texts.words_of(conn, event, wording))
    member = member_points.with_points(conn, event.member_id, local_day(at))
    number = event.payload.get("to_number", member.number)
    if changes.has_ended(conn, member) or is_fixed_line(number):
        return None
    if event.topic == Topic.TURN_OUTCOME:
        return Text(number, outcome_texts.words_of(conn, event, wording))
    if not consents.allow(conn, member.member_id, class_of(event.topic), _kind_of(event)):
        return None
    sentences = SENTENCES[event.topic](Request(conn, event, member, at))
    if not sentences:
        return None
    language = sentences[0].language or member.language or default_language
    words = [
        wording.say(each.key, language, Channel.SMS, facts_in_language(language, each.facts))
        for each in sentences
    ]
    between = "" if language == "zh" else " "
    text = Text(number, between.join(words))
    if event.topic in (Topic.VOUCHER, Topic.VOUCHER_AGAIN):
        return _with_voucher(conn, event, text, voucher_sealer)
    if event.topic != Topic.CODE:
        return text
    member_id, code_id = event.payload["code"]
    code = one_time_codes.reveal(conn, (member_id, code_id), at=at, sealer=sealer)
    return replace(text, words=text.words.replace(BLANK, code), secret=code) if code else None


def _with_voucher(conn: Connection, event: Event, text: Text, sealer: Sealer | None) -> Text:
    voucher = vouchers.of_order(conn, event.member_id, event.payload["order_id"])
    assert voucher is not None and sealer is not None
    code = voucher.open(sealer)
    return replace(text, words=text.words.replace(BLANK, code), secret=code)


def _kind_of(event: Event) -> NoticeKind | None:
    """The kind of service text, if members may refuse it."""
    return NoticeKind(event.payload["notice"]) if event.topic == Topic.NOTICE else None


def not_before(text_class: TextClass, at: datetime) -> datetime | None:
    """The earliest time at which a text of this class may be sent; None: now. Only what answers an
    act of the member's own does not wait for the programme's texting hours."""
    if text_class is TextClass.TRANSACTION:
        return None
    here, rules = at.astimezone(current_rules().zone), current_rules().texts
    if rules.from_hour <= here.hour < rules.until_hour:
        return None
    day = here.date() + timedelta(days=here.hour >= rules.until_hour)
    return datetime.combine(day, time(rules.from_hour), current_rules().zone)


TOPICS = (*SENTENCES, Topic.TURN_OUTCOME, Topic.AGENT_REPLACED)
