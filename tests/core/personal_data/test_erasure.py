"""The erasure of a member's personal data: nothing of the person is left in any table, and the
ledger with its seals stays valid."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from code_sealer import CODE_SEALER
from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import DBAPIError, OperationalError

from core.books import audit, seals
from core.contact_centre import SessionSummary, picture_intake, pictures, requests
from core.conversation import SelfService, self_service, turn_log
from core.kernel import Database, NotAllowed, idempotency
from core.ledger import ledger
from core.member_events import EventKind, MemberEvent, handling
from core.members import changes, member_points, numbers, one_time_codes, profiles
from core.messaging import Topic, outbox, sent_texts
from core.personal_data import ErasureReport, ErasureRequest, OpenBusiness, callers, erasure
from core.programme import local_day
from core.schema import (
    Ground,
    complaint,
    complaint_step,
    erasure_of,
    handover,
    line,
    metadata,
    msisdn,
)
from core.schema import member as member_table
from core.schema import outbox as outbox_table
from core.service import complaints, suggestions
from core.staff import TrailFilter, audit_trail

MEMBER_ID, NUMBER, FORMER = 5, "+8613800000005", "+8613811112222"
SAID = "my neighbour Zhou heard it"
API = "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings"


def request(at: datetime) -> ErasureRequest:
    return ErasureRequest("hotline members", "requested", at)


def cells(conn: Connection) -> Iterator[tuple[str, str, str]]:
    """(table, column, value) of every row of every table."""
    for table in metadata.sorted_tables:
        for row in conn.execute(select(table)).mappings():
            for name, value in row.items():
                yield table.name, name, str(value)


def places_of(conn: Connection, *words: str) -> set[tuple[str, str]]:
    return {(table, name) for table, name, value in cells(conn) if any(w in value for w in words)}


def ask_agent(conn: Connection, member_id: int, number: str, key: str, at: datetime) -> str:
    session = f"sms:{number}"
    summary = SessionSummary(
        session, "sms", "zh", "balance", [["member", SAID]], ["balance.look"], [], 3
    )
    handover_id = f"h-{member_id}-{key}"
    requests.request(
        conn, member_id=member_id, number=number, way="text", summary=summary, priority=3,
        key=f"{session}:SM-{key}:agent", at=at, handover_id=handover_id,
    )  # fmt: skip
    said = {"member_id": member_id, "handover_id": handover_id, "line_id": 1, "who": "member"}
    conn.execute(insert(line).values(**said, words=SAID, at=at, event_id=f"e:{session}"))
    closed = {"status": "closed", "note": SAID, "recording_url": f"{API}/RE{member_id}{key}"}
    conn.execute(update(handover).where(handover.c.handover_id == handover_id).values(**closed))
    return handover_id


def live(conn: Connection, at: datetime) -> None:
    """A member's life with the hotline: something personal in every table that can hold it."""
    whose = {"member_id": MEMBER_ID}
    for days_ago, event_id, became in ((9, "moved", FORMER), (8, "back", NUMBER)):
        happened_at = at - timedelta(days=days_ago)
        event = MemberEvent(
            source="billing", event_id=event_id, kind=EventKind.NUMBER_CHANGED,
            happened_at=happened_at, member_id=MEMBER_ID, became=became,
        )  # fmt: skip
        handling.apply(conn, event, at=happened_at)
    changes.correct_address(conn, **whose, becomes=f"7 Hill Road, {SAID}")
    detail = {"becomes": SAID, "reason": SAID}
    for act, entry in (("member_address", "t1"), ("member_looked_at", "t2")):
        audit_trail.record(
            conn, **whose, agent="agent", act=act, detail=detail, at=at, entry_id=entry
        )
    ask_agent(conn, MEMBER_ID, NUMBER, "1", at)
    ask_agent(conn, MEMBER_ID, FORMER, "2", at)
    complaints.file(
        conn, **whose, words=SAID, recording_url=f"{API}/REc", channel="voice",
        key=f"sms:{NUMBER}:SM2", at=at, complaint_id="c", number="20269999",
    )  # fmt: skip
    suggestions.make(
        conn, **whose, words=SAID, recording_url=f"{API}/REs", channel="voice", at=at,
        suggestion_id="s",
    )  # fmt: skip
    step = {"complaint_id": "c", "step_id": 1, "agent": "agent", "act": "note"}
    conn.execute(insert(complaint_step).values(**whose, **step, words=SAID, at=at))
    turn_log.record(
        conn, **whose, session_id=f"sms:{NUMBER}", message_id="SM2", seq=1,
        reply={"say": [SAID]}, session={"caller": NUMBER}, at=at,
    )  # fmt: skip
    self_service.record(conn, at, {SelfService(MEMBER_ID, "sms", "balance"): 1})
    for message_id in ("MM1", "MM2"):
        picture_intake.keep(conn, number=NUMBER, message_id=message_id, urls=["https://x/y"], at=at)
    event_id = f"code:sms:{NUMBER}:SM3"
    outbox.put(conn, MEMBER_ID, Topic.TEXT, event_id, {"to": NUMBER, "words": SAID}, at)
    sent_texts.begin(conn, **whose, event_id=event_id, number=NUMBER, words=SAID, at=at)
    purpose = one_time_codes.Purpose("k", SAID)
    one_time_codes.issue(conn, **whose, purpose=purpose, at=at, code="123456", sealer=CODE_SEALER)


def finish(conn: Connection) -> None:
    """Nothing is open any more."""
    decided = {"status": "decided", "decision": SAID}
    conn.execute(update(complaint).where(complaint.c.member_id == MEMBER_ID).values(**decided))


@pytest.fixture
def lived(seeded: Database, at: datetime) -> Database:
    seeded.run(lambda conn: live(conn, at))
    return seeded


def erase(database: Database, at: datetime) -> ErasureReport:
    database.run(finish)
    return database.run(lambda conn: erasure.erase(conn, request(at), member_id=MEMBER_ID))


def test_nothing_personal_is_left_in_any_table(lived: Database, at: datetime) -> None:
    name = lived.read(lambda conn: profiles.by_id(conn, MEMBER_ID)).name
    personal = (NUMBER, FORMER, SAID, name)
    lived.run(finish)
    before = lived.read(lambda conn: places_of(conn, *personal))
    declared = {
        (table.name, column)
        for table in metadata.sorted_tables
        if "erasure" in table.info
        for column in (erasure_of(table).erased if erasure_of(table).is_kept else table.c.keys())
    }
    assert before <= declared and len({table for table, _ in before}) >= 12
    report = erase(lived, at)
    assert lived.read(lambda conn: places_of(conn, *personal)) == set()
    row = lived.read(
        lambda conn: conn.execute(
            select(member_table).where(member_table.c.member_id == MEMBER_ID)
        ).one()
    )
    assert (row.number, row.name, row.status) == ("erased:5", "erased:5", "left")
    assert (row.born_on, row.address, row.pin_hash, row.marketing_ok) == (None, None, None, False)
    assert (report.points, report.recordings, report.pictures) == (5_000, 4, 2)
    assert report.kept_until(Ground.BOOKS) == date(2036, 6, 1)
    assert report.kept_until(Ground.SERVICE) == date(2029, 6, 1)


def test_further_numbers_are_left_nowhere(lived: Database, at: datetime) -> None:
    """Also in the keys of what was done from them by text."""
    further = "+8613922223333"

    def text_from_it(conn: Connection) -> None:
        numbers.add(conn, member_id=MEMBER_ID, number=further, by="billing", key="add", at=at)
        key = f"sms:{further}:SM9:give"
        idempotency.remember(conn, MEMBER_ID, key, {"act": "give"}, {}, at)

    lived.run(text_from_it)
    erase(lived, at)
    assert lived.read(lambda conn: places_of(conn, further)) == set()


def test_nothing_is_filed_for_who_was_erased(lived: Database, at: datetime) -> None:
    erase(lived, at)
    with pytest.raises(NotAllowed, match="left"):
        lived.run(lambda conn: profiles.lock_unerased(conn, MEMBER_ID))
    lived.run(lambda conn: profiles.lock_unerased(conn, 1))


def test_pictures_are_still_to_be_deleted_at_the_carrier(lived: Database, at: datetime) -> None:
    """The rows are gone; the events name the files and addresses, until they are delivered."""
    erase(lived, at)
    assert lived.read(lambda conn: pictures.of_member(conn, MEMBER_ID)) == []
    found = select(outbox_table.c.payload).where(outbox_table.c.topic == "delete_picture")
    payloads = lived.read(lambda conn: conn.execute(found).scalars().all())
    assert sorted(payload["picture_id"] for payload in payloads) == ["MM1-0", "MM2-0"]


def test_ledger_and_seals_stay_valid(lived: Database, at: datetime) -> None:
    tomorrow = at + timedelta(days=1)
    assert seals.make(lived, tomorrow)
    postings = lived.read(lambda conn: places_of(conn, "seed"))
    published = {
        (head.day, head.shard): head.head for head in lived.read(lambda conn: seals.heads(conn))
    }
    erase(lived, tomorrow)
    assert list(seals.check(lived, published)) == []
    assert lived.read(lambda conn: list(audit.violations(conn))) == []
    assert postings
    assert lived.read(lambda conn: ledger.balance(conn, MEMBER_ID)).balance == 0


def test_erasure_is_recorded_without_personal_data(lived: Database, at: datetime) -> None:
    report = erase(lived, at)
    entries = lived.read(lambda conn: audit_trail.page(conn, TrailFilter(member_id=MEMBER_ID)))
    (erased,) = (e for e in entries if e.act == "member_erased")
    assert (erased.agent, erased.detail["because"]) == ("hotline members", "requested")
    assert (erased.detail["points"], erased.detail["recordings"]) == (5_000, 4)
    assert erased.detail["deleted"]["outbound messages"] >= 1
    others = {e.act: e.detail for e in entries if e.act != "member_erased"}
    assert others == {"member_address": {}, "member_looked_at": {}}
    assert report == report_of(lived)


def report_of(database: Database) -> ErasureReport:
    report = database.read(lambda conn: erasure.report_of(conn, MEMBER_ID))
    assert report is not None
    return report


def test_second_erasure_changes_nothing_and_reports_the_first(
    lived: Database, at: datetime
) -> None:
    report = erase(lived, at)
    before = lived.read(lambda conn: sorted(cells(conn)))
    later = request(at + timedelta(days=1))
    again = lived.run(lambda conn: erasure.erase(conn, later, member_id=MEMBER_ID))
    assert again == report and report.tables
    assert lived.read(lambda conn: sorted(cells(conn))) == before
    assert lived.read(lambda conn: erasure.members_of(conn, NUMBER)) == []


def test_report_holds_after_a_lost_answer_to_the_commit(lived: Database, at: datetime) -> None:
    """The database has committed, and the work is taken again on a new connection."""
    lived.run(finish)
    failed = []

    def lose_the_answer(conn: Connection) -> ErasureReport:
        report = erasure.erase(conn, request(at), member_id=MEMBER_ID)
        if not failed:
            failed.append(True)
            conn.commit()
            raise OperationalError("COMMIT", {}, ConnectionError(), connection_invalidated=True)
        return report

    report = lived.run(lose_the_answer)
    assert failed and (report.points, report.recordings, report.pictures) == (5_000, 4, 2)
    assert report.tables


def test_erasure_of_an_earlier_release_is_reported_without_tables(
    lived: Database, at: datetime
) -> None:
    def erase_as_before(conn: Connection) -> None:
        detail = {"because": "requested", "points": 70}
        audit_trail.record(
            conn, member_id=MEMBER_ID, agent="hotline members", act="member_erased", detail=detail,
            at=at, entry_id="erased",
        )  # fmt: skip
        conn.execute(
            update(member_table)
            .where(member_table.c.member_id == MEMBER_ID)
            .values(erased_at=at, leaves_on=date(2026, 5, 31))
        )

    lived.run(erase_as_before)
    report = report_of(lived)
    assert (report.at, report.left_on, report.points) == (at, date(2026, 5, 31), 70)
    assert (report.tables, report.recordings) == ((), 0)


def test_number_joins_again_as_somebody_new(lived: Database, at: datetime, join: Any) -> None:
    erase(lived, at)

    def new_member(conn: Connection) -> None:
        row = {"member_id": 77, "tier": "basic", "joined_on": date(2026, 6, 1), "pin_wrong": 0}
        conn.execute(
            insert(member_table).values(
                **row, number=NUMBER, name="Wu", status="active", province="GD", marketing_ok=False
            )
        )
        conn.execute(insert(msisdn).values(number=NUMBER, member_id=77))

    lived.run(new_member)
    found = lived.read(lambda conn: member_points.caller(conn, NUMBER, local_day(at)))
    assert found is not None and (found.member_id, found.available) == (77, 0)
    assert [m.member_id for m in lived.read(lambda conn: erasure.members_of(conn, NUMBER))] == [77]


def test_open_business_is_listed_and_nothing_is_erased(lived: Database, at: datetime) -> None:
    before = lived.read(lambda conn: sorted(cells(conn)))
    with pytest.raises(OpenBusiness) as refused:
        lived.run(lambda conn: erasure.erase(conn, request(at), member_id=MEMBER_ID))
    assert refused.value.counts == {"complaints not decided": 1}
    with pytest.raises(OpenBusiness) as refused:
        lived.run(lambda conn: erasure.erase(conn, request(at), member_id=3))
    assert refused.value.counts == {"open holds of points": 1, "orders not delivered": 1}
    assert lived.read(lambda conn: sorted(cells(conn))) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE line SET words = 'erased:{id}' WHERE member_id = {id}",
        "UPDATE trail SET detail = '{{}}' WHERE member_id = {id}",
        "UPDATE number_change SET was = 'erased:{id}' WHERE member_id = {id}",
        "UPDATE complaint_step SET words = 'erased:{id}' WHERE member_id = {id}",
        "UPDATE idempotency SET request_hash = 'erased:{id}' WHERE member_id = {id}",
    ],
)
def test_guard_stays_closed_before_an_erasure(lived: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        lived.run(lambda conn: conn.execute(text(statement.format(id=MEMBER_ID))))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE line SET words = 'other words' WHERE member_id = {id}",
        "UPDATE line SET who = 'agent' WHERE member_id = {id}",
        "UPDATE line SET words = 'erased:6' WHERE member_id = {id}",
        "UPDATE number_change SET changed_at = '2020-01-01' WHERE member_id = {id}",
        "UPDATE trail SET agent = 'somebody' WHERE member_id = {id}",
        "UPDATE trail SET detail = '{{}}' WHERE act = 'member_erased'",
        "UPDATE idempotency SET key = 'erased:{id}:9' WHERE member_id = {id}"
        " AND key = (SELECT MIN(key) FROM posting WHERE member_id = {id})",
        "UPDATE posting SET memo = '' WHERE member_id = {id}",
        "DELETE FROM line WHERE member_id = {id}",
        "DELETE FROM trail WHERE member_id = {id}",
        "UPDATE line SET words = 'erased:0' WHERE member_id = 0",
    ],
)
def test_guard_opens_for_nothing_else_after_an_erasure(
    lived: Database, at: datetime, statement: str
) -> None:
    lived.run(lambda conn: ask_agent(conn, 0, "+8613899999999", "s", at))
    erase(lived, at)
    with pytest.raises(DBAPIError, match="append-only"):
        lived.run(lambda conn: conn.execute(text(statement.format(id=MEMBER_ID))))


def test_contacts_of_a_caller_who_is_no_member_are_erased(seeded: Database, at: datetime) -> None:
    stranger, other = "+8613899999999", "+8613899998888"

    def call(conn: Connection) -> None:
        ask_agent(conn, 0, stranger, "a", at)
        ask_agent(conn, 0, other, "b", at)

    seeded.run(call)
    done = seeded.run(lambda conn: callers.erase(conn, request(at), number=stranger))
    assert {table.rows: table.changed for table in done if table.kept} == {
        "contacts with agents": 1,
        "messages written with agents": 1,
    }
    assert seeded.read(lambda conn: places_of(conn, stranger)) == set()
    assert seeded.read(lambda conn: places_of(conn, other, SAID))
    (entry,) = seeded.read(lambda conn: audit_trail.page(conn, TrailFilter()))[:1]
    assert (entry.act, entry.agent) == ("member_erased", "hotline members")
    assert stranger not in str(entry)
    again = request(at)  # as Database.run() does if the answer to the commit was lost
    assert seeded.run(lambda conn: callers.erase(conn, again, number=stranger)) == done
    later = request(at + timedelta(seconds=1))
    assert seeded.run(lambda conn: callers.erase(conn, later, number=stranger)) == ()
