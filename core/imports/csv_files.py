"""The CSV file that is imported, and the one that its rejected rows go to."""

import codecs
import csv
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, compress, repeat
from pathlib import Path

from core.imports.errors import BadFile

BLOCK_BYTES = 1 << 20
REJECTED = ".rejected.csv"
ADDED_COLUMNS = ("line", "reason")  # of a rejected row; a corrected row may keep them


@dataclass(frozen=True, slots=True)
class Row:
    """`line` counts from 1 and is the last line of a row whose cells span several, as a spreadsheet
    counts."""

    line: int
    cells: Sequence[str]
    values: dict[str, str]  # by column, stripped


class ImportFile:
    """A CSV in UTF-8, with or without a byte order mark, whose first line names the columns.

    The constructor reads the file once to its end: BadFile where it cannot be read, is not UTF-8,
    or has other columns than an import needs, before any row is applied. `hash` is the SHA-256 of
    its bytes.
    """

    def __init__(self, path: Path, *, required: frozenset[str], optional: frozenset[str]) -> None:
        self.path = path
        self.hash, self.lines = _read_through(path)
        self.header = self._first_line()
        names = set(self.header)
        if len(names) < len(self.header):
            raise BadFile(f"{path}: a column is named twice")
        if missing := required - names:
            raise BadFile(f"{path}: there is no column {', '.join(sorted(missing))}")
        if extra := names - required - optional - set(ADDED_COLUMNS):
            raise BadFile(f"{path}: what is the column {', '.join(sorted(extra))} for?")

    def rows(self) -> Iterator[Row]:
        """One row in memory at a time. Raises BadFile if a row is not CSV."""
        with self._reader() as rows:
            next(rows)
            try:
                for cells in filter(None, rows):  # a blank line is no row
                    values = (cell.strip() for cell in cells)
                    named = dict(zip(self.header, values, strict=False))
                    yield Row(rows.line_num, cells, named)
            except csv.Error as error:
                raise BadFile(f"{self.path}, line {rows.line_num}: {error}") from error

    def _first_line(self) -> list[str]:
        with self._reader() as rows:
            try:
                return next(rows, [])
            except csv.Error as error:
                raise BadFile(f"{self.path}, line 1: {error}") from error

    def _reader(self) -> "_Reader":
        return _Reader(self.path)


class _Reader:
    """A csv.reader that closes its file."""

    def __init__(self, path: Path) -> None:
        self._file = path.open(encoding="utf-8-sig", newline="")
        self._rows = csv.reader(self._file, strict=True)

    def __enter__(self) -> "_Reader":
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def __iter__(self) -> "_Reader":
        return self

    def __next__(self) -> list[str]:
        return next(self._rows)

    @property
    def line_num(self) -> int:
        return self._rows.line_num


class RejectedFile:
    """FILE.rejected.csv: line, reason, and the row as it came, so that the file can be corrected
    and imported itself.

    A chunk's rows are written before the chunk is committed, so that a killed process loses none.
    Those of a chunk that was not committed are overwritten by the next write().
    """

    def __init__(self, source: ImportFile, *, done_line: int) -> None:
        """Keeps the rows up to `done_line`, which an earlier run has committed."""
        self.path = source.path.with_name(source.path.name + REJECTED)
        kept = list(_rows_up_to(self.path, done_line))
        self._file = self.path.open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._file)
        self._kept_columns = [name not in ADDED_COLUMNS for name in source.header]
        self._rows.writerow([*ADDED_COLUMNS, *compress(source.header, self._kept_columns)])
        self._rows.writerows(kept)
        self._file.flush()
        self._end, self._any = self._file.tell(), bool(kept)

    def write(self, rejected: Sequence[tuple[Row, str]]) -> None:
        """The rejected rows of a chunk; a second try of the chunk overwrites the first."""
        self._file.seek(self._end)
        self._file.truncate()
        self._rows.writerows(
            [row.line, reason, *compress(row.cells, chain(self._kept_columns, repeat(True)))]
            for row, reason in rejected
        )
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


def _read_through(path: Path) -> tuple[str, int]:
    """SHA-256 and the number of lines."""
    digest, lines, decoder = hashlib.sha256(), 0, codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK_BYTES):
                decoder.decode(block)
                digest.update(block)
                lines += block.count(b"\n")
            decoder.decode(b"", final=True)
    except OSError as error:
        raise BadFile(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{path}: not UTF-8, near line {lines + 1}") from error
    return digest.hexdigest(), lines


def _rows_up_to(path: Path, line: int) -> Iterator[list[str]]:
    if not line or not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows, None)
        for cells in rows:
            # The last line may be cut off where the process was killed: its chunk is not committed.
            if cells and cells[0].isdigit() and int(cells[0]) <= line:
                yield cells
