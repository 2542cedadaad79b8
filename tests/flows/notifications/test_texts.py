"""What members are texted: a table of what happened and the words, in both languages."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from code_sealer import CODE_SEALER
from sqlalchemy import Connection, select, update

from core.kernel import Database
from core.loyalty import partner_exchange, partner_spending, transfers
from core.member_events import EventKind, MemberEvent, handling
from core.members import changes, one_time_codes, profiles
from core.messaging import Consent, Event, NoticeKind, SaidBy, TextClass, Topic, consents, outbox
from core.redemption import addresses, fulfilment, orders, placing, stale_holds, unsent_gifts
from core.schema import member
from core.schema import outbox as outbox_table
from core.seed import PRICES
from core.service import claims, complaints
from flows.all_words import load_wording
from flows.language import LANGUAGES, sms_segments
from flows.notifications import texts
from flows.protocol import SMS_SEGMENTS_MAX, Channel

WORDING = load_wording()
ZH, EN = 1, 2
OURS = [
    "order_placed", "order_fulfilled", "order_not_added", "order_cancelled", "order_returned",
    "complaint_closed",
    "claim_granted", "transfer", "transfer_refunded", "points_received", "expiry", "tier",
]  # fmt: skip


@pytest.fixture
def conn(seeded: Database) -> Iterator[Connection]:
    with seeded.engine.begin() as connection:
        yield connection


@pytest.fixture
def said(conn: Connection, at: datetime) -> Callable[..., str | None]:
    """(member_id, topic): the words of the last of it that waits in the outbox."""

    def said(member_id: int, topic: str) -> str | None:
        waiting = (
            select(outbox_table)
            .where(outbox_table.c.topic == topic, outbox_table.c.member_id == member_id)
            .order_by(outbox_table.c.event_id.desc())
        )
        row = conn.execute(waiting).first()
        assert row is not None, topic
        event = Event(member_id, row.event_id, topic, row.payload, row.recorded_at, 1)
        text = texts.compose(conn, event, WORDING, "zh", at, CODE_SEALER)
        assert text is None or text.number == profiles.by_id(conn, member_id).number
        return text and text.words

    return said


Said = Callable[..., str | None]


def test_points_spent_at_a_partner(conn: Connection, said: Said, at: datetime) -> None:
    what = {"partner": "coffee", "points": 345, "memo": "Coffee 1207", "key": "till-1", "at": at}
    for member_id in (ZH, EN):
        partner_spending.spend(conn, member_id=member_id, **what)
    assert said(ZH, "points_spent") == (
        "您用了345分（Coffee 1207），余12000分。不是您本人办的？人工客服请回复RG。"
    )
    assert said(EN, "points_spent") == (
        "You spent 345 points: Coffee 1207. 2,855 points left. Not you? For an agent, reply AGENT."
    )


@pytest.fixture
def redeem(conn: Connection, at: datetime) -> Any:
    def redeem(member_id: int, sku: str, channel: str, number: str = "40000001") -> orders.Order:
        return placing.redeem(
            conn,
            member=profiles.by_id(conn, member_id),
            sku=sku,
            points=PRICES[sku],
            key=number,
            at=at,
            channel=channel,
            order_id=f"order-{number}",
            number=number,
        )

    return redeem


def test_redemption_notification_names_order_and_balance(redeem: Any, said: Said) -> None:
    redeem(ZH, "thermos-cup", "voice")
    assert said(ZH, "order_placed") == (
        "您用1000分换了保温杯，订单40000001，6月10日前送到广州市天河区。"
        "不是您本人办的？人工客服请回复RG。"
    )


def test_a_gift_without_an_address_asks_for_it(
    redeem: Any, said: Said, conn: Connection, at: datetime
) -> None:
    for member_id, number in ((ZH, "40000001"), (EN, "40000002")):
        changes.correct_address(conn, member_id=member_id, becomes="")
        redeem(member_id, "thermos-cup", "voice", number)
    assert said(ZH, "order_placed") == (
        "您用1000分换了保温杯，请直接回复收货地址（省市区、街道门牌、收件人）。不是您本人办的？人工客服请回复RG。"
    )
    assert said(EN, "order_placed") == (
        "You ordered Thermos cup for 1,000 points. Just reply with the street, city, province and"
        " name it goes to. Not you? For an agent, reply AGENT."
    )


def test_a_reminder_says_until_when_an_address_can_come(
    redeem: Any, said: Said, conn: Connection, at: datetime
) -> None:
    """And nothing once it has come."""
    changes.correct_address(conn, member_id=ZH, becomes="")
    order = redeem(ZH, "thermos-cup", "voice")
    later = at + timedelta(days=1)
    [found] = unsent_gifts.without_address(conn, at=later, after=stale_holds.FIRST, limit=9)
    addresses.remind(conn, found, later)
    assert said(ZH, "address_reminder") == (
        "您换的保温杯还缺收货地址，请在6月15日前直接回复：省市区、街道门牌、收件人。否则订单取消，积分退回。"
    )
    addresses.give(conn, member_id=ZH, address="北京市朝阳区建国路88号", at=later)
    assert order.lacks_address
    assert said(ZH, "address_reminder") is None


def test_result_of_a_top_up_is_told_to_whoever_asked_for_it(
    redeem: Any, said: Said, conn: Connection, at: datetime
) -> None:
    order = redeem(EN, "credit-10", "sms", "40000002")
    fulfilment.fulfil(conn, member_id=EN, order_id=order.order_id, key="added", at=at)
    assert said(EN, "order_fulfilled") == (
        "10 yuan credit was added to 138****0002 for 1,000 points, order 40000002."
        " 2,200 points left. Not you? For an agent, reply AGENT."
    )
    order = redeem(EN, "data-1gb", "voice", "40000003")
    fulfilment.cancel(conn, member_id=EN, order_id=order.order_id, key="refused", at=at)
    assert said(EN, "order_cancelled") == (
        "Sorry, 1 GB data could not be added. Your 500 points came back: 2,200 now."
        " Order 40000003. For an agent, reply AGENT."
    )


def test_action_done_by_sms_sends_no_notification(
    redeem: Any, said: Said, conn: Connection, at: datetime
) -> None:
    redeem(ZH, "thermos-cup", "sms")
    _complain(conn, ZH, "sms", at)
    _claim(conn, ZH, "sms", at)
    _give(conn, "sms", at)
    for topic in ("order_placed", "complaint_filed", "claim_filed", "transfer"):
        assert said(ZH, topic) is None


def test_order_cancelled_or_returned_is_notified(
    redeem: Any, said: Said, conn: Connection, at: datetime
) -> None:
    order = redeem(ZH, "thermos-cup", "sms")
    fulfilment.cancel(conn, member_id=ZH, order_id=order.order_id, key="stale", at=at)
    assert said(ZH, "order_cancelled") == (
        "订单40000001（保温杯）已取消，1000分已退回，现有12345分可用。"
    )
    order = redeem(EN, "thermos-cup", "sms", "40000002")
    fulfilment.despatch(conn, member_id=EN, order_id=order.order_id, key="sent", at=at)
    fulfilment.reverse(
        conn, member_id=EN, order_id=order.order_id, reason="defect", key="undo", at=at
    )
    assert said(EN, "order_returned") == (
        "Order 40000002 (Thermos cup) was canceled and 1,000 points came back. You have 3,200 now."
    )


def _complain(conn: Connection, member_id: int, channel: str, at: datetime) -> None:
    complaints.file(
        conn,
        member_id=member_id,
        words="坏了",
        recording_url=None,
        channel=channel,
        key="complain",
        at=at,
        complaint_id="complaint-9",
        number=f"6000000{member_id}",
    )


def _claim(conn: Connection, member_id: int, channel: str, at: datetime) -> None:
    claims.file(
        conn,
        member_id=member_id,
        receipt_number="123456",
        channel=channel,
        key="claim",
        at=at,
        claim_id="claim-9",
        number="70000001",
    )


def _give(conn: Connection, channel: str, at: datetime) -> transfers.Transfer:
    return transfers.give(
        conn,
        giver=profiles.by_id(conn, ZH),
        receiver_id=EN,
        amount=500,
        channel=channel,
        key="give",
        at=at,
        transfer_id="t",
    )


def test_complaint_and_claim_notifications_give_number_and_deadline(
    conn: Connection, said: Said, at: datetime
) -> None:
    _complain(conn, ZH, "voice", at)
    assert said(ZH, "complaint_filed") == (
        "投诉已受理，编号60000001，24小时内联系您，6月8日前答复。想撤销请回复：撤销。"
    )
    _complain(conn, EN, "ussd", at)
    assert said(EN, "complaint_filed") == (
        "We have your complaint, number 60000002. We will contact you within 24 hours and decide"
        " by Jun 8. To withdraw it, reply WITHDRAW."
    )
    _claim(conn, ZH, "voice", at)
    assert said(ZH, "claim_filed") == "补登已受理，编号70000001，6月8日前短信答复。"


DECIDED = [
    ("complaint_decided", {"number": "1", "decision": "退还200分"},
     "投诉1的处理结果：退还200分。如不满意，可向监管部门申诉。人工客服请回复RG。"),
    ("complaint_closed", {"number": "1"},
     "投诉1已办结。如不满意，可向监管部门申诉。人工客服请回复RG。"),
    ("claim_decided", {"number": "1", "decision": "granted", "points": 75},
     "补登1已通过，75分已到账。"),
    ("claim_decided", {"number": "1", "decision": "refused", "reason": "单据不清"},
     "补登1未通过：单据不清。人工客服请回复RG。"),
    ("notice", {"notice": "expiry", "points": 2_000, "last_day": "2026-06-21", "days_before": 30},
     "您有2000分将在6月21日到期，回复DH可兑换，不再提醒回复TDDQ。"),
    ("notice", {"notice": "expiry", "points": 2_000, "last_day": "2026-05-31", "days_before": 7},
     None),
    ("notice", {"notice": "tier", "was": "silver", "became": "gold", "until": "2027-05-05"},
     "您的会员等级由银卡变为金卡，回复DJ查看，不再提醒回复TDDJ。"),
    ("code", {"sentence": "redeem_gift-code_sent", "code": (1, 1), "language": "zh",
              "facts": {"name": {"zh": "耳机", "en": "Earphones"}, "points": 5_001, "left": 1}},
     "用5001分换耳机，余1分，发出后不能取消。验证码135246，5分钟内有效，任何人不会向您索要。"),
    ("summary", {"language": "zh"},
     "可用积分12345分，其中2000分6月21日到期。您是金卡，有效期到2026年12月18日。再有3880成长值可升级为钻石卡。"),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "payload", "words"), DECIDED)
def test_event_payload_determines_notification_text(
    conn: Connection,
    said: Said,
    at: datetime,
    topic: str,
    payload: dict[str, Any],
    words: str | None,
) -> None:
    if topic == "code":
        one_time_codes.issue(
            conn,
            member_id=ZH,
            purpose=one_time_codes.Purpose("k", "p"),
            at=at,
            code="135246",
            sealer=CODE_SEALER,
        )
    outbox.put(conn, member_id=ZH, event_id="zz", topic=topic, payload=payload, at=at)
    assert said(ZH, topic) == words


def test_expired_or_unknown_code_gets_no_text(conn: Connection, at: datetime) -> None:
    _, payload, _ = next(each for each in DECIDED if each[0] == "code")
    for given in (payload, {}):  # the release before this one has stored the code: it was removed
        event = Event(ZH, "e", "code", given, at, 1)
        assert texts.compose(conn, event, WORDING, "zh", at, CODE_SEALER) is None


def test_transfer_notifies_giver_and_receiver(seeded: Database, at: datetime) -> None:
    given = seeded.run(lambda conn: _give(conn, "voice", at))
    transfers.complete(seeded, given, at)

    def words(conn: Connection, member_id: int, topic: str) -> str | None:
        payload = {"transfer_id": "t", "channel": "voice"}
        if topic != "transfer":
            payload["from"] = ZH  # type: ignore[assignment]
        event = Event(member_id, "e", topic, payload, at, 1)
        text = texts.compose(conn, event, WORDING, "zh", at, CODE_SEALER)
        return text and text.words

    with seeded.engine.begin() as conn:
        assert words(conn, ZH, "transfer") == (
            "您送给138****0002的500分已送出，余11845分。不是您本人办的？人工客服请回复RG。"
        )
        assert words(conn, EN, "points_received") == (
            "138****0001 gave you 500 points. You have 3,700 now."
        )
        assert words(conn, ZH, "transfer_refunded") == (
            "您送给138****0002的500分对方不能接收，已退回，现有11845分可用。人工客服请回复RG。"
        )
        topics = select(outbox_table.c.member_id, outbox_table.c.topic)
        found = {tuple(row) for row in conn.execute(topics)}
        assert {(ZH, "transfer"), (EN, "points_received")} <= found


def test_member_who_left_or_refused_the_kind_gets_no_notification(
    conn: Connection, said: Said, at: datetime
) -> None:
    """What counts is what the member has said when the text is sent."""
    notice = {"notice": "expiry", "points": 1, "last_day": "2026-06-21", "days_before": 30}
    outbox.put(conn, member_id=ZH, event_id="n", topic="notice", payload=notice, at=at)
    outbox.put(conn, ZH, Topic.OFFER, "o", {"words": {"zh": "话费九折。", "en": "x"}}, at)
    assert said(ZH, "offer") == "话费九折。不想再收请回复R。"
    for text_class, kind in (
        (TextClass.MARKETING, None),
        (TextClass.SERVICE, NoticeKind.EXPIRY),
    ):
        refusal = Consent(text_class, kind, False, SaidBy.MEMBER, "sms:SM1", at)
        topic = "notice" if kind else "offer"
        assert said(ZH, topic) is not None
        consents.record(conn, ZH, refusal)
        assert said(ZH, topic) is None
    outbox.put(conn, member_id=ZH, event_id="s", topic="summary", payload={"language": "zh"}, at=at)
    conn.execute(update(member).where(member.c.member_id == ZH).values(status="left"))
    assert said(ZH, "summary") is None


def test_new_owner_of_a_number_gets_no_text_of_the_former_one(
    conn: Connection, said: Said, at: datetime
) -> None:
    """Also not while an exchange of the former owner is under way."""
    asked = {"partner": "airline", "amount": 1_000, "exchange_id": "x", "key": "k", "at": at}
    partner_exchange.request(conn, member=profiles.by_id(conn, ZH), **asked)
    outbox.put(conn, member_id=ZH, event_id="s", topic="summary", payload={"language": "zh"}, at=at)
    assert said(ZH, "summary") is not None
    ended = MemberEvent(
        source="billing", event_id="1", kind=EventKind.OWNER_CHANGED, happened_at=at, member_id=ZH
    )
    handling.apply(conn, ended, at=at)
    assert profiles.by_id(conn, ZH).status == "frozen"
    assert said(ZH, "summary") is None


@pytest.mark.parametrize(
    ("here", "opens"),
    [("07:59", "08:00"), ("08:00", None), ("20:59", None), ("21:00", "32:00"), ("00:00", "08:00")],
)
def test_quiet_hours_delay_notices_but_not_order_confirmations(
    here: str, opens: str | None
) -> None:
    def moment(clock: str) -> datetime:
        hours, minutes = map(int, clock.split(":"))
        midnight = datetime(2026, 5, 31, 16, tzinfo=UTC)  # in Shanghai
        return midnight + timedelta(hours=hours, minutes=minutes)

    for text_class in (TextClass.SERVICE, TextClass.MARKETING):
        assert texts.not_before(text_class, moment(here)) == (moment(opens) if opens else None)
    assert texts.not_before(TextClass.TRANSACTION, moment(here)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notification_fits_its_sms_segments(language: str) -> None:
    for name in OURS:
        words = _longest(f"text-{name}", language)
        size = sms_segments.segments(words)
        assert size.count == 1, (name, size)
        assert language == "zh" or sms_segments.gsm7(words), words
    keys = ("balance-waiting_expiring", "balance-owed", "tier-below")
    summary = [_longest(key, language) for key in keys]
    balance = sms_segments.segments(" ".join(summary[:2]))
    assert (balance.count, sms_segments.gsm7(summary[1])) == (1, language == "en"), summary
    assert sms_segments.segments(" ".join(summary)).count <= SMS_SEGMENTS_MAX


def _longest(key: str, language: str) -> str:
    return WORDING.say(key, language, Channel.SMS, WORDING.longest_facts(key, language))
