"""Answers pictures that came with a text, and finds the complaint or claim that they belong to.

They are kept before the turn is taken, so nothing here can lose them.
"""

from __future__ import annotations

from core.contact_centre import Received, picture_intake
from flows.engine.context import Context
from flows.engine.player import Player
from flows.protocol import Heard


def under_way(player: Player, context: Context) -> bool:
    """Whether the open question belongs to a dialogue that files pictures."""
    session, flows = context.session, player.dialogues.flows
    return not session.resting and any(flows[frame.flow].files_pictures for frame in session.stack)


def assign(player: Player, context: Context, heard: Heard) -> None:
    """Assign the pictures of this message to the member's undecided complaint or claim. Those that
    come while one is being filed wait for that one."""
    if heard.pictures is not Received.KEPT or under_way(player, context):
        return
    member_id = context.session.member_id
    if number := picture_intake.undecided_case(context.conn, member_id):
        context.begin_effect()
        picture_intake.assign_message(context.conn, member_id, heard.message_id, number)


def acknowledge(player: Player, context: Context) -> str | None:
    """Answer pictures that came alone, or with words that are no answer: asks the open question
    again and returns None if it belongs to a dialogue that files them; else the key of the sentence
    that says what happens with them."""
    if under_way(player, context):
        context.said.append(context.words("engine-pictures_added"))
        player.ask(context)
        return None
    is_open = picture_intake.undecided_case(context.conn, context.session.member_id)
    return "engine-pictures_for_case" if is_open else "engine-pictures_kept"
