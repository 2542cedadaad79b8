"""Four-eyes decisions: one person drafts or requests, another approves, and each decides once.

`FourEyesVersions` keeps the versions of a document (the programme's rules, a sentence) in a table
that has the columns of `FourEyesVersion`. The two functions serve any other decision that takes
two people.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Table, Update, bindparam, func, select, update

from core.kernel.db import InsertIfNew
from core.kernel.errors import ActedMeanwhile, NotAllowed, NotFound
from core.kernel.rows import AnyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FourEyesVersion:
    """A draft until it is approved; approved until it is withdrawn. A draft can be withdrawn too.
    `version` counts from 1; `made_by`, `approved_by` and `withdrawn_by` are agents."""

    version: int
    reason: str
    made_by: str
    made_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    withdrawn_by: str | None
    withdrawn_at: datetime | None

    @property
    def is_draft(self) -> bool:
        return self.approved_at is None and self.withdrawn_at is None

    def may_be_approved_by(self, agent: str) -> bool:
        return self.is_draft and is_second_person(self.made_by, agent)

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None and self.withdrawn_at is None


V = TypeVar("V", bound=FourEyesVersion)


def is_second_person(first: str, second: str) -> bool:
    """Whether `second` may decide what `first` drafted or requested."""
    return first != second


def require_second_person(first: str, second: str) -> None:
    """Raises NotAllowed('own') if an agent decides what they drafted or requested themselves."""
    if not is_second_person(first, second):
        raise NotAllowed("own")


def decide_once(
    conn: Connection, decision: Update, values: Mapping[str, Any], *, decided: str
) -> None:
    """Execute `decision`, an UPDATE whose WHERE clause matches its row only while nobody has
    decided. Raises NotAllowed(decided) if it matches no row: of two agents who decide at the same
    moment, the second is refused."""
    if conn.execute(decision, values).rowcount != 1:
        raise NotAllowed(decided)


class FourEyesVersions(Generic[V]):
    """`build` makes a version from its row. `decided` is the reason of NotAllowed for a version
    that is no longer open to a decision. `all`, `drafts` and `approved` are statements that a
    document's module filters and sorts."""

    def __init__(self, table: Table, build: Callable[[AnyRow], V], *, decided: str) -> None:
        version = table.c.version
        self._table, self._build, self._decided = table, build, decided
        self.all = select(*table.c)
        self.approved = self.all.where(
            table.c.approved_at.is_not(None), table.c.withdrawn_at.is_(None)
        )
        self.drafts = self.all.where(table.c.approved_at.is_(None), table.c.withdrawn_at.is_(None))
        self._by_version = self.all.where(version == bindparam("which"))
        self._lock = select(version).order_by(version).with_for_update()
        self._newest = select(func.coalesce(func.max(version), 0))
        self._insert = InsertIfNew(table)
        standing = (
            update(table).where(version == bindparam("which")).where(table.c.withdrawn_at.is_(None))
        )
        self._approve = standing.where(table.c.approved_at.is_(None)).values(
            approved_by=bindparam("who"), approved_at=bindparam("at")
        )
        self._withdraw = standing.values(
            withdrawn_by=bindparam("who"), withdrawn_at=bindparam("at")
        )

    def by_version(self, conn: Connection, version: int) -> V:
        row = conn.execute(self._by_version, {"which": version}).first()
        if row is None:
            raise NotFound(f"no version {version} in {self._table.name}")
        return self._build(row)

    def draft(
        self,
        conn: Connection,
        values: Mapping[str, object],
        *,
        reason: str,
        agent: str,
        at: datetime,
    ) -> V:
        """`values` are the document's own columns. Raises ActedMeanwhile if another draft has taken
        the next number at the same moment."""
        version = int(conn.execute(self._newest).scalar_one()) + 1
        made = {"version": version, "reason": reason, "made_by": agent, "made_at": at}
        if not self._insert(conn, {**values, **made}):
            raise ActedMeanwhile
        return self.by_version(conn, version)

    def approve(
        self,
        conn: Connection,
        draft: V,
        *,
        replaced: Callable[[], int],
        instead_of: int,
        agent: str,
        at: datetime,
    ) -> V:
        """`replaced` says which version `draft` would replace now, `instead_of` which one the
        approver compared it with. Raises ActedMeanwhile if they differ: the draft would change
        something nobody has looked at. All versions are locked first, so that of two approvals at
        the same moment the second sees the first."""
        require_second_person(draft.made_by, agent)
        conn.execute(self._lock).all()
        if replaced() != instead_of:
            raise ActedMeanwhile
        return self._decide(conn, self._approve, draft.version, agent, at)

    def withdraw(self, conn: Connection, version: int, *, agent: str, at: datetime) -> V:
        return self._decide(conn, self._withdraw, version, agent, at)

    def _decide(
        self, conn: Connection, decision: Update, version: int, agent: str, at: datetime
    ) -> V:
        values = {"which": version, "who": agent, "at": at}
        decide_once(conn, decision, values, decided=self._decided)
        return self.by_version(conn, version)
