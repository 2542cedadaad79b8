"""Plays: how members come to a webhook, on every channel. A play gives that webhook undelivered."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import select, update
from voucher_stock import NUMBER, SKU, offer_vouchers

from core.contact_centre import conversations, offers
from core.members import membership
from core.messaging import Event, Topic
from core.schema import gift_order, handover, member, outbox, stock
from flows.notifications import texts
from ivr import call_addresses

ZH, EN, STRANGER = "+8613800000001", "+8613800000002", "+8613899999999"
PIN, WRONG_PIN, NEW_PIN = "135790", "246802", "802461"
RECORDING = "https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/RE1"
WORDS_FOR_AGENT = "还没收到"


def play_voice_confirmation(hotline: Any) -> Any:
    caller = hotline.voice_caller()
    caller.call()
    assert "保温杯" in caller.press("2", "3", PIN, "1", "2").body
    return caller.press_webhook("1")


def play_keys(*keys: str, number: str = ZH) -> Callable[[Any], Any]:
    def play(hotline: Any) -> Any:
        caller = hotline.voice_caller(number)
        caller.call()
        for key in keys[:-1]:
            caller.press(key)
        return caller.press_webhook(keys[-1])

    return play


def play_recording(*keys: str, after: str = "") -> Callable[[Any], Any]:
    """Records words where the keys lead to; then presses the keys `after`, if there are any."""

    def play(hotline: Any) -> Any:
        caller = hotline.voice_caller()
        caller.call()
        caller.press(*keys)
        recorded = caller.turn_webhook(RecordingUrl=RECORDING, RecordingDuration="5", Digits="#")
        if not after:
            return recorded
        hotline.deliver(recorded)
        if after[:-1]:
            caller.press(*after[:-1])
        return caller.press_webhook(after[-1])

    return play


def play_withdrawal(play: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The member has complained by text, and nobody works on it yet."""

    def complained(hotline: Any) -> Any:
        hotline.sms_sender().text("TS 话费多扣了", "1")
        return play(hotline)

    return complained


def play_withdrawal_of_two(play: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The member has complained twice."""

    def complained(hotline: Any) -> Any:
        hotline.sms_sender().text("TS 话费多扣了", "1", "TS 杯子是碎的", "1")
        return play(hotline)

    return complained


def play_withdrawal_in_words(hotline: Any) -> Any:
    """All complaints, on a call."""
    caller = hotline.voice_caller()
    caller.call()
    hotline.deliver(caller.turn_webhook(SpeechResult="撤销全部投诉", Confidence="0.9"))
    caller.press(PIN)
    return caller.press_webhook("1")


def play_second_look(hotline: Any) -> Any:
    """On a call, of a complaint that nobody has decided yet."""
    caller = hotline.voice_caller(EN)
    caller.call()
    spoken = {"SpeechResult": "I want a second look", "Confidence": "0.9"}
    hotline.deliver(caller.turn_webhook(**spoken))
    return caller.press_webhook("1")


def play_without_address(play: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The member has ordered a gift, and it is not known where to send it."""

    def ordered(hotline: Any) -> Any:
        unset = update(member).where(member.c.number == EN).values(address=None)
        hotline.database.run(lambda conn: conn.execute(unset))
        sender = hotline.sms_sender(EN)
        sender.text(code_of(sender.text("GIFT 1")))
        return play(hotline)

    return ordered


def play_without_marketing(play: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The member has refused marketing texts."""

    def refused(hotline: Any) -> Any:
        hotline.sms_sender().text("TD")
        return play(hotline)

    return refused


def play_after_notice(play: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The member has given notice of leaving."""

    def noticed(hotline: Any) -> Any:
        who: dict[str, Any] = {"member_id": 1, "key": "notice", "at": hotline.clock.now()}
        hotline.database.run(lambda conn: membership.give_notice(conn, **who))
        return play(hotline)

    return noticed


def play_spoken_code(*keys: str) -> Callable[[Any], Any]:
    """Confirms with the keys, and then with the code that comes by text."""

    def play(hotline: Any) -> Any:
        confirming = play_keys(*keys)(hotline)
        hotline.deliver(confirming)
        caller = hotline.voice_caller()
        caller.sid, caller.turn = confirming.form["CallSid"], len(keys)
        return caller.press_webhook(digits_in(texts_in_outbox(hotline, Topic.CODE)[-1]))

    return play


def play_rice_cooker(play: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The only gift that takes more points than the PIN alone confirms is in stock again."""

    def restocked(hotline: Any) -> Any:
        more = update(stock).where(stock.c.sku == "rice-cooker").values(at_first=5, left=5)
        hotline.database.run(lambda conn: conn.execute(more))
        return play(hotline)

    return restocked


def play_with_voucher(play_of: Callable[[str], Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """The member has an e-voucher. play_of: the play, by the number of its order."""

    def bought(hotline: Any) -> Any:
        offer = partial(offer_vouchers, codes=["COFFEE-0001"], at=hotline.clock.now())
        hotline.database.run(offer)
        sender = hotline.sms_sender()
        sender.text(code_of(sender.text(f"DH {NUMBER}")))
        ordered = select(gift_order.c.number).where(gift_order.c.sku == SKU)
        number = hotline.database.run(lambda conn: conn.execute(ordered).scalar_one())
        return play_of(number)(hotline)

    return bought


def play_callback_key(hotline: Any) -> Any:
    """A key pressed in the queue takes the call out of it."""
    caller = hotline.voice_caller()
    caller.call()
    caller.press("0")
    return caller.turn_webhook(QueueResult="leave")


def play_refused_callback(*keys: str) -> Callable[[Any], Any]:
    """The call back that was booked in the queue is not wanted, which is said behind the keys."""

    def play(hotline: Any) -> Any:
        caller = hotline.voice_caller()
        caller.call()
        caller.press("0")
        hotline.deliver(caller.turn_webhook(QueueResult="leave"))
        if keys:
            caller.press(*keys)
        return caller.turn_webhook(SpeechResult="不用打了", Confidence="0.9")

    return play


def play_timed_callback(hotline: Any) -> Any:
    """The member says the time on a call."""
    caller = hotline.voice_caller()
    caller.call()
    return caller.turn_webhook(SpeechResult="明天下午三点给我回电", Confidence="0.9")


def play_pin_for_agent(hotline: Any) -> Any:
    """The agent on the line has asked for the PIN."""
    caller = hotline.voice_caller()
    caller.call()
    caller.press("0")

    def ask_for_pin(conn: Any) -> Any:
        at, asks = hotline.clock.now(), conn.execute(select(handover)).one()
        which = {"member_id": asks.member_id, "handover_id": asks.handover_id, "at": at}
        offered = offers.accept(conn, **which, agent="agent")
        offers.connect(conn, **which, this_try=offered.tries, call="CAagent")
        conversations.ask_for_pin(conn, **which, agent="agent")
        return conn.execute(select(handover)).one()

    row = hotline.database.run(ask_for_pin)
    caller.turn = row.turn
    path = call_addresses.address(
        call_addresses.PROVE, row.member_id, row.handover_id, n=caller.turn
    )
    hotline.deliver(caller.ringing_webhook()._replace(path=path))
    return caller.press_webhook(PIN)


def play_texts(*bodies: str, number: str = ZH) -> Callable[[Any], Any]:
    def play(hotline: Any) -> Any:
        sender = hotline.sms_sender(number)
        for body in bodies[:-1]:
            sender.text(body)
        return sender.text_webhook(bodies[-1])

    return play


def code_of(answer: Any) -> str:
    return digits_in(answer.body)


def play_first_pin(hotline: Any) -> Any:
    sender = hotline.sms_sender("+8613800000004")
    sender.text(code_of(sender.text("H", "9", "1")))
    sender.text(NEW_PIN)
    return sender.text_webhook(NEW_PIN)


def digits_in(words: str) -> str:
    found = re.search(r"(?<!\d)\d{6}(?!\d)", words)
    assert found, words
    return found.group()


def play_words_for_agent(hotline: Any) -> Any:
    """An agent has accepted the member's written conversation."""
    sender = hotline.sms_sender()
    sender.text("RG")

    def accept(conn: Any) -> None:
        asks = conn.execute(select(handover)).one()
        which = {"member_id": asks.member_id, "handover_id": asks.handover_id}
        offers.accept(conn, **which, agent="agent", at=hotline.clock.now())

    hotline.database.run(accept)
    return sender.text_webhook(WORDS_FOR_AGENT)


def texts_in_outbox(hotline: Any, topic: str) -> list[str]:
    """The words of the texts on this topic, the oldest first."""
    found = select(outbox).where(outbox.c.topic == topic).order_by(outbox.c.recorded_at)
    services, now = hotline.conversation._services, hotline.clock.now()

    def words_of(conn: Any, row: Any) -> str:
        event = Event(row.member_id, row.event_id, row.topic, row.payload, row.recorded_at, 1)
        sealer = services.sealer
        return str(texts.compose(conn, event, services.wording, "zh", now, sealer).words)

    return hotline.database.read(
        lambda conn: [words_of(conn, row) for row in conn.execute(found).all()]
    )


def play_texted_code(*bodies: str, number: str = ZH) -> Callable[[Any], Any]:
    """The code is in the answer to the last of the texts."""

    def play(hotline: Any) -> Any:
        sender = hotline.sms_sender(number)
        return sender.text_webhook(code_of(sender.text(*bodies)))

    return play


def play_earlier_code(*bodies: str, then: tuple[str, ...]) -> Callable[[Any], Any]:
    """The code is in the answer to the last of the texts, and is sent while the member waits for
    the one that the texts `then` ask for."""

    def play(hotline: Any) -> Any:
        sender = hotline.sms_sender()
        code = code_of(sender.text(*bodies))
        sender.text(*then)
        return sender.text_webhook(code)

    return play


def webhook_after(hotline: Any, webhook: Any, entry: str) -> Any:
    """The next message of the same session: a key, a text, or what is entered on a screen."""
    form = dict(webhook.form)
    if webhook.path.startswith("/ivr"):
        n = int(webhook.path.partition("n=")[2] or 0) + 1
        return webhook._replace(path=f"/ivr/turn?n={n}", form={**form, "Digits": entry})
    if webhook.path.startswith("/sms"):
        return hotline.sms_sender(form["From"]).text_webhook(entry)
    return webhook._replace(form={**form, "text": f"{form['text']}*{entry}"})


def play_another_code(play: Callable[[Any], Any], words: str) -> Callable[[Any], Any]:
    """A code was asked for more than a minute ago, and has not come: the member says `words`."""

    def said(hotline: Any) -> Any:
        asked = play(hotline)
        hotline.deliver(asked)
        hotline.clock.advance(seconds=61)
        return webhook_after(hotline, asked, words)

    return said


def play_without_pin(play: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The member has not set a PIN yet."""

    def without(hotline: Any) -> Any:
        unset = update(member).where(member.c.number == ZH).values(pin_hash=None)
        hotline.database.run(lambda conn: conn.execute(unset))
        return play(hotline)

    return without


def play_entries(*entries: str, number: str = ZH) -> Callable[[Any], Any]:
    def play(hotline: Any) -> Any:
        user = hotline.ussd_user(number)
        user.dial()
        for entry in entries[:-1]:
            user.enter(entry)
        return user.entry_webhook(entries[-1])

    return play


def play_forgotten_pin_by_phone(hotline: Any) -> Any:
    """The caller proves the number by a texted code, and chooses another PIN."""
    proving = play_spoken_code("2", "3", "1")(hotline)
    hotline.deliver(proving)
    caller = hotline.voice_caller()
    caller.sid, caller.turn = proving.form["CallSid"], 4
    caller.press(NEW_PIN)
    return caller.press_webhook(NEW_PIN)


def play_forgotten_pin_by_text(hotline: Any) -> Any:
    sender = hotline.sms_sender(ZH)
    code = code_of(sender.text("H", "9", "1", "1"))
    sender.text(code, NEW_PIN)
    return sender.text_webhook(NEW_PIN)


def play_code_on_screen(hotline: Any) -> Any:
    user = hotline.ussd_user(ZH)
    user.dial()
    for entry in ("4", "3"):
        user.enter(entry)
    return user.entry_webhook(code_of(user.enter("1")))


def play_forgotten_pin_on_screen(hotline: Any) -> Any:
    user = hotline.ussd_user(ZH)
    user.dial()
    for entry in ("4", "3"):
        user.enter(entry)
    user.enter(code_of(user.enter("1")))
    user.enter(NEW_PIN)
    return user.entry_webhook(NEW_PIN)


def is_ready(hotline: Any) -> bool:
    return bool(hotline.app.test_client().get("/readyz").status_code == 200)


def before_the_yes(hotline: Any) -> Any:
    """A caller who has been asked whether to order a gift."""
    caller = hotline.voice_caller()
    caller.call()
    assert "保温杯" in caller.press("2", "3", PIN, "1", "2").body
    return caller
