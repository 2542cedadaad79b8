"""What goes to an address that is given."""

from __future__ import annotations

from typing import Any

from core.redemption import addresses, orders
from flows.engine import Context


def to_be_sent(context: Context) -> dict[str, Any]:
    """The facts that say what goes to the address: how many gifts, and the name of one."""
    member_id = context.member.member_id
    unsent = addresses.unsent(context.conn, member_id)
    one = orders.by_id(context.conn, member_id, unsent[0]) if len(unsent) == 1 else None
    name = {"zh": one.name_zh, "en": one.name_en} if one else ""
    return {"unsent": len(unsent), "name": name}
