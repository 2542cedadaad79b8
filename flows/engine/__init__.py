"""The dialogue engine: the steps that a dialogue is made of, `Flow` (a dialogue that checks
itself), and `Conversation.hear`, which takes each turn exactly once.
"""

from flows.engine.context import Context, Ids, Services, facts_in_language
from flows.engine.conversation import Conversation
from flows.engine.engine import Engine
from flows.engine.flow import GAVE_UP, Flow, FlowError
from flows.engine.questions import plain_key
from flows.engine.quoting import quoted
from flows.engine.registry import Dialogues
from flows.engine.reply import pages_of
from flows.engine.session_store import SessionStore, connect
from flows.engine.steps import (
    Ask,
    Call,
    Choice,
    Do,
    End,
    Menu,
    Question,
    Queue,
    Record,
    Step,
    YesNo,
)
from flows.engine.turn_attempt import ParseInSession

__all__ = [
    "GAVE_UP",
    "Ask",
    "Call",
    "Choice",
    "Context",
    "Conversation",
    "Dialogues",
    "Do",
    "End",
    "Engine",
    "Flow",
    "FlowError",
    "Ids",
    "Menu",
    "ParseInSession",
    "Question",
    "Queue",
    "Record",
    "Services",
    "SessionStore",
    "Step",
    "YesNo",
    "connect",
    "facts_in_language",
    "pages_of",
    "plain_key",
    "quoted",
]
