"""The dry run: its counts are compared with what the code does by the changed rules."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from single_holds import place_hold
from sqlalchemy import Connection, insert, update

from core.kernel import Database, LimitReached, NotAllowed
from core.ledger import holds, ledger
from core.loyalty import (
    Bill,
    Charge,
    accrual,
    expiry,
    partner_exchange,
    tiers,
    transfer_limits,
    transfers,
)
from core.members import profiles
from core.messaging import outbox
from core.programme import (
    Programme,
    current_rules,
    editable_fields,
    set_current_rules,
    shipped_rules,
)
from core.redemption import NotOpenYet, fulfilment, gifts, orders
from core.rule_impact import Effect, Proposal, dry_run
from core.rule_impact.dry_run import ESTIMATORS
from core.rule_impact.tiers import next_rating
from core.schema import agent, approval, claim, complaint, gift, handover, lot, member, stock
from core.service import complaints

ON = date(2026, 6, 2)
RATED_ON = date(2026, 6, 6)
Join = Callable[..., int]
Earn = Callable[..., ledger.PostingResult]


def changed(**values: Any) -> Programme:
    """The shipped rules with other values; two underscores stand for a dot: expiry__years_after."""
    by_path = {name.replace("__", "."): value for name, value in values.items()}
    return editable_fields.with_values(shipped_rules(), by_path)


def estimated(conn: Connection, at: datetime, on: date = ON, **values: Any) -> dict[str, Effect]:
    proposal = Proposal(shipped_rules(), changed(**values), on, at)
    return {each.name: each for each in dry_run.effects(conn, proposal)}


def counts(conn: Connection, at: datetime, on: date = ON, **values: Any) -> dict[str, int | None]:
    return {name: effect.count for name, effect in estimated(conn, at, on, **values).items()}


@contextmanager
def by(rules: Programme) -> Iterator[None]:
    """With `rules` in effect."""
    set_current_rules(rules)
    try:
        yield
    finally:
        set_current_rules(shipped_rules())


def grow(conn: Connection, growth: int, at: datetime, member_id: int) -> None:
    ledger.grant(
        conn, member_id=member_id, unit="growth", amount=growth, contra="issued", kind="mobile",
        key=f"growth:{at.isoformat()}", at=at, expires_at=None, unit_cost=0,
    )  # fmt: skip


def offer(conn: Connection, points: int = 100, kind: str = "gift") -> None:
    values = {"sku": kind, "kind": kind, "number": 1, "points": points, "sort": 1}
    names = {"name_zh": "礼品", "name_en": "Gift", "on_sale": True}
    conn.execute(insert(gift).values(**values, **names))
    count = {"at_first": 99, "left": 99, "reserved": 0, "sent": 0}
    conn.execute(insert(stock).values(sku=kind, bucket=0, **count))


def redeem(
    conn: Connection, at: datetime, key: str, member_id: int = 1, kind: str = "gift"
) -> orders.Order:
    wanted = gifts.by_sku(conn, kind)
    assert wanted is not None
    return orders.redeem(
        conn, member=profiles.by_id(conn, member_id), sku=kind, points=wanted.points, key=key,
        at=at, channel="sms", order_id=key, number=f"{member_id}{key}",
    )  # fmt: skip


def test_every_editable_rule_has_an_estimator() -> None:
    assert set(ESTIMATORS) == {field.name for field in editable_fields.fields_of(shipped_rules())}


def test_unchanged_rules_have_no_effects(database: Database, at: datetime) -> None:
    with database.engine.begin() as conn:
        assert estimated(conn, at) == {}


def test_changed_rules_affect_nobody_in_an_empty_database(database: Database, at: datetime) -> None:
    """Every rule at once, on an empty database."""
    values = {
        field.path.replace(".", "__"): [int(each) + 1 for each in field.value]
        if isinstance(field.value, list)
        else field.value + (-1 if "until" in field.path else 1)
        for field in editable_fields.fields_of(shipped_rules())
        if field.path != "delivery.remote_provinces"
    }
    with database.engine.begin() as conn:
        found = counts(conn, at, **values)
    assert len(found) > 30
    assert set(found.values()) == {0, None}


def test_a_dry_run_writes_nothing(database: Database, join: Join, earn: Earn, at: datetime) -> None:
    """On a connection that refuses writes."""
    with database.engine.begin() as conn:
        join(conn)
        earn(conn, 600)
    values = {"redemption__opens_after_points": 500, "tiers__1__growth_from": 900}
    found = database.read(lambda conn: counts(conn, at, **values))
    assert found == {"rating": 0, "opens": 1}


@pytest.mark.parametrize(
    ("on", "rated_on"),
    [
        (date(2026, 6, 2), RATED_ON),
        (RATED_ON, RATED_ON),
        (date(2026, 6, 7), date(2026, 7, 6)),
        (date(2026, 12, 31), date(2027, 1, 6)),
    ],
)
def test_next_rating_day(on: date, rated_on: date) -> None:
    assert next_rating(on, shipped_rules()) == rated_on


TIERS = [
    {"tiers__1__growth_from": 900},
    {"tiers__1__growth_from": 1_200, "tiers__2__growth_from": 1_500},
    {"tiers__3__growth_from": 20_000},
    {"tier_term__months": 6},
    {"tier_term__grace_months": 0},
    {"tier_term__grace_months": 3, "tiers__2__growth_from": 2_000},
    {"tier_term__growth_months": 3},
    {"tier_term__growth_months": 24, "tiers__1__growth_from": 1_100},
]


GROWTH = ((0, 9), (950, 200), (1_150, 40), (1_600, 40), (9_000, 200), (9_000, 500))


@pytest.mark.parametrize("values", TIERS)
def test_estimated_tier_changes_match_the_rating(
    database: Database, join: Join, at: datetime, values: dict[str, int]
) -> None:
    """Compared with the rating of each member by both versions of the rules."""
    was, becomes = shipped_rules(), changed(**values)
    with database.engine.begin() as conn:
        number = 0
        for tier in ("basic", "silver", "gold", "diamond"):
            for until in (None, date(2026, 4, 5), date(2026, 5, 20), date(2026, 9, 5)):
                for growth, days_ago in GROWTH:
                    number += 1
                    join(conn, number, tier=tier, tier_until=until)
                    if growth:
                        grow(conn, growth, at - timedelta(days=days_ago), number)
        join(conn, 98, tier="gold", tier_until=date(2026, 4, 5), status="left")
        found = [*dry_run.effects(conn, Proposal(was, becomes, ON, at))]
        expected: dict[tuple[str, str], set[int]] = {}
        both = [
            tiers.rating_inputs(conn, on=RATED_ON, after=0, limit=500, rules=rules)
            for rules in (was, becomes)
        ]
        for before, after in zip(*both, strict=True):
            first, second = (
                tiers.evaluate_rating(before, RATED_ON, was),
                tiers.evaluate_rating(after, RATED_ON, becomes),
            )
            if first != second:
                tier_was = first.became if first else before.tier
                tier_becomes = second.became if second else after.tier
                expected.setdefault((tier_was, tier_becomes), set()).add(before.member_id)
    assert expected
    assert found[0].count == sum(map(len, expected.values())) and found[0].on == RATED_ON
    assert {(each.was, each.becomes): each.count for each in found[1:]} == {
        which: len(whom) for which, whom in expected.items()
    }
    for each in found[1:]:
        shown = {example.member_id for example in each.examples}
        assert shown and shown <= expected[each.was, each.becomes]
        assert each.name == ("rated_term" if each.was == each.becomes else "rated")


def test_redemption_threshold_closes_and_opens_for_members(
    database: Database, join: Join, earn: Earn, at: datetime
) -> None:
    """Redemption closes again for members between the two thresholds. All points ever earned count,
    whatever was spent or given back."""
    with database.engine.begin() as conn:
        offer(conn)
        for member_id, points in ((1, 999), (2, 1_000), (3, 1_500), (4, 2_000), (5, 1_200)):
            join(conn, member_id, status="frozen" if member_id == 5 else "active")
            earn(conn, points, member_id=member_id)
        join(conn, 6)
        redeem(conn, at, "gift-1", 4)
        order = redeem(conn, at, "gift-2", 3)
        key = {"key": "up", "at": at}
        fulfilment.cancel(conn, member_id=3, order_id=order.order_id, **key)
        closing, opening = {"redemption__opens_after_points": 2_000}, 500
        found = estimated(conn, at, **closing)
        assert set(found) == {"closes_again"} and found["closes_again"].count == 2
        assert [each.member_id for each in found["closes_again"].examples] == [2, 3]
        assert found["closes_again"].examples[0].number == "+8613800001002"
        for member_id in (2, 3):
            redeem(conn, at, f"open-{member_id}", member_id)
            with by(changed(**closing)), pytest.raises(NotOpenYet):
                redeem(conn, at, f"closed-{member_id}", member_id)
        with by(changed(**closing)):
            redeem(conn, at, "still-open", 4)
        assert counts(conn, at, redemption__opens_after_points=opening) == {"opens": 1}
        assert counts(conn, at, redemption__opens_after_points=0) == {"opens": 2}
        with pytest.raises(NotOpenYet):
            redeem(conn, at, "shut", 1)
        with by(changed(redemption__opens_after_points=opening)):
            redeem(conn, at, "open", 1)


def test_daily_redemption_limits(database: Database, join: Join, earn: Earn, at: datetime) -> None:
    """By days of the programme's time zone: 15:30 and 16:30 UTC are on two of them."""
    evening = datetime.fromisoformat("2026-05-20T15:30:00+00:00")
    with database.engine.begin() as conn:
        offer(conn, 400)
        for member_id in (1, 2, 3):
            join(conn, member_id)
            earn(conn, 5_000, member_id=member_id)
        for n in range(3):
            redeem(conn, evening, f"a{n}", 1)
            redeem(conn, evening + timedelta(hours=n), f"b{n}", 2)
            redeem(conn, evening - timedelta(days=60), f"c{n}", 3)
        given_up = redeem(conn, evening, "d", 2).order_id
        fulfilment.cancel(conn, member_id=2, order_id=given_up, key="up", at=evening)
        for most, touched in ((1, 2), (2, 1), (3, 0), (9, 0)):
            assert counts(conn, at, redemption__orders_per_day_max=most) == {
                "orders_per_day": touched
            }
        for points, touched in ((799, 2), (800, 1), (1_199, 1), (1_200, 0), (99_999, 0)):
            assert counts(conn, at, redemption__points_per_day_max=points) == {
                "points_per_day": touched
            }
        with by(changed(redemption__orders_per_day_max=2)):
            redeem(conn, at, "e1")
            redeem(conn, at, "e2")
            with pytest.raises(LimitReached):
                redeem(conn, at, "e3")


def give(conn: Connection, amount: int, to: int, at: datetime, key: str) -> None:
    transfers.give(
        conn, giver=profiles.by_id(conn, 1), receiver_id=to, amount=amount, channel="sms", key=key,
        at=at, transfer_id=key,
    )  # fmt: skip


def test_monthly_limits_of_transfers_exchanges_and_notices(
    database: Database, join: Join, earn: Earn, at: datetime
) -> None:
    """By calendar month: what was given in May is not added to June's."""
    with database.engine.begin() as conn:
        for member_id in (1, 2, 3, 4):
            join(conn, member_id)
        earn(conn, 9_000)
        may = at - timedelta(days=10)
        give(conn, 300, 2, may, "t1")
        give(conn, 300, 3, may, "t2")
        give(conn, 500, 4, at, "t3")
        exchange = {"partner": "airline", "amount": 400, "at": at}
        partner_exchange.request(
            conn, member=profiles.by_id(conn, 1), key="x", exchange_id="x", **exchange
        )
        for most, touched in ((1, 1), (2, 0), (9, 0)):
            assert counts(conn, at, giving__recipients_per_month_max=most) == {
                "recipients": touched
            }
        for points, touched in ((599, 1), (600, 0), (30_000, 0)):
            assert counts(conn, at, giving__points_per_month_max=points) == {
                "points_given": touched
            }
        for points, touched in ((399, 1), (400, 0)):
            assert counts(conn, at, exchange__points_per_month_max=points) == {
                "points_exchanged": touched
            }
        for n in range(3):
            outbox.put(conn, member_id=2, event_id=f"n{n}", topic="notice", payload={}, at=may)
        assert counts(conn, at, texts__per_month_max=2) == {"notices_per_month": 1}
        assert counts(conn, at, texts__per_month_max=3) == {"notices_per_month": 0}


@pytest.mark.parametrize(("months", "name"), [(12, "giving_too_new"), (3, "giving_begins")])
def test_minimum_membership_of_a_giver(
    database: Database, join: Join, at: datetime, months: int, name: str
) -> None:
    """Compared with whom core.loyalty.transfer_limits refuses on the first day."""
    joined = [date(2026, 6, 2), date(2026, 3, 2), date(2026, 3, 3), date(2025, 12, 2)]
    joined += [date(2025, 12, 3), date(2025, 6, 2), date(2025, 6, 3), date(2020, 1, 1)]
    with database.engine.begin() as conn:
        for member_id, day in enumerate(joined, 1):
            join(conn, member_id, joined_on=day)
        join(conn, 20, joined_on=date(2025, 9, 1), status="arrears")
        join(conn, 21, joined_on=date(2020, 1, 1))
        found = estimated(conn, at, giving__membership_months_min=months)
        there, becomes = at + timedelta(days=1), changed(giving__membership_months_min=months)

        def too_new() -> set[int]:
            return {n for n in range(1, len(joined) + 1) if refused(conn, n, there)}

        before = too_new()
        with by(becomes):
            after = too_new()
    assert set(found) == {name}
    assert {each.member_id for each in found[name].examples} == before ^ after
    assert found[name].count == len(before ^ after) > 0


def refused(conn: Connection, member_id: int, at: datetime) -> bool:
    try:
        transfer_limits.check_eligible(conn, profiles.by_id(conn, member_id), 21, at)
    except NotAllowed as error:
        return error.reason == "too_new"
    return False


EARNING: list[dict[str, int]] = [
    {"earning__points_per_yuan": 2},
    {"tiers__2__earns_percent": 160},
    {"earning__points_per_yuan": 2, "tiers__0__earns_percent": 50},
    {"earning__tenure_bonus__1__percent": 25},
    {"earning__tenure_bonus__2__years": 4},
    {"earning__tenure_bonus__0__years": 3},
]


@pytest.mark.parametrize("values", EARNING)
def test_members_whose_bills_would_earn_other_points(
    database: Database, join: Join, at: datetime, values: dict[str, int]
) -> None:
    """Compared with the awards of a large bill of the first day, by both versions."""
    bill = Bill(ON, (Charge("mobile", "usage", 1_000_000),))
    joined = [date(2026, 1, 1), date(2025, 6, 2), date(2025, 6, 3), date(2024, 6, 2)]
    joined += [date(2022, 6, 2), date(2021, 6, 3), date(2021, 6, 2), date(2010, 1, 1)]
    with database.engine.begin() as conn:
        for member_id, day in enumerate(joined, 1):
            join(conn, member_id, joined_on=day, tier="gold" if member_id % 2 else "basic")
            accrual.earn(conn, member_id=member_id, bill=bill, key="june", at=at)
        join(conn, 20, joined_on=date(2010, 1, 1), tier="gold")  # no bill
        join(conn, 21, joined_on=date(2010, 1, 1), tier="gold")
        accrual.earn(conn, member_id=21, bill=bill, key="may", at=at - timedelta(days=40))
        effect = estimated(conn, at, **values)["earners"]
        who = [profiles.by_id(conn, n) for n in range(1, len(joined) + 1)]
        before, after = (
            [accrual.totals(accrual.awards(each, bill, rules)).points for each in who]
            for rules in (current_rules(), changed(**values))
        )
    differ = [n for n, pair in enumerate(zip(before, after, strict=True), 1) if pair[0] != pair[1]]
    assert effect.count == len(differ) > 0
    assert [each.member_id for each in effect.examples] == differ[:5]


def test_changes_that_cancel_out_affect_nobody(
    database: Database, join: Join, at: datetime
) -> None:
    doubled = {
        f"tiers__{n}__earns_percent": shipped_rules().tiers[n].earns_percent // 2 for n in range(4)
    }
    with database.engine.begin() as conn:
        join(conn)
        bill = Bill(ON, (Charge("mobile", "usage", 10_000),))
        accrual.earn(conn, member_id=1, bill=bill, key="june", at=at)
        assert counts(conn, at, earning__points_per_yuan=2, **doubled) == {"earners": 0}


def test_points_lifetime_applies_to_new_points_only(
    database: Database, join: Join, earn: Earn, at: datetime
) -> None:
    with database.engine.begin() as conn:
        join(conn)
        join(conn, 2)
        earn(conn, 100)
        assert counts(conn, at, expiry__years_after=1) == {"last_days_stay": 1}
        bill = Bill(ON, (Charge("mobile", "usage", 10_000),))
        due = accrual.awards(profiles.by_id(conn, 2), bill, changed(expiry__years_after=1))
        assert expiry_of(conn, 1) == [date(2028, 12, 31)]
    assert {one.expires_at for one in due if one.unit == "points"} == {date(2027, 12, 31)}


def expiry_of(conn: Connection, member_id: int) -> list[date]:
    rows = conn.execute(lot.select().where(lot.c.member_id == member_id))
    return [row.expires_at for row in rows]


def test_grace_period_of_held_points(
    database: Database, join: Join, earn: Earn, at: datetime
) -> None:
    """The lots of two members expire within the new grace; one is held, and then released."""
    soon = ON + timedelta(days=40)
    with database.engine.begin() as conn:
        for member_id in (1, 2, 3):
            join(conn, member_id)
            earn(conn, 100, member_id=member_id, expires_at=soon if member_id < 3 else None)
        held = {"amount": 60, "key": "h", "at": at, "expires_at": None}
        for member_id in (1, 3):
            place_hold(conn, member_id=member_id, **held)
        assert counts(conn, at, expiry__grace_days=45) == {"grace": 1}
        assert counts(conn, at, expiry__grace_days=40) == {"grace": 0}
        there = at + timedelta(days=1)
        with by(changed(expiry__grace_days=45)):
            holds.release_hold(conn, member_id=1, hold_id="h", key="r", at=there)
        assert expiry_of(conn, 1) == [ON + timedelta(days=45)]


NOTICES = [[60, 30, 7], [120, 90, 30, 7], [90], [90, 30, 20, 7], [7], [30, 90, 7]]


@pytest.mark.parametrize("distances", NOTICES)
def test_additional_expiry_notices(
    database: Database, join: Join, earn: Earn, at: datetime, distances: list[int]
) -> None:
    """Compared with the job itself, which runs by the old rules up to the first day, and then once
    by each version."""
    with database.engine.begin() as conn:
        for member_id, left in enumerate((5, 15, 25, 50, 85, 100, 150), 1):
            last = ON + timedelta(days=left)
            join(conn, member_id, marketing_ok=left != 25)
            earn(conn, 100, member_id=member_id, expires_at=last)
        notify(conn, at)
        found = counts(conn, at, expiry__notices_days_before=distances)
        there, becomes = at + timedelta(days=1), changed(expiry__notices_days_before=distances)
        with by(becomes):
            near = expiry.upcoming_expiries(conn, at=there, after=(0, date.min), limit=99)
            due = expiry.due_notices(conn, near, there)
        usual = expiry.upcoming_expiries(conn, at=there, after=(0, date.min), limit=99)
        anyway = expiry.due_notices(conn, usual, there)
    assert found == {"notices_near": len(near), "notices_at_once": len(set(due) - set(anyway))}


def notify(conn: Connection, at: datetime) -> None:
    near = expiry.upcoming_expiries(conn, at=at, after=(0, date.min), limit=99)
    for due in expiry.due_notices(conn, near, at):
        assert expiry.notify(conn, due=due, at=at)


@pytest.mark.parametrize(("days", "name"), [(3, "reversals_end"), (12, "reversals_again")])
def test_orders_whose_reversal_period_changes(
    database: Database, join: Join, earn: Earn, at: datetime, days: int, name: str
) -> None:
    """Compared with whether core.redemption.fulfilment refuses each order on the first day."""
    with database.engine.begin() as conn:
        offer(conn)
        offer(conn, kind="credit")
        join(conn)
        earn(conn, 9_000)
        redeem(conn, at - timedelta(days=6), "credit", kind="credit")  # is never too late
        for ago in reversed(range(16)):
            then = at - timedelta(days=ago)
            redeem(conn, then, f"o{ago}")
            order = {"member_id": 1, "order_id": f"o{ago}", "at": then}
            fulfilment.despatch(conn, key=f"s{ago}", **order)
            fulfilment.deliver(conn, **order)
        found = counts(conn, at, redemption__reversal_days=days)

    def late() -> set[str]:
        return {f"o{ago}" for ago in range(16) if too_late(database, f"o{ago}", at)}

    before = late()
    with by(changed(redemption__reversal_days=days)):
        after = late()
    assert found == {name: len(before ^ after)} and before != after


def too_late(database: Database, order_id: str, at: datetime) -> bool:
    """Refusals are not recorded."""
    there = at + timedelta(days=1)
    with database.engine.connect() as conn, conn.begin() as transaction:
        try:
            fulfilment.reverse(
                conn, member_id=1, order_id=order_id, reason="defect", key="r", at=there
            )
        except NotAllowed as error:
            return error.reason == "too_late"
        finally:
            transaction.rollback()
    return False


def test_open_orders_holds_and_complaints_keep_their_dates(
    database: Database, join: Join, earn: Earn, at: datetime
) -> None:
    with database.engine.begin() as conn:
        offer(conn)
        join(conn)
        earn(conn, 9_000)
        sent, held = redeem(conn, at, "o1"), redeem(conn, at, "o2")
        fulfilment.despatch(conn, member_id=1, order_id=sent.order_id, key="s", at=at)
        complain(conn, at)
        for rule in ("send_within_days", "deliver_within_days", "deliver_within_days_remote"):
            assert counts(conn, at, **{f"delivery__{rule}": 2}) == {"orders_stay": 2}
        assert counts(conn, at, delivery__remote_provinces=["GD"]) == {"orders_stay": 2}
        assert counts(conn, at, redemption__hold_days=9) == {"holds_stay": 1}
        assert counts(conn, at, redemption__cost_fen_per_point=2) == {"cost": None}
        assert counts(conn, at, complaint__first_contact_hours=9) == {"complaints_stay": 1}
        both = {"complaint__decide_working_days": 4, "complaint__first_contact_hours": 9}
        assert counts(conn, at, **both) == {"complaints_stay": 1}
        assert counts(conn, at, complaint__decide_working_days_max=9) == {"complaints_latest": 1}
        conn.execute(update(complaint).values(status="closed"))
        assert counts(conn, at, complaint__decide_working_days_max=9) == {"complaints_latest": 0}
        with by(changed(delivery__deliver_within_days=2)):
            assert orders.by_number(conn, 1, held.number) == held


def complain(conn: Connection, at: datetime) -> None:
    complaints.file(
        conn, member_id=1, words="Late.", recording_url=None, channel="sms", key="c", at=at,
        complaint_id="c", number="20260009",
    )  # fmt: skip


def test_open_claims_keep_due_dates_but_follow_new_limit(
    database: Database, join: Join, at: datetime
) -> None:
    row = {"member_id": 1, "opened_at": at, "decide_due": at, "status": "open"}
    with database.engine.begin() as conn:
        join(conn)
        for number, status in (("1", "open"), ("2", "open"), ("3", "granted")):
            numbers = {"claim_id": number, "number": number, "receipt_number": number}
            conn.execute(insert(claim).values(**row | numbers | {"status": status}))
        assert counts(conn, at, claim__within_days=30) == {"claims_open": 2}
        assert counts(conn, at, claim__decide_working_days=3) == {"claims_stay": 2}


def test_queue_agent_and_desk_rules(database: Database, join: Join, at: datetime) -> None:
    waits = {
        "member_id": 1, "number": "+8613800001001", "channel": "sms", "way": "text", "topic": "",
        "language": "zh", "session_id": "s", "path": [], "proofs": [], "transcript": [], "turn": 1,
        "priority": 3, "rank_at": at, "version": 1, "tries": 0, "requested_at": at,
    }  # fmt: skip
    works = {
        "name": "Li", "role": "agent", "language": "zh", "number": "+8613900000001", "active": True,
        "password_hash": "", "totp_used": 0, "presence_since": at, "missed_call": False,
    }  # fmt: skip
    with database.engine.begin() as conn:
        join(conn)
        for name, presence in (("a", "available"), ("b", "offline"), ("c", "away")):
            conn.execute(insert(agent).values(agent=name, presence=presence, **works))
        for number, status, who in (
            ("1", "open", None),
            ("2", "talking", "a"),
            ("3", "talking", "a"),
            ("4", "wrap_up", "c"),
        ):
            conn.execute(
                insert(handover).values(handover_id=number, status=status, agent=who, **waits)
            )
        asked = {"points": 900, "reason": "x", "asked_by": "a", "asked_at": at}
        conn.execute(
            insert(approval).values(member_id=1, approval_id="g", status="waiting", **asked)
        )
        outbox.put(conn, member_id=1, event_id="n", topic="notice", payload={}, at=at)
        outbox.put(conn, member_id=1, event_id="o", topic="order_placed", payload={}, at=at)
        for values, found in (
            ({"agents__ahead_minutes": [9, 8, 7, 0]}, {"places_stay": 1}),
            ({"agents__talk_minutes": 6}, {"estimates": 1}),
            ({"agents__from_hour": 8, "agents__until_hour": 20}, {"line_hours": None}),
            ({"agents__waiting_max": 1}, {"line_full": None}),
            ({"agents__answer_within_seconds": 30}, {"answered_in_time": None}),
            ({"agents__texts_at_once_max": 1}, {"texts_over": 1}),
            ({"agents__texts_at_once_max": 2}, {"texts_over": 0}),
            ({"desk__password_tries": 4, "desk__locked_minutes": 60}, {"wrong_tries": None}),
            ({"desk__idle_minutes": 10, "desk__session_hours": 8}, {"desks": 2}),
            ({"desk__goodwill_points_max": 1_000}, {"approvals_stay": 1}),
            ({"desk__claim_points_alone_max": 1_000}, {"approvals_stay": 1}),
            ({"texts__from_hour": 9}, {"notices_waiting": 1}),
        ):
            assert counts(conn, at, **values) == found


def test_effect_has_at_most_five_examples(
    database: Database, join: Join, earn: Earn, at: datetime
) -> None:
    with database.engine.begin() as conn:
        for member_id in range(1, 9):
            join(conn, member_id)
            earn(conn, 1_500, member_id=member_id)
            grow(conn, 950, at - timedelta(days=30), member_id)
        conn.execute(update(member).where(member.c.member_id == 2).values(status="left"))
        both = {"redemption__opens_after_points": 2_000, "tiers__1__growth_from": 900}
        found = estimated(conn, at, **both)
    assert list(found) == ["rating", "rated", "closes_again"]
    assert (found["closes_again"].count, len(found["closes_again"].examples)) == (7, 5)
    assert found["rated"].count == 7 and 0 < len(found["rated"].examples) <= 5
