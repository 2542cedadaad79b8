"""The reply to a message whose turn failed with an unexpected exception.

An apology is not a reply that the message gets again: the session stays as it was before, and the
message is taken anew when it is delivered again. It says nothing about what was done or not done:
nobody knows at that moment.
"""

from __future__ import annotations

from prometheus_client import Counter

from flows.engine.recorded_turns import TurnResult
from flows.language import Wording
from flows.protocol import Expects, ExpectsKind, Heard, Session, Turn, traits_of

APOLOGIES = Counter("hotline_sorry", "Messages answered with an apology.", ["channel"])


def apologise(wording: Wording, heard: Heard, session: Session | None, language: str) -> TurnResult:
    """Apologise. Where there is no session, or the failed message asked for an agent, a channel
    that queues callers puts this one into the queue for an agent; on any other channel the turn
    expects no answer.

    language: the language to use where there is no session.
    """
    APOLOGIES.labels(heard.channel).inc()
    if session is None or not session.stack or heard.command == "agent":
        key, queues = "engine-sorry_agent", traits_of(heard.channel).queues_callers
        kind = ExpectsKind.QUEUE if queues else ExpectsKind.NOTHING
    else:
        key, kind = "engine-sorry", ExpectsKind.KEY
    language = session.language if session else language
    said = wording.say(key, language, heard.channel, {})
    turn = Turn(language, (said,), expects=Expects(kind), number=heard.seq or 0)
    return TurnResult(turn, _marked(session, heard), is_final=False)


def _marked(session: Session | None, heard: Heard) -> Session | None:
    """The session with a mark of the message, which the next one counts on from. Texts are not
    counted: their session needs no mark."""
    if session is None or traits_of(heard.channel).sessionless:
        return None
    if heard.seq is not None:
        session.apologised_seq = max(session.apologised_seq, heard.seq)
    else:
        session.apologised_cursor = max(session.apologised_cursor, len(heard.text))
    return session
