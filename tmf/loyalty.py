"""TMF658 Loyalty Management v4: members and their balances, for reading.

The specification knows no tiers: a member's is a characteristic. A balance is what a member has in
points, and `validFor` of a bucket ends when those points expire.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field
from sqlalchemy import Connection

from api.frame import Answer, Call, Operation
from core.clients import Scope
from core.ledger import open_lots
from core.members import changes, masked, member_points, profiles
from core.programme import local_day

TAG = "TMF658 Loyalty"
PATH = "/loyaltyManagement/v4"
UNIT = "points"


class Characteristic(Answer):
    name: str
    value: str


class Reference(Answer):
    id: str


class LoyaltyProgramMember(Answer):
    id: str
    name: str | None
    status: str
    account: list[Reference]
    characteristic: list[Characteristic]
    type_: Literal["LoyaltyProgramMember"] = Field(
        default="LoyaltyProgramMember", serialization_alias="@type"
    )


class Quantity(Answer):
    amount: int
    units: str


class TimePeriod(Answer):
    """Days; null where there is no end."""

    start: date | None = Field(serialization_alias="startDateTime")
    end: date | None = Field(serialization_alias="endDateTime")


class LoyaltyBalance(Answer):
    quantity: Quantity
    valid_for: TimePeriod = Field(serialization_alias="validFor")


class LoyaltyAccount(Answer):
    id: str
    member: Reference = Field(serialization_alias="loyaltyProgramMember")
    available: Quantity = Field(serialization_alias="availableBalance")
    held: Quantity = Field(serialization_alias="reservedBalance")
    balances: list[LoyaltyBalance] = Field(serialization_alias="loyaltyBalance")
    type_: Literal["LoyaltyAccount"] = Field(default="LoyaltyAccount", serialization_alias="@type")


def _member(conn: Connection, call: Call, member_id: int) -> LoyaltyProgramMember:
    found = profiles.by_id(conn, member_id)
    personal = call.may(Scope.MEMBERS_PERSONAL)
    call.record(conn, member_id)
    about = {"tier": found.tier, "province": found.province}
    if not changes.has_ended(conn, found):  # the number may be another member's
        about["msisdn"] = found.number if personal else masked(found.number)
    return LoyaltyProgramMember(
        id=str(member_id),
        name=found.name if personal else None,
        status=found.status,
        account=[Reference(id=str(member_id))],
        characteristic=[Characteristic(name=name, value=value) for name, value in about.items()],
    )


def _account(conn: Connection, call: Call, member_id: int) -> LoyaltyAccount:
    today = local_day(call.at)
    found = member_points.with_points(conn, member_id, today)
    lots = open_lots(conn, member_id, today)
    call.record(conn, member_id)
    return LoyaltyAccount(
        id=str(member_id),
        member=Reference(id=str(member_id)),
        available=_points(found.available),
        held=_points(found.held),
        balances=[
            LoyaltyBalance(
                quantity=_points(lot.remaining),
                valid_for=TimePeriod(start=lot.usable_from, end=lot.expires_at),
            )
            for lot in lots
        ],
    )


def _points(amount: int) -> Quantity:
    return Quantity(amount=amount, units=UNIT)


OPERATIONS = (
    Operation(
        name="retrieveLoyaltyProgramMember",
        method="GET",
        path=f"{PATH}/loyaltyProgramMember/{{member_id}}",
        tag=TAG,
        summary="A member",
        scope=Scope.MEMBERS_READ,
        act="member_looked_at",
        answers={200: LoyaltyProgramMember},
        does=_member,
    ),
    Operation(
        name="retrieveLoyaltyAccount",
        method="GET",
        path=f"{PATH}/loyaltyAccount/{{member_id}}",
        tag=TAG,
        summary="A member's account with its balances by last day",
        scope=Scope.POINTS_READ,
        act="member_looked_at",
        answers={200: LoyaltyAccount},
        does=_account,
    ),
)
