"""Column types that mean the same on PostgreSQL and on SQLite.

SQLite tables are STRICT: they know only INTEGER, REAL, TEXT and BLOB, and refuse a text in a column
of whole numbers instead of storing it. So every type here declares its form on both databases.
"""

import json
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator, TypeEngine

WholeNumber = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")


def _is_sqlite(dialect: Dialect) -> bool:
    return dialect.name == "sqlite"


class Moment(TypeDecorator[datetime]):
    """An instant, in UTC. A datetime without a time zone raises ValueError: PostgreSQL would read
    it in the server's zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        sort = Text() if _is_sqlite(dialect) else DateTime(timezone=True)
        return dialect.type_descriptor(sort)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        utc = value.astimezone(UTC)
        # Always six decimals, so that texts sort as the moments do.
        return utc.isoformat(timespec="microseconds") if _is_sqlite(dialect) else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC)


class Day(TypeDecorator[date]):
    """A day in the programme's own time zone."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if _is_sqlite(dialect) else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        return value.isoformat() if value is not None and _is_sqlite(dialect) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return date.fromisoformat(value) if isinstance(value, str) else value


class Flag(TypeDecorator[bool]):
    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(sqlite.INTEGER() if _is_sqlite(dialect) else Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return int(value) if value is not None and _is_sqlite(dialect) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Document(TypeDecorator[Any]):
    """Plain JSON; JSONB on PostgreSQL, so that queries can look inside."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if _is_sqlite(dialect):
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(postgresql.JSONB(none_as_null=True))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None or not _is_sqlite(dialect):
            return value
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return json.loads(value) if _is_sqlite(dialect) and value is not None else value
