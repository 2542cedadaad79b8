"""Membership cards: a numbered stock, of which each card is issued to a member once.

A number has 19 digits, the last of which is the check digit of Luhn's algorithm: a mistyped number
is no card. A member has one active card; a lost or swapped one stays with the member, so that
whoever quotes it is still found.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, tuple_, update

from core.kernel import InsertIfNew, NotAllowed, idempotency, row_builder
from core.members import profiles
from core.schema import card, card_stock

DIGITS = 19
SHOWN_DIGITS = 4
"""Of a masked number, at its end."""
_NUMBER = re.compile(rf"[0-9]{{{DIGITS}}}")


@dataclass(frozen=True, slots=True)
class Card:
    """`state`: 'active', 'lost' or 'swapped', since `at`. `issued_by`: the agent."""

    number: str
    state: str
    issued_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StockCard:
    """A card of the stock. `state`: as of Card, or 'in_stock'; the others are None for that."""

    number: str
    state: str
    member_id: int | None
    issued_by: str | None
    at: datetime | None


_OF_MEMBER = (
    select(card.c.number, card.c.state, card.c.issued_by, card.c.at)
    .where(card.c.member_id == bindparam("member_id"))
    .order_by(card.c.at.desc(), card.c.number)
)
_ACTIVE = select(card.c.number).where(
    card.c.member_id == bindparam("member_id"), card.c.state == "active"
)
_OWNER = select(card_stock.c.member_id).where(card_stock.c.number == bindparam("number"))
_TAKE = (
    update(card_stock)
    .where(card_stock.c.number == bindparam("which"), card_stock.c.member_id.is_(None))
    .values(member_id=bindparam("whose"))
)
_ISSUE = insert(card)
_END = (
    update(card)
    .where(card.c.member_id == bindparam("whose"), card.c.state == "active")
    .values(state=bindparam("became"), at=bindparam("moment"))
)
_STOCK = (
    select(card_stock.c.number, card_stock.c.member_id)
    .where(card_stock.c.number > bindparam("after"))
    .order_by(card_stock.c.number)
    .limit(bindparam("rows"))
)
_ISSUED = select(card.c.number, card.c.state, card.c.issued_by, card.c.at).where(
    tuple_(card.c.member_id, card.c.number).in_(bindparam("cards", expanding=True))
)
_card = row_builder(Card, _OF_MEMBER)
_add_if_new = InsertIfNew(card_stock)


def check_digit(digits: str) -> str:
    """Luhn's check digit of the digits before it."""
    doubled = [int(each) * (2 - place % 2) for place, each in enumerate(reversed(digits))]
    return str(-sum(each - 9 * (each > 9) for each in doubled) % 10)


def is_card_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and check_digit(text[:-1]) == text[-1]


def masked(number: str) -> str:
    """Such as ****1234, wherever the whole number is not needed."""
    return f"****{number[-SHOWN_DIGITS:]}"


def add_stock(conn: Connection, first: str, count: int) -> int:
    """Add `count` cards, counted on from `first`, which is a number without its check digit.
    Returns how many were not there yet."""
    serials = [f"{int(first) + place:0{DIGITS - 1}}" for place in range(count)]
    numbers = [serial + check_digit(serial) for serial in serials]
    return sum(_add_if_new(conn, {"number": number, "member_id": None}) for number in numbers)


def stock_page(conn: Connection, after: StockCard | None, *, rows: int) -> Sequence[StockCard]:
    """All cards by their numbers, whoever has them."""
    values = {"after": after.number if after else "", "rows": rows}
    stock = conn.execute(_STOCK, values).all()
    issued = [(row.member_id, row.number) for row in stock if row.member_id is not None]
    cards = {row.number: _card(row) for row in conn.execute(_ISSUED, {"cards": issued})}
    return [_stock_card(row.number, row.member_id, cards.get(row.number)) for row in stock]


def _stock_card(number: str, member_id: int | None, issued: Card | None) -> StockCard:
    if issued is None:
        return StockCard(number, "in_stock", member_id, None, None)
    return StockCard(number, issued.state, member_id, issued.issued_by, issued.at)


def of_member(conn: Connection, member_id: int) -> Sequence[Card]:
    """The latest change first."""
    return [_card(row) for row in conn.execute(_OF_MEMBER, {"member_id": member_id})]


def active(conn: Connection, member_id: int) -> str | None:
    """The number of the member's card; None if the member has none, or none any more."""
    return conn.execute(_ACTIVE, {"member_id": member_id}).scalar()


def owner(conn: Connection, number: str) -> int | None:
    """The id of the member to whom the card was issued, whatever became of it."""
    return conn.execute(_OWNER, {"number": number}).scalar()


def issue(conn: Connection, *, member_id: int, number: str, by: str, at: datetime) -> None:
    """Issue a card; one that the member has becomes a swapped one. Raises NotAllowed: 'left',
    'card_number': it is no card, 'card_stock': it is not in stock."""
    _lock(conn, member_id)
    if not is_card_number(number):
        raise NotAllowed("card_number")
    if conn.execute(_TAKE, {"which": number, "whose": member_id}).rowcount != 1:
        raise NotAllowed("card_stock")
    _end(conn, member_id, "swapped", at)
    new = {"member_id": member_id, "number": number, "state": "active"}
    conn.execute(_ISSUE, new | {"issued_by": by, "at": at})


def report_lost(conn: Connection, *, member_id: int, at: datetime, key: str) -> None:
    """A request that comes again, however late, does not end a card that was issued since. Raises
    NotAllowed: 'left', 'no_card': the member has no active card."""
    request = {"act": "report_card_lost"}
    _lock(conn, member_id)
    if idempotency.replay(conn, member_id, key, request) is not None:
        return
    if not _end(conn, member_id, "lost", at):
        raise NotAllowed("no_card")
    idempotency.remember(conn, member_id, key, request, {}, at)


def _end(conn: Connection, member_id: int, became: str, at: datetime) -> bool:
    values = {"whose": member_id, "became": became, "moment": at}
    return conn.execute(_END, values).rowcount == 1


def _lock(conn: Connection, member_id: int) -> None:
    if profiles.lock(conn, member_id) == "left":
        raise NotAllowed("left")
