"""Sessions that are older than the dialogues, deep links, and sessions that were dropped."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from driver import Hotline, Member
from small_dialogues import ANSWER, END, FORM, Play
from sqlalchemy import Connection

from flows.engine import Ask, Flow
from flows.protocol import Channel

OLDER = Flow("form", Ask("gone", digits_min=1, digits_max=2, save="x", on={"given": "end"}), END)


@pytest.mark.parametrize("channel", list(Channel))
def test_session_at_removed_step_restarts_with_notice(
    play: Callable[..., Play], conn: Connection, channel: Channel
) -> None:
    old = play(OLDER, channel=channel).begin().press("1")
    assert old.at == "form.gone"
    new = play(FORM, channel=channel)
    new.session = old.session
    assert new.press("12").says("engine-restarted", "home-menu")
    assert new.press("1").at == "form.first"


def test_session_in_removed_dialogue_restarts_with_notice(play: Callable[..., Play]) -> None:
    old = play(FORM, ANSWER).begin().press("1")
    new = play(ANSWER)
    new.session = old.session
    assert new.press("12").says("engine-restarted", "home-menu")


def test_session_continues_when_release_adds_dialogue(play: Callable[..., Play]) -> None:
    old = play(FORM).begin().press("1", "11")
    new = play(FORM, ANSWER)
    new.session = old.session
    assert new.press("22").at == "form.sure"


def test_deep_link_enters_successive_answers(play: Callable[..., Play]) -> None:
    assert play(FORM, channel=Channel.USSD).begin("1*11*22").says("form-sure")
    session = play(FORM, channel=Channel.USSD).begin("7")
    assert session.says("engine-miss", "home-menu")


def parked(play: Callable[..., Play], channel: Channel) -> tuple[Play, str]:
    session = play(FORM, channel=channel).begin().press("1", "11", "22")
    key = session.session.top.answers["action_key"]
    return session.begin(parked=session.session.stack), key


@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.USSD])
def test_resumed_session_keeps_its_action_key(play: Callable[..., Play], channel: Channel) -> None:
    """The yes may have been given and answered to a dead line: it must not be done twice."""
    session, key = parked(play, channel)
    assert session.at == "resume.offer"
    session.press("1")
    assert (session.at, session.session.top.answers["action_key"]) == ("form.sure", key)
    assert (session.session.parked, session.session.proofs) == ([], [])


@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.USSD])
def test_dropped_session_can_be_discarded_at_resume_offer(
    play: Callable[..., Play], channel: Channel
) -> None:
    session, _ = parked(play, channel)
    assert (session.press("2").at, session.session.parked) == ("home.menu", [])


def test_session_without_progress_is_not_worth_resuming(play: Callable[..., Play]) -> None:
    session = play(ANSWER, FORM).begin()
    assert not session.engine.worth_resuming(session.session)
    assert not session.engine.worth_resuming(session.press("2").session)  # only looked
    assert session.engine.worth_resuming(session.press("12").session)


@pytest.mark.parametrize("channel", ["voice", "ussd"])
def test_resumed_redemption_keeps_its_action_key(hotline: Hotline, channel: str) -> None:
    """The process died after the yes was done and before its answer was kept: the same key."""
    member = hotline.member(channel, "en").asks_for("redeem_gift").enters_pin_if_asked()
    if member.open_question == "redeem_gift.how":
        member.picks("read_out")
    key = _confirm(member)
    member.is_cut_off().calls().picks("go_on").is_asked("identify.pin").enters_pin_if_asked()
    assert member.session.top.answers["action_key"] == key
    member.confirms().hears("redeem_gift-ordered")
    assert member.points() == (12_045, 300)


def _confirm(member: Member) -> str:
    member.picks("phone-stand").is_asked("redeem_gift.confirm")
    return str(member.session.top.answers["action_key"])
