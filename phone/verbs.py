"""Executes the verbs of TwiML on a call: one function for each."""

from __future__ import annotations

from collections.abc import Callable

from phone import call_queue
from phone.call_leg import CallLeg
from phone.call_steps import DIALLED, ConferenceStep, DialStep, GatherStep, Queue, RecordStep
from phone.events import Event
from phone.prompts import PROMPTS
from phone.twiml import BadTwiml, Verb


def _gather(call: CallLeg, verb: Verb) -> None:
    heard_before = len(call.events)
    for prompt in verb.children:
        PROMPTS[prompt.name](call, prompt)
    prompts = len(call.events) - heard_before
    call.step = GatherStep(verb, call.absolute(verb.get("action")), prompts=prompts)


def _record(call: CallLeg, verb: Verb) -> None:
    if verb.flag("playBeep", True):
        call.hear(Event("beep"))
    call.step = RecordStep(verb, call.absolute(verb.get("action")))


def _redirect(call: CallLeg, verb: Verb) -> None:
    if verb.get("method", "POST").upper() != "POST":
        raise BadTwiml("<Redirect> by GET is not supported")
    call.fetch(verb.text.strip(), {})


def _enqueue(call: CallLeg, verb: Verb) -> None:
    if call.queue is not None:
        raise BadTwiml("12200: <Enqueue> cannot stand in a queue's own document")
    action, wait_url = _url(call, verb, "action"), _url(call, verb, "waitUrl")
    queue = Queue(verb.text.strip(), call.ids("QU"), action, wait_url, call.script)
    call.queue = queue
    call.hear(Event("queue", queue.name))
    call_queue.next_round(call, queue)


def _leave(call: CallLeg, verb: Verb) -> None:
    if call.queue is None:
        raise BadTwiml("12200: <Leave> outside a queue")
    call_queue.leave(call, call.queue)


def _dial(call: CallLeg, verb: Verb) -> None:
    action = _url(call, verb, "action")
    conference = next((child for child in verb.children if child.name == "Conference"), None)
    if conference is not None:
        participant = ConferenceStep(
            conference.text.strip(),
            action,
            _url(call, conference, "waitUrl"),
            starts_conference=conference.flag("startConferenceOnEnter", True),
            ends_conference=conference.flag("endConferenceOnExit", False),
            star_leaves=verb.flag("hangupOnStar", False),
        )
        call.step = participant
        call.conferences.enter(call, participant)
        return
    who = " ".join([verb.text.strip(), *(child.text.strip() for child in verb.children)]).strip()
    call.hear(Event("dial", who))
    call.step = DialStep(who, action, dict(DIALLED))


def _url(call: CallLeg, verb: Verb, name: str) -> str:
    """The absolute URL in the attribute `name`; "" if it is missing, in which case <Enqueue> and
    <Dial> continue in the same document."""
    return call.absolute(verb.get(name)) if verb.get(name) else ""


def _hang_up(call: CallLeg, verb: Verb) -> None:
    call.hear(Event("end", verb.get("reason")))
    call.end()


EXECUTE: dict[str, Callable[[CallLeg, Verb], None]] = {
    **PROMPTS, "Gather": _gather, "Record": _record, "Redirect": _redirect, "Enqueue": _enqueue,
    "Leave": _leave, "Dial": _dial, "Hangup": _hang_up, "Reject": _hang_up,
}  # fmt: skip
