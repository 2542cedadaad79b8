"""The hotline's side of the comparison: a request put to core, its answer as a tuple, and a
member's book as the database has it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from books import NEVER, Answer, Book, Entry, Exchange, Hold, Lot, Order, Terms, Transfer
from reference import Reference
from rules import Gift, Request, Stock
from sqlalchemy import Connection, Select, bindparam, func, select

from core import (
    exchanges,
    expiry,
    fulfilment,
    holds,
    ledger,
    members,
    membership,
    orders,
    transfers,
)
from core.errors import (
    HoldClosed,
    KeyReused,
    NotFound,
    Refused,
    ReversesTooMuch,
)
from core.schema import (
    exchange,
    gift,
    gift_order,
    hold,
    hold_lot,
    idempotency,
    lot,
    lot_use,
    member,
    member_account,
    posting,
    stock,
    transfer,
)
from jobs.run import Run
from jobs.schedule import JOBS, Every

REFUSALS = (Refused, NotFound, KeyReused, HoldClosed, ReversesTooMuch)


def ask(database: Any, request: Request) -> Answer:
    """Put to core as a service of ours would: one transaction, tried again where that may help."""
    try:
        if request.act == "complete":
            return _complete(database, request)
        if request.act == "job":
            return _job(database, request)
        act = _ACTS[request.act]
        return database.run(lambda conn: act(conn, request))
    except REFUSALS as refusal:
        return ("no", type(refusal).__name__)


def _complete(database: Any, r: Request) -> Answer:
    which = (r.member_id, r.asked["transfer_id"])
    found = database.read(lambda conn: transfers.find(conn, *which))
    return ("completed", transfers.complete(database, found, r.at))


def _job(database: Any, r: Request) -> Answer:
    """As a worker runs it. One member whom it could not deal with does not stop it, but is told."""
    [job] = [job for job in JOBS if job.name == r.asked["name"]]
    day = r.at.date() if isinstance(job.when, Every) else job.when.due(r.at)
    run = Run(database, day, lambda: r.at, lambda: None, "simulated")
    job.run(run)
    return ("job", f"{job.name}: failed" if run.counts["failed"] else job.name)


def _grant(conn: Connection, r: Request) -> Answer:
    issuer = r.asked["issuer"]
    posted = ledger.grant(conn, **_to(r), **r.asked, contra=issuer, unit_cost=1)
    return _posted(posted)


def _spend(conn: Connection, r: Request) -> Answer:
    return _posted(ledger.spend(conn, **_to(r), **r.asked, contra="redeemed", kind="spend"))


def _reverse(conn: Connection, r: Request) -> Answer:
    return _posted(ledger.reverse(conn, **_to(r), **r.asked))


def _hold(conn: Connection, r: Request) -> Answer:
    return _held(holds.place_hold(conn, **_to(r), **r.asked, expires_at=r.fresh["until"]))


def _settle(conn: Connection, r: Request) -> Answer:
    settled = holds.settle_hold(conn, **_to(r), **r.asked, contra="redeemed", kind="spend")
    return _posted(settled)


def _release(conn: Connection, r: Request) -> Answer:
    return _held(holds.release_hold(conn, **_to(r), **r.asked))


def _redeem(conn: Connection, r: Request) -> Answer:
    whose = members.by_id(conn, r.member_id)
    key = {"key": r.key, "at": r.at, "channel": "sms"}
    placed = orders.redeem(conn, member=whose, **r.asked, **r.fresh, **key)
    told = placed.order_id, placed.number, placed.sku, placed.points, placed.status
    return ("order", *told)


def _despatch(conn: Connection, r: Request) -> Answer:
    return _posted(fulfilment.despatch(conn, **_to(r), **r.asked))


def _deliver(conn: Connection, r: Request) -> Answer:
    fulfilment.deliver(conn, member_id=r.member_id, **r.asked, at=r.at)
    return ("done",)


def _give_up(conn: Connection, r: Request) -> Answer:
    return _held(fulfilment.give_up(conn, **_to(r), **r.asked))


def _return(conn: Connection, r: Request) -> Answer:
    return _posted(fulfilment.reverse(conn, **_to(r), **r.asked))


def _expire(conn: Connection, r: Request) -> Answer:
    """How many is for the log only: no key keeps it where the connection was lost."""
    expiry.expire(conn, member_id=r.member_id, at=r.at)
    return ("expired",)


def _status(conn: Connection, r: Request) -> Answer:
    membership.set_status(conn, **_to(r), **r.asked)
    return ("done",)


def _notice(conn: Connection, r: Request) -> Answer:
    membership.give_notice(conn, **_to(r))
    return ("done",)


def _leave(conn: Connection, r: Request) -> Answer:
    return ("left", membership.leave(conn, **_to(r)))


def _give(conn: Connection, r: Request) -> Answer:
    giver, asked = members.by_id(conn, r.member_id), r.asked
    to = {"receiver_id": asked["to"], "amount": asked["amount"]}
    how: Any = {"channel": "voice", "key": r.key, "at": r.at}
    given = transfers.give(conn, giver=giver, **to, **r.fresh, **how)
    return ("transfer", given.transfer_id, given.amount, given.status)


def _exchange(conn: Connection, r: Request) -> Answer:
    whose = members.by_id(conn, r.member_id)
    opened = exchanges.request(conn, member=whose, **r.asked, **r.fresh, key=r.key, at=r.at)
    return ("exchange", opened.exchange_id, opened.amount, opened.status)


def _accept(conn: Connection, r: Request) -> Answer:
    return _posted(exchanges.accept(conn, member_id=r.member_id, **r.asked, at=r.at))


def _refuse(conn: Connection, r: Request) -> Answer:
    return _held(exchanges.refuse(conn, member_id=r.member_id, **r.asked, at=r.at))


def _receive(conn: Connection, r: Request) -> Answer:
    return _posted(exchanges.receive(conn, member_id=r.member_id, **r.asked, at=r.at))


_ACTS: dict[str, Callable[[Connection, Request], Answer]] = {
    "grant": _grant,
    "spend": _spend,
    "reverse": _reverse,
    "hold": _hold,
    "settle": _settle,
    "release": _release,
    "redeem": _redeem,
    "despatch": _despatch,
    "deliver": _deliver,
    "give_up": _give_up,
    "return": _return,
    "expire": _expire,
    "status": _status,
    "notice": _notice,
    "leave": _leave,
    "give": _give,
    "exchange": _exchange,
    "accept": _accept,
    "refuse": _refuse,
    "receive": _receive,
}


def _to(r: Request) -> dict[str, Any]:
    return {"member_id": r.member_id, "key": r.key, "at": r.at}


def _posted(posted: ledger.Posted) -> Answer:
    return ("posted", posted.version, posted.balance_after)


def _held(held: holds.Hold) -> Answer:
    return ("hold", held.hold_id, held.amount)


# -- what the database has

_MEMBERSHIP = select(member.c.status, member.c.joined_on, member.c.leaves_on)
_LOTS = select(
    lot.c.lot_id,
    lot.c.granted,
    lot.c.remaining,
    lot.c.held,
    lot.c.expires_at,
    lot.c.issuer,
    lot.c.unit_cost,
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
)
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
).where(member_account.c.member_id == bindparam("member_id"), member_account.c.unit == "points")
_KEYS = select(idempotency.c.key)
_GIFTS = select(gift.c.sku, gift.c.kind, gift.c.points)
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
    )
]
_KEYS_OF = _of_a_member(_KEYS)


def book_of(conn: Connection, member_id: int) -> Book:
    """As it stands now, to the last lot."""
    told, uses, pins, entries, lots, holds_, orders_, gifts_, partners = (
        list(conn.execute(query, {"member_id": member_id})) for query in _BOOK
    )
    used, pinned = _by_first(uses), _by_first(pins)
    assert [entry.version for entry in entries] == list(range(1, len(entries) + 1))
    return Book(
        *told[0],
        {
            lot_id: Lot(granted, remaining, held, Terms(until or NEVER, issuer, cost))
            for lot_id, granted, remaining, held, until, issuer, cost in lots
        },
        [Entry(*entry, used.get(version, ())) for version, *entry in entries],
        {hold_id: Hold(*row, pinned[hold_id]) for hold_id, *row in holds_},
        {order_id: Order(*row) for order_id, *row in orders_},
        {row[0]: _transfer(*row[1:]) for row in gifts_},
        {exchange_id: Exchange(*row) for exchange_id, *row in partners},
    )


def keys_of(conn: Connection, member_id: int) -> set[str]:
    return set(conn.execute(_KEYS_OF, {"member_id": member_id}).scalars())


def stamp_of(conn: Connection, member_id: int) -> Answer:
    """What changes whenever points do: cheaper than the book."""
    return tuple(conn.execute(_STAMP, {"member_id": member_id}).one())


def stamp(book: Book) -> Answer:
    """The same of a book as it ought to be."""
    held = sum(lot.held for lot in book.lots.values())
    return (len(book.entries), book.balance, held, len(book.orders), book.status)


def stock_of(conn: Connection) -> dict[str, Stock]:
    """Over all buckets: which one a gift comes from is nobody's business."""
    total: dict[str, Stock] = {}
    for sku, *counts in conn.execute(_STOCK):
        total[sku] = Stock(*map(sum, zip(total.get(sku, Stock(0, 0, 0)), counts, strict=True)))
    return total


def reference_of(conn: Connection, zone: str) -> Reference:
    """A reference that begins where the database stands."""
    ids = conn.execute(select(member.c.member_id)).scalars().all()
    gifts = {row.sku: Gift(row.kind, row.points) for row in conn.execute(_GIFTS)}
    books = {member_id: book_of(conn, member_id) for member_id in ids}
    return Reference(books, gifts, stock_of(conn), zone)


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
                part["unit_cost"],
            ),
        )
        for part in parts
    )
    return Transfer(to, amount, version, gone, status, opened_at)
