"""Points for those of another programme, as scripts: on all channels, in both languages."""

from collections.abc import Callable, Iterator

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import DIAMOND, NEW, Hotline, Member

from core.loyalty import partner_exchange
from core.members import profiles
from core.programme import set_current_rules, shipped_rules
from core.seed import PIN

MILES = {"zh": "航空里程", "en": "airline miles"}


def wants_to_exchange(member: Member) -> Member:
    return member.asks_for("exchange").enters_pin_if_asked().is_asked("exchange.pick")


def asks_partner(hotline: Hotline, amount: int, *, key: str, who: int = 1) -> None:
    """Another exchange, by another channel."""
    hotline.database.run(
        lambda conn: partner_exchange.request(
            conn,
            member=profiles.by_id(conn, who),
            partner="airline",
            amount=amount,
            key=key,
            at=hotline.at,
            exchange_id=key,
        )
    )


def test_points_are_held_until_the_partner_answers(buyer: Member) -> None:
    wants_to_exchange(buyer).picks("airline").hears("exchange-points", most=12_300, step=100)
    buyer.is_asked("exchange.points").enters("1000")
    told = "code_sent" if buyer.confirms_by_code else "confirm"
    facts = {"points": 1_000, "partner_points": 500, "left": 11_345}
    buyer.hears(f"exchange-{told}", gets=MILES[buyer.language], **facts)
    assert buyer.points() == (12_345, 0)  # asked, and nothing exchanged
    buyer.confirms().hears("exchange-asked", **facts).has_final_answer()
    assert buyer.points() == (11_345, 1_000)
    [row] = buyer.rows_of("exchange")
    assert (row.partner, row.amount, row.partner_amount, row.status, row.receiver) == (
        "airline",
        1_000,
        500,
        "open",
        "+8613800000001",
    )
    assert buyer.hotline.is_sound()


@pytest.mark.parametrize("language", ["zh"])
@pytest.mark.parametrize("channel", ["voice"])
def test_what_is_read_back_on_the_phone(member: Member, channel: str, language: str) -> None:
    wants_to_exchange(member).picks("airline").enters("1000").is_asked("exchange.confirm")
    read_back = "您要用一千分换五百航空里程，换完还剩一万一千三百四十五分，确认以后不能取消。"
    assert read_back in member.screen
    member.says_yes()
    assert "正在换五百航空里程，结果会用短信告诉您。" in member.screen


@pytest.mark.parametrize("language", ["zh"])
@pytest.mark.parametrize("channel", ["sms"])
def test_what_is_read_back_by_text(member: Member, channel: str, language: str) -> None:
    wants_to_exchange(member).picks("airline").enters("1000分").is_asked("exchange.code")
    assert "用1000分换500航空里程，余11345分，不能取消。验证码" in member.screen


@VOICE_ONLY
def test_exchange_by_phone_requires_the_pin(member: Member, channel: str) -> None:
    member.calls().picks("redeem", "exchange").is_asked("identify.pin")
    member.enters(PIN).is_asked("exchange.pick")


@VOICE_ONLY
def test_more_than_five_thousand_points_need_a_code_too(member: Member, channel: str) -> None:
    wants_to_exchange(member).picks("airline").enters("6000").is_asked("exchange.confirm")
    member.says_yes().is_asked("exchange.code")


@SMS_ONLY
@pytest.mark.parametrize("words", ["HZ 1000", "互换 1000", "EXCHANGE 1000"])
def test_points_may_follow_the_keyword(member: Member, words: str) -> None:
    member.enters(words).is_asked("exchange.pick").picks("fixed_line")
    member.hears("exchange-code_sent", points=1_000, partner_points=1_000)


@SMS_ONLY
@pytest.mark.parametrize("words", ["我想互换积分", "i want to exchange my points"])
def test_a_wish_in_words_opens_it(member: Member, words: str) -> None:
    member.speaks(words)
    if member.open_question == "offer_wishes.which":
        member.picks("exchange")
    member.is_asked("exchange.pick")


def test_declined_exchange_holds_no_points(member: Member) -> None:
    wants_to_exchange(member).picks("airline").enters("500")
    if member.confirms_by_code:
        member.says_main()
    else:
        member.says_no().hears("exchange-cancelled")
    assert member.points() == (12_345, 0)
    assert member.rows_of("exchange") == []


@pytest.mark.parametrize("entered", ["150", "50"])
def test_points_that_are_no_steps_are_asked_for_again(member: Member, entered: str) -> None:
    wants_to_exchange(member).picks("airline").enters(entered)
    member.hears("exchange-steps", step=100, most=12_300).is_asked("exchange.points")
    member.enters("200").is_asked(
        "exchange.code" if member.confirms_by_code else "exchange.confirm"
    )


def test_more_than_there_is_keeps_the_partner(member: Member) -> None:
    wants_to_exchange(member).picks("airline").enters("13000")
    member.hears("exchange-at_most", most=12_300, held=0).is_asked("exchange.points")


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize("words", {"zh": "全部", "en": "all"}.values())
def test_all_is_as_many_as_make_whole_steps(member: Member, channel: str, words: str) -> None:
    wants_to_exchange(member).picks("airline").enters(words)
    told = "code_sent" if member.confirms_by_code else "confirm"
    member.hears(f"exchange-{told}", points=12_300, left=45)


def test_exchange_is_refused_until_enough_points_are_earned(
    hotline: Hotline, member_with_number: Callable[[str], Member]
) -> None:
    """Before any partner is offered."""
    newcomer = member_with_number(NEW)
    hotline.change(
        "UPDATE member SET pin_hash = (SELECT pin_hash FROM member WHERE member_id = 1)"
        " WHERE member_id = 4"
    )
    newcomer.asks_for("exchange").enters_pin_if_asked()
    newcomer.hears("exchange-not_open", missing=1_000, opens_after=1_000).has_final_answer()


def test_too_few_points_and_those_on_hold_are_said(hotline: Hotline, member: Member) -> None:
    asks_partner(hotline, 12_300, key="a")
    wants_to_exchange(member).picks("airline")
    member.hears("exchange-too_few", step=100, available=45, held=12_300).has_final_answer()


def test_the_months_limit_is_said(hotline: Hotline, channel: str, language: str) -> None:
    asks_partner(hotline, 49_000, key="a", who=3)
    member = hotline.member(channel, language, DIAMOND)
    wants_to_exchange(member).picks("airline").enters("2000")
    member.hears("exchange-limit_left", points_max=50_000, most=1_000).is_asked("exchange.points")
    asks_partner(hotline, 1_000, key="b", who=3)
    member.enters("1000").hears("exchange-limit", points_max=50_000).has_final_answer()


def test_points_that_went_since_the_question(hotline: Hotline, member: Member) -> None:
    wants_to_exchange(member).picks("airline").enters("5000")
    asks_partner(hotline, 8_000, key="a")
    member.confirms().hears("exchange-at_most", most=4_300, held=8_000).is_asked("exchange.points")
    assert member.points() == (4_345, 8_000)


@pytest.fixture
def partners() -> Iterator[Callable[[int], None]]:
    """(count) -> the programme has so many partners."""

    def first(count: int) -> None:
        rules = shipped_rules()
        exchange = rules.exchange.model_copy(update={"partners": rules.exchange.partners[:count]})
        set_current_rules(rules.model_copy(update={"exchange": exchange}))

    yield first
    set_current_rules(shipped_rules())


def test_nobody_is_asked_which_of_one_partner(
    member: Member, partners: Callable[[int], None]
) -> None:
    partners(1)
    member.asks_for("exchange").enters_pin_if_asked().is_asked("exchange.points")
    member.hears("exchange-points", name=MILES[member.language])


def test_a_programme_without_partners_says_so(
    member: Member, partners: Callable[[int], None]
) -> None:
    partners(0)
    member.asks_for("exchange").enters_pin_if_asked().hears("exchange-nothing").has_final_answer()


def test_a_partner_that_leaves_meanwhile(member: Member, partners: Callable[[int], None]) -> None:
    wants_to_exchange(member).picks("fixed_line").enters("500")
    partners(1)
    member.confirms().hears("exchange-nothing").has_final_answer()
    partners(2)
    wants_to_exchange(member).picks("fixed_line").is_asked("exchange.points")
    partners(1)
    member.enters("500").hears("exchange-nothing").has_final_answer()
    assert member.points() == (12_345, 0)


def test_one_of_the_partners_points_is_one(member: Member) -> None:
    wants_to_exchange(member).picks("fixed_line").enters("1")
    told = "code_sent" if member.confirms_by_code else "confirm"
    one = {"zh": "固话积分", "en": "landline point"}[member.language]
    member.hears(f"exchange-{told}", points=1, partner_points=1, gets=one)
