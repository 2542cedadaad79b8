"""PINs and one-time codes."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from argon2 import PasswordHasher
from code_sealer import CODE_SEALER
from sqlalchemy import Connection, select

from core.kernel import Database, has_written
from core.members import (
    CodeLimit,
    CodeTooSoon,
    NoPin,
    PinLocked,
    PinTooWeak,
    WrongPin,
    one_time_codes,
    pins,
    profiles,
)
from core.members.one_time_codes import Purpose
from core.programme import current_rules
from core.schema import one_time_code
from core.seed import PIN

NUMBER = "+8613800000001"
REDEEM_2 = Purpose("redeem", "2")


@pytest.fixture
def conn(seeded: Database) -> Iterator[Connection]:
    with seeded.engine.begin() as connection:
        yield connection


def outcome(call: Callable[[], Any]) -> str:
    try:
        call()
    except Exception as error:
        return f"{type(error).__name__} {getattr(error, 'tries_left', '')}".strip()
    return "ok"


def test_three_wrong_pins_lock_until_midnight(conn: Connection, at: datetime) -> None:
    def tries(*given: str, when: datetime = at) -> list[str]:
        return [outcome(partial(pins.check, conn, 1, pin, when)) for pin in given]

    assert tries("000000", "000000", PIN) == ["WrongPin 2", "WrongPin 1", "ok"]
    assert tries("000000", "", "1" * 50, PIN) == [
        "WrongPin 2",
        "WrongPin 1",
        "PinLocked",
        "PinLocked",
    ]
    member = profiles.find(conn, NUMBER)
    assert member is not None
    assert member.pin_locked_on == at.date()
    # 15:59 UTC is 23:59 in Shanghai.
    assert tries(PIN, when=at.replace(hour=15, minute=59)) == ["PinLocked"]
    assert tries("000000", when=at.replace(hour=16)) == ["WrongPin 2"]


def test_wrong_pin_attempt_is_written_to_the_database(conn: Connection, at: datetime) -> None:
    pins.check(conn, 1, PIN, at)
    assert not has_written(conn)
    with pytest.raises(WrongPin):
        pins.check(conn, 1, "000000", at)
    assert has_written(conn)


def test_missing_or_locked_pin_is_refused(conn: Connection, at: datetime) -> None:
    with pytest.raises(NoPin):
        pins.check(conn, 4, PIN, at)
    with pytest.raises(PinLocked):
        pins.check(conn, 6, PIN, at + timedelta(days=400))
    pins.unlock(conn, 6)
    pins.check(conn, 6, PIN, at)


@pytest.mark.parametrize(
    ("pin", "reason"),
    [
        ("13579", "wrong_length"),
        ("1357913", "wrong_length"),
        ("13579a", "wrong_length"),
        ("\uff11\uff13\uff15\uff17\uff19\uff10", "wrong_length"),  # full-width
        ("111111", "repeated"),
        ("123456", "run"),
        ("654321", "run"),
        ("567890", "run"),
        ("138000", "part_of_number"),
        ("000001", "part_of_number"),
        ("135790", None),
        ("112233", None),
    ],
)
def test_pin_weakness_is_recognised(pin: str, reason: str | None) -> None:
    assert pins.weakness(pin, NUMBER) == reason


def test_weak_pin_cannot_be_chosen_and_locked_pin_cannot_be_replaced(
    conn: Connection, at: datetime, quick_hasher: PasswordHasher
) -> None:
    newcomer = profiles.find(conn, "+8613800000004")
    assert newcomer is not None
    assert not newcomer.has_pin
    with pytest.raises(PinTooWeak):
        pins.choose(conn, newcomer, "123456", at, quick_hasher)
    pins.choose(conn, newcomer, "246813", at, quick_hasher)
    pins.check(conn, 4, "246813", at)
    locked = profiles.find(conn, "+8613800000006")
    assert locked is not None
    with pytest.raises(PinLocked):
        pins.choose(conn, locked, "246813", at, quick_hasher)


def test_reset_ends_a_lock_and_refuses_a_weak_pin(
    conn: Connection, at: datetime, quick_hasher: PasswordHasher
) -> None:
    locked = profiles.find(conn, "+8613800000006")
    assert locked is not None
    with pytest.raises(PinTooWeak):
        pins.reset(conn, locked, "123456", quick_hasher)
    assert outcome(partial(pins.check, conn, 6, PIN, at)) == "PinLocked"
    pins.reset(conn, locked, "246813", quick_hasher)
    assert outcome(partial(pins.check, conn, 6, "246813", at)) == "ok"


@pytest.fixture
def code(conn: Connection, quick_hasher: PasswordHasher) -> Any:
    class Code:
        def issue(
            self,
            when: datetime,
            code: str = "246810",
            purpose: Purpose = REDEEM_2,
            cancelled: Any = (),
        ) -> Any:
            return one_time_codes.issue(
                conn,
                member_id=1,
                purpose=purpose,
                at=when,
                code=code,
                sealer=CODE_SEALER,
                hasher=quick_hasher,
                cancelled=cancelled,
            )

        def check(self, when: datetime, code: str = "246810", purpose: Purpose = REDEEM_2) -> str:
            return outcome(
                lambda: one_time_codes.check(conn, member_id=1, purpose=purpose, code=code, at=when)
            )

    return Code()


def test_a_code_can_be_used_once(code: Any, at: datetime) -> None:
    assert code.check(at) == "CodeExpired"
    code.issue(at)
    assert code.check(at) == "ok"
    assert code.check(at) == "CodeExpired"


def test_a_code_is_bound_to_its_purpose(code: Any, at: datetime) -> None:
    code.issue(at)
    assert code.check(at, purpose=Purpose("redeem", "3")) == "CodeWrong 2"
    assert code.check(at) == "ok"


def test_code_replaces_only_one_of_its_kind(code: Any, at: datetime) -> None:
    code.issue(at)
    later = at + timedelta(seconds=60)
    code.issue(later, "135791", Purpose("give", "2"))
    assert code.check(later, purpose=Purpose("give", "2")) == "CodeWrong 2"
    assert code.check(later) == "ok"
    assert code.check(later, "135791", Purpose("give", "2")) == "ok"


def test_codes_for_unproven_callers_are_fewer_and_leave_the_members_own_alone(
    code: Any, at: datetime
) -> None:
    """Whether they come before, between or after the member's, who still gets fifteen."""
    forged = Purpose("redeem", "2", unproven=True)
    day_max = current_rules().security.codes_unproven_per_day_max
    for n in range(day_max):
        when = at + timedelta(minutes=n)
        code.issue(when, "975318", forged)
        code.issue(when)
        with pytest.raises(CodeTooSoon):
            code.issue(when + timedelta(seconds=30), "975318", forged)
        for _ in range(3):
            code.check(when, "000000", forged)
        assert code.check(when) == "ok"
    with pytest.raises(CodeLimit):
        code.issue(at + timedelta(minutes=day_max), "975318", forged)
    for n in range(day_max, 15):
        code.issue(at + timedelta(minutes=n))
    with pytest.raises(CodeLimit):
        code.issue(at + timedelta(minutes=15))


def test_code_is_invalid_after_three_wrong_attempts(code: Any, at: datetime) -> None:
    code.issue(at)
    assert [code.check(at, wrong) for wrong in ("0", "000000", "x")] == [
        "CodeWrong 2",
        "CodeWrong 1",
        "CodeWrong 0",
    ]
    assert code.check(at) == "CodeExpired"


def test_code_expires_after_five_minutes(code: Any, at: datetime) -> None:
    code.issue(at)
    assert code.check(at + timedelta(seconds=299), "000000") == "CodeWrong 2"
    assert code.check(at + timedelta(seconds=300)) == "CodeExpired"


def test_only_the_newest_code_is_valid(code: Any, at: datetime) -> None:
    code.issue(at)
    code.issue(at + timedelta(seconds=60), "135791")
    later = at + timedelta(seconds=61)
    assert code.check(later, "135791") == "ok"


def test_code_that_was_replaced_confirms_nothing_and_costs_no_try(code: Any, at: datetime) -> None:
    code.issue(at)
    code.issue(at + timedelta(seconds=60), "135791")
    later = at + timedelta(seconds=61)
    assert [code.check(later) for _ in range(4)] == ["CodeReplaced"] * 4
    assert code.check(later, "000000") == "CodeWrong 2"
    assert code.check(at + timedelta(minutes=5)) == "CodeWrong 1", "it would have expired"
    assert code.check(later, "135791") == "ok"
    assert code.check(later) == "CodeExpired"


def test_code_for_another_request_was_not_replaced(code: Any, at: datetime) -> None:
    code.issue(at, purpose=Purpose("redeem", "3"))
    code.issue(at + timedelta(seconds=60), "135791")
    assert code.check(at + timedelta(seconds=61)) == "CodeWrong 2"


def test_codes_are_limited_to_one_a_minute_and_fifteen_a_day(code: Any, at: datetime) -> None:
    code.issue(at)
    with pytest.raises(CodeTooSoon) as error:
        code.issue(at + timedelta(seconds=59))
    assert error.value.wait_seconds == 1
    for n in range(1, 15):
        code.issue(at + timedelta(minutes=n))
    with pytest.raises(CodeLimit):
        code.issue(at + timedelta(minutes=20))
    code.issue(at.replace(hour=16))  # midnight in Shanghai


def test_code_that_was_cancelled_does_not_hold_up_the_next(code: Any, at: datetime) -> None:
    """Unless it is asked for again, or the caller has proved nothing."""
    cancelled = code.issue(at)
    other, forged = Purpose("give", "9"), Purpose("redeem", "9", unproven=True)
    with pytest.raises(CodeTooSoon):
        code.issue(at, "135791", other)
    with pytest.raises(CodeTooSoon):
        code.issue(at, "135791", cancelled=[cancelled])
    code.issue(at, "135791", other, cancelled=[cancelled])
    cancelled = code.issue(at, "135792", forged)
    with pytest.raises(CodeTooSoon):
        code.issue(at, "135793", Purpose("give", "8", unproven=True), cancelled=[cancelled])


def test_code_that_is_used_up_does_not_hold_up_the_next(code: Any, at: datetime) -> None:
    """By its act, or by three wrong tries; one that can still be entered does."""
    code.issue(at)
    assert code.check(at) == "ok"
    code.issue(at + timedelta(seconds=1), "135791")
    for tries_left in (2, 1, 0):
        with pytest.raises(CodeTooSoon):
            code.issue(at + timedelta(seconds=2))
        assert code.check(at + timedelta(seconds=2), "000000") == f"CodeWrong {tries_left}"
    code.issue(at + timedelta(seconds=3))


def test_the_stored_hash_does_not_reveal_the_code(
    conn: Connection, code: Any, at: datetime
) -> None:
    code.issue(at)
    row = conn.execute(select(one_time_code)).one()
    assert "246810" not in f"{row.code_hash}{row.purpose_hash}"
