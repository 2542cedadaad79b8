"""The CSV file that is imported.

It is read to its end before any of its rows is applied: a line whose cells are doubtful makes the
borders of all later rows doubtful, so that nothing of such a file is imported.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from core.imports.csv_lines import cells_of, is_blank, text_of
from core.imports.errors import BadFile
from core.kernel import spreadsheet_csv

LINE_BYTES_MAX = 1 << 16
ADDED_COLUMNS = ("line", "reason")  # of a rejected row; a corrected row may keep them
_BYTE_ORDER_MARK = spreadsheet_csv.BYTE_ORDER_MARK.encode()
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx, .xls
_SEPARATOR_LINE = re.compile(r'"?sep=', re.IGNORECASE)
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars", "，": "full-width commas"}


@dataclass(frozen=True, slots=True)
class Row:
    """`line` counts from 1, as an editor does. `values` are the cells by column, stripped."""

    line: int
    cells: Sequence[str]
    values: dict[str, str]


class ImportFile:
    """A CSV in UTF-8, with or without a byte order mark, whose first line names the columns.

    The constructor reads the file to its end: BadFile where it cannot be read, where a line is not
    CSV in UTF-8, and where the columns are not those of the import. `hash` is the SHA-256 of its
    bytes, `lines` its number of lines, and `row_count` that of lines that are neither blank nor the
    first.
    """

    def __init__(self, path: Path, *, required: frozenset[str], optional: frozenset[str]) -> None:
        self.path = path
        self.lines, self.row_count = 0, 0
        self.header: list[str] = []
        digest = hashlib.sha256()
        try:
            with path.open("rb") as file:
                self._stat = _stat(file)
                for number, raw in _lines(file):
                    digest.update(raw)
                    self.lines = number
                    self._check_line(number, raw, required, optional)
        except OSError as error:
            raise BadFile(f"{path}: {error.strerror}") from error
        if not self.lines:
            raise BadFile(f"{path}: it is empty")
        self.hash = digest.hexdigest()

    def rows(self) -> Iterator[Row]:
        """One row in memory at a time. Raises BadFile if the file was changed since it was read."""
        with self.path.open("rb") as file:
            self._require_unchanged(file)
            for number, raw in _lines(file):
                text = text_of(raw)
                if number > 1 and not is_blank(text):
                    cells = [*map(spreadsheet_csv.original_cell, cells_of(text))]
                    values = (cell.strip() for cell in cells)
                    yield Row(number, cells, dict(zip(self.header, values, strict=False)))
            self._require_unchanged(file)

    def _require_unchanged(self, file: BinaryIO) -> None:
        if _stat(file) != self._stat:
            raise BadFile(f"{self.path}: it was changed while it was being imported")

    def _check_line(
        self, number: int, raw: bytes, required: frozenset[str], optional: frozenset[str]
    ) -> None:
        try:
            if len(raw) > LINE_BYTES_MAX:
                raise BadFile(f"it has more than {LINE_BYTES_MAX:,} bytes")
            if number == 1:
                _check_kind_of_file(raw)
                self.header = _header_of(text_of(raw.removeprefix(_BYTE_ORDER_MARK)), required)
                _check_columns(self.header, required, optional)
            elif not is_blank(text := text_of(raw)):
                cells_of(text)
                self.row_count += 1
        except BadFile as error:
            raise BadFile(f"{self.path}, line {number:,}: {error}") from None


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while raw := file.readline(LINE_BYTES_MAX + 1):
        number += 1
        yield number, raw


def _stat(file: BinaryIO) -> tuple[int, int, int]:
    found = os.fstat(file.fileno())
    return found.st_ino, found.st_size, found.st_mtime_ns


def _check_kind_of_file(start: bytes) -> None:
    if start.startswith(_WORKBOOKS):
        raise BadFile("it is a workbook; save it as 'CSV UTF-8'")
    if start.startswith(_UTF_16) or b"\0" in start:
        raise BadFile("it is UTF-16, not UTF-8; a spreadsheet saves it as 'CSV UTF-8'")


def _header_of(text: str, required: frozenset[str]) -> list[str]:
    if _SEPARATOR_LINE.match(text):
        raise BadFile("delete this line: the separator is always a comma")
    found = len(required & _names(text, ","))
    for separator, name in _OTHER_SEPARATORS.items():
        if len(required & _names(text, separator)) > found:
            raise BadFile(f"the columns are separated by {name}, not by commas")
    return [cell.strip() for cell in cells_of(text)]


def _names(text: str, separator: str) -> set[str]:
    return {cell.strip(' "') for cell in text.split(separator)}


def _check_columns(
    header: Sequence[str], required: frozenset[str], optional: frozenset[str]
) -> None:
    names = set(header)
    if len(names) < len(header):
        raise BadFile("a column is named twice")
    if missing := required - names:
        raise BadFile(f"there is no column {', '.join(sorted(missing))}")
    if extra := names - required - optional - set(ADDED_COLUMNS):
        named = ", ".join(sorted(name or "without a name" for name in extra))
        raise BadFile(f"what is the column {named} for?")
