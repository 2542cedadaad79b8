"""The entries of a list as a member was shown them, a page at a time: a change of the database in
between cannot change what a key means. They are answers of the dialogue, as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flows.engine import list_keys

if TYPE_CHECKING:
    from flows.engine.context import Context


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
    """The entries of the present page with their keys. Those that the release before has shown have
    none yet, and were picked by their codes in texts and by their places elsewhere."""
    shown, traits = context.answers["shown"], context.traits
    size = list_keys.page_size(len(shown), traits)
    first = context.answers["list_page"] * size
    return [
        (entry.get("key") or (entry["code"] if traits.keywords else str(place)), entry)
        for place, entry in enumerate(shown[first : first + size], start=1)
    ]


def more_key(context: Context) -> str:
    """The key of the next page; "" on the last one."""
    shown, traits = context.answers["shown"], context.traits
    pages_end = (context.answers["list_page"] + 1) * list_keys.page_size(len(shown), traits)
    codes = [entry["code"] for entry in shown]
    return list_keys.more_key(codes, traits) if pages_end < len(shown) else ""


def turn_page(context: Context, by: int = 1) -> None:
    context.answers["list_page"] += by


def is_first_page(context: Context) -> bool:
    return not context.answers["list_page"]
