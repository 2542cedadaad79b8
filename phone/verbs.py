"""The verbs of TwiML, each carried out on a call."""

from __future__ import annotations

from collections.abc import Callable

from phone import queueing
from phone.events import Event
from phone.line import Line
from phone.prompts import PROMPTS
from phone.steps import DIALLED, Gathering, Queue, Recording, Seat, Talking
from phone.twiml import BadTwiml, Verb


def _gather(call: Line, verb: Verb) -> None:
    for prompt in verb.children:
        PROMPTS[prompt.name](call, prompt)
    call.step = Gathering(verb, call.absolute(verb.get("action")))


def _record(call: Line, verb: Verb) -> None:
    if verb.flag("playBeep", True):
        call.hear(Event("beep"))
    call.step = Recording(verb, call.absolute(verb.get("action")))


def _redirect(call: Line, verb: Verb) -> None:
    if verb.get("method", "POST").upper() != "POST":
        raise BadTwiml("a hotline that is redirected by GET is not one of ours")
    call.fetch(verb.text.strip(), {})


def _enqueue(call: Line, verb: Verb) -> None:
    if call.queue is not None:
        raise BadTwiml("12200: <Enqueue> cannot stand in a queue's own document")
    action, wait_url = _address(call, verb, "action"), _address(call, verb, "waitUrl")
    queue = Queue(verb.text.strip(), call.ids("QU"), action, wait_url, call.script)
    call.queue = queue
    call.hear(Event("queue", queue.name))
    queueing.next_round(call, queue)


def _leave(call: Line, verb: Verb) -> None:
    if call.queue is None:
        raise BadTwiml("12200: <Leave> outside a queue")
    queueing.leave(call, call.queue)


def _dial(call: Line, verb: Verb) -> None:
    action = _address(call, verb, "action")
    conference = next((child for child in verb.children if child.name == "Conference"), None)
    if conference is not None:
        seat = Seat(
            conference.text.strip(),
            action,
            _address(call, conference, "waitUrl"),
            starts=conference.flag("startConferenceOnEnter", True),
            ends=conference.flag("endConferenceOnExit", False),
            star_leaves=verb.flag("hangupOnStar", False),
        )
        call.step = seat
        call.rooms.enter(call, seat)
        return
    who = " ".join([verb.text.strip(), *(child.text.strip() for child in verb.children)]).strip()
    call.hear(Event("dial", who))
    call.step = Talking(who, action, dict(DIALLED))


def _address(call: Line, verb: Verb, name: str) -> str:
    """Enqueue and Dial go on in the same document where they name no action."""
    return call.absolute(verb.get(name)) if verb.get(name) else ""


def _hang_up(call: Line, verb: Verb) -> None:
    call.hear(Event("end", verb.get("reason")))
    call.end()


CARRY_OUT: dict[str, Callable[[Line, Verb], None]] = {
    **PROMPTS, "Gather": _gather, "Record": _record, "Redirect": _redirect, "Enqueue": _enqueue,
    "Leave": _leave, "Dial": _dial, "Hangup": _hang_up, "Reject": _hang_up,
}  # fmt: skip
