"""The member's PIN: `security.pin_digits` digits, of which only a slow hash is stored.

Wrong tries are counted on the member's row, so over all channels together; too many lock the PIN
until midnight. The count is a write: a caller that catches WrongPin must commit. A lock dated
LOCKED_BY_HAND does not end at midnight. An agent lifts a lock, and so does a new PIN that is chosen
after a code to the member's number: see reset().
"""

import hashlib
from datetime import date, datetime
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, bindparam, select, update

from core.kernel import NoSuchMember
from core.members.errors import NoPin, PinLocked, PinTooWeak, WrongPin
from core.members.profiles import Member
from core.programme import current_rules, local_day
from core.schema import member as member_table

# About 20 ms and 19 MiB per check: trying a million PINs takes an attacker hours, and a hundred
# concurrent checks take us 2 GB. A hash carries its own cost, so tests can use cheap ones.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
LOCKED_BY_HAND = date.max
MARK_CHARS = 16

_LOCK = (
    select(member_table.c.pin_hash, member_table.c.pin_wrong, member_table.c.pin_wrong_on)
    .where(member_table.c.member_id == bindparam("member_id"))
    .with_for_update()
)
_STORED = select(member_table.c.pin_hash).where(member_table.c.member_id == bindparam("member_id"))
_UPDATE = update(member_table).where(member_table.c.member_id == bindparam("target_id"))
_COUNT = _UPDATE.values(pin_wrong=bindparam("wrong"), pin_wrong_on=bindparam("wrong_on"))
_SET = _UPDATE.values(pin_hash=bindparam("hash"), pin_wrong=0, pin_wrong_on=None)


def check(conn: Connection, member_id: int, pin: str, at: datetime) -> None:
    """Returns if the PIN is right; raises WrongPin, PinLocked, NoPin or NoSuchMember."""
    row = conn.execute(_LOCK, {"member_id": member_id}).first()
    if row is None:
        raise NoSuchMember
    if row.pin_hash is None:
        raise NoPin
    today, tries = local_day(at), current_rules().security.pin_tries
    still_counts = row.pin_wrong_on is not None and row.pin_wrong_on >= today
    wrong = row.pin_wrong if still_counts else 0
    if wrong >= tries:
        raise PinLocked
    if matches(row.pin_hash, pin):
        if row.pin_wrong:
            unlock(conn, member_id)
        return
    conn.execute(_COUNT, {"target_id": member_id, "wrong": wrong + 1, "wrong_on": today})
    if wrong + 1 == tries:
        raise PinLocked
    raise WrongPin(tries - wrong - 1)


def choose(
    conn: Connection, member: Member, pin: str, at: datetime, hasher: PasswordHasher = HASHER
) -> None:
    """Set a new PIN. The caller checks the old one first, with check(). Raises PinTooWeak;
    PinLocked, so that a new PIN does not get around a lock; NoSuchMember."""
    _refuse_weak(member, pin)
    row = conn.execute(_LOCK, {"member_id": member.member_id}).first()
    if row is None:
        raise NoSuchMember
    locked = row.pin_wrong >= current_rules().security.pin_tries
    if locked and row.pin_wrong_on >= local_day(at):
        raise PinLocked
    conn.execute(_SET, {"target_id": member.member_id, "hash": hashed(pin, hasher)})


def reset(conn: Connection, member: Member, pin: str, hasher: PasswordHasher = HASHER) -> None:
    """Set a new PIN for a member who has shown otherwise that the number is theirs: the caller
    checks a one-time code first. Ends a lock. Raises PinTooWeak; NoSuchMember."""
    _refuse_weak(member, pin)
    values = {"target_id": member.member_id, "hash": hashed(pin, hasher)}
    if conn.execute(_SET, values).rowcount != 1:
        raise NoSuchMember


def _refuse_weak(member: Member, pin: str) -> None:
    reason = weakness(pin, member.number)
    if reason is not None:
        raise PinTooWeak(reason)


def weakness(pin: str, number: str) -> str | None:
    """'wrong_length', 'repeated', 'run' or 'part_of_number'; None if the PIN is good enough."""
    if not (pin.isascii() and pin.isdigit() and len(pin) == current_rules().security.pin_digits):
        return "wrong_length"
    if len(set(pin)) == 1:
        return "repeated"
    # 890123 is a run too: on a keypad the 0 follows the 9.
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if steps in ({1}, {9}):
        return "run"
    return "part_of_number" if pin in number else None


def unlock(conn: Connection, member_id: int) -> None:
    """Reset the count of wrong tries: after a right PIN, or by an agent who has identified the
    member."""
    conn.execute(_COUNT, {"target_id": member_id, "wrong": 0, "wrong_on": None})


def mark(conn: Connection, member_id: int) -> str:
    """Tells one PIN of the member from the next, and nothing else; the same while it stands."""
    stored = conn.execute(_STORED, {"member_id": member_id}).scalar_one() or ""
    return hashlib.sha256(stored.encode()).hexdigest()[:MARK_CHARS]


def hashed(secret: str, hasher: PasswordHasher = HASHER) -> str:
    return hasher.hash(secret)


def matches(hashed: str, secret: str) -> bool:
    try:
        return HASHER.verify(hashed, secret)
    except (VerifyMismatchError, InvalidHashError):
        return False
