"""Earning: what a bill is worth in points and in growth value, and posting it.

awards() is the whole rule, without a connection: a single bill and an import of a million go by it,
each by the rules of the day that it was earned on, whenever it is posted.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import Connection

from core.kernel import idempotency
from core.ledger import GROWTH, POINTS, ledger, lock, lots
from core.loyalty.errors import BadBill
from core.members import permissions, profiles
from core.programme import Earning, Programme, start_of_day, years_between
from core.programme import versions as rule_versions

FEN_PER_YUAN = 100
BONUS = "bonus"
PARTNER = "partner"


class EarningProfile(Protocol):
    """What the rule asks about a member; a members.Member is one."""

    @property
    def tier(self) -> str: ...
    @property
    def joined_on(self) -> date: ...
    @property
    def province(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Charge:
    """One line of a bill: its source, its kind ('usage', 'penalty', ...), and how much in fen."""

    source: str
    kind: str
    fen: int


@dataclass(frozen=True, slots=True)
class ExtraPoints:
    """What comes as points: a partner's, who then owes for them, or a promotion's. Without a last
    day of its own it has the one of any other point earned then."""

    source: str
    points: int
    expires_at: date | None = None
    partner: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """`on` is the day it is earned: tier, tenure, expiry and the growth window go by it."""

    on: date
    charges: tuple[Charge, ...] = ()
    extras: tuple[ExtraPoints, ...] = ()
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """One posting to come; `kind` is its source, or 'bonus'. Who bears its cost is its issuer, and
    the contra account too."""

    unit: str
    kind: str
    amount: int
    issuer: str
    unit_cost: int
    expires_at: date | None


@dataclass(frozen=True, slots=True)
class AccrualTotals:
    points: int
    growth: int


def province(name: str) -> str:
    """The programme account of a province: it issues what its members earn, and bears the cost."""
    return f"province:{name}"


def partner(name: str) -> str:
    return f"partner:{name}"


def awards(earner: EarningProfile, bill: Bill, rules: Programme) -> list[Award]:
    """In the order they are posted: points by source, the tenure bonus, extras, growth value.

    Fractions of a yuan are dropped by source, fractions of a point in each posting. BadBill where
    the programme knows no such source or kind, or an amount makes no sense.
    """
    issuer, last = province(earner.province), lots.last_day(bill.on, rules)
    cost = rules.redemption.cost_fen_per_point

    def award(kind: str, points: int, by: str = issuer, until: date | None = last) -> Award:
        return Award(POINTS, kind, points, by, cost, until)

    yuan = _yuan_by_source(bill.charges, rules.earning)
    billed = {source: _points_of(whole, earner.tier, rules) for source, whole in yuan.items()}
    bonus = sum(billed.values()) * _bonus_percent(earner, bill.on, rules.earning) // 100
    found = [award(source, points) for source, points in billed.items()]
    found.append(award(BONUS, bonus))
    for extra in bill.extras:
        _check_extra(extra, rules.earning)
        by = partner(extra.partner) if extra.source == PARTNER else issuer
        found.append(award(extra.source, extra.points, by, extra.expires_at or last))
    found += [Award(GROWTH, source, whole, issuer, 0, None) for source, whole in yuan.items()]
    return [award for award in found if award.amount]


def postings(key: str, bill: Bill, due: list[Award]) -> Iterator[dict[str, Any]]:
    """The arguments of ledger.grant() for each award of the bill, without the member's id and the
    moment."""
    effective_at = start_of_day(bill.on)
    for n, award in enumerate(due):
        yield {
            "unit": award.unit,
            "kind": award.kind,
            "amount": award.amount,
            "issuer": award.issuer,
            "unit_cost": award.unit_cost,
            "expires_at": award.expires_at,
            "contra": award.issuer,
            "key": f"{key}:{n}",
            "memo": bill.memo,
            "effective_at": effective_at,
        }


def request_of(bill: Bill) -> dict[str, Any]:
    """What the bill's key stands for: the bill, not what it was worth, which goes by the tier of
    the day it is posted."""
    plain = {
        "on": bill.on,
        "charges": [_plain(charge) for charge in bill.charges],
        "extras": [_plain(extra) for extra in bill.extras],
        "memo": bill.memo,
    }
    return {"act": "earn", "bill": plain}


def earn(conn: Connection, *, member_id: int, bill: Bill, key: str, at: datetime) -> AccrualTotals:
    """Post a bill, all of it under one key. NotAllowed for a member who earns nothing now (in
    arrears, suspended, frozen, left): nothing is kept of the key, so it can come again later."""
    request = request_of(bill)
    lock(conn, member_id)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        return AccrualTotals(**before)
    # Only now, behind the lock: one who leaves in between would be left with points.
    member = profiles.by_id(conn, member_id)
    permissions.check(member, permissions.Act.EARN)
    due = awards(member, bill, rule_versions.rules_on(conn, bill.on))
    for posting in postings(key, bill, due):
        ledger.grant(conn, member_id=member_id, at=at, **posting)
    earned = totals(due)
    idempotency.remember(conn, member_id, key, request, asdict(earned), at)
    return earned


def totals(due: list[Award]) -> AccrualTotals:
    return AccrualTotals(_sum(due, POINTS), _sum(due, GROWTH))


def _plain(part: Charge | ExtraPoints) -> dict[str, Any]:
    # asdict() copies deeply: 25 us a bill, of 100 in an import.
    return {name: getattr(part, name) for name in part.__slots__}


def _yuan_by_source(charges: tuple[Charge, ...], rules: Earning) -> dict[str, int]:
    fen = dict.fromkeys(rules.sources, 0)
    for charge in charges:
        if charge.source not in fen:
            raise BadBill(f"no source of charges: {charge.source}")
        if charge.kind not in (*rules.charges_earning, *rules.charges_not_earning):
            raise BadBill(f"no kind of charge: {charge.kind}")
        if charge.fen < 0:
            raise BadBill(f"a charge below 0: {charge.fen} fen")
        fen[charge.source] += charge.fen if charge.kind in rules.charges_earning else 0
    return {source: total // FEN_PER_YUAN for source, total in fen.items()}


def _points_of(yuan: int, tier: str, rules: Programme) -> int:
    percent = next(rule.earns_percent for rule in rules.tiers if rule.name == tier)
    return yuan * rules.earning.points_per_yuan * percent // 100


def _bonus_percent(earner: EarningProfile, on: date, rules: Earning) -> int:
    years = years_between(earner.joined_on, on)
    reached = [rule.percent for rule in rules.tenure_bonus if years >= rule.years]
    return max(reached, default=0)


def _check_extra(extra: ExtraPoints, rules: Earning) -> None:
    if extra.source not in rules.sources_in_points:
        raise BadBill(f"no source of points: {extra.source}")
    if extra.points <= 0:
        raise BadBill(f"points are given in amounts above 0: {extra.points}")
    if (extra.source == PARTNER) != bool(extra.partner):
        raise BadBill("a partner's points name the partner, and no others do")


def _sum(due: list[Award], unit: str) -> int:
    return sum(award.amount for award in due if award.unit == unit)
