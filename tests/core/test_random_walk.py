"""Members at random, for a while: the book is sound after every step, whatever is repeated."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from single_holds import place_hold
from sqlalchemy import Connection

from core.books import audit
from core.kernel import Database, NotAllowed, NotFound
from core.ledger import HoldClosed, NotEnoughPoints, ReversesTooMuch, holds, ledger

STEPS = 80
REFUSALS = (HoldClosed, NotAllowed, NotEnoughPoints, NotFound, ReversesTooMuch)


def step(draw: random.Random, key: str, held: list[str], at: datetime) -> Callable[..., Any]:
    """One request, complete with its key, so that it can be delivered again."""
    request: dict[str, Any] = {"member_id": 1, "key": key, "at": at}
    paid: dict[str, Any] = {"contra": "issued", "kind": "redeem"}
    amount = draw.randint(1, 400)
    act = draw.choice(("grant", "spend", "hold", "settle", "release", "reverse"))
    if act == "grant":
        expires_at = draw.choice((None, date(2026, 12, 31), date(2027, 12, 31), date(2028, 12, 31)))
        earned = {
            "contra": "issued",
            "kind": "mobile",
            "unit_cost_mfen": 1_000,
            "expires_at": expires_at,
        }
        return lambda conn: ledger.grant(conn, **(request | earned), amount=amount)
    if act == "spend":
        return lambda conn: ledger.spend(conn, **request, **paid, amount=amount)
    if act == "hold":
        held.append(key)
        until = at + timedelta(days=15)
        return lambda conn: place_hold(conn, **request, amount=amount, expires_at=until)
    if act == "reverse":
        version, part = draw.randint(1, STEPS), draw.choice((None, amount))
        return lambda conn: ledger.reverse(conn, **request, version=version, amount=part)
    hold_id = draw.choice([*held, "none"])
    if act == "settle":
        return lambda conn: holds.settle_hold(conn, **request, **paid, hold_id=hold_id)
    return lambda conn: holds.release_hold(conn, **request, hold_id=hold_id)


@pytest.mark.parametrize("seed", range(5))
def test_random_ledger_operations_keep_the_audit_clean_and_idempotent(
    database: Database, join: Callable[..., int], at: datetime, seed: int
) -> None:
    draw, held = random.Random(seed), list[str]()
    answers: dict[str, tuple[Callable[..., Any], Any]] = {}

    def walk(conn: Connection) -> None:
        join(conn)
        for n in range(STEPS):
            key = f"key-{n}"
            request = step(draw, key, held, at)
            before = ledger.balance(conn, 1)
            try:
                answers[key] = request, request(conn)
            except REFUSALS:
                assert ledger.balance(conn, 1) == before
            if answers:
                again, answer = answers[draw.choice(list(answers))]
                assert again(conn) == answer
            assert list(audit.violations(conn)) == [], f"seed {seed}, step {n}"

    database.run(walk)
    assert len(answers) > STEPS / 3
