"""Customer service: complaints, suggestions, claims for missing points and the receipt book,
goodwill points, and approvals by a second person."""

from core.schema import COMPLAINT_CATEGORIES
from core.service import (
    approval_decisions,
    approvals,
    case_report,
    claim_handling,
    claim_queue,
    claims,
    complaint_grades,
    complaint_handling,
    complaint_queue,
    complaint_steps,
    complaints,
    goodwill,
    receipt_book,
    second_looks,
    suggestions,
)
from core.service.approvals import Approval
from core.service.case_report import CauseTotals, MonthOfCases
from core.service.claim_queue import ClaimCase
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
from core.service.errors import ReceiptAlreadyClaimed, ReceiptDiffers, ReceiptOfImpossibleDay
from core.service.goodwill import GoodwillRequest
from core.service.receipt_book import IssuedReceipt, ReceiptFacts
from core.service.suggestions import Suggestion

__all__ = [
    "COMPLAINT_CATEGORIES",
    "COMPLAINT_STATUSES",
    "UNCLASSIFIED",
    "Approval",
    "CauseTotals",
    "Claim",
    "ClaimCase",
    "Complaint",
    "ComplaintAction",
    "ComplaintCase",
    "ComplaintFilter",
    "GoodwillRequest",
    "IssuedReceipt",
    "MonthOfCases",
    "ReceiptAlreadyClaimed",
    "ReceiptDiffers",
    "ReceiptFacts",
    "ReceiptOfImpossibleDay",
    "Suggestion",
    "Ungraded",
    "approval_decisions",
    "approvals",
    "case_report",
    "claim_handling",
    "claim_queue",
    "claims",
    "complaint_grades",
    "complaint_handling",
    "complaint_queue",
    "complaint_steps",
    "complaints",
    "goodwill",
    "receipt_book",
    "second_looks",
    "suggestions",
]
