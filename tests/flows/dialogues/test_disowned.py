"""Points that were used without the member's doing: an agent is offered, and never is it said that
nothing was done."""

import pytest
from driver import Member

from flows.dialogues.account.disowned import is_disowned

DISOWNED = [
    ("这不是我换的", "i didn't do that!!"),
    ("我没换过", "I never redeemed that"),
    ("这个不是我操作的啊", "that wasn't me"),
    ("我没有换过东西", "I haven't used any points"),
    ("那个不是我的号", "that's not my number"),
]
OTHER = [
    "不是我",
    "我没换",
    "我没收到",
    "我没用",
    "不是我要的",
    "我没用过积分怎么用",
    "我送过了",
    "I didn't get it",
    "I didn't do it right",
    "not me",
    "不是我的号码吗",
    "I never use it",
    "it isn't working",
    "I didn't get my points",
]


def said(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en)


@pytest.mark.parametrize(("zh", "en"), DISOWNED)
def test_agent_is_offered_after_the_history(member: Member, zh: str, en: str) -> None:
    member.asks_for("history").enters_pin_if_asked()
    said(member, zh, en).is_asked("offer.help").does_not_hear("engine-not_wished")


@pytest.mark.parametrize(("zh", "en"), DISOWNED)
def test_agent_is_offered_where_nothing_is_open(member: Member, zh: str, en: str) -> None:
    member.calls()
    said(member, zh, en).is_asked("offer.help").does_not_hear("engine-not_wished")


@pytest.mark.parametrize("text", OTHER)
def test_other_words_disown_nothing(text: str) -> None:
    assert not is_disowned(text)
