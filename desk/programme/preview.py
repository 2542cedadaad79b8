"""The preview of a sentence: its words on each declared channel, and how long they are there."""

from __future__ import annotations

from dataclasses import dataclass

from flows.language import (
    Segments,
    Wording,
    WordingError,
    limit_chars,
    sms_segments,
    unit_widths,
    ussd_screens,
)
from flows.protocol import CHANNELS, Channel, ChannelLimits


@dataclass(frozen=True, slots=True)
class ChannelPreview:
    """`words`: the sentence with the longest values of its facts; '' if it cannot be said on the
    channel."""

    channel: Channel
    limits: ChannelLimits
    words: str

    @property
    def segments(self) -> Segments | None:
        """None: the channel has no SMS segments."""
        return None if self.limits.sms_segments is None else sms_segments.segments(self.words)

    @property
    def screen_units(self) -> int:
        """Septets, or UTF-16 units if a character is not in the GSM alphabet."""
        return sum(unit_widths(self.words))

    @property
    def screen_units_max(self) -> int:
        return limit_chars(self.words)

    @property
    def fits_screen(self) -> bool:
        return ussd_screens.fits(self.words)


@dataclass(frozen=True, slots=True)
class Preview:
    key: str
    channels: tuple[ChannelPreview, ...]

    def contains(self, text: str) -> bool:
        """Whether the key or the words on a channel contain `text`, which is in lower case."""
        return any(text in each.lower() for each in (self.key, *(c.words for c in self.channels)))


def preview(wording: Wording, key: str, spoken: str) -> Preview:
    facts = wording.longest_facts(key, spoken)
    return Preview(
        key,
        tuple(
            ChannelPreview(channel, traits.limits, _say(wording, key, spoken, channel, facts))
            for channel, traits in CHANNELS.items()
        ),
    )


def _say(
    wording: Wording, key: str, spoken: str, channel: Channel, facts: dict[str, object]
) -> str:
    """The sentence; '' if it does not exist or uses a fact without a declared longest value."""
    try:
        return wording.say(key, spoken, channel, facts)
    except WordingError:
        return ""
