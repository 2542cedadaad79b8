"""Changes of a member's own data: language, address, number and place.

Changes that may be asked for more than once (by a retry, or by another system) carry an idempotency
key and run between begin() and idempotency.remember(). Lock order: the member's row first, then
the account, as in a turn of a dialogue.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from core.kernel import InsertIfNew, NoSuchMember, NotAllowed, Values, idempotency
from core.members import profiles
from core.members.errors import NumberInUse
from core.members.profiles import Member
from core.organisation import moves, units
from core.schema import Moment, handover, member_event, msisdn, number_change
from core.schema import member as member_table

_CLAIM_NUMBER = InsertIfNew(msisdn)
_RELEASE_NUMBER = delete(msisdn).where(
    msisdn.c.number == bindparam("was"), msisdn.c.member_id == bindparam("target_id")
)
_RECORD_NUMBER = insert(number_change)
_LATEST_CHANGE = select(func.max(number_change.c.changed_at, type_=Moment)).where(
    number_change.c.member_id == bindparam("member_id")
)
_AFTER = timedelta(microseconds=1)  # the finest that the database keeps
# An agent who is in contact with the member, or will call back, uses the new number from now on.
_MOVE_HANDOVERS = (
    update(handover)
    .where(
        handover.c.member_id == bindparam("target_id"),
        handover.c.number == bindparam("was"),
        handover.c.status != "closed",
    )
    .values(number=bindparam("became"))
)
ENDED = select(member_event.c.event_no).where(
    member_event.c.applied, member_event.c.kind.in_(("owner_changed", "ported_out", "left"))
)
"""The events by which billing ends a contract; of all members."""
_ENDED = ENDED.where(member_event.c.member_id == bindparam("member_id")).limit(1)
_UPDATE = update(member_table).where(member_table.c.member_id == bindparam("target_id"))
_SET_LANGUAGE = _UPDATE.values(language=bindparam("became"))
_SET_NUMBER = _UPDATE.values(number=bindparam("became"))
_SET_PLACE = _UPDATE.values(province=bindparam("in_province"), city=bindparam("in_city"))
_SET_ADDRESS = _UPDATE.values(address=bindparam("became"))
_ADDRESS = select(member_table.c.address).where(member_table.c.member_id == bindparam("member_id"))


def set_language(conn: Connection, member_id: int, language: str) -> None:
    """Raises NoSuchMember."""
    values = {"target_id": member_id, "became": language}
    if conn.execute(_SET_LANGUAGE, values).rowcount != 1:
        raise NoSuchMember


def address(conn: Connection, member_id: int) -> str | None:
    """The postal address for gifts; not a field of Member, since no dialogue reads it out."""
    found: str | None = conn.execute(_ADDRESS, {"member_id": member_id}).scalar()
    return found


def correct_address(conn: Connection, *, member_id: int, becomes: str) -> None:
    conn.execute(_SET_ADDRESS, {"target_id": member_id, "became": becomes})


def change_number(conn: Connection, *, member_id: int, number: str, key: str, at: datetime) -> None:
    """Give the member another telephone number, in E.164 form.

    Points, PIN and open handovers stay with the member; the old number belongs to nobody at once.
    Raises NumberInUse if the number is another member's.
    """
    request = {"act": "change_number", "number": number}
    member = begin(conn, member_id, key, request)
    if member is None:
        return
    if number != member.number:
        claim_number(conn, number, member_id)
        release_number(conn, member_id, member.number)
        set_main(conn, member_id, number)
        record_former(conn, member_id, was=member.number, became=number, at=at)
    idempotency.remember(conn, member_id, key, request, {}, at)


def record_former(conn: Connection, member_id: int, *, was: str, became: str, at: datetime) -> None:
    """The member no longer has the number `was`: whoever quotes it is still found, and open
    handovers go on with `became`."""
    note_former(conn, member_id, was=was, became=became, at=at)
    conn.execute(_MOVE_HANDOVERS, {"target_id": member_id, "was": was, "became": became})


def note_former(conn: Connection, member_id: int, *, was: str, became: str, at: datetime) -> None:
    """A change is later than the member's former ones, whichever clock each was timed by."""
    latest = conn.execute(_LATEST_CHANGE, {"member_id": member_id}).scalar()
    changed_at = at if latest is None or latest < at else latest + _AFTER
    values = {"member_id": member_id, "changed_at": changed_at}
    conn.execute(_RECORD_NUMBER, values | {"was": was, "became": became})


def set_main(conn: Connection, member_id: int, number: str) -> None:
    """Texts and codes go to the number from now on. It is one of the member's."""
    conn.execute(_SET_NUMBER, {"became": number, "target_id": member_id})


def claim_number(conn: Connection, number: str, member_id: int) -> None:
    """Raises NumberInUse."""
    if not _CLAIM_NUMBER(conn, {"number": number, "member_id": member_id}):
        raise NumberInUse(profiles.masked(number))


def release_number(conn: Connection, member_id: int, number: str) -> None:
    """Detach the number from the member; another member may then take it."""
    conn.execute(_RELEASE_NUMBER, {"was": number, "target_id": member_id})


def move(conn: Connection, *, member_id: int, place: str, key: str, at: datetime) -> None:
    """To a city or a province. Points that were earned before keep their issuer: the old province
    bears their cost. What was done before keeps its place. Where the city is known, its province
    alone says nothing new. Raises NoSuchUnit."""
    request = {"act": "move_province", "province": place}
    member = begin(conn, member_id, key, request)
    if member is None:
        return
    new = units.place_of(conn, place)
    if place not in (member.place, member.province):
        moves.record(conn, member_id=member_id, was=member.place, became=place, at=at)
        values = {"in_province": new.province, "in_city": new.city, "target_id": member_id}
        conn.execute(_SET_PLACE, values)
    idempotency.remember(conn, member_id, key, request, {}, at)


def begin(conn: Connection, member_id: int, key: str, request: Values) -> Member | None:
    """Lock the member's row and return the member; None if the key's request is done already.

    Raises NotAllowed("left") if has_ended(), and KeyReused if the key was used for another request.
    """
    profiles.lock(conn, member_id)
    if idempotency.replay(conn, member_id, key, request) is not None:
        return None
    member = profiles.by_id(conn, member_id)
    if has_ended(conn, member):
        raise NotAllowed("left")
    return member


def has_ended(conn: Connection, member: Member) -> bool:
    """Whether the member has left, or will as soon as what is under way is finished: the contract
    has ended, and the numbers may be somebody else's by now."""
    return member.status == "left" or (
        member.status == "frozen" and was_ended(conn, member.member_id)
    )


def was_ended(conn: Connection, member_id: int) -> bool:
    """Whether billing has reported the end of the customer's contract, or another owner."""
    return conn.execute(_ENDED, {"member_id": member_id}).first() is not None
