"""What a message means to a list besides the key of an entry: another page, an entry that is not
wanted, or a yes or a no to the only one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flows.engine import shown_list
from flows.language import answers

if TYPE_CHECKING:
    from flows.engine.context import Context

NEXT_PAGE = "next page"
"""Returned by `Menu.hear` instead of an outcome: show the next page of the same list. The space
keeps it apart from the names of outcomes."""
NO_NEXT, NO_PREVIOUS = "no next page", "no previous page"
"""The same where the list has no such page, which is said."""
PREVIOUS_PAGE = "previous page"
"""The same where each page is asked about by a question of its own: go back to the one before."""
SHORTER = "shorter list"
"""The same where an entry is not wanted: the list is shown without it."""
NONE_WANTED = "none wanted"
"""The same where no entry is left that the member may want: what was begun is left."""

LabelOf = Callable[[dict[str, Any]], str]


def turn_page(context: Context, page: answers.Page | None) -> str | None:
    if page is answers.Page.NEXT:
        return NEXT_PAGE if shown_list.turn_page(context) else NO_NEXT
    if page is answers.Page.PREVIOUS:
        return NEXT_PAGE if shown_list.turn_page(context, -1) else NO_PREVIOUS
    return None


def only_entry(context: Context) -> Any:
    """The value of the only entry that is left; None if there are several."""
    found = shown_list.left(context)
    return found[0]["value"] if len(found) == 1 else None


def refuse(context: Context, text: str, key: Callable[[str], str], label_of: LabelOf) -> str | None:
    """Takes what the words refuse out of the list: "不要蓝牙耳机". None if they name no entry.

    key: of the option that words pick; label_of: the words of an entry.
    """
    thing = answers.refused_in(text)
    if not thing:
        return None
    by_key = {shown: entry["value"] for shown, entry in shown_list.page(context)}
    picked = key(thing)
    if picked in by_key:
        values = [by_key[picked]]
    else:
        found = shown_list.left(context)
        labels = {str(place): label_of(entry) for place, entry in enumerate(found)}
        values = [found[int(place)]["value"] for place in answers.options_named(thing, labels)]
    if not values:
        return None
    return SHORTER if shown_list.refuse(context, values) else NONE_WANTED
