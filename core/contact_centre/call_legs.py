"""The two legs of a call with an agent, and where the carrier asks what each is to do.

The carrier signs whole addresses, so what stands in them cannot be made up by anybody else.
"""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

ANSWERED = "/ivr/agent/answered"  # the agent's telephone was picked up
KEYED = "/ivr/agent/keyed"  # the agent has heard whom it is about
RECORDED = "/ivr/agent/recorded"
RANG = "/ivr/agent/rang"  # how that call ended
MEMBERS = "/ivr/member/"
JOIN = "/ivr/member/join"  # the member's leg goes to the agent
WAIT = "/ivr/member/wait"  # or back into line
PROVE = "/ivr/member/prove"  # or to the dialogue that asks for the PIN
REDEEM = "/ivr/member/redeem"  # or to the one that takes points for something
GO_ON = "/ivr/member/go-on"  # or on with the talk, the agent having left
CALLED_BACK = "/ivr/member/called-back"  # who is called back has picked up
CALL_BACK_ENDED = "/ivr/member/call-back-ended"
HOLD_MUSIC = "/ivr/music"  # for who is alone in a conference, or on hold in it
RING_SECONDS = 20  # longer, and a mailbox may answer in the agent's place


def address(path: str, member_id: int, handover_id: str, **more: object) -> str:
    return f"{path}?{urlencode({'m': member_id, 'h': handover_id} | more)}"


def about(url: str) -> dict[str, Any]:
    """What an address() is about: `member_id`, `handover_id`, and on the agent's leg `this_try`."""
    asked = dict(parse_qsl(urlsplit(url).query))
    which: dict[str, Any] = {"member_id": int(asked["m"]), "handover_id": asked["h"]}
    return which | ({"this_try": int(asked["t"])} if "t" in asked else {})
