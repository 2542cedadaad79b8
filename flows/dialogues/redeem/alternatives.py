"""What may be had in place of what a member has chosen."""

from __future__ import annotations

from collections.abc import Sequence

from core.programme import local_day
from core.redemption import Gift, gifts, lifecycle
from flows.engine import Context

ALTERNATIVES_MAX = 2
"""As many as one text has room for."""
Names = dict[str, str]
"""By language."""


def instead_of(chosen: Gift | None, offered: Sequence[Gift]) -> Names:
    """The names of the dearest of each kind that is offered, the kind that was chosen first, and at
    most ALTERNATIVES_MAX. Empty: nothing is offered."""

    def likeliest_first(gift: Gift) -> tuple[bool, int]:
        return (chosen is None or gift.kind != chosen.kind, -gift.points)

    within = sorted(offered, key=likeliest_first)
    dearest = list({gift.kind: gift for gift in reversed(within)}.values())[::-1]
    names = [_in_a_sentence(gift) for gift in dearest[:ALTERNATIVES_MAX]]
    return {
        language: either.join(each[language] for each in names)
        for language, either in (("zh", "或"), ("en", " or "))
        if names
    }


def enough_for(context: Context, points: int, chosen: Gift | None) -> Names:
    """The names of what those points are enough for; empty: nothing."""
    return instead_of(
        chosen,
        [
            each
            for each in gifts.available(context.conn, today=local_day(context.at))
            if each.points <= points
        ],
    )


def _in_a_sentence(gift: Gift) -> Names:
    """A thing has its article in English; an amount of credit or data has none."""
    article = "" if gift.kind in lifecycle.SERVICES else "the "
    return {"zh": gift.name_zh, "en": f"{article}{gift.name_en}"}


def names_of(gift: Gift) -> Names:
    return {"zh": gift.name_zh, "en": gift.name_en}
