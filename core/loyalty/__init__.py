"""The loyalty programme's use of the ledger: accrual of bills (singly and in batches) and its
reversal, tiers, expiry with its notices, transfers between members, exchange with partner
programmes, joining and leaving.
"""

from core.loyalty import (
    accrual,
    accrual_batch,
    accrual_reversal,
    enrolment,
    exchange_limits,
    exchange_queue,
    expiry,
    expiry_notices,
    incoming_exchange,
    joining,
    leaving,
    partner_exchange,
    partner_requests,
    partner_spending,
    received_points,
    staying,
    tier_ratings,
    tiers,
    transfer_limits,
    transfers,
)
from core.loyalty.accrual import FEN_PER_YUAN, AccrualTotals, province
from core.loyalty.accrual_batch import CHUNK, Applied, Grant, Outcome
from core.loyalty.accrual_reversal import Reversal
from core.loyalty.bills import (
    ACCRUAL_PREFIX,
    OPENING,
    PARTNER,
    Bill,
    Charge,
    ExtraPoints,
    known_sources,
)
from core.loyalty.enrolment import Consent
from core.loyalty.errors import BadBill, BadReversal
from core.loyalty.exchange_queue import WaitingExchange
from core.loyalty.joining import Newcomer
from core.loyalty.partner_exchange import Exchange
from core.loyalty.partner_requests import PartnerRequest
from core.loyalty.received_points import ReceivedPoints
from core.loyalty.tiers import RatingInput, TierChange, TierProgress, evaluate_rating
from core.loyalty.transfers import Transfer

__all__ = [
    "ACCRUAL_PREFIX",
    "CHUNK",
    "FEN_PER_YUAN",
    "OPENING",
    "PARTNER",
    "AccrualTotals",
    "Applied",
    "BadBill",
    "BadReversal",
    "Bill",
    "Charge",
    "Consent",
    "Exchange",
    "ExtraPoints",
    "Grant",
    "Newcomer",
    "Outcome",
    "PartnerRequest",
    "RatingInput",
    "ReceivedPoints",
    "Reversal",
    "TierChange",
    "TierProgress",
    "Transfer",
    "WaitingExchange",
    "accrual",
    "accrual_batch",
    "accrual_reversal",
    "enrolment",
    "evaluate_rating",
    "exchange_limits",
    "exchange_queue",
    "expiry",
    "expiry_notices",
    "incoming_exchange",
    "joining",
    "known_sources",
    "leaving",
    "partner_exchange",
    "partner_requests",
    "partner_spending",
    "province",
    "received_points",
    "staying",
    "tier_ratings",
    "tiers",
    "transfer_limits",
    "transfers",
]
