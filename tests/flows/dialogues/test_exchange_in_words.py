"""Exchanging points in words of the member's own: the partner, its units, a correction."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member

TYPED = pytest.mark.parametrize("channel", ["sms", "ussd"])


def is_read_back(member: Member, points: int, theirs: int) -> None:
    told = "code_sent" if member.confirms_by_code else "confirm"
    member.hears(f"exchange-{told}", points=points, partner_points=theirs)
    assert member.rows_of("exchange") == []


@SMS_ONLY
@pytest.mark.parametrize(
    ("words", "points", "theirs"),
    [
        ("我要用积分换1000里程", 2_000, 1_000),
        ("get me 500 airline miles", 1_000, 500),
        ("我要用积分换520里程", 1_100, 550),  # rounded up to a whole step
        ("帮我把2000分换成航空里程", 2_000, 1_000),
        ("把2000积分换成南航里程", 2_000, 1_000),
        ("exchange 1000 points for airline miles", 1_000, 500),
        ("用3千分换航空里程", 3_000, 1_500),
        ("exchange 2k points for airline miles", 2_000, 1_000),
        ("get me 1 thousand airline miles", 2_000, 1_000),
    ],
)
def test_wish_names_the_partner_and_the_units(
    member: Member, words: str, points: int, theirs: int
) -> None:
    member.enters(words).enters_pin_if_asked()
    is_read_back(member, points, theirs)


@TYPED
@pytest.mark.parametrize(
    ("words", "points"),
    [
        ("我想用一千分", 1_000),
        ("不超过五百", 500),
        ("都换", 12_300),
        ("最多", 12_300),
        ("the max", 12_300),
        ("一半", 6_100),
        ("half", 6_100),
        ("1000点", 1_000),
        ("1000分，不对，2000分", 2_000),
        ("500, no 600", 600),
        ("1000里程", 2_000),
        ("500 miles", 1_000),
    ],
)
def test_amount_is_read(member: Member, words: str, points: int) -> None:
    member.asks_for("exchange").enters_pin_if_asked().picks("airline").enters(words)
    is_read_back(member, points, points // 2)


@TYPED
@pytest.mark.parametrize("words", ["大概几百", "500或者600", "a few hundred"])
def test_amount_that_is_not_clear_is_answered_with_what_can_be_had(
    member: Member, words: str
) -> None:
    member.asks_for("exchange").enters_pin_if_asked().picks("airline").enters(words)
    member.hears("exchange-steps", step=100, most=12_300).is_asked("exchange.points")


@TYPED
@pytest.mark.parametrize("words", ["the airline one", "南航", "里程吧", "不要固话，要里程"])
def test_partner_is_picked_by_its_words(member: Member, words: str) -> None:
    member.asks_for("exchange").enters_pin_if_asked().enters(words).is_asked("exchange.points")
    assert member.session.top.answers["partner"] == "airline"


@TYPED
@pytest.mark.parametrize("words", ["不要里程，要固话", "not miles, landline points"])
def test_partner_that_is_wanted_instead_is_picked(member: Member, words: str) -> None:
    member.asks_for("exchange").enters_pin_if_asked().enters(words).is_asked("exchange.points")
    assert member.session.top.answers["partner"] == "fixed_line"


@TYPED
def test_amount_beside_the_partner_is_not_asked_for_again(member: Member) -> None:
    member.asks_for("exchange").enters_pin_if_asked().enters("1000里程")
    is_read_back(member, 2_000, 1_000)


@TYPED
@pytest.mark.parametrize("words", ["查积分", "check my points"])
def test_other_wish_at_the_amount_is_followed(member: Member, words: str) -> None:
    member.asks_for("exchange").enters_pin_if_asked().picks("airline").enters(words)
    assert member.open_question != "exchange.points" or "12345" in member.screen.replace(",", "")
    assert member.rows_of("exchange") == []
