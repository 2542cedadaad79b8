"""The audit: every invariant of the ledger and of what points were moved for, in SQL.

A sum over all members agrees even where one member's points went to another, so each rule checks
row by row, and each violation names its row. The database does the work: only rows that violate a
rule are returned. Each rule is one statement, so that it sees one moment of a ledger in use.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, TextClause, bindparam, text

from core.books import audit_first_days, daily_totals
from core.books.audit_rules_claims import CLAIMS
from core.books.audit_rules_debts import DEBTS
from core.books.audit_rules_events import EVENTS
from core.books.audit_rules_ledger import ACCOUNTS, HOLDS, KEYS, LOTS
from core.books.audit_rules_names import LISTS, NAMES, known
from core.books.audit_rules_parcels import PARCELS
from core.books.audit_rules_partners import PARTNERS
from core.books.audit_rules_places import PLACES
from core.books.audit_rules_programme import MEMBERS, ORDERS, TRANSFERS
from core.books.audit_rules_vouchers import VOUCHERS
from core.programme import current_rules

# The message of a violation, and the statement that finds the rows that violate the rule.
RULES = ACCOUNTS | KEYS | LOTS | HOLDS | DEBTS | ORDERS | TRANSFERS | PARTNERS | MEMBERS
RULES |= PARCELS | VOUCHERS | NAMES | PLACES | EVENTS | CLAIMS


def _prepared(statement: str) -> TextClause:
    lists = [name for name in LISTS if f":{name}" in statement]
    return text(statement).bindparams(*(bindparam(name, expanding=True) for name in lists))


_RULES = [(message, _prepared(statement)) for message, statement in RULES.items()]


def violations(conn: Connection) -> Iterator[str]:
    """A message for each violation; none where the ledger is sound."""
    names = known(current_rules())
    for message, statement in _RULES:
        for row in conn.execute(statement, names).mappings():
            yield message.format_map(row)
    yield from audit_first_days.used_before(conn)
    yield from daily_totals.differences(conn)
