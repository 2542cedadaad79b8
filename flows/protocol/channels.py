"""The declared channels, with the traits, proofs of identity and limits of each.

This is the only declaration of a channel; its folder (ivr, sms, ussd) adds how requests are parsed
and turns rendered (`web.channel.ChannelAdapter`). Dialogues, wording and checks depend on these
traits, never on the name of a channel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from core.kernel import HotlineError
from core.members import CODE, PIN, Act, ProofPolicy

SMS_SEGMENTS_MAX = 3
"""The most segments of one text, whether a reply or a notification; each is paid for."""


class UnknownChannel(HotlineError):
    """No such channel is declared."""


class Channel(StrEnum):
    VOICE = "voice"
    SMS = "sms"
    USSD = "ussd"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelLimits:
    """How much fits into a reply. None: the channel has no such limit.

    options: the most options of a menu. A longer list is shown in pages.
    sms_segments: the most SMS segments of one reply, each of which is paid for.
    ussd_screens: whether a sentence must fit on one USSD screen (182 septets or 80 UTF-16 units),
        and a longer reply is cut into several.
    silent_seconds: a session from which nothing was heard for longer counts as dropped.
    """

    options: int
    sms_segments: int | None = None
    ussd_screens: bool = False
    silent_seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTraits:
    """The differences between channels that matter to dialogues.

    spoken: sentences are heard, not read. Numbers and dates are spelled out, menus are short, and
        the member's own words are recorded; elsewhere they are typed.
    greets: a session begins with a greeting.
    pauses_after_answer: an answer is sent alone, and the menu follows when the member asks for it,
        because a screen or a text has no room for both.
    sessionless: the network knows no sessions. Any message may be the first, and is one request
        with one reply: an answer ends the dialogue it came from.
    single_session: a telephone has one session at a time, so a new one ends the former.
    list_keys: a pattern of the codes that can be the key of a list's entry: not the keys of global
        commands, and on a call those of one digit.
    more_keys: the keys that "more" may have in a list, the likeliest first.
    queues_callers: the caller can be held in a queue for an agent.
    agents_write: an agent and the member can write to each other.
    number_verified: the network guarantees the caller's number; elsewhere it can be forged.
    replies_to_number: a reply reaches whoever holds the number and nobody else, so it may hold a
        one-time code; elsewhere the code is texted.
    keywords: dialogues and global commands are opened by typed words.
    command_keys: the keys of global commands, which a channel without keywords needs.
    wording: the attribute of a Fluent message that takes the place of its value on this channel.
    proofs: which proofs of identity are asked for.
    """

    spoken: bool
    greets: bool
    pauses_after_answer: bool
    sessionless: bool
    single_session: bool
    list_keys: str
    more_keys: tuple[str, ...]
    queues_callers: bool
    agents_write: bool
    number_verified: bool
    replies_to_number: bool
    keywords: bool
    command_keys: Mapping[str, str]
    wording: str
    proofs: ProofPolicy
    limits: ChannelLimits


_NO_PROOF: frozenset[str] = frozenset()
_PIN, _CODE = frozenset({PIN}), frozenset({CODE})

CHANNELS = MappingProxyType(
    {
        Channel.VOICE: ChannelTraits(
            spoken=True,
            greets=True,
            pauses_after_answer=False,
            sessionless=False,
            single_session=False,
            list_keys="[1-8]",
            more_keys=("5", "6", "7", "8"),
            queues_callers=True,
            agents_write=False,
            number_verified=False,
            replies_to_number=False,
            keywords=False,
            command_keys={"0": "agent", "*": "back", "#": "repeat", "9": "main"},
            wording="voice",
            proofs=ProofPolicy(
                by_act={
                    Act.LOOK: _NO_PROOF,
                    Act.LOOK_CLOSELY: _PIN,
                    Act.SPEND: _PIN,
                    Act.EARN: _NO_PROOF,
                    Act.SPEAK: _NO_PROOF,
                    Act.WITHDRAW: _PIN,
                },
                spend_above_limit=_PIN | _CODE,
            ),
            # A listener remembers at most five options. Every prompt times out in less than 20
            # seconds, so a call that has been silent for longer has ended.
            limits=ChannelLimits(options=5, silent_seconds=20),
        ),
        Channel.SMS: ChannelTraits(
            spoken=False,
            greets=False,
            pauses_after_answer=True,
            sessionless=True,
            single_session=False,
            list_keys=".+",
            more_keys=("+",),
            queues_callers=False,
            agents_write=True,
            number_verified=False,
            replies_to_number=True,
            keywords=True,
            command_keys={},
            wording="sms",
            proofs=ProofPolicy(
                by_act={
                    Act.LOOK: _NO_PROOF,
                    Act.LOOK_CLOSELY: _NO_PROOF,
                    Act.SPEND: _CODE,
                    Act.EARN: _NO_PROOF,
                    Act.SPEAK: _NO_PROOF,
                    Act.WITHDRAW: _NO_PROOF,
                },
                spend_above_limit=_CODE,
            ),
            limits=ChannelLimits(options=9, sms_segments=SMS_SEGMENTS_MAX),
        ),
        Channel.USSD: ChannelTraits(
            spoken=False,
            greets=False,
            pauses_after_answer=True,
            sessionless=False,
            single_session=True,
            list_keys=r"(?!98$)[1-9]\d*",  # 98: the next screen
            more_keys=("9", "99"),
            queues_callers=False,
            agents_write=False,
            number_verified=True,
            replies_to_number=True,
            keywords=False,
            command_keys={"0": "back", "00": "main"},
            wording="ussd",
            proofs=ProofPolicy(
                by_act={
                    Act.LOOK: _NO_PROOF,
                    Act.LOOK_CLOSELY: _NO_PROOF,
                    Act.SPEND: _PIN,
                    Act.EARN: _NO_PROOF,
                    Act.SPEAK: _NO_PROOF,
                    Act.WITHDRAW: _NO_PROOF,
                },
                spend_above_limit=_PIN,
            ),
            limits=ChannelLimits(options=9, ussd_screens=True),
        ),
    }
)


def channel_named(name: str) -> Channel:
    """The declared channel of that name; raises UnknownChannel where there is none."""
    try:
        return Channel(name)
    except ValueError as error:
        raise UnknownChannel(name) from error


def traits_of(channel: str) -> ChannelTraits:
    """The channel's declared traits; raises UnknownChannel where there are none."""
    return CHANNELS[channel_named(channel)]


def channels_where(applies: Callable[[ChannelTraits], bool]) -> tuple[Channel, ...]:
    """The channels to whose traits `applies`: those on which a sentence is said, or a test runs."""
    return tuple(channel for channel, traits in CHANNELS.items() if applies(traits))
