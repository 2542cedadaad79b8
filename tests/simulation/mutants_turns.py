"""Mutants of a turn of a session."""

from __future__ import annotations

from mutant import Edit, Mutant

TURNS = (
    Mutant(
        "the turn's row is not written",
        (Edit("flows/engine/turn_attempt.py", "if not reads and has_written(conn):", "if False:"),),
    ),
    Mutant(
        "the reply is saved before the commit",
        (
            Edit(
                "flows/engine/turn_attempt.py",
                "            self._record(context, slot.heard, turn)\n",
                "            self._record(context, slot.heard, turn)\n"
                "            self._sessions.save(slot, session, turn)\n",
            ),
        ),
    ),
    Mutant(
        "a talk goes on when its number is another member's",
        (
            Edit(
                "flows/engine/turn_attempt.py",
                "if session is None or session.member_id != _member_id(caller):",
                "if session is None:",
            ),
        ),
    ),
    Mutant(
        "a lost connection is tried again as another message",
        (
            Edit(
                "flows/engine/turn_attempt.py",
                "            message_id=heard.message_id,\n            seq=",
                "            message_id=context.world.ids.new(),\n            seq=",
            ),
        ),
    ),
)
