from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import Connection, insert

from core import ledger
from core.accounts import GROWTH, POINTS
from core.schema import member, msisdn

Join = Callable[..., int]
Earn = Callable[..., ledger.Posted]


@pytest.fixture
def join() -> Join:
    """(conn, member_id, **columns): a member with two empty accounts."""

    def join(conn: Connection, member_id: int = 1, **columns: object) -> int:
        number = f"+86138000010{member_id:02}"
        values: dict[str, object] = {
            "member_id": member_id,
            "number": number,
            "name": "Lin",
            "tier": "basic",
            "joined_on": date(2020, 1, 1),
            "status": "active",
            "province": "GD",
            "pin_wrong": 0,
            "marketing_ok": True,
        }
        conn.execute(insert(member).values(**(values | columns)))
        conn.execute(insert(msisdn).values(number=number, member_id=member_id))
        for unit in (POINTS, GROWTH):
            ledger.open_account(conn, member_id, unit)
        return member_id

    return join


@pytest.fixture
def earn(at: datetime) -> Earn:
    def earn(
        conn: Connection,
        amount: int,
        *,
        member_id: int = 1,
        key: str = "earn",
        expires_at: date | None = date(2028, 12, 31),
        unit: str = POINTS,
    ) -> ledger.Posted:
        return ledger.grant(
            conn,
            member_id=member_id,
            unit=unit,
            amount=amount,
            contra="issued",
            kind="mobile",
            key=key,
            at=at,
            expires_at=expires_at,
            unit_cost=1,
        )

    return earn
