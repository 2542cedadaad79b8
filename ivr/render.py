"""Renders a turn as TwiML.

The XML is written as text, which takes less than 1 us. The objects of Twilio's library take 30 us,
and only a handful of verbs is needed.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from flows.protocol import USUAL_RATE_PERCENT, ExpectsKind, Turn
from ivr.call_addresses import HOLD_WAV, REPORTS, STATUS
from ivr.speech_hints import hints_for
from web.twiml import document

VOICES = {
    "zh": ('language="cmn-CN" voice="Polly.Zhiyu"', "cmn-Hans-CN"),
    "en": ('language="en-US" voice="Polly.Joanna"', "en-US"),
}
"""By language: the attributes of <Say>, and the language tag for speech recognition."""

QUEUE = "hotline"
RECORDING_ENDS_ON = "#*09"
"""The keys that end a recording: done, back, agent, main menu."""

BUSY_PAUSE_SECONDS = 5
UNHEARD = REPORTS | {STATUS, HOLD_WAV}


def twiml(turn: Turn, root: str = "") -> str:
    """The document for a turn. The answer is posted to /ivr/turn with the number of the next turn.

    root: the path of PUBLIC_URL, in this and the other functions: the carrier takes an address that
    begins with a slash to be one of the host, whatever the address it has the document from.
    """
    speech = _speech(turn)
    action = quoteattr(f"{root}/ivr/turn?n={turn.number + 1}")
    expects = turn.expects
    match expects.kind:
        case ExpectsKind.NOTHING:
            body = f"{speech}<Hangup/>"
        case ExpectsKind.QUEUE:
            body = f"{speech}{_enqueue(turn.language, turn.number + 1, root, turn.rate_percent)}"
        case ExpectsKind.RECORDING:
            body = (
                f'{speech}<Record action={action} maxLength="{expects.recording_max_seconds}"'
                f' timeout="{expects.timeout_seconds}" finishOnKey="{RECORDING_ENDS_ON}"'
                ' playBeep="true"'
                ' trim="do-not-trim"/>'
                # After an empty recording Twilio does not call the action: the redirect reports it.
                f"<Redirect>{root}/ivr/turn?n={turn.number + 1}</Redirect>"
            )
        case _:
            body = f"<Gather action={action}{_gather(turn)}>{speech}</Gather>"
    return document(body)


def when_busy(turn: Turn, address: str, root: str) -> str | None:
    """Says the turn's sentence and requests the webhook once more after a while. What the caller
    has keyed or said is lost, so the question is then asked again. Pause and Redirect are allowed
    in a conference and in the queue as well."""
    if address.partition("?")[0] in UNHEARD:
        return None
    speech = "".join(say(text, turn.language, turn.rate_percent) for text in turn.say)
    again = f"<Redirect>{escape(root + address)}</Redirect>"
    return document(f'{speech}<Pause length="{BUSY_PAUSE_SECONDS}"/>{again}')


def enqueue(
    words: str, language: str, turn: int, root: str = "", rate_percent: int = USUAL_RATE_PERCENT
) -> str:
    """Put the caller into the queue; afterwards the session continues with the turn number
    `turn`."""
    spoken = say(words, language, rate_percent) if words else ""
    return document(spoken + _enqueue(language, turn, root, rate_percent))


def wait_in_queue(
    language: str,
    words: str,
    choice: str,
    music_url: str,
    root: str = "",
    rate_percent: int = USUAL_RATE_PERCENT,
) -> str:
    """The document for a caller in the queue, which Twilio requests again whenever it has ended:
    `words`, `choice` (how to be called back instead; '' if that is not possible), and music.
    """
    spoken = say(words, language, rate_percent)
    music = f"<Play>{escape(music_url)}</Play>"
    if not choice:
        return document(spoken + music)
    action = quoteattr(f"{root}/ivr/wait/key?{_wait_query(language, rate_percent)}")
    return document(
        f'<Gather numDigits="1" finishOnKey="" timeout="1" action={action}>'
        f"{spoken}{say(choice, language, rate_percent)}{music}</Gather>"
    )


def leave_queue() -> str:
    return document("<Leave/>")


def wait_again(language: str, root: str = "", rate_percent: int = USUAL_RATE_PERCENT) -> str:
    query = escape(_wait_query(language, rate_percent))
    return document(f"<Redirect>{root}/ivr/wait?{query}</Redirect>")


def _enqueue(language: str, turn: int, root: str, rate_percent: int) -> str:
    """The action has the language too: a caller who leaves the queue while the database is away is
    put back into it in that language."""
    action = quoteattr(f"{root}/ivr/turn?n={turn}&lang={language}")
    wait = quoteattr(f"{root}/ivr/wait?{_wait_query(language, rate_percent)}")
    return f"<Enqueue action={action} waitUrl={wait}>{QUEUE}</Enqueue>"


def _wait_query(language: str, rate_percent: int) -> str:
    """What the queue's webhooks need of a session that they do not read."""
    rate = f"&rate={rate_percent}" if rate_percent != USUAL_RATE_PERCENT else ""
    return f"lang={language}{rate}"


def _gather(turn: Turn) -> str:
    """The attributes of <Gather>. In a menu every key is an answer, even #; an entry ends with # or
    at its full length."""
    expects = turn.expects
    if expects.kind is ExpectsKind.KEY:
        keys = ' numDigits="1" finishOnKey=""'
    else:
        fixed = f' numDigits="{expects.digits_max}"' if expects.digits_max else ""
        keys = f'{fixed} finishOnKey="#"'
    words = ""
    if expects.speech:
        words = (
            f' language="{VOICES[turn.language][1]}" speechTimeout="auto"'
            f" hints={quoteattr(hints_for(turn))}"
        )
    kinds = "dtmf speech" if expects.speech else "dtmf"
    return (
        f' input="{kinds}" timeout="{expects.timeout_seconds}"{keys}{words}'
        ' actionOnEmptyResult="true"'
    )


def _speech(turn: Turn) -> str:
    """Every part in the voice of its own language. How to reach a person comes before the question
    of a menu: after the options it would be heard half a minute into it; and before that for a
    recording, which the tone follows."""
    asks_last = turn.options or turn.expects.kind is ExpectsKind.RECORDING
    before, question = (turn.say[:-1], turn.say[-1:]) if asks_last else (turn.say, ())
    ways = (turn.footer,) if turn.footer else ()
    said = [(text, turn.language) for text in (*before, *ways, *question)]
    said += [(each.text, each.language) for each in turn.translations]
    said += [(option.text, option.language or turn.language) for option in turn.options]
    return "".join(say(text, language, turn.rate_percent) for text, language in said)


def say(text: str, language: str, rate_percent: int = USUAL_RATE_PERCENT) -> str:
    """Another rate than the usual one is marked up in SSML, which Polly's standard voices take from
    20 to 200 percent."""
    words = escape(text)
    if rate_percent != USUAL_RATE_PERCENT:
        words = f'<prosody rate="{rate_percent}%">{words}</prosody>'
    return f"<Say {VOICES[language][0]}>{words}</Say>"
