"""The walk's database, in memory, which is replaced by a copy from turn to turn."""

from __future__ import annotations

import re
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from code_sealer import CODE_SEALER
from sqlalchemy import event

from core.kernel import Database
from core.members import MemberWithPoints, member_points
from core.programme import local_day

_WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")


class WalkDatabase:
    """The database of a walk, and what it holds of the member with `number` at the time `at`."""

    def __init__(self, number: str, at: datetime) -> None:
        self._number, self._at = number, at
        self._database = Database("sqlite://")
        self.connection = self._database.engine.connect()
        self._raw: Any = self.connection.connection.dbapi_connection
        self._loaded = b""
        self._tables: set[str] = set()
        self._outbox_before = 0
        event.listen(self._database.engine, "before_cursor_execute", self._note_table)
        self._callers: dict[bytes, MemberWithPoints | None] = {}

    def close(self) -> None:
        self.connection.close()
        self._database.dispose()

    def prepared(self, database_file: str, prepare: Callable[[Any], None]) -> bytes:
        """The prepared database, serialized and compressed, without a write-ahead log (which a
        database in memory cannot have)."""
        copy = Path(f"{database_file}.walk")
        shutil.copy(database_file, copy)
        file = sqlite3.connect(copy, isolation_level=None)
        file.execute("PRAGMA journal_mode=DELETE")
        prepare(file)
        file.execute("UPDATE complaint SET category = 'other'")  # one filed here stands out
        data = file.serialize()
        file.close()
        copy.unlink()
        return zlib.compress(data, 1)

    def load(self, snapshot: bytes) -> None:
        if snapshot is self._loaded:
            return
        self.connection.rollback()  # a database cannot be copied into an open transaction
        # Through another connection: deserialize() would leave prepared statements that refer to
        # the schema it replaced.
        copy = sqlite3.connect(":memory:")
        copy.deserialize(zlib.decompress(snapshot))
        copy.backup(self._raw)
        copy.close()
        self._loaded = snapshot
        self.connection.begin()

    def snapshot(self) -> bytes:
        """The database as it is now, serialized and compressed."""
        return zlib.compress(self._raw.serialize(), 1)

    @contextmanager
    def rolled_back(self) -> Iterator[None]:
        """Undoes what is written in it. A savepoint takes a tenth of the time that SQLAlchemy takes
        to begin a transaction and roll it back; the transaction lasts until the next load()."""
        self.connection.info["has_written"] = False  # as at the begin of a transaction
        self._raw.execute("SAVEPOINT turn")
        self._tables.clear()
        newest = self._raw.execute("SELECT coalesce(max(rowid), 0) FROM outbox").fetchone()
        self._outbox_before = newest[0]
        yield
        self._raw.execute("ROLLBACK TO turn")
        self._raw.execute("RELEASE turn")

    def _note_table(self, _conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if writes := _WRITES.match(statement):
            self._tables.add(writes[1])

    def written(self) -> frozenset[str]:
        """The tables that the turn has written, and of the outbox the topics."""
        topics = self._raw.execute(
            "SELECT topic FROM outbox WHERE rowid > ?", (self._outbox_before,)
        )
        return frozenset(self._tables - {"outbox"} | {f"outbox {topic}" for (topic,) in topics})

    def member_facts(self) -> tuple[Any, ...]:
        """The member's status, whether a PIN is set, the count of wrong PINs, the tries left and
        use of the latest code, whether an agent is awaited by text, and whether it is unknown what
        a complaint is about."""
        member = self._raw.execute(
            "SELECT status, pin_hash IS NOT NULL, pin_wrong, m.member_id FROM member m"
            " JOIN msisdn s ON s.member_id = m.member_id WHERE s.number = ?",
            (self._number,),
        ).fetchone()
        if member is None:
            facts = (("pin", 0), ("code", None), ("when", None), ("menu", None), ("about", None))
            return (None, None, *facts)
        code = self._raw.execute(
            "SELECT kind, tries_left, used FROM one_time_code WHERE member_id = ?"
            " ORDER BY code_id DESC LIMIT 1",
            (member[3],),
        ).fetchone()
        awaits = "SELECT 1 FROM handover WHERE member_id = ? AND way = 'text' AND status = 'open'"
        awaited = self._raw.execute(awaits, (member[3],)).fetchone()
        untold = "SELECT 1 FROM complaint WHERE member_id = ? AND category IS NULL"
        is_untold = self._raw.execute(untold, (member[3],)).fetchone()
        facts = (
            ("pin", member[2]), ("code", code), ("when", awaited), ("menu", awaited),
            ("about", is_untold),
        )  # fmt: skip
        return (*member[:2], *facts)

    def caller(self) -> MemberWithPoints | None:
        """Read once for each snapshot: at the start of a turn the database is as it was loaded."""
        if self._loaded not in self._callers:
            found = member_points.caller(self.connection, self._number, local_day(self._at))
            self._callers[self._loaded] = found
        return self._callers[self._loaded]

    def newest_code(self) -> str | None:
        newest = "SELECT member_id, code_id, sealed FROM one_time_code ORDER BY rowid DESC LIMIT 1"
        found = self._raw.execute(newest).fetchone()
        if not found:
            return None
        member_id, code_id, sealed = found
        return CODE_SEALER.open(sealed, f"{member_id}:{code_id}")
