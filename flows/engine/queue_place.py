"""The place in the queue that a member who waits is told."""

from __future__ import annotations

from flows.engine.context import Context

LONGER = "longer"
"""Told instead of a place that would be later than the one told before."""
_TOLD = "place"
"""The entry of `Session.recent` with the request and the place that was told of it last."""


def place_to_tell(context: Context, handover_id: str, ahead: int) -> int | str:
    """How many are ahead; LONGER if more than the member was told before: diamond and older members
    are served first. A number that rises reads like a mistake, and the old one would be untrue."""
    which, before = context.session.recent.get(_TOLD, ("", 0))
    if which == handover_id and ahead > before:
        return LONGER
    context.session.recent = {**context.session.recent, _TOLD: [handover_id, ahead]}
    return ahead
