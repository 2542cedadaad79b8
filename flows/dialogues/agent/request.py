"""The request for an agent, with what the agent sees of the session."""

from __future__ import annotations

from datetime import datetime

from core.contact_centre import HandoverRequest, SessionSummary, requests
from core.members import NOBODY, profiles
from flows.engine import Context

ENGINE_QUESTIONS = frozenset({"offer", "guess", "ask_wish", "offer_wishes", "wish_or_words"})
"""Dialogues that ask on top of others what a member wants: nobody stops at them."""


def request_agent(context: Context, by: str, *, call_at: datetime | None = None) -> HandoverRequest:
    """Asks for an agent. call_at: the chosen time of a callback."""
    caller, number = context.caller, context.session.caller
    context.handover = (caller.member_id if caller else NOBODY, context.services.ids.new())
    member_id, handover_id = context.handover
    return requests.request(
        context.conn,
        member_id=member_id,
        number=number if profiles.shows_number(number) else "",
        way=by,
        summary=_summary_of(context),
        priority=requests.priority_of(caller, context.at),
        key=f"{context.message_key}:{by}",
        at=context.at,
        handover_id=handover_id,
        call_at=call_at,
    )


def _summary_of(context: Context) -> SessionSummary:
    session = context.session
    return SessionSummary(
        session_id=session.session_id,
        channel=session.channel,
        language=session.language,
        topic=context.answers.get("topic", ""),
        transcript=session.lines,
        path=_path_of(context),
        proofs=session.proofs,
        turn=session.seq + 1,
    )


OPENINGS = frozenset({"language", "senior_welcome"})
"""Dialogues that ask at the beginning of a call how it goes on."""


def has_said_something(context: Context) -> bool:
    """Whether the caller has said or keyed before what it is about: an agent sees it."""
    earlier = [words for who, words in context.session.lines if who == "member"][:-1]
    has_words = any(not words.startswith("(") and not words.isdecimal() for words in earlier)
    visited = [step.split(".")[0] for step in _path_of(context)]
    return has_words or any(flow not in OPENINGS and not flow.endswith("_home") for flow in visited)


def _path_of(context: Context) -> list[str]:
    """The dialogues and steps that the caller has been at, the last one being where they stopped:
    not the home menu that an agent asked for by keyword is begun on."""
    walked = [*context.walked, *context.session.trail]
    below = context.session.stack[:-1]
    stacks = [*walked, below] if len(below) > 1 or not walked else walked
    path: list[str] = []
    for stack in stacks:
        frames = [frame for frame in stack if frame.flow not in ENGINE_QUESTIONS]
        step = f"{frames[-1].flow}.{frames[-1].state}" if frames else ""
        if step and path[-1:] != [step]:
            path.append(step)
    return path
