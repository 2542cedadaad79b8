"""Where gifts are sent to.

An order takes the member's address when it is placed. Without one it waits, and is not sent. What a
member gives is the address of everything that has not been sent yet, and of later gifts.
"""

import re
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, or_, select, update

from core.kernel import AnyRow, NotAllowed, NotFound, plain_text
from core.members import Member, changes, profiles
from core.messaging import Topic, outbox
from core.programme import current_rules, local_day
from core.redemption.lifecycle import ParcelState
from core.redemption.unsent_gifts import UnsentGift
from core.schema import gift_order

CHARS_MIN, CHARS_MAX = 6, 200
"""Nothing shorter names a town, a street and a house: 杭州西湖路8号."""
AREA_CHARS_MAX = 12
"""As much of an address as a receipt has room for."""

_AREA = re.compile(r"^.{2,11}[区县旗市州省](?=.)")
_UNSENT = select(
    gift_order.c.order_id, gift_order.c.address, gift_order.c.created_at, gift_order.c.send_by
).where(
    gift_order.c.member_id == bindparam("member_id"),
    gift_order.c.status == "held",
    gift_order.c.receiver.is_(None),
    # What a courier was asked to take goes to the address that was given then.
    or_(gift_order.c.parcel_state.is_(None), gift_order.c.parcel_state != ParcelState.ASKED),
)
_SET = (
    update(gift_order)
    .where(
        gift_order.c.member_id == bindparam("target_id"),
        gift_order.c.order_id == bindparam("target_order"),
    )
    .values(address=bindparam("becomes"), send_by=bindparam("send"), deliver_by=bindparam("come"))
)


def in_one_line(text: str) -> str:
    """The text of an address without line breaks and characters that nobody sees."""
    return " ".join(plain_text.clean(text).split())[:CHARS_MAX]


def area_of(address: str) -> str:
    """The part of an address that a receipt says: the province, city and district, without street
    and name."""
    found = _AREA.match(address)
    if found is not None:
        return found.group()
    short = address[:AREA_CHARS_MAX].rstrip()
    return short if short == address else f"{short}..."


def province_of(address: str) -> str | None:
    """The code of the province that the address names; None if it names none."""
    lowered = address.lower()
    for province in current_rules().provinces:
        if address.startswith((province.name_zh, f"中国{province.name_zh}")):
            return province.code
        if re.search(rf"\b{re.escape(province.name_en.lower())}\b", lowered):
            return province.code
    return None


def is_served(province: str | None) -> bool:
    return province not in current_rules().delivery.unserved_provinces


def check(member: Member, address: str) -> None:
    """Raises NotAllowed: 'short_address', if it is too short for one; 'unserved', if the programme
    sends no gifts to that province."""
    if len(address) < CHARS_MIN:
        raise NotAllowed("short_address")
    if not is_served(province_of(address) or member.province):
        raise NotAllowed("unserved")


def known(conn: Connection, member: Member) -> str | None:
    """The address that a gift is sent to which the member orders now."""
    address = changes.address(conn, member.member_id)
    if not address or not is_served(province_of(address) or member.province):
        return None
    return address


def deliver_within(province: str) -> timedelta:
    rules = current_rules().delivery
    is_remote = province in rules.remote_provinces
    days = rules.deliver_within_days_remote if is_remote else rules.deliver_within_days
    return timedelta(days=days)


def unsent(conn: Connection, member_id: int) -> list[str]:
    """The ids of the member's orders of gifts that have not been sent yet."""
    return [each.order_id for each in conn.execute(_UNSENT, {"member_id": member_id})]


def give(conn: Connection, *, member_id: int, address: str, at: datetime) -> int:
    """Remember the address, and send to it whatever has not been sent yet; return how many orders
    that is. Raises NotAllowed('left'), and what check() raises."""
    if profiles.lock(conn, member_id) == "left":
        raise NotAllowed("left")
    member = profiles.by_id(conn, member_id)
    check(member, address)
    changes.correct_address(conn, member_id=member_id, becomes=address)
    found = conn.execute(_UNSENT, {"member_id": member_id}).all()
    for order in found:
        _set(conn, member, order, address, at)
    return len(found)


def correct(conn: Connection, *, member_id: int, order_id: str, address: str, at: datetime) -> None:
    """Send one order to another address than the member's. Raises NotFound if it is no gift that
    has not been sent yet, and what check() raises."""
    profiles.lock(conn, member_id)
    member = profiles.by_id(conn, member_id)
    check(member, address)
    found = conn.execute(_UNSENT, {"member_id": member_id}).all()
    order = next((each for each in found if each.order_id == order_id), None)
    if order is None:
        raise NotFound(f"member {member_id} has no gift {order_id} to be sent")
    _set(conn, member, order, address, at)


def remind(conn: Connection, found: UnsentGift, at: datetime) -> bool:
    """Ask the member once for the address of an order. An order that was placed by a release which
    did not keep addresses takes the one on record instead. Returns whether the member is asked."""
    profiles.lock(conn, found.member_id)
    member = profiles.by_id(conn, found.member_id)
    unsent_now = conn.execute(_UNSENT, {"member_id": found.member_id}).all()
    order = next((each for each in unsent_now if each.order_id == found.order_id), None)
    if order is None or order.address is not None or member.status == "left":
        return False
    address = known(conn, member)
    if address is not None:
        _set(conn, member, order, address, at)
        return False
    event_id = f"order:{found.order_id}:address_reminder"
    payload = {"order_id": found.order_id}
    return outbox.put_new(conn, found.member_id, Topic.ADDRESS_REMINDER, event_id, payload, at)


def cancelled_on(created_at: datetime) -> date:
    """The day on which a gift is given up that nobody has sent."""
    return local_day(created_at + timedelta(days=current_rules().redemption.hold_days))


def _set(conn: Connection, member: Member, order: AnyRow, address: str, at: datetime) -> None:
    """The time to send an order begins when its address is known, and ends before the order is
    given up."""
    to_send = timedelta(days=current_rules().delivery.send_within_days)
    send_by = order.send_by
    if order.address is None:
        send_by = min(local_day(at) + to_send, cancelled_on(order.created_at))
    province = province_of(address) or member.province
    values = {
        "target_id": member.member_id,
        "target_order": order.order_id,
        "becomes": address,
        "send": send_by,
        "come": send_by + deliver_within(province) - to_send,
    }
    conn.execute(_SET, values)
