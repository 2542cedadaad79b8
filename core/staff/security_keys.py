"""Security keys (WebAuthn Level 3) as a second factor beside the authenticator app: a key on USB or
NFC, a telephone, or what the computer has built in.

A key signs a challenge that belongs to one web session. The first proof uses it up, right or wrong.
The key signs the address of the site too, so that a page elsewhere which looks like the desk gets
nothing of use.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import Connection, bindparam, delete, select, update
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from core.kernel import InsertIfNew, row_builder
from core.schema import security_key, web_session
from core.staff.agents import Agent
from core.staff.errors import BadSecurityKey

KEYS_MAX = 5
# The password has been given: touching the key is enough, and some have no way to know whose finger
# it is.
_VERIFICATION = UserVerificationRequirement.DISCOURAGED


@dataclass(frozen=True, slots=True)
class Site:
    """The desk as browsers know it: 'desk.example.cn', 'https://desk.example.cn'."""

    host: str
    origin: str

    @classmethod
    def of(cls, public_url: str) -> "Site | None":
        """None where browsers offer no security keys: at an address without a name."""
        parts = urlsplit(public_url)
        host = parts.hostname or ""
        if not host or ":" in host or host.replace(".", "").isdigit():
            return None
        return cls(host, f"{parts.scheme}://{parts.netloc}")


@dataclass(frozen=True, slots=True)
class SecurityKey:
    """`used_at`: None: not yet."""

    credential_id: str
    name: str
    public_key: str
    uses: int
    added_at: datetime
    used_at: datetime | None


# What is sent may have characters that no database takes, or be nested without end.
_NO_ANSWERS = (WebAuthnException, RecursionError, ValueError)
_ID = re.compile(r"[A-Za-z0-9_-]{1,1400}")

_KEY = select(
    security_key.c.credential_id,
    security_key.c.name,
    security_key.c.public_key,
    security_key.c.uses,
    security_key.c.added_at,
    security_key.c.used_at,
).where(security_key.c.agent == bindparam("agent"))
_ALL = _KEY.order_by(security_key.c.added_at, security_key.c.credential_id)
_LOCKED = _KEY.where(security_key.c.credential_id == bindparam("id")).with_for_update()
_ADD = InsertIfNew(security_key)
_USED = (
    update(security_key)
    .where(security_key.c.credential_id == bindparam("id"))
    .values(uses=bindparam("counted"), used_at=bindparam("at"))
)
_REMOVE = delete(security_key).where(
    security_key.c.agent == bindparam("whose"), security_key.c.credential_id == bindparam("id")
)
_REMOVE_ALL = delete(security_key).where(security_key.c.agent == bindparam("whose"))
_OF_SESSION = web_session.c.session_hash == bindparam("session")
_GIVE = update(web_session).where(_OF_SESSION).values(challenge=bindparam("given"))
_GIVEN = select(web_session.c.challenge).where(_OF_SESSION).with_for_update()
_key = row_builder(SecurityKey, _KEY)


def of_agent(conn: Connection, agent: str) -> Sequence[SecurityKey]:
    """The oldest first."""
    return [_key(row) for row in conn.execute(_ALL, {"agent": agent})]


def options_to_add(
    conn: Connection, agent: Agent, session_hash: str, site: Site, title: str
) -> str:
    """What the browser passes to `navigator.credentials.create`, as JSON. `title`: how the key
    names the site."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=title,
        user_name=agent.agent,
        user_display_name=agent.name,
        user_id=sha256(agent.agent.encode()).digest(),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=_VERIFICATION
        ),
        exclude_credentials=_descriptors(of_agent(conn, agent.agent)),
    )
    _give(conn, session_hash, options.challenge)
    return webauthn.options_to_json(options)


def add(
    conn: Connection,
    agent: str,
    session_hash: str,
    site: Site,
    *,
    answer: str,
    name: str,
    at: datetime,
) -> None:
    """`answer`: what the browser made of options_to_add(), as JSON. Raises BadSecurityKey."""
    challenge = _taken(conn, session_hash)
    if len(of_agent(conn, agent)) >= KEYS_MAX:
        raise BadSecurityKey("too many")
    try:
        found = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except _NO_ANSWERS as error:
        raise BadSecurityKey(type(error).__name__) from error
    values = {
        "credential_id": bytes_to_base64url(found.credential_id),
        "agent": agent,
        "name": name,
        "public_key": bytes_to_base64url(found.credential_public_key),
        "uses": found.sign_count,
        "added_at": at,
    }
    if not _ADD(conn, values):
        raise BadSecurityKey("known already")


def options_to_prove(conn: Connection, agent: str, session_hash: str, site: Site) -> str:
    """What the browser passes to `navigator.credentials.get`, as JSON."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        allow_credentials=_descriptors(of_agent(conn, agent)),
        user_verification=_VERIFICATION,
    )
    _give(conn, session_hash, options.challenge)
    return webauthn.options_to_json(options)


def is_proof(
    conn: Connection, agent: str, session_hash: str, site: Site, *, answer: str, at: datetime
) -> bool:
    """Whether a key of the agent has signed the challenge of this session. `answer`: what the
    browser made of options_to_prove(), as JSON."""
    try:
        challenge = _taken(conn, session_hash)
        given = webauthn.helpers.parse_authentication_credential_json(answer)
        if not _ID.fullmatch(given.id):
            return False
        row = conn.execute(_LOCKED, {"agent": agent, "id": given.id}).first()
        if row is None:
            return False
        known = _key(row)
        proved = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(known.public_key),
            credential_current_sign_count=known.uses,
        )
    except (*_NO_ANSWERS, BadSecurityKey):
        return False
    used = {"id": known.credential_id, "counted": proved.new_sign_count, "at": at}
    conn.execute(_USED, used)
    return True


def remove(conn: Connection, agent: str, credential_id: str) -> bool:
    """Returns False if the agent has no such key."""
    return conn.execute(_REMOVE, {"whose": agent, "id": credential_id}).rowcount == 1


def remove_all(conn: Connection, agent: str) -> None:
    conn.execute(_REMOVE_ALL, {"whose": agent})


def _descriptors(keys: Sequence[SecurityKey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.credential_id)) for key in keys]


def _give(conn: Connection, session_hash: str, challenge: bytes) -> None:
    given = bytes_to_base64url(challenge)
    conn.execute(_GIVE, {"session": session_hash, "given": given})


def _taken(conn: Connection, session_hash: str) -> bytes:
    """The challenge of the session, which is used up. Raises BadSecurityKey if there is none."""
    given = conn.execute(_GIVEN, {"session": session_hash}).scalar()
    if given is None:
        raise BadSecurityKey("no challenge")
    conn.execute(_GIVE, {"session": session_hash, "given": None})
    return base64url_to_bytes(given)
