"""How the tables of core.schema are written down: the pieces that all of them share."""

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, MetaData, Table
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from core.schema.columns import Whole

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_%(referred_table_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)
Kind = type[TypeEngine[Any]] | TypeEngine[Any]


def table(name: str, *parts: SchemaItem) -> Table:
    # STRICT: else SQLite keeps 'abc' in a column of whole numbers.
    return Table(name, metadata, *parts, sqlite_strict=True)


def key(name: str, kind: Kind = Whole) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False)


def must(name: str, kind: Kind) -> Column[Any]:
    return Column(name, kind, nullable=False)


def one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def refers(to: str, *columns: str, keys: tuple[str, ...] = ()) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(columns, [f"{to}.{key}" for key in keys or columns])
