"""Idempotency keys and the reference numbers that members quote."""

from sqlalchemy import Text

from core.schema.columns import Document, Moment, WholeNumber
from core.schema.distribution import by
from core.schema.personal_data import Erasure, Ground
from core.schema.tables import one_of, primary_key, required, table

# The request done under each key, as a hash, and its result. No foreign key to member: callers who
# are not members ask for an agent too, as member 0.
idempotency = table(
    "idempotency",
    primary_key("member_id"),
    primary_key("key", Text),
    required("request_hash", Text),
    required("result", Document),
    required("recorded_at", Moment),
    erasure=Erasure(
        rows="requests done",
        ground=Ground.BOOKS,
        pseudonym=("request_hash",),
        numbered=("key",),
        kept=("result",),
    ),
)

# The item that a reference number stands for, and its member: members quote the number alone.
reference = table(
    "reference",
    primary_key("number", Text),
    required("kind", Text),
    required("member_id", WholeNumber),
    required("item_id", Text),
    one_of("kind", "order", "complaint", "claim", "callback"),
    erasure=Erasure(
        rows="reference numbers",
        ground=Ground.SERVICE,
        kept=("number", "item_id"),
    ),
    distribution=by("number"),
)
