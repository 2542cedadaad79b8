"""One line of a CSV file: bytes in UTF-8, whose cells are separated by commas.

A row is one line: a cell has no line break. The grammar is that of RFC 4180, without exceptions: a
lenient reader takes a stray quotation mark for the beginning of a long cell, and swallows the rows
up to the next one.
"""

import csv
import re

from core.imports.errors import BadFile

_CELL = r'(?:"(?:[^"]|"")*+"|[^",]*+)'
_CELLS = re.compile(f"{_CELL}(?:,{_CELL})*+")


def text_of(raw: bytes) -> str:
    """The line without its end. Raises BadFile."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BadFile(
            "it is not UTF-8, but perhaps GBK or GB18030; a spreadsheet saves it as 'CSV UTF-8'"
        ) from None
    text = text.removesuffix("\n").removesuffix("\r")
    if "\r" in text:
        raise BadFile("a carriage return within a line; lines end with LF or CR LF")
    return text


def is_blank(text: str) -> bool:
    return not text.strip(" ")


def cells_of(text: str) -> list[str]:
    """Raises BadFile where it is doubtful which cells the line has, or whether it ends here."""
    if '"' not in text:
        return text.split(",")
    if not _CELLS.fullmatch(text):
        if text.count('"') % 2:
            raise BadFile("a quotation mark without its second one; a cell has no line breaks")
        raise BadFile(
            "a quotation mark within a cell; such a cell stands in quotation marks, with its own"
            ' doubled: "6"" phone"'
        )
    return next(csv.reader([text], strict=True))
