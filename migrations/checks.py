"""Add and drop CHECK constraints, on PostgreSQL and on SQLite."""

from alembic import op

from migrations import sqlite_tables


def add_check(table: str, name: str, condition: str) -> None:
    """`name`: in full, as the database has it. `condition`: SQL on one line. The migration fails,
    and is rolled back, if a row of `table` breaks it."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.create_check_constraint(name, table, condition)
    else:
        constraint = f"CONSTRAINT {name} CHECK ({condition})"
        sqlite_tables.add_constraint(connection, table, constraint)


def drop_check(table: str, name: str) -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.drop_constraint(name, table, type_="check")
    else:
        sqlite_tables.drop_constraint(connection, table, name)
