"""Versions of the programme's rules: one supervisor drafts, another approves, and the version takes
effect at the start of a day. A version holds all rules, not a difference to another one. Version 0
is programme.toml.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from core.kernel import AnyRow, FourEyesVersion, FourEyesVersions, NotAllowed
from core.programme import editable_fields
from core.programme.calendar import local_day
from core.programme.programme import Programme, shipped_rules
from core.schema import rule_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(FourEyesVersion):
    effective_on: date
    rules: Programme

    @property
    def precedence(self) -> tuple[date, datetime]:
        """The sort key of approved versions: by effective day, then by approval. The last one
        applies."""
        assert self.approved_at is not None
        return self.effective_on, self.approved_at


def _build(row: AnyRow) -> Version:
    columns = row._asdict()
    return Version(**columns | {"rules": editable_fields.from_document(columns["rules"])})


_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_VERSIONS = FourEyesVersions(rule_version, _build, decided="rules_decided")
_NEWEST_FIRST = rule_version.c.version.desc()
_ALL = _VERSIONS.all.order_by(_NEWEST_FIRST)
_APPROVED = _VERSIONS.approved.order_by(_NEWEST_FIRST)


def shipped_version() -> Version:
    """Version 0: the rules of programme.toml, in effect on every day without an approved
    version."""
    return Version(
        version=0,
        reason="",
        made_by="",
        made_at=_LONG_AGO,
        approved_by="",
        approved_at=_LONG_AGO,
        withdrawn_by=None,
        withdrawn_at=None,
        effective_on=date.min,
        rules=shipped_rules(),
    )


def all_versions(conn: Connection) -> list[Version]:
    """The newest first; the last one is the shipped version."""
    return [*map(_build, conn.execute(_ALL)), shipped_version()]


def approved_versions(conn: Connection) -> list[Version]:
    """As all_versions(), without drafts and withdrawn ones."""
    return [*map(_build, conn.execute(_APPROVED)), shipped_version()]


def by_version(conn: Connection, version: int) -> Version:
    """Raises NotFound if there is no such version."""
    return shipped_version() if version == 0 else _VERSIONS.by_version(conn, version)


def in_effect(versions: Iterable[Version], day: date) -> Version:
    """The approved version that holds on `day`; the shipped version if no other does."""
    begun = (each for each in versions if each.is_approved and each.effective_on <= day)
    return max(begun, key=lambda each: each.precedence, default=shipped_version())


def rules_on(conn: Connection, day: date) -> Programme:
    """The rules in effect on `day`, for what is dated: a bill earns by the rules of its own day."""
    return in_effect(approved_versions(conn), day).rules


def predecessor(versions: Iterable[Version], version: Version) -> Version:
    """The version that `version` replaces on its first day, and that would hold without it."""
    others = [each for each in versions if each.version != version.version]
    if version.is_approved:
        others = [
            each for each in others if each.is_approved and each.precedence < version.precedence
        ]
    return in_effect(others, version.effective_on)


def successor(versions: Iterable[Version], version: Version) -> Version | None:
    """The approved version that replaces `version`, with all of its rules, so that
    changes of `version` alone end there. None if `version` holds until another one is approved."""
    approved = [each for each in versions if each.is_approved]
    if version.is_approved:
        later = [each for each in approved if each.precedence > version.precedence]
    else:
        later = [each for each in approved if each.effective_on > version.effective_on]
    if not later:
        return None
    return in_effect(later, min(each.effective_on for each in later))


def status(versions: Iterable[Version], version: Version, today: date) -> str:
    """'draft', 'lapsed' (a draft whose day came before its approval), 'approved', 'in_effect',
    'past' or 'withdrawn'."""
    if version.withdrawn_at is not None:
        return "withdrawn"
    if version.approved_at is None:
        return "draft" if version.effective_on > today else "lapsed"
    if version.effective_on > today:
        return "approved"
    return "in_effect" if in_effect(versions, today).version == version.version else "past"


def draft(
    conn: Connection, *, effective_on: date, rules: Programme, reason: str, agent: str, at: datetime
) -> Version:
    """Raises NotAllowed: 'rules_too_early' (the day has begun), 'rules_same' (nothing would change
    on that day). Raises ActedMeanwhile if another draft was stored at the same moment."""
    _require_later_day(effective_on, at)
    if not editable_fields.changes(rules_on(conn, effective_on), rules):
        raise NotAllowed("rules_same")
    values = {"effective_on": effective_on, "rules": rules.model_dump(mode="json")}
    return _VERSIONS.draft(conn, values, reason=reason, agent=agent, at=at)


def approve(
    conn: Connection, version: int, *, instead_of: int, agent: str, at: datetime
) -> Version:
    """`instead_of`: the predecessor that the approver compared it with; ActedMeanwhile where it has
    another one by now. Raises NotAllowed: 'own' (the agent drafted it), 'rules_too_early',
    'rules_decided'."""
    drafted = by_version(conn, version)

    def replaced() -> int:
        _require_later_day(drafted.effective_on, at)
        return predecessor(approved_versions(conn), drafted).version

    return _VERSIONS.approve(
        conn, drafted, replaced=replaced, instead_of=instead_of, agent=agent, at=at
    )


def withdraw(conn: Connection, version: int, *, agent: str, at: datetime) -> Version:
    """A draft at any time, an approved version until its day begins. Raises NotAllowed:
    'rules_begun', 'rules_decided'."""
    found = by_version(conn, version)
    if found.approved_at is not None and found.effective_on <= local_day(at):
        raise NotAllowed("rules_begun")
    return _VERSIONS.withdraw(conn, version, agent=agent, at=at)


def _require_later_day(effective_on: date, at: datetime) -> None:
    if effective_on <= local_day(at):
        raise NotAllowed("rules_too_early")
