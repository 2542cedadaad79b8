"""Consents are evidence: rows are added, and the newest of a class and kind counts."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select, update
from sqlalchemy.exc import DBAPIError

from core.kernel import Database, NoSuchMember
from core.members import text_consent
from core.messaging import (
    TEXT_CLASSES,
    Consent,
    NoticeKind,
    SaidBy,
    TextClass,
    Topic,
    UndeclaredText,
    class_of,
    consents,
    notices,
)
from core.programme import current_rules
from core.schema import consent, member
from jobs.deliveries import DELIVERIES
from jobs.texting import tell

NUMBER = "+8613800000001"


def said(
    given: bool, at: datetime, kind: NoticeKind | None = None, evidence: str = "sms:SM1"
) -> Consent:
    text_class = TextClass.SERVICE if kind else TextClass.MARKETING
    return Consent(text_class, kind, given, SaidBy.MEMBER, evidence, at)


def wants_marketing(conn: Connection) -> bool:
    row = select(member.c.marketing_ok).where(member.c.member_id == 1)
    return bool(conn.execute(row).scalar_one())


def test_consent_is_a_history_and_the_flag_follows(conn: Connection, at: datetime) -> None:
    """The audit at the end of the transaction compares both."""
    for step, given in enumerate((False, False, True), 1):
        consents.record(
            conn, 1, said(given, at + timedelta(minutes=step), evidence=f"sms:SM{step}")
        )
        assert wants_marketing(conn) is given
    assert [(each.given, each.by, each.evidence) for each in consents.history(conn, 1)] == [
        (True, "member", "sms:SM3"),
        (False, "member", "sms:SM1"),
        (True, "import", "import:demo"),
    ]


def test_nobody_consents_by_silence(conn: Connection, at: datetime) -> None:
    assert consents.newest(conn, 2, TextClass.SERVICE, NoticeKind.EXPIRY) is None
    assert consents.allow(conn, 2, TextClass.SERVICE, NoticeKind.EXPIRY)
    assert consents.allow(conn, 99, TextClass.TRANSACTION)
    assert not consents.allow(conn, 99, TextClass.MARKETING)
    with pytest.raises(NoSuchMember):
        consents.record(conn, 99, said(True, at))


def test_refusing_marketing_stops_no_notice_and_refusing_a_kind_stops_only_that(
    conn: Connection, at: datetime
) -> None:
    consents.record(conn, 1, said(False, at))
    assert not consents.allow(conn, 1, TextClass.MARKETING)
    assert all(consents.allow(conn, 1, TextClass.SERVICE, kind) for kind in (None, *NoticeKind))
    consents.record(conn, 1, said(True, at))
    consents.record(conn, 1, said(False, at, NoticeKind.EXPIRY))
    assert [consents.allow(conn, 1, TextClass.SERVICE, kind) for kind in NoticeKind] == [
        False,
        True,
    ]
    assert consents.allow(conn, 1, TextClass.MARKETING)
    assert not notices.put(conn, member_id=1, event_id="e", kind=NoticeKind.EXPIRY, facts={}, at=at)
    assert notices.put(conn, member_id=1, event_id="t", kind=NoticeKind.TIER, facts={}, at=at)
    consents.record(conn, 1, said(True, at, NoticeKind.EXPIRY))
    assert notices.put(conn, member_id=1, event_id="e", kind=NoticeKind.EXPIRY, facts={}, at=at)


def test_offers_need_consent_and_are_limited_by_month(conn: Connection, at: datetime) -> None:
    """Of the programme's calendar: 30 June, 23:59 in Shanghai, and a minute later."""

    def put(n: int, at: datetime) -> bool:
        words = {"zh": "x", "en": "x"}
        return notices.put_offer(conn, member_id=1, event_id=f"offer:{n}", words=words, at=at)

    for n in range(9):  # notices are not counted
        notices.put(conn, member_id=1, event_id=f"n{n}", kind=NoticeKind.TIER, facts={}, at=at)
    last = datetime(2026, 6, 30, 15, 59, tzinfo=UTC)
    most = current_rules().texts.per_month_max
    assert [put(n, at) for n in range(most + 1)] == most * [True] + [False]
    assert not put(9, last)
    assert put(9, last + timedelta(minutes=1))
    assert not put(0, last + timedelta(minutes=1))  # written in June
    consents.record(conn, 1, said(False, at))
    assert not put(10, last + timedelta(minutes=1))
    assert 1 not in notices.with_consent(conn, after=0, limit=9)
    assert notices.with_consent(conn, after=1, limit=2) == [2, 3]


def test_carrier_that_blocks_the_number_for_marketing_blocks_nothing_else(
    conn: Connection, at: datetime
) -> None:
    text_consent.stop_texts(conn, NUMBER, at, evidence="sms:SM1", only_marketing=True)
    assert not wants_marketing(conn)
    text_consent.resume_texts(conn, NUMBER, at, evidence="sms:SM2", only_marketing=True)
    newest = consents.history(conn, 1)[0]
    assert (newest.given, newest.by, newest.evidence) == (True, "carrier", "sms:SM2")


def test_consent_is_append_only(seeded: Database) -> None:
    for change in (update(consent).values(given=False), consent.delete()):
        with pytest.raises(DBAPIError):
            seeded.run(lambda conn, change=change: conn.execute(change))
    count = select(func.count()).select_from(consent)
    assert seeded.read(lambda conn: conn.execute(count).scalar_one()) > 0


def test_every_text_declares_its_class() -> None:
    composed = {topic for topic, delivery in DELIVERIES.items() if delivery.deliver is tell}
    assert composed | {Topic.TEXT} == set(TEXT_CLASSES)
    with pytest.raises(UndeclaredText):
        class_of("call_agent")
