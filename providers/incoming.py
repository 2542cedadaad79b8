"""Points that partners send to our members: docs/exchange.md."""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from core.kernel import Database, KeyReused, NotFound
from core.loyalty import incoming_exchange
from core.programme import POINTS_MAX
from web.errors import BadRequest

OK, CONFLICT = 200, 409
REFERENCE = re.compile(r"[A-Za-z0-9._-]{1,64}")
NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")


class Incoming(NamedTuple):
    """`points` are the partner's; `receiver` is the number of our member, in E.164."""

    points: int
    receiver: str


def read(reference: str, body: dict[str, Any]) -> Incoming:
    """Raises BadRequest."""
    points, receiver = body.get("points"), body.get("receiver")
    if not REFERENCE.fullmatch(reference):
        raise BadRequest("A reference of 1 to 64 letters, digits and ._- is expected.")
    if type(points) is not int or not 0 < points <= POINTS_MAX:
        raise BadRequest("A whole number of points is expected.")
    if not (isinstance(receiver, str) and NUMBER.fullmatch(receiver)):
        raise BadRequest("The receiver's number is expected, as +8613800000001.")
    return Incoming(points, receiver)


def answer(
    database: Database, partner: str, reference: str, asked: Incoming, at: datetime
) -> tuple[int, str]:
    """The HTTP status, and what became of it: the same answer however often it is asked. Raises
    BadRequest: the programme has no exchange with the partner any more."""
    work = partial(
        incoming_exchange.answer,
        partner=partner,
        number=asked.receiver,
        amount=asked.points,
        reference=reference,
        at=at,
    )
    try:
        return OK, "added" if database.run(work) else "refused"
    except KeyReused:
        return CONFLICT, "conflict"
    except NotFound:
        raise BadRequest("There is no exchange with this partner.") from None
