"""Estimators for earning and expiry: who would earn another amount, and whose points would expire
on another day."""

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
)

from core.ledger import LAST_DAY_AHEAD, POINTS
from core.programme import Programme, local_day, months_before, start_of_day
from core.rule_impact.effect import LOOK_BACK_DAYS, Effect, Proposal, count_members
from core.schema import hold, hold_lot, lot, member, member_account, outbox, posting


def earners(conn: Connection, proposal: Proposal) -> Iterator[Effect]:
    """Members whose recent bills would have been worth more or fewer points. The query reads the
    postings of LOOK_BACK_DAYS, through an index by day."""
    was, becomes = proposal.was, proposal.becomes
    since = start_of_day(local_day(proposal.at) - timedelta(days=LOOK_BACK_DAYS))
    billed = (
        select(posting.c.member_id)
        .join(member, member.c.member_id == posting.c.member_id)
        .where(
            posting.c.recorded_at >= since,
            posting.c.unit == POINTS,
            posting.c.kind.in_(was.earning.sources),
            or_(member.c.tier.in_(_tiers(was, becomes)), _tenures(was, becomes, proposal.on)),
        )
        .distinct()
    )
    yield count_members(conn, "earners", billed)


def _tiers(was: Programme, becomes: Programme) -> list[str]:
    """The tiers in which a yuan would be worth another number of points."""
    return [
        tier.name
        for before, tier in zip(was.tiers, becomes.tiers, strict=True)
        if was.earning.points_per_yuan * before.earns_percent
        != becomes.earning.points_per_yuan * tier.earns_percent
    ]


def _tenures(was: Programme, becomes: Programme, on: date) -> ColumnElement[bool]:
    """Members whose years of membership would give another bonus."""
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


def last_day(conn: Connection, proposal: Proposal) -> Iterator[Effect]:
    """A lot keeps the last day it was granted with, so no points are affected: the members counted
    keep theirs."""
    having = member_account.c.unit == POINTS, member_account.c.balance > 0
    yield count_members(conn, "last_days_stay", select(member_account.c.member_id).where(*having))


def grace(conn: Connection, proposal: Proposal) -> Iterator[Effect]:
    """Members whose held points would get another grace, were they released on the first day. Spent
    points may come back too, which cannot be foreseen."""
    longest = max(rules.expiry.grace_days for rules in (proposal.was, proposal.becomes))
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
            lot.c.expires_at < proposal.on + timedelta(days=longest),
        )
        .distinct()
    )
    yield count_members(conn, "grace", held)


_WITH_POINTS = (
    select(lot.c.member_id)
    .join(member, member.c.member_id == lot.c.member_id)
    .where(
        lot.c.unit == POINTS,
        lot.c.remaining > 0,
        lot.c.remaining > lot.c.held,
        member.c.status != "left",
    )
    .distinct()
)


def expiry_notices(conn: Connection, proposal: Proposal) -> Iterator[Effect]:
    """Members with points that expire within the new distances, and those who would get a notice on
    the first day already, since their points are nearer than a distance that is new. The query
    reads the open lots that expire in that time."""
    on, distances = proposal.on, proposal.becomes.expiry.notices_days_before
    until = on + timedelta(days=max(distances))
    near = _WITH_POINTS.where(LAST_DAY_AHEAD, lot.c.expires_at <= until).params(today=on)
    yield count_members(conn, "notices_near", near)
    yield count_members(conn, "notices_at_once", near.where(_notified_at_once(proposal)))


def _notified_at_once(proposal: Proposal) -> ColumnElement[bool]:
    """Lots for which core.loyalty.expiry would find a notice due that was not due by the old
    distances and was never written."""
    last_days: dict[int, list[date]] = {}
    old = proposal.was.expiry.notices_days_before
    new = proposal.becomes.expiry.notices_days_before
    for left in range(max(new) + 1):
        if _due(new, left) != _due(old, left):
            last_days.setdefault(_due(new, left), []).append(proposal.on + timedelta(days=left))
    return or_(
        false(), *(and_(lot.c.expires_at.in_(on), ~_written(due)) for due, on in last_days.items())
    )


def _due(distances: tuple[int, ...], left: int) -> int:
    """The distance, in days, whose notice is due `left` days before the last day; 0 for none."""
    return min((days for days in distances if left <= days), default=0)


def _written(due: int) -> ColumnElement[bool]:
    event_id = literal("expiry:") + cast(lot.c.expires_at, Text) + f":{due}"
    return exists().where(outbox.c.member_id == lot.c.member_id, outbox.c.event_id == event_id)
