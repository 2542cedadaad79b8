"""The entries of a list as a member was shown them, a page at a time: a change of the database in
between cannot change what a key means. They are answers of the dialogue, as JSON."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from flows.engine import list_keys

if TYPE_CHECKING:
    from flows.engine.context import Context

REFUSED = "refused"
"""The mark of an entry that the member does not want."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a list.

    value: saved as the answer when the entry is picked. Must be JSON.
    code: the key of the entry, wherever it can be one (flows.engine.list_keys).
    facts: the facts for the sentence of its line.
    """

    value: Any
    code: str
    facts: Mapping[str, Any]


def show(context: Context, entries: Sequence[Choice]) -> None:
    """Takes the entries as those that are shown, on the page where the member is, if it is still
    there."""
    codes = [entry.code for entry in entries]
    keys = list_keys.entry_keys(codes, context.traits)
    context.answers["shown"] = [
        {
            "value": entry.value,
            "code": entry.code,
            "key": key,
            "facts": {**entry.facts, "own_code": "none" if key == entry.code else entry.code},
        }
        for key, entry in zip(keys, entries, strict=True)
    ]
    context.answers.setdefault("list_page", 0)
    if not page(context):  # the list is shorter than when it was shown
        context.answers["list_page"] = 0


def page(context: Context) -> list[tuple[str, dict[str, Any]]]:
    """The entries of the present page with their keys, without those that were refused."""
    return _page(context, context.answers["list_page"])


def _page(context: Context, number: int) -> list[tuple[str, dict[str, Any]]]:
    """Entries that the release before has shown have no keys yet, and were picked by their codes in
    texts and by their places elsewhere."""
    shown, traits = context.answers["shown"], context.traits
    size = list_keys.page_size(len(shown), traits)
    first = number * size
    return [
        (entry.get("key") or (entry["code"] if traits.keywords else str(place)), entry)
        for place, entry in enumerate(shown[first : first + size], start=1)
        if not entry.get(REFUSED)
    ]


def left(context: Context) -> list[dict[str, Any]]:
    """The entries of all pages that the member has not refused."""
    return [entry for entry in context.answers["shown"] if not entry.get(REFUSED)]


def refuse(context: Context, values: Collection[Any]) -> bool:
    """Takes the entries with these values out of the list; all others keep their keys. Returns
    whether any is left, on the present page or on another one, which is shown then."""
    context.answers["shown"] = [
        {**entry, REFUSED: True} if entry["value"] in values else entry
        for entry in context.answers["shown"]
    ]
    if not left(context):
        return False
    if not page(context):
        pages = range(len(context.answers["shown"]))
        context.answers["list_page"] = next(each for each in pages if _page(context, each))
    return True


def more_key(context: Context) -> str:
    """The key of the next page; "" on the last one."""
    shown, traits = context.answers["shown"], context.traits
    codes = [entry["code"] for entry in shown]
    return list_keys.more_key(codes, traits) if _next_page(context) is not None else ""


def turn_page(context: Context, by: Literal[1, -1] = 1) -> bool:
    """Turns to the next page that has entries, or the one before. Returns whether there is one."""
    found = _next_page(context, by)
    if found is not None:
        context.answers["list_page"] = found
    return found is not None


def _next_page(context: Context, by: Literal[1, -1] = 1) -> int | None:
    shown, number = context.answers["shown"], context.answers["list_page"]
    pages = range(number + 1, len(shown)) if by > 0 else range(number - 1, -1, -1)
    return next((each for each in pages if _page(context, each)), None)
