"""Access tokens: short-lived, random, stored as a hash. A request with one costs one read, and a
token that is taken back is refused at the next request."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select, true

from core.clients.clients import hashed
from core.clients.scopes import Scope, parse_scopes
from core.schema import api_client, api_token

LIFETIME = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Caller:
    """The client that a request comes from, and what it may do."""

    client_id: str
    scopes: frozenset[Scope]


_ISSUE = insert(api_token)
_FIND = (
    select(
        api_token.c.client_id,
        api_token.c.scopes.label("asked"),
        api_client.c.scopes.label("granted"),
    )
    .join(api_client, api_client.c.client_id == api_token.c.client_id)
    .where(
        api_token.c.token_hash == bindparam("hash"),
        api_token.c.expires_at > bindparam("at"),
        api_client.c.active == true(),
    )
)
_PRUNE = delete(api_token).where(api_token.c.expires_at <= bindparam("at"))


def issue(conn: Connection, client_id: str, token: str, scopes: str, at: datetime) -> None:
    values = {"client_id": client_id, "token_hash": hashed(token), "scopes": scopes}
    conn.execute(_ISSUE, values | {"expires_at": at + LIFETIME})


def caller(conn: Connection, token: str, at: datetime) -> Caller | None:
    """None: the token is unknown or has expired, or its client is disabled. A scope counts as long
    as the client has it."""
    row = conn.execute(_FIND, {"hash": hashed(token), "at": at}).first()
    if row is None:
        return None
    return Caller(row.client_id, parse_scopes(row.asked) & parse_scopes(row.granted))


def prune(conn: Connection, at: datetime) -> int:
    """Delete the tokens that have expired. Returns their number."""
    return conn.execute(_PRUNE, {"at": at}).rowcount
