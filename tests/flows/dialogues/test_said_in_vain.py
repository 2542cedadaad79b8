"""What members say that must not be said in vain: words that nobody understood, "cancel it" of what
is open, and a code that they have cancelled."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import Hotline, Member

from flows.language import Label, sms_segments, understanding

UNKNOWN = {"zh": "桌子板凳", "en": "peanut butter"}
ALIKE = {"zh": "花生米", "en": "red wagon"}


def said(member: Member, zh: str, en: str) -> Member:
    return member.enters(zh if member.language == "zh" else en)


@SMS_ONLY
def test_first_words_that_are_not_understood_are_quoted_in_one_segment(member: Member) -> None:
    words = UNKNOWN[member.language]
    member.enters(words).hears("engine-not_clear", excerpt=words).hears("engine-help")
    assert member.open_question is None
    assert sms_segments.segments(member.screen).count == 1


@SMS_ONLY
def test_quoted_words_end_with_one_mark(member: Member) -> None:
    said(member, "桌子板凳！！", "peanut butter!!")
    quoted = {"zh": "没看懂“桌子板凳”。", "en": 'get "peanut butter."'}[member.language]
    assert quoted in member.screen


@SMS_ONLY
def test_the_menu_comes_at_the_second_miss_and_an_agent_at_the_third(member: Member) -> None:
    words = UNKNOWN[member.language]
    member.enters(words).enters(words).hears("engine-not_clear").is_asked("text_home.menu")
    said(member, "板凳桌子", "jam sandwich").is_asked("offer.help")


@SMS_ONLY
def test_number_that_answers_nothing_has_the_menu(member: Member) -> None:
    member.enters("12").hears("engine-not_clear", excerpt="none").is_asked("text_home.menu")


CANCELS = [
    ("取消掉吧", "please cancel it"),
    ("帮我取消掉", "cancel that please"),
    ("麻烦帮忙把它取消掉吧", "could you cancel it please?"),
    ("能帮我取消吗", "i want to cancel that"),
    ("甭办了", "just cancel it"),
]


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), CANCELS)
@pytest.mark.parametrize(
    ("begins", "asked"),
    [
        ("DH 2", "redeem_gift.code"),
        ("DH", "redeem_gift.pick"),
        ("BD", "claim.receipt"),
        ("BD 12345678", "claim.confirm"),
        ("ZZ", "give.receiver"),
    ],
)
def test_cancel_means_what_is_open(
    member: Member, begins: str, asked: str, zh: str, en: str
) -> None:
    member.enters(begins).is_asked(asked)
    said(member, zh, en).hears("engine-dropped").has_final_answer()
    assert member.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), CANCELS)
def test_cancel_is_a_no_to_a_yes_or_no(member: Member, zh: str, en: str) -> None:
    member.enters("GS").is_asked("report_lost.confirm")
    said(member, zh, en).hears("report_lost-cancelled")
    member.enters("TS 态度不好").is_asked("complaint.confirm")
    said(member, zh, en).hears("complaint-cancelled")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("取消订单", "cancel the order"), ("取消这个订单", "please cancel my order")]
)
def test_order_that_is_not_confirmed_is_the_one_to_cancel(member: Member, zh: str, en: str) -> None:
    member.enters("DH 2").is_asked("redeem_gift.code")
    said(member, zh, en).hears("engine-dropped").has_final_answer()


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("能取消吗", "can I cancel it"), ("取消？", "cancel?")])
def test_question_cancels_nothing(member: Member, zh: str, en: str) -> None:
    member.enters("ZZ 13800000002 100").is_asked("give.code")
    said(member, zh, en).is_asked("give.code")


@SMS_ONLY
@pytest.mark.parametrize(
    ("begins", "words"),
    [
        ("DH 2", "甭换了"),
        ("ZZ 13800000002 100", "甭送了"),
        ("BD", "甭弄了"),
        ("DH 2", "还是甭了吧"),
    ],
)
def test_beng_is_a_no(member: Member, begins: str, words: str) -> None:
    member.enters(begins).enters(words).hears("engine-dropped").has_final_answer()


@SMS_ONLY
@pytest.mark.parametrize("words", ["甭转人工", "甭等了", "甭叫客服了"])
def test_beng_ends_the_wait_for_an_agent(member: Member, words: str) -> None:
    member.enters("RG").enters(words).hears("agent-withdrawn")


@SMS_ONLY
@pytest.mark.parametrize(
    "words",
    ["别等了", "不找人了", "不等你们了", "不用回复了", "没事了", "I give up", "no need to reply"],
)
def test_who_gives_up_waits_no_longer(member: Member, words: str) -> None:
    member.enters("RG").enters(words).hears("agent-withdrawn")


@SMS_ONLY
@pytest.mark.parametrize("words", ["没人回复", "nobody answers", "没有人理我"])
def test_who_complains_that_nobody_answers_still_waits(member: Member, words: str) -> None:
    member.enters("RG").enters(words).does_not_hear("agent-withdrawn")


@SMS_ONLY
def test_nothing_written_is_not_said_to_be_lost(member: Member) -> None:
    member.enters("TS").is_asked("complaint.words")
    said(member, "不投诉了", "never mind").does_not_hear("complaint-dropped").hears("engine-left")
    member.enters("TS 态度不好").enters("JF").hears("complaint-dropped")


@SMS_ONLY
def test_cancelled_code_holds_up_nothing_else(hotline: Hotline, member: Member) -> None:
    member.enters("DH 2").is_asked("redeem_gift.code").enters("取消")
    member.enters("ZZ 13800000002 100").is_asked("give.code")
    member.enters(member.code).hears("give-given", points=100)


REFUSALS = [("不用", "never mind"), ("不用了", "no need"), ("算了", "no thanks")]


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), REFUSALS)
def test_offer_of_an_agent_ends_friendly_and_what_was_open_is_asked(
    member: Member, zh: str, en: str
) -> None:
    member.enters("DH 2").is_asked("redeem_gift.code")
    code = member.code
    for words in ("天上有朵云", "地上有棵树", "河里有条鱼"):
        member.enters(words)
    said(member.is_asked("offer.help"), zh, en).hears("offer-declined")
    member.is_asked("redeem_gift.code").enters(code).hears("redeem_gift-ordered")


@VOICE_ONLY
@pytest.mark.parametrize(("zh", "en"), REFUSALS)
def test_offer_on_the_phone_ends_friendly(member: Member, zh: str, en: str) -> None:
    member.asks_for("redeem_gift").is_asked("identify.pin")
    member.enters("8").enters("8").enters("8").is_asked("offer.help")
    member.speaks(zh if member.language == "zh" else en).hears("offer-declined")
    member.is_asked("identify.pin")


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), REFUSALS)
def test_agent_that_is_asked_about_is_not_to_be_said_in_another_way(
    member: Member, zh: str, en: str
) -> None:
    said(member, "我要退积分", "give me my points back").is_asked("ask_wish.meant")
    said(member, zh, en).hears("ask_wish-dropped").does_not_hear("ask_wish-never_mind")
    said(member, "我要退积分", "give me my points back").enters("2").hears("ask_wish-never_mind")


@VOICE_ONLY
def test_greeting_and_repeats_say_how_to_reach_a_person_and_to_go_back(member: Member) -> None:
    ways = {"zh": "人工客服请按0。返回请按星号。", "en": "press 0. To go back, press star."}
    way = ways[member.language]
    assert member.calls().screen.count(way) == 1
    assert way not in member.says_main().screen
    assert member.asks_for_repeat().screen.count(way) == 1
    assert member.enters("7").screen.count(way) == 1
    assert member.stays_silent().screen.count(way) == 1


@SMS_ONLY
@pytest.mark.parametrize("keyword", ["JY", "TS", "DH", "H"])
def test_keyword_at_the_code_of_a_pin_says_that_none_was_set(member: Member, keyword: str) -> None:
    member.enters("MM").enters("1").is_asked("identify.code").enters(keyword)
    member.hears("identify-dropped")


@SMS_ONLY
@pytest.mark.parametrize(
    ("keyword", "says"),
    [
        ("JF", "engine-still_open"),
        ("TS", "engine-dropped"),
        ("H", "engine-dropped"),
        ("RG", "engine-dropped"),
    ],
)
def test_keyword_at_the_code_of_a_redemption_says_what_becomes_of_it(
    member: Member, keyword: str, says: str
) -> None:
    member.enters("DH 2").is_asked("redeem_gift.code").enters(keyword).hears(says)


HOTLINE = [
    ("投诉电话是多少", "what number do I call to complain"),
    ("投诉打哪个电话？", "what's the complaint number?"),
    ("投诉电话", "which number should i call to complain"),
    ("你们客服电话多少", "what is your customer service number"),
]


@pytest.mark.parametrize(("zh", "en"), HOTLINE)
def test_number_to_complain_at_is_looked_up(member: Member, zh: str, en: str) -> None:
    words = zh if member.language == "zh" else en
    member.speaks(words).does_not_hear("complaint-how")
    assert member.open_question != "complaint.words"
    told = {"zh": "投诉", "en": "complain"}[member.language]
    assert told in member.turn.say[0].lower()  # type: ignore[union-attr]


@SMS_ONLY
@pytest.mark.parametrize("words", ["投诉电话打不通", "投诉 电话没人接"])
def test_complaint_about_the_telephone_is_one(member: Member, words: str) -> None:
    member.enters(words).is_asked("complaint.confirm")


PUZZLED = [
    ("我听不懂", "I don't understand"),
    ("看不懂", "i dont understand this"),
    ("什么意思", "what does that mean?"),
    ("你再说一遍", "say that again"),
]


@pytest.mark.parametrize(("zh", "en"), PUZZLED)
def test_what_was_not_understood_is_said_again(member: Member, zh: str, en: str) -> None:
    member.asks_for("balance")
    answer, question = member.turn.say[0], member.open_question  # type: ignore[union-attr]
    member.speaks(zh if member.language == "zh" else en)
    assert member.open_question == question
    assert answer in member.screen or not member.traits.sessionless
    member.does_not_hear("offer_wishes-which")


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), PUZZLED[:3])
def test_question_is_asked_again_in_simpler_words(member: Member, zh: str, en: str) -> None:
    member.enters("ZZ").is_asked("give.receiver")
    said(member, zh, en).hears("give-receiver-simply").is_asked("give.receiver")


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), PUZZLED)
def test_who_is_puzzled_at_first_has_the_menu(member: Member, zh: str, en: str) -> None:
    said(member, zh, en).is_asked("text_home.menu")


LEAVES_QUEUE = [
    ("取消电话", "cancel the call"),
    ("取消客服吧", "ok stop, forget about the agent"),
    ("不用客服了", "i dont want anyone anymore"),
    ("不等了", "i don't want to talk to anyone"),
]


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), LEAVES_QUEUE)
def test_wait_for_an_agent_ends_in_ordinary_words(member: Member, zh: str, en: str) -> None:
    said(member.enters("RG"), zh, en).hears("agent-withdrawn")
    assert [row.status for row in member.rows_of("handover")] == ["closed"]


TIMES = [("明早九点", "9 tomorrow"), ("明天早上九点给我回电", "call me at 9 tomorrow")]


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), TIMES)
def test_time_named_while_waiting_is_booked_in_place_of_the_wait(
    member: Member, zh: str, en: str
) -> None:
    said(member.enters("RG"), zh, en).is_asked("callback_time.instead").says_yes()
    member.hears("callback_time-chosen", call_day="tomorrow", call_time="09:00")
    ways = {row.way: row.status for row in member.rows_of("handover")}
    assert ways == {"text": "closed", "callback": "open"}


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), TIMES)
def test_who_keeps_waiting_has_no_callback(member: Member, zh: str, en: str) -> None:
    said(member.enters("RG"), zh, en).says_no().hears("callback_time-kept")
    assert [(row.way, row.status) for row in member.rows_of("handover")] == [("text", "open")]


NIGHT = [("凌晨三点给我回电", "call me at 3 am"), ("今晚十一点半给我回电", "call me at 11:30 pm")]


@pytest.mark.parametrize(("zh", "en"), NIGHT)
def test_callback_at_night_is_asked_about(member: Member, zh: str, en: str) -> None:
    words = zh if member.language == "zh" else en
    member.speaks(words).is_asked("callback_time.night").picks("no").is_asked("callback_time.when")
    member.enters("1500").hears("callback_time-chosen", call_time="15:00")


TWO_WISHES = [
    ("查一下积分，再送100分给13800000002", "check my balance and send 100 points to 13800000002"),
    ("送100分给13800000002，再查一下余额", "send 100 points to 13800000002 and check my balance"),
]


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), TWO_WISHES)
def test_what_costs_nothing_is_answered_and_the_other_wish_asked_about(
    member: Member, zh: str, en: str
) -> None:
    said(member, zh, en).hears("balance-expiring").is_asked("ask_wish.meant").says_yes()
    member.hears("give-code_sent", points=100).is_asked("give.code")


@pytest.mark.parametrize(("zh", "en"), [("查积分和等级", "my balance and my tier")])
def test_two_look_ups_are_both_answered(member: Member, zh: str, en: str) -> None:
    member.speaks(zh if member.language == "zh" else en)
    member.hears("balance-expiring").hears("tier-below").does_not_hear("offer_wishes-which")


HOW = [("怎么弄", "how do i do this"), ("这个怎么操作", "how does this work?")]


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), HOW)
@pytest.mark.parametrize(
    ("begins", "asked"),
    [
        ("ZZ", "give.receiver"),
        ("DH 2", "redeem_gift.code"),
        ("GS", "report_lost.confirm"),
        ("BD 12345678", "claim.confirm"),
    ],
)
def test_how_a_question_is_answered_leaves_it_open(
    member: Member, begins: str, asked: str, zh: str, en: str
) -> None:
    member.enters(begins)
    said(member, zh, en).does_not_hear("engine-dropped")
    member.does_not_hear("engine-miss")
    assert member.open_question == asked


@SMS_ONLY
def test_who_leaves_is_told_what_becomes_of_the_points(member: Member) -> None:
    member.enters("退会").is_asked("leave.reason")
    said(member, "为什么积分会没", "why do i lose my points")
    member.hears("rules_asked-leaving", days=30).is_asked("leave.reason")


@SMS_ONLY
def test_keyword_in_a_question_about_the_complaint_leaves_it_open(member: Member) -> None:
    member.enters("TS 态度不好").is_asked("complaint.confirm")
    said(member, "投诉多久有结果", "how long does a complaint take")
    member.hears("complaint-how_long", days=5).is_asked("complaint.confirm")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("如果手机丢了怎么办", "what if my phone gets lost"),
        ("万一卡丢了咋办", "what if i lose my sim card"),
    ],
)
def test_phone_that_is_not_lost_yet_freezes_nothing(member: Member, zh: str, en: str) -> None:
    said(member, zh, en).hears("rules_asked-lost").has_final_answer()


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("我就问问，没丢", "just asking, i didn't lose it"), ("我只是问问", "just asking")],
)
def test_who_only_asked_freezes_nothing(member: Member, zh: str, en: str) -> None:
    said(member, "手机丢了怎么办", "what do i do, my phone is lost")
    said(member, zh, en).has_final_answer()
    member.enters("GS").is_asked("report_lost.confirm")
    said(member, zh, en).hears("report_lost-cancelled").has_final_answer()


@pytest.mark.parametrize(
    "text",
    [
        "我不投诉,就是反映一下排队太久",
        "不是投诉，只是提个意见",
        "not a complaint, just saying the wait is too long",
        "i'm not complaining, i just want you to know the app is slow",
    ],
)
def test_what_is_no_complaint_is_a_suggestion(text: str) -> None:
    assert understanding.understand(text).wishes == (Label.SUGGESTION,)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("可以给我妈转500分吗", Label.GIVE),
        ("能帮我送100分给我姐吗", Label.GIVE),
        ("能把我的积分给我老公转过去吗", Label.GIVE),
        ("能给我用积分付款吗", Label.PAY),
        ("有人给我送积分了吗", Label.HISTORY),
    ],
)
def test_points_for_ones_family_are_given(text: str, wish: Label) -> None:
    assert understanding.understand(text).wishes[0] is wish


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("我不是要投诉，我想查订单20260001", Label.ORDER),
        ("我不是想查积分，我想查等级", Label.TIER),
        ("不是我要投诉，是我想查积分", Label.BALANCE),
        ("我不是要转人工，我想查积分", Label.BALANCE),
        ("不是查积分，是查等级", Label.TIER),
        ("I don't want to complain, I want my balance", Label.BALANCE),
        ("I'm not here to complain, I want to see my balance", Label.BALANCE),
        ("not to complain, but to check my order", Label.ORDER),
    ],
)
def test_what_is_wanted_behind_what_is_not_is_heard(text: str, wish: Label) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (understanding.Does.ACT, (wish,)), found


@SMS_ONLY
def test_order_behind_a_complaint_that_is_none_is_looked_up(member: Member) -> None:
    said(
        member,
        "我不是要投诉，我想查订单20260001",
        "I don't want to complain, I want to see order 20260001",
    ).hears("order-sent", number="20260001")
