"""Ends exchanges with machines on a channel where every message gets a reply: without an end, two
machines would answer each other for ever.

A person hardly notices. Answers to questions are taken at any time, up to a number of messages that
nobody types. Keywords are answered up to a number in ten minutes and in a day that nobody needs;
one more reply then says that the next ones get none for a while. What was not understood is
answered a few times, once more with a sentence that says how to go on, and then no longer, until
something is understood. So is small talk, and what repeats itself. An automatic text is answered
once a day, and is never taken as an answer to a question.

What it remembers of a number is in `Session.recent`, as JSON. That outlives the session, for a day
(`session_store.RECENT_TTL_SECONDS`), because some machines reply after an hour. If it is lost, the
count begins anew.
"""

from __future__ import annotations

from prometheus_client import Counter

from core.programme import current_rules
from flows.engine import builtin
from flows.engine.automatic_texts import content_of, is_automatic, is_echo
from flows.engine.context import Context
from flows.engine.message_counts import (
    DAY_SECONDS,
    HOUR_SECONDS,
    count_in_windows,
    keep_text,
    times_counted,
)
from flows.protocol import Channel, Heard, HeardKind, Session

UNANSWERED = Counter("hotline_unanswered", "Messages that got no reply.", ["channel", "why"])
for _why in ("rate", "automatic", "not_understood", "keywords"):
    UNANSWERED.labels(Channel.SMS, _why)  # 0 from the start: a first one is an increase
ALWAYS_HEARD = frozenset({builtin.AGENT, "complain"})
"""Keywords that get through whatever else was sent before: only they themselves are counted."""
SILENCE = ""
"""Instead of the key of a sentence: say nothing."""


def check(context: Context, heard: Heard) -> str | None:
    """None if the message may be answered; else the key of the last sentence to say, or SILENCE.
    Counts the message. Called before it is known whether the message is understood."""
    session = context.session
    if not context.traits.sessionless or _refuses_marketing(context, heard):
        return None
    if _is_over_the_rate(context) and heard.command not in ALWAYS_HEARD:
        return _silent(context, "rate")
    if is_echo(heard.typed, _replies(session)) or _is_automatic(heard):
        return _answer_automatic(context)
    if heard.kind is not HeardKind.COMMAND:
        return None
    ending = _count_keyword(context, "heard" if heard.command in ALWAYS_HEARD else "keywords")
    if ending is None and content_of(heard.text).isalpha():
        # Words behind a keyword: an automatic text may begin like one ("投诉热线繁忙，...").
        return in_own_words(context, heard)
    return ending


def not_understood(context: Context, heard: Heard) -> str | None:
    """The same for a message that was not understood."""
    return _count_in_a_row(context, heard, "engine-unanswered")


def leads_nowhere(context: Context, heard: Heard) -> str | None:
    """The same for what is understood and may be said for ever: small talk, and "cancel" where
    nothing is begun."""
    return _count_in_a_row(context, heard, "engine-not_again")


def in_own_words(context: Context, heard: Heard) -> str | None:
    """The same for a wish that is not a keyword. A machine's text may be understood as one; it is
    then carried out as often as one that is not understood would be answered."""
    if not context.traits.sessionless:
        return None
    return _count(context, heard, "engine-not_again", same_within_seconds=DAY_SECONDS)


def was_not_understood(context: Context, heard: Heard) -> bool:
    """Whether these words were not understood before: a machine that always texts "OK" does not
    agree to anything. A number may be an answer all the same."""
    return not heard.text.isdecimal() and times_counted(context, heard, DAY_SECONDS) > 0


def had_effect(session: Session) -> None:
    """Called where an answer of the member has changed something: whatever led there was no loop,
    though it may be sent again for another case."""
    session.recent = {**session.recent, "texts": []}


def understood(session: Session) -> None:
    """Called for each message that was understood: the number is answered again."""
    if session.recent.get("in_a_row") or session.recent.get("told"):
        session.recent = {**session.recent, "in_a_row": 0, "told": False}


def _answer_automatic(context: Context) -> str:
    session, at = context.session, context.at.timestamp()
    if at - session.recent.get("automatic", 0) < DAY_SECONDS:
        return _silent(context, "automatic")
    session.recent = {**session.recent, "automatic": at}
    return "engine-automatic"


def _count_in_a_row(context: Context, heard: Heard, ending: str) -> str | None:
    if not context.traits.sessionless:
        return None
    in_a_row = context.session.recent.get("in_a_row", 0) + 1
    return _count(context, heard, ending, in_a_row=in_a_row, same_within_seconds=HOUR_SECONDS)


def _count(
    context: Context, heard: Heard, ending: str, *, in_a_row: int = 0, same_within_seconds: float
) -> str | None:
    """Counts a text that may have led nowhere. in_a_row: how many have not, this one included.
    ending: the last sentence."""
    session, rules = context.session, current_rules().messages
    session.recent = {**session.recent, "in_a_row": in_a_row}
    keep_text(context, heard)
    times_same = times_counted(context, heard, same_within_seconds)
    if in_a_row < rules.not_understood_max and times_same < rules.same_not_understood_max:
        return None
    if session.recent.get("told"):
        return _silent(context, "not_understood")
    session.recent = {**session.recent, "told": True}
    return ending


def _silent(context: Context, why: str) -> str:
    UNANSWERED.labels(context.channel, why).inc()
    return SILENCE


def _is_over_the_rate(context: Context) -> bool:
    """Counts the message in the present minute and hour."""
    rules = current_rules().messages
    most = {"minute": rules.per_minute_max, "hour": rules.per_hour_max}
    count_in_windows(context, most)
    return any(context.session.recent[name][1] > most[name] for name in most)


def _count_keyword(context: Context, kind: str) -> str | None:
    """Counts a keyword in the windows of its kind: the present ten minutes and day. A code or a yes
    is no keyword, even with "Y" in front, so what the member confirms is always carried out.

    The first keyword beyond the most of a window is told so, unless a silence that was told goes
    on: a day's limit that is reached in silent ten minutes is told once they are over."""
    rules = current_rules().messages
    most = {
        f"{kind}_10_minutes": rules.keywords_per_10_minutes_max,
        f"{kind}_day": rules.keywords_per_day_max,
    }
    count_in_windows(context, most)
    recent = context.session.recent
    beyond = {name: recent[name][0] for name in most if recent[name][1] > most[name]}
    if not beyond:
        return None
    told = recent.get("keywords_told", {})
    if any(told.get(name) == window for name, window in beyond.items()):
        return _silent(context, "keywords")
    context.session.recent = {**recent, "keywords_told": beyond}
    return "engine-too_many_keywords"


def _refuses_marketing(context: Context, heard: Heard) -> bool:
    """A refusal is carried out in any case, once."""
    may_get_it = context.caller is not None and context.caller.marketing_ok
    return heard.command == builtin.MARKETING_STOP and may_get_it


def _is_automatic(heard: Heard) -> bool:
    """A keyword wins: it may be followed by words about an automatic reply."""
    return heard.kind is not HeardKind.COMMAND and is_automatic(heard.typed)


def _replies(session: Session) -> list[str]:
    return [words for who, words in session.lines if who == "hotline"]
