"""The addresses of the webhooks for the two legs of a call with an agent.

Core describes what has to happen as events without addresses (core.contact_centre.call_events);
this module turns them into paths and queries. The carrier signs whole addresses, so the query of a
signed request can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from core.contact_centre import Destination
from core.messaging import Event

TURN = "/ivr/turn"  # the answer to a turn of the dialogue, and the end of waiting in the queue
STATUS = "/ivr/status"  # a call to the hotline has ended
ANSWERED = "/ivr/agent/answered"  # the agent's telephone was picked up
KEYED = "/ivr/agent/keyed"  # the agent has heard whom the call is about, and pressed a key
RECORDED = "/ivr/agent/recorded"  # a recording of the conference is ready
RANG = "/ivr/agent/rang"  # the agent's leg has ended, answered or not
MEMBERS = "/ivr/member/"
JOIN = "/ivr/member/join"  # the member's leg enters the conference with the agent
WAIT = "/ivr/member/wait"  # the member's leg goes back into the queue
ALONE = "/ivr/member/alone"  # what the member's leg hears until the agent is in the conference
PROVE = "/ivr/member/prove"  # the member's leg goes to the dialogue that asks for the PIN
REDEEM = "/ivr/member/redeem"  # the member's leg goes to the dialogue that redeems points
GO_ON = "/ivr/member/go-on"  # the agent has left: continues the dialogue
CALLED_BACK = "/ivr/member/called-back"  # the member who is called back has picked up
CALL_BACK_ENDED = "/ivr/member/call-back-ended"
REPORTS = frozenset({RECORDED, RANG, CALL_BACK_ENDED})  # whose answer nobody hears
HOLD_MUSIC = "/ivr/music"  # for an agent alone in a conference, and a member on hold
HOLD_WAV = "/ivr/hold.wav"  # the sound file of the hold music
RING_SECONDS = 20  # after a longer time a mailbox may answer instead of the person

_DESTINATIONS = {
    Destination.AGENT: JOIN,
    Destination.QUEUE: WAIT,
    Destination.PIN: PROVE,
    Destination.REDEMPTION: REDEEM,
    Destination.DIALOGUE: GO_ON,
}


@dataclass(frozen=True, slots=True)
class OutboundCall:
    """A call to place. `number`: in E.164. `url`: the webhook for an answered call. `status_url`:
    the webhook that is told how the call ended."""

    number: str
    url: str
    status_url: str


def address(path: str, member_id: int, handover_id: str, **more: object) -> str:
    return f"{path}?{urlencode({'m': member_id, 'h': handover_id} | more)}"


def agent_call(event: Event) -> OutboundCall:
    """The call that a CALL_AGENT event asks for."""
    attempt = {"t": event.payload["attempt"], "lang": event.payload["language"]}
    return _outbound_call(event, ANSWERED, RANG, **attempt)


def call_back(event: Event) -> OutboundCall:
    """The call that a CALL_MEMBER_BACK event asks for."""
    return _outbound_call(event, CALLED_BACK, CALL_BACK_ENDED)


def destination(event: Event) -> str:
    """The address to which a MOVE_MEMBER event sends the member's leg. Raises ValueError for an
    unknown destination."""
    given = event.payload
    # "lang": not in an event of the release before
    known = {key: given[key] for key in ("lang", "kind", "number") if key in given}
    query = {"n": given["turn"]} | known
    path = _DESTINATIONS[Destination(given["to"])]
    return address(path, event.member_id, given["handover_id"], **query)


def _outbound_call(event: Event, url: str, status_url: str, **query: object) -> OutboundCall:
    member_id, handover_id = event.member_id, event.payload["handover_id"]
    return OutboundCall(
        event.payload["number"],
        address(url, member_id, handover_id, **query),
        address(status_url, member_id, handover_id, **query),
    )
