"""What happens to a membership: another number, another province, another status, its end.

The member's row is locked before the account, as a turn of a talk does it too; the account as well
wherever earning and receiving must not come in between.
"""

from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from core.kernel import InsertIfNew, NotAllowed, idempotency
from core.ledger import Account, Why, accounts, ledger
from core.loyalty import transfers
from core.members import Member, NumberInUse, profiles
from core.programme import current_rules, local_day
from core.schema import handover, msisdn, number_change
from core.schema import member as member_table

EXPIRED = "expired"
LEAVE = "leave"
Status = Literal["active", "arrears", "suspended"]

_TAKE_NUMBER = InsertIfNew(msisdn)
_FREE_NUMBER = delete(msisdn).where(
    msisdn.c.number == bindparam("was"), msisdn.c.member_id == bindparam("whose")
)
_RECORD_NUMBER = insert(number_change)
# An agent who writes with the member, or will call back, does so under the new number.
_MOVE_HANDOVERS = (
    update(handover)
    .where(handover.c.member_id == bindparam("whose"), handover.c.status != "closed")
    .values(number=bindparam("became"))
)
_CHANGE = update(member_table).where(member_table.c.member_id == bindparam("whose"))
_SET_NUMBER = _CHANGE.values(number=bindparam("became"))
_SET_PROVINCE = _CHANGE.values(province=bindparam("became"))
_SET_ADDRESS = _CHANGE.values(address=bindparam("became"))
_ADDRESS = select(member_table.c.address).where(member_table.c.member_id == bindparam("member_id"))
_SET_STATUS = _CHANGE.values(status=bindparam("became"))
_SET_STATUS_BENEATH = _CHANGE.values(status_when_lifted=bindparam("became"))
_LIFT = _CHANGE.where(member_table.c.status == "frozen").values(
    status=func.coalesce(member_table.c.status_when_lifted, "active"), status_when_lifted=None
)
_LEAVES_ON = select(member_table.c.leaves_on).where(
    member_table.c.member_id == bindparam("member_id")
)
_SET_LEAVES_ON = _CHANGE.values(leaves_on=bindparam("leaves_on"))
_LEAVING = (
    select(member_table.c.member_id)
    .where(
        member_table.c.member_id > bindparam("after"),
        member_table.c.leaves_on <= bindparam("today"),
        member_table.c.status != "left",
    )
    .order_by(member_table.c.member_id)
    .limit(bindparam("limit"))
)


def address(conn: Connection, member_id: int) -> str | None:
    """Where gifts are sent; not in members.Member, since no dialogue says it."""
    found: str | None = conn.execute(_ADDRESS, {"member_id": member_id}).scalar()
    return found


def correct_address(conn: Connection, *, member_id: int, becomes: str) -> None:
    conn.execute(_SET_ADDRESS, {"whose": member_id, "became": becomes})


def change_number(conn: Connection, *, member_id: int, number: str, key: str, at: datetime) -> None:
    """`number` is E.164. Everything goes along, the PIN too; the old number is nobody's at once.
    NumberInUse where it is another member's."""
    request = {"act": "change_number", "number": number}
    member = _locked(conn, member_id, key, request)
    if member is None:
        return
    if number != member.number:
        if not _TAKE_NUMBER(conn, {"number": number, "member_id": member_id}):
            raise NumberInUse(profiles.masked(number))
        conn.execute(_FREE_NUMBER, {"was": member.number, "whose": member_id})
        for change in (_SET_NUMBER, _MOVE_HANDOVERS):
            conn.execute(change, {"became": number, "whose": member_id})
        numbers = {"was": member.number, "became": number}
        conn.execute(_RECORD_NUMBER, numbers | {"member_id": member_id, "changed_at": at})
    idempotency.remember(conn, member_id, key, request, {}, at)


def move_province(
    conn: Connection, *, member_id: int, province: str, key: str, at: datetime
) -> None:
    """What was earned stays as it was issued: the province that issued it bears its cost."""
    request = {"act": "move_province", "province": province}
    if _locked(conn, member_id, key, request) is None:
        return
    conn.execute(_SET_PROVINCE, {"became": province, "whose": member_id})
    idempotency.remember(conn, member_id, key, request, {}, at)


def set_status(conn: Connection, *, member_id: int, status: Status, key: str, at: datetime) -> None:
    """Into arrears or suspension and out again, as billing says. One who is frozen stays so, and
    has this status when the freeze is lifted."""
    request = {"act": "set_status", "status": status}
    member = _locked(conn, member_id, key, request)
    if member is None:
        return
    accounts.lock(conn, member_id)  # so that no bill is being posted meanwhile
    change = _SET_STATUS_BENEATH if member.status == "frozen" else _SET_STATUS
    conn.execute(change, {"became": status, "whose": member_id})
    idempotency.remember(conn, member_id, key, request, {}, at)


def lift(conn: Connection, *, member_id: int, key: str, at: datetime) -> None:
    """The telephone was found, and the member identified: what was before the freeze, or what
    billing has said since."""
    request = {"act": "lift"}
    if _locked(conn, member_id, key, request) is None:
        return
    conn.execute(_LIFT, {"whose": member_id})
    idempotency.remember(conn, member_id, key, request, {}, at)


def give_notice(conn: Connection, *, member_id: int, key: str, at: datetime) -> None:
    """The membership may end, and the points with it, once leaves_on() has come. A second notice
    puts nothing off."""
    request = {"act": "give_notice"}
    if _locked(conn, member_id, key, request) is None:
        return
    if leaves_on(conn, member_id) is None:
        last = local_day(at) + timedelta(days=current_rules().leaving.warning_days)
        conn.execute(_SET_LEAVES_ON, {"leaves_on": last, "whose": member_id})
    idempotency.remember(conn, member_id, key, request, {}, at)


def withdraw_notice(conn: Connection, *, member_id: int, key: str, at: datetime) -> None:
    request = {"act": "withdraw_notice"}
    if _locked(conn, member_id, key, request) is None:
        return
    conn.execute(_SET_LEAVES_ON, {"leaves_on": None, "whose": member_id})
    idempotency.remember(conn, member_id, key, request, {}, at)


def leaves_on(conn: Connection, member_id: int) -> date | None:
    """None: no notice was given."""
    return conn.execute(_LEAVES_ON, {"member_id": member_id}).scalar()


def leaving(conn: Connection, *, at: datetime, after: int, limit: int) -> list[int]:
    """Whose day has come: the next ones after member `after`."""
    values = {"today": local_day(at), "after": after, "limit": limit}
    return list(conn.execute(_LEAVING, values).scalars())


def leave(conn: Connection, *, member_id: int, key: str, at: datetime) -> int:
    """End a membership whose day has come; how many points ended with it.

    Nothing that is under way is cut off: a gift ordered is sent or given up first, a partner
    answers, a transfer arrives or comes back. NotAllowed: 'no_notice', 'points_held',
    'points_in_transit'; then come again later.
    """
    request = {"act": LEAVE}
    profiles.lock(conn, member_id)
    account = accounts.lock(conn, member_id)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        return int(before["points"])
    member = profiles.by_id(conn, member_id)
    _check_may_leave(conn, member, account, local_day(at))
    if account.balance:
        why = Why(EXPIRED, LEAVE, key, at)
        ledger.spend_locked(conn, account, account.balance, why)
    conn.execute(_FREE_NUMBER, {"was": member.number, "whose": member_id})
    conn.execute(_SET_STATUS, {"became": "left", "whose": member_id})
    idempotency.remember(conn, member_id, key, request, {"points": account.balance}, at)
    return account.balance


def _check_may_leave(conn: Connection, member: Member, account: Account, today: date) -> None:
    if member.status == "left":
        raise NotAllowed("left")
    day = leaves_on(conn, member.member_id)
    if day is None or today < day:
        raise NotAllowed("no_notice")
    if account.held:
        raise NotAllowed("points_held")
    if transfers.has_open(conn, member.member_id):
        raise NotAllowed("points_in_transit")


def _locked(conn: Connection, member_id: int, key: str, request: dict[str, Any]) -> Member | None:
    """The member, whose row is locked; None: the key says that it is done already."""
    profiles.lock(conn, member_id)
    if idempotency.replay(conn, member_id, key, request) is not None:
        return None
    member = profiles.by_id(conn, member_id)
    if member.status == "left":
        raise NotAllowed("left")
    return member
