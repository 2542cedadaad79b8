"""What a redemption answers beside its questions: by when it comes, whether it can be cancelled,
what it costs, and what costs less."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.programme import local_day
from core.redemption import gifts, lifecycle, placing
from flows.dialogues.redeem.alternatives import instead_of
from flows.engine import Context, Facts
from flows.language import Topic

Answers = Mapping[str, Any]


def _nothing_more(context: Context, answers: Answers) -> Answers:
    return {}


def _kind(context: Context, answers: Answers) -> Answers:
    return {"kind": answers.get("kind", lifecycle.GIFT)}


def _delivery(context: Context, answers: Answers) -> Answers | None:
    """Once a gift is chosen: that is what would be sent."""
    if "name" not in answers:
        return None
    by = (
        answers.get("by")
        or placing.deliver_by(context.conn, context.member, context.at).isoformat()
    )
    chosen = gifts.by_sku(context.conn, answers["sku"], today=local_day(context.at))
    return {"name": answers["name"], "by": by, "kind": chosen.kind if chosen else lifecycle.GIFT}


def _price(context: Context, answers: Answers) -> Answers | None:
    return {each: answers[each] for each in ("name", "points")} if "points" in answers else None


def _cheaper(context: Context, answers: Answers) -> Answers | None:
    """What costs less than what is chosen: the dearest of each kind, the same kind first."""
    if "points" not in answers:
        return None
    cheaper = [
        each
        for each in gifts.available(context.conn, today=local_day(context.at))
        if each.points < answers["points"]
    ]
    chosen = gifts.by_sku(context.conn, answers["sku"], today=local_day(context.at))
    instead = instead_of(chosen, cheaper)
    return {"instead": instead or "none", "is_cheapest": "no" if instead else "yes"}


def _address(context: Context, answers: Answers) -> Answers | None:
    """Before a gift is ordered: its address can be changed afterwards. Once it is, that is done."""
    if "sku" not in answers or "order" in answers:
        return None
    chosen = gifts.by_sku(context.conn, answers["sku"], today=local_day(context.at))
    return {} if chosen is not None and chosen.kind == lifecycle.GIFT else None


OF_GIFTS: Mapping[Topic, Facts] = {
    Topic.HOW_LONG: _delivery,
    Topic.CAN_UNDO: _kind,
    Topic.COST: _price,
    Topic.TOO_DEAR: _cheaper,
    Topic.ADDRESS: _address,
}
OF_SERVICES: Mapping[Topic, Facts] = {
    Topic.HOW_LONG: _nothing_more,
    Topic.CAN_UNDO: _nothing_more,
    Topic.COST: _price,
    Topic.TOO_DEAR: _cheaper,
}
