"""A call in a queue: the waitUrl document is repeated until an agent answers or the caller
leaves."""

from __future__ import annotations

from phone.call_leg import CallLeg
from phone.call_steps import ROUND_S, DialStep, Queue, Script
from phone.events import Event
from phone.prompts import HOLD_MUSIC


def next_round(call: CallLeg, queue: Queue) -> None:
    """Fetch the waitUrl document again, sending the state of the queue as parameters."""
    if queue.wait_url:
        queue_state = {
            "QueueSid": queue.sid,
            "QueuePosition": "1",
            "CurrentQueueSize": "1",
            "QueueTime": str(queue.seconds),
            "AvgQueueTime": str(ROUND_S),
        }
        queue.rounds += 1
        call.fetch(queue.wait_url, queue_state)
    else:
        queue.rounds += 1
        call.script = Script(call.script.url, ())
        call.hear(Event("play", HOLD_MUSIC))


def result(queue: Queue, outcome: str) -> dict[str, str]:
    return {"QueueResult": outcome, "QueueSid": queue.sid, "QueueTime": str(queue.seconds)}


def leave(call: CallLeg, queue: Queue) -> None:
    """Executes <Leave> in the waitUrl document: continue with the action, or else with the verb
    after <Enqueue>."""
    call.queue, call.script = None, queue.resume
    if queue.action:
        call.fetch(queue.action, result(queue, "leave"))


def remove_from_queue(call: CallLeg, queue: Queue) -> None:
    """Take a call that the hotline redirects out of the queue. The action is called, and its answer
    is ignored."""
    call.queue = None
    if queue.action:
        call.webhooks.deliver(queue.action, call.form(result(queue, "redirected")))


def answer(call: CallLeg, queue: Queue) -> None:
    """An agent takes the call. The action is called after the conversation."""
    call.queue, call.script = None, queue.resume
    call.hear(Event("dial", queue.name))
    call.step = DialStep(queue.name, queue.action, result(queue, "bridged"))
