"""What a turn leaves for the member's history at the desk."""

from __future__ import annotations

from collections.abc import Mapping

from core.conversation import NO_DIALOGUE, SelfService
from core.members import NOBODY
from flows.engine.flow import Flow
from flows.engine.recorded_turns import TurnResult


def self_service_contacts(result: TurnResult, flows: Mapping[str, Flow]) -> set[SelfService]:
    """What the member has done in the turn: the dialogues that are no menus and ask nothing in
    passing; and that a session has begun. Nothing for callers who are not members."""
    session = result.session
    if session is None or session.member_id == NOBODY:
        return set()
    return {
        SelfService(session.member_id, channel, flow)
        for channel, flow, _, _ in result.visited
        if flow == NO_DIALOGUE or (flows[flow].members_only and not flows[flow].passing)
    }
