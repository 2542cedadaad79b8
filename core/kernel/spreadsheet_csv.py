"""CSV for spreadsheets: a byte order mark, and no cell that is run as a formula or loses digits.

    file.write(BYTE_ORDER_MARK + as_lines([columns]))
    file.write(as_lines(rows))

safe_cell() follows OWASP's page on CSV injection; original_cell() undoes it, so that a file that
was exported, corrected and imported again has its own values.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

BYTE_ORDER_MARK = "\ufeff"  # without it Excel assumes the encoding of the computer's country
APOSTROPHE = "'"
# A spreadsheet runs what begins with one of these, the full-width ones where its language is
# Chinese or Japanese. It shows, and saves, numbers of 12 digits and more as 2.02611E+17, and drops
# leading zeros.
_UNSAFE = re.compile(r"'*(?:\s*[=+\-@\t\r\n＝＋－＠]|[0-9]{12,}$|0[0-9]+$)")


def safe_cell(value: object) -> str:
    """`value` as text; with an apostrophe before it where a spreadsheet would change or run it."""
    cell = "" if value is None else str(value)
    return APOSTROPHE + cell if _UNSAFE.match(cell) else cell


def original_cell(cell: str) -> str:
    """The text that safe_cell() was given."""
    return cell[1:] if cell.startswith(APOSTROPHE) and _UNSAFE.match(cell) else cell


def as_lines(rows: Iterable[Sequence[object]]) -> str:
    """CSV lines that end with CR LF, of safe cells."""
    sheet = StringIO()
    csv.writer(sheet).writerows([safe_cell(cell) for cell in row] for row in rows)
    return sheet.getvalue()
