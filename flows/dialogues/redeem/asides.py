"""What a redemption answers beside its questions: by when it comes, whether it can be cancelled,
what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.redemption import orders
from flows.engine import Context, Facts
from flows.language import Topic

Answers = Mapping[str, Any]


def _nothing_more(context: Context, answers: Answers) -> Answers:
    return {}


def _delivery(context: Context, answers: Answers) -> Answers | None:
    """Once a gift is chosen: that is what would be sent."""
    if "name" not in answers:
        return None
    by = answers.get("by") or orders.deliver_by(context.member, context.at).isoformat()
    return {"name": answers["name"], "by": by}


def _price(context: Context, answers: Answers) -> Answers | None:
    return {each: answers[each] for each in ("name", "points")} if "points" in answers else None


OF_GIFTS: Mapping[Topic, Facts] = {
    Topic.HOW_LONG: _delivery,
    Topic.CAN_UNDO: _nothing_more,
    Topic.COST: _price,
}
OF_SERVICES: Mapping[Topic, Facts] = {
    Topic.HOW_LONG: _nothing_more,
    Topic.CAN_UNDO: _nothing_more,
    Topic.COST: _price,
}
