"""Which texts a number may be sent, as its owner has told the carrier."""

from datetime import datetime

from sqlalchemy import Connection

from core.members import changes, profiles
from core.messaging import sent_texts


def stop_texts(conn: Connection, number: str, at: datetime) -> None:
    """The number wants no texts at all. A member who owns it also refuses marketing."""
    sent_texts.opt_out(conn, number, at)
    if member := profiles.find(conn, number):
        changes.refuse_marketing(conn, member.member_id)


def resume_texts(conn: Connection, number: str) -> None:
    """The number may be sent texts again. A member who owns it has asked for marketing texts, too:
    the word that brings texts back is the one that they are told to send."""
    sent_texts.opt_in(conn, number)
    if member := profiles.find(conn, number):
        changes.accept_marketing(conn, member.member_id)
