"""`ApiContext`, the dependencies of all operations, and `Call`, one request to one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from api.frame.limits import ApiLimits
from core.clients import Caller, Scope, acts_as
from core.kernel import Database
from core.staff import audit_trail
from flows.engine import Ids


@dataclass(frozen=True, slots=True)
class ApiContext:
    """`new_token`: makes an access token, which nobody can guess."""

    database: Database
    now: Callable[[], datetime]
    ids: Ids
    new_token: Callable[[], str]
    limits: ApiLimits


@dataclass(slots=True)
class Call:
    """query, body: as the operation declares them. key: the idempotency key for the ledger; '' if
    nothing is changed. act: the name of the entry in the audit trail. is_recorded: it was made."""

    caller: Caller
    at: datetime
    ids: Ids
    operation: str
    act: str
    query: Any = None
    body: Any = None
    key: str = ""
    is_recorded: bool = False

    @property
    def agent(self) -> str:
        """Who acts, in the audit trail."""
        return acts_as(self.caller.client_id)

    def may(self, scope: Scope) -> bool:
        return scope in self.caller.scopes

    def record(self, conn: Connection, member_id: int, **detail: Any) -> None:
        """Add the call to the audit trail, in the transaction of what it reads or changes."""
        audit_trail.record(
            conn,
            member_id=member_id,
            agent=self.agent,
            act=self.act,
            detail={"operation": self.operation} | detail,
            at=self.at,
            entry_id=self.ids.new(),
        )
        self.is_recorded = True
