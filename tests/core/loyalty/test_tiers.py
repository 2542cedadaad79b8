"""The monthly rating: what it makes of whom, and that it does so once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, select, update

from core.kernel import Database
from core.ledger import ledger
from core.loyalty import RatingInput, TierChange, evaluate_rating, tier_ratings
from core.messaging import Consent, NoticeKind, SaidBy, TextClass, consents
from core.programme import shipped_rules, start_of_day
from core.schema import member, outbox, tier_change

ON = date(2026, 6, 6)
RULES = shipped_rules()
YEAR_ON = date(2027, 6, 5)
OVER, OVER_LONG = date(2026, 6, 5), date(2026, 5, 5)  # in the grace, and just after it
WITHIN = date(2026, 6, 6)  # the term's last day
NOTHING = (None, None)


@pytest.mark.parametrize(
    ("tier", "until", "growth", "becomes"),
    [
        ("basic", None, 999, NOTHING),
        ("basic", None, 1_000, ("silver", YEAR_ON)),
        ("basic", None, 8_000, ("diamond", YEAR_ON)),  # as high as the growth is, at once
        ("silver", WITHIN, 2_300, ("gold", YEAR_ON)),
        ("silver", WITHIN, 0, NOTHING),  # upward only, within the term
        ("gold", OVER, 2_300, ("gold", date(2027, 6, 5))),
        ("gold", OVER_LONG, 2_300, ("gold", date(2027, 5, 5))),  # goes on from where it ended
        ("gold", OVER, 2_299, NOTHING),
        ("gold", OVER_LONG, 2_299, ("silver", YEAR_ON)),
        ("diamond", OVER_LONG, 0, ("gold", YEAR_ON)),  # by one
        ("silver", OVER_LONG, 0, ("basic", None)),
        ("gold", None, 0, NOTHING),  # a term without an end
        ("diamond", OVER, 99_999, ("diamond", date(2027, 6, 5))),
    ],
)
def test_rating_sets_tier_and_term_from_growth(
    tier: str, until: date | None, growth: int, becomes: tuple[str | None, date | None]
) -> None:
    change = evaluate_rating(RatingInput(1, tier, until, growth), ON, RULES)
    assert becomes == (NOTHING if change is None else (change.became, change.until))


def test_tier_term_ends_the_day_before_a_rating_and_has_grace() -> None:
    risen = evaluate_rating(RatingInput(1, "basic", None, 1_000), ON, RULES)
    assert risen is not None and risen.until is not None
    a_year_on = risen.until + timedelta(days=1)
    assert a_year_on == date(2027, 6, 6)
    assert (
        evaluate_rating(RatingInput(1, "silver", risen.until, 0), a_year_on, RULES) is None
    )  # the grace
    assert evaluate_rating(
        RatingInput(1, "silver", risen.until, 0), date(2027, 7, 6), RULES
    ) == TierChange("silver", "basic", None)


@pytest.mark.parametrize(
    ("on", "until"),
    [
        (date(2028, 2, 29), date(2029, 2, 27)),  # 28 February 2029, less a day
        (date(2027, 3, 1), date(2028, 2, 29)),
    ],
)
def test_tier_term_handles_29_february(on: date, until: date) -> None:
    assert evaluate_rating(RatingInput(1, "basic", None, 1_000), on, RULES) == TierChange(
        "basic", "silver", until
    )


def grow(conn: Connection, growth: int, at: datetime, *, member_id: int = 1) -> None:
    ledger.grant(
        conn,
        member_id=member_id,
        unit="growth",
        amount=growth,
        contra="issued",
        kind="mobile",
        key=f"growth:{at.isoformat()}",
        at=at + timedelta(days=20),
        effective_at=at,
        expires_at=None,
        unit_cost_mfen=0,
    )


def rate(conn: Connection, at: datetime, member_id: int = 1, on: date = ON) -> TierChange | None:
    return tier_ratings.rate(conn, member_id=member_id, on=on, at=at, rules=RULES)


def growths(conn: Connection, on: date = ON) -> list[int]:
    return [
        rated.growth
        for rated in tier_ratings.rating_inputs(conn, on=on, after=0, limit=10, rules=RULES)
    ]


def test_rating_window_uses_the_effective_date_of_growth(
    database: Database, join: Callable[..., int], at: datetime
) -> None:
    """Twelve months up to the day of rating, in the programme's time, whenever they were posted."""
    since, before = start_of_day(date(2025, 6, 6)), start_of_day(ON)
    second = timedelta(seconds=1)
    assert before == datetime(2026, 6, 5, 16, tzinfo=UTC)
    with database.engine.begin() as conn:
        join(conn)
        for moment, growth in (
            (since - second, 1),
            (since, 1_000),
            (before - second, 2_000),
            (before, 4),
        ):
            grow(conn, growth, moment)
        ledger.grant(
            conn,
            member_id=1,
            amount=50_000,
            contra="issued",
            kind="mobile",
            key="points are not growth",
            at=since,
            expires_at=None,
            unit_cost_mfen=1_000,
        )
        assert growths(conn) == [3_000]
        assert rate(conn, at) == TierChange("basic", "gold", YEAR_ON)
        kept = conn.execute(select(tier_change)).one()
        assert kept == (1, ON, "basic", "gold", 3_000, YEAR_ON)


def test_member_is_rated_once_per_rating_day(
    database: Database, join: Callable[..., int], at: datetime
) -> None:
    """Also where more growth for those months was posted after."""
    with database.engine.begin() as conn:
        join(conn)
        grow(conn, 1_000, at - timedelta(days=60))
        assert rate(conn, at) == TierChange("basic", "silver", YEAR_ON)
        grow(conn, 9_000, at - timedelta(days=50))
        assert rate(conn, at) is None
        assert conn.execute(select(member.c.tier, member.c.tier_until)).one() == ("silver", YEAR_ON)
        next_month = date(2026, 7, 6)
        assert rate(conn, at, on=next_month) == TierChange("silver", "diamond", date(2027, 7, 5))
        events = conn.execute(select(outbox.c.event_id, outbox.c.payload).order_by("event_id"))
        assert [(event, payload["was"], payload["became"]) for event, payload in events] == [
            ("tier:2026-06-06", "basic", "silver"),
            ("tier:2026-07-06", "silver", "diamond"),
        ]


def test_renewed_tier_term_is_recorded_without_a_notice(
    database: Database, join: Callable[..., int], at: datetime
) -> None:
    with database.engine.begin() as conn:
        join(conn, tier="silver", tier_until=OVER)
        grow(conn, 1_000, at - timedelta(days=60))
        assert rate(conn, at) == TierChange("silver", "silver", YEAR_ON)
        assert len(conn.execute(select(tier_change)).all()) == 1
        assert conn.execute(select(outbox)).all() == []


def test_members_are_rated_page_by_page(
    database: Database, join: Callable[..., int], at: datetime
) -> None:
    with database.engine.begin() as conn:
        for member_id in (1, 2, 3, 4):
            join(conn, member_id, status="left" if member_id == 2 else "active")
            if member_id != 3:
                grow(conn, member_id * 100, at - timedelta(days=60), member_id=member_id)
        assert tier_ratings.rating_inputs(conn, on=ON, after=0, limit=2, rules=RULES) == [
            RatingInput(1, "basic", None, 100),
            RatingInput(3, "basic", None, 0),
        ]
        assert tier_ratings.rating_inputs(conn, on=ON, after=3, limit=2, rules=RULES) == [
            RatingInput(4, "basic", None, 400)
        ]


def test_rating_rereads_the_member_under_the_lock(
    database: Database, join: Callable[..., int], at: datetime
) -> None:
    """Read as one who falls; by the time of the lock somebody gave a new term, or the end."""
    with database.engine.begin() as conn:
        join(conn, tier="gold", tier_until=OVER_LONG)
        (read,) = tier_ratings.rating_inputs(conn, on=ON, after=0, limit=1, rules=RULES)
        assert evaluate_rating(read, ON, RULES) is not None
        conn.execute(update(member).values(tier_until=YEAR_ON))
        assert rate(conn, at) is None
        conn.execute(update(member).values(tier_until=OVER_LONG, status="left"))
        assert rate(conn, at) is None
        assert conn.execute(select(tier_change)).all() == []


def test_rating_works_with_differently_named_tiers(
    database: Database, join: Callable[..., int], at: datetime
) -> None:
    named = dict(
        zip(("basic", "silver", "gold", "diamond"), ("red", "blue", "black"), strict=False)
    )
    others = tuple(
        tier.model_copy(update={"name": named[tier.name]})
        for tier in RULES.tiers
        if tier.name in named
    )
    rules = RULES.model_copy(update={"tiers": others})
    with database.engine.begin() as conn:
        join(conn, tier="red")
        grow(conn, 2_500, at - timedelta(days=30))
        change = tier_ratings.rate(conn, member_id=1, on=ON, at=at, rules=rules)
        assert change == TierChange("red", "black", YEAR_ON)
        assert conn.execute(select(member.c.tier)).scalar() == "black"


def test_many_rated_at_once_change_as_one_after_another(
    database: Database, join: Callable[..., int], at: datetime
) -> None:
    """1 rises, 2 keeps the tier, 3 has left, 4 was rated, 5 stays, 6 falls and wants no texts."""
    ids = [1, 2, 3, 4, 5, 6]
    before = at - timedelta(days=60)

    with database.engine.begin() as conn:
        for member_id in ids:
            has_term = member_id in (2, 6)
            tier = {"tier": "silver", "tier_until": OVER_LONG} if has_term else {}
            join(conn, member_id, **tier, status="left" if member_id == 3 else "active")
            if member_id < 5:
                grow(conn, 1_000, before, member_id=member_id)
        assert rate(conn, at, 4) is not None
        grow(conn, 9_000, at - timedelta(days=50), member_id=4)
        said = Consent(TextClass.SERVICE, NoticeKind.TIER, False, SaidBy.MEMBER, "sms:1", at)
        consents.record(conn, 6, said)

        savepoint = conn.begin_nested()
        changes = {member_id: rate(conn, at, member_id) for member_id in ids}
        one_by_one = contents(conn)
        savepoint.rollback()
        at_once = tier_ratings.rate_all(conn, member_ids=ids, on=ON, at=at, rules=RULES)
        assert at_once == {each: change for each, change in changes.items() if change is not None}
        assert sorted(at_once) == [1, 2, 6]
        assert contents(conn) == one_by_one
        assert tier_ratings.rate_all(conn, member_ids=ids, on=ON, at=at, rules=RULES) == {}


def contents(conn: Connection) -> list[object]:
    tables = (member, tier_change, outbox)
    return [sorted(map(tuple, conn.execute(select(each))), key=repr) for each in tables]
