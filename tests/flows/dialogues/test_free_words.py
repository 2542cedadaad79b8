"""What members ask for in words of their own, typed or spoken, at any question."""

import random
from collections.abc import Callable

import pytest
from dialogue_steps import HOMES, NOT_SMS, SMS_ONLY, VOICE_ONLY
from driver import Member
from unclear import unclear_words

from corpus.phrases import wishes
from flows.language.understanding import COSTLY

ZH_ONLY = pytest.mark.parametrize("language", ["zh"])

NOT_BUILT_YET = ("SH", "sh", "商户", "SHOPS", "QY", "qy", "权益", "BENEFITS", "HD", "活动", "CLUB")


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en)


def test_look_up_is_answered_at_once(member: Member) -> None:
    in_words(member, "帮我看看还有多少分", "how many points do I have left")
    member.hears("balance-expiring", points=12_345, expiring=2_000)


def test_an_agent_is_called_at_once(member: Member) -> None:
    in_words(member, "我要找个真人", "let me talk to a person")
    assert "agent" in " ".join(member.stack) or member.session.resting


@SMS_ONLY
def test_costly_dialogue_opens_at_its_own_question(member: Member) -> None:
    in_words(member, "我想用积分换个礼物", "I'd like to redeem a gift")
    member.is_asked("redeem_gift.pick")
    assert member.points() == (12_345, 0)


@VOICE_ONLY
def test_costly_wish_is_asked_back_when_spoken(member: Member) -> None:
    in_words(member, "我手机丢了帮我挂失", "my phone was stolen please report it")
    member.is_asked("ask_wish.meant").says_yes().is_asked("report_lost.confirm")
    assert member.hotline.row("SELECT status FROM member WHERE member_id = 1").status == "active"


@VOICE_ONLY
def test_a_cough_freezes_no_account(member: Member) -> None:
    in_words(member, "我手机丢了帮我挂失", "my phone was stolen please report it").says_yes()
    member.is_asked("report_lost.confirm")
    for confidence in (0.11, 0.99):
        in_words(member.speaks("嗯……", confidence), "好的", "yes")
        assert not member.session.over
    assert member.hotline.row("SELECT status FROM member WHERE member_id = 1").status == "active"


@VOICE_ONLY
@pytest.mark.parametrize("words", ["1", "一", "one", "确认", "yes"])
def test_what_is_costly_is_confirmed_by_key_only(member: Member, words: str) -> None:
    in_words(member, "我手机丢了帮我挂失", "my phone was stolen please report it").says_yes()
    member.is_asked("report_lost.confirm").speaks(words, 0.99)
    assert member.hotline.row("SELECT status FROM member WHERE member_id = 1").status == "active"


COMPLAINTS = {
    "zh": "我要投诉你们的快递员，他骂我",
    "en": "I want to complain about your courier, he shouted at me",
}
READ_BACK = {"zh": "我要投诉你们的快递员，他骂我", "en": "your courier, he shouted at me"}


def test_complaint_in_words_is_read_back_and_filed_with_them(member: Member, channel: str) -> None:
    words = COMPLAINTS[member.language]
    question = "complaint.heard" if channel == "voice" else "complaint.confirm"
    beginning = READ_BACK[member.language]
    member.speaks(words).is_asked(question).hears(question.replace(".", "-"), beginning=beginning)
    assert not member.rows_of("complaint")
    member.speaks("好的" if member.language == "zh" else "yes").hears("complaint-filed")
    [filed] = member.rows_of("complaint")
    assert (filed.words, filed.recording_url) == (words, None)


@SMS_ONLY  # elsewhere they name an option of the menu
def test_words_that_only_say_so_are_asked_for_the_complaint(member: Member) -> None:
    in_words(member, "我要投诉", "I want to complain").is_asked("complaint.words")
    member.does_not_hear("complaint-how")


def test_complaint_that_is_asked_back_keeps_its_words(member: Member) -> None:
    in_words(member, "我的礼品坏了，怎么投诉", "my gift is broken, how do I complain")
    if member.open_question == "ask_wish.meant":
        member.says_yes()
    elif member.open_question == "offer_wishes.which":
        member.picks("complaint")
    member.is_asked("complaint.heard" if member.traits.spoken else "complaint.confirm")


@VOICE_ONLY
def test_spoken_complaint_is_recorded_instead_or_dropped(member: Member) -> None:
    words = COMPLAINTS[member.language]
    member.speaks(words).picks("drop").hears("complaint-cancelled")
    member.speaks(words).picks("again").is_asked("complaint.words").says(words).files_it()
    [filed] = member.rows_of("complaint")
    assert not filed.words
    assert filed.recording_url


@VOICE_ONLY
def test_complaint_that_was_hardly_recognised_is_asked_back(member: Member) -> None:
    member.speaks(COMPLAINTS[member.language], 0.3)
    assert member.open_question != "complaint.heard"


@SMS_ONLY
def test_amount_is_taken_along(member: Member) -> None:
    in_words(member, "帮我换10元话费", "redeem 10 yuan of phone credit for me")
    member.is_asked("redeem_credit.code")
    assert member.session.top.answers["request"] == "10"


@SMS_ONLY
def test_wish_with_an_amount_is_no_answer_to_the_menu(member: Member) -> None:
    in_words(member, "换十块钱话费", "redeem 10 yuan of phone credit")
    assert (member.open_question or "").startswith("redeem_credit.")


def test_two_likely_wishes_are_offered_with_an_agent(member: Member) -> None:
    member.speaks(unclear_words(member.language)).is_asked("offer_wishes.which")
    assert member.turn is not None
    assert [option.key for option in member.turn.options] == ["1", "2", "3"]
    member.enters("1")
    assert member.open_question != "offer_wishes.which"


@NOT_SMS
def test_a_wish_that_was_not_meant_leads_back(member: Member) -> None:
    member.speaks(unclear_words(member.language)).is_asked("offer_wishes.which").says_back()
    member.is_asked(HOMES[member.channel])


@SMS_ONLY
def test_wish_that_is_refused_is_left_and_said_so(buyer: Member) -> None:
    buyer.enters("DH 2").is_asked("redeem_gift.code")
    code = buyer.code
    in_words(buyer, "我不想换礼品了", "no I don't want to redeem a gift anymore")
    buyer.hears("engine-dropped")
    buyer.enters(code).does_not_hear("redeem_gift-ordered")
    assert buyer.points() == (12_345, 0)


def test_wish_that_is_only_refused_does_nothing(member: Member) -> None:
    in_words(member, "我没说要投诉你们", "never mind the complaint").hears("engine-not_wished")


def test_wish_that_others_answer_is_told_so(member: Member) -> None:
    in_words(member, "这个月话费怎么这么多", "why is my phone bill so high this month")
    member.hears("engine-elsewhere_bill")


def test_wish_that_is_not_offered_yet_is_told_so(member: Member) -> None:
    in_words(member, "俱乐部最近有什么活动", "what club events are coming up")
    if member.open_question == "ask_wish.meant":  # spoken
        member.says_yes()
    assert any("not_offered" in key for key, *_ in member._said)


@SMS_ONLY
@pytest.mark.parametrize("word", NOT_BUILT_YET)
def test_keyword_of_what_is_not_built_yet_is_told_so(member: Member, word: str) -> None:
    member.enters(word).hears("engine-not_offered").hears("engine-person")


@SMS_ONLY
@pytest.mark.parametrize("word", ["LJ 123456789012", "ZF 482913"])
def test_code_for_what_is_not_built_yet_is_told_so(member: Member, word: str) -> None:
    member.enters(word).hears("engine-not_offered")


@SMS_ONLY
def test_look_up_at_the_prompt_for_a_code_is_answered_and_leaves_nothing(buyer: Member) -> None:
    buyer.enters("DH 2").is_asked("redeem_gift.code")
    code = buyer.code
    in_words(buyer, "我还剩多少积分", "what's my points balance")
    buyer.hears("balance-expiring").does_not_hear("engine-dropped").is_asked("redeem_gift.code")
    buyer.enters(code).hears("redeem_gift-ordered")


@SMS_ONLY
def test_the_same_wish_again_keeps_its_code(buyer: Member) -> None:
    in_words(buyer, "帮我换10元话费", "redeem 10 yuan of phone credit for me")
    code = buyer.code
    in_words(buyer, "帮我换10元话费吧", "please redeem 10 yuan of phone credit")
    buyer.is_asked("redeem_credit.code").enters(code).hears("redeem_credit-adding")


def test_words_of_a_frozen_member_are_refused(member_with_number: Callable[[str], Member]) -> None:
    member = member_with_number("+8613800000007")
    in_words(member, "我要换礼品", "I want to redeem a gift")
    if member.open_question == "ask_wish.meant":
        member.says_yes()
    member.hears("engine-refused_frozen")


@SMS_ONLY
def test_receiver_and_amount_are_taken_along(member: Member) -> None:
    in_words(member, "转500分给13800000002", "send 500 points to 13800000002")
    member.is_asked("give.code").hears("give-code_sent", points=500, to="138****0002")
    assert member.points() == (12_345, 0)
    member.confirms().hears("give-given", points=500)


@SMS_ONLY
@pytest.mark.parametrize("words", ["送1千分给13800000002", "give 1k points to 13800000002"])
def test_thousands_are_given_as_thousands(member: Member, words: str) -> None:
    member.enters(words).is_asked("give.code").hears("give-code_sent", points=1_000)
    member.confirms().hears("give-given", points=1_000)


@SMS_ONLY
@pytest.mark.parametrize(
    "words", ["三千分能换什么", "3千分能换什么", "what can i get for 3000 points"]
)
def test_points_are_no_number_of_a_gift(member: Member, words: str) -> None:
    member.enters(words).hears("redeem_gift-within", points=3_000)
    member.does_not_hear("redeem_gift-unknown")


@VOICE_ONLY
def test_receiver_and_amount_that_are_spoken_are_confirmed(member: Member) -> None:
    in_words(member, "转五百分给幺三八零零零零零零零二", "send 500 points to 13800000002")
    member.is_asked("ask_wish.meant").says_yes().enters_pin_if_asked()
    member.is_asked("give.confirm").hears("give-confirm", points=500)
    assert member.points() == (12_345, 0)


@SMS_ONLY
def test_only_what_is_missing_is_asked(member: Member) -> None:
    in_words(member, "送积分给13800000002", "give points to 13800000002").is_asked("give.amount")
    in_words(member.says_main(), "我要转500分给别人", "I want to send 500 points to someone")
    member.is_asked("give.receiver").enters("13800000002").is_asked("give.code")
    member.hears("give-code_sent", points=500)


@SMS_ONLY
def test_all_is_the_most_that_can_be_had(member: Member) -> None:
    in_words(member, "积分都换成话费", "turn all my points into phone credit")
    member.is_asked("redeem_credit.code")
    assert member.session.top.answers["request"] == "10"


@SMS_ONLY
def test_all_points_are_given(member: Member) -> None:
    in_words(member, "积分都转给13800000002", "give all my points to 13800000002")
    member.is_asked("give.code").hears("give-code_sent", points=12_345)


@SMS_ONLY
def test_all_where_nothing_can_be_had_shows_the_list(
    member_with_number: Callable[[str], Member],
) -> None:
    member = member_with_number("+8613800000007")
    member.hotline.change("UPDATE member SET status = 'active' WHERE number = '+8613800000007'")
    in_words(member, "积分都换成话费", "turn all my points into phone credit")
    assert (member.open_question or "") != "redeem_credit.code"


@SMS_ONLY
def test_gigabytes_are_taken_along(member: Member) -> None:
    in_words(member, "换1G流量", "redeem 1 GB of data").is_asked("redeem_data.code")


@SMS_ONLY
def test_number_of_an_order_or_the_last_one_is_looked_up(member: Member) -> None:
    for zh, en in [
        ("查订单20260001", "where is order 20260001"),
        ("最近一单到哪了", "where is my last order"),
    ]:
        in_words(member, zh, en)
        assert any(key.startswith("order-") for key, *_ in member._said), member.screen


@SMS_ONLY
def test_the_last_case_is_looked_up(member_with_number: Callable[[str], Member]) -> None:
    member = member_with_number("+8613800000002")
    in_words(member, "上一个投诉怎么样了", "how is my last complaint doing")
    assert any(key.startswith("complaint_status-") for key, *_ in member._said), member.screen


@VOICE_ONLY
@pytest.mark.parametrize("seed", range(4))
def test_speech_alone_costs_nothing(member: Member, seed: int) -> None:
    """Costly wishes of the corpus, each followed by spoken yeses and by the PIN where it is
    asked."""
    draw = random.Random(f"{seed} {member.language}")
    wished = [
        each for each in wishes() if each.label in COSTLY and each.language == member.language
    ]
    yeses = ("1", "好的", "对", "是的", "确认", "yes", "sure", "ok")
    asked = set()
    for phrase in draw.sample(wished, 25):
        if member.turn is None or member.turn.ends or member.open_question == "agent.wait":
            member.calls()
        member.says_main().speaks(phrase.text, draw.choice((0.11, 0.6, 0.99)))
        for _ in range(5):
            if member.turn is None or member.turn.ends:
                break
            asked.add(member.open_question)
            member.enters_pin_if_asked().speaks(draw.choice(yeses), 0.99)
        assert member.points() == (12_345, 0), phrase
        row = member.hotline.row("SELECT status FROM member WHERE member_id = 1")
        assert row.status == "active", phrase
    assert any((question or "").endswith(".confirm") for question in asked)


@VOICE_ONLY
def test_words_in_the_queue_open_nothing_on_top_of_it(member: Member) -> None:
    """They come late, or by mistake: keys go to the queue's own address there."""
    member.calls().asks_for_agent().is_asked("agent.wait")
    for words in ("查积分", "asdfgh", "asdfgh", "asdfgh", "换话费"):
        assert member.speaks(words).open_question == "agent.wait"
    assert member.says_main().open_question == "agent.wait"
    member.leaves_the_queue("bridged")


@NOT_SMS
@ZH_ONLY
@pytest.mark.parametrize(
    ("menu", "words", "heard"),
    [
        ("complaints", "查积分", "balance-expiring"),  # not 补登积分, which it shares a word with
        ("redeem", "查积分", "balance-expiring"),  # not 送积分
        ("", "等级", "tier-below"),
    ],
)
def test_a_whole_wish_goes_before_an_option_that_shares_its_words(
    member: Member, menu: str, words: str, heard: str
) -> None:
    member.calls()
    if menu:
        member.picks(menu if menu == "redeem" or member.traits.spoken else "complaint")
    member.speaks(words, 0.95).hears(heard)


@VOICE_ONLY
@ZH_ONLY
@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("换话费", "redeem_credit.pick"),  # the menu below 兑换话费、流量和礼品 has it by this name
        ("我要投诉", "complaint.words"),
        ("投诉", "complaints_menu.menu"),
        ("兑换", "redeem_menu.menu"),
        ("我想查一下我的订单", "voice_home.menu"),
        ("查订单", "orders_menu.menu"),
    ],
)
def test_words_lead_straight_to_what_an_option_would_lead_to(
    member: Member, words: str, question: str
) -> None:
    member.calls().speaks(words, 0.95).enters_pin_if_asked().is_asked(question)


@SMS_ONLY
def test_what_has_become_of_points_is_no_wish_to_give_them(member: Member) -> None:
    in_words(member, "我没转500分给13800000002", "I never sent 500 points to 13800000002")
    assert "give" not in " ".join(member.stack)
    assert member.points() == (12_345, 0)


@VOICE_ONLY
def test_speech_that_fits_nothing_is_not_called_a_wrong_key(member: Member) -> None:
    member.calls().picks("redeem").speaks("嗯嗯嗯").hears("engine-miss_speech")
    member.does_not_hear("engine-miss").speaks("哦哦哦").hears("engine-miss_speech_again")
    member.says_main().picks("redeem").enters("7").hears("engine-miss")


@VOICE_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("没有没有，找到了", "oh, I found it"),
        ("找到了", "found it"),
        ("已经找到了", "wait, I found it"),
    ],
)
def test_phone_that_is_found_is_not_asked_about_again(member: Member, zh: str, en: str) -> None:
    in_words(member, "我手机丢了", "I lost my phone").is_asked("ask_wish.meant")
    in_words(member, zh, en).hears("ask_wish-dropped").is_at_main_menu()


@VOICE_ONLY
def test_points_in_place_of_a_yes_are_exchanged(member: Member) -> None:
    in_words(member, "换里程", "exchange points for miles").is_asked("ask_wish.meant")
    in_words(member, "一千分", "one thousand points").enters_pin_if_asked()
    assert member.open_question == "exchange.pick"
    assert member.picks("airline").session.top.answers["points"] == 1_000


@SMS_ONLY
def test_an_order_to_be_cancelled_is_told_how_and_nothing_is_begun(member: Member) -> None:
    in_words(member, "取消订单20260001", "cancel order 20260001").hears("cancel_order-sent")
    in_words(member, "我要退积分", "give me my points back").hears("engine-cancelling")
    member.is_asked("ask_wish.meant")
    assert member.points() == (12_345, 0)
    in_words(member, "好的", "yes")
    assert "agent" in " ".join(member.stack) or member.session.resting


@SMS_ONLY
@pytest.mark.parametrize("words", ["QY", "积分能换现金吗", "what do i get for 3k pts"])
def test_what_is_not_offered_yet_is_no_option(member: Member, words: str) -> None:
    member.speaks(words)
    options = member.turn.options if member.turn is not None else ()
    offered = set(member.session.top.answers.get("wishes", [])) if options else set()
    assert not offered & {"pay", "benefits", "join", "receipt", "club"}


@SMS_ONLY
@pytest.mark.parametrize("words", ["TD?", "R？", "退订?", "DY?", "推广短信"])
def test_question_about_marketing_texts_changes_nothing(member: Member, words: str) -> None:
    member.enters(words).is_asked("marketing.refuse")
    assert member.hotline.row("SELECT marketing_ok FROM member WHERE member_id = 1")[0]


@SMS_ONLY
@pytest.mark.parametrize("words", ["RG?", "人工？", "AGENT?"])
def test_question_about_agents_calls_none(member: Member, words: str) -> None:
    member.enters(words)
    assert not member.rows_of("handover")


@pytest.mark.parametrize("words", ["充50块话费", "充话费50元", "top up 50 yuan"])
def test_credit_with_an_amount_is_asked_about_and_keeps_it(member: Member, words: str) -> None:
    member.speaks(words).is_asked("ask_wish.meant").says_yes().enters_pin_if_asked()
    member.is_asked("redeem_credit.pick")
    assert "50" in str(member.screen).split("100")[0]


@pytest.mark.parametrize("words", ["继续", "怎么恢复", "重发", "resume", "I want it back"])
def test_words_without_marketing_consent_to_none(member: Member, words: str) -> None:
    before = member.hotline.rows("SELECT * FROM consent")
    for _ in range(2):
        member.speaks(words)
        assert not {"subscribe", "marketing"} & set(member.stack)
    assert member.hotline.rows("SELECT * FROM consent") == before


@pytest.mark.parametrize("words", ["我要解挂", "为什么冻结", "unfreeze me", "why is it frozen"])
def test_a_frozen_member_is_led_to_an_agent(
    member_with_number: Callable[[str], Member], words: str
) -> None:
    member = member_with_number("+8613800000007")
    member.speaks(words)
    if member.open_question != "agent.wait":  # which an option of the menu by voice leads to
        member.is_asked("ask_wish.meant").hears("ask_wish-meant", wish="agent")


def test_to_take_it_back_is_no_way_back(member: Member) -> None:
    in_words(member, "转500分给13800000002", "send 500 points to 13800000002")
    before = member.stack
    in_words(member, "我想收回来", "I'd like to take it back")
    assert member.stack[:1] == before[:1]
