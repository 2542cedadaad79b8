"""What became of the texts that agents write in a talk: one that never arrived must not look as if
it had."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from core import lines
from core.handed import Handed
from core.schema import handover, sent_text

LOST = ("undelivered", "failed")


@dataclass(frozen=True, slots=True)
class Line:
    who: str
    words: str
    at: datetime
    lost: bool


_SENT = select(sent_text.c.event_id, sent_text.c.words, sent_text.c.status).where(
    sent_text.c.member_id == bindparam("whose"), sent_text.c.number == bindparam("number")
)
_LOST = (
    select(handover.c.handover_id, func.count())
    .join(
        sent_text,
        (sent_text.c.member_id == handover.c.member_id)
        & (sent_text.c.number == handover.c.number)
        & (sent_text.c.at >= handover.c.talking_at),
    )
    .where(
        handover.c.way == "text",
        handover.c.status.in_(("talking", "wrap_up")),
        sent_text.c.status.in_(LOST),
    )
    .group_by(handover.c.handover_id)
)


def lost(conn: Connection) -> dict[str, int]:
    """How many texts went astray since a talk began, by talk: of those that agents have in hand."""
    return {str(talk): int(count) for talk, count in conn.execute(_LOST)}


def lines_of(conn: Connection, talk: Handed) -> list[Line]:
    """A line does not know its text: it is the next one of the talk that has the same words."""
    said = lines.of(conn, talk.member_id, talk.handover_id)
    texts = _texts_of(conn, talk) if talk.way == "text" else []
    found = []
    for line in said:
        sent = next((text for text in texts if text.words == line.words), None)
        if line.who != "agent" or sent is None:
            found.append(Line(line.who, line.words, line.at, lost=False))
            continue
        texts.remove(sent)
        found.append(Line(line.who, line.words, line.at, lost=sent.status in LOST))
    return found


def _texts_of(conn: Connection, talk: Handed) -> list[Row[*tuple[Any, ...]]]:
    """In the order in which they were written: each is named for the talk and its version then."""
    rows = conn.execute(_SENT, {"whose": talk.member_id, "number": talk.number}).all()
    begins, ends = f"handover:{talk.handover_id}:", ":text"
    mine = [row for row in rows if row.event_id.startswith(begins) and row.event_id.endswith(ends)]
    return sorted(mine, key=lambda row: int(row.event_id.split(":")[-2]))
