"""Checks each statement that the tests run on PostgreSQL: would a distributed database (Citus)
carry it out, and on how many servers?

A statement is pinned if it finds every row of a member by one and the same member_id: then one
server carries it out. Everything that a member waits for is pinned. A statement that asks all
servers is scattered: docs/distribution.md names the functions that may send one, and why. Some
statements no distributed database carries out: those that lock rows of several members, join rows
of members by anything but the member, or join them with a table that is on other servers.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import sqlglot
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlglot import exp

from core.schema import metadata
from core.schema.distribution import BY_MEMBER, COORDINATOR

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "distribution.md"
NOT_YET = "## Not carried out yet"
_ROW = re.compile(r"^\| `([\w.<>]+)` \|", re.MULTILINE)
_BIND = re.compile(r"%\((\w+)\)s")
_NOT_LINTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SHOW", "SET", "LOCK", "CREATE", "DROP", "ALTER")
_PLACES = {table.name: table.info["distribution"] for table in metadata.tables.values()}
Term = tuple[str, object, str]
"""A column of a table or of a subquery, or a value."""


@dataclass(slots=True)
class Lint:
    """`found`: what is wrong with the statements since take(). `verdicts`: on each statement, by
    its words. `senders`: of those that are not pinned, with their functions."""

    found: list[str] = field(default_factory=list)
    verdicts: dict[str, str] = field(default_factory=dict)
    senders: set[tuple[str | None, str]] = field(default_factory=set)

    def take(self) -> list[str]:
        found, self.found = self.found, []
        return found

    def check(self, sql: str, values: Any) -> None:
        verdict = self.verdicts.get(sql)
        if verdict is None:
            is_linted = not sql.lstrip().upper().startswith(_NOT_LINTED)
            given = values if isinstance(values, dict) else {}
            verdict = Statement(sql, given).verdict() if is_linted else "pinned"
            self.verdicts[sql] = verdict
        if verdict == "pinned":
            return
        function = _sent_by()
        if (function, sql) in self.senders:
            return
        self.senders.add((function, sql))
        may_send = allowed() if verdict == "scattered" else not_yet()
        if function is not None and function not in may_send:
            self.found.append(f"{function}: {verdict}: {' '.join(sql.split())}")


LINT = Lint()


@cache
def allowed() -> frozenset[str]:
    """The functions that may send a scattered statement."""
    return frozenset(_ROW.findall(PAGE.read_text()))


@cache
def not_yet() -> frozenset[str]:
    """Those that send one which no distributed database carries out."""
    return frozenset(_ROW.findall(PAGE.read_text().partition(NOT_YET)[2]))


@event.listens_for(Engine, "before_cursor_execute")
def _check(conn: Connection, _: Any, sql: str, values: Any, *__: Any) -> None:
    if conn.dialect.name == "postgresql":
        LINT.check(sql, values)


def _sent_by() -> str | None:
    """The function of the product that sends the statement, as core.messaging.outbox.claim; None
    for the tests' own, and for those of migrations, which run once and on the coordinator."""
    frame = sys._getframe(3)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and ".venv" not in path.parts:
            parts = path.relative_to(ROOT).with_suffix("").parts
            if parts[0] in ("tests", "migrations", "bench") and parts[-1] != "build_once":
                return None
            if parts[:2] != ("core", "kernel") or parts[2] not in ("db", "connection_cache"):
                return ".".join((*parts, frame.f_code.co_qualname.replace("<locals>.", "")))
        frame = frame.f_back  # type: ignore[assignment]
    return None


class Statement:
    """One statement, parsed."""

    def __init__(self, sql: str, values: dict[str, Any]) -> None:
        parsed = sqlglot.parse(_BIND.sub(r":v_\1", sql).replace("%%", "%"), read="postgres")
        self._trees = [tree for tree in parsed if tree is not None]
        self._values = values
        self._same: dict[Term, Term] = {}

    def verdict(self) -> str:
        return max((self._verdict(tree) for tree in self._trees), key=_gravity, default="pinned")

    def _verdict(self, tree: exp.Expression) -> str:
        names = {each.alias for each in tree.find_all(exp.CTE)}
        tables = [each for each in tree.find_all(exp.Table) if each.name not in names]
        placed = [(each, _PLACES[each.name]) for each in tables if each.name in _PLACES]
        of_members = [each for each, place in placed if place is BY_MEMBER]
        by_key = [each for each, place in placed if place.column and place is not BY_MEMBER]
        kept_apart = [each for each, place in placed if place is COORDINATOR] + by_key[:1]
        if (of_members and kept_apart) or len({each.name for each in by_key}) > 1:
            one, other = (of_members + by_key)[0], (kept_apart + by_key)[-1]
            return f"joins {one.name} with {other.name}, which is elsewhere"
        self._join_terms(tree)
        read = [each for each in of_members + by_key if not _is_inserted_into(each)]
        if all(self._is_pinned(each) for each in read):
            return "pinned" if len({self._key_of(each) for each in read}) < 2 else "scattered"
        if any(self._are_apart(query, of_members) for query in tree.find_all(exp.Select)):
            return "joins members' rows by something else than the member"
        return "locks rows of several members" if tree.find(exp.Lock) else "scattered"

    def _are_apart(self, query: exp.Select, read: list[exp.Table]) -> bool:
        return len({self._key_of(each) for each in read if _query_of(each) is query}) > 1

    def _is_pinned(self, table: exp.Table) -> bool:
        return self._key_of(table)[0] == "value"

    def _key_of(self, table: exp.Table) -> Term:
        """What the column is equal to by which the table is distributed."""
        return self._root(("column", id(table), _PLACES[table.name].column or ""))

    def _join_terms(self, tree: exp.Expression) -> None:
        for equal in tree.find_all(exp.EQ):
            if _holds_always(equal):
                self._join(self._term(equal.this), self._term(equal.expression))

    def _join(self, one: Term | None, other: Term | None) -> None:
        if one is None or other is None:
            return
        one, other = self._root(one), self._root(other)
        if one[0] == "value":
            one, other = other, one
        if one[0] != "value":
            self._same[one] = other

    def _root(self, term: Term) -> Term:
        while term in self._same:
            term = self._same[term]
        return term

    def _term(self, part: exp.Expression) -> Term | None:
        if isinstance(part, exp.Paren | exp.Cast):
            return self._term(part.this)
        if isinstance(part, exp.Placeholder):
            return ("value", self._values.get(part.name.removeprefix("v_"), part.name), "")
        if isinstance(part, exp.Literal):
            return ("value", int(part.name) if part.is_int else part.name, "")
        return self._column(part) if isinstance(part, exp.Column) else None

    def _column(self, column: exp.Column) -> Term | None:
        query = _query_of(column)
        while query is not None:
            for source in _sources(query):
                is_meant = source.alias_or_name == column.table if column.table else True
                if is_meant and isinstance(source, exp.Table):
                    return ("column", id(source), column.name)
                if is_meant:
                    return self._of_subquery(source, column.name)
            query = _query_of(query)
        return None

    def _of_subquery(self, source: exp.Expression, name: str) -> Term | None:
        """What a column of a subquery is within it."""
        inner = source.this if isinstance(source, exp.Subquery) else source
        for each in getattr(inner, "selects", []):
            if each.alias_or_name == name:
                found = self._term(each.this if isinstance(each, exp.Alias) else each)
                return found or ("column", id(source), name)
        return ("column", id(source), name)


def _gravity(verdict: str) -> int:
    return {"pinned": 0, "scattered": 1}.get(verdict, 2)


def _query_of(part: exp.Expression) -> exp.Expression | None:
    """The query or change that a part belongs to."""
    found = part.parent
    while found is not None and not isinstance(
        found, exp.Select | exp.Update | exp.Delete | exp.Insert
    ):
        found = found.parent
    return found


def _sources(query: exp.Expression) -> Iterator[exp.Expression]:
    for each in query.find_all(exp.Table, exp.Subquery):
        is_source = isinstance(each.parent, exp.From | exp.Join) or each.parent is query
        if is_source and _query_of(each) is query:
            yield each


def _holds_always(equal: exp.EQ) -> bool:
    """Whether every row of the query fulfils it: it stands under AND alone."""
    parent = equal.parent
    while parent is not None and not isinstance(parent, exp.Where | exp.Join):
        if not isinstance(parent, exp.And | exp.Paren):
            return False
        parent = parent.parent
    return parent is not None


def _is_inserted_into(table: exp.Table) -> bool:
    parent = table.parent.parent if isinstance(table.parent, exp.Schema) else table.parent
    return isinstance(parent, exp.Insert)
