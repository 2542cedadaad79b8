"""Which tier, until when, and what the next one takes."""

from __future__ import annotations

from typing import Literal

from core import tiers
from core.access import Act
from flows.context import Context
from flows.flow import Flow
from flows.steps import Do, End


def look_up(context: Context) -> Literal["top", "top_open", "below", "below_open"]:
    """ "open": the lowest tier has no end."""
    standing = tiers.standing(context.conn, context.member, context.at)
    context.answers.update(
        tier=standing.tier, growth=standing.growth, needed=standing.growth_needed
    )
    if standing.until:
        context.answers["until"] = standing.until.isoformat()
    if standing.next_tier is None:
        return "top" if standing.until else "top_open"
    context.answers["next"] = standing.next_tier
    return "below" if standing.until else "below_open"


TIER = Flow(
    "tier",
    Do(
        "look",
        look_up,
        on={"top": "top", "top_open": "top_open", "below": "below", "below_open": "below_open"},
    ),
    End("top"),
    End("top_open"),
    End("below"),
    End("below_open"),
    act=Act.LOOK,
)
