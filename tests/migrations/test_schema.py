"""The migrations make what core.schema says: whoever changes one has to change the other."""

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from schema_description import describe
from sqlalchemy import Connection, text

from core.kernel import Database
from core.schema import APPEND_ONLY, erasure_of, metadata
from migrations import append_only, downgrade, revisions, upgrade
from migrations.revision_0001 import ledger_functions
from migrations.revision_0007 import spending_functions
from migrations.revision_0017 import grant_function
from migrations.revision_0018 import spending_functions as functions_of_0018
from migrations.revision_0019 import grant_function as grant_function_of_0019

# Whole tables come from core.schema.APPEND_ONLY.
INSERTED_IF_NEW = {"idempotency", "programme_day"}
VERSIONS: dict[str, Any] = {
    "changing": ("approved_by", "approved_at", "withdrawn_by", "withdrawn_at"),
    "inserted_if_new": True,
}
FIXED_COLUMNS: dict[str, dict[str, Any]] = {
    "lot": {
        "fixed": (
            "member_id",
            "unit",
            "lot_id",
            "granted",
            "unit_cost_mfen",
            "issuer",
            "usable_from",
        ),
        "changing": ("remaining", "held", "expires_at"),
    },
    "rule_version": VERSIONS
    | {"fixed": ("version", "reason", "made_by", "made_at", "effective_on", "rules")},
    "wording_version": VERSIONS
    | {"fixed": ("version", "reason", "made_by", "made_at", "language", "sentence", "source")},
}
NO_POSTING_HAS_IT = """
(NEW.key = OLD.key OR NOT EXISTS (
    SELECT 1 FROM posting WHERE member_id = OLD.member_id AND key = OLD.key))
"""
ERASED_COLUMNS: dict[str, tuple[tuple[str, ...], str]] = {
    "number_change": (("was", "became"), "TRUE"),
    "line": (("words", "event_id"), "TRUE"),
    "complaint_step": (("words",), "TRUE"),
    "idempotency": (("key", "request_hash"), NO_POSTING_HAS_IT),
    "member_event": (("was", "became", "request_hash"), "TRUE"),
    "trail": (("detail",), "OLD.act <> 'member_erased'"),
}


def make_directly(conn: Connection) -> None:
    """What the migrations have to come to."""
    metadata.create_all(conn)
    append_only.create_function(conn)
    for table in APPEND_ONLY:
        append_only.protect(conn, table, inserted_if_new=table in INSERTED_IF_NEW)
    for table, columns in FIXED_COLUMNS.items():
        append_only.protect_columns(conn, table, **columns)
    append_only.allow_foreign_keys_to(conn, "posting", column="memo")
    for table, (erased, only_if) in ERASED_COLUMNS.items():
        append_only.allow_erasure(conn, table, *erased, only_if=only_if)
    ledger_functions.create(conn)
    spending_functions.replace(conn)
    grant_function.replace(conn)
    functions_of_0018.replace(conn)
    grant_function_of_0019.replace(conn)


def clear(conn: Connection) -> None:
    if conn.dialect.name == "postgresql":
        conn.execute(text("DROP SCHEMA public CASCADE"))
        conn.execute(text("CREATE SCHEMA public"))
    else:
        conn.execute(text("PRAGMA defer_foreign_keys=ON"))
        for table in reversed(metadata.sorted_tables):
            conn.execute(text(f"DROP TABLE {table.name}"))


def test_migrated_schema_matches_metadata(empty: Database) -> None:
    upgrade(empty)
    upgrade(empty)  # again: there is nothing to do
    with empty.engine.begin() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrated_checks_triggers_and_privileges_match(empty: Database) -> None:
    upgrade(empty)
    with empty.engine.begin() as conn:
        migrated = describe(conn)
        clear(conn)
        make_directly(conn)
        assert migrated == describe(conn)


def test_guards_let_an_erasure_change_what_the_schema_declares() -> None:
    declared = {
        table: erased
        for table in APPEND_ONLY
        if "erasure" in metadata.tables[table].info
        and (erased := set(erasure_of(metadata.tables[table]).erased))
    }
    assert declared == {table: set(columns) for table, (columns, _) in ERASED_COLUMNS.items()}


@pytest.mark.parametrize("revision", revisions()[:-1])
def test_each_revision_can_be_downgraded(empty: Database, revision: str) -> None:
    def schema() -> dict[str, set[str]]:
        with empty.engine.begin() as conn:
            return describe(conn)

    before = revisions()[revisions().index(revision) + 1]
    upgrade(empty, before)
    without = schema()
    upgrade(empty, revision)
    having = schema()
    downgrade(empty, before)
    assert schema() == without
    upgrade(empty, revision)
    assert schema() == having
