"""Which texts a number may be sent, as its owner has told the carrier."""

from datetime import datetime

from sqlalchemy import Connection

from core.members import changes, profiles
from core.messaging import sent_texts


def stop_texts(conn: Connection, number: str, at: datetime) -> None:
    """The number wants no texts at all. A member among its owners also refuses marketing, which
    stays refused when texts are allowed again."""
    sent_texts.opt_out(conn, number, at)
    if member := profiles.find(conn, number):
        changes.refuse_marketing(conn, member.member_id)


def resume_texts(conn: Connection, number: str) -> None:
    """The number may be sent texts again; marketing needs a new consent."""
    sent_texts.opt_in(conn, number)
