"""What a member who wants an agent wants to do: the dialogue that was begun, or the last keyword
that was sent, unless other words came after it; else the member's own words say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from core.contact_centre import HandoverRow
from desk.frame import DeskContext, transcript, wish_in_words
from flows.dialogues import DIALOGUES
from flows.engine import says_something
from flows.language import Label, understanding

Lines = Iterable[Sequence[str]]
"""Of a transcript: who, and what was said."""
ONLY_AGENT_MIN = 0.9
"""From this score on, words ask for an agent and say no more than that."""


def wish_of(context: DeskContext, handover: HandoverRow) -> str:
    """In words; '' if no dialogue tells it."""
    begun = handover.topic or (handover.path[-1].split(".")[0] if handover.path else "")
    since = takewhile(
        lambda words: not _says_more(words), reversed(_of_member(handover.transcript))
    )
    flows = [begun, *map(_flow_of_keyword, since)]
    return next(filter(None, (wish_in_words(context, flow) for flow in flows)), "")


def own_words(chat: Lines, before: Lines) -> str:
    """What the member has written to the agent first, because later words may be an answer or a
    goodbye; else the last that was said before, to the hotline. '' if no words say anything."""
    said = [*filter(_are_own, _of_member(chat)), *filter(_are_own, reversed(_of_member(before)))]
    return next(filter(_says_more, said), next(iter(said), ""))


def _of_member(lines: Lines) -> list[str]:
    return [words for who, words in lines if who == "member"]


def _flow_of_keyword(words: str) -> str:
    event = transcript.EVENT.fullmatch(words)
    flow = DIALOGUES.by_command.get(event[1]) if event else None
    return flow.name if flow and flow is not DIALOGUES.agent else ""


def _are_own(words: str) -> bool:
    """Neither a keyword, keys, a recording nor what was masked, and more than a pleasantry."""
    is_noted = transcript.EVENT.fullmatch(words) or words.startswith("[")
    return not is_noted and any(map(str.isalpha, words)) and says_something(words)


def _says_more(words: str) -> bool:
    """Own words that say more than that an agent is wanted."""
    return _are_own(words) and understanding.understand(words).scores[Label.AGENT] < ONLY_AGENT_MIN
