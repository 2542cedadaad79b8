"""Column types for the migrations, which mean the same on PostgreSQL and on SQLite.

A STRICT table of SQLite takes INTEGER, REAL, TEXT and BLOB only. These are the types as the
database stores them. `core.schema` has types of its own that also convert values; the migrations
do not import them, because a migration must not change when `core.schema` does.
"""

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Text
from sqlalchemy.dialects import postgresql, sqlite

WHOLE = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
MOMENT = DateTime(timezone=True).with_variant(Text(), "sqlite")
DAY = Date().with_variant(Text(), "sqlite")
FLAG = Boolean().with_variant(sqlite.INTEGER(), "sqlite")
DOCUMENT = postgresql.JSONB().with_variant(Text(), "sqlite")
