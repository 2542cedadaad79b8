"""Damage that no code of ours would do, planted by hand: the audit names the row."""

import pytest
from sqlalchemy import Connection

from core import audit
from core.db import Database

DAMAGE = {
    "UPDATE member_account SET balance = balance + 1 WHERE member_id = 2 AND unit = 'points'": [
        "member 2's points: the balance 3201 is not the sum of its postings 3200",
        "member 2: the lots have 3200 left, but the balance is 3201",
    ],
    "UPDATE member_account SET version = version + 1 WHERE member_id = 2 AND unit = 'growth'": [
        "member 2's growth: version 2, but 1 postings up to 1",
    ],
    "UPDATE member_account SET held = held + 1 WHERE member_id = 3 AND unit = 'points'": [
        "member 3's points: 5001 held, but the open holds are 5000",
    ],
    "UPDATE lot SET remaining = remaining - 1 WHERE member_id = 5 AND lot_id = 2": [
        "member 5: the lots have 4999 left, but the balance is 5000",
        "member 5, lot 2: 2399 of 2400 left, but 0 used",
    ],
    "UPDATE lot SET held = held + 1 WHERE member_id = 5 AND lot_id = 1": [
        "member 5, lot 1: 1 held, but the open holds pin 0",
    ],
    "UPDATE hold_lot SET amount = amount + 1 WHERE member_id = 3": [
        "member 3, lot 1: 5000 held, but the open holds pin 5001",
        "member 3, hold seed:order:20260003 of 5000: pins 5001",
    ],
    "UPDATE stock SET sent = sent + 1, at_first = at_first + 1 WHERE sku = 'mascot'": [
        "stock mascot/0: 0 reserved and 1 sent, but by the orders 0 and 0",
    ],
    "UPDATE gift_order SET points = points + 1 WHERE member_id = 3": [
        "member 3, order 20260003 is held for 5001, but its hold is open for 5000",
    ],
    "INSERT INTO posting SELECT member_id, unit, version + 1, amount, balance_after, contra, kind,"
    " memo, key, effective_at, recorded_at, reverses FROM posting WHERE member_id = 7 AND unit = 'growth'": [
        "member 7's growth: the balance 150 is not the sum of its postings 300",
        "member 7's growth: version 1, but 2 postings up to 2",
        "member 7's growth, posting 2: 150 does not follow from the one before",
        "applied 2 times",
    ],
    "INSERT INTO posting SELECT member_id, unit, version + 1, -2 * amount, 0, contra, kind,"
    " memo, 'stray', effective_at, recorded_at, 1 FROM posting WHERE member_id = 7 AND unit = 'growth'": [
        "posting 2: its key stray was not kept",
        "member 7's growth, posting 1 of 150: reversed by -300",
    ],
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_planted_damage_is_named(seeded: Database, damage: str) -> None:
    def plant_and_audit(conn: Connection) -> list[str]:
        conn.exec_driver_sql(damage)
        return list(audit.violations(conn))

    found = seeded.run(plant_and_audit)
    for expected in DAMAGE[damage]:
        assert any(expected in line for line in found), found
