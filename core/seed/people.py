"""Who and what the demo has: members, what they earned, gifts, suppliers, agents."""

from dataclasses import dataclass

from core.staff import Role

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
class DemoMember:
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
    city: str | None = None
    address: str | None = "广州市天河区体育西路18号6栋1203室"


PEOPLE = {
    1: DemoMember("+8613800000001", "王芳", "zh", "gold", 6, 41, 4_120, ()),
    2: DemoMember(
        "+8613800000002",
        "Alice Brown",
        "en",
        "silver",
        3,
        34,
        1_460,
        ((170, "mobile", 1_500), (110, "mobile", 1_300), (20, "partner", 400)),
        city="4403",
        address="Room 802, 25 Huaqiang Road, Futian District, Shenzhen",
    ),
    3: DemoMember(
        "+8613800000003",
        "李强",
        "zh",
        "diamond",
        12,
        52,
        21_300,
        ((320, "mobile", 40_000), (200, "services", 23_888), (80, "mobile", 30_000)),
    ),
    4: DemoMember("+8613800000004", "陈静", "zh", "basic", 0, 23, 0, (), has_pin=False),
    5: DemoMember(
        "+8613800000005",
        "赵国华",
        "zh",
        "silver",
        9,
        68,
        1_720,
        ((210, "fixed_line", 2_600), (60, "mobile", 2_400)),
        city="4401",
        address=None,
    ),
    6: DemoMember(
        "+8613800000006",
        "David Smith",
        "en",
        "gold",
        4,
        38,
        3_050,
        ((180, "mobile", 5_000), (45, "mobile", 4_000)),
        city="4401",
    ),
    7: DemoMember(
        "+8613800000007", "周敏", "zh", "basic", 1, 29, 150, ((30, "mobile", 150),), "frozen"
    ),
}

# sku, number, points, name in Chinese and in English
VOUCHER = ("coffee-voucher", 40, 200, "咖啡券", "Coffee voucher")
# The first has a voucher, the second a card.
SAMPLES = {
    8: DemoMember("+8613800000008", "林静", "zh", "silver", 2, 29, 1_300, ((40, "mobile", 2_200),)),
    9: DemoMember(
        "+8613800000010", "Tom Lee", "en", "silver", 2, 37, 1_200, ((30, "mobile", 1_800),)
    ),
}
# What member 1 earned before the first order, and between the two orders, as DemoMember.earned.
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
