"""Clients and their secrets. While a secret is being replaced, the former one is valid too, so that
the client's servers can be given the new one one after the other."""

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select, update

from core.clients.errors import BadClient, ClientTaken, NoSuchClient
from core.clients.scopes import Scope, joined, parse_scopes
from core.kernel import InsertIfNew, row_builder
from core.schema import api_client, api_token

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
ROTATION = timedelta(days=7)
"""How long a former secret is valid."""


@dataclass(frozen=True, slots=True)
class Client:
    client_id: str
    scopes: str
    active: bool
    secret_hash: str
    former_hash: str | None
    former_until: datetime | None
    created_at: datetime

    @property
    def granted(self) -> frozenset[Scope]:
        return parse_scopes(self.scopes)

    def knows(self, secret: str, at: datetime) -> bool:
        """Whether `secret` is one of the client's, and the client is not disabled."""
        given = hashed(secret)
        is_current = hmac.compare_digest(given, self.secret_hash)
        is_former = hmac.compare_digest(given, self.former_hash or "")
        in_time = self.former_until is not None and at < self.former_until
        return self.active and (is_current or (is_former and in_time))


_ALL = select(*api_client.c).order_by(api_client.c.client_id)
_ONE = _ALL.where(api_client.c.client_id == bindparam("which"))
_LOCK = _ONE.with_for_update()
_NO_FORMER = {"former": None, "until": None}
_client = row_builder(Client, _ALL)
_ADD = InsertIfNew(api_client)
_THIS = update(api_client).where(api_client.c.client_id == bindparam("whose"))
_ROTATE = _THIS.values(
    secret_hash=bindparam("new_hash"),
    former_hash=bindparam("former"),
    former_until=bindparam("until"),
    active=True,
)
_DISABLE = _THIS.values(active=False, former_hash=None, former_until=None)
_END_TOKENS = delete(api_token).where(api_token.c.client_id == bindparam("whose"))


def hashed(secret: str) -> str:
    """Of a secret or a token."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def acts_as(client_id: str) -> str:
    """Who has acted, in the audit trail: no user name of an agent contains a space."""
    return f"api {client_id}"


def everyone(conn: Connection) -> list[Client]:
    return [_client(row) for row in conn.execute(_ALL)]


def find(conn: Connection, client_id: str) -> Client | None:
    if not NAME.fullmatch(client_id):
        return None  # what is typed may have characters that no database takes
    row = conn.execute(_ONE, {"which": client_id}).first()
    return _client(row) if row else None


def add(
    conn: Connection, client_id: str, scopes: Iterable[Scope], secret: str, at: datetime
) -> None:
    """Raises BadClient and ClientTaken: the name of a client is never used again."""
    if not NAME.fullmatch(client_id):
        raise BadClient("name")
    row = {"client_id": client_id, "scopes": joined(scopes), "active": True, "created_at": at}
    if not row["scopes"]:
        raise BadClient("scopes")
    if not _ADD(conn, row | {"secret_hash": hashed(secret)}):
        raise ClientTaken(client_id)


def rotate(
    conn: Connection, client_id: str, secret: str, at: datetime, former_until: datetime
) -> None:
    """Give the client another secret; the present one is valid until `former_until` too. A disabled
    client is enabled again, and has no former secret: it may be why it was disabled. Raises
    NoSuchClient."""
    found = conn.execute(_LOCK, {"which": client_id}).first()
    if found is None:
        raise NoSuchClient(client_id)
    keeps = found.active and former_until > at
    former = {"former": found.secret_hash, "until": former_until} if keeps else _NO_FORMER
    conn.execute(_ROTATE, {"whose": client_id, "new_hash": hashed(secret)} | former)


def disable(conn: Connection, client_id: str) -> None:
    """Its secrets and its tokens are refused from now on. Raises NoSuchClient."""
    if not conn.execute(_DISABLE, {"whose": client_id}).rowcount:
        raise NoSuchClient(client_id)
    conn.execute(_END_TOKENS, {"whose": client_id})
