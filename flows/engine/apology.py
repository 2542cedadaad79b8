"""The reply to a message whose turn failed with an unexpected exception.

An apology is not a reply that the message gets again: the session stays as it was before, and the
message is taken anew when it is delivered again. It claims nothing about what was done or not done,
unless the database knows that the message is never carried out.
"""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import Counter

from flows.engine.automatic_texts import is_automatic, is_echo
from flows.engine.recorded_turns import TurnResult
from flows.language import Wording
from flows.protocol import (
    USUAL_RATE_PERCENT,
    Channel,
    Expects,
    ExpectsKind,
    Heard,
    Session,
    Turn,
    traits_of,
)

APOLOGIES = Counter("hotline_sorry", "Messages answered with an apology.", ["channel"])
for _each in Channel:
    APOLOGIES.labels(_each)  # 0 from the start: a first one is an increase


def apologise(
    wording: Wording,
    heard: Heard,
    session: Session | None,
    language: str,
    promise: Callable[[], bool] = lambda: False,
) -> TurnResult:
    """Apologise. Where there is no session, or the failed message asked for an agent, a channel
    that queues callers puts this one into the queue for an agent; on any other channel the turn
    expects no answer.

    language: the language to use where there is no session.
    promise: promises to text the outcome, and returns whether the promise will be kept. It is not
        called for a caller who is put through to an agent.
    """
    APOLOGIES.labels(heard.channel).inc()
    language = session.language if session else language
    kind = ExpectsKind.KEY
    if session is None or not session.stack or heard.command == "agent":
        queues = traits_of(heard.channel).queues_callers
        kind = ExpectsKind.QUEUE if queues else ExpectsKind.NOTHING
    if kind is not ExpectsKind.QUEUE and promise():
        key = "engine-sorry_pending"
    else:
        key = "engine-sorry" if kind is ExpectsKind.KEY else "engine-sorry_agent"
    return _say(wording, key, heard, session, language, kind)


def say_not_done(
    wording: Wording, heard: Heard, session: Session | None, language: str
) -> TurnResult:
    """Answer a message that the database knows is never carried out."""
    language = session.language if session else language
    return _say(wording, "engine-not_done", heard, session, language, ExpectsKind.KEY)


def _say(
    wording: Wording,
    key: str,
    heard: Heard,
    session: Session | None,
    language: str,
    kind: ExpectsKind,
) -> TurnResult:
    said = wording.say(key, language, heard.channel, {})
    say = () if _is_from_machine(heard, said) else (said,)
    last = session.last if session else None
    rate = last.rate_percent if last else USUAL_RATE_PERCENT
    number = heard.seq or 0
    turn = Turn(language, say, expects=Expects(kind), number=number, rate_percent=rate)
    return TurnResult(turn, _marked(session, heard), is_final=False)


def _is_from_machine(heard: Heard, said: str) -> bool:
    """Whether a machine would answer the apology, again and again while something is down."""
    is_text = traits_of(heard.channel).sessionless
    return is_text and (is_automatic(heard.typed) or is_echo(heard.typed, [said]))


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
