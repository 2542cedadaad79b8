"""All tables and constraints, one module per room of core.

The primary key, unique constraints and foreign keys of a table that belongs to a member begin with
member_id, so that members can be spread over several databases. Whatever is found by another key
(msisdn, reference, receipt, stock) has a table of its own, to which no foreign key refers.

The CHECK constraints repeat rules that the code enforces already: a second line of defence.
"""

from core.schema.books import book_mark, programme_day, seal
from core.schema.clients import api_client, api_request, api_token
from core.schema.columns import Day, Moment
from core.schema.contact_centre import handover, line, picture
from core.schema.conversation import (
    outcome_promise,
    self_service_contact,
    step_visit,
    turn,
    unclear_words,
    wording_version,
)
from core.schema.imports import import_run
from core.schema.jobs import job_run
from core.schema.kernel import idempotency, reference
from core.schema.ledger import hold, hold_lot, lot, lot_use, member_account, owed, posting
from core.schema.loyalty import (
    exchange,
    incoming_exchange,
    receipt,
    spending,
    tier_change,
    transfer,
)
from core.schema.member_events import member_event
from core.schema.members import (
    card,
    card_stock,
    enrolment,
    further_number,
    leave_notice,
    member,
    msisdn,
    number_change,
    one_time_code,
)
from core.schema.messaging import consent, opted_out, outbox, sent_text, webhook_endpoint
from core.schema.organisation import org, org_move
from core.schema.personal_data import (
    Erasure,
    Ground,
    erasure_of,
    pseudonym_of,
    values_after_erasure,
)
from core.schema.programme import rule_version
from core.schema.redemption import (
    gift,
    gift_order,
    parcel_event,
    stock,
    supplier,
    voucher,
)
from core.schema.service import (
    COMPLAINT_CATEGORIES,
    approval,
    claim,
    complaint,
    complaint_step,
    issued_receipt,
    suggestion,
)
from core.schema.staff import (
    agent,
    company_account,
    form_submission,
    security_key,
    trail,
    web_session,
)
from core.schema.tables import metadata

__all__ = [
    "APPEND_ONLY",
    "COMPLAINT_CATEGORIES",
    "Day",
    "Erasure",
    "Ground",
    "Moment",
    "agent",
    "api_client",
    "api_request",
    "api_token",
    "approval",
    "book_mark",
    "card",
    "card_stock",
    "claim",
    "company_account",
    "complaint",
    "complaint_step",
    "consent",
    "enrolment",
    "erasure_of",
    "exchange",
    "form_submission",
    "further_number",
    "gift",
    "gift_order",
    "handover",
    "hold",
    "hold_lot",
    "idempotency",
    "import_run",
    "incoming_exchange",
    "issued_receipt",
    "job_run",
    "leave_notice",
    "line",
    "lot",
    "lot_use",
    "member",
    "member_account",
    "member_event",
    "metadata",
    "msisdn",
    "number_change",
    "one_time_code",
    "opted_out",
    "org",
    "org_move",
    "outbox",
    "outcome_promise",
    "owed",
    "parcel_event",
    "picture",
    "posting",
    "programme_day",
    "pseudonym_of",
    "receipt",
    "reference",
    "rule_version",
    "seal",
    "security_key",
    "self_service_contact",
    "sent_text",
    "spending",
    "step_visit",
    "stock",
    "suggestion",
    "supplier",
    "tier_change",
    "trail",
    "transfer",
    "turn",
    "unclear_words",
    "values_after_erasure",
    "voucher",
    "web_session",
    "webhook_endpoint",
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
    "consent",
    "org_move",
    "member_event",
    "leave_notice",
    "enrolment",
    "parcel_event",
    "spending",
)
"""Tables whose rows are never changed or deleted: see migrations.append_only."""
