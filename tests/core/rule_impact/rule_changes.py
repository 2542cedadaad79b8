"""A programme with changed rules, and what a dry run says about it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert

from core.ledger import ledger
from core.members import profiles
from core.programme import Programme, editable_fields, set_current_rules, shipped_rules
from core.redemption import gifts, orders, placing
from core.rule_impact import Effect, Proposal, dry_run
from core.schema import gift, stock

ON = date(2026, 6, 2)


Join = Callable[..., int]


Earn = Callable[..., ledger.PostingResult]


def changed(**values: Any) -> Programme:
    """The shipped rules with other values; two underscores stand for a dot: expiry__years_after."""
    by_path = {name.replace("__", "."): value for name, value in values.items()}
    return editable_fields.with_values(shipped_rules(), by_path)


def estimated(conn: Connection, at: datetime, on: date = ON, **values: Any) -> dict[str, Effect]:
    proposal = Proposal(shipped_rules(), changed(**values), on, at)
    return {each.name: each for each in dry_run.effects(conn, proposal)}


def counts(conn: Connection, at: datetime, on: date = ON, **values: Any) -> dict[str, int | None]:
    return {name: effect.count for name, effect in estimated(conn, at, on, **values).items()}


@contextmanager
def by(rules: Programme) -> Iterator[None]:
    """With `rules` in effect."""
    set_current_rules(rules)
    try:
        yield
    finally:
        set_current_rules(shipped_rules())


def grow(conn: Connection, growth: int, at: datetime, member_id: int) -> None:
    ledger.grant(
        conn, member_id=member_id, unit="growth", amount=growth, contra="issued", kind="mobile",
        key=f"growth:{at.isoformat()}", at=at, expires_at=None, unit_cost_mfen=0,
    )  # fmt: skip


def offer(conn: Connection, points: int = 100, kind: str = "gift") -> None:
    values = {"sku": kind, "kind": kind, "number": 1, "points": points, "sort": 1}
    names = {"name_zh": "礼品", "name_en": "Gift", "on_sale": True}
    conn.execute(insert(gift).values(**values, **names))
    count = {"at_first": 99, "left": 99, "reserved": 0, "sent": 0}
    conn.execute(insert(stock).values(sku=kind, bucket=0, **count))


def redeem(
    conn: Connection, at: datetime, key: str, member_id: int = 1, kind: str = "gift"
) -> orders.Order:
    wanted = gifts.by_sku(conn, kind, today=at.date())
    assert wanted is not None
    return placing.redeem(
        conn, member=profiles.by_id(conn, member_id), sku=kind, points=wanted.points, key=key,
        at=at, channel="sms", order_id=key, number=f"{member_id}{key}",
    )  # fmt: skip
