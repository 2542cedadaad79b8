"""Webhooks with an effect, on every channel, and an outage around a COMMIT."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from core.conversation import turn_log
from core.members import BLANK

ZH, EN, STRANGER = "+8613800000001", "+8613800000002", "+8613899999999"
PIN, WRONG_PIN = "135790", "246802"
RECORDING = "https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/RE1"

ORDERS = "SELECT COUNT(*) FROM gift_order WHERE member_id IN (1, 2)"
HANDOVERS = "SELECT COUNT(*) FROM handover"
COMPLAINTS = "SELECT COUNT(*) FROM complaint"
WRONG_PINS = "SELECT pin_wrong FROM member WHERE member_id = 1"
ENGLISH = "SELECT COUNT(*) FROM member WHERE language = 'en'"


@dataclass(frozen=True)
class Scenario:
    """`play` brings a talk up to the webhook and returns that one undelivered; `changes` is
    counted by `sql`, once."""

    name: str
    play: Callable[[Any], Any]
    sql: str = ""
    change: int = 1


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


def play_recording(hotline: Any) -> Any:
    caller = hotline.voice_caller()
    caller.call()
    caller.press("4", "1")
    hotline.deliver(caller.turn_webhook(RecordingUrl=RECORDING, RecordingDuration="5", Digits="#"))
    return caller.press_webhook("1")


def play_texts(*bodies: str, number: str = ZH) -> Callable[[Any], Any]:
    def play(hotline: Any) -> Any:
        sender = hotline.sms_sender(number)
        for body in bodies[:-1]:
            sender.text(body)
        return sender.text_webhook(bodies[-1])

    return play


def code_of(answer: Any) -> str:
    found = re.search(r"(?<!\d)\d{6}(?!\d)", answer.body)
    assert found, answer.body
    return found.group()


def play_texted_code(hotline: Any) -> Any:
    sender = hotline.sms_sender(EN)
    return sender.text_webhook(code_of(sender.text("DH 1")))


def play_entries(*entries: str) -> Callable[[Any], Any]:
    def play(hotline: Any) -> Any:
        user = hotline.ussd_user()
        user.dial()
        for entry in entries[:-1]:
            user.enter(entry)
        return user.entry_webhook(entries[-1])

    return play


EFFECTS = [
    Scenario("voice: a redemption is confirmed", play_voice_confirmation, ORDERS),
    Scenario("voice: a wrong PIN", play_keys("2", "3", WRONG_PIN), WRONG_PINS),
    Scenario("voice: a complaint is recorded", play_recording, COMPLAINTS),
    Scenario("voice: a member asks for an agent", play_keys("0"), HANDOVERS),
    Scenario("voice: a stranger asks for an agent", play_keys("0", number=STRANGER), HANDOVERS),
    Scenario("voice: the language changes", play_keys("5", "2", "2"), ENGLISH),
    Scenario(
        "voice: a lost phone is reported",
        play_keys("5", "3", "1"),
        "SELECT COUNT(*) FROM member WHERE status = 'frozen'",
    ),
    Scenario("voice: missing points", play_keys("4", "3", "20260601", "1"),
             "SELECT COUNT(*) FROM claim"),
    Scenario("sms: a code is asked for", play_texts("DH 1"), "SELECT COUNT(*) FROM one_time_code"),
    Scenario("sms: the code confirms", play_texted_code, ORDERS),
    Scenario(
        "sms: a wrong code",
        play_texts("DH 1", "000000"),
        "SELECT SUM(tries_left) FROM one_time_code",
        -1,
    ),
    Scenario(
        "sms: a first PIN is set",
        play_texts("H", "9", "1", "802461", "802461", number="+8613800000004"),
        "SELECT COUNT(pin_hash) FROM member",
    ),
    Scenario("sms: a complaint", play_texts("TS 话费多扣了", "1"), COMPLAINTS),
    Scenario("sms: an agent", play_texts("RG"), HANDOVERS),
    Scenario("sms: the language changes", play_texts("EN"), ENGLISH),
    Scenario("sms: no more marketing", play_texts("TD"),
             "SELECT COUNT(*) FROM member WHERE NOT marketing_ok"),
    Scenario("ussd: a redemption is confirmed", play_entries("4", "3", PIN, "2", "1"), ORDERS),
    Scenario("ussd: a wrong PIN", play_entries("4", "3", WRONG_PIN), WRONG_PINS),
    Scenario("ussd: a call back", play_entries("8"), HANDOVERS),
    Scenario("ussd: a complaint", play_entries("7", "1", "bill*is wrong", "1"), COMPLAINTS),
]  # fmt: skip
READ_ONLY = [
    Scenario("voice: the call begins", lambda hotline: hotline.voice_caller().ringing_webhook()),
    Scenario("voice: the balance", play_keys("1", "1")),
    Scenario("voice: silence", play_keys("")),
    Scenario("voice: a wrong key", play_keys("8")),
    Scenario("voice: what a gift would cost", play_keys("2", "3", PIN, "1", "2")),
    Scenario("sms: the balance", play_texts("BAL", number=EN)),
    Scenario("sms: the menu, and a number", play_texts("H", "2")),
    Scenario("ussd: the menu", lambda hotline: hotline.ussd_user().dial_webhook()),
    Scenario("ussd: a deep link", lambda hotline: hotline.ussd_user().entry_webhook("1")),
    Scenario("ussd: what a gift would cost", play_entries("4", "3", PIN, "2")),
]
effects = pytest.mark.parametrize("scenario", EFFECTS, ids=lambda scenario: scenario.name)
read_only = pytest.mark.parametrize("scenario", READ_ONLY, ids=lambda scenario: scenario.name)


# A reply to a message whose session is lost is recorded, and changes nothing else.
RECORDED = frozenset({"turn"})


def recorded_reply(hotline: Any) -> dict[str, Any]:
    """The newest reply that the database has recorded."""
    newest = "SELECT member_id, session_id, message_id FROM turn ORDER BY recorded_at, seq"
    found = hotline.database.run(
        lambda conn: [turn_log.find(conn, *row) for row in conn.exec_driver_sql(newest)]
    )
    reply: dict[str, Any] = found[-1].reply
    return reply


def recorded_words(hotline: Any) -> list[str]:
    """The words of the newest recorded reply: without a one-time code, so in two parts where it has
    one."""
    reply = recorded_reply(hotline)
    lines = (*reply["say"], *(option["text"] for option in reply["options"]))
    return [escape(part) for line in lines for part in line.split(BLANK)]


def next_webhook(hotline: Any, webhook: Any) -> Any:
    """The next message of the same session: back to the main menu."""
    form = dict(webhook.form)
    if webhook.path.startswith("/ivr"):
        n = int(webhook.path.partition("n=")[2] or 0) + 1
        return webhook._replace(path=f"/ivr/turn?n={n}", form={**form, "Digits": "9"})
    if webhook.path.startswith("/sms"):
        return hotline.sms_sender(form["From"]).text_webhook("H")
    return webhook._replace(form={**form, "text": f"{form['text']}*00"})


def replies(answers: list[Any]) -> set[Any]:
    assert {answer.status for answer in answers} == {200}
    return {answer.body for answer in answers}


class Outage:
    """The answer to a COMMIT is lost. It has taken effect unless `is_lost_before`. From then on,
    and until `end`, every further transaction fails; and every read too, if `reads_fail`."""

    def __init__(
        self,
        hotline: Any,
        *,
        reads_fail: bool,
        begins: str = "after commit",
        is_lost_before: bool = False,
    ) -> None:
        self.is_down, self._is_lost_before = begins == "at once", is_lost_before
        self._reads_fail, self._dialect = reads_fail, hotline.database.engine.dialect
        self._do_commit = self._dialect.do_commit
        self._dialect.do_commit = self._commit
        event.listen(hotline.database.engine, "begin", self._refuse)
        event.listen(hotline.database._reader, "before_cursor_execute", self._refuse_read)

    def end(self) -> None:
        self.is_down = False
        self._dialect.do_commit = self._do_commit

    def _commit(self, connection: Any) -> None:
        if self._is_lost_before:
            connection.rollback()
        else:
            self._do_commit(connection)
        self.is_down = True
        self._refuse()

    def _refuse(self, *_: Any) -> None:
        if self.is_down:
            gone = ConnectionError("lost")
            raise OperationalError("BEGIN", {}, gone, connection_invalidated=True)

    def _refuse_read(self, *_: Any) -> None:
        if self._reads_fail:
            self._refuse()
