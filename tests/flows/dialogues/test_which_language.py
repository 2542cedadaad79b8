"""Whoever has not chosen a language is answered in the one that they write."""

import pytest
from driver import ACTIVE, ENGLISH, STRANGER, Hotline, Member

from flows.engine import session_language
from flows.protocol import Channel, Heard, HeardKind


def languages(member: Member, *texts: str) -> list[str]:
    answered = []
    for text in texts:
        turn = member.enters(text).turn
        assert turn is not None
        answered.append(turn.language)
    return answered


def test_stranger_is_answered_in_the_language_of_the_text(hotline: Hotline) -> None:
    stranger = hotline.member("sms", None, STRANGER)
    texts = ("how do I join?", "8", "你好", "JF", "I need an agent", "菜单")
    assert languages(stranger, *texts) == ["en", "en", "zh", "zh", "en", "zh"]


def test_stranger_who_writes_chinese_is_answered_so_where_english_is_usual(
    hotline: Hotline,
) -> None:
    stranger = hotline.member("sms", "en", STRANGER)
    assert languages(stranger, "JF", "怎么入会", "BALANCE") == ["en", "zh", "en"]


def test_member_without_a_language_is_answered_as_they_write(hotline: Hotline) -> None:
    member = hotline.member("sms", None, ACTIVE)
    assert languages(member, "what is my balance", "查积分") == ["en", "zh"]
    assert member.latest("member", "member_id").language is None


@pytest.mark.parametrize(("number", "language"), [(ACTIVE, "zh"), (ENGLISH, "en")])
def test_language_that_was_chosen_stays(hotline: Hotline, number: str, language: str) -> None:
    member = hotline.member("sms", language, number)
    assert set(languages(member, "what is my balance", "查积分")) == {language}


@pytest.mark.parametrize("text", ["DH 2", "CX", "ok", "nihao", "12", "?", "105", "TD", "DY", "👍"])
def test_what_tells_no_language(hotline: Hotline, text: str) -> None:
    heard = Heard(Channel.SMS, "s", STRANGER, "m", HeardKind.ENTERED, text)
    keywords = hotline.dialogues.keywords
    for present in ("zh", "en"):
        assert session_language.written_to(heard, None, present, keywords) == present


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "EN"), ("zh", "English please"), ("en", "ZH")]
)
def test_language_that_is_named_where_it_is_asked_for(
    hotline: Hotline, language: str, text: str
) -> None:
    """It is taken, and not asked for again."""
    member = hotline.member("sms", language, ACTIVE if language == "zh" else ENGLISH)
    member.asks_for("language").is_asked("language.choose").enters(text)
    member.language = "en" if language == "zh" else "zh"
    member.hears("language-done").has_final_answer()
