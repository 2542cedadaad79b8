"""The reply to a message whose turn failed with an unexpected exception."""

from __future__ import annotations

from prometheus_client import Counter

from flows.engine.recorded_turns import TurnResult
from flows.language import Wording
from flows.protocol import Expects, ExpectsKind, Heard, Session, Turn, traits_of

APOLOGIES = Counter("hotline_sorry", "Messages answered with an apology.", ["channel"])


def apologise(wording: Wording, heard: Heard, session: Session | None, language: str) -> TurnResult:
    """Apologise, and keep the session at the step where it was. Where there is no session, or the
    failed message asked for an agent, a channel that queues callers puts this one into the queue
    for an agent; on any other channel the turn expects no answer.

    language: the language to use where there is no session.
    """
    APOLOGIES.labels(heard.channel).inc()
    if session is None or not session.stack or heard.command == "agent":
        return _put_through(wording, heard, session, language)
    said = wording.say("engine-sorry", session.language, heard.channel, {})
    session.seq = session.seq + 1 if heard.seq is None else heard.seq
    session.cursor = max(session.cursor, len(heard.text))
    session.resting = True
    expects = Expects(ExpectsKind.KEY)
    session.last = Turn(session.language, (said,), expects=expects, number=session.seq)
    return TurnResult(session.last, session)


def _put_through(
    wording: Wording, heard: Heard, session: Session | None, language: str
) -> TurnResult:
    language = session.language if session else language
    said = wording.say("engine-sorry_agent", language, heard.channel, {})
    queues = traits_of(heard.channel).queues_callers
    expects = Expects(ExpectsKind.QUEUE if queues else ExpectsKind.NOTHING)
    session = session or Session(heard.channel, heard.session_id, heard.caller, language)
    return TurnResult(Turn(language, (said,), expects=expects, number=heard.seq or 0), session)
