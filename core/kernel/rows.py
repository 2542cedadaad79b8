"""Rows as dataclasses, matched by column name."""

from collections.abc import Callable
from dataclasses import MISSING, fields
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Row, Select, TextualSelect

T = TypeVar("T")
AnyRow = Row[*tuple[Any, ...]]


def row_builder(cls: type[T], statement: Select[Any] | TextualSelect) -> Callable[[AnyRow], T]:
    """A function that makes a `cls` from a row of `statement`. Fields and columns are matched by
    name here, once, so that a row costs no more than `cls(*row)`. Raises TypeError if a field has
    neither a column nor a default, or a column has no field."""
    build: Callable[..., T] = cls
    defined = fields(cls)  # type: ignore[arg-type]
    names = [field.name for field in defined]
    optional = {
        field.name
        for field in defined
        if field.default is not MISSING or field.default_factory is not MISSING
    }
    columns = [column.name for column in statement.selected_columns]
    if set(names) - optional - set(columns) or sorted(columns) != sorted({*columns} & {*names}):
        raise TypeError(f"{cls.__name__} has the fields {names}, the statement {columns}")
    if columns == names[: len(columns)]:
        return lambda row: build(*row)
    if set(columns) == set(names):
        in_field_order = itemgetter(*(columns.index(name) for name in names))
        return lambda row: build(*in_field_order(row))
    return lambda row: build(**row._mapping)
