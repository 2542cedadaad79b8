"""Accrual: the points and growth value that a bill earns, and their posting.

awards() is the whole rule and needs no database: single bills and imports of millions use it. A
bill goes by the rules in effect on the day it was earned, whenever it is posted.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import Connection

from core.kernel import idempotency
from core.ledger import GROWTH, POINTS, ledger, lock, lots
from core.loyalty.bills import PARTNER, Bill, Charge, ExtraPoints, request_of
from core.loyalty.errors import BadBill
from core.members import permissions, profiles
from core.programme import Earning, Programme, start_of_day, years_between
from core.programme import versions as rule_versions

FEN_PER_YUAN = 100
BONUS = "bonus"


class EarningProfile(Protocol):
    """What awards() needs to know of a member; core.members.Member has it."""

    @property
    def tier(self) -> str: ...
    @property
    def joined_on(self) -> date: ...
    @property
    def province(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Award:
    """One posting to be made. `kind` is its source, or 'bonus'; `issuer` is the programme account
    that bears its cost, and the contra account; `unit_cost_mfen` is the cost of one point."""

    unit: str
    kind: str
    amount: int
    issuer: str
    unit_cost_mfen: int
    expires_at: date | None


@dataclass(frozen=True, slots=True)
class AccrualTotals:
    points: int
    growth: int


def province(name: str) -> str:
    """The programme account of a province, which issues its members' points and bears their
    cost."""
    return f"province:{name}"


def partner(name: str) -> str:
    """The programme account of a partner. The sum of its postings is what the partner owes, or is
    owed."""
    return f"partner:{name}"


def awards(earner: EarningProfile, bill: Bill, rules: Programme) -> list[Award]:
    """What the bill earns, in the order of posting: points by source, the tenure bonus, extra
    points, growth value.

    Fractions of a yuan are dropped per source, fractions of a point per award. Raises BadBill for a
    source, kind or partner that the rules do not know, and for an impossible amount.
    """
    issuer, last = province(earner.province), lots.last_day(bill.on, rules)
    cost = rules.redemption.cost_mfen_per_point

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


def postings(key: str, bill: Bill, awarded: list[Award]) -> Iterator[dict[str, Any]]:
    """The arguments of ledger.grant() for each award of the bill, except `member_id` and `at`."""
    effective_at = start_of_day(bill.on)
    for n, award in enumerate(awarded):
        yield {
            "unit": award.unit,
            "kind": award.kind,
            "amount": award.amount,
            "issuer": award.issuer,
            "unit_cost_mfen": award.unit_cost_mfen,
            "expires_at": award.expires_at,
            "contra": award.issuer,
            "key": f"{key}:{n}",
            "memo": bill.memo,
            "effective_at": effective_at,
        }


def earn(conn: Connection, *, member_id: int, bill: Bill, key: str, at: datetime) -> AccrualTotals:
    """Post a bill, all of it under one key.

    Raises NotAllowed for a member who earns nothing now (in arrears, suspended, frozen, left); the
    key is not used then, so the bill can be posted later. Raises BadBill and KeyReused.
    """
    request = request_of(bill)
    lock(conn, member_id)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        return AccrualTotals(**before)
    # Read behind the lock: else a member who leaves meanwhile is left with points.
    member = profiles.by_id(conn, member_id)
    permissions.check(member, permissions.Act.EARN)
    awarded = awards(member, bill, rule_versions.rules_on(conn, bill.on))
    for posting in postings(key, bill, awarded):
        ledger.grant(conn, member_id=member_id, at=at, **posting)
    earned = totals(awarded)
    idempotency.remember(conn, member_id, key, request, asdict(earned), at)
    return earned


def totals(awarded: list[Award]) -> AccrualTotals:
    """The points and the growth value of all awards together."""
    return AccrualTotals(_sum(awarded, POINTS), _sum(awarded, GROWTH))


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
    if extra.partner and extra.partner not in rules.partners:
        raise BadBill(f"no partner: {extra.partner}")


def _sum(awarded: list[Award], unit: str) -> int:
    return sum(award.amount for award in awarded if award.unit == unit)
