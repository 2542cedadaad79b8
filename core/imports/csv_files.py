"""The files of an import: what is read, and what is rejected."""

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
ADDED = ("line", "reason")  # in front of a rejected row; a mended one may keep them


@dataclass(frozen=True, slots=True)
class Row:
    """`line` is the last one of the file that the row takes; a spreadsheet counts likewise."""

    line: int
    cells: Sequence[str]
    values: dict[str, str]  # by column, without blanks around them


class Source:
    """A CSV in UTF-8, with or without a byte order mark, whose first line names the columns.

    BadFile where it cannot be read to its end, lacks a column or has one too many: that is found
    out before the first row is taken.
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
        if extra := names - required - optional - set(ADDED):
            raise BadFile(f"{path}: what is the column {', '.join(sorted(extra))} for?")

    def rows(self) -> Iterator[Row]:
        """Memory is that of one row, whatever the file's size."""
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


class Rejected:
    """FILE.rejected.csv: line, reason, and the row as it came, so that it can be mended and
    imported as it is. Written before what it belongs to is committed, so that a kill loses none;
    what was written for a chunk that then was not committed is overwritten."""

    def __init__(self, source: Source, *, done_line: int) -> None:
        """Goes on behind the rows up to `done_line`."""
        self.path = source.path.with_name(source.path.name + REJECTED)
        kept = list(_rows_up_to(self.path, done_line))
        self._file = self.path.open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._file)
        self._ours = [name not in ADDED for name in source.header]
        self._rows.writerow([*ADDED, *compress(source.header, self._ours)])
        self._rows.writerows(kept)
        self._file.flush()
        self._end, self._any = self._file.tell(), bool(kept)

    def write(self, rejected: Sequence[tuple[Row, str]]) -> None:
        """The chunk's; again, it takes the place of what was written for it before."""
        self._file.seek(self._end)
        self._file.truncate()
        self._rows.writerows(
            [row.line, reason, *compress(row.cells, chain(self._ours, repeat(True)))]
            for row, reason in rejected
        )
        self._file.flush()
        os.fsync(self._file.fileno())

    def committed(self) -> None:
        end = self._file.tell()
        self._any |= end > self._end
        self._end = end

    def close(self) -> Path | None:
        """Where they are; None: there are none, and no file."""
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
            # A last line that a kill cut off is of a chunk that was not committed.
            if cells and cells[0].isdigit() and int(cells[0]) <= line:
                yield cells
