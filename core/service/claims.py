"""Claims for missing points: a receipt that was not credited. Each receipt is claimed once, whoever
claims it. One that is in the receipt book is decided at once."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select

from core.kernel import InsertIfNew, idempotency, reference_numbers, row_builder
from core.members import profiles
from core.messaging import Topic, outbox
from core.organisation import moves
from core.programme import after_working_days, current_rules, local_day
from core.schema import claim as claim_table
from core.schema import receipt
from core.service import automatic_claims, claim_queue, receipt_book
from core.service.errors import ReceiptAlreadyClaimed
from core.service.receipt_book import ReceiptFacts

LISTED_MAX = 50
"""How many of a member's open claims are listed; nobody has so many."""


@dataclass(frozen=True, slots=True)
class Claim:
    """`points`: those of a claim that was granted when it was filed."""

    number: str
    receipt_number: str
    status: str
    opened_at: datetime
    decide_due: datetime
    points: int | None = None


_MINE = select(
    claim_table.c.number,
    claim_table.c.receipt_number,
    claim_table.c.status,
    claim_table.c.opened_at,
    claim_table.c.decide_due,
).where(claim_table.c.member_id == bindparam("member_id"))
_build = row_builder(Claim, _MINE)
_BY_NUMBER = _MINE.where(claim_table.c.number == bindparam("number"))
_LATEST = _MINE.order_by(claim_table.c.opened_at.desc(), claim_table.c.number.desc()).limit(1)
_OPEN = (
    _MINE.where(claim_table.c.status == "open")
    .order_by(claim_table.c.opened_at.desc(), claim_table.c.number.desc())
    .limit(bindparam("limit"))
)
_TAKE_RECEIPT = InsertIfNew(receipt)
_TAKEN = select(receipt.c.number).where(receipt.c.number == bindparam("number"))
NOTHING_SAID = ReceiptFacts()
_FILE = insert(claim_table).values(status="open")


def file(
    conn: Connection,
    *,
    member_id: int,
    receipt_number: str,
    channel: str,
    key: str,
    at: datetime,
    claim_id: str,
    number: str,
    said: ReceiptFacts = NOTHING_SAID,
) -> Claim:
    """File a claim, and grant it where the receipt book has its receipt. Raises
    ReceiptAlreadyClaimed: by this member or another one."""
    request = {"act": "claim", "receipt_number": receipt_number}
    profiles.lock(conn, member_id)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        filed = _by_number(conn, member_id, before["number"])
        return replace(filed, points=before.get("points"))
    taken = {"number": _name(receipt_number, said.merchant), "member_id": member_id}
    if is_claimed(conn, receipt_number, said.merchant) or not _TAKE_RECEIPT(conn, taken):
        raise ReceiptAlreadyClaimed(receipt_number)
    reference_numbers.take(conn, number, "claim", member_id, claim_id)
    due = after_working_days(at, current_rules().claim.decide_working_days)
    values = {
        "member_id": member_id,
        "claim_id": claim_id,
        "number": number,
        "receipt_number": receipt_number,
        "opened_at": at,
        "org": moves.place_at(conn, member_id, at),
        "decide_due": due,
        **asdict(said),
    }
    conn.execute(_FILE, values)
    case = claim_queue.by_number(conn, number)
    earned = automatic_claims.decide(conn, case, channel, at)
    if earned is None:
        answer = {"number": number, "due": local_day(due).isoformat(), "channel": channel}
        outbox.put(conn, member_id, Topic.CLAIM_FILED, f"claim:{claim_id}", answer, at)
    points = earned.points if earned else None
    idempotency.remember(conn, member_id, key, request, {"number": number, "points": points}, at)
    return replace(_by_number(conn, member_id, number), points=points)


def is_claimed(conn: Connection, receipt_number: str, merchant: str | None = None) -> bool:
    """Whether the receipt has been claimed, by this member or another one."""
    known = receipt_book.of_number(conn, receipt_number, merchant)
    if len(known) == 1 and known[0].claim_id is not None:
        return True
    name = _name(receipt_number, merchant)
    return conn.execute(_TAKEN, {"number": name}).first() is not None


def _name(receipt_number: str, merchant: str | None) -> str:
    """Where the member names the merchant, several have issued a receipt of that number, and each
    is claimed apart."""
    return receipt_number if merchant is None else f"{merchant}:{receipt_number}"


def by_number(conn: Connection, member_id: int, number: str) -> Claim | None:
    """The member's own claim of that number, None if there is none."""
    row = conn.execute(_BY_NUMBER, {"member_id": member_id, "number": number}).first()
    return None if row is None else _build(row)


def latest(conn: Connection, member_id: int) -> Claim | None:
    """The member's newest claim, None if there is none."""
    row = conn.execute(_LATEST, {"member_id": member_id}).first()
    return None if row is None else _build(row)


def all_open(conn: Connection, member_id: int) -> list[Claim]:
    """The member's open claims, the newest first: at most LISTED_MAX."""
    rows = conn.execute(_OPEN, {"member_id": member_id, "limit": LISTED_MAX})
    return [_build(row) for row in rows]


def _by_number(conn: Connection, member_id: int, number: str) -> Claim:
    return _build(conn.execute(_BY_NUMBER, {"member_id": member_id, "number": number}).one())
