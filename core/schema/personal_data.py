"""What an erasure does to the rows of a member, declared table by table.

Every table with a member's rows declares an `Erasure`, and names each of its columns of text or
JSON in it. A test fails for a column that is not named, so that nobody adds one without deciding
what becomes of it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Column, Table, Text, literal

from core.schema.columns import Document, Flag


class Ground(StrEnum):
    """Why rows are kept after an erasure, under a pseudonym. How long: the programme's rules
    `personal_data`."""

    BOOKS = "books"  # accounting: what points were worth, and what they were spent on
    SERVICE = "service"  # complaints and contacts: that they were answered, and in time
    AUDIT = "audit"  # who had access to a member's data, and when


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What becomes of a member's rows in one table. A column is named in one of the lists at most;
    text and JSON columns with a CHECK of their values (`one_of`) need not be named.

    rows: what the rows are, in words.
    ground: why they are kept; None: they are deleted.
    pseudonym: replaced by pseudonym_of() the member.
    numbered: part of the primary key: replaced by the pseudonym and a number, where it holds one of
        the member's telephone numbers.
    cleared: NULL, or where the column must have a value '', 0, false or an empty document.
    emptied: lists, which become the empty list.
    kept: holds nothing about the person.
    """

    rows: str
    ground: Ground | None = None
    pseudonym: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        return self.ground is not None

    @property
    def erased(self) -> tuple[str, ...]:
        """The columns that change in rows that are kept."""
        return self.pseudonym + self.numbered + self.cleared + self.emptied


def pseudonym_of(member_id: int) -> str:
    """Stands in for a member's name and number. The append-only guard knows it too: see
    migrations.append_only."""
    return f"erased:{member_id}"


def erasure_of(table: Table) -> Erasure:
    """The declaration of a table. Raises KeyError if it has none."""
    found: Erasure = table.info["erasure"]
    return found


def values_after_erasure(table: Table, member_id: int) -> dict[Column[Any], Any]:
    """What an erasure sets the table's columns to; not the numbered ones, which differ by row."""
    declared = erasure_of(table)
    named = {table.c[name]: pseudonym_of(member_id) for name in declared.pseudonym}
    cleared = {table.c[name]: _empty(table.c[name]) for name in declared.cleared}
    emptied = {table.c[name]: literal([], table.c[name].type) for name in declared.emptied}
    return named | cleared | emptied


def _empty(column: Column[Any]) -> BindParameter[Any] | None:
    if column.nullable:
        return None
    empty = {BigInteger: 0, Flag: False, Text: "", Document: {}}
    return literal(empty[type(column.type)], column.type)
