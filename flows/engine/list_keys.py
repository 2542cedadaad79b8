"""The keys of a list's entries. An entry has the same key on every channel, which is its own code:
the number of a gift in the catalogue. Where that cannot be a key, as with a number of two digits on
a call, the entry has one that no other has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.protocol import ChannelTraits


def page_size(entries: int, traits: ChannelTraits) -> int:
    """How many of the entries a page has. On a list of several pages one place is taken by
    "more"."""
    room = traits.limits.options
    return room if entries <= room else room - 1


def more_key(codes: Sequence[str], traits: ChannelTraits) -> str:
    """The key of "more", the same on every page of a list; "" if it has one page only."""
    if len(codes) <= page_size(len(codes), traits):
        return ""
    return next((key for key in traits.more_keys if key not in codes), traits.more_keys[-1])


def entry_keys(codes: Sequence[str], traits: ChannelTraits) -> list[str]:
    """The key of each entry, by their codes, all of which differ."""
    size, more = page_size(len(codes), traits), more_key(codes, traits)
    own = [code if _is_key(code, traits) and code != more else "" for code in codes]
    return [
        key
        for first in range(0, len(codes), size)
        for key in _of_page(own[first : first + size], {*own, more}, {more}, traits)
    ]


def _of_page(
    own: Sequence[str], of_list: set[str], of_page: set[str], traits: ChannelTraits
) -> list[str]:
    """The keys of a page. Who knows the number of a gift on another page presses that: a key that
    means an entry elsewhere in the list is taken last."""
    taken = of_page.union(own)
    keys = (str(number) for number in range(1, 2 * len(of_list) + len(own) + 1))
    free = [key for key in keys if _is_key(key, traits) and key not in taken]
    free.sort(key=lambda key: key in of_list)
    unused = iter(free)
    return [key or next(unused) for key in own]


def _is_key(code: str, traits: ChannelTraits) -> bool:
    return re.fullmatch(traits.list_keys, code) is not None
