"""Members: by id, and by telephone number, which never stands in an address that proxies log."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from api.frame import Answer, Call, Input, MemberId, Operation, PhoneNumber
from core.clients import Scope
from core.kernel import NoSuchMember
from core.members import Member, changes, masked, profiles

TAG = "Members"


class MemberAnswer(Answer):
    """`number` is masked, and `name` null, without the scope members:personal. `number` is null
    once the membership has ended: it may be another member's. `city` is null where it is not
    known."""

    member_id: MemberId
    number: str | None
    name: str | None
    language: str | None
    tier: str
    tier_until: date | None
    status: str
    province: str
    city: str | None
    joined_on: date
    marketing_ok: bool


class NumberInput(Input):
    number: PhoneNumber


def _get(conn: Connection, call: Call, member_id: int) -> MemberAnswer:
    return _shown(conn, call, profiles.by_id(conn, member_id))


def _look_up(conn: Connection, call: Call) -> MemberAnswer:
    found = profiles.find(conn, call.body.number)
    if found is None:
        raise NoSuchMember
    return _shown(conn, call, found)


def _shown(conn: Connection, call: Call, found: Member) -> MemberAnswer:
    personal = call.may(Scope.MEMBERS_PERSONAL)
    call.record(conn, found.member_id)
    number = found.number if personal else masked(found.number)
    return MemberAnswer(
        member_id=found.member_id,
        number=None if changes.has_ended(conn, found) else number,
        name=found.name if personal else None,
        language=found.language,
        tier=found.tier,
        tier_until=found.tier_until,
        status=found.status,
        province=found.province,
        city=found.city,
        joined_on=found.joined_on,
        marketing_ok=found.marketing_ok,
    )


OPERATIONS = (
    Operation(
        name="getMember",
        method="GET",
        path="/members/{member_id}",
        tag=TAG,
        summary="A member",
        scope=Scope.MEMBERS_READ,
        act="member_looked_at",
        answers={200: MemberAnswer},
        does=_get,
    ),
    Operation(
        name="lookUpMember",
        method="POST",
        path="/members/lookup",
        tag=TAG,
        summary="The member who has a telephone number now",
        scope=Scope.MEMBERS_READ,
        act="member_looked_at",
        body=NumberInput,
        answers={200: MemberAnswer},
        does=_look_up,
    ),
)
