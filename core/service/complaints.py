"""What members do with complaints: file one, in their own words or as a recording, look it up, add
to it, and withdraw it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, exists, insert, or_, select, tuple_, update

from core.kernel import NotAllowed, NotFound, Values, idempotency, reference_numbers, row_builder
from core.messaging import Topic, outbox
from core.programme import after_working_days, current_rules
from core.schema import Moment, complaint, complaint_step
from core.service import complaint_steps

LISTED_MAX = 50
"""How many of a member's open complaints are listed; nobody has so many."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """words: None if it was recorded. decision: None while there is none. is_untouched: nobody has
    done anything about it yet but the member, who may have added to it."""

    number: str
    words: str | None
    channel: str
    status: str
    level: int
    opened_at: datetime
    first_contact_due: datetime
    decide_due: datetime
    decision: str | None
    closed_at: datetime | None
    is_untouched: bool


MINE = select(
    complaint.c.number,
    complaint.c.words,
    complaint.c.channel,
    complaint.c.status,
    complaint.c.level,
    complaint.c.opened_at,
    complaint.c.first_contact_due,
    complaint.c.decide_due,
    complaint.c.decision,
    complaint.c.closed_at,
    ~exists()
    .where(
        complaint_step.c.member_id == complaint.c.member_id,
        complaint_step.c.complaint_id == complaint.c.complaint_id,
        complaint_step.c.agent != complaint_steps.BY_MEMBER,
    )
    .label("is_untouched"),
).where(complaint.c.member_id == bindparam("member_id"))
build = row_builder(Complaint, MINE)
_BY_NUMBER = MINE.where(complaint.c.number == bindparam("number"))
_LOCK = (
    select(complaint.c.complaint_id)
    .where(
        complaint.c.member_id == bindparam("member_id"), complaint.c.number == bindparam("number")
    )
    .with_for_update()
)
_CHANGE = update(complaint).where(
    complaint.c.member_id == bindparam("whose"), complaint.c.number == bindparam("which")
)
_CLASSIFIED = exists().where(
    complaint_step.c.member_id == complaint.c.member_id,
    complaint_step.c.complaint_id == complaint.c.complaint_id,
    complaint_step.c.act == "classify",
)
_BY_NO_AGENT = ~_CLASSIFIED.where(complaint_step.c.agent != complaint_steps.BY_MEMBER)
_CLASSIFY = _CHANGE.where(_BY_NO_AGENT).values(category=bindparam("told"))
_NEWEST_FIRST = MINE.order_by(complaint.c.opened_at.desc(), complaint.c.number.desc())
_OPEN = _NEWEST_FIRST.where(complaint.c.status == "open").limit(bindparam("limit"))
_NOT_CLOSED = _NEWEST_FIRST.where(complaint.c.status.in_(("open", "decided"))).limit(
    bindparam("limit")
)
_NEWEST_OPEN = (
    select(complaint.c.number)
    .where(complaint.c.member_id == bindparam("member_id"), complaint.c.status == "open")
    .order_by(complaint.c.opened_at.desc(), complaint.c.number.desc())
    .limit(1)
)
_CLASSIFIABLE = MINE.where(complaint.c.number == _NEWEST_OPEN.scalar_subquery(), _BY_NO_AGENT)
_PAGE = _NEWEST_FIRST.limit(bindparam("limit"))
_FURTHER = _PAGE.where(
    tuple_(complaint.c.opened_at, complaint.c.number)
    < tuple_(bindparam("at", type_=Moment), bindparam("last_number"))
)
# The same words, or the same recording, about the same order.
_SAME = (
    select(complaint.c.number)
    .where(
        complaint.c.member_id == bindparam("member_id"),
        complaint.c.opened_at > bindparam("since"),
        complaint.c.status != "withdrawn",
        complaint.c.order_number.is_not_distinct_from(bindparam("order_number")),
        or_(
            complaint.c.words == bindparam("words"),
            complaint.c.recording_url == bindparam("recording_url"),
        ),
    )
    .order_by(complaint.c.opened_at)
    .limit(1)
)
_BEFORE = select(
    exists().where(
        complaint.c.member_id == bindparam("member_id"),
        complaint.c.order_number == bindparam("order_number"),
        complaint.c.status != "withdrawn",
    )
)
_FILE = insert(complaint).values(status="open")


def file(
    conn: Connection,
    *,
    member_id: int,
    words: str | None,
    recording_url: str | None,
    channel: str,
    key: str,
    at: datetime,
    complaint_id: str,
    number: str,
    order_number: str | None = None,
    category: str | None = None,
) -> Complaint:
    """A second complaint about the same order goes to level 2 at once. The same complaint again
    within `complaint.same_within_minutes` is one complaint: the first is returned. category: one of
    COMPLAINT_CATEGORIES; None if it is not known.

    The caller has locked the member, so that two of them are not filed at the same moment."""
    said = {"words": words, "recording_url": recording_url, "order_number": order_number}
    since = at - timedelta(minutes=current_rules().complaint.same_within_minutes)
    alike = said | {"words": words or None, "member_id": member_id, "since": since}
    same = conn.execute(_SAME, alike).scalar()
    request, result = {"act": "complain"} | said, {"number": same or number}
    before = idempotency.claim(conn, member_id, key, request, result, at)
    if before is not None or same is not None:
        return _by_number(conn, member_id, before["number"] if before else str(same))
    reference_numbers.take(conn, number, "complaint", member_id, complaint_id)
    about = {"member_id": member_id, "order_number": order_number}
    rules = current_rules().complaint
    values = said | {
        "member_id": member_id,
        "complaint_id": complaint_id,
        "number": number,
        "category": category,
        "channel": channel,
        "level": 2 if conn.execute(_BEFORE, about).scalar_one() else 1,
        "opened_at": at,
        "first_contact_due": at + timedelta(hours=rules.first_contact_hours),
        "decide_due": after_working_days(at, rules.decide_working_days),
    }
    conn.execute(_FILE, values)
    filed = {"number": number, "channel": channel}
    outbox.put(conn, member_id, Topic.COMPLAINT_FILED, f"complaint:{complaint_id}", filed, at)
    return _by_number(conn, member_id, number)


def add(
    conn: Connection, *, member_id: int, number: str, words: str, key: str, at: datetime
) -> Complaint:
    """Add the member's words to their own complaint: a step of its own, since what was filed is
    never changed. The same `key` again adds nothing. Raises NotFound, and NotAllowed with its
    status if that is not 'open'. The caller has locked the member."""
    request = {"act": "add_to_complaint", "number": number, "words": words}
    if idempotency.replay(conn, member_id, key, request) is None:
        take(conn, member_id, number, "open")
        by = complaint_steps.BY_MEMBER
        complaint_steps.record(conn, member_id, number, by, "add", words, at)
        idempotency.remember(conn, member_id, key, request, {"number": number}, at)
    return _by_number(conn, member_id, number)


def tell_category(
    conn: Connection, *, member_id: int, number: str, category: str, at: datetime
) -> None:
    """Say what the member's own complaint is about: one of COMPLAINT_CATEGORIES; or something else
    than they have said before, or than its words were taken for. Where an agent has said so
    meanwhile, theirs stays. Raises NotFound, and NotAllowed with its status if that is not 'open'.
    The caller has locked the member."""
    take(conn, member_id, number, "open")
    which = {"whose": member_id, "which": number}
    if conn.execute(_CLASSIFY, which | {"told": category}).rowcount:
        by = complaint_steps.BY_MEMBER
        complaint_steps.record(conn, member_id, number, by, "classify", category, at)


def withdraw(conn: Connection, *, member_id: int, number: str, at: datetime) -> Complaint:
    """Withdraw the member's own complaint, which is then at its end. Raises NotFound, and
    NotAllowed with its status if that is not 'open', or with 'in_work' if an agent has done
    anything about it."""
    if not take(conn, member_id, number, "open").is_untouched:
        raise NotAllowed("in_work")
    return change(conn, member_id, number, {"status": "withdrawn", "closed_at": at})


def take(conn: Connection, member_id: int, number: str, *statuses: str) -> Complaint:
    """Lock the member's own complaint and return it. Raises NotFound, and NotAllowed with its
    status if that is none of these."""
    conn.execute(_LOCK, {"member_id": member_id, "number": number})
    found = by_number(conn, member_id, number)
    if found is None:
        raise NotFound(f"no complaint {number}")
    if found.status not in statuses:
        raise NotAllowed(found.status)
    return found


def change(conn: Connection, member_id: int, number: str, values: Values) -> Complaint:
    """Change the columns `values` of a complaint that take() has locked, and return it."""
    conn.execute(_CHANGE.values(**values), {"whose": member_id, "which": number})
    return _by_number(conn, member_id, number)


def reopened(at: datetime) -> Values:
    """The columns of a complaint that is opened again: on level 2, with its number, and with the
    deadlines of a new one."""
    rules = current_rules().complaint
    return dict.fromkeys(("contacted_at", "decided_at", "decision", "closed_at")) | {
        "status": "open",
        "level": 2,
        "first_contact_due": at + timedelta(hours=rules.first_contact_hours),
        "decide_due": after_working_days(at, rules.decide_working_days),
    }


def latest(conn: Connection, member_id: int, status: str | None = None) -> Complaint | None:
    """The member's newest complaint, or the newest of that status; None if there is none."""
    wanted = _NEWEST_FIRST if status is None else _NEWEST_FIRST.where(complaint.c.status == status)
    row = conn.execute(wanted.limit(1), {"member_id": member_id}).first()
    return None if row is None else build(row)


def latest_classifiable(conn: Connection, member_id: int) -> Complaint | None:
    """The member's newest open complaint; None if there is none, or an agent has said what it is
    about."""
    row = conn.execute(_CLASSIFIABLE, {"member_id": member_id}).first()
    return None if row is None else build(row)


def all_open(conn: Connection, member_id: int) -> list[Complaint]:
    """The member's open complaints, the newest first: at most LISTED_MAX."""
    rows = conn.execute(_OPEN, {"member_id": member_id, "limit": LISTED_MAX})
    return [build(row) for row in rows]


def all_not_closed(conn: Connection, member_id: int) -> list[Complaint]:
    """The member's complaints that are open, or decided and still to be graded, the newest first:
    at most LISTED_MAX."""
    rows = conn.execute(_NOT_CLOSED, {"member_id": member_id, "limit": LISTED_MAX})
    return [build(row) for row in rows]


def page(
    conn: Connection, member_id: int, *, rows: int, after: tuple[datetime, str] | None = None
) -> list[Complaint]:
    """At most `rows` of the member's complaints, the newest first. `after`: time and number of the
    last one of the page before."""
    values: dict[str, object] = {"member_id": member_id, "limit": rows}
    if after is None:
        return [build(row) for row in conn.execute(_PAGE, values)]
    values |= {"at": after[0], "last_number": after[1]}
    return [build(row) for row in conn.execute(_FURTHER, values)]


def by_number(conn: Connection, member_id: int, number: str) -> Complaint | None:
    """The member's own complaint of that number, None if there is none."""
    row = conn.execute(_BY_NUMBER, {"member_id": member_id, "number": number}).first()
    return None if row is None else build(row)


def _by_number(conn: Connection, member_id: int, number: str) -> Complaint:
    return build(conn.execute(_BY_NUMBER, {"member_id": member_id, "number": number}).one())
