"""Texts that were stopped just now, and are not to be: they can come again at once."""

import pytest
from driver import Hotline, Member

REGRETS = [
    ("我没让你退订", "i didnt ask for that"),
    ("我没退订", "i didn't unsubscribe"),
    ("我没说要退订", "I never asked for this"),
    ("恢复", "restore it"),
    ("恢复吧", "undo"),
    ("弄错了", "put it back"),
]


def stops_offers(member: Member) -> Member:
    return member.speaks(
        "别再给我发广告了" if member.language == "zh" else "stop sending me offers", 0.95
    ).hears("stop_marketing-stopped")


@pytest.mark.parametrize(("zh", "en"), REGRETS)
def test_offers_that_were_stopped_by_mistake_come_again(member: Member, zh: str, en: str) -> None:
    stops_offers(member).speaks(zh if member.language == "zh" else en, 0.95)
    member.does_not_hear("engine-not_wished").is_asked("marketing.accept").picks("yes")
    member.hears("subscribe-subscribed")
    assert member.rows_of("member")[0].marketing_ok


@pytest.mark.parametrize("channel", ["sms"])
@pytest.mark.parametrize(("word", "flow"), [("TDDQ", "expiry_notices"), ("TDDJ", "tier_notices")])
def test_notice_that_was_stopped_by_mistake_comes_again(
    member: Member, word: str, flow: str
) -> None:
    member.enters(word).enters("恢复" if member.language == "zh" else "put it back")
    member.is_asked(f"{flow}.accept").says_yes().hears(f"start_{flow.split('_')[0]}-done")


@pytest.mark.parametrize("channel", ["sms"])
def test_who_has_stopped_nothing_brings_nothing_back(hotline: Hotline, member: Member) -> None:
    words = {"zh": "我没让你退订", "en": "i didnt ask for that"}[member.language]
    member.enters(words)
    assert member.open_question != "marketing.accept"
    stops_offers(member).waits(3600).enters(words)
    assert member.open_question != "marketing.accept"
