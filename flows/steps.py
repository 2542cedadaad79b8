"""The vocabulary of dialogues: all kinds of steps that one can be made of."""

from flows.acting import Call, Do, End, Step
from flows.asking import LADDER, Ask, Asking, Queue, Record
from flows.choosing import NEXT_PAGE, Choice, Menu, YesNo

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
