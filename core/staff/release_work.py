"""An agent has gone home: nothing of theirs is left lying. Whom they wrote with is in line again,
as is whoever their telephone rings for, and what they did not wrap up is closed.

Only a spoken talk goes on: it is on their telephone, not at their desk, and ends with it.
"""

from sqlalchemy import Connection, and_, bindparam, exists, or_, update

from core.schema import agent, handover

_GOES_BACK = or_(
    handover.c.status == "offered",
    and_(handover.c.status == "talking", handover.c.way == "text"),
)
_NOT_WRAPPED_UP = handover.c.status == "wrap_up"
_THEIRS = (
    update(handover)
    .where(handover.c.agent == bindparam("who"))
    .values(version=handover.c.version + 1)
)
# Their rank stays, so they are in front of whoever has asked since.
_BACK_IN_LINE = _THEIRS.where(_GOES_BACK).values(status="open", agent=None)
# At the talk's end: wrapping up that nobody did took no time.
_CLOSE = _THEIRS.where(_NOT_WRAPPED_UP).values(status="closed", closed_at=handover.c.ended_at)

HAS_SOME = exists().where(handover.c.agent == agent.c.agent, or_(_GOES_BACK, _NOT_WRAPPED_UP))
"""Of an agent: what let_go() would find."""


def let_go(conn: Connection, who: str) -> None:
    conn.execute(_BACK_IN_LINE, {"who": who})
    conn.execute(_CLOSE, {"who": who})
