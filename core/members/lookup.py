"""Finds a member by a number that they quote: a telephone number, or the number of a card, an
order, a complaint or a claim."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from core.members import cards, profiles
from core.members.phone_numbers import number_to_look_up
from core.schema import member, number_change, reference


@dataclass(frozen=True, slots=True)
class Hit:
    """`kind` is 'member', 'order', 'complaint' or 'claim'; `number` is that of the order, complaint
    or claim, and '' for a member."""

    kind: str
    member_id: int
    number: str


_BY_REFERENCE = select(reference.c.kind, reference.c.member_id, reference.c.number).where(
    reference.c.number == bindparam("number")
)
# A former number: last month's letter quotes last month's number.
_BY_FORMER = (
    select(number_change.c.member_id)
    .join(member, member.c.member_id == number_change.c.member_id)
    .where(number_change.c.was == bindparam("number"))
    .order_by(number_change.c.changed_at.desc())
    .limit(1)
)


def find(conn: Connection, quoted: str) -> Hit | None:
    """None if nothing has that number. A telephone number is looked up among the current ones
    first, then among former ones."""
    number = "".join(quoted.split())
    found = conn.execute(_BY_REFERENCE, {"number": number}).first()
    if found is not None and found.kind != "callback":
        return Hit(found.kind, found.member_id, found.number)
    if cards.is_card_number(number):
        member_id = cards.owner(conn, number)
        return None if member_id is None else Hit("member", member_id, "")
    telephone = number_to_look_up(number)
    member_id = profiles.id_of(conn, telephone)
    if member_id is None:
        member_id = conn.execute(_BY_FORMER, {"number": telephone}).scalar()
    return None if member_id is None else Hit("member", member_id, "")
