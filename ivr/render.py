"""A turn as TwiML: a pure function of the two.

Written as text: the helper library's objects take 30 us for what takes less than one here, and the
five verbs that we speak fit on a page.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from flows.protocol import ExpectsKind, Turn
from web.twiml import document

VOICES = {
    "zh": ('language="cmn-CN" voice="Polly.Zhiyu"', "cmn-Hans-CN"),
    "en": ('language="en-US" voice="Polly.Joanna"', "en-US"),
}
"""For each language how it is spoken, and the tag under which it is recognised."""

QUEUE = "hotline"
RECORDING_ENDS_ON = "#*09"
"""The keys that end a recording: done, back, agent, main menu."""


def twiml(turn: Turn) -> str:
    """What the caller hears, and where the answer goes: /ivr/turn with the next turn's number."""
    speech = "".join(say(text, turn.language) for text in [*turn.say, *_options(turn)])
    action = quoteattr(f"/ivr/turn?n={turn.number + 1}")
    expects = turn.expects
    match expects.kind:
        case ExpectsKind.NOTHING:
            body = f"{speech}<Hangup/>"
        case ExpectsKind.QUEUE:
            body = f"{speech}{_enqueue(turn.language, action)}"
        case ExpectsKind.RECORDING:
            body = (
                f'{speech}<Record action={action} maxLength="{expects.recording_max_seconds}"'
                f' timeout="5" finishOnKey="{RECORDING_ENDS_ON}" playBeep="true"'
                ' trim="do-not-trim"/>'
                # Without any sound Twilio calls no action at all: the same turn, as silence.
                f"<Redirect>/ivr/turn?n={turn.number + 1}</Redirect>"
            )
        case _:
            body = f"<Gather action={action}{_gather(turn)}>{speech}</Gather>"
    return document(body)


def enqueue(words: str, language: str, turn: int) -> str:
    """Into line once more: the session goes on at `turn` when that is over."""
    spoken = say(words, language) if words else ""
    return document(spoken + _enqueue(language, quoteattr(f"/ivr/turn?n={turn}")))


def wait(language: str, words: str, choice: str, music_url: str) -> str:
    """What is heard in line: the place in it, a way out of it if there is one, music. Asked for
    over and over."""
    spoken, music = say(words, language), f"<Play>{escape(music_url)}</Play>"
    if not choice:
        return document(spoken + music)
    return document(
        f'<Gather numDigits="1" finishOnKey="" timeout="1" '
        f'action="/ivr/wait/key?lang={language}">{spoken}{say(choice, language)}'
        f"{music}</Gather>"
    )


def leave() -> str:
    return document("<Leave/>")


def again(language: str) -> str:
    return document(f"<Redirect>/ivr/wait?lang={language}</Redirect>")


def _enqueue(language: str, action: str) -> str:
    return f'<Enqueue action={action} waitUrl="/ivr/wait?lang={language}">{QUEUE}</Enqueue>'


def _gather(turn: Turn) -> str:
    """In a menu every key is an answer, # too; in an entry # ends it, unless its length does."""
    expects = turn.expects
    if expects.kind is ExpectsKind.KEY:
        keys = ' numDigits="1" finishOnKey=""'
    else:
        fixed = f' numDigits="{expects.digits_max}"' if expects.digits_max else ""
        keys = f'{fixed} finishOnKey="#"'
    words = ""
    if expects.speech:
        words = f' language="{VOICES[turn.language][1]}" speechTimeout="auto"'
    kinds = "dtmf speech" if expects.speech else "dtmf"
    return (
        f' input="{kinds}" timeout="{expects.timeout_seconds}"{keys}{words}'
        ' actionOnEmptyResult="true"'
    )


def _options(turn: Turn) -> list[str]:
    return [option.text for option in turn.options]


def say(text: str, language: str) -> str:
    return f"<Say {VOICES[language][0]}>{escape(text)}</Say>"
