"""What a member has had to do with the programme, page by page, the newest first: postings of
points, orders, complaints, and contacts of every kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.sql.elements import ColumnElement

from core.ledger import POINTS
from core.schema import (
    claim,
    complaint,
    gift_order,
    handover,
    posting,
    self_service_contact,
    sent_text,
)


@dataclass(frozen=True, slots=True)
class History:
    """`place`: the columns by which it is sorted, downwards; no two rows have the same."""

    found: Select[Any]
    place: tuple[ColumnElement[Any], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.found.selected_columns.keys())


_NONE = cast(null(), Text)  # PostgreSQL would not know the type of a plain NULL in a union


def _contact(
    kind: str,
    table: Any,
    at: ColumnElement[Any],
    channel: Any,
    about: Any,
    status: Any,
    key: ColumnElement[Any],
    talk: Any = _NONE,
) -> Any:
    """A SELECT of one kind of contact, with the columns that all kinds share. `key` tells those
    of one kind and time apart; `talk`: the id of the handover that the contact is, if it is one."""
    columns: dict[str, Any] = {"at": at, "channel": channel, "about": about, "status": status}
    columns |= {"key": key, "talk": talk}
    return select(
        literal(kind).label("kind"), *(value.label(name) for name, value in columns.items())
    ).where(table.c.member_id == bindparam("member_id"))


# Of a request for an agent: "waiting", "reached", or what became of it without an agent.
_REACHED = case(
    (handover.c.talking_at.is_not(None), "reached"),
    (and_(handover.c.outcome == "abandoned", handover.c.way != "queue"), "withdrawn"),
    else_=func.coalesce(handover.c.outcome, "waiting"),
)
_EVERY_CONTACT = union_all(
    _contact(
        "talk",
        handover,
        handover.c.requested_at,
        handover.c.channel,
        handover.c.topic,
        _REACHED,
        handover.c.handover_id,
        handover.c.handover_id,
    ),
    _contact(
        "order",
        gift_order,
        gift_order.c.created_at,
        gift_order.c.channel,
        gift_order.c.number,
        gift_order.c.status,
        gift_order.c.number,
    ),
    _contact(
        "complaint",
        complaint,
        complaint.c.opened_at,
        complaint.c.channel,
        complaint.c.number,
        complaint.c.status,
        complaint.c.number,
    ),
    _contact(
        "claim",
        claim,
        claim.c.opened_at,
        null(),
        claim.c.number,
        claim.c.status,
        claim.c.number,
    ),
    _contact(
        "text",
        sent_text,
        sent_text.c.at,
        literal("sms"),
        sent_text.c.words,
        sent_text.c.status,
        sent_text.c.event_id,
    ),
    # One contact for all dialogues of a day and a channel; their names are joined by spaces.
    _contact(
        "self_service",
        self_service_contact,
        func.max(self_service_contact.c.last_at),
        self_service_contact.c.channel,
        func.aggregate_strings(self_service_contact.c.flow, " "),
        null(),
        self_service_contact.c.channel,
    ).group_by(self_service_contact.c.day, self_service_contact.c.channel),
).subquery()
_WHOSE: BindParameter[Any] = bindparam("member_id")
POSTINGS = History(
    select(
        posting.c.version,
        posting.c.recorded_at,
        posting.c.effective_at,
        posting.c.kind,
        posting.c.amount,
        posting.c.balance_after,
        posting.c.contra,
        posting.c.memo,
    ).where(posting.c.member_id == _WHOSE, posting.c.unit == POINTS),
    (posting.c.version,),
)
ORDERS = History(
    select(
        gift_order.c.number,
        gift_order.c.created_at,
        gift_order.c.channel,
        gift_order.c.sku,
        gift_order.c.points,
        gift_order.c.status,
        gift_order.c.delivered_on,
    ).where(gift_order.c.member_id == _WHOSE),
    (gift_order.c.created_at, gift_order.c.number),
)
COMPLAINTS = History(
    select(
        complaint.c.number,
        complaint.c.opened_at,
        complaint.c.channel,
        complaint.c.category,
        complaint.c.level,
        complaint.c.status,
        complaint.c.decided_at,
        complaint.c.satisfaction,
        complaint.c.words,
    ).where(complaint.c.member_id == _WHOSE),
    (complaint.c.opened_at, complaint.c.number),
)
CONTACTS = History(
    select(_EVERY_CONTACT), (_EVERY_CONTACT.c.at, _EVERY_CONTACT.c.kind, _EVERY_CONTACT.c.key)
)


def page(
    conn: Connection,
    history: History,
    member_id: int,
    *,
    rows: int,
    after: Row[Any] | None = None,
) -> Sequence[Row[Any]]:
    """At most `rows`. `after`: the last row of the page before."""
    found = history.found.order_by(*(each.desc() for each in history.place)).limit(rows)
    if after is not None:
        last = (literal(getattr(after, str(each.key)), each.type) for each in history.place)
        found = found.where(tuple_(*history.place) < tuple_(*last))
    return conn.execute(found, {"member_id": member_id}).all()
