"""Posts the points and places the orders of the demo, by the functions that the hotline uses."""

from datetime import date, datetime, timedelta

from argon2 import PasswordHasher
from sqlalchemy import Connection, delete, insert, select, update

from core.ledger import GROWTH, POINTS, ledger, lots
from core.loyalty import accrual
from core.members import pins, profiles
from core.messaging import Consent, SaidBy, TextClass, consents
from core.organisation import units
from core.programme import current_rules, local_day, start_of_day
from core.redemption import fulfilment, placing, suppliers
from core.schema import consent, gift, msisdn, outbox, stock
from core.schema import member as member_table
from core.seed.people import (
    AGENTS,
    EARNED_BEFORE_CREDIT,
    EARNED_BEFORE_GIFT,
    EXPIRES_SOON_DAYS,
    EXPIRES_SOON_POINTS,
    GIFTS,
    PEOPLE,
    PIN,
    PRICES,
    PROVINCE,
    SUPPLIERS,
    TIER_DAYS_LEFT,
    DemoMember,
)
from core.service import complaints
from core.staff import agent_changes


def seed(conn: Connection, at: datetime, hasher: PasswordHasher = pins.HASHER) -> None:
    """Does nothing if there is a member already."""
    if conn.execute(select(member_table.c.member_id).limit(1)).first() is not None:
        return
    units.add_units(conn)
    _add_catalogue(conn)
    _add_agents(conn, at, hasher)
    for member_id, person in PEOPLE.items():
        add_member(conn, member_id, person, at)
        if person.has_pin:
            pins.choose(conn, _member(conn, member_id), PIN, at, hasher)
    _add_history_of_member_1(conn, at)
    complaints.file(
        conn,
        member_id=2,
        words="Points for my May bill are missing.",
        recording_url=None,
        channel="sms",
        key="seed:complaint",
        at=at - timedelta(hours=5),
        complaint_id="seed-complaint",
        number="20260002",
    )
    _order(conn, 3, "earphones", at - timedelta(days=1), "20260003")
    # LOCKED_BY_HAND, since a lock by three wrong PINs ends at midnight: an agent has to lift it.
    locked = {"pin_wrong": current_rules().security.pin_tries, "pin_wrong_on": pins.LOCKED_BY_HAND}
    conn.execute(update(member_table).where(member_table.c.member_id == 6).values(**locked))
    conn.execute(delete(outbox))  # notices of the past are not sent


def _add_catalogue(conn: Connection) -> None:
    for code, name, contact in SUPPLIERS:
        suppliers.add(conn, code=code, name=name, contact=contact)
    for sort, (sku, number, kind, points, zh, en, counts, supplier, cost) in enumerate(GIFTS):
        values = {"number": number, "kind": kind, "points": points, "sort": sort}
        names = {"name_zh": zh, "name_en": en}
        bought = {"supplier": supplier, "cost_fen": cost}
        conn.execute(insert(gift).values(sku=sku, on_sale=True, **values, **names, **bought))
        for bucket, count in enumerate(counts):
            whole = {"at_first": count, "left": count, "reserved": 0, "sent": 0}
            conn.execute(insert(stock).values(sku=sku, bucket=bucket, **whole))


def _add_agents(conn: Connection, at: datetime, hasher: PasswordHasher) -> None:
    for agent, name, role, language, number in AGENTS:
        agent_changes.create(
            conn,
            agent=agent,
            name=name,
            role=role,
            language=language,
            number=number,
            # Not checked: the demo's passwords are for everybody to know.
            password_hash=pins.hashed(f"demo-{agent}", hasher),
            password_expires_at=None,
            at=at,
        )


def add_member(conn: Connection, member_id: int, person: DemoMember, at: datetime) -> None:
    today = local_day(at)
    joined_on = today - timedelta(days=366 * person.joined_years_ago)
    rated = person.tier != current_rules().tiers[0].name
    values = {
        "member_id": member_id,
        "number": person.number,
        "name": person.name,
        "language": person.language,
        "tier": person.tier,
        "tier_until": today + timedelta(days=TIER_DAYS_LEFT) if rated else None,
        "joined_on": joined_on,
        "born_on": date(today.year - person.age, 1, 1),
        "status": person.status,
        "province": PROVINCE,
        "city": person.city,
        "address": person.address,
        "pin_wrong": 0,
        "marketing_ok": True,
    }
    conn.execute(insert(member_table).values(**values))
    joined_at = start_of_day(joined_on)
    said = Consent(TextClass.MARKETING, None, True, SaidBy.IMPORT, "import:demo", joined_at)
    conn.execute(insert(consent).values(**consents.row_of(member_id, 1, said)))
    conn.execute(insert(msisdn).values(number=person.number, member_id=member_id))
    for unit in (POINTS, GROWTH):
        ledger.open_account(conn, member_id, unit)
    if person.growth:
        _grant(conn, member_id, at - timedelta(days=30), "mobile", person.growth, unit=GROWTH)
    for days_ago, source, points in person.earned:
        _grant(conn, member_id, at - timedelta(days=days_ago), source, points)


def _add_history_of_member_1(conn: Connection, at: datetime) -> None:
    for days_ago, source, points in EARNED_BEFORE_CREDIT:
        _grant(conn, 1, at - timedelta(days=days_ago), source, points)
    added_at = at - timedelta(days=120)
    credit = _order(conn, 1, "credit-10", added_at, "20260000")
    fulfilment.fulfil(conn, member_id=1, order_id=credit, key="seed:added", at=added_at)
    for days_ago, source, points in EARNED_BEFORE_GIFT:
        _grant(conn, 1, at - timedelta(days=days_ago), source, points)
    ordered = _order(conn, 1, "thermos-cup", at - timedelta(days=4), "20260001")
    sent_at = at - timedelta(days=2)
    fulfilment.despatch(conn, member_id=1, order_id=ordered, key="seed:sent", at=sent_at)
    soon = local_day(at) + timedelta(days=EXPIRES_SOON_DAYS)
    yesterday = at - timedelta(days=1)
    _grant(conn, 1, yesterday, "promotion", EXPIRES_SOON_POINTS, expires_at=soon)


def _grant(
    conn: Connection,
    member_id: int,
    at: datetime,
    source: str,
    points: int,
    *,
    unit: str = POINTS,
    expires_at: date | None = None,
) -> None:
    is_points, rules = unit == POINTS, current_rules()
    issuer = accrual.partner("1") if source == "partner" else accrual.province(PROVINCE)
    ledger.grant(
        conn,
        member_id=member_id,
        unit=unit,
        amount=points,
        contra=issuer,
        kind=source,
        key=f"seed:{unit}:{source}:{at.isoformat()}",
        at=at,
        expires_at=(expires_at or lots.last_day(local_day(at), rules)) if is_points else None,
        issuer=issuer,
        unit_cost_mfen=rules.redemption.cost_mfen_per_point if is_points else 0,
    )


def _order(conn: Connection, member_id: int, sku: str, at: datetime, number: str) -> str:
    return place_order(conn, _member(conn, member_id), sku, PRICES[sku], at, number)


def place_order(
    conn: Connection, member: profiles.Member, sku: str, points: int, at: datetime, number: str
) -> str:
    placed = placing.redeem(
        conn,
        member=member,
        sku=sku,
        points=points,
        key=f"seed:order:{number}",
        at=at,
        channel="voice",
        order_id=f"seed-{number}",
        number=number,
    )
    return placed.order_id


def _member(conn: Connection, member_id: int) -> profiles.Member:
    found = profiles.find(conn, PEOPLE[member_id].number)
    assert found is not None
    return found
