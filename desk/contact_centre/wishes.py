"""What a member who wants an agent wants to do: what they say beside asking for the agent, else the
dialogue that was begun, or the last keyword that was sent, unless other words came after it; else
the member's own words say it. What was said long before the request is another matter by now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from core.contact_centre import HandoverRow
from desk.frame import DeskContext, transcript, wish_in_words
from flows.dialogues import DIALOGUES
from flows.engine import says_something
from flows.language import Label, understanding

Lines = Sequence[Sequence[str]]
"""Of a transcript: who, and what was said."""
NEWEST = 8
"""So many of the member's messages before the request may say what it is about."""
ONLY_AGENT_MIN = 0.9
"""From this score on, a clause asks for an agent and says no more than that."""
_CLAUSES = re.compile(r"[,，。;；!！?？\n]+|\.(?=\s|$)|\b(?:and|but)\b")
_URGES = re.compile(
    r"(?:你们|能不能|可以|麻烦|请|拜托)*(?:都|也|给我)?(?:快一?点|赶紧|赶快|抓紧|搞快点?|快)(?:啊|呀|吧|行吗|吗)*"
    r"|(?:please |pls |can you )*(?:hurry(?: up)?|(?:be )?quick(?:ly)?|faster|asap)(?: please)?"
)
"""Impatience, which is about the wait."""


def wish_of(context: DeskContext, handover: HandoverRow) -> str:
    """In words; '' if no dialogue tells it."""
    begun = handover.topic or (handover.path[-1].split(".")[0] if handover.path else "")
    newest = _newest_of_member(handover.transcript)
    if newest and _says_why(newest[0]):
        return ""
    since = takewhile(lambda words: not _says_more(words), newest)
    flows = [begun, *map(_flow_of_keyword, since)]
    return next(filter(None, (wish_in_words(context, flow) for flow in flows)), "")


def own_words(chat: Lines, before: Lines) -> str:
    """What the member has written last while waiting for the agent; else first to the agent,
    because later words may be an answer or a goodbye; else last to the hotline, after the last
    keyword. '' if no words say anything."""
    waiting = list(takewhile(lambda line: line[0] != "agent", chat))
    earlier = takewhile(lambda words: not _flow_of_keyword(words), _newest_of_member(before))
    spoken = [*reversed(_of_member(waiting)), *_of_member(chat[len(waiting) :]), *earlier]
    said = list(filter(_are_own, spoken))
    return next(filter(_says_more, said), next(iter(said), ""))


def _of_member(lines: Lines) -> list[str]:
    return [words for who, words in lines if who == "member"]


def _newest_of_member(lines: Lines) -> list[str]:
    """The newest first."""
    return _of_member(lines)[: -NEWEST - 1 : -1]


def _flow_of_keyword(words: str) -> str:
    event = transcript.EVENT.fullmatch(words)
    flow = DIALOGUES.by_command.get(event[1]) if event else None
    return flow.name if flow and flow is not DIALOGUES.agent else ""


def _are_own(words: str) -> bool:
    """Neither a keyword, keys, a recording nor what was masked, and more than a pleasantry."""
    is_noted = transcript.EVENT.fullmatch(words) or words.startswith("[")
    return not is_noted and any(map(str.isalpha, words)) and says_something(words)


def _says_more(words: str) -> bool:
    """Own words that say more than that an agent is wanted, and soon."""
    return _are_own(words) and any(map(_is_matter, _CLAUSES.split(words.lower())))


def _says_why(words: str) -> bool:
    """Whether the words ask for an agent, and say more than that."""
    return _says_more(words) and any(map(_asks_agent, _CLAUSES.split(words.lower())))


# The queue of all who wait is rendered at each change, with the same words: 0.4 ms a clause else.
@lru_cache(maxsize=4_096)
def _asks_agent(clause: str) -> bool:
    return understanding.understand(clause.strip()).scores[Label.AGENT] >= ONLY_AGENT_MIN


def _is_matter(clause: str) -> bool:
    said = clause.strip()
    if not says_something(said) or _URGES.fullmatch(said):
        return False
    return not _asks_agent(said)
