"""What channels and dialogues share: the declared channels and their traits, `Heard` (a parsed
webhook), `Turn` (the answer), and `Session`, the state of a dialogue between two turns.
"""

from flows.protocol.channels import (
    CHANNELS,
    SMS_SEGMENTS_MAX,
    Channel,
    ChannelLimits,
    ChannelTraits,
    UnknownChannel,
    channels_where,
    traits_of,
)
from flows.protocol.session_state import Frame, Session, copy_of
from flows.protocol.turn import (
    CONFIDENCE_MIN,
    ENDED,
    USUAL_RATE_PERCENT,
    Expects,
    ExpectsKind,
    Heard,
    HeardKind,
    Option,
    Translation,
    Turn,
)

__all__ = [
    "CHANNELS",
    "CONFIDENCE_MIN",
    "ENDED",
    "SMS_SEGMENTS_MAX",
    "USUAL_RATE_PERCENT",
    "Channel",
    "ChannelLimits",
    "ChannelTraits",
    "Expects",
    "ExpectsKind",
    "Frame",
    "Heard",
    "HeardKind",
    "Option",
    "Session",
    "Translation",
    "Turn",
    "UnknownChannel",
    "channels_where",
    "copy_of",
    "traits_of",
]
