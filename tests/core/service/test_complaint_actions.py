"""What an agent may do with a complaint: what is offered is what is allowed."""

from datetime import datetime
from itertools import product

from sqlalchemy import Connection, text

from core.kernel import Database, NotAllowed
from core.service import ComplaintAction, complaint_handling
from core.staff import Agent, agents

NUMBER = "20260002"
STATE = text("UPDATE complaint SET status = :status, level = :level WHERE number = :number")
MORE = {"assign": ("agent2",), "close": ("x", None), "classify": ("points",)}


def is_allowed(conn: Connection, name: str, agent: Agent, at: datetime) -> bool:
    attempt = conn.begin_nested()
    try:
        action = ComplaintAction(NUMBER, agent, 0, at)
        getattr(complaint_handling, name)(conn, action, *MORE.get(name, ("x",)))
    except NotAllowed:
        return False
    finally:
        attempt.rollback()
    return True


def test_offered_complaint_actions_are_those_allowed(seeded: Database, at: datetime) -> None:
    with seeded.engine.begin() as conn:
        for status, level in product(("open", "decided", "closed"), (1, 2)):
            conn.execute(STATE, {"status": status, "level": level, "number": NUMBER})
            case = complaint_handling.by_number(conn, NUMBER)
            for who in ("agent", "supervisor"):
                agent = agents.by_name(conn, who)
                offered = complaint_handling.actions_for(case, agent)
                for name in complaint_handling.ALLOWED_IN:
                    allowed = is_allowed(conn, name, agent, at)
                    assert allowed == (name in offered), (status, level, who, name)
            auditor = agents.by_name(conn, "auditor")
            assert complaint_handling.actions_for(case, auditor) == frozenset()
