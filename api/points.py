"""A member's points: balance, lots with their last days, postings, and points of goodwill."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field
from sqlalchemy import Connection

from api.frame import Answer, Call, Input, MemberId, Operation, PageQuery, WholeNumber, Words
from core.clients import Scope
from core.ledger import ledger, open_lots
from core.members import member_points, profiles
from core.programme import local_day
from core.service import GoodwillRequest, goodwill

TAG = "Points"


class Balance(Answer):
    """`balance` is `available`, `held` for orders, and `waiting`: not usable yet. `owed` is what
    refunds could not take back; the next grants pay it. `expires_points` of the available ones
    expire first, at the end of `expires_on`."""

    member_id: MemberId
    as_of: date
    available: int
    held: int
    waiting: int
    balance: int
    owed: int
    expires_on: date | None
    expires_points: int | None


class Lot(Answer):
    """Points that were granted together. `expires_on` is their last day, null for never;
    `usable_from` their first, null for at once."""

    earned_at: datetime
    kind: str
    granted: int
    remaining: int
    held: int
    expires_on: date | None
    usable_from: date | None


class Lots(Answer):
    """In the order in which they are spent."""

    items: list[Lot]


class Posting(Answer):
    version: int
    points: int
    kind: str
    memo: str
    effective_at: datetime
    balance_after: int


class Postings(Answer):
    """`next` is null on the last page."""

    items: list[Posting]
    next: str | None


class PostingsQuery(PageQuery):
    after: Annotated[str, Field(pattern=r"^[1-9][0-9]{0,17}$")] | None = None


class GoodwillInput(Input):
    points: WholeNumber = Field(ge=1, le=goodwill.POINTS_MAX)
    reason: Words


class Granted(Answer):
    """The points were posted."""

    version: int
    balance_after: int


class WaitsForApproval(Answer):
    """Above the daily limit of a member a supervisor decides at the desk."""

    approval_id: str


def _balance(conn: Connection, call: Call, member_id: int) -> Balance:
    today = local_day(call.at)
    found = member_points.with_points(conn, member_id, today)
    call.record(conn, member_id)
    return Balance(
        member_id=member_id,
        as_of=today,
        available=found.available,
        held=found.held,
        waiting=found.waiting,
        balance=found.balance,
        owed=found.owed,
        expires_on=found.expires_on,
        expires_points=found.expires_points,
    )


def _lots(conn: Connection, call: Call, member_id: int) -> Lots:
    found = open_lots(conn, member_id, local_day(call.at))
    if not found:
        profiles.by_id(conn, member_id)  # or there is no such member
    call.record(conn, member_id)
    return Lots(
        items=[
            Lot(
                earned_at=lot.earned_at,
                kind=lot.kind,
                granted=lot.granted,
                remaining=lot.remaining,
                held=lot.held,
                expires_on=lot.expires_at,
                usable_from=lot.usable_from,
            )
            for lot in found
        ]
    )


def _postings(conn: Connection, call: Call, member_id: int) -> Postings:
    rows, after = call.query.limit, call.query.after
    before = int(after) if after else None
    found = ledger.history(conn, member_id, limit=rows, before_version=before)
    if not found:
        profiles.by_id(conn, member_id)
    call.record(conn, member_id)
    return Postings(
        items=[
            Posting(
                version=entry.version,
                points=entry.amount,
                kind=entry.kind,
                memo=entry.memo,
                effective_at=entry.effective_at,
                balance_after=entry.balance_after,
            )
            for entry in found
        ],
        next=str(found[-1].version) if len(found) == rows else None,
    )


def _goodwill(conn: Connection, call: Call, member_id: int) -> Granted | WaitsForApproval:
    points, reason = call.body.points, call.body.reason
    asked = GoodwillRequest(member_id, call.key, points, reason, call.agent)
    posted = goodwill.give(conn, asked, call.at)
    call.record(conn, member_id, points=points, reason=reason)
    if posted is None:
        return WaitsForApproval(approval_id=call.key)
    return Granted(version=posted.version, balance_after=posted.balance_after)


OPERATIONS = (
    Operation(
        name="getBalance",
        method="GET",
        path="/members/{member_id}/balance",
        tag=TAG,
        summary="A member's points as of today",
        scope=Scope.POINTS_READ,
        act="member_looked_at",
        answers={200: Balance},
        does=_balance,
    ),
    Operation(
        name="listLots",
        method="GET",
        path="/members/{member_id}/lots",
        tag=TAG,
        summary="The lots that a member has points of, with their last days",
        scope=Scope.POINTS_READ,
        act="member_looked_at",
        answers={200: Lots},
        does=_lots,
    ),
    Operation(
        name="listPostings",
        method="GET",
        path="/members/{member_id}/postings",
        tag=TAG,
        summary="A member's postings, the newest first",
        scope=Scope.POINTS_READ,
        act="member_looked_at",
        query=PostingsQuery,
        answers={200: Postings},
        does=_postings,
    ),
    Operation(
        name="giveGoodwill",
        method="POST",
        path="/members/{member_id}/goodwill",
        tag=TAG,
        summary="Grant points to make up for what went wrong",
        scope=Scope.POINTS_GRANT,
        act="member_goodwill",
        body=GoodwillInput,
        keyed=True,
        answers={201: Granted, 202: WaitsForApproval},
        refused_for=("status_forbids",),
        does=_goodwill,
    ),
)
