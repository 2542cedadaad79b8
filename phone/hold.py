"""A call in a queue: rounds of the waitUrl document, until someone answers or the caller leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from phone.events import Event
from phone.prompts import HOLD_MUSIC
from phone.steps import Script, Talking

if TYPE_CHECKING:  # a call is put on hold, and the hold acts on the call
    from phone.voice import Call

ROUND_S = 30  # how long a round of music is taken to last


@dataclass
class Queue:
    name: str
    sid: str
    action: str
    wait_url: str
    resume: Script  # where the call goes on without an action
    rounds: int = 0

    @property
    def seconds(self) -> int:
        return self.rounds * ROUND_S


def next_round(call: Call, queue: Queue) -> None:
    """Fetch the waitUrl document anew: it is told how the queue stands, and may say so."""
    if queue.wait_url:
        stands = {
            "QueueSid": queue.sid,
            "QueuePosition": "1",
            "CurrentQueueSize": "1",
            "QueueTime": str(queue.seconds),
            "AvgQueueTime": str(ROUND_S),
        }
        queue.rounds += 1
        call.fetch(queue.wait_url, stands)
    else:
        queue.rounds += 1
        call.script = Script(call.script.url, ())
        call.hear(Event("play", HOLD_MUSIC))


def result(queue: Queue, outcome: str) -> dict[str, str]:
    return {"QueueResult": outcome, "QueueSid": queue.sid, "QueueTime": str(queue.seconds)}


def leave(call: Call, queue: Queue) -> None:
    """The waiting document sends the caller away; the action, or what follows Enqueue, goes on."""
    call.queue, call.script = None, queue.resume
    if queue.action:
        call.fetch(queue.action, result(queue, "leave"))


def taken_out(call: Call, queue: Queue) -> None:
    """By the hotline, which sends the call elsewhere: what the action answers goes unheard."""
    call.queue = None
    if queue.action:
        call.wire.turn(queue.action, call.form(result(queue, "redirected")))


def answer(call: Call, queue: Queue) -> None:
    """An agent takes the call. The action is asked only once the two have talked."""
    call.queue, call.script = None, queue.resume
    call.hear(Event("dial", queue.name))
    call.step = Talking(queue.name, queue.action, result(queue, "bridged"))
