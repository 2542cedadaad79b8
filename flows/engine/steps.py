"""The vocabulary of dialogues: all kinds of steps that one can be made of."""

from flows.engine.choices import NEXT_PAGE, Choice, Menu, YesNo
from flows.engine.questions import LADDER, Ask, Asking, Queue, Record
from flows.engine.steps_base import Call, Do, End, Step

__all__ = [
    "LADDER",
    "NEXT_PAGE",
    "Ask",
    "Asking",
    "Call",
    "Choice",
    "Do",
    "End",
    "Menu",
    "Queue",
    "Record",
    "Step",
    "YesNo",
]
