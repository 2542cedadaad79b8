"""What an import says about rejected rows."""

import csv
from pathlib import Path


def rejected(file: Path | None) -> list[tuple[int, str]]:
    """The line and the reason of each row of a rejected file; nothing where there is no file."""
    if file is None:
        return []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [(int(row["line"]), row["reason"]) for row in csv.DictReader(lines)]
