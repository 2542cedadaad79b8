"""What channels and dialogues share: `Heard` (a parsed webhook), `Turn` (the answer), the session
state that lies between two turns, and the traits of each channel.
"""

from flows.protocol.channel_traits import MANNERS, Manner
from flows.protocol.session_state import Frame, Session, copy_of
from flows.protocol.turn import ENDED, Channel, Expects, Heard, Kind, Option, Turn, What

__all__ = [
    "ENDED",
    "MANNERS",
    "Channel",
    "Expects",
    "Frame",
    "Heard",
    "Kind",
    "Manner",
    "Option",
    "Session",
    "Turn",
    "What",
    "copy_of",
]
