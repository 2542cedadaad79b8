"""Authenticates agents: by a password, and a one-time code of an authenticator app (TOTP).

Wrong passwords and codes are counted together; too many of them lock the user name for a while. The
count is stored in the caller's transaction, which must commit: so a wrong password or code is
reported by the return value and not by an exception.
"""

import hmac
from datetime import datetime, timedelta
from functools import cache

import pyotp
from sqlalchemy import Connection, Row, bindparam, select

from core.members import hashed, matches
from core.programme import current_rules
from core.schema import agent as agent_table
from core.staff.agent_changes import CHANGE, PASSWORD_CHARS_MAX
from core.staff.agents import Agent, by_name

STEP_SECONDS = 30
STEPS_EITHER_WAY = 1  # the telephone's clock differs from ours, and typing takes time
CODE_DIGITS = 6

_LOCK = (
    select(
        agent_table.c.active,
        agent_table.c.password_hash,
        agent_table.c.password_wrong,
        agent_table.c.locked_until,
        agent_table.c.totp_secret,
        agent_table.c.totp_used,
    )
    .where(agent_table.c.agent == bindparam("agent"))
    .with_for_update()
)
_SECRET_OF = select(agent_table.c.totp_secret).where(agent_table.c.agent == bindparam("agent"))
_COUNT = CHANGE.values(password_wrong=bindparam("wrong"), locked_until=bindparam("until"))
_SECRET = CHANGE.values(totp_secret=bindparam("secret"), totp_used=0)
_USED = CHANGE.values(totp_used=bindparam("step"), password_wrong=0)


def check_password(conn: Connection, agent: str, password: str, at: datetime) -> Agent | None:
    """Return the agent, or None: the agent is unknown or disabled, the password is wrong, or the
    user name is locked. All four take the same time, so that an attacker does not learn which it
    is."""
    row = conn.execute(_LOCK, {"agent": agent}).first()
    right = matches(
        row.password_hash if row else _unknown_agents_hash(), password[:PASSWORD_CHARS_MAX]
    )
    if row is None or not row.active or _locked(row, at):
        return None
    if not right:
        _count_wrong(conn, agent, row.password_wrong, at)
        return None
    found = by_name(conn, agent)
    if not found.has_second_factor:
        # Where a code follows, only a right code resets the count: otherwise whoever has the
        # password could try as many codes as they like.
        conn.execute(_COUNT, {"who": agent, "wrong": 0, "until": None})
    return found


def check_code(conn: Connection, agent: str, code: str, at: datetime) -> bool:
    """Whether the code is right and was not used before: somebody may have read it over the agent's
    shoulder."""
    row = conn.execute(_LOCK, {"agent": agent}).first()
    if row is None or not row.active or row.totp_secret is None or _locked(row, at):
        return False
    step = _step_of(row.totp_secret, code, at)
    if step is None or step <= row.totp_used:
        _count_wrong(conn, agent, row.password_wrong, at)
        return False
    conn.execute(_USED, {"who": agent, "step": step})
    return True


def new_secret(conn: Connection, agent: str) -> str:
    """Store a new secret for the authenticator app and return it. It becomes the second factor when
    check_code() has accepted one of its codes."""
    secret = pyotp.random_base32()
    conn.execute(_SECRET, {"who": agent, "secret": secret})
    return secret


def secret_of(conn: Connection, agent: str) -> str | None:
    """The secret of the authenticator app, None if there is none."""
    return conn.execute(_SECRET_OF, {"agent": agent}).scalar()


def remove_second_factor(conn: Connection, agent: str) -> None:
    """For an agent whose telephone is lost or replaced."""
    conn.execute(_SECRET, {"who": agent, "secret": None})


def provisioning_uri(secret: str, agent: str, issuer: str) -> str:
    """The otpauth:// address that the authenticator app reads from the QR code."""
    return str(pyotp.TOTP(secret).provisioning_uri(name=agent, issuer_name=issuer))


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    now = int(at.timestamp()) // STEP_SECONDS
    codes = pyotp.HOTP(secret)
    for step in range(now - STEPS_EITHER_WAY, now + STEPS_EITHER_WAY + 1):
        if hmac.compare_digest(codes.at(step).encode(), code.encode()):
            return step
    return None


def _count_wrong(conn: Connection, agent: str, wrong: int, at: datetime) -> None:
    rules = current_rules().desk
    full = wrong + 1 >= rules.password_tries
    until = at + timedelta(minutes=rules.locked_minutes) if full else None
    conn.execute(_COUNT, {"who": agent, "wrong": 0 if full else wrong + 1, "until": until})


def _locked(row: Row[*tuple[object, ...]], at: datetime) -> bool:
    return row.locked_until is not None and row.locked_until > at


@cache
def _unknown_agents_hash() -> str:
    return hashed("nobody has this password")
