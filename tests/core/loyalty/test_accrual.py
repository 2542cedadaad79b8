from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from sqlalchemy import Connection, select

from core.books import audit
from core.kernel import Database, KeyReused, NotAllowed
from core.ledger import NoSuchAccount, ledger
from core.loyalty import AccrualTotals, BadBill, Bill, Charge, ExtraPoints, accrual
from core.programme import current_rules
from core.schema import lot, posting

ON = date(2026, 5, 31)
LAST = date(2028, 12, 31)


@dataclass(frozen=True)
class EarningProfile:
    tier: str = "basic"
    joined_on: date = ON
    province: str = "GD"


def earned(earner: EarningProfile, bill: Bill) -> list[tuple[str, str, int]]:
    return [(a.unit, a.kind, a.amount) for a in accrual.awards(earner, bill, current_rules())]


def of(*charges: tuple[str, str, int], on: date = ON) -> Bill:
    return Bill(on, tuple(Charge(*charge) for charge in charges))


@pytest.mark.parametrize(
    ("tier", "points"), [("basic", 99), ("silver", 118), ("gold", 148), ("diamond", 198)]
)
def test_points_are_whole_yuan_times_the_tier_coefficient(tier: str, points: int) -> None:
    assert earned(EarningProfile(tier), of(("mobile", "usage", 99_99))) == [
        ("points", "mobile", points),
        ("growth", "mobile", 99),
    ]


@pytest.mark.parametrize(
    ("joined_on", "bonus"),
    [
        (date(2025, 6, 1), None),  # a year tomorrow
        (date(2025, 5, 31), 10),
        (date(2024, 5, 31), 20),
        (date(2021, 6, 1), 20),
        (date(2021, 5, 31), 30),
        (date(1996, 2, 29), 30),
    ],
)
def test_tenure_bonus_is_a_separate_posting(joined_on: date, bonus: int | None) -> None:
    found = earned(EarningProfile(joined_on=joined_on), of(("mobile", "usage", 100_00)))
    assert [amount for _, kind, amount in found if kind == "bonus"] == ([bonus] if bonus else [])


def test_fractions_are_rounded_down_per_source_and_for_the_bonus() -> None:
    bill = of(("mobile", "fee", 58_60), ("mobile", "usage", 60), ("services", "usage", 1_99))
    assert earned(EarningProfile("gold", date(2020, 1, 1)), bill) == [
        ("points", "mobile", 88),  # 59 x 1.5 = 88.5
        ("points", "services", 1),
        ("points", "bonus", 26),  # 30 % of 89 = 26.7
        ("growth", "mobile", 59),
        ("growth", "services", 1),
    ]


def test_charges_that_earn_nothing() -> None:
    kinds = ("gifted", "penalty", "one_off")
    assert earned(EarningProfile(), of(*[("mobile", kind, 100_00) for kind in kinds])) == []
    assert earned(EarningProfile(), of(("mobile", "usage", 99))) == []


def test_extra_points_get_no_coefficient_or_bonus_and_keep_their_expiry() -> None:
    soon = date(2026, 8, 31)
    extras = (ExtraPoints("promotion", 500, soon), ExtraPoints("partner", 40, partner="coffee"))
    found = accrual.awards(
        EarningProfile("diamond", date(2010, 1, 1), "SC"), Bill(ON, extras=extras), current_rules()
    )
    assert [(a.kind, a.amount, a.issuer, a.expires_at) for a in found] == [
        ("promotion", 500, "province:SC", soon),
        ("partner", 40, "partner:coffee", LAST),
    ]


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 1, 1), date(2028, 12, 31)),
        (date(2026, 12, 31), date(2028, 12, 31)),
        (date(2028, 2, 29), date(2030, 12, 31)),
    ],
)
def test_points_expire_at_the_end_of_the_second_following_year(day: date, last: date) -> None:
    award, growth = accrual.awards(
        EarningProfile(), of(("mobile", "usage", 100), on=day), current_rules()
    )
    assert (award.expires_at, growth.expires_at) == (last, None)


@pytest.mark.parametrize(
    "bill",
    [
        of(("partner", "usage", 1)),
        of(("mobile", "gift", 1)),
        of(("mobile", "usage", -1)),
        Bill(ON, extras=(ExtraPoints("mobile", 1),)),
        Bill(ON, extras=(ExtraPoints("promotion", 0),)),
        Bill(ON, extras=(ExtraPoints("partner", 1),)),
        Bill(ON, extras=(ExtraPoints("promotion", 1, partner="coffee"),)),
    ],
)
def test_invalid_bill_is_refused(bill: Bill) -> None:
    with pytest.raises(BadBill):
        accrual.awards(EarningProfile(), bill, current_rules())


@pytest.fixture
def conn(database: Database, join: Callable[..., int]) -> Iterator[Connection]:
    with database.engine.begin() as connection:
        join(connection, tier="gold", joined_on=date(2020, 1, 1), province="SC")
        yield connection
        assert list(audit.violations(connection)) == []


BILL = Bill(
    ON,
    (Charge("mobile", "usage", 100_00), Charge("fixed_line", "fee", 20_00)),
    (ExtraPoints("partner", 7, partner="coffee"),),
    memo="May",
)


def test_a_bill_is_posted_once(conn: Connection, at: datetime) -> None:
    answer = {
        accrual.earn(conn, member_id=1, bill=BILL, key="may", at=at) for _ in range(2)
    }  # the second changes nothing
    assert answer == {AccrualTotals(points=150 + 30 + 54 + 7, growth=120)}
    assert ledger.balance(conn, 1).available == 241
    assert ledger.balance(conn, 1, "growth").available == 120
    rows = conn.execute(select(lot.c.granted, lot.c.issuer, lot.c.unit_cost_mfen, lot.c.expires_at))
    home = ("province:SC", 1_000, LAST)
    assert [tuple(row) for row in rows] == [
        (150, *home),
        (30, *home),
        (54, *home),
        (7, "partner:coffee", 1_000, LAST),
    ]
    row = conn.execute(select(posting).where(posting.c.kind == "bonus")).one()
    assert (row.contra, row.memo, row.recorded_at) == ("province:SC", "May", at)
    assert row.effective_at == datetime.fromisoformat("2026-05-31T00:00+08:00")
    other = Bill(ON, BILL.charges, memo="May")
    with pytest.raises(KeyReused):
        accrual.earn(conn, member_id=1, bill=other, key="may", at=at)


def test_repeated_bill_after_a_tier_change_is_not_posted_again(
    conn: Connection, at: datetime
) -> None:
    first = accrual.earn(conn, member_id=1, bill=BILL, key="may", at=at)
    conn.exec_driver_sql("UPDATE member SET tier = 'diamond', province = 'GD'")
    assert accrual.earn(conn, member_id=1, bill=BILL, key="may", at=at) == first
    assert ledger.balance(conn, 1).available == first.points


@pytest.mark.parametrize("status", ["arrears", "suspended", "frozen", "left"])
def test_a_refused_bill_can_be_posted_later(conn: Connection, at: datetime, status: str) -> None:
    conn.exec_driver_sql(f"UPDATE member SET status = '{status}'")
    with pytest.raises(NotAllowed) as error:
        accrual.earn(conn, member_id=1, bill=BILL, key="may", at=at)
    assert error.value.reason == status
    conn.exec_driver_sql("UPDATE member SET status = 'active'")
    assert accrual.earn(conn, member_id=1, bill=BILL, key="may", at=at).points == 241


def test_bill_of_an_unknown_member_is_refused(conn: Connection, at: datetime) -> None:
    with pytest.raises(NoSuchAccount):
        accrual.earn(conn, member_id=2, bill=BILL, key="may", at=at)
