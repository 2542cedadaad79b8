"""What the loop guard counts of a number in `Session.recent`: how many messages came in a period of
time, and how often the same text did."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flows.engine.automatic_texts import content_of
from flows.engine.context import Context
from flows.protocol import Heard, HeardKind

DAY_SECONDS = timedelta(days=1).total_seconds()
HOUR_SECONDS = timedelta(hours=1).total_seconds()
WINDOWS_SECONDS = {
    "minute": 60,
    "hour": HOUR_SECONDS,
    "keywords_10_minutes": 600,
    "keywords_day": DAY_SECONDS,
    "heard_10_minutes": 600,
    "heard_day": DAY_SECONDS,
}
HASH_CHARS, COUNTED_MAX = 12, 30


def count_in_windows(context: Context, names: Iterable[str]) -> None:
    """Counts the message in each of these windows: `recent` has the number of the present one, and
    the count."""
    session = context.session
    counted: dict[str, list[int]] = {}
    for name in names:
        present = int(context.at.timestamp() // WINDOWS_SECONDS[name])
        window, count = session.recent.get(name, (present, 0))
        counted[name] = [present, count + 1 if window == present else 1]
    session.recent = {**session.recent, **counted}


def keep_text(context: Context, heard: Heard) -> None:
    """Keeps the hash of a text that may have led nowhere, to know it again within a day."""
    kept = [*_kept(context, DAY_SECONDS), [_hash(heard), context.at.timestamp()]]
    context.session.recent = {**context.session.recent, "texts": kept[-COUNTED_MAX:]}


def times_counted(context: Context, heard: Heard, within_seconds: float) -> int:
    same = _hash(heard)
    return sum(text == same for text, _ in _kept(context, within_seconds))


def _kept(context: Context, within_seconds: float) -> list[Any]:
    """[hash, time] of the texts that are kept."""
    texts, at = context.session.recent.get("texts", ()), context.at.timestamp()
    return [each for each in texts if at - each[1] < within_seconds]


def _hash(heard: Heard) -> str:
    """Words behind a keyword count as the same only with the same digits: two complaints may differ
    in nothing else, and keywords have a limit of their own."""
    is_keyword = heard.kind is HeardKind.COMMAND
    content = heard.typed.strip() if is_keyword else content_of(heard.typed)
    return hashlib.sha256(content.encode()).hexdigest()[:HASH_CHARS]
