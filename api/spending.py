"""Spending a member's points at a partner."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints
from sqlalchemy import Connection

from api.frame import Answer, Call, Input, Operation, WholeNumber
from core.clients import Scope
from core.loyalty import partner_spending
from core.programme import POINTS_MAX

Memo = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff .:_-]{0,39}$"),
    Field(description="What for: it stands beside the posting."),
]


Partner = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,40}$")]


class SpendInput(Input):
    """`points`: as many as the member has agreed to. `partner`: who gives something for them, by
    its name in the programme, and is owed for them."""

    partner: Partner
    points: WholeNumber = Field(ge=1, le=POINTS_MAX)
    memo: Memo


class Spent(Answer):
    version: int
    balance_after: int


def _spend(conn: Connection, call: Call, member_id: int) -> Spent:
    given = call.body
    posted = partner_spending.spend(
        conn,
        member_id=member_id,
        partner=given.partner,
        points=given.points,
        memo=given.memo,
        key=call.key,
        at=call.at,
    )
    call.record(conn, member_id, points=given.points, partner=given.partner, memo=given.memo)
    return Spent(version=posted.version, balance_after=posted.balance_after)


OPERATIONS = (
    Operation(
        name="spendPoints",
        method="POST",
        path="/members/{member_id}/spendings",
        tag="Points",
        summary="Spend points on what a partner gives the member for them",
        scope=Scope.POINTS_SPEND,
        act="points_spent",
        body=SpendInput,
        keyed=True,
        answers={201: Spent},
        refused_for=("status_forbids", "not_open_yet", "not_enough_points", "limit_reached"),
        does=_spend,
    ),
)
