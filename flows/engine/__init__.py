"""The dialogue engine: the steps that a dialogue is made of, `Flow` (a dialogue that checks
itself), and `Conversation.hear`, which takes each turn exactly once.
"""

from flows.engine import left_codes, one_after_another, shown_list
from flows.engine.book_epoch import BookEpoch, forget_other_books
from flows.engine.builtin import BUILTIN, COMMANDS, CONFIRM, HELP
from flows.engine.choices import ONLY
from flows.engine.context import NO_TEXTS, Context, Ids, Services
from flows.engine.conversation import Conversation
from flows.engine.dialogue import Dialogue, Undo
from flows.engine.digit_entries import digits_of
from flows.engine.engine import Engine
from flows.engine.flow import BEGUN, DOING, GAVE_UP, Corrections, Facts, Flow, FlowError, Said
from flows.engine.forgotten_sessions import forget_caller, is_remembered
from flows.engine.keywords import CARRIER_WORDS, QUESTION, Argument, Keyword
from flows.engine.masking import SECRET_LOOKING, without_secrets
from flows.engine.own_words import MEANT, SAID, WORDS_MAX, says_something
from flows.engine.questions import plain_key
from flows.engine.queue_place import place_to_tell
from flows.engine.quoting import quoted
from flows.engine.redis_client import check_redis, connect
from flows.engine.registry import Dialogues
from flows.engine.reply import pages_of
from flows.engine.session_store import SessionStore
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
    ServiceMenu,
    Step,
    YesNo,
    note_heard,
)
from flows.engine.turn_attempt import ParseInSession
from flows.engine.unclear import deny, take_back
from flows.engine.under_way import REQUEST

__all__ = [
    "BEGUN",
    "BUILTIN",
    "CARRIER_WORDS",
    "COMMANDS",
    "CONFIRM",
    "DOING",
    "GAVE_UP",
    "HELP",
    "MEANT",
    "NO_TEXTS",
    "ONLY",
    "QUESTION",
    "REQUEST",
    "SAID",
    "SECRET_LOOKING",
    "WORDS_MAX",
    "Argument",
    "Ask",
    "BookEpoch",
    "Call",
    "Choice",
    "Context",
    "Conversation",
    "Corrections",
    "Dialogue",
    "Dialogues",
    "Do",
    "End",
    "Engine",
    "Facts",
    "Flow",
    "FlowError",
    "Ids",
    "Keyword",
    "Menu",
    "ParseInSession",
    "Question",
    "Queue",
    "Record",
    "Said",
    "ServiceMenu",
    "Services",
    "SessionStore",
    "Step",
    "Undo",
    "YesNo",
    "check_redis",
    "connect",
    "deny",
    "digits_of",
    "forget_caller",
    "forget_other_books",
    "is_remembered",
    "left_codes",
    "note_heard",
    "one_after_another",
    "pages_of",
    "place_to_tell",
    "plain_key",
    "quoted",
    "says_something",
    "shown_list",
    "take_back",
    "without_secrets",
]
