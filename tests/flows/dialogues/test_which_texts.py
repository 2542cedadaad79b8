"""Which texts a member wants: marketing and each kind of notice, and what did not arrive."""

import pytest
from dialogue_steps import NOT_SMS, SMS_ONLY
from driver import Hotline, Member
from sqlalchemy import insert

from core.messaging import Consent, NoticeKind, SaidBy, TextClass, consents
from core.schema import outbox, sent_text


def allowed(hotline: Hotline, kind: NoticeKind) -> bool:
    return hotline.database.read(lambda conn: consents.allow(conn, 1, TextClass.SERVICE, kind))


def test_menu_turns_each_kind_of_notice_off_and_on(
    hotline: Hotline, member: Member, channel: str
) -> None:
    for kind in NoticeKind:
        for question, says, wanted in (("refuse", "stop", False), ("accept", "start", True)):
            member.calls() if member.turn is None and channel != "sms" else None
            member.says_main().picks("more", "marketing").picks("notices").picks(kind)
            member.is_asked(f"{kind}_notices.{question}").says_yes().hears(f"{says}_{kind}-done")
            assert allowed(hotline, kind) is wanted


@SMS_ONLY
def test_keyword_of_a_notice_stops_it_and_brings_it_back(hotline: Hotline, member: Member) -> None:
    for word, wanted in (("TDDQ", False), ("DYDQ", True), ("退订到期", False), ("EXPIRYON", True)):
        member.enters(word).has_final_answer()
        assert allowed(hotline, NoticeKind.EXPIRY) is wanted
    evidence = hotline.row(
        "SELECT evidence FROM consent WHERE member_id = 1 ORDER BY consent_id DESC LIMIT 1"
    )[0]
    assert evidence.startswith("sms:") and "+86" not in evidence


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("恢复到期提醒", "expiry_notices.refuse"),
        ("turn off expiry reminders", "expiry_notices.refuse"),
        ("打开等级提醒", "tier_notices.refuse"),
        ("tier notices off", "tier_notices.refuse"),
        ("关掉提醒短信", "notices.which"),
        ("turn on reminders", "notices.which"),
        ("提醒短信", "notices.which"),
        ("NOTICES", "notices.which"),
    ],
)
def test_words_about_notices_open_their_question(
    hotline: Hotline, member: Member, words: str, question: str
) -> None:
    before = hotline.rows("SELECT * FROM consent")
    member.speaks(words).is_asked(question)
    assert hotline.rows("SELECT * FROM consent") == before


def lose(hotline: Hotline, event_id: str, topic: str, payload: dict[str, str]) -> None:
    """A text of the member's that the carrier could not deliver."""
    whose = {"member_id": 1, "event_id": event_id}
    event = {"topic": topic, "payload": payload, "recorded_at": hotline.at, "due_at": hotline.at}
    text = {"number": "+8613800000001", "words": "x", "status": "failed", "at": hotline.at}
    with hotline.database.engine.begin() as conn:
        conn.execute(insert(outbox).values(**whose, **event, tries=1))
        conn.execute(insert(sent_text).values(**whose, **text))


@NOT_SMS
def test_text_that_did_not_arrive_is_told_at_the_next_contact_once(
    hotline: Hotline, member: Member
) -> None:
    lose(hotline, "a", "complaint_decided", {})
    lose(hotline, "b", "code", {})  # of no use any more
    lose(hotline, "c", "notice", {"notice": "tier"})
    member.calls().hears("undelivered-missed", count=2, about="complaint_decided")
    assert hotline.rows("SELECT event_id FROM sent_text WHERE told_at IS NULL") == []


def wants_marketing(member: Member) -> bool:
    return bool(member.hotline.row("SELECT marketing_ok FROM member WHERE member_id = 1")[0])


def refuse_marketing(hotline: Hotline) -> None:
    said = Consent(TextClass.MARKETING, None, False, SaidBy.MEMBER, "sms:before", hotline.at)
    with hotline.database.engine.begin() as conn:
        consents.record(conn, 1, said)


@pytest.mark.parametrize(
    "words",
    [
        "send me texts",
        "text me again",
        "短信给我打开",
        "好久没收到优惠短信了",
        "sign me up for offers",
    ],
)
def test_free_words_never_turn_marketing_texts_on_at_once(
    hotline: Hotline, member: Member, words: str
) -> None:
    refuse_marketing(hotline)
    member.speaks(words).is_asked("marketing.accept")
    assert not wants_marketing(member)
    member.says_yes().hears("subscribe-subscribed")
    assert wants_marketing(member)


@SMS_ONLY
def test_keyword_turns_marketing_texts_on_at_once(hotline: Hotline, member: Member) -> None:
    for word in ("DY", "订阅", "SUBSCRIBE", "START"):
        refuse_marketing(hotline)
        member.enters(word).has_final_answer()
        assert wants_marketing(member)


@pytest.mark.parametrize(
    "words", ["先别关广告短信", "是我妈要退订广告短信", "is there a way to stop ads"]
)
def test_words_about_stopping_marketing_texts_are_asked_about(member: Member, words: str) -> None:
    member.speaks(words).is_asked("marketing.refuse")
    assert wants_marketing(member)
    member.speaks("停" if member.language == "zh" else "stop them").hears("stop_marketing-stopped")
    assert not wants_marketing(member)


def test_bare_denial_stops_no_marketing_texts(member: Member) -> None:
    """ "不要" at "要退订吗？" may mean the texts, or stopping them."""
    member.asks_for("marketing").is_asked("marketing.refuse")
    member.speaks("不要" if member.language == "zh" else "don't")
    assert wants_marketing(member)
    assert member.turn is not None and "stop_marketing-stopped" not in member.screen


@SMS_ONLY
def test_plain_order_stops_marketing_texts_at_once(member: Member) -> None:
    zh, en = "别再给我发广告短信了", "stop sending me offers"
    member.speaks(zh if member.language == "zh" else en).hears("stop_marketing-stopped")
    assert not wants_marketing(member)


@SMS_ONLY
@pytest.mark.parametrize(
    "words",
    ["别给我发短信了除了到期提醒", "别再给我发短信了，到期提醒除外",
     "stop texting me except expiry reminders"],
)  # fmt: skip
def test_notice_that_is_excepted_is_kept(member: Member, words: str) -> None:
    before = member.rows_of("consent")
    member.enters(words).hears("notices-others").has_final_answer()
    assert member.rows_of("consent") == before


@SMS_ONLY
@pytest.mark.parametrize(
    "words",
    ["打广告的电话", "别给我打推销电话了", "stop the ad calls", "i keep getting sales calls"],
)
def test_calls_that_advertise_are_no_texts(member: Member, words: str) -> None:
    member.enters(words).is_asked("offer_wishes.which")
    assert [each["value"] for each in member.session.top.answers["shown"]] == ["complaint", "agent"]
