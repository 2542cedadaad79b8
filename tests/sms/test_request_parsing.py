"""Twilio's messaging parameters, parsed. Keywords are tested in test_keywords."""

from dataclasses import replace
from typing import Any

import pytest

from flows.protocol import Channel, Heard, HeardKind
from sms.request_parsing import answered_by_carrier, message
from web.errors import BadRequest

TEXT = {"MessageSid": "SM1", "From": "+8613800000001", "Body": "JF"}


def heard(**parts: Any) -> Heard:
    return Heard(
        **{
            "channel": Channel.SMS,
            "session_id": "sms:+8613800000001",
            "caller": "+8613800000001",
            "message_id": "SM1",
            "kind": HeardKind.ENTERED,
            **parts,
        }
    )


def command(name: str, argument: str = "") -> Heard:
    return heard(kind=HeardKind.COMMAND, command=name, text=argument)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("JF", command("balance")),
        ("  ｊｆ。", command("balance")),
        ("H", command("main")),
        ("菜单", command("main")),
        ("?", command("help")),
        ("帮助！", command("help")),
        ("返回", command("back")),
        ("EN", command("en")),
        ("中文", command("zh")),
        ("RG", command("agent")),
        ("DH 2", command("redeem", "2")),
        ("HF10", command("credit", "10")),
        ("TS 账单不对，多扣了 5 元", command("complain", "账单不对，多扣了 5 元")),
        ("td", command("stop_marketing")),
        ("123456", heard(text="123456")),
        ("Y 123 456", heard(text="123456")),
        ("确认123456", heard(text="123456")),
        ("Y", heard(text="Y")),
        ("my bill is wrong", heard(text="my bill is wrong")),
        ("", heard(text="")),
        ("👍", heard(text="👍")),
        ("STOP", command("stop_marketing")),
        ("Stop.", command("stop_marketing")),
        ("ＳＴＯＰ ALL", command("stop_marketing")),
        ("stopall", command("stop_marketing")),
        ("CANCEL", heard(text="CANCEL")),
        ("START", command("subscribe")),
        ("HELP", command("help")),
        ("help me", heard(text="help me")),
        # One typing error: the text as typed, and what it may have meant.
        ("GITF 2", heard(text="GITF 2", command="redeem", guessed="GIFT 2", argument="2")),
        ("MENV", heard(text="MENV", command="main", guessed="MENU")),
    ],
    ids=repr,
)
def test_message_body_is_parsed(body: str, expected: Heard) -> None:
    assert message(TEXT | {"Body": body}) == replace(expected, typed=body)


@pytest.mark.parametrize(
    ("kind", "body", "is_answered"),
    [
        ("STOP", "stop", True),
        ("HELP", "help", True),
        ("START", "start", True),
        ("START", "Yes.", False),  # it may be the answer to what we asked
        ("", "STOP", False),
    ],
)
def test_carrier_answered_keyword_is_recognised(kind: str, body: str, is_answered: bool) -> None:
    assert answered_by_carrier(TEXT | {"Body": body, "OptOutType": kind}) is is_answered


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"Body": None}, "Body is missing"),
        ({"Body": "x" * 39_016}, "Body is longer"),
        ({"From": None}, "From"),
        ({"From": ""}, "From"),
        ({"From": "anonymous"}, "From"),
        ({"From": "+1"}, "From"),
        ({"MessageSid": None}, "MessageSid"),
        ({"MessageSid": "S" * 10_000}, "MessageSid"),
    ],
    ids=str,
)
def test_malformed_message_is_rejected(form: dict[str, str | None], why: str) -> None:
    given = {name: value for name, value in (TEXT | form).items() if value is not None}
    with pytest.raises(BadRequest, match=why):
        message(given)


def test_longest_body_is_not_truncated() -> None:
    assert message(TEXT | {"Body": "x" * 39_015}).typed == "x" * 39_015
