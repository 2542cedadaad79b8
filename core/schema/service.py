"""Complaints, suggestions, claims for missing points, and approvals by a second person."""

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint

from core.schema.columns import Day, Document, Moment, WholeNumber
from core.schema.distribution import COORDINATOR
from core.schema.personal_data import Erasure, Ground
from core.schema.tables import foreign_key, one_of, primary_key, required, table

COMPLAINT_CATEGORIES = ("delivery", "quality", "points", "service", "partner", "other")

complaint = table(
    "complaint",
    primary_key("member_id"),
    primary_key("complaint_id", Text),
    required("number", Text),
    Column("words", Text),
    Column("recording_url", Text),
    Column("order_number", Text),
    Column("category", Text),  # what it is about; NULL: nobody knows yet
    required("channel", Text),
    required("level", WholeNumber),
    required("status", Text),
    required("opened_at", Moment),
    required("first_contact_due", Moment),
    required("decide_due", Moment),
    Column("assigned_to", Text),  # an agent; NULL: nobody so far
    Column("contacted_at", Moment),
    Column("decided_at", Moment),
    Column("decision", Text),
    Column("closed_at", Moment),  # or withdrawn by the member
    Column("satisfaction", WholeNumber),  # 1 to 5, the member's grade when it is closed
    UniqueConstraint("member_id", "number"),
    CheckConstraint("satisfaction BETWEEN 1 AND 5", name="satisfaction"),
    one_of("status", "open", "decided", "closed", "withdrawn"),
    one_of("category", *COMPLAINT_CATEGORIES),
    CheckConstraint("level IN (1, 2)", name="level"),
    foreign_key("member", "member_id"),
    erasure=Erasure(
        rows="complaints",
        ground=Ground.SERVICE,
        cleared=("words", "recording_url", "decision"),
        kept=("complaint_id", "number", "order_number", "category", "channel", "assigned_to"),
    ),
)
# The desk's lists: the most urgent of a status first. And reports by month.
Index("complaint_listed", complaint.c.status, complaint.c.decide_due, complaint.c.number)
Index("complaint_opened", complaint.c.opened_at)

complaint_step = table(
    "complaint_step",
    primary_key("member_id"),
    primary_key("complaint_id", Text),
    primary_key("step_id"),  # 1, 2, 3 ... within the complaint
    required("agent", Text),
    required("act", Text),
    required("words", Text),
    required("at", Moment),
    one_of(
        "act",
        "assign",
        "note",
        "contact",
        "escalate",
        "decide",
        "close",
        "reopen",
        "add",
        "classify",
    ),
    erasure=Erasure(
        rows="work on complaints",
        ground=Ground.SERVICE,
        pseudonym=("words",),
        kept=("complaint_id", "agent"),
    ),
)

suggestion = table(
    "suggestion",
    primary_key("member_id"),
    primary_key("suggestion_id", Text),
    required("channel", Text),
    required("made_at", Moment),
    Column("words", Text),
    Column("recording_url", Text),
    foreign_key("member", "member_id"),
    erasure=Erasure(
        rows="suggestions",
        ground=Ground.SERVICE,
        cleared=("words", "recording_url"),
        kept=("suggestion_id", "channel"),
    ),
)
Index("suggestion_made_at", suggestion.c.made_at, suggestion.c.suggestion_id)
Index("suggestion_by_id", suggestion.c.suggestion_id)

claim = table(
    "claim",
    primary_key("member_id"),
    primary_key("claim_id", Text),
    required("number", Text),
    required("receipt_number", Text),
    required("status", Text),
    required("opened_at", Moment),
    required("decide_due", Moment),
    Column("decided_by", Text),  # an agent; or two, as agent+supervisor
    Column("decided_at", Moment),
    Column("reason", Text),
    # The city or province where it was done. "": not known.
    Column("org", Text, nullable=False, server_default=""),
    # What the member has said of the receipt besides its number.
    Column("merchant", Text),
    Column("yuan", WholeNumber),
    Column("words", Text),
    UniqueConstraint("member_id", "number"),
    one_of("status", "open", "granted", "refused"),
    foreign_key("member", "member_id"),
    erasure=Erasure(
        rows="claims for missing points",
        ground=Ground.BOOKS,
        cleared=("reason", "words"),
        kept=("claim_id", "number", "receipt_number", "decided_by", "org", "merchant"),
    ),
)
Index("claim_listed", claim.c.status, claim.c.decide_due, claim.c.number)
Index("claim_opened", claim.c.opened_at)

# The receipt book: what billing and merchants say that they have issued.
issued_receipt = table(
    "issued_receipt",
    primary_key("merchant", Text),
    primary_key("number", Text),
    required("source", Text),
    required("issued_on", Day),
    required("fen", WholeNumber),
    Column("member_id", WholeNumber),  # whose it is; NULL: the merchant does not know
    # The claim that was granted for it, and whose that is. NULL: none so far.
    Column("claimed_by", WholeNumber),
    Column("claim_id", Text),
    required("recorded_at", Moment),
    foreign_key("member", "member_id"),
    foreign_key("claim", "claimed_by", "claim_id", keys=("member_id", "claim_id")),
    CheckConstraint("fen > 0", name="fen"),
    CheckConstraint("(claimed_by IS NULL) = (claim_id IS NULL)", name="claimed"),
    erasure=Erasure(
        rows="receipts that merchants have issued",
        ground=Ground.BOOKS,
        kept=("merchant", "number", "source", "claim_id"),
    ),
    distribution=COORDINATOR,
)
Index("issued_receipt_number", issued_receipt.c.number)

# Points above the limit that one person may grant alone, as goodwill or for a claim's receipt:
# requested by one person, decided by another.
approval = table(
    "approval",
    primary_key("member_id"),
    primary_key("approval_id", Text),
    required("points", WholeNumber),
    required("reason", Text),
    required("asked_by", Text),
    required("asked_at", Moment),
    required("status", Text),
    Column("decided_by", Text),
    Column("decided_at", Moment),
    Column("claim_id", Text),  # NULL: goodwill
    Column("charge", Document),  # of the receipt: source, fen, on
    foreign_key("claim", "member_id", "claim_id"),
    one_of("status", "waiting", "approved", "refused"),
    CheckConstraint("points > 0", name="points"),
    CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="two_people"),
    CheckConstraint("(claim_id IS NULL) = (charge IS NULL)", name="charge"),
    CheckConstraint(
        "(status = 'waiting') = (decided_by IS NULL)"
        " AND (decided_by IS NULL) = (decided_at IS NULL)",
        name="decided",
    ),
    erasure=Erasure(
        rows="approvals of points",
        ground=Ground.BOOKS,
        pseudonym=("reason",),
        kept=("approval_id", "asked_by", "decided_by", "claim_id", "charge"),
    ),
)
Index(
    "approval_waiting",
    approval.c.asked_at,
    postgresql_where=approval.c.status == "waiting",
    sqlite_where=approval.c.status == "waiting",
)
