"""All kinds of steps that a dialogue can have."""

from flows.engine.call_queue import Queue
from flows.engine.choices import Menu
from flows.engine.digit_entries import Ask
from flows.engine.list_answers import (
    NEXT_PAGE,
    NO_NEXT,
    NO_PREVIOUS,
    NONE_WANTED,
    PREVIOUS_PAGE,
    SHORTER,
)
from flows.engine.own_words import Record
from flows.engine.questions import REPROMPT_OUTCOMES, Question
from flows.engine.service_menus import ServiceMenu, note_heard
from flows.engine.shown_list import Choice
from flows.engine.steps_base import Call, Do, End, Step
from flows.engine.yes_no import YesNo

__all__ = [
    "NEXT_PAGE",
    "NONE_WANTED",
    "NO_NEXT",
    "NO_PREVIOUS",
    "PREVIOUS_PAGE",
    "REPROMPT_OUTCOMES",
    "SHORTER",
    "Ask",
    "Call",
    "Choice",
    "Do",
    "End",
    "Menu",
    "Question",
    "Queue",
    "Record",
    "ServiceMenu",
    "Step",
    "YesNo",
    "note_heard",
]
