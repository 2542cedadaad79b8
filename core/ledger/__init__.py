"""The points ledger: accounts, append-only postings, lots with an expiry date, holds,
reversals and debts. No function commits: the caller owns the transaction, and every verb that moves
points takes an idempotency key. Amounts are whole points; timestamps are aware datetimes.
"""

from core.ledger import accounts, batch_sql, debts, holds, ledger, lots
from core.ledger.accounts import (
    GROWTH,
    POINTS,
    Account,
    Entry,
    Expiring,
    available,
    expiring,
    lock,
)
from core.ledger.debts import OWED_PAID, Debt, Owing
from core.ledger.errors import (
    HoldClosed,
    NoSuchAccount,
    NoSuchHold,
    NotEnoughPoints,
    ReversesTooMuch,
)
from core.ledger.ledger import grant_request
from core.ledger.lots import Terms
from core.ledger.open_lots import OpenLot, open_lots
from core.ledger.posting import IN_TRANSIT, PostingDetails, PostingResult, post, require_positive
from core.ledger.reversals import TakenBack
from core.ledger.spendable import (
    LAST_DAY_AHEAD,
    LAST_DAY_PASSED,
    NOT_USABLE_YET,
    USABLE,
)

__all__ = [
    "GROWTH",
    "IN_TRANSIT",
    "LAST_DAY_AHEAD",
    "LAST_DAY_PASSED",
    "NOT_USABLE_YET",
    "OWED_PAID",
    "POINTS",
    "USABLE",
    "Account",
    "Debt",
    "Entry",
    "Expiring",
    "HoldClosed",
    "NoSuchAccount",
    "NoSuchHold",
    "NotEnoughPoints",
    "OpenLot",
    "Owing",
    "PostingDetails",
    "PostingResult",
    "ReversesTooMuch",
    "TakenBack",
    "Terms",
    "accounts",
    "available",
    "batch_sql",
    "debts",
    "expiring",
    "grant_request",
    "holds",
    "ledger",
    "lock",
    "lots",
    "open_lots",
    "post",
    "require_positive",
]
