"""Stored data of dialogues: a row for every turn that changed something (so that a repeated message
gets the same reply), promises to text what became of a message, counts of how members move through
each dialogue, words that were not understood, contacts without an agent, and the versions of
reworded sentences.
"""

from core.conversation import (
    funnel_counts,
    outcome_promises,
    self_service,
    turn_log,
    unclear_words,
    wording_versions,
)
from core.conversation.errors import TurnTaken
from core.conversation.funnel_counts import ANSWERED, LEFT, VISITED, CountKey, StepVisits
from core.conversation.outcome_promises import OutcomePromise
from core.conversation.self_service import NO_DIALOGUE, SelfService
from core.conversation.turn_log import Caller
from core.conversation.unclear_words import AssignedPhrase, UnclearPhrase, UnclearWords
from core.conversation.wording_versions import Version

__all__ = [
    "ANSWERED",
    "LEFT",
    "NO_DIALOGUE",
    "VISITED",
    "AssignedPhrase",
    "Caller",
    "CountKey",
    "OutcomePromise",
    "SelfService",
    "StepVisits",
    "TurnTaken",
    "UnclearPhrase",
    "UnclearWords",
    "Version",
    "funnel_counts",
    "outcome_promises",
    "self_service",
    "turn_log",
    "unclear_words",
    "wording_versions",
]
