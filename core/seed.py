"""Demo data: seven members with a history, gifts, services and their suppliers, and five agents.

Points are posted and orders placed by the functions that the hotline uses, so the ledger passes its
audit. All dates are relative to the day of seeding.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from argon2 import PasswordHasher
from sqlalchemy import Connection, delete, insert, select, update

from core.ledger import GROWTH, POINTS, ledger, lots
from core.loyalty import accrual
from core.members import pins, profiles
from core.programme import current_rules, local_day
from core.redemption import fulfilment, orders, suppliers
from core.schema import gift, msisdn, outbox, stock
from core.schema import member as member_table
from core.service import complaints
from core.staff import Role, agent_changes

PIN = "135790"
PROVINCE = "GD"
TIER_DAYS_LEFT = 200
# code, name, contact
SUPPLIERS = (
    ("hongda", "宏达礼品", "陈经理 orders@hongda.example"),
    ("jiahe", "佳和电器", "商务部 service@jiahe.example"),
    ("topup", "联充话费平台", "值班 ops@topup.example"),
)
# sku, number, kind, points, name in Chinese (6 characters at most) and in English (16), stock by
# bucket, supplier, cost in fen. The rice cooker costs more than its points are worth; the supplier
# and cost of 1 GB of data are not known.
GIFTS = (
    ("phone-stand", 1, "gift", 300, "手机支架", "Phone stand", (60, 40), "hongda", 2_60),
    ("thermos-cup", 2, "gift", 1_000, "保温杯", "Thermos cup", (50,), "hongda", 9_20),
    ("earphones", 3, "gift", 5_000, "蓝牙耳机", "Earphones", (20,), "jiahe", 46_80),
    ("rice-cooker", 4, "gift", 8_000, "电饭煲", "Rice cooker", (0,), "jiahe", 85_00),
    ("mascot", 5, "gift", 800, "限量公仔", "Mascot doll", (1,), "hongda", 6_50),
    ("credit-10", 10, "credit", 1_000, "10元话费", "10 yuan credit", (), "topup", 9_85),
    ("data-1gb", 1, "data", 500, "1GB流量", "1 GB data", (), None, None),
)
PRICES = {sku: points for sku, _number, _kind, points, *_ in GIFTS}


@dataclass(frozen=True, slots=True)
class _DemoMember:
    number: str
    name: str
    language: str
    tier: str
    joined_years_ago: int
    age: int
    growth: int
    earned: tuple[tuple[int, str, int], ...]  # days ago, source, points
    status: str = "active"
    has_pin: bool = True


PEOPLE = {
    1: _DemoMember("+8613800000001", "王芳", "zh", "gold", 6, 41, 4_120, ()),
    2: _DemoMember(
        "+8613800000002",
        "Alice Brown",
        "en",
        "silver",
        3,
        34,
        1_460,
        ((170, "mobile", 1_500), (110, "mobile", 1_300), (20, "partner", 400)),
    ),
    3: _DemoMember(
        "+8613800000003",
        "李强",
        "zh",
        "diamond",
        12,
        52,
        21_300,
        ((320, "mobile", 40_000), (200, "services", 23_888), (80, "mobile", 30_000)),
    ),
    4: _DemoMember("+8613800000004", "陈静", "zh", "basic", 0, 23, 0, (), has_pin=False),
    5: _DemoMember(
        "+8613800000005",
        "赵国华",
        "zh",
        "silver",
        9,
        68,
        1_720,
        ((210, "fixed_line", 2_600), (60, "mobile", 2_400)),
    ),
    6: _DemoMember(
        "+8613800000006",
        "David Smith",
        "en",
        "gold",
        4,
        38,
        3_050,
        ((180, "mobile", 5_000), (45, "mobile", 4_000)),
    ),
    7: _DemoMember(
        "+8613800000007", "周敏", "zh", "basic", 1, 29, 150, ((30, "mobile", 150),), "frozen"
    ),
}
# What member 1 earned before the first order, and between the two orders, as _DemoMember.earned.
# The points that expire soon are earned last: the orders would have spent them, since the earliest
# expiry is spent first.
EARNED_BEFORE_CREDIT = (
    (300, "mobile", 3_120),
    (240, "mobile", 2_845),
    (200, "mobile", 2_610),
    (150, "partner", 600),
)
EARNED_BEFORE_GIFT = ((90, "mobile", 2_270), (60, "fixed_line", 900))
EXPIRES_SOON_POINTS, EXPIRES_SOON_DAYS = 2_000, 20

# name to sign in with, displayed name, role, language, number; the password is demo- and the first
AGENTS = (
    ("agent", "刘洋", Role.AGENT, "zh", "+8613900000001"),
    ("agent2", "Emma Clark", Role.AGENT, "en", "+8613900000002"),
    ("supervisor", "孙丽", Role.SUPERVISOR, "zh", "+8613900000003"),
    ("supervisor2", "Laura Hughes", Role.SUPERVISOR, "en", "+8613900000005"),
    ("auditor", "何平", Role.AUDITOR, "zh", "+8613900000004"),
)


def seed(conn: Connection, at: datetime, hasher: PasswordHasher = pins.HASHER) -> None:
    """Does nothing if there is a member already."""
    if conn.execute(select(member_table.c.member_id).limit(1)).first() is not None:
        return
    _add_catalogue(conn)
    _add_agents(conn, at, hasher)
    for member_id, person in PEOPLE.items():
        _add_member(conn, member_id, person, at)
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


def _add_member(conn: Connection, member_id: int, person: _DemoMember, at: datetime) -> None:
    today = local_day(at)
    rated = person.tier != current_rules().tiers[0].name
    values = {
        "member_id": member_id,
        "number": person.number,
        "name": person.name,
        "language": person.language,
        "tier": person.tier,
        "tier_until": today + timedelta(days=TIER_DAYS_LEFT) if rated else None,
        "joined_on": today - timedelta(days=366 * person.joined_years_ago),
        "born_on": date(today.year - person.age, 1, 1),
        "status": person.status,
        "province": PROVINCE,
        "pin_wrong": 0,
        "marketing_ok": True,
    }
    conn.execute(insert(member_table).values(**values))
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
    _order(conn, 1, "credit-10", at - timedelta(days=120), "20260000")
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
        unit_cost=rules.redemption.cost_fen_per_point if is_points else 0,
    )


def _order(conn: Connection, member_id: int, sku: str, at: datetime, number: str) -> str:
    placed = orders.redeem(
        conn,
        member=_member(conn, member_id),
        sku=sku,
        points=PRICES[sku],
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
