"""A call in a queue: rounds of the waitUrl document, until someone answers or the caller leaves."""

from __future__ import annotations

from phone.events import Event
from phone.line import Line
from phone.prompts import HOLD_MUSIC
from phone.steps import ROUND_S, Queue, Script, Talking


def next_round(call: Line, queue: Queue) -> None:
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


def leave(call: Line, queue: Queue) -> None:
    """The waiting document sends the caller away; the action, or what follows Enqueue, goes on."""
    call.queue, call.script = None, queue.resume
    if queue.action:
        call.fetch(queue.action, result(queue, "leave"))


def taken_out(call: Line, queue: Queue) -> None:
    """By the hotline, which sends the call elsewhere: what the action answers goes unheard."""
    call.queue = None
    if queue.action:
        call.wire.turn(queue.action, call.form(result(queue, "redirected")))


def answer(call: Line, queue: Queue) -> None:
    """An agent takes the call. The action is asked only once the two have talked."""
    call.queue, call.script = None, queue.resume
    call.hear(Event("dial", queue.name))
    call.step = Talking(queue.name, queue.action, result(queue, "bridged"))
