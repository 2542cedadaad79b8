"""How each channel is spoken on: the few ways in which one dialogue must behave differently."""

from __future__ import annotations

from dataclasses import dataclass

from flows.protocol.turn import Channel


@dataclass(frozen=True, slots=True)
class Manner:
    """`rests`: an answer stands alone, the menu it came from waits until it is asked for (a screen
    or a text has no room for both). `unwinds`: an answer ends what was begun (a text is one request
    and one reply). `queues`: the caller can be held in line for an agent; `writes`: the agent can
    answer here. `vouched`: the network says whose number it is, where a caller's can be forged.
    """

    greets: bool
    rests: bool
    unwinds: bool
    queues: bool
    writes: bool
    vouched: bool
    options_max: int


MANNERS = {
    Channel.VOICE: Manner(
        greets=True,
        rests=False,
        unwinds=False,
        queues=True,
        writes=False,
        vouched=False,
        options_max=5,
    ),
    Channel.SMS: Manner(
        greets=False,
        rests=True,
        unwinds=True,
        queues=False,
        writes=True,
        vouched=True,
        options_max=9,
    ),
    Channel.USSD: Manner(
        greets=False,
        rests=True,
        unwinds=False,
        queues=False,
        writes=False,
        vouched=True,
        options_max=9,
    ),
}
