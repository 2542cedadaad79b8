"""Every table with rows of members declares what an erasure does to them, and names each of its
columns that can hold words."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, Table, Text

from core.schema import APPEND_ONLY, erasure_of, metadata
from core.schema.columns import Document

# Tables without a row of any member. A number that has opted out of texts stays: it is refused
# until its owner, whoever that is then, opts in again.
NOBODYS = {
    "agent", "api_client", "api_request", "api_token", "company_account", "form_submission", "gift",
    "book_mark", "import_run", "job_run", "opted_out", "org", "programme_day",
    "rule_version", "seal", "security_key", "step_visit", "stock", "supplier", "unclear_words",
    "web_session", "webhook_endpoint", "wording_version",
}  # fmt: skip
TABLES = [table for table in metadata.sorted_tables if table.name not in NOBODYS]


def test_every_table_is_declared_or_nobodys() -> None:
    assert {table.name for table in metadata.sorted_tables if "erasure" not in table.info} == (
        NOBODYS
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_of_words_is_declared(table: Table) -> None:
    declared = erasure_of(table)
    named = [*declared.erased, *declared.kept]
    assert len(named) == len(set(named)) and set(named) <= set(table.c.keys())
    assert "member_id" in table.c
    if declared.is_kept:
        words = {c.name for c in table.c if isinstance(c.type, Text | Document)}
        assert words - one_of_columns(table) <= set(named)
    else:
        assert not named and table.name not in APPEND_ONLY


def one_of_columns(table: Table) -> set[str]:
    """Columns whose values a CHECK lists."""
    checks = [str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint)]
    return {column for check in checks for column in [check.partition(" IN (")[0]]}


def test_documentation_lists_every_table() -> None:
    rows = [_row(table) for table in sorted(TABLES, key=lambda table: table.name)]
    table = "\n".join(["| table | rows | erasure | ground |", "| --- | --- | --- | --- |", *rows])
    page = (Path(__file__).parents[2] / "docs" / "personal-data.md").read_text(encoding="utf-8")
    assert table in page, f"docs/personal-data.md needs this table:\n{table}"


def _row(table: Table) -> str:
    declared = erasure_of(table)
    if not declared.is_kept:
        return f"| `{table.name}` | {declared.rows} | deleted | |"
    parts = [
        f"{', '.join(f'`{name}`' for name in columns)} {becomes}"
        for columns, becomes in (
            (declared.pseudonym, "replaced by a pseudonym"),
            (declared.numbered, "replaced where it holds a telephone number"),
            (declared.cleared + declared.emptied, "emptied"),
        )
        if columns
    ]
    erasure = "; ".join(parts) or "nothing personal"
    return f"| `{table.name}` | {declared.rows} | {erasure} | {declared.ground} |"
