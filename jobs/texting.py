"""Sends texts, each once, at the hours that its class allows, and from the number of its class.

A text is recorded before it is sent. If a worker dies between the carrier's answer and our record
of it, nobody knows whether the text was sent: the next worker asks the carrier first.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from core.contact_centre import delivery_reports
from core.kernel import plain_text
from core.members import BLANK, text_consent
from core.messaging import (
    Event,
    OutgoingText,
    Refused,
    SentText,
    TextClass,
    Topic,
    UndeclaredText,
    class_of,
    sent_texts,
)
from flows.notifications import texts
from jobs.delivery_context import DeliveryContext, NotYet


def tell(context: DeliveryContext, event: Event) -> None:
    """Compose the text of an event in the member's language and send it, unless there is nothing to
    say (see texts.compose). Raises NotYet: outside of the hours for its class."""
    opens_at = texts.not_before(_class_of(event), context.now())
    if opens_at is not None:
        raise NotYet(opens_at)

    def compose(conn: Connection) -> texts.Text | None:
        return texts.compose(
            conn,
            event,
            context.wording,
            context.default_language,
            context.now(),
            context.sealer,
            voucher_sealer=context.voucher_sealer,
        )

    text = context.database.read(compose)
    if text is not None:
        send(context, event, text.number, text.words, text.secret)


def send(context: DeliveryContext, event: Event, number: str, words: str, secret: str = "") -> None:
    """Send `words` to `number` as the text of `event`, once. `secret` is the part of the words that
    is masked in the record. Raises Refused, Unreachable."""
    sender = context.carriers.sender_of(_class_of(event))
    words = plain_text.clean(words)  # names from before they were checked may have odd characters
    kept = words.replace(secret, BLANK) if secret else words
    begun = context.database.run(
        partial(_begin, event=event, number=number, words=kept, at=context.now())
    )
    if begun.carrier_id is not None:
        return
    try:
        if begun.refused:
            raise Refused(sent_texts.OPTED_OUT)
        kept_words = words if secret else begun.words
        sent = _sent_before(context, event, begun.number, kept_words, sender)
        if sent is None:
            _readdress(context, event, begun.number, number)
            sent = context.carriers.texts.send_text(number, kept_words, event, sender=sender)
    except Refused as no:
        why = str(no)
        context.database.run(
            partial(_refused, event=event, number=number, why=why, at=context.now())
        )
        raise
    context.database.run(partial(_accepted, event=event, sent=sent, at=context.now()))


def _class_of(event: Event) -> TextClass:
    """Raises Refused: nobody has declared one."""
    try:
        return class_of(event.topic)
    except UndeclaredText as undeclared:
        raise Refused("undeclared_class") from undeclared


def _sent_before(
    context: DeliveryContext, event: Event, number: str, words: str, sender: str
) -> SentText | None:
    """The text that the carrier has from an earlier try whose answer was lost."""
    if event.tries == 1:
        return None
    before = context.carriers.texts.texts_sent(number, words, event.recorded_at, sender=sender)
    others = context.database.read(
        partial(
            sent_texts.ids_of_other_texts,
            member_id=event.member_id,
            event_id=event.event_id,
            carrier_ids=[carrier_id for carrier_id, _ in before],
        )
    )
    return next((sent for sent in before if sent[0] not in others), None)


def _readdress(context: DeliveryContext, event: Event, was: str, number: str) -> None:
    """The member has another number than at the last try, which has not sent the text."""
    if was != number:
        whose = (event.member_id, event.event_id)
        context.database.run(partial(sent_texts.readdress, whose=whose, number=number))


def _begin(
    conn: Connection, *, event: Event, number: str, words: str, at: datetime
) -> OutgoingText:
    return sent_texts.begin(
        conn,
        member_id=event.member_id,
        event_id=event.event_id,
        number=number,
        words=words,
        at=at,
    )


def _accepted(conn: Connection, *, event: Event, sent: SentText, at: datetime) -> None:
    carrier_id, status = sent
    whose = (event.member_id, event.event_id)
    delivery_reports.apply(
        conn, carrier_id=carrier_id, status=status, error=None, at=at, event=whose
    )


def _refused(conn: Connection, *, event: Event, number: str, why: str, at: datetime) -> None:
    delivery_reports.refuse(conn, event.member_id, event.event_id, why)
    if why == sent_texts.OPTED_OUT:
        text_consent.stop_texts(
            conn,
            number,
            at,
            evidence=f"sms:{event.event_id}",
            only_marketing=event.topic == Topic.OFFER,
        )
