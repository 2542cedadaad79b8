"""Members' personal data: its erasure, on request or some years after a member has left, and what
is kept of it under a pseudonym. What becomes of each column is declared in `core.schema`.
"""

from core.personal_data import callers, erasure
from core.personal_data.erasure import ErasureRequest
from core.personal_data.errors import OpenBusiness
from core.personal_data.report import ErasureReport, TableReport

__all__ = ["ErasureReport", "ErasureRequest", "OpenBusiness", "TableReport", "callers", "erasure"]
