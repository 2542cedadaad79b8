"""What the two legs of a call with an agent do, as TwiML."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from core.contact_centre import HOLD_MUSIC
from ivr.render import HEAD, TAIL, say

WHISPER_SECONDS = 10  # to press the key; a mailbox presses none


def whisper(words: str, language: str, action: str) -> str:
    """Whom the agent is about to talk to, heard by the agent alone."""
    return (
        f'{HEAD}<Gather action={quoteattr(action)} input="dtmf" timeout="{WHISPER_SECONDS}"'
        f' numDigits="1" finishOnKey="" actionOnEmptyResult="true">{say(words, language)}'
        f"</Gather>{TAIL}"
    )


def agent_leg(name: str, recorded: str) -> str:
    """Takes the conference along when it ends. Recorded from the first word that both can hear."""
    return (
        f'{HEAD}<Dial><Conference beep="false" startConferenceOnEnter="true"'
        f' waitUrl="{HOLD_MUSIC}"'
        ' endConferenceOnExit="true" record="record-from-start"'
        f" recordingStatusCallback={quoteattr(recorded)}>{escape(name)}</Conference></Dial>{TAIL}"
    )


def member_leg(words: str, language: str, name: str, action: str) -> str:
    """Left by the agent, it goes on at `action`."""
    return (
        f"{HEAD}{say(words, language)}<Dial action={quoteattr(action)}>"
        '<Conference beep="false" startConferenceOnEnter="false" endConferenceOnExit="false"'
        f' waitUrl="{HOLD_MUSIC}">{escape(name)}</Conference></Dial>{TAIL}'
    )


def music(url: str) -> str:
    """For ever: whoever asked for it is taken out of it."""
    return f'{HEAD}<Play loop="0">{escape(url)}</Play>{TAIL}'


def goodbye(words: str, language: str) -> str:
    return f"{HEAD}{say(words, language)}<Hangup/>{TAIL}"
