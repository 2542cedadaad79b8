"""What each page of the desk lists: whose rows a CSV file has, all of them.

A page declares the view that exports its list, or why it has none, once and below its route. A test
requests every page: one that declares nothing fails it, and so does a list that does not link to
its file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Listing:
    """`exports`: the endpoints of its files, without "desk."; or none, and `reason` says why."""

    exports: tuple[str, ...] = ()
    reason: str = ""


def lists(*exports: str) -> Callable[[View], View]:
    return _declared(Listing(exports))


def no_list(reason: str) -> Callable[[View], View]:
    return _declared(Listing(reason=reason))


def _declared(listing: Listing) -> Callable[[View], View]:
    def declare(view: View) -> View:
        view.listing = listing  # type: ignore[attr-defined]
        return view

    return declare
