"""Data with work for every job, and helpers that kill a job and compare the results."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from single_holds import place_hold
from sqlalchemy import Connection, delete, event, insert, select, update

from core.books import audit, daily_totals
from core.clients import KeyedRequest, Scope, clients, requests, tokens
from core.contact_centre import picture_intake
from core.conversation import OutcomePromise, outcome_promises, turn_log
from core.kernel import Database
from core.ledger import GROWTH, POINTS, ledger
from core.loyalty import transfers
from core.members import membership, profiles
from core.messaging import Consent, NoticeKind, SaidBy, TextClass, consents
from core.redemption import placing
from core.schema import (
    complaint,
    form_submission,
    gift,
    job_run,
    metadata,
    msisdn,
    one_time_code,
    stock,
    turn,
    voucher,
)
from core.schema import member as member_table
from core.service import complaints
from core.staff import form_submissions

TODAY = date(2026, 6, 1)  # of `at`
YESTERDAY = TODAY - timedelta(days=1)
RATED_ON = date(2026, 5, 6)  # the last rating day before it
LATER = date(2028, 12, 31)
Tables = dict[str, list[tuple[Any, ...]]]


class Killed(BaseException):
    """A BaseException, so that no handler of the product catches it."""


@contextmanager
def killed_at(database: Database, statement: int) -> Iterator[None]:
    """The process dies just before its statement of that number, BEGIN and COMMIT counted in."""
    numbers = count(1)

    def die(*_: Any) -> None:
        if next(numbers) == statement:
            raise Killed

    events = ("begin", "before_cursor_execute", "commit")
    for name in events:
        event.listen(database.engine, name, die)
    try:
        yield
    finally:
        for name in events:
            event.remove(database.engine, name, die)


def contents(database: Database) -> Tables:
    """Every row of every table but job_run."""
    with database.engine.begin() as conn:
        return {
            table.name: sorted((tuple(row) for row in conn.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table is not job_run
        }


def check_ledger(database: Database) -> None:
    with database.engine.begin() as conn:
        assert [*audit.violations(conn), *daily_totals.differences(conn)] == []


def fill(conn: Connection, at: datetime) -> None:
    lately = at - timedelta(days=3)
    _offer(conn)
    _offer_voucher(conn, at)
    for member_id in range(1, 16):
        join(conn, member_id)

    # 1 and 2 have points past their last day, 2 some of them held; 3 and 4 soon, 4 does not want to
    # be told.
    for n, last_day in enumerate((YESTERDAY - timedelta(days=9), YESTERDAY, LATER)):
        earn(conn, 1, 400, f"{n}", lately, last_day)
    earn(conn, 2, 100, "a", lately, YESTERDAY)
    _hold(conn, 2, 30, "partner", lately, at + timedelta(days=9))
    for member_id in (3, 4):
        for days in (5, 20):
            earn(conn, member_id, 1_200, f"{days}", lately, TODAY + timedelta(days=days))
    refusal = Consent(TextClass.SERVICE, NoticeKind.EXPIRY, False, SaidBy.MEMBER, "sms:SM1", lately)
    consents.record(conn, 4, refusal)

    # 5 has a gift that nobody sent, one that waits for an address, and a hold that nobody settled.
    earn(conn, 5, 3_000, "a", lately, LATER)
    _hold(conn, 5, 70, "forgotten", lately, at - timedelta(hours=1))
    for number, days in (("1", 20), ("2", 2)):
        placing.redeem(
            conn,
            member=profiles.by_id(conn, 5),
            sku="cup",
            points=1_000,
            key=f"order{number}",
            at=at - timedelta(days=days),
            channel="sms",
            order_id=f"order{number}",
            number=number,
        )

    # 6 rises, 7 falls, 8 is within the grace, 9 has its term again.
    in_april = at - timedelta(days=40)
    for member_id in (6, 9):
        earn(conn, member_id, 2_300, "g", lately, None, GROWTH, effective_at=in_april)
    for member_id, days in ((7, 40), (8, 5), (9, 5)):
        _set(conn, member_id, tier="gold", tier_until=RATED_ON - timedelta(days=days))

    # 10 leaves today, 11 would, but has points held.
    for member_id in (10, 11):
        earn(conn, member_id, 500, "a", lately, LATER)
        membership.give_notice(conn, member_id=member_id, key="bye", at=at - timedelta(days=30))
    _hold(conn, 11, 30, "partner", lately, None)

    # Points on their way: to 3, and to 12, who has been frozen since.
    earn(conn, 6, 5_000, "to give", lately, LATER)
    for to, transfer_id in ((3, "arrives"), (12, "comes back")):
        transfers.give(
            conn,
            giver=profiles.by_id(conn, 6),
            receiver_id=to,
            amount=250,
            channel="voice",
            key=transfer_id,
            at=at - timedelta(minutes=1),
            transfer_id=transfer_id,
        )
    _set(conn, 12, status="frozen")

    # 8 complained twice, once longer ago than recordings and pictures
    # are kept.
    for n, days in enumerate((91, 89)):
        _record(conn, 8, n, at - timedelta(days=days))
        number, sent_at = profiles.by_id(conn, 8).number, at - timedelta(days=days)
        picture = {"message_id": f"MM{n}", "urls": [f"https://api.twilio.com/ME{n}"]}
        picture_intake.keep(conn, number=number, **picture, at=sent_at)

    # Of 9's decided complaints the time for a grade is over for one.
    for n, (days, seconds) in enumerate(((7, 0), (7, -1)), start=3):
        _record(conn, 9, n, at - timedelta(days=9))
        _decide(conn, 9, f"c{n}", at - timedelta(days=days, seconds=seconds))

    # 13 and 15 left more than three years ago, 14 less; 15 still has an open complaint.
    for member_id, years in ((13, 4), (14, 2), (15, 4)):
        conn.execute(delete(msisdn).where(msisdn.c.member_id == member_id))
        left_on = TODAY.replace(year=TODAY.year - years)
        _set(conn, member_id, status="left", leaves_on=left_on, address="7 Hill Road")
    _record(conn, 15, 2, at)

    for member_id, minutes in ((1, 5), (2, 4)):  # one has expired
        issued_at = at - timedelta(minutes=minutes)
        code = {"code_id": 1, "purpose_hash": "p", "code_hash": "c", "sealed": "s", "used": False}
        terms = {"expires_at": issued_at + timedelta(minutes=5), "tries_left": 3}
        conn.execute(
            insert(one_time_code).values(member_id=member_id, issued_at=issued_at, **code, **terms)
        )

    for n, age in enumerate((turn_log.KEPT_FOR + timedelta(seconds=1), turn_log.KEPT_FOR)):
        for member_id in (0, 1, 2):
            values = {"member_id": member_id, "session_id": "s", "message_id": f"m{n}", "seq": n}
            conn.execute(insert(turn).values(reply={}, talk={}, recorded_at=at - age, **values))
    for message_id in ("m1", "never came"):
        number, asked_at = "+8613800001001", at - timedelta(minutes=5)
        owed = OutcomePromise(1, "s", message_id, number, "en", asked_at)
        outcome_promises.keep(conn, owed)

    for age in (form_submissions.KEPT + timedelta(seconds=1), form_submissions.KEPT):
        form = {"agent": "agent", "form_key": f"{age}", "action": "/desk/x", "content_hash": "x"}
        conn.execute(insert(form_submission).values(recorded_at=at - age, **form))
    _use_api(conn, at)


def _use_api(conn: Connection, at: datetime) -> None:
    """A client with a token that has expired and one that has not, and an old and a new request."""
    clients.add(conn, "crm", [Scope.POINTS_READ], "secret", at)
    for age in (tokens.LIFETIME, tokens.LIFETIME - timedelta(seconds=1)):
        tokens.issue(conn, "crm", f"{age}", "points:read", at - age)
    for age in (requests.KEPT + timedelta(seconds=1), requests.KEPT):
        asked = KeyedRequest("crm", f"{age}", {})
        requests.once(conn, asked, lambda _: {}, at - age)


def _offer_voucher(conn: Connection, at: datetime) -> None:
    """A voucher with a code that has expired, and one that has not."""
    names = {"name_zh": "券", "name_en": "Voucher"}
    item = {"sku": "voucher", "kind": "voucher", "number": 40, "points": 1, "sort": 9}
    conn.execute(insert(gift).values(on_sale=True, **item, **names))
    pieces = {"bucket": 0, "at_first": 2, "left": 2, "reserved": 0, "sent": 0}
    conn.execute(insert(stock).values(sku="voucher", **pieces))
    for day in (YESTERDAY, LATER):
        code = {"fingerprint": f"{day}", "sealed": "-", "expires_on": day, "loaded_at": at}
        conn.execute(insert(voucher).values(sku="voucher", **code))


def _offer(conn: Connection) -> None:
    what = {"kind": "gift", "number": 1, "points": 1_000, "on_sale": True, "sort": 1}
    conn.execute(insert(gift).values(sku="cup", name_zh="杯", name_en="Cup", **what))
    count = {"at_first": 5, "left": 5, "reserved": 0, "sent": 0}
    conn.execute(insert(stock).values(sku="cup", bucket=0, **count))


def join(conn: Connection, member_id: int) -> None:
    number = f"+86138000010{member_id:02}"
    values = {"member_id": member_id, "number": number, "name": "Lin", "tier": "basic"}
    who = {"joined_on": date(2020, 1, 1), "status": "active", "province": "GD"}
    conn.execute(insert(member_table).values(pin_wrong=0, marketing_ok=False, **values, **who))
    conn.execute(insert(msisdn).values(number=number, member_id=member_id))
    for unit in (POINTS, GROWTH):
        ledger.open_account(conn, member_id, unit)


def earn(
    conn: Connection,
    member_id: int,
    amount: int,
    key: str,
    at: datetime,
    last_day: date | None,
    unit: str = POINTS,
    effective_at: datetime | None = None,
) -> None:
    what = {"contra": "issued", "kind": "mobile", "key": f"earn:{key}", "unit_cost_mfen": 1_000}
    ledger.grant(
        conn,
        member_id=member_id,
        unit=unit,
        amount=amount,
        at=at,
        expires_at=last_day,
        effective_at=effective_at,
        **what,
    )


def _hold(
    conn: Connection, member_id: int, amount: int, key: str, at: datetime, until: datetime | None
) -> None:
    place_hold(conn, member_id=member_id, amount=amount, key=key, at=at, expires_at=until)


def _record(conn: Connection, member_id: int, n: int, at: datetime) -> None:
    complaints.file(
        conn,
        member_id=member_id,
        words=None,
        recording_url=f"https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE{n}",
        channel="voice",
        key=f"complaint:{n}",
        at=at,
        complaint_id=f"c{n}",
        number=f"2026999{n}",
    )


def _decide(conn: Connection, member_id: int, complaint_id: str, at: datetime) -> None:
    which = (complaint.c.member_id == member_id) & (complaint.c.complaint_id == complaint_id)
    decided = {"status": "decided", "decided_at": at, "decision": "No."}
    conn.execute(update(complaint).where(which).values(**decided))


def _set(conn: Connection, member_id: int, **values: Any) -> None:
    conn.execute(update(member_table).where(member_table.c.member_id == member_id).values(**values))
