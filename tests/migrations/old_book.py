"""The rows that a book of the first revision had (the demo programme and some more), written out
as SQLite kept them at revision 0001, because what seeds a book now needs the newest schema."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.dialects.postgresql import JSONB

# By table; the columns' names are the first row.
BOOK = json.loads((Path(__file__).parent / "book_0001.json").read_text(encoding="utf-8"))


def load(conn: Connection, without: str = "") -> None:
    """`without`: a table whose rows are left out."""
    for table, (names, *rows) in BOOK.items():
        if table == without:
            continue
        documents = {
            column["name"]
            for column in inspect(conn).get_columns(table)
            if isinstance(column["type"], JSONB)
        }
        values = [dict(zip(names, row, strict=True)) for row in rows]
        for value in values:
            value |= {name: json.loads(value[name] or "null") for name in documents}
        _insert(conn, table, names, values)


def _insert(conn: Connection, table: str, names: list[str], values: list[dict[str, Any]]) -> None:
    listed = ", ".join(f'"{name}"' for name in names)
    if conn.dialect.name == "sqlite":
        parameters = ", ".join(f":{name}" for name in names)
        conn.execute(text(f"INSERT INTO {table} ({listed}) VALUES ({parameters})"), values)
    else:
        # Reads each value as the type of its column.
        source = f"json_populate_recordset(NULL::public.{table}, CAST(:rows AS json))"
        statement = text(f"INSERT INTO {table} ({listed}) SELECT {listed} FROM {source}")
        conn.execute(statement, {"rows": json.dumps(values)})
