"""Authenticates agents: by a password, and a one-time code of an authenticator app (TOTP).

How many tries there are is decided before, by the caller, which knows the address and the browser
(desk.frame.rate_limit). The secret of an authenticator app is sealed with the agent's name; one
that is stored in clear, or was sealed by a former key, is sealed when it is next used.
"""

import hmac
from datetime import datetime, timedelta

import pyotp
from sqlalchemy import Connection, bindparam, select

from core.kernel import Database, Sealer, is_sealed
from core.schema import agent as agent_table
from core.staff import agent_changes, company_accounts, passwords, security_keys
from core.staff.agent_changes import CHANGE
from core.staff.agents import Agent, by_name
from core.staff.errors import FirstPasswordExpired

SEALED_FOR = "totp"
STEP_SECONDS = 30
GRACE = timedelta(seconds=10)  # to type a code that has just been replaced by the next one

_PASSWORD_OF = select(
    agent_table.c.active, agent_table.c.password_hash, agent_table.c.password_expires_at
).where(agent_table.c.agent == bindparam("agent"))
_FACTOR_OF = select(agent_table.c.active, agent_table.c.totp_secret, agent_table.c.totp_used).where(
    agent_table.c.agent == bindparam("agent")
)
_LOCK_FACTOR = _FACTOR_OF.with_for_update()
_HAVING_SECRETS = (
    select(agent_table.c.agent, agent_table.c.totp_secret)
    .where(agent_table.c.totp_secret.is_not(None))
    .order_by(agent_table.c.agent)
    .with_for_update()
)
_NEW_SECRET = CHANGE.values(totp_secret=bindparam("secret"), totp_used=0)
_SAME_SECRET = CHANGE.values(totp_secret=bindparam("secret"))
_USED = CHANGE.values(totp_used=bindparam("step"))


def check_password(database: Database, agent: str, password: str, at: datetime) -> Agent | None:
    """Return the agent, or None: the agent is unknown or disabled, or the password is wrong. All
    three take the same time, so that an attacker does not learn which it is.

    Raises FirstPasswordExpired, if the password is right, and HashingBusy. The password is hashed
    without a connection to the database, which would wait for it.
    """
    with passwords.hashing():
        found = database.read(lambda conn: conn.execute(_PASSWORD_OF, {"agent": agent}).first())
        right = passwords.is_right(found.password_hash if found else None, password)
    if found is None or not found.active or not right:
        return None
    if found.password_expires_at is not None and found.password_expires_at <= at:
        raise FirstPasswordExpired(agent)
    return database.read(lambda conn: by_name(conn, agent))


def check_code(conn: Connection, agent: str, code: str, at: datetime, sealer: Sealer) -> bool:
    """Whether the code is right and was not used before: somebody may have read it over the agent's
    shoulder. A code is accepted for the 30 seconds that it is shown, and GRACE after that."""
    row = conn.execute(_LOCK_FACTOR, {"agent": agent}).first()
    if row is None or not row.active or row.totp_secret is None:
        return False
    secret = _opened(row.totp_secret, agent, sealer)
    step = _step_of(secret, code, at)
    if step is None or step <= row.totp_used:
        return False
    conn.execute(_USED, {"who": agent, "step": step})
    _seal_if_needed(conn, agent, row.totp_secret, sealer)
    return True


def new_secret(conn: Connection, agent: str, sealer: Sealer) -> str:
    """Store a new secret for the authenticator app and return it. It becomes the second factor when
    check_code() has accepted one of its codes."""
    secret = pyotp.random_base32()
    conn.execute(_NEW_SECRET, {"who": agent, "secret": sealer.seal(secret, agent)})
    return secret


def secret_of(conn: Connection, agent: str, sealer: Sealer) -> str | None:
    """The secret of the authenticator app, None if there is none."""
    row = conn.execute(_FACTOR_OF, {"agent": agent}).first()
    return (
        None if row is None or row.totp_secret is None else _opened(row.totp_secret, agent, sealer)
    )


def seal_secrets(conn: Connection, sealer: Sealer) -> int:
    """Seal the secrets that are stored in clear or were sealed by a former key. Returns how many
    that were; after that the former key may go. Raises CannotOpen if a key is missing."""
    rows = conn.execute(_HAVING_SECRETS).all()
    return sum(_seal_if_needed(conn, row.agent, row.totp_secret, sealer) for row in rows)


def reset(conn: Connection, agent: str, password_hash: str, expires_at: datetime) -> None:
    """Give the agent a first password, and remove the second factors and the company account: the
    telephone is lost, or somebody else may know how the agent signs in."""
    agent_changes.set_password(conn, agent, password_hash, expires_at)
    conn.execute(_NEW_SECRET, {"who": agent, "secret": None})
    security_keys.remove_all(conn, agent)
    company_accounts.disconnect(conn, agent)


def provisioning_uri(secret: str, agent: str, issuer: str) -> str:
    """The otpauth:// address that the authenticator app reads from the QR code."""
    return str(pyotp.TOTP(secret).provisioning_uri(name=agent, issuer_name=issuer))


def _opened(stored: str, agent: str, sealer: Sealer) -> str:
    return sealer.open(stored, agent) if is_sealed(stored) else stored


def _seal_if_needed(conn: Connection, agent: str, stored: str, sealer: Sealer) -> bool:
    if sealer.is_current(stored):
        return False
    sealed = sealer.seal(_opened(stored, agent, sealer), agent)
    conn.execute(_SAME_SECRET, {"who": agent, "secret": sealed})
    return True


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """The step of 30 seconds whose code it is; None if it is of no step that is accepted now."""
    codes = pyotp.HOTP(secret)
    for moment in (at, at - GRACE):
        step = int(moment.timestamp()) // STEP_SECONDS
        if hmac.compare_digest(codes.at(step).encode(), code.encode()):
            return step
    return None
