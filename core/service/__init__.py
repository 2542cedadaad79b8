"""Customer service: complaints, suggestions, claims for missing points, goodwill points, and
approvals by a second person."""

from core.schema import COMPLAINT_CATEGORIES
from core.service import (
    approval_decisions,
    approvals,
    claim_handling,
    claims,
    complaint_grades,
    complaint_handling,
    complaint_queue,
    complaint_steps,
    complaints,
    goodwill,
    second_looks,
    suggestions,
)
from core.service.approvals import Approval
from core.service.claim_handling import ClaimCase
from core.service.claims import Claim
from core.service.complaint_grades import Ungraded
from core.service.complaint_handling import ComplaintAction
from core.service.complaint_queue import (
    COMPLAINT_STATUSES,
    UNCLASSIFIED,
    ComplaintCase,
    ComplaintFilter,
)
from core.service.complaints import Complaint
from core.service.errors import ReceiptAlreadyClaimed
from core.service.goodwill import GoodwillRequest
from core.service.suggestions import Suggestion

__all__ = [
    "COMPLAINT_CATEGORIES",
    "COMPLAINT_STATUSES",
    "UNCLASSIFIED",
    "Approval",
    "Claim",
    "ClaimCase",
    "Complaint",
    "ComplaintAction",
    "ComplaintCase",
    "ComplaintFilter",
    "GoodwillRequest",
    "ReceiptAlreadyClaimed",
    "Suggestion",
    "Ungraded",
    "approval_decisions",
    "approvals",
    "claim_handling",
    "claims",
    "complaint_grades",
    "complaint_handling",
    "complaint_queue",
    "complaint_steps",
    "complaints",
    "goodwill",
    "second_looks",
    "suggestions",
]
