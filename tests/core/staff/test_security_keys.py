"""What browsers send in place of a security key's answer, and keys that somebody has already."""

import hashlib
import json
from datetime import datetime

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection, insert
from webauthn.helpers import bytes_to_base64url

from core.kernel import Database
from core.schema import web_session
from core.staff import BadSecurityKey, Site, agents, security_keys

SITE = Site("desk.example.cn", "https://desk.example.cn")
RESPONSE = {"authenticatorData": "AA", "clientDataJSON": "AA", "signature": "AA"}


def proof(credential_id: object) -> str:
    given = {"id": credential_id, "rawId": "AA", "type": "public-key", "response": RESPONSE}
    return json.dumps(given)


def session_of(conn: Connection, agent: str, at: datetime) -> str:
    session = f"session of {agent}"
    row = {"session_hash": session, "agent": agent, "complete": True, "address": "", "device": ""}
    conn.execute(insert(web_session).values(**row, began_at=at, seen_at=at))
    return session


def registration(options: str, credential_id: bytes) -> str:
    """What a key answers that vouches for nothing."""
    numbers = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
    public_key = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
    site, flags, uses = hashlib.sha256(SITE.host.encode()).digest(), b"\x41", bytes(4)
    length = len(credential_id).to_bytes(2, "big")
    told = site + flags + uses + bytes(16) + length + credential_id + public_key
    client = {"type": "webauthn.create", "challenge": json.loads(options)["challenge"]}
    response = {
        "attestationObject": cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": told}),
        "clientDataJSON": json.dumps(client | {"origin": SITE.origin}).encode(),
    }
    name = bytes_to_base64url(credential_id)
    return json.dumps(
        {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": {key: bytes_to_base64url(value) for key, value in response.items()},
        }
    )


@pytest.mark.parametrize(
    "answer", ["", "{}", "null", "[" * 15_000, proof("a\0b"), proof("\ud800"), proof(5), proof("A")]
)
def test_what_is_no_answer_proves_nothing_and_adds_nothing(
    seeded: Database, at: datetime, answer: str
) -> None:
    def send(conn: Connection) -> bool:
        session = session_of(conn, "agent", at)
        security_keys.options_to_prove(conn, "agent", session, SITE)
        proved = security_keys.is_proof(conn, "agent", session, SITE, answer=answer, at=at)
        me = agents.by_name(conn, "agent")
        security_keys.options_to_add(conn, me, session, SITE, "Desk")
        with pytest.raises(BadSecurityKey):
            security_keys.add(conn, "agent", session, SITE, answer=answer, name="key", at=at)
        return proved

    assert not seeded.run(send)


def test_key_that_another_agent_has_is_refused(seeded: Database, at: datetime) -> None:
    """By the same id: only one of the two could ever sign in with it."""

    def add(conn: Connection, agent: str) -> None:
        session = session_of(conn, agent, at)
        me = agents.by_name(conn, agent)
        options = security_keys.options_to_add(conn, me, session, SITE, "Desk")
        answer = registration(options, b"one and the same")
        security_keys.add(conn, agent, session, SITE, answer=answer, name="key", at=at)

    seeded.run(lambda conn: add(conn, "agent"))
    with pytest.raises(BadSecurityKey):
        seeded.run(lambda conn: add(conn, "agent2"))
    assert len(seeded.read(lambda conn: security_keys.of_agent(conn, "agent"))) == 1
