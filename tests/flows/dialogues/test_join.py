"""Joining the programme, as scripts: on all channels, in both languages, on both databases."""

from datetime import timedelta
from typing import Any

import pytest
from dialogue_steps import SMS_ONLY, USSD_ONLY, VOICE_ONLY
from driver import ACTIVE, STRANGER, WITHHELD, Hotline, Member
from sqlalchemy import Connection

from core.loyalty import leaving, partner_exchange
from core.member_events import EventKind, MemberEvent, handling
from core.members import membership, profiles
from core.messaging import Topic


@pytest.fixture
def stranger(any_hotline: Hotline, channel: str, language: str) -> Member:
    """Nobody's number, on both databases."""
    return any_hotline.member(channel, language, STRANGER)


def begins(stranger: Member) -> Member:
    """At the first question, by keyword or by the menu of who is no member."""
    if stranger.traits.keywords:
        return stranger.enters({"zh": "入会", "en": "join"}[stranger.language])
    stranger.calls()
    if stranger.open_question == "language.choose":
        stranger.picks(stranger.language)
    return stranger.picks("join")


def joins(stranger: Member) -> Member:
    return begins(stranger).is_asked("join.consent").says_yes()


def rows(stranger: Member, query: str) -> list[Any]:
    return stranger.hotline.rows(f"{query} WHERE member_id = {stranger.member_id}")


@pytest.mark.parametrize("wants_marketing", [False, True])
def test_stranger_joins_with_consent(stranger: Member, wants_marketing: bool) -> None:
    joins(stranger).hears("join-joined", points=100).is_asked("join.marketing")
    assert stranger.points() == (100, 0)
    stranger.picks("yes" if wants_marketing else "no").hears("join-points", points=100)
    stranger.has_final_answer()
    [[number, language, status, marketing_ok]] = rows(
        stranger, "SELECT number, language, status, marketing_ok FROM member"
    )
    assert (number, language, status) == (STRANGER, stranger.language, "active")
    assert bool(marketing_ok) is wants_marketing
    [consent] = stranger.rows_of("enrolment")
    assert consent.channel == stranger.channel
    assert consent.evidence.startswith(f"{stranger.channel}:")
    assert [row["class"] for row in _mapped(stranger, "consent")] == ["marketing"] * wants_marketing
    assert [event.topic for event in stranger.rows_of("outbox")] == [Topic.JOINED]


def _mapped(stranger: Member, table: str) -> list[Any]:
    return [row._mapping for row in stranger.rows_of(table)]


def test_new_member_is_served_like_any_other(stranger: Member) -> None:
    joins(stranger).says_no().asks_for("balance").hears("balance-safe", points=100)
    begins_again = "join" if stranger.traits.keywords else None
    if begins_again:
        stranger.enters(begins_again).hears("join-already")


def test_no_leaves_nothing(stranger: Member) -> None:
    begins(stranger).says_no().hears("join-declined")
    assert stranger.member_id == 0
    assert not rows(stranger, "SELECT * FROM outbox")


@VOICE_ONLY
def test_consent_is_pressed_and_not_said(stranger: Member, channel: str) -> None:
    begins(stranger).speaks({"zh": "好的", "en": "yes"}[stranger.language])
    stranger.is_asked("join.consent")
    assert stranger.member_id == 0


@VOICE_ONLY
def test_silence_is_no_consent_to_marketing(stranger: Member, channel: str) -> None:
    joins(stranger).is_asked("join.marketing").stays_silent().hears("join-points")
    assert not stranger.rows_of("consent")


@pytest.mark.parametrize("language", ["zh"])
@VOICE_ONLY
def test_what_is_said_on_the_phone(stranger: Member, channel: str, language: str) -> None:
    begins(stranger)
    said = (
        "入会是免费的。话费每一块钱积一分，能换话费、流量和礼品，两年后的年底到期。您随时可以退会"
    )
    assert said in stranger.screen
    assert "同意章程并入会，请按1。" in stranger.screen
    stranger.says_yes()
    assert "好的，您已经是我们的会员了，送您一百分。" in stranger.screen
    assert "您想收到我们的推广短信吗？" in stranger.screen


@SMS_ONLY
def test_what_is_written_by_text(stranger: Member, channel: str) -> None:
    begins(stranger)
    assert "jf.example.cn/hy" in stranger.screen
    stranger.enters({"zh": "同意", "en": "I accept"}[stranger.language]).hears("join-joined")


@SMS_ONLY
def test_wish_in_words_opens_the_question(stranger: Member, channel: str) -> None:
    words = {"zh": "我要入会", "en": "i would like to join the programme"}
    stranger.speaks(words[stranger.language]).is_asked("join.consent")


@SMS_ONLY
def test_what_members_only_have_leads_to_joining(stranger: Member, channel: str) -> None:
    stranger.enters({"zh": "积分", "en": "POINTS"}[stranger.language]).hears(
        "engine-refused_stranger"
    )
    assert {"zh": "RH", "en": "JOIN"}[stranger.language] in stranger.screen


@USSD_ONLY
def test_other_keys_than_joining_lead_nowhere_else(stranger: Member, channel: str) -> None:
    stranger.calls("1").is_at_main_menu().picks("join").is_asked("join.consent")


def test_member_is_told_so(member: Member) -> None:
    if member.traits.keywords:
        member.asks_for("join").hears("join-already").has_final_answer()


@pytest.mark.parametrize("language", ["zh"])
@VOICE_ONLY
def test_hidden_number_cannot_join(hotline: Hotline, channel: str, language: str) -> None:
    caller = hotline.member(channel, language, WITHHELD).calls()
    caller.picks("zh").speaks("我要入会", 0.99).hears("join-hidden")


def test_number_of_another_kind_cannot_join(hotline: Hotline, channel: str, language: str) -> None:
    fixed = hotline.member(channel, language, "+862552345678")
    hotline.default_language = hotline.conversation._taker._default_language = language
    begins(fixed).hears("join-not_ours")
    assert fixed.member_id == 0


def test_who_has_left_joins_again_after_some_time(any_hotline: Hotline, channel: str) -> None:
    hotline = any_hotline
    former = hotline.member(channel, "zh", ACTIVE)
    hotline.database.run(
        lambda conn: membership.give_notice(conn, member_id=1, key="notice", at=hotline.at)
    )
    hotline.at += timedelta(days=31)
    hotline.database.run(lambda conn: leaving.leave(conn, member_id=1, key="leave", at=hotline.at))
    begins(former).hears("join-left_lately")
    hotline.at += timedelta(days=90)
    joins(former).hears("join-joined", points=100)
    assert former.member_id != 1
    assert hotline.database.read(lambda conn: profiles.by_id(conn, 1)).status == "left"


def test_new_owner_of_a_number_does_not_stand_in_the_former_ones_account(
    any_hotline: Hotline, channel: str
) -> None:
    """Even while an exchange of the former owner's is under way, which freezes that account."""
    hotline = any_hotline
    owner = hotline.member(channel, "zh", ACTIVE)
    asked = {"partner": "airline", "amount": 1_000, "exchange_id": "x", "key": "k"}
    ended = MemberEvent(
        source="billing", event_id="1", kind=EventKind.OWNER_CHANGED, happened_at=hotline.at,
        number=ACTIVE,
    )  # fmt: skip

    def changes_hands(conn: Connection) -> None:
        member = profiles.by_id(conn, 1)
        partner_exchange.request(conn, member=member, at=hotline.at, **asked)
        handling.apply(conn, ended, at=hotline.at)

    hotline.database.run(changes_hands)
    joins(owner).hears("join-joined", points=100)
    assert owner.member_id != 1
    assert owner.points() == (100, 0)


@pytest.mark.parametrize("language", ["zh"])
@VOICE_ONLY
def test_who_joins_on_another_channel_meanwhile_is_a_member(
    any_hotline: Hotline, channel: str, language: str
) -> None:
    caller = any_hotline.member("voice", "zh", STRANGER)
    begins(caller).is_asked("join.consent")
    joins(any_hotline.member("sms", "zh", STRANGER)).hears("join-joined")
    caller.says_yes().hears("join-already").has_final_answer()
    assert caller.points() == (100, 0)
    caller.picks("points", "balance").hears("balance-safe", points=100)
