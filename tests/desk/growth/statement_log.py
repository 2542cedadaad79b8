"""Which statements the application sends to PostgreSQL, and how many rows each of them reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, event


class Read(NamedTuple):
    """The step of a statement that reads the most rows, those that it drops included."""

    rows: int
    step: str
    statement: str
    during: str


class StatementLog:
    """Each statement of each page or turn, with the parameters of its first execution."""

    def __init__(self) -> None:
        self.during = ""
        self._found: dict[tuple[str, str], Any] = {}

    @contextmanager
    def recording(self) -> Iterator[None]:
        event.listen(Engine, "before_cursor_execute", self._note)
        try:
            yield
        finally:
            event.remove(Engine, "before_cursor_execute", self._note)

    def _note(
        self, _conn: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool
    ) -> None:
        if not many and statement.lstrip().startswith(("SELECT", "WITH")):
            self._found.setdefault((statement, self.during), values)

    def reads(self, conn: Connection) -> list[Read]:
        """Runs each statement again, in a transaction that is rolled back."""
        return [
            _most(_plan(conn, statement, values), statement, during)
            for (statement, during), values in list(self._found.items())
        ]


def _plan(conn: Connection, statement: str, values: Any) -> dict[str, Any]:
    with conn.begin() as transaction:
        explained = conn.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
        found = explained.scalar_one()
        transaction.rollback()
    plan: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return plan


def _most(plan: dict[str, Any], statement: str, during: str) -> Read:
    reads = (Read(_rows(node), _name(node), statement, during) for node in _scans(plan))
    return max(reads, default=Read(0, "", statement, during))


def _scans(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "Scan" in node["Node Type"]:
        yield node
    for beneath in node.get("Plans", ()):
        yield from _scans(beneath)


def _rows(node: dict[str, Any]) -> int:
    """Since PostgreSQL 18 "Actual Rows" is an average with decimals."""
    dropped = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
    each = node["Actual Rows"] + sum(node.get(name, 0) for name in dropped)
    return round(each * node["Actual Loops"])


def _name(node: dict[str, Any]) -> str:
    what = node.get("Relation Name") or node.get("Index Name") or ""
    return f"{node['Node Type']} of {what}: {node.get('Index Cond') or node.get('Filter') or ''}"
