"""Which tables of the first revision are append-only, as a whole or in some columns."""

from sqlalchemy import Connection

from migrations import append_only

APPEND_ONLY = (
    "posting",
    "lot_use",
    "number_change",
    "tier_change",
    "seal",
    "trail",
    "line",
    "complaint_step",
)
APPEND_ONLY_INSERTED_IF_NEW = ("idempotency", "programme_day")
_VERSION = ("version", "reason", "made_by", "made_at")
_APPROVAL = ("approved_by", "approved_at", "withdrawn_by", "withdrawn_at")


def protect_all(connection: Connection) -> None:
    append_only.create_function(connection)
    for table in APPEND_ONLY:
        append_only.protect(connection, table)
    for table in APPEND_ONLY_INSERTED_IF_NEW:
        append_only.protect(connection, table, inserted_if_new=True)
    append_only.protect_columns(
        connection,
        "lot",
        fixed=("member_id", "unit", "lot_id", "granted", "unit_cost", "issuer"),
        changing=("remaining", "held", "expires_at"),
    )
    append_only.protect_columns(
        connection,
        "rule_version",
        fixed=(*_VERSION, "effective_on", "rules"),
        changing=_APPROVAL,
        inserted_if_new=True,
    )
    append_only.protect_columns(
        connection,
        "wording_version",
        fixed=(*_VERSION, "language", "sentence", "source"),
        changing=_APPROVAL,
        inserted_if_new=True,
    )
    append_only.allow_foreign_keys_to(connection, "posting", column="memo")
