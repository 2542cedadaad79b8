"""Recordings: the old ones found, or all of a member's; forgotten once, and the carrier is told."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from core.contact_centre import recordings
from core.contact_centre.recordings import FIRST, carrier_id_of
from core.kernel import Database
from core.schema import complaint, outbox
from core.service import complaints, suggestions

API = "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings"
OLD, KEPT = timedelta(days=91), timedelta(days=89)


def record(conn: Connection, member_id: int, n: int, at: datetime) -> None:
    complaints.file(
        conn,
        member_id=member_id,
        words=None,
        recording_url=f"{API}/RE{n}",
        channel="voice",
        key=f"k{n}",
        at=at,
        complaint_id=f"c{n}",
        number=f"{n}",
    )


def asked_to_delete(conn: Connection) -> list[str]:
    rows = select(outbox.c.payload).where(outbox.c.topic == "delete_recording")
    return sorted(payload["recording"] for (payload,) in conn.execute(rows))


def test_old_recordings_are_found_page_by_page(seeded: Database, at: datetime) -> None:
    def work(conn: Connection) -> None:
        for n, (member_id, age) in enumerate([(2, OLD), (1, OLD), (1, KEPT), (1, OLD)]):
            record(conn, member_id, n, at - age)
        before, found, place = at - timedelta(days=90), [], FIRST
        while page := recordings.older(conn, before=before, limit=1, after=place):
            found += page
            place = page[-1].key
        assert [each.row for each in found] == ["c1", "c3", "c0"]

    seeded.run(work)


def test_member_recordings_are_forgotten_once_and_carrier_asked_to_delete(
    seeded: Database, at: datetime
) -> None:
    def work(conn: Connection) -> None:
        for n, member_id in enumerate([1, 1, 2]):
            record(conn, member_id, n, at)
        found = recordings.of_member(conn, 1)
        assert [recordings.forget(conn, each, at) for each in found] == [True, True]
        assert [recordings.forget(conn, each, at) for each in found] == [False, False]
        assert recordings.of_member(conn, 1) == []
        assert asked_to_delete(conn) == ["RE0", "RE1"]
        assert len(recordings.of_member(conn, 2)) == 1

    seeded.run(work)


def test_recordings_of_suggestions_are_forgotten_as_well(seeded: Database, at: datetime) -> None:
    def work(conn: Connection) -> None:
        suggestions.make(
            conn,
            member_id=1,
            words=None,
            recording_url=f"{API}/RE5",
            channel="voice",
            at=at - OLD,
            suggestion_id="s5",
        )
        [found] = recordings.older(conn, before=at - KEPT, limit=9, after=FIRST)
        assert recordings.forget(conn, found, at) and not recordings.forget(conn, found, at)
        assert asked_to_delete(conn) == ["RE5"]
        assert suggestions.by_id(conn, "s5").recording_url is None

    seeded.run(work)


def test_recording_replaced_meanwhile_is_not_forgotten(seeded: Database, at: datetime) -> None:
    """The carrier may say another address for the same complaint, between the reading and now."""

    def work(conn: Connection) -> None:
        record(conn, 1, 0, at)
        (old,) = recordings.of_member(conn, 1)
        conn.execute(
            update(complaint)
            .where(complaint.c.complaint_id == "c0")
            .values(recording_url=f"{API}/RE9")
        )
        assert not recordings.forget(conn, old, at)
        assert [each.url for each in recordings.of_member(conn, 1)] == [f"{API}/RE9"]
        assert asked_to_delete(conn) == []

    seeded.run(work)


def test_recording_not_held_by_carrier_is_forgotten_without_request(
    seeded: Database, at: datetime
) -> None:
    def work(conn: Connection) -> None:
        record(conn, 1, 0, at)
        conn.execute(update(complaint).values(recording_url="https://example.org/x.wav"))
        (found,) = (each for each in recordings.of_member(conn, 1))
        assert recordings.forget(conn, found, at)
        assert asked_to_delete(conn) == []

    seeded.run(work)


def test_carrier_id_is_taken_from_recording_url() -> None:
    assert carrier_id_of(f"{API}/RE01ab") == "RE01ab"
    assert carrier_id_of(f"{API}/RE01ab.wav") == "RE01ab"
    assert carrier_id_of("https://example.org/") is None
    assert carrier_id_of(f"{API}/../Calls") is None


def test_a_recording_of_two_complaints_is_deleted_for_both(seeded: Database, at: datetime) -> None:
    def work(conn: Connection) -> None:
        for n in (1, 2):
            record(conn, 1, n, at)
        conn.execute(update(complaint).values(recording_url=f"{API}/RE9"))
        found = [each for each in recordings.of_member(conn, 1) if each.row in ("c1", "c2")]
        assert [recordings.forget(conn, each, at) for each in found] == [True, True]
        assert set(asked_to_delete(conn)) == {"RE9"}

    seeded.run(work)
