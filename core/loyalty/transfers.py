"""Transfers of points from one member to another, through the account `in_transit`.

No transaction locks two members. The first one, the giver's, takes the points and records the
transfer. The second, the receiver's, credits or refuses them for good. The third, the giver's
again, closes the transfer or returns the points to the lots that they came from. Each step may be
repeated, and the process may die between any two: whoever finds the transfer open continues it. The
balance in transit is always the sum of the transfers that are open and not credited yet."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, tuple_, update

from core.kernel import Database, idempotency
from core.ledger import IN_TRANSIT, PostingDetails, available, ledger, lock, lots
from core.loyalty import transfer_limits
from core.members import Member, profiles
from core.messaging import Topic, outbox
from core.programme import local_day
from core.schema import transfer as transfer_table

GIVE = "give"
RECEIVE = "receive"


@dataclass(frozen=True, slots=True)
class TransferPart:
    """Points of one of the giver's lots; they become a lot of the receiver on the same terms."""

    amount: int
    terms: lots.Terms


@dataclass(frozen=True, slots=True)
class Transfer:
    member_id: int  # the giver
    transfer_id: str
    to_member_id: int
    amount: int
    version: int  # of the giver's posting
    parts: tuple[TransferPart, ...]
    status: str  # 'open', 'credited' or 'refunded', when it was read
    opened_at: datetime


_TRANSFERS = select(
    transfer_table.c.member_id,
    transfer_table.c.transfer_id,
    transfer_table.c.to_member_id,
    transfer_table.c.amount,
    transfer_table.c.version,
    transfer_table.c.parts,
    transfer_table.c.status,
    transfer_table.c.opened_at,
)
_BY_ID = _TRANSFERS.where(
    transfer_table.c.member_id == bindparam("member_id"),
    transfer_table.c.transfer_id == bindparam("transfer_id"),
)
_PAGE_KEY = (transfer_table.c.opened_at, transfer_table.c.member_id, transfer_table.c.transfer_id)
_OPEN = (
    _TRANSFERS.where(transfer_table.c.status == "open")
    .order_by(*_PAGE_KEY)
    .limit(bindparam("limit"))
)
_OPEN_AFTER = _OPEN.where(
    tuple_(*_PAGE_KEY)
    > tuple_(
        bindparam("opened_at", type_=transfer_table.c.opened_at.type),
        bindparam("member_id"),
        bindparam("transfer_id"),
    )
)
_NEWEST = (
    _TRANSFERS.where(transfer_table.c.member_id == bindparam("member_id"))
    .order_by(transfer_table.c.opened_at.desc(), transfer_table.c.version.desc())
    .limit(1)
)
_HAS_OPEN = (
    select(transfer_table.c.transfer_id)
    .where(transfer_table.c.member_id == bindparam("member_id"), transfer_table.c.status == "open")
    .limit(1)
)
_RECORD = insert(transfer_table).values(status="open")
_CLOSE = (
    update(transfer_table)
    .where(
        transfer_table.c.member_id == bindparam("target_id"),
        transfer_table.c.transfer_id == bindparam("target_transfer"),
    )
    .values(status=bindparam("new_status"), closed_at=bindparam("at"))
)


def give(
    conn: Connection,
    *,
    giver: Member,
    receiver_id: int,
    amount: int,
    channel: str,
    key: str,
    at: datetime,
    transfer_id: str,
) -> Transfer:
    """Take the points from the giver; complete() brings them to the receiver. Every refusal comes
    before the first write: those of core.loyalty.transfer_limits, and KeyReused."""
    if amount <= 0:
        raise ValueError(f"points are given in amounts above 0: {amount}")
    request = {"act": GIVE, "to": receiver_id, "amount": amount}
    account = lock(conn, giver.member_id)
    before = idempotency.replay(conn, giver.member_id, key, request)
    if before is not None:
        return find(conn, giver.member_id, before["transfer_id"])
    transfer_limits.check_eligible(conn, giver, receiver_id, at)
    points = available(conn, account, local_day(at))
    transfer_limits.check_amount(conn, giver.member_id, amount, points, at)
    details = PostingDetails(IN_TRANSIT, GIVE, key, at)
    posted = ledger.spend_locked(conn, account, amount, details)
    taken = lots.terms_of(conn, giver.member_id, posted.version)
    row = {
        "member_id": giver.member_id,
        "transfer_id": transfer_id,
        "to_member_id": receiver_id,
        "amount": amount,
        "version": posted.version,
        "parts": [_as_json(amount, terms) for amount, terms in taken],
        "opened_at": at,
    }
    conn.execute(_RECORD, row)
    payload = {"transfer_id": transfer_id, "channel": channel}
    outbox.put(conn, giver.member_id, Topic.TRANSFER, f"transfer:{transfer_id}", payload, at)
    result = {"transfer_id": transfer_id}
    idempotency.remember(conn, giver.member_id, key, request, result, at)
    return find(conn, giver.member_id, transfer_id)


def find(conn: Connection, member_id: int, transfer_id: str) -> Transfer:
    which = {"member_id": member_id, "transfer_id": transfer_id}
    return _transfer(conn.execute(_BY_ID, which).one())


def newest(conn: Connection, member_id: int) -> Transfer | None:
    """The last points that the member gave."""
    row = conn.execute(_NEWEST, {"member_id": member_id}).first()
    return None if row is None else _transfer(row)


def open_transfers(
    conn: Connection, *, limit: int, after: Transfer | None = None
) -> list[Transfer]:
    """At most `limit` open transfers, the oldest first; `after` is the last one of the page
    before."""
    if after is None:
        return [_transfer(row) for row in conn.execute(_OPEN, {"limit": limit})]
    page_key = {
        "opened_at": after.opened_at,
        "member_id": after.member_id,
        "transfer_id": after.transfer_id,
    }
    return [_transfer(row) for row in conn.execute(_OPEN_AFTER, page_key | {"limit": limit})]


def has_open(conn: Connection, member_id: int) -> bool:
    """Whether points that the member gave are still in transit."""
    return conn.execute(_HAS_OPEN, {"member_id": member_id}).first() is not None


def complete(database: Database, transfer: Transfer, at: datetime) -> bool:
    """Bring an open transfer to its end; False if it was refunded. It may be repeated."""
    credited = database.run(lambda conn: receive(conn, transfer, at))
    database.run(lambda conn: close(conn, transfer, credited, at))
    return credited


def receive(conn: Connection, transfer: Transfer, at: datetime) -> bool:
    """The receiver's transaction: credit the points, or refuse them for good. The idempotency key
    is used in both cases, so that points refused once are not credited later, when the giver has
    them back. Returns whether they are credited."""
    key = f"transfer:{transfer.transfer_id}"
    request = {"act": RECEIVE, "from": transfer.member_id, "amount": transfer.amount}
    receiver_id = transfer.to_member_id
    lock(conn, receiver_id)
    before = idempotency.replay(conn, receiver_id, key, request)
    if before is not None:
        return bool(before["credited"])
    credited = transfer_limits.can_receive(profiles.by_id(conn, receiver_id))
    for n, part in enumerate(transfer.parts if credited else ()):
        ledger.grant(
            conn,
            member_id=receiver_id,
            amount=part.amount,
            contra=IN_TRANSIT,
            kind=RECEIVE,
            key=f"{key}:{n}",
            at=at,
            **asdict(part.terms),
        )
    if credited:
        _tell(conn, receiver_id, transfer, Topic.POINTS_RECEIVED, at)
    idempotency.remember(conn, receiver_id, key, request, {"credited": credited}, at)
    return credited


def close(conn: Connection, transfer: Transfer, credited: bool, at: datetime) -> None:
    """The giver's transaction, once the receiver's has been committed."""
    giver_id, transfer_id = transfer.member_id, transfer.transfer_id
    account = lock(conn, giver_id)
    if find(conn, giver_id, transfer_id).status != "open":
        return
    if not credited:
        key = f"transfer:{transfer_id}:refund"
        request = {"act": "refund", "transfer_id": transfer_id}
        ledger.reverse_locked(conn, account, transfer.version, key, at)
        idempotency.remember(conn, giver_id, key, request, {}, at)
        _tell(conn, giver_id, transfer, Topic.TRANSFER_REFUNDED, at)
    status = "credited" if credited else "refunded"
    values = {"target_id": giver_id, "target_transfer": transfer_id, "new_status": status, "at": at}
    conn.execute(_CLOSE, values)


def _tell(conn: Connection, member_id: int, transfer: Transfer, topic: Topic, at: datetime) -> None:
    payload = {"transfer_id": transfer.transfer_id, "from": transfer.member_id}
    outbox.put(conn, member_id, topic, f"transfer:{transfer.transfer_id}:{topic}", payload, at)


def _as_json(amount: int, terms: lots.Terms) -> dict[str, Any]:
    return {
        "amount": amount,
        "expires_at": terms.expires_at.isoformat() if terms.expires_at else None,
        "issuer": terms.issuer,
        "unit_cost_mfen": terms.unit_cost_mfen,
    }


def _part(amount: int, expires_at: str | None, issuer: str, unit_cost_mfen: int) -> TransferPart:
    last_day = date.fromisoformat(expires_at) if expires_at else None
    return TransferPart(amount, lots.Terms(last_day, issuer, unit_cost_mfen))


def _transfer(row: Row[*tuple[Any, ...]]) -> Transfer:
    values = row._asdict()
    return Transfer(**(values | {"parts": tuple(_part(**part) for part in values["parts"])}))
