"""Points for another receiver than was named first: the amount is kept, and is read back again."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member

FIRST, SECOND = "13800000002", "13800000003"
SHOWN = "138****0003"
CORRECTIONS = [
    (f"不，送给{SECOND}", f"no, to {SECOND}"),
    (f"送给{SECOND}吧", f"give it to {SECOND} instead"),
    (f"不是{FIRST}，是{SECOND}", f"not {FIRST} but {SECOND}"),
    (f"号码错了，是{SECOND}", f"wrong number, it's {SECOND}"),
]


def said(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en)


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), CORRECTIONS)
def test_receiver_changes_at_the_code_which_is_void(member: Member, zh: str, en: str) -> None:
    member.enters(f"ZZ {FIRST}").enters("100").is_asked("give.code")
    old = member.code
    said(member, zh, en).hears("give-code_sent", points=100, to=SHOWN).is_asked("give.code")
    assert member.code != old
    new = member.code
    member.enters(old).hears("engine-left_code").enters(new).hears("give-given", to=SHOWN)


@pytest.mark.parametrize(("zh", "en"), CORRECTIONS)
def test_receiver_changes_at_the_amount(member: Member, zh: str, en: str) -> None:
    member.asks_for("give").enters_pin_if_asked().enters(FIRST).is_asked("give.amount")
    said(member, zh, en).is_asked("give.amount")
    assert member.session.top.answers["to"] == SHOWN
    member.enters("100")
    assert member.session.top.answers["points"] == 100
    assert member.session.top.answers["to"] == SHOWN


def test_amount_behind_the_other_receiver_is_taken(member: Member) -> None:
    member.asks_for("give").enters_pin_if_asked().enters(FIRST).is_asked("give.amount")
    said(member, f"不，送200给{SECOND}", f"no, 200 to {SECOND}")
    assert member.session.top.answers["points"] == 200
    assert member.session.top.answers["to"] == SHOWN


@SMS_ONLY
def test_number_that_was_named_and_is_refused_gets_nothing(member: Member) -> None:
    member.enters(f"ZZ {FIRST} 100").is_asked("give.code")
    said(member, f"不送给{FIRST}了", f"not to {FIRST}").does_not_hear("give-code_sent")
    assert member.rows_of("transfer") == []


@SMS_ONLY
def test_keyword_with_a_number_alone_names_the_receiver(member: Member) -> None:
    said(member, f"ZZ {FIRST}", f"GIVE {FIRST}").is_asked("give.amount")
