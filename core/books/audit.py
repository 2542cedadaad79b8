"""The invariants of the whole book, in SQL, because they are the same on every database.

A sum over everything balances even where one member's points went to another, so each rule is
checked row by row, and each violation names its row. The database does the looking: only the rows
that break a rule come here. Each rule is one statement, so it sees one moment of a book in use.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from core.books import daily_totals
from core.books.audit_rules_ledger import ACCOUNTS, HOLDS, KEYS, LOTS
from core.books.audit_rules_programme import EXCHANGES, MEMBERS, ORDERS, TRANSFERS

# The rule as it reads when it is broken, and the rows that break it.
RULES = ACCOUNTS | KEYS | LOTS | HOLDS | ORDERS | TRANSFERS | EXCHANGES | MEMBERS
_RULES = [(said, text(rows)) for said, rows in RULES.items()]


def violations(conn: Connection) -> Iterator[str]:
    """Nothing, in a sound book."""
    for said, rows in _RULES:
        for row in conn.execute(rows).mappings():
            yield said.format_map(row)
    yield from daily_totals.differences(conn)
