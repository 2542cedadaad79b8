"""CSV files of members, accruals, events and receipts, of any length: checked row by row, applied
in chunks, each row once, with a file of what was rejected and why.
"""

from core.imports import runner
from core.imports.errors import BadFile, ImportUnderWay
from core.imports.rejected_file import REJECTED
from core.imports.runner import Import, Progress

__all__ = [
    "REJECTED",
    "BadFile",
    "Import",
    "ImportUnderWay",
    "Progress",
    "runner",
]
