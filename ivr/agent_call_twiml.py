"""The TwiML of the two legs of a call with an agent."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from ivr.render import say
from web.twiml import document

WHISPER_SECONDS = 10  # time to press the key, which tells an agent from a mailbox


def whisper(words: str, language: str, action: str) -> str:
    """Say `words` to the agent before the member is connected. The key that the agent presses is
    posted to `action`."""
    return document(
        f'<Gather action={quoteattr(action)} input="dtmf" timeout="{WHISPER_SECONDS}"'
        f' numDigits="1" finishOnKey="" actionOnEmptyResult="true">{say(words, language)}'
        f"</Gather>"
    )


def agent_leg(name: str, recorded: str, hold_music: str) -> str:
    """The agent's leg enters the conference `name`, which ends when it leaves. The recording begins
    when the conference does; its URL is posted to `recorded`. hold_music: the address of the
    document with the music."""
    return document(
        f'<Dial><Conference beep="false" startConferenceOnEnter="true"'
        f" waitUrl={quoteattr(hold_music)}"
        ' endConferenceOnExit="true" record="record-from-start"'
        f" recordingStatusCallback={quoteattr(recorded)}>{escape(name)}</Conference></Dial>"
    )


def member_leg(spoken: str, name: str, action: str, alone: str) -> str:
    """The member's leg hears `spoken`, a verb, and enters the conference `name`. When the agent has
    left, it continues at `action`. alone: the address of what is heard until the agent is there."""
    return document(
        f"{spoken}<Dial action={quoteattr(action)}>"
        '<Conference beep="false" startConferenceOnEnter="false" endConferenceOnExit="false"'
        f" waitUrl={quoteattr(alone)}>{escape(name)}</Conference></Dial>"
    )


def music(url: str) -> str:
    """The hold music in an endless loop, which the carrier stops when the hold ends."""
    return document(f'<Play loop="0">{escape(url)}</Play>')


def music_once(url: str, then: str) -> str:
    """The hold music once; then the carrier fetches the document at `then`."""
    return document(f"<Play>{escape(url)}</Play><Redirect>{escape(then)}</Redirect>")


def only_words(words: str, language: str) -> str:
    return document(say(words, language))


def goodbye(words: str, language: str) -> str:
    return document(f"{say(words, language)}<Hangup/>")
