"""Helpers that declare tables, columns and constraints, shared by all modules of core.schema."""

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from core.schema.columns import Moment, WholeNumber
from core.schema.distribution import BY_MEMBER, Distribution
from core.schema.personal_data import Erasure

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_%(referred_table_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)
ColumnType = type[TypeEngine[Any]] | TypeEngine[Any]


def table(
    name: str,
    *parts: SchemaItem,
    erasure: Erasure | None = None,
    distribution: Distribution = BY_MEMBER,
) -> Table:
    """`erasure`: of a table with rows of members. `distribution`: of one without the member in its
    primary key."""
    info = {"distribution": distribution} | ({"erasure": erasure} if erasure else {})
    # STRICT: without it SQLite stores 'abc' in a column of whole numbers.
    return Table(name, metadata, *parts, info=info, sqlite_strict=True)


def primary_key(name: str, kind: ColumnType = WholeNumber) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False)


def required(name: str, kind: ColumnType) -> Column[Any]:
    """A column that is NOT NULL."""
    return Column(name, kind, nullable=False)


def one_of(column: str, *values: str) -> CheckConstraint:
    """A CHECK that the column has one of `values`, or NULL."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def foreign_key(to: str, *columns: str, keys: tuple[str, ...] = ()) -> ForeignKeyConstraint:
    """A foreign key to the table `to`: its columns `keys`, which are named as `columns` where they
    are not given."""
    return ForeignKeyConstraint(columns, [f"{to}.{key}" for key in keys or columns])


def four_eyes_columns() -> tuple[SchemaItem, ...]:
    """Of a version that one supervisor drafts and another approves. No foreign keys to agents: the
    audit trail keeps their names as they were."""
    return (
        required("reason", Text),
        required("made_by", Text),
        required("made_at", Moment),
        Column("approved_by", Text),  # NULL: a draft, which has no effect
        Column("approved_at", Moment),
        Column("withdrawn_by", Text),
        Column("withdrawn_at", Moment),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("approved_by <> made_by", name="two_people"),
        CheckConstraint("(approved_by IS NULL) = (approved_at IS NULL)", name="approved"),
        CheckConstraint("(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", name="withdrawn"),
    )
