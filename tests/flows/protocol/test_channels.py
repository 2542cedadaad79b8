"""What each channel asks for, and that an undeclared channel is let through nowhere."""

from typing import Any

import pytest

from core.members import Act
from flows.protocol import CHANNELS, Channel, Heard, HeardKind, Session, UnknownChannel, traits_of


def test_every_channel_is_declared() -> None:
    assert set(CHANNELS) == set(Channel)


@pytest.mark.parametrize(
    ("act", "points", "voice", "ussd", "sms"),
    [
        (Act.LOOK, 0, "", "", ""),
        (Act.EARN, 0, "", "", ""),
        (Act.SPEAK, 0, "", "", ""),
        (Act.WITHDRAW, 0, "pin", "", ""),
        (Act.LOOK_CLOSELY, 0, "pin", "", ""),
        (Act.SPEND, 5_000, "pin", "pin", "code"),
        (Act.SPEND, 5_001, "pin code", "pin", "code"),
    ],
)
def test_required_proofs_depend_on_channel_act_and_points(
    act: Act, points: int, voice: str, ussd: str, sms: str
) -> None:
    for channel, proofs in {"voice": voice, "ussd": ussd, "sms": sms}.items():
        assert traits_of(channel).proofs.proofs_for(act, points) == set(proofs.split())


@pytest.mark.parametrize("channel", ["undeclared", "", "VOICE"])
def test_an_undeclared_channel_has_no_traits(channel: str) -> None:
    with pytest.raises(UnknownChannel):
        traits_of(channel)


def test_message_from_undeclared_channel_is_rejected_and_not_stored(hotline: Any) -> None:
    undeclared: Channel = "undeclared"  # type: ignore[assignment]
    heard = Heard(
        undeclared, "w1", "+8613800000001", "m1", HeardKind.COMMAND, "1", command="redeem"
    )
    with pytest.raises(UnknownChannel):
        hotline.conversation.hear(heard)
    assert hotline.sessions.last_saved is None
    assert hotline.rows("SELECT * FROM turn") == []


def test_stored_session_of_undeclared_channel_is_rejected() -> None:
    stored = Session(Channel.SMS, "s", "+8613800000001", "en").to_json()
    with pytest.raises(UnknownChannel):
        Session.from_json(stored | {"channel": "undeclared"})
