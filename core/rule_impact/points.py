"""The dry run of how points come and go: who would earn otherwise, and whose expire otherwise."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    and_,
    cast,
    exists,
    false,
    literal,
    or_,
    select,
    true,
)

from core.ledger import POINTS
from core.programme import Programme, begins, local_day, months_before
from core.rule_impact.model import LOOKS_BACK_DAYS, Effect, Question, members_in
from core.schema import hold, hold_lot, lot, member, member_account, outbox, posting


def earners(conn: Connection, question: Question) -> Iterator[Effect]:
    """Of those for whom bills were posted lately: whose would have been worth more, or less. It
    costs the postings of those days, which an index by day finds."""
    was, becomes = question.was, question.becomes
    since = begins(local_day(question.at) - timedelta(days=LOOKS_BACK_DAYS))
    billed = (
        select(posting.c.member_id)
        .join(member, member.c.member_id == posting.c.member_id)
        .where(
            posting.c.recorded_at >= since,
            posting.c.unit == POINTS,
            posting.c.kind.in_(was.earning.sources),
            or_(member.c.tier.in_(_tiers(was, becomes)), _tenures(was, becomes, question.on)),
        )
        .distinct()
    )
    yield members_in(conn, "earners", billed)


def _tiers(was: Programme, becomes: Programme) -> list[str]:
    """Those in which a yuan is worth another number of points."""
    return [
        tier.name
        for before, tier in zip(was.tiers, becomes.tiers, strict=True)
        if was.earning.points_per_yuan * before.earns_percent
        != becomes.earning.points_per_yuan * tier.earns_percent
    ]


def _tenures(was: Programme, becomes: Programme, on: date) -> ColumnElement[bool]:
    """Who joined so long ago that the bonus is another."""
    steps = {step.years for rules in (was, becomes) for step in rules.earning.tenure_bonus}
    years = sorted(steps)
    spans = []
    for least, most in zip(years, [*years[1:], None], strict=True):
        if _bonus(was, least) != _bonus(becomes, least):
            joined = [member.c.joined_on <= months_before(on, 12 * least)]
            if most is not None:
                joined.append(member.c.joined_on > months_before(on, 12 * most))
            spans.append(and_(*joined))
    return or_(false(), *spans)


def _bonus(rules: Programme, years: int) -> int:
    steps = rules.earning.tenure_bonus
    return max((step.percent for step in steps if years >= step.years), default=0)


def last_day(conn: Connection, question: Question) -> Iterator[Effect]:
    """A lot keeps the last day that it was granted with: nobody's points are touched."""
    having = member_account.c.unit == POINTS, member_account.c.balance > 0
    yield members_in(conn, "last_days_stay", select(member_account.c.member_id).where(*having))


def grace(conn: Connection, question: Question) -> Iterator[Effect]:
    """Held points, as they would come back on the first day. Those that are spent may come back
    too; that is not foreseen."""
    longest = max(rules.expiry.grace_days for rules in (question.was, question.becomes))
    held = (
        select(hold.c.member_id)
        .join(
            hold_lot,
            and_(hold_lot.c.member_id == hold.c.member_id, hold_lot.c.hold_id == hold.c.hold_id),
        )
        .join(lot, and_(lot.c.member_id == hold_lot.c.member_id, lot.c.lot_id == hold_lot.c.lot_id))
        .where(
            hold.c.status == "open",
            lot.c.unit == POINTS,
            lot.c.expires_at < question.on + timedelta(days=longest),
        )
        .distinct()
    )
    yield members_in(conn, "grace", held)


_WANT_TO_BE_TOLD = (
    select(lot.c.member_id)
    .join(member, member.c.member_id == lot.c.member_id)
    .where(
        lot.c.unit == POINTS,
        lot.c.remaining > 0,
        lot.c.remaining > lot.c.held,
        member.c.marketing_ok == true(),
        member.c.status != "left",
    )
    .distinct()
)


def expiry_notices(conn: Connection, question: Question) -> Iterator[Effect]:
    """Who has points within the new distances; and who is told on the first day already, because
    theirs are nearer than a distance that there was not before. It costs the open lots that expire
    in that time."""
    on, distances = question.on, question.becomes.expiry.notices_days_before
    until = on + timedelta(days=max(distances))
    near = _WANT_TO_BE_TOLD.where(lot.c.expires_at >= on, lot.c.expires_at <= until)
    yield members_in(conn, "notices_near", near)
    yield members_in(conn, "notices_at_once", near.where(_told_at_once(question)))


def _told_at_once(question: Question) -> ColumnElement[bool]:
    """By the notice that core.loyalty.expiry would find due, where it was not due by the old
    distances, and was never written."""
    last_days: dict[int, list[date]] = {}
    old = question.was.expiry.notices_days_before
    new = question.becomes.expiry.notices_days_before
    for left in range(max(new) + 1):
        if _due(new, left) != _due(old, left):
            last_days.setdefault(_due(new, left), []).append(question.on + timedelta(days=left))
    return or_(
        false(), *(and_(lot.c.expires_at.in_(on), ~_written(due)) for due, on in last_days.items())
    )


def _due(distances: tuple[int, ...], left: int) -> int:
    """0: none, so many days before."""
    return min((days for days in distances if left <= days), default=0)


def _written(due: int) -> ColumnElement[bool]:
    event_id = literal("expiry:") + cast(lot.c.expires_at, Text) + f":{due}"
    return exists().where(outbox.c.member_id == lot.c.member_id, outbox.c.event_id == event_id)
