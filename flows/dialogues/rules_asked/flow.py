"""Short answers to what members ask about the rules: what a point is worth, how points are earned,
when they expire. The figures are those of the programme; a rule that they cannot say is not
answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from core.kernel import MFEN_PER_FEN
from core.ledger import lots
from core.programme import POINTS_MAX, current_rules, local_day
from flows.dialogues.rules_asked.questions import rule_asked
from flows.dialogues.rules_asked.rules import Rule
from flows.engine import Context, Dialogue, Said
from flows.language import LANGUAGES, understanding
from flows.protocol import Channel

Facts = Mapping[str, Any]
MFEN_PER_YUAN = 100 * MFEN_PER_FEN
PERCENT = 100
HOURS_PER_DAY = 24
OF_EVERYONE = {Rule.HOTLINE, Rule.HOURS, Rule.GENUINE}
"""What whoever is no member may ask too."""
LEAVING = "leave"
"""The dialogue of who wants to leave."""


def _worth(context: Context, text: str) -> Facts | None:
    """How many yuan the points are worth that the text names, and else how many points are one."""
    per_point = current_rules().redemption.cost_mfen_per_point
    named = understanding.amount_in(text)
    points = int(named) if named.isdecimal() else 0
    if points and points * per_point % MFEN_PER_YUAN == 0:
        return {"points": points, "yuan": points * per_point // MFEN_PER_YUAN}
    if MFEN_PER_YUAN % per_point:
        return None
    return {"points": MFEN_PER_YUAN // per_point, "yuan": 1}


def _earning(context: Context, text: str) -> Facts:
    earning = current_rules().earning
    return {"per_yuan": earning.points_per_yuan, "day": earning.posted_on_day_of_month}


def _per_yuan(context: Context, text: str) -> Facts | None:
    """With what the member's tier makes of it, if that is more."""
    rules, tier = current_rules(), context.member.tier
    percent = next((each.earns_percent for each in rules.tiers if each.name == tier), None)
    if percent is None:
        return None
    return {
        "per_yuan": rules.earning.points_per_yuan,
        "tier": tier,
        "times": "none" if percent == PERCENT else f"{percent / PERCENT:g}",
    }


def _expiry(context: Context, text: str) -> Facts:
    return {"last": lots.last_day(local_day(context.at), current_rules()).isoformat()}


def _tiers(context: Context, text: str) -> Facts:
    return {
        "months": current_rules().tier_term.growth_months,
        "tiers": {language: _listed(context, language) for language in LANGUAGES},
    }


def _listed(context: Context, language: str) -> str:
    """The tiers above the lowest one, with the growth value that each needs."""
    above = [each for each in current_rules().tiers if each.growth_from]
    return _joined(
        context,
        language,
        (("tier", {"tier": each.name, "growth": each.growth_from}) for each in above),
    )


def _multiplied(context: Context, language: str) -> str:
    """The tiers that earn more than the lowest one, with how many times as much."""
    more = [each for each in current_rules().tiers if each.earns_percent > PERCENT]
    return _joined(
        context,
        language,
        (
            ("multiplier", {"tier": each.name, "times": f"{each.earns_percent / PERCENT:g}"})
            for each in more
        ),
    )


def _joined(context: Context, language: str, items: Iterable[tuple[str, Facts]]) -> str:
    def words(key: str, facts: Facts) -> str:
        return context.services.wording.say(f"rules_asked-{key}", language, context.channel, facts)

    return words("between", {}).join(words(*each) for each in items)


def _benefits(context: Context, text: str) -> Facts | None:
    found = {language: _multiplied(context, language) for language in LANGUAGES}
    return {"multipliers": found} if all(found.values()) else None


def _opening(context: Context, text: str) -> Facts:
    return {"points": current_rules().redemption.opens_after_points}


def _leaving(context: Context, text: str) -> Facts | None:
    """Only of who is about to leave: elsewhere the points that are gone are another matter."""
    is_leaving = any(frame.flow == LEAVING for frame in context.session.stack)
    if not is_leaving or context.session.resting:
        return None
    return {
        "days": current_rules().leaving.warning_days,
        "points": context.member.balance,
    }


def _hours(context: Context, text: str) -> Facts:
    hours = current_rules().agents
    is_all_day = hours.until_hour - hours.from_hour == HOURS_PER_DAY
    return {
        "from_hour": hours.from_hour,
        "until_hour": hours.until_hour,
        "all_day": "yes" if is_all_day else "no",
    }


def _always(context: Context, text: str) -> Facts:
    """The sentence has no figures of its own."""
    return {}


ANSWERS: Mapping[Rule, Callable[[Context, str], Facts | None]] = {
    Rule.WORTH: _worth,
    Rule.EARNING: _earning,
    Rule.PER_YUAN: _per_yuan,
    Rule.EXPIRY: _expiry,
    Rule.NEW_NUMBER: _always,
    Rule.NEW_PROVINCE: _always,
    Rule.TIERS: _tiers,
    Rule.OPENING: _opening,
    Rule.HOTLINE: _always,
    Rule.HOURS: _hours,
    Rule.LOST: _always,
    Rule.LEAVING: _leaving,
    Rule.EXTENDING: _always,
    Rule.BENEFITS: _benefits,
    Rule.GENUINE: _always,
}


def tell(context: Context, text: str) -> Sequence[Said]:
    """The sentence about the rule that the words ask for."""
    rule = rule_asked(text)
    if rule is None or (context.caller is None and rule not in OF_EVERYONE):
        return ()
    facts = ANSWERS[rule](context, text)
    return () if facts is None else [(f"rules_asked-{rule}", facts)]


DIALOGUE = Dialogue(
    __package__,
    facts={
        "all_day": "no",
        "day": 28,
        "days": 30,
        "from_hour": 10,
        "growth": 8_000,
        "last": "2026-12-28",
        "months": 12,
        "multipliers": {
            "zh": "银卡1.25倍，金卡1.5倍，钻石卡2.5倍",
            "en": "Silver 1.25 times, Gold 1.5 times, Diamond 2.5 times",
        },
        "per_yuan": 8_888,
        "points": POINTS_MAX,
        "tier": "diamond",
        "tiers": {
            "zh": "1000分升银卡，2300分升金卡，8000分升钻石卡",
            "en": "Silver at 1,000, Gold at 2,300, Diamond at 8,000",
        },
        "times": "1.25",
        "until_hour": 22,
        "yuan": 8_888,
    },
    says={
        f"rules_asked-{each}": tuple(Channel) for each in (*Rule, "between", "tier", "multiplier")
    },
)
