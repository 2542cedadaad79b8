"""The member's tier, until when, and what is missing to the next one."""

from __future__ import annotations

from typing import Any, Literal, get_args

from core.loyalty import TierProgress, tiers
from core.members import Act
from flows.engine import Context, Dialogue, Do, End, Flow, Keyword
from flows.language import Label

Outcome = Literal["top", "top_open", "reached", "below", "below_open"]


def tier_facts(progress: TierProgress) -> tuple[Outcome, dict[str, Any]]:
    """The ending of the dialogue, and the facts of its sentence. Endings with "open" are for a tier
    without a last day, as the lowest tier is. "reached": the growth is enough for the next tier,
    which the next monthly rating gives."""
    facts: dict[str, Any] = {
        "tier": progress.tier,
        "growth": progress.growth,
        "needed": progress.growth_needed,
    }
    if progress.until:
        facts["until"] = progress.until.isoformat()
    if progress.next_tier is None:
        return ("top" if progress.until else "top_open"), facts
    facts["next"] = progress.next_tier
    if not progress.growth_needed:
        return "reached", facts
    return ("below" if progress.until else "below_open"), facts


def look_up(context: Context) -> Outcome:
    outcome, facts = tier_facts(tiers.progress(context.conn, context.member, context.at))
    context.answers.update(facts)
    return outcome


TIER = Flow(
    "tier",
    Do(
        "look",
        look_up,
        on={outcome: outcome for outcome in get_args(Outcome)},
    ),
    *(End(outcome) for outcome in get_args(Outcome)),
    looks_up=True,
    act=Act.LOOK,
)

DIALOGUE = Dialogue(
    __package__,
    TIER,
    keywords=[Keyword("tier", TIER, zh="DJ 等级", en="TIER", topics="等级 TIER")],
    wishes={Label.TIER: TIER},
    facts={"needed": 8_000, "next": "diamond", "tier": "diamond", "until": "2026-12-28"},
)
