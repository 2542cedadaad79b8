from datetime import datetime, timedelta
from typing import Any

from code_sealer import VOUCHER_SEALER
from sqlalchemy import Connection

from core.books import audit
from core.kernel import Database
from core.ledger import ledger
from core.loyalty import tiers
from core.members import cards, member_points, profiles
from core.programme import current_rules, local_day
from core.redemption import gifts, orders, vouchers
from core.seed import SAMPLES, add_samples, seed
from core.staff import agents

NUMBERS = [f"+861380000000{n}" for n in range(1, 8)]


def test_seed_creates_the_demo_members(seeded: Database, at: datetime) -> None:
    def look(conn: Connection) -> list[tuple[str | None, str, int, str]]:
        found = [member_points.caller(conn, number, local_day(at)) for number in NUMBERS]
        return [(m.language, m.tier, m.available, m.status) for m in found if m is not None]

    assert seeded.run(look) == [
        ("zh", "gold", 12_345, "active"),
        ("en", "silver", 3_200, "active"),
        ("zh", "diamond", 88_888, "active"),
        ("zh", "basic", 0, "active"),
        ("zh", "silver", 5_000, "active"),
        ("en", "gold", 9_000, "active"),
        ("zh", "basic", 150, "frozen"),
    ]


def test_seeded_member_1_has_history_expiring_points_and_an_order(
    seeded: Database, at: datetime
) -> None:
    with seeded.engine.begin() as conn:
        history = ledger.history(conn, 1, limit=20)
        assert len(history) == 9
        assert len({entry.kind for entry in history}) >= 4
        soon = local_day(at) + timedelta(days=20)
        assert ledger.expiring(conn, 1, today=local_day(at), until=soon + timedelta(days=60)) == [
            ledger.Expiring(soon, 2_000)
        ]
        order = orders.latest(conn, 1)
        assert order is not None
        assert (order.status, order.name_zh) == ("sent", "保温杯")


def test_seeded_members_have_the_growth_of_their_tier(seeded: Database, at: datetime) -> None:
    with seeded.engine.begin() as conn:
        for number in NUMBERS:
            member = profiles.find(conn, number)
            assert member is not None
            standing = tiers.progress(conn, member, at)
            earned = [t.name for t in current_rules().tiers if standing.growth >= t.growth_from]
            assert earned[-1] == member.tier


def test_reseeding_leaves_the_audit_without_violations(seeded: Database, at: datetime) -> None:
    seeded.run(lambda conn: seed(conn, at))
    assert seeded.run(lambda conn: list(audit.violations(conn))) == []


def test_seed_creates_two_supervisors_two_agents_and_an_auditor(seeded: Database) -> None:
    everyone = seeded.run(agents.everyone)
    assert {(each.agent, each.role) for each in everyone} == {
        ("agent", "agent"),
        ("agent2", "agent"),
        ("supervisor", "supervisor"),
        ("supervisor2", "supervisor"),
        ("auditor", "auditor"),
    }


def test_samples_have_a_voucher_and_a_card(
    seeded: Database, at: datetime, quick_hasher: Any
) -> None:
    with seeded.engine.begin() as conn:
        on_sale = gifts.available(conn, today=local_day(at))
        for _ in range(2):
            add_samples(conn, VOUCHER_SEALER, at, quick_hasher)
        assert gifts.available(conn, today=local_day(at)) == on_sale
        first, second = SAMPLES
        order = orders.latest(conn, first)
        assert order is not None
        assert order.status == "delivered"
        voucher = vouchers.of_order(conn, first, order.order_id)
        assert voucher is not None
        assert voucher.open(VOUCHER_SEALER) == "CAFE-2468"
        assert cards.is_card_number(cards.active(conn, second) or "")
        assert list(audit.violations(conn)) == []
