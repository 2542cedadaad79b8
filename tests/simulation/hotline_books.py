"""The product's side of the comparison: reads a member's book from the database."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from books import (
    AT_ONCE,
    NEVER,
    Answer,
    Book,
    Claim,
    Debt,
    Entry,
    Exchange,
    Growth,
    Hold,
    Lot,
    Move,
    Order,
    Rating,
    Spending,
    Terms,
    Transfer,
)
from hotline_door_books import (
    CLAIMS,
    PARCEL_EVENTS,
    PARCELS,
    codes_of,
    issued_of,
    parcel_of,
)
from reference import Reference
from rules import Gift, Stock
from sqlalchemy import Connection, Select, bindparam, func, select, update

from core.schema import (
    exchange,
    further_number,
    gift,
    gift_order,
    hold,
    hold_lot,
    idempotency,
    import_run,
    lot,
    lot_use,
    member,
    member_account,
    member_event,
    msisdn,
    org_move,
    owed,
    posting,
    spending,
    stock,
    tier_change,
    transfer,
)

_MEMBERSHIP = select(
    member.c.status,
    member.c.status_when_lifted,
    member.c.joined_on,
    member.c.leaves_on,
    member.c.tier,
    member.c.tier_until,
    member.c.province,
    member.c.city,
    member.c.number,
)
_GIVE_TERM = (
    update(member)
    .where(member.c.member_id == bindparam("whose"))
    .values(tier=bindparam("became"), tier_until=bindparam("last"))
)
_LOTS = select(
    lot.c.lot_id,
    lot.c.granted,
    lot.c.remaining,
    lot.c.held,
    lot.c.expires_at,
    lot.c.issuer,
    lot.c.unit_cost_mfen,
    lot.c.usable_from,
)
_ENTRIES = (
    select(
        posting.c.version,
        posting.c.amount,
        posting.c.balance_after,
        posting.c.contra,
        posting.c.kind,
        posting.c.reverses,
    )
    .where(posting.c.unit == "points")
    .order_by(posting.c.version)
)
_USES = select(lot_use.c.version, lot_use.c.lot_id, lot_use.c.amount)
_HOLDS = select(hold.c.hold_id, hold.c.amount, hold.c.status, hold.c.expires_at)
_PINS = select(hold_lot.c.hold_id, hold_lot.c.lot_id, hold_lot.c.amount)
_ORDERS = select(
    gift_order.c.order_id,
    gift_order.c.number,
    gift_order.c.sku,
    gift_order.c.points,
    gift_order.c.hold_id,
    gift_order.c.status,
    gift_order.c.created_at,
    gift_order.c.deliver_by,
    gift_order.c.version,
    gift_order.c.delivered_on,
    gift_order.c.org,
)
_TRANSFERS = select(
    transfer.c.transfer_id,
    transfer.c.to_member_id,
    transfer.c.amount,
    transfer.c.version,
    transfer.c.parts,
    transfer.c.status,
    transfer.c.opened_at,
)
_EXCHANGES = select(
    exchange.c.exchange_id,
    exchange.c.partner,
    exchange.c.amount,
    exchange.c.hold_id,
    exchange.c.status,
    exchange.c.opened_at,
    exchange.c.org,
)
_GROWTH = (
    select(posting.c.amount, posting.c.effective_at)
    .where(posting.c.unit == "growth")
    .order_by(posting.c.version)
)
_RATINGS = select(
    tier_change.c.rated_on,
    tier_change.c.was,
    tier_change.c.became,
    tier_change.c.until,
    tier_change.c.growth,
)
_DEBTS = select(
    owed.c.owed_id,
    owed.c.number,
    owed.c.amount,
    owed.c.paid,
    owed.c.cause,
    owed.c.partner,
    owed.c.txn_id,
    owed.c.reverses,
    owed.c.version,
)
_MOVES = select(org_move.c.moved_at, org_move.c.was, org_move.c.became).order_by(
    org_move.c.moved_at
)
_FURTHER = select(further_number.c.number, further_number.c.added_at)
_SPENDINGS = select(
    spending.c.version, spending.c.partner, spending.c.points, spending.c.at, spending.c.org
).order_by(spending.c.version)
_WITH = select(msisdn.c.member_id).where(msisdn.c.number == bindparam("number"))
_STAMP = select(
    member_account.c.version,
    member_account.c.balance,
    member_account.c.held,
    select(func.count())
    .select_from(gift_order)
    .where(gift_order.c.member_id == member_account.c.member_id)
    .scalar_subquery(),
    select(member.c.status)
    .where(member.c.member_id == member_account.c.member_id)
    .scalar_subquery(),
    select(member.c.leaves_on)
    .where(member.c.member_id == member_account.c.member_id)
    .scalar_subquery(),
).where(member_account.c.member_id == bindparam("member_id"), member_account.c.unit == "points")
_KEYS = select(idempotency.c.key)
_GIFTS = select(gift.c.sku, gift.c.kind, gift.c.points)
_IMPORTS = select(
    import_run.c.file_hash,
    import_run.c.rows_done,
    import_run.c.rejected,
    import_run.c.done_at.is_not(None),
)
_STOCK = select(stock.c.sku, stock.c.left, stock.c.reserved, stock.c.sent)


def _of_a_member(query: Select[Any]) -> Select[Any]:
    [table] = {column.table for column in query.selected_columns}
    return query.where(table.c.member_id == bindparam("member_id"))


_BOOK = [
    _of_a_member(query)
    for query in (
        _MEMBERSHIP,
        _USES,
        _PINS,
        _ENTRIES,
        _LOTS,
        _HOLDS,
        _ORDERS,
        _TRANSFERS,
        _EXCHANGES,
        _GROWTH,
        _RATINGS,
        _DEBTS,
        _MOVES,
        PARCELS,
        PARCEL_EVENTS,
        CLAIMS,
        _FURTHER,
        _SPENDINGS,
    )
]
_KEYS_OF = _of_a_member(_KEYS)
_CLAIMS_OF = _of_a_member(CLAIMS)
_RESULTS_OF = _of_a_member(select(idempotency.c.key, idempotency.c.result))
_EVENTS_OF = select(member_event.c.event_id).where(
    member_event.c.member_id == bindparam("member_id")
)


def book_of(conn: Connection, member_id: int) -> Book:
    """The member's whole book as it is in the database now."""
    (
        told,
        uses,
        pins,
        entries,
        lots,
        holds_,
        orders_,
        gifts_,
        partners,
        growth,
        ratings,
        debts,
        moves,
        parcels,
        events,
        claims,
        further,
        spendings,
    ) = (list(conn.execute(query, {"member_id": member_id})) for query in _BOOK)
    used, pinned = _by_first(uses), _by_first(pins)
    assert [entry.version for entry in entries] == list(range(1, len(entries) + 1))
    return Book(
        *told[0],
        {
            lot_id: Lot(
                granted, remaining, held, Terms(until or NEVER, issuer, cost, since or AT_ONCE)
            )
            for lot_id, granted, remaining, held, until, issuer, cost, since in lots
        },
        [Entry(*entry, used.get(version, ())) for version, *entry in entries],
        {hold_id: Hold(*row, pinned[hold_id]) for hold_id, *row in holds_},
        {order_id: Order(*row) for order_id, *row in orders_},
        {row[0]: _transfer(*row[1:]) for row in gifts_},
        {exchange_id: Exchange(*row) for exchange_id, *row in partners},
        [Growth(*row) for row in growth],
        {rated_on: Rating(*row) for rated_on, *row in ratings},
        {owed_id: Debt(*row) for owed_id, *row in debts},
        [Move(*row) for row in moves],
        {order_id: parcel_of(order_id, no, state, events) for order_id, no, state in parcels},
        {claim_id: Claim(*row) for claim_id, *row in claims},
        dict(further),
        [Spending(*row) for row in spendings],
    )


def member_with(conn: Connection, number: str) -> int | None:
    """Who has the number."""
    return conn.execute(_WITH, {"number": number}).scalar()


def members_in(conn: Connection) -> set[int]:
    return set(conn.execute(select(member.c.member_id)).scalars())


def claims_of(conn: Connection, member_id: int) -> dict[str, Claim]:
    rows = conn.execute(_CLAIMS_OF, {"member_id": member_id})
    return {claim_id: Claim(*row) for claim_id, *row in rows}


def claim_key_of(conn: Connection, member_id: int, number: str) -> str:
    """The key under which the claim of that number was filed."""
    rows = conn.execute(_RESULTS_OF, {"member_id": member_id})
    return next(key for key, result in rows if result.get("number") == number)


def keys_of(conn: Connection, member_id: int) -> set[str]:
    which = {"member_id": member_id}
    events = {f"event:{event_id}" for event_id in conn.execute(_EVENTS_OF, which).scalars()}
    return set(conn.execute(_KEYS_OF, which).scalars()) | events


def stamp_of(conn: Connection, member_id: int) -> Answer:
    """Values that change whenever points move, or a member leaves or stays; much
    cheaper to read than the book."""
    return tuple(conn.execute(_STAMP, {"member_id": member_id}).one())


def stamp(book: Book) -> Answer:
    """The same values of a book of the reference."""
    held = sum(lot.held for lot in book.lots.values())
    return (len(book.entries), book.balance, held, len(book.orders), book.status, book.leaves_on)


def stock_of(conn: Connection) -> dict[str, Stock]:
    """The stock of each item, summed over its buckets."""
    total: dict[str, Stock] = {}
    for sku, *counts in conn.execute(_STOCK):
        total[sku] = Stock(*map(sum, zip(total.get(sku, Stock(0, 0, 0)), counts, strict=True)))
    return total


def beside_of(conn: Connection) -> tuple[Any, ...]:
    """What belongs to no single member."""
    return stock_of(conn), imports_of(conn), codes_of(conn), issued_of(conn)


def imports_of(conn: Connection) -> dict[str, Answer]:
    """For each file's hash: rows done, rows rejected, and whether the import is complete."""
    return {name: (*counts, bool(done)) for name, *counts, done in conn.execute(_IMPORTS)}


def reference_of(conn: Connection, zone: str) -> Reference:
    """A reference with the present contents of the database."""
    gifts = {row.sku: Gift(row.kind, row.points) for row in conn.execute(_GIFTS)}
    books = {member_id: book_of(conn, member_id) for member_id in members_in(conn)}
    reference = Reference(books, gifts, stock_of(conn), zone)
    reference.codes, reference.issued = codes_of(conn), issued_of(conn)
    return reference


def _by_first(rows: list[Any]) -> dict[Any, Any]:
    found: dict[Any, list[Any]] = {}
    for first, *others in rows:
        found.setdefault(first, []).append(tuple(others))
    return {first: tuple(sorted(others)) for first, others in found.items()}


def _transfer(
    to: int, amount: int, version: int, parts: Any, status: str, opened_at: datetime
) -> Transfer:
    gone = tuple(
        (
            part["amount"],
            Terms(
                date.fromisoformat(part["expires_at"]) if part["expires_at"] else NEVER,
                part["issuer"],
                part["unit_cost_mfen"],
            ),
        )
        for part in parts
    )
    return Transfer(to, amount, version, gone, status, opened_at)


def give_terms(conn: Connection, terms: dict[int, tuple[str, date | None]]) -> None:
    """Sets each member's tier and its last day, at the start of a life."""
    values = [{"whose": m, "became": tier, "last": last} for m, (tier, last) in terms.items()]
    conn.execute(_GIVE_TERM, values)
