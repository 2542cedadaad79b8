"""What must be finished before a member's data is erased: it needs the data, or somebody waits for
its result."""

from sqlalchemy import BindParameter, ColumnElement, Connection, Table, bindparam, func, or_, select

from core.personal_data.errors import OpenBusiness
from core.schema import (
    approval,
    claim,
    complaint,
    exchange,
    gift_order,
    handover,
    hold,
    transfer,
)

_MEMBER_ID: BindParameter[int] = bindparam("member_id")
_OPEN: dict[str, tuple[Table, ColumnElement[bool]]] = {
    "open holds of points": (hold, hold.c.status == "open"),
    "transfers in transit": (transfer, transfer.c.status == "open"),
    "exchanges without the partner's answer": (exchange, exchange.c.status == "open"),
    "orders not delivered": (gift_order, gift_order.c.status.in_(("held", "sent"))),
    "complaints not decided": (complaint, complaint.c.status == "open"),
    "claims not decided": (claim, claim.c.status == "open"),
    "approvals not decided": (approval, approval.c.status == "waiting"),
    "contacts with an agent not closed": (handover, handover.c.status != "closed"),
}


def _is_members(table: Table) -> ColumnElement[bool]:
    if table is transfer:  # what is on its way to the member as well
        return or_(transfer.c.member_id == _MEMBER_ID, transfer.c.to_member_id == _MEMBER_ID)
    return table.c.member_id == _MEMBER_ID


_COUNTS = select(
    *(
        select(func.count()).select_from(table).where(_is_members(table), is_open).scalar_subquery()
        for table, is_open in _OPEN.values()
    )
)


def check(conn: Connection, member_id: int) -> None:
    """Raises OpenBusiness."""
    counts = zip(_OPEN, conn.execute(_COUNTS, {"member_id": member_id}).one(), strict=True)
    if found := {name: count for name, count in counts if count}:
        raise OpenBusiness(found)
