"""Balance, tier and history."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from driver import (
    ACTIVE,
    DIAMOND,
    ENGLISH,
    NEW,
    Hotline,
    Member,
)
from scripts import (
    spoken,
)


def test_balance_that_expires(hotline: Hotline, member: Member) -> None:
    on = (hotline.at + timedelta(days=20)).date().isoformat()
    member.asks_for("balance")
    member.is_told("balance-expiring", points=12_345, expiring=2_000, on=on).is_left_in_peace()


def test_balance_that_is_safe(someone: Callable[[str], Member]) -> None:
    someone(ENGLISH).asks_for("balance").is_told("balance-safe", points=3_200).is_left_in_peace()


def test_no_balance(someone: Callable[[str], Member]) -> None:
    someone(NEW).asks_for("balance").is_told("balance-none").is_left_in_peace()


@pytest.mark.parametrize(
    ("number", "key", "facts"),
    [
        (ACTIVE, "tier-below", {"tier": "gold", "next": "diamond", "needed": 3_880}),
        (DIAMOND, "tier-top", {"tier": "diamond"}),
        (NEW, "tier-below_open", {"tier": "basic", "next": "silver", "needed": 1_000}),
    ],
)
def test_tier(
    someone: Callable[[str], Member], number: str, key: str, facts: dict[str, object]
) -> None:
    someone(number).asks_for("tier").is_told(key, **facts).is_left_in_peace()


def test_history_in_three_pages_and_back(member: Member) -> None:
    member.asks_for("history").shows_who_it_is().is_asked("history.page")
    first = spoken(member)
    member.picks("older").is_asked("history.page")
    second = spoken(member)
    assert first != second
    member.says_back().is_asked("history.page")
    assert spoken(member) == first
    member.picks("older")
    assert spoken(member) == second
    member.picks("older").is_told("history-last").is_left_in_peace()


def test_no_history(hotline: Hotline, someone: Callable[[str], Member]) -> None:
    newcomer = someone(NEW)
    hotline.change(
        "UPDATE member SET pin_hash = (SELECT pin_hash FROM member WHERE member_id = 1)"
        " WHERE member_id = 4"
    )
    newcomer.asks_for("history").shows_who_it_is().is_told("history-none").is_left_in_peace()
