"""Imports a CSV file in chunks, each in one transaction with the progress it makes.

A killed import resumes after its last committed chunk. A row has a key of its own, so that a file
imported twice is applied once."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, starmap
from pathlib import Path
from types import ModuleType
from typing import Literal

from sqlalchemy import Connection, bindparam, insert, select, update

from core.imports import accrual_loader, event_rows, member_rows, receipt_rows, voucher_rows
from core.imports.csv_cells import unreadable
from core.imports.csv_files import ADDED_COLUMNS, ImportFile, Row
from core.imports.errors import BadRow, ImportUnderWay
from core.imports.rejected_file import RejectedFile
from core.kernel import Database, HotlineError, Sealer
from core.loyalty import CHUNK, Applied, Outcome
from core.schema import import_run

Kind = Literal["members", "accruals", "changes", "receipts", "vouchers"]
_KINDS: dict[Kind, ModuleType] = {
    "members": member_rows,
    "accruals": accrual_loader,
    "changes": event_rows,
    "receipts": receipt_rows,
    "vouchers": voucher_rows,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of rows. What is neither applied nor rejected had been applied before."""

    rows_done: int
    applied: int
    rejected: int

    @property
    def applied_before(self) -> int:
        return self.rows_done - self.applied - self.rejected


@dataclass(frozen=True, slots=True)
class Report:
    progress: Progress
    resumed_at: int  # rows that an interrupted import of this file had done
    rejected_file: Path | None


_FIND = select(
    import_run.c.rows_done, import_run.c.applied, import_run.c.rejected, import_run.c.done_at
).where(
    import_run.c.file_hash == bindparam("which_file"), import_run.c.kind == bindparam("which_kind")
)
_BEGIN = insert(import_run).values(rows_done=0, applied=0, rejected=0)
_CHANGE = update(import_run).where(
    import_run.c.file_hash == bindparam("which_file"), import_run.c.kind == bindparam("which_kind")
)
_AGAIN = _CHANGE.values(
    rows_done=0, applied=0, rejected=0, updated_at=bindparam("at"), done_at=None
)
_ADVANCE = _CHANGE.where(import_run.c.rows_done == bindparam("was")).values(
    rows_done=bindparam("now_done"),
    applied=bindparam("now_applied"),
    rejected=bindparam("now_rejected"),
    updated_at=bindparam("at"),
)
_FINISH = _CHANGE.values(done_at=bindparam("at"))
NOTHING = Progress(0, 0, 0)


class Import:
    """The import of one file. BadFile where the file cannot be imported: see ImportFile.
    `sealer`: of the codes of vouchers, for which alone it is needed."""

    def __init__(
        self, database: Database, kind: Kind, path: Path, *, sealer: Sealer | None = None
    ) -> None:
        self._database, self._kind = database, kind
        self._sealing = {"sealer": sealer} if sealer else {}
        self._module = _KINDS[kind]
        self.source = ImportFile(
            path, required=self._module.REQUIRED, optional=self._module.OPTIONAL
        )
        self._which = {"which_file": self.source.hash, "which_kind": kind}

    def run(
        self, now: Callable[[], datetime], progress: Callable[[Progress], None] = lambda _: None
    ) -> Report:
        """Apply every row, from where an interrupted import stopped. A file that was imported to
        its end starts again: rows that were rejected may be right by now. `now` is called for each
        chunk, since an import that takes hours must not post into a day that was closed meanwhile.
        `progress` is called after each chunk. Raises ImportUnderWay if another process imports the
        same file."""
        begun = done = self._database.run(lambda conn: self._begin(conn, now()))
        rows = self.source.rows()
        skipped = deque(islice(rows, begun.rows_done), maxlen=1)
        rejected = RejectedFile(self.source, done_line=skipped[0].line if skipped else 0)
        progress(done)
        while chunk := list(islice(rows, CHUNK)):
            done = self._chunk(chunk, done, rejected, now())
            rejected.commit()
            progress(done)
        self._database.run(lambda conn: conn.execute(_FINISH, self._which | {"at": now()}))
        return Report(done, begun.rows_done, rejected.close())

    def _begin(self, conn: Connection, at: datetime) -> Progress:
        found = conn.execute(_FIND, self._which).first()
        if found is not None and found.done_at is None:
            return Progress(found.rows_done, found.applied, found.rejected)
        if found is None:
            named = {"file_hash": self.source.hash, "kind": self._kind}
            conn.execute(_BEGIN, named | {"updated_at": at})
        else:
            conn.execute(_AGAIN, self._which | {"at": at})
        return NOTHING

    def _chunk(
        self, rows: Sequence[Row], was: Progress, rejected: RejectedFile, at: datetime
    ) -> Progress:
        def work(conn: Connection) -> Progress:
            outcomes = list(self._outcomes(conn, rows, at))
            refused = [
                (row, str(outcome))
                for row, outcome in zip(rows, outcomes, strict=True)
                if isinstance(outcome, HotlineError)
            ]
            rejected.write(refused)
            done = Progress(
                was.rows_done + len(rows),
                was.applied + outcomes.count(Applied.NOW),
                was.rejected + len(refused),
            )
            return self._advance(conn, was, done, at)

        return self._database.run(work)

    def _outcomes(self, conn: Connection, rows: Sequence[Row], at: datetime) -> Iterator[Outcome]:
        errors = [self._malformed(row) for row in rows]
        well_formed = [row for row, error in zip(rows, errors, strict=True) if error is None]
        applied = self._module.apply(conn, well_formed, at=at, **self._sealing)
        outcomes: Iterator[Outcome] = iter(applied)
        for error in errors:
            yield next(outcomes) if error is None else error

    def _malformed(self, row: Row) -> BadRow | None:
        count, columns = len(row.cells), len(self.source.header)
        if count != columns:
            return BadRow(f"{count} cells, but {columns} columns")
        cells = ((name, value) for name, value in row.values.items() if name not in ADDED_COLUMNS)
        return next(filter(None, starmap(unreadable, cells)), None)

    def _advance(self, conn: Connection, was: Progress, done: Progress, at: datetime) -> Progress:
        values = {
            "was": was.rows_done,
            "now_done": done.rows_done,
            "now_applied": done.applied,
            "now_rejected": done.rejected,
            "at": at,
        }
        if conn.execute(_ADVANCE, self._which | values).rowcount == 1:
            return done
        found = conn.execute(_FIND, self._which).one()
        if found.rows_done != done.rows_done:
            raise ImportUnderWay(self.source.path.name)
        # An earlier attempt committed this chunk, and lost its connection before the answer came.
        return Progress(found.rows_done, found.applied, found.rejected)
