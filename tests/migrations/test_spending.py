"""Revision 0038: what was spent at partners before, in books that exist already."""

from sqlalchemy import Connection, text

from core.kernel import Database
from migrations import upgrade

SPENT = """
INSERT INTO posting (member_id, unit, version, amount, balance_after, contra, kind, memo, key,
                     effective_at, recorded_at)
SELECT member_id, unit, version + 1, -45, balance_after - 45, 'partner:coffee', 'partner', '',
       'till', effective_at, recorded_at
FROM posting WHERE member_id = 1 AND unit = 'points' ORDER BY version DESC LIMIT 1
"""
SPENDINGS = """
SELECT s.partner, s.points, s.org, s.at = p.recorded_at AS same_time
FROM spending s JOIN posting p ON p.member_id = s.member_id AND p.version = s.version
WHERE p.key = 'till'
"""


def test_postings_of_before_have_their_spendings(old: Database) -> None:
    old.run(lambda conn: conn.execute(text(SPENT)))
    upgrade(old)

    def read(conn: Connection) -> list[tuple[object, ...]]:
        assert conn.execute(text("SELECT COUNT(*) FROM spending")).scalar() == 1
        return [tuple(row) for row in conn.execute(text(SPENDINGS))]

    assert old.read(read) == [("coffee", 45, "GD", True)]
