"""Composes the reply, and adds both sides to the transcript, which an agent may read later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.contact_centre import picture_intake
from core.members import BLANK, profiles
from core.programme import current_rules, local_day
from flows.engine import builtin
from flows.engine.context import Context
from flows.engine.masking import MASK, masked, masked_reply
from flows.engine.steps import Menu, Question, Queue, ServiceMenu, YesNo
from flows.language import answers, sms_segments, ussd_screens
from flows.protocol import (
    ENDED,
    Expects,
    ExpectsKind,
    Heard,
    HeardKind,
    Translation,
    Turn,
    traits_of,
)

RESTING = Expects(ExpectsKind.KEY)
MORE_SCREEN_KEY = "98"
SLOWLY = "slowly"
"""The entry of `Session.recent` of who has asked to be spoken to more slowly."""


def compose(context: Context, step: Question | None, ways_out: str, *, at_home: bool) -> Turn:
    """The reply, which is also added to the transcript.

    step: the question that is asked; None: no question.
    ways_out: see Player.ways_out().
    at_home: the caller is at the home menu, so a screen offers no way back.
    """
    session = context.session
    waits_for = step.expects(context) if step else RESTING
    paged = context.traits.limits.ussd_screens
    turn = Turn(
        language=session.language,
        # Where a refusal leads to a menu that says the same, it is heard once.
        say=tuple(dict.fromkeys(filter(None, [*context.said_first, *context.said]))),
        options=step.options(context) if step else (),
        expects=ENDED if session.over else waits_for,
        footer="" if session.over else _footer(context, step, ways_out, at_home=at_home),
        more=context.words("engine-more") if paged else "",
        number=session.seq,
        code=context.code if any(BLANK in words for words in context.said) else None,
    )
    turn = _on_one_screen(context, _in_one_segment(context, turn, step), step)
    turn = _for_seniors(context, replace(turn, translations=_translations(context, turn.say)))
    turn = _in_pace(context, turn)
    said = [*turn.say, *(each.text for each in turn.translations)]
    said += [option.text for option in turn.options]
    session.note("hotline", _noted(context, "\n".join(said)))
    return turn


def _in_one_segment(context: Context, turn: Turn, step: Question | None) -> Turn:
    """Where each segment is paid for, a question that follows an answer is asked without the way to
    a person between or below them, if only that makes it fit one, or the question says it itself. A
    menu of services and a list may take more."""
    may_be_long = isinstance(step, Menu) and (isinstance(step, ServiceMenu) or step.choices)
    if not context.traits.limits.sms_segments or step is None or may_be_long or len(turn.say) < 2:
        return turn
    way = context.words("engine-person", {})
    before, asked = turn.say[:-1], turn.say[-1]
    shorter = (words.removesuffix(way).strip() for words in before)
    short = replace(turn, say=(*filter(None, shorter), asked), footer="")
    return short if way in asked or _segments(short) == 1 < _segments(turn) else turn


def _on_one_screen(context: Context, turn: Turn, step: Question | None) -> Turn:
    """What costs something is asked without the way to a person before it, if only that makes it
    fit one screen: the footer leads to the menu."""
    is_costly = isinstance(step, YesNo) and step.costly
    if not context.traits.limits.ussd_screens or not is_costly or len(pages_of(turn)) == 1:
        return turn
    way = context.words("engine-person", {})
    shorter = (words.removesuffix(way).strip() for words in turn.say)
    short = replace(turn, say=tuple(filter(None, shorter)))
    return short if len(pages_of(short)) == 1 else turn


def _segments(turn: Turn) -> int:
    lines = [*turn.say, *(each.text for each in turn.options), turn.footer]
    return sms_segments.segments("\n".join(filter(None, lines))).count


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


def _in_pace(context: Context, turn: Turn) -> Turn:
    """Who has asked for it is spoken to as slowly as older callers."""
    if not context.traits.spoken or not context.session.recent.get(SLOWLY):
        return turn
    return replace(turn, rate_percent=current_rules().callers.senior_speech_percent)


def _footer(context: Context, step: Question | None, ways_out: str, *, at_home: bool) -> str:
    """What the reply ends with, besides what was said: how to reach a person and how to go back. A
    caller hears it when the call is greeted, where no words can ask for a person, and whenever
    something is repeated, unless the reply has said it already; a text has it below a menu that
    does not offer an agent itself; a screen has it everywhere but at home."""
    if context.traits.limits.ussd_screens:
        return "" if at_home else context.words("engine-footer")
    if context.traits.spoken:
        return _ways_out_heard(context, step, ways_out)
    is_named = _needs_way_to_agent(context, step) and not _says_how_to_reach_a_person(context)
    return context.words("engine-ways") if is_named else ""


def _ways_out_heard(context: Context, step: Question | None, ways_out: str) -> str:
    if step is None or isinstance(step, Queue) or context.in_every_language or not ways_out:
        return ""
    is_named = context.names_ways_out or step.names_agent
    expects = step.expects(context)
    if expects.kind is ExpectsKind.DIGITS and not expects.digits_max:  # the pound key ends it
        ways_out = f"{ways_out}_entry"
    return context.words(ways_out) if is_named and not _says_how_to_reach_a_person(context) else ""


def _says_how_to_reach_a_person(context: Context) -> bool:
    way = context.words("engine-person", {})
    return any(way in words for words in context.said)


def _needs_way_to_agent(context: Context, step: Question | None) -> bool:
    """Whether it is a menu, but of no agent."""
    if not isinstance(step, Menu) or isinstance(step, YesNo):
        return False
    shown = context.answers.get("shown", ()) if step.choices else ()
    return builtin.AGENT not in [*step.on, *(entry["value"] for entry in shown)]


def last_reply(context: Context, key: str) -> Turn:
    """The sentence `key`, or nothing if it is '', instead of what the message asks for. The
    dialogue stays as it is."""
    session = context.session
    facts = {"hours": picture_intake.OFFERED_HOURS}
    say = (context.words(key, facts),) if key else ()
    if say:
        session.note("hotline", masked_reply(*say))
    return Turn(session.language, say, expects=RESTING if say else ENDED, number=session.seq)


def note_heard(context: Context, heard: Heard, *, secret: bool) -> None:
    """Add the message to the transcript, masking a secret entry and anything that looks like
    one."""
    if heard.kind is HeardKind.RECORDED:
        words = f"[{heard.text}]"
    elif heard.kind is HeardKind.ENTERED and heard.pictures and not heard.text.strip():
        words = "(picture)"
    elif heard.kind is HeardKind.ENTERED:
        words = MASK if secret and not _is_plain_reply(heard.text) else masked(heard.text)
    else:
        typed = masked(heard.typed or heard.text)
        words = " ".join(filter(None, [f"({heard.command or heard.kind})", typed]))
    context.session.note("member", words)


def _is_plain_reply(text: str) -> bool:
    """Whether it says yes, no or cancel, and has no digit: it is no secret entry."""
    return answers.reply_of(text) is not None and not any(map(str.isnumeric, text))


def _noted(context: Context, words: str) -> str:
    """The reply as the transcript has it. It may quote what the member wrote, so what looks like a
    secret is masked as in their own words."""
    for secret in context.hidden:
        words = words.replace(secret, MASK)
    return masked_reply(words)


def pages_of(turn: Turn) -> list[str]:
    """The turn cut into USSD screens, as few as possible."""
    options = [option.text for option in turn.options]
    return ussd_screens.pages(turn.say, options, footer=turn.footer, more=turn.more)


def shown_again(
    context: Context, step: Question | None, ways_out: str, heard: Heard
) -> Turn | None:
    """The reply to 'repeat' or to the key of the next screen, which leave the dialogue as it is.
    None if `heard` is neither. `step`: the question that is open; ways_out: see Player.ways_out().
    """
    session, shown = context.session, context.session.last
    if shown is None:
        return None
    if heard.command == builtin.SLOWER:
        session.recent = {**session.recent, SLOWLY: True}
        told = context.words("engine-slower")
        shown = replace(shown, say=(told, *(each for each in shown.say if each != told)))
    if heard.command in ("repeat", builtin.SLOWER):
        context.names_ways_out = True
        footer = shown.footer or _footer(context, step, ways_out, at_home=True)
        session.last = _in_pace(context, replace(shown, number=session.seq, footer=footer))
        return session.last
    turns_page = traits_of(session.channel).limits.ussd_screens and heard.text == MORE_SCREEN_KEY
    if not turns_page or shown.page + 1 >= len(pages_of(shown)):
        return None
    session.last = replace(shown, number=session.seq, page=shown.page + 1)
    return session.last
