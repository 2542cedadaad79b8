"""The file of a CSV's rejected rows."""

import os
from collections.abc import Iterator, Sequence
from itertools import chain, compress, repeat
from pathlib import Path

from core.imports.csv_files import ADDED_COLUMNS, ImportFile, Row
from core.kernel import spreadsheet_csv

REJECTED = ".rejected.csv"


class RejectedFile:
    """FILE.rejected.csv: line, reason, and the row as it came. It opens in a spreadsheet, and can
    be corrected and imported itself.

    A chunk's rows are written before the chunk is committed, so that a killed process loses none.
    Those of a chunk that was not committed are overwritten by the next write().
    """

    def __init__(self, source: ImportFile, *, done_line: int) -> None:
        """Keeps the rows up to `done_line`, which an earlier run has committed."""
        self.path = source.path.with_name(source.path.name + REJECTED)
        kept = b"".join(_lines_up_to(self.path, done_line))
        self._kept_columns = [name not in ADDED_COLUMNS for name in source.header]
        columns = [*ADDED_COLUMNS, *compress(source.header, self._kept_columns)]
        header = spreadsheet_csv.BYTE_ORDER_MARK + spreadsheet_csv.as_lines([columns])
        self._file = self.path.open("wb")
        self._file.write(header.encode() + kept)
        self._file.flush()
        self._end, self._any = self._file.tell(), bool(kept)

    def write(self, rejected: Sequence[tuple[Row, str]]) -> None:
        """The rejected rows of a chunk; a second try of the chunk overwrites the first."""
        self._file.seek(self._end)
        self._file.truncate()
        lines = spreadsheet_csv.as_lines(
            [row.line, reason, *compress(row.cells, chain(self._kept_columns, repeat(True)))]
            for row, reason in rejected
        )
        self._file.write(lines.encode())
        self._file.flush()
        os.fsync(self._file.fileno())

    def commit(self) -> None:
        """Keep what was written last: its chunk is committed."""
        end = self._file.tell()
        self._any |= end > self._end
        self._end = end

    def close(self) -> Path | None:
        """The file's path, or None where nothing was rejected and the file is removed."""
        self._file.close()
        if self._any:
            return self.path
        self.path.unlink()
        return None


def _lines_up_to(path: Path, line: int) -> Iterator[bytes]:
    if not line or not path.exists():
        return
    with path.open("rb") as file:
        for rejected in file:
            number = rejected.partition(b",")[0]
            # The last line may be cut off where the process was killed: its chunk is not committed.
            is_whole = rejected.endswith(b"\n")
            if is_whole and number.isdigit() and int(number) <= line:
                yield rejected
