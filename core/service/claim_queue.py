"""The list of claims for missing points that agents work from: what is due first comes first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, tuple_

from core.kernel import reference_numbers, row_builder
from core.schema import claim, member


@dataclass(frozen=True, slots=True)
class ClaimCase:
    member_id: int
    claim_id: str
    number: str
    receipt_number: str
    status: str
    opened_at: datetime
    decide_due: datetime
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
    merchant: str | None
    yuan: int | None
    words: str | None
    member_name: str
    member_number: str

    def is_overdue(self, at: datetime) -> bool:
        return self.status == "open" and self.decide_due < at


_CASE = select(
    claim.c.member_id,
    claim.c.claim_id,
    claim.c.number,
    claim.c.receipt_number,
    claim.c.status,
    claim.c.opened_at,
    claim.c.decide_due,
    claim.c.decided_by,
    claim.c.decided_at,
    claim.c.reason,
    claim.c.merchant,
    claim.c.yuan,
    claim.c.words,
    member.c.name.label("member_name"),
    member.c.number.label("member_number"),
).join(member, member.c.member_id == claim.c.member_id)
_build = row_builder(ClaimCase, _CASE)
_LIST = _CASE.where(claim.c.status == bindparam("status")).order_by(
    claim.c.decide_due, claim.c.number
)
_FIND = _CASE.where(
    claim.c.member_id == bindparam("member_id"), claim.c.claim_id == bindparam("claim_id")
)


def page(
    conn: Connection, status: str, *, rows: int, after: ClaimCase | None = None
) -> list[ClaimCase]:
    """At most `rows` claims, what is due first. `after`: the last claim of the page before."""
    found = _LIST.limit(rows)
    if after is not None:
        due = bindparam("due", after.decide_due, claim.c.decide_due.type)
        last = tuple_(due, bindparam("after", after.number))
        found = found.where(tuple_(claim.c.decide_due, claim.c.number) > last)
    return [_build(row) for row in conn.execute(found, {"status": status})]


def by_number(conn: Connection, number: str) -> ClaimCase:
    """Raises NotFound."""
    found = reference_numbers.find(conn, number, "claim")
    values = {"member_id": found.member_id, "claim_id": found.item_id}
    return _build(conn.execute(_FIND, values).one())
