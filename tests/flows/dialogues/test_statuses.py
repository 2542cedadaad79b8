"""Each status of a membership on each channel: the main menu, and what is said where it refuses."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from dialogue_steps import HOMES, SMS_ONLY
from driver import ACTIVE, Hotline, Member
from sqlalchemy import CheckConstraint

from core.schema import member as member_table


class Expected(NamedTuple):
    """home: the main menu; '': that of an active member. balance, redeem: what is said where the
    status refuses it; '': it does not."""

    home: str
    balance: str
    redeem: str


EXPECTED = {
    "active": Expected("", "", ""),
    "arrears": Expected("", "", "engine-refused_arrears"),
    "suspended": Expected("", "", "engine-refused_suspended"),
    "frozen": Expected("frozen_home.menu", "engine-refused_frozen", "engine-refused_frozen"),
    "left": Expected("left_home.menu", "engine-refused_left", "engine-refused_left"),
}


def test_every_status_is_expected() -> None:
    [check] = (
        each
        for each in member_table.constraints
        if isinstance(each, CheckConstraint) and each.name == "member_status_check"
    )
    assert set(re.findall(r"'(\w+)'", str(check.sqltext))) == set(EXPECTED)


@pytest.fixture
def caller(hotline: Hotline, channel: str, language: str, status: str) -> Iterator[Member]:
    """A member with that status, to whom the number still belongs. Leaving releases the number, so
    the audit would find one who has left."""
    change = "UPDATE member SET status = :status WHERE number = :number"
    hotline.change(change, status=status, number=ACTIVE)
    yield hotline.member(channel, language)
    hotline.change(change, status="active", number=ACTIVE)


@pytest.mark.parametrize("status", EXPECTED)
def test_main_menu_says_what_the_status_is(caller: Member, channel: str, status: str) -> None:
    usual = HOMES.get(channel, "text_home.menu")
    caller.says_main() if caller.traits.sessionless else caller.calls()
    caller.is_asked(EXPECTED[status].home or usual)


@pytest.mark.parametrize("status", EXPECTED)
@pytest.mark.parametrize("what", ["balance", "redeem"])
def test_what_the_status_forbids_is_refused_with_the_reason(
    caller: Member, status: str, what: str
) -> None:
    expected = EXPECTED[status]
    if expected.home and not caller.traits.sessionless:
        return  # its menu offers neither
    caller.asks_for("redeem_credit" if what == "redeem" else what)
    if refusal := getattr(expected, what):
        caller.hears(refusal).hears("engine-person").has_final_answer()
    elif what == "balance":
        caller.hears("balance-expiring")
    else:
        caller.enters_pin_if_asked().is_asked("redeem_credit.pick")


@pytest.mark.parametrize("status", EXPECTED)
def test_every_status_may_complain_and_ask_for_a_person(caller: Member, status: str) -> None:
    if EXPECTED[status].home and not caller.traits.sessionless:
        caller.calls().picks("complaint")
    else:
        caller.asks_for("complaint")
    caller.is_asked("complaint.words").asks_for_agent()
    assert caller.latest("handover", "requested_at").status in ("waiting", "open")


@SMS_ONLY
@pytest.mark.parametrize("status", EXPECTED)
def test_marketing_texts_can_be_refused_in_every_status(caller: Member, hotline: Hotline) -> None:
    caller.asks_for("stop_marketing").hears("stop_marketing-stopped")
    assert not hotline.row("SELECT marketing_ok FROM member WHERE member_id = 1")[0]
