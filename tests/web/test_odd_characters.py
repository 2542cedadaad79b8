"""Characters that cannot be stored or said: a member's message is answered as without them, and
what was stored before they were refused is said without them. Every TwiML document is parsed by
tests/support/rendered.py."""

from typing import Any

import pytest
from sqlalchemy import text

ODD = "\x00\x07\x0b\x0c\x1b\x85\u202e\ufdd0\ufffe\uffff\U0001fffe"
PIN = "135790"
NAMED = "UPDATE gift SET name_zh = :name, name_en = :name WHERE number = 1 AND kind = 'gift'"


def stored(hotline: Any, statement: str, value: str) -> None:
    """What an earlier release has stored. PostgreSQL never stored NUL."""
    hotline.database.run(
        lambda conn: conn.execute(text(statement), {"name": value.replace("\x00", "")})
    )


def test_names_stored_with_odd_characters_are_said_without_them(hotline: Any) -> None:
    stored(hotline, NAMED, f"茶{ODD}杯")
    screen, line = hotline.ussd_user(), hotline.voice_caller()
    screen.dial()
    line.call()
    for said in (
        hotline.sms_sender().text("DH"),
        screen.enter("4", "3", PIN),
        line.press("2", "3", PIN, "2"),
    ):
        assert said.status == 200 and "茶杯" in said.body


@pytest.mark.parametrize("message", ["JF", "积分", "DD", "CX"])
def test_a_keyword_with_odd_characters_is_answered_as_without(hotline: Any, message: str) -> None:
    plain = hotline.sms_sender().text(message)
    odd = hotline.sms_sender().text(ODD + ODD.join(message) + ODD)
    assert (odd.status, odd.body) == (200, plain.body)


@pytest.mark.parametrize("channel", ["sms", "ussd"])
def test_a_complaint_is_filed_without_its_odd_characters(hotline: Any, channel: str) -> None:
    words = f"The parcel{ODD} never\r\ncame ❤️"
    if channel == "sms":
        thread = hotline.sms_sender()
        thread.text(f"TS {words}")
        filed = thread.text("1")
    else:
        screen = hotline.ussd_user()
        screen.dial()
        filed = screen.enter("7", "1", words, "1")
    assert filed.status == 200 and "抱歉" not in filed.body
    [(stored_words,)] = hotline.database.read(
        lambda conn: conn.execute(
            text("SELECT words FROM complaint WHERE words LIKE 'The parcel%'")
        ).all()
    )
    assert stored_words == "The parcel never\r\ncame ❤️"
