"""What members have said about texts, as evidence: rows that are added, never changed.

Marketing texts need a consent on record. A service text needs none; a member may refuse each kind
of them by itself. Texts of the class transaction are not asked about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, func, insert, select, update

from core.kernel import NoSuchMember, row_builder
from core.messaging.topics import TextClass
from core.schema import consent, member


class NoticeKind(StrEnum):
    """Kinds of service texts that a member may refuse."""

    EXPIRY = "expiry"  # points are about to expire
    TIER = "tier"  # the member's tier has changed


class SaidBy(StrEnum):
    MEMBER = "member"
    CARRIER = "carrier"  # a STOP or START that it has acted on
    IMPORT = "import"
    BEFORE = "before"  # known before consents were recorded


@dataclass(frozen=True, slots=True)
class Consent:
    """`given`: False for a refusal. `kind`: of service texts; None: of the class marketing.
    `evidence`: the message that said so, by its channel and id."""

    text_class: TextClass
    kind: NoticeKind | None
    given: bool
    by: SaidBy
    evidence: str
    at: datetime


SMS = "sms"
"""The channel by which every text comes."""

_CLASS = consent.c["class"]
_HISTORY = (
    select(
        _CLASS.label("text_class"),
        consent.c.kind,
        consent.c.given,
        consent.c.by,
        consent.c.evidence,
        consent.c.at,
    )
    .where(consent.c.member_id == bindparam("member_id"))
    .order_by(consent.c.consent_id.desc())
)
_NEWEST = _HISTORY.with_only_columns(consent.c.given).where(
    bindparam("text_class") == _CLASS,
    consent.c.kind.is_not_distinct_from(bindparam("kind")),
    consent.c.channel == SMS,
).limit(1)  # fmt: skip
_OF_MANY = (
    select(consent.c.member_id, consent.c.given)
    .where(
        consent.c.member_id.in_(bindparam("members", expanding=True)),
        bindparam("text_class") == _CLASS,
        consent.c.kind == bindparam("kind"),
        consent.c.channel == SMS,
    )
    .order_by(consent.c.member_id, consent.c.consent_id)
)
_NUMBER = select(func.count()).where(consent.c.member_id == bindparam("member_id"))
_RECORD = insert(consent)
_SET_MARKETING = (
    update(member)
    .where(member.c.member_id == bindparam("target_id"))
    .values(marketing_ok=bindparam("given"))
)
_LOCK = (
    select(member.c.status)
    .where(member.c.member_id == bindparam("member_id"))
    .with_for_update(key_share=True)  # as members.lock
)
_consent = row_builder(Consent, _HISTORY)


def lock(conn: Connection, member_id: int) -> str:
    """Lock the member's row, and return the member's status. Raises NoSuchMember."""
    status: str | None = conn.execute(_LOCK, {"member_id": member_id}).scalar()
    if status is None:
        raise NoSuchMember
    return status


def record(conn: Connection, member_id: int, said: Consent) -> None:
    """Record what a member has said, unless it is what the member has said last: the first evidence
    of it stands. Raises NoSuchMember."""
    lock(conn, member_id)
    if newest(conn, member_id, said.text_class, said.kind) == said.given:
        return
    number = conn.execute(_NUMBER, {"member_id": member_id}).scalar_one() + 1
    conn.execute(_RECORD, row_of(member_id, number, said))
    if said.text_class is TextClass.MARKETING:
        conn.execute(_SET_MARKETING, {"target_id": member_id, "given": said.given})


def row_of(member_id: int, number: int, said: Consent) -> dict[str, object]:
    """The row of a member's consent with that `number`, from 1."""
    return {
        "member_id": member_id,
        "consent_id": number,
        "class": said.text_class.value,
        "kind": None if said.kind is None else said.kind.value,
        "channel": SMS,
        "given": said.given,
        "at": said.at,
        "by": said.by.value,
        "evidence": said.evidence,
    }


def newest(
    conn: Connection, member_id: int, text_class: TextClass, kind: NoticeKind | None = None
) -> bool | None:
    """What the member has said last; None: nothing."""
    values = {"member_id": member_id, "text_class": text_class, "kind": kind}
    given: bool | None = conn.execute(_NEWEST, values).scalar()
    return given


def allow(
    conn: Connection, member_id: int, text_class: TextClass, kind: NoticeKind | None = None
) -> bool:
    """Whether the member may be sent such a text: one for marketing with consent only."""
    match text_class:
        case TextClass.TRANSACTION:
            return True
        case TextClass.SERVICE:
            return kind is None or newest(conn, member_id, text_class, kind) is not False
        case TextClass.MARKETING:
            return newest(conn, member_id, text_class) is True


def who_refused(conn: Connection, member_ids: Sequence[int], kind: NoticeKind) -> set[int]:
    """Those of the members who have refused service texts of that kind."""
    values = {"members": list(member_ids), "text_class": TextClass.SERVICE, "kind": kind}
    newest_of = {row.member_id: row.given for row in conn.execute(_OF_MANY, values)}
    return {member_id for member_id, given in newest_of.items() if not given}


def history(conn: Connection, member_id: int) -> Sequence[Consent]:
    """All that the member has said, the newest first."""
    return [_consent(row) for row in conn.execute(_HISTORY, {"member_id": member_id})]
