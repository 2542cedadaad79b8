"""Tables and constraints.

What belongs to a member has member_id first in its primary key, unique constraints and foreign
keys, so that the members can be spread over many databases. What is looked up by another key
(msisdn, reference, receipt, stock) is a table of its own, and nothing refers to it.

Every CHECK is a second line of defence: the code keeps these rules, the database refuses to
believe it.
"""

from core.schema.books import import_run, job_run, programme_day, seal
from core.schema.columns import Day, Moment
from core.schema.desk import agent, approval, complaint_step, line, trail
from core.schema.ledger import hold, hold_lot, idempotency, lot, lot_use, member_account, posting
from core.schema.members import member, msisdn, number_change, one_time_code, tier_change
from core.schema.orders import gift, gift_order, stock, supplier
from core.schema.requests import claim, complaint, handover, receipt, reference
from core.schema.rules import rule_version, wording_version
from core.schema.tables import metadata
from core.schema.talks import opted_out, outbox, sent_text, turn
from core.schema.transfers import exchange, transfer
from core.schema.visits import step_visit

__all__ = [
    "APPEND_ONLY",
    "Day",
    "Moment",
    "agent",
    "approval",
    "claim",
    "complaint",
    "complaint_step",
    "exchange",
    "gift",
    "gift_order",
    "handover",
    "hold",
    "hold_lot",
    "idempotency",
    "import_run",
    "job_run",
    "line",
    "lot",
    "lot_use",
    "member",
    "member_account",
    "metadata",
    "msisdn",
    "number_change",
    "one_time_code",
    "opted_out",
    "outbox",
    "posting",
    "programme_day",
    "receipt",
    "reference",
    "rule_version",
    "seal",
    "sent_text",
    "step_visit",
    "stock",
    "supplier",
    "tier_change",
    "trail",
    "transfer",
    "turn",
    "wording_version",
]

APPEND_ONLY = (
    "posting",
    "lot_use",
    "idempotency",
    "number_change",
    "tier_change",
    "programme_day",
    "seal",
    "trail",
    "line",
    "complaint_step",
)
