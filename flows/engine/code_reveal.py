"""Puts a one-time code into the words of a reply, when the reply leaves the conversation.

Sessions, recorded turns and transcripts hold the reply without it.
"""

from __future__ import annotations

from core.kernel import Database
from core.members import one_time_codes
from flows.engine.context import Services
from flows.protocol import Turn


def reveal_code(database: Database, services: Services, turn: Turn) -> Turn:
    """The reply as the member gets it: with the code while that is valid, whether the reply is new,
    stored or repeated; afterwards with the code left blank. Reads the database if there is a code.
    """
    reference = turn.code
    if reference is None:
        return turn
    code = database.read(
        lambda conn: one_time_codes.reveal(
            conn, reference, at=services.now(), sealer=services.sealer
        )
    )
    return turn.revealed(code) if code else turn
