"""The loyalty programme's use of the ledger: accrual of bills (singly and in batches), tiers,
expiry with its notices, transfers between members, exchange with partner programmes, and leaving.
"""

from core.loyalty import accrual, accrual_batch, expiry, leaving, tiers, transfer_limits, transfers
from core.loyalty.accrual import FEN_PER_YUAN, AccrualTotals, province
from core.loyalty.accrual_batch import CHUNK, Applied, Grant, Outcome
from core.loyalty.bills import PARTNER, Bill, Charge, ExtraPoints
from core.loyalty.errors import BadBill
from core.loyalty.tiers import RatingInput, TierProgress, evaluate_rating
from core.loyalty.transfers import Transfer

__all__ = [
    "CHUNK",
    "FEN_PER_YUAN",
    "PARTNER",
    "AccrualTotals",
    "Applied",
    "BadBill",
    "Bill",
    "Charge",
    "ExtraPoints",
    "Grant",
    "Outcome",
    "RatingInput",
    "TierProgress",
    "Transfer",
    "accrual",
    "accrual_batch",
    "evaluate_rating",
    "expiry",
    "leaving",
    "province",
    "tiers",
    "transfer_limits",
    "transfers",
]
