"""The webhooks of the two legs of a call with an agent, at the addresses of ivr.call_addresses."""

from __future__ import annotations

import structlog
from flask import Blueprint, Response, request

from core.contact_centre import HandoverRow
from core.kernel import NotFound
from flows.engine import Conversation
from flows.protocol import Heard
from ivr import agent_call_twiml, call_addresses, request_parsing
from ivr.agent_calls import CallLegs, language_in_address
from ivr.outages import NO_DATABASE
from ivr.render import enqueue, twiml
from web.parameters import required_id, whole_number, word
from web.signature import TwilioSignature
from web.twiml import EMPTY, twiml_response

log = structlog.get_logger()


def serve_agent(ivr: Blueprint, legs: CallLegs, signature: TwilioSignature) -> None:
    """The webhooks of the agent's leg: answered, a key pressed, ended, and its recording."""

    @ivr.post(_path(call_addresses.ANSWERED))
    def answered() -> Response:
        signature.form(request)
        return twiml_response(legs.whisper())

    @ivr.post(_path(call_addresses.KEYED))
    def keyed() -> Response:
        form = signature.form(request)
        return twiml_response(legs.keyed(word(form, "Digits"), required_id(form, "CallSid")))

    @ivr.post(_path(call_addresses.RANG))
    def rang() -> Response:
        legs.agent_hung_up(required_id(signature.form(request), "CallSid"))
        return twiml_response(EMPTY)

    @ivr.post(_path(call_addresses.RECORDED))
    def recorded() -> Response:
        legs.recorded(request_parsing.recording_url(signature.form(request)))
        return twiml_response(EMPTY)


def serve_member(
    ivr: Blueprint, legs: CallLegs, signature: TwilioSignature, conversation: Conversation
) -> None:
    """The webhooks of the member's leg, for each destination to which the agent may send it, and
    those of a callback."""

    def from_agent(heard: Heard) -> Response:
        return twiml_response(twiml(conversation.hear(heard), legs.services.root))

    def connect_or_go_on(row: HandoverRow, words: str, heard: Heard) -> Response:
        """The member's leg enters the conference or the queue, whichever the handover stands for;
        once it is over, the dialogue continues."""
        if row.status == "talking":
            return twiml_response(legs.join(row, "joining"))
        if row.status in ("open", "offered"):
            return twiml_response(legs.enqueue(words, row))
        return from_agent(heard)

    @ivr.post(_path(call_addresses.JOIN))
    def join() -> Response:
        heard = request_parsing.from_agent(signature.form(request), request.args, "bridged")
        return connect_or_go_on(legs.handover(), "", heard)

    @ivr.post(_path(call_addresses.ALONE))
    def alone() -> Response:
        signature.form(request)
        return twiml_response(legs.alone())

    @ivr.post(_path(call_addresses.WAIT))
    def requeue() -> Response:
        heard = request_parsing.from_agent(signature.form(request), request.args, "bridged")
        row = legs.requeue()
        return connect_or_go_on(row, legs.sentence("handed_on", row.language), heard)

    @ivr.post(_path(call_addresses.PROVE))
    def prove() -> Response:
        form = signature.form(request)
        return from_agent(request_parsing.from_agent(form, request.args, "prove"))

    @ivr.post(_path(call_addresses.REDEEM))
    def redeem() -> Response:
        return from_agent(request_parsing.sent_to_redeem(signature.form(request), request.args))

    @ivr.post(_path(call_addresses.GO_ON))
    def go_on() -> Response:
        heard = request_parsing.from_agent(signature.form(request), request.args, "bridged")
        row = legs.handover()
        if row.way == "callback":
            language = row.language
            return twiml_response(
                agent_call_twiml.goodbye(legs.sentence("bye", language), language)
            )
        return from_agent(heard)

    @ivr.route(_path(call_addresses.HOLD_MUSIC), methods=["GET", "POST"])
    def music_on_hold() -> Response:
        """The signature is not checked, because the document has no personal data. The carrier uses
        GET or POST."""
        return twiml_response(
            agent_call_twiml.music(f"{legs.services.public_url}{call_addresses.HOLD_WAV}")
        )

    @ivr.post(_path(call_addresses.CALLED_BACK))
    def called_back() -> Response:
        return twiml_response(legs.called_back(required_id(signature.form(request), "CallSid")))

    @ivr.post(_path(call_addresses.CALL_BACK_ENDED))
    def call_back_ended() -> Response:
        status = word(signature.form(request), "CallStatus")
        legs.call_back_ended("helped" if status == "completed" else "unreachable")
        return twiml_response(EMPTY)


def serve_without_handover(ivr: Blueprint, legs: CallLegs, conversation: Conversation) -> None:
    """Answers rightly signed webhooks whose handover does not exist: after the database was
    restored from a backup, for example. An agent's leg ends with a sentence that says so. The
    dialogue of a member's leg continues; a member who is called back has none."""

    @ivr.errorhandler(NotFound)
    def without_handover(error: NotFound) -> Response:
        log.warning("call leg without handover", path=request.path)
        if request.path in call_addresses.REPORTS:
            return twiml_response(EMPTY)
        if not request.path.startswith(call_addresses.MEMBERS):
            return twiml_response(legs.goodbye_to_agent("gone"))
        if request.path == call_addresses.CALLED_BACK:
            return twiml_response(legs.goodbye_to_member())
        if request.path == call_addresses.ALONE:
            return twiml_response(legs.nobody_will_come())
        heard = request_parsing.from_agent(request.form, request.args, "bridged")
        return twiml_response(twiml(conversation.hear(heard), legs.services.root))


def serve_without_database(ivr: Blueprint, legs: CallLegs) -> None:
    """Answers webhooks while the database is unreachable, when the state of the handover is
    unknown: a member's leg goes to the queue, also one that has just left it, and an agent's leg
    ends, which puts the member back into the queue."""

    def without_database(error: Exception) -> Response:
        log.error("call leg without database", path=request.path, error=type(error).__name__)
        if not request.path.startswith((call_addresses.MEMBERS, call_addresses.TURN)):
            return twiml_response(EMPTY)
        if request.path == call_addresses.ALONE:
            return twiml_response(legs.music_while_alone())
        turn = whole_number(request.args, "n") or 1
        return twiml_response(enqueue("", language_in_address(), turn, legs.services.root))

    for kind in NO_DATABASE:
        ivr.register_error_handler(kind, without_database)


def _path(path: str) -> str:
    return path.removeprefix("/ivr")
