"""Joining by a person's own wish, by the hotline or with an agent: who may, the consent to the
conditions, and the receipt.

What billing reports and what is imported joins by core.loyalty.joining alone: there the operator
has decided.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, select

from core.kernel import NotAllowed
from core.loyalty import joining
from core.loyalty.joining import Newcomer
from core.members import changes, phone_numbers
from core.messaging import Topic, outbox
from core.programme import current_rules, local_day, years_between
from core.schema import enrolment, number_change
from core.schema import member as member_table

_LATELY = (member_table.c.status == "left", member_table.c.leaves_on > bindparam("after"))
_LEFT = select(member_table.c.member_id).where(
    member_table.c.number == bindparam("number"), *_LATELY
)
_LEFT_WITH = (
    select(member_table.c.member_id, member_table.c.leaves_on, number_change.c.changed_at)
    .join(number_change, number_change.c.member_id == member_table.c.member_id)
    .where(number_change.c.was == bindparam("number"), *_LATELY)
)
_RECORD = insert(enrolment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Of the newcomer to the conditions. `evidence`: the message that said yes, by its channel and
    id; at the desk the agent who has asked."""

    channel: str
    evidence: str


def check(conn: Connection, number: str, *, born_on: date | None = None, today: date) -> None:
    """Whether whoever has that number (E.164) may join. Raises NotAllowed: 'not_ours': it is no
    mobile number of the operator; 'too_young'; 'left_lately': its former membership has ended too
    short a time ago."""
    rules = current_rules().joining
    prefixes = rules.number_prefixes
    if not phone_numbers.is_mobile(number) or (prefixes and not number.startswith(prefixes)):
        raise NotAllowed("not_ours")
    if born_on is not None and years_between(born_on, today) < rules.age_min:
        raise NotAllowed("too_young")
    # The number may have passed to somebody else, and whoever has come back as a customer is
    # welcome: only a membership that was left of the member's own will counts.
    after = today - timedelta(days=rules.again_after_days)
    if any(not changes.was_ended(conn, each) for each in _left_with(conn, number, after)):
        raise NotAllowed("left_lately")


def _left_with(conn: Connection, number: str, after: date) -> set[int]:
    """The memberships that have ended since then and had the number at their end, as the main one
    or beside it."""
    asked = {"number": number, "after": after}
    beside = conn.execute(_LEFT_WITH, asked).all()
    ended = {each.member_id for each in beside if local_day(each.changed_at) >= each.leaves_on}
    return ended | set(conn.execute(_LEFT, asked).scalars())


def enrol(conn: Connection, newcomer: Newcomer, consent: Consent, *, key: str, at: datetime) -> int:
    """Join, with the consent on record and a receipt by text; returns the member's id. Raises as
    check() and joining.join() do."""
    check(conn, newcomer.number, born_on=newcomer.born_on, today=local_day(at))
    member_id = joining.join(conn, newcomer, key=key, at=at)
    said = {"channel": consent.channel, "evidence": consent.evidence}
    conn.execute(_RECORD, {"member_id": member_id, "at": at} | said)
    payload = {"channel": consent.channel, "points": current_rules().joining.initial_points}
    outbox.put(conn, member_id, Topic.JOINED, "joined", payload, at)
    return member_id
