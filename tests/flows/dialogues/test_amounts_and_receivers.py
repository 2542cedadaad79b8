"""Whoever names another amount or receiver in place of the code changes what it confirms."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member

FIRST, SECOND = "13800000002", "13800000003"


def said(member: Member, zh: str, en: str) -> Member:
    return member.enters(zh if member.language == "zh" else en)


def at_code_of_points(member: Member) -> Member:
    said(member, f"给{FIRST}转500分", f"send 500 points to {FIRST}")
    return member.is_asked("give.code")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "points", "receiver"),
    [
        ("等等 转300", "hold on, transfer 300", 300, FIRST),
        ("还是送200算了", "no just give him 200", 200, FIRST),
        ("我想送二百分", "i want to transfer two hundred points", 200, FIRST),
        (f"给{FIRST}转300分", f"transfer 300 to {FIRST}", 300, FIRST),
        (f"送{SECOND} 500分", f"send {SECOND} 500 points", 500, SECOND),
        (f"送{SECOND} 200分吧", f"wait, transfer 200 points to {SECOND}", 200, SECOND),
    ],
)
def test_verb_of_giving_at_the_code_changes_the_gift(
    member: Member, zh: str, en: str, points: int, receiver: str
) -> None:
    first = at_code_of_points(member).code
    said(member, zh, en).is_asked("give.code")
    given = member.session.top.answers
    assert (given["points"], given["number"]) == (points, f"+86{receiver}")
    second = member.code
    member.enters(first).is_asked("give.code")
    assert member.points() == (12_345, 0)
    member.enters(second).hears("give-given", points=points)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("不送300了", "don't send 300"), ("转300可以吗", "can i send 300?"), ("再送300", "300 more")],
)
def test_other_words_with_an_amount_change_nothing(member: Member, zh: str, en: str) -> None:
    said(at_code_of_points(member), zh, en)
    if member.open_question == "give.code":
        assert member.session.top.answers["points"] == 500
    assert member.points() == (12_345, 0)
