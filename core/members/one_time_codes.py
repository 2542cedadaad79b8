"""One-time codes, each bound to the purpose that it confirms.

Six digits (`security.code_digits`) are a million possibilities, so a slow hash is stored: a copy of
the table must not be a list of codes. A wrong try is counted: a caller that catches CodeWrong must
commit.

A code replaces only one of its kind, so that what is asked for meanwhile does not end what is open.
Codes for callers who have proved nothing, who may have forged the number, are a class of their own:
they are fewer a day, and neither count among the member's own codes, nor hold them up, nor replace
them.

Whatever is stored of a message with a code has BLANK in its place, and a CodeReference. The code is
stored once, sealed, until it expires: a message that is delivered again gets the same words.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import Connection, Row, bindparam, func, insert, not_, select, update

from core.kernel import CannotOpen, Sealer
from core.members import profiles
from core.members.errors import CodeExpired, CodeLimit, CodeReplaced, CodeTooSoon, CodeWrong
from core.members.pins import HASHER, hashed, matches
from core.programme import current_rules, local_day, start_of_day
from core.schema import one_time_code

SEALED_FOR = "one-time code"
"""The purpose of the sealer of codes."""
BLANK = "******"
"""Stands for the code in stored words. Of the GSM alphabet, so that a reply that is repeated after
the code has expired has as many segments as before."""
CodeReference = tuple[int, int]
"""A member's id, and the number of the code among the member's codes."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a code confirms.

    kind: such as the name of the dialogue; the member has one open code of each.
    request: identifies what is confirmed: check() must be given the same.
    unproven: whoever asks has proved nothing, and may have forged the number.
    formerly: the same request as the release before this one names it.
    """

    kind: str
    request: str
    unproven: bool = False
    formerly: str = ""

    def is_of(self, code: Row[Any]) -> bool:
        """Whether the code was issued for this."""
        names = filter(None, (self.request, self.formerly))
        return code.purpose_hash in map(_digest, names)


@dataclass(frozen=True, slots=True)
class OpenCode:
    """A code that may still be entered."""

    reference: CodeReference
    expires_at: datetime


_OF_CLASS = (
    one_time_code.c.member_id == bindparam("member_id"),
    one_time_code.c.unproven == bindparam("unproven"),
)
_NEWEST = select(one_time_code).where(*_OF_CLASS).order_by(one_time_code.c.code_id.desc()).limit(1)
_LAST_USED = (
    select(one_time_code.c.code_hash)
    .where(one_time_code.c.member_id == bindparam("member_id"), one_time_code.c.used)
    .order_by(one_time_code.c.code_id.desc())
    .limit(1)
)
_NEWEST_OF_KIND = _NEWEST.where(one_time_code.c.kind == bindparam("kind"))
_VALID_OF_KIND = (
    select(one_time_code)
    .where(
        *_OF_CLASS,
        one_time_code.c.kind == bindparam("kind"),
        one_time_code.c.expires_at > bindparam("at"),
        one_time_code.c.tries_left > 0,
        not_(one_time_code.c.used),
    )
    .order_by(one_time_code.c.code_id.desc())
)
_LAST_ID = select(func.coalesce(func.max(one_time_code.c.code_id), 0)).where(
    one_time_code.c.member_id == bindparam("member_id")
)
_ISSUED_SINCE = select(func.count()).where(
    *_OF_CLASS, one_time_code.c.issued_at >= bindparam("since")
)
_ISSUE = insert(one_time_code).values(used=False)
_UPDATE = update(one_time_code).where(
    one_time_code.c.member_id == bindparam("target_id"),
    one_time_code.c.code_id == bindparam("target_code"),
)
_USE = _UPDATE.values(used=True)
_ONE = select(one_time_code).where(
    one_time_code.c.member_id == bindparam("member_id"),
    one_time_code.c.code_id == bindparam("code_id"),
)
_SEALED = select(one_time_code.c.sealed).where(
    one_time_code.c.member_id == bindparam("member_id"),
    one_time_code.c.code_id == bindparam("code_id"),
    one_time_code.c.expires_at > bindparam("at"),
)
_FORGET = (
    update(one_time_code)
    .where(one_time_code.c.sealed.is_not(None), one_time_code.c.expires_at <= bindparam("at"))
    .values(sealed=None)
)
_END = (
    update(one_time_code)
    .where(
        one_time_code.c.member_id == bindparam("target_id"),
        one_time_code.c.kind == bindparam("target_kind"),
    )
    .values(tries_left=0)
)
_COUNT = _UPDATE.values(tries_left=one_time_code.c.tries_left - 1)


def issue(
    conn: Connection,
    *,
    member_id: int,
    purpose: Purpose,
    at: datetime,
    code: str,
    sealer: Sealer,
    hasher: PasswordHasher = HASHER,
    cancelled: Collection[CodeReference] = (),
) -> CodeReference:
    """Store `code`, which replaces the member's code of this kind. Raises CodeTooSoon or CodeLimit.

    Only a code that may still be entered holds up the next one: one that was used, or tried too
    often, has ended what it was issued for, and the member may want something else at once. So do
    those that the member has `cancelled`, unless the caller has proved nothing.
    """
    rules = current_rules().security
    profiles.lock(conn, member_id)  # a member's codes are issued and checked one at a time
    whose = {"member_id": member_id, "unproven": purpose.unproven}
    newest = conn.execute(_NEWEST, whose).first()
    if newest is not None and _holds_up(newest, purpose, cancelled):
        waited = (at - newest.issued_at).total_seconds()
        if waited < rules.code_gap_seconds:
            raise CodeTooSoon(max(1, round(rules.code_gap_seconds - waited)))
    today = whose | {"since": start_of_day(local_day(at))}
    most = rules.codes_unproven_per_day_max if purpose.unproven else rules.codes_per_day_max
    if conn.execute(_ISSUED_SINCE, today).scalar_one() >= most:
        raise CodeLimit
    code_id = conn.execute(_LAST_ID, whose).scalar_one() + 1
    values = whose | {
        "code_id": code_id,
        "kind": purpose.kind,
        "purpose_hash": _digest(purpose.request),
        "code_hash": hashed(code, hasher),
        "sealed": sealer.seal(code, _row(member_id, code_id)),
        "issued_at": at,
        "expires_at": at + timedelta(minutes=rules.code_minutes),
        "tries_left": rules.code_tries,
    }
    conn.execute(_ISSUE, values)
    return member_id, code_id


def _holds_up(code: Row[Any], purpose: Purpose, cancelled: Collection[CodeReference]) -> bool:
    is_same = code.kind == purpose.kind and purpose.is_of(code)  # it is said again instead
    is_cancelled = not is_same and (code.member_id, code.code_id) in cancelled
    return not code.used and code.tries_left > 0 and (purpose.unproven or not is_cancelled)


def reveal(
    conn: Connection, reference: CodeReference, *, at: datetime, sealer: Sealer
) -> str | None:
    """The code in clear, also if it has been used; None if it has expired, or was sealed with a
    secret key that is gone."""
    member_id, code_id = reference
    which = {"member_id": member_id, "code_id": code_id, "at": at}
    sealed = conn.execute(_SEALED, which).scalar()
    try:
        return sealer.open(sealed, _row(member_id, code_id)) if sealed else None
    except CannotOpen:
        return None


def forget_expired(conn: Connection, at: datetime) -> int:
    """Delete the sealed text of the codes that have expired; returns how many there were."""
    return conn.execute(_FORGET, {"at": at}).rowcount


def check(conn: Connection, *, member_id: int, purpose: Purpose, code: str, at: datetime) -> None:
    """Return for the right code, which cannot be used again; raise CodeWrong, CodeReplaced or
    CodeExpired.

    A code issued for another request of the kind counts as a wrong one, and tells nothing else. One
    that was replaced confirms nothing, so that there is never more than one to guess; but whoever
    enters it, because it has come late, has had it, and loses no try.
    """
    profiles.lock(conn, member_id)
    newest = _newest_valid(conn, member_id, purpose, at)
    if newest is None:
        raise CodeExpired
    target = {"target_id": member_id, "target_code": newest.code_id}
    if purpose.is_of(newest) and matches(newest.code_hash, code):
        conn.execute(_USE, target)
        return
    if _is_replaced(conn, member_id, purpose, code, at):
        raise CodeReplaced
    conn.execute(_COUNT, target)
    raise CodeWrong(newest.tries_left - 1)


def _is_replaced(
    conn: Connection, member_id: int, purpose: Purpose, code: str, at: datetime
) -> bool:
    """Whether it was sent for the same before the newest code, and would still be valid."""
    whose = {"member_id": member_id, "unproven": purpose.unproven, "kind": purpose.kind, "at": at}
    earlier = conn.execute(_VALID_OF_KIND, whose).all()[1:]
    return any(purpose.is_of(each) and matches(each.code_hash, code) for each in earlier)


def is_code(conn: Connection, reference: CodeReference, *, code: str, at: datetime) -> bool:
    """Whether it is this code, which is not asked for at the moment. A wrong one counts as a try of
    it, so that it cannot be guessed here."""
    member_id, code_id = reference
    profiles.lock(conn, member_id)
    row = conn.execute(_ONE, {"member_id": member_id, "code_id": code_id}).first()
    if row is None or row.used or row.tries_left == 0 or at >= row.expires_at:
        return False
    if matches(row.code_hash, code):
        return True
    conn.execute(_COUNT, {"target_id": member_id, "target_code": code_id})
    return False


def end_of_kind(conn: Connection, member_id: int, kind: str) -> None:
    """End the member's codes of this kind, of both classes: what they were issued for is done."""
    conn.execute(_END, {"target_id": member_id, "target_kind": kind})


def find_open(
    conn: Connection, *, member_id: int, purpose: Purpose, at: datetime
) -> OpenCode | None:
    """The member's code for this purpose, if check() may still accept one."""
    newest = _newest_valid(conn, member_id, purpose, at)
    if newest is None or not purpose.is_of(newest):
        return None
    return OpenCode((member_id, newest.code_id), newest.expires_at)


def is_last_used(conn: Connection, *, member_id: int, code: str) -> bool:
    """Whether it is the code that the member has used last. It stands in a text, so it is no secret
    any more."""
    row = conn.execute(_LAST_USED, {"member_id": member_id}).first()
    return row is not None and matches(row.code_hash, code)


def _newest_valid(
    conn: Connection, member_id: int, purpose: Purpose, at: datetime
) -> Row[Any] | None:
    whose = {"member_id": member_id, "unproven": purpose.unproven, "kind": purpose.kind}
    newest = conn.execute(_NEWEST_OF_KIND, whose).first()
    if newest is None or newest.used or newest.tries_left == 0 or at >= newest.expires_at:
        return None
    return newest


def _row(member_id: int, code_id: int) -> str:
    return f"{member_id}:{code_id}"


def _digest(purpose: str) -> str:
    return hashlib.sha256(purpose.encode()).hexdigest()
