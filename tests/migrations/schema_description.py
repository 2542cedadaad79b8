"""What a database has been told of its schema, as text that can be compared: with the CHECKs,
triggers and rights that Alembic does not see."""

import re
from collections import defaultdict

from sqlalchemy import Connection, inspect, text

# A rebuilt table has its name in quotes, and SQLite adds a column without a line of its own.
_LAYOUT = re.compile(r'\s+|"')

_POSTGRESQL = {
    "columns": """
        SELECT attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, attacl
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0
          AND NOT attisdropped""",
    "constraints": """
        SELECT conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": """
        SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace""",
    "rights": """
        SELECT relname, relacl FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'""",
}
_SQLITE = {
    "tables": "SELECT name, strict, wr FROM pragma_table_list WHERE schema = 'main'",
    "triggers": "SELECT sql FROM sqlite_master WHERE type = 'trigger'",
    "indexes": "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
}


def describe(conn: Connection) -> dict[str, set[str]]:
    queries = _SQLITE if conn.dialect.name == "sqlite" else _POSTGRESQL
    found = {
        kind: {" | ".join(map(str, row)) for row in conn.execute(text(query))}
        for kind, query in queries.items()
    }
    if conn.dialect.name == "sqlite":
        found |= _sqlite_tables(conn)
    return {
        kind: {_LAYOUT.sub(" ", line).strip() for line in lines if "alembic_version" not in line}
        for kind, lines in found.items()
    }


def _sqlite_tables(conn: Connection) -> dict[str, set[str]]:
    inspector, found = inspect(conn), defaultdict(set)
    for table in inspector.get_table_names():
        found["columns"] |= {f"{table} {sorted(c.items())}" for c in inspector.get_columns(table)}
        for kind, read in (
            ("checks", inspector.get_check_constraints),
            ("foreign keys", inspector.get_foreign_keys),
            ("unique", inspector.get_unique_constraints),
        ):
            found[kind] |= {f"{table} {sorted(one.items())}" for one in read(table)}
        found["primary keys"].add(f"{table} {inspector.get_pk_constraint(table)}")
    return found
