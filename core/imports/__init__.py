"""CSV files of members and accruals: read, checked row by row, imported once, and reported on."""

from core.imports import runner
from core.imports.csv_files import REJECTED
from core.imports.errors import BadFile, ImportUnderWay
from core.imports.runner import Import, Progress

__all__ = [
    "REJECTED",
    "BadFile",
    "Import",
    "ImportUnderWay",
    "Progress",
    "runner",
]
