"""The programme's rules by version: made by one, approved by another, in effect from the start of
a day. A version is all of the rules, not a difference: what stands in it is what holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from core.kernel import ActedMeanwhile, NotAllowed, NotFound, TwoPeople
from core.programme import editable_fields
from core.programme.calendar import local_day
from core.programme.programme import Programme, shipped_rules
from core.schema import rule_version


@dataclass(frozen=True, slots=True)
class Version:
    version: int
    effective_on: date
    rules: Programme
    reason: str
    made_by: str
    made_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    withdrawn_by: str | None
    withdrawn_at: datetime | None

    @property
    def counts(self) -> bool:
        """Takes effect, once its day is there."""
        return self.approved_at is not None and self.withdrawn_at is None

    @property
    def order(self) -> tuple[date, datetime]:
        """Of two for the same day, the one approved last holds."""
        assert self.approved_at is not None
        return self.effective_on, self.approved_at


LONG_AGO = datetime.min.replace(tzinfo=UTC)
_ALL = select(*rule_version.c).order_by(rule_version.c.version.desc())
_COUNTING = _ALL.where(
    rule_version.c.approved_at.is_not(None), rule_version.c.withdrawn_at.is_(None)
)
_ONE = _ALL.where(rule_version.c.version == bindparam("which"))
_TWO_PEOPLE = TwoPeople(rule_version, "rules_decided")


def file_version() -> Version:
    return Version(0, date.min, shipped_rules(), "", "", LONG_AGO, "", LONG_AGO, None, None)


def everything(conn: Connection) -> list[Version]:
    """The newest first; the last is the file."""
    return [*(_version(row) for row in conn.execute(_ALL)), file_version()]


def counting(conn: Connection) -> list[Version]:
    return [*(_version(row) for row in conn.execute(_COUNTING)), file_version()]


def by_version(conn: Connection, version: int) -> Version:
    if version == 0:
        return file_version()
    row = conn.execute(_ONE, {"which": version}).first()
    if row is None:
        raise NotFound(f"no version {version} of the rules")
    return _version(row)


def in_effect(versions: Iterable[Version], day: date) -> Version:
    begun = (each for each in versions if each.counts and each.effective_on <= day)
    return max(begun, key=lambda each: each.order, default=file_version())


def on(conn: Connection, day: date) -> Programme:
    """By which anything is done that is done as of a day."""
    return in_effect(counting(conn), day).rules


def before(versions: Iterable[Version], version: Version) -> Version:
    """What would hold from its day on without it."""
    others = [each for each in versions if each.version != version.version]
    if version.counts:
        others = [each for each in others if each.counts and each.order < version.order]
    return in_effect(others, version.effective_on)


def after(versions: Iterable[Version], version: Version) -> Version | None:
    """Which takes its place, as far as is approved by now: all of its rules, and so not what only
    this one has changed. None: it holds until somebody changes something again."""
    counting = [each for each in versions if each.counts]
    if version.counts:
        later = [each for each in counting if each.order > version.order]
    else:
        later = [each for each in counting if each.effective_on > version.effective_on]
    if not later:
        return None
    return in_effect(later, min(each.effective_on for each in later))


def status(versions: Iterable[Version], version: Version, today: date) -> str:
    if version.withdrawn_at is not None:
        return "withdrawn"
    if version.approved_at is None:
        return "draft" if version.effective_on > today else "lapsed"
    if version.effective_on > today:
        return "approved"
    return "in_effect" if in_effect(versions, today).version == version.version else "past"


def make(
    conn: Connection, *, effective_on: date, rules: Programme, reason: str, agent: str, at: datetime
) -> Version:
    """A draft. NotAllowed: 'rules_too_early' (a day that has begun), 'rules_same' (as what would
    hold on that day anyway)."""
    _check_day(effective_on, at)
    if not editable_fields.changes(on(conn, effective_on), rules):
        raise NotAllowed("rules_same")
    values = {"effective_on": effective_on, "rules": rules.model_dump(mode="json")}
    return by_version(conn, _TWO_PEOPLE.make(conn, values, reason=reason, agent=agent, at=at))


def approve(
    conn: Connection, version: int, *, instead_of: int, agent: str, at: datetime
) -> Version:
    """`instead_of`: the version that it was compared with when it was read. ActedMeanwhile where
    another would hold without it by now, for then it changes what nobody has seen. NotAllowed:
    'own' (whoever made it), 'rules_too_early', 'rules_decided'."""
    made = by_version(conn, version)
    if made.made_by == agent:
        raise NotAllowed("own")
    _check_day(made.effective_on, at)
    _TWO_PEOPLE.lock(conn)
    if before(counting(conn), made).version != instead_of:
        raise ActedMeanwhile
    _TWO_PEOPLE.approve(conn, version, agent, at)
    return by_version(conn, version)


def withdraw(conn: Connection, version: int, *, agent: str, at: datetime) -> Version:
    """A draft, or one that was approved, up to its day. NotAllowed: 'rules_begun',
    'rules_decided'."""
    made = by_version(conn, version)
    if made.approved_at is not None and made.effective_on <= local_day(at):
        raise NotAllowed("rules_begun")
    _TWO_PEOPLE.withdraw(conn, version, agent, at)
    return by_version(conn, version)


def _check_day(effective_on: date, at: datetime) -> None:
    if effective_on <= local_day(at):
        raise NotAllowed("rules_too_early")


def _version(row: Any) -> Version:
    values = row._asdict()
    return Version(**values | {"rules": editable_fields.read(values["rules"])})
