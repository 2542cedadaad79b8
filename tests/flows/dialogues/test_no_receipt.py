"""Whoever has no receipt to enter goes on with an agent, or with a number after all; another number
than the one that is read back takes its place."""

import pytest
from driver import Member

from flows.dialogues.claim.no_number import has_no_number
from flows.dialogues.claim.number_words import asks_where

TYPED = pytest.mark.parametrize("channel", ["sms", "ussd"])
NO_NUMBER = [("没有单号", "no receipt"), ("小票丢了", "I lost the receipt")]


@TYPED
@pytest.mark.parametrize(("zh", "en"), NO_NUMBER)
def test_who_has_no_number_is_offered_an_agent(member: Member, zh: str, en: str) -> None:
    said = zh if member.language == "zh" else en
    member.asks_for("claim").is_asked("claim.receipt").enters(said)
    member.is_asked("claim.no_number").says_yes()
    member.hears("agent-writing" if member.traits.agents_write else "agent-booked")
    assert member.latest("handover", "requested_at").topic == "claim"


@TYPED
@pytest.mark.parametrize(("zh", "en"), NO_NUMBER)
def test_who_finds_a_number_goes_on_with_it(member: Member, zh: str, en: str) -> None:
    said = zh if member.language == "zh" else en
    member.asks_for("claim").enters("2026060112").is_asked("claim.confirm").enters(said)
    member.is_asked("claim.no_number").says_no().is_asked("claim.receipt")
    member.enters("2026060113").says_yes().describes_receipt().hears("claim-filed")


@pytest.mark.parametrize(
    ("text", "has_none"),
    [
        ("我没有小票", True),
        ("单号找不到了", True),
        ("can't find the receipt number", True),
        ("I don't have one", True),
        ("my receipt is gone", True),
        ("没错，是这个号", False),
        ("号码不对", False),
        ("no, that's the wrong number", False),
        ("没有", False),
        ("小票号是123456", False),
        ("没有单号可以补登吗？", False),
    ],
)
def test_words_that_say_that_there_is_no_number(text: str, has_none: bool) -> None:
    assert has_no_number(text) == has_none


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize(
    ("zh", "en"),
    [("不对，是123456788", "no, 123456788"), ("错了，123456788", "it's 123456788"),
     ("123456788", "123456788")],
)  # fmt: skip
def test_other_number_takes_the_place_of_what_is_read_back(
    member: Member, zh: str, en: str
) -> None:
    member.asks_for("claim").enters("123456789").is_asked("claim.confirm")
    member.enters(zh if member.language == "zh" else en).is_asked("claim.confirm")
    member.hears("claim-confirm", receipt="123456788").says_yes().describes_receipt()
    [claim] = member.rows_of("claim")
    assert claim.receipt_number == "123456788"


@pytest.mark.parametrize("channel", ["voice"])
def test_other_number_is_spoken(member: Member) -> None:
    zh, en = "不对，是一二三四五六七八八", "no, it's one two three four five six seven eight eight"
    member.asks_for("claim").enters("123456789").is_asked("claim.confirm")
    member.speaks(zh if member.language == "zh" else en).hears("claim-confirm", receipt="123456788")


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("单号在哪里", "where do I find the receipt number"),
        ("哪个是单号？", "which number is it, where is the number"),
        ("怎么找小票号码", "how do I find the number?"),
    ],
)
def test_where_the_number_stands_is_told(member: Member, zh: str, en: str) -> None:
    member.asks_for("claim").is_asked("claim.receipt")
    member.speaks(zh if member.language == "zh" else en).hears("claim-where")
    member.is_asked("claim.receipt").enters("12345678").is_asked("claim.confirm")
    member.speaks(zh if member.language == "zh" else en).hears("claim-where")
    member.is_asked("claim.confirm")


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("不是这个号", "wrong number"),
        ("号码错了", "that's not the number"),
        ("不对，输错了", "no, I typed the wrong number"),
    ],
)
def test_wrong_number_is_asked_for_again(member: Member, zh: str, en: str) -> None:
    member.asks_for("claim").enters("12345678").is_asked("claim.confirm")
    member.speaks(zh if member.language == "zh" else en).is_asked("claim.receipt")
    member.enters("87654321").hears("claim-confirm", receipt="87654321")


@pytest.mark.parametrize("text", ["快递单号在哪里", "where is my order number"])
def test_number_of_something_else_is_no_receipts(text: str) -> None:
    assert not asks_where(text)
