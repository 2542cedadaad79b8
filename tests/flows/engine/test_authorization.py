"""Whether a caller may use a dialogue; whatever is unknown is refused."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from core.members import PIN, Act, MemberWithPoints
from flows.engine import End, Flow, authorization
from flows.protocol import Channel, Session, traits_of

MEMBER = MemberWithPoints(
    member_id=1,
    number="+8613800000001",
    name="",
    language="en",
    tier="basic",
    tier_until=None,
    joined_on=date(2020, 1, 1),
    leaves_on=None,
    born_on=None,
    status="active",
    province="GD",
    city=None,
    unexpired=0,
    held=0,
    marketing_ok=True,
    has_pin=True,
    pin_locked_on=None,
    expires_on=None,
    expires_points=None,
    waiting=0,
    owed=0,
)


def context(channel: Channel, caller: MemberWithPoints | None = MEMBER, *proofs: str) -> Any:
    session = Session(channel, "s", MEMBER.number, "en", proofs=list(proofs))
    return SimpleNamespace(caller=caller, session=session, traits=traits_of(channel))


def flow(act: Act, *, members_only: bool = True) -> Flow:
    return Flow("some", End("end"), act=act, members_only=members_only)


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("act", list(Act))
def test_the_pin_is_asked_where_the_channel_declares_it(channel: Channel, act: Act) -> None:
    asks = PIN in traits_of(channel).proofs.proofs_for(act)
    expected = authorization.IDENTIFY if asks else None
    assert authorization.check(context(channel), flow(act)) == expected
    assert authorization.check(context(channel, MEMBER, PIN), flow(act)) is None


@pytest.mark.parametrize("act", list(Act))
def test_non_member_is_authorized_only_to_speak(act: Act) -> None:
    nobody = context(Channel.VOICE, None)
    assert authorization.check(nobody, flow(act)) == "stranger"
    open_to_all = authorization.check(nobody, flow(act, members_only=False))
    assert open_to_all == (None if act is Act.SPEAK else "stranger")


@pytest.mark.parametrize("act", list(Act))
def test_an_unknown_status_is_refused(act: Act) -> None:
    sleeping = context(Channel.SMS, replace(MEMBER, status="sleeping"))
    assert authorization.check(sleeping, flow(act)) == "sleeping"


def test_an_unknown_act_is_refused() -> None:
    borrow: Any = "borrow"
    assert authorization.check(context(Channel.SMS), flow(borrow)) == "active"
