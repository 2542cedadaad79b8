"""Composes the reply, and adds both sides to the transcript, which an agent may read later."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from core.contact_centre import picture_intake
from core.members import BLANK, profiles
from core.programme import current_rules, local_day, shipped_rules
from flows.engine.context import Context
from flows.engine.steps import Question
from flows.language import ussd_screens
from flows.protocol import (
    ENDED,
    Expects,
    ExpectsKind,
    Heard,
    HeardKind,
    Session,
    Translation,
    Turn,
    traits_of,
)

MASK = BLANK


def pattern_of_digits(*lengths: int) -> re.Pattern[str]:
    """Matches a number of exactly so many digits, with or without gaps: a code is often typed as it
    is read out, "123 456"."""
    entries = (rf"\d(?:[ -]?\d){{{length - 1}}}" for length in sorted(set(lengths)))
    return re.compile(rf"(?<!\d)(?:{'|'.join(entries)})(?!\d)")


_SECURITY = shipped_rules().security
SECRET_LOOKING = pattern_of_digits(_SECURITY.pin_digits, _SECURITY.code_digits)
RESTING = Expects(ExpectsKind.KEY)
MORE_SCREEN_KEY = "98"


def compose(context: Context, step: Question | None, *, at_home: bool) -> Turn:
    """The reply, which is also added to the transcript.

    step: the question that is asked; None: no question.
    at_home: the caller is at the home menu, so a screen offers no way back.
    """
    session = context.session
    waits_for = step.expects(context) if step else RESTING
    paged = context.has_words("engine-footer")
    turn = Turn(
        language=session.language,
        say=tuple(filter(None, [*context.said_first, *context.said])),
        options=step.options(context) if step else (),
        expects=ENDED if session.over else waits_for,
        footer=context.words("engine-footer") if paged and not at_home and not session.over else "",
        more=context.words("engine-more") if paged else "",
        number=session.seq,
        code=context.code if any(BLANK in words for words in context.said) else None,
    )
    turn = _for_seniors(context, replace(turn, translations=_translations(context, turn.say)))
    said = [*turn.say, *(each.text for each in turn.translations)]
    said += [option.text for option in turn.options]
    session.note("hotline", _masked(context, "\n".join(said)))
    return turn


def _translations(context: Context, said: Sequence[str]) -> tuple[Translation, ...]:
    """The sentences in the other languages, for a caller whose language is not known."""
    if not context.in_every_language:
        return ()
    return tuple(
        Translation(other.session.language, words)
        for other in context.in_other_languages()
        for words in filter(None, map(other.translated, said))
    )


def _for_seniors(context: Context, turn: Turn) -> Turn:
    """Older callers are spoken to more slowly, and have more time to answer."""
    caller, day = context.caller, local_day(context.at)
    if caller is None or not context.traits.spoken or not profiles.is_senior(caller, day):
        return turn
    percent = current_rules().callers.senior_timeout_percent
    seconds = turn.expects.timeout_seconds * percent // 100
    expects = replace(turn.expects, timeout_seconds=seconds)
    return replace(turn, expects=expects, rate_percent=profiles.speech_percent(caller, day))


def last_reply(context: Context, key: str) -> Turn:
    """The sentence `key`, or nothing if it is '', instead of what the message asks for. The
    dialogue stays as it is."""
    session = context.session
    facts = {"hours": picture_intake.OFFERED_HOURS}
    say = (context.words(key, facts),) if key else ()
    if say:
        session.note("hotline", *say)
    return Turn(session.language, say, expects=RESTING if say else ENDED, number=session.seq)


def note_heard(context: Context, heard: Heard, *, secret: bool) -> None:
    """Add the message to the transcript, masking a secret entry and anything that looks like
    one."""
    if heard.kind is HeardKind.RECORDED:
        words = f"[{heard.text}]"
    elif heard.kind is HeardKind.ENTERED and heard.pictures and not heard.text.strip():
        words = "(picture)"
    elif heard.kind is HeardKind.ENTERED:
        words = MASK if secret else SECRET_LOOKING.sub(MASK, heard.text)
    else:
        typed = SECRET_LOOKING.sub(MASK, heard.typed or heard.text)
        words = " ".join(filter(None, [f"({heard.command or heard.kind})", typed]))
    context.session.note("member", words)


def _masked(context: Context, words: str) -> str:
    for secret in context.hidden:
        words = words.replace(secret, MASK)
    return words


def pages_of(turn: Turn) -> list[str]:
    """The turn cut into USSD screens, as few as possible."""
    options = [option.text for option in turn.options]
    return ussd_screens.pages(turn.say, options, footer=turn.footer, more=turn.more)


def shown_again(session: Session, heard: Heard) -> Turn | None:
    """The reply to 'repeat' or to the key of the next screen, which leave the dialogue as it is.
    None if `heard` is neither.
    """
    shown = session.last
    if shown is None:
        return None
    if heard.command == "repeat":
        return replace(shown, number=session.seq)
    turns_page = traits_of(session.channel).limits.ussd_screens and heard.text == MORE_SCREEN_KEY
    if not turns_page or shown.page + 1 >= len(pages_of(shown)):
        return None
    session.last = replace(shown, number=session.seq, page=shown.page + 1)
    return session.last
