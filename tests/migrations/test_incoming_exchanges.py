"""Revision 0040: what partners were told of points they sent, in books that exist already."""

from datetime import UTC, datetime

from sqlalchemy import insert, select

from core.kernel import Database
from core.loyalty import incoming_exchange as answers
from core.schema import idempotency, incoming_exchange, receipt
from migrations import upgrade

AT = datetime(2026, 6, 1, 2, tzinfo=UTC)


def test_answers_of_before_are_kept(old: Database) -> None:
    upgrade(old, "0039")
    receipts = [("partner:airline:R-1", 1), ("partner:airline:R-1:answered", 1)]
    receipts += [("partner:airline:R-2:answered", 0), ("S-1", 1)]
    asked = {"act": answers.RECEIVE, "number": "+8613812345678", "amount": 200}
    key = {"request_hash": answers.idempotency.hashed(asked), "result": {}, "recorded_at": AT}
    with old.engine.begin() as conn:
        for number, member_id in receipts:
            conn.execute(insert(receipt).values(number=number, member_id=member_id))
        for reference in ("R-1", "R-2"):
            name = f"partner:airline:{reference}"
            conn.execute(insert(idempotency).values(member_id=0, key=name, **key))
    upgrade(old)
    with old.engine.begin() as conn:
        rows = conn.execute(select(incoming_exchange).order_by(incoming_exchange.c.reference)).all()
        left = set(conn.execute(select(receipt.c.number)).scalars())
        assert [tuple(row) for row in rows] == [
            ("airline", "R-1", 1, key["request_hash"], "added", AT),
            ("airline", "R-2", 0, key["request_hash"], "refused", AT),
        ]
        assert {"partner:airline:R-1", "S-1"} <= left
        assert not [number for number in left if number.endswith(":answered")]
        again = {"partner": "airline", "number": asked["number"], "amount": 200, "at": AT}
        assert not answers.answer(conn, reference="R-2", **again)
