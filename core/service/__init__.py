"""What members ask to be put right: complaints, claims for missing points, goodwill, and the
approvals that take a second person.
"""

from core.service import (
    approval_decisions,
    approvals,
    claim_handling,
    claims,
    complaint_handling,
    complaint_queue,
    complaints,
    goodwill,
)
from core.service.approvals import Asked
from core.service.claim_handling import ClaimCase
from core.service.complaint_handling import Doing
from core.service.complaint_queue import ComplaintCase, Wanted
from core.service.complaints import Complaint
from core.service.errors import ReceiptAlreadyClaimed
from core.service.goodwill import Wish

__all__ = [
    "Asked",
    "ClaimCase",
    "Complaint",
    "ComplaintCase",
    "Doing",
    "ReceiptAlreadyClaimed",
    "Wanted",
    "Wish",
    "approval_decisions",
    "approvals",
    "claim_handling",
    "claims",
    "complaint_handling",
    "complaint_queue",
    "complaints",
    "goodwill",
]
