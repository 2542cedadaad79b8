"""The numbers of the membership and its card: told, added, removed, and which is the main one."""

from functools import partial

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import ACTIVE, Hotline, Member

from core.members import cards, numbers
from core.members.numbers import FURTHER_MAX
from flows.dialogues.numbers.wanted import names_card, wanted_in

SECOND, THIRD, FIXED = "+8613900000001", "+8613900000002", "+862584567890"
CARD = "880000000000000001" + cards.check_digit("880000000000000001")


def has(hotline: Hotline, *those: str) -> None:
    for number in those:
        hotline.database.run(
            lambda conn, number=number: numbers.add(
                conn, member_id=1, number=number, by="billing", key=number, at=hotline.at
            )
        )


def has_card(hotline: Hotline) -> None:
    hotline.database.run(partial(cards.add_stock, first=CARD[:-1], count=1))
    hotline.database.run(
        lambda conn: cards.issue(conn, member_id=1, number=CARD, by="agent", at=hotline.at)
    )


def mine(hotline: Hotline) -> tuple[str, set[str]]:
    """The main number, and all."""
    main = hotline.row("SELECT number FROM member WHERE member_id = 1")[0]
    return main, {row[0] for row in hotline.rows("SELECT number FROM msisdn WHERE member_id = 1")}


def wants(member: Member, what: str) -> Member:
    """Picks from the menu of numbers; by text, its key is the same."""
    return member.asks_for("numbers").enters_pin_if_asked().picks(what).enters_pin_if_asked()


def confirms_here(member: Member) -> Member:
    """Proves that it is the member who asks."""
    return member.enters(member.code) if member.channel == "sms" else member.says_yes()


def test_numbers_and_card_are_told(hotline: Hotline, member: Member) -> None:
    has(hotline, SECOND, FIXED)
    has_card(hotline)
    member.asks_for("numbers").enters_pin_if_asked().is_asked("numbers.which")
    member.hears("numbers-which", mobiles=2, fixed=1, own="138****0001", card=CARD[-4:])
    assert CARD not in member.screen


def test_number_is_added_with_its_holders_code(hotline: Hotline, member: Member) -> None:
    wants(member, "add").is_asked("change_numbers.entered").enters("13900000001")
    confirms_here(member).is_asked("change_numbers.agreement")
    assert mine(hotline)[1] == {ACTIVE}
    told = hotline.rows("SELECT payload FROM outbox WHERE topic = 'code'")
    assert len(told) == 1
    assert SECOND in str(told[0][0])
    member.enters(member.texted_code).hears("change_numbers-done", change="add")
    member.has_final_answer()
    assert mine(hotline) == (ACTIVE, {ACTIVE, SECOND})
    assert hotline.is_sound()


def test_wrong_code_adds_nothing(hotline: Hotline, member: Member) -> None:
    wants(member, "add").enters("13900000001")
    confirms_here(member).enters("111111").hears("change_numbers-code_wrong", tries=2)
    member.enters("111111").enters("111111").hears("change_numbers-expired").has_final_answer()
    assert mine(hotline)[1] == {ACTIVE}


@SMS_ONLY
def test_code_of_the_member_is_not_that_of_the_holder(hotline: Hotline, member: Member) -> None:
    """A sender can be forged, so the member proves who asks, apart from the number's holder."""
    wants(member, "add").enters("13900000001").hears("change_numbers-code_sent")
    own = member.code
    member.enters(own).is_asked("change_numbers.agreement")
    member.enters(own).hears("change_numbers-code_wrong")
    assert mine(hotline)[1] == {ACTIVE}


def test_number_of_another_member_is_not_added(hotline: Hotline, member: Member) -> None:
    wants(member, "add").enters("13800000002")
    confirms_here(member).enters(member.texted_code).hears("change_numbers-refused")
    assert mine(hotline)[1] == {ACTIVE}
    assert hotline.is_sound()


def test_what_cannot_be_added_is_said_at_once(hotline: Hotline, member: Member) -> None:
    wants(member, "add").enters("13800000001").hears("change_numbers-yours")
    member.is_asked("change_numbers.entered").enters("19999999999999")
    member.hears("change_numbers-no_number").is_asked("change_numbers.entered")
    member.enters(FIXED.removeprefix("+86")).hears("change_numbers-fixed_line")
    assert mine(hotline)[1] == {ACTIVE}


def test_membership_has_so_many_numbers(hotline: Hotline, member: Member) -> None:
    has(hotline, *(f"+861390000001{n}" for n in range(FURTHER_MAX)))
    wants(member, "add").hears("change_numbers-full").has_final_answer()


def test_other_number_becomes_the_main_one(hotline: Hotline, member: Member) -> None:
    has(hotline, SECOND, FIXED)
    wants(member, "main").is_asked("change_numbers.pick")
    assert FIXED[-4:] not in member.screen
    confirms_here(member.picks(SECOND)).hears("change_numbers-done", change="main")
    member.has_final_answer()
    assert mine(hotline) == (SECOND, {ACTIVE, SECOND, FIXED})


def test_number_is_removed_but_not_the_one_in_use(hotline: Hotline, member: Member) -> None:
    has(hotline, SECOND, FIXED)
    other = Member(hotline, member.channel, member.language, SECOND)
    wants(other, "remove").is_asked("change_numbers.pick")
    confirms_here(other.picks(FIXED)).hears("change_numbers-done", change="remove")
    assert mine(hotline) == (ACTIVE, {ACTIVE, SECOND})
    wants(other.waits(61), "remove").hears("change_numbers-in_use")


def test_no_leaves_the_numbers_as_they_are(hotline: Hotline, member: Member) -> None:
    has(hotline, SECOND)
    wants(member, "remove").picks(SECOND)
    if member.channel == "sms":
        member.enters({"zh": "算了", "en": "never mind"}[member.language])
    else:
        member.says_no().hears("change_numbers-cancelled")
    assert mine(hotline) == (ACTIVE, {ACTIVE, SECOND})


def test_new_number_of_the_member_is_told_about(member: Member) -> None:
    member.asks_for("numbers").enters_pin_if_asked().picks("change")
    member.hears("numbers-change").has_final_answer()


def test_lost_card_is_blocked_after_a_yes(hotline: Hotline, member: Member) -> None:
    has_card(hotline)
    wants(member, "lost").is_asked("lost_card.confirm").says_no().hears("lost_card-cancelled")
    wants(member, "lost").says_yes().hears("lost_card-reported", card=CARD[-4:])
    assert hotline.row("SELECT state FROM card WHERE number = :n", n=CARD)[0] == "lost"
    assert hotline.row("SELECT status FROM member WHERE member_id = 1")[0] == "active"
    wants(member, "lost").hears("lost_card-none")


def test_card_that_was_issued_since_the_question_stays(hotline: Hotline, member: Member) -> None:
    has_card(hotline)
    wants(member, "lost").is_asked("lost_card.confirm")
    other = "880000000000000002"
    other += cards.check_digit(other)
    hotline.database.run(partial(cards.add_stock, first=other[:-1], count=1))
    hotline.database.run(
        lambda conn: cards.issue(conn, member_id=1, number=other, by="agent", at=hotline.at)
    )
    member.says_yes().hears("lost_card-none")
    assert hotline.row("SELECT state FROM card WHERE number = :n", n=other)[0] == "active"


@VOICE_ONLY
@pytest.mark.parametrize("language", ["zh"])
def test_it_stands_behind_leaving(member: Member, channel: str, language: str) -> None:
    """5 5 3 on the phone: leaving is the first, the numbers the second."""
    member.calls().enters("5").enters("5").enters("3").is_asked("membership_menu.menu")
    member.enters("2").enters_pin_if_asked().is_asked("numbers.which")


IN_WORDS = [
    ("我的号码", "numbers.which"),
    ("我名下有哪些号", "numbers.which"),
    ("what numbers are on my account", "numbers.which"),
    ("my numbers", "numbers.which"),
    ("我要换个号码", "numbers-change"),
    ("change my number", "numbers-change"),
    ("我的会员卡号是多少", "numbers-card_is"),
    ("what's my card number", "numbers-card_is"),
    ("把固话并到会员里", "change_numbers.entered"),
    ("link another phone", "change_numbers.entered"),
    ("換主號碼", "change_numbers-none"),
    ("remove a number", "change_numbers-none"),
]


@SMS_ONLY
@pytest.mark.parametrize(("words", "leads_to"), IN_WORDS)
def test_words_say_what_of_it(member: Member, channel: str, words: str, leads_to: str) -> None:
    member.enters(words)
    if "-" in leads_to:
        member.hears(leads_to)
    else:
        member.is_asked(leads_to)


@SMS_ONLY
@pytest.mark.parametrize("words", ["会员卡丢了", "I lost my membership card"])
def test_lost_card_is_no_lost_phone(
    hotline: Hotline, member: Member, channel: str, words: str
) -> None:
    has_card(hotline)
    member.enters(words).is_asked("lost_card.confirm")


@SMS_ONLY
@pytest.mark.parametrize("words", ["卡丢了", "lost my card"])
def test_card_may_be_that_of_the_phone(
    hotline: Hotline, member: Member, channel: str, words: str
) -> None:
    """Which is asked, unless the member has no other."""
    member.enters(words).is_asked("report_lost.confirm").says_no()
    has_card(hotline)
    member.enters(words).is_asked("report_lost.which").picks("card")
    member.is_asked("lost_card.confirm").says_no()
    member.enters(words).picks("phone").is_asked("report_lost.confirm")


@pytest.mark.parametrize(
    ("words", "is_card"),
    [
        ("手机卡丢了", False),
        ("sim card lost", False),
        ("我的手机不见了", False),
        ("金卡掉了", True),
    ],
)
def test_what_card_is_lost(words: str, is_card: bool) -> None:
    assert names_card(words) is is_card


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("主号码换成另一个", "main"),
        ("make my other phone the main one", "main"),
        ("解绑号码", "remove"),
        ("take my old phone off my account", "remove"),
        ("座机也绑上", "add"),
        ("I have a new number now", "change"),
        ("名下号码", ""),
    ],
)
def test_what_of_the_numbers_is_wanted(words: str, wanted: str) -> None:
    assert wanted_in(words) == wanted


@SMS_ONLY
@pytest.mark.parametrize(
    ("words", "change", "number"),
    [
        ("加13800000128", "add", "13800000128"),
        ("加号码 13800000128", "add", "13800000128"),
        ("add my number 13800000128", "add", "13800000128"),
        ("删掉13900000001", "remove", "139****0001"),
        ("remove 139 0000 0001", "remove", "139****0001"),
        ("把13900000001设为主号", "main", "139****0001"),
        ("make 13900000001 the main one", "main", "139****0001"),
    ],
)
def test_number_is_named_with_what_becomes_of_it(
    hotline: Hotline, member: Member, words: str, change: str, number: str
) -> None:
    has(hotline, SECOND, THIRD)
    member.enters(words).hears("change_numbers-code_sent", change=change)
    assert number in member.screen


@pytest.mark.parametrize(("zh", "en"), [("删掉13900000001", "remove 13900000001")])
def test_number_is_removed_as_it_is_named(
    hotline: Hotline, member: Member, zh: str, en: str
) -> None:
    has(hotline, SECOND, THIRD)
    member.speaks(zh if member.language == "zh" else en, 0.95).enters_pin_if_asked()
    confirms_here(member).hears("change_numbers-done", change="remove")
    assert mine(hotline) == (ACTIVE, {ACTIVE, THIRD})


@SMS_ONLY
@pytest.mark.parametrize("words", ["删掉13900000077", "remove 13900000077"])
def test_number_of_nobody_removes_none(hotline: Hotline, member: Member, words: str) -> None:
    member.enters(words).hears("change_numbers-none")


@SMS_ONLY
@pytest.mark.parametrize("words", ["给13900000001加10元话费", "add 10 yuan to 13900000001"])
def test_number_beside_another_wish_is_not_added(member: Member, words: str) -> None:
    member.enters(words).does_not_hear("change_numbers-code_sent")


@pytest.mark.parametrize(
    ("zh", "en"), [("删除我的号码", "remove my number"), ("删掉13900000001", "remove 13900000001")]
)
def test_number_in_use_is_removed_from_another(
    hotline: Hotline, member: Member, zh: str, en: str
) -> None:
    has(hotline, SECOND)
    other = Member(hotline, member.channel, member.language, SECOND)
    other.speaks(zh if member.language == "zh" else en, 0.95).enters_pin_if_asked()
    other.hears("change_numbers-in_use").has_final_answer()
    assert mine(hotline) == (ACTIVE, {ACTIVE, SECOND})
