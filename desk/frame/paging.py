"""Keyset paging of long lists: a page continues after the last row of the one before. Unlike with
OFFSET, the database reads no skipped rows, and no row is lost or repeated if others are added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

from desk.frame.forms import typed

PAGE_ROWS = 50
CURSOR_CHARS_MAX = 200
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`next_cursor`: the value of ?after= that leads to the next page; None on the last one."""

    rows: Sequence[T]
    next_cursor: str | None


def cursor() -> str:
    """The value of ?after= in this request; '' on the first page."""
    return typed(request.args, "after", CURSOR_CHARS_MAX)


def page_of(rows: Sequence[T], cursor_of: Callable[[T], str]) -> Page[T]:
    """A page of `rows`, of which there are at most PAGE_ROWS; fewer rows are the last page."""
    is_full = len(rows) == PAGE_ROWS
    return Page(rows, cursor_of(rows[-1]) if is_full else None)
